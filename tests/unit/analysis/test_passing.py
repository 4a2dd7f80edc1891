"""Chains: through whom words came, whom a source had them from, and who returns."""

from __future__ import annotations

import pytest

from tests.unit.analysis.building import read
from twosource.model.vocabulary import SourceKind


def hops(text: str, *, publisher: str = "Orsa Courier") -> list[list[str]]:
    """The words of the hops behind the publisher, of each attribution with content in text order."""
    analysis = read(text, publisher=publisher)
    return [
        [" ".join(span.of(text) for span in hop.at) for hop in chain[1:]]
        for one, chain in zip(analysis.attributions, analysis.chains, strict=True)
        if one.content
    ]


def longest(text: str, *, publisher: str = "Orsa Courier") -> list[str]:
    return max(hops(text, publisher=publisher), key=len)


@pytest.mark.parametrize(
    ("text", "chain"),
    [
        ("A memo leaked to the Tarn Kestrel shows that the pass was mined.", ["the Tarn Kestrel", "A memo"]),
        ("The pass was mined, a memo seen by the Tarn Kestrel says.", ["the Tarn Kestrel", "a memo"]),
        ("A letter published by the Tarn Kestrel says the pass was mined.", ["the Tarn Kestrel", "A letter"]),
        (
            "A guide, quoted by the weekly Kestrel, said the pass was mined.",
            ["the weekly Kestrel", "A guide"],
        ),
        ("Speaking to Radio Tarn, the guide said the pass was mined.", ["Radio Tarn", "the guide"]),
        (
            "On the podcast Long Road, the guide said the pass was mined.",
            ["the podcast Long Road", "the guide"],
        ),
        ("The actor, through her lawyer, denied that she had left.", ["her lawyer", "The actor"]),
        (
            "Six guides told the rights group Open Gate that the pass was mined.",
            ["the rights group", "Six guides"],
        ),
    ],
)
def test_who_passed_words_on_stands_before_the_speaker(text: str, chain: list[str]) -> None:
    found = longest(text)

    assert len(found) == len(chain)
    assert all(words in hop for words, hop in zip(chain, found, strict=True))


@pytest.mark.parametrize(
    ("text", "giver"),
    [
        ("The mayor, who heard it from a guide, said the pass was mined.", "a guide"),
        ("Villagers, passing on word from the guides, said the pass was mined.", "the guides"),
        ("The mayor said he had been told by the guide that the pass was mined.", "the guide"),
        ("The mayor says a driver had heard from a guide that the pass was mined.", "a guide"),
        ("A report based on interviews with guides concludes that the pass was mined.", "guides"),
        ("The mayor relayed a plea from the guide that the pass be cleared.", "the guide"),
        ("The Tarn Kestrel reported, with reference to the guides, that the pass was mined.", "the guides"),
        ("The mayor, citing a briefing by the army, said the pass was mined.", "the army"),
    ],
)
def test_whom_a_source_had_it_from_ends_the_chain(text: str, giver: str) -> None:
    assert longest(text)[-1] == giver


@pytest.mark.parametrize(
    "text",
    [
        "The mayor told the council that the pass was mined.",
        "The mayor met the editor of the Tarn Kestrel and said the pass was mined.",
        "The mayor said the Tarn Kestrel was mistaken.",
        "A guide reached by telephone said the pass was mined.",
        "A guide confirmed to the Courier that the pass was mined.",
    ],
)
def test_one_who_is_no_conduit_adds_no_hop(text: str) -> None:
    assert len(longest(text)) == 1


def test_citation_of_a_citation_is_a_third_hop() -> None:
    text = "Radio Tarn, citing the police, who in turn cited a guide, reported that the pass was mined."

    assert longest(text) == ["Radio Tarn", "the police", "a guide"]


@pytest.mark.parametrize(
    "text",
    [
        "The pass was mined, according to Radio Tarn, citing a guide.",
        "According to Radio Tarn, which refers to a guide, the pass was mined.",
        "As Radio Tarn reported on Friday, the pass was mined, according to a guide.",
    ],
)
def test_citation_beside_according_to_is_a_hop_of_its_own(text: str) -> None:
    assert longest(text) == ["Radio Tarn", "a guide"]


def test_citation_in_a_sentence_of_its_own_belongs_to_the_one_before() -> None:
    text = "The weekly Kestrel alleged that the pass was mined. It cited a guide."

    assert longest(text) == ["The weekly Kestrel", "a guide"]


def test_interviewed_one_brings_the_interviewer_along() -> None:
    text = "Anja Reth gave a long interview to Radio Tarn. The pass, she says, was mined."

    assert hops(text)[-1] == ["Radio Tarn", "she"]


def test_statement_read_out_speaks_for_its_maker() -> None:
    text = "Tarn Television has read out an announcement by the Border Ministry. It says the pass was mined."

    analysis = read(text)
    chain = analysis.chains[-1]

    assert [hop.source.name for hop in chain[1:]] == ["Tarn Television", "Border Ministry"]
    assert chain[1].inherited


def test_what_stands_behind_a_colon_is_said_by_the_frame_before_it() -> None:
    text = "A guide spilled to the Tarn Kestrel: “The pass was mined in March.”"

    assert longest(text) == ["the Tarn Kestrel", "A guide"]


def test_sentence_that_only_names_its_speaker_takes_up_the_one_before() -> None:
    analysis = read("The pass was mined in March. So says the guide.")

    assert [span.of(analysis.text) for span in analysis.attributions[-1].content] == [
        "The pass was mined in March"
    ]


def test_turns_of_a_transcript_belong_to_their_labels() -> None:
    text = "HOST: What do you know? VENN, COASTGUARD: The crew told us that the boat turned back."

    assert longest(text) == ["VENN", "The crew"]


def test_pronoun_takes_up_nobody_from_its_own_words() -> None:
    text = "Ria Stolk answered in writing. Marbau had guaranteed her in May, she wrote, that the roof would hold."

    assert longest(text) == ["she", "Marbau"]
    assert read(text).chains[-1][1].source.name == "Ria Stolk"


def test_bare_word_for_an_outlet_takes_up_the_one_that_was_named() -> None:
    analysis = read("The Tarn Herald said the pass was mined. The paper said a guide was hurt.")

    assert analysis.chains[-1][1].source.name == "Tarn Herald"


def test_publisher_by_its_short_name_is_no_hop() -> None:
    text = "The pass was mined, guides told the Courier."

    assert longest(text) == ["guides"]


def test_unknown_name_that_is_told_is_an_outlet() -> None:
    analysis = read("A guide told the Lamp that the pass was mined.")

    assert analysis.chains[0][1].source.kind is SourceKind.OUTLET


def test_inquiry_that_hears_is_no_source() -> None:
    assert longest("The inquiry heard that a guide had warned that the pass was mined.") == ["a guide"]


def test_clause_without_that_is_what_was_told() -> None:
    text = "The police report says the driver told officers he had fallen asleep."

    assert longest(text) == ["The police report", "the driver"]


def test_frame_between_commas_parts_no_subject_from_its_verb() -> None:
    text = "The chairman, says the Tarn Kestrel, has told miners that wages will double."

    assert longest(text) == ["the Tarn Kestrel", "The chairman"]


def test_agency_credited_with_the_copy_is_one_hop_where_it_is_told() -> None:
    analysis = read("A guide told Reuters that the pass was mined.", publisher="Reuters")

    assert [hop.source.name for hop in analysis.chains[0]][1:] == ["A guide"]
