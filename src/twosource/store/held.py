"""What a ledger holds of a document, in terms that mean the same in every ledger: hashes and instants, not numbers."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any

import sqlalchemy as sa
from sqlalchemy.engine import Connection

from twosource.store import schema

Key = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Instant:
    """When a row was first recorded anywhere: by an invocation of the program, or by a change that none made.

    A merge takes the invocation over with the row, so that the row keeps its instant from ledger to ledger.
    """

    at: str
    program: str
    what: str

    @property
    def order(self) -> Key:
        """What sorts instants: UTC time first."""
        return (self.at, self.program, self.what)


@dataclass(frozen=True, slots=True)
class Row:
    """A row as it is stored, what it says in any ledger (``key``), and when it was first recorded."""

    key: Key
    stored: Mapping[str, Any]
    instant: Instant

    @property
    def rank(self) -> tuple[Key, Key]:
        """The later row has the larger rank; of two of one instant the one with the larger key, in every ledger."""
        return (self.instant.order, self.key)


class Held:
    """The rows that one connection's ledger has; good only while nothing is written."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    @cached_property
    def _instants(self) -> dict[int, Instant]:
        changes, invocations = schema.changes, schema.invocations
        query = sa.select(
            changes.c.number,
            sa.func.coalesce(invocations.c.at, changes.c.at),
            sa.func.coalesce(invocations.c.program, ""),
            sa.func.coalesce(invocations.c.what, changes.c.what),
        ).select_from(changes.outerjoin(invocations, invocations.c.number == changes.c.invocation))
        return {
            number: Instant(at, program, what)
            for number, at, program, what in self._connection.execute(query)
        }

    def instant(self, change: int) -> Instant:
        """When a change was made, or, where a merge made it, when what it took over was first recorded."""
        if change not in self._instants:
            del self._instants
        return self._instants[change]

    def metadata(self, document: str) -> list[Row]:
        """The metadata of a document, oldest first: the last is what holds."""
        table = schema.metadata
        query = sa.select(table).where(table.c.document == document).order_by(table.c.number)
        return [self._row(row, (row["hash"], row["stated"])) for row in self._mappings(query)]

    def bodies(self, document: str) -> list[Row]:
        """What cleaners made of a document, oldest first."""
        table = schema.bodies
        query = sa.select(table).where(table.c.document == document).order_by(table.c.number)
        return [self._row(row, (row["hash"],)) for row in self._mappings(query)]

    def readings(self, document: str) -> list[Row]:
        """The readings of a document, oldest first."""
        query = (
            self._readings().where(schema.readings.c.document == document).order_by(schema.readings.c.number)
        )
        return [self._row(row, _reading_key(row)) for row in self._mappings(query)]

    def shown(self, document: str) -> Row | None:
        """The reading of a document that is shown, under the instant since which it is; None where none is."""
        shown = schema.shown
        query = (
            self._readings(shown.c.opened.label("since"))
            .join(shown, shown.c.reading == schema.readings.c.number)
            .where(shown.c.document == document, shown.c.closed.is_(None))
        )
        for row in self._mappings(query):
            return Row(_reading_key(row), row, self.instant(row["since"]))
        return None

    def failures(self, document: str | None) -> list[Row]:
        """Why a document could not be read, oldest first; with None, why captures gave no document."""
        table = schema.failures
        query = sa.select(table).where(table.c.document == document).order_by(table.c.number)
        names = ("name", "capture", "document", "run", "because")
        return [self._row(row, tuple(row[name] or "" for name in names)) for row in self._mappings(query)]

    def claims(self, reading: int) -> list[Mapping[str, Any]]:
        """The claims of a reading as they are stored, in order."""
        table = schema.read_claims
        return self._mappings(sa.select(table).where(table.c.reading == reading).order_by(table.c.number))

    def _readings(self, *more: Any) -> sa.Select[Any]:
        readings, bodies = schema.readings, schema.bodies
        return (
            sa.select(readings, bodies.c.hash.label("body_hash"), *more)
            .select_from(readings)
            .join(bodies, bodies.c.number == readings.c.body)
        )

    def _mappings(self, query: sa.Select[Any]) -> list[Mapping[str, Any]]:
        return [dict(row) for row in self._connection.execute(query).mappings()]

    def _row(self, row: Mapping[str, Any], key: Key) -> Row:
        return Row(key, row, self.instant(row["change"]))


def _reading_key(row: Mapping[str, Any]) -> Key:
    return (row["run"], row["metadata"], row["body_hash"])
