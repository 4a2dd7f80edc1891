"""What linking asks of the record, answered by SQL: claims as linking reads them, by id, document and block."""

from __future__ import annotations

import hashlib
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from functools import cache, lru_cache
from typing import Any

import sqlalchemy as sa
from sqlalchemy.engine import Connection

from twosource.linking.actors import Actors
from twosource.linking.blocks import blocks_of, text_keys
from twosource.linking.constraints import Constraints
from twosource.linking.context import Context
from twosource.linking.drift import child_keys, parent_keys
from twosource.linking.origins import Party, Testimony, hear_one, party_of
from twosource.model.claim import Claim
from twosource.model.codec import from_json, loads
from twosource.store import schema
from twosource.store.connection import Transaction, unpacked
from twosource.store.judging import Judging
from twosource.store.pages import Pages, chunks
from twosource.store.times import Condition, is_open


def key_number(key: str) -> int:
    """A key as the 64 bits that tables hold: two keys may share them, so what is found is checked again."""
    return int.from_bytes(hashlib.sha256(key.encode("utf-8")).digest()[:8], "big", signed=True)


_CHILD, _PARENT = "retells|", "retold|"
"""Before the keys by which a report and the one it may retell find one another."""

_SOME, _AT, _KNOWN_BY = "some", "at", "known_by"
"""The parameters of the queries below: they are built once, since building them takes longer than running them."""


def _among(column: sa.ColumnElement[Any]) -> Condition:
    return column.in_(sa.bindparam(_SOME, expanding=True))


def _open(table: sa.Table, past: bool) -> Condition:
    at: Any = sa.bindparam(_AT, type_=sa.Integer) if past else None
    return is_open(table, at)


@dataclass(frozen=True, slots=True)
class _Queries:
    """Every query of a shelf, of now or of the past, of all claims or of those known by a day."""

    everything: sa.Select[Any]
    of_ids: sa.Select[Any]
    of_documents: sa.Select[Any]
    in_blocks: sa.Select[Any]
    bodies: sa.Select[Any]
    contexts: sa.Select[Any]
    sharing: sa.Select[Any]
    withdrawn: sa.Select[Any]


@cache
def _queries(past: bool, known: bool) -> _Queries:
    claims, read, blocks = schema.claims, schema.read_claims, schema.blocks
    contexts, bands, withdrawn = schema.contexts, schema.bands, schema.derived["withdrawn"]
    numbers = sa.select(claims.c.number).where(_open(claims, past))
    if known:
        numbers = numbers.where(claims.c.known <= sa.bindparam(_KNOWN_BY, type_=sa.Text))
    return _Queries(
        everything=numbers,
        of_ids=numbers.where(_among(claims.c.id)),
        of_documents=numbers.where(_among(claims.c.document)),
        in_blocks=numbers.join(blocks, blocks.c.claim == claims.c.number).where(_among(blocks.c.key)),
        bodies=sa.select(claims.c.number, claims.c.id, claims.c.document, claims.c.corrected, read.c.body)
        .join(read, read.c.number == claims.c.read)
        .where(_among(claims.c.number)),
        contexts=sa.select(contexts.c.document, contexts.c.body).where(
            _among(contexts.c.document), _open(contexts, past)
        ),
        sharing=sa.select(bands.c.key, contexts.c.document)
        .join(bands, bands.c.context == contexts.c.number)
        .where(_among(bands.c.key), _open(contexts, past)),
        withdrawn=sa.select(withdrawn.c.id).where(_among(withdrawn.c.id), _open(withdrawn, past)),
    )


