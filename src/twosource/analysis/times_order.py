"""The two ends of a range in order: the second is not before the first."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date, timedelta

from twosource.analysis.times_calendar import interval_of
from twosource.analysis.times_point import PUBLISHED
from twosource.model.measure import When


def weekdays_in_order(one: When, two: When, today: date | None) -> tuple[When, When]:
    """Two weekdays that bound a range, told of as past or as to come ("from Monday to Thursday").

    Where the second would lie before the first, the first moves back a week if the second is past, else the second on.
    """
    first, second = _day(one), _day(two)
    if first is None or second is None or second >= first or (first - second).days > 7:
        return one, two
    if today is not None and second < today:
        return _moved(one, first - timedelta(7)), two
    return one, _moved(two, second + timedelta(7))


def earlier_year(one: When, two: When) -> When:
    """A date that begins a range, a year back where it would lie behind the second ("from 23 May to 9 July", told in June)."""
    if one.anchor != PUBLISHED or two.anchor != PUBLISHED or one.start is None or two.start is None:
        return one
    match = re.fullmatch(r"(\d{4})(-\d\d(?:-\d\d)?)", one.value)
    if match is None or one.start <= two.start or len(two.value) != len(one.value):
        return one
    value = f"{int(match.group(1)) - 1:04d}{match.group(2)}"
    found = interval_of(value)
    return one if found.start is None else replace(one, value=value, start=found.start, end=found.end)


def _day(when: When) -> date | None:
    """The day that a value names, None where the calendar has no such day."""
    told = interval_of(when.value[:10]) if re.match(r"\d{4}-\d\d-\d\d", when.value) else None
    return date.fromisoformat(told.start) if told is not None and told.start is not None else None


def _moved(when: When, day: date) -> When:
    value = day.isoformat() + when.value[10:]
    if when.start is not None and "T" in when.start:
        return when
    return replace(when, value=value, start=day.isoformat(), end=(day + timedelta(1)).isoformat())
