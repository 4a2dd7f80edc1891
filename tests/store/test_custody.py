"""The custody log: whatever is altered, dropped, added or swapped in the record is found and named."""

from __future__ import annotations

import shutil
import sqlite3

import pytest
import sqlalchemy as sa

from tests.store.made import LATER_RUN, ferry, restated, toy_link
from tests.store.old_ledgers import unpack_0001
from twosource.model.decision import Decision
from twosource.model.run import Run
from twosource.model.vocabulary import CustodyKind, DecisionKind
from twosource.store import schema
from twosource.store.connection import connect, writing
from twosource.store.custody import KEPT, log_custody, log_missing, log_row
from twosource.store.ledger import open_ledger

AT = "2031-05-01T10:00:00Z"
COLUMNS = [
    (kept.table.name, column.name)
    for kept in KEPT
    for column in kept.table.columns
    if (kept.table.name, column.name) != ("erasures", "is_done")
] + [("read_claims", name) for name in ("number", "id", "reading", "body")]


@pytest.fixture(scope="module")
def made(tmp_path_factory):
    """A ledger with at least a row in every table of the record, and one erasure."""
    path = tmp_path_factory.mktemp("custody") / "made.db"
    with open_ledger(path, create=True, linker=toy_link) as ledger:
        ledger.begin(program="0.1", what="read")
        ledger.keep_gazetteer("[[place]]\nname = 'Tolvane'\n")
        ledger.record(ferry())
        ledger.record(restated(ferry(), byline="A. Fell"))
        ledger.failed("broken.eml", "ab" * 32, LATER_RUN, "it cannot be decoded")
        gone = ferry(name="gone.txt", publisher="Coast Daily", text="Again. " + ferry().document.text)
        ledger.record(gone)
        ledger.erase(gone.document.id, by="R. Fell", because="it endangers someone")
        ledger.decide(
            [Decision(DecisionKind.NOTE, "R. Fell", AT, "seen", document=ferry().document.id, value="seen")]
        )
    return path


@pytest.fixture
def kept(made, path):
    return shutil.copy(made, path)


def findings(path):
    with open_ledger(path, linker=toy_link) as ledger:
        return list(ledger.verify())


def change(path, *statements):
    """Write past the program: nothing of it hinders whoever has the file."""
    connection = sqlite3.connect(path)
    for statement in statements:
        connection.execute(*statement) if isinstance(statement, tuple) else connection.execute(statement)
    connection.commit()
    connection.close()


def altered(value):
    if isinstance(value, bytes):
        return value[:-1] + bytes([value[-1] ^ 1])
    if isinstance(value, int):
        return value + 1000
    return "x" if value is None else f"{value} "


def test_an_untouched_ledger_holds(kept):
    assert findings(kept) == []


@pytest.mark.parametrize(("table", "column"), COLUMNS)
def test_any_altered_column_of_the_record_is_found_and_its_table_or_subject_named(kept, table, column):
    with sqlite3.connect(kept) as connection:
        order = "documents" if table == "erasures" else "rowid"
        rowid, value, *_ = connection.execute(
            f"SELECT rowid, {column} FROM {table} ORDER BY {order}"
        ).fetchone()
        subject = {each.table.name: each.subject for each in KEPT}.get(table)
        named = (
            None
            if subject is None
            else connection.execute(f"SELECT {subject} FROM {table} WHERE rowid = ?", (rowid,)).fetchone()[0]
        )
    change(kept, (f"UPDATE {table} SET {column} = ? WHERE rowid = ?", (altered(value), rowid)))
    told = " ".join(f"{one.capture} {one.document} {one.because}" for one in findings(kept))

    assert told
    assert ("readings" if table == "read_claims" else table) in told or named in told


@pytest.mark.parametrize("table", [*(kept.table.name for kept in KEPT), "read_claims", "custody", "changes"])
def test_a_row_that_was_deleted_is_missed(kept, table):
    change(kept, f"DELETE FROM {table} WHERE rowid = (SELECT min(rowid) FROM {table})")

    assert findings(kept)


def test_a_row_that_was_put_in_has_no_entry(kept):
    change(kept, "INSERT INTO gazetteers (hash, content, change) VALUES ('ab', 'name = 1', 1)")

    assert [one.because for one in findings(kept)] == ["row ab of gazetteers has no entry in the custody log"]


