"""Low, best and high of a series by the counting rules of two event data sets.

Both count what reports say, and differ in which report they take. ACLED takes the most conservative of the
reports that stand (Raleigh, Kishi and Linke 2023, Political instability patterns are obscured by conflict
dataset scope conditions). UCDP gives the lowest and the highest and, between them, the best supported
(Sundberg and Melander 2013, Introducing the UCDP Georeferenced Event Dataset); here that is the newest that
stands, for a ledger holds no view of who is right. A number that another replaces does not stand. Words without a
figure ("dozens") are coded by ACLED's figure for them (``data/coding.toml``), by UCDP's low by the least that they say.
"""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum
from functools import cache
from importlib.resources import files

from twosource.errors import ConfigError
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
    cautious = min(coded for point in standing if (coded := _coded(point)) is not None)
    return (
        Estimate(CountingRule.ACLED, cautious, cautious, high),
        Estimate(CountingRule.UCDP, min(lows), newest, high),
    )


def _least(point: FigurePoint) -> Decimal | None:
    """The least number that the words allow; of "up to 30" the 30, for nought is no report."""
    return point.low if point.low is not None else point.high


def _coded(point: FigurePoint) -> Decimal | None:
    """The figure that ACLED writes: its own for words without one ("dozens": 12), else the least."""
    least = _least(point)
    is_vague = point.approximate and point.high is None
    return load_coding().get(least, least) if is_vague and least is not None else least


@cache
def load_coding() -> Mapping[Decimal, Decimal]:
    """ACLED's figure for words without one, by the least that the words say."""
    path = files("twosource.data") / "coding.toml"
    try:
        rows = tomllib.loads(path.read_text(encoding="utf-8"))["acled"]
        return {Decimal(row["low"]): Decimal(row["value"]) for row in rows}
    except (OSError, KeyError, ValueError) as error:
        raise ConfigError(f"cannot load the table of coding {path}") from error


def _spoken(point: FigurePoint) -> str:
    """Sorts by time of speech, undated first: a dated number is taken before an undated one."""
    when = point.said or point.when
    return (when.start or when.end or "") if when else ""
