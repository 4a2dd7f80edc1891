from __future__ import annotations

import re
import shutil
import sqlite3
import zlib
from contextlib import closing

import pytest
import sqlalchemy as sa

from tests.store.old_ledgers import unpack_0001
from tests.store.seen import rows_of
from twosource.errors import LedgerError, StorageError
from twosource.store import schema
from twosource.store.base import Lens
from twosource.store.connection import connect
from twosource.store.ledger import open_ledger
from twosource.store.migrate import upgrade


def tables_of(engine):
    """The SQL of every table and index, white space apart."""
    with engine.connect() as connection:
        rows = connection.exec_driver_sql("SELECT name, sql FROM sqlite_master WHERE sql IS NOT NULL")
        return {row.name: re.sub(r"\s+", "", row.sql) for row in rows}


@pytest.fixture
def engines(tmp_path):
    made = connect(tmp_path / "made.db", create=True)
    raised = sa.create_engine(f"sqlite:///{tmp_path / 'raised.db'}")
    upgrade(raised)
    old = connect(unpack_0001(tmp_path), create=False)
    yield made, raised, old
    for engine in (made, raised, old):
        engine.dispose()


@pytest.fixture
def old(tmp_path):
    return unpack_0001(tmp_path)


def test_the_migrations_lead_to_the_schema(engines):
    made, raised, old = engines

    assert tables_of(raised) == tables_of(made)
    assert tables_of(old) == tables_of(made)


def test_a_migrated_ledger_is_marked_as_one(engines):
    for engine in engines:
        with engine.connect() as connection:
            assert connection.exec_driver_sql("PRAGMA application_id").scalar() == schema.APPLICATION_ID
            version = connection.exec_driver_sql("SELECT version_num FROM alembic_version").scalar()
            assert version == schema.VERSION


def test_a_migrated_ledger_opens(tmp_path, engines):
    connect(tmp_path / "raised.db", create=False).dispose()


def test_a_raised_ledger_keeps_every_row_of_the_record(tmp_path, old):
    before = unpack_0001(tmp_path, "before.db")
    connect(old, create=False).dispose()

    for same in (
        "SELECT number, at, what, invocation FROM changes WHERE number <= 17",
        "SELECT number, at, program, what FROM invocations",
        "SELECT id, size, content, seal, change FROM captures ORDER BY id",
        "SELECT capture, name, address, change FROM capture_names ORDER BY 1, 2, 3",
        "SELECT number, id, capture, part, change FROM documents",
        "SELECT number, document, hash, stated, body, change FROM metadata",
        "SELECT id, body, change FROM runs ORDER BY id",
        "SELECT hash, content, change FROM gazetteers",
        "SELECT number, document, run, metadata, unclaimed, change FROM readings",
        "SELECT number, name, capture, document, run, because, change FROM failures",
        "SELECT reading, opened, closed, document FROM shown ORDER BY reading",
    ):
        kept = rows_of(before, same)
        assert kept
        assert rows_of(old, same) == kept
    was = "SELECT c.number, c.id, c.reading, b.body FROM claims c JOIN claim_bodies b ON b.claim = c.number"
    kept = rows_of(before, f"{was} ORDER BY 1")
    assert len(kept) == 236
    assert rows_of(old, "SELECT number, id, reading, body FROM read_claims ORDER BY number") == kept
    kept = rows_of(before, "SELECT id, body FROM documents ORDER BY number")
    assert rows_of(old, "SELECT document, body FROM bodies ORDER BY number") == kept


def test_a_reading_of_a_raised_ledger_names_its_body(old):
    connect(old, create=False).dispose()

    named = rows_of(
        old, "SELECT r.document, b.document FROM readings r LEFT JOIN bodies b ON b.number = r.body"
    )
    assert len(named) == 12
    assert all(document == of for document, of in named)


def test_words_are_found_in_a_raised_ledger_as_they_were(tmp_path, old):
    before = unpack_0001(tmp_path, "before.db")
    connect(old, create=False).dispose()

    for table, number in (("claim_words", "read_claims"), ("document_words", "bodies")):
        found = f"SELECT rowid FROM {table} WHERE {table} MATCH 'guards' ORDER BY 1"
        assert rows_of(old, found) == rows_of(before, found) != []
        lost = f"SELECT count(*) FROM {number} WHERE number NOT IN (SELECT rowid FROM {table})"
        assert rows_of(old, lost) == [(0,)]


