"""Bodies apart from documents, claims as read apart from effective ones, decisions, custody, tombstones.

Every row of the record is kept under its own number: a claim as read keeps the number it had, a body takes its
document's, so that the full-text tables stay as they are. What was derived is emptied: the first opening derives it anew.
"""

from __future__ import annotations

import hashlib
import zlib

from alembic import op
from sqlalchemy.engine import Connection

revision = "0002"
down_revision = "0001"

REBUILT = ("captures", "documents", "readings", "claims")
"""Tables whose rows move to a table of the same name and another shape."""

TABLES = (
    """
    CREATE TABLE captures (
        id TEXT NOT NULL,
        size INTEGER NOT NULL,
        content BLOB,
        seal TEXT NOT NULL,
        change INTEGER NOT NULL,
        PRIMARY KEY (id),
        FOREIGN KEY(change) REFERENCES changes (number)
    )
    """,
    """
    CREATE TABLE documents (
        number INTEGER NOT NULL,
        id TEXT NOT NULL,
        capture TEXT NOT NULL,
        part TEXT NOT NULL,
        change INTEGER NOT NULL,
        PRIMARY KEY (number),
        UNIQUE (id),
        FOREIGN KEY(capture) REFERENCES captures (id),
        FOREIGN KEY(change) REFERENCES changes (number)
    )
    """,
    """
    CREATE TABLE readings (
        number INTEGER NOT NULL,
        document TEXT NOT NULL,
        run TEXT NOT NULL,
        metadata TEXT NOT NULL,
        body INTEGER NOT NULL,
        unclaimed BLOB NOT NULL,
        change INTEGER NOT NULL,
        PRIMARY KEY (number),
        UNIQUE (document, run, metadata, body),
        FOREIGN KEY(document) REFERENCES documents (id),
        FOREIGN KEY(run) REFERENCES runs (id),
        FOREIGN KEY(body) REFERENCES bodies (number),
        FOREIGN KEY(change) REFERENCES changes (number)
    )
    """,
    """
    CREATE TABLE claims (
        number INTEGER NOT NULL,
        id TEXT NOT NULL,
        read INTEGER NOT NULL,
        corrected BLOB,
        published TEXT NOT NULL,
        known TEXT NOT NULL,
        document TEXT NOT NULL,
        head INTEGER NOT NULL,
        source INTEGER NOT NULL,
        fan INTEGER NOT NULL,
        act TEXT NOT NULL,
        certainty TEXT NOT NULL,
        polarity TEXT NOT NULL,
        modality TEXT NOT NULL,
        kind TEXT,
        starts TEXT,
        ends TEXT,
        chain TEXT NOT NULL,
        places TEXT NOT NULL,
        opened INTEGER NOT NULL,
        closed INTEGER,
        PRIMARY KEY (number),
        FOREIGN KEY(read) REFERENCES read_claims (number),
        FOREIGN KEY(opened) REFERENCES changes (number),
        FOREIGN KEY(closed) REFERENCES changes (number)
    )
    """,
    """
    CREATE TABLE decisions (
        number INTEGER NOT NULL,
        id TEXT NOT NULL,
        kind TEXT NOT NULL,
        body TEXT,
        change INTEGER NOT NULL,
        PRIMARY KEY (number),
        UNIQUE (id),
        FOREIGN KEY(change) REFERENCES changes (number)
    )
    """,
    """
    CREATE TABLE members (
        claim TEXT NOT NULL,
        "of" INTEGER NOT NULL,
        number INTEGER NOT NULL,
        PRIMARY KEY (claim, "of", number)
    )
     WITHOUT ROWID
    """,
    """
    CREATE TABLE state (
        name TEXT NOT NULL,
        value TEXT NOT NULL,
        PRIMARY KEY (name)
    )
    """,
    """
    CREATE TABLE blocks (
        "key" INTEGER NOT NULL,
        claim INTEGER NOT NULL,
        PRIMARY KEY ("key", claim)
    )
     WITHOUT ROWID
    """,
    """
    CREATE TABLE bands (
        "key" INTEGER NOT NULL,
        context INTEGER NOT NULL,
        PRIMARY KEY ("key", context)
    )
     WITHOUT ROWID
    """,
    """
    CREATE TABLE origins_of (
        origin TEXT NOT NULL,
        claim INTEGER NOT NULL,
        name TEXT NOT NULL,
        kind TEXT NOT NULL,
        body TEXT,
        PRIMARY KEY (origin, claim)
    )
     WITHOUT ROWID
    """,
    """
    CREATE TABLE sources_of (
        source TEXT NOT NULL,
        claim INTEGER NOT NULL,
        place INTEGER NOT NULL,
        name TEXT NOT NULL,
        kind TEXT NOT NULL,
        PRIMARY KEY (source, claim, place)
    )
     WITHOUT ROWID
    """,
    """
    CREATE TABLE custody (
        number INTEGER NOT NULL,
        kind TEXT NOT NULL,
        subject TEXT NOT NULL,
        digest TEXT NOT NULL,
        seal TEXT NOT NULL,
        change INTEGER NOT NULL,
        PRIMARY KEY (number),
        FOREIGN KEY(change) REFERENCES changes (number)
    )
    """,
    """
    CREATE TABLE erasures (
        number INTEGER NOT NULL,
        capture TEXT NOT NULL,
        documents TEXT NOT NULL,
        body TEXT NOT NULL,
        is_done BOOLEAN NOT NULL,
        change INTEGER NOT NULL,
        PRIMARY KEY (number),
        FOREIGN KEY(change) REFERENCES changes (number)
    )
    """,
    """
    CREATE TABLE backups (
        number INTEGER NOT NULL,
        path TEXT NOT NULL,
        change INTEGER NOT NULL,
        PRIMARY KEY (number),
        FOREIGN KEY(change) REFERENCES changes (number)
    )
    """,
    """
    CREATE TABLE followings (
        number INTEGER NOT NULL,
        decision TEXT NOT NULL,
        place INTEGER NOT NULL,
        document TEXT NOT NULL,
        claim TEXT,
        how TEXT NOT NULL,
        opened INTEGER NOT NULL,
        closed INTEGER,
        PRIMARY KEY (number),
        FOREIGN KEY(decision) REFERENCES decisions (id),
        FOREIGN KEY(opened) REFERENCES changes (number),
        FOREIGN KEY(closed) REFERENCES changes (number)
    )
    """,
    """
    CREATE TABLE bodies (
        number INTEGER NOT NULL,
        document TEXT NOT NULL,
        hash TEXT NOT NULL,
        body BLOB NOT NULL,
        change INTEGER NOT NULL,
        PRIMARY KEY (number),
        UNIQUE (document, hash),
        FOREIGN KEY(document) REFERENCES documents (id),
        FOREIGN KEY(change) REFERENCES changes (number)
    )
    """,
    """
    CREATE TABLE contexts (
        number INTEGER NOT NULL,
        document TEXT NOT NULL,
        body BLOB NOT NULL,
        opened INTEGER NOT NULL,
        closed INTEGER,
        PRIMARY KEY (number),
        FOREIGN KEY(document) REFERENCES documents (id),
        FOREIGN KEY(opened) REFERENCES changes (number),
        FOREIGN KEY(closed) REFERENCES changes (number)
    )
    """,
    """
    CREATE TABLE read_claims (
        number INTEGER NOT NULL,
        id TEXT NOT NULL,
        reading INTEGER NOT NULL,
        body BLOB NOT NULL,
        PRIMARY KEY (number),
        FOREIGN KEY(reading) REFERENCES readings (number)
    )
    """,
)

