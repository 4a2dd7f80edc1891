"""What a person decided, about what, when and why. Decisions name anchors, so that they survive a re-reading."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

from twosource.model.capture import short_id
from twosource.model.claim import Anchor
from twosource.model.codec import dumps
from twosource.model.span import Span
from twosource.model.vocabulary import CorrectedField, DecisionKind, SourceKind


@dataclass(frozen=True, slots=True)
class ClaimMark:
    """A claim as a decision names it: enough to find it again in any later reading of its document.

    ``content`` are the raw segments of the claim's words and ``source`` the words of its innermost source, as the
    reviewer saw them. ``beside`` are the raw offsets of the heads of the other claims of that reading that shared
    words with it, ascending: those were claims of their own then, so this one is never found again in them.
    """

    anchor: Anchor
    content: tuple[Span, ...]
    source: str | None
    beside: tuple[int, ...] = ()

    @property
    def is_alone(self) -> bool:
        """Whether it was the only claim on its head in the reading that the reviewer saw."""
        return self.anchor.head not in self.beside


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
class NamedSource:
    """Who the innermost source of a claim is, as a reviewer corrects it; ``id`` as in `Source.id`."""

    name: str
    kind: SourceKind
    id: str | None = None


@dataclass(frozen=True, slots=True)
class Correction:
    """Another value for one field of a claim, as canonical JSON, with the words that bear it.

    ``value`` is a token, a key or lemma, ``null`` for none, a `When`, a `Where`, a `Quantity`, a `NamedSource`, or for
    the witness the index of a hop. ``raw`` are the segments of the words in the decoded part; a span inside ``value``
    counts from the first of the words and is set anew for the text of each reading. A place or number replaces
    those whose words it overlaps, or is added; none with words takes those away, none without takes away all.
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
        return _id_of(self)


@lru_cache(maxsize=1 << 16)
def _id_of(decision: Decision) -> str:
    """A log is judged whole whenever something changes: each decision is hashed once."""
    return short_id("decision", dumps(decision))
