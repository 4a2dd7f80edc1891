"""Answers about what is missing and what is due, with the claims they name."""

from __future__ import annotations

from twosource.model.codec import loads
from twosource.model.relation import Due, Gap
from twosource.store.base import ClaimQuestion, DueRow, GapRow
from twosource.store.questions import gaps_asked
from twosource.store.rows import Rows


def gaps(rows: Rows, question: ClaimQuestion) -> tuple[GapRow, ...]:
    """What is missing from the claims asked for, or from a statement that holds one."""
    found = [loads(Gap, body) for body in rows.connection.execute(gaps_asked(question, rows.at)).scalars()]
    rows.claims_with(gap.claim for gap in found)
    out = []
    for gap in found:
        (claim,) = rows.claims_with([gap.claim])
        out.append(GapRow(gap.kind, claim, gap.because, claim.statement))
    return tuple(out)


def due(rows: Rows, question: ClaimQuestion) -> tuple[DueRow, ...]:
    """What the claims asked for say is to come, with what later reports say of it."""
    found = rows.derived("dues", Due, question)
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
