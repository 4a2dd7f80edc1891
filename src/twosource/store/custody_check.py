"""Checking the custody log: its chain, its changes, and its entries against the rows they are of."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Iterator
from typing import Any, Final

import sqlalchemy as sa
from sqlalchemy.engine import Connection

from twosource.model.vocabulary import CustodyKind
from twosource.store import schema
from twosource.store.base import Finding
from twosource.store.custody import BEGINNING, KEPT, Kept, digest_of, done_digest, moments, seal_of

_STAY: Final = (schema.captures, schema.documents, schema.runs, schema.gazetteers, schema.erasures)
"""Tables whose rows an erasure leaves."""


def check_custody(connection: Connection) -> Iterator[Finding]:
    """What does not hold of the log; nothing where all does."""
    yield from _check_chain(connection)
    yield from _check_changes(connection)
    yield from _Rows(connection).check()


def _check_chain(connection: Connection) -> Iterator[Finding]:
    table = schema.custody
    own = (table.c.number, table.c.kind, table.c.subject, table.c.digest, table.c.seal, table.c.change)
    # Labels, since changes and invocations have columns of the same names.
    query = moments(*(column.label(f"entry_{column.name}") for column in own)).order_by(table.c.number)
    before, last, newest_change = BEGINNING, 0, 0
    for row in connection.execute(query):
        number, kind, subject, digest, seal, change, *moment = row
        if number != last + 1:
            yield _of_log(f"{_numbered(last + 1, number - 1)} missing")
        elif seal_of(before, (number, kind, subject, digest), tuple(moment)) != seal:
            yield _of_log(
                f"entry {number} ({kind} {subject}) or its change was altered: its seal does not hold"
            )
        elif change < newest_change:
            yield _of_log(
                f"entry {number} ({kind} {subject}) is of an earlier change than the entry before it"
            )
        else:
            newest_change = change
        before, last = seal, number


def _numbered(first: int, last: int) -> str:
    return f"entry {first} is" if first == last else f"entries {first} to {last} are"


def _check_changes(connection: Connection) -> Iterator[Finding]:
    changes = schema.changes
    expected = 1
    for number in connection.execute(sa.select(changes.c.number).order_by(changes.c.number)).scalars():
        if number != expected:
            yield _of_log(f"changes {expected} to {number - 1} are missing")
        expected = number + 1


def _of_log(because: str) -> Finding:
    return Finding("", "custody", because)


class _Rows:
    """The rows of the record against their entries."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection
        self._open: dict[tuple[str, str, str], list[int]] = defaultdict(list)
        """Numbers of entries that no row was found for yet, by kind, subject and digest."""
        for entry in connection.execute(sa.select(schema.custody).order_by(schema.custody.c.number)):
            if entry.kind != CustodyKind.MERGE:
                self._open[entry.kind, entry.subject, entry.digest].append(entry.number)
        self._tombs = self._find_tombs()

    def _find_tombs(self) -> dict[str, int]:
        """The entry of the newest erasure of each capture, document and decision."""
        out: dict[str, int] = {}
        rows = self._connection.execute(KEPT[-1].rows()).mappings()
        for row in rows:
            digest = digest_of(self._connection, schema.erasures, row)
            numbers = self._open.get((CustodyKind.ERASURE.value, row["capture"], digest))
            if numbers:  # an erasure without an entry excuses nothing
                decisions = json.loads(row["body"]).get("decisions", ())
                subjects = (row["capture"], *json.loads(row["documents"]), *decisions)
                out |= dict.fromkeys(subjects, numbers[-1])
        return out

    def check(self) -> Iterator[Finding]:
        """Rows without an entry, entries without a row, erasures that are not what they say."""
        alone: dict[tuple[str, str], list[str]] = defaultdict(list)
        for kept in KEPT:
            for row in self._connection.execute(kept.rows()).mappings():
                subject = row[kept.subject]
                numbers = self._open.get(
                    (kept.kind.value, subject, digest_of(self._connection, kept.table, row))
                )
                if numbers:
                    was_erased = numbers.pop() < self._erased_at(subject) and kept.table not in _STAY
                    if was_erased:
                        yield self._of(subject, f"{_row_name(kept, row)} was erased, and is there again")
                elif not self._is_blanked(kept, row):
                    alone[kept.kind.value, subject].append(_row_name(kept, row))
        yield from self._check_done()
        yield from self._left(alone)
        yield from self._gone()

    def _erased_at(self, subject: str) -> int:
        """The entry of the erasure of a subject: its earlier entries have no rows any more. 0 where there is none."""
        return self._tombs.get(subject, 0)

    def _is_blanked(self, kept: Kept, row: Any) -> bool:
        """Whether a row is a decision whose words an erasure took."""
        return kept.table is schema.decisions and row["body"] is None and row["id"] in self._tombs

    def _check_done(self) -> Iterator[Finding]:
        """Erasures that are marked as done though the log does not say so."""
        table = schema.erasures
        for row in self._connection.execute(
            sa.select(table.c.number, table.c.capture).where(table.c.is_done)
        ):
            numbers = self._open.get((CustodyKind.ERASURE.value, row.capture, done_digest(row.number)))
            if numbers:
                numbers.pop()
            else:
                yield self._of(
                    row.capture, f"erasure {row.number} is marked as done, and the log does not say so"
                )

    def _left(self, alone: dict[tuple[str, str], list[str]]) -> Iterator[Finding]:
        """What is wrong with each kind and subject whose rows and entries do not meet."""
        missing: dict[tuple[str, str], list[int]] = defaultdict(list)
        for (kind, subject, _), numbers in self._open.items():
            for number in numbers:
                if number >= self._erased_at(subject) or kind == CustodyKind.ERASURE:
                    missing[kind, subject].append(number)
        for kind, subject in sorted(alone.keys() | missing.keys()):
            rows, entries = alone[kind, subject], missing[kind, subject]
            for name in rows:
                told = (
                    "was altered: it is not what was logged" if entries else "has no entry in the custody log"
                )
                yield self._of(subject, f"{name} {told}")
            if not rows:
                for number in entries:
                    yield self._of(subject, _not_there(kind, subject, number))

    def _gone(self) -> Iterator[Finding]:
        """Erased captures and documents whose own row is gone: their ids have to stay."""
        logged = {(kind, subject) for kind, subject, _ in self._open}
        for subject, tomb in sorted(self._tombs.items()):
            for kind, table in (
                (CustodyKind.CAPTURE, schema.captures),
                (CustodyKind.DOCUMENT, schema.documents),
            ):
                has_row = sa.select(table.c.id).where(table.c.id == subject)
                if (kind.value, subject) in logged and self._connection.execute(has_row).first() is None:
                    yield self._of(
                        subject, f"{kind} {subject} was erased (entry {tomb}), and its id is gone too"
                    )

    def _of(self, subject: str, because: str) -> Finding:
        """A finding under the capture concerned: the subject's own where the subject is a document."""
        documents, names = schema.documents, schema.capture_names
        of = self._connection.execute(
            sa.select(documents.c.capture).where(documents.c.id == subject)
        ).scalar()
        capture = of or subject
        query = sa.select(sa.func.min(names.c.name)).where(names.c.capture == capture)
        name = self._connection.execute(query).scalar() or "custody"
        return Finding(capture, name, because, subject if of else None)


def _row_name(kept: Kept, row: Any) -> str:
    key = ", ".join(str(row[column.name]) for column in kept.table.primary_key)
    return f"row {key} of {kept.table.name}"


def _not_there(kind: str, subject: str, number: int) -> str:
    if kind == CustodyKind.ERASURE:
        return f"the erasure of {subject} is not marked as the custody log says (entry {number})"
    return f"the {kind} that entry {number} of the custody log is of ({subject}) is missing"
