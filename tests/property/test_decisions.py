"""What decisions leave does not depend on the order in which they came, nor on a new reading that changes no anchor."""

from __future__ import annotations

from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from tests.property.strategies import words
from tests.unit.linking.decided import CLOSE, MOVED, TEXT, claim, document
from twosource.linking.actors import KeyActors
from twosource.linking.corrections import effective
from twosource.linking.following import are_different, follow_all, mark_of
from twosource.linking.judged_actors import JudgedActors, canonical_of
from twosource.linking.judgements import Judgements
from twosource.model.claim import Claim
from twosource.model.codec import dumps, loads
from twosource.model.decision import Correction, Decision, SourceMark
from twosource.model.span import Span
from twosource.model.vocabulary import (
    Act,
    Certainty,
    CorrectedField,
    DecisionKind,
    Following,
    Modality,
    Polarity,
)

READING = (
    MOVED,
    CLOSE,
    claim("said", "said that Velm moved about 300 guards to Hask on 2 April 2031", None),
    claim("guards", "about 300 guards to Hask"),
    claim("ferry", "close the ferry", "A source"),
)
DOCUMENT = document()
MARKS = tuple(mark_of(one, DOCUMENT, READING) for one in READING)
KEYS = st.sampled_from(["body:a", "body:b", "body:c", "outlet:d", "XA.ministry:defence"])
TOKENS = {
    CorrectedField.ACT: list(Act),
    CorrectedField.CERTAINTY: list(Certainty),
    CorrectedField.POLARITY: list(Polarity),
    CorrectedField.MODALITY: list(Modality),
}


@st.composite
def decisions(draw: st.DrawFn) -> Decision:
    """One decision that is no undo, on few matters and few days, so that they meet."""
    kind = draw(st.sampled_from([kind for kind in DecisionKind if kind is not DecisionKind.UNDO]))
    day = draw(st.integers(1, 4))
    base = Decision(kind, draw(st.sampled_from(["Ada", "Ben"])), f"2031-05-{day:02}T10:00:00Z", draw(words))
    marks = st.sampled_from(MARKS)
    if kind in (DecisionKind.MUST_LINK, DecisionKind.CANNOT_LINK):
        pair = draw(st.lists(marks, min_size=2, max_size=2, unique=True))
        return replace(base, claims=tuple(pair))
    if kind in (DecisionKind.GRADE_SOURCE, DecisionKind.GROUP):
        key = draw(KEYS)
        return replace(base, source=SourceMark(key, key), value=draw(st.sampled_from("ABC")))
    if kind is DecisionKind.ALIAS:
        one, other = draw(KEYS), draw(KEYS)
        return replace(base, source=SourceMark(one, one), same_as=SourceMark(other, other))
    if kind is DecisionKind.CORRECT:
        field = draw(st.sampled_from(list(TOKENS)))
        value = f'"{draw(st.sampled_from(TOKENS[field]))}"'
        return replace(base, claims=(draw(marks),), correction=Correction(field, value))
    if kind is DecisionKind.WITHDRAW and draw(st.booleans()):
        return replace(base, document=MOVED.document)
    return replace(base, claims=(draw(marks),), value=draw(st.sampled_from("123")))


@st.composite
def logs(draw: st.DrawFn) -> list[Decision]:
    """A log with undos of its decisions, and undos of those."""
    log = draw(st.lists(decisions(), max_size=8))
    for _ in range(draw(st.integers(0, 4)) if log else 0):
        target = draw(st.sampled_from(log))
        day = draw(st.integers(1, 9))
        log.append(Decision(DecisionKind.UNDO, "Ada", f"2031-06-{day:02}T10:00:00Z", "", undoes=target.id))
    return log


@given(logs(), st.randoms(use_true_random=False))
def test_the_judgements_of_a_log_are_the_same_in_any_order_and_however_often_it_comes(log, random) -> None:
    shuffled = [*log, *log[:2]]
    random.shuffle(shuffled)

    assert Judgements.of(shuffled) == Judgements.of(log)


@given(logs())
def test_a_log_written_down_and_read_again_gives_the_same_judgements(log) -> None:
    assert Judgements.of(loads(Decision, dumps(one)) for one in log) == Judgements.of(log)


