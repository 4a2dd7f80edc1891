"""Every stage, over generated pages: the same page gives the same layers; spans lie in the text, in order."""

from __future__ import annotations

import dataclasses
from itertools import pairwise

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from evals.documents import document_of
from twosource.analysis import stages
from twosource.analysis.stage import analyse
from twosource.model.codec import dumps
from twosource.model.span import Span

SPEAKERS = (
    "Marenza’s Defence Ministry",
    "A source in the north",
    "The mayor of Pell",
    "State media",
    "Two lawmakers",
)
CUES = ("said", "denied", "warned on Friday", "told the Courier", "claimed", "did not confirm", "ordered")
CONTENTS = (
    "that about 1,200 guards had crossed the river",
    "that the bridge would close by 1 May",
    "“we have seen tents, and at least 30 lorries”",
    "the reports of mines along the bank",
    "the army to leave the camp if the talks fail",
    "that millions of people were moved last week 🙂",
)
LOOSE = (
    "The ferry stopped on Monday.",
    "In response, the school was shut – twice.",
    "“No.”",
    "Reportedly, snow fell.",
    "e\u0301cole, ¼ of 3.5 million…",
    "",
)

sentences = st.one_of(
    st.builds(lambda a, b, c: f"{a} {b} {c}.", *map(st.sampled_from, (SPEAKERS, CUES, CONTENTS))),
    st.builds(
        lambda a, b, c: f"{c[0].upper()}{c[1:]}, {a} {b}.", *map(st.sampled_from, (SPEAKERS, CUES, CONTENTS))
    ),
    st.sampled_from(LOOSE),
    st.text(st.characters(exclude_categories=["Cs", "Cc"]), max_size=30),
)
texts = st.lists(st.lists(sentences, min_size=1, max_size=3).map(" ".join), min_size=1, max_size=3).map(
    "\n".join
)
modest = settings(
    max_examples=15, deadline=None, derandomize=True, suppress_health_check=[HealthCheck.too_slow]
)

LAYERS = ("sentences", "mentions", "times", "places", "quantities", "attributions", "claims")
ORDERED = ("times", "places", "quantities")


def spans_in(value):
    """Every span anywhere in a value of the model."""
    if isinstance(value, Span):
        yield value
    elif dataclasses.is_dataclass(value):
        for field in dataclasses.fields(value):
            yield from spans_in(getattr(value, field.name))
    elif isinstance(value, tuple | list):
        for item in value:
            yield from spans_in(item)


@pytest.mark.timeout(600)
@modest
@given(texts)
def test_a_page_read_twice_gives_the_same_claims(text) -> None:
    first, second = (analyse(document_of(text, published="2031-03-11"), stages("en")) for _ in range(2))

    for layer in ("times", "places", "quantities", "attributions", "claims"):
        assert [dumps(one) for one in getattr(first, layer)] == [dumps(one) for one in getattr(second, layer)]


@pytest.mark.timeout(600)
@modest
@given(texts, texts)
def test_a_page_read_with_others_gives_the_same_claims_as_alone(text, other) -> None:
    alone = analyse(document_of(text, published="2031-03-11"), stages("en"))
    shared = stages("en")
    analyse(document_of(other, published="2030-07-02", document_id="other"), shared)
    beside = analyse(document_of(text, published="2031-03-11"), shared)

    for layer in ("times", "places", "quantities", "attributions", "claims"):
        assert [dumps(one) for one in getattr(alone, layer)] == [dumps(one) for one in getattr(beside, layer)]


@pytest.mark.timeout(600)
@modest
@given(texts)
def test_every_span_lies_in_the_text(text) -> None:
    analysis = analyse(document_of(text, published="2031-03-11"), stages("en"))

    for layer in LAYERS:
        for value in getattr(analysis, layer, ()):
            assert all(span.end <= len(text) for span in spans_in(value)), layer
    for layer in ORDERED:
        starts = [one.at.start for one in getattr(analysis, layer) if one.at is not None]
        assert all(one <= other for one, other in pairwise(starts)), layer


@pytest.mark.timeout(600)
@modest
@given(texts)
def test_no_two_claims_share_an_anchor_and_every_claim_has_its_chain(text) -> None:
    claims = analyse(document_of(text, published="2031-03-11"), stages("en")).claims

    assert len({claim.id for claim in claims}) == len(claims)
    for claim in claims:
        assert claim.chain
        assert 0 <= claim.witness < len(claim.chain)
        assert claim.extent
