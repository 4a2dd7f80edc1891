"""Places: which place a name means, what it is to the story, and look-alikes that are none."""

from __future__ import annotations

from dataclasses import replace

import pytest

from tests.unit.analysis.building import document_of, english
from tests.unit.analysis.placing import places_of
from twosource.analysis import analyse
from twosource.model.vocabulary import BlockKind, PlacePrecision, PlaceRole


@pytest.mark.parametrize(
    ("text", "words", "country"),
    [
        ("Police in Birmingham, Alabama, held two men.", "Birmingham", "US"),
        ("Two buses collided in Hyderabad, Sindh province.", "Hyderabad", "PK"),
        ("Guards met in Gangwon, South Korea.", "Gangwon", "KR"),
        ("Guards of North Korea met in Gangwon. North Korea said no more.", "Gangwon", "KP"),
        ("Rain fell in Paris.", "Paris", "FR"),
        ("Rain fell in North Hamgyeong Province.", "North Hamgyeong Province", "KP"),
        ("Rain fell in Sakchu County.", "Sakchu County", "KP"),
        ("They left Lugansk for Donetsk.", "Lugansk", "UA"),
        ("Shells fell in Mekelle.", "Mekelle", "ET"),
        ("Rain fell in Paris, Lamar County and Reno, Texas.", "Paris", "US"),
        ("A barn burned in Paris, a small town in Texas.", "Paris", "US"),
        ("Police in Moscow, a farming town in Idaho, held two men.", "Moscow", "US"),
    ],
)
def test_the_place_meant_is_chosen_by_what_stands_round_it(text: str, words: str, country: str) -> None:
    assert places_of(text)[words].country == country


@pytest.mark.parametrize(
    ("text", "words", "role"),
    [
        ("A bridge fell in Nakuru.", "Nakuru", PlaceRole.EVENT),
        ("The mayor said in Nakuru that a bridge fell.", "Nakuru", PlaceRole.SPEECH),
        ("The ambassador to Peru was named.", "Peru", PlaceRole.TOPIC),
        ("Kenya rejected the offer.", "Kenya", PlaceRole.TOPIC),
        ("Lima rejected the offer.", "Lima", PlaceRole.TOPIC),
        ("She teaches at Nakuru High School.", "Nakuru", PlaceRole.TOPIC),
        ("She studied at the University of Lima.", "Lima", PlaceRole.TOPIC),
        ("The bill is by Sen. Mara Venn, D-Boise, and two others.", "Boise", PlaceRole.TOPIC),
        ("Delegates meeting in Nakuru were told that a bridge fell.", "Nakuru", PlaceRole.SPEECH),
        ("A lawyer reminded his students in Nakuru that a bridge fell.", "Nakuru", PlaceRole.SPEECH),
        ("Traffic backed up as far as Nakuru.", "Nakuru", PlaceRole.EVENT),
        ("Men towed the raft to Lima, where it sank.", "Lima", PlaceRole.EVENT),
        ("Schools closed in places like Nakuru.", "Nakuru", PlaceRole.TOPIC),
        ("The Bank of Peru closed a branch.", "Peru", PlaceRole.TOPIC),
        ("An explosion shook Lebanon, Pennsylvania.", "Lebanon", PlaceRole.EVENT),
        ("Speaking from Lima, the envoy said that a bridge fell.", "Lima", PlaceRole.SPEECH),
        ("In a broadcast from Lima, he said that a bridge fell.", "Lima", PlaceRole.SPEECH),
        ("The port is shut, a pilot confided in Nakuru.", "Nakuru", PlaceRole.SPEECH),
        ("They flew home from Lima.", "Lima", PlaceRole.EVENT),
        ("Lima is sinking.", "Lima", PlaceRole.EVENT),
        ("Lima was quiet on Friday.", "Lima", PlaceRole.EVENT),
        ("Power was cut to Lima on Friday.", "Lima", PlaceRole.EVENT),
        ("They offered nothing to Lima.", "Lima", PlaceRole.TOPIC),
        ("Police sealed off central Lima.", "Lima", PlaceRole.EVENT),
        ("From his office in Lima, the envoy denied that a bridge fell.", "Lima", PlaceRole.SPEECH),
        ("On a visit to Lima, the envoy said that a bridge fell.", "Lima", PlaceRole.SPEECH),
        ("At a rally held in Lima, the envoy said that a bridge fell.", "Lima", PlaceRole.SPEECH),
        ("According to a doctor in Nakuru, a bridge fell.", "Nakuru", PlaceRole.SPEECH),
        ("Her words came in Nakuru.", "Nakuru", PlaceRole.SPEECH),
        ("The agency reported cholera in Nakuru.", "Nakuru", PlaceRole.EVENT),
        ("He told reporters at the headquarters in Lima that a bridge fell.", "Lima", PlaceRole.SPEECH),
        ("Back in Lima, the minister said that a bridge fell.", "Lima", PlaceRole.SPEECH),
        ("A fisherman from Nakuru said that a bridge fell.", "Nakuru", PlaceRole.TOPIC),
        ("In comments from Lima, the envoy said that a bridge fell.", "Lima", PlaceRole.SPEECH),
        ("In a letter sent from Lima, he accused the guards.", "Lima", PlaceRole.SPEECH),
        ("A source in Nakuru told the paper that a bridge fell.", "Nakuru", PlaceRole.TOPIC),
        ("They want an answer from Lima.", "Lima", PlaceRole.TOPIC),
    ],
)
def test_the_role_is_what_the_place_is_to_the_story(text: str, words: str, role: PlaceRole) -> None:
    assert places_of(text)[words].role is role


