"""What every ledger holds to, whatever database it is in."""

from __future__ import annotations

import itertools
import sqlite3
from dataclasses import replace

import pytest

from tests.store.made import (
    FERRY,
    LATER_RUN,
    day,
    document_of,
    entry_of,
    ferry,
    ferry_claims,
    restated,
    toy_link,
)
from twosource.errors import LedgerError, NotFoundError
from twosource.model.codec import dumps
from twosource.model.vocabulary import Act, GapKind, Modality, Polarity, RelationKind
from twosource.store import schema
from twosource.store.base import ClaimQuestion, Lens, Reader, Recorded, Writer
from twosource.store.ledger import open_ledger


def everything(ledger):
    """Every row that a view could print."""
    return (
        ledger.documents(),
        ledger.claims(),
        ledger.relations(),
        ledger.statements(),
        ledger.figures(),
        ledger.positions(),
        ledger.events(),
        ledger.sources(),
        ledger.origins(),
        ledger.network(),
        ledger.gaps(),
        ledger.due(),
        ledger.runs(),
        ledger.counts(),
    )


SEVERAL = (
    ferry(),
    ferry(name="b.txt", publisher="Coast Daily", published="2031-04-01", text=FERRY + "\nMore of it."),
    ferry(name="c.txt", publisher=None, published=None, text="Again. " + FERRY),
)


def test_a_ledger_is_a_reader_and_a_writer(ledger):
    reader: Reader = ledger
    writer: Writer = ledger

    assert reader is writer


def test_a_document_is_given_back_as_it_was_recorded(ledger):
    entry = ferry()
    ledger.record(entry)

    assert ledger.document(entry.document.id).document == entry.document


def test_a_capture_is_given_back_to_the_byte(ledger):
    entry = ferry()
    ledger.record(entry)

    assert ledger.capture(entry.capture.id) == entry.capture


def test_a_claim_row_shows_its_words_and_where_they_stand_in_the_raw_part(ledger):
    ledger.record(ferry())
    row, _ = ledger.claims()

    assert row.text == "the ferry sank"
    (raw,) = row.raw
    assert (b"##" + FERRY.encode())[raw.start : raw.end] == b"the ferry sank"


def test_a_claim_row_names_document_statement_origin_and_run(ledger):
    entry = ferry()
    ledger.record(entry)
    row, _ = ledger.claims()

    assert (row.document, row.title, row.publisher) == (entry.document.id, "Ferry lost", "Harbour Post")
    assert (row.statement, row.origin.id, row.independent_origins) == (row.id, "the_harbour_office", 1)
    assert row.run == entry.run.id


def test_recording_again_adds_nothing(ledger):
    ledger.record(ferry())
    before = everything(ledger)
    recorded = ledger.record(ferry())

    assert recorded == Recorded()
    assert everything(ledger) == before


@pytest.mark.parametrize("order", list(itertools.permutations(range(3))))
def test_no_answer_depends_on_the_order_of_recording(tmp_path, order):
    answers = []
    for name, numbers in (("one.db", range(3)), ("two.db", order)):
        with open_ledger(tmp_path / name, create=True, linker=toy_link) as ledger:
            for number in numbers:
                ledger.record(SEVERAL[number])
                if number == order[0]:
                    ledger.relink()
            answers.append(everything(ledger))

    assert answers[0] == answers[1]


def test_claims_come_by_day_with_undated_documents_last(ledger):
    for entry in SEVERAL:
        ledger.record(entry)

    publishers = [row.publisher for row in ledger.claims()]
    assert publishers == ["Coast Daily"] * 2 + ["Harbour Post"] * 2 + [None] * 2


