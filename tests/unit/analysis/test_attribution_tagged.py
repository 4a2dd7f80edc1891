"""Rules and tagger as one: the tagger's spans on the rule's draft, and drafts for cues that no lexicon lists."""

from __future__ import annotations

from dataclasses import replace

from tests.unit.analysis.building import document_of, english
from twosource.analysis import analyse
from twosource.analysis.attribution import find_attributions
from twosource.analysis.layers import Tagged, Tags
from twosource.analysis.lexicon import load_cues, load_source_words
from twosource.model.span import Extent, Span
from twosource.model.vocabulary import Act, SourceKind


def found(text: str, *tagged: tuple[str, str, str], broad: bool = False) -> list[tuple[str, str, str]]:
    """Source, cue and content words of each attribution where the tagger saw these; "" for none, "|" between parts."""
    return [
        tuple(
            " | ".join(span.of(text) for span in extent) for extent in (one.source_at, one.cue, one.content)
        )
        for one in attributions(text, *tagged, broad=broad)
    ]


def attributions(text: str, *tagged: tuple[str, str, str], broad: bool = False):
    analysis = analyse(document_of(text), english()[:3])
    rows = tuple(Tagged(*(extent(text, words) for words in one)) for one in tagged)
    analysis = replace(analysis, tags=Tags(rows))
    return find_attributions(analysis, cues=load_cues("en"), words=load_source_words("en"), broad=broad)


def extent(text: str, words: str) -> Extent:
    return tuple(Span(text.index(part), text.index(part) + len(part)) for part in words.split(" | ") if part)


def test_without_tags_the_rules_stand_alone() -> None:
    assert found("The mayor said the pass was closed.") == [
        ("The mayor", "said", "the pass was closed"),
    ]


def test_the_tagger_says_where_a_content_ends() -> None:
    text = "The mayor said the pass was closed on a visit to Tarn."
    assert found(text, ("The mayor", "said", "the pass was closed")) == [
        ("The mayor", "said", "the pass was closed"),
    ]


def test_the_tagger_keeps_the_rules_act() -> None:
    text = "The mayor denied the pass was closed."
    (one,) = attributions(text, ("The mayor", "denied", "the pass was closed"))
    assert one.act is Act.DENY


def test_a_content_elsewhere_does_not_move_the_rules() -> None:
    text = "The mayor said the pass was closed. Nobody asked why it was late."
    assert found(text, ("The mayor", "said", "it was late")) == [
        ("The mayor", "said", "the pass was closed"),
    ]


def test_an_attitude_is_no_attribution_of_news() -> None:
    text = "The mayor craves a new bridge over the gorge."
    seen = ("The mayor", "craves", "a new bridge over the gorge")
    assert found(text, seen) == []
    assert found(text, seen, broad=True) == [seen]


def test_what_a_find_confirms_is_the_reporters_to_say() -> None:
    text = "Guards found a crate in the barn, confirming the transfer of arms."
    assert found(text, ("Guards", "confirming", "the transfer of arms")) == found(text)


def test_one_who_is_asked_is_no_source() -> None:
    text = "Asked about the wall, the mayor left the room."
    assert found(text, ("the mayor", "Asked about", "the wall")) == found(text)


def test_a_source_stands_in_the_sentence_of_its_cue() -> None:
    text = "The mayor came late. There was word of a closed pass."
    assert found(text, ("The mayor", "word of", "a closed pass")) == found(text)


def test_a_speech_inside_keeps_the_ends_of_the_one_around_it() -> None:
    text = "The mayor said the envoy denied that the pass was closed."
    rows = found(
        text, ("The mayor", "said", "the envoy"), ("the envoy", "denied", "that the pass was closed")
    )
    assert rows[0] == ("The mayor", "said", "the envoy denied that the pass was closed")


def test_what_the_tagger_alone_sees_has_its_source_described() -> None:
    text = "From the defence ministry came word that the pass was closed."
    rows = attributions(text, ("the defence ministry", "word", "the pass was closed"))
    assert SourceKind.BODY in {one.source.kind for one in rows}


def test_a_tag_without_source_adds_nothing() -> None:
    text = "There were fears the pass was closed."
    assert found(text, ("", "were fears", "the pass was closed"), broad=True) == found(text, broad=True)
