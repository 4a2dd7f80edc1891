"""Sentences and tokens: datelines left out, offsets those of the text, blocks parsed apart."""

from __future__ import annotations

import pytest

from tests.unit.analysis.building import claims_of, read
from twosource.analysis.parse import dateline_end


@pytest.mark.parametrize(
    ("block", "dateline"),
    [
        ("VELM, April 2 (ONA) — Guards left.", "VELM, April 2 (ONA) — "),
        ("VELM (Orsa News) - Guards left.", "VELM (Orsa News) - "),
        ("VELM, Arvo (ON) — The army left.", "VELM, Arvo (ON) — "),
        ("VELM -- Guards left.", "VELM -- "),
        ("SIXTY guards — all armed — left.", ""),
        ("The army – which left – said so.", ""),
        ("ONA – the agency – said so.", ""),
    ],
)
def test_a_dateline_is_no_part_of_the_sentence(block: str, dateline: str) -> None:
    """The place and day of filing are not where and when it happened."""
    assert block[: dateline_end(block)] == dateline


def test_a_capital_in_the_dateline_does_not_act() -> None:
    """The claim's extent begins after the dateline."""
    text = "PARIS, April 2 (ONA) — Guards closed the pass."

    assert claims_of(text)["closed"].extent[0].of(text) == "Guards closed the pass"


def test_offsets_are_those_of_the_text() -> None:
    """Every token stands where it says, curly marks and no-break spaces included."""
    text = "“Guards\u00a0left,” she said.\nThe pass is shut."
    tokens = read(text).parse.tokens

    assert all(text[token.start : token.end] == token.text for token in tokens)
    assert {sentence.block for sentence in read(text).parse.sentences} == {0, 1}
