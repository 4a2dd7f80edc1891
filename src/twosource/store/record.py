"""Appending to the record: captures, documents, metadata, runs, readings. Nothing is overwritten."""

from __future__ import annotations

import zlib
from collections.abc import Sequence
from dataclasses import replace
from typing import Any

import sqlalchemy as sa
from sqlalchemy.engine import Connection

from twosource.errors import LedgerError
from twosource.model.capture import Capture, digest
from twosource.model.claim import Claim
from twosource.model.codec import content_hash, dumps, loads, to_json
from twosource.model.document import Document, Metadata
from twosource.store import schema
from twosource.store.base import Entry, Known, Reading, Recorded, Stated
from twosource.store.connection import Transaction, packed
from twosource.store.custody import log_row
from twosource.store.full_text import add_words, claim_words, document_words
from twosource.store.tombs import erasure_of


def record(transaction: Transaction, entry: Entry) -> Recorded:
    """Append what is new of an entry; what is there already is left as it is."""
    document = entry.document
    _capture(transaction, entry.capture)
    is_new = _document(transaction, document)
    body = _body(transaction, document)
    has_metadata = _metadata(transaction, document, entry.stated)
    insert_ignoring(transaction, schema.runs, {"id": entry.run.id, "body": dumps(entry.run)})
    if entry.failed is not None:
        record_failure(
            transaction, entry.capture.name, entry.capture.id, entry.run.id, entry.failed, document.id
        )
    has_reading = False
    if entry.reading is not None:
        number, has_reading = _reading(transaction, document, entry.reading, body)
        show(transaction, document.id, number)
    elif has_metadata and _shown(transaction, document.id) is not None:
        transaction.touched.add(document.id)  # an earlier reading stays, under another day or publisher
    return Recorded(is_new, has_metadata, has_reading)


def insert_ignoring(transaction: Transaction, table: sa.Table, row: dict[str, Any]) -> bool:
    """Append a row under its own key unless it is there; whether it was appended."""
    key = sa.and_(*(column == row[column.name] for column in table.primary_key.columns))
    if transaction.one(sa.select(sa.literal(1)).select_from(table).where(key)) is not None:
        return False
    transaction.connection.execute(sa.insert(table), {**row, "change": transaction.change})
    log_row(transaction, table, *(row[column.name] for column in table.primary_key.columns))
    return True


def record_failure(
    transaction: Transaction, name: str, capture: str, run: str, because: str, document: str | None = None
) -> None:
    """Append why a capture, or a document of it, could not be read."""
    row = {"name": name, "capture": capture, "document": document, "run": run, "because": because}
    table = schema.failures
    same = [
        table.c[key] == value if value is not None else table.c[key].is_(None) for key, value in row.items()
    ]
    if transaction.one(sa.select(table.c.number).where(*same)) is None:
        log_row(transaction, table, transaction.add(table, {**row, "change": transaction.change}))


def known(connection: Connection, capture: str) -> tuple[Known, ...]:
    """The documents of a capture in order of part and id."""
    documents, shown, readings = schema.documents, schema.shown, schema.readings
    out = []
    query = (
        sa.select(documents.c.id, documents.c.part, readings.c.run, readings.c.metadata.label("read_with"))
        .select_from(
            documents.outerjoin(
                shown, sa.and_(shown.c.document == documents.c.id, shown.c.closed.is_(None))
            ).outerjoin(readings, readings.c.number == shown.c.reading)
        )
        .where(documents.c.capture == capture)
        .order_by(documents.c.part, documents.c.id)
    )
    for row in connection.execute(query).all():
        newest = newest_metadata(connection, row.id)
        if newest is None:
            continue  # its words were erased
        metadata = loads(Metadata, newest.body)
        out.append(
            Known(
                document=row.id,
                part=row.part,
                address=metadata.address,
                stated=loads(Stated, newest.stated),
                metadata=newest.hash,
                shown=None if row.run is None else (row.run, row.read_with),
            )
        )
    return tuple(out)


def newest_metadata(connection: Connection, document: str) -> Any:
    """The newest metadata row of a document; None where its words were erased."""
    table = schema.metadata
    query = sa.select(table).where(table.c.document == document).order_by(table.c.number.desc()).limit(1)
    return connection.execute(query).one_or_none()


