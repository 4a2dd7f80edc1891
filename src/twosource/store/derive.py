"""What linking derives, kept as rows that are opened and closed: only what changed is written."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cache
from typing import Any, Protocol

import sqlalchemy as sa
from sqlalchemy.engine import Connection

from twosource.linking import Context, link
from twosource.linking.actors import Actors
from twosource.linking.relink import relink
from twosource.linking.scope import days_of
from twosource.linking.shelf import Changed, Part, subjects
from twosource.model.capture import digest, short_id
from twosource.model.claim import Claim
from twosource.model.codec import dumps
from twosource.model.relation import (
    Derived,
    Drift,
    Due,
    Event,
    Figure,
    Gap,
    Position,
    Relation,
    Statement,
    Withdrawal,
)
from twosource.model.vocabulary import GapKind
from twosource.store import schema
from twosource.store.actors import known_gazetteers
from twosource.store.base import day_key
from twosource.store.connection import Transaction
from twosource.store.drifts import drifts_of, restated
from twosource.store.effective import refresh, refresh_contexts, unsay
from twosource.store.judging import follow_decisions, judging_at, touched_by
from twosource.store.linked import is_linked_by_another, is_linked_with_others, mark_linked
from twosource.store.pages import chunks
from twosource.store.record import claim_order
from twosource.store.shelf import Shelf, add_claims, heard_otherwise


class Linker(Protocol):
    """What derives: the linking of this program, or a stand-in."""

    def __call__(
        self, claims: Sequence[Claim], contexts: Mapping[str, Context], *, actors: Actors | None
    ) -> Derived:
        """All that follows from the claims."""


_LAST = "~"
"""Sorts after every day and every number."""


@dataclass(frozen=True, slots=True)
class _Row:
    """A derived value as it is stored: its position sorts, byte by byte, in the order rows are shown in."""

    id: str
    kind: str | None
    position: bytes
    value: Any
    body: str

    @property
    def hash(self) -> int:
        """64 bits of the hash of all that is stored."""
        hashed = hashlib.sha256(self.position + self.body.encode("utf-8"))
        return int.from_bytes(hashed.digest()[:8], "big", signed=True)


def follow_up(transaction: Transaction, linker: Linker | None = None) -> int:
    """Derive what follows from what this transaction recorded; how many rows were opened or closed.

    Only the neighbourhood of the documents it touched is derived anew. A stand-in linker derives everything.
    """
    if is_linked_by_another(transaction.connection):
        return rebuild(transaction, linker) if transaction.has_changed else 0
    touched = touched_by(transaction)
    documents = frozenset(transaction.touched)
    if not documents:
        return 0
    connection, before = transaction.connection, transaction.change - 1
    if is_linked_with_others(connection, known_gazetteers(connection)):
        return rebuild(transaction, linker)
    was = _shelf(connection, before)
    judging = judging_at(connection)
    refresh_contexts(transaction, documents)
    refreshed = refresh(transaction, documents, judging.corrected)
    now = Shelf(connection, judging)
    changed = Changed.between(was.of_documents(documents), now.of_documents(documents), touched)
    again = frozenset(one.id for one in changed.after) - refreshed.opened.keys()
    shelf = now
    if again:
        refresh(transaction, documents, judging.corrected, again)
        shelf = Shelf(connection, judging)
    # A claim that says the same in a new reading has a new row too, which is to be found.
    _index(transaction, shelf, {*refreshed.opened, *(one.id for one in changed.after)})
    if linker is not None:
        return rebuild_from(transaction, shelf, linker)
    return apply(transaction, shelf, changed)


def rebuild(transaction: Transaction, linker: Linker | None = None) -> int:
    """Derive everything anew from the record, whatever the rows say; how many were opened or closed."""
    connection = transaction.connection
    shown = sa.select(schema.shown.c.document).where(schema.shown.c.closed.is_(None)).distinct()
    documents = sorted({*connection.execute(shown).scalars(), *transaction.touched})
    follow_decisions(transaction, documents)
    judging = judging_at(connection)
    refresh_contexts(transaction, documents)
    refreshed = refresh(transaction, documents, judging.corrected)
    shelf = Shelf(connection, judging)
    kept = {shelf.number_of(one.id): one for one in shelf.all() if one.id not in refreshed.opened}
    again = heard_otherwise(connection, kept, shelf.actors)
    if again:  # an earlier state has its origins and sources as they were then
        refresh(transaction, documents, judging.corrected, frozenset(again))
        shelf = Shelf(connection, judging)
    _index(transaction, shelf, [one.id for one in shelf.all()])
    mark_linked(transaction, known_gazetteers(connection))
    return rebuild_from(transaction, shelf, linker)


def retell(transaction: Transaction, since: int) -> None:
    """Make effective claims that were closed after a change what the decisions that are left make of them: neither their rows
    nor what they are found by may keep words of one that was erased."""
    connection, table = transaction.connection, schema.claims
    query = sa.select(table.c.opened).where(table.c.closed > since).distinct().order_by(table.c.opened)
    for at in connection.execute(query).scalars().all():
        judging = judging_at(connection, at)
        unsay(transaction, at, judging.corrected)
        opened_then = sa.select(table.c.id).where(table.c.opened == at, table.c.closed > since)
        _index(transaction, Shelf(connection, judging, at), connection.execute(opened_then).scalars().all())


def _shelf(connection: Connection, at: int) -> Shelf:
    return Shelf(connection, judging_at(connection, at), at)


def _index(transaction: Transaction, shelf: Shelf, claims: Collection[str]) -> None:
    add_claims(transaction, {shelf.number_of(one.id): one for one in shelf.by_id(claims)}, shelf.actors)


def rebuild_from(transaction: Transaction, shelf: Shelf, linker: Linker | None) -> int:
    """Derive everything from all claims; every open row that does not follow from them gives way."""
    told = sorted(shelf.all(), key=lambda one: one.rank)
    claims = [one.claim for one in told]
    contexts = {one.claim.document: one.context for one in told}
    derived: Derived
    if linker is not None:  # a stand-in knows nothing of decisions
        derived = linker(claims, contexts, actors=shelf.actors)
    else:
        constraints = shelf.constraints([one.id for one in told])
        derived = link(claims, contexts, actors=shelf.actors, constraints=constraints)
    positions = Positions(shelf)
    changed = sum(
        replace_rows(transaction, name, [make(value, positions) for value in getattr(derived, name)])
        for name, make in _ROWS.items()
        if name != "drifts"
    )
    if linker is not None:
        return changed
    drifts = drifts_of(shelf, shelf.pages(), contexts.keys(), ())
    return changed + replace_rows(transaction, "drifts", [_drift(row, positions) for row in drifts.rows])


def apply(transaction: Transaction, shelf: Shelf, changed: Changed) -> int:
    """Write what a change of claims does; how many rows were opened or closed. Who stands behind a claim is kept with its row."""
    positions = Positions(shelf)
    parts = [part for part in relink(changed, shelf).parts if part.table in _ROWS]
    number = _replace(transaction, parts, positions)
    documents = restated(transaction).union(one.claim.document for one in changed.after)
    gone = [one.id for one in changed.before]
    return number + _replace(transaction, [drifts_of(shelf, shelf.pages(), documents, gone)], positions)


def _replace(transaction: Transaction, parts: Iterable[Part], positions: Positions) -> int:
    return sum(
        replace_rows(transaction, part.table, [_ROWS[part.table](row, positions) for row in part.rows], part)
        for part in parts
    )


def replace_rows(transaction: Transaction, name: str, rows: Iterable[_Row], part: Part | None = None) -> int:
    """Open and close rows of one derived table until those in the scope of a part are these, else all; how many were."""
    table = schema.derived[name]
    was = {(row.id, row.hash): row.number for row in _old_rows(transaction.connection, name, part)}
    hashed = {(row.id, row.hash): row for row in rows}
    gone = sorted(number for key, number in was.items() if key not in hashed)
    opened = [(key[1], row) for key, row in hashed.items() if key not in was]
    close = _closing(name)
    for some in chunks(gone):
        transaction.connection.execute(close, {"some": some, "change": transaction.change})
    if not opened:
        return len(gone)
    rows_new = [
        {
            "id": row.id,
            "hash": key,
            "kind": row.kind,
            "position": row.position,
            "body": row.body,
            "opened": transaction.change,
        }
        for key, row in opened
    ]
    of = schema.DERIVED.index(name)
    members = [
        {"claim": claim, "of": of, "number": number}
        for number, (_, row) in zip(transaction.add_all(table, rows_new), opened, strict=True)
        for claim in sorted(set(subjects(row.value)))
    ]
    if members:
        transaction.connection.execute(sa.insert(schema.members), members)
    return len(gone) + len(opened)


@cache
def _closing(name: str) -> sa.Update:
    table = schema.derived[name]
    some = table.c.number.in_(sa.bindparam("some", expanding=True))
    return sa.update(table).where(some).values(closed=sa.bindparam("change"))


def _old_rows(connection: Connection, name: str, part: Part | None) -> Iterable[Any]:
    if part is None:
        table = schema.derived[name]
        query = sa.select(table.c.number, table.c.id, table.c.hash).where(table.c.closed.is_(None))
        yield from connection.execute(query)
        return
    query = _of_claims(name, part.kind is not None)
    for some in chunks(sorted(part.scope)):
        yield from connection.execute(query, {"some": some, "kind": part.kind})


@cache
def _of_claims(name: str, of_kind: bool) -> sa.Select[Any]:
    """The open rows of a derived table that rest on some claims, perhaps of one kind."""
    table, members = schema.derived[name], schema.members
    theirs = sa.select(members.c.number).where(
        members.c.of == schema.DERIVED.index(name), members.c.claim.in_(sa.bindparam("some", expanding=True))
    )
    # The plus keeps SQLite from walking every open row by the index that begins with this column.
    is_open_now = sa.literal_column(f"+{name}.closed").is_(None)
    query = sa.select(table.c.number, table.c.id, table.c.hash).where(table.c.number.in_(theirs), is_open_now)
    return query.where(table.c.kind == sa.bindparam("kind")) if of_kind else query


class Positions:
    """The canonical order of claims as bytes that sort, by id; looked up where they are asked for."""

    def __init__(self, shelf: Shelf) -> None:
        self._shelf = shelf
        self._known: dict[str, bytes] = {}

    def __getitem__(self, claim: str) -> bytes:
        if claim not in self._known:
            for one in self._shelf.by_id([claim]):
                self._known[one.id] = _position(one.claim, one.context)
        return self._known.get(claim, _NOWHERE)

    def first(self, claims: Iterable[str]) -> bytes:
        """That of the first of these claims."""
        return min((self[claim] for claim in claims), default=_NOWHERE)


_UNDATED = 0xFFFFFF
_NOWHERE = b"\xff" * 21
"""Sorts after every claim."""


def _position(claim: Claim, context: Context) -> bytes:
    """The canonical order of a claim as bytes that sort: day, document, head, source, member of a group."""
    head, source, fan = claim_order(claim)
    day = day_key(context.published)
    ordinal = _UNDATED if day == _LAST else date.fromisoformat(day).toordinal()
    parts = ((ordinal, 3), (int(claim.document, 16), 8), (head, 4), (source + 1, 4), (fan, 2))
    return b"".join(number.to_bytes(length, "big") for number, length in parts)


def _row(key: str | None, kind: str | None, position: bytes, value: Any) -> _Row:
    """A row under its id, or, where it has none, under the hash of its body."""
    body = dumps(value)
    return _Row(key or digest(body.encode("utf-8"))[:16], kind, position, value, body)


def _statement(value: Statement, positions: Positions) -> _Row:
    return _row(value.id, None, positions.first(value.claims), value)


def _relation(value: Relation, positions: Positions) -> _Row:
    position = positions[value.source] + positions[value.target] + value.kind.value.encode()
    return _row(None, value.kind.value, position, value)


def _figure(value: Figure, positions: Positions) -> _Row:
    return _row(value.id, None, positions.first(subjects(value)), value)


def _position_row(value: Position, positions: Positions) -> _Row:
    holder = f"{value.actor_name.casefold()}|{value.actor}|".encode()
    key = short_id(value.actor, dumps(value.question), value.document or "")
    return _row(key, None, holder + positions.first(subjects(value)), value)


def _event(value: Event, positions: Positions) -> _Row:
    day = (value.when.start or value.when.end if value.when else None) or _LAST
    kind = None if value.kind is None else value.kind.value
    return _row(value.id, kind, f"{day}|".encode() + positions.first(value.claims), value)


def _gap(value: Gap, positions: Positions) -> _Row:
    position = bytes([_GAPS.index(value.kind)]) + positions[value.claim]
    return _row(short_id(value.kind, value.claim), value.kind.value, position, value)


def _due(value: Due, positions: Positions) -> _Row:
    day = days_of(value.when)
    dated = _LAST if day is None else f"{day.start:09d}"
    return _row(value.claim, None, f"{dated}|".encode() + positions[value.claim], value)


def _withdrawal(value: Withdrawal, positions: Positions) -> _Row:
    return _row(value.claim, None, positions[value.claim], value)


def _drift(value: Drift, positions: Positions) -> _Row:
    position = positions[value.child] + positions[value.parent] + value.kind.value.encode()
    return _row(None, value.kind.value, position, value)


_GAPS = list(GapKind)

_ROWS: Mapping[str, Callable[[Any, Positions], _Row]] = {
    "statements": _statement,
    "relations": _relation,
    "figures": _figure,
    "positions": _position_row,
    "events": _event,
    "gaps": _gap,
    "dues": _due,
    "withdrawn": _withdrawal,
    "drifts": _drift,
}
"""The tables that linking writes. Who stands behind a claim is kept with the claim's own row."""
