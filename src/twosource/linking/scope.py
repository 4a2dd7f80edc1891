"""Where and when two claims hold: contained, overlapping, disjoint or unknown."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from twosource.model.claim import Question
from twosource.model.measure import When, Where
from twosource.model.vocabulary import PlacePrecision, PlaceRole, TimeDirection

EARTH_KM = 6371.0


class Fit(StrEnum):
    """How one time or place stands to another. ``unstated``: neither claim gives one."""

    SAME = "same"
    CONTAINED = "contained"
    OVERLAPPING = "overlapping"
    DISJOINT = "disjoint"
    UNKNOWN = "unknown"
    UNSTATED = "unstated"


@dataclass(frozen=True, slots=True)
class Days:
    """A half-open interval of days, as proleptic ordinals."""

    start: int
    end: int

    @property
    def length(self) -> int:
        """How many days it holds."""
        return self.end - self.start

    def gap(self, other: Days) -> int:
        """How many days lie between the two; 0 where they touch or overlap."""
        return max(0, other.start - self.end + 1, self.start - other.end + 1)


def days(start: str | None, end: str | None) -> Days | None:
    """The days from ISO days or instants; None where an end is open or no date."""
    first = _ordinal(start)
    last = _ordinal(end)
    if first is None or last is None:
        return None
    return Days(first, max(last, first + 1))


def _ordinal(text: str | None) -> int | None:
    if not text:
        return None
    try:
        return date.fromisoformat(text[:10]).toordinal()
    except ValueError:
        return None


def days_of(when: When | None) -> Days | None:
    """The days of a time that the words give, a date neither before nor after its interval; None for any other."""
    if when is None or not is_stated(when) or when.direction is not TimeDirection.AT:
        return None
    return days(when.start, when.end)


def is_stated(when: When | None) -> bool:
    """Whether a claim gives a time of its own in words; a duration or a frequency is none, nor is a bound by publication."""
    return when is not None and when.at is not None and when.kind not in ("duration", "set")


def fit_times(one: When | None, other: When | None, *, one_text: bool) -> Fit:
    """How the times of two claims stand. ``one_text``: both stand in one text, where the same words mean the same time."""
    if not is_stated(one) and not is_stated(other):
        return Fit.UNSTATED
    if one is None or other is None or not is_stated(one) or not is_stated(other):
        return Fit.UNKNOWN
    first, second = days_of(one), days_of(other)
    if first is not None and second is not None:
        return fit_days(first, second)
    same_words = (one.value, one.start, one.end, one.direction) == (
        other.value,
        other.start,
        other.end,
        other.direction,
    )
    settled = one_text or (one.start is not None or one.end is not None)
    return Fit.SAME if same_words and settled else Fit.UNKNOWN


def fit_days(first: Days, second: Days) -> Fit:
    """How two known intervals stand."""
    if first == second:
        return Fit.SAME
    if first.end <= second.start or second.end <= first.start:
        return Fit.DISJOINT
    inside = first.start >= second.start and first.end <= second.end
    around = first.start <= second.start and first.end >= second.end
    return Fit.CONTAINED if inside or around else Fit.OVERLAPPING


def event_places(where: Sequence[Where], question: Question) -> tuple[Where, ...]:
    """The places at which a claim's event is; a state that its question already names says nothing more."""
    named = {question.agent, question.target}
    return tuple(
        place
        for place in where
        if place.role is PlaceRole.EVENT
        and not (place.precision is PlacePrecision.COUNTRY and place.country in named)
    )


def fit_places(one: Sequence[Where], other: Sequence[Where], *, one_text: bool) -> Fit:
    """How the places of two claims stand: the closest of their pairs."""
    if not one and not other:
        return Fit.UNSTATED
    if not one or not other:
        return Fit.UNKNOWN
    fits = {_fit_place(first, second, one_text=one_text) for first in one for second in other}
    for fit in (Fit.SAME, Fit.CONTAINED, Fit.OVERLAPPING, Fit.UNKNOWN):
        if fit in fits:
            return fit
    return Fit.DISJOINT


def _fit_place(one: Where, other: Where, *, one_text: bool) -> Fit:
    if one.id is not None and one.id == other.id:
        return Fit.SAME
    if one.id is None or other.id is None:
        if one.country and other.country and one.country != other.country:
            return Fit.DISJOINT
        named = one.name.casefold() == other.name.casefold() and one.id is other.id
        sure = one_text or (one.name[:1].isupper() and one.country is not None)
        return Fit.SAME if named and sure else Fit.UNKNOWN
    if one.id in other.containers or other.id in one.containers:
        return Fit.CONTAINED
    line = PlacePrecision.REGION in (one.precision, other.precision)
    if one.country and other.country and one.country != other.country and not line:
        return Fit.DISJOINT
    if (
        one.country
        and one.country == other.country
        and PlacePrecision.COUNTRY in (one.precision, other.precision)
    ):
        return Fit.CONTAINED
    apart = distance_km(one, other)
    if apart is None:
        return Fit.UNKNOWN
    reach = (one.radius_km or 0.0) + (other.radius_km or 0.0)
    if apart > reach + 5.0:
        return Fit.DISJOINT
    return Fit.OVERLAPPING if line or apart <= reach / 2 + 5.0 else Fit.UNKNOWN


def distance_km(one: Where, other: Where) -> float | None:
    """The great-circle distance, None where one is not located."""
    if one.lat is None or one.lon is None or other.lat is None or other.lon is None:
        return None
    lat1, lat2 = math.radians(one.lat), math.radians(other.lat)
    half = math.sin((lat2 - lat1) / 2) ** 2
    half += math.cos(lat1) * math.cos(lat2) * math.sin(math.radians(other.lon - one.lon) / 2) ** 2
    return 2 * EARTH_KM * math.asin(min(1.0, math.sqrt(half)))
