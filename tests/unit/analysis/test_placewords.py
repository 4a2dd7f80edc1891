"""The lexicons of place and person names: each class does in its example what it says."""

from __future__ import annotations

from typing import Any

import pytest

from tests.unit.analysis.placing import marked, mentions_of, reading_at
from twosource.analysis.gazetteer import shipped_toml
from twosource.model.vocabulary import SourceKind

PLACES = shipped_toml("en/placewords.toml")["class"]
PERSONS = shipped_toml("en/personwords.toml")["class"]
ORGANS = shipped_toml("en/organs.toml")["organ"]


def name_of(row: dict[str, Any]) -> str:
    """A class by its name."""
    return str(row.get("name") or row["words"][0])


@pytest.mark.parametrize("row", PLACES, ids=name_of)
def test_every_class_of_place_words_reads_its_example(row: dict[str, Any]) -> None:
    """With the first of its words."""
    text, span = marked(
        row["example"].replace("{word}", row["words"][0]).replace("{Word}", row["words"][0].title())
    )

    assert row["reads"] in reading_at(text, span), text


@pytest.mark.parametrize("row", [row for row in PERSONS if "Venn" in row["example"]], ids=name_of)
def test_every_class_of_person_words_finds_its_person(row: dict[str, Any]) -> None:
    """With the first of its words."""
    text = row["example"].replace(
        "{word}", row["words"][0].title() if row["name"] != "particle" else row["words"][0]
    )

    assert SourceKind.PERSON in {mention.kind for mention in mentions_of(text).values()}, text


@pytest.mark.parametrize("row", ORGANS, ids=lambda row: row["words"][0])
def test_every_organ_is_one_of_its_state(row: dict[str, Any]) -> None:
    """Every word of the entry, with Peru for its state."""
    for word in row["words"]:
        text = row["example"].replace("Ruritan", "Peruvian").replace("{word}", word)
        found = [
            mention for words, mention in mentions_of(text).items() if words.lower().endswith(word.lower())
        ]

        assert [mention.country for mention in found] == ["PE"], text
        assert found[0].kind is SourceKind(row["kind"]), text