class Shelf:
    """The effective claims at a change, now where it is None: the `linking.shelf.Shelf` of a ledger.

    ``known_by`` leaves out what was not surely published by the end of that ISO day. What was read once is kept: good only
    while no claim is written.
    """

    def __init__(
        self,
        connection: Connection,
        judging: Judging,
        at: int | None = None,
        known_by: str | None = None,
    ) -> None:
        self._connection = connection
        self._judging = judging
        self._queries = _queries(at is not None, known_by is not None)
        self._at = at
        self._times = {_AT: at, _KNOWN_BY: known_by}
        self._contexts: dict[str, str] = {}
        self._told: dict[int, Testimony] = {}
        self._numbers: dict[str, int | None] = {}

    # ------------------------------------------------------------------ what linking asks

    def in_blocks(self, keys: Collection[str]) -> Iterable[Testimony]:
        """The claims in any of these blocks."""
        return self._numbered(self._found(self._queries.in_blocks, {key_number(key) for key in keys}))

    def by_id(self, claims: Collection[str]) -> Iterable[Testimony]:
        """The claims with these ids that are there."""
        missing = {key for key in claims if key not in self._numbers}
        if missing:
            self._numbered(self._found(self._queries.of_ids, missing))
            for key in missing:
                self._numbers.setdefault(key, None)
        numbers = {number for key in claims if (number := self._numbers[key]) is not None}
        return self._numbered(numbers)

    def of_documents(self, documents: Collection[str]) -> Iterable[Testimony]:
        """All claims of these documents."""
        return self._numbered(self._found(self._queries.of_documents, documents))

    def sharing_text(self, keys: Collection[str]) -> Mapping[str, Collection[str]]:
        """The ids of the documents that have these text keys, by key."""
        numbers = {key_number(key): key for key in keys}
        found: dict[str, set[str]] = {}
        for row in self._rows(self._queries.sharing, numbers):
            found.setdefault(numbers[row.key], set()).add(row.document)
        return found

    def cited_by(self, keys: Collection[str]) -> Collection[str]:
        """The documents that a report with these `drift.child_keys` may retell."""
        numbers = {key_number(_PARENT + key) for key in keys}
        return sorted({row.document for row in self._rows(self._queries.sharing, numbers)})

    def citing(self, keys: Collection[str]) -> Collection[str]:
        """The documents that may retell one with these `drift.parent_keys`."""
        return sorted({one.claim.document for one in self.in_blocks([_CHILD + key for key in keys])})

    def withdrawn(self, claims: Collection[str]) -> Collection[str]:
        """Which of these claims are withdrawn as derived so far."""
        return self._found(self._queries.withdrawn, claims)

    def constraints(self, claims: Collection[str]) -> Constraints:
        """The live decisions that name any of these claims."""
        return self._judging.constraints(self.by_id(claims))

    # ------------------------------------------------------------------ what the store asks

    def pages(self) -> Pages:
        """The documents as they stood then."""
        return Pages(self._connection, self._at)

    @property
    def actors(self) -> Actors:
        """The actors as people have judged them."""
        return self._judging.actors

    def all(self) -> list[Testimony]:
        """Every claim."""
        query = self._connection.execute(self._queries.everything, self._times)
        return self._numbered(set(query.scalars()))

    def number_of(self, claim: str) -> int:
        """The number of the row of a claim that was asked for before."""
        number = self._numbers[claim]
        assert number is not None
        return number

    def _rows(self, query: sa.Select[Any], values: Iterable[Any]) -> Iterator[Any]:
        for some in chunks(sorted(values)):
            yield from self._connection.execute(query, {**self._times, _SOME: some}).all()

    def _found(self, query: sa.Select[Any], values: Iterable[Any]) -> set[Any]:
        """The only column of a query of some values."""
        return {row[0] for row in self._rows(query, values)}

    def _numbered(self, numbers: Collection[int]) -> list[Testimony]:
        rows = list(self._rows(self._queries.bodies, (each for each in numbers if each not in self._told)))
        missing = {row.document for row in rows} - self._contexts.keys()
        self._contexts.update((row.document, row.body) for row in self._rows(self._queries.contexts, missing))
        actors: Any = self._judging.actors  # as a key of what is kept: one object for one state of the actors
        for row in rows:
            context = self._contexts.get(row.document)
            self._told[row.number] = _heard(row.corrected or row.body, context, actors)
            self._numbers[row.id] = row.number
        return [self._told[number] for number in sorted(numbers)]


