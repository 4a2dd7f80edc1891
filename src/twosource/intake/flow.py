"""Lines of normalised words, each with its way back to the raw part: what every format is read into."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, field

from twosource.intake.charref import DROPPED, references
from twosource.model.document import Piece
from twosource.model.span import Span

_RUNS = re.compile(rf"(\s+)|[{re.escape(DROPPED)}]+|([^\s{re.escape(DROPPED)}]+)")


@dataclass(frozen=True, slots=True)
class Place:
    """Where in a page's tree a line stands; every field is inherited from the element around it.

    ``zone`` is the name of the nearest enclosing element's rule in the lexicon of page furniture, empty where there is none.
    """

    tag: str = ""
    zone: str = ""
    heading: int = 0
    in_link: bool = False
    in_article: int = 0
    """The number of the enclosing ``<article>``, from 1 in page order; 0 outside."""
    is_hidden: bool = False
    is_quote: bool = False
    container: int = 0
    """The number of the enclosing container element; lines of one container are siblings."""
    signature: str = ""
    """The tag and class of the enclosing container: the parts of one text share it."""


@dataclass(frozen=True, slots=True)
class Line:
    """One line or paragraph: its words, the pieces they came from (offsets from the line's start), and where it stands."""

    text: str
    pieces: tuple[Piece, ...]
    place: Place = Place()
    link_share: float = 0.0
    """The share of its characters that are inside links."""
    after_blank: bool = False
    """Whether a blank line stands before it (plain text)."""

    @property
    def raw_start(self) -> int:
        """The raw offset of its first character."""
        return self.pieces[0].raw_start

    @property
    def raw_end(self) -> int:
        """The raw offset behind its last character."""
        return self.pieces[-1].raw_end


@dataclass(slots=True)
class LineBuilder:
    """Collects the words of one line: white space collapses, dropped characters fall out, the ends are bare."""

    words: list[str] = field(default_factory=list)
    pieces: list[Piece] = field(default_factory=list)
    length: int = 0
    linked: int = 0
    _space: tuple[int, int] | None = None

    def add(self, raw: str, start: int, end: int, *, in_link: bool = False) -> None:
        """Add ``raw[start:end]`` as plain characters."""
        for match in _RUNS.finditer(raw, start, end):
            if match.group(1) is not None:
                self.add_space(match.start(), match.end())
            elif match.group(2) is not None:
                self._put(match.group(2), match.start(), match.end(), in_link=in_link)

    def add_with_references(self, raw: str, start: int, end: int, *, in_link: bool = False) -> None:
        """Add ``raw[start:end]`` with its character references decoded."""
        last = start
        for low, high, words in references(raw, start, end):
            self.add(raw, last, low, in_link=in_link)
            last = high
            if words.isspace():
                self.add_space(low, high)
            elif words and words.strip(DROPPED):
                self._put(words, low, high, in_link=in_link)
        self.add(raw, last, end, in_link=in_link)

    def add_space(self, start: int, end: int) -> None:
        """Note white space; it counts once, and only between words."""
        if self._space is None and self.length:
            self._space = (start, end)
        elif self._space is not None and self._space[1] == start:
            self._space = (self._space[0], end)

    def _put(self, words: str, start: int, end: int, *, in_link: bool) -> None:
        if self._space is not None:
            low, high = self._space
            self._space = None
            self._append(" ", low, high)
        self._append(words, start, end)
        if in_link:
            self.linked += len(words)

    def _append(self, words: str, start: int, end: int) -> None:
        is_copy = len(words) == end - start
        last = self.pieces[-1] if self.pieces else None
        if last is not None and is_copy and last.is_copy and last.raw_end == start:
            self.pieces[-1] = Piece(last.start, last.end + len(words), last.raw_start, end)
        else:
            self.pieces.append(Piece(self.length, self.length + len(words), start, end))
        self.words.append(words)
        self.length += len(words)

    @property
    def has_space(self) -> bool:
        """Whether white space was seen behind the last word."""
        return self._space is not None

    def tail(self) -> str:
        """The last run of words added; empty where there is none."""
        return self.words[-1] if self.words else ""

    def line(self, place: Place | None = None, *, after_blank: bool = False) -> Line | None:
        """The line, or None where it has no words; the builder is empty afterwards."""
        text, pieces, linked = "".join(self.words), tuple(self.pieces), self.linked
        self.words, self.pieces, self.length, self.linked, self._space = [], [], 0, 0, None
        if not text:
            return None
        letters = len(text) - text.count(" ")
        return Line(text, pieces, place or Place(), linked / letters, after_blank)


def joined(lines: Iterable[Line]) -> tuple[str, tuple[Span, ...], tuple[Piece, ...]]:
    """The lines as one text with a newline between two, the span of each, and the pieces of all."""
    at = 0
    words: list[str] = []
    spans: list[Span] = []
    pieces: list[Piece] = []
    for line in lines:
        spans.append(Span(at, at + len(line.text)))
        pieces += (
            Piece(piece.start + at, piece.end + at, piece.raw_start, piece.raw_end) for piece in line.pieces
        )
        words.append(line.text)
        at += len(line.text) + 1
    return "\n".join(words), tuple(spans), tuple(pieces)
