"""What linking derives, kept as rows that are opened and closed: only what changed is written."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Protocol

import sqlalchemy as sa
from sqlalchemy.engine import Connection

from twosource.linking import Context, link
from twosource.linking.actors import Actors
from twosource.linking.origins import hear_one
from twosource.model.capture import short_id
from twosource.model.claim import Claim
from twosource.model.codec import content_hash, dumps, from_json
from twosource.model.relation import Derived, Event, Figure, Position, Relation, Statement
from twosource.store import schema
from twosource.store.actors import known_actors
from twosource.store.base import day_key
from twosource.store.connection import Transaction, unpacked
from twosource.store.indexes import index_claims
from twosource.store.pages import Pages, chunks
from twosource.store.questions import ordered
from twosource.store.record import claim_order
from twosource.store.times import is_open


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
    """A derived value as it is stored. ``claims`` are all that it rests on."""

    id: str
    kind: str | None
    position: str
    claims: tuple[str, ...]
    value: Any


def effective_claims(connection: Connection, at: int | None = None) -> tuple[Claim, ...]:
    """The effective claims at a change, in canonical order; withdrawn ones too."""
    claims, read = schema.claims, schema.read_claims
    query = (
        sa.select(claims.c.corrected, read.c.body)
        .join(read, read.c.number == claims.c.read)
        .where(is_open(claims, at))
    )
    rows = connection.execute(ordered(query))
    return tuple(from_json(Claim, unpacked(row.corrected or row.body)) for row in rows)


def contexts_of(pages: Pages, claims: Iterable[Claim], actors: Actors) -> dict[str, Context]:
    """Each document that has claims as linking sees it, in the order in which they first come."""
    out: dict[str, Context] = {}
    for claim in claims:
        if claim.document not in out:
            document = pages.document(claim.document)
            known = document.metadata
            out[claim.document] = Context(
                document=document.id,
                publisher=known.publisher,
                publisher_id=_publisher_id(known.publisher, actors),
                published=known.published,
                fingerprint=document.fingerprint,
                credit=known.credit,
            )
    return out


def _publisher_id(name: str | None, actors: Actors) -> str | None:
    """The table's key for a publisher it knows by name, else one made of the name; None where unknown."""
    return None if name is None else actors.same_as(f"outlet:{name.casefold()}")


@dataclass(frozen=True, slots=True)
class Replacement:
    """Rows of one derived table that take the place of the open rows resting on a claim in ``scope``; of all where it is None.

    Of relations only those are replaced that have both claims in scope.
    """

    rows: Sequence[_Row]
    scope: frozenset[str] | None = None


def rebuild(transaction: Transaction, linker: Linker | None, opened: Mapping[str, int]) -> int:
    """Derive everything anew from the effective claims; how many rows were opened or closed.

    ``opened`` are the numbers of the rows that this transaction opened for claims, by id.
    """
    connection = transaction.connection
    claims = effective_claims(connection)
    actors = known_actors(connection)
    contexts = contexts_of(Pages(connection), claims, actors)
    new = {opened[claim.id]: hear_one(claim, contexts, actors) for claim in claims if claim.id in opened}
    index_claims(transaction, new)
    derived = (linker or link)(claims, contexts, actors=actors)
    positions = {claim.id: _position(claim, contexts[claim.document]) for claim in claims}
    changed = 0
    for name, make in _ROWS.items():
        rows = [make(value, positions) for value in getattr(derived, name)]
        changed += replace_rows(transaction, name, Replacement(rows))
    return changed


def replace_rows(transaction: Transaction, name: str, new: Replacement) -> int:
    """Open and close rows of one derived table until those in scope are the new ones; how many were."""
    table = schema.derived[name]
    was = {(row.id, row.hash): row.number for row in _old_rows(transaction.connection, name, new.scope)}
    hashed = {(row.id, content_hash(row.value) + row.position): row for row in new.rows}
    gone = sorted(number for key, number in was.items() if key not in hashed)
    opened = [(key[1], row) for key, row in hashed.items() if key not in was]
    for some in chunks(gone):
        close = sa.update(table).where(table.c.number.in_(some)).values(closed=transaction.change)
        transaction.connection.execute(close)
    if not opened:
        return len(gone)
    rows_new = [
        {
            "id": row.id,
            "hash": key,
            "kind": row.kind,
            "position": row.position,
            "body": dumps(row.value),
            "opened": transaction.change,
        }
        for key, row in opened
    ]
    of = schema.DERIVED.index(name)
    members = [
        {"claim": claim, "of": of, "number": number}
        for number, (_, row) in zip(transaction.add_all(table, rows_new), opened, strict=True)
        for claim in sorted(set(row.claims))
    ]
    if members:
        transaction.connection.execute(sa.insert(schema.members), members)
    return len(gone) + len(opened)


def _old_rows(connection: Connection, name: str, scope: frozenset[str] | None) -> Iterable[Any]:
    table, members = schema.derived[name], schema.members
    query = sa.select(table.c.number, table.c.id, table.c.hash).where(table.c.closed.is_(None))
    if scope is None:
        yield from connection.execute(query)
        return
    found: dict[int, int] = {}
    for some in chunks(sorted(scope)):
        of = schema.DERIVED.index(name)
        mine = sa.select(members.c.number).where(members.c.of == of, members.c.claim.in_(some))
        for number in connection.execute(mine).scalars():
            found[number] = found.get(number, 0) + 1
    ends = 2 if name == "relations" else 1
    for numbers in chunks(sorted(number for number, times in found.items() if times >= ends)):
        yield from connection.execute(query.where(table.c.number.in_(numbers)))


def _position(claim: Claim, context: Context) -> str:
    """The canonical order of a claim as a string that sorts."""
    head, source, fan = claim_order(claim)
    return f"{day_key(context.published)}|{claim.document}|{head:09d}|{source + 1:09d}|{fan:04d}"


Positions = Mapping[str, str]


def _first(claims: Iterable[str], positions: Positions) -> str:
    return min((positions[claim] for claim in claims if claim in positions), default=_LAST)


def _statement(value: Statement, positions: Positions) -> _Row:
    return _Row(value.id, None, _first(value.claims, positions), value.claims, value)


def _relation(value: Relation, positions: Positions) -> _Row:
    position = f"{positions.get(value.source, _LAST)}|{positions.get(value.target, _LAST)}|{value.kind}"
    return _Row(content_hash(value), value.kind.value, position, (value.source, value.target), value)


def _figure(value: Figure, positions: Positions) -> _Row:
    claims = tuple(point.claim for point in value.points)
    return _Row(value.id, None, _first(claims, positions), claims, value)


def _position_row(value: Position, positions: Positions) -> _Row:
    claims = tuple(point.claim for point in value.points)
    position = f"{value.actor_name.casefold()}|{value.actor}|{_first(claims, positions)}"
    return _Row(short_id(value.actor, dumps(value.question)), None, position, claims, value)


def _event(value: Event, positions: Positions) -> _Row:
    day = (value.when.start or value.when.end if value.when else None) or _LAST
    position = f"{day}|{_first(value.claims, positions)}"
    return _Row(value.id, None if value.kind is None else value.kind.value, position, value.claims, value)


_ROWS: Mapping[str, Callable[[Any, Positions], _Row]] = {
    "statements": _statement,
    "relations": _relation,
    "figures": _figure,
    "positions": _position_row,
    "events": _event,
}
