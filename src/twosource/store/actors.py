"""The actors that a ledger's readings know: the shipped table and the gazetteers they were read with."""

from __future__ import annotations

import tomllib
from functools import cache

import sqlalchemy as sa
from sqlalchemy.engine import Connection

from twosource.analysis.actors import ActorTable
from twosource.analysis.gazetteer import shipped_toml
from twosource.linking.actors import TableActors
from twosource.model.codec import loads
from twosource.model.run import Run
from twosource.store import schema
from twosource.store.times import is_open

GAZETTEER = "gazetteer:"
"""What the name of a reader's own gazetteer begins with among the resources of a run."""

INDEX = "gazetteer-index:"
"""What the name of an index that a reader built begins with there: it has no actors, and the ledger does not keep it."""


def known_actors(connection: Connection, at: int | None = None) -> TableActors:
    """The actors known to the readings that are shown at a change."""
    return _actors(tuple(content for _, content in _gazetteers(connection, at)))


def kept_gazetteers(connection: Connection) -> tuple[tuple[str, str], ...]:
    """File name and content of each gazetteer that a reading shown now was made with."""
    named = {value: name.removeprefix(GAZETTEER) for name, value in _wanted(connection, None)}
    return tuple((named[key], content) for key, content in _gazetteers(connection, None))


def known_gazetteers(connection: Connection, at: int | None = None) -> tuple[str, ...]:
    """The hashes of the gazetteers that the readings shown at a change were made with, sorted."""
    return tuple(sorted({value for _, value in _wanted(connection, at)}))


def named_indexes(connection: Connection) -> tuple[str, ...]:
    """File names of the indexes that a reading shown now was made with, sorted."""
    return tuple(sorted({name.removeprefix(INDEX) for name, _ in _wanted(connection, None, INDEX)}))


def _gazetteers(connection: Connection, at: int | None) -> list[tuple[str, str]]:
    """Hash and content of the gazetteers of the readings shown at a change, by hash."""
    table = schema.gazetteers
    wanted = sorted({value for _, value in _wanted(connection, at)})
    query = sa.select(table.c.hash, table.c.content).where(table.c.hash.in_(wanted)).order_by(table.c.hash)
    return [(row.hash, row.content) for row in connection.execute(query)]


def _wanted(connection: Connection, at: int | None, prefix: str = GAZETTEER) -> set[tuple[str, str]]:
    """Name and hash of the gazetteers, or other resources, of the readings shown at a change."""
    runs = schema.runs
    found: set[tuple[str, str]] = set()
    for run, body in connection.execute(sa.select(runs.c.id, runs.c.body)).all():
        named = [(name, value) for name, value in loads(Run, body).resources if name.startswith(prefix)]
        # Asked of each run that names one: to list the runs of all readings takes as long as there are readings.
        if named and connection.execute(_is_shown(run, at)).scalar():
            found.update(named)
    return found


def _is_shown(run: str, at: int | None) -> sa.Select[tuple[bool]]:
    """Whether any reading by this run is shown."""
    readings, shown = schema.readings, schema.shown
    query = sa.select(shown.c.reading).join(readings, readings.c.number == shown.c.reading)
    return sa.select(query.where(readings.c.run == run, is_open(shown, at)).exists())


@cache
def _actors(gazetteers: tuple[str, ...]) -> TableActors:
    """One and the same for the same gazetteers, so that what was read with it can be kept."""
    return TableActors(_table(gazetteers))


@cache
def _table(gazetteers: tuple[str, ...]) -> ActorTable:
    own = [tomllib.loads(content) for content in gazetteers]
    return ActorTable(
        shipped_toml("states.toml")["state"],
        shipped_toml("actors.toml")["actor"],
        shipped_toml("en/organs.toml")["organ"],
        [row for table in own for row in table.get("actor", ())],
        [row for table in own for row in table.get("place", ())],
        shipped_toml("actors.toml")["ambiguous"],
    )
