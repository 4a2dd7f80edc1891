"""The number with which a claim answers its question."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from functools import cache

from twosource.analysis.meaning import load_meaning
from twosource.model.claim import Claim
from twosource.model.measure import Quantity

TELLING = Decimal(100)
"""From this size an equal number is unlikely to be chance."""

SLACK = Decimal("0.1")
"""How far an approximate number reaches to both sides, as a share of it."""


@dataclass(frozen=True, slots=True)
class Number:
    """The number in an answer: bounds, widened where it is approximate, and what it counts."""

    quantity: Quantity
    low: Decimal | None
    high: Decimal | None
    of: str | None

    @property
    def is_exact(self) -> bool:
        """Whether its bounds are one value."""
        return self.quantity.low is not None and self.quantity.low == self.quantity.high

    def equals(self, other: Number) -> bool:
        """Whether the two are written as the same bounds of the same thing."""
        mine, its = self.quantity, other.quantity
        return (self.of, mine.low, mine.high) == (other.of, its.low, its.high)

    def meets(self, other: Number) -> bool:
        """Whether one value can satisfy both."""
        below = self.high is not None and other.low is not None and self.high < other.low
        above = other.high is not None and self.low is not None and other.high < self.low
        return not (below or above)


@cache
def _things() -> Mapping[str, str]:
    return load_meaning("en").things


def is_class(predicate: str) -> bool:
    """Whether a predicate is a class of the lexicon rather than a lemma it does not know."""
    return predicate in load_meaning("en").classes


def thing_of(word: str | None) -> str | None:
    """The class of thing a lemma names in the lexicon, else the lemma."""
    return None if word is None else _things().get(word, word)


def number_of(claim: Claim) -> Number | None:
    """The number with which a claim answers its question: the one that counts what the question asks about, else the only one."""
    counted = thing_of(claim.question.counted)
    plain = [q for q in claim.quantities if q.low is not None or q.high is not None]
    for quantity in plain:
        if counted is not None and thing_of(quantity.of) == counted:
            return _number(quantity, counted)
    loose = [q for q in plain if q.ordinary]
    if len(loose) != 1:
        return None
    return _number(loose[0], thing_of(loose[0].of) or counted)


def _number(quantity: Quantity, of: str | None) -> Number:
    low, high = quantity.low, quantity.high
    if quantity.approximate:
        low = None if low is None else low - abs(low) * SLACK
        high = None if high is None else high + abs(high) * SLACK
    return Number(quantity, low, high, of)


def show(number: Number) -> str:
    """A number as a reader writes it: 3,000; 7 to 8; at least 12; about 30."""
    low, high = number.quantity.low, number.quantity.high
    about = "about " if number.quantity.approximate else ""
    if low is not None and high is not None:
        return f"{about}{low:,f}" if low == high else f"{about}{low:,f} to {high:,f}"
    return f"at least {low:,f}" if low is not None else f"at most {high or Decimal(0):,f}"
