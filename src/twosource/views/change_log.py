"""The changes of a ledger one by one, as lines and as JSON: what each recorded, who decided what in it."""

from __future__ import annotations

from collections.abc import Container, Iterable, Iterator
from dataclasses import replace

from twosource.model.decision import Decision
from twosource.store.base import DocumentRow
from twosource.store.changed import LoggedDecision, LogRow
from twosource.views.review_words import decided, named
from twosource.views.shapes import Shape


def is_about(decision: Decision, pages: Container[str]) -> bool:
    """Whether all that a decision is about stands on some of these pages, or on none in particular."""
    about: set[str | None] = {mark.anchor.document for mark in decision.claims}
    about |= {decision.document, *(one.document for one in (decision.source, decision.same_as) if one)}
    return all(key is None or key in pages for key in about)


def of_pages(rows: Iterable[LogRow], pages: Iterable[DocumentRow]) -> Iterator[LogRow]:
    """The changes, each with those of these pages and with decisions about them alone; without those that have neither."""
    names = {page.id: page.name for page in pages}
    for row in rows:
        documents = tuple(key for key in row.documents if key in names)
        files = tuple(sorted({names[key] for key in documents}))
        decided = tuple(one for one in row.decisions if one.decision is None or is_about(one.decision, names))
        if (documents or not row.pages) and (decided or not row.decisions):
            yield replace(row, documents=documents, pages=files, decisions=decided)


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
        "text": decision_words(row),
    }
