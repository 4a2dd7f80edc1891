"""Documents as they were recorded, under their newest metadata, with a few kept at hand."""

from __future__ import annotations

from collections import OrderedDict
from dataclasses import replace
from typing import Final

import sqlalchemy as sa
from sqlalchemy.engine import Connection

from twosource.errors import NotFoundError
from twosource.model.codec import from_json, loads
from twosource.model.document import Document, Metadata
from twosource.store import schema
from twosource.store.connection import unpacked
from twosource.store.record import newest_metadata

KEPT: Final = 512
"""How many documents are kept at hand: claims come in the order of their documents."""


class Pages:
    """The documents of one connection. Good only while nothing is written."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection
        self._documents: OrderedDict[str, Document] = OrderedDict()
        self._names: dict[str, str] = {}

    def document(self, key: str) -> Document:
        """The document with this whole id."""
        if key in self._documents:
            self._documents.move_to_end(key)
            return self._documents[key]
        table = schema.documents
        body = self._connection.execute(sa.select(table.c.body).where(table.c.id == key)).scalar()
        if body is None:
            raise NotFoundError(f"no document {key}")
        metadata = loads(Metadata, newest_metadata(self._connection, key).body)
        document = replace(from_json(Document, unpacked(body)), metadata=metadata)
        self._documents[key] = document
        if len(self._documents) > KEPT:
            self._documents.popitem(last=False)
        return document

    def name(self, capture: str) -> str:
        """The file name or address of a capture: the first in order where it came under several."""
        if capture not in self._names:
            table = schema.capture_names
            query = sa.select(sa.func.min(table.c.name)).where(table.c.capture == capture)
            self._names[capture] = self._connection.execute(query).scalar_one()
        return self._names[capture]
