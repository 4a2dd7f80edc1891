"""What a ledger answers and what it takes: the rows, the question, and two small protocols.

Every tuple of rows is in canonical order: published (undated documents last), document id, offset of the
head. No row holds a time of recording or a row number: what a view prints is a function of what was read,
never of when or in what order.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Protocol

from twosource.model.capture import Capture
from twosource.model.claim import Claim
from twosource.model.document import Stated
from twosource.model.vocabulary import (
    Act,
    Certainty,
    DriftKind,
    EventKind,
    Modality,
    Polarity,
    RelationKind,
)
from twosource.store.entry import Entry, Known, Reading, Recorded, Unclaimed
from twosource.store.row_types import (
    GAP_IN_EXTENT,
    Appended,
    ChainLink,
    ClaimJudged,
    ClaimRow,
    Counts,
    DecisionRow,
    DocumentRow,
    DriftRow,
    DueRow,
    EventRow,
    FigureRow,
    Finding,
    GapRow,
    Landing,
    OriginRef,
    OriginRow,
    PositionRow,
    RelationRow,
    RunRow,
    SourceName,
    SourceRow,
    StatementRow,
    Why,
    day_key,
    known_key,
)

if TYPE_CHECKING:
    from twosource.linking.context import Context
    from twosource.model.decision import ClaimMark, Decision, SourceMark
    from twosource.store.changed import Changes

__all__ = [
    "GAP_IN_EXTENT",
    "Appended",
    "ChainLink",
    "ClaimJudged",
    "ClaimQuestion",
    "ClaimRow",
    "Counts",
    "DecisionRow",
    "DocumentRow",
    "DriftRow",
    "DueRow",
    "Entry",
    "EventRow",
    "FigureRow",
    "Finding",
    "GapRow",
    "Known",
    "Landing",
    "Lens",
    "OriginRef",
    "OriginRow",
    "PositionRow",
    "Reader",
    "Reading",
    "Recorded",
    "RelationRow",
    "RunRow",
    "SourceName",
    "SourceRow",
    "Stated",
    "StatementRow",
    "Unclaimed",
    "Why",
    "Writer",
    "day_key",
    "known_key",
]


@dataclass(frozen=True, slots=True)
class Lens:
    """The two times of a question.

    ``as_of`` is what the ledger had recorded: a change number, or a UTC instant (RFC 3339), the last change made by
    then. ``known_by`` is what had been published by the end of that ISO day, undated documents left out. None: now, all.
    """

    as_of: int | str | None = None
    known_by: str | None = None


NOW = Lens()


@dataclass(frozen=True, slots=True)
class ClaimQuestion:
    """Which claims are asked for; a field left None does not narrow. Names and words match in any case."""

    words: str | None = None
    """All of these occur in the claim's words or its sources' names (full text; a word ending in ``*`` is a
    beginning)."""
    source: str | None = None
    """Part of the name, or the id, of a hop; the publisher is one."""
    chain: str | None = None
    """Parts of hops' names in order from the publisher inward, parted by ``>``; other hops may stand
    between."""
    place: str | None = None
    """Part of a place's name, its gazetteer id or country; a place inside the one with this id counts."""
    start: str | None = None
    """An ISO day: claims about a time that ends after it."""
    end: str | None = None
    """An ISO day: claims about a time that starts on it or before it."""
    act: Act | None = None
    certainty: Certainty | None = None
    polarity: Polarity | None = None
    modality: Modality | None = None
    kind: EventKind | None = None
    document: str | None = None
    """A document as `Reader.document` takes it."""
    ids: tuple[str, ...] | None = None
    """Only these claims."""
    limit: int | None = None
    offset: int = 0


class Writer(Protocol):
    """Appends to the record; one transaction a document. Retrying is harmless."""

    def record(self, entry: Entry) -> Recorded:
        """Append a document as one run read it."""

    def known(self, capture: str) -> tuple[Known, ...]:
        """The documents of a capture, by its id, in order of part and id."""

    def failed(self, name: str, capture: str, run: str, because: str) -> None:
        """Append that no document came of a capture, and why."""

    def decide(self, decisions: Sequence[Decision]) -> Appended:
        """Append decisions and derive what follows, in one transaction; those that are there already are left."""

    def relink(self) -> int:
        """Derive all anew from the newest reading of each document; returns how many rows changed."""


