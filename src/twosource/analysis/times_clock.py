"""Dates written in figures, and times of day."""

from __future__ import annotations

import re
from dataclasses import replace

from twosource.analysis.times_expression import Expression, Found, Reader, Shift

_DAY = 24 * 60


def written_date(reader: Reader, index: int) -> list[Found]:
    """ "2031-07-24", "2031-07-24T09:30Z", "24/07/2031". Where day and month could be either way round only the year is told."""
    word = reader.words[index]
    if word.kind == "iso":
        year, month, day = (int(part) for part in word.text[:10].split("-"))
        written = re.match(r"(\d{1,2}):(\d\d)", word.text[11:])
        clock, zone = (f"{int(written[1]):02d}:{written[2]}" if written else ""), None
        if written:
            rest = word.text[11 + written.end() :]
            zone = 0 if rest.endswith("Z") else _written_zone(rest)
        date = {"year": year, "month": month, "day": day, "clock": clock, "zone": zone}
        return [(index + 1, reader.expression(index, index + 1, **date))]
    numbers = [int(part) for part in re.split(r"\D", word.text)]
    if numbers[0] > 31:
        year, month, day = numbers
    else:
        one, two, year = numbers
        if one <= 12 and two <= 12 and one != two and "." in word.text:
            day, month = one, two  # with points the day comes first
            return [(index + 1, reader.expression(index, index + 1, year=year, month=month, day=day))]
        if one <= 12 and two <= 12 and one != two:
            return [(index + 1, reader.expression(index, index + 1, year=year))]
        day, month = (one, two) if two <= 12 else (two, one)
    if not (1 <= month <= 12 and 1 <= day <= 31):
        return []
    return [(index + 1, reader.expression(index, index + 1, year=year, month=month, day=day))]


def _written_zone(text: str) -> int | None:
    match = re.search(r"([+-])(\d\d):?(\d\d)$", text)
    if match is None:
        return None
    minutes = int(match.group(2)) * 60 + int(match.group(3))
    return minutes if match.group(1) == "+" else -minutes


def clock_time(reader: Reader, index: int) -> list[Found]:
    """ "9:30 a.m. GMT", "10pm", "noon", "midnight", "0900 GMT"; the day it falls on is joined later."""
    low, kind = reader.low(index), reader.kind(index)
    if low in ("noon", "midnight"):
        return [
            (
                index + 1,
                reader.expression(index, index + 1, kind="time", clock="12:00" if low == "noon" else "24:00"),
            )
        ]
    after = index + 1
    if kind == "clock":
        hour, minute = (int(part) for part in re.split(r"[:.]", low)[:2])
    elif (
        kind == "number"
        and low.isdigit()
        and len(low) <= 2
        and reader.kind(after) == "meridiem"
        and 1 <= int(low) <= 12
    ):
        hour, minute = int(low), 0
    elif kind == "number" and low.isdigit() and len(low) == 4 and int(low[:2]) < 24 and int(low[2:]) < 60:
        on_a_day = reader.low(after) == "on" and reader.low(index - 1) in (
            "at",
            "about",
            "around",
            "by",
            "until",
            "since",
        )
        if reader.row(after, "zone") is None and reader.low(after) not in ("hrs", "hours") and not on_a_day:
            return []
        hour, minute = int(low[:2]), int(low[2:])
    else:
        return []
    if reader.kind(after) == "meridiem":
        late = reader.low(after).startswith("p")
        hour = hour % 12 + (12 if late else 0)
        after += 1
    elif reader.low(after) in ("hrs", "hours", "h"):
        after += 1
    zone = None
    if row := reader.row(after, "zone"):
        zone, after = row.get("minutes"), after + 1
    elif (phrase := reader.phrase(after)) and phrase[1] == "zone":
        zone, after = phrase[2].get("minutes"), phrase[0]
    elif reader.low(after + 1) == "time" and (reader.low(after) == "local" or reader.is_capital(after)):
        after += 2
    return [
        (after, reader.expression(index, after, kind="time", clock=f"{hour:02d}:{minute:02d}", zone=zone))
    ]


def moved_clock(expression: Expression, shift: Shift, base: Expression) -> Expression:
    """ "Ten minutes before midnight": a time of day moved by so much; where it is not told by how much, only to which side."""
    count = shift.count
    minute = {"TM": 1, "TH": 60}.get(shift.unit)
    before = (count or 0) < 0
    if count is None or minute is None or abs(count) * minute >= _DAY:
        return replace(base, start=expression.start, modifier="BEFORE" if before else "AFTER")
    moved = (_minutes(base.clock) + count * minute) % _DAY
    return replace(base, start=expression.start, clock=f"{moved // 60:02d}:{moved % 60:02d}")


def told_twice(local: Expression, other: Expression) -> Expression:
    """ "03:00 (0000 GMT)": the first time of day, with the zone that the second gives it."""
    zone = local.zone
    if zone is None and other.zone is not None:
        zone = (_minutes(local.clock) - _minutes(other.clock) + other.zone + _DAY // 2) % _DAY - _DAY // 2
    return replace(local, end=other.end, zone=zone)


def _minutes(clock: str) -> int:
    return int(clock[:2]) * 60 + int(clock[3:])
