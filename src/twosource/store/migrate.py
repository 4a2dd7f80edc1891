"""Raising an older ledger to this program's schema. Alembic is imported here alone: a start never waits for
it."""

from __future__ import annotations

import logging
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
    row = {"name": "whole_from", "value": str(transaction.change + 1)}
    transaction.connection.execute(sa.insert(state).prefix_with("OR REPLACE"), row)
    log_missing(transaction)


def _version(connection: Connection) -> str | None:
    """The schema of the file; None where it is empty."""
    table = "SELECT count(*) FROM sqlite_master WHERE name = 'alembic_version'"
    if not connection.exec_driver_sql(table).scalar():
        return None
    version = connection.exec_driver_sql("SELECT version_num FROM alembic_version").scalar()
    return None if version is None else str(version)
