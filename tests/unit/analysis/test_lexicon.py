"""Every row of the attribution lexicons fires on its own example."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import replace
from functools import cache

import pytest

from tests.unit.analysis.building import document_of
from twosource.analysis.attribution import find_attributions
from twosource.analysis.attribution_tree import Tree
from twosource.analysis.layers import Analysis
from twosource.analysis.lexicon import Cue, SourceWord, load_cues, load_source_words
from twosource.analysis.parse import find_parse, load_parser
from twosource.analysis.quotations import find_quotations
from twosource.analysis.sources import Describer
from twosource.errors import ConfigError
from twosource.model.attribution import Attribution
from twosource.model.vocabulary import SourceKind

CUES = load_cues("en").entries
WORDS = load_source_words("en").entries


def parsed(lines: list[str]) -> Analysis:
    analysis = Analysis(document_of("\n".join(lines)))
    analysis = replace(analysis, parse=find_parse(analysis, parser=load_parser()))
    return replace(analysis, quotations=find_quotations(analysis))


@cache
def cue_examples() -> tuple[Analysis, dict[int, list[Attribution]]]:
    analysis = parsed([cue.example for cue in CUES])
    found = find_attributions(analysis, cues=load_cues("en"), words=load_source_words("en"), broad=True)
    by_line = defaultdict(list)
    for one in found:
        by_line[analysis.text.count("\n", 0, (one.cue or one.content)[0].start)].append(one)
    return analysis, by_line


@cache
def described_examples() -> dict[int, set[SourceKind]]:
    analysis = parsed([row.example for row in WORDS])
    tree = Tree(analysis)
    describer = Describer(analysis, tree, load_source_words("en"))
    kinds = defaultdict(set)
    for token in tree.tokens:
        if token.pos in ("NOUN", "PROPN", "PRON", "ADJ", "DET", "NUM"):
            line = analysis.text.count("\n", 0, token.start)
            kinds[line].add(describer.describe(token.i, tree.phrase(token.i)).source.kind)
    return kinds


@pytest.mark.parametrize(
    "number", range(len(CUES)), ids=lambda number: f"{CUES[number].pos}-{CUES[number].lemma}"
)
def test_cue_fires_on_its_own_example(number: int) -> None:
    analysis, by_line = cue_examples()
    cue = CUES[number]

    assert any(fires(analysis, cue, one) for one in by_line[number]) is (cue.pos != "mute")


def fires(analysis: Analysis, cue: Cue, one: Attribution) -> bool:
    words = " ".join(span.of(analysis.text) for span in one.cue).lower().split()
    if cue.pos == "light":
        return bool(set(words) & set(cue.forms))
    if cue.pos == "mute":
        return False
    if cue.pos == "passed":
        return bool(one.conduits)
    if cue.pos == "had":
        return bool(one.behind)
    if cue.pos == "venue":
        return one.lemma != "hear"
    if cue.pos == "comment":
        return not any(form in span.of(analysis.text).split() for form in cue.forms for span in one.content)
    return one.lemma == cue.lemma


@pytest.mark.parametrize(
    "number", range(len(WORDS)), ids=lambda number: f"{WORDS[number].where}-{WORDS[number].word}"
)
def test_source_word_decides_the_kind_in_its_own_example(number: int) -> None:
    row: SourceWord = WORDS[number]

    assert row.kind in described_examples()[number]


def test_lexicon_is_broad() -> None:
    assert len({cue.lemma for cue in CUES if cue.sense != "attitude"}) >= 250


def test_lexicon_rows_are_sorted_and_unique() -> None:
    keys = [(cue.pos, cue.lemma) for cue in CUES]

    assert len(set(keys)) == len(keys)


def test_missing_lexicon_is_a_config_error() -> None:
    with pytest.raises(ConfigError, match="cue"):
        load_cues("xx")