@lru_cache(maxsize=1 << 12)
def _heard(body: bytes, context: str | None, actors: Actors) -> Testimony:
    """A claim as linking reads it, from what is stored: reports of one time read the same claims one after another."""
    claim = from_json(Claim, unpacked(body))
    if context is None:
        return hear_one(claim, {}, actors)
    key: Any = actors
    return hear_one(claim, {claim.document: _context(context, key)}, actors)


@lru_cache(maxsize=1 << 10)
def _context(body: str, actors: Actors) -> Context:
    return with_publisher(loads(Context, body), actors)


def with_publisher(context: Context, actors: Actors) -> Context:
    """A context with the actor table's key for its publisher, else one made of the name; None where unknown."""
    name = context.publisher
    return replace(
        context, publisher_id=None if name is None else actors.same_as(f"outlet:{name.casefold()}")
    )


def parties_of(one: Testimony, actors: Actors) -> tuple[Party, ...]:
    """Who a claim came through, from the publisher inward to the holder."""
    return (one.publisher, *(party_of(hop, one.context, actors) for hop in one.claim.chain[1:]))


_DELETIONS = {
    table: sa.delete(table).where(_among(table.c.claim))
    for table in (schema.blocks, schema.origins_of, schema.sources_of)
}


def add_claims(transaction: Transaction, told: Mapping[int, Testimony], actors: Actors) -> None:
    """Let claims be found by their blocks, their origins and their sources, by the numbers of their rows."""
    for some in chunks(sorted(told)):
        for deletion in _DELETIONS.values():
            transaction.connection.execute(deletion, {_SOME: some})
    rows: dict[sa.Table, list[dict[str, Any]]] = {table: [] for table in _DELETIONS}
    for number, one in sorted(told.items()):
        cites = (_CHILD + key for key in child_keys(one))
        keys = sorted({key_number(key) for key in (*blocks_of(one), *cites)})
        rows[schema.blocks] += [{"key": key, "claim": number} for key in keys]
        for table, found in _sources(number, one, actors).items():
            rows[table] += found
    for table, new in rows.items():
        if new:
            transaction.connection.execute(sa.insert(table), new)


def heard_otherwise(connection: Connection, told: Mapping[int, Testimony], actors: Actors) -> set[str]:
    """The ids of those of these claims that are kept, by the numbers of their rows, under another origin or other sources than
    the actors have now."""
    out: set[str] = set()
    for some in chunks(sorted(told)):
        wanted = [_sources(number, told[number], actors) for number in some]
        for table in (schema.origins_of, schema.sources_of):
            query = sa.select(table).where(table.c.claim.in_(some))
            kept = {frozenset(row.items()) for row in connection.execute(query).mappings()}
            now = {frozenset(row.items()) for each in wanted for row in each[table]}
            out |= {told[dict(row)["claim"]].id for row in kept ^ now}
    return out


def _sources(number: int, one: Testimony, actors: Actors) -> dict[sa.Table, list[dict[str, Any]]]:
    """Who vouches for a claim, if it counts, and through whom it came: rows by table, of the row with this number."""
    witness = one.witness
    origin = {
        "origin": witness.key,
        "claim": number,
        "name": witness.name,
        "kind": witness.kind.value,
        "body": witness.body,
    }
    sources = [
        {"source": party.key, "claim": number, "place": place, "name": party.name, "kind": party.kind.value}
        for place, party in enumerate(parties_of(one, actors))
    ]
    return {schema.origins_of: [] if one.is_headline else [origin], schema.sources_of: sources}


def add_bands(transaction: Transaction, number: int, context: Context) -> None:
    """Let a document be found by its text keys, by the number of its context."""
    keys = (*text_keys(context), *(_PARENT + key for key in parent_keys(context)))
    rows = [{"key": key, "context": number} for key in sorted({key_number(key) for key in keys})]
    if rows:
        transaction.connection.execute(sa.insert(schema.bands), rows)
