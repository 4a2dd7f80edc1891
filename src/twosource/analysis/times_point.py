"""A time as far as it is known: what relative times are counted from."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

from twosource.model.document import Published

PUBLISHED = "published"


@dataclass(frozen=True, slots=True)
class Point:
    """A time as far as it is known, and where it stands in the text (None: publication)."""

    year: int
    month: int | None
    day: int | None
    offset: int | None

    @property
    def date(self) -> date | None:
        """The day, where the point is one and the calendar has it."""
        if self.month is None or self.day is None or not 1 <= self.year <= 9998:
            return None
        try:
            return date(self.year, self.month, self.day)
        except ValueError:
            return None

    @property
    def anchor(self) -> str:
        """How a `When` counted from it names it."""
        return PUBLISHED if self.offset is None else f"text:{self.offset}"


def point_of(published: Published | None) -> Point | None:
    """The publication as a point, as fine as it is known; None where it is open at an end or spans years."""
    if published is None or published.start is None or published.end is None:
        return None
    start = date.fromisoformat(published.start[:10])
    last = date.fromisoformat(published.end[:10])
    if "T" not in published.end:
        last -= timedelta(1)
    if start.year != last.year:
        return None
    if start.month != last.month:
        return Point(start.year, None, None, None)
    return Point(start.year, start.month, start.day if start == last else None, None)
