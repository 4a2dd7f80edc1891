"""The layers that places need, and no more: parse, mentions, places."""

from __future__ import annotations

import re
from dataclasses import replace

from tests.unit.analysis.building import document_of, english
from twosource.analysis import analyse
from twosource.analysis.layers import Analysis, Mention
from twosource.model.measure import Where
from twosource.model.span import Span

LAYERS = ("parse", "mentions", "places")


def placed(text: str, *, publisher: str | None = "Orsa Courier", address: str | None = None) -> Analysis:
    """The analysis of a text as far as its places."""
    rows = [stage for stage in english() if stage.writes in LAYERS]
    document = document_of(text, publisher=publisher)
    return analyse(replace(document, metadata=replace(document.metadata, address=address)), rows)


def ids_by(text: str, publisher: str | None, address: str | None = None) -> dict[str, str | None]:
    """The ids of the mentions of a text by their words, for a page of this publisher at this address."""
    mentions = placed(text, publisher=publisher, address=address).mentions
    return {mention.at.of(text): mention.id for mention in mentions}


def mentions_of(text: str) -> dict[str, Mention]:
    """The mentions of a text by their words."""
    return {mention.at.of(text): mention for mention in placed(text).mentions}


def places_of(text: str, *, publisher: str | None = "Orsa Courier") -> dict[str, Where]:
    """The places of a text by their words."""
    return {where.at.of(text): where for where in placed(text, publisher=publisher).places}


def marked(text: str) -> tuple[str, Span]:
    """A text without its brackets, and the span of the words that stood in them."""
    found = re.search(r"\[([^\]]+)\]", text)
    assert found is not None
    return text.replace("[", "").replace("]", ""), Span(found.start(), found.end() - 2)


def reading_at(text: str, span: Span) -> set[str]:
    """How the words at a span are read: ``actor``, ``place``, ``topic``, ``speech``, or ``none``."""
    analysis = placed(text)
    out = {mention.reading for mention in analysis.mentions if mention.at.overlaps(span)}
    roles = {where.role.value for where in analysis.places if where.at.overlaps(span) and where.id}
    out |= {"place"} if "event" in roles else set()
    out |= roles
    if not roles & {"event", "speech"}:
        out.add("none")
    return out
