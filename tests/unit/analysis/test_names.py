"""Proper names: their bounds, what they name, what the document says of them elsewhere, and a model's spans."""

from __future__ import annotations

from dataclasses import replace
from functools import cache

import pytest

from tests.unit.analysis.building import document_of
from twosource.analysis.actors import load_actors
from twosource.analysis.gazetteer import load_gazetteer, shipped_toml
from twosource.analysis.layers import Analysis, NameSpan
from twosource.analysis.mentions import find_mentions
from twosource.analysis.mentions_lexicon import load_words
from twosource.analysis.mentions_names import normalised
from twosource.analysis.names import Weighed, combined, find_names, relabelled
from twosource.analysis.names_runs import Runs
from twosource.analysis.names_weigh import KINDS, Weights, best, known_again
from twosource.analysis.parse import find_parse, load_parser
from twosource.errors import ConfigError
from twosource.model.span import Span
from twosource.model.vocabulary import NameKind, Naming, SourceKind

PERSON, ORGANISATION, PLACE = NameKind.PERSON, NameKind.ORGANISATION, NameKind.PLACE
CLASSES = {row["name"]: row for row in shipped_toml("en/namewords.toml")["class"]}


@cache
def parsed(text: str) -> Analysis:
    """A text with its parse alone."""
    analysis = Analysis(document_of(text))
    return replace(analysis, parse=find_parse(analysis, parser=load_parser()))


def runs_of(text: str) -> list[str]:
    """The runs of a text by their words."""
    parse = parsed(text).parse
    runs = Runs(parse, normalised(parse.tokens), load_words(), load_actors()).find()
    return [text[parse.tokens[first].start : parse.tokens[last - 1].end] for first, last in runs]


def names_of(text: str, *tagged: NameSpan) -> dict[str, NameKind]:
    """The names of a text with their kinds."""
    found = find_names(parsed(text), actors=load_actors(), gazetteer=load_gazetteer(), tagged=tagged)
    return {name.at.of(text): name.kind for name in found}


def tag(text: str, words: str, kind: NameKind, score: float = 0.9) -> NameSpan:
    """A model's span on words of a text."""
    at = text.index(words)
    return NameSpan(Span(at, at + len(words)), kind, score)


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("They met the Ministry of Harbours, Tides and Locks on Monday.", "Ministry of Harbours"),
        ("They met Prime Minister Oruk Talvar in a hall.", "Oruk Talvar"),
        ("They met Hamid bin Orsal al-Venn in a hall.", "Hamid bin Orsal al-Venn"),
        ("They asked Velmic Foreign Minister Arlo Venn about it.", "Arlo Venn"),
        ("They wrote to the Workers' Party of Ostrand about it.", "Workers' Party of Ostrand"),
        ("They wrote to the Institute of Tides Dr. Arlo Venn about it.", "Arlo Venn"),
        ("They wrote to Orsal & Venn about it.", "Orsal & Venn"),
        ("They waited at the Ostrand power station for hours.", "Ostrand power station"),
    ],
)
def test_a_run_is_the_whole_name(text: str, name: str) -> None:
    assert any(run.startswith(name) for run in runs_of(text)), runs_of(text)


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("They told Peruvian President Arlo Venn about it.", ["Peruvian", "Arlo Venn"]),
        ("They told Talvar Group CEO Arlo Venn about it.", ["Talvar Group", "Arlo Venn"]),
        ("The Peru-Chile talks were short.", ["Peru", "Chile"]),
        ("They asked Peru's Harbour Agency about it.", ["Peru", "Harbour Agency"]),
    ],
)
def test_one_run_may_be_two_names(text: str, names: list[str]) -> None:
    assert runs_of(text) == names


def test_a_party_is_no_part_of_its_members_seat() -> None:
    assert "Ostrand" in runs_of("The plan of Sen. Arlo Venn, D-Ostrand, was short.")


@pytest.mark.parametrize("text", ["However, they left.", "Monday was quiet.", "They met in July."])
def test_a_capital_alone_is_no_name(text: str) -> None:
    assert runs_of(text) == []


@pytest.mark.parametrize(
    ("text", "name", "kind"),
    [
        ("The minister, Oluwaseun Taltunde, said so.", "Oluwaseun Taltunde", PERSON),
        ("They wrote to the Talvar Rescue Agency about it.", "Talvar Rescue Agency", ORGANISATION),
        ("Fighting went on near Kharkiv on Monday.", "Kharkiv", PLACE),
        ("The Kenyan president said so.", "Kenyan", NameKind.GROUP),
        ("They met at the Orsal National Museum on Monday.", "Orsal National Museum", NameKind.FACILITY),
        ("They spoke to Jung Talmin-su, 34, on Monday.", "Jung Talmin-su", PERSON),
    ],
)
def test_a_name_is_what_its_words_and_place_say(text: str, name: str, kind: NameKind) -> None:
    assert names_of(text)[name] is kind


