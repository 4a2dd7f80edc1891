"""Claims of one question whose answers are pairwise compatible, whoever made them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from twosource.linking.compare import Answer, Compared
from twosource.linking.constraints import NO_CONSTRAINTS, Constraints
from twosource.linking.independence import Ruling, count_independent, judge
from twosource.linking.origins import SILENCES, Testimony
from twosource.model.relation import Statement

JOINED = frozenset({Answer.EQUAL, Answer.DENIED_ALIKE})


def may_join(one: Testimony, other: Testimony) -> bool:
    """Whether two claims of one question could be joined, as far as a glance shows; it spares most comparisons."""
    first, second = one.claim, other.claim
    if one.is_headline or other.is_headline:
        return False
    if {first.act, second.act} <= SILENCES:
        return True  # whatever their polarity: a silence says neither
    if first.polarity is not second.polarity or first.modality is not second.modality:
        return False
    return (one.number is None) is (other.number is None)


def complete_link(
    group: Iterable[Testimony],
    joined: Iterable[tuple[Testimony, Testimony]],
    constraints: Constraints = NO_CONSTRAINTS,
) -> list[list[Testimony]]:
    """The claims in sets of which any two are joined: each claim, in canonical order, in the first set that takes it.

    Claims that a reviewer joined enter together, and answers to different questions are in one set only by way of them;
    claims that a reviewer parted are never in one set.
    """
    near: dict[str, set[str]] = {}
    for one, other in joined:
        if not constraints.parts(one.id, other.id):
            near.setdefault(one.id, set()).add(other.id)
            near.setdefault(other.id, set()).add(one.id)
    sets: list[list[Testimony]] = []
    home: dict[str, int] = {}
    for unit in _units(list(group), constraints):
        known = {home[other] for one in unit for other in near.get(one.id, ()) if other in home}
        takes = (n for n in sorted(known) if _fits(sets[n], unit, near, constraints))
        number = next(takes, len(sets))
        if number == len(sets):
            sets.append([])
        sets[number] += unit
        home.update((one.id, number) for one in unit)
    if constraints.must:
        for members in sets:
            members.sort(key=lambda one: one.rank)
    return sets


def _units(group: list[Testimony], constraints: Constraints) -> list[list[Testimony]]:
    """The claims that enter together, each set in canonical order and at the place of its first: one a claim, but for joins."""
    place = {one.id: n for n, one in enumerate(group)}
    home = list(range(len(group)))
    units = [[one] for one in group]
    ties = sorted(
        tuple(sorted(place[each] for each in pair)) for pair in constraints.must if place.keys() >= {*pair}
    )
    for first, second in ties:
        one, other = sorted((home[first], home[second]))
        parted = any(constraints.parts(a.id, b.id) for a in units[one] for b in units[other])
        if one == other or parted:
            continue
        units[one] = sorted(units[one] + units[other], key=lambda each: place[each.id])
        units[other] = []
        home = [one if number == other else number for number in home]
    return [unit for unit in units if unit]


def _fits(
    members: Iterable[Testimony],
    unit: Sequence[Testimony],
    near: Mapping[str, set[str]],
    constraints: Constraints,
) -> bool:
    return all(
        other.id in near.get(one.id, ())
        or (one.claim.question != other.claim.question and not constraints.parts(one.id, other.id))
        for other in members
        for one in unit
    )


def find_statements(
    group: Iterable[Testimony],
    compared: Mapping[tuple[str, str], Compared],
    constraints: Constraints = NO_CONSTRAINTS,
) -> list[Statement]:
    """The statements that claims in canonical order make; a headline is in none.

    ``compared`` are the pairs that could be compared, by their ids in canonical order.
    """

    told = {one.id: one for one in group if not one.is_headline}
    joined = (
        (told[one], told[other])
        for (one, other), pair in compared.items()
        if pair.answer in JOINED and one in told and other in told
    )

    def ruled(one: Testimony, other: Testimony) -> Ruling:
        pair = compared.get((one.id, other.id))
        return judge(one, other) if pair is None else pair.ruling

    found = []
    for members in complete_link(told.values(), joined, constraints):
        first = members[0].claim
        found.append(
            Statement(
                id=first.id,
                question=first.question,
                claims=tuple(one.id for one in members),
                polarity=first.polarity,
                modality=first.modality,
                origins=tuple(dict.fromkeys(one.witness.key for one in members)),
                independent_origins=count_independent(members, ruled),
            )
        )
    return found
