"""Answers about what is missing and what is due, with the claims they name."""

from __future__ import annotations

from dataclasses import replace

from twosource.model.relation import Due, Gap
from twosource.store.base import ClaimQuestion, DueRow, GapRow
from twosource.store.questions import narrows
from twosource.store.rows import Rows


def gaps(rows: Rows, question: ClaimQuestion) -> tuple[GapRow, ...]:
    """What is missing from the claims asked for, or from a statement that holds one."""
    found = rows.derived("gaps", Gap, _all(question))
    if narrows(question):
        asked = rows.asked(question)
        led = {row.statement.id for row in rows.statements(_all(question))}
        everything = rows.derived("gaps", Gap, ClaimQuestion())
        found = [gap for gap in everything if gap.claim in asked or gap.claim in led]
    rows.claims_with(gap.claim for gap in found)
    out = []
    for gap in found:
        (claim,) = rows.claims_with([gap.claim])
        out.append(GapRow(gap.kind, claim, gap.because, claim.statement))
    return tuple(out)


def due(rows: Rows, question: ClaimQuestion) -> tuple[DueRow, ...]:
    """What the claims asked for say is to come, with what later reports say of it."""
    found = rows.derived("dues", Due, _all(question))
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


def _all(question: ClaimQuestion) -> ClaimQuestion:
    """The same question, whatever the page."""
    return replace(question, limit=None, offset=0)
