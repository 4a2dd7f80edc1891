"""Sources that a person says are one are one; outlets of one group never count as two; a withdrawn source takes its claims."""

from __future__ import annotations

from itertools import permutations

import pytest

from tests.unit.linking.decided import decide, document, of_source
from tests.unit.linking.made import (
    MINISTRY_A,
    MINISTRY_B,
    MISSION,
    UNNAMED,
    chain,
    claim,
    context,
    contexts,
    source,
)
from twosource.linking.actors import KeyActors
from twosource.linking.derive import link
from twosource.linking.following import mark_of
from twosource.linking.independence import count_independent, judge
from twosource.linking.judged_actors import JudgedActors, canonical_of
from twosource.linking.judgements import Judgements
from twosource.linking.origins import hear
from twosource.linking.taken_back import withdrawn
from twosource.model.attribution import Chain
from twosource.model.decision import SourceMark
from twosource.model.vocabulary import DecisionKind, Independence, SourceKind

PAPERS = contexts(context("d1", "2031-03-06", "Gazette"), context("d2", "2031-03-07", "Courier"))
MEDIA_A = source("XA.state-media", SourceKind.STATE_MEDIA, name="Kaldra Radio", at=75)
MEDIA_B = source("XB.state-media", SourceKind.STATE_MEDIA, name="Marenza Radio", at=85)
COURIER_CITED = source("outlet:courier", SourceKind.OUTLET, name="Courier", at=95)
GAZETTE_CITED = source("outlet:gazette", SourceKind.OUTLET, name="Gazette", at=105)


def actors(aliases: dict[str, str] | None = None, groups: dict[str, str] | None = None) -> JudgedActors:
    return JudgedActors(KeyActors(), aliases or {}, groups or {})


def heard(one: Chain, other: Chain, judged: JudgedActors) -> Independence:
    told = hear((claim("d1", 10, one), claim("d2", 20, other)), PAPERS, judged)
    found = judge(told[0], told[1]).independence
    assert judge(told[1], told[0]).independence is found
    return found


def counted(one: Chain, other: Chain, judged: JudgedActors) -> int:
    return count_independent(hear((claim("d1", 10, one), claim("d2", 20, other)), PAPERS, judged))


def test_two_names_of_one_source_are_one_origin() -> None:
    apart = (chain("Gazette", MISSION), chain("Courier", MINISTRY_A))
    judged = actors({"body:observer mission": "XA.ministry:defence"})

    assert (heard(*apart, actors()), counted(*apart, actors())) == (Independence.INDEPENDENT, 2)
    assert (heard(*apart, judged), counted(*apart, judged)) == (Independence.SHARED, 1)


def test_two_unnamed_sources_may_be_said_to_be_one() -> None:
    other = source(None, SourceKind.UNNAMED, name="a source", at=135)
    judged = actors({"d2:135": "d1:35"})

    told = hear(
        (claim("d1", 10, chain("Gazette", UNNAMED)), claim("d2", 20, chain("Courier", other))), PAPERS, judged
    )

    assert {one.witness.key for one in told} == {"d1:35"}
    assert not any(one.witness.is_resolved for one in told)
    assert judge(told[0], told[1]).independence is Independence.SHARED


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ((MEDIA_A,), (MEDIA_B,)),
        ((GAZETTE_CITED, MINISTRY_A), (COURIER_CITED, MINISTRY_B)),
        ((), ()),
        ((GAZETTE_CITED,), (COURIER_CITED,)),
        ((UNNAMED,), (GAZETTE_CITED, UNNAMED)),
    ],
)
def test_two_outlets_of_one_group_never_count_as_two(one: tuple, other: tuple) -> None:
    grouped = actors(
        groups=dict.fromkeys(
            ("XA.state-media", "XB.state-media", "outlet:gazette", "outlet:courier"), "Oster Press"
        )
    )
    pair = (chain("Gazette", *one), chain("Courier", *other))

    assert heard(*pair, grouped) is not Independence.INDEPENDENT
    assert counted(*pair, grouped) < 2


def test_two_radios_count_as_two_until_a_person_puts_them_in_one_group() -> None:
    pair = (chain("Gazette", MEDIA_A), chain("Courier", MEDIA_B))
    grouped = actors(groups={"XA.state-media": "Oster Press", "XB.state-media": "Oster Press"})

    assert (counted(*pair, actors()), counted(*pair, grouped)) == (2, 1)
    told = hear((claim("d1", 10, pair[0]), claim("d2", 20, pair[1])), PAPERS, grouped)
    assert "outlets of Oster Press" in judge(told[0], told[1]).because


