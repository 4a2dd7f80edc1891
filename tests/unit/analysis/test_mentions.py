"""Mentions: who is named, whether a capital acts or is a place, and what a short form takes up."""

from __future__ import annotations

import pytest

from tests.unit.analysis.placing import ids_by, mentions_of, placed
from twosource.model.vocabulary import Naming, SourceKind


@pytest.mark.parametrize(
    ("text", "capital", "reading"),
    [
        ("Lima rejected the offer.", "Lima", "actor"),
        ("Lima’s military denied it.", "Lima", "actor"),
        ("The minister urged Lima to answer.", "Lima", "actor"),
        ("The delegation flew to Lima.", "Lima", "place"),
        ("Protesters gathered in Lima.", "Lima", "place"),
        ("Drones flew over Lima at night.", "Lima", "place"),
        ("Lima’s airport was closed.", "Lima", "place"),
        ("A row between Lima and Quito grew.", "Quito", "actor"),
    ],
)
def test_syntax_tells_whether_a_capital_acts(text: str, capital: str, reading: str) -> None:
    assert mentions_of(text)[capital].reading == reading


def test_a_capital_that_acts_is_its_state_by_metonym() -> None:
    mention = mentions_of("Lima rejected the offer.")["Lima"]

    assert (mention.id, mention.kind, mention.naming) == ("PE", SourceKind.GOVERNMENT, Naming.METONYM)


@pytest.mark.parametrize(
    ("text", "words", "actor"),
    [
        ("Peru’s defense ministry denied it.", "Peru’s defense ministry", "PE.ministry:defence"),
        ("The Peruvian army moved north.", "Peruvian army", "PE.military"),
        ("The foreign ministry of Peru said so.", "foreign ministry of Peru", "PE.ministry:foreign"),
        ("Peruvian state media reported it.", "Peruvian state media", "PE.state-media"),
        ("Reuters reported it.", "Reuters", "reuters"),
        ("The White House said so.", "White House", "US.presidency"),
    ],
)
def test_bodies_are_found_by_table_and_by_rule(text: str, words: str, actor: str) -> None:
    assert mentions_of(text)[words].id == actor


def test_a_ministry_is_taken_up_again() -> None:
    found = mentions_of("Peru’s defense ministry denied it. Kenya was silent. The ministry gave no reason.")

    assert found["The ministry"].id == "PE.ministry:defence"


def test_the_north_is_the_state_that_the_document_is_about() -> None:
    found = mentions_of("South Korea closed the crossing. Talks with the North ended.")

    assert found["the North"].id == "KP"


def test_the_north_of_a_country_is_no_state() -> None:
    assert "the north" not in mentions_of("Kenya sent police to the north.")


def test_the_country_takes_up_the_state_that_acts() -> None:
    found = mentions_of("Peru closed its ports to Kenyan ships. The country gave no reason.")

    assert found["The country"].id == "PE"


@pytest.mark.parametrize(
    ("text", "person"),
    [
        ("President Oh Sun-teok spoke first.", "person:oh sunteok"),
        ("Lawmaker Baek Sunho spoke first.", "person:baek sunho"),
        ("Foreign Minister Arlo Venn spoke first.", "person:arlo venn"),
    ],
)
def test_a_person_is_found_without_the_title(text: str, person: str) -> None:
    assert person in {mention.id for mention in placed(text).mentions}


def test_spellings_of_a_given_name_agree() -> None:
    found = placed("President Oh Sun-teok spoke. Later President Oh Sun Teok left.").mentions

    assert {mention.id for mention in found if mention.kind is SourceKind.PERSON} == {"person:oh sunteok"}


def test_a_family_name_takes_up_the_person_named_more_often() -> None:
    text = "Leader Baek Sun Ho spoke. Baek Sun Ho left early. Vice Minister Baek Jun-seo stayed. Baek returned to the hall."
    last = [mention for mention in placed(text).mentions if mention.at.of(text) == "Baek"]

    assert [mention.id for mention in last] == ["person:baek sunho"]


def test_a_mention_points_to_the_first_of_its_actor() -> None:
    found = placed("Peru closed its ports. Lima gave no reason.").mentions

    assert found[1].same_as == 0


def test_lower_case_us_is_no_state() -> None:
    assert "us" not in mentions_of("They told us who it was.")


@pytest.mark.parametrize(
    ("text", "words", "actor"),
    [
        ("The Rapid Support Forces (RSF) left. The RSF denied it.", "RSF", "rsf-sudan"),
        ("The RSF (Rapid Support Forces) left. The RSF denied it.", "RSF", "rsf-sudan"),
        ("Reporters Without Borders (RSF) wrote. RSF gave no names.", "RSF", "rsf"),
        ("The Ruritan Sailing Federation (RSF) met. The RSF voted.", "RSF", None),
        ("RSF wrote again.", "RSF", "rsf"),
        ("Kenya’s Ministry of Health (MOH) met. The MOH voted.", "MOH", "KE.ministry:health"),
    ],
)
def test_an_acronym_means_what_the_document_defines(text: str, words: str, actor: str | None) -> None:
    found = mentions_of(text).get(words)

    assert (found.id if found else None) == actor


@pytest.mark.parametrize(
    ("publisher", "owner"),
    [
        ("Kenya Ministry of Defence", "KE.ministry:defence"),
        ("Ministry of Defence of Kenya", "KE.ministry:defence"),
        ("Government of Kenya", "KE.ministry:defence"),
        ("Orsa Courier", "PE.ministry:defence"),
    ],
)
def test_a_bare_ministry_is_that_of_the_state_that_publishes(publisher: str, owner: str) -> None:
    text = "Peru’s defence ministry protested. The Ministry of Defence urges calm."

    assert ids_by(text, publisher)["The Ministry of Defence"] == owner


def test_a_bare_ministry_is_that_of_an_official_host() -> None:
    found = ids_by("The Ministry of Defence urges calm.", None, "https://www.gov.ke/news/1")

    assert found["The Ministry of Defence"] == "KE.ministry:defence"


@pytest.mark.parametrize(
    ("text", "owner"),
    [
        ("North Korea blew up the roads. State media said so.", "KP.state-media"),
        (
            "The talks were in South Korea. North Korea blew up the roads. State media said so.",
            "KP.state-media",
        ),
        ("North Korean state media wrote. South Korea replied. State media wrote again.", "KP.state-media"),
        ("North Korea blew up the roads. South Korea replied. State media wrote.", None),
    ],
)
def test_state_media_are_of_the_one_state_that_acts(text: str, owner: str | None) -> None:
    found = mentions_of(text).get("State media")

    assert (found.id if found else None) == owner
