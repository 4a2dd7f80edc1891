"""The tables of a ledger at the newest schema, and what a fresh file is given.

Captures, documents, metadata, readings and decisions are the record: rows are added and never changed.
``shown``, the narrow ``claims`` index and the derived tables say what the record comes to; rows are opened
and closed by change numbers. Migration files lead from any older schema to this one; the head is always
`VERSION`.
"""

from __future__ import annotations

from typing import Any

import sqlalchemy as sa
from sqlalchemy.engine import Connection

VERSION = "0001"
"""The schema written here, the name of the newest migration."""

APPLICATION_ID = 0x32535243
"""What marks a SQLite file as a ledger: the letters "2SRC"."""

DERIVED = ("statements", "relations", "origins", "figures", "positions", "events")
"""The derived tables, all of one shape."""

tables = sa.MetaData()


def _change(name: str = "change", *, null: bool = False) -> sa.Column[Any]:
    return sa.Column(name, sa.Integer, sa.ForeignKey("changes.number"), nullable=null)


invocations = sa.Table(
    "invocations",
    tables,
    sa.Column("number", sa.Integer, primary_key=True),
    sa.Column("at", sa.Text, nullable=False),
    sa.Column("program", sa.Text, nullable=False),
    sa.Column("what", sa.Text, nullable=False),
)

changes = sa.Table(
    "changes",
    tables,
    sa.Column("number", sa.Integer, primary_key=True),
    sa.Column("at", sa.Text, nullable=False),
    sa.Column("what", sa.Text, nullable=False),  # recorded, linked or decided
    sa.Column("invocation", sa.Integer, sa.ForeignKey("invocations.number")),
)

captures = sa.Table(
    "captures",
    tables,
    sa.Column("id", sa.Text, primary_key=True),
    sa.Column("size", sa.Integer, nullable=False),
    sa.Column("content", sa.LargeBinary, nullable=False),  # zlib
    sa.Column(
        "seal", sa.Text, nullable=False
    ),  # SHA-256 of the compressed bytes: some of their bits carry nothing
    _change(),
)

capture_names = sa.Table(
    "capture_names",
    tables,
    sa.Column("capture", sa.Text, sa.ForeignKey("captures.id"), primary_key=True),
    sa.Column("name", sa.Text, primary_key=True),
    sa.Column("address", sa.Text, primary_key=True),  # empty where there is none
    _change(),
)

documents = sa.Table(
    "documents",
    tables,
    sa.Column("number", sa.Integer, primary_key=True),
    sa.Column("id", sa.Text, nullable=False, unique=True),
    sa.Column("capture", sa.Text, sa.ForeignKey("captures.id"), nullable=False, index=True),
    sa.Column("part", sa.Text, nullable=False),
    sa.Column("body", sa.LargeBinary, nullable=False),  # zlib of the JSON without the metadata
    _change(),
)

metadata = sa.Table(
    "metadata",
    tables,
    sa.Column("number", sa.Integer, primary_key=True),
    sa.Column("document", sa.Text, sa.ForeignKey("documents.id"), nullable=False, index=True),
    sa.Column("hash", sa.Text, nullable=False),
    sa.Column("stated", sa.Text, nullable=False),  # JSON of what the reader of the document was told of it
    sa.Column("body", sa.Text, nullable=False),
    _change(),
)

runs = sa.Table(
    "runs",
    tables,
    sa.Column("id", sa.Text, primary_key=True),
    sa.Column("body", sa.Text, nullable=False),
    _change(),
)

gazetteers = sa.Table(
    "gazetteers",
    tables,
    sa.Column("hash", sa.Text, primary_key=True),
    sa.Column("content", sa.Text, nullable=False),  # TOML, as it was given
    _change(),
)

readings = sa.Table(
    "readings",
    tables,
    sa.Column("number", sa.Integer, primary_key=True),
    sa.Column("document", sa.Text, sa.ForeignKey("documents.id"), nullable=False),
    sa.Column("run", sa.Text, sa.ForeignKey("runs.id"), nullable=False),
    sa.Column("metadata", sa.Text, nullable=False),
    sa.Column("unclaimed", sa.LargeBinary, nullable=False),  # zlib of JSON
    _change(),
    sa.UniqueConstraint("document", "run", "metadata"),
)