@pytest.mark.parametrize(
    ("text", "words", "country"),
    [
        ("KAMPALA, 3 May (ONA) — A bus crashed near Masaka.", "KAMPALA", "UG"),
        ("PARIS, Texas (ONA) — A barn burned.", "PARIS", "US"),
        ("Lima (ONA) — A bridge fell.", "Lima", "PE"),
    ],
)
def test_a_dateline_is_a_place_of_speech(text: str, words: str, country: str) -> None:
    where = places_of(text)[words]

    assert (where.country, where.role) == (country, PlaceRole.SPEECH)


@pytest.mark.parametrize(
    "text",
    [
        "The talks were as cold as the Han River.",
        "Lima rejected the offer.",
        "The shop on London Road burned down.",
        "Midfielders of Sheffield United trained.",
        "The Hong Kong flu came back.",
        "Kenyan rangers found it.",
    ],
)
def test_a_look_alike_is_no_place(text: str) -> None:
    assert not [where for where in places_of(text).values() if where.id and where.role is not PlaceRole.TOPIC]


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("A shop on Elm Street closed.", "Elm Street"),
        ("Two vans collided near Highway 19 on Sunday.", "Highway 19"),
        ("Divers searched the shore of Ostrel Lake.", "Ostrel Lake"),
        ("They met at the corner of Elm Street and Tannery Road.", "Tannery Road"),
        ("A raft sank in the Gulf of Bergen.", "Gulf of Bergen"),
        ("Divers searched the water near Bergen Dam.", "Bergen Dam"),
    ],
)
def test_a_road_or_a_site_is_a_place_without_a_pin(text: str, words: str) -> None:
    assert places_of(text)[words].id is None


@pytest.mark.parametrize(
    "text",
    [
        "He read it in the Elm Street Journal.",
        "It is the Venice of the North.",
        "Two vans collided on KY 52.",
        "Forward Peru won the vote.",
        "They do not want another Venezuela.",
        "The brigade was named after the city of Poltava.",
        "She compared the town to Dresden.",
        "Lagos, 19, a student, was hurt.",
        "The Turin coach was robbed.",
        "A tanker hit the Nordic Hamburg.",
        "Liverpool flew home with a draw.",
    ],
)
def test_a_longer_name_is_no_place(text: str) -> None:
    assert not places_of(text)


def test_the_plural_after_a_list_is_the_type_of_each_name() -> None:
    places = places_of("Snow fell in Douglas and Lancaster counties in Nebraska.")

    assert places["Douglas"].precision is PlacePrecision.DISTRICT


def test_a_person_of_the_document_is_no_town_of_that_name() -> None:
    assert not places_of("Mara Lorain was shot. Police said Lorain had a gun.")


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("A ship sank off Bergen.", "Bergen"),
        ("The road to Karachi was closed.", "Karachi"),
        ("The bishop of Lyon closed the tower.", "Lyon"),
        ("Snow fell on Santiago.", "Santiago"),
        ("Snow fell over downtown Nakuru.", "Nakuru"),
        ("The convoy reached Hamhung.", "Hamhung"),
        ("They fled Nakuru for Kisumu.", "Kisumu"),
        ("A ferry left for Dar es Salaam.", "Dar es Salaam"),
        ("A bus bound for Quetta burned.", "Quetta"),
        ("A blast was heard as far away as Gaziantep.", "Gaziantep"),
        ("They watched while Aleppo burned.", "Aleppo"),
        ("A lawyer lives in The Hague.", "Hague"),
        ("Rain is forecast for Guayaquil and Cuenca.", "Guayaquil"),
        ("The house is in Derby.", "Derby"),
    ],
)
def test_the_words_before_a_name_say_that_it_is_a_place(text: str, words: str) -> None:
    assert places_of(text)[words].role is PlaceRole.EVENT


