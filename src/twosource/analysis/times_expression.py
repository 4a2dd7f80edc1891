"""A time expression as the grammar reads it, before it is counted from anything; and the reader the grammar reads with."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any

from twosource.analysis.times_lexicon import Row, TimeWords
from twosource.analysis.times_tokens import Word

NOW = "now"
TEXT = "text"
BASE = "base"
HERE = "here"
VAGUE_COUNT = 10_000
"""A count of units from here on stands for one that is not told ("days ago"), with its sign."""


@dataclass(frozen=True, slots=True)
class Shift:
    """So many units before (negative) or after a basis: `NOW` publication, `TEXT` the time last told of, `BASE` a time beside it,
    `HERE` publication where it is known, else the time last told of.

    ``count`` is None where it is vague ("a few days later"). ``unit`` is the TIMEX3 letter, ``T`` before a clock unit.
    """

    unit: str
    count: int | None
    basis: str


@dataclass(frozen=True, slots=True)
class Expression:
    """The words ``[start, end)`` of the text and what they say of a time, unresolved.

    ``value`` is given only where it needs no counting (a reference, a set, a duration, a decade). ``stretch`` is a part of a
    year as TIMEX3 writes it (``SU``, ``Q3``, ``H1``). ``pick`` says which of the days or months of a name is meant: -1 "last",
    0 "this", 1 "next". ``outer`` is the larger unit that a name lies in ("July last year"). ``year`` is negative before our era.
    """

    start: int
    end: int
    kind: str = "date"
    value: str = ""
    year: int | None = None
    month: int | None = None
    day: int | None = None
    weekday: int | None = None
    stretch: str = ""
    part: str = ""
    clock: str = ""
    zone: int | None = None
    pick: int | None = None
    pick_basis: str = NOW
    shift: Shift | None = None
    outer: Shift | None = None
    base: Expression | None = None
    modifier: str | None = None
    attributive: bool = False
    ahead: bool = False
    """A time only where its clause tells of what is to come ("soon"); else it orders events and dates none."""
    exact: bool = False
    """Counted to the day, whatever its unit ("exactly two years ago")."""
    length: str = ""
    """What is left where it is counted from an event that is not a date: its TIMEX3 duration ..."""
    length_end: int = 0
    """... and where the words of the length end."""
    nth: int | None = None
    """Which unit of ``base`` is meant ("the first week of May"): from 1, or -1 the last."""
    apposed: bool = False
    """"A day after ...": the time of what follows, counted back from the time beside it."""

    @property
    def is_partial(self) -> bool:
        """Whether it names a part of a year and no year."""
        named = self.month is not None or bool(self.stretch)
        return named and self.year is None and self.shift is None


def length_before(expression: Expression) -> Expression:
    """The length in an expression that is counted from an event ("two days" of "two days after the quake")."""
    return replace(
        expression,
        end=expression.length_end,
        kind="duration",
        value=expression.length,
        shift=None,
        apposed=False,
    )


@dataclass(frozen=True, slots=True)
class Reader:
    """The words of one block and the lexicon."""

    words: Sequence[Word]
    lexicon: TimeWords
    depth: int = 0
    """How many expressions the one being read lies in ("the end of the week after ...")."""
    is_old: bool = False
    """Whether the text tells of years of two and three figures ("c. 347", "AD 69")."""

    def deeper(self) -> Reader:
        """The reader for an expression inside another."""
        return replace(self, depth=self.depth + 1)

    def low(self, index: int) -> str:
        """The word in lower case; empty outside the block."""
        return self.words[index].low if 0 <= index < len(self.words) else ""

    def kind(self, index: int) -> str:
        """The kind of the word; empty outside the block."""
        return self.words[index].kind if 0 <= index < len(self.words) else ""

    def row(self, index: int, group: str) -> Row | None:
        """The lexicon's entry for the word, in one class."""
        return self.lexicon.row(group, self.low(index)) if 0 <= index < len(self.words) else None

    def row_of(self, group: str, word: str) -> Row | None:
        """The lexicon's entry for a form that is not the word as it stands, in one class."""
        return self.lexicon.row(group, word)

    def is_capital(self, index: int) -> bool:
        """Whether the word begins with a capital letter."""
        return 0 <= index < len(self.words) and self.words[index].text[:1].isupper()

    def is_name(self, index: int, row: Row) -> bool:
        """Whether the word stands as the name of a month or weekday: in capitals, or in full where nothing else is called so."""
        return self.is_capital(index) or (self.low(index) in row["forms"][:1] and not row.get("guarded"))

    def touches(self, index: int) -> bool:
        """Whether no space stands between the word and the one before it."""
        return 0 < index < len(self.words) and self.words[index - 1].end == self.words[index].start

    def phrase(self, index: int) -> tuple[int, str, Row] | None:
        """The longest entry of several words that stands at ``index``: the index after it, its class and the entry."""
        for parts, group, row in self.lexicon.phrases.get(self.low(index), ()):
            if all(self.low(index + step) == part for step, part in enumerate(parts)):
                return index + len(parts), group, row
        return None

    def span(self, first: int, after: int) -> tuple[int, int]:
        """The offsets of the words ``[first, after)``."""
        return self.words[first].start, self.words[after - 1].end

    def past(self, index: int, *lows: str) -> int:
        """The index past the word at ``index`` where it is one of those given, else ``index``."""
        return index + 1 if self.low(index) in lows else index

    def expression(self, first: int, after: int, **fields: Any) -> Expression:
        """An expression over the words ``[first, after)``."""
        start, end = self.span(first, after)
        return replace(Expression(start, end), **fields)


Found = tuple[int, Expression]
"""The index of the word after an expression, and the expression."""
