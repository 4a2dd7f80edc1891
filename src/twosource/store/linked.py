"""Which linking derived what a ledger holds: another program's is derived anew before it is read."""

from __future__ import annotations

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


def is_linked_by_another(connection: Connection) -> bool:
    """Whether what is derived was derived by another linking than this program's, or not at all."""
    table = schema.state
    made_by = connection.execute(sa.select(table.c.value).where(table.c.name == _LINKED_BY)).scalar()
    return made_by != linking_version()


def mark_linked(transaction: Transaction) -> None:
    """Note that all that is derived is this program's."""
    row = {"name": _LINKED_BY, "value": linking_version()}
    transaction.connection.execute(sa.insert(schema.state).prefix_with("OR REPLACE"), row)


@cache
def linking_version() -> str:
    """The hash of what decides how claims are linked: this program's version, its linking, and the shipped tables."""
    folder = files("twosource.data")
    read = [digest((folder / name).read_bytes()) for name in TABLES]
    return short_id(version("twosource"), str(LINKING), *read)
