"""Opening the file: what it must be, how it is tuned, and one way to write to it."""

from __future__ import annotations

import os
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import UTC, datetime
from functools import cache
from pathlib import Path
from typing import Any, Final
from urllib.parse import quote

import sqlalchemy as sa
from sqlalchemy.engine import Connection, Engine
from sqlalchemy.exc import DatabaseError, DBAPIError, SQLAlchemyError

from twosource.errors import LedgerError, StorageError
from twosource.model.codec import canonical
from twosource.store import schema
from twosource.store.packing import packed_text, unpacked_json

WAIT_S: Final = 30
"""How long a writer waits for another before it gives up."""


def connect(path: Path, *, create: bool, wait_s: int = WAIT_S) -> Engine:
    """An engine on the ledger at ``path``; LedgerError where there is none, or what is there is no ledger
    we know.

    A file that cannot be written, or that lies in such a folder, is opened to be read; StorageError where it has to be
    written first. A writer waits ``wait_s`` seconds for another.
    """
    if not create and not path.exists():
        raise LedgerError(f"no ledger at {path}: read something into it first")
    if create and not path.parent.is_dir():
        raise LedgerError(f"no ledger at {path}: the folder {path.parent} does not exist")
    engine = _engine(path, wait_s)
    try:
        _prepare(engine, path, create=create)
    except LedgerError:
        engine.dispose()
        raise
    except DatabaseError as error:
        engine.dispose()
        if _is_trouble(error):
            raise storage_error(engine, error) from error
        raise LedgerError(f"{path} is not a ledger or cannot be opened: {error.orig}") from error
    return engine


@contextmanager
def other_ledger(engine: Engine, path: Path) -> Iterator[Engine]:
    """An engine that only reads the ledger at ``path``, beside the one that is open; LedgerError where it is the same one, or
    of another schema: it is never raised from here."""
    options = engine.get_execution_options()
    if not path.exists():
        raise LedgerError(f"no ledger at {path}")
    if path.samefile(options["path"]):
        raise LedgerError(f"{path} is the ledger that is open: name another one")
    other = _engine(path, options["wait_s"])
    sa.event.listen(other, "connect", _forbid_writing)
    try:
        with reading(other) as connection:
            version = _version(connection, path)
        if version is None:
            raise LedgerError(f"{path} is empty: there is nothing in it to merge")
        _refuse_newer(version, path)
        if version < schema.VERSION:
            raise LedgerError(
                f"{path} is of an older schema ({version}, this Twosource writes {schema.VERSION}): open it once by itself, which"
                f" raises it after a backup (twosource documents --ledger {path}), or a copy of it, and merge that"
            )
        yield other
    finally:
        other.dispose()


def _forbid_writing(dbapi: Any, _record: Any) -> None:
    dbapi.execute("PRAGMA query_only = ON")


def is_read_only(engine: Engine) -> bool:
    """Whether the ledger was opened only to be read, because its file or folder cannot be written."""
    return bool(engine.get_execution_options()["read_only"])


def storage_error(engine: Engine, error: SQLAlchemyError) -> StorageError:
    """What keeps the file from being read or written, in a sentence."""
    options = engine.get_execution_options()
    path, code = options["path"], _code(error)
    if code.startswith(("SQLITE_BUSY", "SQLITE_LOCKED")):
        because = (
            f"another process is writing to {path}, and {options['wait_s']} s were not enough for it to end"
        )
    elif code.startswith(("SQLITE_READONLY", "SQLITE_CANTOPEN", "SQLITE_PERM")):
        because = f"{path} cannot be written: the file or its folder is read-only"
        if options["read_only"] and _has_journal(path):
            because = (
                f"{path} is read-only and has a journal ({path}-wal) that was never taken into it: copy both to a"
                " folder that can be written"
            )
    elif code == "SQLITE_FULL":
        because = f"{path} cannot be written: the disk is full"
    elif code.startswith("SQLITE_IOERR"):
        because = f"{path} cannot be read or written (disk full, or a limit on the size of files?): {code}"
    else:
        because = f"{path} cannot be read or written: {_reason(error)}"
    return StorageError(because)


