from __future__ import annotations

import re

import pytest
import sqlalchemy as sa

from twosource.store import schema
from twosource.store.connection import connect
from twosource.store.migrate import upgrade


def tables_of(engine):
    """The SQL of every table and index, white space apart."""
    with engine.connect() as connection:
        rows = connection.exec_driver_sql("SELECT name, sql FROM sqlite_master WHERE sql IS NOT NULL")
        return {row.name: re.sub(r"\s+", "", row.sql) for row in rows}


@pytest.fixture
def engines(tmp_path):
    made = connect(tmp_path / "made.db", create=True)
    raised = sa.create_engine(f"sqlite:///{tmp_path / 'raised.db'}")
    upgrade(raised)
    yield made, raised
    made.dispose()
    raised.dispose()


def test_the_migrations_lead_to_the_schema(engines):
    made, raised = engines

    assert tables_of(raised) == tables_of(made)


def test_a_migrated_ledger_is_marked_as_one(engines):
    for engine in engines:
        with engine.connect() as connection:
            assert connection.exec_driver_sql("PRAGMA application_id").scalar() == schema.APPLICATION_ID
            version = connection.exec_driver_sql("SELECT version_num FROM alembic_version").scalar()
            assert version == schema.VERSION


def test_a_migrated_ledger_opens(tmp_path, engines):
    connect(tmp_path / "raised.db", create=False).dispose()
