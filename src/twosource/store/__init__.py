"""The ledger: append-only record and derived rows, in SQLite."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from twosource.store.ledger import Ledger


def open_ledger(path: Path | str, *, create: bool = False, wait_s: int = 30) -> Ledger:
    """The ledger at ``path``, made where there is none and ``create`` is set; LedgerError where it cannot
    be opened. A writer waits ``wait_s`` seconds for another."""
    from twosource.store import ledger  # the database's library is loaded when a ledger is opened, not before

    return ledger.open_ledger(path, create=create, wait_s=wait_s)
