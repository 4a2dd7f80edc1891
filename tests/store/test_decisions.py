"""Decisions in a ledger: appended for good, found again after a reading anew, and told with what they did."""

from __future__ import annotations

from dataclasses import replace

import pytest

from twosource.errors import InputError, NotFoundError
from twosource.linking.following import mark_of
from twosource.model.codec import dumps
from twosource.model.decision import Correction, Decision, SourceMark
from twosource.model.span import Span
from twosource.model.vocabulary import (
    Act,
    CorrectedField,
    DecisionKind,
    FlagKind,
    Following,
    Modality,
    RelationKind,
)
from twosource.store.base import ClaimQuestion, Lens
from twosource.store.decisions import parse_log
from twosource.store.ledger import open_ledger

from .made import LATER_RUN, claim_of, document_of, entry_of, ferry, ferry_claims, toy_link

ENTRY = ferry()
SANK, DENIED = ferry_claims(ENTRY.document)


def decide(kind: DecisionKind, day: int = 1, **fields: object) -> Decision:
    return Decision(kind, "Ada", f"2031-05-{day:02}T10:00:00Z", "seen", **fields)  # type: ignore[arg-type]


def mark(claim=SANK):
    return mark_of(claim, ENTRY.document, (SANK, DENIED))


def grade(value: str, day: int = 1, claim=SANK) -> Decision:
    return decide(DecisionKind.GRADE_CLAIM, day, claims=(mark(claim),), value=value)


def correct(field: CorrectedField, value: str, day: int = 1) -> Decision:
    return decide(DecisionKind.CORRECT, day, claims=(mark(),), correction=Correction(field, value))


def read_anew(*claims, text: str | None = None):
    """The same document as a later run read it."""
    capture, document = ENTRY.capture, ENTRY.document
    if text is not None:
        document = replace(document_of(text)[1], id=document.id, capture=document.capture)
    return entry_of(capture, document, claims, run=LATER_RUN)


def changed(ledger, done):
    """What a change did."""
    return ledger.at(Lens(as_of=done.change)).changes(Lens(as_of=done.change - 1))


@pytest.fixture
def ferried(ledger):
    ledger.record(ENTRY)
    return ledger


def test_a_grade_is_kept_and_shown_with_its_claim(ferried) -> None:
    done = ferried.decide([grade("2")])

    assert (done.ids, done.new) == ((grade("2").id,), 1)
    why = ferried.why(SANK.id)
    assert why.judged.credibility == grade("2")
    assert [row.decision for row in why.judged.history] == [grade("2")]
    assert ferried.why(DENIED.id).judged.credibility is None


def test_a_decision_that_is_there_is_not_appended_again(ferried) -> None:
    ferried.decide([grade("2")])

    again = ferried.decide([grade("2")])

    assert (again.new, again.change) == (0, None)
    assert len(ferried.decisions()) == 1


def test_the_log_says_of_each_decision_whether_it_holds(ferried) -> None:
    back = decide(DecisionKind.UNDO, 3, undoes=grade("4", 2).id)
    ferried.decide([back, grade("4", 2), grade("2")])

    rows = ferried.decisions()

    assert [row.decision for row in rows] == [grade("2"), grade("4", 2), back]
    assert [row.holds for row in rows] == [True, False, True]
    assert [row.undone_by for row in rows] == [None, back, None]
    assert rows[0].landings[0].how is Following.SAME_ANCHOR


def test_a_correction_changes_the_effective_claim_and_leaves_what_was_read(ferried) -> None:
    done = ferried.decide([correct(CorrectedField.MODALITY, '"planned"')])

    row = ferried.claim(SANK.id)
    assert (row.claim.modality, row.is_corrected, row.id) == (Modality.PLANNED, True, SANK.id)
    assert row.claim.has_flag(FlagKind.CORRECTED)
    assert [one.before for one in ferried.why(SANK.id).judged.corrected] == ['"done"']
    assert [row.id for row in ferried.claims(ClaimQuestion(modality=Modality.PLANNED))] == [SANK.id]
    assert done.change is not None
    assert ferried.at(Lens(as_of=done.change - 1)).claim(SANK.id).claim.modality is Modality.DONE


