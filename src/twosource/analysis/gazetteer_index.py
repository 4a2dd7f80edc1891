"""The packed alias index: rows under normalised names, sorted and cut into blocks that are unpacked when first asked for.

A file is a magic number, the size of its head, the head (first key and offset of every block, borders) and the blocks.
A row is ten fields between tabs: key, shown name (empty: the key in title case), type letter, country, province,
population, latitude and longitude in hundredths of a degree, GeoNames number, radius in kilometres (empty: by population).
"""

from __future__ import annotations

import json
import mmap
import shutil
import struct
import tempfile
import zlib
from bisect import bisect_right
from collections import OrderedDict
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import IO

from twosource.errors import ConfigError

MAGIC = b"2SGZ\x01"
LONGEST = 7
"""The most words a name of the index may have."""

TYPES: Mapping[str, str] = {
    "c": "city",
    "1": "province",
    "2": "district",
    "r": "river",
    "l": "lake",
    "s": "sea",
    "t": "strait",
    "n": "canal",
    "b": "bay",
    "g": "gulf",
    "m": "mountain",
    "i": "island",
    "p": "peninsula",
    "e": "region",
    "k": "base",
    "x": "crossing",
    "o": "site",
    "a": "line_of_rail",
    "d": "road",
}
"""The letter of a row to the type of its place."""

_BLOCK = 512
"""Rows of a block, more where one key has more."""

_UNPACKED = 4096
"""Blocks kept unpacked at once."""


class Index:
    """A packed index, in memory or mapped from a file."""

    def __init__(self, packed: bytes | mmap.mmap, name: str = "places.idx") -> None:
        try:
            if packed[: len(MAGIC)] != MAGIC:
                raise ValueError("it begins otherwise")
            (size,) = struct.unpack_from("<I", packed, len(MAGIC))
            at = len(MAGIC) + 4
            head = json.loads(zlib.decompress(packed[at : at + size]))
            self._heads: list[str] = head["heads"]
            self._offsets: list[int] = head["offsets"]
            self.borders: dict[str, list[float]] = head["borders"]
        except (ValueError, KeyError, struct.error, zlib.error) as error:
            raise ConfigError(f"{name} is not a gazetteer index: {error}") from error
        if len(packed) != at + size + self._offsets[-1]:
            raise ConfigError(f"{name} is not a whole gazetteer index: build it anew")
        self._packed = packed
        self._start = at + size
        self._blocks: OrderedDict[int, str] = OrderedDict()

    def _block(self, number: int) -> str:
        block = self._blocks.get(number)
        if block is None:
            low, high = self._start + self._offsets[number], self._start + self._offsets[number + 1]
            block = "\n" + zlib.decompress(self._packed[low:high]).decode("utf-8") + "\n"
            self._blocks[number] = block
            if len(self._blocks) > _UNPACKED:
                self._blocks.popitem(last=False)
        return block

    def longest(self, first: str) -> int:
        """The most words of any name that begins with the word ``first``; 0 where there is none."""
        number = max(0, bisect_right(self._heads, first) - 1)
        found = 0
        while number < len(self._heads):
            block = self._block(number)
            if not found and f"\n{first}\t" in block:
                found = 1
            at = block.find(f"\n{first} ")
            while at >= 0:
                end = block.index("\t", at)
                found = max(found, block.count(" ", at, end) + 1)
                at = block.find(f"\n{first} ", end)
            number += 1
            if number < len(self._heads) and self._heads[number].split(" ", 1)[0] > first:
                break
        return found

    def rows(self, key: str) -> list[str]:
        """The rows filed under exactly ``key``; a key never runs over two blocks."""
        number = bisect_right(self._heads, key) - 1
        if number < 0:
            return []
        block = self._block(number)
        rows = []
        at = block.find(f"\n{key}\t")
        while at >= 0:
            start = at + len(key) + 2
            end = block.index("\n", start)
            rows.append(block[start:end])
            at = block.find(f"\n{key}\t", end)
        return rows


def is_index(path: Path) -> bool:
    """Whether a file begins as an index does; False where it cannot be read."""
    try:
        with path.open("rb") as stream:
            return stream.read(len(MAGIC)) == MAGIC
    except OSError:
        return False


def open_index(path: Path) -> Index:
    """An index mapped from its file; ConfigError where it is none or damaged."""
    try:
        with path.open("rb") as stream:
            return Index(mmap.mmap(stream.fileno(), 0, access=mmap.ACCESS_READ), path.name)
    except (OSError, ValueError) as error:
        raise ConfigError(f"the gazetteer {path.name} cannot be read: {error}") from error


def write_index(rows: Iterable[tuple[str, str]], borders: Mapping[str, list[float]], path: Path) -> int:
    """Write sorted rows without repeats as an index and return how many there were.

    The same rows give the same bytes. Blocks go through a temporary file, so that no more than one is in
    memory; ``path`` is replaced only when all is written.
    """
    heads: list[str] = []
    offsets = [0]
    count = 0
    with tempfile.TemporaryFile() as blocks:
        for block in _blocks(rows):
            packed = zlib.compress("\n".join(f"{key}\t{row}" for key, row in block).encode("utf-8"), 9)
            blocks.write(packed)
            heads.append(block[0][0])
            offsets.append(offsets[-1] + len(packed))
            count += len(block)
        content = json.dumps({"borders": borders, "heads": heads, "offsets": offsets}, ensure_ascii=False)
        head = zlib.compress(content.encode("utf-8"), 9)
        blocks.seek(0)
        _replace(path, MAGIC + struct.pack("<I", len(head)) + head, blocks)
    return count


def _blocks(rows: Iterable[tuple[str, str]]) -> Iterator[list[tuple[str, str]]]:
    block: list[tuple[str, str]] = []
    for row in rows:
        if len(block) >= _BLOCK and row[0] != block[-1][0]:
            yield block
            block = []
        block.append(row)
    if block:
        yield block


def _replace(path: Path, head: bytes, blocks: IO[bytes]) -> None:
    draft = path.with_name(path.name + ".part")
    try:
        with draft.open("wb") as stream:
            stream.write(head)
            shutil.copyfileobj(blocks, stream)
        draft.replace(path)
    except OSError:
        draft.unlink(missing_ok=True)
        raise
