"""Then-holders of offices: only with a date, only where one person held the office throughout."""

from __future__ import annotations

from datetime import date
from itertools import pairwise

import pytest

from tests.unit.analysis.building import read
from twosource.analysis.actors import load_actors
from twosource.analysis.holders import Holders, load_holders
from twosource.errors import ConfigError

OFFICES = [{"key": "president", "words": ["president"]}]
TERMS = [
    {"of": "XA", "office": "president", "person": "Ada Orn", "since": "2031-01-01", "until": "2033-06-30"},
    {"of": "XA", "office": "president", "person": "Dan Venn", "since": "2033-07-01", "until": "2036-01-01"},
]


def then_persons(text: str) -> list[tuple[str, str | None]]:
    """The words and ids of the persons that a text mentions."""
    analysis = read(text)
    return [(one.at.of(text), one.id) for one in analysis.mentions if (one.id or "").startswith("person:")]


@pytest.mark.parametrize(
    ("first", "last", "person"),
    [
        (date(2032, 1, 1), date(2032, 12, 31), "Ada Orn"),
        (date(2033, 1, 1), date(2033, 12, 31), None),
        (date(2033, 8, 1), date(2033, 8, 31), "Dan Venn"),
        (date(2029, 1, 1), date(2029, 12, 31), None),
    ],
)
def test_an_office_has_a_holder_only_where_one_held_it_throughout(
    first: date, last: date, person: str | None
) -> None:
    assert Holders(TERMS, OFFICES).holder("XA", "president", first, last) == person


def test_a_term_that_ends_before_it_begins_is_refused() -> None:
    with pytest.raises(ConfigError, match="ends before"):
        Holders([{**TERMS[0], "until": "2030-01-01"}], OFFICES)


def test_every_shipped_term_is_of_a_known_state_or_body() -> None:
    actors = load_actors()

    assert [term for term in load_holders().all if actors.get(term.of) is None] == []


def test_no_two_shipped_terms_of_an_office_overlap_by_more_than_a_day() -> None:
    terms = sorted(load_holders().all, key=lambda term: (term.of, term.office, term.since))

    pairs = [(a, b) for a, b in pairwise(terms) if (a.of, a.office) == (b.of, b.office)]
    assert [(a, b) for a, b in pairs if b.since < a.until] == []


@pytest.mark.parametrize(
    ("text", "words"),
    [
        (
            "In 2015, Russia's then-defence minister said the depots were shut.",
            "Russia's then-defence minister",
        ),
        ("The then president of France said in 2016 that a bridge was shut.", "then president of France"),
    ],
)
def test_a_dated_then_office_is_its_holder(text: str, words: str) -> None:
    assert [found for found, _ in then_persons(text)] == [words]


@pytest.mark.parametrize(
    "text",
    [
        "The then-Russian defence minister said that the depots were shut.",
        "In 2012 the then-Russian defence minister said that the depots were shut.",
        "In 2015 a Russian defence source said that the depots were shut.",
        "In 2015 the Russian defence minister said that the depots were shut.",
    ],
    ids=["no date", "it changed hands", "an unnamed source", "no then"],
)
def test_without_a_date_a_then_or_an_office_nobody_is_named(text: str) -> None:
    assert then_persons(text) == []
