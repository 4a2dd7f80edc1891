"""What linking asks of the record, answered by SQL: claims as linking reads them, by id, document and block."""

from __future__ import annotations

import hashlib
from collections.abc import Collection, Iterable, Mapping
from dataclasses import replace
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


class Shelf:
    """The effective claims at a change, now where it is None: the `linking.shelf.Shelf` of a ledger.

    ``known_by`` leaves out what was not surely published by the end of that ISO day.
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
        self._at = at
        self._known_by = known_by
        self._contexts: dict[str, Context] = {}
        self._told: dict[int, Testimony] = {}
        self._numbers: dict[str, int] = {}

    # ------------------------------------------------------------------ what linking asks

    def in_blocks(self, keys: Collection[str]) -> Iterable[Testimony]:
        """The claims in any of these blocks."""
        claims, blocks = schema.claims, schema.blocks
        found: set[int] = set()
        for some in chunks(sorted({key_number(key) for key in keys})):
            query = (
                sa.select(claims.c.number)
                .join(blocks, blocks.c.claim == claims.c.number)
                .where(blocks.c.key.in_(some), *self._conditions())
            )
            found.update(self._connection.execute(query).scalars())
        return self._numbered(found)

    def by_id(self, claims: Collection[str]) -> Iterable[Testimony]:
        """The claims with these ids that are there."""
        return self._where(schema.claims.c.id, claims)

    def of_documents(self, documents: Collection[str]) -> Iterable[Testimony]:
        """All claims of these documents."""
        return self._where(schema.claims.c.document, documents)

    def sharing_text(self, keys: Collection[str]) -> Mapping[str, Collection[str]]:
        """The ids of the documents that have each of these text keys."""
        contexts, bands = schema.contexts, schema.bands
        numbers = {key_number(key): key for key in keys}
        found: dict[str, set[str]] = {}
        for some in chunks(sorted(numbers)):
            query = (
                sa.select(bands.c.key, contexts.c.document)
                .join(contexts, bands.c.context == contexts.c.number)
                .where(bands.c.key.in_(some), is_open(contexts, self._at))
            )
            for row in self._connection.execute(query):
                found.setdefault(numbers[row.key], set()).add(row.document)
        return found

    def cited_by(self, keys: Collection[str]) -> Collection[str]:
        """The documents that a report with these `drift.child_keys` may retell."""
        contexts, bands = schema.contexts, schema.bands
        found: set[str] = set()
        for some in chunks(sorted({key_number(_PARENT + key) for key in keys})):
            query = (
                sa.select(contexts.c.document)
                .join(bands, bands.c.context == contexts.c.number)
                .where(bands.c.key.in_(some), is_open(contexts, self._at))
            )
            found.update(self._connection.execute(query).scalars())
        return sorted(found)

    def citing(self, keys: Collection[str]) -> Collection[str]:
        """The documents that may retell one with these `drift.parent_keys`."""
        return sorted({one.claim.document for one in self.in_blocks([_CHILD + key for key in keys])})

    def withdrawn(self, claims: Collection[str]) -> Collection[str]:
        """Which of these claims are withdrawn as derived so far."""
        table = schema.derived["withdrawn"]
        found: set[str] = set()
        for some in chunks(sorted(claims)):
            query = sa.select(table.c.id).where(table.c.id.in_(some), is_open(table, self._at))
            found.update(self._connection.execute(query).scalars())
        return found

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
        query = sa.select(schema.claims.c.number).where(*self._conditions())
        return self._numbered(self._connection.execute(query).scalars().all())

    def number_of(self, claim: str) -> int:
        """The number of the row of a claim that was asked for before."""
        return self._numbers[claim]

    def _conditions(self) -> list[Condition]:
        found = [is_open(schema.claims, self._at)]
        if self._known_by is not None:
            found.append(schema.claims.c.known <= self._known_by)
        return found

    def _where(self, column: sa.Column[Any], values: Collection[str]) -> Iterable[Testimony]:
        found: set[int] = set()
        for some in chunks(sorted(values)):
            query = sa.select(schema.claims.c.number).where(column.in_(some), *self._conditions())
            found.update(self._connection.execute(query).scalars())
        return self._numbered(found)

    def _numbered(self, numbers: Collection[int]) -> list[Testimony]:
        self._load(sorted(number for number in numbers if number not in self._told))
        return [self._told[number] for number in sorted(numbers)]

    def _load(self, numbers: list[int]) -> None:
        claims, read = schema.claims, schema.read_claims
        for some in chunks(numbers):
            query = (
                sa.select(claims.c.number, claims.c.document, claims.c.corrected, read.c.body)
                .join(read, read.c.number == claims.c.read)
                .where(claims.c.number.in_(some))
            )
            rows = self._connection.execute(query).all()
            self._fetch_contexts({row.document for row in rows})
            for row in rows:
                claim = from_json(Claim, unpacked(row.corrected or row.body))
                self._told[row.number] = hear_one(claim, self._contexts, self._judging.actors)
                self._numbers[claim.id] = row.number

    def _fetch_contexts(self, documents: set[str]) -> None:
        table = schema.contexts
        for some in chunks(sorted(documents - self._contexts.keys())):
            query = sa.select(table.c.body).where(table.c.document.in_(some), is_open(table, self._at))
            for body in self._connection.execute(query).scalars():
                context = with_publisher(loads(Context, body), self._judging.actors)
                self._contexts[context.document] = context


def with_publisher(context: Context, actors: Actors) -> Context:
    """A context with the actor table's key for its publisher, else one made of the name; None where unknown."""
    name = context.publisher
    return replace(
        context, publisher_id=None if name is None else actors.same_as(f"outlet:{name.casefold()}")
    )


def parties_of(one: Testimony, actors: Actors) -> tuple[Party, ...]:
    """Who a claim came through, from the publisher inward to the holder."""
    return (one.publisher, *(party_of(hop, one.context, actors) for hop in one.claim.chain[1:]))


def add_claims(transaction: Transaction, told: Mapping[int, Testimony], actors: Actors) -> None:
    """Let claims be found by their blocks, their origins and their sources, by the numbers of their rows."""
    tables = (schema.blocks, schema.origins_of, schema.sources_of)
    for some in chunks(sorted(told)):
        for table in tables:
            transaction.connection.execute(sa.delete(table).where(table.c.claim.in_(some)))
    rows: dict[sa.Table, list[dict[str, Any]]] = {table: [] for table in tables}
    for number, one in sorted(told.items()):
        cites = (_CHILD + key for key in child_keys(one))
        keys = sorted({key_number(key) for key in (*blocks_of(one), *cites)})
        rows[schema.blocks] += [{"key": key, "claim": number} for key in keys]
        if not one.is_headline:
            rows[schema.origins_of].append(
                {
                    "origin": one.witness.key,
                    "claim": number,
                    "name": one.witness.name,
                    "kind": one.witness.kind.value,
                    "body": one.witness.body,
                }
            )
        rows[schema.sources_of] += [
            {
                "source": party.key,
                "claim": number,
                "place": place,
                "name": party.name,
                "kind": party.kind.value,
            }
            for place, party in enumerate(parties_of(one, actors))
        ]
    for table, new in rows.items():
        if new:
            transaction.connection.execute(sa.insert(table), new)


def add_bands(transaction: Transaction, number: int, context: Context) -> None:
    """Let a document be found by its text keys, by the number of its context."""
    keys = (*text_keys(context), *(_PARENT + key for key in parent_keys(context)))
    rows = [{"key": key, "context": number} for key in sorted({key_number(key) for key in keys})]
    if rows:
        transaction.connection.execute(sa.insert(schema.bands), rows)