INDEXES = (
    "CREATE INDEX blocks_of ON blocks (claim)",
    "CREATE INDEX origins_of_claim ON origins_of (claim)",
    "CREATE INDEX sources_of_claim ON sources_of (claim)",
    "CREATE INDEX custody_of ON custody (subject, kind)",
    "CREATE INDEX ix_erasures_capture ON erasures (capture)",
    "CREATE INDEX ix_documents_capture ON documents (capture)",
    "CREATE INDEX ix_followings_decision ON followings (decision)",
    "CREATE INDEX ix_followings_document ON followings (document)",
    "CREATE INDEX ix_followings_claim ON followings (claim)",
    "CREATE INDEX ix_contexts_document ON contexts (document)",
    "CREATE INDEX ix_read_claims_reading ON read_claims (reading)",
    "CREATE INDEX ix_read_claims_id ON read_claims (id)",
    "CREATE INDEX ix_claims_read ON claims (read)",
    "CREATE INDEX ix_claims_id ON claims (id)",
    "CREATE INDEX claims_closed ON claims (closed) WHERE closed IS NOT NULL",
    "CREATE INDEX claims_in_order ON claims (published, document, head, source, fan)",
    "CREATE INDEX ix_claims_document ON claims (document)",
)

COPIES = (
    "INSERT INTO captures SELECT id, size, content, seal, change FROM old_captures",
    "INSERT INTO documents SELECT number, id, capture, part, change FROM old_documents",
    """
    INSERT INTO readings
        SELECT r.number, r.document, r.run, r.metadata, d.number, r.unclaimed, r.change
        FROM old_readings AS r JOIN old_documents AS d ON d.id = r.document
    """,
    """
    INSERT INTO read_claims
        SELECT c.number, c.id, c.reading, b.body
        FROM old_claims AS c JOIN claim_bodies AS b ON b.claim = c.number
    """,
)

