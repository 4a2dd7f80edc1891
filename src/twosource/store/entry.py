"""What a ledger is given: a document as one run read it, and what was stated of it."""

from __future__ import annotations

from dataclasses import dataclass

from twosource.model.capture import Capture
from twosource.model.claim import Claim
from twosource.model.document import Document, Stated
from twosource.model.run import Run
from twosource.model.span import Span


@dataclass(frozen=True, slots=True)
class Unclaimed:
    """A sentence that gave no claim, and why."""

    at: Span
    because: str


@dataclass(frozen=True, slots=True)
class Reading:
    """What one run read in one document under one version of its metadata."""

    document: str
    run: str
    metadata: str
    """The hash of the metadata it was read with: times depend on the publication date."""
    claims: tuple[Claim, ...]
    unclaimed: tuple[Unclaimed, ...] = ()


NOTHING_STATED = Stated()


@dataclass(frozen=True, slots=True)
class Entry:
    """All that one transaction records of one document: its capture, the document, and how it was read.

    ``reading`` is None for a document that was skipped or failed; ``failed`` says why it failed.
    """

    capture: Capture
    document: Document
    run: Run
    reading: Reading | None = None
    failed: str | None = None
    stated: Stated = NOTHING_STATED


@dataclass(frozen=True, slots=True)
class Known:
    """A document that the ledger has of a capture, for a batch that meets the capture again.

    ``metadata`` is the hash of its newest metadata, ``stated`` what was stated with it.
    """

    document: str
    part: str
    address: str | None
    stated: Stated
    metadata: str
    shown: tuple[str, str] | None = None
    """The run and the metadata hash of the reading that is shown; None where none is."""


@dataclass(frozen=True, slots=True)
class Recorded:
    """What a transaction added: nothing is ever overwritten, so all False means that the ledger knew it all.

    ``derived`` counts the derived rows that it opened or closed.
    """

    document: bool = False
    metadata: bool = False
    reading: bool = False
    derived: int = 0
