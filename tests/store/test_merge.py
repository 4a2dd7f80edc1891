"""Two ledgers made one: it does not matter which was merged into which."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from dataclasses import replace

import pytest

from tests.store.made import FERRY, LATER_RUN, day, ferry, toy_link
from tests.store.old_ledgers import unpack_0001
from tests.store.seen import seen, sizes
from tests.store.test_decisions import correct, decide, grade, mark
from twosource.errors import LedgerError
from twosource.model.codec import content_hash
from twosource.model.document import Stated
from twosource.model.vocabulary import Act, CorrectedField, DecisionKind
from twosource.store.ledger import open_ledger


@pytest.fixture
def clock(monkeypatch):
    """A clock that gives a later minute whenever it is asked."""
    minutes = iter(range(10_000))

    def now():
        hours, minute = divmod(next(minutes), 60)
        return f"2031-05-{1 + hours // 24:02d}T{hours % 24:02d}:{minute:02d}:00.000Z"

    for module in ("twosource.store.connection", "twosource.store.ledger", "twosource.store.merge"):
        monkeypatch.setattr(f"{module}.now_utc", now)
    return now


@pytest.fixture
def ledgers(tmp_path, clock):
    """Two empty ledgers, and copies of them once they are filled."""
    with (
        open_ledger(tmp_path / "a.db", create=True, linker=toy_link) as one,
        open_ledger(tmp_path / "b.db", create=True, linker=toy_link) as other,
    ):
        yield one, other


def report(name, text=f"Again. {FERRY}", **known):
    return ferry(name=f"{name}.txt", publisher=name, text=text, **known)


def read_by(entry, run):
    """The same document, read by another run."""
    assert entry.reading is not None
    return replace(entry, run=run, reading=replace(entry.reading, run=run.id))


def stated(entry, published):
    """The same document under another day of publication, read with it."""
    metadata = replace(entry.document.metadata, published=day(published))
    document = replace(entry.document, metadata=metadata)
    reading = replace(entry.reading, metadata=content_hash(metadata))
    return replace(entry, document=document, reading=reading, stated=Stated(published=published))


def failing(entry):
    return replace(entry, reading=None, failed="stage claims failed: ValueError: no verb")


def merged_both_ways(tmp_path, one, other):
    """What is seen in each ledger once the other, as it was before, is merged into it; both hold together."""
    copies = []
    for number in range(2):
        copy = tmp_path / f"copy{number}.db"
        source = sqlite3.connect(tmp_path / f"{'ab'[number]}.db")
        target = sqlite3.connect(copy)
        with closing(source), closing(target):
            source.backup(target)
        copies.append(copy)
    one.merge(copies[1], program="0.1")
    other.merge(copies[0], program="0.1")
    assert list(one.verify()) == []
    assert list(other.verify()) == []
    return seen(one), seen(other)


CASES = {
    "nothing in common": (
        [ferry(), report("Coast Daily")],
        [report("Hill Herald", text="It sank. " + ferry().document.text)],
    ),
    "the same document": ([ferry(), report("Coast Daily")], [ferry()]),
    "read later by a later run": ([read_by(ferry(), LATER_RUN)], [ferry()]),
    "read later by an earlier run": ([ferry()], [read_by(ferry(), LATER_RUN)]),
    "re-read in both": (
        [ferry(), read_by(ferry(), LATER_RUN), ferry()],
        [read_by(ferry(), LATER_RUN), ferry(), read_by(ferry(), LATER_RUN)],
    ),
    "another day stated": ([stated(ferry(), "2031-04-05")], [ferry(), stated(ferry(), "2031-04-07")]),
    "a day stated and taken back": (
        [ferry(), stated(ferry(), "2031-04-05"), ferry()],
        [ferry(), stated(ferry(), "2031-04-05")],
    ),
    "failed later": ([ferry()], [failing(ferry())]),
    "failed before": ([failing(ferry())], [ferry()]),
    "failed and read in both": ([ferry(), failing(ferry())], [failing(ferry()), read_by(ferry(), LATER_RUN)]),
    "the same bytes by two publishers": ([ferry()], [ferry(publisher="Coast Daily")]),
    "under another name": ([ferry()], [ferry(name="renamed.txt")]),
}


@pytest.mark.parametrize("order", ["one before the other", "the other before"])
@pytest.mark.parametrize("case", CASES)
def test_it_does_not_matter_which_is_merged_into_which(tmp_path, ledgers, case, order):
    one, other = ledgers
    mine, theirs = CASES[case]
    todo = [(one, entry) for entry in mine] + [(other, entry) for entry in theirs]
    if order == "the other before":
        todo = todo[len(mine) :] + todo[: len(mine)]
    for ledger, entry in todo:
        ledger.begin(program="0.1", what="read")
        ledger.record(entry)
    answers = merged_both_ways(tmp_path, one, other)

    assert answers[0] == answers[1]
    assert {row.id for row in answers[0]["documents"]} == {entry.document.id for _, entry in todo}


@pytest.mark.parametrize("case", CASES)
def test_merging_twice_adds_nothing(tmp_path, ledgers, case):
    one, other = ledgers
    for ledger, entries in zip(ledgers, CASES[case], strict=True):
        for entry in entries:
            ledger.record(entry)
    one.merge(tmp_path / "b.db", program="0.1")
    before = sizes(tmp_path / "a.db"), seen(one)
    merged = one.merge(tmp_path / "b.db", program="0.1")

    assert merged.rows == 0
    assert (sizes(tmp_path / "a.db"), seen(one)) == before
    other.merge(tmp_path / "a.db", program="0.1")
    assert one.merge(tmp_path / "b.db", program="0.1").rows == 0


def test_the_later_statement_holds_and_the_reading_made_with_it(ledgers, tmp_path):
    one, other = ledgers
    other.record(stated(ferry(), "2031-04-07"))
    one.record(stated(ferry(), "2031-04-05"))
    other.merge(tmp_path / "a.db", program="0.1")

    assert {row.published.value for row in other.claims()} == {"2031-04-05"}
    assert len(other.claims()) == 2


def test_a_third_ledger_gives_the_same_in_any_order(tmp_path, clock):
    entries = [stated(ferry(), f"2031-04-0{number}") for number in (5, 6, 7)]
    answers = []
    for place, order in enumerate(((0, 1, 2), (2, 1, 0), (1, 2, 0), (2, 0, 1))):
        folder = tmp_path / str(place)
        folder.mkdir()
        for number in (1, 0, 2):
            with open_ledger(folder / f"{number}.db", create=True, linker=toy_link) as ledger:
                ledger.begin(program="0.1", what="read")
                ledger.record(entries[number])
        with open_ledger(folder / f"{order[0]}.db", linker=toy_link) as ledger:
            ledger.merge(folder / f"{order[1]}.db", program="0.1")
            ledger.merge(folder / f"{order[2]}.db", program="0.1")
            answers.append(seen(ledger))

    assert {claim.published.value for claim in answers[0]["claims"]} == {"2031-04-07"}
    assert all(answer == answers[0] for answer in answers)


def test_what_was_taken_in_is_counted_and_its_custody_noted(ledgers, tmp_path):
    one, other = ledgers
    one.record(ferry())
    other.record(report("Coast Daily"))
    head = other.custody()
    merged = one.merge(tmp_path / "b.db", program="0.1")

    assert (merged.captures, merged.documents, merged.readings) == (1, 1, 1)
    assert merged.head == head
    with closing(sqlite3.connect(tmp_path / "a.db")) as connection:
        (noted,) = connection.execute("SELECT subject FROM custody WHERE kind = 'merge'").fetchall()
    assert noted == (head.seal,)


def test_a_document_that_came_by_a_merge_is_found_by_its_words(ledgers, tmp_path):
    from twosource.store.base import ClaimQuestion

    one, other = ledgers
    one.record(report("Coast Daily"))
    other.record(ferry())
    found = [row.id for row in other.claims(ClaimQuestion(words="ferry sank"))]
    one.merge(tmp_path / "b.db", program="0.1")

    assert set(found) <= {row.id for row in one.claims(ClaimQuestion(words="ferry sank"))}


def test_the_other_ledger_is_not_written(ledgers, tmp_path):
    one, other = ledgers
    one.record(ferry())
    other.record(report("Coast Daily"))
    other.close()
    before = (tmp_path / "b.db").read_bytes()
    one.merge(tmp_path / "b.db", program="0.1")

    assert (tmp_path / "b.db").read_bytes() == before


def test_what_the_other_erased_is_erased_here_too(ledgers, tmp_path):
    one, other = ledgers
    for ledger in ledgers:
        ledger.record(ferry())
        ledger.record(report("Coast Daily"))
    other.erase(ferry().document.id, by="Kestrel", because="it names a guard")
    merged = one.merge(tmp_path / "b.db", program="0.1")

    assert merged.erased == 1
    assert [row.document.metadata.publisher for row in one.documents()] == ["Coast Daily"]
    assert seen(one) == seen(other)
    assert list(one.verify()) == []
    assert one.merge(tmp_path / "b.db", program="0.1").rows == 0


def test_what_is_erased_here_is_not_taken_in_again(ledgers, tmp_path):
    one, _ = ledgers
    for ledger in ledgers:
        ledger.record(ferry())
    one.erase(ferry().document.id, by="Kestrel", because="it names a guard")
    merged = one.merge(tmp_path / "b.db", program="0.1")

    assert merged.rows == 0
    assert one.documents() == ()


def test_an_older_ledger_is_refused_with_what_to_do_and_left_alone(ledgers, tmp_path):
    one, _ = ledgers
    old = unpack_0001(tmp_path)
    before = old.read_bytes()
    with pytest.raises(LedgerError, match=r"is of an older schema .0001.*open it once by itself"):
        one.merge(old, program="0.1")

    assert old.read_bytes() == before
    assert not list(tmp_path.glob("*.bak"))


def test_a_ledger_is_not_merged_with_itself_or_with_nothing(ledgers, tmp_path):
    one, _ = ledgers
    with pytest.raises(LedgerError, match="is the ledger that is open"):
        one.merge(tmp_path / "a.db", program="0.1")
    with pytest.raises(LedgerError, match="no ledger at"):
        one.merge(tmp_path / "none.db", program="0.1")
    (tmp_path / "text.db").write_text("no ledger at all, but long enough to be looked at as one")
    with pytest.raises(LedgerError):
        one.merge(tmp_path / "text.db", program="0.1")


def test_a_merge_cut_short_is_finished_by_the_next(ledgers, tmp_path, monkeypatch):
    one, other = ledgers
    one.record(ferry())
    for name in ("Coast Daily", "Hill Herald", "Port Press"):
        other.record(report(name))

    def stop(done, total):
        if done == 2:
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        one.merge(tmp_path / "b.db", program="0.1", progress=stop)
    assert len(one.documents()) == 3
    assert list(one.verify()) == []
    one.merge(tmp_path / "b.db", program="0.1")
    assert len(one.documents()) == 4


def judged(number):
    """Decisions of one reviewer on the ferry's claims: grades, corrections, notes, one of them undone."""
    note = decide(DecisionKind.NOTE, 3 + number, claims=(mark(),), value="ask the harbour office")
    return (
        grade("2", day=1 + number),
        correct(CorrectedField.ACT, '"hint"', day=2 + number),
        note,
        decide(DecisionKind.UNDO, 4 + number, undoes=note.id),
    )


