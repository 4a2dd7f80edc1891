"""The one contract of every engine: tasks in, what came of each document out."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from typing import Protocol

from twosource.model.capture import Capture
from twosource.store.base import Entry, Known, Stated


@dataclass(frozen=True, slots=True)
class Task:
    """A capture to read, and what the ledger knows of it already."""

    number: int
    """Its place among the inputs."""
    name: str
    """What outcomes call it."""
    capture: Capture
    stated: Stated
    known: tuple[Known, ...] = ()


@dataclass(frozen=True, slots=True)
class Examined:
    """What came of one document of a task: an entry to record, or None where its reading is shown already."""

    document: str
    title: str | None
    entry: Entry | None


@dataclass(frozen=True, slots=True)
class Unreadable:
    """A task of which no document came, and why."""

    because: str


@dataclass(frozen=True, slots=True)
class Result:
    """What a worker sends back of one task."""

    number: int
    found: tuple[Examined, ...] | Unreadable


Examine = Callable[[Task], Result]


class Engine(Protocol):
    """Examines every task once; results come in any order. Only the caller writes."""

    def __call__(self, tasks: Iterable[Task]) -> Iterator[Result]:
        """The results, as they come."""


@dataclass(frozen=True, slots=True)
class Read:
    """A document was read and recorded."""

    name: str
    document: str
    title: str | None
    claims: int


@dataclass(frozen=True, slots=True)
class Skipped:
    """A document was recorded but not read for claims, for a stated reason."""

    name: str
    document: str
    because: str


@dataclass(frozen=True, slots=True)
class AlreadyRead:
    """This run has read this document under this metadata before; nothing was added."""

    name: str
    document: str


@dataclass(frozen=True, slots=True)
class Failed:
    """An input or a document could not be read. ``document`` is None where it came to none."""

    name: str
    because: str
    document: str | None = None


Outcome = Read | Skipped | AlreadyRead | Failed


@dataclass(frozen=True, slots=True)
class Summary:
    """What came of a batch: an outcome a document, by name and document."""

    outcomes: tuple[Outcome, ...]
    run: str
    linked: int = 0
    """How many derived rows changed."""

    def of(self, kind: type[Outcome]) -> tuple[Outcome, ...]:
        """The outcomes of one kind."""
        return tuple(outcome for outcome in self.outcomes if isinstance(outcome, kind))

    @property
    def has_failures(self) -> bool:
        """Whether anything failed."""
        return any(isinstance(outcome, Failed) for outcome in self.outcomes)
