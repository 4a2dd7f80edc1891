"""Implausible counts are flagged with their arithmetic; all else is left alone."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

import pytest

from tests.unit.analysis.building import document_of, english
from tests.unit.analysis.measuring import measured
from twosource.analysis import analyse
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


FULL = english()


def flags_of(text: str) -> list[str]:
    """The reasons for which claims of a text are implausible."""
    analysis = analyse(document_of(text, published="2031-06-18"), FULL)
    return [
        flag.because for claim in analysis.claims for flag in claim.flags if flag.kind is FlagKind.IMPLAUSIBLE
    ]


@pytest.mark.parametrize(
    ("text", "because"),
    [
        (
            "Gunmen took 40 guards. Fifty of them escaped.",
            "50 would be more than the 40 that they are part of",
        ),
        ("Twelve of the nine guards were wounded.", "12 would be more than the 9 that they are part of"),
        ("Six people died, including eight guards.", "8 would be more than the 6 that they are part of"),
        ("About 120 percent of the villagers fled.", "120 % of the villagers would be more than all of them"),
        (
            "The garrison grew from 300 men to 200 men.",
            "200 is less than the 300 from which it is said to rise",
        ),
        (
            "The garrison shrank from 200 men to 300 men.",
            "300 is more than the 200 from which it is said to fall",
        ),
        (
            "Fighting began in Kharkiv, 30 km from Lviv, on Friday.",
            "Kharkiv and Lviv, said to be 30 km apart, lie 873 km apart on the map",
        ),
        (
            "The truce lasted from 5 May 2031 to 3 May 2031.",
            "it would end in 2031-05-03, before it begins in 2031-05-05",
        ),
        (
            "Jan Torv, born in 1990, founded the party in 1985.",
            "Jan Torv is said to be born in 1990, after this",
        ),
        (
            "Some 9 million Norwegians fled.",
            "9,000,000 people would be more than all of Norway's about 5,500,000 people",
        ),
    ],
)
def test_what_cannot_be_is_flagged_with_its_arithmetic(text: str, because: str) -> None:
    """Parts, shares, moves, distances, dates, people."""
    assert because in flags_of(text)


@pytest.mark.parametrize(
    "text",
    [
        "Gunmen took 40 guards. Ten of them escaped.",
        "About 40 guards came. Fifty of them escaped.",
        "Seven of the nine guards were wounded.",
        "Six people died, including two guards.",
        "Output rose by 120 percent.",
        "The garrison grew from 200 men to 300 men.",
        "Fighting began in Kharkiv, 900 km from Lviv, on Friday.",
        "The truce lasted from 3 May 2031 to 5 May 2031.",
        "Jan Torv, born in 1990, founded the party in 2015.",
        "Officials in Norway spoke of the 1.6 billion members of the faith.",
        "Norway is far away. About 9 million people fled.",
    ],
)
def test_what_can_be_is_not_flagged(text: str) -> None:
    """A flag costs a reader's time."""
    assert flags_of(text) == []


def test_a_flag_changes_no_field() -> None:
    """The number stays as it was read."""
    (quantity,) = measured("Norway has a force of 3 million soldiers.").quantities

    assert (quantity.low, quantity.high) == (3_000_000, 3_000_000)
