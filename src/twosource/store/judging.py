"""What the decisions of a ledger make of its claims at a change: corrections, constraints on links, actors as judged."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Any

import sqlalchemy as sa
from sqlalchemy.engine import Connection

from twosource.errors import NotFoundError
from twosource.linking.actors import Actors
from twosource.linking.constraints import NO_CONSTRAINTS, Constraints
from twosource.linking.corrections import effective
from twosource.linking.following import ORPHAN, Followed, follow_all
from twosource.linking.judged_actors import JudgedActors
from twosource.linking.judgements import Found, Judgements
from twosource.linking.origins import Testimony
from twosource.linking.taken_back import withdrawn
from twosource.model.claim import Claim
from twosource.model.codec import from_json, loads
from twosource.model.decision import ClaimMark, Decision, SourceMark
from twosource.model.vocabulary import Act, DecisionKind, Following, Role
from twosource.store import schema
from twosource.store.actors import known_actors
from twosource.store.connection import Transaction, unpacked
from twosource.store.pages import Pages, chunks
from twosource.store.times import is_open, was_there

_SILENT = (Act.NO_COMMENT, Act.DECLINE_TO_CONFIRM, Act.EQUIVOCATE)

_NOTHING = Judgements.of(())


@dataclass(frozen=True, slots=True)
class Judging:
    """The live decisions at a change as the store applies them.

    ``corrected`` holds the claims that a correction changes, as corrected, by id.
    """

    actors: Actors
    corrected: Mapping[str, Claim] = field(default_factory=dict)
    judgements: Judgements = _NOTHING

    def constraints(self, told: Iterable[Testimony]) -> Constraints:
        """The constraints that name any of these claims, withdrawals by way of their sources and documents included."""
        if not self.judgements.live:
            return NO_CONSTRAINTS
        some = tuple(told)
        taken = withdrawn(some, self.judgements, self.actors)
        return self.judgements.constraints(taken).of([one.id for one in some])


def judging_at(connection: Connection, at: int | None = None) -> Judging:
    """What the decisions recorded by a change make of the claims shown then."""
    actors = known_actors(connection, at)
    judgements = judgements_at(connection, at)
    if not judgements.live:
        return Judging(actors, judgements=judgements)
    judged = JudgedActors(actors, judgements.aliases, judgements.groups)
    return Judging(judged, _corrected(connection, judgements, at), judgements)


def judgements_at(connection: Connection, at: int | None = None) -> Judgements:
    """The judgements of the decisions recorded by a change, with the claims and sources where they stood then."""
    bodies = _bodies_at(connection, at)
    if not bodies:
        return _NOTHING
    marks = _unnamed(map(_decision, bodies))
    pages = Pages(connection, at)
    return _judged(bodies, _followings(connection, at), tuple((mark, key_of(pages, mark)) for mark in marks))


@lru_cache(maxsize=16)
def _judged(
    bodies: tuple[str, ...],
    followings: tuple[tuple[str, int, str | None, str], ...],
    sources: tuple[tuple[SourceMark, str | None], ...],
) -> Judgements:
    """The judgements of a log: the same for the same rows, and asked for several times in each transaction."""
    log = tuple(map(_decision, bodies))
    return Judgements.of(log, Found(_landings(log, followings), dict(sources)))


def decisions_at(connection: Connection, at: int | None = None) -> tuple[Decision, ...]:
    """Every decision recorded by a change, in the order of the ledger; one whose words were erased is left out."""
    return tuple(map(_decision, _bodies_at(connection, at)))


def _bodies_at(connection: Connection, at: int | None) -> tuple[str, ...]:
    table = schema.decisions
    query = sa.select(table.c.body).where(was_there(table, at), table.c.body.is_not(None))
    return tuple(connection.execute(query.order_by(table.c.number)).scalars())


@lru_cache(maxsize=1 << 16)
def _decision(body: str) -> Decision:
    return loads(Decision, body)


def _followings(connection: Connection, at: int | None) -> tuple[tuple[str, int, str | None, str], ...]:
    """Where each mark stood at a change: decision, which of its marks, claim, how."""
    table = schema.followings
    query = sa.select(table.c.decision, table.c.place, table.c.claim, table.c.how).where(is_open(table, at))
    return tuple(
        (row.decision, row.place, row.claim, row.how)
        for row in connection.execute(query.order_by(table.c.number))
    )


def _landings(
    log: Iterable[Decision], followings: Iterable[tuple[str, int, str | None, str]]
) -> dict[ClaimMark, Followed]:
    by_id = {decision.id: decision for decision in log}
    return {
        by_id[decision].claims[place]: Followed(claim, Following(how))
        for decision, place, claim, how in followings
        if decision in by_id
    }


def _unnamed(log: Iterable[Decision]) -> list[SourceMark]:
    """The marks of sources that have no key, each once."""
    marks = (mark for decision in log for mark in (decision.source, decision.same_as))
    return list(dict.fromkeys(mark for mark in marks if mark is not None and mark.key is None))


def _sources_at(connection: Connection, log: Sequence[Decision], at: int | None) -> Found:
    """Where the sources of some decisions stood at a change."""
    pages = Pages(connection, at)
    return Found(sources={mark: key_of(pages, mark) for mark in _unnamed(log)})


def key_of(pages: Pages, mark: SourceMark) -> str | None:
    """The key under which linking knows a marked source; None where it is not found.

    Of an unnamed one that is its document and the place of its first mention in the text.
    """
    if mark.key is not None:
        return mark.key
    if mark.document is None or mark.at is None:
        return None
    try:
        document = pages.document(mark.document)
    except NotFoundError:
        return None
    found = document.raw_map.start_of(mark.at)
    return None if found is None else f"{document.id}:{found}"


def _corrected(connection: Connection, judgements: Judgements, at: int | None) -> dict[str, Claim]:
    corrections = judgements.corrections
    if not corrections:
        return {}
    pages = Pages(connection, at)
    out = {}
    for claim in claims_read(connection, corrections, at):
        out[claim.id] = effective(claim, corrections[claim.id], pages.document(claim.document)).claim
    return out


def claims_read(connection: Connection, ids: Iterable[str], at: int | None = None) -> Iterable[Claim]:
    """The claims with these ids as the readings shown at a change have them, before any correction."""
    read, shown = schema.read_claims, schema.shown
    for some in chunks(sorted(ids)):
        query = (
            sa.select(read.c.body)
            .join(shown, shown.c.reading == read.c.reading)
            .where(read.c.id.in_(some), is_open(shown, at))
        )
        for body in connection.execute(query).scalars():
            yield from_json(Claim, unpacked(body))


def claims_of_document(connection: Connection, document: str, at: int | None = None) -> tuple[Claim, ...]:
    """The claims of a document as the reading shown at a change has them, before any correction."""
    read, shown = schema.read_claims, schema.shown
    query = (
        sa.select(read.c.body)
        .join(shown, shown.c.reading == read.c.reading)
        .where(shown.c.document == document, is_open(shown, at))
        .order_by(read.c.number)
    )
    return tuple(from_json(Claim, unpacked(body)) for body in connection.execute(query).scalars())


# ---------------------------------------------------------------------- following


@dataclass(frozen=True, slots=True)
class Moved:
    """The decisions, of those that linking obeys, with a mark that is found elsewhere now, and the claims it left, with their
    documents."""

    decisions: frozenset[str]
    left: Mapping[str, str]


def follow_decisions(transaction: Transaction, documents: Collection[str]) -> Moved:
    """Let the decisions on these documents find their claims in the readings that are shown now: rows of followings."""
    connection, table = transaction.connection, schema.followings
    pages = Pages(connection)
    moved: set[str] = set()
    left: dict[str, str] = {}
    for some in chunks(sorted(documents)):
        rows: dict[str, list[Any]] = defaultdict(list)
        query = sa.select(table).where(table.c.document.in_(some), table.c.closed.is_(None))
        for row in connection.execute(query.order_by(table.c.number)):
            rows[row.document].append(row)
        bodies = _bodies(connection, {row.decision for each in rows.values() for row in each})
        for document, open_rows in rows.items():
            told = {
                row.number: _decision(bodies[row.decision]) for row in open_rows if row.decision in bodies
            }
            marks = {
                row.number: told[row.number].claims[row.place] for row in open_rows if row.number in told
            }
            claims = claims_of_document(connection, document)
            found = follow_all(marks.values(), claims, pages.document(document))
            for row in open_rows:
                if row.number not in marks:
                    continue  # The words of an erased decision are gone: it stands where it last did.
                followed = found[marks[row.number]]
                _follow(transaction, row, followed)
                if row.claim != followed.claim and told[row.number].kind not in _OF_NOTHING_DERIVED:
                    moved.add(row.decision)
                    left.update({row.claim: document} if row.claim is not None else {})
    return Moved(frozenset(moved), left)


def _bodies(connection: Connection, ids: Collection[str]) -> dict[str, str]:
    table = schema.decisions
    out = {}
    for some in chunks(sorted(ids)):
        query = sa.select(table.c.id, table.c.body).where(table.c.id.in_(some), table.c.body.is_not(None))
        out.update({row.id: row.body for row in connection.execute(query)})
    return out


def _follow(transaction: Transaction, row: Any, followed: Followed) -> None:
    table = schema.followings
    if (row.claim, row.how) == (followed.claim, followed.how.value):
        return
    is_it = table.c.number == row.number
    if row.opened == transaction.change:
        changes = {"claim": followed.claim, "how": followed.how.value}
        transaction.connection.execute(sa.update(table).where(is_it).values(**changes))
        return
    transaction.connection.execute(sa.update(table).where(is_it).values(closed=transaction.change))
    add_following(transaction, row.decision, row.place, row.document, followed)


def add_following(
    transaction: Transaction, decision: str, place: int, document: str, followed: Followed = ORPHAN
) -> None:
    """Append where a mark of a decision stands from this change on."""
    row = {
        "decision": decision,
        "place": place,
        "document": document,
        "claim": followed.claim,
        "how": followed.how.value,
        "opened": transaction.change,
    }
    transaction.add(schema.followings, row)


# ---------------------------------------------------------------------- what a decision bears on


def touched_by(transaction: Transaction) -> frozenset[str]:
    """The ids of the claims on which decisions bear otherwise since this very transaction, however: also by an undo, an alias,
    a group, a withdrawn source, or because a new reading moved them. Their documents are to be touched too.

    Every decision on a document that is touched, or that a new decision is about, has found its claims afterwards.
    """
    if not transaction.has_changed and not transaction.touched:
        return frozenset()
    connection, change = transaction.connection, transaction.change
    table = schema.decisions
    query = sa.select(table.c.body).where(table.c.change == change, table.c.body.is_not(None))
    new = [_decision(body) for body in connection.execute(query).scalars()]
    known = {decision.id: decision for decision in decisions_at(connection)}
    # Where a document was read anew, an unnamed source of it may go by another key in all that it is said to be one with.
    new += [one for one in known.values() if _unnamed_in(one, transaction.touched)]
    marked = {mark.anchor.document for one in new for mark in one.claims}
    moved = follow_decisions(transaction, transaction.touched | _read_documents(connection, marked))
    bearing = {
        one.id: one for each in new for one in _undone_by(each, known) if one.kind not in _OF_NOTHING_DERIVED
    }
    # A claim may read as before, and be joined, parted or taken back no longer: its mark stands elsewhere now.
    touched = {**moved.left, **_landed(connection, moved.decisions | bearing.keys())}
    whole = {one.document for one in bearing.values() if one.document is not None}
    for document in _read_documents(connection, whole):
        touched |= {claim.id: document for claim in claims_of_document(connection, document)}
    keys = _keys(connection, bearing.values(), change)
    if keys:
        touched |= _claims_through(connection, keys)
    transaction.touched |= set(touched.values())
    return frozenset(touched)


def _landed(connection: Connection, decisions: Collection[str]) -> dict[str, str]:
    """The claims that marks of these decisions are found in, with their documents."""
    table = schema.followings
    found: dict[str, str] = {}
    for some in chunks(sorted(decisions)):
        query = sa.select(table.c.claim, table.c.document).where(
            table.c.decision.in_(some), table.c.closed.is_(None), table.c.claim.is_not(None)
        )
        found.update({row.claim: row.document for row in connection.execute(query)})
    return found


def _unnamed_in(decision: Decision, documents: Collection[str]) -> bool:
    marks = (decision.source, decision.same_as)
    return any(mark is not None and mark.key is None and mark.document in documents for mark in marks)


def _undone_by(decision: Decision, known: Mapping[str, Decision]) -> Iterable[Decision]:
    """The decision, or for an undo what it takes back or brings back in the end."""
    seen: Decision | None = decision
    while seen is not None and seen.kind is DecisionKind.UNDO:
        seen = known.get(seen.undoes or "")
    if seen is not None:
        yield seen


def _read_documents(connection: Connection, documents: Collection[str]) -> set[str]:
    """Those of these documents of which a reading is shown."""
    table = schema.shown
    found: set[str] = set()
    for some in chunks(sorted(documents)):
        query = sa.select(table.c.document).where(table.c.document.in_(some), table.c.closed.is_(None))
        found |= set(connection.execute(query).scalars())
    return found


_OF_NOTHING_DERIVED = frozenset(
    {DecisionKind.GRADE_SOURCE, DecisionKind.GRADE_CLAIM, DecisionKind.LIKELIHOOD, DecisionKind.NOTE}
)
"""Kinds that no derived row leans on: the axes stay apart."""

_ON_SOURCES = frozenset({DecisionKind.ALIAS, DecisionKind.GROUP, DecisionKind.WITHDRAW})
"""Decisions on a source that linking reads: not its grade, nor a note."""


def _keys(connection: Connection, bearing: Iterable[Decision], change: int) -> set[str]:
    """The keys, before and after this change, of the sources that these decisions bear on, and of all that are one with them."""
    rows = [one for one in bearing if one.kind in _ON_SOURCES and one.source is not None]
    if not rows:
        return set()
    base = known_actors(connection)
    keys = {
        base.same_as(key)
        for found in (_sources_at(connection, rows, change - 1), _sources_at(connection, rows, None))
        for row in rows
        for mark in (row.source, row.same_as)
        if mark is not None and (key := found.source(mark)) is not None
    }
    for at in (change - 1, None):
        judgements = judgements_at(connection, at)
        actors = JudgedActors(base, judgements.aliases, judgements.groups)
        names = {*keys, *judgements.aliases, *judgements.aliases.values()}
        same = {actors.same_as(key) for key in keys}
        keys |= {base.same_as(name) for name in names if actors.same_as(name) in same} | same
    return keys


def _claims_through(connection: Connection, keys: Collection[str]) -> dict[str, str]:
    """The claims that came through any of these sources, or tell that one of them keeps silent, with their documents."""
    claims, sources, read = schema.claims, schema.sources_of, schema.read_claims
    found: dict[str, str] = {}
    for some in chunks(sorted(keys)):
        query = (
            sa.select(claims.c.id, claims.c.document)
            .join(sources, sources.c.claim == claims.c.number)
            .where(sources.c.source.in_(some), claims.c.closed.is_(None))
        )
        found.update({row.id: row.document for row in connection.execute(query)})
    # Who keeps silent is no hop of the chain.
    silent = (
        sa.select(claims.c.document, claims.c.corrected, read.c.body)
        .join(read, read.c.number == claims.c.read)
        .where(claims.c.act.in_([act.value for act in _SILENT]), claims.c.closed.is_(None))
    )
    base = known_actors(connection)
    for row in connection.execute(silent):
        claim = from_json(Claim, unpacked(row.corrected or row.body))
        named = [one.id for one in claim.participants if one.role is Role.SILENT and one.id is not None]
        if any(base.same_as(name) in keys or name in keys for name in named):
            found[claim.id] = row.document
    return found
