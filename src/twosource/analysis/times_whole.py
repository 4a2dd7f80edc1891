"""Parts of a larger time: "the last two weeks of May", "the first half of June", "the week of 5 May"."""

from __future__ import annotations

from collections.abc import Callable

from twosource.analysis.times_amount import number_at
from twosource.analysis.times_expression import BASE, HERE, Expression, Found, Reader, Shift

_RANK = {"D": 0, "W": 1, "WE": 1, "M": 2, "Q": 3, "Y": 4, "DE": 5, "CE": 6}
_PLACES = {"last": -1, "final": -1, "closing": -1, "opening": 1, "latter": 2}
_LED = ("of", "beginning", "commencing", "starting")
WEEKDAY = "WXX-"
"""What the unit of a weekday of a month begins with; its number follows."""
HALF = "H"
"""The unit of a half of a month."""

Inner = Callable[[int], list[Found]]
"""Reads the expression at an index."""


def part_of_whole(reader: Reader, index: int, read: Inner) -> list[Found]:
    """A part of a date, counted from its start or its end; a week named by a day in it."""
    first = index
    if reader.low(index) == "the":
        index += 1
    if reader.low(index) == "week" and reader.low(index + 1) in _LED:
        return _week_of(reader, first, index + 2, read)
    nth = reader.lexicon.ordinals.get(reader.low(index)) or _PLACES.get(reader.low(index))
    if nth is None:
        return []
    index += 1
    number = number_at(reader, index)
    length = 1
    if number is not None and number[1] is not None and number[1] == int(number[1]):
        index, length = number[0], int(number[1])
    if (weekday := reader.row(index, "weekday")) and length == 1 and reader.low(index + 1) in ("of", "in"):
        return _weekday_of(reader, first, index + 2, (nth, int(weekday["number"])), read)
    unit = HALF if reader.low(index) == "half" and length == 1 else _unit(reader, index)
    if not unit or reader.low(index + 1) != "of" or not 1 <= length <= 99:
        return []
    found = _whole(reader, index + 2, read)
    if (
        found is None
        or _RANK.get(unit, 1) >= _rank(found[1])
        or (unit == HALF and _rank(found[1]) != _RANK["M"])
    ):
        return []
    after, whole = found
    shift = Shift(unit, -length if nth < 0 else length, BASE)
    fields = {"base": whole, "shift": shift, "nth": nth}
    if length > 1 or unit == "W":
        fields |= {"kind": "duration", "value": f"P{length}{unit}"}
    return [(after, reader.expression(first, after, **fields))]


def _unit(reader: Reader, index: int) -> str:
    row = reader.row(index, "unit")
    return (
        str(row["code"])
        if row is not None and row["code"] in ("D", "W", "WE", "M") and not row["clock"]
        else ""
    )


def _whole(reader: Reader, index: int, read: Inner) -> Found | None:
    """What the part is of: a month, a year, "this week", "the month"; None where a day or no date follows."""
    unit = reader.row(index + 1, "unit")
    if reader.low(index) == "the" and unit is not None and unit["code"] in ("W", "M", "Y"):
        return index + 2, reader.expression(index, index + 2, shift=Shift(str(unit["code"]), 0, HERE))
    inner = read(index)
    if not inner:
        return None
    expression = inner[0][1]
    at_index = expression.start == reader.words[index].start
    return inner[0] if at_index and expression.kind == "date" and expression.day is None else None


def _rank(whole: Expression) -> int:
    """How large the whole is; -1 for what is no month, year or unit."""
    if whole.shift is not None:
        return _RANK.get(whole.shift.unit, -1)
    if whole.stretch:
        return _RANK["Q"]
    if whole.month is not None:
        return _RANK["M"]
    return _RANK["Y"] if whole.year is not None else -1


def _weekday_of(reader: Reader, first: int, index: int, which: tuple[int, int], read: Inner) -> list[Found]:
    """ "The first Monday of May": which of a month's such days, and the weekday."""
    found = _whole(reader, index, read)
    if found is None or _rank(found[1]) != _RANK["M"]:
        return []
    after, whole = found
    nth, weekday = which
    return [
        (
            after,
            reader.expression(first, after, base=whole, shift=Shift(f"{WEEKDAY}{weekday}", 1, BASE), nth=nth),
        )
    ]


def _week_of(reader: Reader, first: int, index: int, read: Inner) -> list[Found]:
    inner = read(index)
    if not inner or inner[0][1].day is None or inner[0][1].kind != "date":
        return []
    after, day = inner[0]
    return [(after, reader.expression(first, after, base=day, shift=Shift("W", 0, BASE)))]
