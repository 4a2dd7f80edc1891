"""Low, best and high of a series by two counting rules."""

from __future__ import annotations

import tomllib
from decimal import Decimal
from importlib.resources import files

import pytest

from tests.unit.analysis.measuring import measured
from twosource.linking.estimates import CountingRule, estimate
from twosource.model.claim import Question
from twosource.model.measure import When
from twosource.model.relation import Figure, FigurePoint
from twosource.model.span import Span
from twosource.model.vocabulary import FigureKind, Modality, TimePrecision

CODING = files("twosource.data") / "coding.toml"


def point(claim, low, high, day=None, revises=None):
    said = None if day is None else When(None, day, day, day, TimePrecision.DAY)
    values = [None if one is None else Decimal(one) for one in (low, high)]
    return FigurePoint(claim, *values, False, None, said, Span(0, 1), revises)


def series(*points):
    return Figure(
        "f", Question("kill", None, None, "guard"), "guard", Modality.DONE, FigureKind.TOTAL, points
    )


def by_rule(figure):
    return {one.rule: (one.low, one.best, one.high) for one in estimate(figure)}


def test_the_cautious_rule_takes_the_lowest_and_the_other_the_newest():
    found = by_rule(series(point("a", 10, 10, "2031-03-01"), point("b", 14, 14, "2031-03-02")))
    assert found[CountingRule.ACLED] == (10, 10, 14)
    assert found[CountingRule.UCDP] == (10, 14, 14)


def test_a_number_that_another_replaces_does_not_stand():
    found = by_rule(series(point("a", 3, 3, "2031-03-01"), point("b", 10, 10, "2031-03-02", revises="a")))
    assert found[CountingRule.ACLED] == (10, 10, 10)


def test_an_open_end_leaves_the_high_open():
    assert by_rule(series(point("a", 12, None)))[CountingRule.UCDP] == (12, 12, None)


def vague(low):
    one = point("a", low, None)
    return FigurePoint(one.claim, one.low, None, True, None, None, Span(0, 1), None)


def test_dozens_are_twelve_by_the_cautious_rule_and_two_dozen_at_least_by_the_other():
    found = by_rule(series(vague(24)))
    assert found[CountingRule.ACLED] == (12, 12, None)
    assert found[CountingRule.UCDP] == (24, 24, None)


def test_at_least_two_dozen_told_as_a_figure_stay_as_they_are():
    assert by_rule(series(point("a", 24, None)))[CountingRule.ACLED] == (24, 24, None)


@pytest.mark.parametrize(
    "row", tomllib.loads(CODING.read_text(encoding="utf-8"))["acled"], ids=lambda row: row["lemma"]
)
def test_every_word_of_the_table_is_read_with_its_least(row):
    (quantity,) = measured(row["example"]).quantities
    assert (quantity.low, quantity.high, quantity.approximate) == (row["low"], None, True)


def test_up_to_counts_by_its_upper_bound():
    assert by_rule(series(point("a", None, 30)))[CountingRule.ACLED] == (30, 30, 30)


def test_a_series_without_numbers_has_no_estimate():
    assert estimate(series(point("a", None, None))) == ()
