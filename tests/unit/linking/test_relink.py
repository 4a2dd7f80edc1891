"""What one change touches: what a patch replaces, what it leaves alone, and what it reads for that."""

from __future__ import annotations

from dataclasses import replace

from tests.unit.linking.growing import documents, filled
from tests.unit.linking.made import ATTACK, DEPLOY, MINISTRY_A, MISSION, chain, claim, context, day, number
from tests.unit.linking.shelf import Record
from twosource.linking import link
from twosource.linking.blocks import blocks_of, text_keys
from twosource.linking.candidates import by_question, pairs
from twosource.linking.constraints import NO_CONSTRAINTS, Constraints, Word, pair_of
from twosource.linking.origins import hear
from twosource.linking.shelf import Changed, subjects
from twosource.model.claim import Question
from twosource.model.vocabulary import Act, Basis, Independence, Modality, RelationKind

BY_A = chain("Gazette", MINISTRY_A)
BY_MISSION = chain("Courier", MISSION)
REVIEWER = Word("A. Reviewer", "the pictures are the same")


def _held(*rows) -> Record:
    record = Record()
    record.change(documents={context.document: (context, claims) for context, *claims in rows})
    return record


def _told(record: Record):
    claims = [one.claim for one in record.told.values()]
    return link(claims, record.contexts, constraints=record.decided)


def test_a_retraction_takes_claims_out_of_all_that_is_counted() -> None:
    said = claim("d1", 10, BY_A, question=ATTACK, modality=Modality.DONE, when=day("2031-03-01"))
    also = claim("d2", 10, BY_MISSION, question=ATTACK, modality=Modality.DONE, when=day("2031-03-01"))
    first, second = context("d1", "2031-03-02", "Gazette"), context("d2", "2031-03-03", "Courier")
    record = _held((first, said), (second, also))
    (joined,) = record.rows["statements"]
    assert joined.claims == (said.id, also.id)
    back = claim("d3", 10, chain("Gazette"), question=ATTACK, act=Act.RETRACT)

    record.change(documents={"d3": (context("d3", "2031-03-09", "Gazette"), (back,))})

    derived = _told(record)
    assert record.differs_from(derived) == {}
    (row,) = derived.withdrawn
    assert (row.claim, row.by) == (said.id, (back.id,))
    assert row.because.startswith("Gazette takes back what it had reported")
    assert said.id not in {one for each in derived.statements for one in each.claims}
    assert said.id not in {one for each in derived.events for one in each.claims}
    assert said.id not in {one for each in derived.origins for one in each.claims}
    (left,) = [one for one in derived.relations if said.id in (one.source, one.target)]
    assert (left.source, left.kind) == (back.id, RelationKind.RETRACTS)


def test_a_retraction_that_is_taken_back_counts_no_longer() -> None:
    said = claim("d1", 10, BY_A, question=ATTACK)
    back = claim("d3", 10, chain("Gazette"), question=ATTACK, act=Act.RETRACT)
    record = _held(
        (context("d1", "2031-03-02", "Gazette"), said), (context("d3", "2031-03-09", "Gazette"), back)
    )
    assert [row.claim for row in record.rows["withdrawn"]] == [said.id]

    record.change(decided=replace(NO_CONSTRAINTS, withdrawn={back.id: REVIEWER}))

    assert [(row.claim, row.by, row.because) for row in record.rows["withdrawn"]] == [
        (back.id, (), REVIEWER.because)
    ]
    assert record.differs_from(_told(record)) == {}


def test_two_retractions_never_take_back_one_another() -> None:
    earlier = claim("d1", 10, chain("Gazette"), act=Act.RETRACT)
    later = claim("d1", 20, chain("Gazette"), act=Act.RETRACT, refers_to=(earlier.id,))
    earlier = replace(earlier, refers_to=(later.id,))

    derived = link([earlier, later], {})

    assert [row.claim for row in derived.withdrawn] == [earlier.id]


