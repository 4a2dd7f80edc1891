"""Words and figures of a text as the time grammar reads them."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Word:
    """A word, figure or mark: ``low`` in lower case with straight quotes; ``kind`` one of the names in `PATTERN`."""

    start: int
    end: int
    text: str
    low: str
    kind: str


PATTERN = re.compile(
    r"""
    (?P<iso>\b\d{4}-(?:0[1-9]|1[0-2])-(?:[0-2]\d|3[01])(?:[T ][0-2]?\d:\d\d(?::\d\d)?(?:Z|[+-]\d\d:?\d\d)?)?\b)
  | (?P<slashed>\b\d{4}/\d{1,2}/\d{1,2}\b|\b\d{1,2}([./-])\d{1,2}\g<slash_mark>\d{4}\b)
  | (?P<clock>\b(?:[01]?\d|2[0-3])[:.][0-5]\d(?::[0-5]\d)?(?=\s?(?:[ap]\.?\s?m\b|[AP]\.?\s?M\b|hrs?\b|hours?\b|[A-Z]{3,4}\b
        |this\b|(?:yester|to)day\b|in\sthe\s|on\s))
      |\b(?:[01]?\d|2[0-3]):[0-5]\d(?::[0-5]\d)?\b(?![:\d]))
  | (?P<meridiem>(?:(?<=\d)|\b)(?:[ap]\.\s?m\b\.?|[ap]m\b|[AP]\.\s?M\b\.?|(?<=\d)[AP]M\b|(?<=\d\s)[AP]M\b))
  | (?P<era>\b(?:[Bb]\.\s?[Cc]\.(?:\s?[Ee]\.)?|[Aa]\.[Dd]\.|BCE?|AD|CE|B\.C)(?!\w))
  | (?P<calendar>\b(?:B\.\s?E\.|A\.\s?H\.|S\.\s?H\.)(?!\w))
  | (?P<ordinal>\b\d{1,2}(?:st|nd|rd|th)\b)
  | (?P<decade>\b\d{3}0['’]?s\b|\b\d{1,2}0['’]?s\b)
  | (?P<number>\d+(?:,\d{3})+(?:\.\d+)?|\d+(?:\.\d+)?)
  | (?P<tens>\b(?:[Tt]wenty|[Tt]hirty)-(?:first|second|third|fourth|fifth|sixth|seventh|eighth|ninth)\b)
  | (?P<word>[^\W\d_]+(?:['’](?!s\b)[^\W\d_]+)*)
  | (?P<genitive>['’]s\b)
  | (?P<mark>\S)
    """.replace(r"([./-])", r"(?P<slash_mark>[./-])").replace(r"\g<slash_mark>", r"(?P=slash_mark)"),
    re.VERBOSE,
)

_STRAIGHT = str.maketrans({"’": "'", "‘": "'", "–": "-", "—": "-", "−": "-", "‑": "-", "‐": "-"})


def words_of(text: str, start: int, end: int) -> tuple[Word, ...]:
    """The words of ``text[start:end]`` in order, offsets in the whole text."""
    found = []
    for match in PATTERN.finditer(text, start, end):
        kind = match.lastgroup or "mark"
        if kind == "slash_mark":
            kind = "slashed"
        if kind == "tens":
            kind = "word"
        words = match.group()
        low = words.lower()
        found.append(
            Word(match.start(), match.end(), words, low if low.isascii() else low.translate(_STRAIGHT), kind)
        )
    return tuple(found)


def touches(words: Sequence[Word], index: int) -> bool:
    """Whether no space stands between the word at ``index`` and the one before it."""
    return 0 < index < len(words) and words[index - 1].end == words[index].start
