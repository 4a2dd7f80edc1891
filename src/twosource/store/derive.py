"""What linking derives, kept as rows that are opened and closed: only what changed is written."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Protocol

import sqlalchemy as sa
from sqlalchemy.engine import Connection

from twosource.linking import Context, link
from twosource.linking.actors import Actors
from twosource.model.capture import short_id
from twosource.model.claim import Claim
from twosource.model.codec import content_hash, dumps, from_json
from twosource.model.relation import Derived, Event, Figure, Origin, Position, Relation, Statement
from twosource.store import schema
from twosource.store.actors import known_actors
from twosource.store.base import day_key
from twosource.store.connection import Transaction, newest_change, unpacked
from twosource.store.pages import Pages, chunks
from twosource.store.record import claim_order


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


def shown_claims(connection: Connection) -> tuple[Claim, ...]:
    """The claims of the reading shown of each document, in canonical order."""
    claims, bodies, shown = schema.claims, schema.claim_bodies, schema.shown
    query = (
        sa.select(bodies.c.body)
        .select_from(
            claims.join(bodies, bodies.c.claim == claims.c.number).join(
                shown, sa.and_(shown.c.reading == claims.c.reading, shown.c.closed.is_(None))
            )
        )
        .order_by(claims.c.published, claims.c.document, claims.c.head, claims.c.source, claims.c.fan)
    )
    return tuple(from_json(Claim, unpacked(body)) for body in connection.execute(query).scalars())


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
class Linked:
    """What was derived from the record as it stood at a change, ready to be written."""

    change: int
    rows: Mapping[str, Sequence[_Row]]


def derive(connection: Connection, linker: Linker | None) -> Linked:
    """Everything that follows from the readings shown; only reads."""
    change = newest_change(connection)
    claims = shown_claims(connection)
    actors = known_actors(connection)
    contexts = contexts_of(Pages(connection), claims, actors)
    derived = (linker or link)(claims, contexts, actors=actors)
    positions = {claim.id: _position(claim, contexts[claim.document]) for claim in claims}
    rows = {
        name: [_ROWS[name](value, positions) for value in getattr(derived, name)] for name in schema.DERIVED
    }
    return Linked(change, rows)


def write(transaction: Transaction, linked: Linked) -> int:
    """Open and close rows until they are those derived; how many were."""
    changed = sum(_write(transaction, name, linked.rows[name]) for name in schema.DERIVED)
    # Marks the record as linked up to here even where nothing came of it.
    _ = transaction.change
    return changed


def _write(transaction: Transaction, name: str, rows: Iterable[_Row]) -> int:
    table = schema.derived[name]
    query = sa.select(table.c.number, table.c.id, table.c.hash).where(table.c.closed.is_(None))
    was = {(row.id, row.hash): row.number for row in transaction.connection.execute(query)}
    hashed = {(row.id, content_hash(row.value) + row.position): row for row in rows}
    gone = [number for key, number in was.items() if key not in hashed]
    new = [(key[1], row) for key, row in hashed.items() if key not in was]
    for some in chunks(gone):
        close = sa.update(table).where(table.c.number.in_(some)).values(closed=transaction.change)
        transaction.connection.execute(close)
        is_gone = sa.and_(schema.members.c.of == name, schema.members.c.number.in_(some))
        transaction.connection.execute(sa.delete(schema.members).where(is_gone))
    rows_new = [
        {
            "id": row.id,
            "hash": key,
            "kind": row.kind,
            "position": row.position,
            "body": dumps(row.value),
            "opened": transaction.change,
        }
        for key, row in new
    ]
    members = [
        {"claim": claim, "of": name, "number": number}
        for number, (_, row) in zip(transaction.add_all(table, rows_new), new, strict=True)
        for claim in sorted(set(row.claims))
    ]
    if members:
        transaction.connection.execute(sa.insert(schema.members), members)
    return len(gone) + len(new)


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


def _origin(value: Origin, positions: Positions) -> _Row:
    position = f"{999_999_999 - len(value.claims):09d}|{value.name.casefold()}|{value.id}"
    return _Row(value.id, value.kind.value, position, value.claims, value)


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
    "origins": _origin,
    "figures": _figure,
    "positions": _position_row,
    "events": _event,
}
