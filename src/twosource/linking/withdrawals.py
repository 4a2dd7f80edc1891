"""What is taken back: by a reviewer, or by a retraction that is itself not taken back."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping

from twosource.linking.constraints import Constraints
from twosource.linking.origins import Testimony
from twosource.model.relation import Relation, Withdrawal
from twosource.model.vocabulary import RelationKind


def find_withdrawals(
    told: Mapping[str, Testimony],
    relations: Iterable[Relation],
    constraints: Constraints,
    *,
    gone: Collection[str] = (),
    others: Mapping[str, Testimony] | None = None,
) -> tuple[Withdrawal, ...]:
    """Which of these claims are withdrawn, in canonical order.

    ``relations`` are all that retract any of them; ``others`` holds the claims that do and are not asked about, ``gone`` those of
    them that are known to be withdrawn. A retraction is taken back only by a later one (in canonical order), so that no two
    can take back one another.
    """
    known = {**(others or {}), **told}
    takers: dict[str, list[Relation]] = {}
    for relation in relations:
        if relation.kind is RelationKind.RETRACTS:
            takers.setdefault(relation.target, []).append(relation)
    out = set(gone)
    found: list[tuple[Testimony, Withdrawal]] = []
    latest_first = sorted(told.values(), key=lambda one: one.rank, reverse=True)
    for one in sorted(latest_first, key=lambda one: not one.is_retractor):
        by = [
            relation
            for relation in takers.get(one.id, ())
            if relation.source not in out and _can_take_back(known[relation.source], one)
        ]
        word = constraints.withdrawn.get(one.id)
        if by or word is not None:
            because = word.because if word is not None else by[0].because
            found.append((one, Withdrawal(one.id, tuple(relation.source for relation in by), because)))
            out.add(one.id)
    return tuple(row for _, row in sorted(found, key=lambda each: each[0].rank))


def _can_take_back(taker: Testimony, one: Testimony) -> bool:
    return not one.is_retractor or taker.rank > one.rank


def among_standing(relations: Iterable[Relation], gone: Collection[str]) -> tuple[Relation, ...]:
    """The relations that are left when claims are withdrawn: those of claims that stand, and what retracts the others."""
    return tuple(
        one
        for one in relations
        if one.source not in gone and (one.kind is RelationKind.RETRACTS or one.target not in gone)
    )
