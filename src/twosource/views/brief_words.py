"""The words of a briefing: those of ours, and a claim's as a row of tokens."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any

from twosource.errors import ConfigError
from twosource.model.span import Extent, Span, merged
from twosource.model.vocabulary import Role
from twosource.store.base import ClaimRow

_TOKEN = re.compile(r"[^\W_]+(?:[.,'’\-‑][^\W_]+)*|[’'][^\W_]+|[%$€£°]")
_STOP = re.compile(r"[.!?][”\"’)]*\s")
_NUMBER = re.compile(r"\d")
GAP = "…"
"""What stands in a line for words left out between others."""


@dataclass(frozen=True, slots=True)
class Token:
    """A word, number or sign of a text, at its offsets."""

    text: str
    start: int
    end: int

    @property
    def key(self) -> str:
        """What is compared where case does not matter."""
        return self.text.casefold()


def tokens_of(text: str, start: int = 0, end: int | None = None) -> tuple[Token, ...]:
    """The tokens of ``text[start:end]``, at offsets of the whole text."""
    stop = len(text) if end is None else end
    return tuple(
        Token(found.group(), found.start(), found.end()) for found in _TOKEN.finditer(text, start, stop)
    )


@dataclass(frozen=True, slots=True)
class Wording:
    """The lists of ``data/<language>/brief.toml``; phrases as tuples of lower-case tokens."""

    sections: Mapping[str, str]
    labels: Mapping[str, str]
    joints: Mapping[str, str]
    chain: Mapping[str, str]
    marks: Mapping[str, str]
    tags: Mapping[str, str]
    negation: frozenset[tuple[str, ...]]
    bound: frozenset[tuple[str, ...]]
    bound_after: frozenset[tuple[str, ...]]
    ahead: frozenset[tuple[str, ...]]
    opening: frozenset[str]
    fronted: frozenset[str]
    boundary: frozenset[str]
    dangling: frozenset[str]
    small: frozenset[str]
    pronoun: frozenset[str]

    def negates(self, keys: Sequence[str]) -> bool:
        """Whether a row of lower-case tokens holds a negation, contracted ones included."""
        return holds(keys, self.negation) or any(key.endswith(("n't", "n’t")) for key in keys)


_TABLES = ("sections", "labels", "joints", "chain", "marks", "tags")
_PHRASES = ("negation", "bound", "bound_after", "ahead")
_LISTS = ("opening", "fronted", "boundary", "dangling", "small", "pronoun")


@cache
def load_wording(language: str = "en") -> Wording:
    """The words of a language's briefings; ConfigError where the file is malformed."""
    file = files("twosource.data") / language / "brief.toml"
    try:
        data = tomllib.loads(file.read_text(encoding="utf-8"))
        values: dict[str, Any] = {name: dict(data[name]) for name in _TABLES}
        values |= {name: frozenset(_phrase(row["words"]) for row in data[name]) for name in _PHRASES}
        values |= {name: frozenset(data[name]["words"]) for name in _LISTS}
        return Wording(**values)
    except (KeyError, TypeError, ValueError) as error:
        raise ConfigError(f"data/{language}/brief.toml: {error}") from error


def _phrase(words: str) -> tuple[str, ...]:
    return tuple(token.key for token in tokens_of(words))


def holds(keys: Sequence[str], phrases: Iterable[tuple[str, ...]]) -> bool:
    """Whether any of the phrases is a run of the tokens."""
    return any(
        tuple(keys[index : index + len(phrase)]) == phrase
        for phrase in phrases
        for index in range(len(keys) - len(phrase) + 1)
    )


def starts(keys: Sequence[str], phrases: Iterable[tuple[str, ...]]) -> bool:
    """Whether the tokens begin with any of the phrases."""
    return any(tuple(keys[: len(phrase)]) == phrase for phrase in phrases)


def ends(keys: Sequence[str], phrases: Iterable[tuple[str, ...]]) -> bool:
    """Whether the tokens end with any of the phrases."""
    return any(len(keys) >= len(phrase) and tuple(keys[-len(phrase) :]) == phrase for phrase in phrases)


def is_number(token: Token) -> bool:
    """Whether the token holds a digit."""
    return bool(_NUMBER.search(token.text))


FAR = 300
"""Characters beyond which an actor's words stand too far before a clause to be told with it."""


