"""What there is to see of a ledger, for comparing two of them."""

from __future__ import annotations

import sqlite3
from contextlib import closing

RECORD = (
    "captures", "capture_names", "documents", "bodies", "metadata", "runs", "gazetteers", "readings", "read_claims",
    "failures", "decisions", "erasures", "custody", "changes", "invocations",
)  # fmt: skip


def seen(ledger):
    """All that views show of a ledger."""
    return {
        "documents": ledger.documents(),
        "claims": ledger.claims(),
        "statements": ledger.statements(),
        "relations": ledger.relations(),
        "figures": ledger.figures(),
        "positions": ledger.positions(),
        "events": ledger.events(),
        "sources": ledger.sources(),
        "origins": ledger.origins(),
        "gaps": ledger.gaps(),
        "due": ledger.due(),
        "decisions": ledger.decisions(),
        "runs": ledger.runs(),
        "counts": ledger.counts(),
    }


def sizes(path):
    """How many rows each table of the record has."""
    with closing(sqlite3.connect(path)) as connection:
        return {name: connection.execute(f"SELECT count(*) FROM {name}").fetchone()[0] for name in RECORD}


def rows_of(path, sql):
    """What a query gives, asked of the file itself."""
    with closing(sqlite3.connect(path)) as connection:
        return connection.execute(sql).fetchall()
