"""A corrected claim keeps its id and its place, has the other value, and says who made it so and what was there before."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

import pytest

from tests.unit.linking.decided import CLOSE, MOVED, OFFSET, TEXT, at, correct, decide, document, mark
from twosource.analysis.actors import load_actors
from twosource.analysis.gazetteer import load_gazetteer
from twosource.errors import InputError
from twosource.linking.corrections import effective, words_of
from twosource.linking.typed import Tables, parse_correction
from twosource.model.attribution import Hop, Source
from twosource.model.claim import Claim, Participant
from twosource.model.decision import Correction, Decision
from twosource.model.document import Document, Piece, RawMap
from twosource.model.measure import Quantity, When
from twosource.model.span import Span
from twosource.model.vocabulary import (
    Act,
    CorrectedField,
    DecisionKind,
    FigureKind,
    FlagKind,
    Modality,
    Naming,
    Role,
    SourceKind,
    TimeDirection,
    TimePrecision,
)

TABLES = Tables(load_gazetteer(), load_actors())
DOC = document()


def typed(field: CorrectedField, value: str, words: str = "", claim: Claim = MOVED) -> Decision:
    """The decision that a reviewer makes by typing."""
    correction = parse_correction(field, value, words, claim, DOC, TABLES)
    return decide(DecisionKind.CORRECT, 1, claims=(mark(claim),), correction=correction)


def corrected(field: CorrectedField, value: str, words: str = "", claim: Claim = MOVED) -> Claim:
    """The claim after a reviewer has typed."""
    return effective(claim, (typed(field, value, words, claim),), DOC).claim


def test_a_token_of_a_closed_list_takes_the_place_of_what_was_read() -> None:
    now = effective(MOVED, (typed(CorrectedField.MODALITY, "planned", "moved"),), DOC)

    assert now.claim.modality is Modality.PLANNED
    assert now.claim.id == MOVED.id
    (done,) = now.corrected
    assert (done.before, done.after, done.problem) == ('"done"', '"planned"', None)
    assert [span.of(TEXT) for span in done.after_at] == ["moved"]
    assert now.claim.flags[-1].kind is FlagKind.CORRECTED
    assert now.claim.flags[-1].because == "modality was done, made planned by Ada on 2031-05-01: seen"


def test_corrections_are_applied_earliest_first() -> None:
    rows = (correct(MOVED, CorrectedField.ACT, '"deny"', 1), correct(MOVED, CorrectedField.ACT, '"hint"', 2))

    now = effective(MOVED, rows, DOC)

    assert now.claim.act is Act.HINT
    assert [(one.before, one.after) for one in now.corrected] == [
        ('"assert"', '"deny"'),
        ('"deny"', '"hint"'),
    ]


def test_a_number_is_read_with_its_bounds_and_stands_at_its_words() -> None:
    (quantity,) = corrected(CorrectedField.QUANTITY, "~350 of guard", "300").quantities

    assert (quantity.low, quantity.high, quantity.approximate) == (Decimal(350), Decimal(350), True)
    assert (quantity.of, quantity.at) == ("guard", at("300"))


@pytest.mark.parametrize(
    ("value", "low", "high"),
    [
        ("10,000", 10000, 10000),
        ("1000-1500", 1000, 1500),
        ("1000..1500", 1000, 1500),
        (">=10", 10, None),
        ("<=10", None, 10),
        ("2.5 km of border", Decimal("2.5"), Decimal("2.5")),
    ],
)
def test_numbers_are_typed_as_bounds(value: str, low: int | None, high: int | None) -> None:
    (quantity,) = corrected(CorrectedField.QUANTITY, value, "300 guards").quantities

    assert (quantity.low, quantity.high) == (low, high)


def test_a_number_added_to_another_is_an_increment_with_a_unit() -> None:
    (quantity,) = corrected(CorrectedField.QUANTITY, "+200 km", "300 guards").quantities

    assert (quantity.figure, quantity.unit) == (FigureKind.INCREMENT, "km")


def test_a_number_takes_the_place_of_the_one_whose_words_it_names_and_of_no_other() -> None:
    numbers = (
        Quantity(at("300"), "guard", at("guards"), "person", Decimal(300), Decimal(300), True),
        Quantity(at("2031"), None, None, None, Decimal(2031), Decimal(2031)),
    )
    claim = replace(MOVED, quantities=numbers)

    now = corrected(CorrectedField.QUANTITY, "30", "about 300 guards", claim)
    gone = corrected(CorrectedField.QUANTITY, "none", "2031", claim)

    assert [one.low for one in now.quantities] == [30, 2031]
    assert now.quantities[0].unit == "person"
    assert gone.quantities == numbers[:1]
    assert corrected(CorrectedField.QUANTITY, "none", "", claim).quantities == ()


def test_a_day_is_read_from_edtf_with_its_words() -> None:
    when = corrected(CorrectedField.WHEN, "2031-04-02", "2 April 2031").when

    assert when == When(at("2 April 2031"), "2031-04-02", "2031-04-02", "2031-04-03", TimePrecision.DAY)


def test_a_time_may_be_before_or_after_a_month() -> None:
    when = corrected(CorrectedField.SAID, "before 2031-05", "soon", CLOSE).said

    assert when is not None
    assert (when.direction, when.start, when.end) == (TimeDirection.BEFORE, "2031-05-01", "2031-06-01")


def test_none_takes_a_time_away() -> None:
    dated = replace(MOVED, when=When(at("2 April 2031"), "2031-04-02", "2031-04-02", "2031-04-03", None))

    assert corrected(CorrectedField.WHEN, "none", "", dated).when is None


def test_a_place_is_found_by_its_only_name_and_by_its_id() -> None:
    (place,) = TABLES.gazetteer.named("Pyongyang")[:1]

    by_id = corrected(CorrectedField.WHERE, f"Pyongyang@{place.id}", "Hask").where

    assert [(one.id, one.at) for one in by_id] == [(place.id, at("Hask"))]
    assert by_id[0].containers == place.containers


def test_a_name_of_several_places_is_refused_with_their_ids() -> None:
    assert len(TABLES.gazetteer.named("Springfield")) > 1
    with pytest.raises(InputError, match="Springfield@"):
        corrected(CorrectedField.WHERE, "Springfield", "Hask")


def test_slots_of_the_question_are_keys_or_words() -> None:
    now = corrected(CorrectedField.AGENT, "South Korea")

    assert now.question.agent == "KR"
    assert corrected(CorrectedField.TARGET, "~village").question.target == "~village"
    assert corrected(CorrectedField.COUNTED, "none").question.counted is None
    assert corrected(CorrectedField.PREDICATE, "Deploy").question.predicate == "deploy"


def test_an_agent_that_no_table_knows_is_refused_with_what_may_be_typed() -> None:
    with pytest.raises(InputError, match="~WORD"):
        corrected(CorrectedField.AGENT, "Nobody Whoever")


def test_a_source_takes_the_place_of_the_innermost_hop_and_of_the_one_who_speaks() -> None:
    speaker = Participant("The ministry", "body:ministry", Role.SPEAKER, at("The ministry"))
    claim = replace(MOVED, participants=(speaker,))

    now = corrected(CorrectedField.SOURCE, "body:Guard Office", "The ministry", claim)

    assert (now.holder.source.name, now.holder.source.id) == ("Guard Office", "body:guard office")
    assert [span.of(TEXT) for span in now.holder.at] == ["The ministry"]
    assert [one.id for one in now.participants] == ["body:guard office"]
    assert now.id == claim.id


def test_an_unnamed_source_has_no_key() -> None:
    assert corrected(CorrectedField.SOURCE, "unnamed:a guard").holder.source.id is None


def test_an_unnamed_source_becomes_a_person_only_by_words_of_the_text() -> None:
    holder = CLOSE.holder
    unnamed = replace(
        CLOSE, chain=(CLOSE.chain[0], replace(holder, source=replace(holder.source, kind=SourceKind.UNNAMED)))
    )

    with pytest.raises(InputError, match="words"):
        corrected(CorrectedField.SOURCE, "person:Ada Roe", "", unnamed)


def test_the_witness_is_a_hop_by_number_or_name_and_those_within_only_act() -> None:
    inner = Hop(Source("Orrin", SourceKind.GOVERNMENT, Naming.NAMED, at("Orrin"), "XO"), (at("Orrin"),))
    claim = replace(MOVED, chain=(*MOVED.chain, inner), witness=2)

    now = corrected(CorrectedField.WITNESS, "the ministry", "", claim)

    assert (now.witness, [hop.is_actor for hop in now.chain]) == (1, [False, False, True])
    assert corrected(CorrectedField.WITNESS, "3", "", now).chain == claim.chain
    with pytest.raises(InputError, match="1 Courier, 2 The ministry, 3 Orrin"):
        corrected(CorrectedField.WITNESS, "4", "", claim)


def test_a_witness_that_the_chain_no_longer_has_is_left_out_and_says_so() -> None:
    now = effective(
        replace(MOVED, chain=MOVED.chain[:1], witness=0), (typed(CorrectedField.WITNESS, "2"),), DOC
    )

    assert now.claim.witness == 0
    assert now.corrected[0].problem == "its chain has 1 hops in this reading, none with the number 2"


@pytest.mark.parametrize(
    ("field", "value", "may"),
    [
        (CorrectedField.ACT, "shout", "assert, deny"),
        (CorrectedField.WHEN, "soon", "EDTF"),
        (CorrectedField.QUANTITY, "many", "1000-1500"),
        (CorrectedField.PREDICATE, "none", "a claim has a predicate"),
        (CorrectedField.WHERE, "Nowhere at All", "no place"),
    ],
)
def test_what_cannot_be_read_is_refused_with_what_may_be_typed(
    field: CorrectedField, value: str, may: str
) -> None:
    with pytest.raises(InputError, match=may):
        parse_correction(field, value, "moved", MOVED, DOC, TABLES)


def test_a_value_with_a_place_in_the_text_needs_its_words() -> None:
    with pytest.raises(InputError, match="--words"):
        parse_correction(CorrectedField.QUANTITY, "10", "", MOVED, DOC, TABLES)


def test_words_that_the_document_does_not_have_are_refused_with_its_name() -> None:
    with pytest.raises(InputError, match=rf"document {DOC.id}: it does not have the words 'about 900'"):
        parse_correction(CorrectedField.QUANTITY, "900", "about 900", MOVED, DOC, TABLES)


def test_of_words_that_stand_twice_those_nearest_to_the_head_are_meant() -> None:
    raw = parse_correction(CorrectedField.ACT, "deny", "Hask", CLOSE, DOC, TABLES).raw

    assert raw == (Span(OFFSET + TEXT.rindex("Hask"), OFFSET + TEXT.rindex("Hask") + 4),)


def test_spans_are_set_anew_for_a_text_cleaned_otherwise() -> None:
    row = typed(CorrectedField.QUANTITY, "350", "about 300 guards")
    # The raw part has a double space here that this reading keeps and the other collapsed.
    start = at("about 300").start
    other = replace(
        document(f"{TEXT[:start]}about \u00a0300{TEXT[at('300').end :]}"),
        raw_map=RawMap(
            "0",
            "utf-8",
            (
                Piece(0, start + 5, OFFSET, OFFSET + start + 5),
                Piece(start + 5, start + 7, OFFSET + start + 5, OFFSET + start + 6),
                Piece(start + 7, len(TEXT) + 1, OFFSET + start + 6, OFFSET + len(TEXT)),
            ),
        ),
    )

    (quantity,) = effective(MOVED, (row,), other).claim.quantities

    assert quantity.at.of(other.text) == "about \u00a0300 guards"


def test_a_correction_whose_words_are_gone_from_the_text_is_left_out_and_says_so() -> None:
    row = typed(CorrectedField.QUANTITY, "350", "300 guards")

    now = effective(MOVED, (row,), document(TEXT, raw=90_000))

    assert now.claim == MOVED
    assert now.corrected[0].problem == "its words are not in the text of this reading"


def test_a_correction_without_a_place_in_the_text_holds_though_its_words_are_gone() -> None:
    now = effective(MOVED, (typed(CorrectedField.ACT, "deny", "said"),), document(TEXT, raw=90_000))

    assert (now.claim.act, now.corrected[0].after_at) == (Act.DENY, ())


def test_a_value_that_is_none_of_the_field_is_left_out_and_says_so() -> None:
    row = decide(
        DecisionKind.CORRECT, 1, claims=(mark(MOVED),), correction=Correction(CorrectedField.ACT, '"shout"')
    )

    assert effective(MOVED, (row,), DOC).corrected[0].problem == '"shout" is no act'


@pytest.mark.parametrize("field", list(CorrectedField))
def test_every_field_has_words_or_none_and_they_are_in_the_text(field: CorrectedField) -> None:
    assert all(span.end <= len(TEXT) for span in words_of(MOVED, field))


def test_a_map_without_the_raw_segments_finds_nothing() -> None:
    made: Document = DOC

    assert made.raw_map.located((Span(0, 10),)) == ()
    assert made.raw_map.located(made.raw_map.raw(at("about 300"))) == (at("about 300"),)
