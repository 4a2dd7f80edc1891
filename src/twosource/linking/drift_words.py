"""The words that a claim stands in, as a retelling is held against them, and the lexicon of retelling."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from functools import cache, lru_cache
from importlib.resources import files
from itertools import pairwise
from typing import Any, Protocol

from twosource.errors import ConfigError
from twosource.linking.origins import Testimony
from twosource.model.span import Span

_WORD = re.compile(r"[^\W_]+(?:[’'.,-](?=[^\W_])[^\W_]+)*")
_SENTENCE_END = re.compile(r"[.!?…][\"'”’)\]]*\s+(?=[\"'“‘(\[]?[A-Z0-9])")


_FRAME = re.compile(
    r",[\"”]?\s(?:[^,.;]{1,80}?\s|[^,.;]{1,60},[^,.;]{1,60},\s)?"
    r"(?:said|says|told|reported|reports|wrote|writes|according to|citing|quoting|as quoted|has learned|confirmed|stated)\b"
)
"""A closing frame: ", a railway official told the paper"."""


@dataclass(frozen=True, slots=True)
class Passage:
    """Words of a document, and the offset in its text at which they start."""

    start: int
    words: str

    @property
    def end(self) -> int:
        """The offset after the last word."""
        return self.start + len(self.words)

    def of(self, at: Span) -> str:
        """The words at a span of the document, as far as they lie in this passage."""
        return self.words[max(0, at.start - self.start) : max(0, at.end - self.start)]

    def span(self, start: int, end: int) -> Span:
        """The document's span of a range of these words."""
        return Span(self.start + start, self.start + end)


class Words(Protocol):
    """The words that a retelling is judged by: linking sees no page, only the paragraphs of the claims it compares."""

    def paragraph(self, document: str, at: Span) -> Passage:
        """The paragraph that holds a span of a document's text."""


@dataclass(frozen=True, slots=True)
class Telling:
    """A claim with the sentence and the paragraph it stands in."""

    one: Testimony
    sentence: Passage
    paragraph: Passage
    at: Span
    """From the first to the last word of the claim's own words, inside its sentence."""

    @property
    def id(self) -> str:
        """The claim's id."""
        return self.one.id

    @property
    def content(self) -> str:
        """The words of the sentence up to a closing frame."""
        frame = _FRAME.search(self.sentence.words, max(0, self.at.end - self.sentence.start - 1))
        return self.sentence.words if frame is None else self.sentence.words[: frame.start()]

    @property
    def own(self) -> str:
        """The claim's own words."""
        return self.sentence.of(self.at)


def tell(one: Testimony, words: Words) -> Telling:
    """A claim with the words it stands in."""
    paragraph = words.paragraph(one.claim.document, one.claim.head)
    sentence = _sentence(paragraph, one.claim.head)
    return Telling(one, sentence, paragraph, _own(one, sentence))


def _own(one: Testimony, sentence: Passage) -> Span:
    extent = one.claim.extent or (one.claim.head,)
    start = max(sentence.start, min(span.start for span in extent))
    end = min(sentence.end, max(span.end for span in extent))
    head = one.claim.head
    if load_retelling().citing.fullmatch(sentence.of(head)):
        head = Span(start, start + 1)  # the reading took the frame's verb for the claim's
    frame = _FRAME.search(sentence.words, head.end - sentence.start)
    if frame is not None:  # the reading took the frame for words of the claim
        end = min(end, max(head.end, sentence.start + frame.start()))
    return Span(start, end) if start < end else one.claim.head


def _sentence(paragraph: Passage, head: Span) -> Passage:
    at = head.start - paragraph.start
    bounds = [0, *_ends(paragraph.words), len(paragraph.words)]
    for start, end in pairwise(bounds):
        if start <= at < end:
            return Passage(paragraph.start + start, paragraph.words[start:end])
    return paragraph


