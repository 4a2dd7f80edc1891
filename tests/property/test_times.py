"""Times mean what their values say, and lean on publication alone where they lean on it."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from evals.documents import document_of
from tests.property.strategies import (
    CALENDAR_PHRASES,
    DAY_PHRASES,
    FIXED_PHRASES,
    WEEK_PHRASES,
    timed_texts,
)
from tests.property.test_measures import NUMBERS, TEXTS, TIMES
from twosource.analysis.layers import Analysis
from twosource.analysis.parse import find_parse, load_parser
from twosource.analysis.times import find_times
from twosource.analysis.times_calendar import interval_of
from twosource.model.measure import When

ROUND = 146_097
"""The days of 400 years: after them months, leap years and weekdays are what they were."""
VALUE = re.compile(
    r"(?:PAST|PRESENT|FUTURE)_REF"
    r"|P(?:T?[\dX]+(?:\.\d+)?(?:DE|CE|2W|WE|TH|[YMWDHSQ]))"
    r"|FY\d{4}|BC\d{2,3}|\d{2,3}"
    r"|(?:\d{4}|XXXX|BC\d{4})(?:-(?:\d\d|XX)(?:-(?:\d\d|XX))?|-W(?:\d\d|XX)(?:-(?:WE|WD|[1-7]))?|-(?:SP|SU|FA|WI|Q[1-4X]|H[12]))?"
    r"(?:T(?:MO|AF|EV|NI|MI|XX|\d\d:\d\d(?:Z|[+-]\d\d:\d\d)?))?"
)
"""What a TIMEX3 value may look like; two joined by a stroke are a range."""
some_texts = timed_texts((*DAY_PHRASES, *WEEK_PHRASES, *CALENDAR_PHRASES, *FIXED_PHRASES))
days = st.dates(date(2028, 1, 1), date(2033, 12, 31))
few = settings(max_examples=60, deadline=None, derandomize=True)


def times_of(text: str, published: date | None) -> tuple[When, ...]:
    """The times of a parsed text."""
    analysis = Analysis(document_of(text, published=published.isoformat() if published else None))
    analysis = replace(analysis, parse=find_parse(analysis, parser=load_parser()))
    return find_times(analysis, words=TIMES, counted=NUMBERS)


def moved(day: str | None, step: int) -> str | None:
    """An ISO day so many days on."""
    return None if day is None else (date.fromisoformat(day) + timedelta(step)).isoformat()


@settings(max_examples=150, deadline=None)
@given(text=TEXTS, published=st.sampled_from(["2031-02-27", "2031-12-30", None]))
def test_every_value_is_one_of_timex3(text: str, published: str | None) -> None:
    """Whatever the words."""
    for when in find_times(Analysis(document_of(text, published=published)), words=TIMES, counted=NUMBERS):
        assert all(VALUE.fullmatch(part) for part in when.value.split("/")), when.value


@few
@given(text=some_texts, published=days)
def test_every_value_parses_back(text: str, published: date) -> None:
    """A date's interval is that of its value, or lies in it where words or publication cut it."""
    for when in times_of(text, published):
        told = interval_of(when.value)
        if when.kind == "duration" or told.start is None or told.end is None:
            continue
        assert when.start is not None
        assert when.end is not None
        assert told.start <= when.start < when.end <= told.end
        if when.modifier is None and not when.at.of(text).startswith("the first half"):
            assert (when.start, when.end) == (told.start, told.end)


@pytest.mark.parametrize(
    ("phrases", "step_of"),
    [(DAY_PHRASES, lambda n: n), (WEEK_PHRASES, lambda n: 7 * n), (CALENDAR_PHRASES, lambda _: ROUND)],
    ids=["days", "weeks", "calendar"],
)
def test_a_shift_of_publication_shifts_relative_times(
    phrases: tuple[str, ...], step_of: Callable[[int], int]
) -> None:
    """By as much, and in nothing else."""

    @few
    @given(text=timed_texts(phrases), published=days, number=st.integers(1, 60))
    def shifts(text: str, published: date, number: int) -> None:
        step = step_of(number)
        before, after = times_of(text, published), times_of(text, published + timedelta(step))

        assert [when.at for when in before] == [when.at for when in after]
        for one, two in zip(before, after, strict=True):
            assert (moved(one.start, step), moved(one.end, step)) == (two.start, two.end)
            assert (one.precision, one.direction, one.modifier, one.kind) == (
                two.precision,
                two.direction,
                two.modifier,
                two.kind,
            )

    shifts()


@few
@given(text=timed_texts(FIXED_PHRASES), published=days, number=st.integers(1, 400))
def test_a_shift_of_publication_leaves_other_times_alone(text: str, published: date, number: int) -> None:
    """A date with its year, a length, a repetition."""
    assert times_of(text, published) == times_of(text, published + timedelta(number))
