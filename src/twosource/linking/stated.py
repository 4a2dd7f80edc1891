"""Relations that a text states itself: by a link between two claims, or by what an act is about."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from twosource.linking.independence import DENIALS, judge
from twosource.linking.origins import SILENCES, Testimony
from twosource.model.claim import Claim
from twosource.model.relation import Relation
from twosource.model.span import Span
from twosource.model.vocabulary import Act, Basis, RelationKind

ANSWERS = frozenset({Act.CONDEMN, Act.SUPPORT, Act.ACCUSE, Act.REQUEST, Act.THREATEN, Act.PROMISE, Act.ORDER})


def find_stated(one: Testimony, told: Mapping[str, Testimony]) -> Iterator[Relation]:
    """The relations from one claim that its text states, to claims of the same document, each once."""
    seen: set[tuple[str, RelationKind]] = set()
    for link in one.claim.links:
        target = told.get(link.to)
        if target is None or target is one or (link.to, link.relation) in seen:
            continue
        seen.add((link.to, link.relation))
        yield Relation(
            source=one.id,
            target=link.to,
            kind=link.relation,
            basis=Basis.STATED,
            by=one.holder.name,
            because="the text says so",
            independent=judge(one, target).independence,
            at=link.at,
        )
    kind = relation_of_reference(one.claim)
    for reference in one.claim.refers_to:
        target = told.get(reference)
        if target is None or target is one or kind is None or (reference, kind) in seen:
            continue
        if target.is_headline or one.is_headline:
            continue
        seen.add((reference, kind))
        yield Relation(
            source=one.id,
            target=reference,
            kind=kind,
            basis=Basis.STATED,
            by=one.holder.name,
            because=f"its words refer to the other: {one.claim.act.replace('_', ' ')}",
            independent=judge(one, target).independence,
            at=one.claim.head,
        )


def find_parts(group: Sequence[Testimony]) -> Iterator[Relation]:
    """The relations of numbers that their text calls a part of another ("300 of them"), among the claims of one document."""
    for one in group:
        for quantity in one.claim.quantities:
            whole = quantity.part_of_at
            if whole is None or one.is_headline:
                continue
            target = next((other for other in group if other is not one and _counts_at(other, whole)), None)
            if target is not None:
                yield Relation(
                    source=one.id,
                    target=target.id,
                    kind=RelationKind.PART_OF,
                    basis=Basis.STATED,
                    by=one.holder.name,
                    because="the text calls its number a part of the other",
                    independent=judge(one, target).independence,
                    at=whole,
                )


def _counts_at(one: Testimony, at: Span) -> bool:
    if one.is_headline:
        return False
    spans = [span for each in one.claim.quantities for span in (each.at, each.of_at) if span is not None]
    return any(span.overlaps(at) for span in spans)


def relation_of_reference(claim: Claim) -> RelationKind | None:
    """What a claim does to a claim that its words refer to."""
    if claim.act in DENIALS:
        return RelationKind.DENIES
    if claim.act in SILENCES:
        return RelationKind.DECLINES
    if claim.act is Act.RETRACT:
        return RelationKind.RETRACTS
    if claim.act is Act.CORRECT:
        return RelationKind.REVISES
    return RelationKind.RESPONDS_TO if claim.act in ANSWERS else RelationKind.QUALIFIES
