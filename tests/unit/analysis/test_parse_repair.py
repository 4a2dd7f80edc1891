from __future__ import annotations

import pytest

from evals.documents import document_of
from twosource.analysis import stages
from twosource.analysis.lexicon import load_cues
from twosource.analysis.parse_repair import repaired
from twosource.analysis.stage import analyse


def attributions_of(text):
    analysis = analyse(document_of(text, published="2031-03-11"), stages("en", profile="rules"))
    return [
        (" ".join(s.of(text) for s in one.source_at), " ".join(s.of(text) for s in one.content))
        for one in analysis.attributions
    ]


@pytest.mark.parametrize(
    ("source", "said"),
    [
        (
            "a new report",
            "Kenya has told its troops to build walls along the border with Uganda, a new report states.",
        ),
        (
            "the harbour office",
            "Kenya plans to move 12,000 boats to Mombasa, the harbour office said on Monday.",
        ),
        (
            "the anonymous source",
            "The ministry gave a paper to two army corps, both reserve units based on the coast, the anonymous source stated.",
        ),
        (
            "a source in Lamu",
            "The mayor told guards to mine the bank of the Tana, a source in Lamu told the Courier.",
        ),
    ],
)
def test_who_stands_between_the_last_comma_and_a_closing_cue_speaks(source, said) -> None:
    content = said[: said.index(f", {source}")]

    assert (source, content) in attributions_of(said)


def test_accusations_by_a_party_keep_their_clause() -> None:
    found = attributions_of(
        "The rise followed accusations by Kenya that Uganda had sent drones over the lake."
    )

    assert ("Kenya", "Uganda had sent drones over the lake") in found


def test_reports_of_something_being_done_reach_over_the_participle() -> None:
    (first, *_) = attributions_of(
        "Reports of Kenyan boats being supplied to Ugandan crews reached the harbour late in 2018."
    )

    assert first[1].startswith("Kenyan boats being supplied to Ugandan crews")


def test_as_stated_by_somebody_gives_the_source_of_the_whole_sentence() -> None:
    found = attributions_of(
        "Friday’s order named a bridge and told crews to “build a wall,” as stated by the harbour office."
    )

    assert (
        "the harbour office",
        "Friday’s order named a bridge and told crews to “build a wall,”",
    ) in found


@pytest.mark.parametrize(
    ("text", "source", "content"),
    [
        (
            "More than 400 houses were flooded in the delta, the governor, Palla Renn, said on Thursday.",
            "the governor, Palla Renn",
            "More than 400 houses were flooded in the delta",
        ),
        (
            "Three warehouses were emptied before the inspection, an official who asked not to be named said.",
            "an official who asked not to be named",
            "Three warehouses were emptied before the inspection",
        ),
    ],
)
def test_a_closing_speaker_of_whom_more_is_said_is_the_subject(text, source, content) -> None:
    assert (source, content) in attributions_of(text)


@pytest.mark.parametrize(
    "text",
    [
        "The bridge will close on Monday, said the mayor.",
        "The ferry, the mayor said, will not sail.",
        "The harbour sells bread, cheese and fresh fish reports.",
        "The mayor said that the ferry sails on Monday.",
    ],
)
def test_what_position_does_not_settle_stays_as_it_was(text) -> None:
    parse = analyse(document_of(text), stages("en", profile="rules")[:1]).parse

    assert repaired(parse, load_cues("en")) is parse


@pytest.mark.parametrize(
    ("text", "source", "content"),
    [
        ("The officer told the recruits that they would be paid.", "The officer", "they would be paid"),
        ("The driver told officers he had fallen asleep.", "The driver", "he had fallen asleep"),
        ("The envoy said in a letter that the ferry had sunk.", "The envoy", "the ferry had sunk"),
        (
            "Analysts quoted by Zeta Agency reckon the price could lose a tenth before the bank steps in.",
            "Analysts quoted by Zeta Agency",
            "the price could lose a tenth before the bank steps in",
        ),
        (
            "A resident of the province, who spoke to the daily, said soldiers had come at night.",
            "A resident of the province",
            "soldiers had come at night",
        ),
        (
            "Three ferries will stop before Easter, the Lamp Society announced after a meeting to which nobody came.",
            "the Lamp Society",
            "Three ferries will stop before Easter",
        ),
        ("The clerk was blunt. A pal spilled to the daily: “She has gone.”", "A pal", "She has gone"),
        (
            "A former spy chief claims in a new memoir that the minister ordered the taps.",
            "A former spy chief",
            "the minister ordered the taps",
        ),
    ],
)
def test_clause_hangs_on_the_verb_that_reports_it(text, source, content) -> None:
    assert (source, content) in attributions_of(text)


def test_repairs_that_meet_in_a_circle_are_undone() -> None:
    text = "5-3 instead by Arlo 0000 % ramiro to meral miles 3rd killed AH"
    parse = analyse(document_of(text, published="2031-03-11"), stages("en", profile="rules")[:1]).parse

    tokens = repaired(parse, load_cues("en")).tokens

    for at in range(len(tokens)):
        path = [at]
        while tokens[path[-1]].head != path[-1]:
            path.append(tokens[path[-1]].head)
            assert path[-1] not in path[:-1]