@pytest.mark.parametrize(
    ("question", "words"),
    [
        (ClaimQuestion(words="FERRY"), ["the ferry sank"]),
        (ClaimQuestion(words="ferries sinking"), []),
        (ClaimQuestion(words="fer*"), ["the ferry sank"]),
        (ClaimQuestion(words='"'), []),
        (ClaimQuestion(words="lookout"), ["denied it"]),
        (ClaimQuestion(source="harbour off"), ["the ferry sank"]),
        (ClaimQuestion(source="the_harbour_office"), ["the ferry sank"]),
        (ClaimQuestion(source="bour"), []),
        (ClaimQuestion(source="%"), []),
        (ClaimQuestion(source="harbour post"), ["the ferry sank", "denied it"]),
        (ClaimQuestion(chain="harbour post > lookout"), ["denied it"]),
        (ClaimQuestion(chain="lookout > harbour post"), []),
        (ClaimQuestion(start="2031-03-31"), ["the ferry sank"]),
        (ClaimQuestion(start="2031-04-01"), []),
        (ClaimQuestion(end="2031-03-31"), ["the ferry sank"]),
        (ClaimQuestion(end="2031-03-30"), []),
        (ClaimQuestion(act=Act.DENY), ["denied it"]),
        (ClaimQuestion(polarity=Polarity.POSITIVE), ["the ferry sank"]),
        (ClaimQuestion(modality=Modality.PLANNED), []),
        (ClaimQuestion(document="ferry.txt"), ["the ferry sank", "denied it"]),
        (ClaimQuestion(document="ferry  LOST"), ["the ferry sank", "denied it"]),
        (ClaimQuestion(limit=1), ["the ferry sank"]),
        (ClaimQuestion(limit=1, offset=1), ["denied it"]),
        (ClaimQuestion(offset=1), ["denied it"]),
    ],
)
def test_a_question_narrows_the_claims(ledger, question, words):
    ledger.record(ferry())

    assert [row.text for row in ledger.claims(question)] == words


@pytest.mark.parametrize("place", ["Port", "geo:1", "geo:9", "xk"])
def test_a_place_is_asked_by_name_id_country_or_what_it_lies_in(ledger, place):
    from tests.store.made import claim_of

    capture, document = document_of("The mayor said a crane fell in Port Amber.")
    ledger.record(
        entry_of(capture, document, [claim_of(document, "a crane fell", "fell", place="Port Amber")])
    )

    assert len(ledger.claims(ClaimQuestion(place=place))) == 1
    assert ledger.claims(ClaimQuestion(place="amberley")) == ()


def test_derived_rows_are_narrowed_by_the_claims_they_rest_on(ledger):
    ledger.record(ferry())
    denials = ClaimQuestion(act=Act.DENY)

    (statement,) = ledger.statements(denials)
    assert [row.text for row in statement.claims] == ["denied it"]
    (position,) = ledger.positions(denials)
    assert position.position.actor_name == "A lookout"


def test_relations_are_asked_by_kind(ledger):
    ledger.record(ferry())

    (row,) = ledger.relations(kind=RelationKind.DENIES)
    assert (row.source.text, row.target.text) == ("denied it", "the ferry sank")
    assert ledger.relations(kind=RelationKind.REVISES) == ()


def test_why_gathers_what_stands_behind_a_claim(ledger):
    ledger.record(ferry())
    row, denial = ledger.claims()
    why = ledger.why(row.id[:8])

    assert why.claim == row
    assert [relation.source.id for relation in why.relations] == [denial.id]
    assert [origin.name for origin in why.origins] == ["The harbour office"]


def test_gaps_name_a_single_origin_an_unplaced_event_and_a_bare_denial(linked):
    linked.record(ferry())
    found = {(gap.kind, gap.claim.text) for gap in linked.gaps()}

    assert {
        (GapKind.ONE_ORIGIN, "the ferry sank"),
        (GapKind.UNPLACED, "the ferry sank"),
        (GapKind.DENIED_WITHOUT_EVIDENCE, "denied it"),
    } <= found
    assert {gap.kind for gap in linked.gaps(ClaimQuestion(act=Act.DENY))} == {GapKind.DENIED_WITHOUT_EVIDENCE}


def test_what_is_due_names_a_later_claim_that_it_happened(linked):
    from tests.store.made import claim_of

    early = document_of("The ferry will sink.", published="2031-03-30", name="plan.txt")
    plan = claim_of(early[1], "The ferry will sink", "sink", modality=Modality.PLANNED)
    linked.record(entry_of(*early, [plan]))
    linked.record(ferry())

    (due,) = linked.due()
    assert due.claim.id == plan.id
    assert [row.text for row in due.happened] == ["the ferry sank"]
    assert [row.text for row in due.denied] == ["denied it"]


