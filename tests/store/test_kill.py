"""A process that is killed at any statement loses no committed document, and leaves nothing half done."""

from __future__ import annotations

import signal
import subprocess
import sys
from pathlib import Path

import pytest

from tests.store.made import ferry, toy_link
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
