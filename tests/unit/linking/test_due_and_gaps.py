"""What is due, and what is missing."""

from __future__ import annotations

import pytest

from tests.unit.linking.made import (
    ATTACK,
    DEPLOY,
    MINISTRY_A,
    MINISTRY_B,
    UNNAMED,
    chain,
    claim,
    context,
    contexts,
    day,
    number,
    place,
)
from twosource.linking import link
from twosource.linking.due import due_of
from twosource.linking.gaps import find_gaps
from twosource.model.claim import Claim
from twosource.model.relation import Gap, Relation
from twosource.model.vocabulary import (
    Act,
    Basis,
    Certainty,
    GapKind,
    Independence,
    Modality,
    Polarity,
    RelationKind,
)

PAPERS = contexts(
    context("d1", "2031-03-06", "Gazette"),
    context("d2", "2031-03-16", "Courier"),
    context("u1", None, None),
)
BY_A, BY_B = chain("Gazette", MINISTRY_A), chain("Courier", MINISTRY_B)


def happened(*claims: Claim) -> list[tuple[str, ...]]:
    return [row.happened for row in due_of(claims, link(claims, PAPERS).relations, PAPERS)]


def gaps(*claims: Claim) -> list[GapKind]:
    return [gap.kind for gap in _gaps(*claims)]


def _gaps(*claims: Claim) -> tuple[Gap, ...]:
    return find_gaps(link(claims, PAPERS), claims)


def test_a_later_report_says_that_a_plan_came_about() -> None:
    plan = claim("d1", 10, BY_B, when=day("2031-03-15"))
    report = claim("d2", 10, BY_A, modality=Modality.DONE, when=day("2031-03-15"))

    assert happened(plan, report) == [(report.id,)]


def test_a_report_of_another_day_is_another_event() -> None:
    plan = claim("d1", 10, BY_B, when=day("2031-03-25"))
    report = claim("d2", 10, BY_A, modality=Modality.DONE, when=day("2031-03-12"))

    assert happened(plan, report) == [()]


def test_what_had_happened_before_the_plan_was_told_is_not_its_fulfilment() -> None:
    plan = claim("d1", 10, BY_B)
    report = claim("d2", 10, BY_A, modality=Modality.DONE, when=day("2031-03-01"))

    assert happened(plan, report) == [()]


def test_an_undated_report_is_not_later() -> None:
    plan = claim("d1", 10, BY_B)
    report = claim("u1", 10, chain(None, MINISTRY_A), modality=Modality.DONE)

    assert happened(plan, report) == [()]


@pytest.mark.parametrize(
    "report",
    [
        claim("d2", 10, BY_A, act=Act.HINT, modality=Modality.DONE),
        claim("d2", 10, BY_A, modality=Modality.DONE, certainty=Certainty.POSSIBLE),
        claim("d2", 10, BY_A, modality=Modality.HABITUAL),
        claim("d2", 10, BY_A, modality=Modality.DONE, count=number(500)),
        claim("d2", 10, BY_A, modality=Modality.DONE),
        claim("d1", 40, BY_A, modality=Modality.PRESENT, count=number(3000)),
    ],
    ids=["hint", "guess", "habit", "another number", "no number", "its own page"],
)
def test_what_does_not_report_it_leaves_it_unknown(report: Claim) -> None:
    plan = claim("d1", 10, BY_B, count=number(3000))

    assert happened(plan, report) == [()]


def test_a_report_of_the_announced_number_says_that_it_came_about() -> None:
    plan = claim("d1", 10, BY_B, count=number(3000))
    report = claim("d2", 10, BY_A, modality=Modality.DONE, count=number(3000))

    assert happened(plan, report) == [(report.id,)]


def test_a_report_that_was_revised_no_longer_counts() -> None:
    plan = claim("d1", 10, BY_B)
    report = claim("d2", 10, BY_A, modality=Modality.DONE)
    revision = Relation("later", report.id, RelationKind.REVISES, Basis.STATED, "", "", Independence.UNKNOWN)

    (row,) = due_of((plan, report), (revision,), PAPERS)

    assert row.happened == ()


def test_a_report_from_before_the_day_it_is_due_is_of_another() -> None:
    plan = claim("d1", 10, BY_B, when=day("2031-03-25"))
    report = claim("d2", 10, BY_A, modality=Modality.DONE)

    assert happened(plan, report) == [()]


def test_a_threat_is_due_and_a_denied_plan_names_the_denial() -> None:
    threat = claim("d1", 10, BY_B, act=Act.THREATEN, modality=Modality.CONDITIONAL, question=ATTACK)
    plan = claim("d1", 30, BY_B)
    denial = claim("d2", 10, BY_A, act=Act.DENY, polarity=Polarity.NEGATIVE, modality=Modality.PRESENT)
    claims = (threat, plan, denial)

    rows = due_of(claims, link(claims, PAPERS).relations, PAPERS)

    assert [(row.claim, row.denied) for row in rows] == [(threat.id, ()), (plan.id, (denial.id,))]


def test_dated_things_come_first() -> None:
    open_plan = claim("d1", 10, BY_B)
    dated = claim("d1", 30, BY_B, when=day("2031-03-25"), question=ATTACK)

    rows = due_of((open_plan, dated), (), PAPERS)

    assert [row.claim for row in rows] == [dated.id, open_plan.id]


def test_one_origin_is_a_gap_and_two_are_none() -> None:
    one, other = claim("d1", 10, BY_A), claim("d2", 10, BY_B)

    assert GapKind.ONE_ORIGIN in gaps(one)
    assert GapKind.ONE_ORIGIN not in gaps(one, other)


def test_the_side_spoken_of_is_not_heard() -> None:
    assert GapKind.ONE_SIDE in gaps(claim("d1", 10, BY_B, question=DEPLOY))


def test_a_silence_is_heard() -> None:
    report = claim("d1", 10, BY_B, question=DEPLOY)
    silence = claim("d1", 30, chain("Gazette"), act=Act.NO_COMMENT, silent="XA")

    assert GapKind.ONE_SIDE not in gaps(report, silence)


def test_an_event_without_time_and_place() -> None:
    bare = claim("d1", 10, chain("Gazette", UNNAMED), modality=Modality.DONE, question=ATTACK)
    full = claim(
        "d2",
        10,
        BY_B,
        modality=Modality.DONE,
        question=ATTACK,
        when=day("2031-03-12"),
        where=(place("g1"),),
    )

    found = {(gap.kind, gap.claim) for gap in _gaps(bare, full)}

    assert {(GapKind.UNDATED, bare.id), (GapKind.UNPLACED, bare.id)} <= found
    assert not {(GapKind.UNDATED, full.id), (GapKind.UNPLACED, full.id)} & found


def test_a_denial_that_offers_nothing_else() -> None:
    denial = claim("d2", 10, BY_A, act=Act.DENY, polarity=Polarity.NEGATIVE, modality=Modality.PRESENT)

    assert GapKind.DENIED_WITHOUT_EVIDENCE in gaps(denial)


def test_kinds_come_in_their_order() -> None:
    claims = (
        claim("d1", 10, BY_B, modality=Modality.DONE, question=ATTACK),
        claim("d2", 10, BY_A, act=Act.DENY, polarity=Polarity.NEGATIVE, question=ATTACK),
    )
    order = list(GapKind)
    found = [order.index(kind) for kind in gaps(*claims)]

    assert found == sorted(found)
