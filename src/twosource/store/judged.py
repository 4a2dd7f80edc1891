"""Answers that linking judges from all claims: what is missing, and what is due; here with their rows."""

from __future__ import annotations

from twosource.linking.due import due_of
from twosource.linking.gaps import find_gaps
from twosource.store.actors import known_actors
from twosource.store.base import ClaimQuestion, DueRow, GapRow
from twosource.store.derive import contexts_of, effective_claims
from twosource.store.rows import Rows


def gaps(rows: Rows, question: ClaimQuestion) -> tuple[GapRow, ...]:
    """What is missing from the claims asked for, or from a statement that holds one."""
    asked = rows.asked(question)
    derived = rows.everything_derived()
    members = {statement.id: statement.claims for statement in derived.statements}
    found = [
        gap
        for gap in find_gaps(derived, effective_claims(rows.connection, rows.at))
        if gap.claim in asked or not asked.isdisjoint(members.get(gap.statement or "", ()))
    ]
    claims = rows.claims_with(gap.claim for gap in found)
    return tuple(
        GapRow(gap.kind, claim, gap.because, gap.statement) for gap, claim in zip(found, claims, strict=True)
    )


def due(rows: Rows, question: ClaimQuestion) -> tuple[DueRow, ...]:
    """What the claims asked for say is to come, with what later reports say of it."""
    asked = rows.asked(question)
    claims = effective_claims(rows.connection, rows.at)
    actors = known_actors(rows.connection, rows.at)
    contexts = contexts_of(rows.pages, claims, actors)
    relations = rows.everything_derived().relations
    found = [row for row in due_of(claims, relations, contexts, actors) if row.claim in asked]
    rows.claims_with(each for row in found for each in (row.claim, *row.happened, *row.denied))
    return tuple(
        DueRow(
            rows.claims_with([row.claim])[0],
            row.when,
            rows.claims_with(row.happened),
            rows.claims_with(row.denied),
        )
        for row in found
    )
