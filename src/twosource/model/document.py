"""One article of a capture, cleaned, with its way back to the raw bytes."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable
from dataclasses import dataclass, fields
from itertools import islice
from operator import attrgetter

from twosource.model.span import Extent, Span, merged
from twosource.model.vocabulary import BlockKind, TimePrecision


@dataclass(frozen=True, slots=True)
class Block:
    """One line or paragraph of ``Document.text``, and what it is.

    Blocks are in text order and never overlap; between two blocks stand only newlines. ``because`` names
    the rule that decided the kind. ``of`` is the index of the first copy for a duplicate.
    """

    at: Span
    kind: BlockKind
    because: str
    of: int | None = None


@dataclass(frozen=True, slots=True)
class Piece:
    """A run of text that came from one run of raw code points.

    ``text`` characters ``[start, end)`` of ``Document.text`` came from ``[raw_start, raw_end)`` of the
    decoded part. Where the lengths are equal the run is copied code point by code point; else (an entity,
    collapsed white space) it is atomic.
    """

    start: int
    end: int
    raw_start: int
    raw_end: int

    @property
    def is_copy(self) -> bool:
        """Whether each code point of the text is one of the raw part."""
        return self.end - self.start == self.raw_end - self.raw_start


@dataclass(frozen=True, slots=True)
class RawMap:
    """The way from ``Document.text`` back to the decoded part of the capture.

    Pieces are in text order and cover every code point of the text but the newlines set between blocks,
    which have no raw origin. ``part`` names the decoded part: ``"0"`` for a whole file, ``"0.1"`` for MIME
    part 1 and so on; ``encoding`` is what the part's bytes were decoded with.
    """

    part: str
    encoding: str
    pieces: tuple[Piece, ...]

    def raw(self, span: Span) -> tuple[Span, ...]:
        """The segments of the decoded part whose decoding gives exactly the words at ``span``, in order.

        Empty only where the span lies on newlines set between blocks. A span that cuts an atomic piece
        takes the whole piece.
        """
        index = max(0, bisect_right(self.pieces, span.start, key=attrgetter("start")) - 1)
        out: list[Span] = []
        for piece in islice(self.pieces, index, None):
            if piece.start >= span.end:
                break
            if piece.end <= span.start:
                continue
            if piece.is_copy:
                low = piece.raw_start + max(0, span.start - piece.start)
                high = piece.raw_end - max(0, piece.end - span.end)
            else:
                low, high = piece.raw_start, piece.raw_end
            if low >= high:
                continue
            if out and out[-1].end == low:
                out[-1] = Span(out[-1].start, high)
            else:
                out.append(Span(low, high))
        return tuple(out)

    def located(self, raw: Iterable[Span]) -> Extent:
        """The code points of the text that these raw segments decode to, in text order; the way back from `raw`.

        Empty where this text was made of none of them. A segment that cuts an atomic piece takes the whole piece.
        """
        segments = tuple(raw)
        found = []
        for piece in self.pieces:
            for segment in segments:
                low, high = max(piece.raw_start, segment.start), min(piece.raw_end, segment.end)
                if low >= high or piece.start >= piece.end:
                    continue
                shift = piece.start - piece.raw_start
                found.append(
                    Span(low + shift, high + shift) if piece.is_copy else Span(piece.start, piece.end)
                )
        return merged(found)

    def start_raw(self, at: int) -> int | None:
        """Where in the decoded part the text at this offset came from; None for a newline set between blocks."""
        found = self.raw(Span(at, at + 1))
        return found[0].start if found else None

    def start_of(self, raw: int) -> int | None:
        """Where the text made of this raw offset begins; None where this text has nothing of it."""
        found = self.located((Span(raw, raw + 1),))
        return found[0].start if found else None


@dataclass(frozen=True, slots=True)
class Evidence:
    """Where a piece of metadata was had from.

    A rule's name and the words, with raw segments if they are in the page.
    """

    rule: str
    words: str
    raw: tuple[Span, ...] = ()


@dataclass(frozen=True, slots=True)
class Published:
    """When a document was published.

    ``value`` is EDTF or RFC 3339 as evidenced: ``2031-04-02``, ``XXXX-12-21``, ``2031-04-02T09:30:00Z``.
    ``start`` and ``end`` are ISO days (half-open), None where not known: "not before" has a start and no
    end.
    """

    value: str
    start: str | None
    end: str | None
    precision: TimePrecision | None
    evidence: tuple[Evidence, ...] = ()


@dataclass(frozen=True, slots=True)
class Stated:
    """What is stated of a document from outside; it beats what the page says. ``published`` is EDTF or RFC 3339."""

    publisher: str | None = None
    published: str | None = None
    address: str | None = None
    note: str | None = None

    def over(self, other: Stated) -> Stated:
        """This, with the other's fields where this states nothing."""
        return Stated(
            **{one.name: getattr(self, one.name) or getattr(other, one.name) for one in fields(self)}
        )


@dataclass(frozen=True, slots=True)
class Metadata:
    """What is known of a document beside its text.

    A versioned record, not part of the document's identity.
    """

    title: str | None = None
    title_at: Span | None = None
    publisher: str | None = None
    publisher_evidence: tuple[Evidence, ...] = ()
    byline: str | None = None
    byline_evidence: tuple[Evidence, ...] = ()
    published: Published | None = None
    language: str | None = None
    address: str | None = None
    credit: str | None = None
    """The agency whose copy this is, from a byline, dateline or credit line; None where none is credited."""
    credit_evidence: tuple[Evidence, ...] = ()


@dataclass(frozen=True, slots=True)
class Document:
    """One article of a capture, cleaned: blocks of normalised text, a map to the raw part, and a
    fingerprint of its body.

    ``id`` hashes capture, part and canonical address, or, where there is no address, the publisher stated
    when first read.
    """

    id: str
    capture: str
    part: str
    text: str
    blocks: tuple[Block, ...]
    raw_map: RawMap
    metadata: Metadata
    fingerprint: tuple[int, ...] = ()
    """The MinHash of the body's word 5-grams, fixed seeds.

    Empty where the body is shorter than one shingle.
    """
    skipped: str | None = None
    """Why the document is not read for claims (its language, a stub, no text); None where it is read."""

    def read_blocks(self) -> tuple[Block, ...]:
        """The blocks that claims may rest on: title, body and correction."""
        return tuple(block for block in self.blocks if not block.kind.is_noise)
