"""What is claimed to happen in the world, at its own time and place; never dated by a report."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from twosource.linking.constraints import NO_CONSTRAINTS, Constraints
from twosource.linking.occasion import Occasion, is_comparable, occasion_of
from twosource.linking.origins import Testimony
from twosource.linking.scope import days_of, event_places
from twosource.linking.statements import complete_link
from twosource.model.claim import Claim
from twosource.model.measure import When
from twosource.model.relation import Event, Relation
from twosource.model.vocabulary import Act, Modality, Polarity, RelationKind

Pair = tuple[Testimony, Testimony]

HAPPENING = frozenset(
    {Modality.DONE, Modality.UNDER_WAY, Modality.PLANNED, Modality.ORDERED, Modality.EXPECTED}
)
NO_EVENT = frozenset(
    {
        Act.DENY,
        Act.DISMISS,
        Act.DECLINE_TO_CONFIRM,
        Act.NO_COMMENT,
        Act.EQUIVOCATE,
        Act.RETRACT,
        Act.CONDEMN,
        Act.SUPPORT,
    }
)


def is_happening(claim: Claim) -> bool:
    """Whether a claim says that something happens, is to happen, or goes on; a bare state is no event."""
    if claim.polarity is Polarity.NEGATIVE or claim.act in NO_EVENT:
        return False
    if claim.question.predicate == "be" and claim.kind is None:
        return False
    if claim.modality in HAPPENING:
        return True
    return claim.modality is Modality.PRESENT and claim.kind is not None


def same_event(one: Testimony, other: Testimony) -> bool:
    """Whether two claims of one question are about one event: of one occasion and one modality, whatever they count."""
    if one.claim.modality is not other.claim.modality or not is_comparable(one, other):
        return False
    return occasion_of(one, other) in (Occasion.SAME, Occasion.NEAR)


def tells_an_event(one: Testimony) -> bool:
    """Whether a claim is counted under an event; a headline is not."""
    return is_happening(one.claim) and not one.is_headline


def event_groups(
    group: Iterable[Testimony], pairs: Iterable[Pair], constraints: Constraints = NO_CONSTRAINTS
) -> list[list[Testimony]]:
    """The claims in sets that are about one event each; ``pairs`` are those that can be compared."""
    told = {one.id: one for one in group if tells_an_event(one)}
    joined = (
        (one, other) for one, other in pairs if one.id in told and other.id in told and same_event(one, other)
    )
    tied = constraints.where(
        lambda one, other: (
            one in told and other in told and told[one].claim.modality is told[other].claim.modality
        )
    )
    return complete_link(told.values(), joined, tied)


def find_events(groups: Sequence[Sequence[Testimony]], relations: Sequence[Relation]) -> tuple[Event, ...]:
    """The events, in the order of their first claims, with what each is claimed to answer."""
    event_of = {one.id: members[0].id for members in groups for one in members}
    answered: dict[str, list[str]] = {}
    for relation in relations:
        source, target = event_of.get(relation.source), event_of.get(relation.target)
        if relation.kind is RelationKind.RESPONDS_TO and source and target and source != target:
            answered.setdefault(source, []).append(target)
    ordered = sorted(groups, key=lambda members: members[0].rank)
    return tuple(_event(members, answered) for members in ordered)


def _event(members: Sequence[Testimony], answered: Mapping[str, Sequence[str]]) -> Event:
    first = members[0].claim
    places = (
        place.id or place.name for one in members for place in event_places(one.claim.where, first.question)
    )
    return Event(
        id=first.id,
        kind=next((one.claim.kind for one in members if one.claim.kind is not None), None),
        question=first.question,
        when=finest([one.claim.when for one in members]),
        places=tuple(dict.fromkeys(places)),
        claims=tuple(one.id for one in members),
        modality=first.modality,
        responds_to=tuple(dict.fromkeys(answered.get(first.id, ()))),
    )


def finest(times: Sequence[When | None]) -> When | None:
    """The time known most finely, the first of several; an undated one where none is dated; None where none is given."""
    given = [when for when in times if when is not None]
    dated = [(found.length, n) for n, when in enumerate(given) if (found := days_of(when)) is not None]
    if dated:
        return given[min(dated)[1]]
    return given[0] if given else None