def test_a_home_state_without_a_town_speaks_for_its_own_city() -> None:
    where = places_of("Gunfire broke out in Tripoli on Sunday.", publisher="Al-Manar")["Tripoli"]

    assert where.country == "LB"


def test_a_direction_makes_a_part_of_a_country() -> None:
    where = places_of("Shells fell in eastern Ukraine.")["Ukraine"]

    assert (where.name, where.id, where.precision) == ("eastern Ukraine", "UA/eastern", PlacePrecision.REGION)
    assert where.lon is not None
    assert where.lon > 34


def test_a_front_is_a_part_of_the_state_before_it() -> None:
    assert places_of("Ukraine moved troops to the eastern front.")["the eastern front"].id == "UA/eastern"


def test_a_place_that_no_table_knows_stays_unresolved() -> None:
    where = places_of("They met in the village of Qwertyville in Kenya.").get("Qwertyville")

    assert where is None or where.id is None


@pytest.mark.parametrize(
    ("text", "words", "border"),
    [
        (
            "Troops left the border between Kenya and Somalia.",
            "the border between Kenya and Somalia",
            "border:KE-SO",
        ),
        ("Kenya closed its border with Somalia.", "its border with Somalia", "border:KE-SO"),
        ("Guards left the Kenyan-Somali border.", "the Kenyan-Somali border", "border:KE-SO"),
        ("Kenya closed its border with Somalia. Guards left the border.", "the border", "border:KE-SO"),
        (
            "Kenya accused Somalia. Guards crossed the border between the two countries.",
            "the border between the two countries",
            "border:KE-SO",
        ),
        ("Guards left the border.", "the border", None),
        (
            "North Korea tore up inter-Korean tracks near the border. Guards left the Kenyan-Somali border.",
            "the border",
            "border:KP-KR",
        ),
        (
            "Kenya told Somalia to leave the border. Men crossed the Peru-Chile border.",
            "the border",
            "border:KE-SO",
        ),
        ("Kenya warned Somalia. Guards left the border.", "the border", "border:KE-SO"),
        ("Uganda said Kenyan-Somali tracks near the border were torn up.", "the border", "border:KE-SO"),
        ("Guards left the border. Men crossed the Kenyan-Somali border.", "the border", None),
    ],
)
def test_a_border_is_settled_by_words_or_document(text: str, words: str, border: str | None) -> None:
    assert places_of(text)[words].id == border


@pytest.mark.parametrize(
    ("text", "words", "precision"),
    [
        ("A shell hit a market in Kharkiv.", "Kharkiv", PlacePrecision.CITY),
        ("Rain fell in Kharkiv region.", "Kharkiv", PlacePrecision.PROVINCE),
    ],
)
def test_a_bare_name_is_the_city_and_not_its_province(
    text: str, words: str, precision: PlacePrecision
) -> None:
    assert places_of(text)[words].precision is precision


@pytest.mark.parametrize(
    "text", ["Shells struck East Nile hospital.", "They fled to East Nile.", "They met at a Nile clinic."]
)
def test_a_river_inside_another_name_is_no_river(text: str) -> None:
    assert not [where for where in places_of(text).values() if where.id]


@pytest.mark.parametrize("text", ["Men left Kharkiv village.", "Men left the village of Kharkiv."])
def test_a_village_never_takes_a_citys_pin(text: str) -> None:
    assert places_of(text)["Kharkiv"].id is None


def test_containers_say_where_a_city_lies() -> None:
    assert places_of("A bridge fell in Nakuru, Kenya.")["Nakuru"].containers[-1] == "KE"


def test_a_paper_means_the_place_near_its_home() -> None:
    assert places_of("A barn burned in Paris.", publisher="The Paris News")["Paris"].country == "US"


def test_every_place_gives_its_reason() -> None:
    assert all(
        where.because for where in places_of("A bridge fell in Nakuru, Kenya, near the border.").values()
    )


def test_a_raised_figure_between_commas_is_no_age() -> None:
    assert "Lagos" in places_of("Rain fell in Lagos, ², and in Seoul.")


@pytest.mark.parametrize(
    ("rest", "border"),
    [
        ("Guards crossed from the Chinese side of the border of North Korea.", "border:CN-KP"),
        ("Guards left the Kenyan-Somali border.", None),
    ],
)
def test_a_captions_border_is_the_texts_where_no_other_is_spoken_of(rest: str, border: str | None) -> None:
    caption = "A post on the Sino-North Korean border."
    document = document_of(f"{caption}\nOrders came to watch the border.\n{rest}")
    noise = replace(document.blocks[0], kind=BlockKind.CAPTION)
    analysis = analyse(replace(document, blocks=(noise, *document.blocks[1:])), english())
    found = [one.id for one in analysis.places if one.at.of(analysis.text) == "the border"]
    assert found[0] == border
