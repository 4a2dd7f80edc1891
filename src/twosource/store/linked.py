"""Which linking derived what a ledger holds: another program's is derived anew before it is read."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache
from importlib.metadata import version
from importlib.resources import files
from typing import Final

import sqlalchemy as sa
from sqlalchemy.engine import Connection

from twosource.model.capture import digest, short_id
from twosource.store import schema
from twosource.store.connection import Transaction

LINKING: Final = 2
"""The version of linking: raised where the same claims would give other rows."""

TABLES: Final = ("states.toml", "actors.toml", "en/organs.toml", "en/predicates.toml")
"""The shipped tables that linking reads."""

_LINKED_BY: Final = "linked_by"
_LINKED_WITH: Final = "linked_with"


def is_linked_by_another(connection: Connection) -> bool:
    """Whether what is derived was derived by another linking than this program's, or not at all."""
    return _noted(connection, _LINKED_BY) != linking_version()


def is_linked_with_others(connection: Connection, gazetteers: Sequence[str]) -> bool:
    """Whether what is derived was derived while the ledger knew other gazetteers: an actor may have been another then."""
    return _noted(connection, _LINKED_WITH) != " ".join(gazetteers)


def mark_linked(transaction: Transaction, gazetteers: Sequence[str]) -> None:
    """Note that all that is derived is this program's, made with the actors of these gazetteers."""
    rows = [
        {"name": _LINKED_BY, "value": linking_version()},
        {"name": _LINKED_WITH, "value": " ".join(gazetteers)},
    ]
    transaction.connection.execute(sa.insert(schema.state).prefix_with("OR REPLACE"), rows)


def _noted(connection: Connection, name: str) -> str | None:
    table = schema.state
    value: str | None = connection.execute(sa.select(table.c.value).where(table.c.name == name)).scalar()
    return value


@cache
def linking_version() -> str:
    """The hash of what decides how claims are linked: this program's version, its linking, and the shipped tables."""
    folder = files("twosource.data")
    read = [digest((folder / name).read_bytes()) for name in TABLES]
    return short_id(version("twosource"), str(LINKING), *read)
