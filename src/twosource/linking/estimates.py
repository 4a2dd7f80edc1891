"""Low, best and high of a series by the counting rules of two event data sets.

Both count what reports say, and differ in which report they take. ACLED takes the most conservative of the
reports that stand (Raleigh, Kishi and Linke 2023, Political instability patterns are obscured by conflict
dataset scope conditions). UCDP gives the lowest and the highest and, between them, the best supported
(Sundberg and Melander 2013, Introducing the UCDP Georeferenced Event Dataset); here that is the newest that
stands, for a ledger holds no view of who is right. A number that another replaces does not stand.
"""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum

from twosource.model.relation import Figure, FigurePoint


class CountingRule(StrEnum):
    """Whose rule an estimate follows."""

    ACLED = "acled"
    UCDP = "ucdp"


@dataclass(frozen=True, slots=True)
class Estimate:
    """A series in three numbers. ``high`` is None where a report leaves it open."""

    rule: CountingRule
    low: Decimal
    best: Decimal
    high: Decimal | None


def estimate(figure: Figure) -> tuple[Estimate, ...]:
    """The series by each rule; empty where no point that stands has a number."""
    revised = {point.revises for point in figure.points if point.revises}
    standing = [point for point in figure.points if point.claim not in revised and _least(point) is not None]
    if not standing:
        return ()
    lows = [least for point in standing if (least := _least(point)) is not None]
    tops = [point.high for point in standing]
    high = None if None in tops else max(top for top in tops if top is not None)
    newest = _least(max(standing, key=_spoken)) or lows[-1]
    return (
        Estimate(CountingRule.ACLED, min(lows), min(lows), high),
        Estimate(CountingRule.UCDP, min(lows), newest, high),
    )


def _least(point: FigurePoint) -> Decimal | None:
    """The least number that the words allow; of "up to 30" the 30, for nought is no report."""
    return point.low if point.low is not None else point.high


def _spoken(point: FigurePoint) -> str:
    """Sorts by time of speech, undated first: a dated number is taken before an undated one."""
    when = point.said or point.when
    return (when.start or when.end or "") if when else ""
