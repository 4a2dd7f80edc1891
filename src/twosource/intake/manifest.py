"""What people state about files before they are read: the manifest and its rows."""

from __future__ import annotations

import csv
from collections import Counter
from dataclasses import dataclass
from pathlib import Path

from twosource.errors import ManifestError
from twosource.intake.dates import parse_published
from twosource.model.document import Stated

__all__ = ["Manifest", "Stated", "load_manifest"]

_COLUMNS = ("file", "address", "publisher", "published", "note")


@dataclass(frozen=True, slots=True)
class Manifest:
    """The rows of a manifest by path; ``folder`` is the one it lies in."""

    folder: Path
    rows: tuple[tuple[str, Stated], ...]

    def stated(self, path: Path, *, base_is_unique: bool = True) -> Stated | None:
        """What is stated of a file: by its path from the manifest's folder, else by a base name that is unique."""
        try:
            relative = path.resolve().relative_to(self.folder.resolve()).as_posix()
        except ValueError:
            relative = None
        by_path = dict(self.rows)
        if relative is not None and relative in by_path:
            return by_path[relative]
        if not base_is_unique:
            return None
        named = [stated for file, stated in self.rows if file.rsplit("/", 1)[-1] == path.name]
        return named[0] if len(named) == 1 else None

    def stated_of_address(self, address: str) -> Stated | None:
        """What is stated of an address."""
        return next((stated for _, stated in self.rows if stated.address == address), None)


def load_manifest(path: Path) -> Manifest:
    """Read a manifest: CSV with the columns file, address, publisher, published, note, of which file or address is needed.

    Raises ManifestError, with the line, for what cannot be read: before any file of it is.
    """
    name = path.name
    try:
        text = path.read_text(encoding="utf-8-sig")
    except OSError as error:
        raise ManifestError(name, f"the manifest cannot be read: {error.strerror or error}") from error
    except UnicodeDecodeError as error:
        raise ManifestError(name, "the manifest is not UTF-8") from error
    reader = csv.reader(text.splitlines(keepends=True), strict=True)
    rows: list[tuple[str, Stated]] = []
    header: list[str] | None = None
    try:
        for row in reader:
            if not any(field.strip() for field in row):
                continue
            if header is None:
                header = _header(row, name, reader.line_num)
                continue
            rows.append(_row(row, header, name, reader.line_num))
    except csv.Error as error:
        raise ManifestError(name, f"line {reader.line_num}: {error}") from error
    if header is None:
        raise ManifestError(
            name, "line 1: the manifest is empty; it needs a header with a column file or address"
        )
    twice = [file for file, count in Counter(file for file, _ in rows if file).items() if count > 1]
    if twice:
        raise ManifestError(name, f"{twice[0]} has two rows")
    return Manifest(path.parent, tuple(rows))


def _header(row: list[str], name: str, line: int) -> list[str]:
    columns = [field.strip().lower() for field in row]
    unknown = [column for column in columns if column not in _COLUMNS]
    if unknown:
        known = ", ".join(_COLUMNS)
        raise ManifestError(name, f"line {line}: unknown column {unknown[0]!r}; the columns are {known}")
    if len(set(columns)) < len(columns):
        raise ManifestError(name, f"line {line}: a column stands twice")
    if "file" not in columns and "address" not in columns:
        raise ManifestError(name, f"line {line}: there is neither a column file nor a column address")
    return columns


def _row(row: list[str], header: list[str], name: str, line: int) -> tuple[str, Stated]:
    if len(row) != len(header):
        raise ManifestError(name, f"line {line}: {len(row)} fields where the header has {len(header)}")
    values = {column: field.strip() for column, field in zip(header, row, strict=True)}
    file = values.get("file", "").replace("\\", "/").removeprefix("./")
    if not file and not values.get("address"):
        raise ManifestError(name, f"line {line}: neither a file nor an address")
    published = values.get("published") or None
    if published is not None:
        try:
            parse_published(published)
        except ValueError as error:
            raise ManifestError(
                name, f"line {line}: published: {error}; use 2031-04-02 or the like"
            ) from error
    return file, Stated(
        values.get("publisher") or None, published, values.get("address") or None, values.get("note") or None
    )
