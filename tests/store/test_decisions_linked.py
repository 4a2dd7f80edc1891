"""What linking makes of decisions: only their neighbourhood is derived anew, and it is what a relink from nothing gives."""

from __future__ import annotations

from dataclasses import replace
from random import Random

import pytest

from twosource.linking.following import mark_of
from twosource.model.claim import Claim, Question
from twosource.model.decision import Correction, Decision, SourceMark
from twosource.model.document import Document, Piece
from twosource.model.measure import When
from twosource.model.vocabulary import (
    Act,
    ChangeKind,
    CorrectedField,
    DecisionKind,
    Polarity,
    RelationKind,
    SourceKind,
    TimePrecision,
)
from twosource.store.base import Entry, Lens
from twosource.store.ledger import Ledger, open_ledger

from .made import LATER_RUN, claim_of, document_of, entry_of, span_of

EVEN_LATER = replace(LATER_RUN, code="0.3")
PAPERS = ("Harbour Post", "Bay Courier", "Island Gazette")


def told(paper: str, day: int) -> tuple[Entry, Document, tuple[Claim, ...]]:
    """A paper's report of the ferry, of a mission of its own and of a source without a name."""
    capture, document = document_of(
        f"The {paper} mission said the ferry sank on Monday. It rained.\nA source denied it.",
        name=f"{paper}.txt",
        publisher=paper,
        published=f"2031-04-{day:02}",
    )
    document = replace(document, fingerprint=(day, 10 * day, 100 * day))
    monday = When(span_of(document, "on Monday"), "2031-03-31", "2031-03-31", "2031-04-01", TimePrecision.DAY)
    sank = claim_of(document, "the ferry sank", "sank", source=f"The {paper} mission", when=monday)
    denied = claim_of(
        document, "denied it", "denied", source="A source", act=Act.DENY, polarity=Polarity.NEGATIVE
    )
    claims = (
        by(sank, id=mission_key(paper)),
        by(denied, kind=SourceKind.UNNAMED, id=None, first=denied.holder.source.at),
    )
    claims = tuple(replace(one, question=Question("sink", "XA", None, "ferry")) for one in claims)
    return entry_of(capture, document, claims), document, claims


def by(claim: Claim, **changes: object) -> Claim:
    """The claim of a source that differs."""
    hop = claim.holder
    return replace(
        claim,
        chain=(*claim.chain[:-1], replace(hop, source=replace(hop.source, **changes))),  # type: ignore[arg-type]
    )


def mission_key(paper: str) -> str:
    return f"body:{paper.casefold()} mission"


REPORTS = tuple(told(paper, day) for day, paper in enumerate(PAPERS, start=2))


def decide(kind: DecisionKind, second: int, **fields: object) -> Decision:
    return Decision(kind, "Ada", f"2031-05-01T10:00:{second:02}Z", "seen", **fields)  # type: ignore[arg-type]


def mark(report: int, which: int = 0):
    _, document, claims = REPORTS[report]
    return mark_of(claims[which], document, claims)


def mission(report: int) -> SourceMark:
    return SourceMark(mission_key(PAPERS[report]), f"The {PAPERS[report]} mission")


def unnamed(report: int) -> SourceMark:
    document = REPORTS[report][1]
    return SourceMark(None, "A source", document.id, document.text.index("A source") + 2)


ALL = (
    decide(DecisionKind.ALIAS, 1, source=mission(1), same_as=mission(0)),
    decide(DecisionKind.ALIAS, 2, source=unnamed(1), same_as=unnamed(0)),
    decide(DecisionKind.GROUP, 3, source=mission(0), value="Oster Press"),
    decide(DecisionKind.GROUP, 4, source=mission(2), value="Oster Press"),
    decide(DecisionKind.WITHDRAW, 5, source=mission(2)),
    decide(DecisionKind.WITHDRAW, 6, document=REPORTS[1][1].id),
    decide(DecisionKind.WITHDRAW, 7, claims=(mark(0),)),
    decide(DecisionKind.WITHDRAW, 8, source=unnamed(2)),
    decide(DecisionKind.CANNOT_LINK, 9, claims=(mark(0), mark(1))),
    decide(DecisionKind.MUST_LINK, 10, claims=(mark(1), mark(2))),
    decide(
        DecisionKind.CORRECT,
        11,
        claims=(mark(2),),
        correction=Correction(CorrectedField.POLARITY, '"negative"'),
    ),
    decide(DecisionKind.GRADE_CLAIM, 12, claims=(mark(2),), value="2"),
    decide(DecisionKind.NOTE, 13, document=REPORTS[2][1].id, value="ask"),
)


@pytest.fixture
def linked(path):
    with open_ledger(path, create=True) as ledger:
        for entry, _, _ in REPORTS:
            ledger.record(entry)
        yield ledger


def independent(ledger: Ledger) -> list[int]:
    """How many independent origins each statement that it sank has."""
    return [
        row.statement.independent_origins
        for row in ledger.statements()
        if row.statement.polarity == "positive"
    ]


@pytest.mark.parametrize("decision", ALL, ids=lambda one: f"{one.kind}-{one.at[17:19]}")
def test_a_decision_and_its_undoing_are_derived_as_from_nothing(linked, decision) -> None:
    before = (linked.statements(), linked.relations(), linked.figures(), linked.positions(), linked.events())

    linked.decide([decision])
    assert linked.relink() == 0
    linked.decide([decide(DecisionKind.UNDO, 59, undoes=decision.id)])

    assert linked.relink() == 0
    after = (linked.statements(), linked.relations(), linked.figures(), linked.positions(), linked.events())
    assert after == before


