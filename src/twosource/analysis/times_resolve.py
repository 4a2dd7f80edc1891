"""From what an expression says to a `When`: what it is counted from, and its value and interval."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime, timedelta

from twosource.analysis.times_calendar import (
    UNKNOWN,
    Interval,
    add_months,
    add_to_day,
    interval_of,
    season_month,
    value_of_unit,
)
from twosource.analysis.times_expression import (
    BASE,
    HERE,
    NOW,
    TEXT,
    VAGUE_COUNT,
    Expression,
    Shift,
    length_before,
)
from twosource.analysis.times_parts import part_interval
from twosource.analysis.times_point import PUBLISHED, Point
from twosource.analysis.times_tense import FIXED_DAYS, FUTURE, PAST, PRESENT, SOON_DAYS, Tense
from twosource.analysis.times_values import calendar_value, counted_from, point_of_value, symbolic, year_text
from twosource.analysis.times_whole import HALF
from twosource.model.measure import When
from twosource.model.span import Span
from twosource.model.vocabulary import TimePrecision

_REACH = 700
"""How far back, in code points, "the same day" reaches in a dated page; a history has no such limit."""
_CLOCK_REACH = 200
"""How far back a time of day finds its day: the sentence before it."""


class Resolver:
    """Resolves expressions in text order, and remembers the time last told of. One a document.

    ``tense`` reads the clause that a time stands in.
    ``is_history`` says that a page without a publication date tells its story by its own years.
    """

    def __init__(
        self,
        published: Point | None,
        *,
        tense: Tense,
        is_history: bool,
    ) -> None:
        self._published = published
        self._tense = tense
        self._is_history = is_history and published is None
        self._last: Point | None = None
        self._told: Point | None = None
        self._last_day: Point | None = None
        self._last_week: Point | None = None

    def resolve(self, expression: Expression, *, beside: When | None = None, ends: bool = False) -> When:
        """The expression's `When`. ``beside`` is the time that an apposition ("Friday, a day after ...") leans on; ``ends``
        says that nothing follows in the clause."""
        value, anchor = self._value(expression, beside, ends)
        if anchor is None and _is_length(expression, value):
            expression = length_before(expression)
            value = expression.value
        interval = self._interval(expression, value, anchor)
        if expression.clock:
            value, interval = self._with_clock(expression, value, interval)
        elif expression.part and expression.kind != "duration":
            value = f"{value}T{expression.part}"
        modifier = {"earlier": "START", "later": "END"}.get(expression.modifier or "", expression.modifier)
        kind = {"ref": "date"}.get(expression.kind, expression.kind)
        if (expression.part or expression.clock) and kind == "date":
            kind = "time"
        when = When(
            at=Span(expression.start, expression.end),
            value=value,
            start=interval.start,
            end=interval.end,
            precision=interval.precision,
            anchor=anchor,
            modifier=modifier,
            kind=kind,
        )
        self._remember(expression, when)
        return when

    def _value(self, expression: Expression, beside: When | None, ends: bool) -> tuple[str, str | None]:
        """The TIMEX3 value of the date alone, and the anchor."""
        if expression.value:
            counted = expression.shift is not None or expression.kind == "ref"
            return expression.value, PUBLISHED if counted and self._published else None
        if expression.base is not None:
            return self._from_base(expression)
        if expression.shift is not None:
            if expression.shift.basis == BASE:
                return self._from_event(expression, beside, ends)
            return self._shifted(expression.shift, expression)
        if expression.year is not None:
            return calendar_value(year_text(expression.year), expression), None
        if expression.day is not None and expression.month is None:
            return self._day_of_month(expression)
        if expression.weekday is not None and expression.month is None:
            return self._weekday(expression)
        if expression.month is not None or expression.stretch:
            return self._partial(expression)
        if expression.clock:
            return self._day_of_clock(expression)
        if expression.part:
            return self._shifted(Shift("D", 0, HERE), expression)
        return "XXXX", None

    def _basis(self, expression: Expression, basis: str, unit: str) -> Point | None:
        if basis == HERE:
            basis = NOW if self._published else TEXT
        if basis == NOW:
            return self._published or (self._text_point(expression, unit) if self._is_history else None)
        return self._text_point(expression, unit)

    def _text_point(self, expression: Expression, unit: str = "Y") -> Point | None:
        """The time last told of, near enough to be meant; for days, weeks and parts of days the last day."""
        point = self._last_day if unit in ("D", "W", "2W", "WE") or unit.startswith("T") else self._last
        if unit == "W" and self._last_week is not None:
            point = self._last_week
        if point is None or point.offset is None:
            return None
        if not self._is_history and expression.start - point.offset > _REACH:
            return None
        return point

    def _shifted(self, shift: Shift, expression: Expression) -> tuple[str, str | None]:
        if self._is_history and shift == Shift("D", 0, NOW) and not expression.part:
            return "PRESENT_REF", None  # "today" in a history: the day of whoever reads it
        point = self._basis(expression, shift.basis, shift.unit)
        if shift.count is None or abs(shift.count) >= VAGUE_COUNT:
            if shift.unit.startswith("T") and shift.basis == TEXT and point and point.date:
                return f"{point.date.isoformat()}TXX", point.anchor
            return ("PAST_REF" if (shift.count or 0) < 0 else "FUTURE_REF"), point.anchor if point else None
        if expression.exact and point is not None and point.date is not None:
            moved = add_to_day(point.date, shift.count, shift.unit)
            return ("XXXX-XX-XX" if moved is None else moved.isoformat()), point.anchor
        count = shift.count
        if shift.unit == "WE" and count == 0 and point is not None and point.offset is None:
            count = self._weekend_meant(expression, point)
        return counted_from(point, count, shift.unit)

    def _weekend_meant(self, expression: Expression, point: Point) -> int:
        """Which weekend "the weekend" is: the one that has begun, else by the tense the one before or the one to come."""
        today = point.date
        if today is None or today.isoweekday() >= 6:
            return 1 if expression.pick == 1 else 0
        if expression.pick == 1:
            return 0  # "the coming weekend"
        tense = self._tense.at(expression.start, expression.end)
        return -1 if tense == PAST or (tense == PRESENT and today.isoweekday() <= 2) else 0

    def _from_base(self, expression: Expression) -> tuple[str, str | None]:
        assert expression.base is not None
        assert expression.shift is not None
        shift = expression.shift
        if expression.nth is not None:
            return self._part_of_base(expression, expression.base, shift)
        base = self.resolve(expression.base)
        point = point_of_value(base.value, expression.base.start)
        if shift.count is None or abs(shift.count) >= VAGUE_COUNT:
            return symbolic(shift.unit), None
        value, _ = counted_from(point, shift.count, shift.unit)
        return value, f"text:{expression.base.start}"

    def _from_event(self, expression: Expression, beside: When | None, ends: bool) -> tuple[str, str | None]:
        """ "A day after ..." with an event: counted back from the time it stands in apposition to, else unknown."""
        assert expression.shift is not None
        shift = expression.shift
        if ends:
            return self._shifted(replace(shift, basis=TEXT), expression)
        if (
            beside is not None
            and beside.at is not None
            and shift.count is not None
            and abs(shift.count) < VAGUE_COUNT
        ):
            point = point_of_value(beside.value, beside.at.start)
            if point is not None:
                value, _ = counted_from(point, -shift.count, shift.unit)
                return value, f"text:{beside.at.start}"
        return symbolic(shift.unit), None

    def _day_of_clock(self, expression: Expression) -> tuple[str, str | None]:
        """The day of a time of day that names none: that told of just before; else it is not known."""
        point = self._text_point(expression, "D")
        near = point is not None and expression.start - (point.offset or 0) <= _CLOCK_REACH
        return counted_from(point if near or self._is_history else None, 0, "D")

    def _weekday(self, expression: Expression) -> tuple[str, str | None]:
        assert expression.weekday is not None
        wanted = expression.weekday
        if expression.outer is not None:
            point = self._basis(expression, expression.outer.basis, "W")
            day = point.date if point else None
            if day is None or point is None:
                return f"XXXX-WXX-{wanted}", None
            found = add_to_day(day, wanted - 1 - day.weekday() + 7 * (expression.outer.count or 0), "D")
            return (found.isoformat(), point.anchor) if found else (f"XXXX-WXX-{wanted}", None)
        point = self._published
        if point is None and self._is_history:
            point = self._text_point(expression, "D")
        if expression.pick is not None and expression.pick_basis == TEXT:
            back = point if expression.pick == -1 else None  # "the previous Friday" may lean on publication
            point = self._text_point(expression, "D") or back
        day = point.date if point else None
        if day is None or point is None:
            return f"XXXX-WXX-{wanted}", None
        ahead = (wanted - 1 - day.weekday()) % 7
        behind = (day.weekday() - wanted + 1) % 7
        in_text = point.offset is not None
        if expression.pick == -1:
            step = -(behind or 7)
        elif expression.pick == 1:
            step = ahead or 7
        else:
            tense = FUTURE if in_text else self._tense.at(expression.start, expression.end)
            forward = tense == FUTURE or (tense == PRESENT and ahead < behind)
            step = ahead if forward else -behind
        found = add_to_day(day, step, "D")
        return (found.isoformat(), point.anchor) if found else (f"XXXX-WXX-{wanted}", None)

    def _day_of_month(self, expression: Expression) -> tuple[str, str | None]:
        """ "The 24th", "Friday the 15th", "the 20th of next month": a day of a month told before, or of publication's."""
        basis = expression.outer.basis if expression.outer else HERE
        if expression.weekday is not None and self._published and (today := self._published.date):
            ahead = self._tense.at(expression.start, expression.end) == FUTURE
            for step in range(0, 62):
                day = add_to_day(today, step if ahead else -step, "D")
                if day and (day.day, day.isoweekday()) == (expression.day, expression.weekday):
                    return day.isoformat(), PUBLISHED
        point = self._basis(expression, basis, "M")
        count = expression.outer.count or 0 if expression.outer else 0
        if point is None and basis == TEXT and self._published is not None:
            point = self._published
            count += self._months_to(expression, point)
        if point is None or point.month is None:
            return f"XXXX-XX-{expression.day:02d}", None
        year, month = add_months(point.year, point.month, count)
        return f"{year_text(year)}-{month:02d}-{expression.day:02d}", point.anchor

    def _months_to(self, expression: Expression, today: Point) -> int:
        """How many months off the nearest such day lies by the tense ("on the 24th")."""
        if expression.day is None or today.day is None:
            return 0
        if self._tense.at(expression.start, expression.end) == FUTURE:
            return 1 if expression.day < today.day else 0
        return -1 if expression.day > today.day else 0

    def _partial(self, expression: Expression) -> tuple[str, str | None]:
        """A month, day of a month or season without a year."""
        if expression.outer is not None:
            point = self._basis(expression, expression.outer.basis, "Y")
            if point is None:
                return calendar_value("XXXX", expression), None
            return calendar_value(
                year_text(point.year + (expression.outer.count or 0)), expression
            ), point.anchor
        if expression.pick is not None and expression.pick_basis == TEXT:
            point = self._text_point(expression)
            if point is not None:
                return calendar_value(
                    year_text(self._picked_year(expression, point)), expression
                ), point.anchor
        told = self._told_in_sentence(expression)
        if told is not None:
            return calendar_value(year_text(told.year), expression), told.anchor
        if self._published is not None:
            year = self._picked_year(expression, self._published)
            return calendar_value(year_text(year), expression), PUBLISHED
        if self._is_history and (point := self._last) is not None:
            return calendar_value(year_text(point.year), expression), point.anchor
        return calendar_value("XXXX", expression), None

    def _told_in_sentence(self, expression: Expression) -> Point | None:
        """A year told of earlier in the same sentence, other than publication's: the sentence is about that year."""
        point = self._told
        if point is None or point.offset is None or expression.pick is not None or self._is_history:
            return None
        if self._tense.sentence_start(point.offset) != self._tense.sentence_start(expression.start):
            return None
        ahead = self._tense.at(expression.start, expression.end) == FUTURE
        if self._published is not None and point.year == self._published.year:
            return None
        later = self._published is not None and point.year > self._published.year
        return point if ahead == later else None

    def _picked_year(self, expression: Expression, point: Point) -> int:
        """The year of a month, day or season by "last", "this", "next" or the tense, seen from a point."""
        month = expression.month or season_month(expression.stretch)
        day = expression.day or 1
        if expression.pick == 0:
            return point.year
        here = (point.month or 12, point.day or 28)
        if expression.pick == -1:
            return point.year if (month, day if expression.day else 99) < here else point.year - 1
        if expression.pick == 1:
            return point.year if (month, day if expression.day else 0) > here else point.year + 1
        if point.month is None:
            return point.year
        tense = self._tense_of(expression, month, point)
        if tense == FUTURE:
            ends = (
                (month, expression.day) if expression.day else (month + (2 if expression.stretch else 0), 31)
            )
            return point.year if ends >= here else point.year + 1
        return point.year if (month, day) <= here else point.year - 1

    def _tense_of(self, expression: Expression, month: int, point: Point) -> str:
        """Whether a date without a year is the last or the next of its kind."""
        start, end = expression.start, expression.end
        if self._tense.is_of_past(start, end):
            return PAST
        tense = self._tense.at(start, end)
        months = (month - (point.month or month)) % 12
        if tense == PRESENT:
            later = months == 0 and (expression.day or 0) > (point.day or 31)
            return FUTURE if 0 < months < 6 or later else PAST
        if tense == PAST and point.offset is None and self._is_soon(expression, month, point):
            return FUTURE
        if tense == FUTURE and self._is_just_past(expression, month, point):
            return PAST
        return tense

    def _is_just_past(self, expression: Expression, month: int, point: Point) -> bool:
        """Whether a day beside a past verb of planning ("agreed on 20 May to stop") is a few weeks old, not almost a year off."""
        today, told = point.date, Point(point.year, month, expression.day, None).date
        if today is None or told is None or not self._tense.is_told_past(expression.start):
            return False
        return 0 < (today - told).days <= SOON_DAYS

    def _is_soon(self, expression: Expression, month: int, point: Point) -> bool:
        """Whether the next such date is near enough ahead to be meant in a past clause; a month only where it was fixed."""
        reach = self._tense.reach_at(expression.start, expression.end)
        today = point.date
        if today is None or (expression.day is None and reach < FIXED_DAYS):
            return False
        first = Point(point.year, month, expression.day or 1, None).date
        if first is not None and first <= today:
            first = Point(point.year + 1, month, expression.day or 1, None).date
        return first is not None and (first - today).days <= reach

    def _interval(self, expression: Expression, value: str, anchor: str | None) -> Interval:
        interval = interval_of(value)
        today = self._published.date if self._published else None
        if expression.base is not None and expression.nth is not None and expression.shift is not None:
            part = part_interval(self._whole(expression.base), expression.shift, expression.nth)
            return part if interval.start is None or expression.shift.unit == HALF else interval
        if expression.kind == "duration" and expression.shift is not None:
            return self._ending_interval(expression.shift)
        if today is not None and anchor == PUBLISHED and interval.start and interval.end:
            if not interval.start <= today.isoformat() < interval.end:
                return interval
            if expression.modifier == "earlier":
                return replace(interval, end=min(interval.end, (today + timedelta(1)).isoformat()))
            if expression.modifier == "later":
                return replace(interval, start=max(interval.start, today.isoformat()))
        return interval

    def _whole(self, whole: Expression) -> Interval:
        return interval_of(self._value(whole, None, ends=False)[0])

    def _part_of_base(
        self, expression: Expression, whole: Expression, shift: Shift
    ) -> tuple[str, str | None]:
        """The value of a part that is itself a day, a month, a weekend, or a half of a month; the rest are lengths."""
        anchor = f"text:{whole.start}" if whole.shift is None else self._value(whole, None, ends=False)[1]
        if shift.unit == HALF:
            return self._value(whole, None, ends=False)[0], anchor
        part = part_interval(self._whole(whole), shift, expression.nth or 1)
        if part.start is None:
            return symbolic(shift.unit), anchor
        return value_of_unit(date.fromisoformat(part.start), shift.unit), anchor

    def _ending_interval(self, shift: Shift) -> Interval:
        """ "The past two weeks": from so long ago to publication."""
        today = self._published.date if self._published and shift.basis == NOW else None
        if today is None or shift.count is None or shift.unit.startswith("T"):
            return UNKNOWN
        other = add_to_day(today, shift.count, shift.unit)
        if other is None:
            return UNKNOWN
        first, last = min(today, other), max(today, other)
        return Interval(first.isoformat(), (last + timedelta(1)).isoformat(), None)

    def _with_clock(self, expression: Expression, value: str, interval: Interval) -> tuple[str, Interval]:
        """The value with its time of day; an instant in UTC where the zone is known, else the day it falls on."""
        clock = expression.clock
        zone = expression.zone
        if zone is None or interval.precision is not TimePrecision.DAY or interval.start is None:
            suffix = "Z" if zone == 0 else ""
            return f"{value}T{clock}{suffix}", interval
        day = datetime.fromisoformat(interval.start)
        instant = day + timedelta(hours=int(clock[:2]), minutes=int(clock[3:]) - zone)
        start, end = (f"{moment.isoformat()}Z" for moment in (instant, instant + timedelta(minutes=1)))
        suffix = "Z" if zone == 0 else f"{'+' if zone > 0 else '-'}{abs(zone) // 60:02d}:{abs(zone) % 60:02d}"
        return f"{value}T{clock}{suffix}", Interval(start, end, TimePrecision.INSTANT)

    def _remember(self, expression: Expression, when: When) -> None:
        if expression.kind not in ("date", "time") or expression.attributive:
            return
        point = point_of_value(when.value, expression.start)
        if point is None:
            return
        if expression.year is not None and self._is_history and self._tense.is_aside(expression.start):
            return  # the year of an aside is not that of the story
        self._last = point
        if expression.year is not None:
            self._told = point
        if point.day is not None:
            self._last_day = point
            self._last_week = None
        elif interval_of(when.value).precision is TimePrecision.WEEK and when.start is not None:
            monday = date.fromisoformat(when.start)
            self._last_week = replace(point, day=monday.day)


def _is_length(expression: Expression, value: str) -> bool:
    """Whether a count from an event that is not a date stayed unknown ("two days after the quake"): a length, and no more."""
    counted = expression.shift is not None and expression.shift.basis == BASE and expression.base is None
    return counted and value.startswith("XXXX") and expression.length != ""
