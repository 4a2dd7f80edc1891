"""What became of each derived row between two states: which one it was before, and the claims that came and went. Pure."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Hashable, Iterable, Sequence
from dataclasses import dataclass
from typing import Any, Generic, TypeVar

from twosource.linking.shelf import subjects
from twosource.model.relation import Drift, Event, Figure, Position, Relation, Statement

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Pair(Generic[T]):
    """A row as it was and as it is: None before where it is new, None after where it is gone.

    ``came`` are the ids of the claims that it rests on now and did not before, ``went`` those that it rested on and does not.
    """

    before: T | None
    after: T | None

    @property
    def came(self) -> tuple[str, ...]:
        """The ids of its claims that are new to it, in its order."""
        return _without(self.after, self.before)

    @property
    def went(self) -> tuple[str, ...]:
        """The ids of its claims that it has lost, in the order it had."""
        return _without(self.before, self.after)


def _without(row: Any, other: Any) -> tuple[str, ...]:
    rests = () if row is None else subjects(row)
    known = frozenset() if other is None else frozenset(subjects(other))
    return tuple(claim for claim in dict.fromkeys(rests) if claim not in known)


def paired(gone: Sequence[T], new: Sequence[T]) -> tuple[Pair[T], ...]:
    """The rows of the later state, each with the one it was before, then those that are gone for good; only what moved.

    ``gone`` are the rows of the earlier state that the later one has not, ``new`` the reverse. A row was before the one of the
    same key, else the one with which it shares most claims: a statement is called by its first claim, and an older report
    found later takes its name. A row whose claims stand in rows of the later state was joined to them and is not gone.
    """
    by_key = {key_of(row): row for row in gone}
    holding: dict[str, list[int]] = defaultdict(list)
    for index, row in enumerate(gone):
        for claim in subjects(row):
            holding[claim].append(index)
    pairs = [Pair(_before(row, gone, by_key, holding), row) for row in new]
    kept = {claim for row in new for claim in subjects(row)}
    keys = {key_of(row) for row in new}
    lost = (
        row for row in gone if key_of(row) not in keys and (_is_named(row) or kept.isdisjoint(subjects(row)))
    )
    pairs += (Pair(row, None) for row in lost)
    return tuple(pair for pair in pairs if has_moved(pair))


def _before(row: T, gone: Sequence[T], by_key: dict[Hashable, T], holding: dict[str, list[int]]) -> T | None:
    same = by_key.get(key_of(row))
    if same is not None or _is_named(row):
        return same
    shared = Counter(index for claim in subjects(row) for index in holding.get(claim, ()))
    if not shared:
        return None
    return gone[min(shared, key=lambda index: (-shared[index], index))]


def key_of(row: Any) -> Hashable:
    """By what a row is known again: a relation by its ends and kind, a position by actor and question, the rest by id."""
    if isinstance(row, Relation):
        return (row.source, row.target, row.kind)
    if isinstance(row, Drift):
        return (row.kind, row.child, row.parent, row.child_at, row.parent_at)
    if isinstance(row, Position):
        return (row.actor, row.question, row.document)
    key: str = row.id
    return key


def _is_named(row: Any) -> bool:
    """Whether a row is known by its key alone: another key is another row, whatever claims they share."""
    return isinstance(row, (Relation, Position, Drift))


def has_moved(pair: Pair[Any]) -> bool:
    """Whether a reader would call it a change: of a statement the number of its independent origins, of a series or a position
    its points, of an event what it is said to be; a report more of the same is none."""
    if pair.before is None or pair.after is None:
        return True
    return _told(pair.before) != _told(pair.after)


def _told(row: Any) -> Iterable[Any]:
    match row:
        case Statement():
            return (row.independent_origins,)
        case Figure():
            return tuple((point.claim, point.low, point.high, point.approximate) for point in row.points)
        case Position():
            return tuple(
                (point.claim, point.act, point.polarity, point.certainty, point.modality)
                for point in row.points
            )
        case Event():
            return (row.kind, row.when, row.places, row.modality)
        case Drift():
            return (row.because,)
        case Relation():
            return (row.because, row.independent, row.basis)
    raise TypeError(f"no row that two states are compared by: {type(row).__name__}")