def test_what_was_derived_is_empty_in_a_raised_ledger(old):
    connect(old, create=False).dispose()

    for name in (*schema.DERIVED, "members", "followings"):
        assert rows_of(old, f"SELECT count(*) FROM {name}") == [(0,)]
    assert rows_of(old, "SELECT name, value FROM state") == [("whole_from", "19")]
    assert rows_of(old, "SELECT what FROM changes WHERE number = 18") == [("migrated",)]


def test_an_earlier_moment_of_a_raised_ledger_can_be_asked_for(tmp_path, old):
    before = unpack_0001(tmp_path, "before.db")
    with open_ledger(old) as ledger:
        for change in (3, 8, 12, 17):
            is_open = f"opened <= {change} AND (closed IS NULL OR closed > {change})"
            shown = f"SELECT id FROM claims WHERE reading IN (SELECT reading FROM shown WHERE {is_open})"
            then = ledger.at(Lens(as_of=change))
            assert sorted(row.id for row in then.claims()) == sorted(key for (key,) in rows_of(before, shown))
            assert then.relations()
            then.close()
        assert ledger.relink() == 0


def test_a_ledger_is_raised_after_a_backup_of_all_that_it_held(tmp_path, old):
    before = old.read_bytes()
    connect(old, create=False).dispose()

    backup = tmp_path / "old.db.0001.bak"
    assert rows_of(old, "SELECT path FROM backups") == [(backup.name,)]
    assert len(backup.read_bytes()) == len(before)
    assert rows_of(backup, "SELECT version_num FROM alembic_version") == [("0001",)]
    for name in ("captures", "documents", "claims", "claim_bodies", "statements", "members"):
        whole = f"SELECT * FROM {name}"
        assert rows_of(backup, whole) == rows_of(unpack_0001(tmp_path, "before.db"), whole)


def test_a_backup_is_never_overwritten_and_every_one_is_listed(tmp_path, old):
    first = tmp_path / "old.db.0001.bak"
    connect(old, create=False).dispose()
    kept = first.read_bytes()
    shutil.copyfile(first, old)  # taken back to the older program, then raised again
    for journal in ("-wal", "-shm"):
        old.with_name(old.name + journal).unlink(missing_ok=True)
    connect(old, create=False).dispose()

    assert first.read_bytes() == kept
    listed = rows_of(old, "SELECT path FROM backups ORDER BY path")
    assert listed == [("old.db.0001.2.bak",), ("old.db.0001.bak",)]


def test_an_unfinished_backup_of_a_killed_process_is_taken_away(tmp_path, old):
    left = tmp_path / "old.db.0001.bak.part"
    left.write_bytes(b"half a page")
    connect(old, create=False).dispose()

    assert not left.exists()
    assert [path.name for path in sorted(tmp_path.glob("*.bak*"))] == ["old.db.0001.bak"]


def test_a_backup_may_be_read_by_those_who_may_read_the_ledger(tmp_path, old):
    old.chmod(0o600)
    connect(old, create=False).dispose()

    assert (tmp_path / "old.db.0001.bak").stat().st_mode & 0o777 == 0o600


def test_a_ledger_that_cannot_be_backed_up_is_not_raised(tmp_path, old, monkeypatch):
    def full(*_):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("twosource.store.backup.os.open", full)
    before = old.read_bytes()
    with pytest.raises(StorageError, match=r"raised only after a backup.*No space left"):
        connect(old, create=False)

    assert old.read_bytes() == before
    assert list(tmp_path.glob("*.bak*")) == []


def test_the_body_of_a_document_is_named_by_the_hash_of_its_json(old):
    connect(old, create=False).dispose()

    from twosource.model.capture import digest

    for hash_, body in rows_of(old, "SELECT hash, body FROM bodies"):
        assert hash_ == digest(zlib.decompress(body))[:16]


def test_a_ledger_of_a_newer_program_is_refused_and_not_written(tmp_path):
    path = tmp_path / "newer.db"
    connect(path, create=True).dispose()
    with closing(sqlite3.connect(path)) as connection:
        connection.execute("UPDATE alembic_version SET version_num = '0999'")
        connection.commit()
        connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    before = path.read_bytes()

    for create in (True, False):
        with pytest.raises(LedgerError) as refused:
            connect(path, create=create)
        assert str(refused.value) == (
            f"{path} was written by a newer Twosource (ledger schema 0999, this one knows {schema.VERSION}):"
            " update Twosource to open it"
        )
    assert path.read_bytes() == before
