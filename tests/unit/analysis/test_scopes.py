"""Words over a clause: each row of the complement and kind lexicons fires on its own example; negation, conditions, questions."""

from __future__ import annotations

from typing import Any

import pytest

from tests.unit.analysis.building import document_of, english, read
from tests.unit.analysis.test_meaning import label, rows
from twosource.analysis import analyse
from twosource.analysis.layers import Parse
from twosource.analysis.meaning import load_meaning
from twosource.analysis.scopes import steps_over
from twosource.analysis.veridicality import standing
from twosource.model.measure import Veridicality
from twosource.model.vocabulary import Act, EventKind, Modality, Polarity


def parsed(text: str) -> Parse:
    """The parse alone."""
    return analyse(document_of(text), english()[:1]).parse


def stands(text: str, word: str) -> Veridicality:
    """How a word of a one-sentence text stands there."""
    parse = parsed(text)
    index = next(token.i for token in parse.tokens if token.text == word)
    return standing(parse, index, parse.sentences[0], load_meaning())


@pytest.mark.parametrize(
    "row", rows("complements.toml", "complement"), ids=lambda row: f"{row['lemma']}-{row['pos']}"
)
def test_a_word_stands_over_the_clause_of_its_example(row: dict[str, Any]) -> None:
    """The word is found over a clause and says of it what the entry says."""
    parse = parsed(row["example"])
    steps = [step for token in parse.tokens for step in steps_over(parse, token, load_meaning(), frozenset())]
    said = [step for step in steps if parse.tokens[step.token].lemma == row["lemma"]]

    assert [
        step for step in said if step.modality == row.get("modality") and step.polarity == row.get("polarity")
    ]


@pytest.mark.parametrize(
    "row", rows("kinds.toml", "kind"), ids=lambda row: f"{row['kind']}-{row['verbs'][0]}"
)
def test_a_verb_gives_the_kind_of_its_example(row: dict[str, Any]) -> None:
    """The example's claim is of the entry's sort."""
    assert EventKind(row["kind"]) in {claim.kind for claim in read(row["example"]).claims}


@pytest.mark.parametrize("row", rows("complements.toml", "directive"), ids=label)
def test_a_directive_makes_an_order_or_request(row: dict[str, Any]) -> None:
    """Telling somebody to do something is an act of its own, and what is to be done is ordered."""
    claims = read(row["example"]).claims

    assert {claim.act for claim in claims} == {Act(row["act"])}
    assert Modality.ORDERED in {claim.modality for claim in claims}


@pytest.mark.parametrize("row", rows("complements.toml", "carrier"), ids=label)
def test_a_carrier_hands_the_plan_down(row: dict[str, Any]) -> None:
    """What there are plans for is planned, or not, where the plans were dropped."""
    found = {
        (claim.modality, claim.polarity)
        for claim in read(row["example"]).claims
        if claim.modality is Modality.PLANNED
    }

    assert {polarity for _, polarity in found} <= {Polarity(row.get("polarity", "positive"))}
