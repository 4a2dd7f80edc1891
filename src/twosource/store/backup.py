"""Copies of a ledger that the tool makes beside it, and the ledger's own list of them."""

from __future__ import annotations

import os
import sqlite3
from pathlib import Path

import sqlalchemy as sa

from twosource.errors import StorageError
from twosource.store import schema
from twosource.store.connection import Transaction

ENDING = ".bak"
UNFINISHED = ".part"


def back_up(path: Path, version: str) -> Path:
    """A whole copy of the ledger at ``path`` beside it, under a name that nothing had; StorageError where it cannot
    be made.

    Called by whoever holds the ledger's write lock: the copy is of the state that the lock protects. A copy is
    given its name when it is whole, and what a killed process left unfinished is taken away.
    """
    for left in _named(path, version, UNFINISHED):
        left.unlink()
    copy = _free(path, version)
    part = copy.with_name(copy.name + UNFINISHED)
    try:
        # Who may not read the ledger may not read its copy either.
        os.close(os.open(part, os.O_CREAT | os.O_EXCL | os.O_RDWR, path.stat().st_mode & 0o777))
        source, target = sqlite3.connect(path), sqlite3.connect(part)
        try:
            source.backup(target)
        finally:
            target.close()
            source.close()
        part.rename(copy)
    except (OSError, sqlite3.Error) as error:
        part.unlink(missing_ok=True)
        raise StorageError(
            f"{path} is of an older schema ({version}) and is raised only after a backup, which cannot be"
            f" written beside it: {error}"
        ) from error
    return copy


def note_backups(transaction: Transaction, path: Path, version: str) -> None:
    """List every copy of that schema beside the ledger, also those of a process that was killed before it could.

    A copy is listed by its bare name: it lies in the ledger's folder, wherever that is moved.
    """
    table = schema.backups
    listed = set(transaction.connection.execute(sa.select(table.c.path)).scalars())
    for copy in _named(path, version, ENDING):
        if copy.name not in listed:
            transaction.add(table, {"path": copy.name, "change": transaction.change})


def _free(path: Path, version: str) -> Path:
    """``NAME.VERSION.bak``, or the first numbered one that is free."""
    number = 1
    copy = path.with_name(f"{path.name}.{version}{ENDING}")
    while copy.exists():
        number += 1
        copy = path.with_name(f"{path.name}.{version}.{number}{ENDING}")
    return copy


def _named(path: Path, version: str, ending: str) -> list[Path]:
    """The files beside the ledger that `back_up` named, finished or not, sorted."""
    start = f"{path.name}.{version}."
    found = (each for each in path.parent.iterdir() if each.name.startswith(start))
    return sorted(each for each in found if each.name.endswith(ending) and each.is_file())
