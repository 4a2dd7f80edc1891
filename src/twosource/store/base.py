"""What a ledger answers and what it takes: the rows, the question, and two small protocols.

Every tuple of rows is in canonical order: published (undated documents last), document id, offset of the
head. No row holds a time of recording or a row number: what a view prints is a function of what was read,
never of when or in what order.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import TYPE_CHECKING, Protocol

from twosource.model.capture import Capture
from twosource.model.claim import Claim
from twosource.model.document import Document, Metadata, Published, Stated
from twosource.model.measure import When
from twosource.model.relation import Drift, Event, Figure, Origin, Position, Relation, Statement, Withdrawal
from twosource.model.run import Run
from twosource.model.span import Extent, Span
from twosource.model.vocabulary import (
    Act,
    Certainty,
    DriftKind,
    EventKind,
    Following,
    GapKind,
    Modality,
    Polarity,
    RelationKind,
    SourceKind,
)
from twosource.store.entry import Entry, Known, Reading, Recorded, Unclaimed

if TYPE_CHECKING:
    from twosource.linking.context import Context
    from twosource.linking.corrections import Corrected
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

GAP_IN_EXTENT = " … "
"""What stands between the spans of an extent where its words are printed."""


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


@dataclass(frozen=True, slots=True)
class OriginRef:
    """Which origin vouches for a claim."""

    id: str
    name: str
    kind: SourceKind
    body: str | None = None
    """The governing body under which it is grouped; None where unresolved."""


@dataclass(frozen=True, slots=True)
class ClaimRow:
    """A claim as the ledger gives it: the reading, its document under its newest metadata, what linking
    made of it."""

    claim: Claim
    within: Document
    name: str
    """The capture's file name or address."""
    statement: str | None
    origin: OriginRef | None
    independent_origins: int
    """Of the statement this claim is part of; 0 where none of its origins can be counted."""
    run: str
    is_corrected: bool = False
    """Whether ``claim`` has fields that a person corrected."""
    withdrawn: Withdrawal | None = None
    """Why it no longer counts; None where it does."""

    @property
    def id(self) -> str:
        """The claim's id."""
        return self.claim.id

    @property
    def document(self) -> str:
        """The document's id."""
        return self.claim.document

    @property
    def title(self) -> str | None:
        """The document's title."""
        return self.within.metadata.title

    @property
    def publisher(self) -> str | None:
        """The document's publisher."""
        return self.within.metadata.publisher

    @property
    def published(self) -> Published | None:
        """When the document was published."""
        return self.within.metadata.published

    @property
    def text(self) -> str:
        """The words of the claim."""
        return self.words_of(self.claim.extent)

    @property
    def raw(self) -> tuple[Span, ...]:
        """The raw segments of the claim's words."""
        return self.raw_of(self.claim.extent)

    @property
    def order(self) -> tuple[str, str, int, int, int]:
        """Its place in canonical order."""
        anchor = self.claim.anchor
        source = -1 if anchor.source is None else anchor.source
        return (day_key(self.published), anchor.document, self.claim.head.start, source, anchor.index)

    def words_of(self, at: Extent | Span | None) -> str:
        """The words at any span or extent of this claim's document, parted by an ellipsis; empty for none."""
        return GAP_IN_EXTENT.join(span.of(self.within.text) for span in _extent(at))

    def raw_of(self, at: Extent | Span | None) -> tuple[Span, ...]:
        """The raw segments of any span or extent of this claim's document, in order."""
        return tuple(segment for span in _extent(at) for segment in self.within.raw_map.raw(span))


def day_key(published: Published | None) -> str:
    """The first day of publication where it is known, else what sorts after every day."""
    return published.start if published and published.start and published.end else "~"


def known_key(published: Published | None) -> str:
    """The last day of publication where both ends are known, by whose end it was surely out; else what sorts last."""
    if published is None or not published.start or not published.end:
        return "~"
    return (date.fromisoformat(published.end) - timedelta(days=1)).isoformat()


def _extent(at: Extent | Span | None) -> Extent:
    if at is None:
        return ()
    return (at,) if isinstance(at, Span) else at


@dataclass(frozen=True, slots=True)
class DocumentRow:
    """One document, under its newest metadata. ``run`` is None for one that was not read."""

    document: Document
    name: str
    """The capture's file name or address; the first in order where one capture came under several."""
    claims: int
    run: str | None
    failed: str | None = None
    """Why no run could read it; None where one could, or none tried."""

    @property
    def id(self) -> str:
        """The document's id."""
        return self.document.id

    @property
    def metadata(self) -> Metadata:
        """Its newest metadata."""
        return self.document.metadata


@dataclass(frozen=True, slots=True)
class RelationRow:
    """A relation with both its claims. The words that state it are ``source.words_of(relation.at)``."""

    relation: Relation
    source: ClaimRow
    target: ClaimRow


@dataclass(frozen=True, slots=True)
class StatementRow:
    """A statement with its claims and the origins that vouch for them."""

    statement: Statement
    claims: tuple[ClaimRow, ...]
    origins: tuple[Origin, ...]


@dataclass(frozen=True, slots=True)
class FigureRow:
    """A series with the claim of each point, parallel to its points."""

    figure: Figure
    claims: tuple[ClaimRow, ...]


@dataclass(frozen=True, slots=True)
class PositionRow:
    """A position with the claim of each point, parallel to its points."""

    position: Position
    claims: tuple[ClaimRow, ...]


