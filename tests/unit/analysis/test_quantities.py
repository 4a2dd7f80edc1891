"""Quantities: bounds, what is counted, and what is no quantity."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import pytest

from tests.unit.analysis.measuring import measured, quantities_of
from twosource.analysis.quantities_lexicon import load_quantity_words
from twosource.model.vocabulary import FigureKind

ROWS = load_quantity_words("en").rows
NO_COUNT = ("ordinal", "label", "formation", "address")


@pytest.mark.parametrize(
    "row", [row for row in ROWS if row[0] not in NO_COUNT], ids=lambda r: f"{r[0]} {r[1]['lemma']}"
)
def test_every_word_fires_in_its_own_example(row: tuple[str, Any]) -> None:
    """A quantity is found in the entry's example."""
    assert measured(row[1]["example"]).quantities


@pytest.mark.parametrize(
    "row", [row for row in ROWS if row[0] in NO_COUNT], ids=lambda r: f"{r[0]} {r[1]['lemma']}"
)
def test_ordinals_and_names_count_nothing(row: tuple[str, Any]) -> None:
    """No quantity is found in the entry's example."""
    assert measured(row[1]["example"]).quantities == ()


@pytest.mark.parametrize(
    ("text", "words", "low", "high", "approximate"),
    [
        ("They sent 12,000 guards.", "12,000", 12000, 12000, False),
        ("They sent a total of 300 guards.", "300", 300, 300, False),
        ("Some 1,500 guards fled.", "Some 1,500", 1500, 1500, True),
        ("About 1.4 million people fled.", "About 1.4 million", 1_400_000, 1_400_000, True),
        ("At least 30 guards fled.", "At least 30", 30, None, False),
        ("More than 30 guards fled.", "More than 30", 30, None, False),
        ("Up to 30 guards fled.", "Up to 30", None, 30, False),
        ("Fewer than 30 guards fled.", "Fewer than 30", None, 30, False),
        ("As many as 30 guards fled.", "As many as 30", None, 30, False),
        ("Between 30 and 40 guards fled.", "Between 30 and 40", 30, 40, False),
        ("They lost 2-3 million leaflets.", "2-3 million", 2_000_000, 3_000_000, False),
        ("Two dozen guards fled.", "Two dozen", 24, 24, False),
        ("Half a million people fled.", "Half a million", 500_000, 500_000, False),
        ("Dozens of guards fled.", "Dozens", 24, None, True),
        ("Tens of thousands of people fled.", "Tens of thousands", 20_000, None, True),
        ("Several guards fled.", "Several", 2, None, True),
        ("A significant number of guards fled.", "A significant number", None, None, True),
        ("Two hundred and fifty guards fled.", "Two hundred and fifty", 250, 250, False),
        ("Twenty-one guards fled.", "Twenty-one", 21, 21, False),
        ("Thirty or more guards fled.", "Thirty or more", 30, None, False),
        ("As few as six guards stayed.", "As few as six", 6, None, False),
        ("Some 12 500 people marched.", "Some 12 500", 12500, 12500, True),
        ("A few hundred guards fled.", "A few hundred", 200, None, True),
        ("Several dozen tanks came.", "Several dozen", 24, None, True),
        ("A couple of hundred guards fled.", "A couple of hundred", 200, 300, True),
    ],
)
def test_bounds(text: str, words: str, low: int | None, high: int | None, approximate: bool) -> None:
    """The number lies between the bounds that its words leave."""
    quantity = quantities_of(text)[words]
    ends = tuple(None if end is None else Decimal(end) for end in (low, high))

    assert (quantity.low, quantity.high, quantity.approximate) == (*ends, approximate)


