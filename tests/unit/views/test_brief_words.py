"""The closed list of a briefing's own words, and a claim's words as tokens."""

from __future__ import annotations

import tomllib
from importlib.resources import files

import pytest

from tests.unit.views.made import MOVED, NOT_SEEN, row_of
from twosource.views.brief_words import ClaimWords, holds, load_wording, runs_of, tokens_of

WORDING = load_wording("en")
DATA = tomllib.loads((files("twosource.data") / "en" / "brief.toml").read_text(encoding="utf-8"))
EXAMPLES = [(name, row) for name in ("negation", "bound", "bound_after", "ahead") for row in DATA[name]]


@pytest.mark.parametrize(
    ("name", "row"), EXAMPLES, ids=lambda value: value if isinstance(value, str) else value["words"]
)
def test_every_phrase_fires_on_its_own_example(name, row):
    keys = [token.key for token in tokens_of(row["example"])]
    phrase = tuple(token.key for token in tokens_of(row["words"]))
    if name == "negation":
        assert WORDING.negates(keys)
    else:
        assert phrase in getattr(WORDING, name)
        assert holds(keys, {phrase}) or any(key.endswith(phrase) for key in keys)


def test_numbers_and_contractions_are_one_token():
    assert [token.text for token in tokens_of("12,000 weren’t $5 or 4.5%")] == [
        "12,000",
        "weren’t",
        "$",
        "5",
        "or",
        "4.5",
        "%",
    ]


def test_a_run_is_found_where_it_stands():
    words = ClaimWords.of(row_of(MOVED))
    assert runs_of(words, "about 300 guards", WORDING) == ((3, 6),)


def test_a_run_does_not_cross_what_the_claim_leaves_out():
    words = ClaimWords.of(row_of(NOT_SEEN))
    assert runs_of(words, "Two guards were not seen", WORDING) is None
    assert runs_of(words, "Two guards … were not seen", WORDING) == ((0, 2), (2, 5))


def test_runs_must_be_in_order():
    words = ClaimWords.of(row_of(MOVED))
    assert runs_of(words, "guards … Velm", WORDING) is None
