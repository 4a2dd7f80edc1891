"""Numbers as a text writes them: figures, words, multipliers, ranges, vague counts, with the words that bound them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from decimal import Decimal

from twosource.analysis.quantities_lexicon import QuantityWords, Row
from twosource.analysis.times_tokens import Word
from twosource.model.vocabulary import FigureKind

_PREFIX_LENGTH = 4
_LONGEST = 18
"""Figures of more characters are marks, not counts."""
_GROUP = 3
_ADDRESS = 5
_NAMING = 1000
_TO = ("to", "-", "or")


@dataclass(frozen=True, slots=True)
class Number:
    """A number at words ``[first, after)``: ``core`` is the index of its last word proper, bounds as in `Quantity`.

    ``vague`` tells that no figure is written ("dozens"); ``sign`` is a currency before it, or ``ratio`` or ``fold`` where
    its own words say so ("four to one", "tenfold").
    """

    first: int
    after: int
    core: int
    low: Decimal | None
    high: Decimal | None
    approximate: bool = False
    vague: bool = False
    figure: FigureKind = FigureKind.TOTAL
    sign: str | None = None


def find_numbers(words: Sequence[Word], lexicon: QuantityWords) -> list[Number]:
    """The numbers among the words, in order, none overlapping; names, ordinals and marks that only look like numbers left out."""
    found: list[Number] = []
    index = 0
    while index < len(words):
        if words[index].kind != "number" and words[index].low not in lexicon.starters:
            index += 1
            continue
        number = _vague(words, index, lexicon) or _ranged(words, index, lexicon)
        if number is None or _is_name(words, number, lexicon):
            index = number.after if number is not None else index + 1
            continue
        floor = found[-1].after if found else 0
        found.append(bounded(words, number, lexicon, floor))
        index = found[-1].after
    return found


def _low(words: Sequence[Word], index: int) -> str:
    return words[index].low if 0 <= index < len(words) else ""


def _touches(words: Sequence[Word], index: int) -> bool:
    return 0 < index < len(words) and words[index - 1].end == words[index].start


def _phrase(words: Sequence[Word], index: int, length: int) -> str:
    """So many words joined; empty where there are fewer."""
    if index + length > len(words):
        return ""
    return " ".join(word.low for word in words[index : index + length])


def _vague(words: Sequence[Word], index: int, lexicon: QuantityWords) -> Number | None:
    """ "several", "dozens of", "tens of thousands", "a significant number of"."""
    for length in (5, 4, 3, 2, 1):
        row = lexicon.row("vague", _phrase(words, index, length))
        if row is None:
            continue
        after = index + length - (1 if _low(words, index + length - 1) == "of" else 0)
        if (
            length == 1
            and _low(words, index) == "few"
            and _low(words, index - 1) in ("a", "the", "very", "as")
        ):
            continue
        low, high = _decimal(row.get("low")), _decimal(row.get("high"))
        then = after + 1 if _low(words, after) == "of" else after
        if low is not None and (times := lexicon.row("multiplier", _low(words, then))):
            after, size = then + 1, Decimal(times["value"])
            low, high = low * size, None if high is None else high * size
        return Number(index, after, after - 1, low, high, approximate=True, vague=True)
    word = _low(words, index)
    factor = _plural(word, lexicon) or (Decimal(10) if word == "tens" else None)
    if factor is None or (word == "tens" and _low(words, index + 1) != "of"):
        return None
    total, after = factor * 2, index + 1
    while _low(words, after) == "of" and (more := _plural(_low(words, after + 1), lexicon)):
        total, after = total * more, after + 2
    if word == "tens" and after == index + 1:
        return None
    if word == "scores" and _low(words, after) != "of":
        return None
    return Number(index, after, after - 1, total, None, approximate=True, vague=True)


def _plural(word: str, lexicon: QuantityWords) -> Decimal | None:
    for row in lexicon.tables["multiplier"].values():
        if row["plural"] == word:
            return Decimal(row["value"])
    return None


def _decimal(value: object) -> Decimal | None:
    return None if value is None else Decimal(str(value))


def _ranged(words: Sequence[Word], index: int, lexicon: QuantityWords) -> Number | None:
    """A number, or two of them as a range: "10 to 15", "between 3,000 and 5,000", "2-3 million"."""
    one = _plain(words, index, lexicon)
    if one is None:
        return None
    link = _low(words, one.after)
    if (ratio := _ratio(words, one, lexicon)) is not None:
        return ratio
    between = _low(words, index - 1) == "between" and link == "and"
    if not between and link not in _TO:
        return one
    if (
        link == "to"
        and _low(words, index - 1) == "from"
        and lexicon.row("ranging", _low(words, index - 2)) is None
    ):
        return one
    two = _plain(words, one.after + 1, lexicon)
    if two is None or one.high is None or two.high is None or one.low is None:
        return one
    if link == "-" and _is_telephone(words, one, two):
        return replace(one, core=-1, after=two.after)
    low, high = one.low, two.high
    if low < 1000 <= high and _multiplier_of(words, two, lexicon) and not _multiplier_of(words, one, lexicon):
        low *= _multiplier_of(words, two, lexicon) or 1
    if low >= high:
        return replace(one, core=-1, after=two.after) if link == "-" and _touches(words, one.after) else one
    first = index - 1 if between else index
    return Number(first, two.after, two.core, low, high, approximate=one.approximate, sign=one.sign)


def _ratio(words: Sequence[Word], one: Number, lexicon: QuantityWords) -> Number | None:
    """ "Four to one", "10-to-1"."""
    links = [_low(words, one.after + step) for step in range(3)]
    step = 3 if links == ["-", "to", "-"] else 1 if links[0] == "to" else 0
    two = _plain(words, one.after + step, lexicon) if step else None
    if two is None or two.high != 1 or two.sign is not None or _low(words, one.first - 1) == "from":
        return None
    if one.low is None or one.low <= 1:
        return None
    return replace(one, after=two.after, core=two.core, sign="ratio")


def _is_telephone(words: Sequence[Word], one: Number, two: Number) -> bool:
    """ "555-0134": three figures and four, written together."""
    figures = (words[one.core].text, words[two.core].text)
    return _touches(words, one.after) and [len(each) for each in figures if each.isdigit()] == [3, 4]


def _multiplier_of(words: Sequence[Word], number: Number, lexicon: QuantityWords) -> int | None:
    row = lexicon.row("multiplier", _low(words, number.core)) or lexicon.row(
        "suffix", _low(words, number.core)
    )
    return int(row["value"]) if row else None


def _plain(words: Sequence[Word], index: int, lexicon: QuantityWords) -> Number | None:
    """One number: "1.4 million", "12,000", "two dozen", "half a million", "twenty-one", "a hundred", "20k", "$2m"."""
    low = _low(words, index)
    sign = lexicon.signs.get(low)
    if sign and index + 1 < len(words) and words[index + 1].kind == "number":
        number = _plain(words, index + 1, lexicon)
        if number is None:
            return None
        before = lexicon.signs.get(_low(words, index - 1) + low) if _touches(words, index) else None
        first = index - 1 if before else index
        return replace(number, first=first, sign=before or sign)
    if (
        low in ("half", "quarter")
        and _low(words, index + 1) == "a"
        and lexicon.row("multiplier", _low(words, index + 2))
    ):
        share = Decimal("0.5") if low == "half" else Decimal("0.25")
        return _multiplied(words, index, index + 2, share, lexicon)
    if low in ("a", "an"):
        if _low(words, index + 1) in ("dozen", "hundred", "thousand", "million", "billion", "score"):
            return _multiplied(words, index, index + 1, Decimal(1), lexicon)
        return None
    if index < len(words) and words[index].kind == "number":
        return _figure(words, index, lexicon) if len(low) <= _LONGEST else None
    row = lexicon.row("cardinal", low.removesuffix("fold")) if low.endswith("fold") else None
    if row is not None:
        times = Decimal(row["value"])
        return Number(index, index + 1, index, times, times, sign="fold")
    value, after = _in_words(words, index, lexicon)
    return _multiplied(words, index, after, value, lexicon) if value is not None else None


def _figure(words: Sequence[Word], index: int, lexicon: QuantityWords) -> Number | None:
    value = Decimal(words[index].low.replace(",", ""))
    after = index + 1
    while _is_next_group(words, index, after):
        value, after = value * 1000 + Decimal(words[after].low), after + 1
    if _touches(words, after) and (row := lexicon.row("suffix", _low(words, after))):
        counted = after + 1 < len(words) and lexicon.is_counted(_low(words, after + 1))
        money = (
            lexicon.signs.get(_low(words, index - 1)) is not None or _low(words, after + 1) in lexicon.money
        )
        if row["lemma"] != "m" or counted or money:
            value *= Decimal(row["value"])
            return Number(index, after + 1, after, value, value)
    return _multiplied(words, index, after, value, lexicon)


def _is_next_group(words: Sequence[Word], index: int, after: int) -> bool:
    """Whether three more digits follow after one space ("12 500"), as many countries group them."""
    if not words[index].low.isdigit() or not 1 <= len(words[index].low) <= _GROUP or after >= len(words):
        return False
    group = words[after].low
    return group.isdecimal() and len(group) == _GROUP and words[after].start == words[after - 1].end + 1


def _in_words(words: Sequence[Word], index: int, lexicon: QuantityWords) -> tuple[Decimal | None, int]:
    row = lexicon.row("cardinal", _low(words, index))
    if row is None:
        return None, index
    value, after = Decimal(row["value"]), index + 1
    if (
        value >= 20
        and _low(words, after) == "-"
        and (more := lexicon.row("cardinal", _low(words, after + 1)))
    ):
        value, after = value + Decimal(more["value"]), after + 2
    if _low(words, after) == "and" and _low(words, after + 1) == "a" and _low(words, after + 2) == "half":
        value, after = value + Decimal("0.5"), after + 3
    return value, after


def _multiplied(
    words: Sequence[Word], first: int, after: int, value: Decimal, lexicon: QuantityWords
) -> Number:
    """The value with the multipliers that follow, "and" and a smaller number included ("two hundred and fifty")."""
    total = Decimal(0)
    grown = value
    core = after - 1
    while row := lexicon.row(
        "multiplier", _low(words, after + (1 if _is_joined(words, after, lexicon) else 0))
    ):
        if row["lemma"] == "score" and words[first].kind == "number":
            break
        after += 2 if _is_joined(words, after, lexicon) else 1
        core = after - 1
        grown *= Decimal(row["value"])
        if grown < 1000 or words[first].kind == "number":
            step = after + 1 if _low(words, after) == "and" else after
            more, ended = _in_words(words, step, lexicon)
            if more is not None and row["lemma"] == "hundred":
                grown, after, core = grown + more, ended, ended - 1
        elif (rest := _in_words(words, after, lexicon))[0] is not None and row["lemma"] in (
            "thousand",
            "million",
        ):
            total, grown = total + grown, rest[0] or Decimal(0)
            after, core = rest[1], rest[1] - 1
    return Number(first, after, core, total + grown, total + grown)


def _is_joined(words: Sequence[Word], after: int, lexicon: QuantityWords) -> bool:
    """A hyphen between a figure and its multiplier ("two-million")."""
    return _low(words, after) == "-" and lexicon.row("multiplier", _low(words, after + 1)) is not None


def _is_name(words: Sequence[Word], number: Number, lexicon: QuantityWords) -> bool:
    """Whether the number is part of a name, a mark or no number at all: "T-72", "Article 12", "Flight 12", "555-1234"."""
    if number.core < 0:
        return True
    first, after = number.first, number.after
    before, word_before = _low(words, first - 1), words[first - 1] if first else None
    if number.vague:
        return False
    if before in ("-", "/", ".", ":", "#", "@", "_") and _touches(words, first):
        return True
    if word_before is not None and _touches(words, first) and word_before.kind not in ("mark",):
        return True
    if words[first].kind == "word" and words[first].text[0].isupper() and word_before is not None:
        if before == "of" and first >= 2:
            return words[first - 2].text[:1].isupper()  # "the Gang of Eight"
        following = words[after].text if after < len(words) else ""
        named = following[:1].isupper() and not lexicon.is_counted(following.lower())
        if named and (word_before.kind == "genitive" or word_before.text.islower()):
            return True  # "the Channel's Seven Sharp"
    if before == "." and _low(words, first - 2) in ("no", "nos", "art", "sec", "vol"):
        return True
    label = lexicon.row("label", before)
    if label is not None and word_before is not None:
        always = label["lemma"] in ("article", "number", "version", "rank")
        if before == "no" and not word_before.text[0].isupper():
            always = False
        if always or word_before.text[0].isupper():
            return True
    if _is_named_by(words, number):
        return True
    if words[first].kind == "number" and _is_house(words, after, lexicon):
        return True
    if _touches(words, after):
        joined = _low(words, after)
        if words[after].kind == "word" and joined not in lexicon.units and joined not in lexicon.money:
            return True
        if joined in ("/", ":", "_", "@") or (joined == "." and _touches(words, after + 1)):
            return True
    return first == 0 and _low(words, after) in (".", ")") and words[first].kind == "number"


def _is_named_by(words: Sequence[Word], number: Number) -> bool:
    """Whether a name in running text stands right before a small bare figure, and no noun after it ("Proposition 8 in")."""
    first = number.first
    if first < 2 or first != number.core or words[first].kind != "number" or number.low is None:
        return False
    before, lead, after = words[first - 1], words[first - 2], _low(words, number.after)
    if before.kind != "word" or not before.text[0].isupper() or lead.kind == "mark" or number.low >= _NAMING:
        return False
    following = words[number.after].text if number.after < len(words) else ""
    return after in ("in", "on", "at", ",", ".", ")", "") or following[:1].isupper()


def _is_house(words: Sequence[Word], after: int, lexicon: QuantityWords) -> bool:
    """Whether capitalised words up to "Street", or "block of", follow: the number of a house."""
    if _low(words, after) == "block" and _low(words, after + 1) == "of":
        return True
    for step in range(_ADDRESS):
        at = after + step
        if step and _low(words, at) == ".":
            continue
        if at >= len(words) or not (words[at].text[0].isupper() or words[at].kind == "ordinal"):
            return False
        if step and lexicon.row("address", words[at].low) is not None:
            return True
    return False


def _whole(value: Decimal | None) -> Decimal | None:
    """The same number without trailing zeros or an exponent, so that equal figures are equal bytes."""
    if value is None:
        return None
    return value.to_integral_value() if value == value.to_integral_value() else value.normalize()


def bounded(words: Sequence[Word], number: Number, lexicon: QuantityWords, floor: int) -> Number:
    """The number with the words before and after it that bound it, soften it or make it an addition."""
    out = number
    begin = number.first
    while True:
        step = _prefix(words, begin, lexicon, floor)
        if step is None:
            break
        start, table, row = step
        begin = start
        if table == "bound":
            out = _opened(replace(out, first=start), str(row["bound"]))
        elif table == "approximate":
            extends = bool(row["extends"])
            out = replace(out, approximate=True, first=start if extends else out.first)
        elif table == "increment":
            out = replace(out, figure=FigureKind.INCREMENT, first=start)
    out = _suffixed(words, out, lexicon)
    return replace(out, low=_whole(out.low), high=_whole(out.high))


def _prefix(
    words: Sequence[Word], begin: int, lexicon: QuantityWords, floor: int
) -> tuple[int, str, Row] | None:
    for length in range(min(_PREFIX_LENGTH, begin - floor), 0, -1):
        phrase = _phrase(words, begin - length, length)
        for table in ("bound", "approximate", "whole", "increment"):
            row = lexicon.row(table, phrase)
            if row is None or (table == "increment" and phrase == "more"):
                continue
            if phrase in ("under", "over", "below", "above") and _low(words, begin - length - 1) in (
                "just",
                "well",
            ):
                return begin - length - 1, table, row
            return begin - length, table, row
    return None


def _opened(number: Number, bound: str) -> Number:
    """The number with one end left: "low" keeps the lower, "high" the upper."""
    if bound == "low":
        return replace(number, high=None)
    return replace(number, low=None, high=number.high if number.high is not None else number.low)


def _suffixed(words: Sequence[Word], number: Number, lexicon: QuantityWords) -> Number:
    after = number.after
    for length in (3, 2, 1):
        phrase = _phrase(words, after, length)
        if row := lexicon.row("after", phrase):
            if (
                phrase == "plus"
                and not _touches(words, after)
                and _low(words, after + 1) not in ("", ".", ",")
            ):
                continue
            return _opened(replace(number, after=after + length), str(row["bound"]))
        if phrase in ("or so", "or thereabouts"):
            return replace(number, after=after + length, approximate=True)
    if _low(words, after) == "+" and _touches(words, after):
        return replace(number, after=after + 1, high=None)
    if _low(words, after) == "more" and "than" not in [word.low for word in words[after + 1 : after + 7]]:
        return replace(number, figure=FigureKind.INCREMENT)
    return number