def _ends(words: str) -> Iterator[int]:
    depth = 0
    last = 0
    for found in _SENTENCE_END.finditer(words):
        depth += words.count('"', last, found.end()) + words.count("“", last, found.end())
        depth -= words.count("”", last, found.end())
        last = found.end()
        before = words[: found.start()].rsplit(None, 1)[-1:] or [""]
        is_short = (
            before[0].casefold().strip("(\"'“‘.") in load_retelling().sets["abbreviation"]
            or len(before[0]) == 1
        )
        if words[found.start()] == "." and is_short:
            continue
        if "…" in found.group() or words[max(0, found.start() - 2) : found.start() + 1].count(".") > 1:
            continue
        yield found.end()


@dataclass(frozen=True, slots=True)
class Retelling:
    """The lexicon of retelling; each pattern finds the words of one list."""

    hedge: re.Pattern[str]
    weak: re.Pattern[str]
    caveat: re.Pattern[str]
    ahead: re.Pattern[str]
    citing: re.Pattern[str]
    bound: re.Pattern[str]
    about: re.Pattern[str]
    medium: re.Pattern[str]
    generic: re.Pattern[str]
    speaker: re.Pattern[str]
    doors: Mapping[str, re.Pattern[str]]
    units: Mapping[str, tuple[str, Decimal]]
    sets: Mapping[str, frozenset[str]]
    endings: tuple[tuple[str, ...], ...]
    spellings: Mapping[str, str]
    shorts: Mapping[str, str]


_LISTS = ("hedge", "weak", "caveat", "ahead", "citing", "bound", "about", "medium", "generic", "speaker")


@cache
def load_retelling(language: str = "en") -> Retelling:
    """The lexicon of a language ("en"); raises ConfigError where it is malformed."""
    rows = load_rows(language)
    try:
        lists = {name: _pattern(word for row in rows[name] for word in row["words"]) for name in _LISTS}
        return Retelling(
            **lists,
            doors={row["lemma"]: _pattern(row["words"]) for row in rows["door"]},
            units={
                unit: (row["lemma"], Decimal(str(size)))
                for row in rows["unit"]
                for unit, size in row["units"].items()
            },
            sets={row["lemma"]: frozenset(row["words"]) for row in rows["set"]},
            endings=tuple(tuple(row["words"]) for row in rows["ending"]),
            spellings={row["lemma"]: row["as"] for row in rows["spelling"]},
            shorts={row["lemma"]: row["as"] for row in rows["short"]},
        )
    except (KeyError, TypeError) as error:
        raise ConfigError(f"the lexicon of retelling of {language} lacks a field: {error}") from error


def load_rows(language: str = "en") -> dict[str, list[dict[str, Any]]]:
    """The lexicon as it is written, by list."""
    path = files("twosource.data") / language / "retelling.toml"
    try:
        return tomllib.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError) as error:
        raise ConfigError(f"cannot load the lexicon {path}") from error


def _pattern(words: Iterable[str]) -> re.Pattern[str]:
    """Finds any of the words from the beginning of a word; ``$`` ends it. An upper-case "May" is a month, no modal."""
    parts = []
    for word in sorted(set(words), key=lambda each: (-len(each), each)):
        body = re.escape(word.removesuffix("$")).replace(r"\ ", r"\s+")
        parts.append(body + (r"\b" if word.endswith("$") else r"\w*"))
    return re.compile(r"(?:(?<!\w)|(?<=\w)(?='ll))(?!(?-i:May)\b)(?:" + "|".join(parts) + ")", re.IGNORECASE)


@lru_cache(maxsize=1 << 12)
def words_of(text: str) -> tuple[str, ...]:
    """The words of a text in order, lower case, possessive endings off."""
    return tuple(re.sub(r"[’']s?$", "", found.group().casefold()) for found in _WORD.finditer(text))


_LEAST_STEM = 3


@cache
def stem(word: str) -> str:
    """A word without its usual endings; equal stems are taken for one word."""
    if any(ch.isdigit() for ch in word) or len(word) < 4:
        return word
    for endings in load_retelling().endings:
        for ending in endings:
            if word.endswith(ending) and len(word) - len(ending) >= _LEAST_STEM:
                word = word[: -len(ending)]
                break
    return word[:-1] if len(word) > 3 and word[-1] == word[-2] else word


def stems(text: str) -> frozenset[str]:
    """The stems of the words of a text that carry content."""
    common = load_retelling().sets["common"]
    return frozenset(stem(word) for word in words_of(text) if word not in common)