def test_joined_claims_are_one_statement_whatever_they_answer() -> None:
    one = claim("d1", 10, BY_A, question=DEPLOY, count=number(3000))
    other = claim("d2", 10, BY_MISSION, question=ATTACK)
    papers = (context("d1", "2031-03-02", "Gazette"), context("d2", "2031-03-03", "Courier"))
    record = _held((papers[0], one), (papers[1], other))

    record.change(decided=Constraints(must={pair_of(one.id, other.id): REVIEWER}))

    (statement,) = record.rows["statements"]
    assert statement.claims == (one.id, other.id)
    (relation,) = record.rows["relations"]
    assert (relation.kind, relation.basis) == (RelationKind.CORROBORATES, Basis.STATED)
    assert (relation.by, relation.because) == (REVIEWER.by, REVIEWER.because)
    record.change(decided=NO_CONSTRAINTS)
    assert len(record.rows["statements"]) == 2
    assert not record.rows["relations"]


def test_parted_claims_are_never_joined_and_nothing_is_inferred_of_them() -> None:
    rows = [
        (context(f"d{n}", "2031-03-02", "Gazette"), claim(f"d{n}", 10, via, when=day("2031-03-09")))
        for n, via in enumerate((BY_A, BY_MISSION))
    ]
    record = _held(*rows)
    (before,) = record.rows["relations"]
    assert before.basis is Basis.INFERRED
    pair = pair_of(rows[0][1].id, rows[1][1].id)

    record.change(decided=Constraints(cannot={pair: REVIEWER}, must={pair: REVIEWER}))

    assert len(record.rows["statements"]) == 2
    (after,) = record.rows["relations"]
    assert (after.kind, after.basis, after.by) == (RelationKind.DISTINCT, Basis.STATED, REVIEWER.by)
    assert after.independent is Independence.INDEPENDENT


def test_a_position_on_words_alone_is_of_one_document() -> None:
    worded = Question("open", "~village", "XB", "gate")
    rows = [claim(f"d{n}", 10, BY_A, question=worded) for n in range(2)]

    positions = link(rows, {}).positions

    assert [one.document for one in positions] == ["d0", "d1"]


def test_withdrawing_changes_what_counted_the_claim_and_nothing_else() -> None:
    rows = dict(documents(60))
    record = Record()
    record.change(documents=rows)
    for gone in sorted(record.rows["provenance"], key=lambda row: row.claim)[::29]:
        before = {table: set(held) for table, held in record.rows.items()}

        record.change(decided=replace(record.decided, withdrawn={gone.claim: REVIEWER}))

        for table, held in record.rows.items():
            assert table == "withdrawn" or not [row for row in held if gone.claim in subjects(row)]
        counted = {one for row in before["statements"] if gone.claim in row.claims for one in row.claims}
        moved = {one for row in before["statements"] - set(record.rows["statements"]) for one in row.claims}
        assert counted <= moved
        for table in ("relations", "provenance", "positions"):
            assert all(gone.claim in subjects(row) for row in before[table] - set(record.rows[table]))
        assert record.differs_from(_told(record)) == {}
        record.change(decided=NO_CONSTRAINTS)
        assert {table: set(held) for table, held in record.rows.items()} == before


def test_claims_that_can_be_compared_share_a_block_or_kin_documents() -> None:
    held = [claim for _, (_, claims) in documents(80) for claim in claims]
    papers = {name: context for name, (context, _) in documents(80)}
    told = hear(held, papers, Record().actors)
    compared = 0
    for group in by_question(told).values():
        for one, other in pairs(group):
            shared = {*blocks_of(one)} & {*blocks_of(other)}
            kin = {*text_keys(one.context)} & {*text_keys(other.context)}
            assert shared or kin
            compared += 1
    assert compared > 100


def test_what_reads_the_same_is_not_a_change() -> None:
    one, other = (claim("d1", head, BY_A) for head in (10, 20))
    told = hear([one, other], {}, Record().actors)

    assert Changed.between(told, told) == Changed()
    touched = Changed.between(told, told, touched={one.id})
    assert [each.id for each in touched.before] == [each.id for each in touched.after] == [one.id]


def test_one_more_document_reads_as_much_of_a_large_ledger_as_of_a_small_one() -> None:
    few, many = filled(180, 20), filled(980, 20)

    assert many["read"] < 1.3 * few["read"]
    assert many["asks"] < 1.3 * few["asks"]
