"""What the decisions of a ledger make of its claims at a change: corrections, constraints on links, actors as judged."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field

from sqlalchemy.engine import Connection

from twosource.linking.actors import Actors
from twosource.linking.constraints import NO_CONSTRAINTS, Constraints
from twosource.linking.origins import Testimony
from twosource.model.claim import Claim
from twosource.store.actors import known_actors
from twosource.store.connection import Transaction


@dataclass(frozen=True, slots=True)
class Judging:
    """The live decisions at a change as the store applies them.

    ``corrected`` holds the claims that a correction changes, as corrected, by id.
    """

    actors: Actors
    corrected: Mapping[str, Claim] = field(default_factory=dict)

    def constraints(self, told: Iterable[Testimony]) -> Constraints:
        """The constraints that name any of these claims, withdrawals by way of their sources and documents included."""
        del told
        return NO_CONSTRAINTS


def judging_at(connection: Connection, at: int | None = None) -> Judging:
    """What the decisions recorded by a change make of the claims shown then."""
    return Judging(known_actors(connection, at))


def follow_decisions(transaction: Transaction, documents: Collection[str]) -> None:
    """Let the decisions on these documents find their claims in the readings that are shown now: rows of followings."""


def touched_by(transaction: Transaction) -> frozenset[str]:
    """The ids of the claims that decisions recorded in this very transaction bear on, however: also by an undo, an alias, a
    group, a withdrawn source. Their documents are to be touched too."""
    return frozenset()