failures = sa.Table(
    "failures",
    tables,
    sa.Column("number", sa.Integer, primary_key=True),
    sa.Column("name", sa.Text, nullable=False),
    sa.Column("capture", sa.Text, nullable=False),  # kept or not
    sa.Column("document", sa.Text, index=True),  # null where no document came of the capture
    sa.Column("run", sa.Text, nullable=False),
    sa.Column("because", sa.Text, nullable=False),
    _change(),
)

shown = sa.Table(
    "shown",
    tables,
    sa.Column("reading", sa.Integer, sa.ForeignKey("readings.number"), nullable=False),
    _change("opened"),
    _change("closed", null=True),
    sa.Column("document", sa.Text, sa.ForeignKey("documents.id"), nullable=False, index=True),
    sa.PrimaryKeyConstraint("reading", "opened"),
)

claims = sa.Table(
    "claims",
    tables,
    sa.Column("number", sa.Integer, primary_key=True),
    sa.Column("id", sa.Text, nullable=False, index=True),
    sa.Column("reading", sa.Integer, sa.ForeignKey("readings.number"), nullable=False, index=True),
    sa.Column("published", sa.Text, nullable=False),  # sorts undated documents last
    sa.Column("document", sa.Text, nullable=False),
    sa.Column("head", sa.Integer, nullable=False),
    sa.Column("source", sa.Integer, nullable=False),
    sa.Column("fan", sa.Integer, nullable=False),
    sa.Column("act", sa.Text, nullable=False),
    sa.Column("certainty", sa.Text, nullable=False),
    sa.Column("polarity", sa.Text, nullable=False),
    sa.Column("modality", sa.Text, nullable=False),
    sa.Column("kind", sa.Text),
    sa.Column("starts", sa.Text),
    sa.Column("ends", sa.Text),
    sa.Column("chain", sa.Text, nullable=False),  # names and ids of hops, case folded, a line each
    sa.Column("places", sa.Text, nullable=False),  # the same of places
    sa.Index("claims_in_order", "published", "document", "head", "source", "fan"),
)

claim_bodies = sa.Table(
    "claim_bodies",
    tables,
    sa.Column("claim", sa.Integer, sa.ForeignKey("claims.number"), primary_key=True),
    sa.Column("body", sa.LargeBinary, nullable=False),  # zlib of JSON
)

decisions = sa.Table(
    "decisions",
    tables,
    sa.Column("number", sa.Integer, primary_key=True),
    sa.Column("kind", sa.Text, nullable=False),
    sa.Column("claim", sa.Text, nullable=False, index=True),
    sa.Column("body", sa.Text, nullable=False),
    _change(),
)


def _derived(name: str) -> sa.Table:
    return sa.Table(
        name,
        tables,
        sa.Column("number", sa.Integer, primary_key=True),
        sa.Column("id", sa.Text, nullable=False),
        sa.Column("hash", sa.Text, nullable=False),
        sa.Column("kind", sa.Text),  # of a relation or an event
        sa.Column("position", sa.Text, nullable=False),  # sorts rows in the order they are shown in
        sa.Column("body", sa.Text, nullable=False),
        _change("opened"),
        _change("closed", null=True),
        sa.Index(f"{name}_in_order", "closed", "position", "id"),
    )


derived = {name: _derived(name) for name in DERIVED}

members = sa.Table(
    "members",
    tables,
    sa.Column("claim", sa.Text, primary_key=True),
    sa.Column("of", sa.Text, primary_key=True),  # a derived table
    sa.Column("number", sa.Integer, primary_key=True),
    sqlite_with_rowid=False,
)

VIRTUAL = {
    "claim_words": "text, names",
    "document_words": "title, text",
}
"""Full-text tables without contents of their own; rowid is the number of the claim or document."""


def full_text_ddl(name: str) -> str:
    """The SQL that makes one full-text table."""
    return (
        f"CREATE VIRTUAL TABLE {name} USING fts5({VIRTUAL[name]}, content='', "
        'tokenize="porter unicode61 remove_diacritics 2")'
    )


def create(connection: Connection) -> None:
    """Make every table in an empty file and mark it as a ledger of this schema."""
    tables.create_all(connection)
    for name in VIRTUAL:
        connection.exec_driver_sql(full_text_ddl(name))
    connection.exec_driver_sql(
        "CREATE TABLE alembic_version "
        "(version_num VARCHAR(32) NOT NULL, CONSTRAINT alembic_version_pkc PRIMARY KEY (version_num))"
    )
    connection.exec_driver_sql(f"INSERT INTO alembic_version VALUES ('{VERSION}')")
    connection.exec_driver_sql(f"PRAGMA application_id = {APPLICATION_ID}")
