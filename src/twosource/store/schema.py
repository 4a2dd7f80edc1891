"""The tables of a ledger at the newest schema, and what a fresh file is given.

The *record*: captures, documents, bodies, metadata, readings, claims as they were read, decisions, erasures, and the custody log
over them all. Rows are added and never changed; only an erasure takes words away. *Derived*: which reading
is shown, where decisions landed, the effective claims, and all that linking makes of them; rows are opened and closed by
change numbers, so that any earlier state can be read. Migration files lead from any older schema to this one; the
head is always `VERSION`.
"""

from __future__ import annotations

from typing import Any

import sqlalchemy as sa
from sqlalchemy.engine import Connection

from twosource.store.packing import Packed

VERSION = "0002"
"""The schema written here, the name of the newest migration."""

APPLICATION_ID = 0x32535243
"""What marks a SQLite file as a ledger: the letters "2SRC"."""

DERIVED = (
    "statements",
    "relations",
    "origins",
    "sources",
    "figures",
    "positions",
    "events",
    "gaps",
    "dues",
    "drifts",
    "withdrawn",
)
"""The derived tables of one shape."""

tables = sa.MetaData()


def _change(name: str = "change", *, null: bool = False) -> sa.Column[Any]:
    return sa.Column(name, sa.Integer, sa.ForeignKey("changes.number"), nullable=null)


def _number() -> sa.Column[Any]:
    return sa.Column("number", sa.Integer, primary_key=True)


# ---------------------------------------------------------------------- the log

invocations = sa.Table(
    "invocations",
    tables,
    _number(),
    sa.Column("at", sa.Text, nullable=False),
    sa.Column("program", sa.Text, nullable=False),
    sa.Column("what", sa.Text, nullable=False),
)

changes = sa.Table(
    "changes",
    tables,
    _number(),
    sa.Column("at", sa.Text, nullable=False),
    sa.Column("what", sa.Text, nullable=False),  # recorded, linked, decided, erased or merged
    sa.Column("invocation", sa.Integer, sa.ForeignKey("invocations.number")),
)

custody = sa.Table(
    "custody",
    tables,
    _number(),
    sa.Column("kind", sa.Text, nullable=False),  # model.vocabulary.CustodyKind
    sa.Column("subject", sa.Text, nullable=False),  # the id of what was kept, or what an erasure is of
    sa.Column("digest", sa.Text, nullable=False),  # SHA-256 of what was kept
    sa.Column("seal", sa.Text, nullable=False),  # SHA-256 over the entry before, this one, and its change
    _change(),
    sa.Index("custody_of", "subject", "kind"),
)

state = sa.Table(
    "state",
    tables,
    sa.Column("name", sa.Text, primary_key=True),
    sa.Column("value", sa.Text, nullable=False),
)
"""What the program keeps for itself: the linking that derived (``linked_by``) and with which gazetteers (``linked_with``), the
change from which the history of derived rows is whole (``whole_from``)."""

# ---------------------------------------------------------------------- the record

captures = sa.Table(
    "captures",
    tables,
    sa.Column("id", sa.Text, primary_key=True),
    sa.Column("size", sa.Integer, nullable=False),
    sa.Column("content", sa.LargeBinary),  # zlib; null where it was erased
    # SHA-256 of the compressed bytes: some of their bits carry nothing.
    sa.Column("seal", sa.Text, nullable=False),
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
    _number(),
    sa.Column("id", sa.Text, nullable=False, unique=True),
    sa.Column("capture", sa.Text, sa.ForeignKey("captures.id"), nullable=False, index=True),
    sa.Column("part", sa.Text, nullable=False),
    _change(),
)

bodies = sa.Table(
    "bodies",
    tables,
    _number(),
    sa.Column("document", sa.Text, sa.ForeignKey("documents.id"), nullable=False),
    sa.Column("hash", sa.Text, nullable=False),
    sa.Column("body", sa.LargeBinary, nullable=False),  # packed JSON without the metadata
    _change(),
    sa.UniqueConstraint("document", "hash"),
)
"""What the cleaner of a run made of a document: its text, blocks and map; one for each cleaner that differed."""

