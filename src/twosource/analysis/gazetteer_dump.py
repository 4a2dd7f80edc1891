"""An index of a whole GeoNames dump, built in bounded memory: rows are sorted in runs on disk and merged.

A dump is a table of nineteen columns between tabs, as https://download.geonames.org/export/dump/ describes it, or a zip
archive of one.
"""

from __future__ import annotations

import heapq
import re
import tempfile
import zipfile
from collections.abc import Callable, Iterator, Mapping
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from functools import cache
from itertools import groupby
from pathlib import Path
from typing import IO

from twosource.analysis.gazetteer import normal, shipped_toml
from twosource.analysis.gazetteer_folds import FOLDED, fold
from twosource.analysis.gazetteer_index import LONGEST, TYPES, write_index
from twosource.errors import ConfigError

COLUMNS = 19
RUN = 400_000
"""Index rows that are sorted in memory at once."""

EVERY = 20_000
"""Lines between two reports of progress."""

LEAST_FOLDED = 1_000
"""People that a town outside Korea needs to be filed under its fold."""

Progress = Callable[[int, int], None]
"""Told how many bytes of how many are read."""

_GENERIC = re.compile(
    r" (?:county|district|raion|rayon|region|oblast|oblys|province|governorate|prefecture|state|parish|municipality|"
    r"division|department|territory|krai|okrug)$"
)


@dataclass(frozen=True, slots=True)
class Built:
    """What a build read and wrote."""

    lines: int
    places: int
    names: int


@dataclass(frozen=True, slots=True)
class _Feature:
    letter: str
    radius_km: int


@cache
def load_features() -> Mapping[str, _Feature]:
    """What each code of GeoNames is taken as (``data/features.toml``)."""
    letters = {kind: letter for letter, kind in TYPES.items()}
    return {
        code: _Feature(letters[row["type"]], row["radius_km"])
        for row in shipped_toml("features.toml")["feature"]
        for code in row["codes"]
    }


def build(dump: Path, out: Path, progress: Progress | None = None) -> Built:
    """Write the index of a dump to ``out``; the same dump gives the same bytes.

    ConfigError for a dump that cannot be read or is none, with the number of the line that is wrong.
    """
    counts = [0, 0]
    try:
        with ExitStack() as stack:
            folder = Path(stack.enter_context(tempfile.TemporaryDirectory(prefix="twosource-")))
            lines = stack.enter_context(_opened(dump, progress))
            runs = [
                stack.enter_context(path.open(encoding="utf-8"))
                for path in _sorted_runs(lines, dump.name, folder, counts)
            ]
            merged = heapq.merge(*(map(_pair, run) for run in runs))
            names = write_index((pair for pair, _ in groupby(merged)), {}, out)
    except (OSError, zipfile.BadZipFile) as error:
        raise ConfigError(f"no index of {dump.name} can be built: {error}") from error
    if not counts[1]:
        out.unlink(missing_ok=True)
        raise ConfigError(f"{dump.name} holds no place that is taken: is it a dump of GeoNames?")
    return Built(counts[0], counts[1], names)


@contextmanager
def _opened(dump: Path, progress: Progress | None) -> Iterator[Iterator[bytes]]:
    """The lines of a dump, or of the one table in a zip archive of it."""
    if not zipfile.is_zipfile(dump):
        with dump.open("rb") as stream:
            yield _told(stream, dump.stat().st_size, progress)
        return
    with zipfile.ZipFile(dump) as archive:
        tables = [
            one
            for one in archive.infolist()
            if one.filename.endswith(".txt") and one.filename != "readme.txt"
        ]
        if len(tables) != 1:
            raise ConfigError(f"{dump.name} holds {len(tables)} tables; a dump of GeoNames holds one")
        with archive.open(tables[0]) as stream:
            yield _told(stream, tables[0].file_size, progress)


