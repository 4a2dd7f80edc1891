"""The interval of a part of a larger one: so many units from its start or its end."""

from __future__ import annotations

from datetime import date, timedelta

from twosource.analysis.times_calendar import UNKNOWN, Interval, add_to_day
from twosource.analysis.times_expression import Shift
from twosource.analysis.times_whole import HALF, WEEKDAY

_MIDDLE = 15
"""The last day of the first half of a month."""


def part_interval(whole: Interval, shift: Shift, nth: int) -> Interval:
    """The ``nth`` so many units of a whole, -1 for the last; unknown where the whole is, or is too short."""
    if whole.start is None or whole.end is None or shift.count is None:
        return UNKNOWN
    first, after = date.fromisoformat(whole.start), date.fromisoformat(whole.end)
    if shift.unit == HALF:
        middle = first + timedelta(_MIDDLE)
        ends = (first, middle) if nth == 1 else (middle, after)
        return Interval(ends[0].isoformat(), ends[1].isoformat(), None)
    if shift.unit == "WE":
        return _weekday(first, after, nth, (6, 2))
    if shift.unit.startswith(WEEKDAY):
        return _weekday(first, after, nth, (int(shift.unit[-1]), 1))
    length = abs(shift.count)
    start = (
        add_to_day(after, -length, shift.unit)
        if nth < 0
        else add_to_day(first, (nth - 1) * length, shift.unit)
    )
    if start is None or not first <= start < after:
        return UNKNOWN
    end = after if nth < 0 else add_to_day(start, length, shift.unit)
    if end is None:
        return UNKNOWN
    return Interval(start.isoformat(), min(end, after).isoformat(), None)


def _weekday(first: date, after: date, nth: int, which: tuple[int, int]) -> Interval:
    """The nth so many days that begin with a weekday: the weekday's number, and how many days."""
    days = [first + timedelta(step) for step in range((after - first).days)]
    days = [day for day in days if day.isoweekday() == which[0]]
    if not 1 <= abs(nth) <= len(days):
        return UNKNOWN
    day = days[nth if nth < 0 else nth - 1]
    return Interval(day.isoformat(), (day + timedelta(which[1])).isoformat(), None)