def test_sources_count_what_rests_on_them_alone(ledger):
    ledger.record(ferry())

    assert [(row.name, len(row.claims), row.alone) for row in ledger.sources()] == [
        ("A lookout", 1, 1),
        ("The harbour office", 1, 1),
    ]


def test_the_network_leads_from_the_publisher_inward(ledger):
    ledger.record(ferry())

    assert [(link.source_name, link.target_name, link.claims) for link in ledger.network()] == [
        ("Harbour Post", "A lookout", 1),
        ("Harbour Post", "The harbour office", 1),
    ]


def test_the_sentences_without_a_claim_are_kept_with_the_reason(ledger):
    entry = ferry()
    ledger.record(entry)

    (silent,) = ledger.unclaimed(entry.document.id)
    assert (silent.at.of(FERRY), silent.because) == ("It rained.", "weather")


def test_metadata_stated_later_is_a_row_beside_the_document(ledger):
    entry = ferry(published=None)
    ledger.record(entry)
    recorded = ledger.record(restated(entry, published=day("2031-04-02")))

    assert (recorded.document, recorded.metadata, recorded.reading) == (False, True, True)
    assert [row.published.value for row in ledger.claims()] == ["2031-04-02"] * 2


def test_only_the_newest_run_of_a_document_is_shown(ledger):
    capture, document = document_of()
    ledger.record(entry_of(capture, document, ferry_claims(document)))
    ledger.record(entry_of(capture, document, ferry_claims(document)[:1], run=LATER_RUN))

    (row,) = ledger.claims()
    assert row.run == LATER_RUN.id
    assert [(run.documents, run.claims) for run in ledger.runs()] == [(1, 1)]


def test_going_back_to_an_earlier_run_shows_its_reading_again(ledger):
    capture, document = document_of()
    first = entry_of(capture, document, ferry_claims(document))
    ledger.record(first)
    ledger.record(entry_of(capture, document, (), run=LATER_RUN))
    ledger.record(first)

    assert len(ledger.claims()) == 2


def test_a_failure_is_kept_and_what_was_read_before_it_still_shown(ledger):
    entry = ferry()
    ledger.record(entry)
    ledger.record(replace(entry, run=LATER_RUN, reading=None, failed="stage claims failed"))

    row = ledger.document("ferry.txt")
    assert (row.failed, row.claims) == ("stage claims failed", 2)


def test_a_day_stated_with_a_reading_that_failed_holds_of_the_reading_before_it(linked):
    linked.record(ferry())
    linked.record(ferry(name="other.txt", publisher="Bay Courier"))
    stated = restated(ferry(), published=day("2031-04-20"))

    linked.record(replace(stated, run=LATER_RUN, reading=None, failed="it cannot be read"))

    assert linked.relink() == 0
    with linked.at(Lens(known_by="2031-04-10")) as seen:
        assert {row.document for row in seen.claims()} == {row.id for row in seen.documents()}


def test_a_document_that_is_read_again_has_not_failed(ledger):
    from dataclasses import replace

    entry = ferry()
    ledger.record(replace(entry, reading=None, failed="stage claims failed"))
    ledger.record(entry)

    assert ledger.document("ferry.txt").failed is None


def test_known_says_what_was_stated_and_read_of_a_capture(ledger):
    entry = ferry()
    ledger.record(entry)

    (known,) = ledger.known(entry.capture.id)
    assert known.document == entry.document.id
    assert known.stated.publisher == "Harbour Post"
    assert known.shown == (entry.run.id, entry.reading.metadata)


def test_what_is_recorded_is_linked_in_the_same_change(ledger):
    assert ledger.record(ferry()).derived > 0
    assert ledger.relink() == 0


def test_relinked_rows_equal_those_of_a_ledger_made_at_once(tmp_path, ledger):
    for entry in SEVERAL:
        ledger.record(entry)
        ledger.relink()
    with open_ledger(tmp_path / "once.db", create=True, linker=toy_link) as once:
        for entry in reversed(SEVERAL):
            once.record(entry)

        assert everything(once) == everything(ledger)


