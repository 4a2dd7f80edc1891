"""UDS-IH2: the running text keeps each word's place; cells are means of train; the correlation is Pearson's."""

from __future__ import annotations

import pytest

from evals.uds.adapter import Reading, fit, pearson
from evals.uds.gold import printed


def test_the_printed_text_keeps_the_place_of_each_token() -> None:
    """Punctuation and contractions close up, and every span still cuts out its token."""
    tokens = ["They", "did", "n't", "leave", "(", "yet", ")", "."]
    text, spans = printed(tokens)

    assert text == "They didn't leave (yet)."
    assert [text[start:end] for start, end in spans] == tokens


def test_a_cell_is_the_mean_of_its_words() -> None:
    """Cells with too few words have no mean of their own."""
    rows = [Reading("a", True, 3.0)] * 4 + [Reading("a", True, 0.5), Reading("b", False, -3.0)]

    assert fit(rows) == {"mean": 1.583, "a": 2.5}


def test_pearson_is_one_for_a_line_and_nothing_for_a_constant() -> None:
    """A straight line correlates fully; a column without spread says nothing."""
    assert pearson([(1.0, 2.0), (2.0, 4.0), (3.0, 6.0)]) == pytest.approx(1.0)
    assert pearson([(1.0, 2.0), (1.0, 4.0)]) == 0.0
