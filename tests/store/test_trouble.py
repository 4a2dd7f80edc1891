"""A full disk, a file that may not be written, another writer: one clear sentence, and nothing half-written."""

from __future__ import annotations

import ctypes
import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.store.made import ferry, toy_link
from tests.store.old_ledgers import unpack_0001
from tests.store.seen import rows_of
from twosource.errors import StorageError
from twosource.store.connection import connect, writing
from twosource.store.ledger import open_ledger

ROOT = Path(__file__).parents[2]


def again(number):
    text = f"Once more, in {number} words. " + ferry().document.text
    return ferry(name=f"{number}.txt", publisher=f"Coast Daily {number}", text=text)


def test_a_writer_that_waited_long_enough_says_so_and_writes_nothing(path):
    with open_ledger(path, create=True, linker=toy_link) as ledger:
        ledger.record(ferry())
        ledger.relink_if_stale()
    with (
        open_ledger(path, linker=toy_link) as first,
        open_ledger(path, wait_s=0, linker=toy_link) as second,
        writing(first._engine, "recorded"),
    ):
        with pytest.raises(StorageError) as refused:
            second.record(again(1))
        assert str(refused.value) == (
            f"another process is writing to {path}, and 0 s were not enough for it to end"
        )
        assert len(second.documents()) == 1


def test_a_writer_waits_for_another(path):
    with open_ledger(path, create=True, linker=toy_link) as ledger:
        ledger.record(ferry())
    waiting = """
import sys
from tests.store.made import toy_link
from tests.store.test_trouble import again
from twosource.store.ledger import open_ledger
with open_ledger(sys.argv[1], linker=toy_link) as ledger:
    print("ready", flush=True)
    ledger.record(again(1))
"""
    with open_ledger(path, linker=toy_link) as ledger:
        with writing(ledger._engine, "recorded"):
            command = [sys.executable, "-c", waiting, str(path)]
            other = subprocess.Popen(command, cwd=ROOT, env=ENVIRONMENT, stdout=subprocess.PIPE)
            assert other.stdout is not None
            assert other.stdout.readline() == b"ready\n"
            with pytest.raises(subprocess.TimeoutExpired):
                other.wait(0.5)
        assert other.wait(60) == 0
        other.stdout.close()
        assert len(ledger.documents()) == 2


ENVIRONMENT = {"PYTHONPATH": f"{ROOT / 'src'}:{ROOT}", "PATH": os.environ.get("PATH", "")}


def test_a_full_disk_is_told_and_leaves_what_was_committed(path):
    with open_ledger(path, create=True, linker=toy_link) as ledger:
        ledger.record(ferry())
        _fill(ledger)
        with pytest.raises(StorageError) as refused:
            _record_many(ledger)
        assert str(refused.value) == f"{path} cannot be written: the disk is full"
    with open_ledger(path, linker=toy_link) as ledger:
        rows = ledger.documents()
        assert len(rows) >= 1
        assert all(row.claims == 2 for row in rows)
        assert list(ledger.verify()) == []
        ledger.record(again(1000))
        assert len(ledger.documents()) == len(rows) + 1


def _record_many(ledger):
    for number in range(500):
        ledger.record(again(number))


def _fill(ledger):
    """Let the file grow by a few pages only, as a disk does that is nearly full."""
    import sqlalchemy as sa

    @sa.event.listens_for(ledger._engine, "begin")
    def _limit(connection):
        pages = connection.exec_driver_sql("PRAGMA page_count").scalar()
        if not hasattr(ledger, "limit"):
            ledger.limit = pages + 12
        connection.exec_driver_sql(f"PRAGMA max_page_count = {ledger.limit}")


LIMITED = """
import resource, signal, sys
from tests.store.made import toy_link
from tests.store.test_trouble import again
from twosource.errors import StorageError
from twosource.store.ledger import open_ledger

signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
resource.setrlimit(resource.RLIMIT_FSIZE, (int(sys.argv[2]), -1))
try:
    with open_ledger(sys.argv[1], create=True, linker=toy_link) as ledger:
        for number in range(200):
            ledger.record(again(number))
            print(number, flush=True)
except StorageError as error:
    sys.exit(f"told: {error}")
"""


def test_a_limit_on_the_size_of_files_is_told_and_leaves_what_was_committed(path):
    size = 700_000
    command = [sys.executable, "-c", LIMITED, str(path), str(size)]
    done = subprocess.run(command, cwd=ROOT, env=ENVIRONMENT, capture_output=True, text=True, check=False)
    assert done.stderr.startswith(f"told: {path} cannot be ")
    assert len(done.stderr.splitlines()) == 1
    committed = len(done.stdout.splitlines())
    assert 0 < committed < 200

    with open_ledger(path, linker=toy_link) as ledger:
        rows = ledger.documents()
        assert len(rows) == committed
        assert all(row.claims == 2 for row in rows)
        assert list(ledger.verify()) == []