def _is_trouble(error: SQLAlchemyError) -> bool:
    """Whether an error is of the file's surroundings, and not of what the file is."""
    return not _code(error).startswith(("SQLITE_NOTADB", "SQLITE_CORRUPT", "SQLITE_ERROR"))


def _code(error: SQLAlchemyError) -> str:
    """SQLite's name of an error, empty for one that is not its own."""
    return str(getattr(getattr(error, "orig", None), "sqlite_errorname", ""))


def _reason(error: SQLAlchemyError) -> str:
    return str(error.orig if isinstance(error, DBAPIError) else error)


def _has_journal(path: str | Path) -> bool:
    """Whether what was committed last may stand in the journal alone."""
    journal = Path(f"{path}-wal")
    return journal.exists() and journal.stat().st_size > 0


def _engine(path: Path, wait_s: int) -> Engine:
    read_only = path.exists() and not (os.access(path, os.W_OK) and os.access(path.parent, os.W_OK))
    url = sa.URL.create("sqlite", database=str(path))
    if read_only:
        # Without a folder to put its journal in, SQLite opens the file only if told that nobody writes to it;
        # then it passes over a journal that is there.
        how = {"mode": "ro", "uri": "true"} | ({} if _has_journal(path) else {"immutable": "1"})
        url = sa.URL.create("sqlite", database=f"file:{quote(str(path))}", query=how)
    engine = sa.create_engine(
        url,
        connect_args={"timeout": wait_s},
        hide_parameters=True,
        execution_options={"path": str(path), "wait_s": wait_s, "read_only": read_only},
    )

    @sa.event.listens_for(engine, "connect")
    def _tune(dbapi: Any, _record: Any) -> None:
        # The driver would begin a transaction only at the first change and read outside it.
        dbapi.isolation_level = None
        cursor = dbapi.cursor()
        # What SQLite sorts or sets aside stays in memory: a temporary file would keep words that are erased later.
        for pragma in (
            "foreign_keys = ON",
            "synchronous = NORMAL",
            "cache_size = -65536",
            "temp_store = MEMORY",
        ):
            cursor.execute(f"PRAGMA {pragma}")
        cursor.close()

    @sa.event.listens_for(engine, "begin")
    def _begin(connection: Connection) -> None:
        # A writer takes its lock at once, so that it never reads a state that another then changes.
        writes = connection.get_execution_options().get("writes", False)
        connection.exec_driver_sql("BEGIN IMMEDIATE" if writes else "BEGIN")

    return engine


def _prepare(engine: Engine, path: Path, *, create: bool) -> None:
    """Check the schema; make it in an empty file, raise it where it is older."""
    with engine.connect() as connection:
        version = _version(connection, path)
    if version is None:
        if not create:
            raise LedgerError(f"{path} is empty: read something into it first")
        _make(engine)
        return
    _refuse_newer(version, path)
    if version < schema.VERSION and is_read_only(engine):
        raise StorageError(
            f"{path} is of an older schema ({version}, this Twosource writes {schema.VERSION}) and is read-only: copy it to"
            " a folder that can be written, and open the copy"
        )
    elif version < schema.VERSION:
        from twosource.store.migrate import (
            upgrade,
        )  # Alembic is loaded only where there is something to raise

        upgrade(engine)


def _refuse_newer(version: str, path: Path) -> None:
    if version > schema.VERSION:
        raise LedgerError(
            f"{path} was written by a newer Twosource (ledger schema {version}, this one knows"
            f" {schema.VERSION}): update Twosource to open it"
        )


def _version(connection: Connection, path: Path) -> str | None:
    """The schema of the file, None where it is empty."""
    names = set(connection.exec_driver_sql("SELECT name FROM sqlite_master").scalars())
    if not names:
        return None
    marked = connection.exec_driver_sql("PRAGMA application_id").scalar()
    if marked != schema.APPLICATION_ID or "alembic_version" not in names:
        raise LedgerError(f"{path} is a database, but not a ledger of Twosource")
    version = connection.exec_driver_sql("SELECT version_num FROM alembic_version").scalar()
    return str(version)


