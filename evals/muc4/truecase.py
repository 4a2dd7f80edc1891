"""Case for upper-case text: each word as it is mostly written inside the sentences of other texts.

Statistics are counted anew from the PolNeAR training texts, where they are at hand. A word that they hold only
capitalised, or that neither they nor its stem is known of, is written as a name. The names of places come from the
shipped gazetteer, counted nouns from the shipped lexicon. Length and offsets stay as they are.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable
from functools import cache
from pathlib import Path

from twosource.analysis.gazetteer import load_gazetteer
from twosource.analysis.quantities_lexicon import load_quantity_words

_WORD = re.compile(r"[A-Za-z]+")
_ENDINGS = (
    ("ies", "y"),
    ("ied", "y"),
    *((ending, base) for ending in ("ing", "ed", "er", "ers", "es", "ly") for base in ("", "e")),
    *((ending, "") for ending in ("s", "ness", "al", "less", "able")),
)
_BEGINNINGS = ("non", "anti", "counter", "para", "re", "un", "inter", "extra", "over", "under")
_SHORT = 3
_BACK = 40
_INITIAL = re.compile(r"(?:^|[\s.])\w\.$")
_COUNTERS = frozenset(
    ("a", "an", "another", "every", "two", "three", "four", "five", "six", "several", "some")
)
"""Words before which an unknown word is a noun rather than a name."""


class Truecaser:
    """Writes upper-case text in the case of counted texts."""

    def __init__(self, lower: Counter[str], upper: Counter[str], capitals: Counter[str]) -> None:
        self._lower, self._upper, self._capitals = lower, upper, capitals

    def __call__(self, text: str) -> str:
        """The text with case, of the same length."""
        return _WORD.sub(lambda match: self._word(text, match), text)

    def _word(self, text: str, match: re.Match[str]) -> str:
        word = match.group().lower()
        start = match.start()
        if start and text[start - 1] == "'" and len(word) == 1:
            return word
        before = text[max(0, start - _BACK) : start].rstrip(" \n\t\"'([-")
        opens = not before or (before[-1] in ".!?" and not _INITIAL.search(before))
        if self._capitals[word] > self._lower[word] + self._upper[word]:
            return word.upper()
        after = before.rpartition(" ")[2].lower()
        return word.capitalize() if opens or self._is_name(word, after) else word

    def _is_name(self, word: str, after: str) -> bool:
        if self._lower[word] or self._upper[word]:
            return self._upper[word] > self._lower[word]
        if len(word) < _SHORT or after in _COUNTERS:
            return False
        if load_gazetteer().named(word.capitalize()):
            return True
        return not any(self._lower[stem] for stem in _stems(word))


def _stems(word: str) -> Iterable[str]:
    for ending, base in _ENDINGS:
        if word.endswith(ending) and len(word) - len(ending) > 2:
            stem = word.removesuffix(ending)
            yield stem + base
            if len(stem) > 2 and stem[-1] == stem[-2]:
                yield stem[:-1]
    for beginning in _BEGINNINGS:
        if word.startswith(beginning) and len(word) - len(beginning) > 2:
            yield word.removeprefix(beginning)


@cache
def load_truecaser(texts: Path) -> Truecaser:
    """A truecaser counted from the text files of a folder; without the folder it knows places alone."""
    lower, upper, capitals = Counter[str](), Counter[str](), Counter[str]()
    lower.update(list(load_quantity_words("en").counted))
    for path in sorted(texts.glob("*.txt")):
        text = path.read_text(encoding="utf-8")
        for match in re.finditer(r"(?<=[a-z,;] )[A-Za-z]+", text):
            word = match.group()
            kind = lower if word.islower() else capitals if word.isupper() and len(word) > 1 else upper
            kind[word.lower()] += 1
    return Truecaser(lower, upper, capitals)
