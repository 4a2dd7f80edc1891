"""Quantities: how many or how much, of what, and between which bounds."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import replace
from decimal import Decimal

from twosource.analysis.layers import Analysis, Predicate, Token
from twosource.analysis.quantities_lexicon import QuantityWords, Row
from twosource.analysis.quantities_numbers import Number, find_numbers
from twosource.analysis.quantities_parts import (
    Share,
    counting,
    is_age,
    is_age_after_of,
    is_of_one_size,
    is_side_of_age,
)
from twosource.analysis.quantities_reader import TIME_UNITS, Counted, Reader
from twosource.analysis.quantities_victims import lone_victims
from twosource.analysis.times_tokens import Word, words_of
from twosource.model.measure import Quantity
from twosource.model.span import Span
from twosource.model.vocabulary import FigureKind

_REACH = 600
"""How far back, in code points, a figure without a noun looks for what it counts."""
_NEAR = 120
"""The same for "dozens" and "thousands", which are people where nothing near is counted."""
_PAID = 8
_MARK = 5
_LARGE = 10_000
_PRONOUN = ("no", "any", "every", "each", "this", "that", "the", "some")
_DEFINITE = ("the", "both", "these", "those", "all")


def find_quantities(analysis: Analysis, *, words: QuantityWords) -> tuple[Quantity, ...]:
    """The quantities of the document's blocks (noise left out), in text order.

    Reads the parse (what is counted) and the times (a year, a day or a duration is no quantity). Ordinals, ages, telephone and
    other numbers that name are left out. A figure without a noun counts what the nearest quantity before it
    counts. The span covers the number and the words that bound it, not what is counted.
    """
    text = analysis.text
    times = [(when.at, when.kind == "duration") for when in analysis.times if when.at is not None]
    starts = [span.start for span, _ in times]
    reader = Reader(analysis.parse, words)
    found: list[Quantity] = []
    for block in analysis.document.read_blocks():
        tokens = words_of(text, block.at.start, block.at.end)
        numbers, shares = counting(tokens, find_numbers(tokens, words), words)
        for number in numbers:
            core = Span(tokens[number.core].start, tokens[number.core].end)
            index = bisect_right(starts, core.start) - 1
            if index >= 0 and times[index][0].overlaps(core):
                quantity = _lasting(tokens, number, reader) if times[index][1] else None
            else:
                quantity = _quantity(tokens, number, reader, found)
            if quantity is not None:
                found.append(quantity)
        for share in shares:
            if (part := _share(tokens, share, reader)) is not None:
                found.append(part)
    lone = [one for one in _lone(analysis, words) if not any(one.of_at == other.of_at for other in found)]
    return tuple(sorted((*found, *lone), key=lambda one: (one.at.start, -one.at.end)))


def quantities_of(analysis: Analysis, predicate: Predicate) -> tuple[Quantity, ...]:
    """The quantities that a predicate tells: in its words, or of an argument that stands outside them.

    "About 30 guards are believed to have fled" counts who fled, though the words of fleeing begin after "believed".
    """
    parse = analysis.parse
    spans = list(predicate.extent)
    for index in (predicate.subject, *predicate.objects):
        if index is None or any(span.contains(parse.tokens[index].at) for span in predicate.extent):
            continue
        spans.append(Span(parse.tokens[parse.subtree(index)[0]].start, parse.tokens[index].end))
    return tuple(one for one in analysis.quantities if any(span.contains(one.at) for span in spans))


def _lasting(words: Sequence[Word], number: Number, reader: Reader) -> Quantity | None:
    """A duration as a measure: "three weeks", "less than 48 hours"."""
    at = number.after + 1 if number.after < len(words) and words[number.after].low == "-" else number.after
    unit = words[at].low.removesuffix("s") if at < len(words) else ""
    if unit not in TIME_UNITS or unit == "time":
        return None
    lead = reader.token_at(words[number.first].start)
    if (
        lead is not None
        and lead.dep == "prep"
        and number.low is not None
        and words[number.first].low == "over"
    ):
        number = replace(
            number, first=number.first + 1, high=number.low
        )  # "spent over four years": within them
    return Quantity(
        at=Span(words[number.first].start, words[at].end),
        of="duration",
        of_at=_span(words, at, at),
        unit={"min": "minute", "hr": "hour"}.get(unit, unit),
        low=number.low,
        high=number.high,
        approximate=number.approximate,
        ordinary=False,
    )


def _share(words: Sequence[Word], share: Share, reader: Reader) -> Quantity | None:
    """A part of a whole as a measure in ``fraction``; ``of_at`` are the words of the whole."""
    whole = reader.whole_of(words[share.whole].start)
    if whole is None or whole.lemma in TIME_UNITS:
        return None
    number = share.number
    return Quantity(
        at=Span(words[number.first].start, words[number.after - 1].end),
        of="share",
        of_at=whole.at,
        unit="fraction",
        low=number.low,
        high=number.high,
        approximate=number.approximate,
        ordinary=False,
        part_of_at=whole.at,
    )


def _lone(analysis: Analysis, words: QuantityWords) -> Iterator[Quantity]:
    """The single persons that the words count by an article, where harm befell them: "a guard and 30 miners were killed"."""
    for article, noun, is_more in lone_victims(analysis.parse, words):
        yield Quantity(
            at=article.at,
            of=words.noun(noun.lemma),
            of_at=noun.at,
            unit="person",
            low=Decimal(1),
            high=Decimal(1),
            figure=FigureKind.INCREMENT if is_more else FigureKind.TOTAL,
        )


def _quantity(
    words: Sequence[Word], number: Number, reader: Reader, found: Sequence[Quantity]
) -> Quantity | None:
    at = Span(words[number.first].start, words[number.after - 1].end)
    counted = _measured(words, number, reader.lexicon)
    if counted is None:
        token = reader.token_at(words[number.core].start)
        if is_age(words, number) or is_age_after_of(words, number, token, reader.lexicon):
            return None
        if _is_not_counting(words, number, token, reader):
            return None
        counted = _hyphened(words, number, reader.lexicon)
        if counted is None and token is not None:
            counted = reader.counted(token, number, at)
        if counted is None or counted.of is None:
            if _is_mark(words, number):
                return None
            counted = _elliptical(counted, at, number, token, reader, found)
        if counted is None:
            return None
        counted = reader.befallen(counted, at)
        if counted.of == "other":
            earlier = _elliptical(counted, at, number, token, reader, found)
            known = earlier is not None and earlier.of is not None
            counted = replace(
                counted,
                of=earlier.of if earlier is not None and known else "person",
                unit=earlier.unit if earlier is not None and known else "person",
            )
    if counted.unit in TIME_UNITS or (counted.of is None and is_side_of_age(words, number)):
        return None
    if counted.end is not None and counted.end > at.end and not counted.ordinary:
        at = Span(at.start, counted.end)
    return Quantity(
        at=at,
        of=counted.of,
        of_at=counted.at,
        unit=counted.unit,
        low=number.low,
        high=number.high,
        approximate=number.approximate,
        figure=number.figure,
        ordinary=counted.ordinary,
        part_of_at=counted.whole,
    )


def _measured(words: Sequence[Word], number: Number, lexicon: QuantityWords) -> Counted | None:
    """A unit or a currency beside the number: a measure, not a count."""
    after = number.after
    if number.sign is not None:
        measure = "ratio" if number.sign in ("ratio", "fold") else "money"
        return Counted(measure, None, number.sign, ordinary=False)
    hyphened = after < len(words) and words[after].low == "-" and after + 1 < len(words)
    at = after + 1 if hyphened else after
    if number.vague and at < len(words) and words[at].low == "of":
        at += 1  # "millions of dollars"
    if at >= len(words) or (number.low == number.high == 1 and words[at].low == "point"):
        return None
    for length in (3, 2, 1):
        if at + length > len(words):
            continue
        form = " ".join(word.low for word in words[at : at + length])
        last = at + length - (2 if form.endswith(" of") else 1)
        row: Row | None = lexicon.units.get(form)
        if row is not None:
            if row["lemma"] == "meter" and form == "m" and not words[at].text.islower():
                return None
            return Counted(
                str(row["measure"]),
                _span(words, at, last),
                str(row["lemma"]),
                ordinary=False,
                end=words[last].end,
            )
        if form in lexicon.weights and not _is_paid(words, number, lexicon):
            row = lexicon.weights[form]
            return Counted(
                str(row["measure"]),
                _span(words, at, last),
                str(row["lemma"]),
                ordinary=False,
                end=words[last].end,
            )
        if (money := lexicon.money.get(form)) is not None:
            return Counted(
                "money", _span(words, at, last), str(money["lemma"]), ordinary=False, end=words[last].end
            )
    return None


def _is_paid(words: Sequence[Word], number: Number, lexicon: QuantityWords) -> bool:
    """Whether pounds are money: a sum of thousands and more, or near a word of paying."""
    size = number.low if number.low is not None else number.high
    near = words[max(0, number.first - _PAID) : number.after + _PAID]
    large = size is not None and size >= _LARGE
    return large or any(lexicon.row("paying", word.low) is not None for word in near)


def _span(words: Sequence[Word], first: int, last: int) -> Span:
    return Span(words[first].start, words[last].end)


def _hyphened(words: Sequence[Word], number: Number, lexicon: QuantityWords) -> Counted | None:
    """ "a 3,000-strong unit", "a 30-member crew"."""
    after = number.after
    if after < len(words) and words[after].low == "strong":
        return Counted("person", _span(words, after, after), "person")
    if after + 1 >= len(words) or words[after].low != "-":
        return None
    low = words[after + 1].low
    if low == "strong":
        return Counted("person", _span(words, after + 1, after + 1), "person")
    kind = lexicon.class_of(low)
    if kind is None:
        return None
    return Counted(low, _span(words, after + 1, after + 1), "person" if kind == "person" else None)


def _is_not_counting(words: Sequence[Word], number: Number, token: Token | None, reader: Reader) -> bool:
    """A "one" that is a pronoun or stands with a speaker, "the two", a hyphened compound of no counted thing."""
    before = words[number.first - 1].low if number.first else ""
    plain = number.first == number.core
    low = words[number.core].low
    if number.low == 2 and number.high == 2 and plain and before in _DEFINITE:
        return True
    after = words[number.after].low if number.after < len(words) else ""
    if after == "-" and number.after + 1 < len(words):
        joined = words[number.after + 1].low
        return joined != "strong" and reader.lexicon.class_of(joined) is None
    if after == "-":
        return True
    if low == "one" and plain:
        return before in _PRONOUN or not reader.counts_one(token)
    return False


def _is_mark(words: Sequence[Word], number: Number) -> bool:
    """Whether a figure that counts nothing told is a mark: nought, or many digits without a comma."""
    text = words[number.core].text
    return number.low == number.high == 0 or (text.isdigit() and len(text) > _MARK)


def _elliptical(
    counted: Counted | None,
    at: Span,
    number: Number,
    token: Token | None,
    reader: Reader,
    found: Sequence[Quantity],
) -> Counted | None:
    """What a figure without a noun counts: that of the nearest count before it; people, beside a verb of harm."""
    whole = counted.whole if counted else None
    harmed = token is not None and reader.is_harmed(token)
    vague = token is not None and reader.is_crowd(token)
    for quantity in reversed(found):
        if at.start - quantity.at.end > (_NEAR if vague else _REACH):
            break
        if not is_of_one_size(quantity, number):
            continue
        if quantity.ordinary and quantity.of is not None and (not harmed or quantity.unit == "person"):
            if harmed and reader.is_casualty(quantity.of):
                break
            return Counted(quantity.of, quantity.of_at, quantity.unit, whole=whole)
    if harmed or vague:
        return Counted("person", None, "person", whole=whole)
    if token is None or token.dep not in (
        "nsubj",
        "nsubjpass",
        "dobj",
        "pobj",
        "attr",
        "nummod",
        "ROOT",
        "conj",
    ):
        return None
    return Counted(whole=whole)
