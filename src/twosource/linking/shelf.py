"""What incremental linking asks of the record, what it is told has changed, and what it hands back."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from typing import Any, Protocol

from twosource.linking.constraints import Constraints
from twosource.linking.origins import Testimony


class Shelf(Protocol):
    """The record as linking reads it: the claims of the readings shown, withdrawn ones included.

    It may show the record before or after the change, or half of each, as far as claims given in `Changed` go: of those it
    is never believed. Any answer may hold more than was asked for, in any order, with repeats; never less.
    """

    def in_blocks(self, keys: Collection[str]) -> Iterable[Testimony]:
        """The claims that belong to any of these blocks (`blocks.blocks_of`)."""

    def by_id(self, claims: Collection[str]) -> Iterable[Testimony]:
        """The claims with these ids, as far as they are shown."""

    def of_documents(self, documents: Collection[str]) -> Iterable[Testimony]:
        """All claims of these documents."""

    def sharing_text(self, keys: Collection[str]) -> Mapping[str, Collection[str]]:
        """The ids of the documents that have each of these text keys (`blocks.text_keys`), by key."""

    def withdrawn(self, claims: Collection[str]) -> Collection[str]:
        """Which of these claims are withdrawn as derived so far, before this change: open rows of that table."""

    def constraints(self, claims: Collection[str]) -> Constraints:
        """The live decisions that name any of these claims, after this change."""


@dataclass(frozen=True, slots=True)
class Changed:
    """The claims that a change touched, as they were and as they are.

    A new claim is in ``after`` alone, one that is gone in ``before`` alone. A claim that a decision joins, parts, withdraws or
    restores is in both, though it reads as before; so is, with two readings of it, one that was corrected or read anew, or
    whose document changed its date, its publisher, its body's fingerprint, or whose source is now known as another.
    """

    before: tuple[Testimony, ...] = ()
    after: tuple[Testimony, ...] = ()

    @classmethod
    def between(
        cls, before: Iterable[Testimony], after: Iterable[Testimony], touched: Collection[str] = ()
    ) -> Changed:
        """What differs between two readings, with the claims that are touched although they do not."""
        was = {one.id: one for one in before}
        now = {one.id: one for one in after}
        same = {key for key, one in now.items() if was.get(key) == one and key not in touched}
        return cls(
            tuple(one for key, one in was.items() if key not in same),
            tuple(one for key, one in now.items() if key not in same),
        )


@dataclass(frozen=True, slots=True)
class Part:
    """The rows of one derived table that take the place of those that stand in a scope.

    Of ``table`` (for gaps: of ``kind`` alone) every open row with a subject (`subjects`) in ``scope`` gives way to ``rows``:
    close those that are not among ``rows``, open those of ``rows`` that are not open. Each of ``rows`` has a subject in it.
    """

    table: str
    scope: frozenset[str]
    rows: tuple[Any, ...]
    kind: str | None = None


@dataclass(frozen=True, slots=True)
class Patch:
    """What a change does to all that is derived: each part by itself, in any order. No table but these is touched."""

    parts: tuple[Part, ...]


TABLES: Mapping[str, str] = {
    "statements": "claims",
    "relations": "source target",
    "figures": "points",
    "positions": "points",
    "events": "claims",
    "gaps": "claim",
    "dues": "claim",
    "withdrawn": "claim",
    "provenance": "claim",
}
"""The derived tables that a patch writes, with the fields that hold a row's subjects."""


def subjects(row: Any) -> tuple[str, ...]:
    """The ids of the claims by which a derived row is replaced; a row may name others, which do not count here."""
    if hasattr(row, "points"):
        return tuple(point.claim for point in row.points)
    if hasattr(row, "claims"):
        return tuple(row.claims)
    if hasattr(row, "target"):
        return (row.source, row.target)
    if hasattr(row, "child"):
        return (row.child, row.parent)
    return (row.claim,)
