"""Chains: from the publisher inward to the one who first speaks."""

from __future__ import annotations

from dataclasses import replace

import pytest

from tests.unit.analysis.building import document_of, english, read
from twosource.analysis import analyse
from twosource.model.attribution import Chain
from twosource.model.vocabulary import SourceKind


def chains(text: str) -> list[list[str]]:
    """The words of each chain's hops, the publisher's left out."""
    return [words(text, chain) for chain in read(text).chains]


def words(text: str, chain: Chain) -> list[str]:
    return [" ".join(span.of(text) for span in hop.at) for hop in chain[1:]]


@pytest.mark.parametrize(
    ("text", "chain"),
    [
        ("The mayor said the pass was closed.", ["The mayor"]),
        ("The mayor told the Brask Herald the pass was closed.", ["the Brask Herald", "The mayor"]),
        (
            "In an interview with Radio Tarn, Ada Lind claimed the pass was closed.",
            ["Radio Tarn", "Ada Lind"],
        ),
        (
            "The Brask Herald, citing two guards, reported that the pass was closed.",
            ["The Brask Herald", "two guards"],
        ),
        ("Local media quoted police as saying the pass was closed.", ["Local media", "police"]),
        (
            "The driver was quoted by the Brask Herald as saying the pass was closed.",
            ["the Brask Herald", "The driver"],
        ),
        (
            "The pass was closed, a driver who spoke to Radio Tarn said.",
            ["Radio Tarn", "a driver who spoke to Radio Tarn"],
        ),
    ],
)
def test_chain_runs_from_the_publisher_inward(text: str, chain: list[str]) -> None:
    assert chain in chains(text)


def test_publisher_who_is_told_adds_no_hop() -> None:
    assert chains("A guard told the Orsa Courier that the pass was closed.") == [["A guard"]]


def test_publisher_who_has_learned_speaks_for_itself() -> None:
    (chain,) = read("The pass is to close in May, the Orsa Courier has learned.").chains

    assert len(chain) == 1


def test_order_told_by_a_source_ends_at_the_one_who_orders() -> None:
    text = "The ministry ordered the guards to close the pass, a source said."

    assert ["a source", "The ministry"] in chains(text)


def test_source_brings_along_the_outlet_it_was_had_from() -> None:
    text = (
        "The Brask Herald, citing a source in the garrison, said the pass was closed. "
        "The guards had no food, the source said."
    )
    last = read(text).chains[-1]

    assert [hop.inherited for hop in last] == [False, True, False]
    assert words(text, last) == ["The Brask Herald", "the source"]


def test_second_source_does_not_inherit() -> None:
    text = (
        "The Brask Herald, citing a source in the garrison, said the pass was closed. "
        "The mayor said the guards had no food."
    )

    assert chains(text)[-1] == ["The mayor"]


def test_bare_marker_that_repeats_a_source_adds_no_hop() -> None:
    text = "The pass was reportedly closed at noon, the Brask Herald said."

    assert chains(text) == [["the Brask Herald"], ["the Brask Herald"]]


def test_credited_agency_is_a_hop() -> None:
    document = document_of("The mayor said the pass was closed.")
    document = replace(document, metadata=replace(document.metadata, credit="Brask News Agency"))
    (chain,) = analyse(document, english()).chains

    assert [hop.source.kind for hop in chain[:2]] == [SourceKind.OUTLET, SourceKind.NEWS_AGENCY]


def test_chain_of_an_unknown_publisher_starts_with_it() -> None:
    (chain,) = read("The mayor said the pass was closed.", publisher=None).chains

    assert chain[0].source.kind is SourceKind.UNKNOWN_PUBLISHER
