"""The ledger: append-only record and derived rows, in SQLite."""