def test_a_derived_row_that_falls_is_closed_and_not_deleted(ledger, path):
    capture, document = document_of()
    ledger.record(entry_of(capture, document, ferry_claims(document)))
    ledger.relink()
    ledger.record(entry_of(capture, document, (), run=LATER_RUN))
    ledger.relink()

    assert ledger.statements() == ()
    with sqlite3.connect(path) as connection:
        rows = connection.execute("SELECT opened, closed FROM statements").fetchall()
    connection.close()
    assert len(rows) == 2
    assert all(opened < closed for opened, closed in rows)


def test_a_batch_that_was_killed_before_it_linked_needs_no_repair(path):
    with open_ledger(path, create=True, linker=toy_link) as ledger:
        ledger.record(ferry())
    with open_ledger(path, linker=toy_link) as ledger:
        assert len(ledger.statements()) == 2


@pytest.mark.parametrize("key", ["nothing", "", "ffffffff", "%"])
def test_what_is_not_there_is_said_to_be_missing(ledger, key):
    ledger.record(ferry())
    for ask in (ledger.document, ledger.claim, ledger.why, ledger.capture):
        with pytest.raises(NotFoundError, match="no "):
            ask(key)


def test_a_name_of_several_documents_asks_for_more(ledger):
    ledger.record(ferry())
    ledger.record(ferry(publisher="Coast Daily"))

    with pytest.raises(NotFoundError, match="2 documents"):
        ledger.document("ferry.txt")


def test_one_capture_at_two_publishers_is_two_documents(ledger):
    ledger.record(ferry())
    ledger.record(ferry(publisher="Coast Daily"))

    counts = ledger.counts()
    assert (counts.captures, counts.documents, counts.claims) == (1, 2, 4)


def test_no_row_shows_when_it_was_recorded(ledger, path):
    ledger.begin(program="0.1", what="read")
    ledger.record(ferry())
    shown = "".join(dumps(row.claim) for row in ledger.claims())
    with sqlite3.connect(path) as connection:
        (at,) = connection.execute("SELECT at FROM changes LIMIT 1").fetchone()
    connection.close()

    assert at[:10] not in shown


def test_a_ledger_that_is_not_there_is_an_error(path):
    with pytest.raises(LedgerError, match="no ledger at"):
        open_ledger(path)


def test_a_file_that_is_no_database_is_an_error(path):
    path.write_bytes(b"Dear diary, " * 100)
    with pytest.raises(LedgerError, match="not a ledger"):
        open_ledger(path)


def test_another_database_is_an_error(path):
    connection = sqlite3.connect(path)
    connection.execute("CREATE TABLE birds (name)")
    connection.close()
    with pytest.raises(LedgerError, match="not a ledger"):
        open_ledger(path, create=True)


def test_a_newer_ledger_asks_for_a_newer_program(path):
    open_ledger(path, create=True).close()
    with sqlite3.connect(path) as connection:
        connection.execute("UPDATE alembic_version SET version_num = '9999'")
    connection.close()
    with pytest.raises(LedgerError, match=r"newer Twosource.*9999.*update"):
        open_ledger(path)


def test_a_ledger_in_a_missing_folder_is_an_error(tmp_path):
    with pytest.raises(LedgerError, match="folder"):
        open_ledger(tmp_path / "none" / "a.db", create=True)


def test_a_record_that_fails_half_way_leaves_nothing(ledger):
    from dataclasses import replace

    entry = ferry()
    broken = replace(entry, reading=replace(entry.reading, claims=(*entry.reading.claims, None)))
    with pytest.raises(AttributeError):
        ledger.record(broken)

    assert ledger.documents() == ()
    assert ledger.counts().captures == 0


def test_the_schema_names_its_newest_migration():
    from importlib.resources import files

    versions = files("twosource.store") / "migrations" / "versions"
    numbers = sorted(path.name[1:5] for path in versions.iterdir() if path.name.startswith("v"))
    assert numbers[-1] == schema.VERSION
