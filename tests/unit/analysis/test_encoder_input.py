"""What the encoder is shown: word pieces, how a word is written, and windows that end where a block or sentence does."""

from __future__ import annotations

import numpy as np
import pytest

from tests.unit.analysis.building import document_of, read
from twosource.analysis.encoder_input import FEATURES, SHAPES, Labels, Shown, arrays, cut, shape_of, show
from twosource.analysis.encoder_words import wordpieces_of

VOCABULARY = ["[PAD]", "[UNK]", "[CLS]", "[SEP]", "the", "mayor", "said", "gate", "##s", '"', ".", "open"]
NOTHING = Labels({}, {})


def shown_of(sizes: list[int], sentences: list[int], blocks: list[int]) -> Shown:
    """Tokens of so many pieces each; where sentences and blocks begin."""
    return Shown(
        tuple((7,) * size for size in sizes),
        np.zeros((len(sizes), len(FEATURES)), dtype=np.int64),
        tuple((at, at in blocks) for at in sentences),
    )


@pytest.mark.parametrize(
    ("word", "shape"),
    [
        (",", "mark"),
        ("1,200", "number"),
        ("K9", "number"),
        ("gates", "lower"),
        ("W.", "initial"),
        ("Orsa", "title"),
        ("TASS", "upper"),
        ("McVael", "mixed"),
    ],
)
def test_how_a_word_is_written(word: str, shape: str) -> None:
    assert SHAPES[shape_of(word)] == shape


def test_curly_and_straight_marks_are_one_piece() -> None:
    wordpieces = wordpieces_of(VOCABULARY)
    curly, straight = (
        show(read(text), wordpieces=wordpieces, labels=NOTHING).pieces
        for text in ("“Open,” the mayor said.", '"Open," the mayor said.')
    )
    assert curly == straight


def test_a_token_inside_a_quotation_says_so() -> None:
    analysis = read("“Open the gate,” the mayor said.")
    quoted = show(analysis, wordpieces=wordpieces_of(VOCABULARY), labels=NOTHING).features[:, 1]
    words = [token.text for token, inside in zip(analysis.parse.tokens, quoted, strict=True) if inside]
    assert words == ["Open", "the", "gate", ","]


def test_a_word_out_of_vocabulary_keeps_a_piece() -> None:
    shown = show(read("The mayor said gates."), wordpieces=wordpieces_of(VOCABULARY), labels=NOTHING)
    assert shown.pieces == ((4,), (5,), (6,), (7, 8), (10,))


def test_an_empty_document_has_no_window() -> None:
    assert cut(shown_of([], [], [])) == []
    assert document_of("").blocks == ()


def test_a_window_ends_where_a_block_does() -> None:
    shown = shown_of([1] * 10, [0, 3, 6, 8], [0, 6])
    assert cut(shown, 9) == [(0, 6), (6, 10)]


def test_a_short_block_does_not_leave_a_window_half_empty() -> None:
    shown = shown_of([1] * 10, [0, 2, 8], [0, 2])
    assert cut(shown, 9) == [(0, 8), (8, 10)]


def test_a_sentence_longer_than_a_window_is_cut() -> None:
    assert cut(shown_of([1] * 7, [0], [0]), 3) == [(0, 3), (3, 6), (6, 7)]


def test_a_token_longer_than_a_window_stands_alone() -> None:
    assert cut(shown_of([5, 1], [0], [0]), 3) == [(0, 1), (1, 2)]


def test_windows_cover_every_token_once() -> None:
    shown = shown_of([1, 3, 2, 8, 1, 1, 4, 2], [0, 2, 5], [0, 5])
    windows = cut(shown, 9)
    assert [at for first, last in windows for at in range(first, last)] == list(range(8))


def test_each_token_is_read_at_its_first_piece() -> None:
    shown = shown_of([1, 0, 2], [0], [0])
    ids, features, places = arrays(shown, 0, 3, (2, 3))
    assert ids.tolist() == [2, 7, 7, 7, 3]
    assert places.tolist() == [1, -1, 2]
    assert features.shape == (5, len(FEATURES))
