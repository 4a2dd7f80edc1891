"""Taking another ledger's record into this one, so that it does not matter which was merged into which.

The record is a set of rows, and both sets are kept. What holds where the two disagree is decided by what the rows say in every
ledger (decision 0016): the metadata first recorded latest is the newest, and the reading shown is the one that was made with
it, or else the one shown since the latest instant; of two with one instant, the larger key. A merge can be cut short and done
again: each document is taken over in one transaction, and what is here already is left as it is.
"""

from __future__ import annotations

import logging
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

import sqlalchemy as sa
from sqlalchemy.engine import Connection, Engine

from twosource.model.capture import digest
from twosource.model.codec import canonical, loads
from twosource.model.decision import Decision
from twosource.model.vocabulary import CustodyKind
from twosource.store import schema
from twosource.store.connection import Transaction, now_utc, reading, writing
from twosource.store.custody import Head, head, log_custody, log_row
from twosource.store.decisions import append as append_decision
from twosource.store.derive import follow_up
from twosource.store.erase import decisions_about, erase_captures
from twosource.store.full_text import add_words, words_of
from twosource.store.held import Held, Instant, Row
from twosource.store.record import insert_ignoring, show
from twosource.store.telling import Telling
from twosource.store.tombs import Erased, erasure_of, erasures

if TYPE_CHECKING:
    from twosource.store.derive import Linker

log = logging.getLogger(__name__)

Progress = Callable[[int, int], None]
"""Told after each document of the other ledger: how many are done, and of how many."""


@dataclass(frozen=True, slots=True)
class Merged:
    """What a merge took over; all zero where the ledger had it all. ``head`` is the other's newest custody entry."""

    head: Head
    captures: int = 0
    documents: int = 0
    readings: int = 0
    decisions: int = 0
    erased: int = 0
    rows: int = 0
    """All rows of the record that were added, those counted above among them."""


def merge(
    engine: Engine,
    other: Engine,
    program: str,
    linker: Linker | None = None,
    progress: Progress | None = None,
) -> Merged:
    """Take the record of the other ledger into this one; the other is only read.

    What is erased in either is erased here: words that the other erased go, and words erased here are not taken in again.
    """
    with reading(other) as theirs, theirs.begin():
        one = _Merge(engine, theirs, program, linker)
        one.erase()
        one.take_tables()
        documents = _documents(theirs)
        for number, document in enumerate(documents, start=1):
            one.take_document(document)
            if progress is not None:
                progress(number, len(documents))
        one.take_decisions()
        return one.merged


def _documents(theirs: Connection) -> list[Mapping[str, Any]]:
    """The documents of the other ledger whose words it keeps, in the order in which it came to them."""
    documents, captures = schema.documents, schema.captures
    erased = {tomb.capture for tomb in erasures(theirs) if not tomb.is_restored}
    query = (
        sa.select(documents)
        .join(captures, captures.c.id == documents.c.capture)
        .where(captures.c.content.is_not(None))
        .order_by(documents.c.number)
    )
    return [dict(row) for row in theirs.execute(query).mappings() if row["capture"] not in erased]


