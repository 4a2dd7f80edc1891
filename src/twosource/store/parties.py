"""Who is relied on, who vouches and who had it from whom, counted in the database: only a page's rows are looked at closely.

Who is one is decided by the key that linking gave a party, so that names that a person joined are one row. A claim that is
withdrawn counts for nothing.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Final

import sqlalchemy as sa

from twosource.model.relation import Origin
from twosource.model.vocabulary import SourceKind
from twosource.store import schema
from twosource.store.base import ChainLink, ClaimQuestion, OriginRow, SourceRow
from twosource.store.connection import unpacked
from twosource.store.pages import CHUNK
from twosource.store.questions import claims_asked, narrows, ordered
from twosource.store.rows import EVERYTHING, Rows
from twosource.store.times import is_open

SHOWN: Final = 20
"""How many ids or names a row lists; beside them stands how many there are."""

_BATCH: Final = 64
"""How many near ends the first look at the network takes in."""

Condition = sa.ColumnElement[bool]

_HOPS, _WITNESSES = schema.sources_of, schema.origins_of


@dataclass(slots=True)
class _Told:
    """What is told of one party: claims and documents in canonical order, statements by position."""

    documents: list[str] = field(default_factory=list)
    publishers: set[str] = field(default_factory=set)
    claims: list[str] = field(default_factory=list)
    statements: list[str] = field(default_factory=list)
    alone: list[str] = field(default_factory=list)


class Parties:
    """The parties of the claims asked for; ``is_whole``: where no claim is laid out of sight."""

    def __init__(self, rows: Rows, question: ClaimQuestion, *, is_whole: bool) -> None:
        self._rows = rows
        self._connection = rows.connection
        self._at = rows.at
        self._question = question
        self._is_whole = is_whole and rows.at is None

    # ------------------------------------------------------------------ pages

    def sources(self) -> tuple[SourceRow, ...]:
        """Who is relied on, most claims first, then by name and key."""
        key = _HOPS.c.source
        number = sa.func.count(_HOPS.c.claim.distinct())
        query = sa.select(key.label("key"), number.label("number")).where(_HOPS.c.place > 0)
        found, before = self._ranked(query.where(self._counts(_HOPS.c.claim, self._question)).group_by(key))
        names = self._source_names(found)
        page = self._cut(found, {each: name for each, (name, _) in names.items()}, before)
        told = self._told(_HOPS, page, self._question)
        self._rest(told)
        relays = self._relays(page)
        predicates = self._predicates(told)
        return tuple(
            SourceRow(
                id=each,
                name=names[each][0],
                kind=names[each][1],
                claims=tuple(told[each].claims),
                relays=relays.get(each, 0),
                documents=tuple(told[each].documents[:SHOWN]),
                publishers=tuple(sorted(told[each].publishers)[:SHOWN]),
                statements=len(told[each].statements),
                alone=len(told[each].alone),
                predicates=tuple(predicates[each]),
                claim_count=found[each],
                document_count=len(told[each].documents),
                publisher_count=len(told[each].publishers),
            )
            for each in page
        )

    def origins(self) -> tuple[OriginRow, ...]:
        """Who vouches for a claim asked for, each with all its claims: most claims first, then by name and key."""
        key, claim = _WITNESSES.c.origin, _WITNESSES.c.claim
        query = sa.select(key.label("key"), sa.func.count().label("number"))
        query = query.where(self._counts(claim, EVERYTHING)).group_by(key)
        if narrows(self._question):
            query = query.where(key.in_(sa.select(key).where(self._counts(claim, self._question))))
        found, before = self._ranked(query)
        called = self._origins(found)
        page = self._cut(found, {each: one.name for each, one in called.items()}, before)
        told = self._told(_WITNESSES, page, EVERYTHING)
        self._rest(told)
        return tuple(
            OriginRow(
                origin=_with_claims(called[each], told[each].claims),
                statements=tuple(told[each].statements[:SHOWN]),
                alone=tuple(told[each].alone[:SHOWN]),
                documents=tuple(told[each].documents[:SHOWN]),
                publishers=tuple(sorted(told[each].publishers)[:SHOWN]),
                claim_count=found[each],
                statement_count=len(told[each].statements),
                alone_count=len(told[each].alone),
                document_count=len(told[each].documents),
                publisher_count=len(told[each].publishers),
            )
            for each in page
        )

    def network(self) -> tuple[ChainLink, ...]:
        """Who had it from whom, by the keys of both ends."""
        offset, limit = self._question.offset, self._question.limit
        end = None if limit is None else offset + limit
        links: list[tuple[str, str, int]] = []
        last, size = "", _BATCH
        # The keys come in order, so that a page of the first ends need not count what all the others told.
        while end is None or len(links) < end:
            keys = self._next_keys(last, None if end is None else size)
            if not keys:
                break
            links += self._links(last, keys[-1])
            last, size = keys[-1], 2 * size
        page = links[offset:end]
        names = self._least_names({key for near, far, _ in page for key in (near, far)})
        return tuple(ChainLink(near, names[near], far, names[far], number) for near, far, number in page)

    # ------------------------------------------------------------------ what counts

    def _gone(self) -> sa.Select[Any]:
        """The ids of the claims that are withdrawn."""
        table = schema.derived["withdrawn"]
        return sa.select(table.c.id).where(is_open(table, self._at))

    def _asked(self, question: ClaimQuestion, *columns: Any) -> sa.Select[Any]:
        """The claims that answer and count."""
        return claims_asked(question, self._at, *columns).where(schema.claims.c.id.not_in(self._gone()))

    def _counts(self, claim: sa.Column[int], question: ClaimQuestion) -> Condition:
        """Whether a claim, by its number, is asked for and counts."""
        if not self._is_whole or narrows(question):
            return claim.in_(self._asked(question))
        # Of now all but the few that are closed or withdrawn: rows of claims are wide to read.
        claims = schema.claims.c
        closed = sa.select(claims.number).where(claims.closed.is_not(None))
        gone = sa.select(claims.number).where(claims.id.in_(self._gone()))
        return sa.and_(claim.not_in(closed), claim.not_in(gone))

    # ------------------------------------------------------------------ order

    def _ranked(self, query: sa.Select[Any]) -> tuple[dict[str, int], int]:
        """The keys that may stand on the page with their numbers, ties with its ends included; and how many stand before."""
        limit, offset = self._question.limit, self._question.offset
        if limit is None:
            return {row.key: row.number for row in self._connection.execute(query)}, 0
        if limit <= 0:
            return {}, offset
        counted = query.cte("counted")
        number = counted.c.number

        def at(place: int) -> sa.ScalarSelect[Any]:
            return sa.select(number).order_by(number.desc()).limit(1).offset(place).scalar_subquery()

        highest, lowest = at(offset), sa.func.coalesce(at(offset + limit - 1), 0)
        before = sa.select(sa.func.count()).where(number > highest).scalar_subquery()
        page = sa.select(counted.c.key, number, before.label("before"))
        found = self._connection.execute(page.where(number <= highest, number >= lowest)).all()
        return {row.key: row.number for row in found}, found[0].before if found else offset

    def _cut(self, numbers: Mapping[str, int], names: Mapping[str, str], before: int) -> list[str]:
        """The keys of the page in order."""
        order = sorted(numbers, key=lambda key: (-numbers[key], names[key].casefold(), key))
        start = self._question.offset - before
        return order[start : None if self._question.limit is None else start + self._question.limit]

    def _source_names(self, keys: Collection[str]) -> dict[str, tuple[str, SourceKind]]:
        """What each source is called most often, and what it is most often taken for."""
        hops = _HOPS.c
        query = sa.select(hops.source, hops.name, hops.kind, sa.func.count().label("number"))
        query = query.where(
            _among(hops.source, keys), hops.place > 0, self._counts(hops.claim, self._question)
        )
        names: dict[str, Counter[str]] = defaultdict(Counter)
        kinds: dict[str, Counter[str]] = defaultdict(Counter)
        for row in self._connection.execute(query.group_by(hops.source, hops.name, hops.kind)):
            names[row.source][row.name] += row.number
            kinds[row.source][row.kind] += row.number
        return {
            key: (
                min(names[key], key=lambda name: (-names[key][name], -len(name), name)),
                SourceKind(min(kinds[key], key=lambda kind: (-kinds[key][kind], kind))),
            )
            for key in keys
        }

    def _origins(self, keys: Collection[str]) -> dict[str, Origin]:
        """What each origin is, without its claims; where it has several names, as its first claim has it."""
        of = _WITNESSES.c
        query = sa.select(of.origin, of.name, of.kind, of.body).where(_among(of.origin, keys))
        found: dict[str, list[Any]] = defaultdict(list)
        for row in self._connection.execute(query.where(self._counts(of.claim, EVERYTHING)).distinct()):
            found[row.origin].append(row)
        for key in keys:
            if len(found[key]) > 1:
                first = self._asked(EVERYTHING, of.origin, of.name, of.kind, of.body).where(
                    schema.claims.c.number == of.claim, of.origin == key
                )
                found[key] = list(self._connection.execute(ordered(first).limit(1)))
        return {
            row.origin: Origin(row.origin, row.name, SourceKind(row.kind), row.body, ())
            for row in (found[key][0] for key in keys)
        }

    # ------------------------------------------------------------------ what rests on a party

    def _told(self, table: sa.Table, page: Sequence[str], question: ClaimQuestion) -> dict[str, _Told]:
        """The documents and publishers through whom each party is told, and the first of its claims."""
        told = {key: _Told() for key in page}
        if not page:
            return told
        claims, key = schema.claims.c, table.columns[0]
        theirs = [claims.number == table.c.claim, _among(key, page)]
        if table is _HOPS:
            theirs.append(_HOPS.c.place > 0)
        first = sa.func.min(claims.number)
        pairs = (
            self._asked(question, key.label("key"), claims.published, claims.document, first.label("claim"))
            .where(*theirs)
            .group_by(key, claims.published, claims.document)
            .subquery()
        )
        publisher = _HOPS.alias("publisher")
        query = (
            sa.select(pairs.c.key, pairs.c.document, publisher.c.name, publisher.c.kind)
            .join(publisher, sa.and_(publisher.c.claim == pairs.c.claim, publisher.c.place == 0))
            .order_by(pairs.c.key, pairs.c.published, pairs.c.document)
        )
        for row in self._connection.execute(query):
            if row.key in told:
                told[row.key].documents.append(row.document)
                if row.kind != SourceKind.UNKNOWN_PUBLISHER.value:
                    told[row.key].publishers.add(row.name)
        # The first claims stand in the first documents: each of these has one at least.
        within = sorted({each for one in told.values() for each in one.documents[:SHOWN]})
        first_claims = ordered(self._asked(question, key.label("key"), claims.id).where(*theirs))
        for row in self._connection.execute(first_claims.where(_among(claims.document, within))):
            one = told.get(row.key)
            if one is not None and len(one.claims) < SHOWN and row.id not in one.claims:
                one.claims.append(row.id)
        return told

    def _rest(self, told: Mapping[str, _Told]) -> None:
        """Add the statements that each party vouches for, and those that rest on it alone."""
        if not told:
            return
        claims, members, statements = schema.claims.c, schema.members, schema.derived["statements"]
        of = _WITNESSES.c
        vouched = (
            self._asked(EVERYTHING, of.origin, members.c.number)
            .where(
                of.claim == claims.number,
                members.c.claim == claims.id,
                members.c.of == schema.DERIVED.index("statements"),
            )
            .distinct()
            .cte("vouched")
        )
        only = sa.select(vouched.c.number).group_by(vouched.c.number).having(sa.func.count() == 1)
        query = (
            sa.select(vouched.c.origin, statements.c.id, vouched.c.number.in_(only).label("is_alone"))
            .join(statements, statements.c.number == vouched.c.number)
            .where(is_open(statements, self._at), _among(vouched.c.origin, told))
            .order_by(statements.c.position, statements.c.id)
        )
        if narrows(self._question):
            asked = self._asked(self._question, claims.id)
            holding = sa.select(members.c.number).where(
                members.c.of == schema.DERIVED.index("statements"), members.c.claim.in_(asked)
            )
            query = query.where(vouched.c.number.in_(holding))
        for row in self._connection.execute(query):
            if row.origin in told:
                told[row.origin].statements.append(row.id)
                if row.is_alone:
                    told[row.origin].alone.append(row.id)

    def _relays(self, page: Sequence[str]) -> dict[str, int]:
        """In how many claims each source stands though another vouches for them."""
        hops, of = _HOPS.c, _WITNESSES.c
        query = (
            sa.select(hops.source, sa.func.count(hops.claim.distinct()))
            .join(_WITNESSES, sa.and_(of.claim == hops.claim, of.origin != hops.source))
            .where(_among(hops.source, page), hops.place > 0, self._counts(hops.claim, self._question))
            .group_by(hops.source)
        )
        return {row[0]: row[1] for row in self._connection.execute(query)}

    def _predicates(self, told: Mapping[str, _Told]) -> dict[str, list[str]]:
        """What the claims that are listed of each source are about, most frequent first."""
        claims, read = schema.claims.c, schema.read_claims.c
        wanted = {claim for one in told.values() for claim in one.claims}
        query = sa.select(claims.id, claims.corrected, read.body).where(
            read.number == claims.read, is_open(schema.claims, self._at), _among(claims.id, wanted)
        )
        of = {
            row.id: unpacked(row.corrected or row.body)["question"]["predicate"]
            for row in self._connection.execute(query)
            if row.id in wanted
        }
        return {key: _by_count(of[claim] for claim in one.claims) for key, one in told.items()}

    # ------------------------------------------------------------------ the network

    def _next_keys(self, last: str, size: int | None) -> list[str]:
        key = _HOPS.c.source
        query = sa.select(key).where(key > last).distinct().order_by(key).limit(size)
        return list(self._connection.execute(query).scalars())

    def _links(self, after: str, until: str) -> list[tuple[str, str, int]]:
        """Both ends and number of the links whose near end lies between two keys, in order."""
        near, far = _HOPS.alias("near"), _HOPS.alias("far")
        query = (
            sa.select(near.c.source, far.c.source, sa.func.count())
            .join(far, sa.and_(far.c.claim == near.c.claim, far.c.place == near.c.place + 1))
            .where(near.c.source > after, near.c.source <= until)
            .where(self._counts(near.c.claim, self._question))
            .group_by(near.c.source, far.c.source)
            .order_by(near.c.source, far.c.source)
        )
        return [(row[0], row[1], row[2]) for row in self._connection.execute(query)]

    def _least_names(self, keys: Collection[str]) -> dict[str, str]:
        hops = _HOPS.c
        query = sa.select(hops.source, sa.func.min(hops.name)).where(
            _among(hops.source, keys), self._counts(hops.claim, self._question)
        )
        return {row[0]: row[1] for row in self._connection.execute(query.group_by(hops.source))}


def _among(column: sa.ColumnElement[Any], values: Collection[str]) -> Condition:
    """Whether a value is one of these; always where they are too many to name, so that one query still does."""
    return column.in_(sorted(values)) if len(values) <= CHUNK else sa.true()


def _with_claims(origin: Origin, claims: Sequence[str]) -> Origin:
    return Origin(origin.id, origin.name, origin.kind, origin.body, tuple(claims))


def _by_count(values: Iterable[str]) -> list[str]:
    counts = Counter(values)
    return sorted(counts, key=lambda value: (-counts[value], value))
