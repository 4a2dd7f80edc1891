"""Series of answers with numbers: one thing counted, one modality, one scope."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from twosource.linking.constraints import NO_CONSTRAINTS, Constraints
from twosource.linking.independence import DENIALS, judge
from twosource.linking.number import Number
from twosource.linking.occasion import EVENTS, Occasion, is_comparable, occasion_of, one_text, place_fit
from twosource.linking.origins import SILENCES, Testimony
from twosource.linking.scope import Fit, days_of
from twosource.linking.statements import complete_link
from twosource.model.relation import Figure, FigurePoint, Relation
from twosource.model.vocabulary import Act, Basis, Independence, Modality, Polarity, RelationKind

Pair = tuple[Testimony, Testimony]


def counts(one: Testimony) -> Number | None:
    """The number that a claim gives to a series: none for a denial, a silence, a retraction or a headline."""
    claim = one.claim
    if one.is_headline or claim.polarity is Polarity.NEGATIVE:
        return None
    if claim.act in DENIALS or claim.act in SILENCES or claim.act is Act.RETRACT:
        return None
    return one.number


def in_one_series(one: Testimony, other: Testimony) -> bool:
    """Whether two numbers of one question are of one series; the points of what lasts may lie any time apart."""
    if not is_comparable(one, other) or not are_counted_alike(one, other):
        return False
    mine, its = one.number, other.number
    if mine is None or its is None:
        return False
    place = place_fit(one, other)
    if place in (Fit.DISJOINT, Fit.OVERLAPPING) or (place is Fit.CONTAINED and not mine.equals(its)):
        return False
    if place is Fit.UNKNOWN and not (one_text(one, other) or mine.equals(its)):
        return False
    if one.claim.modality in EVENTS:
        return occasion_of(one, other) in (Occasion.SAME, Occasion.NEAR)
    return True


def are_counted_alike(one: Testimony, other: Testimony) -> bool:
    """Whether two numbers count the same thing in the same way, so that a reviewer's join makes one series of them."""
    mine, its = one.number, other.number
    if mine is None or its is None or one.claim.modality is not other.claim.modality:
        return False
    return (mine.of, mine.quantity.unit, mine.quantity.figure) == (
        its.of,
        its.quantity.unit,
        its.quantity.figure,
    )


def series_groups(
    group: Iterable[Testimony], pairs: Iterable[Pair], constraints: Constraints = NO_CONSTRAINTS
) -> list[list[Testimony]]:
    """The claims with numbers, in sets of one series each; ``pairs`` are those that can be compared."""
    told = {one.id: one for one in group if counts(one) is not None}
    joined = (
        (one, other)
        for one, other in pairs
        if one.id in told and other.id in told and in_one_series(one, other)
    )
    tied = constraints.where(
        lambda one, other: one in told and other in told and are_counted_alike(told[one], told[other])
    )
    return complete_link(told.values(), joined, tied)


def find_figures(groups: Iterable[Sequence[Testimony]], relations: Sequence[Relation]) -> tuple[Figure, ...]:
    """The series, in the order of their first claims. A stated revision brings the earlier value into the later one's series."""
    series = [list(members) for members in groups]
    home = {one.id: (number, one) for number, members in enumerate(series) for one in members}
    revised: dict[str, str] = {}
    for relation in relations:
        if relation.kind is not RelationKind.REVISES or not {relation.source, relation.target} <= home.keys():
            continue
        there, _ = home[relation.source]
        here, earlier = home[relation.target]
        if here != there:
            if relation.basis is not Basis.STATED:
                continue
            series[here].remove(earlier)
            series[there].append(earlier)
            home[relation.target] = (there, earlier)
        revised.setdefault(relation.source, relation.target)
    ordered = [sorted(members, key=lambda one: one.rank) for members in series if members]
    ordered.sort(key=lambda members: members[0].rank)
    return tuple(_figure(members, revised) for members in ordered)


def _figure(members: Sequence[Testimony], revised: Mapping[str, str]) -> Figure:
    replaced = {revised[one.id] for one in members if one.id in revised}
    lead = next((one for one in members if one.id not in replaced), members[0])
    number = lead.number
    assert number is not None  # only claims with a number are in a series
    points = [_point(one, revised) for one in _in_time(_without_echoes(members, replaced), revised)]
    return Figure(
        id=members[0].id,
        question=lead.claim.question,
        of=number.of or number.quantity.unit or "",
        modality=lead.claim.modality,
        figure=number.quantity.figure,
        points=tuple(points),
    )


def _without_echoes(members: Sequence[Testimony], replaced: set[str]) -> list[Testimony]:
    """The claims that make points: not the same number again from a shared origin, or in the prose of one document."""
    kept: list[Testimony] = []
    for one in sorted(members, key=lambda each: (each.is_prose, each.rank)):
        if one.id in replaced or not any(_echoes(one, other) for other in kept):
            kept.append(one)
    return sorted(kept, key=lambda one: one.rank)


def _echoes(one: Testimony, other: Testimony) -> bool:
    mine, its = one.number, other.number
    if mine is None or its is None or not mine.equals(its):
        return False
    if judge(one, other).independence is Independence.SHARED:
        return True
    if (one.claim.document, one.claim.head) == (other.claim.document, other.claim.head):
        return True  # one mention, laid at the door of two sources
    return one.claim.document == other.claim.document and (one.is_prose or other.is_prose)


def _in_time(members: Sequence[Testimony], revised: Mapping[str, str]) -> list[Testimony]:
    """Points by the day they are of; undated ones last, but a revised one before what revises it."""
    ordered = sorted(members, key=_as_of)
    for _ in ordered:
        moved = False
        for later in list(ordered):
            earlier = next((one for one in ordered if one.id == revised.get(later.id)), None)
            if earlier is not None and ordered.index(earlier) > ordered.index(later):
                ordered.remove(earlier)
                ordered.insert(ordered.index(later), earlier)
                moved = True
        if not moved:
            break
    return ordered


def _as_of(one: Testimony) -> tuple[int, int, tuple[int, str, str, int, str]]:
    own = (
        days_of(one.claim.when)
        if one.claim.modality in (*EVENTS, Modality.PRESENT, Modality.UNDER_WAY)
        else None
    )
    day = own or one.as_of
    return (0, day.start, one.rank) if day is not None else (1, 0, one.rank)


def _point(one: Testimony, revised: Mapping[str, str]) -> FigurePoint:
    number = one.number
    assert number is not None  # only claims with a number are in a series
    quantity = number.quantity
    return FigurePoint(
        claim=one.id,
        low=quantity.low,
        high=quantity.high,
        approximate=quantity.approximate,
        when=one.claim.when,
        said=one.claim.said,
        words=quantity.at,
        revises=revised.get(one.id),
    )
