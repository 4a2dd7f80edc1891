"""A ledger of three invented reports."""

from __future__ import annotations

from dataclasses import replace

import pytest

from tests.store.made import toy_link
from tests.unit.views.made import entries
from twosource.linking.due import due_of
from twosource.store.ledger import open_ledger


def linked(claims, contexts, *, actors=None):
    """What the toy linker derives, with what is due."""
    derived = toy_link(claims, contexts, actors=actors)
    return replace(derived, dues=due_of(claims, derived.relations))


@pytest.fixture(scope="session")
def path(tmp_path_factory):
    """A ledger's file."""
    made = tmp_path_factory.mktemp("views") / "made.db"
    with open_ledger(made, create=True, linker=linked) as ledger:
        for entry in entries():
            ledger.record(entry)
        ledger.relink()
    return made


@pytest.fixture
def reader(path):
    """A reader of it."""
    with open_ledger(path, linker=linked) as ledger:
        yield ledger
