"""Plain text as lines: one a line, or one a paragraph where the text is wrapped at a fixed width."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise

from twosource.intake.flow import Line, LineBuilder

_LINE = re.compile(r"[^\r\n\f\v\x85\u2028\u2029]*")
_END = re.compile(r"\r\n|[\r\n\f\v\x85\u2028\u2029]")
_WIDEST = 100
_NARROWEST = 40
_FULL_SHARE = 0.72

Range = tuple[int, int]


def read_text(raw: str, start: int = 0, end: int | None = None) -> tuple[Line, ...]:
    """The lines of ``raw[start:end]``; lines of a paragraph wrapped at a fixed width are joined."""
    ranges = tuple(_lines(raw, start, len(raw) if end is None else end))
    paragraphs = tuple(_paragraphs(raw, ranges))
    width = _wrap_width(raw, paragraphs)
    out: list[Line] = []
    for number, paragraph in enumerate(paragraphs):
        for group in _groups(raw, paragraph, width):
            builder = LineBuilder()
            builder.add(raw, group[0][0], group[-1][1])
            line = builder.line(after_blank=number > 0 and group[0] == paragraph[0])
            if line is not None:
                out.append(line)
    return tuple(out)


def _lines(raw: str, start: int, end: int) -> Iterator[Range]:
    at = start
    while at < end:
        stop = _END.search(raw, at, end)
        if stop is None:
            yield at, end
            return
        yield at, stop.start()
        at = stop.end()


def _paragraphs(raw: str, ranges: Sequence[Range]) -> Iterator[tuple[Range, ...]]:
    """Runs of lines between blank lines."""
    open_lines: list[Range] = []
    for low, high in ranges:
        if raw[low:high].strip():
            open_lines.append((low, high))
        elif open_lines:
            yield tuple(open_lines)
            open_lines = []
    if open_lines:
        yield tuple(open_lines)


def _wrap_width(raw: str, paragraphs: Sequence[tuple[Range, ...]]) -> int | None:
    """The width at which the text is wrapped; None where each line is a paragraph of its own.

    Wrapped text has no line wider than the width, has paragraphs of several lines, and fills all but the last line of a
    paragraph, so that the next word would not have fitted.
    """
    lengths = [len(raw[low:high].rstrip()) for paragraph in paragraphs for low, high in paragraph]
    if not lengths:
        return None
    width = max(lengths)
    if not _NARROWEST <= width <= _WIDEST:
        return None
    inner = [
        (len(raw[low:high].rstrip()), _first_word(raw, following))
        for paragraph in paragraphs
        for (low, high), following in pairwise(paragraph)
    ]
    if len(inner) < 2 or (len(paragraphs) == 1 and len(inner) < 4):
        return None
    full = sum(1 for length, word in inner if length + 1 + word > width)
    return width if full >= _FULL_SHARE * len(inner) else None


def _first_word(raw: str, line: Range) -> int:
    words = raw[line[0] : line[1]].split(maxsplit=1)
    return len(words[0]) if words else 0


def _groups(raw: str, paragraph: tuple[Range, ...], width: int | None) -> Iterator[tuple[Range, ...]]:
    """The lines of a paragraph that belong together: each alone, unless the text is wrapped."""
    if width is None:
        for line in paragraph:
            yield (line,)
        return
    group: list[Range] = []
    for line in paragraph:
        group.append(line)
        fits = [one for one in paragraph if one[0] > line[0]]
        if not fits:
            break
        length = len(raw[line[0] : line[1]].rstrip())
        if length + 1 + _first_word(raw, fits[0]) <= width * 0.8:
            yield tuple(group)
            group = []
    if group:
        yield tuple(group)
