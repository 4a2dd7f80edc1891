"""Twosource keeps a ledger of claims read from raw news, each with its chain of sources and its exact words.

    >>> import twosource
    >>> reading = twosource.read_text("Troops crossed the river, the ministry said.", publisher="Daily Velm")
    >>> [claim.text for claim in reading.claims]
    ['Troops crossed the river']

`read` and `read_text` read a page and keep nothing; `open_ledger` asks a ledger what the command line asks.
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from twosource.errors import TwosourceError

if TYPE_CHECKING:
    from twosource.store.ledger import Ledger
    from twosource.views.library import Reading

__all__ = ["TwosourceError", "open_ledger", "read", "read_text"]


def read(path: Path | str, *, published: str | None = None, publisher: str | None = None) -> Reading:
    """The first article of a file with its claims; further ones are its ``more``.

    ``published`` is EDTF or RFC 3339; what is stated here beats what the page says. InputError for a file that cannot
    be read.
    """
    from twosource.views import library  # what reads is loaded when something is read

    return library.read(Path(path), published=published, publisher=publisher)


def read_text(text: str, *, published: str | None = None, publisher: str | None = None) -> Reading:
    """The same of a text."""
    from twosource.views import library

    return library.read_text(text, published=published, publisher=publisher)


def open_ledger(path: Path | str) -> Ledger:
    """A ledger to ask; close it, or use it in a ``with`` statement. LedgerError where there is none."""
    from twosource.store import open_ledger as opened

    return opened(path)
