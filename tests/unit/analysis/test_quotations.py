"""Quotations: marks of every kind, over sentences and paragraphs, speech or not."""

from __future__ import annotations

from dataclasses import replace

import pytest

from tests.unit.analysis.building import document_of
from twosource.analysis.layers import Analysis, Quotation
from twosource.analysis.parse import find_parse, load_parser
from twosource.analysis.quotations import find_quotations


def quotations(text: str) -> list[tuple[str, Quotation]]:
    analysis = Analysis(document_of(text))
    analysis = replace(analysis, parse=find_parse(analysis, parser=load_parser()))
    return [(one.at.of(text), one) for one in find_quotations(analysis)]


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("“The pass is closed,” the guard said.", ["The pass is closed,"]),
        ('"The pass is closed," the guard said.', ["The pass is closed,"]),
        ("'The pass is closed,' the guard said.", ["The pass is closed,"]),
        ("‘The pass is closed,’ the guard said.", ["The pass is closed,"]),
        ("''The pass is closed,'' the guard said.", ["The pass is closed,"]),
        ("«The pass is closed», the guard said.", ["The pass is closed"]),
        ("'It's the guard's pass,' she said.", ["It's the guard's pass,"]),
        ("“It is closed. Nobody passes,” she said.", ["It is closed. Nobody passes,"]),
    ],
)
def test_quotation_is_found_whatever_its_marks(text: str, words: list[str]) -> None:
    assert [found for found, _ in quotations(text)] == words


@pytest.mark.parametrize(
    "text", ["The guards' boots wore out in the '90s.", "It's Ada's pass.", "No marks at all."]
)
def test_apostrophes_are_no_quotation(text: str) -> None:
    assert quotations(text) == []


def test_nested_quotation_follows_what_holds_it() -> None:
    text = "“He told me ‘wait outside the gate’ and left,” she said."

    assert [found for found, _ in quotations(text)] == [
        "He told me ‘wait outside the gate’ and left,",
        "wait outside the gate",
    ]


def test_quotation_that_goes_on_in_the_next_paragraph_continues() -> None:
    text = "“We waited for a day at the gate.\n“Then the guards came,” she said."
    (_, first), (_, second) = quotations(text)

    assert (first.closed, second.closed, second.continues) == (False, True, True)


def test_scare_quotes_are_no_speech() -> None:
    ((_, quotation),) = quotations("The so-called “peace” bridge was closed.")

    assert not quotation.is_speech
