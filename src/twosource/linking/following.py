"""Finding the claim of a decision again in another reading of its document, or saying that it is not there."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from twosource.analysis.gazetteer import normal
from twosource.model.claim import Claim
from twosource.model.decision import ClaimMark
from twosource.model.document import Document
from twosource.model.span import Extent, Span, merged
from twosource.model.vocabulary import Following, Role

VERSION = 1
"""Raised when a mark may be found elsewhere than before."""

LEAST_SHARED = 0.5
"""The share of the longer content that two contents must have in common to be one claim's."""


@dataclass(frozen=True, slots=True)
class Followed:
    """Where a mark was found: the claim's id and by which rule; None for an orphan."""

    claim: str | None
    how: Following


ORPHAN = Followed(None, Following.ORPHAN)


def mark_of(claim: Claim, document: Document, siblings: Iterable[Claim]) -> ClaimMark:
    """How a decision names the claim; ``siblings`` are the claims of its document in the reading that is shown."""
    content = raw_content(claim, document)
    beside = {
        other.anchor.head
        for other in siblings
        if other.id != claim.id
        and (other.anchor.head == claim.anchor.head or _shared(content, raw_content(other, document)))
    }
    return ClaimMark(claim.anchor, content, source_words(claim, document.text), tuple(sorted(beside)))


def raw_content(claim: Claim, document: Document) -> Extent:
    """The raw segments of the claim's words, in order."""
    return merged(segment for span in claim.extent for segment in document.raw_map.raw(span))


def source_words(claim: Claim, text: str) -> str | None:
    """The words that name the claim's innermost source, as its anchor has them; None where it has none."""
    spans: Extent = next((hop.at for hop in reversed(claim.chain) if hop.at), ())
    if not spans:
        spans = tuple(one.at for one in claim.participants if one.role is Role.SILENT)[:1]
    return " ".join(span.of(text) for span in spans) if spans else None


def follow(mark: ClaimMark, claims: Sequence[Claim], document: Document) -> Followed:
    """Where the mark is found among the claims of its document's reading that is shown.

    The same anchor; else, where the mark and the reading each have one claim on that head, that one; else the one claim
    with at least half its content and the same source, whose head is among the mark's words and the other way about;
    else an orphan. Pure, and the same for any order of the claims.
    """
    return _Reading(claims, document).find(mark)


def follow_all(
    marks: Iterable[ClaimMark], claims: Sequence[Claim], document: Document
) -> Mapping[ClaimMark, Followed]:
    """Where each mark of one document is found; marks that are known to be of different claims never find the same one.

    A mark found by its anchor keeps the claim, then one found by its head; where two found by their content
    contend, both are orphans.
    """
    reading = _Reading(claims, document)
    found = {mark: reading.find(mark) for mark in marks}
    rivals: dict[str, list[ClaimMark]] = defaultdict(list)
    for mark, one in found.items():
        if one.claim is not None:
            rivals[one.claim].append(mark)
    return {
        mark: ORPHAN
        if one.claim is not None
        and any(
            _RANK[found[rival].how] <= _RANK[one.how] and are_different(mark, rival)
            for rival in rivals[one.claim]
        )
        else one
        for mark, one in found.items()
    }


def are_different(one: ClaimMark, other: ClaimMark) -> bool:
    """Whether two marks are of two claims: one reading is known to have had both."""
    if one.anchor == other.anchor:
        return False
    return one.anchor.head in other.beside or other.anchor.head in one.beside


_RANK = {Following.SAME_ANCHOR: 0, Following.SOURCE_CHANGED: 1, Following.SAME_CONTENT: 2}


class _Reading:
    """The claims of one reading by anchor and by head."""

    def __init__(self, claims: Sequence[Claim], document: Document) -> None:
        self._document = document
        self._claims = {claim.id: claim for claim in claims}
        self._on_head: dict[int, list[Claim]] = defaultdict(list)
        for claim in self._claims.values():
            self._on_head[claim.anchor.head].append(claim)
        self._content: dict[str, Extent] = {}

    def find(self, mark: ClaimMark) -> Followed:
        """Where one mark is found, whatever else is."""
        if mark.anchor.claim_id in self._claims:
            return Followed(mark.anchor.claim_id, Following.SAME_ANCHOR)
        here = self._on_head.get(mark.anchor.head, [])
        if mark.is_alone and len(here) == 1:
            return Followed(here[0].id, Following.SOURCE_CHANGED)
        if here:
            # Its predicate is read still, but nothing tells which of the claims on it this one was.
            return ORPHAN
        alike = [claim for claim in self._claims.values() if self._is_alike(mark, claim)]
        return Followed(alike[0].id, Following.SAME_CONTENT) if len(alike) == 1 else ORPHAN

    def _is_alike(self, mark: ClaimMark, claim: Claim) -> bool:
        head = claim.anchor.head
        if head in mark.beside or not any(span.holds(head) for span in mark.content):
            return False
        content = self._content.get(claim.id)
        if content is None:
            content = self._content[claim.id] = raw_content(claim, self._document)
        if not any(span.holds(mark.anchor.head) for span in content):
            return False
        longer = max(_size(content), _size(mark.content))
        if _shared(content, mark.content) < LEAST_SHARED * longer:
            return False
        return claim.anchor.source == mark.anchor.source or _words(
            source_words(claim, self._document.text)
        ) == _words(mark.source)


def _words(source: str | None) -> str:
    return normal(source).removeprefix("the ") if source else ""


def _size(spans: Extent) -> int:
    return sum(map(len, spans))


def _shared(one: Sequence[Span], other: Sequence[Span]) -> int:
    """How many code points two extents have in common."""
    count = i = j = 0
    while i < len(one) and j < len(other):
        count += max(0, min(one[i].end, other[j].end) - max(one[i].start, other[j].start))
        if one[i].end <= other[j].end:
            i += 1
        else:
            j += 1
    return count
