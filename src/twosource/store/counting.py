"""How many claims and origins there are. Of now they are counted as all but the few that are closed: rows are wide to read."""

from __future__ import annotations

from typing import Any

import sqlalchemy as sa
from sqlalchemy.engine import Connection

from twosource.store import schema
from twosource.store.base import ClaimQuestion
from twosource.store.questions import claims_asked

_CLOSED = sa.select(schema.claims.c.number).where(schema.claims.c.closed.is_not(None))


def count_claims(connection: Connection, at: int | None) -> int:
    """How many effective claims are open at a change, now where it is None."""
    if at is not None:
        return _count(connection, claims_asked(ClaimQuestion(), at))
    everything = sa.select(sa.func.count()).select_from(schema.claims)
    number: int = connection.execute(everything).scalar_one()
    return number - _count(connection, _CLOSED)


def count_origins(connection: Connection, at: int | None, *, is_whole: bool) -> int:
    """How many origins vouch for a claim open at a change; ``is_whole``: where no claim is laid out of sight."""
    origins = schema.origins_of
    query = sa.select(sa.func.count(origins.c.origin.distinct()))
    if at is None and is_whole:
        query = query.where(origins.c.claim.not_in(_CLOSED))
    else:
        query = query.where(origins.c.claim.in_(claims_asked(ClaimQuestion(), at)))
    number: int = connection.execute(query).scalar_one()
    return number


def _count(connection: Connection, query: sa.Select[Any]) -> int:
    number: int = connection.execute(sa.select(sa.func.count()).select_from(query.subquery())).scalar_one()
    return number
