"""What there is to read: files, folders and standard input, each an input or the error it gave."""

from __future__ import annotations

import sys
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import BinaryIO

from twosource.errors import InputError
from twosource.intake.decode import PART_LIMIT_BYTES, check_size
from twosource.intake.manifest import Manifest, Stated
from twosource.intake.parts import MAIL_LIMIT_BYTES
from twosource.model.capture import Capture

STANDARD_INPUT = "-"

_PASSED_OVER = frozenset(
    {
        ".csv",
        ".json",
        ".jsonl",
        ".toml",
        ".yaml",
        ".yml",
        ".ini",
        ".lock",
        ".py",
        ".pyc",
        ".js",
        ".mjs",
        ".css",
    }
    | {".map", ".db", ".db-wal", ".db-shm", ".sqlite", ".bak", ".part", ".log"}
)


@dataclass(frozen=True, slots=True)
class Input:
    """One thing to read: its capture and what is stated of it, or the error that it gave. ``name`` is for messages."""

    name: str
    capture: Capture | None
    stated: Stated = field(default_factory=Stated)
    error: InputError | None = None


def find_inputs(
    paths: Iterable[str | Path],
    *,
    manifest: Manifest | None = None,
    stated: Stated | None = None,
    standard_input: BinaryIO | None = None,
) -> Iterator[Input]:
    """The inputs at these paths in order: files, folders (all below, by sorted path), ``-`` for standard input.

    In folders hidden files and files of data or code, the manifest among them, are passed over. What cannot be read is an
    input with its error, and the rest goes on. A manifest's row beats ``stated``, which holds for all.
    """
    general = stated or Stated()
    found: list[tuple[str, Path | InputError | None]] = []
    for given in paths:
        found += _expanded(given)
    bases = Counter(path.name for _, path in found if isinstance(path, Path))
    for name, path in found:
        if isinstance(path, InputError):
            yield Input(name, None, general, path)
        elif path is None:
            yield _from_stream(name, standard_input or sys.stdin.buffer, general)
        else:
            row = (
                manifest.stated(path, base_is_unique=bases[path.name] == 1) if manifest is not None else None
            )
            yield _from_file(name, path, row.over(general) if row is not None else general)


def _expanded(path: str | Path) -> Sequence[tuple[str, Path | InputError | None]]:
    if str(path) == STANDARD_INPUT:
        return (("standard input", None),)
    here = Path(path)
    name = str(path)
    try:
        if here.is_dir():
            files = [
                (one.relative_to(here).as_posix(), one)
                for one in here.rglob("*")
                if one.is_file() and _is_taken(one, here)
            ]
            if not files:
                return ((name, InputError(name, "is a folder with nothing to read in it")),)
            return tuple((f"{name.rstrip('/')}/{relative}", one) for relative, one in sorted(files))
        if here.is_file():
            return ((name, here),)
        missing = not here.exists()
    except OSError as error:
        return ((name, InputError(name, f"cannot be read: {error.strerror or error}")),)
    return ((name, InputError(name, "does not exist" if missing else "is neither a file nor a folder")),)


def _is_taken(path: Path, folder: Path) -> bool:
    hidden = any(part.startswith(".") for part in path.relative_to(folder).parts)
    return not hidden and path.suffix.lower() not in _PASSED_OVER


def _from_file(name: str, path: Path, stated: Stated) -> Input:
    limit = MAIL_LIMIT_BYTES if path.suffix.lower() in ("", ".eml") else PART_LIMIT_BYTES
    try:
        check_size(path.stat().st_size, name=name, limit=limit)
        content = path.read_bytes()
    except InputError as error:
        return Input(name, None, stated, error)
    except OSError as error:
        return Input(name, None, stated, InputError(name, f"cannot be read: {error.strerror or error}"))
    return Input(name, Capture.of(content, name=path.name, address=stated.address), stated)


def _from_stream(name: str, stream: BinaryIO, stated: Stated) -> Input:
    try:
        content = stream.read(MAIL_LIMIT_BYTES + 1)
        check_size(len(content), name=name, limit=MAIL_LIMIT_BYTES)
    except InputError as error:
        return Input(name, None, stated, error)
    return Input(name, Capture.of(content, name="-", address=stated.address), stated)
