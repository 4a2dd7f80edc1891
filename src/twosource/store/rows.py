"""Rows of the database made into the rows that the reader gives."""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from functools import lru_cache
from typing import Any, TypeVar

import sqlalchemy as sa
from sqlalchemy.engine import Connection

from twosource.model.claim import Claim
from twosource.model.codec import from_json, loads
from twosource.model.relation import (
    Derived,
    Drift,
    Event,
    Figure,
    Origin,
    Position,
    Relation,
    Statement,
    Withdrawal,
)
from twosource.model.vocabulary import SourceKind
from twosource.store import schema
from twosource.store.base import (
    ClaimQuestion,
    ClaimRow,
    DriftRow,
    EventRow,
    FigureRow,
    OriginRef,
    PositionRow,
    RelationRow,
    StatementRow,
)
from twosource.store.connection import unpacked
from twosource.store.pages import Pages, chunks
from twosource.store.questions import claims_asked, derived_asked, in_order, narrows, ordered
from twosource.store.times import is_open

T = TypeVar("T")

EVERYTHING = ClaimQuestion()


@lru_cache(maxsize=1 << 11)
def _claim(body: bytes) -> Claim:
    """A claim from what is stored: pages of answers show the same few again and again."""
    return from_json(Claim, unpacked(body))


