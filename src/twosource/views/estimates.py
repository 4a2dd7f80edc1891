"""How the estimates of a series are printed."""

from __future__ import annotations

from typing import Any

from twosource.linking.estimates import CountingRule, Estimate, estimate
from twosource.store.base import FigureRow
from twosource.views.shapes import number
from twosource.views.wording import number_words

RULES = {
    CountingRule.ACLED: "ACLED rule (most cautious)",
    CountingRule.UCDP: "UCDP rule (newest as best)",
}


def bounds_shape(row: FigureRow) -> dict[str, Any]:
    """Low, best and high by each rule, as JSON; a rule is None where no number stands."""
    found: dict[str, Any] = dict.fromkeys(CountingRule)
    for one in estimate(row.figure):
        found[one.rule] = {"low": number(one.low), "best": number(one.best), "high": number(one.high)}
    return found


def estimate_words(one: Estimate) -> str:
    """An estimate in a line."""
    high = "open" if one.high is None else number_words(one.high)
    return f"{RULES[one.rule]}: low {number_words(one.low)}, best {number_words(one.best)}, high {high}"


def estimates_of(row: FigureRow) -> tuple[str, ...]:
    """A line for each rule."""
    return tuple(estimate_words(one) for one in estimate(row.figure))
