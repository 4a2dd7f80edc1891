"""Looking for words in every file of a ledger: raw, unpacked, and as the full-text index holds them."""

from __future__ import annotations

import contextlib
import sqlite3
import zlib
from collections.abc import Iterable, Iterator
from pathlib import Path

from twosource.errors import LedgerError
from twosource.store.packing import unpacked_text

WINDOW = 6
"""A term may be stored without a beginning that it shares with the one before it: parts of words are looked for."""


def windows(words: Iterable[str], window: int | None = WINDOW) -> set[bytes]:
    """Every run of so many letters of the words, or the words, in the encodings in which SQLite could hold them."""
    parts = {
        word[start : start + (window or len(word))].casefold()
        for word in words
        for start in range(len(word) - (window or len(word)) + 1)
    }
    return {part.encode(encoding) for part in parts for encoding in ("utf-8", "utf-16-le", "utf-16-be")}


def blobs_of(path: Path) -> set[bytes]:
    """A piece of every compressed value of a ledger that no other has: what is packed hides its words."""
    out = set()
    for _, value in values(path):
        if isinstance(value, bytes) and len(value) > 48:
            out.add(value[16:48])
    return out


def values(path: Path) -> Iterator[tuple[str, object]]:
    """Every value of every table, shadow tables of the full-text index and the index's terms included."""
    with contextlib.closing(sqlite3.connect(path)) as connection:
        tables = connection.execute("SELECT name, sql FROM sqlite_master WHERE type = 'table'").fetchall()
        for name, sql in tables:
            if "fts5(" in (sql or ""):
                yield from terms(connection, name)
                continue
            for row in connection.execute(f'SELECT * FROM "{name}"'):
                yield from ((name, value) for value in row)


def terms(connection: sqlite3.Connection, name: str) -> Iterator[tuple[str, object]]:
    """The terms of a full-text table, decoded from its segments."""
    connection.execute(f"CREATE VIRTUAL TABLE temp.terms_of_{name} USING fts5vocab(main, {name}, 'instance')")
    for (term,) in connection.execute(f"SELECT DISTINCT term FROM temp.terms_of_{name}"):
        yield (name, term)


def plain(value: object) -> bytes:
    """A value as text in bytes, unpacked where it is packed."""
    if isinstance(value, bytes):
        with contextlib.suppress(LedgerError):
            return unpacked_text(value).encode("utf-8")
        with contextlib.suppress(zlib.error):  # a capture need not be text
            return zlib.decompress(value)
        with contextlib.suppress(LedgerError):  # packed with words given beforehand
            return unpacked_text(value).encode("utf-8")
        return value
    return str(value).encode("utf-8")


def is_database(path: Path) -> bool:
    return path.read_bytes()[:16] == b"SQLite format 3\0"


def places(
    folder: Path, words: Iterable[str], packed: Iterable[bytes] = (), window: int | None = WINDOW
) -> list[str]:
    """Where any part of the words, or any of these packed pieces, is in any file of the folder."""
    wanted = windows(words, window)
    out = []
    for path in sorted(folder.iterdir()):
        raw = path.read_bytes()
        low = raw.lower()
        out += [f"{path.name}: {part!r}" for part in sorted(wanted) if part in low]
        out += [f"{path.name}: a packed row" for piece in packed if piece in raw]
        if is_database(path):
            for table, value in values(path):
                text = plain(value).lower()
                out += [f"{path.name} {table}: {part!r}" for part in sorted(wanted) if part in text]
    return out