@dataclass(frozen=True, slots=True)
class EventRow:
    """An event with its claims in canonical order."""

    event: Event
    claims: tuple[ClaimRow, ...]


@dataclass(frozen=True, slots=True)
class SourceRow:
    """One who is relied on: a hop other than the publisher, resolved where it can be.

    ``relays`` counts claims in which it stands in the chain but is not the witness; ``alone`` counts
    statements that rest on it only.
    """

    id: str | None
    name: str
    kind: SourceKind
    claims: tuple[str, ...]
    relays: int
    documents: tuple[str, ...]
    publishers: tuple[str, ...]
    statements: int
    alone: int
    predicates: tuple[str, ...]
    """What it is relied on for: predicate classes, most frequent first."""


@dataclass(frozen=True, slots=True)
class OriginRow:
    """An origin, the statements it vouches for, and those that rest on it alone."""

    origin: Origin
    statements: tuple[str, ...]
    alone: tuple[str, ...]
    documents: tuple[str, ...]
    publishers: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class ChainLink:
    """One edge of the network: ``source`` had it from ``target`` in this many claims. Ends are ids, or
    names where there is none."""

    source: str
    source_name: str
    target: str
    target_name: str
    claims: int


@dataclass(frozen=True, slots=True)
class GapRow:
    """Something that is missing, the claim it is missing from, and the reason in a sentence."""

    kind: GapKind
    claim: ClaimRow
    because: str
    statement: str | None = None


@dataclass(frozen=True, slots=True)
class DueRow:
    """What is planned, ordered, expected or threatened. ``happened`` are later claims that say it came
    about, ``denied`` those that deny it."""

    claim: ClaimRow
    when: When | None
    happened: tuple[ClaimRow, ...] = ()
    denied: tuple[ClaimRow, ...] = ()


@dataclass(frozen=True, slots=True)
class SourceName:
    """A source by its key: an actor's, or ``document:offset`` for one that is not resolved."""

    key: str
    name: str


@dataclass(frozen=True, slots=True)
class Landing:
    """Where a mark of a decision is found in the reading that is shown; no claim for an orphan."""

    claim: ClaimRow | None
    how: Following


@dataclass(frozen=True, slots=True)
class DecisionRow:
    """A decision with what became of it. ``landings`` are parallel to its claims.

    ``holds`` says whether it is the latest on its matter and not undone; ``is_orphan`` that it would hold but for a claim or a
    source that is not found.
    """

    decision: Decision
    landings: tuple[Landing, ...]
    undone_by: Decision | None
    holds: bool
    is_orphan: bool

    @property
    def id(self) -> str:
        """The decision's id."""
        return self.decision.id


@dataclass(frozen=True, slots=True)
class ClaimJudged:
    """What people hold of a claim: three axes that are never put together, and what they changed.

    ``reliability`` gives each source of its chain, from the publisher inward, with its grade, None where nobody gave one.
    ``history`` are all decisions on the claim, its document and its sources, by time.
    """

    credibility: Decision | None = None
    likelihood: Decision | None = None
    reliability: tuple[tuple[SourceName, Decision | None], ...] = ()
    corrected: tuple[Corrected, ...] = ()
    notes: tuple[Decision, ...] = ()
    history: tuple[DecisionRow, ...] = ()


@dataclass(frozen=True, slots=True)
class Appended:
    """What came of decisions that were recorded: their ids, how many are new, and the change that recorded them.

    ``change`` is None where all were there already.
    """

    ids: tuple[str, ...]
    new: int
    change: int | None


@dataclass(frozen=True, slots=True)
class DriftRow:
    """What a child report changed of its parent, with both claims. The words of each are ``child.words_of(drift.child_at)`` and
    ``parent.words_of(drift.parent_at)``."""

    drift: Drift
    child: ClaimRow
    parent: ClaimRow


@dataclass(frozen=True, slots=True)
class Why:
    """Everything that stands behind one claim."""

    claim: ClaimRow
    statement: StatementRow | None
    relations: tuple[RelationRow, ...]
    """Those it stands in, on either side."""
    origins: tuple[Origin, ...]
    about: tuple[ClaimRow, ...] = ()
    """The claims of the same document that it refers to."""
    judged: ClaimJudged = ClaimJudged()
    drifts: tuple[DriftRow, ...] = ()
    """What it changed of the claim it retells, or what was changed of it."""


@dataclass(frozen=True, slots=True)
class RunRow:
    """A run and how many documents and claims are now shown as it read them."""

    run: Run
    documents: int
    claims: int


@dataclass(frozen=True, slots=True)
class Counts:
    """How much a ledger holds now."""

    captures: int
    documents: int
    claims: int
    statements: int
    relations: int
    origins: int


@dataclass(frozen=True, slots=True)
class Finding:
    """Something that does not hold.

    ``capture`` is named, or the id of what else is concerned; it is empty where that is the custody log itself.
    """

    capture: str
    name: str
    because: str
    document: str | None = None
    claim: str | None = None


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

    def documents(self) -> tuple[DocumentRow, ...]:
        """Every document."""

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
        """Who is relied on in the claims asked for: most claims first, then by name and id."""

    def origins(self, question: ClaimQuestion = ClaimQuestion()) -> tuple[OriginRow, ...]:
        """The origins of the claims asked for: most statements first, then by name and id."""

    def network(self, question: ClaimQuestion = ClaimQuestion()) -> tuple[ChainLink, ...]:
        """Who had it from whom in the claims asked for."""

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
