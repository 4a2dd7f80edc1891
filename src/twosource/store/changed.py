"""What the log of changes and the comparison of two states give: rows that no other view prints, for they tell of recording."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Generic, TypeVar

from twosource.model.decision import Decision
from twosource.model.vocabulary import ChangeKind
from twosource.store.base import (
    ClaimRow,
    DocumentRow,
    DriftRow,
    EventRow,
    FigureRow,
    PositionRow,
    RelationRow,
    StatementRow,
)
from twosource.store.tombs import Erased

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class LoggedDecision:
    """A decision as it was recorded: None where its words were erased."""

    id: str
    change: int
    decision: Decision | None


@dataclass(frozen=True, slots=True)
class LogRow:
    """One change: a committed transaction, by its number and UTC instant.

    ``what`` was done (recorded, linked, decided, erased, merged) by ``command``, None where none was logged. ``documents`` are
    the ids of those that it recorded, read or restated, ``pages`` the names of their captures, sorted.
    """

    number: int
    at: str
    what: str
    command: str | None
    documents: tuple[str, ...] = ()
    pages: tuple[str, ...] = ()
    decisions: tuple[LoggedDecision, ...] = ()
    erased: tuple[Erased, ...] = ()


@dataclass(frozen=True, slots=True)
class Moved(Generic[T]):
    """What became of one row between two states: None before where it is new, None after where it is gone.

    ``came`` are the claims it rests on now and did not, as they are; ``went`` those it rested on and does not, as they were.
    ``cause`` is the change that made it what it is.
    """

    kind: ChangeKind
    before: T | None
    after: T | None
    came: tuple[ClaimRow, ...] = ()
    went: tuple[ClaimRow, ...] = ()
    cause: LogRow | None = None

    @property
    def row(self) -> T:
        """The row as it is, else as it was."""
        found = self.before if self.after is None else self.after
        assert found is not None
        return found


@dataclass(frozen=True, slots=True)
class Changes:
    """What one state of a ledger has that another has not, each part in canonical order, what is gone behind.

    ``log`` are the changes between the two, oldest first; none where they differ by what had been published alone.
    """

    log: tuple[LogRow, ...]
    documents: tuple[Moved[DocumentRow], ...]
    claims: tuple[Moved[ClaimRow], ...]
    statements: tuple[Moved[StatementRow], ...]
    relations: tuple[Moved[RelationRow], ...]
    figures: tuple[Moved[FigureRow], ...]
    positions: tuple[Moved[PositionRow], ...]
    events: tuple[Moved[EventRow], ...]
    drifts: tuple[Moved[DriftRow], ...]
