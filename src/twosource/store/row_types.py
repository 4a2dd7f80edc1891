"""The rows that a ledger answers with: values of the model beside what linking and people made of them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from typing import TYPE_CHECKING

from twosource.model.claim import Claim
from twosource.model.document import Document, Metadata, Published
from twosource.model.measure import When
from twosource.model.relation import Drift, Event, Figure, Origin, Position, Relation, Statement, Withdrawal
from twosource.model.run import Run
from twosource.model.span import Extent, Span
from twosource.model.vocabulary import (
    Following,
    GapKind,
    SourceKind,
)

if TYPE_CHECKING:
    from twosource.linking.corrections import Corrected
    from twosource.model.decision import Decision


GAP_IN_EXTENT = " … "
"""What stands between the spans of an extent where its words are printed."""


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

    ``id`` is the key of the party, that of one document (``document:offset``) where it is not resolved. ``relays`` counts
    claims in which it stands in the chain though another vouches for them; ``statements`` those it vouches for, ``alone``
    those that rest on it only. Lists give the first few; the counts are of all.
    """

    id: str
    name: str
    kind: SourceKind
    claims: tuple[str, ...]
    relays: int
    documents: tuple[str, ...]
    publishers: tuple[str, ...]
    statements: int
    alone: int
    predicates: tuple[str, ...]
    """What it is relied on for: predicate classes of the claims listed, most frequent first."""
    claim_count: int
    document_count: int
    publisher_count: int


@dataclass(frozen=True, slots=True)
class OriginRow:
    """An origin, the statements it vouches for, and those that rest on it alone. Lists, that of the origin's claims too, give
    the first few in canonical order; the counts are of all."""

    origin: Origin
    statements: tuple[str, ...]
    alone: tuple[str, ...]
    documents: tuple[str, ...]
    publishers: tuple[str, ...]
    claim_count: int
    statement_count: int
    alone_count: int
    document_count: int
    publisher_count: int


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
