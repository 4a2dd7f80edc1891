"""A ledger of three invented reports."""

from __future__ import annotations

import pytest

from tests.store.made import toy_link
from tests.unit.views.made import entries
from twosource.store.ledger import open_ledger


@pytest.fixture(scope="session")
def path(tmp_path_factory):
    """A ledger's file."""
    made = tmp_path_factory.mktemp("views") / "made.db"
    with open_ledger(made, create=True, linker=toy_link) as ledger:
        for entry in entries():
            ledger.record(entry)
        ledger.relink()
    return made


@pytest.fixture
def reader(path):
    """A reader of it."""
    with open_ledger(path, linker=toy_link) as ledger:
        yield ledger