class _Merge:
    """One merge under way."""

    def __init__(self, engine: Engine, theirs: Connection, program: str, linker: Linker | None) -> None:
        self._engine = engine
        self._theirs = theirs
        self._their_rows = Held(theirs)
        self._program = program
        self._linker = linker
        self._is_noted = False
        self.merged = Merged(head(theirs))

    # ------------------------------------------------------------------ the log

    @contextmanager
    def _writing(self, instant: Instant) -> Iterator[Transaction]:
        """A transaction whose rows were first recorded, in either ledger, at this instant."""
        self._note()
        with writing(self._engine, "invoked") as transaction:
            invocation = _invocation(transaction, instant)
        with writing(self._engine, "merged", invocation) as transaction:
            yield transaction
            follow_up(transaction, self._linker)

    def _note(self) -> None:
        """Log, before anything is taken over, at which entry the other's custody log stood."""
        if self._is_noted:
            return
        self._is_noted = True
        table, head = schema.custody, self.merged.head
        seen = sa.select(table.c.number).where(
            table.c.subject == head.seal, table.c.kind == CustodyKind.MERGE.value
        )
        with reading(self._engine) as connection:
            if connection.execute(seen).first() is not None:
                return
        with writing(self._engine, "invoked") as transaction:
            invocation = _invocation(transaction, Instant(now_utc(), self._program, "merge"))
        with writing(self._engine, "merged", invocation) as transaction:
            said = digest(canonical([head.entries, head.seal]).encode("utf-8"))
            log_custody(transaction, CustodyKind.MERGE, head.seal, said)

    def _add(self, **counts: int) -> None:
        was = self.merged
        self.merged = replace(was, **{name: getattr(was, name) + count for name, count in counts.items()})

    # ------------------------------------------------------------------ what is taken over

    def erase(self) -> None:
        """Erase here what the other ledger erased, whether or not it is here."""
        with reading(self._engine) as connection:
            have = {tomb.is_same_as for tomb in erasures(connection)}
        new = [
            tomb for tomb in erasures(self._theirs) if not tomb.is_restored and tomb.is_same_as not in have
        ]
        if new:
            self._note()
            erased: tuple[Erased, ...] = erase_captures(self._engine, new, self._linker)
            self._add(erased=len(erased), rows=len(erased))

    def take_tables(self) -> None:
        """Take over what is of no document: runs, gazetteers, and why captures gave no document."""
        for table in (schema.runs, schema.gazetteers):
            (key,) = table.primary_key.columns
            for some in _by_change(
                self._theirs.execute(sa.select(table).order_by(table.c.change, key)).mappings()
            ):
                new = [row for row in some if not self._has(table, key, row[key.name])]
                if new:
                    with self._writing(self._their_rows.instant(new[0]["change"])) as transaction:
                        for row in new:
                            insert_ignoring(transaction, table, _bare(row))
                    self._add(rows=len(new))
        with reading(self._engine) as connection:
            have = {row.key for row in Held(connection).failures(None)}
            new_rows = [row for row in self._their_rows.failures(None) if row.key not in have]
            new_rows = [row for row in new_rows if not self._is_erased(connection, row.stored["capture"])]
        for row in new_rows:
            with self._writing(row.instant) as transaction:
                _append(transaction, schema.failures, row.stored)
            self._add(rows=1)

    def _has(self, table: sa.Table, key: sa.Column[Any], value: Any) -> bool:
        with reading(self._engine) as connection:
            return (
                connection.execute(sa.select(key).select_from(table).where(key == value)).first() is not None
            )

    def _is_erased(self, connection: Connection, capture: str) -> bool:
        return erasure_of(connection, capture) is not None

    def take_document(self, document: Mapping[str, Any]) -> None:
        """Take over all that the other ledger holds of one document, in one transaction; nothing where it is here."""
        with reading(self._engine) as connection:
            if self._is_erased(connection, document["capture"]):
                return
            plan = _Plan.of(document, self._theirs, self._their_rows, connection)
        if not plan.is_empty:
            with self._writing(plan.instant) as transaction:
                counts = plan.carry_out(transaction, self._theirs, self._their_rows)
            self._add(**counts)
        self._let_failure_stand(document["id"])

    def _let_failure_stand(self, document: str) -> None:
        """Where the latest thing known of a document is that it could not be read, let it be the newest row here too."""
        with reading(self._engine) as connection:
            mine = Held(connection)
            failures, shown = mine.failures(document), mine.shown(document)
            theirs = self._their_rows.failures(document)
            newest = max((*failures, *theirs), key=lambda row: row.rank, default=None)
            if newest is None or shown is None:
                return
            is_told = failures[-1].stored["change"] > shown.stored["since"] and failures[-1].key == newest.key
            if is_told or newest.instant.order <= shown.instant.order:
                return
        with self._writing(newest.instant) as transaction:
            _append(transaction, schema.failures, newest.stored)
        self._add(rows=1)

    def take_decisions(self) -> None:
        """Take over the decisions that are not here; none about what was erased in either ledger, since it repeats its words."""
        table = schema.decisions
        query = sa.select(table).where(table.c.body.is_not(None)).order_by(table.c.number)
        refused = self._decisions_on_erased()
        for some in _by_change(self._theirs.execute(query).mappings()):
            new = [
                row
                for row in some
                if row["id"] not in refused and not self._has(table, table.c.id, row["id"])
            ]
            if new:
                with self._writing(self._their_rows.instant(new[0]["change"])) as transaction:
                    for row in new:
                        append_decision(transaction, loads(Decision, row["body"]))
                self._add(decisions=len(new), rows=len(new))

    def _decisions_on_erased(self) -> set[str]:
        """The other's decisions that tell of documents whose words were erased here."""
        with reading(self._engine) as connection:
            gone = sorted(
                {key for tomb in erasures(connection) if not tomb.is_restored for key in tomb.documents}
            )
        if not gone:
            return set()
        return decisions_about(self._theirs, gone, Telling.of(self._theirs, gone))


