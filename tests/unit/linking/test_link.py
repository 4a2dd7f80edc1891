"""What is derived from a few claims."""

from __future__ import annotations

from dataclasses import replace

import pytest

from tests.unit.linking.made import (
    ATTACK,
    DEPLOY,
    LOCAL,
    MINISTRY_A,
    MINISTRY_B,
    MISSION,
    UNNAMED,
    chain,
    claim,
    context,
    contexts,
    day,
    number,
    past,
    place,
    source,
)
from twosource.linking import link
from twosource.model.claim import Claim, Flag, Question, StatedLink
from twosource.model.relation import Derived
from twosource.model.span import Span
from twosource.model.vocabulary import (
    Act,
    Basis,
    Certainty,
    FigureKind,
    FlagKind,
    Modality,
    Polarity,
    RelationKind,
    SourceKind,
)

PAPERS = contexts(
    context("d1", "2031-03-06", "Gazette"),
    context("d2", "2031-03-07", "Courier"),
    context("d3", "2031-03-27", "Lantern"),
    context("d4", "2031-09-01", "Herald"),
    context("u1", None, None),
    context("u2", None, None),
)
BY_A, BY_B, BY_M = (chain("Gazette", one) for one in (MINISTRY_A, MINISTRY_B, MISSION))
DONE = Modality.DONE
PRESENT = Modality.PRESENT


def derived(*claims: Claim) -> Derived:
    return link(claims, PAPERS)


def kinds(*claims: Claim) -> list[str]:
    return [str(one.kind) for one in derived(*claims).relations]


def test_one_witness_twice_repeats() -> None:
    one = claim("d1", 10, BY_A)
    other = claim("d2", 20, BY_A)

    (relation,) = derived(one, other).relations

    assert (relation.source, relation.target, relation.kind) == (other.id, one.id, RelationKind.REPEATS)


def test_two_governments_corroborate_and_count() -> None:
    found = derived(claim("d1", 10, BY_A), claim("d2", 20, BY_B))

    assert [one.kind for one in found.relations] == [RelationKind.CORROBORATES]
    assert [one.independent_origins for one in found.statements] == [2]


def test_unnamed_sources_corroborate_but_never_count() -> None:
    via = chain("Courier", UNNAMED)
    found = derived(claim("d1", 10, chain("Gazette", UNNAMED)), claim("d2", 20, via))

    assert [one.independent for one in found.relations] == ["unknown"]
    assert [one.independent_origins for one in found.statements] == [1]


@pytest.mark.parametrize(
    "second",
    [
        claim("d2", 20, BY_B, modality=DONE, question=ATTACK),
        claim("d2", 20, BY_B, modality=DONE, question=ATTACK, when=past()),
        claim("d2", 20, BY_B, modality=DONE, question=ATTACK, when=day("2031-03-01")),
    ],
)
def test_an_undated_event_joins_nothing_in_another_document(second: Claim) -> None:
    first = claim("d1", 10, BY_A, modality=DONE, question=ATTACK, when=past())

    found = derived(first, second)

    assert found.relations == ()
    assert len(found.statements) == len(found.events) == 2


def test_events_of_one_day_and_place_are_one() -> None:
    times = {"when": day("2031-03-05"), "where": (place("g1"),), "modality": DONE, "question": ATTACK}
    found = derived(claim("d1", 10, BY_A, **times), claim("d2", 20, BY_B, **times))

    assert len(found.events) == 1
    assert [one.independent_origins for one in found.statements] == [2]


def test_events_of_two_days_stay_two() -> None:
    found = derived(
        claim("d1", 10, BY_A, modality=DONE, question=ATTACK, when=day("2031-03-01")),
        claim("d2", 20, BY_B, modality=DONE, question=ATTACK, when=day("2031-03-05")),
    )

    assert (len(found.events), found.relations) == (2, ())


def test_events_of_one_day_in_two_places_stay_two() -> None:
    found = derived(
        claim("d1", 10, BY_A, modality=DONE, question=ATTACK, when=day("2031-03-05"), where=(place("g1"),)),
        claim(
            "d2",
            20,
            BY_B,
            modality=DONE,
            question=ATTACK,
            when=day("2031-03-05"),
            where=(place("g2", "Port", country="XB"),),
        ),
    )

    assert len(found.events) == 2


