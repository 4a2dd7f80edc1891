"""Documents built by hand, one body block a line, read by the real stages."""

from __future__ import annotations

from functools import cache

from twosource.analysis import analyse, stages
from twosource.analysis.layers import Analysis
from twosource.analysis.stage import Stage
from twosource.model.claim import Claim
from twosource.model.document import Block, Document, Metadata, Piece, Published, RawMap
from twosource.model.span import trimmed
from twosource.model.vocabulary import BlockKind, TimePrecision


def document_of(
    text: str, *, publisher: str | None = "Orsa Courier", published: str | None = "2031-04-02"
) -> Document:
    """A document whose lines are body blocks."""
    blocks = []
    start = 0
    for line in text.split("\n"):
        at = trimmed(text, start, start + len(line))
        start += len(line) + 1
        if at is not None:
            blocks.append(Block(at, BlockKind.BODY, "by hand"))
    day = None
    if published is not None:
        after = f"{published[:8]}{int(published[8:]) + 1:02d}"
        day = Published(published, published, after, TimePrecision.DAY)
    raw = RawMap("0", "utf-8", (Piece(0, len(text), 0, len(text)),))
    return Document("d1", "c1", "0", text, tuple(blocks), raw, Metadata(publisher=publisher, published=day))


@cache
def english() -> tuple[Stage, ...]:
    """The stages, loaded once a test run."""
    return stages("en", profile="rules")


def read(
    text: str, *, publisher: str | None = "Orsa Courier", published: str | None = "2031-04-02"
) -> Analysis:
    """The whole analysis of a text."""
    return analyse(document_of(text, publisher=publisher, published=published), english())


def claims_of(text: str) -> dict[str, Claim]:
    """The claims of a text by the word of their head."""
    return {claim.head.of(text): claim for claim in read(text).claims}
