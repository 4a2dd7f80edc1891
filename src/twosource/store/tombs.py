"""Tombstones: what a ledger still says of a capture whose words were erased."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

import sqlalchemy as sa
from sqlalchemy.engine import Connection

from twosource.model.codec import canonical
from twosource.store import schema


@dataclass(frozen=True, slots=True)
class Erased:
    """One erasure: of which capture and documents, by whom, when (UTC) and why, and what leaned on what is gone.

    ``leaned`` holds ids by table: the document's own claims, and the statements, relations and so on that rested on one of
    them; under ``documents`` the other documents with a claim in these. ``decisions`` are those whose words went too.
    ``deleted`` are backups that held the capture; ``not_reached`` backups that are not where the tool left them.
    """

    capture: str
    documents: tuple[str, ...]
    by: str
    at: str
    because: str
    leaned: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    decisions: tuple[str, ...] = ()
    deleted: tuple[str, ...] = ()
    not_reached: tuple[str, ...] = ()
    number: int = 0
    is_done: bool = False
    is_restored: bool = False
    """Whether the page was read again with ``--restore`` after it."""

    @property
    def body(self) -> str:
        """What the tombstone says beside the capture and its documents, as canonical JSON."""
        names = ("by", "at", "because", "leaned", "decisions", "deleted", "not_reached")
        return canonical({name: getattr(self, name) for name in names})

    @property
    def is_same_as(self) -> tuple[str, str, str, str]:
        """What tells two erasures apart, in this ledger or in another: the capture, and by whom, when and why."""
        return (self.capture, self.by, self.at, self.because)

    @property
    def refusal(self) -> str:
        """Why a page of this capture is not read."""
        return (
            f"its words were erased on {self.at[:10]} by {self.by} ({self.because});"
            " to read it all the same: twosource read --restore"
        )


def erasures(connection: Connection, captures: Iterable[str] | None = None) -> tuple[Erased, ...]:
    """The erasures of a ledger, oldest first; of these captures alone where they are given."""
    table = schema.erasures
    query = sa.select(table).order_by(table.c.number)
    if captures is not None:
        query = query.where(table.c.capture.in_(list(captures)))
    rows = connection.execute(query).all()
    return tuple(_erased(connection, row) for row in rows)


def unfinished(connection: Connection) -> tuple[Erased, ...]:
    """Erasures that were marked and not finished, oldest first."""
    table = schema.erasures
    rows = connection.execute(sa.select(table).where(sa.not_(table.c.is_done)).order_by(table.c.number)).all()
    return tuple(_erased(connection, row) for row in rows)


def erasure_of(connection: Connection, capture: str) -> Erased | None:
    """The erasure that keeps a capture out, None where nothing does: it was never erased, or it was restored."""
    newest = erasures(connection, [capture])[-1:]
    return newest[0] if newest and not newest[0].is_restored else None


def is_erased(connection: Connection, capture: str) -> bool:
    """Whether the words of a capture may not be in the ledger."""
    return erasure_of(connection, capture) is not None


def kept_words(connection: Connection, decision: str, body: str) -> str | None:
    """The JSON of a decision, by its id, as it may be kept: None where an erasure took its words, in this ledger or in one that
    was merged, where it is about an erased document, or undoes one that was.

    So a decision that comes after the erasure leaves what one that came before it leaves: its id and kind.
    """
    data = json.loads(body)
    decisions = schema.decisions
    named = named_in(data)
    for erased in erasures(connection):
        if not erased.is_restored and (
            decision in erased.decisions or not named.isdisjoint(erased.documents)
        ):
            return None
    undone = sa.select(decisions.c.id).where(decisions.c.id == data.get("undoes"), decisions.c.body.is_(None))
    return body if connection.execute(undone).first() is None else None


def named_in(decision: Mapping[str, Any]) -> set[str]:
    """The ids of the documents that the JSON of a decision names."""
    marks = [decision.get("source") or {}, decision.get("same_as") or {}, decision]
    named = {mark.get("document") for mark in marks}
    named |= {claim["anchor"]["document"] for claim in decision.get("claims", ())}
    return {document for document in named if document is not None}


def _erased(connection: Connection, row: Any) -> Erased:
    body = json.loads(row.body)
    captures = schema.captures
    has_content = sa.select(captures.c.id).where(
        captures.c.id == row.capture, captures.c.content.is_not(None)
    )
    return Erased(
        capture=row.capture,
        documents=tuple(json.loads(row.documents)),
        by=body["by"],
        at=body["at"],
        because=body["because"],
        leaned={name: tuple(ids) for name, ids in body["leaned"].items()},
        decisions=tuple(body["decisions"]),
        deleted=tuple(body["deleted"]),
        not_reached=tuple(body["not_reached"]),
        number=row.number,
        is_done=row.is_done,
        is_restored=row.is_done and connection.execute(has_content).first() is not None,
    )