def test_decisions_of_both_hold_by_the_reviewers_own_time(tmp_path, ledgers):
    for number, ledger in enumerate(ledgers):
        ledger.record(ferry())
        ledger.decide(judged(number))
    ledgers[0].decide([grade("4", day=9)])
    one, other = merged_both_ways(tmp_path, *ledgers)

    assert one == other
    logs = [ledger.decisions() for ledger in ledgers]
    assert logs[0] == logs[1]
    assert len(logs[0]) == 9
    assert Act.HINT in {row.claim.act for row in one["claims"]}
    assert ledgers[0].merge(tmp_path / "b.db", program="0.1").rows == 0


def test_a_decision_may_be_about_a_document_that_only_the_other_has(tmp_path, ledgers):
    one, other = ledgers
    other.record(ferry())
    one.decide(judged(0))
    answers = merged_both_ways(tmp_path, one, other)

    assert answers[0] == answers[1]
    assert one.decisions() == other.decisions()
    assert one.orphans() == ()


def test_a_decision_on_what_is_erased_here_is_not_taken_in(tmp_path, ledgers):
    one, other = ledgers
    for ledger in ledgers:
        ledger.record(ferry())
    other.decide(judged(0))
    one.erase(ferry().document.id, by="Kestrel", because="it names a guard")
    merged = one.merge(tmp_path / "b.db", program="0.1")

    assert merged.rows == 0
    assert one.decisions() == ()
    assert list(one.verify()) == []