def test_an_undone_correction_gives_the_claim_back_as_it_was_read(ferried) -> None:
    row = correct(CorrectedField.MODALITY, '"planned"')
    ferried.decide([row])
    ferried.decide([decide(DecisionKind.UNDO, 2, undoes=row.id)])

    assert ferried.claim(SANK.id).claim == SANK
    assert not ferried.claim(SANK.id).is_corrected


def test_a_correction_is_linked_anew_and_told(ferried) -> None:
    assert [one.relation.kind for one in ferried.relations()] == [RelationKind.DENIES]

    done = ferried.decide([correct(CorrectedField.POLARITY, '"negative"')])

    assert ferried.relations() == ()
    found = changed(ferried, done)
    gone = [(one.before.relation.kind, one.after) for one in found.relations if one.before is not None]
    assert gone == [(RelationKind.DENIES, None)]
    assert [one.row.id for one in found.claims] == [SANK.id]


def test_a_grade_moves_nothing_that_is_derived(ferried) -> None:
    done = ferried.decide([grade("2")])

    found = changed(ferried, done)
    assert (found.claims, found.statements, found.relations, found.positions) == ((), (), (), ())


def test_a_decision_follows_its_claim_over_a_reading_anew(ferried) -> None:
    ferried.decide([grade("2"), correct(CorrectedField.ACT, '"hint"')])
    moved = claim_of(ENTRY.document, "the ferry sank", "sank", source="A lookout")

    ferried.record(read_anew(moved, DENIED))

    row = ferried.claim(moved.id)
    assert row.claim.act is Act.HINT
    assert ferried.why(moved.id).judged.credibility == grade("2")
    assert {landing.how for one in ferried.decisions() for landing in one.landings} == {
        Following.SOURCE_CHANGED
    }


def test_a_decision_whose_claim_is_not_read_any_more_is_listed_and_comes_back(ferried) -> None:
    ferried.decide([grade("2")])

    ferried.record(read_anew(DENIED))
    assert [row.decision for row in ferried.orphans()] == [grade("2")]
    assert [row.holds for row in ferried.decisions()] == [False]

    ferried.record(
        replace(
            read_anew(SANK, DENIED),
            run=replace(LATER_RUN, code="0.3"),
            reading=replace(read_anew(SANK, DENIED).reading, run=replace(LATER_RUN, code="0.3").id),
        )
    )
    assert ferried.orphans() == ()
    assert ferried.why(SANK.id).judged.credibility == grade("2")


def test_what_was_decided_then_is_shown_as_of_then(ferried) -> None:
    first = ferried.decide([grade("2")])
    ferried.decide([grade("4", 2)])

    then = ferried.at(Lens(as_of=first.change))

    assert then.why(SANK.id).judged.credibility == grade("2")
    assert [row.decision for row in then.decisions()] == [grade("2")]


def test_a_log_may_come_before_what_it_is_about(ledger) -> None:
    ledger.decide([grade("2"), correct(CorrectedField.ACT, '"hint"')])
    assert len(ledger.orphans()) == 2

    ledger.record(ENTRY)

    assert ledger.orphans() == ()
    assert ledger.claim(SANK.id).claim.act is Act.HINT


