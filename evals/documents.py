"""Documents made by hand for evaluation: plain text as it stands, one block a line, the text its own raw part."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date, timedelta

from twosource.analysis.actors import ActorTable
from twosource.analysis.encoder import find_tags, load_encoder
from twosource.analysis.gazetteer import Gazetteer
from twosource.analysis.layers import Analysis
from twosource.analysis.mentions import find_mentions
from twosource.analysis.names import find_names
from twosource.analysis.quotations import find_quotations
from twosource.model.document import Block, Document, Metadata, Piece, Published, RawMap
from twosource.model.span import Span
from twosource.model.vocabulary import BlockKind, TimePrecision


def document_of(text: str, *, published: str | None = None, document_id: str = "gold") -> Document:
    """A document whose text is the gold's, so that offsets are the gold's too; every line with words is body.

    ``published`` is an ISO day.
    """
    blocks = tuple(
        Block(Span(match.start(), match.end()), BlockKind.BODY, "gold text")
        for match in re.finditer(r"\S(?:[^\n]*\S)?", text)
    )
    pieces = (Piece(0, len(text), 0, len(text)),) if text else ()
    return Document(
        id=document_id,
        capture=document_id,
        part="0",
        text=text,
        blocks=blocks,
        raw_map=RawMap("0", "utf-8", pieces),
        metadata=Metadata(published=_published(published), language="en"),
    )


def with_mentions(analysis: Analysis, *, actors: ActorTable, gazetteer: Gazetteer) -> Analysis:
    """A parsed analysis with the layers between its parse and its places, as the profile ``full`` reads them."""
    analysis = replace(analysis, quotations=find_quotations(analysis))
    analysis = replace(analysis, tags=find_tags(analysis, encoder=load_encoder()))
    analysis = replace(analysis, names=find_names(analysis, actors=actors, gazetteer=gazetteer))
    return replace(analysis, mentions=find_mentions(analysis, actors=actors, gazetteer=gazetteer))


def _published(day: str | None) -> Published | None:
    if day is None:
        return None
    after = (date.fromisoformat(day) + timedelta(1)).isoformat()
    return Published(day, day, after, TimePrecision.DAY)
