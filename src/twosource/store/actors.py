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
    runs, readings, shown, table = schema.runs, schema.readings, schema.shown, schema.gazetteers
    query = (
        sa.select(runs.c.body)
        .join(readings, readings.c.run == runs.c.id)
        .join(shown, shown.c.reading == readings.c.number)
        .where(is_open(shown, at))
        .distinct()
    )
    wanted = {
        value
        for body in connection.execute(query).scalars()
        for name, value in loads(Run, body).resources
        if name.startswith(GAZETTEER)
    }
    found = sa.select(table.c.content).where(table.c.hash.in_(sorted(wanted))).order_by(table.c.hash)
    return TableActors(_table(tuple(connection.execute(found).scalars())))


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
