"""The encoder: one pass a document that feeds every trained head. The only module that holds the runtime's own objects.

How it was trained, on what and how well it does: ``docs/reference/encoder.md``.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any

import numpy as np
import onnxruntime
from numpy.typing import NDArray

from twosource.analysis.encoder_input import FEATURES, Labels, Shown, arrays, cut, show
from twosource.analysis.encoder_labels import DEPS, METADATA, NAMES, ROLES, TAGS
from twosource.analysis.encoder_tags import Scores, name_spans, tagged, within_blocks
from twosource.analysis.encoder_words import wordpieces_of
from twosource.analysis.layers import Analysis, Tags
from twosource.errors import ConfigError

WEIGHTS = "encoder.onnx"
VOCABULARY = "encoder.vocab.txt"

Floats = NDArray[np.float32]

_DIGITS = 4
"""Decimal places that scores are rounded to before anything is decided by them."""


@dataclass(frozen=True, slots=True)
class Encoder:
    """The loaded weights and the word pieces that they know. Stays in the process that loaded it."""

    session: Any
    wordpieces: Any
    labels: Labels
    marks: tuple[int, int]
    moves: Floats
    distance: Floats


@cache
def load_encoder() -> Encoder:
    """The shipped encoder, on one thread; ConfigError where it is missing or not what this version reads."""
    data = files("twosource.data")
    try:
        vocabulary = (data / VOCABULARY).read_text(encoding="utf-8").splitlines()
        options = onnxruntime.SessionOptions()
        options.intra_op_num_threads = options.inter_op_num_threads = 1
        options.log_severity_level = 3
        session = onnxruntime.InferenceSession(
            (data / WEIGHTS).read_bytes(), options, providers=["CPUExecutionProvider"]
        )
        kept = json.loads(session.get_modelmeta().custom_metadata_map[METADATA])
    except (OSError, KeyError, ValueError, RuntimeError) as error:
        raise ConfigError(f"the encoder {WEIGHTS} cannot be loaded: {error}") from error
    expected = {"roles": ROLES, "names": NAMES, "features": FEATURES}
    if any(tuple(kept.get(key, ())) != value for key, value in expected.items()):
        raise ConfigError(f"the encoder {WEIGHTS} was trained for another version of Twosource")
    return Encoder(
        session,
        wordpieces_of(vocabulary),
        Labels({name: i + 1 for i, name in enumerate(TAGS)}, {name: i + 1 for i, name in enumerate(DEPS)}),
        (vocabulary.index("[CLS]"), vocabulary.index("[SEP]")),
        np.array(kept["moves"], dtype=np.float32),
        np.array(kept["distance"], dtype=np.float32),
    )


def find_tags(analysis: Analysis, *, encoder: Encoder) -> Tags:
    """What the trained heads see in a document: attributions, names, and how certain each word's event is.

    Reads parse and quotations. A window never holds two documents, and a batch is one window, so that the scores of a
    document do not depend on its company.
    """
    if not analysis.parse.tokens:
        return Tags()
    shown = show(analysis, wordpieces=encoder.wordpieces, labels=encoder.labels)
    found, names, certainty = [], [], []
    for first, scores in score(shown, encoder):
        last = first + len(scores.roles)
        tokens = analysis.parse.tokens[first:last]
        opens = [at - first for at, is_new in shown.breaks if is_new and first < at < last]
        scores = within_blocks(scores, opens)
        found += tagged(tokens, scores, encoder.moves, encoder.distance, opens)
        names += name_spans(tokens, scores.names)
        certainty += [float(one) for one in scores.certainty]
    return Tags(tuple(found), tuple(names), tuple(certainty))


def score(shown: Shown, encoder: Encoder) -> Iterator[tuple[int, Scores]]:
    """Each window's first token and the scores of its tokens, rounded."""
    for first, last in cut(shown):
        pieces, features, places = arrays(shown, first, last, encoder.marks)
        given = encoder.session.run(None, {"pieces": pieces[None], "features": features[None]})
        yield first, Scores(*(_at(one[0], places) for one in given))


def _at(scores: Floats, places: Sequence[int] | NDArray[np.int64]) -> Floats:
    """The scores at each token's first piece, rounded; a token without a piece takes the window's first mark's."""
    rows: Floats = np.round(scores[np.maximum(places, 0)], _DIGITS).astype(np.float32)
    return rows[:, 0] if rows.shape[1] == 1 else rows
