"""Finding the one document, capture or claim that a reader means, and the documents' own rows."""

from __future__ import annotations

import json
import zlib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

import sqlalchemy as sa
from sqlalchemy.engine import Connection

from twosource.errors import IntegrityError, LedgerError, NotFoundError
from twosource.model.capture import digest
from twosource.store import schema
from twosource.store.base import ClaimRow, DocumentRow, day_key, known_key
from twosource.store.pages import chunks
from twosource.store.rows import Rows
from twosource.store.times import has_words, is_kept, is_open, was_there
from twosource.store.tombs import erasure_of, erasures


def content_of(connection: Connection, capture: str) -> bytes:
    """The bytes of a capture, by its whole id; IntegrityError where they are not what was kept."""
    table = schema.captures
    row = connection.execute(sa.select(table).where(table.c.id == capture)).one()
    if row.content is None:
        erased = erasure_of(connection, capture)
        if erased is None:
            raise IntegrityError(f"capture {capture} was altered: its bytes are gone, and no erasure says so")
        raise LedgerError(f"capture {capture}: {erased.refusal}")
    try:
        content = zlib.decompress(row.content)
    except zlib.error as error:
        raise IntegrityError(f"capture {capture} is damaged: {error}") from error
    if digest(content) != capture:
        raise IntegrityError(f"capture {capture} was altered: its bytes have another hash")
    if digest(row.content) != row.seal or len(content) != row.size:
        raise IntegrityError(
            f"capture {capture} was altered where it is stored, though its bytes are the same"
        )
    return content


def beginning(
    connection: Connection, column: sa.Column[Any], key: str, only: sa.ColumnElement[bool] | None = None
) -> list[str]:
    """The ids that begin with ``key``: at least four hex digits, so that a short name is no id."""
    if len(key) < 4 or not set(key) <= set("0123456789abcdef"):
        return []
    query = sa.select(column).where(column >= key, column < key + "g").distinct().order_by(column)
    if only is not None:
        query = query.where(only)
    return list(connection.execute(query).scalars())


def only(key: str, found: Iterable[str], what: str) -> str:
    """The one id that was found; NotFoundError, with what to do, for none or several."""
    ids = sorted(set(found))
    if not ids:
        raise NotFoundError(f"no {what} {key!r} in the ledger")
    if len(ids) > 1:
        some = ", ".join(ids[:4]) + (", ..." if len(ids) > 4 else "")
        raise NotFoundError(f"{key!r} names {len(ids)} {what}s ({some}): give more of its id")
    return str(ids[0])


def claim_row(rows: Rows, key: str) -> ClaimRow:
    """The claim whose id begins with ``key``."""
    found = beginning(rows.connection, schema.claims.c.id, key)
    shown = rows.claims_with(found)
    return next(iter(rows.claims_with([only(key, [row.id for row in shown], "claim")])))


def document_id(connection: Connection, key: str, at: int | None = None) -> str:
    """The id of the document that a reader means: by id, else by name, else by title."""
    documents, names, metadata = schema.documents, schema.capture_names, schema.metadata
    found = beginning(connection, documents.c.id, key, was_there(documents, at))
    if not found and key:
        query = (
            sa.select(documents.c.id)
            .join(names, names.c.capture == documents.c.capture)
            .where(sa.or_(names.c.name == key, names.c.address == key), was_there(documents, at))
        )
        found = list(connection.execute(query).scalars())
    if not found:
        wanted = " ".join(key.casefold().split())
        for document, body in connection.execute(
            sa.select(metadata.c.document, metadata.c.body)
            .where(was_there(metadata, at))
            .order_by(metadata.c.number)
        ):
            title = json.loads(body).get("title")
            if title is not None and wanted == " ".join(title.casefold().split()):
                found.append(document)
    kept = [each for each in found if connection.execute(has_words(each)).first() is not None]
    if found and not kept:
        (erased, *_) = (each for each in erasures(connection) if found[0] in each.documents)
        raise NotFoundError(f"document {found[0]}: {erased.refusal}")
    return only(key, kept, "document")


