"""Documents as they were recorded at a change, under the newest metadata of then, with a few kept at hand."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from functools import lru_cache
from typing import Final, TypeVar

import sqlalchemy as sa
from sqlalchemy.engine import Connection

from twosource.errors import NotFoundError
from twosource.model.codec import from_json, loads
from twosource.model.document import Document, Metadata
from twosource.store import schema
from twosource.store.connection import unpacked
from twosource.store.times import is_open, was_there

T = TypeVar("T")

CHUNK: Final = 500
"""How many keys go into one query: SQLite bounds the variables of a statement."""

KEPT: Final = 2 * CHUNK
"""How many documents are kept at hand: claims come in the order of their documents."""


def chunks(values: Sequence[T]) -> Iterator[Sequence[T]]:
    """The values in runs that fit one query."""
    for start in range(0, len(values), CHUNK):
        yield values[start : start + CHUNK]


@lru_cache(maxsize=KEPT)
def _body(body: bytes) -> Document:
    """A document but for its metadata, from what is stored: pages of answers show the same few again and again."""
    return from_json(Document, unpacked(body))


class Pages:
    """The documents of one connection as they stood at a change, now where it is None. Good only while nothing is written.

    A document's text is that of the reading that is shown; of one that was never read, what the newest cleaner made of it.
    """

    def __init__(self, connection: Connection, at: int | None = None) -> None:
        self._connection = connection
        self._at = at
        self._documents: OrderedDict[str, Document] = OrderedDict()
        self._names: dict[str, str] = {}

    def document(self, key: str) -> Document:
        """The document with this whole id."""
        if key not in self._documents:
            self.fetch([key])
        if key not in self._documents:
            raise NotFoundError(f"no document {key}")
        self._documents.move_to_end(key)
        return self._documents[key]

    def name(self, capture: str) -> str:
        """The file name or address of a capture: the first in order where it came under several."""
        if capture not in self._names:
            self._fetch_names([capture])
        return self._names[capture]

    def fetch(self, keys: Iterable[str]) -> None:
        """Have these documents at hand, with few queries for many."""
        missing = sorted({key for key in keys if key not in self._documents})
        for some in chunks(missing):
            metadata = self._metadata(some)
            rows = self._bodies(some)
            for document, _, body in rows:
                self._documents[document] = replace(_body(body), metadata=metadata[document])
            captures = {capture for _, capture, _ in rows}
            self._fetch_names(sorted(captures - self._names.keys()))
            while len(self._documents) > KEPT:
                self._documents.popitem(last=False)

    def _bodies(self, keys: Sequence[str]) -> list[tuple[str, str, bytes]]:
        """Id, capture and body of each document that had one."""
        documents, bodies, shown, readings = schema.documents, schema.bodies, schema.shown, schema.readings
        every = bodies.alias()
        newest = (
            sa.select(sa.func.max(every.c.number))
            .where(every.c.document == documents.c.id, was_there(every, self._at))
            .scalar_subquery()
        )
        query = (
            sa.select(documents.c.id, documents.c.capture, bodies.c.body)
            .select_from(
                documents.outerjoin(
                    shown, sa.and_(shown.c.document == documents.c.id, is_open(shown, self._at))
                )
                .outerjoin(readings, readings.c.number == shown.c.reading)
                .join(bodies, bodies.c.number == sa.func.coalesce(readings.c.body, newest))
            )
            .where(documents.c.id.in_(keys), was_there(documents, self._at))
        )
        return [(row.id, row.capture, row.body) for row in self._connection.execute(query)]

    def metadata(self, documents: Sequence[str]) -> dict[str, Metadata]:
        """The newest metadata of each of these documents, in their order."""
        found: dict[str, Metadata] = {}
        for some in chunks(documents):
            found |= self._metadata(some)
        return {each: found[each] for each in documents if each in found}

    def _metadata(self, documents: Sequence[str]) -> dict[str, Metadata]:
        table = schema.metadata
        newest = (
            sa.select(sa.func.max(table.c.number))
            .where(table.c.document.in_(documents), was_there(table, self._at))
            .group_by(table.c.document)
        )
        query = sa.select(table.c.document, table.c.body).where(table.c.number.in_(newest))
        return {row.document: loads(Metadata, row.body) for row in self._connection.execute(query)}

    def _fetch_names(self, captures: Sequence[str]) -> None:
        table = schema.capture_names
        query = (
            sa.select(table.c.capture, sa.func.min(table.c.name).label("name"))
            .where(table.c.capture.in_(captures), was_there(table, self._at))
            .group_by(table.c.capture)
        )
        self._names.update({row.capture: row.name for row in self._connection.execute(query)})
