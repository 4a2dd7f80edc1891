from __future__ import annotations

from dataclasses import dataclass
from functools import partial

import pytest

from tests.store.made import toy_link
from tests.unit.batch.stand_ins import PROGRAM, make_examine
from twosource.batch import read
from twosource.batch.base import AlreadyRead, Failed, Read, Skipped
from twosource.batch.inline import inline
from twosource.batch.processes import processes
from twosource.errors import InputError
from twosource.model.capture import Capture
from twosource.model.document import Stated
from twosource.settings import Settings
from twosource.store.ledger import open_ledger

NOTHING = Stated()


@dataclass(frozen=True)
class Given:
    """An input as the intake gives it."""

    name: str
    capture: Capture | None
    stated: Stated = NOTHING
    error: InputError | None = None


def given(name, text, **stated):
    return Given(name, Capture.of(("##" + text).encode(), name=name), Stated(**stated))


def one_process():
    return partial(inline, examine=make_examine())


def two_processes():
    return partial(processes, make_examine=make_examine, workers=2)


@pytest.fixture
def ledger(tmp_path):
    with open_ledger(tmp_path / "test.db", create=True, linker=toy_link) as opened:
        yield opened


@pytest.fixture(autouse=True)
def _program(monkeypatch):
    monkeypatch.setattr(read, "load_program", lambda *what: PROGRAM)


def read_all(ledger, inputs, engine=None, progress=None):
    return read.read_inputs(inputs, ledger, Settings(), engine or one_process(), progress)


MIXED = [
    given("a.txt", "The ferry sank.", publisher="Harbour Post", published="2031-04-02"),
    given("b.txt", "Nothing new here."),
    given("c.txt", "Le bac est perdu."),
    given("d.txt", "FAIL here."),
    given("e.txt", ""),
    Given("f.txt", None, error=InputError("f.txt", "does not exist")),
]


def test_each_input_has_an_outcome_and_a_failure_ends_nothing(ledger):
    summary = read_all(ledger, MIXED)

    assert [(outcome.name, type(outcome)) for outcome in summary.outcomes] == [
        ("a.txt", Read),
        ("b.txt", Read),
        ("c.txt", Skipped),
        ("d.txt", Failed),
        ("e.txt", Failed),
        ("f.txt", Failed),
    ]
    assert summary.has_failures


def test_a_failure_says_what_failed_and_why(ledger):
    reasons = {outcome.name: outcome.because for outcome in read_all(ledger, MIXED).of(Failed)}

    assert reasons["d.txt"].startswith("stage claims failed on document")
    assert reasons["d.txt"].endswith("ValueError: no verb")
    assert reasons["e.txt"] == "is empty"
    assert reasons["f.txt"] == "does not exist"


def test_what_is_skipped_or_failed_is_kept_with_its_reason(ledger):
    read_all(ledger, MIXED)
    rows = {row.name: row for row in ledger.documents()}

    assert rows["c.txt"].document.skipped == "language fr"
    assert "no verb" in rows["d.txt"].failed
    assert rows["b.txt"].failed is None


def test_a_page_that_breaks_the_intake_is_a_failure(ledger):
    summary = read_all(ledger, [given("bug.txt", "BUG"), MIXED[0]])

    assert len(summary.of(Read)) == 1
    assert "ZeroDivisionError" in summary.of(Failed)[0].because


def test_reading_again_adds_nothing(ledger):
    read_all(ledger, MIXED)
    before = ledger.claims(), ledger.documents(), ledger.counts()
    summary = read_all(ledger, MIXED)

    assert [type(outcome) for outcome in summary.outcomes[:2]] == [AlreadyRead, AlreadyRead]
    assert (ledger.claims(), ledger.documents(), ledger.counts()) == before


def test_an_input_given_twice_is_read_once(ledger):
    summary = read_all(ledger, [MIXED[0], MIXED[0]])

    assert {type(outcome) for outcome in summary.outcomes} == {Read, AlreadyRead}
    assert ledger.counts().documents == 1


def test_what_is_stated_later_makes_no_new_document_and_reads_it_again(ledger):
    read_all(ledger, [given("a.txt", "The ferry sank.")])
    (before,) = ledger.claims()
    read_all(ledger, [given("a.txt", "The ferry sank.", publisher="Harbour Post", published="2031-04-02")])
    (after,) = ledger.claims()

    assert (after.id, after.document) == (before.id, before.document)
    assert (after.publisher, after.published.value) == ("Harbour Post", "2031-04-02")
    assert after.claim.chain[0].source.name == "Harbour Post"


def test_what_was_stated_once_holds_when_nothing_is_stated(ledger):
    read_all(ledger, [MIXED[0]])
    summary = read_all(ledger, [given("a.txt", "The ferry sank.")])

    assert isinstance(summary.outcomes[0], AlreadyRead)
    assert ledger.claims()[0].publisher == "Harbour Post"


def test_another_publisher_s_copy_is_another_document(ledger):
    read_all(ledger, [MIXED[0], given("z.txt", "The ferry sank.", publisher="Coast Daily")])

    assert {row.publisher for row in ledger.claims()} == {"Harbour Post", "Coast Daily"}
    assert ledger.counts().captures == 1


def test_progress_is_told_of_every_document(ledger):
    told = []
    read_all(ledger, MIXED, progress=lambda done, outcome: told.append((done, outcome.name)))

    assert [done for done, _ in told] == [1, 2, 3, 4, 5, 6]


def test_several_processes_give_the_same_rows_as_one(tmp_path):
    answers = []
    for name, engine, inputs in (
        ("one.db", one_process(), MIXED),
        ("many.db", two_processes(), list(reversed(MIXED))),
    ):
        with open_ledger(tmp_path / name, create=True, linker=toy_link) as ledger:
            summary = read_all(ledger, inputs, engine)
            answers.append((summary, ledger.documents(), ledger.claims(), ledger.statements(), ledger.runs()))

    assert answers[0][1:] == answers[1][1:]
    assert answers[0][0].outcomes == answers[1][0].outcomes


def test_a_page_that_ends_its_process_is_a_failure_and_the_rest_is_read(ledger):
    inputs = [given("x.txt", "CRASH"), *MIXED[:3]]
    summary = read_all(ledger, inputs, two_processes())

    (failed,) = summary.of(Failed)
    assert (failed.name, failed.because) == ("x.txt", "the process that read it ended before it was done")
    assert len(summary.of(Read)) == 2


def test_a_batch_that_is_stopped_keeps_what_it_had_read(tmp_path):
    def inputs():
        yield MIXED[0]
        raise KeyboardInterrupt

    with (
        open_ledger(tmp_path / "a.db", create=True, linker=toy_link) as ledger,
        pytest.raises(KeyboardInterrupt),
    ):
        read_all(ledger, inputs())
    with open_ledger(tmp_path / "a.db", linker=toy_link) as ledger:
        assert len(ledger.claims()) == 1
        assert len(ledger.statements()) == 1


def test_an_erased_page_is_skipped_with_its_erasure_named_until_it_is_asked_for(ledger):
    page = given("a.txt", "The ferry sank.")
    (first,) = read_all(ledger, [page]).outcomes
    ledger.erase(first.document, by="R. Fell", because="it names a guard")

    (skipped,) = read_all(ledger, [page]).outcomes
    assert isinstance(skipped, Skipped)
    assert "by R. Fell (it names a guard)" in skipped.because
    assert ledger.documents() == ()

    (again,) = read.read_inputs([page], ledger, Settings(), one_process(), restore=True).outcomes
    assert isinstance(again, Read)
    assert [row.id for row in ledger.documents()] == [first.document]
