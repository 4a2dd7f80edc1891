"""What is planned, ordered, expected or threatened, and whether a later report says that it came about. A view over claims."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from twosource.linking.actors import Actors, shipped_actors
from twosource.linking.candidates import by_question, pairs
from twosource.linking.context import Context
from twosource.linking.independence import DENIALS
from twosource.linking.occasion import Order, is_comparable, order_of, place_fit
from twosource.linking.origins import Testimony, hear
from twosource.linking.scope import Fit, days_of
from twosource.model.claim import Claim
from twosource.model.relation import Due, Relation
from twosource.model.vocabulary import Act, Certainty, Modality, Polarity, RelationKind

AHEAD = frozenset({Modality.PLANNED, Modality.ORDERED, Modality.EXPECTED})

HAPPENED = frozenset({Modality.DONE, Modality.PRESENT, Modality.UNDER_WAY})

SURE = frozenset({Certainty.CERTAIN, Certainty.PROBABLE})

WITHDRAWN = frozenset({RelationKind.REVISES, RelationKind.RETRACTS})
"""Relations whose target no longer stands."""


def is_due(claim: Claim) -> bool:
    """Whether a claim says that something is to come."""
    if claim.polarity is Polarity.NEGATIVE or claim.act in DENIALS:
        return False
    return claim.modality in AHEAD or (
        claim.act in (Act.THREATEN, Act.PROMISE) and claim.modality is Modality.CONDITIONAL
    )


def due_of(
    claims: Iterable[Claim],
    relations: Iterable[Relation],
    contexts: Mapping[str, Context] | None = None,
    actors: Actors | None = None,
) -> tuple[Due, ...]:
    """What is due, dated first by date, the rest in canonical order. Without contexts no document is later than another.

    Only a later report of the same question that asserts it as done, going on or standing says that it came about:
    with the number that was announced, at the time and place announced, and not revised or taken back since. Else it is
    not known whether it did. ``actors`` are the shipped ones where none are given.
    """
    told = hear(claims, contexts or {}, actors or shipped_actors())
    groups = by_question(told).values()
    return find_dues(told, [each for group in groups for each in fulfilled(pairs(group))], relations)


def find_dues(
    told: Iterable[Testimony],
    fulfilments: Iterable[tuple[Testimony, Testimony]],
    relations: Iterable[Relation],
) -> tuple[Due, ...]:
    """What is due among claims in canonical order, with the pairs of a claim and a report by which it came about.

    ``relations`` are those to the reports and to what is due.
    """
    withdrawn: set[str] = set()
    denied: dict[str, list[str]] = {}
    for relation in relations:
        if relation.kind in (RelationKind.DENIES, RelationKind.RETRACTS):
            denied.setdefault(relation.target, []).append(relation.source)
        if relation.kind in WITHDRAWN:
            withdrawn.add(relation.target)
    came: dict[str, list[Testimony]] = {}
    for claim, report in fulfilments:
        if report.id not in withdrawn:
            came.setdefault(claim.id, []).append(report)
    rows = [
        Due(
            one.id,
            one.claim.when,
            tuple(each.id for each in sorted(came.get(one.id, ()), key=lambda each: each.rank)),
            tuple(dict.fromkeys(denied.get(one.id, ()))),
        )
        for one in told
        if tells_what_is_due(one)
    ]
    dates = {row.claim: days_of(row.when) for row in rows}
    return tuple(sorted(rows, key=lambda row: _by_date(dates[row.claim])))


def _by_date(day: object) -> tuple[int, int]:
    start = getattr(day, "start", None)
    return (1, 0) if start is None else (0, start)


def tells_what_is_due(one: Testimony) -> bool:
    """Whether a claim is listed as due; a headline is not."""
    return is_due(one.claim) and not one.is_headline


def fulfilled(candidates: Iterable[tuple[Testimony, Testimony]]) -> Iterator[tuple[Testimony, Testimony]]:
    """Of pairs that can be compared, what is due and the report that says it came about."""
    for one, other in candidates:
        for ahead, report in ((one, other), (other, one)):
            if is_due(ahead.claim) and comes_about(ahead, report):
                yield ahead, report


def comes_about(ahead: Testimony, report: Testimony) -> bool:
    """Whether a report says that what is due came about."""
    if not _tells_it(report) or not is_comparable(ahead, report) or not _is_later(ahead, report):
        return False
    if place_fit(ahead, report) is Fit.DISJOINT or not _is_of_the_number(ahead, report):
        return False
    expected, happened = days_of(ahead.claim.when), days_of(report.claim.when)
    if expected is not None and report.as_of is not None and report.as_of.end <= expected.start:
        return False  # told before the day it is due
    if happened is not None and ahead.as_of is not None and happened.end <= ahead.as_of.start:
        return False  # it happened before it was announced: another one
    return expected is None or happened is None or expected.gap(happened) <= 1


def _tells_it(report: Testimony) -> bool:
    """Whether a claim asserts that something is so: no hint, silence or denial, no plan, no headline."""
    claim = report.claim
    if claim.act is not Act.ASSERT or claim.polarity is not Polarity.POSITIVE or report.is_headline:
        return False
    return claim.modality in HAPPENED and claim.certainty in SURE


def _is_later(ahead: Testimony, report: Testimony) -> bool:
    """Whether the report is known to be the later; in one document only by the days of speech of both."""
    one_page = ahead.claim.document == report.claim.document
    if one_page and (ahead.spoken is None or report.spoken is None):
        return False
    return order_of(report, ahead) is Order.AFTER


def _is_of_the_number(ahead: Testimony, report: Testimony) -> bool:
    """Whether the report tells of as many as were announced; one that gives no number does not say."""
    due, told = ahead.number, report.number
    if due is None:
        return True
    if told is None or (due.of, due.quantity.unit) != (told.of, told.quantity.unit):
        return False
    return due.quantity.figure is told.quantity.figure and due.meets(told)
