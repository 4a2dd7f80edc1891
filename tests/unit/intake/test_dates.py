"""Times of publication."""

from __future__ import annotations

import pytest

from twosource.intake.dates import find_written_dates, not_before, parse_published, parse_stamp
from twosource.model.vocabulary import TimePrecision


@pytest.mark.parametrize(
    ("value", "start", "end", "precision"),
    [
        ("2031-04-02", "2031-04-02", "2031-04-03", TimePrecision.DAY),
        ("2031-04-02T23:30:00-05:00", "2031-04-02", "2031-04-03", TimePrecision.INSTANT),
        ("2031-04-02T09:30:00Z", "2031-04-02", "2031-04-03", TimePrecision.INSTANT),
        ("2031-12", "2031-12-01", "2032-01-01", TimePrecision.MONTH),
        ("2031", "2031-01-01", "2032-01-01", TimePrecision.YEAR),
        ("203X", "2030-01-01", "2040-01-01", TimePrecision.DECADE),
        ("XXXX-12-21", None, None, TimePrecision.DAY),
        ("2031-04-02/2031-04-05", "2031-04-02", "2031-04-06", None),
        ("2031-04-02/..", "2031-04-02", None, None),
        ("2031-04-02~", "2031-04-02", "2031-04-03", TimePrecision.DAY),
    ],
)
def test_published_has_bounds_and_precision(
    value: str, start: str | None, end: str | None, precision: TimePrecision | None
) -> None:
    published = parse_published(value)

    assert (published.value, published.start, published.end, published.precision) == (
        value,
        start,
        end,
        precision,
    )


@pytest.mark.parametrize(
    "value", ["", "yesterday", "2031-13-01", "2031-02-30", "02/04/2031", "2031-05-01/2031-04-01", "../.."]
)
def test_what_is_no_date_is_refused(value: str) -> None:
    with pytest.raises(ValueError, match=r"."):
        parse_published(value)


@pytest.mark.parametrize(
    ("words", "value"),
    [
        ("VELM, March 4, 2031 (Corvane Press)", "2031-03-04"),
        ("on the 4th of March 2031", "2031-03-04"),
        ("Dec. 21", "XXXX-12-21"),
        ("2031/3/4", "2031-03-04"),
    ],
)
def test_written_dates_are_found(words: str, value: str) -> None:
    assert [date.value for date in find_written_dates(words)] == [value]


def test_impossible_date_is_passed_over() -> None:
    assert not list(find_written_dates("31 February 2031"))


def test_not_before_has_no_end() -> None:
    published = not_before("2031-03-04", evidence=())

    assert (published.value, published.start, published.end, published.precision) == (
        "2031-03-04/..",
        "2031-03-04",
        None,
        None,
    )


@pytest.mark.parametrize(
    ("stamp", "value"),
    [
        ("2031-03-04T09:30:00+0100", "2031-03-04T09:30:00+01:00"),
        ("March 4, 2031", "2031-03-04"),
        ("20310304", "2031-03-04"),
        ("soon", None),
    ],
)
def test_stamps_of_pages_are_mended(stamp: str, value: str | None) -> None:
    assert parse_stamp(stamp) == value
