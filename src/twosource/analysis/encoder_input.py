"""What the encoder is shown of a document: word pieces, and for each token what its letters and its parse say."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from twosource.analysis.layers import Analysis, Token

Ints = NDArray[np.int64]
WordPieces = Any

WINDOW = 254
"""The most word pieces of one window, its two marks aside."""

_MOST = 8
"""The most pieces of one token: an address or a run of signs says no more with its fiftieth."""

_STRAIGHT = str.maketrans({"’": "'", "‘": "'", "“": '"', "”": '"', "–": "-", "—": "-", "‑": "-"})

SHAPES = ("mark", "number", "lower", "initial", "title", "upper", "mixed")
FEATURES = ("shape", "quoted", "start", "tag", "dep")
"""What is known of a token beside its letters, in the order of the feature array's last axis."""

_STARTS = ("inside", "sentence", "block", "headline")


@dataclass(frozen=True, slots=True)
class Labels:
    """The parser's labels that the encoder knows; another is 0."""

    tags: dict[str, int]
    deps: dict[str, int]


@dataclass(frozen=True, slots=True)
class Shown:
    """A document's tokens as the encoder takes them.

    ``pieces`` are the ids of each token's word pieces (none for a token of signs that the tokenizer drops);
    ``features`` has a row a token, a column each of `FEATURES`; ``breaks`` are the tokens at which a sentence begins, each with
    whether a block begins there too.
    """

    pieces: tuple[tuple[int, ...], ...]
    features: Ints
    breaks: tuple[tuple[int, bool], ...]


def show(analysis: Analysis, *, wordpieces: WordPieces, labels: Labels) -> Shown:
    """The document's tokens as the encoder takes them. Reads parse and quotations."""
    tokens, sentences = analysis.parse.tokens, analysis.parse.sentences
    quoted = np.zeros(len(tokens), dtype=bool)
    for start, end in _inside(tokens, [(one.at.start, one.at.end) for one in analysis.quotations]):
        quoted[start:end] = True
    starts = [0] * len(tokens)
    breaks = []
    block = -1
    for sentence in sentences:
        is_new = sentence.block != block
        block = sentence.block
        kind = analysis.document.blocks[block].kind
        starts[sentence.first] = 3 if is_new and kind == "title" else 2 if is_new else 1
        breaks.append((sentence.first, is_new))
    rows = [
        (
            shape_of(token.text),
            quoted[i],
            starts[i],
            labels.tags.get(token.tag, 0),
            labels.deps.get(token.dep, 0),
        )
        for i, token in enumerate(tokens)
    ]
    features = np.array(rows, dtype=np.int64).reshape(len(tokens), len(FEATURES))
    return Shown(_pieces(tokens, wordpieces), features, tuple(breaks))


def shape_of(word: str) -> int:
    """The index in `SHAPES` of how a word is written."""
    if not any(letter.isalnum() for letter in word):
        return 0
    if any(letter.isdigit() for letter in word):
        return 1
    if word.islower() or not any(letter.isupper() for letter in word):
        return 2
    if len(word) == 1 or (len(word) == 2 and word[1] == "."):
        return 3
    if word.isupper():
        return 5
    return 4 if word[0].isupper() and not any(letter.isupper() for letter in word[1:]) else 6


def cut(shown: Shown, most: int = WINDOW) -> list[tuple[int, int]]:
    """Windows of tokens ``[first, last)`` of at most ``most`` pieces, each ending where a block does if it can, else where a
    sentence does, else within a sentence."""
    sizes = [len(pieces) for pieces in shown.pieces]
    before = np.concatenate(([0], np.cumsum(sizes)))
    ends = [first for first, _ in shown.breaks[1:]] + [len(sizes)]
    blocks = {first for first, is_new in shown.breaks if is_new} | {len(sizes)}
    windows = []
    first = 0
    while first < len(sizes):
        fits = int(np.searchsorted(before, before[first] + most, side="right")) - 1
        fits = max(fits, first + 1)
        inside = ends[bisect_right(ends, first) : bisect_right(ends, fits)]
        whole = [end for end in inside if end in blocks and before[end] - before[first] >= most // 2]
        last = whole[-1] if whole else inside[-1] if inside else fits
        windows.append((first, last))
        first = last
    return windows


def arrays(shown: Shown, first: int, last: int, marks: tuple[int, int]) -> tuple[Ints, Ints, Ints]:
    """A window's piece ids, features a piece, and the place of each token's first piece (-1 where it has none)."""
    ids = [marks[0]]
    places = []
    rows = [np.zeros(len(FEATURES), dtype=np.int64)]
    for at in range(first, last):
        places.append(len(ids) if shown.pieces[at] else -1)
        ids += shown.pieces[at]
        rows += [shown.features[at]] * len(shown.pieces[at])
    ids.append(marks[1])
    rows.append(rows[0])
    return np.array(ids, dtype=np.int64), np.stack(rows), np.array(places, dtype=np.int64)


def _pieces(tokens: Sequence[Token], wordpieces: WordPieces) -> tuple[tuple[int, ...], ...]:
    words = [token.text.translate(_STRAIGHT) for token in tokens]
    coded = wordpieces.encode(words, is_pretokenized=True, add_special_tokens=False)
    found: list[list[int]] = [[] for _ in words]
    for piece, word in zip(coded.ids, coded.word_ids, strict=True):
        if len(found[word]) < _MOST:
            found[word].append(piece)
    return tuple(tuple(pieces) for pieces in found)


def _inside(tokens: Sequence[Token], ranges: list[tuple[int, int]]) -> list[tuple[int, int]]:
    """The token ranges that lie in ranges of code points."""
    starts = [token.start for token in tokens]
    bounds = np.searchsorted(starts, np.array(ranges, dtype=np.int64).reshape(-1, 2))
    return [(int(first), int(last)) for first, last in bounds]
