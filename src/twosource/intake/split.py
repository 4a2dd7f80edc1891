"""Several articles in one part: where each begins and ends."""

from __future__ import annotations

import re
from collections.abc import Iterator

_ROW = re.compile(
    r"^[ \t]*(?:={5,}|-{5,}|\*{5,}|_{5,}|~{5,}|#{5,}|(?:[*=-][ \t]){4,}[*=-]?)[ \t]*$", re.MULTILINE
)
_FEED = re.compile(r"\f")
_BYLINE = re.compile(r"^[ \t]*(?:By|BY) [A-Z][\w’'.-]+(?:[ ][\w’'.-]+){0,7}[ \t]*$", re.MULTILINE)
_LEAST_WORDS = 30
_TITLE_MOST_WORDS = 28

Range = tuple[int, int]


def articles_of(raw: str) -> tuple[Range, ...]:
    """The ranges of the articles of a plain text: between form feeds, rows of dashes or the like, or titles with bylines.

    A row parts two articles only where what follows opens like one (a short line, then prose) and both sides are long
    enough; else it is an ornament. One range, the whole, where there is one article.
    """
    out: list[Range] = []
    for low, high in _between(raw, 0, len(raw), [(m.start(), m.end()) for m in _FEED.finditer(raw)]):
        for start, end in _at_rows(raw, low, high):
            out += _at_bylines(raw, start, end)
    kept = [(low, high) for low, high in out if raw[low:high].strip()]
    return tuple(kept) or ((0, len(raw)),)


def _between(raw: str, start: int, end: int, cuts: list[Range]) -> Iterator[Range]:
    for low, high in cuts:
        if raw[start:low].strip():
            yield start, low
        start = high
    yield start, end


def _at_rows(raw: str, start: int, end: int) -> list[Range]:
    rows = [(match.start(), match.end()) for match in _ROW.finditer(raw, start, end)]
    out: list[Range] = []
    open_from = start
    for index, (low, high) in enumerate(rows):
        following = rows[index + 1][0] if index + 1 < len(rows) else end
        if len(raw[open_from:low].split()) >= _LEAST_WORDS and _opens_article(raw, high, following):
            out.append((open_from, low))
            open_from = high
    return [*out, (open_from, end)]


def _opens_article(raw: str, start: int, end: int) -> bool:
    """Whether ``raw[start:end]`` begins with a short line and goes on with prose."""
    lines = [line.strip() for line in raw[start:end].splitlines() if line.strip()]
    if len(lines) < 2 or len(raw[start:end].split()) < _LEAST_WORDS:
        return False
    first = lines[0]
    is_short = len(first.split()) <= _TITLE_MOST_WORDS and not first.endswith((".", ","))
    return (
        is_short
        and first[:1].isalnum() | (first[:1] in "\"'“‘")
        and any(len(line.split()) >= 8 for line in lines[1:])
    )


def _at_bylines(raw: str, start: int, end: int) -> list[Range]:
    """Cut before each title that stands right above a byline, where there are two or more such pairs."""
    cuts = []
    for match in _BYLINE.finditer(raw, start, end):
        title = _line_above(raw, match.start(), start)
        if title is None:
            continue
        words = raw[title[0] : title[1]].split()
        if 3 <= len(words) <= _TITLE_MOST_WORDS and not raw[title[0] : title[1]].rstrip().endswith(
            (".", ",", ":")
        ):
            cuts.append(title[0])
    if len(cuts) < 2:
        return [(start, end)]
    before = len(raw[start : cuts[0]].split())
    edges = [start, *(cuts if before >= _LEAST_WORDS else cuts[1:])]
    ranges = list(zip(edges, [*edges[1:], end], strict=True))
    if any(len(raw[low:high].split()) < _LEAST_WORDS for low, high in ranges):
        return [(start, end)]
    return ranges


def _line_above(raw: str, at: int, start: int) -> Range | None:
    """The nearest filled line above ``at``, at most one blank line away."""
    end = at
    for _ in range(3):
        end = raw.rfind("\n", start, end)
        if end == -1:
            return None
        low = raw.rfind("\n", start, end) + 1
        low = max(low, start)
        if raw[low:end].strip():
            return low, end
    return None