def test_a_place_only_one_report_gives_joins_nothing() -> None:
    found = derived(
        claim("d1", 10, BY_A, modality=DONE, question=ATTACK, when=day("2031-03-05"), where=(place("g1"),)),
        claim("d2", 20, BY_B, modality=DONE, question=ATTACK, when=day("2031-03-05")),
    )

    assert len(found.statements) == 2


def test_a_slot_known_by_its_words_is_asked_in_one_document() -> None:
    same = derived(claim("d1", 10, BY_A, question=LOCAL), claim("d1", 30, BY_B, question=LOCAL))
    across = derived(claim("d1", 10, BY_A, question=LOCAL), claim("d2", 20, BY_B, question=LOCAL))

    assert len(same.statements) == 1
    assert len(across.statements) == 2


def test_plans_of_undated_documents_do_not_merge() -> None:
    found = derived(claim("u1", 10, chain(None, MINISTRY_A)), claim("u2", 20, chain(None, MINISTRY_B)))

    assert (len(found.statements), found.relations) == (2, ())


def test_plans_half_a_year_apart_do_not_merge() -> None:
    assert kinds(claim("d1", 10, BY_A), claim("d4", 20, BY_B)) == []


def test_numbers_of_two_modalities_are_different_quantities() -> None:
    plan = claim("d1", 10, BY_A, count=number(9000))
    there = claim("d1", 30, BY_B, count=number(1200), modality=PRESENT)

    assert kinds(plan, there) == ["different_quantity"]


def test_exclusive_numbers_of_independent_holders_at_one_time_conflict() -> None:
    one = claim("d1", 10, BY_A, count=number(3100), modality=PRESENT)
    other = claim("d2", 20, BY_B, count=number(4200), modality=PRESENT)

    assert kinds(one, other) == ["conflicts"]


def test_exclusive_numbers_weeks_apart_differ() -> None:
    one = claim("d1", 10, BY_A, count=number(3100), modality=PRESENT)
    other = claim("d3", 20, BY_B, count=number(4200), modality=PRESENT)

    assert kinds(one, other) == ["differs"]


def test_exclusive_numbers_of_unnamed_sources_differ() -> None:
    one = claim("d1", 10, BY_A, count=number(3100), modality=PRESENT)
    other = claim("d2", 20, chain("Courier", UNNAMED), count=number(4200), modality=PRESENT)

    assert kinds(one, other) == ["differs"]


def test_numbers_of_a_place_and_of_one_in_it_are_different_quantities() -> None:
    one = claim("d1", 10, BY_A, count=number(300), modality=PRESENT, where=(place("g1", within=("g9",)),))
    other = claim("d2", 20, BY_B, count=number(4200), modality=PRESENT, where=(place("g9", "Province"),))

    assert kinds(one, other) == ["different_quantity"]


def test_an_increase_is_no_total() -> None:
    grown = replace(number(2500), figure=FigureKind.INCREMENT)
    one = claim("d1", 10, BY_A, count=grown, modality=PRESENT)
    other = claim("d2", 20, BY_B, count=number(3100), modality=PRESENT)

    assert kinds(one, other) == ["different_quantity"]


def test_one_holder_against_itself_in_one_text_is_inconsistent() -> None:
    media = chain("Gazette", source("kpb", SourceKind.STATE_MEDIA))
    one = claim("d1", 10, media, count=number(310_000), modality=DONE)
    other = claim("d1", 30, media, count=number(1_000_000, exact=False), modality=DONE)

    assert kinds(one, other) == ["inconsistent"]


def test_the_later_number_of_one_holder_revises() -> None:
    early = claim("d1", 10, BY_A, count=number(3000), modality=PRESENT)
    late = claim("d3", 20, BY_A, count=number(10_000), modality=PRESENT)

    (relation,) = derived(early, late).relations

    assert (relation.source, relation.kind) == (late.id, RelationKind.REVISES)


def test_undated_numbers_of_one_holder_have_no_order() -> None:
    early = claim("u1", 10, chain(None, MINISTRY_A), count=number(3000), modality=PRESENT)
    late = claim("u2", 20, chain(None, MINISTRY_A), count=number(10_000), modality=PRESENT)

    assert kinds(early, late) == []


@pytest.mark.parametrize(
    ("one", "other"), [(number(12, exact=False), number(15)), (number(1200, about=True), number(1300))]
)
def test_overlapping_bounds_are_equal(one: object, other: object) -> None:
    first = claim("d1", 10, BY_A, count=one, modality=PRESENT)  # type: ignore[arg-type]
    second = claim("d2", 20, BY_B, count=other, modality=PRESENT)  # type: ignore[arg-type]

    assert kinds(first, second) == ["corroborates"]


