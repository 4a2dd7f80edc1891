"""Claims of one question whose answers are pairwise compatible, whoever made them."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence

from twosource.linking.compare import Answer, Compared
from twosource.linking.independence import Ruling, count_independent
from twosource.linking.origins import Testimony
from twosource.model.relation import Statement

Joins = Callable[[Testimony, Testimony], bool]

JOINED = frozenset({Answer.EQUAL, Answer.DENIED_ALIKE})


def complete_link(group: Iterable[Testimony], joins: Joins) -> list[list[Testimony]]:
    """The claims in sets of which any two join: each claim, in canonical order, in the first set that takes it."""
    sets: list[list[Testimony]] = []
    for one in group:
        home = next((members for members in sets if all(joins(member, one) for member in members)), None)
        if home is None:
            sets.append([one])
        else:
            home.append(one)
    return sets


def find_statements(
    group: Sequence[Testimony], compared: Mapping[tuple[str, str], Compared]
) -> list[Statement]:
    """The statements of one question, in the order of their first claims; a headline is in none."""

    def joins(one: Testimony, other: Testimony) -> bool:
        pair = compared.get((one.id, other.id))
        return pair is not None and pair.answer in JOINED

    def ruled(one: Testimony, other: Testimony) -> Ruling:
        return compared[one.id, other.id].ruling

    found = []
    for members in complete_link((one for one in group if not one.is_headline), joins):
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
