"""Every error that Twosource raises on purpose, in one tree.

TwosourceError
├── ConfigError        a setting, lexicon, gazetteer or model file is unusable
├── InputError         something given to read cannot be read; names it and says what to do
│   ├── ManifestError  the manifest is malformed; raised before anything is read
│   └── LimitError     a part is larger than the stated limit
├── StageError         one stage failed on one document; the rest of the batch goes on
├── LedgerError        the ledger cannot be opened, written or understood
│   ├── IntegrityError a stored hash or span does not hold
│   └── StorageError   the ledger's file cannot be read or written now: disk full, read-only, another writer
├── NotFoundError      no such document, claim or source in the ledger
└── UnsupportedLineError  a briefing line says what its claims do not
"""


class TwosourceError(Exception):
    """The root of every error raised on purpose."""


class ConfigError(TwosourceError):
    """A setting, lexicon, gazetteer or model file is unusable."""


class InputError(TwosourceError):
    """Something given to read cannot be read; ``name`` says which, ``reason`` why and what to do."""

    def __init__(self, name: str, reason: str) -> None:
        super().__init__(name, reason)
        self.name = name
        self.reason = reason

    def __str__(self) -> str:
        return f"{self.name}: {self.reason}"


class ManifestError(InputError):
    """The manifest is malformed; raised before anything is read."""


class LimitError(InputError):
    """A part is larger than the stated limit."""


class StageError(TwosourceError):
    """One stage failed on one document; the rest of the batch is unaffected."""

    def __init__(self, stage: str, document_id: str) -> None:
        super().__init__(stage, document_id)  # both in args: errors cross processes pickled
        self.stage = stage
        self.document_id = document_id

    def __str__(self) -> str:
        return f"stage {self.stage} failed on document {self.document_id}"


class LedgerError(TwosourceError):
    """The ledger cannot be opened, written or understood."""


class IntegrityError(LedgerError):
    """A stored hash or span does not hold."""


class StorageError(LedgerError):
    """The ledger's file cannot be read or written as things are: the disk is full, it is read-only, another
    process writes to it. What was committed before holds.
    """


class NotFoundError(TwosourceError):
    """No such document, claim or source in the ledger."""


class UnsupportedLineError(TwosourceError):
    """A briefing line says what the claims it cites do not."""