def _told(stream: IO[bytes], total: int, progress: Progress | None) -> Iterator[bytes]:
    done = 0
    for number, line in enumerate(stream, 1):
        done += len(line)
        if progress is not None and number % EVERY == 0:
            progress(done, total)
        yield line
    if progress is not None:
        progress(done, total)


def _sorted_runs(lines: Iterator[bytes], name: str, folder: Path, counts: list[int]) -> list[Path]:
    """Files of sorted rows; ``counts`` is told the lines read and the places taken."""
    paths: list[Path] = []
    rows: set[tuple[str, str]] = set()
    for number, line in enumerate(lines, 1):
        counts[0] = number
        found = _rows_of(line, name, number)
        counts[1] += bool(found)
        rows.update(found)
        if len(rows) >= RUN:
            paths.append(_spilled(rows, folder / str(len(paths))))
            rows = set()
    paths.append(_spilled(rows, folder / str(len(paths))))
    return paths


def _spilled(rows: set[tuple[str, str]], path: Path) -> Path:
    with path.open("w", encoding="utf-8", newline="\n") as stream:
        stream.writelines(f"{key}\t{row}\n" for key, row in sorted(rows))
    return path


def _pair(line: str) -> tuple[str, str]:
    key, _, row = line.removesuffix("\n").partition("\t")
    return key, row


def _rows_of(line: bytes, name: str, number: int) -> list[tuple[str, str]]:
    """The rows of one line of the dump; none for a feature that is left out."""
    try:
        fields = line.decode("utf-8").rstrip("\r\n").split("\t")
        if len(fields) != COLUMNS:
            raise ValueError(f"{len(fields)} columns where a dump of GeoNames has {COLUMNS}")
        return list(_filed(fields))
    except ValueError as error:
        because = "it is no UTF-8" if isinstance(error, UnicodeDecodeError) else str(error)
        raise ConfigError(f"{name}, line {number}: {because}") from error


def _filed(fields: list[str]) -> Iterator[tuple[str, str]]:
    number, shown, plain, aliases, lat, lon = fields[:6]
    code, country, admin, people = fields[7], fields[8], fields[10], fields[14]
    north, east = _degrees("latitude", lat, 90), _degrees("longitude", lon, 180)
    population = _count("population", people or "0")
    _count("geonameid", number)
    feature = load_features().get(code)
    if feature is None:
        return
    settled = feature.letter == "c"
    row = "\t".join(
        (
            feature.letter,
            country,
            "" if admin == "00" else admin,
            str(population or ""),
            str(round(north * 100)),
            str(round(east * 100)),
            number,
            "" if settled else str(feature.radius_km),
        )
    )
    mark = FOLDED.get(country)
    for key in _keys((shown, plain, *aliases.split(",")), feature.letter):
        yield key, f"{'' if shown == key.title() else shown}\t{row}"
        if mark is not None and len(key) > 3 and (mark == "~k" or not settled or population >= LEAST_FOLDED):
            folded = fold(key, mark)
            if folded[2:] != key:
                yield folded, f"{shown}\t{row}"


def _keys(names: tuple[str, ...], letter: str) -> Iterator[str]:
    """The normalised Latin names, an administrative unit's without its generic word as well."""
    seen: set[str] = set()
    for place, name in enumerate(names):
        key = normal(name)
        if not key or not key.isascii() or not key[0].isalpha() or key.count(" ") >= LONGEST:
            continue
        if place > 1 and len(key) < 4:
            continue  # codes of airports and the like
        for one in (key, _GENERIC.sub("", key) if letter in "12" else key):
            if one not in seen:
                seen.add(one)
                yield one


def _degrees(what: str, value: str, most: int) -> float:
    try:
        degrees = float(value)
    except ValueError:
        raise ValueError(f"the {what} is {value!r}, which is no number") from None
    if not -most <= degrees <= most:
        raise ValueError(f"the {what} is {value}, which is not between -{most} and {most}")
    return degrees


def _count(what: str, value: str) -> int:
    if not value.isdigit():
        raise ValueError(f"the {what} is {value!r}, which is no whole number")
    return int(value)
