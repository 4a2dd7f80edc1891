"""TIMEX3 values: counted from a point, symbolic where it is unknown, and back to a point."""

from __future__ import annotations

from datetime import date

from twosource.analysis.times_calendar import add_months, add_to_day, value_of_unit
from twosource.analysis.times_expression import Expression
from twosource.analysis.times_point import Point

_SYMBOLIC = {
    "D": "XXXX-XX-XX",
    "W": "XXXX-WXX",
    "2W": "XXXX-WXX",
    "WE": "XXXX-WXX-WE",
    "M": "XXXX-XX",
    "Q": "XXXX-QX",
}


def symbolic(unit: str) -> str:
    """The value of an unknown stretch of one unit."""
    return "XXXX-XX-XXTXX" if unit.startswith("T") else _SYMBOLIC.get(unit, "XXXX")


def counted_from(point: Point | None, count: int, unit: str) -> tuple[str, str | None]:
    """The value so many units from a point, as coarse as the unit; symbolic where the point is unknown or too coarse."""
    if point is None:
        return symbolic(unit), None
    anchor = point.anchor
    if unit in ("Y", "DE", "CE"):
        year = point.year + count * {"Y": 1, "DE": 10, "CE": 100}[unit]
        if unit == "Y" or year < 1:
            return year_text(year), anchor
        return (f"{year // 10:03d}" if unit == "DE" else f"{year // 100:02d}"), anchor
    if unit in ("M", "Q"):
        if point.month is None:
            return f"{year_text(point.year)}-XX", anchor
        year, month = add_months(point.year, point.month, count * (3 if unit == "Q" else 1))
        return (
            f"{year_text(year)}-{month:02d}" if unit == "M" else f"{year_text(year)}-Q{(month + 2) // 3}"
        ), anchor
    day = point.date
    if day is None:
        if unit in ("W", "2W", "WE"):
            return f"{year_text(point.year)}-WXX", anchor
        in_month = "XX" if point.month is None else f"{point.month:02d}"
        return f"{year_text(point.year)}-{in_month}-XX", anchor
    if unit.startswith("T"):
        days = int(count / 24) if unit == "TH" else 0
        return f"{(add_to_day(day, days, 'D') or day).isoformat()}TXX", anchor
    moved = add_to_day(day, count * 7 if unit == "WE" else count, unit)
    return ("XXXX" if moved is None else value_of_unit(moved, unit)), anchor


def point_of_value(value: str, offset: int) -> Point | None:
    """The point that a value names: a year at least."""
    head = value.split("T")[0]
    if head.startswith("BC"):
        return Point(-int(head[2:6]), None, None, offset) if head[2:6].isdigit() and len(head) >= 6 else None
    if not (len(head) >= 4 and head[:4].isdigit()):
        return None
    parts = head.split("-")
    month = int(parts[1]) if len(parts) > 1 and parts[1].isdigit() else None
    day = int(parts[2]) if len(parts) > 2 and parts[2].isdigit() else None
    if len(parts) > 1 and parts[1].startswith("W") and parts[1][1:].isdigit():
        monday = date.fromisocalendar(int(parts[0]), int(parts[1][1:]), 1)
        return Point(monday.year, monday.month, None, offset)
    return Point(int(parts[0]), month, day, offset)


def calendar_value(year: str, expression: Expression) -> str:
    """The value of what an expression names, in a year."""
    if expression.stretch:
        return f"{year}-{expression.stretch}"
    if expression.month is None:
        return year
    if expression.day is None:
        return f"{year}-{expression.month:02d}"
    return f"{year}-{expression.month:02d}-{expression.day:02d}"


def year_text(year: int) -> str:
    """A year in four figures, ``BC`` before one that is before our era."""
    return f"BC{-year:04d}" if year < 0 else f"{year:04d}"
