"""Documents, claims of them and decisions about them, made by hand for the tests of decisions."""

from __future__ import annotations

from typing import Any

from twosource.linking.following import mark_of
from twosource.model.attribution import Chain, Hop, Source
from twosource.model.claim import Anchor, Claim, Question
from twosource.model.decision import ClaimMark, Correction, Decision, SourceMark
from twosource.model.document import Block, Document, Metadata, Piece, RawMap
from twosource.model.span import Span
from twosource.model.vocabulary import (
    Act,
    BlockKind,
    Certainty,
    CorrectedField,
    DecisionKind,
    Modality,
    Naming,
    Polarity,
    SourceKind,
)

TEXT = (
    "The ministry said that Velm moved about 300 guards to Hask on 2 April 2031.\n"
    "A source in Hask said that Orrin would close the ferry soon."
)
OFFSET = 1000
"""Where the text begins in the raw part."""


def document(text: str = TEXT, *, raw: int = OFFSET, name: str = "d" * 16) -> Document:
    """A document of one body block whose raw part has the text at an offset."""
    return Document(
        id=name,
        capture="c" * 64,
        part="0",
        text=text,
        blocks=(Block(Span(0, len(text)), BlockKind.BODY, "made by hand"),),
        raw_map=RawMap("0", "utf-8", (Piece(0, len(text), raw, raw + len(text)),)),
        metadata=Metadata(),
    )


def at(words: str, text: str = TEXT) -> Span:
    """Where the words first stand in the text."""
    start = text.index(words)
    return Span(start, start + len(words))


def claim(head: str, extent: str, source: str | None = "The ministry", **changes: Any) -> Claim:
    """A claim on a word of ``TEXT``, of a source with words there, or in the publisher's own voice."""
    where = at(source) if source is not None else None
    chain: Chain = (Hop(Source("Courier", SourceKind.OUTLET, Naming.NAMED, None, "outlet:courier")),)
    if where is not None and source is not None:
        chain += (
            Hop(Source(source, SourceKind.BODY, Naming.NAMED, where, "body:ministry", first=where), (where,)),
        )
    fields: dict[str, Any] = {
        "anchor": Anchor(
            "d" * 16, OFFSET + at(head).start, OFFSET + where.start if where is not None else None
        ),
        "head": at(head),
        "extent": (at(extent),),
        "chain": chain,
        "witness": len(chain) - 1,
        "act": Act.ASSERT,
        "certainty": Certainty.CERTAIN,
        "polarity": Polarity.POSITIVE,
        "modality": Modality.DONE,
        "question": Question("move", "XV", None, "guard"),
    }
    return Claim(**{**fields, **changes})


MOVED = claim("moved", "Velm moved about 300 guards to Hask on 2 April 2031")
CLOSE = claim("close", "Orrin would close the ferry soon", "A source")


def mark(one: Claim, *others: Claim) -> ClaimMark:
    """How a decision names a claim that stands beside others in ``TEXT``."""
    return mark_of(one, document(), (one, *others))


def decide(
    kind: DecisionKind, day: int, *, by: str = "Ada", because: str = "seen", **fields: Any
) -> Decision:
    """A decision of a day of May 2031."""
    return Decision(kind, by, f"2031-05-{day:02}T10:00:00Z", because, **fields)


def grade(one: Claim, value: str, day: int, **fields: Any) -> Decision:
    """A grade of a claim."""
    return decide(DecisionKind.GRADE_CLAIM, day, claims=(mark(one),), value=value, **fields)


def undo(of: Decision, day: int) -> Decision:
    """A decision that takes another back."""
    return decide(DecisionKind.UNDO, day, undoes=of.id)


def correct(one: Claim, field: CorrectedField, value: str, day: int, words: str = "") -> Decision:
    """A correction of a field to canonical JSON, with its words in ``TEXT``."""
    raw = (Span(OFFSET + at(words).start, OFFSET + at(words).end),) if words else ()
    return decide(
        DecisionKind.CORRECT, day, claims=(mark(one),), correction=Correction(field, value, words, raw)
    )


def of_source(kind: DecisionKind, key: str, day: int, **fields: Any) -> Decision:
    """A decision about a source that a key names."""
    return decide(kind, day, source=SourceMark(key, key), **fields)