def _capture(transaction: Transaction, capture: Capture) -> None:
    erased = erasure_of(transaction.connection, capture.id)
    if erased is not None:
        raise LedgerError(f"{capture.name}: {erased.refusal}")
    table = schema.captures
    if transaction.one(sa.select(table.c.id).where(table.c.id == capture.id)) is None:
        blob = zlib.compress(capture.content, 6)
        row = {
            "id": capture.id,
            "size": len(capture.content),
            "content": blob,
            "seal": digest(blob),
            "change": transaction.change,
        }
        transaction.connection.execute(sa.insert(table), row)
        log_row(transaction, table, capture.id)
    name = {"capture": capture.id, "name": capture.name, "address": capture.address or ""}
    insert_ignoring(transaction, schema.capture_names, name)


def _document(transaction: Transaction, document: Document) -> bool:
    table = schema.documents
    if transaction.one(sa.select(table.c.id).where(table.c.id == document.id)) is not None:
        return False
    row = {"id": document.id, "capture": document.capture, "part": document.part}
    log_row(transaction, table, transaction.add(table, {**row, "change": transaction.change}))
    return True


def _body(transaction: Transaction, document: Document) -> int:
    """The number of what this run's cleaner made of the document, appended where it is new."""
    table = schema.bodies
    bare = replace(document, metadata=Metadata())
    key = content_hash(bare)
    same = sa.select(table.c.number).where(table.c.document == document.id, table.c.hash == key)
    number = transaction.one(same)
    if number is not None:
        return int(number)
    row = {"document": document.id, "hash": key, "body": packed(to_json(bare)), "change": transaction.change}
    number = transaction.add(table, row)
    log_row(transaction, table, number)
    words = document_words(number, document.metadata.title, document.text)
    add_words(transaction.connection, [words])
    return number


def _metadata(transaction: Transaction, document: Document, stated: Stated) -> bool:
    table = schema.metadata
    row = {
        "document": document.id,
        "hash": content_hash(document.metadata),
        "stated": dumps(stated),
        "body": dumps(document.metadata),
    }
    query = (
        sa.select(table.c.hash, table.c.stated)
        .where(table.c.document == document.id)
        .order_by(table.c.number.desc())
        .limit(1)
    )
    newest = transaction.connection.execute(query).one_or_none()
    if newest is not None and (newest.hash, newest.stated) == (row["hash"], row["stated"]):
        return False
    log_row(transaction, table, transaction.add(table, {**row, "change": transaction.change}))
    return True


def _reading(transaction: Transaction, document: Document, reading: Reading, body: int) -> tuple[int, bool]:
    """The number of the reading, and whether it is new."""
    table = schema.readings
    row = {"document": reading.document, "run": reading.run, "metadata": reading.metadata, "body": body}
    number = transaction.one(sa.select(table.c.number).where(*(table.c[key] == row[key] for key in row)))
    if number is not None:
        return int(number), False
    unclaimed = packed([to_json(each) for each in reading.unclaimed])
    number = transaction.add(table, {**row, "unclaimed": unclaimed, "change": transaction.change})
    _claims(transaction, document, number, sorted(reading.claims, key=claim_order))
    log_row(transaction, table, number)
    return number, True


def claim_order(claim: Claim) -> tuple[int, int, int]:
    """The order of a document's claims: head, source, member of a group."""
    anchor = claim.anchor
    return (claim.head.start, -1 if anchor.source is None else anchor.source, anchor.index)


def _claims(transaction: Transaction, document: Document, reading: int, claims: Sequence[Claim]) -> None:
    if not claims:
        return
    rows = [{"id": claim.id, "reading": reading, "body": packed(to_json(claim))} for claim in claims]
    numbered = zip(transaction.add_all(schema.read_claims, rows), claims, strict=True)
    add_words(
        transaction.connection, [claim_words(number, claim, document.text) for number, claim in numbered]
    )


def show(transaction: Transaction, document: str, reading: int) -> None:
    """Let this reading of the document count from now on."""
    table = schema.shown
    is_open = sa.and_(table.c.document == document, table.c.closed.is_(None))
    if _shown(transaction, document) == reading:
        return
    transaction.connection.execute(sa.update(table).where(is_open).values(closed=transaction.change))
    row = {"reading": reading, "opened": transaction.change, "document": document}
    transaction.connection.execute(sa.insert(table), row)
    transaction.touched.add(document)


def _shown(transaction: Transaction, document: str) -> int | None:
    """The reading of the document that counts; None where none does."""
    table = schema.shown
    query = sa.select(table.c.reading).where(table.c.document == document, table.c.closed.is_(None))
    reading: int | None = transaction.one(query)
    return reading