@pytest.mark.parametrize("seed", range(6))
def test_decisions_and_readings_in_any_order_are_derived_as_from_nothing(path, seed) -> None:
    random = Random(seed)
    undone = [decide(DecisionKind.UNDO, 40 + n, undoes=one.id) for n, one in enumerate(random.sample(ALL, 4))]
    steps = [*ALL, *undone, *(entry for entry, _, _ in REPORTS)]
    random.shuffle(steps)
    with open_ledger(path, create=True) as ledger:
        for step in steps:
            if isinstance(step, Decision):
                ledger.decide([step])
            else:
                ledger.record(step)
            assert ledger.relink() == 0, step
        assert ledger.orphans() == ()


def test_missions_that_are_one_count_once(linked) -> None:
    assert independent(linked) == [3]

    linked.decide([ALL[0]])

    assert independent(linked) == [2]


def test_claims_that_are_kept_apart_are_two_statements_and_claims_that_are_joined_one(linked) -> None:
    linked.decide([ALL[8]])
    assert len(independent(linked)) == 2

    linked.decide([decide(DecisionKind.MUST_LINK, 20, claims=(mark(1), mark(0)))])
    assert len(independent(linked)) == 1


def test_a_withdrawn_source_takes_its_claim_out_of_the_count_and_deletes_nothing(linked) -> None:
    done = linked.decide([ALL[4]])

    assert independent(linked) == [2]
    (claim,) = [row for row in linked.claims() if row.withdrawn is not None]
    assert claim.id == REPORTS[2][2][0].id
    found = linked.at(Lens(as_of=done.change)).changes(Lens(as_of=done.change - 1))
    assert [(one.kind, one.row.id) for one in found.claims] == [(ChangeKind.WITHDRAWN, claim.id)]
    counts = [
        (one.before.statement.independent_origins, one.after.statement.independent_origins)
        for one in found.statements
        if one.before is not None and one.after is not None
    ]
    assert (3, 2) in counts


def test_an_unnamed_source_read_elsewhere_in_the_page_is_still_the_one_that_it_was_said_to_be(linked) -> None:
    linked.decide([ALL[1]])
    entry, document, (sank, denied) = REPORTS[0]
    text = document.text.replace("It rained.", "")
    _, shorter = document_of(text, publisher=PAPERS[0], published="2031-04-02")
    moved = replace(
        document,
        text=text,
        blocks=shorter.blocks,
        raw_map=replace(document.raw_map, pieces=_pieces_without(document, "It rained.")),
    )
    shift = len("It rained.")
    hop = denied.chain[-1]
    at = _back(hop.source.at, shift)
    again = replace(
        denied,
        head=_back(denied.head, shift),
        extent=(_back(denied.extent[0], shift),),
        participants=(),
        chain=(denied.chain[0], replace(hop, at=(at,), source=replace(hop.source, at=at, first=at))),
    )

    linked.record(replace(entry_of(entry.capture, moved, (sank, again), run=LATER_RUN), stated=entry.stated))

    assert linked.orphans() == ()
    assert linked.relink() == 0
    keys = {row.origin.id for row in linked.claims() if row.claim.act == "deny"}
    assert len(keys) == 2
    assert not any(
        row.relation.kind is RelationKind.CORROBORATES
        for row in linked.relations()
        if row.source.claim.act == "deny"
    )


def test_what_was_recorded_and_out_then_does_not_depend_on_what_was_decided_since(linked, tmp_path) -> None:
    recorded = linked.moment().number
    linked.decide(ALL)

    with linked.at(Lens(recorded, "2031-04-03")) as seen, open_ledger(tmp_path / "o.db", create=True) as out:
        for entry, _, _ in REPORTS[:2]:
            out.record(entry)
        assert everything(seen) == everything(out)


def everything(ledger: Ledger) -> list[object]:
    """All that is derived, as views show it."""
    parts = (
        ledger.statements,
        ledger.relations,
        ledger.figures,
        ledger.positions,
        ledger.events,
        ledger.gaps,
    )
    return [part() for part in parts]


def test_a_claim_that_a_new_reading_gives_back_to_its_decision_frees_the_one_that_stood_in(linked) -> None:
    entry, document, (sank, denied) = REPORTS[0]
    ferry = span_of(document, "ferry sank").start
    other = replace(sank, head=type(sank.head)(ferry, ferry + 5), anchor=replace(sank.anchor, head=ferry + 2))
    alone = mark_of(sank, document, (sank, denied))
    linked.record(entry_of(entry.capture, document, (other, denied), run=LATER_RUN))
    linked.decide([decide(DecisionKind.WITHDRAW, 1, claims=(alone,))])
    linked.decide([decide(DecisionKind.MUST_LINK, 2, claims=(alone, mark(1, 1)))])
    assert taken_back(linked) == {other.id}

    linked.record(entry_of(entry.capture, document, (sank, other, denied), run=EVEN_LATER))

    assert taken_back(linked) == {sank.id}
    assert linked.relink() == 0


def taken_back(ledger: Ledger) -> set[str]:
    return {row.id for row in ledger.claims() if row.withdrawn is not None}


def _back(span, by):
    return type(span)(span.start - by, span.end - by)


def _pieces_without(document: Document, words: str):
    start = document.text.index(words)
    end = start + len(words)
    out = []
    for piece in document.raw_map.pieces:
        if piece.start <= start < piece.end:
            shift = start - piece.start
            out.append(Piece(piece.start, start, piece.raw_start, piece.raw_start + shift))
            if piece.end > end:
                out.append(
                    Piece(start, piece.end - len(words), piece.raw_start + end - piece.start, piece.raw_end)
                )
        else:
            moved = len(words) if piece.start >= end else 0
            out.append(Piece(piece.start - moved, piece.end - moved, piece.raw_start, piece.raw_end))
    return tuple(out)
