"""A ledger as it stood at a change, or as it would be of what had been published by a day: tables in memory over the file's.

SQLite resolves a bare name to a temporary table before the file's table of that name, so that every question can be put to a
lens as it is put to the ledger; nothing is written to the file.
"""

from __future__ import annotations

from typing import Any, Final

import sqlalchemy as sa
from sqlalchemy.engine import Connection

from twosource.linking.shelf import Changed
from twosource.store import schema
from twosource.store.connection import Transaction, newest_change
from twosource.store.derive import Linker, apply, rebuild_from
from twosource.store.judging import judging_at
from twosource.store.shelf import Shelf
from twosource.store.times import is_open, is_whole

_INDEXES: Final = (
    "CREATE INDEX temp.lens_claims_id ON claims (id)",
    "CREATE INDEX temp.lens_claims_number ON claims (number)",
    "CREATE INDEX temp.lens_claims_document ON claims (document)",
    "CREATE INDEX temp.lens_claims_in_order ON claims (published, document, head, source, fan)",
    "CREATE INDEX temp.lens_members_claim ON members (claim, of)",
    *(f"CREATE INDEX temp.lens_{name}_number ON {name} (number)" for name in schema.DERIVED),
    *(f"CREATE INDEX temp.lens_{name}_id ON {name} (id)" for name in schema.DERIVED),
    *(f"CREATE INDEX temp.lens_{name}_in_order ON {name} (closed, position, id)" for name in schema.DERIVED),
)


def lay_over(connection: Connection, at: int | None, known_by: str | None, linker: Linker | None) -> None:
    """Lay tables over a connection, so that it shows the claims open at a change and surely published by a day, with what
    follows from them.

    Where the rows derived then are whole, only what the missing claims touch is derived anew.
    """
    connection.exec_driver_sql("PRAGMA temp_store = MEMORY")
    judging = judging_at(connection, at)
    everything = Shelf(connection, judging, at)
    seen = Shelf(connection, judging, at, known_by)
    hidden = _hidden(connection, at, known_by)
    shown = _count(connection, at) - len(hidden)
    by_patch = linker is None and is_whole(connection, at) and len(hidden) <= shown
    before = tuple(everything.by_id(hidden)) if by_patch else ()
    _copy(connection, at, known_by, rows=by_patch)
    for statement in _INDEXES:
        connection.exec_driver_sql(statement)
    transaction = Transaction(
        connection, "lens", None, change=newest_change(connection) if at is None else at
    )
    if by_patch:
        apply(transaction, seen, Changed(before=before))
    else:
        rebuild_from(transaction, seen, linker)


def _hidden(connection: Connection, at: int | None, known_by: str | None) -> list[str]:
    """The ids of the claims that were not surely published by the day."""
    if known_by is None:
        return []
    table = schema.claims
    query = sa.select(table.c.id).where(is_open(table, at), table.c.known > known_by)
    return list(connection.execute(query).scalars())


def _count(connection: Connection, at: int | None) -> int:
    query = sa.select(sa.func.count()).select_from(schema.claims).where(is_open(schema.claims, at))
    count: int = connection.execute(query).scalar_one()
    return count


def _copy(connection: Connection, at: int | None, known_by: str | None, *, rows: bool) -> None:
    """Make the tables: the claims seen; of what is derived all the rows open then, or none. Whatever is in them is open."""
    claims = _as_open(schema.claims).where(is_open(schema.claims, at))
    if known_by is not None:
        claims = claims.where(schema.claims.c.known <= known_by)
    _create(connection, "claims", claims)
    kept = schema.members
    members: Any = sa.select(kept).where(sa.false())
    if rows:
        members = sa.union_all(
            *(
                sa.select(kept)
                .join(table, sa.and_(kept.c.of == of, kept.c.number == table.c.number))
                .where(is_open(table, at))
                for of, table in enumerate(schema.derived.values())
            )
        )
    _create(connection, "members", members)
    for name, table in schema.derived.items():
        _create(connection, name, _as_open(table).where(is_open(table, at) if rows else sa.false()))


def _as_open(table: sa.Table) -> sa.Select[Any]:
    """A table's rows without the change that closed them: a row that was open then has to be found, and may give way."""
    return sa.select(*(sa.null().label("closed") if one.name == "closed" else one for one in table.columns))


def _create(connection: Connection, name: str, query: Any) -> None:
    text = query.compile(connection, compile_kwargs={"literal_binds": True})
    connection.exec_driver_sql(f"CREATE TEMP TABLE {name} AS {text}".replace("%", "%%"))
