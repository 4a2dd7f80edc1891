"""The full-text tables: the words that go in, and how they are taken out so that none is left in the index."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

import sqlalchemy as sa
from sqlalchemy.engine import Connection

from twosource.model.claim import Claim
from twosource.model.codec import from_json, loads
from twosource.model.document import Document, Metadata
from twosource.store import schema
from twosource.store.base import GAP_IN_EXTENT
from twosource.store.connection import unpacked


@dataclass(frozen=True, slots=True)
class Words:
    """One row of a full-text table, its columns in the order of `schema.VIRTUAL`."""

    table: str
    number: int
    columns: tuple[str, str]


def claim_words(number: int, claim: Claim, text: str) -> Words:
    """The words of a claim as it was read: its extent in the text of its document, and the names of its chain."""
    said = GAP_IN_EXTENT.join(span.of(text) for span in claim.extent)
    return Words("claim_words", number, (said, "\n".join(hop.source.name for hop in claim.chain)))


def document_words(number: int, title: str | None, text: str) -> Words:
    """The words of a body: the title that its document had when it was cleaned, and its text."""
    return Words("document_words", number, (title or "", text))


def add_words(connection: Connection, words: Iterable[Words]) -> None:
    """Let rows be found by their words."""
    for each in words:
        connection.exec_driver_sql(_insert(each.table, "rowid"), (each.number, *each.columns))


def words_of(connection: Connection, documents: Sequence[str] | None = None) -> Iterator[Words]:
    """The words that these documents, or all, put into the full-text tables."""
    bodies, readings, read = schema.bodies, schema.readings, schema.read_claims
    query = sa.select(bodies).order_by(bodies.c.number)
    if documents is not None:
        query = query.where(bodies.c.document.in_(documents))
    for body in connection.execute(query).all():
        text = from_json(Document, unpacked(body.body)).text
        yield document_words(body.number, _title(connection, body), text)
        claims = (
            sa.select(read.c.number, read.c.body)
            .join(readings, readings.c.number == read.c.reading)
            .where(readings.c.body == body.number)
            .order_by(read.c.number)
        )
        for number, packed in connection.execute(claims):
            yield claim_words(number, from_json(Claim, unpacked(packed)), text)


def _title(connection: Connection, body: Any) -> str | None:
    """The title of a document at the change that wrote a body of it."""
    table = schema.metadata
    query = (
        sa.select(table.c.body)
        .where(table.c.document == body.document, table.c.change <= body.change)
        .order_by(table.c.number.desc())
        .limit(1)
    )
    known = connection.execute(query).scalar()
    return None if known is None else loads(Metadata, known).title


def take_words(connection: Connection, documents: Sequence[str]) -> None:
    """Take the words of these documents out of the index, while they are still there to be named.

    A contentless table is told the very words that went in; it then only marks them as deleted, and they go when
    its segments are merged (the option that would wipe them at once is absent in SQLite 3.40). Where a term is
    left all the same, the index is made anew from the other documents.
    """
    gone: dict[str, list[int]] = {name: [] for name in schema.VIRTUAL}
    for words in list(words_of(connection, documents)):
        connection.exec_driver_sql(
            _insert(words.table, words.table, "rowid"), ("delete", words.number, *words.columns)
        )
        gone[words.table].append(words.number)
    for name in schema.VIRTUAL:
        connection.exec_driver_sql(f"INSERT INTO {name}({name}) VALUES ('optimize')")
    if any(_has_terms(connection, name, numbers) for name, numbers in gone.items()):
        _make_anew(connection, documents)


def _insert(table: str, *before: str) -> str:
    columns = (*before, *(name.strip() for name in schema.VIRTUAL[table].split(",")))
    return f"INSERT INTO {table} ({', '.join(columns)}) VALUES ({', '.join('?' * len(columns))})"


def _has_terms(connection: Connection, name: str, numbers: Sequence[int]) -> bool:
    """Whether any term of the index is of one of these rows."""
    connection.exec_driver_sql(
        f"CREATE VIRTUAL TABLE temp.terms_left USING fts5vocab(main, {name}, 'instance')"
    )
    try:
        found = connection.exec_driver_sql("SELECT DISTINCT doc FROM temp.terms_left").scalars().all()
        return not set(numbers).isdisjoint(found)
    finally:
        connection.exec_driver_sql("DROP TABLE temp.terms_left")


def _make_anew(connection: Connection, without: Sequence[str]) -> None:
    table = schema.documents
    rest = connection.execute(sa.select(table.c.id).where(table.c.id.not_in(without))).scalars().all()
    for name in schema.VIRTUAL:
        connection.exec_driver_sql(f"INSERT INTO {name}({name}) VALUES ('delete-all')")
    for key in rest:
        add_words(connection, words_of(connection, [key]))
