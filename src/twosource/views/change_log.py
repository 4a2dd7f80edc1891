"""The changes of a ledger one by one, as lines and as JSON: what each recorded, who decided what in it."""

from __future__ import annotations

from twosource.store.changed import LoggedDecision, LogRow
from twosource.views.review_words import decided, named
from twosource.views.shapes import Shape


def log_words(row: LogRow) -> str:
    """What a change did, in a line."""
    told = [*row.pages, *map(decision_words, row.decisions)]
    told += [f"erased {one.capture[:8]}, by {one.by}" for one in row.erased]
    return f"{row.what} {', '.join(told) or '(no page)'}"


def decision_words(row: LoggedDecision) -> str:
    """What was decided, by whom and why, in a line, of claims as they were named then."""
    decision = row.decision
    if decision is None:
        return f"decision {row.id[:8]}, its words erased"
    told = decided(decision, named(decision, [mark.anchor.claim_id for mark in decision.claims]))
    return f"{decision.by}: {told} ({decision.because})" if decision.because else f"{decision.by}: {told}"


def log_shape(row: LogRow) -> Shape:
    """One change."""
    return {
        "change": row.number,
        "at": row.at,
        "what": row.what,
        "command": row.command,
        "documents": list(row.documents),
        "files": list(row.pages),
        "decisions": [logged_shape(one) for one in row.decisions],
        "erased": [{"capture": one.capture, "by": one.by, "because": one.because} for one in row.erased],
    }


def logged_shape(row: LoggedDecision) -> Shape:
    """A decision as a change names it."""
    decision = row.decision
    return {
        "id": row.id,
        "kind": decision.kind if decision else None,
        "by": decision.by if decision else None,
        "because": decision.because if decision else None,
    }
