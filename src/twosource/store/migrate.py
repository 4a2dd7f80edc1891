"""Raising an older ledger to this program's schema. Alembic is imported here alone: a start never waits for
it."""

from __future__ import annotations

import logging
from importlib.resources import files

from alembic import command
from alembic.config import Config
from sqlalchemy.engine import Engine

from twosource.store import schema

log = logging.getLogger(__name__)


def upgrade(engine: Engine, to: str = schema.VERSION) -> None:
    """Apply the migrations up to ``to`` in one transaction."""
    config = Config()
    config.set_main_option("script_location", str(files("twosource.store") / "migrations"))
    with engine.execution_options(writes=True).begin() as connection:
        config.attributes["connection"] = connection
        command.upgrade(config, to)
    log.info("ledger raised to schema %s", to)
