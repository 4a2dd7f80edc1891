"""Work that is done to a ledger by a process of its own, which is killed at some moment of it.

Each kind of work says after every transaction what it has committed, in a file that outlives it.
"""

from __future__ import annotations

import os
import sqlite3
import sys
from collections.abc import Callable
from contextlib import closing
from functools import partial
from pathlib import Path
from unittest.mock import patch

from tests.store.made import FERRY, ferry
from tests.store.old_ledgers import unpack_0001
from tests.store.test_decisions import correct, decide, grade, mark
from tests.unit.batch.stand_ins import PROGRAM, make_examine
from tests.unit.batch.test_read import given
from twosource.batch import read
from twosource.batch.inline import inline
from twosource.model.vocabulary import CorrectedField, DecisionKind
from twosource.settings import Settings
from twosource.store.ledger import open_ledger

Told = Callable[[str], None]

PAGES = [
    given(f"{place}.txt", f"The ferry sank off {place}. It rained.", publisher=place, published="2031-04-02")
    for place in ("Ansa", "Bree", "Corm", "Dunn", "Esk", "Fell")
]
"""What is read; nothing of it is in the ledger that the work begins with."""

_NOTE = decide(DecisionKind.NOTE, 5, claims=(mark(),), value="ask the harbour office")
DECISIONS = (
    grade("2", day=1),
    correct(CorrectedField.ACT, '"hint"', day=2),
    grade("4", day=3),
    decide(DecisionKind.WITHDRAW, 4, document=ferry().document.id),
    _NOTE,
    decide(DecisionKind.UNDO, 6, undoes=_NOTE.id),
)


def prepare(folder: Path) -> None:
    """The ledgers that work begins with: one with two reports, another with three, and an older one."""
    for name, places in (
        ("begun.db", ("Ansa Daily", "")),
        ("other.db", ("Bree Post", "Corm News", "Dunn Echo")),
    ):
        with open_ledger(folder / name, create=True) as ledger:
            ledger.begin(program="0.1", what="read")
            for place in places:
                ledger.record(_report(place))
    unpack_0001(folder)


def _report(place: str):
    """The ferry's report, or what another outlet makes of it."""
    return ferry(name=f"{place}.txt", publisher=place, text=f"From {place}. {FERRY}") if place else ferry()


def reading(path: Path, told: Told) -> None:
    """Read six pages; each is committed by itself."""
    # Put back afterwards: the preparation reads in the process of the tests themselves.
    with patch.object(read, "load_program", lambda *what: PROGRAM), open_ledger(path) as ledger:
        engine = partial(inline, examine=make_examine())
        read.read_inputs(
            PAGES, ledger, Settings(), engine, lambda done, outcome: told(outcome.document or "")
        )


def reviewing(path: Path, told: Told) -> None:
    """Decide six things, one after the other."""
    with open_ledger(path) as ledger:
        for decision in DECISIONS:
            ledger.decide([decision])
            told(decision.id)


def erasing(path: Path, told: Told) -> None:
    """Erase one of the two documents."""
    with open_ledger(path) as ledger:
        if ledger.documents() and ferry().document.id in {row.id for row in ledger.documents()}:
            ledger.erase(ferry().document.id, by="Kestrel", because="it names a guard")
        told(ferry().document.capture)


def migrating(path: Path, told: Told) -> None:
    """Raise a ledger of an older schema, and derive anew what follows from it."""
    with open_ledger(path) as ledger:
        told("raised")
        ledger.relink_if_stale()


def merging(path: Path, told: Told) -> None:
    """Take in a ledger of three reports."""
    with open_ledger(path) as ledger, closing(sqlite3.connect(path.with_name("other.db"))) as other:
        documents = [key for (key,) in other.execute("SELECT id FROM documents ORDER BY number")]
        ledger.merge(
            path.with_name("other.db"), program="0.1", progress=lambda done, _: told(documents[done - 1])
        )


WORK: dict[str, Callable[[Path, Told], None]] = {
    work.__name__: work for work in (reading, reviewing, erasing, migrating, merging)
}
BEGINS_WITH = {name: "old.db" if name == "migrating" else "begun.db" for name in WORK}


def work(name: str, path: str, log: str) -> None:
    """Do the work, telling in the log when it begins, what it has committed, and when it is done."""
    file = os.open(log, os.O_WRONLY | os.O_CREAT | os.O_APPEND)

    def told(words: str) -> None:
        os.write(file, f"{words}\n".encode())

    told("begin")
    WORK[name](Path(path), told)
    told("done")
    sys.stdout.flush()