class Reader(Protocol):
    """Questions in the words of the domain."""

    def documents(self, limit: int | None = None, offset: int = 0) -> tuple[DocumentRow, ...]:
        """The documents in canonical order: so many of them, from so many on."""

    def document(self, key: str) -> DocumentRow:
        """One document by id, the beginning of its id, file name, address, or title; NotFoundError for none
        or several."""

    def unclaimed(self, document: str) -> tuple[Unclaimed, ...]:
        """The sentences of a document that gave no claim, in text order, by document id."""

    def capture(self, key: str) -> Capture:
        """One capture by id, the beginning of its id, or name; NotFoundError for none or several."""

    def claims(self, question: ClaimQuestion = ClaimQuestion()) -> tuple[ClaimRow, ...]:
        """The claims asked for."""

    def claim(self, key: str) -> ClaimRow:
        """One claim by its id or the beginning of its id; NotFoundError for none or several."""

    def why(self, key: str) -> Why:
        """What stands behind one claim."""

    def sources(self, question: ClaimQuestion = ClaimQuestion()) -> tuple[SourceRow, ...]:
        """Who is relied on in the claims asked for: most claims first, then by name and id; withdrawn ones are none."""

    def origins(self, question: ClaimQuestion = ClaimQuestion()) -> tuple[OriginRow, ...]:
        """The origins of the claims asked for, each with all its claims: most claims first, then by name and id."""

    def network(self, question: ClaimQuestion = ClaimQuestion()) -> tuple[ChainLink, ...]:
        """Who had it from whom in the claims asked for, by the ids of both ends."""

    def relations(
        self, question: ClaimQuestion = ClaimQuestion(), *, kind: RelationKind | None = None
    ) -> tuple[RelationRow, ...]:
        """Relations that touch a claim asked for."""

    def statements(self, question: ClaimQuestion = ClaimQuestion()) -> tuple[StatementRow, ...]:
        """Statements that hold a claim asked for; all their claims are given."""

    def figures(self, question: ClaimQuestion = ClaimQuestion()) -> tuple[FigureRow, ...]:
        """Series that hold a claim asked for."""

    def positions(self, question: ClaimQuestion = ClaimQuestion()) -> tuple[PositionRow, ...]:
        """Positions that hold a claim asked for."""

    def events(self, question: ClaimQuestion = ClaimQuestion()) -> tuple[EventRow, ...]:
        """Events that a claim asked for is about: dated ones by their own time, undated ones last."""

    def gaps(self, question: ClaimQuestion = ClaimQuestion()) -> tuple[GapRow, ...]:
        """What is missing, by kind in the order of `GapKind`."""

    def due(self, question: ClaimQuestion = ClaimQuestion()) -> tuple[DueRow, ...]:
        """What is planned, ordered, expected or threatened: dated first, by date."""

    def undated(self) -> tuple[DocumentRow, ...]:
        """The documents that ``known_by`` leaves apart: it is not known whether they were out by then. None without it."""

    def changes(self, since: Lens) -> Changes:
        """What is shown now and was not at the two times of another lens, what is gone, and what moved."""

    def drifts(
        self, question: ClaimQuestion = ClaimQuestion(), *, kind: DriftKind | None = None
    ) -> tuple[DriftRow, ...]:
        """What a claim asked for changed of the one it retells, or what was changed of it, of one kind or of all."""

    def runs(self) -> tuple[RunRow, ...]:
        """The runs whose readings are shown now, by id."""

    def decisions(self, target: str | SourceMark | None = None) -> tuple[DecisionRow, ...]:
        """The log of decisions by the reviewers' time, or those about one claim or document, by whole id, or one source."""

    def orphans(self) -> tuple[DecisionRow, ...]:
        """The decisions that hold of nothing, because what they are about is not found in what is shown."""

    def decision(self, key: str) -> DecisionRow:
        """One decision by its id or the beginning of its id."""

    def mark_of_claim(self, key: str) -> tuple[ClaimMark, Claim]:
        """How a decision names a claim, and the claim as it was read."""

    def mark_of_source(self, key: str) -> SourceMark:
        """How a decision names a source: by key or name, or as ``CLAIM/N``, the N-th hop of a claim."""

    def counts(self) -> Counts:
        """How much there is."""

    def contexts(self) -> Mapping[str, Context]:
        """Each document as linking sees it."""
