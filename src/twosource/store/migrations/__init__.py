"""Numbered migrations: the first makes an empty ledger, each other leads from the one before it."""