@pytest.mark.parametrize("column", ["kind", "subject", "digest", "seal", "change"])
def test_an_altered_entry_breaks_the_chain(kept, column):
    with sqlite3.connect(kept) as connection:
        (value,) = connection.execute(f"SELECT {column} FROM custody WHERE number = 3").fetchone()
    change(kept, (f"UPDATE custody SET {column} = ? WHERE number = 3", (altered(value),)))

    assert any("entry 3" in one.because or "entry 4" in one.because for one in findings(kept))


def test_swapped_entries_break_the_chain(kept):
    change(
        kept,
        "UPDATE custody SET number = 900 WHERE number = 3",
        "UPDATE custody SET number = 3 WHERE number = 4",
        "UPDATE custody SET number = 4 WHERE number = 900",
    )
    because = [one.because for one in findings(kept)]

    assert any(told.startswith("entry 3 ") for told in because)
    assert any(told.startswith("entry 4 ") for told in because)


@pytest.mark.parametrize(("column", "value"), [("at", "2020-01-01T00:00:00.000Z"), ("what", "linked")])
def test_the_instant_of_a_change_is_sealed(kept, column, value):
    change(kept, (f"UPDATE changes SET {column} = ? WHERE number = 1", (value,)))

    assert any("or its change was altered" in one.because for one in findings(kept))


def test_the_invocation_is_sealed(kept):
    change(kept, "UPDATE invocations SET program = '0.9'")

    assert any("or its change was altered" in one.because for one in findings(kept))


def test_a_log_that_lost_its_end_with_the_rows_is_found_out_by_a_seal_noted_before(kept):
    with open_ledger(kept, linker=toy_link) as ledger:
        noted = ledger.custody()
        assert ledger.has_seal(noted.seal)
    change(
        kept,
        "DELETE FROM decisions",
        f"DELETE FROM custody WHERE number = {noted.entries}",
        "DELETE FROM changes WHERE number = (SELECT max(number) FROM changes)",
    )

    assert findings(kept) == []
    with open_ledger(kept, linker=toy_link) as ledger:
        assert not ledger.has_seal(noted.seal)
        assert not ledger.has_seal("")


def test_a_seal_noted_earlier_stays_in_a_log_that_grew(kept):
    with open_ledger(kept, linker=toy_link) as ledger:
        noted = ledger.custody().seal
        ledger.record(
            ferry(name="c.txt", publisher="Far Bank Voice", text="Once more. " + ferry().document.text)
        )

        assert ledger.has_seal(noted)
        assert ledger.custody().seal != noted


def test_reading_the_same_page_again_logs_nothing(kept):
    with open_ledger(kept, linker=toy_link) as ledger:
        before = ledger.custody()
        ledger.record(restated(ferry(), byline="A. Fell"))

        assert ledger.custody() == before


def test_what_was_kept_without_a_log_is_logged_once(kept):
    change(kept, "DELETE FROM custody", "UPDATE erasures SET is_done = 1")
    engine = connect(kept, create=False)
    with writing(engine, "migrated") as transaction:
        first = log_missing(transaction)
    with writing(engine, "migrated") as transaction:
        again = log_missing(transaction)
    engine.dispose()

    assert first > 10
    assert again == 0


def test_an_entry_of_a_merge_needs_no_row(kept):
    engine = connect(kept, create=False)
    with writing(engine, "merged") as transaction:
        log_custody(transaction, CustodyKind.MERGE, "other.db", "0" * 64)
    engine.dispose()

    assert findings(kept) == []


def test_a_hundred_entries_in_one_transaction_make_one_chain(path):
    engine = connect(path, create=True)
    with writing(engine, "recorded") as transaction:
        for number in range(100):
            run = Run(f"0.{number}", "rules", (), ())
            row = {"id": run.id, "body": "{}", "change": transaction.change}
            transaction.connection.execute(sa.insert(schema.runs), row)
            log_row(transaction, schema.runs, run.id)
    engine.dispose()

    assert findings(path) == []


def test_what_an_older_program_kept_is_logged_when_its_ledger_is_raised(path):
    old = unpack_0001(path.parent)

    assert findings(old) == []
    with open_ledger(old, linker=toy_link) as ledger:
        assert ledger.custody().entries > len(ledger.documents())
    change(old, "UPDATE read_claims SET id = 'ab' WHERE number = 1")
    assert findings(old) != []
