"""The custody log: one entry for every row of the record, each sealed over the entry before it.

An entry says what was kept (kind and subject), the digest of the row as it is stored, and in which change. Its seal is a
hash over that and over the seal before it: whoever alters, drops or swaps a row or an entry breaks the chain, or has to write
every later seal anew, which a seal noted elsewhere gives away. `custody_check` checks it.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Final

import sqlalchemy as sa
from sqlalchemy.engine import Connection

from twosource.model.capture import digest as sha256
from twosource.model.codec import canonical
from twosource.model.vocabulary import CustodyKind
from twosource.store import schema
from twosource.store.connection import Transaction

BEGINNING: Final = ""
"""What stands for the seal before the first entry."""


@dataclass(frozen=True, slots=True)
class Kept:
    """A table of the record: the kind of its entries, and the column that names what a row is of."""

    table: sa.Table
    kind: CustodyKind
    subject: str

    def rows(self) -> sa.Select[Any]:
        """Its rows in the order of their keys, without what is not sealed."""
        return _rows(self.table).order_by(*self.table.primary_key)


KEPT: Final = (
    Kept(schema.captures, CustodyKind.CAPTURE, "id"),
    Kept(schema.capture_names, CustodyKind.NAME, "capture"),
    Kept(schema.documents, CustodyKind.DOCUMENT, "id"),
    Kept(schema.bodies, CustodyKind.DOCUMENT, "document"),
    Kept(schema.metadata, CustodyKind.METADATA, "document"),
    Kept(schema.runs, CustodyKind.RUN, "id"),
    Kept(schema.gazetteers, CustodyKind.GAZETTEER, "hash"),
    Kept(schema.readings, CustodyKind.READING, "document"),
    Kept(schema.failures, CustodyKind.FAILURE, "capture"),
    Kept(schema.decisions, CustodyKind.DECISION, "id"),
    Kept(schema.erasures, CustodyKind.ERASURE, "capture"),
)
"""In the order in which rows lean on one another. The claims of a reading are part of it."""

_BY_TABLE: Final = {kept.table.name: kept for kept in KEPT}

_NOT_SEALED: Final = {("captures", "content"), ("erasures", "is_done")}
"""A capture's content is held by its id and its seal; that an erasure is done has an entry of its own."""


@dataclass(frozen=True, slots=True)
class Head:
    """The newest entry of the log: how many there are, and the seal that holds them all."""

    entries: int
    seal: str


# ---------------------------------------------------------------------- writing


def log_row(transaction: Transaction, table: sa.Table, *key: Any) -> None:
    """Log a row of the record that this transaction wrote, by its primary key; a reading after its claims."""
    kept = _BY_TABLE[table.name]
    columns = list(table.primary_key.columns)
    is_it = [column == value for column, value in zip(columns, key, strict=True)]
    row = transaction.connection.execute(_rows(table).where(*is_it)).one()._mapping
    digest = digest_of(transaction.connection, table, row)
    log_custody(transaction, kept.kind, row[kept.subject], digest)


def log_custody(transaction: Transaction, kind: CustodyKind, subject: str, digest: str) -> None:
    """Append an entry: what was kept, what it is of, and the SHA-256 of it."""
    number, before = transaction.sealed or _newest(transaction.connection)
    change = transaction.change
    entry = (number + 1, kind.value, subject, digest)
    seal = seal_of(before, entry, _moment(transaction.connection, change))
    row = dict(zip(("number", "kind", "subject", "digest"), entry, strict=True))
    transaction.connection.execute(sa.insert(schema.custody), {**row, "seal": seal, "change": change})
    transaction.sealed = (number + 1, seal)


def log_missing(transaction: Transaction) -> int:
    """Log every row of the record that has no entry yet, as a migration or a merge leaves it; how many there were."""
    logged = {
        (entry.kind, entry.subject, entry.digest)
        for entry in transaction.connection.execute(sa.select(schema.custody))
    }
    count = 0
    for kept in KEPT:
        rows = transaction.connection.execute(kept.rows()).mappings().all()
        for row in rows:
            digest = digest_of(transaction.connection, kept.table, row)
            if (kept.kind.value, row[kept.subject], digest) not in logged:
                log_custody(transaction, kept.kind, row[kept.subject], digest)
                count += 1
    return count


def head(connection: Connection) -> Head:
    """The newest entry; zero entries and no seal where nothing was ever kept."""
    return Head(*_newest(connection))


def has_seal(connection: Connection, seal: str) -> bool:
    """Whether some entry has this seal, or one that begins so."""
    column = schema.custody.c.seal
    found = sa.select(column).where(column >= seal, column < seal + "g").limit(1)
    return seal != "" and connection.execute(found).first() is not None


def _newest(connection: Connection) -> tuple[int, str]:
    table = schema.custody
    query = sa.select(table.c.number, table.c.seal).order_by(table.c.number.desc()).limit(1)
    row = connection.execute(query).one_or_none()
    return (0, BEGINNING) if row is None else (row.number, row.seal)


def _moment(connection: Connection, change: int) -> tuple[Any, ...]:
    """A change as it is sealed: with its instant, and the invocation that made it."""
    row = connection.execute(moments().where(schema.changes.c.number == change)).one()
    return tuple(row)


def moments(*columns: Any) -> sa.Select[Any]:
    """Changes as they are sealed; with columns of the log, the change of each entry after them."""
    changes, invocations = schema.changes, schema.invocations
    of_change = (changes.c.number, changes.c.at, changes.c.what, changes.c.invocation)
    of_invocation = (invocations.c.at, invocations.c.program, invocations.c.what)
    joined = changes.outerjoin(invocations, invocations.c.number == changes.c.invocation)
    if columns:
        joined = schema.custody.outerjoin(joined, changes.c.number == schema.custody.c.change)
    return sa.select(*columns, *of_change, *of_invocation).select_from(joined)


def seal_of(before: str, entry: tuple[int, str, str, str], moment: tuple[Any, ...]) -> str:
    """The seal of an entry: over the seal before it, its number, kind, subject and digest, and its change."""
    return sha256(canonical([before, *entry, *moment]).encode("utf-8"))


def _rows(table: sa.Table) -> sa.Select[Any]:
    """A table's rows, without the columns that are not sealed."""
    return sa.select(*(column for column in table.columns if (table.name, column.name) not in _NOT_SEALED))


def digest_of(connection: Connection, table: sa.Table, row: Any) -> str:
    """The SHA-256 of a row as it is stored; of a reading, with its claims in order."""
    data: dict[str, Any] = {name: _value(value) for name, value in row.items()}
    if table is schema.readings:
        claims = schema.read_claims
        query = sa.select(claims).where(claims.c.reading == row["number"]).order_by(claims.c.number)
        data["claims"] = [[claim.number, claim.id, _value(claim.body)] for claim in connection.execute(query)]
    return sha256(canonical([table.name, data]).encode("utf-8"))


def _value(value: Any) -> Any:
    return sha256(value) if isinstance(value, bytes) else value


def log_done(transaction: Transaction, number: int, capture: str) -> None:
    """Log that the erasure with this number is done."""
    log_custody(transaction, CustodyKind.ERASURE, capture, done_digest(number))


def done_digest(number: int) -> str:
    """The digest of the entry that says that an erasure is done."""
    return sha256(canonical(["done", number]).encode("utf-8"))