class Rows:
    """Makes rows within one read of the ledger as it stood at a change; each claim is made once."""

    def __init__(self, connection: Connection, at: int | None = None) -> None:
        self.connection = connection
        self.at = at
        self.pages = Pages(connection, at)
        self._claims: dict[str, ClaimRow] = {}

    def claims(self, question: ClaimQuestion) -> tuple[ClaimRow, ...]:
        """The claims asked for, in canonical order."""
        query = in_order(claims_asked(question, self.at, schema.claims.c.id), question)
        return self.claims_with(list(self.connection.execute(query).scalars()))

    def claims_with(self, ids: Iterable[str]) -> tuple[ClaimRow, ...]:
        """The claims with these ids, in the order given; what is not shown is left out."""
        wanted = list(ids)
        missing = list(dict.fromkeys(each for each in wanted if each not in self._claims))
        for some in chunks(missing):
            self._load(some)
        return tuple(self._claims[each] for each in wanted if each in self._claims)

    def _load(self, ids: Sequence[str]) -> None:
        claims, read, readings = schema.claims, schema.read_claims, schema.readings
        query = (
            sa.select(claims.c.document, claims.c.corrected, read.c.body, readings.c.run)
            .join(read, read.c.number == claims.c.read)
            .join(readings, readings.c.number == read.c.reading)
            .where(claims.c.id.in_(ids), is_open(claims, self.at))
            .order_by(claims.c.read)
        )
        statements = self._linked("statements", ids)
        withdrawn = self._withdrawn(ids)
        origins = self._vouched(ids)
        found = self.connection.execute(query).all()
        self.pages.fetch(row.document for row in found)
        for row in found:
            claim = _claim(row.corrected or row.body)
            document = self.pages.document(row.document)
            statement = statements.get(claim.id)
            self._claims[claim.id] = ClaimRow(
                claim=claim,
                within=document,
                name=self.pages.name(document.capture),
                statement=None if statement is None else statement["id"],
                origin=None if claim.id in withdrawn else origins.get(claim.id),
                independent_origins=0 if statement is None else statement["independent_origins"],
                run=row.run,
                is_corrected=row.corrected is not None,
                withdrawn=withdrawn.get(claim.id),
            )

    def _withdrawn(self, ids: Sequence[str]) -> dict[str, Withdrawal]:
        """Why those of these claims that no longer count do not."""
        table = schema.derived["withdrawn"]
        query = sa.select(table.c.id, table.c.body).where(table.c.id.in_(ids), is_open(table, self.at))
        return {row.id: loads(Withdrawal, row.body) for row in self.connection.execute(query)}

    def _vouched(self, ids: Sequence[str]) -> dict[str, OriginRef]:
        """The origin of each claim that has one that counts."""
        claims, origins = schema.claims, schema.origins_of
        query = (
            sa.select(claims.c.id, origins)
            .join(origins, origins.c.claim == claims.c.number)
            .where(claims.c.id.in_(ids), is_open(claims, self.at))
        )
        return {
            row.id: OriginRef(row.origin, row.name, SourceKind(row.kind), row.body)
            for row in self.connection.execute(query)
        }

    def _linked(self, name: str, ids: Sequence[str]) -> dict[str, Any]:
        """For each claim the JSON of the open row that holds it; the first in order where several do."""
        # Two queries, by key each: joined, SQLite would walk every open row.
        table, members = schema.derived[name], schema.members
        query = sa.select(members.c.claim, members.c.number).where(
            members.c.of == schema.DERIVED.index(name), members.c.claim.in_(ids)
        )
        pairs = self.connection.execute(query).all()
        found: list[Any] = []
        for some in chunks(sorted({pair.number for pair in pairs})):
            found += self.connection.execute(
                sa.select(table.c.number, table.c.position, table.c.body).where(
                    table.c.number.in_(some), is_open(table, self.at)
                )
            ).all()
        found.sort(key=lambda row: (row.position, row.body))
        rank = {row.number: place for place, row in enumerate(found)}
        first: dict[str, int] = {}
        for claim, number in pairs:
            if number in rank:
                first[claim] = min(first.get(claim, len(rank)), rank[number])
        bodies = {place: json.loads(found[place].body) for place in set(first.values())}
        return {claim: bodies[place] for claim, place in first.items()}

    def derived(self, name: str, kind: type[T], question: ClaimQuestion, only: str | None = None) -> list[T]:
        """The values of a derived table that rest on a claim asked for."""
        query = derived_asked(name, question, self.at, only)
        return [loads(kind, body) for body in self.connection.execute(query).scalars()]

    def everything_derived(self) -> Derived:
        """All that is derived from all claims, each table in order."""
        return Derived(
            statements=tuple(self.derived("statements", Statement, EVERYTHING)),
            relations=tuple(self.derived("relations", Relation, EVERYTHING)),
            origins=self.origins(EVERYTHING),
            figures=tuple(self.derived("figures", Figure, EVERYTHING)),
            positions=tuple(self.derived("positions", Position, EVERYTHING)),
            events=tuple(self.derived("events", Event, EVERYTHING)),
        )

    def asked(self, question: ClaimQuestion) -> frozenset[str]:
        """The ids of the claims asked for, whatever the page."""
        query = claims_asked(question, self.at, schema.claims.c.id)
        return frozenset(self.connection.execute(query).scalars())

    def origins(self, question: ClaimQuestion) -> tuple[Origin, ...]:
        """The origins that vouch for a claim asked for, each with all its claims, in the order of their first claims."""
        claims, origins = schema.claims, schema.origins_of
        query = sa.select(origins, claims.c.id).join(claims, claims.c.number == origins.c.claim)
        gone = schema.derived["withdrawn"]
        is_gone = sa.select(gone.c.id).where(is_open(gone, self.at))
        query = query.where(is_open(claims, self.at), claims.c.id.not_in(is_gone))
        if narrows(question):
            numbers = claims_asked(question, self.at)
            asked = sa.select(origins.c.origin).where(origins.c.claim.in_(numbers))
            query = query.where(origins.c.origin.in_(asked))
        return origins_of(self.connection.execute(ordered(query)))

    def statements(self, question: ClaimQuestion) -> tuple[StatementRow, ...]:
        """Statements that hold a claim asked for."""
        return self.statement_rows(self.derived("statements", Statement, question))

    def relations(self, question: ClaimQuestion, kind: str | None = None) -> tuple[RelationRow, ...]:
        """Relations that touch a claim asked for, both claims with each."""
        return self.relation_rows(self.derived("relations", Relation, question, kind))

    def drifts(self, question: ClaimQuestion, kind: str | None = None) -> tuple[DriftRow, ...]:
        """Drift of which a claim asked for is child or parent."""
        return self.drift_rows(self.derived("drifts", Drift, question, kind))

    def drift_rows(self, found: Sequence[Drift]) -> tuple[DriftRow, ...]:
        """These drifts with both claims of each."""
        self.claims_with(each for drift in found for each in (drift.child, drift.parent))
        return tuple(DriftRow(each, *self.claims_with((each.child, each.parent))) for each in found)

    def figures(self, question: ClaimQuestion) -> tuple[FigureRow, ...]:
        """Series that hold a claim asked for."""
        return self.figure_rows(self.derived("figures", Figure, question))

    def positions(self, question: ClaimQuestion) -> tuple[PositionRow, ...]:
        """Positions that hold a claim asked for."""
        return self.position_rows(self.derived("positions", Position, question))

    def events(self, question: ClaimQuestion) -> tuple[EventRow, ...]:
        """Events that a claim asked for is about."""
        return self.event_rows(self.derived("events", Event, question))

    def statement_rows(self, found: Sequence[Statement]) -> tuple[StatementRow, ...]:
        """These statements with their claims and the origins that vouch for them."""
        self.claims_with(claim for statement in found for claim in statement.claims)
        return tuple(self._statement(each) for each in found)

    def _statement(self, statement: Statement) -> StatementRow:
        claims = self.claims_with(statement.claims)
        vouched: dict[OriginRef, list[str]] = {}
        for row in claims:
            if row.origin is not None:
                vouched.setdefault(row.origin, []).append(row.id)
        origins = (
            Origin(ref.id, ref.name, ref.kind, ref.body, tuple(ids))
            for ref, ids in sorted(vouched.items(), key=lambda pair: pair[0].id)
        )
        return StatementRow(statement, claims, tuple(origins))

    def relation_rows(self, found: Sequence[Relation]) -> tuple[RelationRow, ...]:
        """These relations with both claims of each."""
        self.claims_with(each for relation in found for each in (relation.source, relation.target))
        return tuple(RelationRow(one, self._claims[one.source], self._claims[one.target]) for one in found)

    def figure_rows(self, found: Sequence[Figure]) -> tuple[FigureRow, ...]:
        """These series with the claim of each point."""
        self.claims_with(point.claim for each in found for point in each.points)
        return tuple(
            FigureRow(each, self.claims_with(point.claim for point in each.points)) for each in found
        )

    def position_rows(self, found: Sequence[Position]) -> tuple[PositionRow, ...]:
        """These positions with the claim of each point."""
        self.claims_with(point.claim for each in found for point in each.points)
        return tuple(
            PositionRow(each, self.claims_with(point.claim for point in each.points)) for each in found
        )

    def event_rows(self, found: Sequence[Event]) -> tuple[EventRow, ...]:
        """These events with their claims."""
        self.claims_with(claim for each in found for claim in each.claims)
        return tuple(EventRow(each, self.claims_with(each.claims)) for each in found)


def origins_of(rows: Iterable[Any]) -> tuple[Origin, ...]:
    """Origins from the claims they vouch for in canonical order; the first claim says what an origin is called."""
    first: dict[str, Any] = {}
    claims: dict[str, list[str]] = {}
    for row in rows:
        first.setdefault(row.origin, row)
        claims.setdefault(row.origin, []).append(row.id)
    return tuple(
        Origin(key, row.name, SourceKind(row.kind), row.body, tuple(claims[key]))
        for key, row in first.items()
    )
