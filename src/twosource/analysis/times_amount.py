"""Numbers and units of time: how many, and the TIMEX3 length."""

from __future__ import annotations

from twosource.analysis.times_expression import Reader
from twosource.analysis.times_lexicon import Row

_HALVES = {"Y": ("M", 6.0), "D": ("TH", 12.0), "TH": ("TM", 30.0)}
"""What half a unit is counted in."""
_VAGUE = ("several", "few", "many", "some", "couple")


def number_at(reader: Reader, index: int) -> tuple[int, float | None] | None:
    """A number at ``index``: the index after it and its value, None where it is vague ("several")."""
    plain = _plain_number(reader, index)
    if plain is None or plain[1] is None or plain[1] == 0.5:
        return plain
    after, value = plain[0], plain[1]
    if reader.low(after) == "and" and reader.low(after + 1) == "a" and reader.low(after + 2) == "half":
        return (after + 3, value + 0.5) if reader.row(after + 3, "unit") else plain
    if [reader.low(after + step) for step in range(3)] == ["1", "/", "2"] and reader.row(after + 3, "unit"):
        return after + 3, value + 0.5
    return plain


def _plain_number(reader: Reader, index: int) -> tuple[int, float | None] | None:
    low = reader.low(index)
    if reader.kind(index) == "number":
        if reader.low(index + 1) in ("million", "billion") or len(low) > 9:
            return None
        return index + 1, float(low.replace(",", ""))
    if low == "half" and reader.low(index + 1) in ("a", "an"):
        return index + 2, 0.5
    if low in ("a", "an"):
        if reader.low(index + 1) in ("few", "couple"):
            after = index + 2
            return (after + 1 if reader.low(after) == "of" else after), None
        if reader.low(index + 1) == "dozen":
            return index + 2, 12
        if reader.low(index + 1) == "single":
            return index + 2, 1
        if reader.low(index + 1) == "half":
            return index + 2, 0.5
        return index + 1, 1
    if low in _VAGUE and reader.low(index - 1) != "as":
        after = index + 1
        return (after + 1 if reader.low(after) == "of" else after), None
    value = reader.lexicon.numbers.get(low)
    if value is None:
        return None
    if (
        reader.low(index + 1) == "-"
        and (more := reader.lexicon.numbers.get(reader.low(index + 2)))
        and value >= 20
        and more < 10
    ):
        return index + 3, value + more
    if reader.low(index + 1) == "dozen":
        return index + 2, value * 12
    if reader.low(index + 1) == "hundred":
        return index + 2, value * 100
    return index + 1, value


def code_of(unit: Row) -> str:
    """The TIMEX3 letter of a unit, ``T`` before one of the clock."""
    code, clock = str(unit["code"]), unit["clock"]
    return f"T{code}" if clock else code


def duration_of(unit: Row, value: float | None) -> str:
    """The TIMEX3 duration: ``P2W``, ``PT3H``, ``PXD``; a fortnight is two weeks."""
    code = code_of(unit)
    if code == "2W":
        code, value = "W", None if value is None else value * 2
    if code == "CE" and value is not None and value != int(value):
        code, value = "Y", value * 100
    if value == 0.5 and code in _HALVES:
        code, value = _HALVES[code]
    count = "X" if value is None else f"{value:g}"
    if code == "DE" and value is not None:
        return f"P{count}DE"
    return f"PT{count}{code[1:]}" if code.startswith("T") else f"P{count}{code}"