@dataclass(frozen=True, slots=True)
class Published:
    """The ids of the documents that a lens shows, and of those of which it is not known whether they were out."""

    seen: tuple[str, ...]
    apart: tuple[str, ...] = ()


def published_by(rows: Rows, day: str | None) -> Published:
    """Which documents were surely published by the end of a day; all where it is None.

    Those that may have been out, or may not, stand apart: undated ones, and ones dated by a month or a year that has the
    day in it. One that is surely later is in neither.
    """
    table = schema.documents
    query = sa.select(table.c.id).where(is_kept(rows.at)).order_by(table.c.id)
    ids = rows.connection.execute(query).scalars().all()
    if day is None:
        return Published(tuple(ids))
    seen, apart = [], []
    for key, metadata in rows.pages.metadata(ids).items():
        published = metadata.published
        if known_key(published) <= day:
            seen.append(key)
        elif published is None or published.start is None or published.start[:10] <= day:
            apart.append(key)
    return Published(tuple(seen), tuple(apart))


def documents_in_order(rows: Rows, day: str | None, limit: int | None, offset: int = 0) -> Sequence[str]:
    """The ids of a page of the documents that a lens shows, in canonical order."""
    documents, metadata = schema.documents, schema.metadata
    newest = sa.select(sa.func.max(metadata.c.number)).where(was_there(metadata, rows.at))
    start, end = (sa.func.json_extract(metadata.c.body, f"$.published.{name}") for name in ("start", "end"))
    first = sa.case((sa.and_(start != "", end != ""), start), else_="~")  # as `day_key` has it
    query = (
        sa.select(documents.c.id)
        .join(metadata, metadata.c.document == documents.c.id)
        .where(metadata.c.number.in_(newest.group_by(metadata.c.document)), is_kept(rows.at))
        .order_by(first, documents.c.id)
    )
    if day is None:
        query = query.limit(limit) if limit is not None else query
        return rows.connection.execute(query.offset(offset) if offset else query).scalars().all()
    seen = frozenset(published_by(rows, day).seen)
    found = [each for each in rows.connection.execute(query).scalars() if each in seen]
    return found[offset : None if limit is None else offset + limit]


def seen_document(rows: Rows, key: str, day: str | None) -> str:
    """The id of the document that a reader means; NotFoundError where it was not surely published by the end of a day."""
    found = document_id(rows.connection, key, rows.at)
    if day is not None and known_key(rows.pages.document(found).metadata.published) > day:
        raise NotFoundError(f"document {found} was not published by {day}, as far as is known")
    return found


def document_rows(rows: Rows, ids: Iterable[str]) -> tuple[DocumentRow, ...]:
    """The documents with these ids, in canonical order."""
    readings, shown, claims, failures = schema.readings, schema.shown, schema.claims, schema.failures
    connection, at = rows.connection, rows.at
    out = []
    for some in chunks(list(ids)):
        counted: dict[str, int] = {
            row.document: row.number
            for row in connection.execute(
                sa.select(claims.c.document, sa.func.count().label("number"))
                .where(claims.c.document.in_(some), is_open(claims, at))
                .group_by(claims.c.document)
            )
        }
        read = {
            row.document: row
            for row in connection.execute(
                sa.select(readings.c.document, readings.c.run, shown.c.opened)
                .join(shown, shown.c.reading == readings.c.number)
                .where(shown.c.document.in_(some), is_open(shown, at))
            )
        }
        failed = {
            row.document: row
            for row in connection.execute(
                sa.select(failures)
                .where(failures.c.document.in_(some), was_there(failures, at))
                .order_by(failures.c.number)
            )
        }
        rows.pages.fetch(some)
        for each in some:
            document = rows.pages.document(each)
            reading, failure = read.get(each), failed.get(each)
            is_newer = failure is not None and (reading is None or failure.change > reading.opened)
            out.append(
                DocumentRow(
                    document=document,
                    name=rows.pages.name(document.capture),
                    claims=counted.get(each, 0),
                    run=None if reading is None else reading.run,
                    failed=failure.because if failure is not None and is_newer else None,
                )
            )
    return tuple(sorted(out, key=lambda row: (day_key(row.metadata.published), row.id)))
