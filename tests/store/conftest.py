"""Documents and claims made by hand, and a linker that is small enough to see through."""

from __future__ import annotations

import pytest

from twosource.store.ledger import open_ledger

from .made import toy_link


@pytest.fixture
def path(tmp_path):
    return tmp_path / "test.db"


@pytest.fixture
def ledger(path):
    with open_ledger(path, create=True, linker=toy_link) as opened:
        yield opened


@pytest.fixture
def linked(path):
    """A ledger that links as the program does."""
    with open_ledger(path, create=True) as opened:
        yield opened