@dataclass(frozen=True, slots=True)
class _Plan:
    """What is to be taken over of one document, and what is to hold of it."""

    document: Mapping[str, Any]
    has_capture: bool
    has_document: bool
    names: tuple[Mapping[str, Any], ...]
    bodies: tuple[Row, ...]
    metadata: tuple[Row, ...]
    """Metadata rows to append, in order: the last of them holds."""
    readings: tuple[Row, ...]
    failures: tuple[Row, ...]
    show: Row | None
    """The reading to show from now on; None where the one that is shown stays, or there is none."""
    instant: Instant
    """When what is taken over was first recorded: the reading to show, else the metadata that holds."""

    @property
    def is_empty(self) -> bool:
        """Whether there is nothing to do."""
        parts = (self.names, self.bodies, self.metadata, self.readings, self.failures)
        return self.has_document and not any(parts) and self.show is None

    @classmethod
    def of(cls, document: Mapping[str, Any], theirs: Connection, held: Held, mine: Connection) -> _Plan:
        """What there is to do for a document of theirs."""
        key, ours = document["id"], Held(mine)
        names, captures = schema.capture_names, schema.captures
        of_capture = sa.select(names).where(names.c.capture == document["capture"])
        have_names = {(row.name, row.address) for row in mine.execute(of_capture)}
        has_capture = mine.execute(
            sa.select(captures.c.id).where(captures.c.id == document["capture"])
        ).first()
        has_document = mine.execute(
            sa.select(schema.documents.c.id).where(schema.documents.c.id == key)
        ).first()
        new_names = [
            row
            for row in theirs.execute(of_capture).mappings()
            if (row["name"], row["address"]) not in have_names
        ]
        metadata, newest = _metadata(ours.metadata(key), held.metadata(key))
        readings = _missing(ours.readings(key), held.readings(key))
        was_shown = ours.shown(key)
        shown = _shown([row for row in (was_shown, held.shown(key)) if row is not None], newest)
        failures = _missing(ours.failures(key), held.failures(key))
        bodies = _missing(ours.bodies(key), held.bodies(key))
        if shown is None:
            # Of a document that nobody read the newest body is shown, and no row can be appended twice.
            latest = max((row.rank for row in ours.bodies(key)), default=None)
            bodies = [row for row in bodies if latest is None or row.rank > latest]
        # An older failure that is appended now must not look newer than the reading that stays.
        is_stale = was_shown is None or (shown is not None and shown.key != was_shown.key) or bool(failures)
        to_show = shown if is_stale else None
        return cls(
            document=document,
            has_capture=has_capture is not None,
            has_document=has_document is not None,
            names=tuple(dict(row) for row in new_names),
            bodies=tuple(bodies),
            metadata=tuple(metadata),
            readings=tuple(readings),
            failures=tuple(failures),
            show=to_show,
            instant=(to_show or newest).instant,
        )

    def carry_out(self, transaction: Transaction, theirs: Connection, held: Held) -> dict[str, int]:
        """Append it all, and let hold what is to hold; how many rows of which kinds."""
        key = self.document["id"]
        if not self.has_capture:
            self._capture(transaction, theirs)
        for name in self.names:
            insert_ignoring(transaction, schema.capture_names, _bare(name))
        if not self.has_document:
            _append(transaction, schema.documents, self.document)
        for table, rows in ((schema.bodies, self.bodies), (schema.metadata, self.metadata)):
            for row in rows:
                _append(transaction, table, row.stored)
        for row in self.readings:
            _append_reading(transaction, row, held)
        for row in self.failures:
            _append(transaction, schema.failures, row.stored)
        if self.show is not None:
            _show(transaction, key, self.show)
        if self.metadata or self.show is not None:
            transaction.touched.add(key)
        new_words = [
            words
            for words in words_of(transaction.connection, [key])
            if not _is_found(transaction, words.table, words.number)
        ]
        add_words(transaction.connection, new_words)
        captures, documents = int(not self.has_capture), int(not self.has_document)
        parts = (self.names, self.bodies, self.metadata, self.readings, self.failures)
        return {
            "captures": captures,
            "documents": documents,
            "readings": len(self.readings),
            "rows": captures + documents + sum(map(len, parts)),
        }

    def _capture(self, transaction: Transaction, theirs: Connection) -> None:
        table = schema.captures
        row = theirs.execute(sa.select(table).where(table.c.id == self.document["capture"])).mappings().one()
        transaction.connection.execute(sa.insert(table), {**row, "change": transaction.change})
        log_row(transaction, table, row["id"])