QUESTION = """
import sys
from tests.store.made import toy_link
from tests.store.test_trouble import again, without_privileges
from twosource.errors import LedgerError
from twosource.store.ledger import open_ledger

without_privileges()
try:
    with open_ledger(sys.argv[1], linker=toy_link) as ledger:
        if sys.argv[2] == "write":
            ledger.record(again(1))
        print(len(ledger.documents()), len(ledger.claims()), len(list(ledger.verify())))
except LedgerError as error:
    sys.exit(f"{type(error).__name__}: {error}")
"""


def without_privileges():
    """Let the rights of files hold for this process too, where it runs as root: its capabilities are dropped."""
    if os.geteuid() == 0:
        version = 0x20080522
        header, nothing = (ctypes.c_uint32 * 2)(version, 0), (ctypes.c_uint32 * 6)()
        assert ctypes.CDLL(None).capset(header, nothing) == 0


def asked(path, what="read"):
    """A question put by a process that may not write where the rights of the files say so."""
    command = [sys.executable, "-c", QUESTION, str(path), what]
    return subprocess.run(command, cwd=ROOT, env=ENVIRONMENT, capture_output=True, text=True, check=False)


@pytest.fixture
def kept(tmp_path):
    path = tmp_path / "kept.db"
    with open_ledger(path, create=True, linker=toy_link) as ledger:
        ledger.record(ferry())
        ledger.relink_if_stale()
    return path


@pytest.fixture
def read_only(kept):
    kept.chmod(0o444)
    kept.parent.chmod(0o555)
    yield kept
    kept.parent.chmod(0o755)
    kept.chmod(0o644)


def test_a_ledger_that_may_not_be_written_can_be_read(read_only):
    before = read_only.read_bytes()
    done = asked(read_only)

    assert (done.stdout, done.stderr) == ("1 2 0\n", "")
    assert read_only.read_bytes() == before


def test_a_file_that_may_not_be_written_can_be_read_in_a_folder_that_may(kept):
    kept.chmod(0o444)

    assert asked(kept).stdout == "1 2 0\n"


def test_writing_to_a_ledger_that_may_not_be_written_is_refused(read_only):
    done = asked(read_only, "write")

    assert done.stdout == ""
    assert done.stderr == (
        f"StorageError: {read_only} cannot be written: the file or its folder is read-only\n"
    )


def test_a_journal_that_cannot_be_taken_in_is_named(kept):
    with open_ledger(kept, linker=toy_link) as ledger:
        ledger.record(again(1))
        ledger.relink_if_stale()
        journal = kept.with_name(f"{kept.name}-wal").read_bytes()
    kept.with_name(f"{kept.name}-wal").write_bytes(journal)
    kept.chmod(0o444)
    kept.parent.chmod(0o555)
    done = asked(kept)
    kept.parent.chmod(0o755)

    assert done.returncode == 1
    assert done.stderr == (
        f"StorageError: {kept} is read-only and has a journal ({kept}-wal) that was never taken into it:"
        " copy both to a folder that can be written\n"
    )


def test_an_older_ledger_that_may_not_be_written_says_what_to_do(tmp_path):
    old = unpack_0001(tmp_path)
    old.chmod(0o444)
    tmp_path.chmod(0o555)
    done = asked(old)
    tmp_path.chmod(0o755)

    assert done.stderr == (
        f"StorageError: {old} is of an older schema (0001, this Twosource writes 0002) and is read-only: copy it to a"
        " folder that can be written, and open the copy\n"
    )


FULL_WHILE_RAISED = """
import resource, signal, sys
import sqlalchemy as sa
from pathlib import Path
from twosource.errors import StorageError
from twosource.store.connection import connect

signal.signal(signal.SIGXFSZ, signal.SIG_IGN)

@sa.event.listens_for(sa.engine.Engine, "before_cursor_execute")
def _limit(connection, cursor, statement, *_):
    if "INSERT INTO read_claims" in statement:
        resource.setrlimit(resource.RLIMIT_FSIZE, (4096, -1))

try:
    connect(Path(sys.argv[1]), create=False)
except StorageError as error:
    sys.exit(f"told: {error}")
"""


def test_a_migration_on_a_disk_that_runs_full_leaves_the_older_ledger(tmp_path):
    old = unpack_0001(tmp_path)
    before = rows_of(old, "SELECT id, body FROM documents")
    command = [sys.executable, "-c", FULL_WHILE_RAISED, str(old)]
    done = subprocess.run(command, cwd=ROOT, env=ENVIRONMENT, capture_output=True, text=True, check=False)

    assert done.stderr.startswith(f"told: {old} cannot be ")
    assert len(done.stderr.splitlines()) == 1
    assert rows_of(old, "SELECT version_num FROM alembic_version") == [("0001",)]
    assert rows_of(old, "SELECT id, body FROM documents") == before
    connect(old, create=False).dispose()
    assert rows_of(old, "SELECT version_num FROM alembic_version") == [("0002",)]
    assert len(rows_of(old, "SELECT path FROM backups")) == len(list(tmp_path.glob("*.bak"))) == 2