metadata = sa.Table(
    "metadata",
    tables,
    _number(),
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
    _number(),
    sa.Column("document", sa.Text, sa.ForeignKey("documents.id"), nullable=False),
    sa.Column("run", sa.Text, sa.ForeignKey("runs.id"), nullable=False),
    sa.Column("metadata", sa.Text, nullable=False),
    sa.Column("body", sa.Integer, sa.ForeignKey("bodies.number"), nullable=False),
    sa.Column("unclaimed", sa.LargeBinary, nullable=False),  # packed JSON
    _change(),
    sa.UniqueConstraint("document", "run", "metadata", "body"),
)

read_claims = sa.Table(
    "read_claims",
    tables,
    _number(),
    sa.Column("id", sa.Text, nullable=False, index=True),
    sa.Column("reading", sa.Integer, sa.ForeignKey("readings.number"), nullable=False, index=True),
    sa.Column("body", sa.LargeBinary, nullable=False),  # packed JSON
)

failures = sa.Table(
    "failures",
    tables,
    _number(),
    sa.Column("name", sa.Text, nullable=False),
    sa.Column("capture", sa.Text, nullable=False),  # kept or not
    sa.Column("document", sa.Text, index=True),  # null where no document came of the capture
    sa.Column("run", sa.Text, nullable=False),
    sa.Column("because", sa.Text, nullable=False),
    _change(),
)

decisions = sa.Table(
    "decisions",
    tables,
    _number(),
    sa.Column("id", sa.Text, nullable=False, unique=True),
    sa.Column("kind", sa.Text, nullable=False),
    sa.Column("body", sa.Text),  # JSON; null where its words were erased
    _change(),
)

erasures = sa.Table(
    "erasures",
    tables,
    _number(),
    sa.Column("capture", sa.Text, nullable=False, index=True),
    sa.Column("documents", sa.Text, nullable=False),  # JSON: the ids of the documents of the capture
    sa.Column("body", sa.Text, nullable=False),  # JSON: by whom, why, and the ids of what leaned on it
    sa.Column("is_done", sa.Boolean, nullable=False),  # false from the mark until every copy is gone
    _change(),
)
"""Tombstones: the capture's hash and the fact; a page with this hash is refused unless it is restored."""

backups = sa.Table(
    "backups",
    tables,
    _number(),
    sa.Column("path", sa.Text, nullable=False),
    _change(),
)
"""Copies of this ledger that the tool itself made, so that an erasure reaches them."""

# ---------------------------------------------------------------------- derived

shown = sa.Table(
    "shown",
    tables,
    sa.Column("reading", sa.Integer, sa.ForeignKey("readings.number"), nullable=False),
    _change("opened"),
    _change("closed", null=True),
    sa.Column("document", sa.Text, sa.ForeignKey("documents.id"), nullable=False, index=True),
    sa.PrimaryKeyConstraint("reading", "opened"),
)

followings = sa.Table(
    "followings",
    tables,
    _number(),
    sa.Column("decision", sa.Text, sa.ForeignKey("decisions.id"), nullable=False, index=True),
    sa.Column("place", sa.Integer, nullable=False),  # which of the decision's marks
    sa.Column("document", sa.Text, nullable=False, index=True),
    sa.Column("claim", sa.Text, index=True),  # the id; null for an orphan
    sa.Column("how", sa.Text, nullable=False),  # model.vocabulary.Following
    _change("opened"),
    _change("closed", null=True),
)

