"""A ledger of schema 0001, as the program of that day wrote it.

Six pages of ``examples/`` with their manifest and one file that is no text, read twice at commit 634469f: first alone,
then with ``examples/gazetteer.toml``, so that each document has two readings.
"""

from __future__ import annotations

import gzip
from pathlib import Path

PACKED = Path(__file__).with_name("ledger-0001.db.gz")


def unpack_0001(folder: Path, name: str = "old.db") -> Path:
    """The old ledger as a file of its own in ``folder``."""
    path = folder / name
    path.write_bytes(gzip.decompress(PACKED.read_bytes()))
    return path
