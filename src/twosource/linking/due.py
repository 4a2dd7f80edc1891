"""What is planned, ordered, expected or threatened, and whether a later report says that it came about. A view over claims."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from twosource.linking.actors import shipped_actors
from twosource.linking.candidates import by_question, pairs
from twosource.linking.context import Context
from twosource.linking.independence import DENIALS
from twosource.linking.occasion import ACTUAL, Order, order_of, place_fit
from twosource.linking.origins import Testimony, hear
from twosource.linking.scope import Fit, days_of
from twosource.model.claim import Claim
from twosource.model.measure import When
from twosource.model.relation import Relation
from twosource.model.vocabulary import Act, Modality, Polarity, RelationKind

AHEAD = frozenset({Modality.PLANNED, Modality.ORDERED, Modality.EXPECTED})


@dataclass(frozen=True, slots=True)
class Due:
    """One thing ahead: the claim, the time it is due, and the ids of later claims that say it happened or deny it."""

    claim: str
    when: When | None
    happened: tuple[str, ...] = ()
    denied: tuple[str, ...] = ()


def is_due(claim: Claim) -> bool:
    """Whether a claim says that something is to come."""
    if claim.polarity is Polarity.NEGATIVE or claim.act in DENIALS:
        return False
    return claim.modality in AHEAD or (
        claim.act in (Act.THREATEN, Act.PROMISE) and claim.modality is Modality.CONDITIONAL
    )


def due_of(
    claims: Iterable[Claim], relations: Iterable[Relation], contexts: Mapping[str, Context] | None = None
) -> tuple[Due, ...]:
    """What is due, dated first by date, the rest in canonical order. Without contexts no document is later than another.

    A later report of the same question that tells of it as done, going on or standing says that it came about, unless its
    time or place is another.
    """
    told = hear(claims, contexts or {}, shipped_actors())
    denied: dict[str, list[str]] = {}
    for relation in relations:
        if relation.kind in (RelationKind.DENIES, RelationKind.RETRACTS):
            denied.setdefault(relation.target, []).append(relation.source)
    came: dict[str, list[str]] = {}
    for group in by_question(told).values():
        for claim, report in _fulfilled(group):
            came.setdefault(claim.id, []).append(report.id)
    rows = [
        Due(
            one.id,
            one.claim.when,
            tuple(came.get(one.id, ())),
            tuple(dict.fromkeys(denied.get(one.id, ()))),
        )
        for one in told
        if is_due(one.claim) and not one.is_headline
    ]
    dates = {row.claim: days_of(row.when) for row in rows}
    return tuple(sorted(rows, key=lambda row: _by_date(dates[row.claim])))


def _by_date(day: object) -> tuple[int, int]:
    start = getattr(day, "start", None)
    return (1, 0) if start is None else (0, start)


def _fulfilled(group: Sequence[Testimony]) -> Iterable[tuple[Testimony, Testimony]]:
    for one, other in pairs(group):
        for ahead, report in ((one, other), (other, one)):
            if is_due(ahead.claim) and _comes_about(ahead, report):
                yield ahead, report


def _comes_about(ahead: Testimony, report: Testimony) -> bool:
    claim = report.claim
    if claim.modality not in ACTUAL or claim.modality is Modality.HABITUAL or report.is_headline:
        return False
    if claim.polarity is Polarity.NEGATIVE or order_of(report, ahead) is not Order.AFTER:
        return False
    if place_fit(ahead, report) is Fit.DISJOINT:
        return False
    expected, happened = days_of(ahead.claim.when), days_of(claim.when)
    spoken = ahead.as_of
    if happened is not None and spoken is not None and happened.end <= spoken.start:
        return False  # it happened before it was announced: another one
    return expected is None or happened is None or expected.gap(happened) <= 1
