"""The state of a ledger at one of its changes: which rows were there, which were open, and which change an instant means."""

from __future__ import annotations

from datetime import UTC, date, datetime
from typing import Any, Final

import sqlalchemy as sa
from sqlalchemy.engine import Connection

from twosource.errors import ConfigError
from twosource.store import schema

Condition = sa.ColumnElement[bool]

WHOLE_FROM: Final = "whole_from"
"""The name under which the state keeps the change from which the history of derived rows is whole."""


def was_there(table: sa.FromClause, at: int | None) -> Condition:
    """Whether a row of the record had been written by a change; always where it is None."""
    return sa.true() if at is None else table.c.change <= at


def has_words(document: str) -> sa.Select[Any]:
    """A row where the words of a document are kept, none where they were erased."""
    return sa.select(schema.bodies.c.number).where(schema.bodies.c.document == document).limit(1)


def is_kept(at: int | None) -> Condition:
    """Whether a row of `documents` was there at a change, and its words are kept."""
    documents, bodies = schema.documents, schema.bodies
    is_there = sa.exists().where(bodies.c.document == documents.c.id, was_there(bodies, at))
    return sa.and_(was_there(documents, at), is_there)


def is_open(table: sa.Table, at: int | None) -> Condition:
    """Whether a derived row was open at a change, now where it is None."""
    if at is None:
        return table.c.closed.is_(None)
    return sa.and_(table.c.opened <= at, sa.or_(table.c.closed.is_(None), table.c.closed > at))


def is_whole(connection: Connection, at: int | None) -> bool:
    """Whether the derived rows open at a change are all there were: an erasure or an upgrade since may have taken some."""
    table = schema.state
    since = connection.execute(sa.select(table.c.value).where(table.c.name == WHOLE_FROM)).scalar()
    return at is None or since is None or at >= int(since)


def change_of(connection: Connection, as_of: int | str | None) -> int | None:
    """The number of the change that a moment means: itself, or the last one made by a UTC instant; 0 before the first.

    None for None, which is now. ConfigError for what is neither, or for a change that is still to come.
    """
    if as_of is None:
        return None
    table = schema.changes
    newest: int = connection.execute(sa.select(sa.func.max(table.c.number))).scalar() or 0
    if isinstance(as_of, int) or as_of.isdigit():
        number = int(as_of)
        if number > newest:
            raise ConfigError(f"change {number} is not there yet: the newest is {newest}")
        return number
    made_by = sa.select(sa.func.max(table.c.number)).where(table.c.at <= _instant(as_of))
    return connection.execute(made_by).scalar() or 0


def day_of(known_by: str | None) -> str | None:
    """The ISO day by whose end something is to have been published; None for None. ConfigError for what is no day."""
    if known_by is None:
        return None
    try:
        return date.fromisoformat(known_by).isoformat()
    except ValueError as error:
        raise ConfigError(f"“{known_by}” is no day: write 2031-04-02") from error


def _instant(text: str) -> str:
    """An instant as `changes` holds it: UTC with milliseconds; a day alone is its last moment."""
    try:
        moment = datetime.fromisoformat(text)
    except ValueError as error:
        raise ConfigError(
            f"“{text}” is no moment: give a change number, a day (2031-04-02) or an instant (2031-04-02T09:30:00Z)"
        ) from error
    if len(text) == len("2031-04-02"):
        moment = moment.replace(hour=23, minute=59, second=59, microsecond=999_000)
    if moment.tzinfo is None:
        moment = moment.replace(tzinfo=UTC)
    return moment.astimezone(UTC).isoformat(timespec="milliseconds").replace("+00:00", "Z")