def test_one_number_under_two_questions_is_distinct() -> None:
    unit = Question("form", "XA", None, "unit")
    one = claim("d1", 10, BY_A, count=number(3000))
    other = claim("d2", 20, BY_B, count=number(3000, of="unit"), question=unit)

    assert kinds(one, other) == ["distinct"]


def test_a_denial_denies_across_documents() -> None:
    report = claim("d1", 10, BY_B, count=number(9000))
    denial = claim("d2", 20, BY_A, act=Act.DENY, polarity=Polarity.NEGATIVE, modality=PRESENT)

    (relation,) = derived(report, denial).relations

    assert (relation.source, relation.kind) == (denial.id, RelationKind.DENIES)


def test_a_denial_of_another_season_denies_nothing() -> None:
    report = claim("d1", 10, BY_B)
    denial = claim("d4", 20, BY_A, act=Act.DENY, polarity=Polarity.NEGATIVE, modality=PRESENT)

    assert kinds(report, denial) == []


def test_denials_do_not_corroborate() -> None:
    one = claim("d1", 10, BY_A, act=Act.DENY, polarity=Polarity.NEGATIVE, modality=PRESENT)
    other = claim("d2", 20, BY_M, act=Act.DENY, polarity=Polarity.NEGATIVE, modality=PRESENT)

    assert kinds(one, other) == []


def test_what_a_denial_refers_to_is_denied_as_stated() -> None:
    report = claim("d1", 10, BY_B, count=number(9000))
    denial = claim(
        "d1", 30, BY_A, act=Act.DISMISS, polarity=Polarity.NEGATIVE, modality=PRESENT, refers_to=(report.id,)
    )

    (relation,) = derived(report, denial).relations

    assert (relation.kind, relation.basis) == (RelationKind.DENIES, Basis.STATED)


def test_a_silence_declines_and_is_the_silent_partys_position() -> None:
    report = claim("d1", 10, BY_B)
    silence = claim("d1", 30, chain("Gazette"), act=Act.NO_COMMENT, silent="XA", refers_to=(report.id,))

    found = derived(report, silence)

    assert [one.kind for one in found.relations] == [RelationKind.DECLINES]
    assert "XA" in [one.actor for one in found.positions]


def test_a_softened_denial_revises() -> None:
    denial = claim("d1", 10, BY_A, act=Act.DISMISS, polarity=Polarity.NEGATIVE, modality=PRESENT)
    hint = claim("d3", 20, BY_A, act=Act.HINT, modality=PRESENT, certainty=Certainty.POSSIBLE)

    (relation,) = derived(denial, hint).relations

    assert (relation.source, relation.kind) == (hint.id, RelationKind.REVISES)


def test_a_publisher_that_retracts_takes_back_its_earlier_report() -> None:
    report = claim("d1", 10, chain("Gazette"), modality=DONE)
    papers = {**PAPERS, "d5": context("d5", "2031-03-20", "Gazette")}
    retraction = claim("d5", 20, chain("Gazette"), act=Act.RETRACT, polarity=Polarity.NEGATIVE, modality=DONE)

    (relation,) = link([report, retraction], papers).relations

    assert (relation.source, relation.kind) == (retraction.id, RelationKind.RETRACTS)


def test_a_headline_counts_for_nothing_and_only_differs() -> None:
    flag = (Flag(FlagKind.HEADLINE, "a title"),)
    title = claim("d1", 0, chain("Gazette"), count=number(9000), modality=PRESENT, flags=flag)
    body = claim("d1", 10, BY_A, count=number(1200), modality=PRESENT)
    other = claim("d2", 10, BY_B, count=number(9000), modality=PRESENT)

    found = derived(title, body, other)

    assert (RelationKind.DIFFERS, title.id) in [(one.kind, one.source) for one in found.relations]
    assert all(title.id not in one.claims for one in (*found.statements, *found.origins, *found.events))


def test_requests_of_two_states_do_not_corroborate() -> None:
    one = claim("d1", 10, BY_A, act=Act.REQUEST)
    other = claim("d2", 20, BY_B, act=Act.REQUEST)

    assert kinds(one, other) == []


