from __future__ import annotations

from decimal import Decimal

import pytest

from evals.documents import document_of
from evals.examples.adapter import GOLD, quantity_is
from evals.examples.gold import Ref, heads_of, load_gold, places_of, same_name
from twosource.model.measure import Quantity
from twosource.model.span import Span


@pytest.mark.parametrize(
    ("gold", "ours", "same"),
    [
        ("Marenza’s Defence Ministry", "Defence Ministry of Marenza", True),
        ("a source in the province", "the source", True),
        ("Thell", "Defence Minister Ruvan Thell", True),
        ("the Mission", "the ministry", False),
        ("the order", "it", False),
    ],
)
def test_a_name_is_another_where_its_content_words_are_among_the_others(gold, ours, same) -> None:
    assert same_name(gold, ours) is same


def test_a_piece_is_found_across_spaces_and_apostrophes() -> None:
    document = document_of("It was\nMarenza's count")

    assert list(places_of("was Marenza’s count", document)) == [Span(3, 22)]


def test_heads_are_words_inside_their_piece() -> None:
    document = document_of("They say. Both say no.")

    assert heads_of(Ref("f", ("say", "no"), "Both say no"), document) == ((Span(15, 18),), (Span(19, 21),))


def test_an_open_bound_of_the_gold_must_be_open() -> None:
    at_least = Quantity(Span(0, 2), "guard", None, None, Decimal(4000), None)

    assert quantity_is({"low": 4000, "high": None}, at_least)
    assert not quantity_is({"low": 4000, "high": 4000}, at_least)


def test_the_gold_names_claims_that_it_has() -> None:
    gold = load_gold(GOLD)
    known = {claim.id for claim in gold.claims}
    named = {one for row in (*gold.must, *gold.must_not) for one in row["ids"]}

    assert {one for one in named if not one.startswith("13-")} <= known
