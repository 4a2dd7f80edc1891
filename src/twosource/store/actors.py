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


def known_actors(connection: Connection, at: int | None = None) -> TableActors:
    """The actors known to the readings that are shown at a change."""
    runs, table = schema.runs, schema.gazetteers
    named = {
        run: [value for name, value in loads(Run, body).resources if name.startswith(GAZETTEER)]
        for run, body in connection.execute(sa.select(runs.c.id, runs.c.body))
    }
    wanted: set[str] = set()
    for run, values in named.items():
        # Asked of each run that names one: to list the runs of all readings takes as long as there are readings.
        if values and connection.execute(_is_shown(run, at)).scalar():
            wanted.update(values)
    if not wanted:
        return _actors(())
    found = sa.select(table.c.content).where(table.c.hash.in_(sorted(wanted))).order_by(table.c.hash)
    return _actors(tuple(connection.execute(found).scalars()))


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
    )