def test_a_stated_link_between_events() -> None:
    cause = claim("d1", 10, BY_B, question=ATTACK, modality=DONE, when=day("2031-03-01"))
    link_ = StatedLink(RelationKind.RESPONDS_TO, cause.id, Span(40, 51))
    answer = claim("d1", 30, chain("Gazette"), modality=DONE, when=day("2031-03-02"), links=(link_,))

    found = derived(cause, answer)

    assert [(one.kind, one.by) for one in found.relations] == [(RelationKind.RESPONDS_TO, "Gazette")]
    assert [one.responds_to for one in found.events] == [(), (cause.id,)]


def test_figures_keep_modalities_apart_and_echoes_out() -> None:
    found = derived(
        claim("d1", 10, BY_A, count=number(9000)),
        claim("d2", 20, BY_A, count=number(9000)),
        claim("d1", 30, BY_A, count=number(1200), modality=PRESENT),
        claim("d3", 20, BY_M, count=number(1300), modality=PRESENT),
    )

    assert [(one.modality, len(one.points)) for one in found.figures] == [("planned", 1), ("present", 2)]


def test_a_stated_revision_joins_the_earlier_value_in_the_series() -> None:
    early = claim("d3", 10, chain("Lantern"), count=number(3000), modality=PRESENT)
    note = StatedLink(RelationKind.REVISES, early.id, Span(40, 51))
    late = claim("d3", 20, BY_A, count=number(10_000), modality=PRESENT, where=(place("g1"),), links=(note,))

    (figure,) = derived(early, late).figures

    assert [(one.claim, one.revises) for one in figure.points] == [(early.id, None), (late.id, early.id)]


def test_positions_follow_the_day_of_speech() -> None:
    late = claim("d1", 10, BY_A, said=day("2031-03-05"))
    early = claim("d2", 20, BY_A, act=Act.DENY, polarity=Polarity.NEGATIVE, said=day("2031-03-01"))

    (position,) = derived(late, early).positions

    assert [point.claim for point in position.points] == [early.id, late.id]


def test_what_an_unnamed_source_says_of_a_ministry_is_not_its_position() -> None:
    told = claim("d1", 10, chain("Gazette", UNNAMED, MINISTRY_A), witness=1)

    assert derived(told).positions == ()


def test_foreign_ministry_and_state_are_one_position() -> None:
    one = claim("d1", 10, chain("Gazette", source("XA.ministry:foreign")))
    other = claim("d2", 20, chain("Courier", source("XA", SourceKind.GOVERNMENT)))

    assert [one.actor for one in derived(one, other).positions] == ["XA"]


def test_rebuilding_with_a_claim_twice_changes_nothing() -> None:
    one = claim("d1", 10, BY_A)

    assert derived(one, one) == derived(one)


def test_deploy_is_the_question_of_the_statement() -> None:
    (statement,) = derived(claim("d1", 10, BY_A)).statements

    assert statement.question == DEPLOY


def test_state_media_and_its_agency_are_one_mouth_even_where_a_slot_is_open() -> None:
    one = claim(
        "d1",
        10,
        chain("Gazette", source("KP.state-media", SourceKind.STATE_MEDIA)),
        question=Question("enlist", None, None, "volunteer"),
        count=number(1_400_000, of="volunteer"),
        modality=DONE,
        when=day("2031-03-04"),
    )
    other = claim(
        "d1",
        30,
        chain("Gazette", source("kcna", SourceKind.STATE_MEDIA, at=15)),
        question=Question("enlist", "KP", None, "volunteer"),
        count=number(2_000_000, of="volunteer", exact=False),
        modality=DONE,
    )

    assert kinds(one, other) == ["inconsistent"]


def test_a_denial_denies_no_report_made_after_it() -> None:
    denial = claim("d1", 10, BY_A, act=Act.DENY, polarity=Polarity.NEGATIVE, modality=PRESENT)
    report = claim("d3", 20, BY_B, said=day("2031-03-26"))

    assert kinds(denial, report) == []


def test_a_denial_leaves_hints_and_conditions_alone() -> None:
    denial = claim("d2", 10, BY_A, act=Act.DENY, polarity=Polarity.NEGATIVE, modality=PRESENT)
    hint = claim("d1", 20, BY_B, act=Act.HINT, modality=PRESENT)
    condition = claim("d1", 30, BY_B, modality=Modality.CONDITIONAL)

    assert "denies" not in kinds(denial, hint, condition)


