"""By what effective claims are found: who vouches for each, and the blocks in which linking looks for it."""

from __future__ import annotations

from collections.abc import Mapping

import sqlalchemy as sa

from twosource.linking.origins import Testimony
from twosource.store import schema
from twosource.store.connection import Transaction


def index_claims(transaction: Transaction, told: Mapping[int, Testimony]) -> None:
    """Let claims be found, by the numbers of their rows; headlines vouch for nothing."""
    rows = [
        {
            "origin": one.witness.key,
            "claim": number,
            "name": one.witness.name,
            "kind": one.witness.kind.value,
            "body": one.witness.body,
        }
        for number, one in sorted(told.items())
        if not one.is_headline
    ]
    if rows:
        transaction.connection.execute(sa.insert(schema.origins_of), rows)
