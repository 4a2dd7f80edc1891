"""Times that the clause above them does not take."""

from __future__ import annotations

import pytest

from tests.unit.analysis.measuring import measured
from twosource.analysis.times_lexicon import load_time_words
from twosource.analysis.times_modifier import lends_time


def _lent(text: str) -> list[bool]:
    analysis = measured(text)
    words = load_time_words("en")
    return [lends_time(text, analysis.parse, when, words=words) for when in analysis.times]


@pytest.mark.parametrize(
    "text",
    [
        "Troops broke the accord signed in 2028.",
        "The raid broke the armistice of 2029.",
        "They shelled the village that fell in 2028.",
        "Guards breached the January understanding.",
        "The army has 7,000 soldiers there, up from 5,000 in March.",
        "It counted 40 raids, compared with 12 in May.",
    ],
)
def test_a_modifier_keeps_its_time(text: str) -> None:
    """Nor does the time of an earlier value date the present one."""
    assert _lent(text) == [False]


@pytest.mark.parametrize(
    "text",
    [
        "Troops broke the accord in May.",
        "They have held the hill since 2026.",
        "The September attack killed 30 people.",
        "The accord was signed in 2028.",
        "The number rose to 7,000 in March.",
        "Troops moved up from the river in March.",
    ],
)
def test_a_clause_takes_its_own_time(text: str) -> None:
    """Where the words hang on its verb."""
    assert _lent(text) == [True]


def test_a_participle_that_is_a_predicate_takes_its_time() -> None:
    """The accord's signing is then told of."""
    text = "Troops broke the accord signed in 2028."
    analysis = measured(text)
    signed = next(token.i for token in analysis.parse.tokens if token.text == "signed")
    words = load_time_words("en")

    assert lends_time(text, analysis.parse, analysis.times[0], words=words, heads={signed})
