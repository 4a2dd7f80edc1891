"""Times and quantities hold their promises on any run of the words that they are made of."""

from __future__ import annotations

from dataclasses import replace
from itertools import pairwise

from hypothesis import given, settings
from hypothesis import strategies as st

from tests.unit.analysis.building import document_of
from twosource.analysis.layers import Analysis
from twosource.analysis.quantities import find_quantities
from twosource.analysis.quantities_lexicon import load_quantity_words
from twosource.analysis.times import find_times
from twosource.analysis.times_lexicon import load_time_words

TIMES, NUMBERS = load_time_words("en"), load_quantity_words("en")
ODD = [
    "1",
    "31",
    "2031",
    "3,000",
    "99999999999",
    "0000",
    "1.5",
    "2031-02-30",
    "31/02/2031",
    "'",
    "-",
    ",",
    "BC",
    "%",
    "$",
]
WORDS = sorted(
    {*TIMES.known, *NUMBERS.starters, *ODD, "May", "Friday", "of", "to", "than", "at", "more", "9:30", "a.m."}
)
TEXTS = st.lists(st.sampled_from(WORDS), min_size=1, max_size=30).map(" ".join)


@settings(max_examples=150, deadline=None)
@given(text=TEXTS, published=st.sampled_from(["2031-02-27", "2031-12-30", None]))
def test_times_lie_in_the_text_in_order(text: str, published: str | None) -> None:
    """No time overlaps another, and each interval begins before it ends."""
    found = find_times(Analysis(document_of(text, published=published)), words=TIMES, counted=NUMBERS)
    spans = [when.at for when in found if when.at is not None]

    assert all(one.end <= two.start for one, two in pairwise(spans))
    assert all(span.end <= len(text) for span in spans)
    assert all(when.start < when.end for when in found if when.start and when.end)


@settings(max_examples=150, deadline=None)
@given(text=TEXTS)
def test_quantities_lie_in_the_text_in_order(text: str) -> None:
    """No bound crosses the other."""
    analysis = Analysis(document_of(text))
    analysis = replace(analysis, times=find_times(analysis, words=TIMES, counted=NUMBERS))
    found = find_quantities(analysis, words=NUMBERS)

    assert all(one.at.start <= two.at.start for one, two in pairwise(found))
    assert all(one.at.end <= len(text) for one in found)
    assert all(one.low <= one.high for one in found if one.low is not None and one.high is not None)
