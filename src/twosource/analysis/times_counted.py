"""Times counted by a number of units: "two weeks ago", "a day after", "ten days", "a two-year"."""

from __future__ import annotations

from dataclasses import replace

from twosource.analysis.times_amount import code_of, duration_of, number_at
from twosource.analysis.times_expression import BASE, HERE, NOW, VAGUE_COUNT, Found, Reader, Shift
from twosource.analysis.times_lexicon import Row
from twosource.analysis.times_years import is_year

_FINER = {"Y": (12, "M"), "M": (1, "M"), "W": (7, "D"), "DE": (10, "Y")}
"""What a unit and a half is counted in."""


def counted_time(reader: Reader, index: int) -> list[Found]:
    """ "two weeks ago", "a day after", "ten days", "a two-year", "months-long", "hours later"."""
    first = index
    if reader.low(index) in ("less", "more", "fewer") and reader.low(index + 1) == "than":
        index += 2
    elif reader.low(index) in ("about", "nearly", "almost", "over", "some", "just", "only") and number_at(
        reader, index + 1
    ):
        index += 1
    elif (
        reader.low(index) == "the" and number_at(reader, index + 1) is None and reader.row(index + 1, "unit")
    ):
        return _the_unit(reader, index)
    elif reader.low(index) == "the" and number_at(reader, index + 1):
        index += 1
    exact = reader.low(first - 1) == "exactly"
    number = number_at(reader, index)
    bare_unit = reader.row(index, "unit")
    if number is None:
        if bare_unit is None or not reader.low(index).endswith("s") or reader.low(index) in ("hrs", "mins"):
            return _long(reader, first, index, bare_unit)
        if reader.low(index - 1) in reader.lexicon.contexts["before hours"] or is_year(reader, index + 1):
            return []
        number = (index, None)
    after, value = number
    hyphened = reader.low(after) == "-" and reader.row(after + 1, "unit") is not None
    if hyphened:
        after += 1
    for skipped in (
        "more",
        "bloody",
        "long",
        "full",
        "straight",
        "consecutive",
        "whole",
        "further",
        "additional",
        "calendar",
    ):
        if reader.low(after) == skipped and reader.row(after + 1, "unit"):
            after += 1
    unit = reader.row(after, "unit")
    if unit is None or reader.low(after) in ("min", "hr") or unit["code"] == "Q":
        return []
    if is_year(reader, index) and reader.low(after) == unit["lemma"]:
        return []  # "the 2031 day of mourning", "a 2000 year old wall"
    after += 1
    half = reader.low(after) == "and" and reader.low(after + 1) == "a" and reader.low(after + 2) == "half"
    if half and value is not None:
        value, after = value + 0.5, after + 3
    if reader.low(after) == "'" or reader.low(after) == "'s":
        if reader.low(after + 1) == "time" and reader.low(first - 1) == "in" and value is not None:
            shift = Shift(code_of(unit), int(value), NOW)
            return [(after + 2, reader.expression(first, after + 2, shift=shift))]
        after += 1 if reader.low(after) == "'" and reader.low(after + 1) != "time" else 0
    if hyphened:
        first = first + 1 if reader.low(first) == "the" else first
        if reader.low(after) == "-" and reader.low(after + 1) in ("old", "olds"):
            return []
        if reader.low(after) == "-" and reader.low(after + 1) == "long":
            after += 2
        return [
            (
                after,
                reader.expression(
                    first, after, kind="duration", value=duration_of(unit, value), attributive=True
                ),
            )
        ]
    if reader.low(after) == "-" and reader.low(after + 1) == "long" and reader.touches(after):
        value_of = duration_of(unit, value)
        return [
            (
                after + 2,
                reader.expression(first, after + 2, kind="duration", value=value_of, attributive=True),
            )
        ]
    if reader.low(after) in ("old",) or (reader.low(after) == "of" and reader.low(after + 1) == "age"):
        return []
    if offset := _offset(reader, first, after, unit, value):
        ended, expression = offset[0]
        if exact and expression.apposed is False:
            return [(ended, replace(expression, start=reader.words[first - 1].start, exact=True))]
        if [reader.low(ended + step) for step in range(-1, 3)] == ["ago", "to", "the", "day"]:
            return [(ended + 3, replace(expression, end=reader.words[ended + 2].end, exact=True))]
        if reader.low(ended - 1) == "ago" and reader.low(ended) == "today":
            return [(ended + 1, replace(expression, end=reader.words[ended].end, exact=True))]
        return offset
    return [(after, reader.expression(first, after, kind="duration", value=duration_of(unit, value)))]


def _long(reader: Reader, first: int, index: int, unit: Row | None) -> list[Found]:
    """ "month-long", "year-end"."""
    if unit is None or reader.low(index + 1) != "-" or not reader.touches(index + 1):
        return []
    if reader.low(index + 2) == "long":
        value = duration_of(unit, 1)
        return [
            (index + 3, reader.expression(first, index + 3, kind="duration", value=value, attributive=True))
        ]
    if reader.low(index + 2) == "end" and unit["code"] in ("Y", "M"):
        shift = Shift(unit["code"], 0, HERE)
        return [(index + 3, reader.expression(first, index + 3, shift=shift, modifier="END"))]
    return []


def _the_unit(reader: Reader, index: int) -> list[Found]:
    """ "the day before", "the year after", "the day after 3 May": a unit that "the" names, counted from a time."""
    unit = reader.row(index + 1, "unit")
    assert unit is not None
    if reader.low(index + 1) != unit["lemma"] or unit["clock"]:
        return []
    return _offset(reader, index, index + 2, unit, 1)


def _offset(reader: Reader, first: int, after: int, unit: Row, value: float | None) -> list[Found]:
    row = reader.row(after, "offset")
    ended = after + 1
    if row is None and (phrase := reader.phrase(after)) and phrase[1] == "offset":
        ended, _, row = phrase
    if row is None or (reader.low(after) == "on" and reader.low(after + 1) != ","):
        return []  # "two days on the road"; "two days on, they fought"
    if row["takes"] and reader.low(ended).endswith("ing"):
        return []  # "a week before moving on": a length, then what came next
    code, told = code_of(unit), value
    if value is not None and value != int(value):
        if code not in _FINER:
            return []
        factor, code = _FINER[code]
        value = value * factor
    sign = int(row["sign"])
    count = None if value is None else sign * int(value)
    shift = Shift(code, count, BASE if row["takes"] else str(row["basis"]))
    if count is None:
        shift = Shift(code, sign * VAGUE_COUNT, shift.basis)
    fields = {"shift": shift, "apposed": bool(row["takes"])}
    if row["takes"] and reader.low(first) != "the":  # "the day after": a day, whatever it is counted from
        fields |= {"length": duration_of(unit, told), "length_end": reader.words[after - 1].end}
    return [(ended, reader.expression(first, ended, **fields))]
