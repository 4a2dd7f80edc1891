"""What a text says of the sources that it does not name, in its own words."""

from __future__ import annotations

import pytest

from tests.unit.analysis.building import read
from twosource.analysis.anonymity import load_anonymity, standings
from twosource.errors import ConfigError
from twosource.model.attribution import Hop, Standing
from twosource.model.codec import from_json, to_json

WORDS = load_anonymity("en")


def said_of(text: str, part: str) -> list[str]:
    """The words of one part, of all sources without a name in a text."""
    found = standings(read(text), WORDS).values()
    return [span.of(text) for one in found for span in getattr(one, part)]


def described(text: str) -> list[str]:
    found = standings(read(text), WORDS).values()
    return [one.description.of(text) for one in found if one.description is not None]


@pytest.mark.parametrize(("part", "example"), WORDS.examples, ids=lambda value: value[:40])
def test_row_fires_on_its_own_example(part: str, example: str) -> None:
    assert said_of(example, "anonymity" if part == "fact" else part)


@pytest.mark.parametrize(
    ("text", "words"),
    [
        (
            "The pass will close in May, a senior official in the transport ministry said.",
            "a senior official in the transport ministry",
        ),
        ("A person familiar with the talks said the pass would close.", "A person familiar with the talks"),
        (
            "The pass will close, said an official who attended the meeting and asked not to be named.",
            "an official who attended the meeting",
        ),
        ("A senior officer said the pass was mined. “It is over,” the officer said.", "A senior officer"),
        (
            "The Tarn Post quoted an unnamed official in the finance ministry as saying the bank had failed.",
            "an unnamed official in the finance ministry",
        ),
    ],
)
def test_description_is_the_phrase_that_says_most(text: str, words: str) -> None:
    assert described(text) == [words]


def test_bare_source_has_no_description() -> None:
    assert described("A source said the treaty was dead.") == []


@pytest.mark.parametrize(
    ("text", "words"),
    [
        (
            "“The pass will close,” a senior officer said on condition of anonymity.",
            "on condition of anonymity",
        ),
        ("A resident who gave only her first name said the town was empty.", "gave only her first name"),
        (
            "An engineer working at the plant said the pump had failed, but he declined to give his name.",
            "declined to give his name",
        ),
        (
            "The bridge was mined, said a guard, speaking on the condition that he not be named.",
            "on the condition that he not be named",
        ),
        (
            "A Western diplomat said the treaty was dead. She asked that her name not be used.",
            "asked that her name not be used",
        ),
        (
            "A spokesman for the bank, who declined to be named, said the bank had failed.",
            "declined to be named",
        ),
        (
            "Several lawmakers said on condition of anonymity that the bank had failed.",
            "on condition of anonymity",
        ),
    ],
)
def test_fact_alone_has_no_reason(text: str, words: str) -> None:
    assert (said_of(text, "anonymity"), said_of(text, "reason")) == ([words], [])


@pytest.mark.parametrize(
    ("text", "words"),
    [
        (
            "An official told Radio Tarn that the pass would close, speaking on condition of anonymity because he was not "
            "authorised to speak publicly.",
            "because he was not authorised to speak publicly",
        ),
        (
            "A miner, who declined to be named for fear of reprisals, said the pit had flooded.",
            "for fear of reprisals",
        ),
        (
            "Three officials, citing the sensitivity of the matter, said the treaty was dead.",
            "citing the sensitivity of the matter",
        ),
        (
            "A defence ministry official who was not authorized to talk to reporters said the bridge was mined.",
            "who was not authorized to talk to reporters",
        ),
        (
            "An aide said the treaty was dead. The aide, who was not authorised to speak publicly, said it was over.",
            "who was not authorised to speak publicly",
        ),
        (
            "A source said the treaty was dead. He spoke on condition of anonymity because the talks were secret.",
            "because the talks were secret",
        ),
        (
            "The treaty is dead, three people familiar with the matter said, requesting anonymity to discuss private talks.",
            "to discuss private talks",
        ),
        (
            "“We have no fuel,” said a soldier who asked not to be named for security reasons.",
            "for security reasons",
        ),
        (
            "The treaty is dead, according to an adviser to the president, who was not authorised to discuss it publicly.",
            "who was not authorised to discuss it publicly",
        ),
        (
            "An official said the deal was close. He was not authorised to speak publicly and spoke on condition of "
            "anonymity.",
            "was not authorised to speak publicly",
        ),
    ],
)
def test_reason_ends_with_its_clause(text: str, words: str) -> None:
    assert said_of(text, "reason") == [words]


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("An official briefed on the talks said the pass would close.", "briefed on the talks"),
        (
            "The pass will close, according to two people with direct knowledge of the plan.",
            "with direct knowledge of the plan",
        ),
        (
            "The Brask Herald, citing a diplomat who has seen the document, reported that the treaty was dead.",
            "who has seen the document",
        ),
        (
            "The people, who were briefed on the talks and were not authorised to speak publicly, said the deal was near.",
            "who were briefed on the talks",
        ),
        ("A nurse who witnessed the attack said ten people had died.", "who witnessed the attack"),
        ("Sources close to the talks said the treaty was dead.", "close to the talks"),
    ],
)
def test_access_is_what_the_source_claims_to_know_by(text: str, words: str) -> None:
    assert said_of(text, "access") == [words]


@pytest.mark.parametrize(
    "text",
    [
        "An official familiar to viewers said the pass would close.",
        "An official said the anonymity of the ballot was protected.",
        "Residents said they stayed indoors for fear of reprisals.",
        "An official said a clerk with knowledge of the code had left the country.",
        "An official said the witness was granted anonymity by the court.",
        "An official said Minister Orin Vell, citing the sensitivity of the matter, had refused to answer.",
        "A clerk said the mayor, speaking on condition of anonymity, had lied.",
        "Minister Orin Vell, citing the sensitivity of the matter, said an aide had left.",
        "“I was promised anonymity by the court,” an official said.",
        "A source close to tears said the pass would close.",
    ],
)
def test_look_alike_says_nothing_of_the_source(text: str) -> None:
    assert [said_of(text, part) for part in ("anonymity", "reason", "access")] == [[], [], []]


def test_named_person_has_no_standing() -> None:
    text = "Minister Orin Vell, who attended the meeting, said the pass would close."

    assert standings(read(text), WORDS) == {}


def test_words_of_one_source_are_not_another_sources() -> None:
    text = "A diplomat said on condition of anonymity that the pass would close. A miner said the pit had flooded."
    found = {chain[-1].source.name: chain[-1].standing for chain in read(text).chains if chain[-1].standing}

    assert [bool(one.anonymity) for one in found.values()] == [True, False]


def test_standing_of_a_later_sentence_is_on_the_claims_chain() -> None:
    text = "A source said the pass had closed. The source, who attended the meeting, said the road was shut."
    standing = read(text).claims[0].chain[-1].standing

    assert standing is not None
    assert [span.of(text) for span in standing.access] == ["who attended the meeting"]


def test_hop_stored_without_a_standing_reads_as_one_of_which_nothing_is_said() -> None:
    hop = read("The mayor said the pass was closed.").chains[0][0]

    assert "standing" not in to_json(hop)
    assert from_json(Hop, to_json(hop)).standing is None


def test_empty_standing_is_no_object() -> None:
    assert to_json(Standing()) == {}


def test_unknown_language_has_no_phrases() -> None:
    with pytest.raises(ConfigError, match="anonymity"):
        load_anonymity("xx")
