"""What one change of the ledger did to what is derived: rows that went, rows that came, paired where they are of one thing."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from typing import Any

import sqlalchemy as sa
from sqlalchemy.engine import Connection

from twosource.model.codec import loads
from twosource.model.relation import (
    Due,
    Event,
    Figure,
    Gap,
    Position,
    Relation,
    Statement,
    Withdrawal,
)
from twosource.store import schema
from twosource.store.base import Effect

KINDS: Mapping[str, type[Any]] = {
    "withdrawn": Withdrawal,
    "statements": Statement,
    "relations": Relation,
    "figures": Figure,
    "positions": Position,
    "events": Event,
    "gaps": Gap,
    "dues": Due,
}
"""The derived tables that are told of, in the order in which they are told."""


def effects_of(connection: Connection, change: int) -> tuple[Effect, ...]:
    """What the change did, by table in the order of `KINDS`, then in canonical order of what is or was there."""
    out: list[Effect] = []
    for name, kind in KINDS.items():
        table = schema.derived[name]
        rows: dict[str, dict[str, list[Any]]] = defaultdict(lambda: {"gone": [], "come": []})
        positions: dict[str, str] = {}
        query = sa.select(table).where(sa.or_(table.c.closed == change, table.c.opened == change))
        for row in connection.execute(query.order_by(table.c.position, table.c.number)):
            value = loads(kind, row.body)
            key = _key(name, row.id, value)
            positions.setdefault(key, row.position)
            rows[key]["gone" if row.closed == change else "come"].append(value)
        found = []
        for key, sides in rows.items():
            gone, come = sides["gone"], sides["come"]
            pairs = max(len(gone), len(come))
            found += [
                (
                    positions[key],
                    Effect(
                        name,
                        gone[place] if place < len(gone) else None,
                        come[place] if place < len(come) else None,
                    ),
                )
                for place in range(pairs)
            ]
        out += [effect for _, effect in sorted(found, key=lambda pair: pair[0])]
    return tuple(effect for effect in out if effect.before != effect.after)


def _key(name: str, row: str, value: Any) -> str:
    """What makes two rows rows of one thing: of relations the two claims."""
    return "|".join(sorted((value.source, value.target))) if name == "relations" else row
