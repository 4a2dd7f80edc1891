"""Scores to spans: the best tags, their segments, and whose source and content is whose."""

from __future__ import annotations

import numpy as np

from twosource.analysis.encoder_labels import NAMES, ROLES
from twosource.analysis.encoder_tags import (
    Scores,
    best_tags,
    forbidden,
    name_spans,
    segments,
    tagged,
    within_blocks,
)
from twosource.analysis.layers import Token
from twosource.model.vocabulary import NameKind

SOURCE, CUE, CONTENT = 1, 3, 5
WIDTH = 2


def tokens_of(*words: str) -> list[Token]:
    out, start = [], 0
    for i, word in enumerate(words):
        out.append(Token(i, start, start + len(word), word, word.lower(), "X", "XX", "dep", i, ""))
        start += len(word) + 1
    return out


def sure(tags: list[int], count: int = 1 + 2 * len(ROLES)) -> np.ndarray:
    scores = np.zeros((len(tags), count), dtype=np.float32)
    scores[np.arange(len(tags)), tags] = 5
    return scores


def scores_of(tags: list[int], links: dict[int, tuple[float, float]]) -> Scores:
    """Tags that are sure, and at each token a vector that is the same for each of its roles."""
    vectors = np.zeros((len(tags), WIDTH * len(ROLES)), dtype=np.float32)
    for at, vector in links.items():
        vectors[at] = np.tile(vector, len(ROLES))
    names = np.zeros((len(tags), 1 + 2 * len(NAMES)), dtype=np.float32)
    return Scores(sure(tags), vectors, names, np.zeros(len(tags), dtype=np.float32))


def found(words: str, tags: list[int], links: dict[int, tuple[float, float]]) -> list[tuple[str, str, str]]:
    rows = tagged(
        tokens_of(*words.split()), scores_of(tags, links), forbidden(7), np.zeros((2, 20), dtype=np.float32)
    )
    return [
        tuple(" | ".join(span.of(words) for span in extent) for extent in (one.source, one.cue, one.content))
        for one in rows
    ]


def test_an_inside_tag_never_follows_another_role() -> None:
    scores = sure([SOURCE, CONTENT + 1, 0])
    scores[1, SOURCE + 1] = 4
    assert best_tags(scores, forbidden(7)) == [SOURCE, SOURCE + 1, 0]


def test_no_span_begins_inside() -> None:
    scores = sure([CONTENT + 1, CONTENT + 1])
    assert best_tags(scores, forbidden(7)) == [CONTENT, CONTENT + 1]


def test_segments_end_where_the_next_begins() -> None:
    assert segments([SOURCE, SOURCE + 1, SOURCE, 0, CUE], ROLES) == [
        ("source", 0, 2),
        ("source", 2, 3),
        ("cue", 4, 5),
    ]


def test_a_cue_takes_the_source_and_the_content_that_score_best_with_it() -> None:
    tags = [SOURCE, CUE, CONTENT, CONTENT + 1, SOURCE, CUE, CONTENT]
    near, far = (4.0, 0.0), (0.0, 4.0)
    links = {0: near, 1: near, 2: near, 4: far, 5: far, 6: far}
    assert found("Orn said rain fell Vael denied it", tags, links) == [
        ("Orn", "said", "rain fell"),
        ("Vael", "denied", "it"),
    ]


def test_a_content_in_two_parts_belongs_to_one_cue() -> None:
    tags = [CONTENT, CUE, SOURCE, CONTENT]
    assert found("Rain said Orn fell", tags, {}) == [("Orn", "said", "Rain | fell")]


def test_no_source_runs_over_the_beginning_of_a_block() -> None:
    scores = scores_of([0, SOURCE, SOURCE + 1], {})
    roles = within_blocks(scores, [2]).roles
    assert best_tags(roles, forbidden(7))[2] != SOURCE + 1


def test_a_content_over_two_blocks_is_one_part_in_each() -> None:
    words = "Orn said rain fell"
    scores = within_blocks(scores_of([SOURCE, CUE, CONTENT, CONTENT + 1], {}), [3])
    (one,) = tagged(tokens_of(*words.split()), scores, forbidden(7), np.zeros((2, 20), dtype=np.float32), [3])
    assert [span.of(words) for span in one.content] == ["rain", "fell"]


def test_a_cue_alone_is_no_attribution() -> None:
    assert found("Rain said", [0, CUE], {}) == []


def test_no_cue_is_no_attribution() -> None:
    assert found("Rain fell", [CONTENT, CONTENT + 1], {}) == []


def test_a_name_has_its_kind_and_the_share_of_it() -> None:
    tokens = tokens_of("Orn", "Vael", "spoke")
    (name,) = name_spans(tokens, sure([1, 2, 0], 1 + 2 * len(NAMES)))
    assert (name.at.start, name.at.end, name.kind, name.because) == (0, 8, NameKind.PERSON, "model")
    assert 0.8 < name.score <= 1


def test_a_date_is_no_name() -> None:
    begin = 1 + 2 * NAMES.index("Date")
    assert name_spans(tokens_of("Monday"), sure([begin], 1 + 2 * len(NAMES))) == []