def _make(engine: Engine) -> None:
    raw = engine.raw_connection()
    try:
        raw.cursor().execute("PRAGMA journal_mode = WAL")  # not inside a transaction
    finally:
        raw.close()
    with engine.execution_options(writes=True).begin() as connection:
        # Another process may have made it while we waited for the lock.
        if connection.exec_driver_sql("SELECT count(*) FROM sqlite_master").scalar() == 0:
            schema.create(connection)


class Transaction:
    """One transaction that writes. Its change number is taken when the first row needs one, so that a retry
    adds none."""

    def __init__(
        self, connection: Connection, what: str, invocation: int | None, change: int | None = None
    ) -> None:
        """``change`` is the number of a change that is there already, None for a new one."""
        self.connection = connection
        self._what = what
        self._invocation = invocation
        self._change = change
        self.sealed: tuple[int, str] | None = None
        """The number and seal of the newest custody entry, once this transaction has written one."""
        self.touched: set[str] = set()
        """The documents of which what counts was changed: their claims are to be derived anew."""

    @property
    def change(self) -> int:
        """The number of this change."""
        if self._change is None:
            row = {"at": now_utc(), "what": self._what, "invocation": self._invocation}
            self._change = self.add(schema.changes, row)
        return self._change

    @property
    def has_changed(self) -> bool:
        """Whether anything was written."""
        return self._change is not None

    def add(self, table: sa.Table, row: dict[str, Any]) -> int:
        """Append a row; its number."""
        key = self.connection.execute(table.insert(), row).inserted_primary_key
        assert key is not None
        number: int = key[0]
        return number

    def add_all(self, table: sa.Table, rows: Sequence[dict[str, Any]]) -> range:
        """Append rows to a table whose key is a number; their numbers, in order."""
        key = table.c.number
        first = (self.one(_largest(key)) or 0) + 1
        numbers = range(first, first + len(rows))
        if rows:
            numbered = [{**row, "number": number} for number, row in zip(numbers, rows, strict=True)]
            self.connection.execute(sa.insert(table), numbered)
        return numbers

    def one(self, query: sa.Select[Any]) -> Any:
        """The first value of the first row, None where there is no row."""
        return self.connection.execute(query).scalar()


@cache
def _largest(key: sa.Column[int]) -> sa.Select[Any]:
    return sa.select(sa.func.max(key))


@contextmanager
def writing(engine: Engine, what: str, invocation: int | None = None) -> Iterator[Transaction]:
    """A transaction that writes: all of it, or nothing."""
    try:
        with engine.execution_options(writes=True).begin() as connection:
            yield Transaction(connection, what, invocation)
    except SQLAlchemyError as error:
        if _is_trouble(error):
            raise storage_error(engine, error) from error
        raise LedgerError(f"the ledger cannot be written: {_reason(error)}") from error


@contextmanager
def reading(engine: Engine) -> Iterator[Connection]:
    """A connection that reads one state of the ledger; LedgerError where the file does not let it."""
    try:
        with engine.connect() as connection:
            yield connection
    except SQLAlchemyError as error:
        if _is_trouble(error):
            raise storage_error(engine, error) from error
        raise LedgerError(f"the ledger {engine.url.database} cannot be read: {_reason(error)}") from error


def newest_change(connection: Connection) -> int:
    """The number of the newest change; 0 where nothing was ever recorded."""
    number: int | None = connection.execute(sa.select(sa.func.max(schema.changes.c.number))).scalar()
    return number or 0


def now_utc() -> str:
    """The present instant; only `changes` and `invocations` ever hold it."""
    return datetime.now(UTC).isoformat(timespec="milliseconds").replace("+00:00", "Z")


def packed(data: Any) -> bytes:
    """JSON data, compressed."""
    return packed_text(canonical(data))


def unpacked(blob: bytes) -> Any:
    """The JSON data of a compressed blob; LedgerError where it is damaged."""
    return unpacked_json(blob)