def _invocation(transaction: Transaction, instant: Instant) -> int:
    """The number of the invocation of that instant, taken over where it is not here."""
    table = schema.invocations
    row = {"at": instant.at, "program": instant.program, "what": instant.what}
    number = transaction.one(
        sa.select(sa.func.min(table.c.number)).where(*(table.c[name] == row[name] for name in row))
    )
    return int(number) if number is not None else transaction.add(table, row)


def _by_change(rows: Iterable[Any]) -> list[list[Any]]:
    """Rows in the order given, those of one change together."""
    out: dict[int, list[Any]] = {}
    for row in rows:
        out.setdefault(row["change"], []).append(row)
    return list(out.values())


def _bare(row: Mapping[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in row.items() if name not in ("number", "change")}


def _append(transaction: Transaction, table: sa.Table, row: Mapping[str, Any]) -> int:
    """Append a row of the other ledger under a number and a change of this one."""
    number = transaction.add(table, {**_bare(row), "change": transaction.change})
    log_row(transaction, table, number)
    return number


def _append_reading(transaction: Transaction, row: Row, held: Held) -> None:
    bodies, readings = schema.bodies, schema.readings
    body_hash = row.key[2]
    body = transaction.one(
        sa.select(bodies.c.number).where(
            bodies.c.document == row.stored["document"], bodies.c.hash == body_hash
        )
    )
    stored = {name: value for name, value in _bare(row.stored).items() if name in readings.c}
    number = transaction.add(readings, {**stored, "body": body, "change": transaction.change})
    claims = [
        {"id": claim["id"], "reading": number, "body": claim["body"]}
        for claim in held.claims(row.stored["number"])
    ]
    transaction.add_all(schema.read_claims, claims)
    log_row(transaction, readings, number)


def _show(transaction: Transaction, document: str, wanted: Row) -> None:
    """Show the reading of that key, opened anew where it is shown already."""
    mine = Held(transaction.connection)
    number = next(row.stored["number"] for row in mine.readings(document) if row.key == wanted.key)
    table = schema.shown
    is_open = sa.and_(table.c.document == document, table.c.closed.is_(None))
    transaction.connection.execute(sa.update(table).where(is_open).values(closed=transaction.change))
    show(transaction, document, number)


def _is_found(transaction: Transaction, table: str, number: int) -> bool:
    """Whether a row is in a full-text table already."""
    found = transaction.connection.exec_driver_sql(f"SELECT 1 FROM {table}_docsize WHERE id = ?", (number,))
    return found.first() is not None


def _missing(ours: Iterable[Row], theirs: Iterable[Row]) -> list[Row]:
    """The rows of theirs that are not here, each once, in their order."""
    have = {row.key for row in ours}
    out: dict[tuple[str, ...], Row] = {}
    for row in theirs:
        if row.key not in have:
            out.setdefault(row.key, row)
    return list(out.values())


def _metadata(ours: list[Row], theirs: list[Row]) -> tuple[list[Row], Row]:
    """The metadata to append, and the one that is to hold: of the two that hold now, the one recorded later."""
    newest = max([*ours[-1:], *theirs[-1:]], key=lambda row: row.rank)
    new = _missing(ours, theirs)
    last = new[-1] if new else ours[-1]
    return ([*new, newest] if last.key != newest.key else new), newest


def _shown(candidates: list[Row], newest: Row) -> Row | None:
    """The reading to show: one that was made with the metadata that holds, else the one shown since the latest instant."""
    return max(candidates, key=lambda row: (row.key[1] == newest.key[0], row.rank), default=None)