def test_the_log_replayed_on_a_fresh_reading_gives_the_same_state(ferried, tmp_path) -> None:
    undone = grade("5", 3)
    rows = [
        grade("2"),
        correct(CorrectedField.ACT, '"hint"', 2),
        undone,
        decide(DecisionKind.UNDO, 4, undoes=undone.id),
        decide(DecisionKind.NOTE, 5, document=ENTRY.document.id, value="a rumour"),
        decide(DecisionKind.GRADE_SOURCE, 6, source=SourceMark("a_lookout", "A lookout"), value="D"),
    ]
    for row in rows:
        ferried.decide([row])
    text = "\n".join(dumps(row.decision) for row in ferried.decisions())

    with open_ledger(tmp_path / "fresh.db", create=True, linker=toy_link) as fresh:
        fresh.record(ENTRY)
        fresh.decide(parse_log(text, "log.jsonl"))

        assert fresh.decisions() == ferried.decisions()
        assert fresh.why(SANK.id) == ferried.why(SANK.id)
        assert fresh.claims() == ferried.claims()


def test_a_line_of_a_log_that_is_no_decision_is_named(ferried) -> None:
    with pytest.raises(InputError, match=r"log.jsonl: line 2 is no decision"):
        parse_log(f"{dumps(grade('2'))}\n{{}}\n", "log.jsonl")


@pytest.mark.parametrize(
    ("decision", "problem"),
    [
        (grade("7"), "grade_claim is one of 1, 2, 3, 4, 5, 6"),
        (replace(grade("2"), at="yesterday"), "is no instant"),
        (replace(grade("2"), at="2031-05-01T10:00:00"), "has no zone"),
        (replace(grade("2"), by=" "), "who decided"),
        (replace(grade("2"), claims=()), "about 1 claims, not 0"),
        (decide(DecisionKind.MUST_LINK, claims=(mark(),)), "about 2 claims, not 1"),
        (decide(DecisionKind.GRADE_SOURCE, value="B"), "about a source"),
        (decide(DecisionKind.CORRECT, claims=(mark(),)), "corrects no field"),
        (decide(DecisionKind.UNDO), "undoes nothing"),
        (decide(DecisionKind.NOTE, document="d"), "has no words"),
        (decide(DecisionKind.WITHDRAW), "one claim, document or source"),
        (
            decide(
                DecisionKind.ALIAS, source=SourceMark(None, "a source", "d", 3), same_as=SourceMark("p", "P")
            ),
            "never said to be one that has a name",
        ),
    ],
)
def test_a_decision_that_cannot_hold_is_refused_and_nothing_is_appended(ferried, decision, problem) -> None:
    with pytest.raises(InputError, match=problem):
        ferried.decide([grade("3"), decision])

    assert ferried.decisions() == ()


def test_a_source_is_named_by_key_by_name_or_as_a_hop_of_a_claim(ferried) -> None:
    by_key = ferried.mark_of_source("a_lookout")

    assert by_key == SourceMark("a_lookout", "A lookout")
    assert ferried.mark_of_source("a lookout") == by_key
    assert ferried.mark_of_source(f"{DENIED.id[:8]}/2") == by_key
    assert ferried.mark_of_source("Harbour Post").name == "Harbour Post"


@pytest.mark.parametrize("key", ["nobody", f"{DENIED.id}/3", f"{DENIED.id}/0"])
def test_a_source_that_is_not_there_is_refused(ferried, key) -> None:
    with pytest.raises(NotFoundError):
        ferried.mark_of_source(key)


def test_a_claim_is_named_with_what_stood_beside_it(ferried) -> None:
    made, claim = ferried.mark_of_claim(SANK.id[:8])

    assert (made, claim) == (mark(), SANK)
    assert made.content == (
        Span(ENTRY.document.text.index("the ferry") + 2, ENTRY.document.text.index("the ferry") + 16),
    )


def test_a_decision_is_found_by_the_beginning_of_its_id(ferried) -> None:
    ferried.decide([grade("2")])

    assert ferried.decision(grade("2").id[:6]).decision == grade("2")
    with pytest.raises(NotFoundError):
        ferried.decision("beef")


def test_a_ledger_with_decisions_verifies(ferried) -> None:
    ferried.decide([grade("2"), correct(CorrectedField.ACT, '"hint"')])

    assert tuple(ferried.verify()) == ()
