"""What a reviewer decided of claims, as far as linking obeys it: joined, parted, taken back."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass, field

Pair = tuple[str, str]
"""Two claims by their ids, the smaller first."""


def pair_of(one: str, other: str) -> Pair:
    """The two ids as a pair that does not depend on which is given first."""
    return (one, other) if one <= other else (other, one)


@dataclass(frozen=True, slots=True)
class Word:
    """A reviewer's word: who decided and why."""

    by: str
    because: str


@dataclass(frozen=True, slots=True)
class Constraints:
    """The live decisions on links and withdrawals. ``must`` and ``cannot`` are by `pair_of`, ``withdrawn`` by claim id.

    A pair in both is parted. ``withdrawn`` holds every claim that a decision takes back, also by way of its source or document.
    """

    must: Mapping[Pair, Word] = field(default_factory=dict)
    cannot: Mapping[Pair, Word] = field(default_factory=dict)
    withdrawn: Mapping[str, Word] = field(default_factory=dict)

    def parts(self, one: str, other: str) -> bool:
        """Whether the two are never to be joined."""
        return bool(self.cannot) and pair_of(one, other) in self.cannot

    def joins(self, one: str, other: str) -> bool:
        """Whether the two are one statement by decision."""
        return bool(self.must) and pair_of(one, other) in self.must and not self.parts(one, other)

    def where(self, joins: Callable[[str, str], bool]) -> Constraints:
        """The same with those joins alone for whose two ids this holds."""
        if not self.must:
            return self
        must = {pair: word for pair, word in self.must.items() if joins(*pair)}
        return Constraints(must, self.cannot, self.withdrawn)

    def of(self, claims: Collection[str]) -> Constraints:
        """Those that name any of these claims."""
        wanted = set(claims)
        return Constraints(
            {pair: word for pair, word in self.must.items() if not wanted.isdisjoint(pair)},
            {pair: word for pair, word in self.cannot.items() if not wanted.isdisjoint(pair)},
            {claim: word for claim, word in self.withdrawn.items() if claim in wanted},
        )


NO_CONSTRAINTS = Constraints()
