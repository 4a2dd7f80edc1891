"""The lexicons of predicates, modality and references prove themselves: each entry fires on its own example."""

from __future__ import annotations

import tomllib
from importlib.resources import files
from typing import Any

import pytest

from tests.unit.analysis.building import read
from twosource.analysis.meaning import load_meaning
from twosource.model.vocabulary import Certainty, Modality, Polarity


def rows(name: str, table: str) -> list[dict[str, Any]]:
    """The entries of one table of a lexicon."""
    text = (files("twosource.data") / "en" / name).read_text(encoding="utf-8")
    found: list[dict[str, Any]] = tomllib.loads(text)[table]
    return found


def label(row: dict[str, Any]) -> str:
    """The entry's own name."""
    return str(row.get("lemma") or row.get("name") or row.get("words"))


@pytest.mark.parametrize("row", rows("predicates.toml", "class"), ids=label)
def test_a_class_is_the_predicate_of_its_example(row: dict[str, Any]) -> None:
    """The question of the example's claim has the class, or the class it counts as abroad."""
    found = {claim.question.predicate for claim in read(row["example"]).claims}

    assert found & {row["name"], row.get("abroad", row["name"]), "be"}


@pytest.mark.parametrize("row", rows("predicates.toml", "light"), ids=label)
def test_a_light_verb_sets_its_complement(row: dict[str, Any]) -> None:
    """What the entry says of modality, certainty and polarity holds of the example's claim."""
    claims = read(row["example"]).claims

    assert any(
        claim.modality is Modality(row.get("modality", claim.modality))
        and claim.certainty is Certainty(row.get("certainty", claim.certainty))
        and claim.polarity is Polarity(row.get("polarity", claim.polarity))
        for claim in claims
    )


@pytest.mark.parametrize("row", rows("predicates.toml", "thing"), ids=label)
def test_a_thing_is_known_by_its_nouns(row: dict[str, Any]) -> None:
    """One of the entry's nouns stands in its example and leads to the class."""
    tokens = read(f"They saw {row['example']}.").parse.tokens
    things = load_meaning().things

    assert row["name"] in {things.get(token.lemma) for token in tokens}


@pytest.mark.parametrize("row", rows("predicates.toml", "judgement"), ids=label)
def test_a_judgement_of_the_publisher_is_no_claim(row: dict[str, Any]) -> None:
    """Opinion in the publisher's voice cannot be checked."""
    assert read(row["example"]).claims == ()


@pytest.mark.parametrize("row", rows("modality.toml", "word"), ids=label)
def test_a_hedge_moves_certainty(row: dict[str, Any]) -> None:
    """The example's claim is as certain as the entry says."""
    text = row["example"]
    if row.get("reaches_back"):
        text = "Residents said that guards crossed. These " + text.removeprefix("The ")
    claims = read(text).claims

    assert Certainty(row["certainty"]) in {claim.certainty for claim in claims}


@pytest.mark.parametrize("row", rows("modality.toml", "modal"), ids=label)
def test_a_modal_moves_certainty_or_modality(row: dict[str, Any]) -> None:
    """What may be is possible, what will be is expected."""
    (claim,) = read(row["example"]).claims

    assert claim.certainty is Certainty(row.get("certainty", "certain"))
    assert claim.modality is not Modality.DONE


@pytest.mark.parametrize("row", rows("modality.toml", "negation"), ids=label)
def test_a_negation_turns_polarity(row: dict[str, Any]) -> None:
    """The example's claim is negative."""
    assert Polarity.NEGATIVE in {claim.polarity for claim in read(row["example"]).claims}


@pytest.mark.parametrize("row", rows("modality.toml", "condition"), ids=label)
def test_a_condition_is_kept(row: dict[str, Any]) -> None:
    """The example's claim has its condition."""
    assert any(claim.condition for claim in read(row["example"]).claims)


@pytest.mark.parametrize("row", rows("modality.toml", "habit"), ids=label)
def test_a_habit_is_no_event(row: dict[str, Any]) -> None:
    """What often happens is habitual."""
    (claim,) = read(row["example"]).claims

    assert claim.modality is Modality.HABITUAL