claims = sa.Table(
    "claims",
    tables,
    _number(),
    sa.Column("id", sa.Text, nullable=False, index=True),
    sa.Column("read", sa.Integer, sa.ForeignKey("read_claims.number"), nullable=False, index=True),
    sa.Column("corrected", sa.LargeBinary),  # packed JSON of the claim as corrected; null as it was read
    sa.Column("published", sa.Text, nullable=False),  # sorts undated documents last
    sa.Column("known", sa.Text, nullable=False),  # the day by whose end it was out; "~" where not known
    sa.Column("document", sa.Text, nullable=False, index=True),
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
    _change("opened"),
    _change("closed", null=True),
    sa.Index("claims_in_order", "published", "document", "head", "source", "fan"),
    sa.Index("claims_closed", "closed", sqlite_where=sa.text("closed IS NOT NULL")),
)
"""Effective claims: as read by the reading that is shown, with the live decisions on them applied."""

blocks = sa.Table(
    "blocks",
    tables,
    sa.Column("key", sa.Integer, primary_key=True),  # 64 bits of the hash of a key of linking.blocks
    sa.Column("claim", sa.Integer, primary_key=True),  # claims.number
    sa.Index("blocks_of", "claim"),
    sqlite_with_rowid=False,
)

contexts = sa.Table(
    "contexts",
    tables,
    _number(),
    sa.Column("document", sa.Text, sa.ForeignKey("documents.id"), nullable=False, index=True),
    sa.Column("body", Packed, nullable=False),  # JSON
    _change("opened"),
    _change("closed", null=True),
)
"""Each document that is read, as linking sees it: publisher, day, fingerprint, agency."""

bands = sa.Table(
    "bands",
    tables,
    sa.Column("key", sa.Integer, primary_key=True),  # 64 bits of the hash of a text key of linking.blocks
    sa.Column("context", sa.Integer, primary_key=True),  # contexts.number
    sqlite_with_rowid=False,
)

origins_of = sa.Table(
    "origins_of",
    tables,
    sa.Column("origin", sa.Text, primary_key=True),  # the key of the witness
    sa.Column("claim", sa.Integer, primary_key=True),  # claims.number
    sa.Column("name", sa.Text, nullable=False),
    sa.Column("kind", sa.Text, nullable=False),
    sa.Column("body", sa.Text),
    sa.Index("origins_of_claim", "claim"),
    sqlite_with_rowid=False,
)
"""Who vouches for each effective claim, if it counts; none for a headline."""

sources_of = sa.Table(
    "sources_of",
    tables,
    sa.Column("source", sa.Text, primary_key=True),  # the key of a hop other than the publisher
    sa.Column("claim", sa.Integer, primary_key=True),  # claims.number
    sa.Column("place", sa.Integer, primary_key=True),  # of the hop in the chain
    sa.Column("name", sa.Text, nullable=False),
    sa.Column("kind", sa.Text, nullable=False),
    sa.Index("sources_of_claim", "claim"),
    sqlite_with_rowid=False,
)
"""Through whom each effective claim came."""


def _derived(name: str) -> sa.Table:
    return sa.Table(
        name,
        tables,
        _number(),
        sa.Column("id", sa.Text, nullable=False),
        sa.Column("hash", sa.Integer, nullable=False),  # 64 bits of the hash of body and position
        sa.Column("kind", sa.Text),  # of a relation, an event, a gap or a drift
        sa.Column("position", sa.LargeBinary, nullable=False),  # sorts rows in the order they are shown in
        sa.Column("body", Packed, nullable=False),  # JSON
        _change("opened"),
        _change("closed", null=True),
        sa.Index(f"{name}_in_order", "closed", "position"),
        sa.Index(f"{name}_by_id", "id"),
    )


derived = {name: _derived(name) for name in DERIVED}

members = sa.Table(
    "members",
    tables,
    sa.Column("claim", sa.Text, primary_key=True),
    sa.Column("of", sa.Integer, primary_key=True),  # the place of a derived table in `DERIVED`
    sa.Column("number", sa.Integer, primary_key=True),
    sqlite_with_rowid=False,
)
"""The ids of the claims that a derived row rests on; kept when the row is closed. Not of origins and sources."""

VIRTUAL = {
    "claim_words": "text, names",
    "document_words": "title, text",
}
"""Full-text tables without contents of their own; rowid is the number of the claim as read, or of the body."""


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