@pytest.mark.parametrize(
    ("text", "words", "of", "unit"),
    [
        ("They sent 300 northern guards.", "300", "guard", "person"),
        ("They sent 300 boats.", "300", "boat", None),
        ("Dozens of young people fled.", "Dozens", "people", "person"),
        ("The zone is 160-mile wide.", "160-mile", "length", "mile"),
        ("It grew by 12 percent.", "12 percent", "share", "percent"),
        ("It cost $2.5 million.", "$2.5 million", "money", "USD"),
        ("The blast killed 30.", "30", "person", "person"),
        ("They formed a 3,000-strong brigade.", "3,000", "person", "person"),
        ("The death toll rose to 35.", "35", "death", "person"),
        ("Thousands have fled the town.", "Thousands", "person", "person"),
        ("They fired 300 rockets; dozens hit the town.", "dozens", "rocket", None),
        ("A crowd 15,000 strong met.", "15,000", "person", "person"),
        ("The court heard 12 Norwegians.", "12", "norwegian", "person"),
    ],
)
def test_what_is_counted(text: str, words: str, of: str, unit: str | None) -> None:
    """The noun that the number modifies, or the measure."""
    quantity = quantities_of(text)[words]

    assert (quantity.of, quantity.unit) == (of, unit)


def test_a_figure_without_a_noun_counts_what_was_counted_before() -> None:
    """The noun's words stand elsewhere."""
    text = "They sent 300 guards, and some 150 are already there."
    quantity = quantities_of(text)["some 150"]

    assert quantity.of == "guard"
    assert quantity.of_at is not None
    assert quantity.of_at.of(text) == "guards"


def test_an_estimate_counts_what_its_sentence_counts() -> None:
    """ "An estimate of 3,000" is of the same thing."""
    assert (
        quantities_of("About 10,000 guards train there, up from an estimate of 3,000.")["3,000"].of == "guard"
    )


@pytest.mark.parametrize(
    ("text", "words"), [("Another 30 guards fled.", "Another 30"), ("Thirty more guards fled.", "Thirty")]
)
def test_an_addition_is_an_increment(text: str, words: str) -> None:
    """It adds to a figure and is none by itself."""
    assert quantities_of(text)[words].figure is FigureKind.INCREMENT


def test_a_vague_count_at_the_end_of_a_text_is_read() -> None:
    """Nothing stands after it."""
    assert measured("They sent several").quantities[0].low == 2


def test_a_part_names_its_whole() -> None:
    """ "Ten of them" is part of what was counted."""
    text = "They took 40 guards. Ten of them escaped."
    quantity = quantities_of(text)["Ten"]

    assert quantity.part_of_at is not None
    assert quantity.part_of_at.of(text) == "them"


@pytest.mark.parametrize(
    "text",
    [
        "It was signed in 2019 and on 3 May 2031.",
        "Jan Torv, 45, spoke.",
        "Ivo, a 22-year-old baker, fled.",
        "T-72 tanks and F-16 jets came.",
        "The 1st and 5th corps moved.",
        "Call 555-1234.",
        "It broke Article 12.",
        "It began at 9:30 a.m.",
        "The two states agreed.",
        "One official said so.",
        "No one came.",
        "Voters over 45 stayed away.",
        "The Gang of Eight met.",
        "They met one-on-one.",
        "At one point, the guards fled.",
        "The blast went off at 131 West 23rd Street.",
        "He paid zero in tax.",
        "Few people came.",
        "Call 668-4539 for details.",
        "Ring (01223) 264970 for details.",
        "He was shot in the 3200 block of North Monticello.",
        "It stands at 1000 W. Orsa Street.",
        "Emil Torv dies at 74.",
        "Voters backed Proposition 8 in May.",
        "All Fortune 500 companies pay.",
        "Mirko Sol, 40 ― a father ― spoke.",
    ],
)
def test_what_only_looks_like_a_quantity_is_none(text: str) -> None:
    """Dates, ages, names, marks, durations, pronouns."""
    assert measured(text).quantities == ()


@pytest.mark.parametrize(
    "text",
    [
        "The guests were a shepherd of 58 and a girl of 12.",
    ],
)
def test_an_age_is_no_count(text: str) -> None:
    """Nobody is counted."""
    assert measured(text).quantities == ()