def test_what_two_ministries_say_counts_twice_in_papers_of_one_group() -> None:
    grouped = actors(groups={"outlet:gazette": "Oster Press", "outlet:courier": "Oster Press"})

    assert counted(chain("Gazette", MINISTRY_A), chain("Courier", MINISTRY_B), grouped) == 2


def test_a_group_does_not_take_an_outlet_from_under_its_government() -> None:
    grouped = actors(groups={"XA.state-media": "Oster Press", "outlet:gazette": "Oster Press"})

    assert (
        heard(chain("Courier", MEDIA_A), chain("Courier", MINISTRY_A), grouped)
        is not Independence.INDEPENDENT
    )


def test_aliases_change_what_is_derived() -> None:
    told = (claim("d1", 10, chain("Gazette", MISSION)), claim("d2", 20, chain("Courier", MINISTRY_A)))

    before = link(told, PAPERS, actors=actors())
    after = link(told, PAPERS, actors=actors({"body:observer mission": "XA.ministry:defence"}))

    assert [one.independent_origins for one in before.statements] == [2]
    assert [one.independent_origins for one in after.statements] == [1]


@pytest.mark.parametrize("order", list(permutations([("a", "b"), ("b", "c"), ("d", "c")])))
def test_all_names_of_one_source_stand_under_the_one_that_is_no_alias(order: list[tuple[str, str]]) -> None:
    assert canonical_of(order) == {"a": "c", "b": "c", "d": "c"}


@pytest.mark.parametrize("order", list(permutations([("b", "a"), ("a", "c"), ("c", "b"), ("z", "c")])))
def test_aliases_that_go_in_a_circle_stand_under_the_least(order: list[tuple[str, str]]) -> None:
    assert canonical_of(order) == {"b": "a", "c": "a", "z": "a"}


def test_a_source_that_is_its_own_alias_is_itself() -> None:
    assert canonical_of([("a", "a")]) == {}


TOLD = (
    claim("d1", 10, chain("Gazette", MISSION, MINISTRY_A), witness=1),
    claim("d1", 20, chain("Gazette", MISSION)),
    claim("d2", 30, chain("Courier", UNNAMED)),
)


def taken(*rows: object, aliases: dict[str, str] | None = None) -> set[int]:
    """The heads of the claims that the decisions take out."""
    judged = actors(aliases)
    found = withdrawn(hear(TOLD, PAPERS, judged), Judgements.of(rows), judged)  # type: ignore[arg-type]
    assert all(set(why) <= set(rows) for why in found.values())
    return {one.anchor.head for one in TOLD if one.id in found}


def test_a_withdrawn_source_takes_every_claim_that_has_it_in_its_chain() -> None:
    assert taken(of_source(DecisionKind.WITHDRAW, "XA.ministry:defence", 1)) == {10}
    assert taken(of_source(DecisionKind.WITHDRAW, "body:observer mission", 1)) == {10, 20}


def test_a_withdrawn_publisher_takes_all_that_it_published() -> None:
    assert taken(of_source(DecisionKind.WITHDRAW, "outlet:courier", 1)) == {30}


def test_a_withdrawn_source_is_taken_with_all_its_names() -> None:
    row = of_source(DecisionKind.WITHDRAW, "body:the mission", 1)

    assert taken(row) == set()
    assert taken(row, aliases={"body:observer mission": "body:the mission"}) == {10, 20}


def test_a_withdrawn_document_takes_all_its_claims_and_a_withdrawn_claim_itself() -> None:
    made = document(name="d1")

    assert taken(decide(DecisionKind.WITHDRAW, 1, document="d1")) == {10, 20}
    assert taken(decide(DecisionKind.WITHDRAW, 1, claims=(mark_of(TOLD[1], made, TOLD[:2]),))) == {20}


def test_a_withdrawn_unnamed_source_takes_its_claims_alone() -> None:
    assert taken(decide(DecisionKind.WITHDRAW, 1, source=SourceMark(None, "a source", "d2", 35))) == {30}


def test_nothing_is_taken_without_a_withdrawal() -> None:
    assert taken() == set()
