from __future__ import annotations

import json
from dataclasses import replace
from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.property import strategies as make
from twosource.model.claim import Claim
from twosource.model.codec import content_hash, dumps, from_json, loads, to_json
from twosource.model.document import Document, Metadata, Piece, RawMap
from twosource.model.measure import Quantity, Where
from twosource.model.relation import Derived
from twosource.model.span import Span
from twosource.model.vocabulary import Polarity

EVERY_TYPE = [
    make.spans,
    make.attributions,
    make.claims,
    make.documents,
    make.metadatas,
    make.runs,
    make.veridicalities,
    make.deriveds,
]


@pytest.mark.parametrize("strategy", EVERY_TYPE, ids=lambda strategy: str(strategy)[:20])
@settings(max_examples=25, deadline=None)
@given(data=st.data())
def test_json_text_gives_the_value_back(strategy, data):
    value = data.draw(strategy)

    assert loads(type(value), dumps(value)) == value


@settings(max_examples=25, deadline=None)
@given(make.claims)
def test_equal_claims_have_the_same_text(claim):
    twin = loads(Claim, dumps(claim))

    assert dumps(twin) == dumps(claim)


@given(make.decimals)
def test_equal_numbers_have_the_same_text(number):
    quantity = Quantity(Span(0, 1), None, None, None, number, None)
    padded = replace(
        quantity, low=Decimal(format(number, "f") + ("0" if "." in format(number, "f") else ".0"))
    )

    assert padded == quantity
    assert dumps(padded) == dumps(quantity)


def test_a_span_is_its_two_ends():
    assert to_json(Span(3, 9)) == [3, 9]


def test_a_piece_is_four_numbers():
    assert to_json(RawMap("0", "utf-8", (Piece(0, 1, 4, 9),)))["pieces"] == [[0, 1, 4, 9]]


def test_what_is_absent_is_left_out():
    assert to_json(Metadata(title="Ferry")) == {"title": "Ferry"}


def test_false_and_zero_are_not_absent():
    quantity = Quantity(Span(0, 1), None, None, None, Decimal(0), None)

    assert to_json(quantity)["low"] == "0"
    assert to_json(quantity)["approximate"] is False


def test_a_token_of_a_closed_list_is_a_plain_string():
    assert json.dumps(to_json(Polarity.NEGATIVE)) == '"negative"'


def test_a_field_added_since_takes_its_default():
    assert from_json(Metadata, {}) == Metadata()


def test_a_missing_field_is_named():
    with pytest.raises(ValueError, match="Quantity lacks at"):
        from_json(Quantity, {})


def test_an_unknown_field_is_named():
    with pytest.raises(ValueError, match="Metadata has no field colour"):
        from_json(Metadata, {"colour": "red"})


@pytest.mark.parametrize("data", [{"at": [3]}, {"at": [3, "4"]}, {"at": "3-4"}, {"at": [5, 3]}, {"at": None}])
def test_a_malformed_span_is_refused_by_name(data):
    with pytest.raises(ValueError, match=r"Quantity\.at"):
        from_json(Quantity, data)


@pytest.mark.parametrize("number", [float("nan"), float("inf")])
def test_a_number_that_is_none_is_refused(number):
    place = Where(Span(0, 1), "Port", None, None, number, None, None, None)

    with pytest.raises(ValueError, match="finite"):
        dumps(place)


def test_a_value_that_is_not_of_the_model_is_refused():
    with pytest.raises(TypeError):
        to_json(object())


@settings(max_examples=25, deadline=None)
@given(make.documents)
def test_the_hash_follows_the_content(document):
    assert content_hash(document) == content_hash(loads(Document, dumps(document)))
    assert content_hash(document) != content_hash(replace(document, text=document.text + "x"))


def test_an_empty_derivation_is_an_empty_object():
    assert to_json(Derived((), (), (), (), (), ())) == {}
