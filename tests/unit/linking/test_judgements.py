"""What holds of each matter after all that people decided, in whatever order it came."""

from __future__ import annotations

from tests.unit.linking.decided import CLOSE, MOVED, correct, decide, grade, mark, of_source, undo
from twosource.linking.following import ORPHAN, Followed
from twosource.linking.judgements import Found, Judgements
from twosource.model.decision import SourceMark
from twosource.model.vocabulary import CorrectedField, DecisionKind, Following


def test_the_latest_of_several_grades_holds_and_the_rest_are_its_history() -> None:
    first, second = grade(MOVED, "2", 1), grade(MOVED, "4", 2, by="Ben")

    judged = Judgements.of((second, first))

    assert judged.grade_of_claim(MOVED.id) == second
    assert judged.history_of(MOVED.id) == (first, second)


def test_a_fraction_of_a_second_later_is_later() -> None:
    early = decide(DecisionKind.GRADE_CLAIM, 1, claims=(mark(MOVED),), value="2")
    late = type(early)(early.kind, early.by, "2031-05-01T10:00:00.5Z", early.because, early.claims, value="5")

    assert Judgements.of((early, late)).grade_of_claim(MOVED.id) == late


def test_an_undone_decision_gives_way_to_the_one_before_it() -> None:
    first, second = grade(MOVED, "2", 1), grade(MOVED, "4", 2)
    back = undo(second, 3)

    judged = Judgements.of((first, second, back))

    assert judged.grade_of_claim(MOVED.id) == first
    assert judged.undone == {second.id: back}
    assert judged.history_of(MOVED.id) == (first, second, back)


def test_an_undo_that_is_undone_takes_nothing_back() -> None:
    first, second = grade(MOVED, "2", 1), grade(MOVED, "4", 2)
    back = undo(second, 3)

    assert Judgements.of((undo(back, 4), first, back, second)).grade_of_claim(MOVED.id) == second


def test_the_axes_are_matters_of_their_own() -> None:
    credibility = grade(MOVED, "2", 1)
    likely = decide(DecisionKind.LIKELIHOOD, 2, claims=(mark(MOVED),), value="likely")
    reliability = of_source(DecisionKind.GRADE_SOURCE, "body:ministry", 3, value="B")

    judged = Judgements.of((credibility, likely, reliability))

    assert judged.grade_of_claim(MOVED.id) == credibility
    assert judged.likelihood_of(MOVED.id) == likely
    assert judged.grade_of_source("body:ministry") == reliability


def test_the_later_of_a_link_and_a_parting_holds_whichever_claim_is_named_first() -> None:
    pair = tuple(sorted((MOVED.id, CLOSE.id)))
    joined = decide(DecisionKind.MUST_LINK, 1, claims=(mark(MOVED), mark(CLOSE)))
    parted = decide(DecisionKind.CANNOT_LINK, 2, claims=(mark(CLOSE), mark(MOVED)))

    judged = Judgements.of((joined, parted))

    assert (dict(judged.must), dict(judged.cannot)) == ({}, {pair: parted})
    assert dict(Judgements.of((joined, parted, undo(parted, 3))).must) == {pair: joined}


def test_corrections_of_different_fields_hold_together_and_of_one_field_the_latest() -> None:
    act = correct(MOVED, CorrectedField.ACT, '"deny"', 1)
    again = correct(MOVED, CorrectedField.ACT, '"hint"', 3)
    kind = correct(MOVED, CorrectedField.KIND, "null", 2)

    assert Judgements.of((again, act, kind)).corrections_of(MOVED.id) == (kind, again)


def test_numbers_are_corrected_each_by_its_own_words() -> None:
    one = correct(MOVED, CorrectedField.QUANTITY, "null", 1, "300 guards")
    other = correct(MOVED, CorrectedField.QUANTITY, "null", 2, "2 April")

    assert Judgements.of((one, other)).corrections_of(MOVED.id) == (one, other)


def test_every_note_stays() -> None:
    notes = tuple(
        decide(DecisionKind.NOTE, day, claims=(mark(MOVED),), value=f"note {day}") for day in (1, 2)
    )

    assert Judgements.of(notes).notes_on(MOVED.id) == notes


def test_withdrawals_are_told_apart_by_what_they_withdraw() -> None:
    claim = decide(DecisionKind.WITHDRAW, 1, claims=(mark(MOVED),))
    document = decide(DecisionKind.WITHDRAW, 2, document=MOVED.document)
    source = of_source(DecisionKind.WITHDRAW, "body:ministry", 3)

    judged = Judgements.of((claim, document, source))

    assert dict(judged.withdrawn_claims) == {MOVED.id: claim}
    assert dict(judged.withdrawn_documents) == {MOVED.document: document}
    assert dict(judged.withdrawn_sources) == {"body:ministry": source}


def test_an_alias_and_a_group_are_by_key() -> None:
    alias = of_source(
        DecisionKind.ALIAS, "body:the ministry", 1, same_as=SourceMark("body:ministry", "ministry")
    )
    group = of_source(DecisionKind.GROUP, "outlet:courier", 2, value="Oster Press")

    judged = Judgements.of((alias, group))

    assert judged.aliases == {"body:the ministry": "body:ministry"}
    assert judged.groups == {"outlet:courier": "Oster Press"}


def test_a_source_graded_under_two_names_has_the_later_grade() -> None:
    rows = (
        of_source(DecisionKind.GRADE_SOURCE, "body:ministry", 1, value="B"),
        of_source(DecisionKind.GRADE_SOURCE, "body:the ministry", 2, value="D"),
    )

    found = Judgements.of(rows).grade_of_source("body:ministry", lambda key: key.replace("the ", ""))

    assert found == rows[1]


def test_a_decision_holds_of_the_claim_where_it_is_found_now() -> None:
    old = grade(MOVED, "2", 1)
    found = Found({mark(MOVED): Followed(CLOSE.id, Following.SAME_CONTENT)})

    assert Judgements.of((old,), found).grade_of_claim(CLOSE.id) == old


def test_a_decision_whose_claim_is_not_found_holds_of_nothing_and_is_listed() -> None:
    old, back = grade(MOVED, "2", 1), grade(MOVED, "3", 2)
    found = Found({mark(MOVED): ORPHAN})

    judged = Judgements.of((old, back, undo(back, 3)), found)

    assert (judged.grade_of_claim(MOVED.id), judged.orphans) == (None, (old,))


def test_a_link_of_which_one_claim_is_not_found_is_an_orphan() -> None:
    joined = decide(DecisionKind.MUST_LINK, 1, claims=(mark(MOVED), mark(CLOSE)))

    judged = Judgements.of((joined,), Found({mark(CLOSE): ORPHAN}))

    assert (dict(judged.must), judged.orphans) == ({}, (joined,))


def test_an_unnamed_source_is_known_by_its_place_in_the_document() -> None:
    here = SourceMark(None, "a source", MOVED.document, 1080)
    row = decide(DecisionKind.WITHDRAW, 1, source=here)

    assert set(Judgements.of((row,)).withdrawn_sources) == {f"{MOVED.document}:1080"}
    assert Judgements.of((row,), Found(sources={here: None})).orphans == (row,)
