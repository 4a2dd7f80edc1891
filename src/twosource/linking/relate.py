"""The judgement: a table over what was compared, read from the top, with the reason for what it found."""

from __future__ import annotations

from dataclasses import dataclass
from typing import NamedTuple

from twosource.linking.compare import Answer, Compared, Holder
from twosource.linking.independence import Ruling
from twosource.linking.occasion import Occasion, Order
from twosource.linking.origins import Testimony
from twosource.model.relation import Relation
from twosource.model.vocabulary import Basis, Independence, Polarity, RelationKind

ANY = None
ONE_SIDE = frozenset({Holder.SAME, Holder.KIN})


class Rule(NamedTuple):
    """What has to be seen for a relation: None is anything, a set any of its members. No relation: nothing is said."""

    answer: Answer
    holder: Holder | frozenset[Holder] | None
    order: Order | None
    occasion: Occasion | None
    origin: Independence | None
    relation: RelationKind | None


RULES = (
    # the question is the same
    #    answer               holder         order          occasion        origin                    relation
    Rule(Answer.WITHDRAWN, ANY, ANY, ANY, ANY, RelationKind.RETRACTS),
    Rule(Answer.SILENT, ANY, ANY, ANY, ANY, RelationKind.DECLINES),
    Rule(Answer.NEGATED, ONE_SIDE, Order.AFTER, ANY, ANY, RelationKind.REVISES),
    Rule(Answer.NEGATED, Holder.SAME, Order.OVERLAP, Occasion.SAME, ANY, RelationKind.INCONSISTENT),
    Rule(Answer.NEGATED, ONE_SIDE, ANY, ANY, ANY, RelationKind.DIFFERS),
    Rule(Answer.NEGATED, ANY, ANY, ANY, ANY, RelationKind.DENIES),
    Rule(Answer.SHIFTED, ONE_SIDE, Order.AFTER, ANY, ANY, RelationKind.REVISES),
    Rule(Answer.SHIFTED, ANY, ANY, ANY, ANY, None),
    Rule(Answer.EQUAL, ANY, ANY, ANY, Independence.SHARED, RelationKind.REPEATS),
    Rule(Answer.EQUAL, ANY, ANY, ANY, ANY, RelationKind.CORROBORATES),  # counts only if independent
    Rule(Answer.DENIED_ALIKE, ANY, ANY, ANY, Independence.SHARED, RelationKind.REPEATS),
    Rule(Answer.DENIED_ALIKE, ANY, ANY, ANY, ANY, None),  # denials do not corroborate
    Rule(Answer.EXCLUSIVE, ONE_SIDE, Order.AFTER, ANY, ANY, RelationKind.REVISES),
    Rule(Answer.EXCLUSIVE, Holder.SAME, Order.TOGETHER, ANY, ANY, RelationKind.INCONSISTENT),
    Rule(Answer.EXCLUSIVE, Holder.SAME, Order.OVERLAP, Occasion.SAME, ANY, RelationKind.INCONSISTENT),
    Rule(
        Answer.EXCLUSIVE, Holder.OTHER, ANY, Occasion.SAME, Independence.INDEPENDENT, RelationKind.CONFLICTS
    ),
    Rule(Answer.EXCLUSIVE, ANY, ANY, ANY, ANY, RelationKind.DIFFERS),
    Rule(Answer.OTHER_KIND, ANY, ANY, ANY, ANY, RelationKind.DIFFERENT_QUANTITY),
    Rule(Answer.LOOK_ALIKE, ANY, ANY, ANY, ANY, RelationKind.DISTINCT),
)


@dataclass(frozen=True, slots=True)
class Verdict:
    """A relation between two claims with its reason, read "source RELATION target"."""

    source: Testimony
    target: Testimony
    kind: RelationKind
    by: str
    because: str
    ruling: Ruling


def relate(pair: Compared) -> Verdict | None:
    """The first rule that fits, with what it saw; None where the rule says nothing.

    A headline vouches for nothing: it is only ever set against what the text says.
    """
    kind = _kind(pair)
    if kind is None:
        return None
    if pair.first.is_headline or pair.second.is_headline:
        return _headline(pair, kind)
    source, target = _direction(pair, kind)
    reasons = [pair.because, _reason(pair, kind)]
    because = "; ".join(reason for reason in reasons if reason)
    return Verdict(source, target, kind, f"{pair.answer}", because, pair.ruling)


def _kind(pair: Compared) -> RelationKind | None:
    for rule in RULES:
        if (
            rule.answer is pair.answer
            and _fits(rule.holder, pair.holder)
            and _fits(rule.order, pair.order)
            and _fits(rule.occasion, pair.occasion)
            and _fits(rule.origin, pair.ruling.independence)
        ):
            return rule.relation
    return None


def _fits(wanted: object, seen: object) -> bool:
    return wanted is None or seen is wanted or (isinstance(wanted, frozenset) and seen in wanted)


def _headline(pair: Compared, kind: RelationKind) -> Verdict | None:
    one_document = pair.first.claim.document == pair.second.claim.document
    both = pair.first.is_headline and pair.second.is_headline
    if not one_document or both or pair.answer not in (Answer.NEGATED, Answer.EXCLUSIVE):
        return None
    if kind is not RelationKind.INCONSISTENT:
        kind = RelationKind.DIFFERS
    title, body = (pair.first, pair.second) if pair.first.is_headline else (pair.second, pair.first)
    return Verdict(
        title, body, kind, "headline", f"the headline against the text: {pair.because}", pair.ruling
    )


def _direction(pair: Compared, kind: RelationKind) -> tuple[Testimony, Testimony]:
    """Who acts on whom: the denier on the report, the silent on what is said, else the later on the earlier."""
    first, second = pair.first, pair.second
    if kind is RelationKind.DENIES and second.claim.polarity is Polarity.NEGATIVE:
        return second, first
    if kind is RelationKind.DECLINES and not _is_silent(first):
        return second, first
    if kind is RelationKind.RETRACTS and first.claim.act != "retract":
        return second, first
    return first, second


def _is_silent(one: Testimony) -> bool:
    return one.claim.act in ("no_comment", "decline_to_confirm", "equivocate")


def _reason(pair: Compared, kind: RelationKind) -> str:
    if kind is RelationKind.REVISES:
        whose = pair.second.witness.name
        return (
            f"the later word of {whose}"
            if pair.holder is Holder.SAME
            else f"a later word for {pair.second.witness.actor}"
        )
    if kind is RelationKind.INCONSISTENT:
        return f"{pair.first.witness.name} against itself"
    return pair.ruling.because


def relation_of(verdict: Verdict) -> Relation:
    """A verdict as the ledger keeps it."""
    return Relation(
        source=verdict.source.id,
        target=verdict.target.id,
        kind=verdict.kind,
        basis=Basis.INFERRED,
        by=verdict.by,
        because=verdict.because,
        independent=verdict.ruling.independence,
    )
