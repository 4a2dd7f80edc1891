"""How values read to a person."""

from __future__ import annotations

from decimal import Decimal

import pytest

from twosource.model.claim import Question
from twosource.model.document import Published
from twosource.model.measure import When
from twosource.model.vocabulary import TimeDirection, TimePrecision
from twosource.views.wording import (
    actor_names,
    bounds_words,
    count_words,
    interval_words,
    published_words,
    question_words,
    short_ids,
    shortened,
    when_words,
)


@pytest.mark.parametrize(
    ("start", "end", "words"),
    [
        ("2031-04-02", "2031-04-03", "2 Apr 2031"),
        ("2031-04-01", "2031-05-01", "Apr 2031"),
        ("2031-01-01", "2032-01-01", "2031"),
        ("2031-03-31", "2031-04-07", "31 Mar to 6 Apr 2031"),
        ("2031-04-02", None, "from 2 Apr 2031"),
        (None, "2031-04-03", "until 2 Apr 2031"),
        (None, None, ""),
    ],
)
def test_an_interval_reads_as_a_date(start, end, words):
    assert interval_words(start, end) == words


def test_a_day_without_a_year_stays_without_one():
    assert when_words(When(None, "XXXX-12-21", None, None, TimePrecision.DAY)) == "21 Dec, no year"
    assert when_words(When(None, "XXXX-SU", None, None, TimePrecision.QUARTER)) == "summer, no year"
    assert when_words(When(None, "XXXX-XX-XXTNI", None, None, TimePrecision.DAY)) == "night, no day"


def test_a_deadline_says_by():
    when = When(None, "2031-04-12", "2031-04-12", "2031-04-13", TimePrecision.DAY, TimeDirection.BEFORE)
    assert when_words(when) == "by 12 Apr 2031"


def test_a_page_with_a_lower_bound_only_says_not_before():
    assert published_words(Published("2031-04-02/..", "2031-04-02", None, None)) == "not before 2 Apr 2031"
    assert published_words(None) == "undated"


@pytest.mark.parametrize(
    ("low", "high", "approximate", "words"),
    [
        (12, None, False, "at least 12"),
        (None, 300, False, "up to 300"),
        (1200, 1200, True, "about 1,200"),
        (10, 12, False, "10 to 12"),
        (None, None, False, "unknown"),
    ],
)
def test_bounds_read_as_words(low, high, approximate, words):
    values = [None if one is None else Decimal(one) for one in (low, high)]
    assert bounds_words(*values, approximate=approximate) == words


def test_short_ids_are_as_long_as_they_must_be():
    assert short_ids(["abcd11", "abcd22", "ffff00"]) == {
        "abcd11": "abcd1",
        "abcd22": "abcd2",
        "ffff00": "ffff",
    }


def test_a_question_names_states():
    assert (
        question_words(Question("deploy", "KP", "RU", "troop"), actor_names(()))
        == "North Korea: deploy troop → Russia"
    )


def test_text_is_cut_at_a_word():
    assert shortened("the ferry sank on Monday", 12) == "the ferry…"
    assert count_words(1, "origin") == "1 origin"
    assert count_words(2, "origin") == "2 origins"
