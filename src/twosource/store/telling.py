"""What would tell of a document: names that no other document has, and runs of its words."""

from __future__ import annotations

import calendar
import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Final

import sqlalchemy as sa
from sqlalchemy.engine import Connection

from twosource.model.claim import Claim
from twosource.model.codec import from_json, loads
from twosource.model.document import Document, Metadata
from twosource.store import schema
from twosource.store.connection import unpacked

RUN: Final = 4
"""How many words in a row that stand in a document too are no accident."""

_ORDINARY: Final = frozenset(day.casefold() for day in (*calendar.day_name, *calendar.month_name))
_WORD: Final = re.compile(r"\w+")
_SHORTEST_NAME: Final = 4


@dataclass(frozen=True, slots=True)
class Telling:
    """The words of some documents by which they would be known again."""

    names: frozenset[tuple[str, ...]]
    """Names, in their claims or by their capitals, that stand in no other document: as words, case folded."""
    runs: frozenset[tuple[str, ...]]
    """Every run of `RUN` words of their texts and titles, case folded."""

    @classmethod
    def of(cls, connection: Connection, documents: Sequence[str]) -> Telling:
        """What would tell of these documents."""
        runs: set[tuple[str, ...]] = set()
        texts = _texts(connection, documents)
        for text in texts:
            words = _words(text)
            runs |= {words[start : start + RUN] for start in range(len(words) - RUN + 1)}
        names = {_words(name) for name in _names(connection, documents) | _proper(texts)}
        return cls(frozenset(name for name in names if _is_own(connection, documents, name)), frozenset(runs))

    def find(self, text: str) -> str | None:
        """The first words of a text that would tell of the documents; None where there are none."""
        words = _words(text)
        lengths = {RUN, *map(len, self.names)}
        for start in range(len(words)):
            for length in sorted(lengths):
                some = words[start : start + length]
                if some in self.names or (length == RUN and some in self.runs):
                    return " ".join(some)
        return None


def _words(text: str) -> tuple[str, ...]:
    return tuple(_WORD.findall(text.casefold()))


def _texts(connection: Connection, documents: Sequence[str]) -> list[str]:
    bodies, metadata = schema.bodies, schema.metadata
    of_bodies = sa.select(bodies.c.body).where(bodies.c.document.in_(documents))
    of_metadata = sa.select(metadata.c.body).where(metadata.c.document.in_(documents))
    texts = [from_json(Document, unpacked(body)).text for body in connection.execute(of_bodies).scalars()]
    titles = [loads(Metadata, body).title for body in connection.execute(of_metadata).scalars()]
    return texts + [title for title in titles if title]


def _names(connection: Connection, documents: Sequence[str]) -> set[str]:
    """The names that the claims of these documents give to those who speak and act, but for the publishers."""
    read, readings = schema.read_claims, schema.readings
    query = (
        sa.select(read.c.body)
        .join(readings, readings.c.number == read.c.reading)
        .where(readings.c.document.in_(documents))
    )
    out: set[str] = set()
    for body in connection.execute(query).scalars():
        claim = from_json(Claim, unpacked(body))
        out |= {hop.source.name for hop in claim.chain[1:]} | {each.name for each in claim.participants}
    return {name for name in out if _is_name(name)}


def _proper(texts: Sequence[str]) -> set[str]:
    """Words that these texts write with a capital, and never without."""
    words = {word for text in texts for word in _WORD.findall(text)}
    return {
        word
        for word in words
        if _is_name(word) and word.casefold() not in words and word.casefold() not in _ORDINARY
    }


def _is_name(words: str) -> bool:
    """Whether words look like a name: they begin with a capital, and are not as short as "It" or "The"."""
    return len(words) >= _SHORTEST_NAME and words[:1].isupper()


def _is_own(connection: Connection, documents: Sequence[str], name: tuple[str, ...]) -> bool:
    """Whether a name stands in no other document."""
    bodies = schema.bodies
    own = sa.select(bodies.c.number).where(bodies.c.document.in_(documents))
    found: sa.Select[Any] = (
        sa.select(sa.column("rowid"))
        .select_from(sa.table("document_words"))
        .where(sa.text("document_words MATCH :phrase"), sa.column("rowid").not_in(own))
    )
    phrase = '"' + " ".join(name) + '"'
    return bool(name) and connection.execute(found.limit(1), {"phrase": phrase}).first() is None
