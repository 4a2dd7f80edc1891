"""How times and places stand to one another."""

from __future__ import annotations

from dataclasses import replace

import pytest

from tests.unit.linking.made import DEPLOY, day, past, place
from twosource.linking.scope import Fit, event_places, fit_places, fit_times
from twosource.model.measure import When, Where
from twosource.model.span import Span
from twosource.model.vocabulary import PlacePrecision, PlaceRole, TimeDirection

MARCH = day("2031-03-01", end="2031-04-01")
LATE = day("2031-03-20", end="2031-04-05")
NO_YEAR = When(Span(1, 9), "XXXX-12-21", None, None, None)
BEFORE = replace(day("2031-03-05"), direction=TimeDirection.BEFORE)


@pytest.mark.parametrize(
    ("one", "other", "fit"),
    [
        (day("2031-03-05"), day("2031-03-05"), Fit.SAME),
        (day("2031-03-05"), MARCH, Fit.CONTAINED),
        (MARCH, LATE, Fit.OVERLAPPING),
        (day("2031-03-05"), day("2031-03-06"), Fit.DISJOINT),
        (day("2031-03-05"), None, Fit.UNKNOWN),
        (day("2031-03-05"), past(), Fit.UNKNOWN),
        (None, past(), Fit.UNSTATED),
        (NO_YEAR, NO_YEAR, Fit.UNKNOWN),
        (BEFORE, day("2031-03-02"), Fit.UNKNOWN),
        (BEFORE, BEFORE, Fit.SAME),
    ],
)
def test_times(one: When | None, other: When | None, fit: Fit) -> None:
    assert fit_times(one, other, one_text=False) is fit
    assert fit_times(other, one, one_text=False) is fit


def test_a_day_without_a_year_is_itself_in_one_text() -> None:
    assert fit_times(NO_YEAR, NO_YEAR, one_text=True) is Fit.SAME


def located(key: str, lat: float, lon: float, *, country: str = "XA", radius: float = 5.0) -> Where:
    return replace(place(key, key, country=country), lat=lat, lon=lon, radius_km=radius)


RIVER = replace(located("river", 0.0, 0.0, radius=40.0), precision=PlacePrecision.REGION)


@pytest.mark.parametrize(
    ("one", "other", "fit"),
    [
        (place("g1"), place("g1"), Fit.SAME),
        (place("g1", within=("g9",)), place("g9", "Province"), Fit.CONTAINED),
        (place("g1"), place("g2", "Port", country="XB"), Fit.DISJOINT),
        (located("a", 0.0, 0.0), located("b", 2.0, 0.0), Fit.DISJOINT),
        (located("a", 0.1, 0.0, country="XB"), RIVER, Fit.OVERLAPPING),
        (place("g1"), place("g2", "Port"), Fit.UNKNOWN),
        (place(None, "Camp Sturro"), place(None, "Camp Sturro"), Fit.SAME),
        (place(None, "the border"), place(None, "the border"), Fit.UNKNOWN),
        (place(None, "Camp Sturro"), place(None, "Camp Sturro", country="XB"), Fit.DISJOINT),
        (place(None, "Camp Sturro"), place("g1", "Camp Sturro"), Fit.UNKNOWN),
    ],
)
def test_places(one: Where, other: Where, fit: Fit) -> None:
    assert fit_places((one,), (other,), one_text=False) is fit
    assert fit_places((other,), (one,), one_text=False) is fit


def test_the_closest_pair_of_places_decides() -> None:
    assert fit_places((place("g1"), place("g2")), (place("g2"),), one_text=False) is Fit.SAME


def test_no_place_against_one_is_unknown() -> None:
    assert fit_places((), (place("g1"),), one_text=False) is Fit.UNKNOWN
    assert fit_places((), (), one_text=False) is Fit.UNSTATED


def test_the_state_a_question_names_is_no_further_place() -> None:
    state = replace(place("XB", "Marenza", country="XB"), precision=PlacePrecision.COUNTRY)
    talk = replace(place("g1"), role=PlaceRole.SPEECH)

    assert event_places((state, talk, place("g2")), DEPLOY) == (place("g2"),)
