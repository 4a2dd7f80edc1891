"""The first ledger."""

from alembic import op

revision = "0001"
down_revision = None

TABLES = (
    """
    CREATE TABLE invocations (
        number INTEGER NOT NULL,
        at TEXT NOT NULL,
        program TEXT NOT NULL,
        what TEXT NOT NULL,
        PRIMARY KEY (number)
    )
    """,
    """
    CREATE TABLE members (
        claim TEXT NOT NULL,
        "of" TEXT NOT NULL,
        number INTEGER NOT NULL,
        PRIMARY KEY (claim, "of", number)
    )
     WITHOUT ROWID
    """,
    """
    CREATE TABLE changes (
        number INTEGER NOT NULL,
        at TEXT NOT NULL,
        what TEXT NOT NULL,
        invocation INTEGER,
        PRIMARY KEY (number),
        FOREIGN KEY(invocation) REFERENCES invocations (number)
    )
    """,
    """
    CREATE TABLE captures (
        id TEXT NOT NULL,
        size INTEGER NOT NULL,
        content BLOB NOT NULL,
        seal TEXT NOT NULL,
        change INTEGER NOT NULL,
        PRIMARY KEY (id),
        FOREIGN KEY(change) REFERENCES changes (number)
    )
    """,
    """
    CREATE TABLE runs (
        id TEXT NOT NULL,
        body TEXT NOT NULL,
        change INTEGER NOT NULL,
        PRIMARY KEY (id),
        FOREIGN KEY(change) REFERENCES changes (number)
    )
    """,
    """
    CREATE TABLE gazetteers (
        hash TEXT NOT NULL,
        content TEXT NOT NULL,
        change INTEGER NOT NULL,
        PRIMARY KEY (hash),
        FOREIGN KEY(change) REFERENCES changes (number)
    )
    """,
    """
    CREATE TABLE failures (
        number INTEGER NOT NULL,
        name TEXT NOT NULL,
        capture TEXT NOT NULL,
        document TEXT,
        run TEXT NOT NULL,
        because TEXT NOT NULL,
        change INTEGER NOT NULL,
        PRIMARY KEY (number),
        FOREIGN KEY(change) REFERENCES changes (number)
    )
    """,
    """
    CREATE INDEX ix_failures_document ON failures (document)
    """,
    """
    CREATE TABLE decisions (
        number INTEGER NOT NULL,
        kind TEXT NOT NULL,
        claim TEXT NOT NULL,
        body TEXT NOT NULL,
        change INTEGER NOT NULL,
        PRIMARY KEY (number),
        FOREIGN KEY(change) REFERENCES changes (number)
    )
    """,
    """
    CREATE INDEX ix_decisions_claim ON decisions (claim)
    """,
    """
    CREATE TABLE statements (
        number INTEGER NOT NULL,
        id TEXT NOT NULL,
        hash TEXT NOT NULL,
        kind TEXT,
        position TEXT NOT NULL,
        body TEXT NOT NULL,
        opened INTEGER NOT NULL,
        closed INTEGER,
        PRIMARY KEY (number),
        FOREIGN KEY(opened) REFERENCES changes (number),
        FOREIGN KEY(closed) REFERENCES changes (number)
    )
    """,
    """
    CREATE INDEX statements_in_order ON statements (closed, position, id)
    """,
    """
    CREATE TABLE relations (
        number INTEGER NOT NULL,
        id TEXT NOT NULL,
        hash TEXT NOT NULL,
        kind TEXT,
        position TEXT NOT NULL,
        body TEXT NOT NULL,
        opened INTEGER NOT NULL,
        closed INTEGER,
        PRIMARY KEY (number),
        FOREIGN KEY(opened) REFERENCES changes (number),
        FOREIGN KEY(closed) REFERENCES changes (number)
    )
    """,
    """
    CREATE INDEX relations_in_order ON relations (closed, position, id)
    """,
    """
    CREATE TABLE origins (
        number INTEGER NOT NULL,
        id TEXT NOT NULL,
        hash TEXT NOT NULL,
        kind TEXT,
        position TEXT NOT NULL,
        body TEXT NOT NULL,
        opened INTEGER NOT NULL,
        closed INTEGER,
        PRIMARY KEY (number),
        FOREIGN KEY(opened) REFERENCES changes (number),
        FOREIGN KEY(closed) REFERENCES changes (number)
    )
    """,
    """
    CREATE INDEX origins_in_order ON origins (closed, position, id)
    """,
    """
    CREATE TABLE figures (
        number INTEGER NOT NULL,
        id TEXT NOT NULL,
        hash TEXT NOT NULL,
        kind TEXT,
        position TEXT NOT NULL,
        body TEXT NOT NULL,
        opened INTEGER NOT NULL,
        closed INTEGER,
        PRIMARY KEY (number),
        FOREIGN KEY(opened) REFERENCES changes (number),
        FOREIGN KEY(closed) REFERENCES changes (number)
    )
    """,
    """
    CREATE INDEX figures_in_order ON figures (closed, position, id)
    """,
    """
    CREATE TABLE positions (
        number INTEGER NOT NULL,
        id TEXT NOT NULL,
        hash TEXT NOT NULL,
        kind TEXT,
        position TEXT NOT NULL,
        body TEXT NOT NULL,
        opened INTEGER NOT NULL,
        closed INTEGER,
        PRIMARY KEY (number),
        FOREIGN KEY(opened) REFERENCES changes (number),
        FOREIGN KEY(closed) REFERENCES changes (number)
    )
    """,
    """
    CREATE INDEX positions_in_order ON positions (closed, position, id)
    """,
    """
    CREATE TABLE events (
        number INTEGER NOT NULL,
        id TEXT NOT NULL,
        hash TEXT NOT NULL,
        kind TEXT,
        position TEXT NOT NULL,
        body TEXT NOT NULL,
        opened INTEGER NOT NULL,
        closed INTEGER,
        PRIMARY KEY (number),
        FOREIGN KEY(opened) REFERENCES changes (number),
        FOREIGN KEY(closed) REFERENCES changes (number)
    )
    """,
    """
    CREATE INDEX events_in_order ON events (closed, position, id)
    """,
    """
    CREATE TABLE capture_names (
        capture TEXT NOT NULL,
        name TEXT NOT NULL,
        address TEXT NOT NULL,
        change INTEGER NOT NULL,
        PRIMARY KEY (capture, name, address),
        FOREIGN KEY(capture) REFERENCES captures (id),
        FOREIGN KEY(change) REFERENCES changes (number)
    )
    """,
    """
    CREATE TABLE documents (
        number INTEGER NOT NULL,
        id TEXT NOT NULL,
        capture TEXT NOT NULL,
        part TEXT NOT NULL,
        body BLOB NOT NULL,
        change INTEGER NOT NULL,
        PRIMARY KEY (number),
        UNIQUE (id),
        FOREIGN KEY(capture) REFERENCES captures (id),
        FOREIGN KEY(change) REFERENCES changes (number)
    )
    """,
    """
    CREATE INDEX ix_documents_capture ON documents (capture)
    """,
    """
    CREATE TABLE metadata (
        number INTEGER NOT NULL,
        document TEXT NOT NULL,
        hash TEXT NOT NULL,
        stated TEXT NOT NULL,
        body TEXT NOT NULL,
        change INTEGER NOT NULL,
        PRIMARY KEY (number),
        FOREIGN KEY(document) REFERENCES documents (id),
        FOREIGN KEY(change) REFERENCES changes (number)
    )
    """,
    """
    CREATE INDEX ix_metadata_document ON metadata (document)
    """,
    """
    CREATE TABLE readings (
        number INTEGER NOT NULL,
        document TEXT NOT NULL,
        run TEXT NOT NULL,
        metadata TEXT NOT NULL,
        unclaimed BLOB NOT NULL,
        change INTEGER NOT NULL,
        PRIMARY KEY (number),
        UNIQUE (document, run, metadata),
        FOREIGN KEY(document) REFERENCES documents (id),
        FOREIGN KEY(run) REFERENCES runs (id),
        FOREIGN KEY(change) REFERENCES changes (number)
    )
    """,
    """
    CREATE TABLE shown (
        reading INTEGER NOT NULL,
        opened INTEGER NOT NULL,
        closed INTEGER,
        document TEXT NOT NULL,
        PRIMARY KEY (reading, opened),
        FOREIGN KEY(reading) REFERENCES readings (number),
        FOREIGN KEY(opened) REFERENCES changes (number),
        FOREIGN KEY(closed) REFERENCES changes (number),
        FOREIGN KEY(document) REFERENCES documents (id)
    )
    """,
    """
    CREATE INDEX ix_shown_document ON shown (document)
    """,
    """
    CREATE TABLE claims (
        number INTEGER NOT NULL,
        id TEXT NOT NULL,
        reading INTEGER NOT NULL,
        published TEXT NOT NULL,
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
        PRIMARY KEY (number),
        FOREIGN KEY(reading) REFERENCES readings (number)
    )
    """,
    """
    CREATE INDEX ix_claims_reading ON claims (reading)
    """,
    """
    CREATE INDEX ix_claims_id ON claims (id)
    """,
    """
    CREATE INDEX claims_in_order ON claims (published, document, head, source, fan)
    """,
    """
    CREATE TABLE claim_bodies (
        claim INTEGER NOT NULL,
        body BLOB NOT NULL,
        PRIMARY KEY (claim),
        FOREIGN KEY(claim) REFERENCES claims (number)
    )
    """,
    """
    CREATE VIRTUAL TABLE claim_words USING fts5(text, names, content='',
        tokenize="porter unicode61 remove_diacritics 2")
    """,
    """
    CREATE VIRTUAL TABLE document_words USING fts5(title, text, content='',
        tokenize="porter unicode61 remove_diacritics 2")
    """,
)


def upgrade() -> None:
    for sql in TABLES:
        op.execute(sql)
    op.execute("PRAGMA application_id = 844321347")
