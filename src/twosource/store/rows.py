"""Rows of the database made into the rows that the reader gives."""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from typing import Any, TypeVar

import sqlalchemy as sa
from sqlalchemy.engine import Connection

from twosource.model.claim import Claim
from twosource.model.codec import from_json, loads
from twosource.model.relation import Derived, Event, Figure, Origin, Position, Relation, Statement
from twosource.model.vocabulary import SourceKind
from twosource.store import schema
from twosource.store.base import (
    ClaimQuestion,
    ClaimRow,
    EventRow,
    FigureRow,
    OriginRef,
    PositionRow,
    RelationRow,
    StatementRow,
)
from twosource.store.connection import unpacked
from twosource.store.pages import Pages, chunks
from twosource.store.questions import claims_asked, derived_asked, in_order

T = TypeVar("T")


class Rows:
    """Makes rows within one read of the ledger; each claim is made once."""

    def __init__(self, connection: Connection, pages: Pages) -> None:
        self.connection = connection
        self.pages = pages
        self._claims: dict[str, ClaimRow] = {}
        self._origins: dict[str, Origin] = {}

    def claims(self, question: ClaimQuestion) -> tuple[ClaimRow, ...]:
        """The claims asked for, in canonical order."""
        query = in_order(claims_asked(question, schema.claims.c.id), question)
        return self.claims_with(list(self.connection.execute(query).scalars()))

    def claims_with(self, ids: Iterable[str]) -> tuple[ClaimRow, ...]:
        """The claims with these ids, in the order given; what is not shown is left out."""
        wanted = list(ids)
        missing = list(dict.fromkeys(each for each in wanted if each not in self._claims))
        for some in chunks(missing):
            self._load(some)
        return tuple(self._claims[each] for each in wanted if each in self._claims)

    def _load(self, ids: Sequence[str]) -> None:
        bodies, readings = schema.claim_bodies, schema.readings
        asked = claims_asked(ClaimQuestion(ids=tuple(ids)), schema.claims.c.number).subquery()
        query = (
            sa.select(schema.claims.c.document, bodies.c.body, readings.c.run)
            .join(schema.claims, schema.claims.c.number == bodies.c.claim)
            .join(readings, readings.c.number == schema.claims.c.reading)
            .where(bodies.c.claim.in_(sa.select(asked.c.number)))
            .order_by(bodies.c.claim)
        )
        statements = self._linked("statements", ids)
        origins = self._linked("origins", ids)
        found = self.connection.execute(query).all()
        self.pages.fetch(row.document for row in found)
        for row in found:
            claim = from_json(Claim, unpacked(row.body))
            document = self.pages.document(row.document)
            statement = statements.get(claim.id)
            origin = origins.get(claim.id)
            self._claims[claim.id] = ClaimRow(
                claim=claim,
                within=document,
                name=self.pages.name(document.capture),
                statement=None if statement is None else statement["id"],
                origin=None
                if origin is None
                else OriginRef(origin["id"], origin["name"], SourceKind(origin["kind"])),
                independent_origins=0 if statement is None else statement["independent_origins"],
                run=row.run,
            )

    def _linked(self, name: str, ids: Sequence[str]) -> dict[str, Any]:
        """For each claim the JSON of the open row that holds it; the first in order where several do."""
        # Two queries, by key each: joined, SQLite would walk every open row. Closed rows have none.
        table, members = schema.derived[name], schema.members
        query = sa.select(members.c.claim, members.c.number).where(
            members.c.of == name, members.c.claim.in_(ids)
        )
        pairs = self.connection.execute(query).all()
        found: list[Any] = []
        for some in chunks(sorted({pair.number for pair in pairs})):
            found += self.connection.execute(
                sa.select(table.c.number, table.c.position, table.c.body).where(table.c.number.in_(some))
            ).all()
        found.sort(key=lambda row: (row.position, row.body))
        rank = {row.number: place for place, row in enumerate(found)}
        first: dict[str, int] = {}
        for claim, number in pairs:
            first[claim] = min(first.get(claim, len(rank)), rank[number])
        bodies = {place: json.loads(found[place].body) for place in set(first.values())}
        return {claim: bodies[place] for claim, place in first.items()}

    def derived(self, name: str, kind: type[T], question: ClaimQuestion, only: str | None = None) -> list[T]:
        """The values of a derived table that rest on a claim asked for."""
        query = derived_asked(name, question, only)
        return [loads(kind, body) for body in self.connection.execute(query).scalars()]

    def everything_derived(self) -> Derived:
        """All that is derived from all claims, each table in order."""
        return Derived(
            statements=tuple(self.derived("statements", Statement, ClaimQuestion())),
            relations=tuple(self.derived("relations", Relation, ClaimQuestion())),
            origins=tuple(self.derived("origins", Origin, ClaimQuestion())),
            figures=tuple(self.derived("figures", Figure, ClaimQuestion())),
            positions=tuple(self.derived("positions", Position, ClaimQuestion())),
            events=tuple(self.derived("events", Event, ClaimQuestion())),
        )

    def asked(self, question: ClaimQuestion) -> frozenset[str]:
        """The ids of the claims asked for, whatever the page."""
        query = claims_asked(question, schema.claims.c.id)
        return frozenset(self.connection.execute(query).scalars())

    def origins_with(self, ids: Iterable[str]) -> tuple[Origin, ...]:
        """The origins with these ids, by id."""
        wanted = sorted(set(ids))
        table = schema.derived["origins"]
        for some in chunks([each for each in wanted if each not in self._origins]):
            query = sa.select(table.c.body).where(table.c.closed.is_(None), table.c.id.in_(some))
            for body in self.connection.execute(query).scalars():
                origin = loads(Origin, body)
                self._origins[origin.id] = origin
        return tuple(self._origins[each] for each in wanted if each in self._origins)

    def relations(self, question: ClaimQuestion, kind: str | None = None) -> tuple[RelationRow, ...]:
        """Relations that touch a claim asked for, both claims with each."""
        found = self.derived("relations", Relation, question, kind)
        self.claims_with(each for relation in found for each in (relation.source, relation.target))
        return tuple(
            RelationRow(relation, self._claims[relation.source], self._claims[relation.target])
            for relation in found
        )

    def statements(self, question: ClaimQuestion) -> tuple[StatementRow, ...]:
        """Statements that hold a claim asked for."""
        found = self.derived("statements", Statement, question)
        self.claims_with(claim for statement in found for claim in statement.claims)
        self.origins_with(origin for statement in found for origin in statement.origins)
        return tuple(
            StatementRow(each, self.claims_with(each.claims), self.origins_with(each.origins))
            for each in found
        )

    def figures(self, question: ClaimQuestion) -> tuple[FigureRow, ...]:
        """Series that hold a claim asked for."""
        found = self.derived("figures", Figure, question)
        self.claims_with(point.claim for each in found for point in each.points)
        return tuple(
            FigureRow(each, self.claims_with(point.claim for point in each.points)) for each in found
        )

    def positions(self, question: ClaimQuestion) -> tuple[PositionRow, ...]:
        """Positions that hold a claim asked for."""
        found = self.derived("positions", Position, question)
        self.claims_with(point.claim for each in found for point in each.points)
        return tuple(
            PositionRow(each, self.claims_with(point.claim for point in each.points)) for each in found
        )

    def events(self, question: ClaimQuestion) -> tuple[EventRow, ...]:
        """Events that a claim asked for is about."""
        found = self.derived("events", Event, question)
        self.claims_with(claim for each in found for claim in each.claims)
        return tuple(EventRow(each, self.claims_with(each.claims)) for each in found)
