"""What a retelling changed of what it retells, on invented reports read by the shipped stages."""

from __future__ import annotations

import tomllib
from importlib.resources import files

import pytest

from evals.drift.adapter import hold
from tests.unit.linking.made import chain, claim, context, source
from twosource.linking.actors import KeyActors
from twosource.linking.drift import child_keys, find_drift, parent_keys
from twosource.linking.drift_quotes import find_altered
from twosource.linking.drift_words import Passage, load_retelling, stems
from twosource.linking.origins import hear
from twosource.model.span import Span
from twosource.model.vocabulary import Certainty, DriftKind, Modality, SourceKind

LISTS = ["hedge", "weak", "caveat", "ahead", "citing", "bound", "about", "medium", "generic", "speaker"]
ROWS = tomllib.loads((files("twosource.data") / "en" / "retelling.toml").read_text(encoding="utf-8"))


def kinds(parent: str, child: str) -> set[str]:
    return {one.kind.value for one in hold(parent, child).found}


@pytest.mark.parametrize(
    ("parent", "child", "found"),
    [
        (
            "The bridge may have been mined, a border guard said.",
            "The bridge has been mined, a border guard told the Tarsk Courier.",
            "hedge_dropped",
        ),
        (
            "At least 40 houses burned, the mayor of Sorrel said.",
            "40 houses burned, the mayor of Sorrel told the Valley Post.",
            "number_moved",
        ),
        (
            "The navy plans to close the harbour, its spokesman said.",
            "The navy has closed the harbour, its spokesman told Radio Sund.",
            "planned_become_done",
        ),
        (
            "The depot was empty, a clerk who asked not to be named said.",
            "The depot was empty, the Tarsk Courier reported.",
            "source_lost",
        ),
        (
            'The envoy called the talks "long and useful".',
            'The envoy called the talks "long and useless", Radio Sund reported.',
            "quote_altered",
        ),
        (
            "Residents said the shells had come from the east.",
            "The army said the shells had come from the east, Radio Sund reported.",
            "attribution_shifted",
        ),
    ],
)
def test_each_kind_of_drift_is_seen_alone(parent, child, found):
    assert kinds(parent, child) == {found}


@pytest.mark.parametrize(
    ("parent", "child"),
    [
        (
            "The bridge may have been mined, a border guard said.",
            "It is possible that the bridge was mined, a border guard told the Tarsk Courier.",
        ),
        (
            "The general staff said 2,980 recruits had left.",
            "Some 3,000 recruits have left, the general staff told Radio Sund.",
        ),
        (
            "The wall will run for 30 miles, the ministry said.",
            "The wall will run for 48 kilometres, the ministry told Radio Sund.",
        ),
        (
            "The clashes left 11 soldiers and three civilians dead, a doctor said.",
            "Fourteen people died in the clashes, a doctor told Radio Sund.",
        ),
        (
            "A doctor said two posts had come under fire and one conscript had been wounded.",
            "Two posts came under fire and a conscript was wounded, a doctor told Radio Sund.",
        ),
        (
            "The navy plans to close the harbour, its spokesman said.",
            "The navy will close the harbour, its spokesman told Radio Sund.",
        ),
        (
            '"The decision, which was taken without us, is illegal," the union said.',
            '"The decision ... is illegal," the union told Radio Sund.',
        ),
    ],
)
def test_a_faithful_retelling_is_left_alone(parent, child):
    assert kinds(parent, child) == set()


def test_both_sides_words_are_given():
    parent = "The bridge may have been mined, a border guard said."
    child = "The bridge has been mined, a border guard told the Tarsk Courier."

    (found,) = hold(parent, child).found

    assert [at.of(parent) for at in found.parent_at] == ["may"]
    assert " ".join(at.of(child) for at in found.child_at) == "The bridge has been mined"


