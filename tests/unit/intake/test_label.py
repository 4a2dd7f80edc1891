"""What each line of a text is."""

from __future__ import annotations

import pytest

from twosource.intake import documents_of
from twosource.model.capture import Capture
from twosource.model.vocabulary import BlockKind

TITLE = "Upper road closed until the thaw"
PROSE = "The district council voted late on Monday to close the upper road, a decision that leaves four hamlets without a bus."
MORE = "Drivers who had gathered outside said that nobody had asked them, and that the way round would add an hour."


def kinds(*lines: str) -> list[str]:
    (document,) = documents_of(Capture.of("\n\n".join(lines).encode(), name="a.txt"))
    return [block.kind.value for block in document.blocks]


def test_headline_is_the_title() -> None:
    assert kinds(TITLE, PROSE, MORE) == ["title", "body", "body"]


def test_text_that_begins_with_a_sentence_has_no_title() -> None:
    assert kinds(PROSE, MORE) == ["body", "body"]


def test_section_above_the_title_is_not_the_title() -> None:
    assert kinds("Valley News", TITLE, PROSE) == ["boilerplate", "title", "body"]


def test_name_below_the_title_is_a_byline() -> None:
    assert kinds(TITLE, "Dana Roth", PROSE) == ["title", "byline", "body"]


def test_repeated_line_is_a_duplicate_of_the_first() -> None:
    (document,) = documents_of(Capture.of(f"{PROSE}\n\n{MORE}\n\n{PROSE.upper()}".encode(), name="a.txt"))

    assert (document.blocks[2].kind, document.blocks[2].of) == (BlockKind.DUPLICATE, 0)


def test_pulled_quote_is_a_duplicate() -> None:
    assert kinds(PROSE, MORE, PROSE[4:90])[2] == "duplicate"


def test_every_line_of_an_embedded_post_is_labelled() -> None:
    found = kinds(
        PROSE,
        "Kell council has shut the upper road without a word of warning",
        "Kell council has shut the upper road. In reply the drivers have… pic.twitter.com/aB3dE",
        "— Kell Watch (@kell_watch) June 4, 2034",
        MORE,
    )

    assert found == ["body", "social_embed", "social_embed", "social_embed", "body"]


def test_post_with_its_handle_above_is_labelled() -> None:
    found = kinds(
        PROSE, "Kell Watch @kell_watch · Jun 4, 2034", "No bus since noon and nobody says why", MORE
    )

    assert found == ["body", "social_embed", "social_embed", "body"]


def test_links_below_a_dangling_heading_are_calls() -> None:
    found = kinds(PROSE, MORE, "Related stories:", "Ferry stops at Oster", "What the thaw will bring")

    assert found[2:] == ["boilerplate", "call_to_action", "call_to_action"]


def test_row_of_keywords_is_a_tag_line() -> None:
    assert kinds("road council thaw hamlets bus", PROSE, MORE)[0] == "tag_line"


@pytest.mark.parametrize(
    ("line", "kind"),
    [
        ("Issued 4 June 2034, 14:20", "dateline"),
        ("Kell Live / Telegram", "social_embed"),
        ("🚨 The road is gone", "social_embed"),
        ("Your next holiday at a price to remember.", "advertisement"),
        ("Big savings at Dolan's!", "advertisement"),
        ("Kell desk", "byline"),
    ],
)
def test_shape_tells_what_no_rule_knows(line: str, kind: str) -> None:
    assert kinds(TITLE, PROSE, MORE, line)[3] == kind


@pytest.mark.parametrize(
    "line",
    [
        "The photo, first published by the town hall, shows the road before the slide.",
        "He tweeted that the road was “gone, just gone”, then deleted the post.",
        "“Your road is closed!” the guard shouted.",
        "“Subscribe to nothing,” the leaflet read.",
        "Subscribers of the state telephone company lost their signal at noon.",
        "An advertising campaign for the new toll began in May.",
        "By Friday the way round had been closed too.",
        "Watch towers went up along the ridge in April.",
        "About forty families left.",
        "Nobody was hurt.",
        "The minister corrected himself a day later: there were nine lorries, not seven.",
        "The agency quoted him as saying that the road was safe. (Corvane Press)",
        "The delegation arrives in Kell on Thursday.",
    ],
)
def test_body_line_that_looks_like_furniture_stays_body(line: str) -> None:
    assert kinds(TITLE, PROSE, line, MORE)[2] == "body"
