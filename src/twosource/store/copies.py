"""Copies of a ledger outside its tables: the backups that the tool made, the log of writes, a left journal."""

from __future__ import annotations

import contextlib
import os
import sqlite3
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

import sqlalchemy as sa
from sqlalchemy.engine import Connection, Engine

from twosource.errors import StorageError
from twosource.store import schema

_BESIDE: Final = ("", "-wal", "-shm", "-journal")
"""Endings of the files that SQLite keeps of one database."""

_BLOCK: Final = 1 << 20


@dataclass(frozen=True, slots=True)
class Copies:
    """The backups of a ledger that hold a capture, and those of its list that nothing can be said of."""

    holding: tuple[str, ...]
    not_reached: tuple[str, ...]


def path_of(engine: Engine) -> Path:
    """The file of a ledger."""
    return Path(engine.url.database or "")


def find_copies(connection: Connection, path: Path, captures: Iterable[str]) -> Copies:
    """Where else the words of these captures are, as far as the tool's own backups go."""
    wanted = list(captures)
    holding, not_reached = [], []
    for name in _backups(connection, path):
        try:
            if _holds(path.parent / name, wanted):
                holding.append(name)
        except (OSError, sqlite3.Error):
            not_reached.append(name)
    return Copies(tuple(holding), tuple(not_reached))


def delete_copies(connection: Connection, path: Path, captures: Iterable[str]) -> None:
    """Overwrite and delete every backup that holds one of these captures; StorageError where one cannot be."""
    for name in find_copies(connection, path, captures).holding:
        try:
            for ending in _BESIDE:
                _wipe(path.parent / f"{name}{ending}")
        except OSError as error:
            raise StorageError(
                f"the backup {name} holds what was erased, and cannot be deleted: {error}"
            ) from error


def _backups(connection: Connection, path: Path) -> list[str]:
    """The backups that are listed, and those beside the ledger that a killed process had no time to list."""
    listed = connection.execute(sa.select(schema.backups.c.path)).scalars().all()
    beside = (each.name for each in path.parent.iterdir() if each.name.startswith(f"{path.name}."))
    return sorted({*listed, *(name for name in beside if name.endswith((".bak", ".bak.part")))})


def _holds(path: Path, captures: list[str]) -> bool:
    """Whether a backup has the bytes of one of these captures; OSError or sqlite3.Error where it cannot be read."""
    if not path.exists():
        raise FileNotFoundError(path)
    with contextlib.closing(
        sqlite3.connect(f"{path.absolute().as_uri()}?mode=ro&immutable=1", uri=True)
    ) as copy:
        query = "SELECT 1 FROM captures WHERE id = ? AND content IS NOT NULL"
        return any(copy.execute(query, (capture,)).fetchone() is not None for capture in captures)


def _wipe(path: Path) -> None:
    """Overwrite a file and delete it: deleting alone leaves its blocks for whoever reads the disk."""
    if not path.exists():
        return
    with path.open("r+b") as file:
        left = path.stat().st_size
        while left > 0:
            left -= file.write(bytes(min(left, _BLOCK)))
        file.flush()
        os.fsync(file.fileno())
    path.unlink()


def compact(engine: Engine) -> None:
    """Write the file anew without what was deleted, and empty its log; StorageError while another program reads it."""
    raw = engine.raw_connection()
    cursor = raw.cursor()
    try:
        cursor.execute("PRAGMA secure_delete = ON")
        cursor.execute("PRAGMA temp_store = FILE")  # what is left may not fit in memory, and may be on disk
        # Once before, so that deleted pages are wiped where they lie, and once after, when they are cut off.
        _empty_log(cursor)
        cursor.execute("VACUUM")
        _empty_log(cursor)
    except sqlite3.Error as error:
        raise StorageError(f"the ledger cannot be written anew without what was erased: {error}") from error
    finally:
        cursor.execute("PRAGMA temp_store = MEMORY")
        raw.close()
    try:
        # In this journal mode nothing writes a rollback journal; one that lies here is of another time.
        _wipe(Path(f"{path_of(engine)}-journal"))
    except OSError as error:
        raise StorageError(f"a journal beside the ledger cannot be deleted: {error}") from error


def _empty_log(cursor: Any) -> None:
    busy, *_ = cursor.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()
    if busy:
        raise StorageError(
            "another program has the ledger open, and its log still holds what was erased: close it;"
            " the erasure is finished when the ledger is next opened"
        )