class Pages:
    """Two documents of one paragraph each."""

    def __init__(self, **texts: str) -> None:
        self._texts = texts

    def paragraph(self, document: str, at: Span) -> Passage:
        return Passage(0, self._texts[document])


def told(document: str, day: str | None, paper: str, *inner: str, certainty: Certainty):
    sources = [source(f"outlet:{name.casefold()}", SourceKind.OUTLET, name=name) for name in inner]
    one = claim(document, 4, chain(paper, *sources), certainty=certainty, modality=Modality.DONE)
    return hear([one], {document: context(document, day, paper)}, KeyActors())


@pytest.mark.parametrize(
    ("first", "second", "found"),
    [
        ("2031-05-06", "2031-05-07", 1),
        ("2031-05-06", "2031-05-06", 1),
        ("2031-05-07", "2031-05-06", 0),
        ("2031-05-06", "2031-08-01", 0),
        (None, "2031-05-06", 1),
    ],
)
def test_only_an_earlier_report_of_the_same_weeks_is_retold(first, second, found):
    pages = Pages(parent="The man probably left the camp.", child="The man left the camp, the Courier said.")
    parent = told("parent", first, "Courier", certainty=Certainty.PROBABLE)
    child = told("child", second, "Digest", "Courier", certainty=Certainty.CERTAIN)

    drift = find_drift(child, parent, KeyActors(), pages)

    assert [one.kind for one in drift] == [DriftKind.HEDGE_DROPPED] * found
    meet = set(child_keys(child[0])) & set(parent_keys(parent[0].context))
    assert not found or bool(meet) == (first is not None), "an undated report is met by its text alone"


def test_a_report_that_names_another_outlet_is_no_retelling():
    pages = Pages(parent="The man probably left the camp.", child="The man left the camp, the Gazette said.")
    parent = told("parent", "2031-05-06", "Courier", certainty=Certainty.PROBABLE)
    child = told("child", "2031-05-07", "Digest", "Gazette", certainty=Certainty.CERTAIN)

    assert find_drift(child, parent, KeyActors(), pages) == ()


@pytest.mark.parametrize(
    ("parent", "child", "is_altered"),
    [
        ("“We will never leave,” he said.", "“We will ... leave,” he said.", True),
        ("“I will go if the court asks,” he said.", "“I will go,” he said.", True),
        ("“It [the treaty] is dead,” he said.", "“The treaty is dead,” he said.", False),
        ("“We won’t leave the harbour,” he said.", '"We will not leave the harbour", he said.', False),
        ("“We organise it,” he said. “Nobody else.”", "“We organize it,” he said.", False),
        ("“We leave on Monday.”", "“Peace is near,” another said.", False),
    ],
)
def test_a_quotation_is_altered_by_other_words_or_by_a_gap_that_turns_it(parent, child, is_altered):
    assert (find_altered([Passage(0, parent)], Passage(0, child)) is not None) == is_altered


@pytest.mark.parametrize(
    ("name", "row"), [(name, row) for name in LISTS for row in ROWS[name]], ids=lambda one: str(one)[:30]
)
def test_every_list_of_the_lexicon_fires_on_its_example(name, row):
    assert getattr(load_retelling(), name).search(row["example"]) is not None


@pytest.mark.parametrize("row", ROWS["door"], ids=lambda row: row["lemma"])
def test_every_door_fires_on_its_example(row):
    assert load_retelling().doors[row["lemma"]].search(row["example"]) is not None


@pytest.mark.parametrize("row", ROWS["set"], ids=lambda row: row["lemma"])
def test_every_set_has_a_word_of_its_example(row):
    words = {word.strip(".,").casefold() for word in row["example"].split()}
    assert words & set(row["words"])


def test_an_upper_case_may_is_a_month():
    assert load_retelling().hedge.search("It fell on 4 May.") is None
    assert load_retelling().hedge.search("It may fall.") is not None


def test_stems_join_the_forms_of_a_word():
    assert stems("evacuation") == stems("evacuated")