@dataclass(frozen=True, slots=True)
class ClaimWords:
    """The tokens of a claim and of claims told in the same breath, at offsets of their document.

    They are those of the extents, and of the words for who acts or keeps silent where these stand before the clause.
    ``breaks`` are the indices of tokens before which words of the document are left out.
    """

    row: ClaimRow
    beside: tuple[ClaimRow, ...]
    tokens: tuple[Token, ...]
    breaks: frozenset[int]

    @classmethod
    def of(cls, row: ClaimRow, beside: Sequence[ClaimRow] = ()) -> ClaimWords:
        """The words of a claim, and of others of its document."""
        text = row.within.text
        found: list[Token] = []
        breaks = set()
        for span in merged(span for one in (row, *beside) for span in (*one.claim.extent, *_actors(one))):
            part = tokens_of(text, span.start, span.end)
            if part and found and _is_broken(text, found[-1], part[0]):
                breaks.add(len(found))
            found.extend(part)
        return cls(row, tuple(beside), tuple(found), frozenset(breaks))

    @property
    def rows(self) -> tuple[ClaimRow, ...]:
        """The claims whose words these are."""
        return (self.row, *self.beside)

    @property
    def head(self) -> int:
        """The index of the token that holds the claim's head; the first where the extent leaves it out."""
        return self.head_of(self.row)

    def head_of(self, row: ClaimRow) -> int:
        """The same of any of the claims."""
        at = row.claim.head
        return next(
            (i for i, token in enumerate(self.tokens) if token.start < at.end and at.start < token.end), 0
        )

    def covered(self, at: Extent | Span | None) -> tuple[int, ...]:
        """The indices of the tokens at some spans."""
        spans = () if at is None else (at,) if isinstance(at, Span) else at
        return tuple(
            i
            for i, token in enumerate(self.tokens)
            if any(span.start < token.end and token.start < span.end for span in spans)
        )

    def keys(self, start: int, end: int) -> tuple[str, ...]:
        """The lower-case tokens from one index up to another."""
        return tuple(token.key for token in self.tokens[start:end])

    def cuts_a_bound(self, start: int, end: int, wording: Wording) -> bool:
        """Whether the tokens ``[start, end)`` begin or end with a number whose bound is left out."""
        text = self.row.within.text
        first, last = self.tokens[start], self.tokens[end - 1]
        if is_number(first):
            before = [token.key for token in tokens_of(text, max(0, first.start - 40), first.start)]
            if ends(before, wording.bound):
                return True
        if is_number(last):
            after = [token.key for token in tokens_of(text, last.end, min(len(text), last.end + 24))]
            if starts(after, wording.bound_after):
                return True
        for quantity in (one for row in self.rows for one in row.claim.quantities):
            own = self.covered(quantity.at)
            inside = sum(start <= i < end for i in own)
            if 0 < inside < len(own):
                return True
        return False


def _is_broken(text: str, last: Token, first: Token) -> bool:
    """Whether words or the end of a sentence stand between two tokens."""
    ends = "." not in last.text and _STOP.search(text, last.end, first.start + 1)
    return bool(ends) or bool(tokens_of(text, last.end, first.start))


def _actors(row: ClaimRow) -> tuple[Span, ...]:
    """The words for who acts or keeps silent, where they stand before the clause in its block.

    Not those of the holder: between "X accused Y of" and its clause X would read as who did it.
    """
    first = row.claim.extent[0].start
    speaker = row.claim.holder.at
    return tuple(
        actor.at
        for actor in row.claim.participants
        if (actor.role is Role.SILENT or (actor.role is Role.AGENT and actor.at not in speaker))
        and first - FAR < actor.at.start
        and actor.at.end <= first
        and "\n" not in row.within.text[actor.at.end : first]
    )


def runs_of(words: ClaimWords, content: str, wording: Wording) -> tuple[tuple[int, int], ...] | None:
    """Where the parts of some content stand among a claim's words, in order, each a whole run; None where
    they do not."""
    parts = [tokens_of(part) for part in content.split(GAP)]
    if not all(parts):
        return None
    return _placed(words, parts, 0, wording)


def _placed(
    words: ClaimWords, parts: Sequence[tuple[Token, ...]], after: int, wording: Wording
) -> tuple[tuple[int, int], ...] | None:
    if not parts:
        return ()
    part = parts[0]
    for start in range(after, len(words.tokens) - len(part) + 1):
        end = start + len(part)
        if any(start < cut < end for cut in words.breaks):
            continue
        if _same(words.tokens[start:end], part, wording):
            rest = _placed(words, parts[1:], end, wording)
            if rest is not None:
                return ((start, end), *rest)
    return None


def _same(own: Sequence[Token], given: Sequence[Token], wording: Wording) -> bool:
    if own[0].key != given[0].key or (own[0].text != given[0].text and own[0].key not in wording.small):
        return False
    return all(left.text == right.text for left, right in zip(own[1:], given[1:], strict=True))