@pytest.mark.parametrize(
    ("text", "words", "share", "whole"),
    [
        ("One in five residents fled.", "One in five", "0.2", "residents"),
        ("Nearly two thirds of the residents fled.", "Nearly two thirds", "0.6667", "residents"),
        ("Three out of every four houses burned.", "Three out of every four", "0.75", "houses"),
        ("Half the houses burned.", "Half", "0.5", "houses"),
        ("About one of every five voters left.", "About one of every five", "0.2", "voters"),
        ("A third of the crew jumped.", "A third", "0.3333", "crew"),
    ],
)
def test_a_share_is_a_measure_of_its_whole(text: str, words: str, share: str, whole: str) -> None:
    """In fractions of one; it counts nobody."""
    quantity = quantities_of(text)[words]

    assert (quantity.low, quantity.unit, quantity.ordinary) == (Decimal(share), "fraction", False)
    assert quantity.of_at is not None
    assert quantity.of_at.of(text) == whole


@pytest.mark.parametrize(
    "text",
    ["It was the third of May.", "The second half of the year was dry.", "He spoke of a third attack."],
)
def test_a_place_in_a_row_or_a_half_of_time_is_no_share(text: str) -> None:
    """Nothing is divided."""
    assert measured(text).quantities == ()


@pytest.mark.parametrize(
    ("text", "words", "value", "unit"),
    [
        ("Guards are outnumbered four to one.", "four to one", 4, "ratio"),
        ("They won by a 10-to-1 margin.", "10-to-1", 10, "ratio"),
        ("Imports rose tenfold.", "tenfold", 10, "fold"),
        ("Imports rose 10-fold.", "10-fold", 10, "fold"),
    ],
)
def test_a_ratio_is_a_measure(text: str, words: str, value: int, unit: str) -> None:
    """So many to one; so many times."""
    quantity = quantities_of(text)[words]

    assert (quantity.low, quantity.unit, quantity.ordinary) == (value, unit, False)


def test_a_duration_is_a_measure_with_its_bounds() -> None:
    """Its time unit is the unit; the layer of times keeps its value beside it."""
    quantity = quantities_of("They held it for more than three weeks.")["more than three weeks"]

    assert (quantity.low, quantity.high, quantity.unit, quantity.of) == (Decimal(3), None, "week", "duration")


def test_a_number_of_a_crew_is_a_count() -> None:
    """A noun of many people."""
    assert quantities_of("A crew of 30 fled.")["30"].low == Decimal(30)


@pytest.mark.parametrize(
    ("text", "words", "of"),
    [
        ("The strikes left 330 people killed and 3,200 wounded.", "330", "death"),
        ("The strikes left 330 people killed and 3,200 wounded.", "3,200", "injury"),
        ("At least 12 people were killed and 30 others injured.", "30", "injury"),
        ("The clash left 14 dead.", "14", "death"),
        ("Doctors treated 30 wounded soldiers.", "30", "soldier"),
        ("Some 30 people killed a bear.", "Some 30", "people"),
    ],
)
def test_what_befell_people_is_counted_where_it_follows_their_number(text: str, words: str, of: str) -> None:
    """As a participle; a verb with an object or an adjective is none."""
    assert quantities_of(text)[words].of == of


def test_those_who_were_harmed_otherwise_are_people_again() -> None:
    """Not deaths."""
    assert quantities_of("It left 30 people killed, and 20 were arrested.")["20"].of == "person"


def test_a_figure_without_a_noun_counts_nothing_of_another_size() -> None:
    """Neither two lawmakers nor anything else near; the troops told of before them."""
    text = "Two lawmakers met. The true number could be as low as 4,000."

    assert quantities_of(text)["4,000"].of is None
    assert quantities_of(f"About 3,000 troops left. {text}")["4,000"].of == "troop"


def test_monitors_are_no_troops() -> None:
    """Not in a figure without a noun either."""
    assert quantities_of("Some 60 monitors came. Another 20 will follow.")["Another 20"].of == "monitor"


