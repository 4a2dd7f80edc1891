"""The log of changes, and what two states of a ledger do not have in common."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, TypeVar

import sqlalchemy as sa
from sqlalchemy.engine import Connection

from twosource.errors import ConfigError
from twosource.linking.changes import Pair, paired
from twosource.model.codec import loads
from twosource.model.decision import Decision
from twosource.model.relation import Drift, Event, Figure, Position, Relation, Statement
from twosource.model.vocabulary import ChangeKind
from twosource.store import schema
from twosource.store.base import ClaimRow, DocumentRow
from twosource.store.changed import Changes, LoggedDecision, LogRow, Moved
from twosource.store.connection import newest_change
from twosource.store.lookup import document_rows, published_by
from twosource.store.rows import Rows
from twosource.store.times import is_open
from twosource.store.tombs import Erased, erasures

T = TypeVar("T")
R = TypeVar("R")


def log_rows(connection: Connection, since: int, until: int | None) -> tuple[LogRow, ...]:
    """The changes after one, up to another or the newest, oldest first."""
    changes, invocations = schema.changes, schema.invocations
    last = newest_change(connection) if until is None else until
    made = (
        sa.select(changes, invocations.c.what.label("command"))
        .outerjoin(invocations, invocations.c.number == changes.c.invocation)
        .where(changes.c.number > since, changes.c.number <= last)
        .order_by(changes.c.number)
    )
    documents = _documents(connection, since, last)
    decisions = _decisions(connection, since, last)
    erased = _erased(connection, since, last)
    out = []
    for row in connection.execute(made):
        told = documents.get(row.number, set())
        out.append(
            LogRow(
                number=row.number,
                at=row.at,
                what=row.what,
                command=row.command,
                documents=tuple(sorted({key for key, _ in told if key is not None})),
                pages=tuple(sorted({name for _, name in told})),
                decisions=tuple(decisions[row.number]),
                erased=tuple(erased[row.number]),
            )
        )
    return tuple(out)


def _documents(connection: Connection, since: int, last: int) -> Mapping[int, set[tuple[str | None, str]]]:
    """Ids and names of what each change recorded, read, restated or failed to read."""
    documents, names, failures = schema.documents, schema.capture_names, schema.failures
    out: dict[int, set[tuple[str | None, str]]] = defaultdict(set)
    name = sa.func.min(names.c.name).label("name")
    for table in (schema.documents, schema.metadata, schema.readings):
        key = table.c.id if table is documents else table.c.document
        query = (
            sa.select(table.c.change, documents.c.id, name)
            .select_from(documents)
            .join(names, names.c.capture == documents.c.capture)
            .where(table.c.change > since, table.c.change <= last)
            .group_by(table.c.change, documents.c.id)
        )
        if table is not documents:
            query = query.join(table, key == documents.c.id)
        for row in connection.execute(query):
            out[row.change].add((row.id, row.name))
    failed = sa.select(failures).where(failures.c.change > since, failures.c.change <= last)
    for row in connection.execute(failed):
        out[row.change].add((row.document, row.name))
    return out


def _decisions(connection: Connection, since: int, last: int) -> Mapping[int, list[LoggedDecision]]:
    table = schema.decisions
    query = sa.select(table).where(table.c.change > since, table.c.change <= last).order_by(table.c.id)
    out: dict[int, list[LoggedDecision]] = defaultdict(list)
    for row in connection.execute(query):
        decision = None if row.body is None else loads(Decision, row.body)
        out[row.change].append(LoggedDecision(row.id, row.change, decision))
    return out


def _erased(connection: Connection, since: int, last: int) -> Mapping[int, list[Erased]]:
    table = schema.erasures
    query = sa.select(table.c.number, table.c.change).where(table.c.change > since, table.c.change <= last)
    change = {row.number: row.change for row in connection.execute(query)}
    out: dict[int, list[Erased]] = defaultdict(list)
    for each in erasures(connection) if change else ():
        if each.number in change:
            out[change[each.number]].append(each)
    return out


@dataclass(frozen=True, slots=True)
class State:
    """A ledger at the two times of one lens. ``is_laid``: its rows are tables in memory, which know nothing of other changes."""

    rows: Rows
    known_by: str | None
    is_laid: bool

    @property
    def change(self) -> int:
        """The number of the newest change that it shows."""
        return newest_change(self.rows.connection) if self.rows.at is None else self.rows.at


def compare(before: State, after: State) -> Changes:
    """What the later state has that the earlier one has not, and the reverse. ConfigError where they are the wrong way round."""
    if before.change > after.change:
        raise ConfigError(
            f"change {before.change} is later than change {after.change}: give the earlier one as --since"
        )
    made = _Comparison(before, after, log_rows(after.rows.connection, before.change, after.change))
    return Changes(
        log=made.log,
        documents=made.documents(),
        claims=made.claims(),
        statements=made.derived("statements", Statement, Rows.statement_rows),
        relations=made.derived("relations", Relation, Rows.relation_rows),
        figures=made.derived("figures", Figure, Rows.figure_rows),
        positions=made.derived("positions", Position, Rows.position_rows),
        events=made.derived("events", Event, Rows.event_rows),
        drifts=made.derived("drifts", Drift, Rows.drift_rows),
    )


@dataclass(frozen=True, slots=True)
class _Comparison:
    before: State
    after: State
    log: tuple[LogRow, ...]
    by_number: dict[int, LogRow] = field(default_factory=dict)
    by_document: dict[str, LogRow] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.by_number.update((row.number, row) for row in self.log)
        self.by_document.update((key, row) for row in self.log for key in row.documents)

    def documents(self) -> tuple[Moved[DocumentRow], ...]:
        """Documents that are new, read again, or stated otherwise."""
        was, now = _seen(self.before), _seen(self.after)
        moved = {
            key: _document_kind(was.get(key), state) for key, state in now.items() if was.get(key) != state
        }
        rows = {row.id: row for row in document_rows(self.after.rows, moved)}
        gone = [key for key in was if key not in now]
        # An erased document was there before and has no words left to show.
        old = {row.id: row for row in document_rows(self.before.rows, [*moved.keys() & was.keys(), *gone])}
        found = [
            Moved(moved[key], old.get(key), row, cause=self.by_document.get(key)) for key, row in rows.items()
        ]
        found += [Moved(ChangeKind.GONE, old[key], None) for key in old if key in gone]
        return tuple(found)

    def claims(self) -> tuple[Moved[ClaimRow], ...]:
        """Claims that are new, gone, corrected, read otherwise, withdrawn or restored."""
        gone, new = self._rows(schema.claims)
        taken, back = self._withdrawn()
        ids = list(dict.fromkeys((*(row.id for row in gone), *(row.id for row in new), *taken, *back)))
        was = {row.id: row for row in self.before.rows.claims_with(ids)}
        now = {row.id: row for row in self.after.rows.claims_with(ids)}
        opened = {row.id: row.opened for row in new} | taken
        closed = {row.id: row.closed for row in gone} | back
        found = []
        for key in ids:
            earlier, later = was.get(key), now.get(key)
            kind = _claim_kind(earlier, later)
            if kind is not None:
                row = later or earlier
                assert row is not None
                cause = self._cause(opened.get(key) or closed.get(key), (row,))
                found.append(Moved(kind, earlier, later, cause=cause))
        return tuple(sorted(found, key=lambda one: (one.after is None, one.row.order)))

    def _withdrawn(self) -> tuple[dict[str, int | None], dict[str, int | None]]:
        """The claims taken back and those restored, with the changes that did it."""
        gone, new = self._rows(schema.derived["withdrawn"])
        taken = {row.id: row.opened for row in new}
        return taken, {row.id: row.closed for row in gone if row.id not in taken}

    def derived(
        self, name: str, kind: type[T], rows_of: Callable[[Rows, Sequence[T]], tuple[R, ...]]
    ) -> tuple[Moved[R], ...]:
        """What became of the rows of one derived table."""
        gone, new = self._rows(schema.derived[name])
        was = {loads(kind, row.body): row for row in gone}
        now = {loads(kind, row.body): row for row in new}
        pairs = paired(list(was), list(now))
        before = [pair.before for pair in pairs if pair.before is not None]
        after = [pair.after for pair in pairs if pair.after is not None]
        old = dict(zip(before, rows_of(self.before.rows, before), strict=True))
        fresh = dict(zip(after, rows_of(self.after.rows, after), strict=True))
        found = []
        for pair in pairs:
            came = self.after.rows.claims_with(pair.came)
            went = self.before.rows.claims_with(pair.went)
            at = None
            if pair.after is not None:
                at = now[pair.after].opened
            elif pair.before is not None:
                at = was[pair.before].closed
            found.append(
                Moved(
                    _kind_of(pair),
                    None if pair.before is None else old[pair.before],
                    None if pair.after is None else fresh[pair.after],
                    came,
                    went,
                    self._cause(at, (*came, *went)),
                )
            )
        return tuple(found)

    def _cause(self, at: int | None, claims: Iterable[ClaimRow]) -> LogRow | None:
        """The change of this number; of rows in memory, which have none, the newest that read a document of these claims."""
        if not (self.before.is_laid or self.after.is_laid):
            return None if at is None else self.by_number.get(at)
        causes = [self.by_document[row.document] for row in claims if row.document in self.by_document]
        return max(causes, key=lambda row: row.number, default=None)

    def _rows(self, table: sa.Table) -> tuple[list[Any], list[Any]]:
        """The rows of a table that were open before and are not the same now, and those that are open now and were not."""
        gone = sa.select(table).where(is_open(table, self.before.rows.at))
        new = sa.select(table).where(is_open(table, self.after.rows.at))
        if not (self.before.is_laid or self.after.is_laid):
            # A ledger that has grown for years is asked what the last day changed: only those rows are read.
            gone = gone.where(table.c.closed <= self.after.change)
            new = new.where(table.c.opened > self.before.change)
        was = {_same(row): row for row in self.before.rows.connection.execute(_ordered(gone, table))}
        now = {_same(row): row for row in self.after.rows.connection.execute(_ordered(new, table))}
        return (
            [row for key, row in was.items() if key not in now],
            [row for key, row in now.items() if key not in was],
        )


def _ordered(query: sa.Select[Any], table: sa.Table) -> sa.Select[Any]:
    if "position" in table.c:
        return query.order_by(table.c.position, table.c.id)
    return query.order_by(table.c.published, table.c.document, table.c.head, table.c.source, table.c.fan)


def _same(row: Any) -> tuple[Any, ...]:
    """By what a row is the same in two states, though it was written twice."""
    return (row.id, row.body) if hasattr(row, "body") else (row.id, row.read, row.corrected)


def _kind_of(pair: Pair[Any]) -> ChangeKind:
    if pair.before is None:
        return ChangeKind.NEW
    return ChangeKind.GONE if pair.after is None else ChangeKind.MOVED


def _claim_kind(before: ClaimRow | None, after: ClaimRow | None) -> ChangeKind | None:
    """What became of a claim; None where it was read again and says the same."""
    if before is None or after is None:
        return ChangeKind.NEW if before is None else ChangeKind.GONE
    if (before.withdrawn is None) != (after.withdrawn is None):
        return ChangeKind.RESTORED if after.withdrawn is None else ChangeKind.WITHDRAWN
    if before.claim == after.claim:
        return None
    is_corrected = before.is_corrected or after.is_corrected
    return ChangeKind.CORRECTED if is_corrected else ChangeKind.READ_AGAIN


@dataclass(frozen=True, slots=True)
class _Standing:
    """Under which of its metadata rows a document stands, and as which reading."""

    metadata: int
    reading: int | None


def _document_kind(before: _Standing | None, after: _Standing) -> ChangeKind:
    if before is None:
        return ChangeKind.NEW
    return ChangeKind.RESTATED if before.metadata != after.metadata else ChangeKind.READ_AGAIN


def _seen(state: State) -> dict[str, _Standing]:
    """How each document stands that a state shows."""
    rows = state.rows
    table, shown = schema.metadata, schema.shown
    seen = published_by(rows, state.known_by).seen
    newest = sa.select(table.c.document, sa.func.max(table.c.number).label("number")).group_by(
        table.c.document
    )
    if rows.at is not None:
        newest = newest.where(table.c.change <= rows.at)
    metadata = {row.document: row.number for row in rows.connection.execute(newest)}
    open_now = sa.select(shown.c.document, shown.c.reading).where(is_open(shown, rows.at))
    reading = {row.document: row.reading for row in rows.connection.execute(open_now)}
    return {key: _Standing(metadata[key], reading.get(key)) for key in seen}
