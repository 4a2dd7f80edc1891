"""Numbers that count nothing: shares of a whole ("two thirds", "one in five") and ages ("a girl of 12")."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import zip_longest

from twosource.analysis.layers import Token
from twosource.analysis.quantities_lexicon import QuantityWords
from twosource.analysis.quantities_numbers import Number
from twosource.analysis.times_tokens import Word
from twosource.model.measure import Quantity

_OLDEST = 110
_MOST_IN = 1000
_SPREAD = 100
"""How many times as large as another a figure of the same things may be."""


def counting(words: Sequence[Word], numbers: Sequence[Number], lexicon: QuantityWords) -> list[Number]:
    """The numbers that are no share of a whole."""
    kept: list[Number] = []
    skipped: Number | None = None
    for one, other in zip_longest(numbers, numbers[1:]):
        if one is skipped:
            continue
        if _is_fraction(words, one, lexicon):
            continue
        if other is not None and _is_share(words, one, other, lexicon):
            skipped = other
            continue
        kept.append(one)
    return kept


def is_age(words: Sequence[Word], number: Number) -> bool:
    """ "aged 22", "22-year-old", ", 22,": an age, of whom no count is told."""
    lows = [word.low for word in words[number.after : number.after + 4]]
    if (
        lows[:2] == ["-", "year"]
        or lows[:2] in (["years", "old"], ["year", "old"])
        or lows[:3] == ["years", "of", "age"]
    ):
        return True
    before = words[number.first - 1].low if number.first else ""
    if before in ("age", "aged", "ages") or (
        lows[:1] == ["and"] and lows[1:2] in (["older"], ["over"], ["under"])
    ):
        return True
    small = (
        number.low is not None
        and number.low == number.high
        and number.low <= _OLDEST
        and not number.approximate
    )
    alone = before == "," and (not lows or lows[0] in (",", ".", ")", ";"))
    named = number.first >= 2 and words[number.first - 2].text[:1].isupper()
    return bool(small and alone and named and words[number.first].kind == "number")


def is_side_of_age(words: Sequence[Word], number: Number) -> bool:
    """ "Voters over 45": an age, where nothing else is counted."""
    end = number.low if number.low is not None else number.high
    return (
        words[number.first].low in ("over", "under", "above", "below") and end is not None and end <= _OLDEST
    )


def is_age_after_of(
    words: Sequence[Word], number: Number, token: Token | None, lexicon: QuantityWords
) -> bool:
    """Whether a number after a person's "of" is an age: "a shepherd of 58", not "a crew of 30"."""
    value = number.low
    if value is None or value != number.high or value > _OLDEST or number.approximate:
        return False
    first = number.first
    if first < 2 or words[first - 1].low != "of" or token is None or token.dep == "nummod":
        return False
    person = words[first - 2].low
    return lexicon.class_of(person) == "person" and lexicon.row("collective", person) is None


def is_of_one_size(quantity: Quantity, number: Number) -> bool:
    """Whether a figure can be told of what another counts: "two lawmakers" are not what "4,000" counts."""
    one = quantity.low if quantity.low is not None else quantity.high
    other = number.low if number.low is not None else number.high
    if not one or not other:
        return True
    return max(one, other) <= min(one, other) * _SPREAD


def _is_fraction(words: Sequence[Word], number: Number, lexicon: QuantityWords) -> bool:
    after = number.after
    if after < len(words) and words[after].low == "-":
        after += 1
    small = number.low is not None and number.low == number.high and number.low <= 100
    return small and after < len(words) and lexicon.row("fraction", words[after].low) is not None


def _is_share(words: Sequence[Word], one: Number, other: Number, lexicon: QuantityWords) -> bool:
    """ "One in five", "three out of every four": so many of each so many."""
    between = [word.low for word in words[one.after : other.first]]
    if between and between[-1] == "every":
        between = between[:-1]
    elif other.first < other.core and words[other.first].low == "every":
        return False
    if between not in (["in"], ["out", "of"]) or one.low is None or other.low is None:
        return False
    if one.low != one.high or not one.low < other.low <= _MOST_IN or one.low > _OLDEST:
        return False
    named = words[other.after].low if other.after < len(words) else ""
    return one.low == 1 or not any(
        lexicon.class_of(stem) in ("event", "group") for stem in (named, named.removesuffix("s"))
    )
