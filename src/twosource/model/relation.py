"""What linking derives: relations, origins, statements, figures, positions, events, gaps, dues, withdrawals."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

from twosource.model.claim import Question
from twosource.model.measure import When
from twosource.model.span import Extent, Span
from twosource.model.vocabulary import (
    Act,
    Basis,
    Certainty,
    DriftKind,
    EventKind,
    FigureKind,
    GapKind,
    Independence,
    Modality,
    Polarity,
    RelationKind,
    SourceKind,
)


@dataclass(frozen=True, slots=True)
class Relation:
    """How claim ``source`` stands to claim ``target``, read "source RELATION target", with the reason in a
    sentence.

    ``by`` names who states it for a stated relation (a source's name), else the rule. ``at`` are the words
    that state it, in the source claim's document.
    """

    source: str
    target: str
    kind: RelationKind
    basis: Basis
    by: str
    because: str
    independent: Independence
    at: Span | None = None


@dataclass(frozen=True, slots=True)
class Origin:
    """A witness resolved across documents. ``id`` is an actor's key, or ``document-id:offset`` for one that
    cannot be resolved; None-like kinds
    (unspecified, unknown publisher) are origins of their own that are never counted."""

    id: str
    name: str
    kind: SourceKind
    body: str | None
    """The governing body under which it is grouped (``"KR"`` for any organ of that government), None where
    unresolved."""
    claims: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Statement:
    """Claims of one question whose answers are pairwise compatible. ``id`` is the id of its first claim in
    canonical order.

    ``independent_origins`` is the size of the largest pairwise independent set of its origins.
    """

    id: str
    question: Question
    claims: tuple[str, ...]
    polarity: Polarity
    modality: Modality
    origins: tuple[str, ...]
    independent_origins: int


@dataclass(frozen=True, slots=True)
class FigurePoint:
    """One answer with a number. Open ends are None."""

    claim: str
    low: Decimal | None
    high: Decimal | None
    approximate: bool
    when: When | None
    said: When | None
    words: Span
    revises: str | None = None
    """The claim whose number this one is stated or inferred to replace."""


@dataclass(frozen=True, slots=True)
class Figure:
    """A series of answers with numbers: one thing counted, one modality, one scope."""

    id: str
    question: Question
    of: str
    modality: Modality
    figure: FigureKind
    points: tuple[FigurePoint, ...]


@dataclass(frozen=True, slots=True)
class PositionPoint:
    """What an actor held at one time of speech."""

    claim: str
    act: Act
    polarity: Polarity
    certainty: Certainty
    modality: Modality
    said: When | None


@dataclass(frozen=True, slots=True)
class Position:
    """What one actor held on one question, by time of speech; undated points last.

    ``actor`` is rolled up to the government. ``document`` is set where a slot of the question is known only by its words, which
    mean the same in that document alone.
    """

    actor: str
    actor_name: str
    question: Question
    points: tuple[PositionPoint, ...]
    document: str | None = None


@dataclass(frozen=True, slots=True)
class Event:
    """Something that is claimed to have happened or to be due, at its own time and place.

    Never dated by a report.
    """

    id: str
    kind: EventKind | None
    question: Question
    when: When | None
    places: tuple[str, ...]
    claims: tuple[str, ...]
    modality: Modality
    responds_to: tuple[str, ...] = ()
    """Ids of events that a claim says this one answers."""


@dataclass(frozen=True, slots=True)
class Gap:
    """Something that is missing from a claim, the statement or the event it leads, with the reason in a sentence.

    ``statement`` is the statement that holds the claim; None in a derived row, which says it by the claim alone.
    """

    kind: GapKind
    claim: str
    because: str
    statement: str | None = None


@dataclass(frozen=True, slots=True)
class Due:
    """One thing ahead: the claim, the time it is due, and the ids of later claims that say it happened or deny it."""

    claim: str
    when: When | None
    happened: tuple[str, ...] = ()
    denied: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Withdrawal:
    """A claim that is taken back and counts nowhere: by the claims that do, none where a reviewer decided it, and why."""

    claim: str
    by: tuple[str, ...]
    because: str


@dataclass(frozen=True, slots=True)
class Voice:
    """A source resolved across documents: an actor's key, or ``document-id:offset`` where it cannot be resolved."""

    key: str
    name: str
    kind: SourceKind
    body: str | None


@dataclass(frozen=True, slots=True)
class Provenance:
    """Who stands behind one claim that counts: its origin, None for a headline, which counts for none, and the sources it
    came through, from the publisher inward to the first speaker. ``witness`` is the index of the hop that vouches."""

    claim: str
    origin: Voice | None
    hops: tuple[Voice, ...]
    witness: int


@dataclass(frozen=True, slots=True)
class Derived:
    """Everything linking derives from a set of claims, each tuple in canonical order; gaps by kind, dues by date."""

    statements: tuple[Statement, ...]
    relations: tuple[Relation, ...]
    origins: tuple[Origin, ...]
    figures: tuple[Figure, ...]
    positions: tuple[Position, ...]
    events: tuple[Event, ...]
    gaps: tuple[Gap, ...] = ()
    dues: tuple[Due, ...] = ()
    withdrawn: tuple[Withdrawal, ...] = ()
    provenance: tuple[Provenance, ...] = ()


@dataclass(frozen=True, slots=True)
class Drift:
    """What claim ``child`` changed of claim ``parent``, which it retells, with the reason in a clause.

    ``child_at`` and ``parent_at`` are the words of each, in its own document; ``child_at`` are the claim's own
    words where something is missing from them.
    """

    kind: DriftKind
    child: str
    parent: str
    child_at: Extent
    parent_at: Extent
    because: str
