"""Times and quantities hold their promises on any run of the words that they are made of."""

from __future__ import annotations

from dataclasses import replace
from itertools import pairwise

from hypothesis import given, settings
from hypothesis import strategies as st

from tests.unit.analysis.building import document_of
from tests.unit.analysis.measuring import measured
from twosource.analysis.layers import Analysis
from twosource.analysis.quantities import find_quantities
from twosource.analysis.quantities_lexicon import load_quantity_words
from twosource.analysis.quantities_numbers import find_numbers
from twosource.analysis.times import find_times
from twosource.analysis.times_lexicon import load_time_words
from twosource.analysis.times_tokens import words_of

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


AMOUNTS = st.one_of(
    st.integers(1, 5_000_000).map(lambda number: f"{number:,}"),
    st.integers(1, 999).map(str),
    st.sampled_from(
        ["two dozen", "twenty-one", "half a million", "three hundred", "1.5 million", "dozens", "several"]
    ),
    st.tuples(st.integers(2, 400), st.integers(401, 900)).map(lambda pair: f"{pair[0]} to {pair[1]}"),
    st.tuples(st.integers(2, 400), st.integers(401, 900)).map(lambda pair: f"{pair[0]}-{pair[1]}"),
)
BOUNDS = sorted(form for table in ("bound", "approximate", "increment") for form in NUMBERS.tables[table])


@settings(max_examples=200, deadline=None)
@given(bound=st.sampled_from(["", *BOUNDS]), amount=AMOUNTS, after=st.sampled_from(["", "or more", "or so"]))
def test_the_words_of_a_number_read_alone_give_its_bounds(bound: str, amount: str, after: str) -> None:
    """Nothing outside the words moves a bound."""
    text = " ".join(part for part in (bound, amount, after, "boats") if part)
    words = words_of(text, 0, len(text))
    for number in find_numbers(words, NUMBERS):
        start, end = words[number.first].start, words[number.after - 1].end
        (again,) = find_numbers(words_of(text[start:end], 0, end - start), NUMBERS)

        assert (again.low, again.high) == (number.low, number.high)


SAID = [
    "Gunmen killed a guard and three miners.",
    "At least 12 villagers fled, two of them on foot.",
    "About 1,500 soldiers are in the town.",
    "The bank lent 12 million francs for three years.",
    "Two thirds of the crews left; dozens stayed.",
    "The toll rose to 35.",
]


@settings(max_examples=25, deadline=None)
@given(texts=st.lists(st.sampled_from(SAID), min_size=2, max_size=4, unique=True))
def test_a_text_read_before_others_gives_the_fields_it_gives_alone(texts: list[str]) -> None:
    """Neither what was read before nor what follows in the document moves a field of what stands first."""
    alone = measured(texts[0]).quantities
    measured(texts[-1])
    together = measured("\n".join(texts)).quantities

    assert alone == measured(texts[0]).quantities
    assert alone == together[: len(alone)]