@given(logs())
def test_of_every_matter_the_latest_that_is_not_undone_holds(log) -> None:
    judged = Judgements.of(log)

    for matter, rows in judged.history.items():
        standing = [row for row in rows if row.id not in judged.undone]
        assert judged.live.get(matter) == (standing[-1] if standing else None)
    assert not set(judged.must) & set(judged.cannot)


@given(logs())
def test_undoing_an_undo_brings_back_what_was(log) -> None:
    before = Judgements.of(log)
    for row in before.live.values():
        back = Decision(DecisionKind.UNDO, "Ada", "2031-07-01T10:00:00Z", "", undoes=row.id)
        again = Decision(DecisionKind.UNDO, "Ada", "2031-07-02T10:00:00Z", "", undoes=back.id)
        assert row not in Judgements.of([*log, back]).live.values()
        assert Judgements.of([again, *log, back]).live == before.live


@st.composite
def readings(draw: st.DrawFn) -> tuple[Claim, ...]:
    """Another reading of the document: some claims gone, others with other sources or words, in any order."""
    out = []
    for one in draw(st.permutations(READING)):
        fate = draw(st.sampled_from(["kept", "kept", "gone", "moved", "cut"]))
        if fate == "gone":
            continue
        if fate == "moved":
            head = draw(st.sampled_from(READING)).head
            one = replace(one, head=head, anchor=replace(one.anchor, head=1000 + head.start))
        if fate == "cut":
            (at, *_) = one.extent
            one = replace(one, extent=(Span(at.start, max(at.start + 1, at.end - draw(st.integers(0, 30)))),))
        out.append(one)
    return tuple({one.id: one for one in out}.values())


@given(st.permutations(READING), st.data())
def test_a_reading_that_changes_no_anchor_keeps_every_decision(claims, data) -> None:
    now = tuple(replace(one, act=data.draw(st.sampled_from(list(Act))), extent=(one.head,)) for one in claims)

    found = follow_all(MARKS, now, DOCUMENT)

    assert {mark: one.claim for mark, one in found.items()} == {mark: mark.anchor.claim_id for mark in MARKS}
    assert {one.how for one in found.values()} == {Following.SAME_ANCHOR}


@given(readings(), st.randoms(use_true_random=False))
def test_no_two_decisions_of_different_claims_are_found_on_one(now, random) -> None:
    found = follow_all(MARKS, now, DOCUMENT)

    shuffled = list(now)
    random.shuffle(shuffled)
    assert follow_all(reversed(MARKS), shuffled, DOCUMENT) == found
    landed = [(mark, one.claim) for mark, one in found.items() if one.claim is not None]
    assert {claim for _, claim in landed} <= {one.id for one in now}
    for mark, name in landed:
        for other, same in landed:
            assert name != same or not are_different(mark, other)


@given(st.lists(st.tuples(KEYS, KEYS), max_size=8), st.randoms(use_true_random=False))
def test_aliases_part_the_sources_the_same_in_any_order_and_one_stands_for_each(pairs, random) -> None:
    shuffled = list(pairs)
    random.shuffle(shuffled)
    canonical = canonical_of(pairs)

    assert canonical_of(shuffled) == canonical
    for one, other in pairs:
        assert canonical.get(one, one) == canonical.get(other, other)
    assert all(chosen not in canonical for chosen in canonical.values())
    judged = JudgedActors(KeyActors(), dict(pairs), {})
    assert all(judged.same_as(judged.same_as(key)) == judged.same_as(key) for key, _ in pairs)


@given(st.sampled_from(READING), st.data())
def test_a_correction_written_back_restores_the_field_and_never_touches_the_id(one, data) -> None:
    field = data.draw(st.sampled_from(list(TOKENS)))
    value = data.draw(st.sampled_from(TOKENS[field]))
    rows = [
        Decision(
            DecisionKind.CORRECT,
            "Ada",
            f"2031-05-0{day}T10:00:00Z",
            "",
            (mark_of(one, DOCUMENT, READING),),
            correction=Correction(field, f'"{each}"'),
        )
        for day, each in ((1, value), (2, getattr(one, field.value)))
    ]

    first, both = effective(one, rows[:1], DOCUMENT), effective(one, rows, DOCUMENT)

    assert getattr(first.claim, field.value) == value
    assert replace(both.claim, flags=one.flags) == one
    assert (first.claim.id, first.claim.anchor) == (one.id, one.anchor)
    assert [row.problem for row in both.corrected] == [None, None]
    assert len(TEXT) == len(DOCUMENT.text)