ANEW = ("statements", "relations", "origins", "figures", "positions", "events")
"""Derived tables that were there in another shape: what they held is derived anew."""

DERIVED = (*ANEW, "sources", "gaps", "dues", "drifts", "withdrawn")

DERIVED_TABLE = """
    CREATE TABLE {name} (
        number INTEGER NOT NULL,
        id TEXT NOT NULL,
        hash INTEGER NOT NULL,
        kind TEXT,
        position BLOB NOT NULL,
        body BLOB NOT NULL,
        opened INTEGER NOT NULL,
        closed INTEGER,
        PRIMARY KEY (number),
        FOREIGN KEY(opened) REFERENCES changes (number),
        FOREIGN KEY(closed) REFERENCES changes (number)
    )
    """

DERIVED_INDEXES = (
    "CREATE INDEX {name}_by_id ON {name} (id)",
    "CREATE INDEX {name}_in_order ON {name} (closed, position)",
)


def upgrade() -> None:
    # References to a table that steps aside must go on naming the one that takes its place.
    op.execute("PRAGMA legacy_alter_table = ON")
    for name in REBUILT:
        op.execute(f"ALTER TABLE {name} RENAME TO old_{name}")
    # Nothing ever wrote a decision; the rest was derived.
    for name in ("decisions", "members", *ANEW):
        op.execute(f"DROP TABLE {name}")
    for sql in (*TABLES, *COPIES):
        op.execute(sql)
    connection = op.get_bind()
    _bodies(connection)
    for name in ("claim_bodies", *(f"old_{name}" for name in reversed(REBUILT))):
        op.execute(f"DROP TABLE {name}")
    for sql in INDEXES:
        op.execute(sql)
    for name in DERIVED:
        for sql in (DERIVED_TABLE, *DERIVED_INDEXES):
            op.execute(sql.format(name=name))
    op.execute("PRAGMA legacy_alter_table = OFF")


def _bodies(connection: Connection) -> None:
    """Each document's body under the document's number, and the hash of its JSON."""
    rows = connection.exec_driver_sql("SELECT number, id, body, change FROM old_documents ORDER BY number")
    for number, document, body, change in rows:
        digest = hashlib.sha256(zlib.decompress(body)).hexdigest()[:16]
        connection.exec_driver_sql(
            "INSERT INTO bodies (number, document, hash, body, change) VALUES (?, ?, ?, ?, ?)",
            (number, document, digest, body, change),
        )
