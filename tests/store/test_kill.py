"""A process that is killed at any statement loses no committed document, and leaves nothing half done."""

from __future__ import annotations

import os
import random
import shutil
import signal
import subprocess
import sys
import time
from multiprocessing import get_context
from pathlib import Path

import pytest

from tests.store import killing
from tests.store.made import ferry, toy_link
from tests.store.seen import rows_of, seen
from twosource.store.ledger import open_ledger

ROOT = Path(__file__).parents[2]

CHILD = """
import os, signal, sys
import sqlalchemy as sa
from tests.store.made import ferry, toy_link
from twosource.store.ledger import open_ledger

path, last = sys.argv[1], int(sys.argv[2])
ledger = open_ledger(path, create=True, linker=toy_link)
ledger.record(ferry())
count = 0

@sa.event.listens_for(ledger._engine, "after_cursor_execute")
def _kill(*_):
    global count
    count += 1
    if count == last:
        os.kill(os.getpid(), signal.SIGKILL)

ledger.record(ferry(name="b.txt", publisher="Coast Daily", text="Again. " + ferry().document.text))
ledger.relink()
"""


@pytest.mark.parametrize("last", [1, 6, 11, 16, 24, 40])
def test_a_killed_process_loses_nothing_that_was_committed(tmp_path, last):
    path = tmp_path / "killed.db"
    command = [sys.executable, "-c", CHILD, str(path), str(last)]
    done = subprocess.run(command, cwd=ROOT, env={"PYTHONPATH": f"{ROOT / 'src'}:{ROOT}"}, check=False)
    assert done.returncode == -signal.SIGKILL

    with open_ledger(path, linker=toy_link) as ledger, open_ledger(path, linker=toy_link) as other:
        assert list(ledger.verify()) == []
        rows = ledger.documents()
        assert ferry().document in [row.document for row in rows]
        assert len(ledger.claims()) == 2 * len(rows)
        assert len(ledger.statements()) == len(
            toy_link([row.claim for row in ledger.claims()], {}).statements
        )
        again = ferry(name="b.txt", publisher="Coast Daily", text="Again. " + ferry().document.text)
        other.record(again)
        assert len(ledger.documents()) == 2


# ---------------------------------------------------------------------- at a random moment of all kinds of work

MOMENTS = 40 if os.environ.get("PROOFS") else 2
"""How often each kind of work is killed: 200 times in all (`make proofs`), ten in CI."""


@pytest.fixture(scope="module")
def processes():
    """What starts processes that have all modules loaded, so that they are killed at work and not at a start."""
    context = get_context("forkserver")
    context.set_forkserver_preload(
        ["tests.store.killing", "twosource.store.merge", "twosource.store.migrate"]
    )
    return context


@pytest.fixture(scope="module")
def begun(tmp_path_factory):
    folder = tmp_path_factory.mktemp("begun")
    killing.prepare(folder)
    return folder


@pytest.fixture(scope="module")
def undisturbed(begun, tmp_path_factory, processes):
    """For each kind of work: how long it takes, and what is seen of the ledger after it."""
    out = {}
    for name in killing.WORK:
        path, log = laid_out(begun, tmp_path_factory.mktemp(name), name)
        process = processes.Process(target=killing.work, args=(name, str(path), str(log)))
        process.start()
        began = wait_for_beginning(log, process)
        process.join(120)
        assert process.exitcode == 0
        took = time.monotonic() - began
        with open_ledger(path) as ledger:
            out[name] = took, seen(ledger)
    return out


def laid_out(begun, folder, name):
    """The ledger that this work begins with, in a folder of its own, and the log that its process writes."""
    for file in begun.iterdir():
        shutil.copyfile(file, folder / file.name)
    return folder / killing.BEGINS_WITH[name], folder / "log"


def wait_for_beginning(log, process):
    while not (log.exists() and log.read_text().startswith("begin\n")):
        assert process.is_alive() or process.exitcode == 0
        time.sleep(0.001)
    return time.monotonic()


@pytest.mark.parametrize("moment", range(MOMENTS))
@pytest.mark.parametrize("name", killing.WORK)
def test_work_killed_at_any_moment_loses_nothing_and_can_be_done_again(
    begun, tmp_path, processes, undisturbed, name, moment
):
    took, whole = undisturbed[name]
    path, log = laid_out(begun, tmp_path, name)
    process = processes.Process(target=killing.work, args=(name, str(path), str(log)))
    process.start()
    wait_for_beginning(log, process)
    time.sleep(took * random.Random(f"{name} {moment}").random())
    process.kill()
    process.join(60)
    assert process.exitcode in (0, -signal.SIGKILL)
    committed = [line for line in log.read_text().splitlines() if line not in ("begin", "done")]

    before = record_of(begun / killing.BEGINS_WITH[name])
    with open_ledger(path) as ledger:
        assert list(ledger.verify()) == []
        after = record_of(path)
        if name == "erasing":
            assert {row.id for row in ledger.documents()} == {
                row.id for row in whole["documents"]
            } or not committed
        else:
            assert before <= after
        assert set(committed) - {"raised"} <= {key for _, key in after}
        ledger.relink_if_stale()  # a migration leaves what is derived to the first question
        assert ledger.relink() == 0
        assert rows_of(path, "PRAGMA integrity_check") == [("ok",)]

    killing.WORK[name](path, lambda words: None)
    with open_ledger(path) as ledger:
        assert list(ledger.verify()) == []
        assert seen(ledger) == whole
    for backup in path.parent.glob("*.bak"):
        assert rows_of(backup, "SELECT version_num FROM alembic_version") == [("0001",)]
        assert record_of(backup) == before


def record_of(path):
    """Every row of the record that one transaction or another committed, by table and id."""
    version = rows_of(path, "SELECT version_num FROM alembic_version")
    claims = "claims" if version == [("0001",)] else "read_claims"
    queries = {
        "captures": "SELECT id FROM captures WHERE content IS NOT NULL",
        "documents": "SELECT id FROM documents",
        "readings": "SELECT document || run || metadata FROM readings",
        "claims": f"SELECT number || id || reading FROM {claims}",
        "decisions": "SELECT id FROM decisions" if version != [("0001",)] else "SELECT claim FROM decisions",
        "erased": "SELECT capture FROM erasures" if version != [("0001",)] else "SELECT 1 WHERE 0",
    }
    return {(table, str(key)) for table, query in queries.items() for (key,) in rows_of(path, query)}