@pytest.mark.parametrize(
    ("text", "words", "low", "of"),
    [
        ("Gunmen killed a policeman and three peasants.", "a", 1, "policeman"),
        ("Gunmen killed a policeman and three peasants.", "three", 3, "peasant"),
        ("The murder of the three Jesuits was condemned.", "three", 3, "jesuit"),
        ("Two of his bodyguards died.", "Two", 2, "bodyguard"),
        ("The blast claimed 30 lives.", "30", 30, "death"),
        ("The gunman took 30 guests hostage.", "30", 30, "guest"),
        ("The bombing left four wounded and much damage.", "four", 4, "injury"),
        ("Officials put the number of displaced at 4,000.", "4,000", 4000, "displaced"),
        ("The mayor put the crowd at 4,000.", "4,000", 4000, "crowd"),
        ("A delegation of five arrived.", "five", 5, "delegation"),
        ("They killed six zorkers.", "six", 6, "zorker"),
        ("Divers brought up seven bodies.", "seven", 7, "body"),
    ],
)
def test_people_are_counted_as_persons(text: str, words: str, low: int, of: str) -> None:
    """By what befell them, by the collective they form, by what stands for them."""
    quantity = quantities_of(text)[words]

    assert (quantity.low, quantity.of, quantity.unit) == (low, of, "person")


@pytest.mark.parametrize(
    "text",
    [
        "A policeman spoke.",
        "Hana Sol, a baker, was killed.",
        "They killed time.",
        "A crew was killed.",
        "A dog bit a guard.",
    ],
)
def test_an_article_counts_only_a_person_whom_harm_befell(text: str) -> None:
    """Nobody else, and nobody twice."""
    assert measured(text).quantities == ()


@pytest.mark.parametrize(
    ("text", "words"), [("Another guard was killed.", "Another"), ("A second guard was killed.", "A")]
)
def test_another_victim_is_an_increment(text: str, words: str) -> None:
    """One more."""
    quantity = quantities_of(text)[words]

    assert (quantity.low, quantity.figure) == (1, FigureKind.INCREMENT)


def test_two_figures_of_a_move_are_no_range() -> None:
    """An earlier and a later one; a range is told as one."""
    moved = quantities_of("The number of guards rose from 30 to 40.")

    assert [(one.low, one.high) for one in moved.values()] == [(30, 30), (40, 40)]
    assert quantities_of("Estimates range from 30 to 40 guards.")["30 to 40"].high == 40


@pytest.mark.parametrize(
    ("text", "words", "unit"),
    [
        ("It lent 12 million Swiss francs.", "12 million Swiss francs", "CHF"),
        ("It lent 12 million crowns.", "12 million crowns", "crown"),
        ("It lent R$12 million.", "R$12 million", "BRL"),
        ("It cost NT$30 million.", "NT$30 million", "TWD"),
        ("It holds 12 cubic metres.", "12 cubic metres", "m3"),
        ("It fell by 3 percentage points.", "3 percentage points", "percentage point"),
        ("Police seized 12 pounds of resin.", "12 pounds", "pound"),
        ("It lost hundreds of billions of dollars.", "hundreds of billions of dollars", "USD"),
        ("Millions of tons of coal were dug.", "Millions of tons", "ton"),
        ("It cost 12 pounds.", "12 pounds", "GBP"),
        ("They lent 12 million pounds.", "12 million pounds", "GBP"),
        ("A 25-pound shell fell.", "25-pound", "pound"),
    ],
)
def test_units_of_several_words(text: str, words: str, unit: str) -> None:
    """The longest unit is taken."""
    assert quantities_of(text)[words].unit == unit


def test_two_people_told_again_as_a_man_and_a_woman_are_two() -> None:
    """Said twice, counted once; side by side they are two counts of one."""
    assert set(quantities_of("Two people, a man and a woman, were killed.")) == {"Two"}
    assert set(quantities_of("A man and a woman were killed.")) == {"A", "a"}


def test_over_a_time_to_come_is_no_bound() -> None:
    """ "Over four years": within them; "lasted over four years": more than that."""
    assert quantities_of("They will give 30 boats over four years.")["four years"].high == 4
    assert quantities_of("It lasted over four years.")["over four years"].high is None


def test_others_are_of_what_was_counted_before() -> None:
    """People, where nothing was."""
    assert quantities_of("Six boats sank; two others were towed in.")["two"].of == "boat"
    assert quantities_of("Some 40 others are unaccounted for.")["Some 40"].unit == "person"


def test_a_number_in_a_name_counts_nothing() -> None:
    """Capitals in running text."""
    assert measured("The channel's Seven Sharp had it first.").quantities == ()


def test_raised_figures_are_no_group_of_a_number() -> None:
    assert quantities_of("They found 2 ²²² boats.")