def test_an_acronym_in_brackets_is_what_its_name_is() -> None:
    text = "The Talvar Harbour Authority (THA) met. Later THA said nothing."

    assert names_of(text)["THA"] is ORGANISATION


def test_a_family_name_alone_takes_up_the_person() -> None:
    text = "The lawyer Oruk Talvarenko spoke. Talvarenko left in the evening."

    assert names_of(text)["Talvarenko"] is PERSON


def test_other_mentions_of_a_name_are_heard() -> None:
    sure = [3.0 if kind is PLACE else 0.0 for kind in KINDS]
    unsure = [0.2 if kind is PERSON else 0.0 for kind in KINDS]

    points = known_again(["talvar", "talvar", "venn"], [sure, unsure, unsure], {})

    assert [best(row) for row in points] == [PLACE, PLACE, PERSON]


def test_a_row_of_weights_has_one_weight_for_each_kind() -> None:
    with pytest.raises(ConfigError, match="one weight"):
        Weights({"always": [0.0] * len(KINDS), "state": [1.0]})


def test_a_models_kind_stands_where_both_see_one_run() -> None:
    text = "Talvaria met Oruk on Monday."

    assert names_of(text, tag(text, "Talvaria", ORGANISATION, 0.99))["Talvaria"] is ORGANISATION


def test_a_models_bounds_stand() -> None:
    text = "They met Oruk Talvar Venn in a hall."

    found = names_of(text, tag(text, "Oruk Talvar", PERSON))
    assert "Oruk Talvar" in found
    assert "Oruk Talvar Venn" not in found


@pytest.mark.parametrize(("share", "kept"), [(9.0, True), (0.5, False)], ids=["sure", "unsure"])
def test_what_the_model_does_not_see_stands_only_if_we_are_sure(share: float, kept: bool) -> None:
    ours = [Weighed((3, 4), [share if kind is PLACE else 0.0 for kind in KINDS], "rule")]

    assert bool(combined(ours, [], named=True)) is kept


def test_of_two_spans_of_a_model_that_overlap_the_better_scored_stands() -> None:
    text = "They met Oruk Talvar Venn in a hall."

    found = names_of(text, tag(text, "Oruk Talvar", PERSON, 0.6), tag(text, "Talvar Venn", PERSON, 0.9))
    assert "Talvar Venn" in found
    assert "Oruk Talvar" not in found


def test_without_names_the_parse_keeps_its_labels() -> None:
    parse = parsed("They met Arlo Venn in Lima.").parse

    assert relabelled(parse, ()) is parse


def test_labels_are_those_of_the_names() -> None:
    text = "They met Arlo Venn in Lima."

    parse = relabelled(parsed(text).parse, [tag(text, "Arlo Venn", ORGANISATION)])
    assert [token.entity for token in parse.tokens if token.text in ("Arlo", "Venn", "Lima")] == [
        "ORG",
        "ORG",
        "",
    ]


def test_a_name_that_is_not_sure_leaves_the_parsers_labels() -> None:
    text = "They met Arlo Venn in Lima."
    before = {token.i: token.entity for token in parsed(text).parse.tokens if token.text in ("Arlo", "Venn")}

    parse = relabelled(parsed(text).parse, [tag(text, "Arlo Venn", ORGANISATION, 0.4)])
    assert {at: parse.tokens[at].entity for at in before} == before


def test_an_organisation_with_a_place_in_its_name_is_left_to_the_places() -> None:
    text = "They wrote to the Lima Rescue Agency about it."
    analysis = replace(parsed(text), names=(tag(text, "Lima Rescue Agency", ORGANISATION, 1.0),))

    found = find_mentions(analysis, actors=load_actors(), gazetteer=load_gazetteer())
    assert "Lima Rescue Agency" not in {mention.name for mention in found}


def test_an_organisation_that_no_table_knows_is_a_mention_without_an_id() -> None:
    text = "They wrote to the Talvarite Relief Agency about it."
    analysis = replace(parsed(text), names=(tag(text, "Talvarite Relief Agency", ORGANISATION, 1.0),))

    (mention,) = find_mentions(analysis, actors=load_actors(), gazetteer=load_gazetteer())
    assert (mention.name, mention.id) == ("Talvarite Relief Agency", None)
    assert (mention.kind, mention.naming) == (SourceKind.BODY, Naming.NAMED)


@pytest.mark.parametrize("name", [name for name in CLASSES if name not in ("not_name", "title_before")])
def test_every_class_of_name_words_is_read_in_its_example(name: str) -> None:
    """A run stands in the example, with the first of its words."""
    word = CLASSES[name]["words"][0]
    text = CLASSES[name]["example"].replace("{word}", word).replace("{Word}", word.title())

    assert runs_of(text), text
