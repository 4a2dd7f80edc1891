"""Calendar arithmetic: the half-open interval of ISO days and the precision of a TIMEX3 value."""

from __future__ import annotations

import calendar
import re
from dataclasses import dataclass
from datetime import date, timedelta

from twosource.model.vocabulary import TimePrecision

_SEASONS = {"SP": 3, "SU": 6, "FA": 9, "WI": 12}
_VALUE = re.compile(
    r"(?P<year>\d{4})"
    r"(?:-W(?P<week>\d\d)(?P<weekend>-WE)?|-(?P<stretch>SP|SU|FA|WI|Q[1-4]|H[12])|-(?P<month>\d\d)(?:-(?P<day>\d\d))?)?"
    r"(?:T.*)?"
)


@dataclass(frozen=True, slots=True)
class Interval:
    """A half-open interval of ISO days, an open or unknown end None, and how finely it is known."""

    start: str | None = None
    end: str | None = None
    precision: TimePrecision | None = None


UNKNOWN = Interval()


def interval_of(value: str) -> Interval:
    """The interval of a TIMEX3 value; unknown for values with an X, durations, references and years before our era.

    That of two values joined by a stroke runs from the start of the first to the end of the second.
    """
    first_value, stroke, second_value = value.partition("/")
    if stroke:
        one, two = interval_of(first_value), interval_of(second_value)
        known = one.start is not None and two.end is not None and one.start < two.end
        return Interval(one.start, two.end, one.precision) if known else UNKNOWN
    if re.fullmatch(r"\d{3}", value):
        first = int(value) * 10
        return Interval(_day(date(max(first, 1), 1, 1)), _day(date(first + 10, 1, 1)), TimePrecision.DECADE)
    if re.fullmatch(r"\d{2}", value) and value != "00":
        first = int(value) * 100
        return Interval(_day(date(first, 1, 1)), _day(date(first + 100, 1, 1)), None)
    match = _VALUE.fullmatch(value)
    if match is None or match["year"] == "0000":
        return UNKNOWN
    year = int(match["year"])
    try:
        return _interval(year, match)
    except ValueError:  # no such day or week, or beyond the calendar
        return UNKNOWN


def _interval(year: int, match: re.Match[str]) -> Interval:
    if match["week"]:
        monday = date.fromisocalendar(year, int(match["week"]), 1)
        if match["weekend"]:
            return Interval(_day(monday + timedelta(5)), _day(monday + timedelta(7)), TimePrecision.WEEK)
        return Interval(_day(monday), _day(monday + timedelta(7)), TimePrecision.WEEK)
    if match["stretch"]:
        code = match["stretch"]
        if code in _SEASONS:
            return _months(year, _SEASONS[code], 3, TimePrecision.QUARTER)
        if code.startswith("Q"):
            return _months(year, int(code[1]) * 3 - 2, 3, TimePrecision.QUARTER)
        return _months(year, int(code[1]) * 6 - 5, 6, TimePrecision.YEAR)
    if match["day"]:
        day = date(year, int(match["month"]), int(match["day"]))
        return Interval(_day(day), _day(day + timedelta(1)), TimePrecision.DAY)
    if match["month"]:
        return _months(year, int(match["month"]), 1, TimePrecision.MONTH)
    return _months(year, 1, 12, TimePrecision.YEAR)


def _months(year: int, month: int, count: int, precision: TimePrecision) -> Interval:
    after_year, after_month = add_months(year, month, count)
    return Interval(_day(date(year, month, 1)), _day(date(after_year, after_month, 1)), precision)


def add_months(year: int, month: int, count: int) -> tuple[int, int]:
    """The year and month so many months on."""
    total = year * 12 + month - 1 + count
    return total // 12, total % 12 + 1


def add_to_day(day: date, count: int, unit: str) -> date | None:
    """The day so many units on, the last of its month where the day does not exist; None beyond the calendar."""
    try:
        if unit in ("D", "WE"):
            return day + timedelta(count)
        if unit in ("W", "2W"):
            return day + timedelta(count * (14 if unit == "2W" else 7))
        months = {"M": 1, "Q": 3, "Y": 12, "DE": 120, "CE": 1200}.get(unit)
        if months is None:
            return None
        year, month = add_months(day.year, day.month, count * months)
        return date(year, month, min(day.day, calendar.monthrange(year, month)[1]))
    except (OverflowError, ValueError, IndexError):
        return None


def value_of_unit(day: date, unit: str) -> str:
    """The TIMEX3 value of the unit that the day lies in: its week, month, quarter, year, decade."""
    if unit in ("W", "2W", "WE"):
        week = day.isocalendar()
        return f"{week.year:04d}-W{week.week:02d}" + ("-WE" if unit == "WE" else "")
    return {
        "M": f"{day.year:04d}-{day.month:02d}",
        "Q": f"{day.year:04d}-Q{(day.month + 2) // 3}",
        "Y": f"{day.year:04d}",
        "DE": f"{day.year // 10:03d}",
        "CE": f"{day.year // 100:02d}",
    }.get(unit, day.isoformat())


def season_month(code: str) -> int:
    """The first month of a season, quarter or half-year."""
    if code in _SEASONS:
        return _SEASONS[code]
    return int(code[1]) * 3 - 2 if code.startswith("Q") else int(code[1]) * 6 - 5


def _day(day: date) -> str:
    return day.isoformat()
