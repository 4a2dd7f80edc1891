"""How JSON is kept: compressed, with the words that recur in every ledger given beforehand."""

from __future__ import annotations

import json
import zlib
from functools import cache
from importlib.resources import files
from typing import Any

import sqlalchemy as sa
from sqlalchemy.engine import Dialect

from twosource.errors import LedgerError

_LEVEL = 6


def packed_text(text: str) -> bytes:
    """Text, compressed. A short text takes a third of what it would without the words given beforehand."""
    squeezing = zlib.compressobj(_LEVEL, zdict=_given())
    return squeezing.compress(text.encode("utf-8")) + squeezing.flush()


def unpacked_text(blob: bytes) -> str:
    """The text of a compressed blob, with or without words given beforehand; LedgerError where it is damaged."""
    # The stream itself says whether it needs them, so that what an older program wrote is read as well.
    stretching = zlib.decompressobj(zdict=_given())
    try:
        text = (stretching.decompress(blob) + stretching.flush()).decode("utf-8")
    except (zlib.error, ValueError) as error:
        raise LedgerError(f"a stored row is damaged: {error}") from error
    if not stretching.eof or stretching.unused_data:
        raise LedgerError("a stored row is damaged: its compressed stream does not end where it should")
    return text


def unpacked_json(blob: bytes) -> Any:
    """The JSON data of a compressed blob; LedgerError where it is damaged."""
    try:
        return json.loads(unpacked_text(blob))
    except ValueError as error:
        raise LedgerError(f"a stored row is damaged: {error}") from error


@cache
def _given() -> bytes:
    # A stream names the checksum of what it was written with: to change this file is to lose every ledger.
    return (files("twosource.data") / "packing.txt").read_bytes()


class Packed(sa.types.TypeDecorator[str]):
    """A column of text that is kept compressed."""

    impl = sa.LargeBinary
    cache_ok = True

    def process_bind_param(self, value: str | None, dialect: Dialect) -> bytes | None:
        """What is kept of a text."""
        return None if value is None else packed_text(value)

    def process_result_value(self, value: bytes | None, dialect: Dialect) -> str | None:
        """The text of what is kept."""
        return None if value is None else unpacked_text(value)
