"""What one sentence carries over to another: conditions, the day of an order, doubts."""

from __future__ import annotations

from dataclasses import replace

from twosource.analysis.conditions import carried_condition
from twosource.analysis.drafts import Drafts
from twosource.analysis.scopes import weaker
from twosource.model.claim import Claim, Condition, Flag, StatedLink
from twosource.model.measure import When
from twosource.model.span import merged
from twosource.model.vocabulary import (
    Act,
    BlockKind,
    Certainty,
    FlagKind,
    Modality,
    RelationKind,
)

_AHEAD = frozenset({Modality.EXPECTED, Modality.PLANNED, Modality.ORDERED, Modality.POSSIBLE})


def settle_conditions(work: Drafts) -> None:
    """A threat without a condition takes the one stated by the same holder in the sentence before."""
    ordered = work.ordered()
    for claim in ordered:
        if claim.act is not Act.THREATEN or claim.condition is not None:
            continue
        for one in ordered:
            near = 0 < work.sentence(claim) - work.sentence(one) <= 1
            if near and one.condition is not None and one.holder.source.name == claim.holder.source.name:
                work.claims[claim.id] = replace(claim, condition=Condition(one.condition.at))


def settle_otherwise(work: Drafts) -> None:
    """ "Otherwise ..." and "in that case ..." depend on what the sentence before says."""
    ordered = work.ordered()
    for claim in ordered:
        number = work.sentence(claim)
        if number < 1 or claim.condition is not None or claim.modality not in _AHEAD:
            continue
        lead = carried_condition(work.parse, work.parse.sentences[number], work.meaning)
        if lead is None:
            continue
        before = [one for one in ordered if work.sentence(one) == number - 1]
        if before:
            words = Condition(before[-1].extent)
            hedges = merged((*claim.hedges, lead))
            work.claims[claim.id] = replace(
                claim, condition=words, modality=Modality.CONDITIONAL, hedges=hedges
            )


def settle_continued_conditions(work: Drafts) -> None:
    """ "This would also ..." after what would be, if, is conditional too."""
    ordered = work.ordered()
    for draft in work.kept():
        claim = work.claims[draft.claim.id]
        subject = draft.predicate.subject
        if claim.modality is not Modality.EXPECTED or subject is None:
            continue
        words = {work.parse.tokens[i].lemma for i in work.parse.subtree(subject)}
        would = any(span.of(work.text).lower() in ("would", "'d") for span in claim.hedges)
        if not would or not words <= {"this", "that", "it", "such"}:
            continue
        number = work.sentence(claim)
        if any(number - work.sentence(one) == 1 and one.condition is not None for one in ordered):
            work.claims[claim.id] = replace(claim, modality=Modality.CONDITIONAL)


def settle_corrections(work: Drafts) -> None:
    """In a correction the claim after what an earlier version said corrects it: it answers the same question anew."""
    for block in work.analysis.document.blocks:
        if block.kind is not BlockKind.CORRECTION:
            continue
        inside = [one for one in work.ordered() if block.at.contains(one.head)]
        words = work.meaning.earlier_versions
        before = [work.text[block.at.start : one.head.start].lower() for one in inside]
        pairs = zip(inside, before, strict=True)
        was = next(
            (
                one
                for one, said in pairs
                if any(w in said or w in one.holder.source.name.lower() for w in words)
            ),
            None,
        )
        if was is None:
            continue
        now = next((one for one in inside if one.head.start > was.head.start and one.id != was.id), None)
        if now is not None:
            link = StatedLink(RelationKind.REVISES, was.id, block.at)
            corrected = replace(
                now, act=Act.CORRECT, question=was.question, modality=was.modality, links=(*now.links, link)
            )
            work.claims[now.id] = corrected


def settle_orders(work: Drafts) -> None:
    """An order without a time of its own takes the one day that the text gives for orders by the same witness."""
    told: dict[tuple[str, ...], set[tuple[str, str | None, str | None]]] = {}
    dated: dict[tuple[str, ...], When] = {}
    for claim in work.ordered():
        when = claim.when
        if claim.question.predicate == "order" and when is not None and when.at is not None and when.start:
            key = _vouched(work, claim)
            told.setdefault(key, set()).add((when.value, when.start, when.end))
            dated.setdefault(key, when)
    for draft in work.kept():
        claim = work.claims[draft.claim.id]
        free = claim.when is None or claim.when.at is None
        key = _vouched(work, claim)
        if claim.act is Act.ORDER and draft.is_act and free and len(told.get(key, ())) == 1:
            work.claims[claim.id] = replace(claim, when=dated[key])


def _vouched(work: Drafts, claim: Claim) -> tuple[str, ...]:
    """The names of a claim's hops up to the witness."""
    return tuple(hop.source.name for hop in claim.chain[: claim.witness + 1])


def settle_doubts(work: Drafts) -> None:
    """A sentence that calls reports unverified, or figures hard to verify, moves the claims of the
    sentence before."""
    for number, sentence in enumerate(work.parse.sentences):
        lemmas = [token.lemma for token in work.parse.of(sentence)]
        refers = bool(lemmas) and (
            lemmas[0] in ("these", "this", "those", "the", "such", "however", "but", "neither")
        )
        back = work.meaning.back_hedges & set(lemmas)
        hard = "verify" in lemmas and any(
            w in lemmas for w in ("difficult", "hard", "impossible", "unable", "not")
        )
        if not refers or not (back or hard):
            continue
        for claim in work.ordered():
            if work.sentence(claim) != number - 1 or claim.has_flag(FlagKind.HEADLINE):
                continue
            if back:
                sure = weaker(claim.certainty, Certainty.POSSIBLE)
                work.claims[claim.id] = replace(claim, certainty=sure)
            elif claim.quantities:
                flag = Flag(FlagKind.HARD_TO_VERIFY, "the text says that the figures are hard to verify")
                work.claims[claim.id] = replace(claim, flags=(*claim.flags, flag))
