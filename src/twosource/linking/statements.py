"""Claims of one question whose answers are pairwise compatible, whoever made them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from twosource.linking.compare import Answer, Compared
from twosource.linking.independence import Ruling, count_independent
from twosource.linking.origins import Testimony
from twosource.model.relation import Statement

JOINED = frozenset({Answer.EQUAL, Answer.DENIED_ALIKE})


def complete_link(
    group: Iterable[Testimony], joined: Iterable[tuple[Testimony, Testimony]]
) -> list[list[Testimony]]:
    """The claims in sets of which any two are joined: each claim, in canonical order, in the first set that takes it."""
    near: dict[str, set[str]] = {}
    for one, other in joined:
        near.setdefault(one.id, set()).add(other.id)
        near.setdefault(other.id, set()).add(one.id)
    sets: list[list[Testimony]] = []
    home: dict[str, int] = {}
    for one in group:
        mine = near.get(one.id, set())
        open_to = sorted({home[other] for other in mine if other in home})
        number = next((n for n in open_to if all(member.id in mine for member in sets[n])), len(sets))
        if number == len(sets):
            sets.append([])
        sets[number].append(one)
        home[one.id] = number
    return sets


def find_statements(
    group: Sequence[Testimony], compared: Mapping[tuple[str, str], Compared]
) -> list[Statement]:
    """The statements of one question, in the order of their first claims; a headline is in none."""

    told = {one.id: one for one in group if not one.is_headline}
    joined = (
        (told[one], told[other])
        for (one, other), pair in compared.items()
        if pair.answer in JOINED and one in told and other in told
    )

    def ruled(one: Testimony, other: Testimony) -> Ruling:
        return compared[one.id, other.id].ruling

    found = []
    for members in complete_link(told.values(), joined):
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
