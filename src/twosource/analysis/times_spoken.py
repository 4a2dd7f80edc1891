"""Times of day in words: "nine o'clock", "half past six", "two minutes past three", "five in the morning"."""

from __future__ import annotations

from twosource.analysis.times_expression import NOW, Found, Reader, Shift

_HOURS = range(1, 13)
_LATE = ("AF", "EV")
_NIGHT_FROM = 6
"""The first hour of the clock that is an evening hour when it is called night."""


def spoken_clock(reader: Reader, index: int) -> list[Found]:
    """A time of day told in words, with the part of the day that settles its half; nothing where no word makes it a time."""
    minutes = _minutes(reader, index)
    at = minutes[0] if minutes else index
    offset = minutes[1] if minutes else 0
    if minutes and reader.low(at) in ("noon", "midnight"):
        return _clock(reader, index, at + 1, (12 if reader.low(at) == "noon" else 0) * 60 + offset)
    hour = _number(reader, at)
    if hour is None or hour not in _HOURS:
        return []
    after = at + 1
    told = minutes is not None
    if reader.low(after) == "o'clock":
        told, after = True, after + 1
    meridiem = reader.kind(after) == "meridiem"
    if meridiem and told:
        late = reader.low(after).startswith("p")
        return _clock(reader, index, after + 1, (hour % 12 + (12 if late else 0)) * 60 + offset)
    ended, code, shift = _part(reader, after)
    if code:
        late = code in _LATE or (code == "NI" and hour >= _NIGHT_FROM)
        found = _clock(reader, index, ended, (hour % 12 + (12 if late else 0)) * 60 + offset, shift)
        return (
            found
            if told or reader.low(index - 1) in ("at", "around", "about", "by", "before", "after")
            else []
        )
    return _clock(reader, index, after, hour * 60 + offset) if told else []


def _clock(reader: Reader, first: int, after: int, minute: int, shift: Shift | None = None) -> list[Found]:
    minute %= 24 * 60
    clock = f"{minute // 60:02d}:{minute % 60:02d}"
    return [(after, reader.expression(first, after, kind="time", clock=clock, shift=shift))]


def _minutes(reader: Reader, index: int) -> tuple[int, int] | None:
    """The index of the hour behind "ten minutes past", "half past", "a quarter to", and the minutes to add."""
    at = reader.past(index, "a")
    amount = {"half": 30, "quarter": 15}.get(reader.low(at)) or _number(reader, at)
    if amount is None or not 0 < amount < 60:
        return None
    at = reader.past(at + 1, "minutes", "minute")
    word = reader.low(at)
    if word not in ("past", "to", "before") or (
        word != "past" and reader.low(at - 1) not in ("minutes", "minute", "quarter")
    ):
        return None
    is_hour = _number(reader, at + 1) in _HOURS or reader.low(at + 1) in ("noon", "midnight")
    return (at + 1, amount if word == "past" else -amount) if is_hour else None


def _number(reader: Reader, index: int) -> int | None:
    low = reader.low(index)
    if reader.kind(index) == "number":
        return int(low) if low.isdigit() and len(low) <= 2 else None
    value = reader.lexicon.numbers.get(low)
    if value is not None and value >= 20 and reader.low(index + 1) == "-":
        return None
    return int(value) if value is not None and value < 60 else None


def _part(reader: Reader, index: int) -> tuple[int, str, Shift | None]:
    """The part of the day that follows an hour: "in the morning", "this evening", "tomorrow morning"; and its day."""
    if (
        reader.low(index) == "in"
        and reader.low(index + 1) == "the"
        and (row := reader.row(index + 2, "part"))
    ):
        return index + 3, str(row["code"]), None
    if reader.low(index) == "at" and reader.low(index + 1) == "night":
        return index + 2, "NI", None
    if reader.low(index) == "this" and (row := reader.row(index + 1, "part")):
        return index + 2, str(row["code"]), Shift("D", 0, NOW)
    day, row = reader.row(index, "deictic"), reader.row(index + 1, "part")
    if day is not None and row is not None:
        return index + 2, str(row["code"]), Shift("D", int(day["shift"]), NOW)
    return index, "", None
