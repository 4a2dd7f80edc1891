"""Raising an older ledger to this program's schema. Alembic is imported here alone: a start never waits for
it."""

from __future__ import annotations

import logging
from collections.abc import Sequence
from importlib.resources import files
from pathlib import Path

import sqlalchemy as sa
from alembic import command
from alembic.config import Config
from sqlalchemy.engine import Connection, Engine

from twosource.errors import LedgerError
from twosource.store import schema
from twosource.store.backup import back_up, note_backups
from twosource.store.connection import Transaction
from twosource.store.custody import log_missing
from twosource.store.effective import refresh, refresh_contexts
from twosource.store.judging import judging_at
from twosource.store.shelf import Shelf, add_claims
from twosource.store.times import WHOLE_FROM

log = logging.getLogger(__name__)


def upgrade(engine: Engine, to: str = schema.VERSION) -> None:
    """Apply the migrations up to ``to`` in one transaction, after a backup of what is raised.

    A process that is killed leaves the ledger as it was, or raised.
    """
    config = Config()
    config.set_main_option("script_location", str(files("twosource.store") / "migrations"))
    with engine.execution_options(writes=True).connect() as connection:
        # A table is rebuilt under its own name, which references to it must outlive; SQLite takes this
        # setting only between transactions.
        driver = connection.connection.driver_connection
        assert driver is not None
        driver.execute("PRAGMA foreign_keys = OFF")
        try:
            with connection.begin():
                _raise(connection, config, to)
        finally:
            driver.execute("PRAGMA foreign_keys = ON")


def _raise(connection: Connection, config: Config, to: str) -> None:
    was = _version(connection)
    if was is not None and was >= to:
        return  # another process raised it while this one waited for the lock
    database = connection.engine.url.database
    path = None if database is None or was is None else Path(database)
    if path is not None and was is not None:
        log.info("backup of schema %s at %s", was, back_up(path, was))
    config.attributes["connection"] = connection
    command.upgrade(config, to)
    broken = connection.exec_driver_sql("PRAGMA foreign_key_check").first()
    if broken is not None:
        raise LedgerError(f"the ledger cannot be raised to schema {to}: a row of {broken[0]} refers to none")
    if path is not None and was is not None:
        transaction = Transaction(connection, "migrated", None)
        note_backups(transaction, path, was)
        _settle(transaction)
    log.info("ledger raised to schema %s", to)


def _settle(transaction: Transaction) -> None:
    """Make of the record what this schema keeps beside it; what is derived from it, the next linking makes."""
    state = schema.state
    row = {"name": WHOLE_FROM, "value": str(transaction.change + 1)}
    transaction.connection.execute(sa.insert(state).prefix_with("OR REPLACE"), row)
    _retell(transaction.connection)
    log_missing(transaction)


def _retell(connection: Connection) -> None:
    """Open and close effective claims as they would have been, change by change, so that any earlier moment can be asked for.

    The tables that say what was newest are emptied and filled again in the order in which they grew.
    """
    metadata, shown = schema.metadata, schema.shown
    known = connection.execute(sa.select(metadata).order_by(metadata.c.number)).mappings().all()
    readings = connection.execute(sa.select(shown).order_by(shown.c.opened)).mappings().all()
    for table in (metadata, shown):
        connection.execute(sa.delete(table))
    for change in sorted({row["change"] for row in known} | {row["opened"] for row in readings}):
        stated = [dict(row) for row in known if row["change"] == change]
        opened = [{**row, "closed": None} for row in readings if row["opened"] == change]
        close = sa.update(shown).where(
            shown.c.document.in_([row["document"] for row in opened]), shown.c.closed.is_(None)
        )
        connection.execute(close.values(closed=change))
        for table, rows in ((metadata, stated), (shown, opened)):
            if rows:
                connection.execute(sa.insert(table), rows)
        _effective(Transaction(connection, "migrated", None, change), [row["document"] for row in opened])


def _effective(transaction: Transaction, documents: Sequence[str]) -> None:
    refresh_contexts(transaction, documents)
    new = refresh(transaction, documents, {}).opened
    shelf = Shelf(transaction.connection, judging_at(transaction.connection))
    add_claims(transaction, {shelf.number_of(one.id): one for one in shelf.by_id(new)}, shelf.actors)


def _version(connection: Connection) -> str | None:
    """The schema of the file; None where it is empty."""
    table = "SELECT count(*) FROM sqlite_master WHERE name = 'alembic_version'"
    if not connection.exec_driver_sql(table).scalar():
        return None
    version = connection.exec_driver_sql("SELECT version_num FROM alembic_version").scalar()
    return None if version is None else str(version)
