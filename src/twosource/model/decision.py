"""What a person decided, about what, when and why. Decisions name anchors, so that they survive a re-reading."""

from __future__ import annotations

from dataclasses import dataclass

from twosource.model.capture import short_id
from twosource.model.claim import Anchor
from twosource.model.codec import dumps
from twosource.model.span import Span
from twosource.model.vocabulary import CorrectedField, DecisionKind


@dataclass(frozen=True, slots=True)
class ClaimMark:
    """A claim as a decision names it: enough to find it again in any later reading of its document.

    ``content`` are the raw segments of the claim's words and ``source`` the words of its innermost source, as the
    reviewer saw them; ``is_alone`` whether it was the only claim on its head in that reading.
    """

    anchor: Anchor
    content: tuple[Span, ...]
    source: str | None
    is_alone: bool


@dataclass(frozen=True, slots=True)
class SourceMark:
    """A source as a decision names it: by the key of an actor, else by its place in one document.

    ``at`` is the raw offset of its first mention in ``document``; both None where ``key`` says it all.
    """

    key: str | None
    name: str
    document: str | None = None
    at: int | None = None


@dataclass(frozen=True, slots=True)
class Correction:
    """Another value for one field of a claim, as canonical JSON of the field, with the words that bear it.

    ``raw`` are the segments of the words in the decoded part; a span inside ``value`` counts from them and is set anew
    for the text of each reading. No words where the value says that the text gives none.
    """

    field: CorrectedField
    value: str
    words: str = ""
    raw: tuple[Span, ...] = ()


@dataclass(frozen=True, slots=True)
class Decision:
    """One decision of one reviewer.

    ``at`` is its UTC instant (RFC 3339). Of the fields that follow ``because``, a kind uses those that it needs: the
    claim (two for a link), the document or the source it is about; the grade, the words of likelihood or the note in
    ``value``; for an alias the source it is the same as, for a group the group's name in ``value``.
    Of several on one matter the latest by ``at``, then by id, holds; the rest are its history.
    """

    kind: DecisionKind
    by: str
    at: str
    because: str
    claims: tuple[ClaimMark, ...] = ()
    document: str | None = None
    source: SourceMark | None = None
    same_as: SourceMark | None = None
    value: str | None = None
    correction: Correction | None = None
    undoes: str | None = None

    @property
    def id(self) -> str:
        """16 hex digits: the hash of all that it says."""
        return short_id("decision", dumps(self))
