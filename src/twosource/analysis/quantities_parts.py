"""Numbers that count nothing: shares of a whole ("two thirds of", "one in five") and ages ("a girl of 12")."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from itertools import zip_longest

from twosource.analysis.layers import Token
from twosource.analysis.quantities_lexicon import QuantityWords
from twosource.analysis.quantities_numbers import Number, bounded
from twosource.analysis.times_tokens import Word
from twosource.model.measure import Quantity

_OLDEST = 110
_MOST_IN = 1000
_HALF_OF = ("the", "its", "their", "his", "her", "our", "all", "those", "these")
_WHICH_HALF = ("the", "this", "that", "each", "latter", "former", "other", "last", "-")
_SPREAD = 100
"""How many times as large as another a figure of the same things may be."""


@dataclass(frozen=True, slots=True)
class Share:
    """A part of a whole as a number; from the word at ``whole`` is read what it is a share of."""

    number: Number
    whole: int


def counting(
    words: Sequence[Word], numbers: Sequence[Number], lexicon: QuantityWords
) -> tuple[list[Number], list[Share]]:
    """The numbers that are no share of a whole, and the shares: "two thirds of the guards", "one in five guards"."""
    kept: list[Number] = []
    shares: list[Share] = []
    skipped: Number | None = None
    for one, other in zip_longest(numbers, numbers[1:]):
        if one is skipped:
            continue
        if _is_fraction(words, one, lexicon):
            continue
        if other is not None and _is_share(words, one, other, lexicon):
            skipped = other
            if one.low is not None and other.low is not None:
                value = _rounded(one.low / other.low)
                shares.append(Share(replace(one, after=other.after, low=value, high=value), other.core))
            continue
        kept.append(one)
    shares.extend(_fractions(words, lexicon))
    return kept, shares


def _fractions(words: Sequence[Word], lexicon: QuantityWords) -> Iterator[Share]:
    """Shares told by a fraction: "a third of", "two-thirds of", "half the"."""
    for index, word in enumerate(words):
        row = lexicon.row("fraction", word.low)
        after = words[index + 1].low if index + 1 < len(words) else ""
        if row is None or after not in ("of", *(_HALF_OF if word.low == "half" else ())):
            continue
        if index + 2 < len(words) and (words[index + 2].kind == "number" or words[index + 2].low == "a"):
            continue
        first = index - 1 if index and words[index - 1].low == "-" else index
        before = words[first - 1].low if first else ""
        cardinal = lexicon.row("cardinal", before)
        if cardinal is not None:
            count, first = Decimal(cardinal["value"]), first - 1
        elif before in ("a", "an"):
            count, first = Decimal(1), first - 1
        elif word.low == "half" and before not in _WHICH_HALF and lexicon.row("ordinal", before) is None:
            count = Decimal(1)
        else:
            continue
        value = _rounded(count / Decimal(row["denominator"]))
        number = Number(first, index + 1, index, value, value)
        yield Share(bounded(words, number, lexicon, 0), index)


def _rounded(share: Decimal) -> Decimal:
    return share.quantize(Decimal("0.0001")).normalize()


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
    earlier = words[number.first - 2].low if number.first > 1 else ""
    if before == "at" and earlier in ("dies", "died", "die", "dead"):
        return True
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
    alone = before == "," and (not lows or lows[0] in (",", ".", ")", ";", "-", "―"))
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
    if between == ["of", "every"]:
        between = ["out", "of"]
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
