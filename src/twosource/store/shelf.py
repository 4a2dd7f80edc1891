"""What linking asks of the record, answered by SQL."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable

import sqlalchemy as sa

from twosource.linking.blocks import BAND
from twosource.model.document import Document
from twosource.store import schema
from twosource.store.connection import Transaction


def key_number(key: str) -> int:
    """A key as the 64 bits that tables hold: two keys may share them, so what is found is checked again."""
    return int.from_bytes(hashlib.sha256(key.encode("utf-8")).digest()[:8], "big", signed=True)


def band_keys(document: Document) -> Iterable[int]:
    """Bands of the fingerprint: documents whose bodies share much share one all but always."""
    values = document.fingerprint
    for start in range(0, len(values) - 1, BAND):
        yield key_number(f"{start}:{'|'.join(map(str, values[start : start + BAND]))}")


def add_bands(transaction: Transaction, number: int, document: Document) -> None:
    """Let a document be found by its fingerprint."""
    rows = [{"key": key, "document": number} for key in sorted(set(band_keys(document)))]
    if rows:
        insert = sa.insert(schema.bands).prefix_with("OR IGNORE")
        transaction.connection.execute(insert, rows)