def test_what_was_said_before_is_revised_by_the_rest_of_its_text() -> None:
    before = replace(day("2031-03-01"), value="PAST_REF", start=None, end=None, precision=None)
    early = claim("d1", 10, BY_A, act=Act.DISMISS, polarity=Polarity.NEGATIVE, modality=PRESENT, said=before)
    late = claim("d1", 30, BY_A, modality=PRESENT)

    (relation,) = derived(early, late).relations

    assert (relation.source, relation.kind) == (late.id, RelationKind.REVISES)


def test_a_reprint_keeps_the_night_of_its_original() -> None:
    prints = tuple(range(64))
    papers = contexts(
        context("d1", "2031-03-06", "Gazette", fingerprint=prints),
        context("d2", "2031-03-10", "Courier", fingerprint=prints),
    )
    nights = [replace(day(iso), anchor="published") for iso in ("2031-03-05", "2031-03-09")]
    one, other = (
        claim(document, 10, chain(paper), question=LOCAL, modality=DONE, when=night)
        for document, paper, night in zip(("d1", "d2"), ("Gazette", "Courier"), nights, strict=True)
    )

    assert [one.kind for one in link([one, other], papers).relations] == [RelationKind.REPEATS]


def test_pronouns_answer_nothing_in_common() -> None:
    pronouns = Question("be", None, None, "be")

    assert kinds(claim("d1", 10, BY_A, question=pronouns), claim("d1", 30, BY_B, question=pronouns)) == []


def test_a_question_of_one_slot_needs_time_and_place() -> None:
    hurt = Question("injure", None, None, "person")
    there = {"question": hurt, "modality": DONE, "when": day("2031-03-05")}
    placed = {**there, "where": (place("g1"),)}

    assert kinds(claim("d1", 10, BY_A, **there), claim("d2", 20, BY_B, **there)) == []
    assert kinds(claim("d1", 10, BY_A, **placed), claim("d2", 20, BY_B, **placed)) == ["corroborates"]


def test_one_mention_of_two_sources_is_one_point() -> None:
    one = claim("d1", 10, BY_A, count=number(3000), modality=PRESENT)
    other = replace(
        claim("d1", 10, BY_B, count=number(3000), modality=PRESENT), anchor=replace(one.anchor, source=9)
    )

    (figure,) = derived(one, other).figures

    assert len(figure.points) == 1


def test_a_witness_that_gives_its_number_again_is_no_look_alike() -> None:
    unit = Question("form", "XA", None, "unit")
    one = claim("d1", 10, BY_A, count=number(3000))
    other = claim("d2", 20, BY_A, count=number(3000, of="unit"), question=unit)

    assert kinds(one, other) == []


def test_every_relation_gives_its_reason() -> None:
    found = derived(claim("d1", 10, BY_A), claim("d2", 20, BY_B), claim("d2", 30, BY_A))

    assert all(one.because and one.by for one in found.relations)


def test_one_holder_on_two_undated_events_is_not_inconsistent() -> None:
    hurt = Question("injure", None, "XB", "person")
    via = chain("Gazette", MINISTRY_A)
    one = claim("d1", 10, via, question=hurt, modality=DONE, count=number(12, of="person"))
    other = claim("d1", 30, via, question=hurt, modality=DONE, count=number(5, of="person"))

    assert kinds(one, other) == []


def test_two_holders_on_undated_events_of_one_text_differ_and_do_not_conflict() -> None:
    hurt = Question("injure", None, "XB", "person")
    one = claim("d1", 10, BY_A, question=hurt, modality=DONE, count=number(12, of="person"))
    other = claim("d1", 30, BY_B, question=hurt, modality=DONE, count=number(5, of="person"))

    assert kinds(one, other) == ["differs"]


def test_a_number_called_a_part_of_another() -> None:
    whole = claim("d1", 10, BY_A, count=number(9000))
    share = replace(number(300), at=Span(980, 983), part_of_at=Span(960, 964))
    part = claim("d1", 30, BY_A, count=share, question=Question("die", "XA", None, "troop"), modality=DONE)

    (relation,) = derived(whole, part).relations

    assert (relation.source, relation.target, relation.kind) == (part.id, whole.id, RelationKind.PART_OF)


def test_a_verb_whose_object_is_a_clause_answers_no_common_question() -> None:
    urge = Question("urge", "XA", "XB", None)

    assert kinds(claim("d1", 10, BY_A, question=urge), claim("d1", 30, BY_B, question=urge)) == []
    assert kinds(claim("d1", 10, BY_A, question=urge), claim("d2", 30, BY_B, question=urge)) == []
