"""Implausible counts are flagged with their arithmetic; all else is left alone."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

import pytest

from tests.unit.analysis.measuring import measured
from twosource.analysis.layers import Mention
from twosource.analysis.plausibility import check_magnitude, implausible, load_magnitudes
from twosource.model.measure import Quantity
from twosource.model.span import Span
from twosource.model.vocabulary import FlagKind, Naming, SourceKind


def counted(number: int) -> Quantity:
    """So many people of some kind."""
    return Quantity(Span(0, 1), "soldier", None, "person", Decimal(number), Decimal(number))


def test_the_reason_shows_its_arithmetic() -> None:
    """The share of the people and the multiple of the active forces."""
    reason = check_magnitude(counted(4_000_000), "soldier", "KW", magnitudes=load_magnitudes())

    assert reason == (
        "4,000,000 soldiers would be 93 % of Kuwait's about 4,300,000 people and 222 times its about 18,000 active troops"
    )


@pytest.mark.parametrize(
    ("number", "of", "country"),
    [
        (12_000, "soldier", "NO"),
        (1_400_000, "people", "NO"),
        (900_000, "troop", "UA"),
        (2_000_000, "soldier", None),
        (2_000_000, "leaflet", "NO"),
    ],
)
def test_a_plausible_or_unknown_count_is_left_alone(number: int, of: str, country: str | None) -> None:
    """Without a state or a known noun nothing is judged."""
    assert check_magnitude(counted(number), of, country, magnitudes=load_magnitudes()) is None


def test_more_people_than_a_state_has_are_implausible() -> None:
    """A count of civilians is held against the whole population."""
    assert check_magnitude(counted(9_000_000), "refugee", "NO", magnitudes=load_magnitudes())


def test_the_state_is_the_one_named_beside_the_count() -> None:
    """Else the one last mentioned before it."""
    text = "Norway has a force of 3 million soldiers."
    mention = Mention(Span(0, 6), "Norway", "NO", SourceKind.GOVERNMENT, Naming.NAMED, "NO", 0)
    analysis = replace(measured(text), mentions=(mention,))
    ((index, flag),) = implausible(analysis, magnitudes=load_magnitudes())

    assert (index, flag.kind) == (0, FlagKind.IMPLAUSIBLE)


def test_every_state_has_people() -> None:
    """The table divides by them."""
    assert all(state.population > 0 for state in load_magnitudes().states.values())
