"""What the attribution rules hand on before sources are described and attributions nested."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from twosource.analysis.attribution_tree import MARKS
from twosource.analysis.lexicon import Cue
from twosource.model.span import Extent, Span
from twosource.model.vocabulary import Act, Certainty

_EDGES = frozenset(" \u00a0\t\n,.;:–—-")


@dataclass(frozen=True, slots=True)
class Link:
    """One through whom a report came, as the head of a noun phrase.

    ``whose`` says who counts there: "carrier" only media and those who collect what they are told, "any" every organisation,
    "all" and "through" whoever it is, "speaker" one who is spoken of by a pronoun and spoke before.
    """

    head: int
    whose: str = "carrier"


@dataclass(frozen=True, slots=True)
class Draft:
    """An attribution as tokens: the cue's, the source's head and words, the content as spans.

    ``source`` is None for an agentless marker. ``behind`` are heads of noun phrases. ``cited_by`` is
    the head of the one who cites this source, whose own draft gives the content and the parent.
    """

    cue: Cue | None
    words: tuple[int, ...]
    source: int | None
    phrase: tuple[int, ...]
    content: Extent
    act: Act
    certainty: Certainty
    negative: bool = False
    conduits: tuple[Link, ...] = ()
    behind: tuple[int, ...] = ()
    cited_by: int | None = None
    rule: str = ""


def tidy(text: str, spans: Sequence[Span], quotations: Sequence[Span]) -> Extent:
    """Content spans without the complementizer, outer quotation marks, and the final comma or full stop."""
    out = []
    for span in spans:
        start, end = span.start, span.end
        if text[start : start + 5].lower() == "that ":
            start += 5
        while True:
            while start < end and text[start] in _EDGES:
                start += 1
            while end > start and text[end - 1] in _EDGES:
                end -= 1
            if start >= end:
                break
            inner = _unquoted(text, start, end, quotations)
            if inner == (start, end):
                break
            start, end = inner
        if start < end:
            out.append(Span(start, _closing(text, start, end, quotations)))
    return tuple(out)


def _closing(text: str, start: int, end: int, quotations: Sequence[Span]) -> int:
    """The end with the closing mark of a quotation that opens inside and ends there, its comma too."""
    for one in quotations:
        if (
            start < one.start < end <= one.end <= end + 2
            and text[one.start - 1] in MARKS
            and one.start - 1 >= start
        ):
            if text[one.end : one.end + 1] in MARKS:
                return one.end + 1
            return end
    return end


def _unquoted(text: str, start: int, end: int, quotations: Sequence[Span]) -> tuple[int, int]:
    """The bounds without marks that have no partner inside, or that enclose the whole."""
    inside = [one for one in quotations if one.start > start - 1 and one.end <= end]
    whole = any(one.start <= start + 2 and one.end >= end - 2 for one in quotations)
    if text[start] in MARKS and (whole or not any(one.start in (start + 1, start + 2) for one in inside)):
        return start + 1, end
    if text[end - 1] in MARKS and (
        whole or not any(one.end in (end - 1, end - 2, end - 3) for one in inside)
    ):
        return start, end - 1
    return start, end
