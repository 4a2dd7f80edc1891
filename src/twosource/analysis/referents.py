"""What a claim about claims is about: the denied, the dismissed, the unconfirmed."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from twosource.analysis.drafts import ABOUT_CLAIMS, Draft, Drafts
from twosource.analysis.layers import Token
from twosource.model.attribution import Source
from twosource.model.claim import Claim, Question
from twosource.model.span import Span
from twosource.model.vocabulary import (
    Act,
    FlagKind,
    Modality,
    Polarity,
)


def settle_referents(work: Drafts) -> None:
    """Give a claim about claims the question that it is about, and the claims that it names."""
    for draft in work.kept():
        claim = work.claims.get(draft.claim.id)
        if claim is None or claim.act not in ABOUT_CLAIMS or draft.attribution is None:
            continue
        if not draft.is_act:
            if claim.act is Act.DISMISS and draft.attribution.act is not Act.DISMISS:
                work.claims[claim.id] = _called_false(work, draft, claim)
            continue
        inside = _told_inside(work, claim, draft)
        same = [one for one in inside if one.act is claim.act and one.holder.source == claim.holder.source]
        if same and draft.silent is None:
            del work.claims[claim.id]  # the clause inside is the denial, and one denial is one claim
            continue
        for one in same:
            del work.claims[one.id]  # what a silent party does not confirm is nobody's claim
        if inside:
            named = tuple(one.id for one in inside if one not in same)
            work.claims[claim.id] = replace(claim, question=inside[0].question, refers_to=named)
            continue
        phrase = [token for span in draft.attribution.content for token in work.tokens(span)]
        about = _about(work, phrase, claim)
        if claim.act in (Act.RETRACT, Act.CORRECT):
            work.claims[claim.id] = _taking_back(work, claim)
            continue
        holder = draft.silent or claim.holder.source
        found = _referred(work, claim, holder, about, phrase, is_bare=not draft.attribution.content)
        bare = not phrase or any(
            t.pos in ("PRON", "DET") or t.lemma in work.meaning.claim_nouns for t in phrase[:2]
        )
        before = _previous_question(work, claim) if bare else None
        question = found[0].question if found else (about or before or claim.question)
        modality = claim.modality
        if claim.act in (Act.DENY, Act.DISMISS):
            modality = found[0].modality if found else Modality.PRESENT
        work.claims[claim.id] = replace(
            claim, question=question, refers_to=tuple(one.id for one in found), modality=modality
        )


def _called_false(work: Drafts, draft: Draft, claim: Claim) -> Claim:
    """A dismissal told as a plain clause ("the reports are baseless"): about what its subject is about."""
    subject = draft.predicate.subject
    if subject is None:
        return claim
    phrase = [work.parse.tokens[i] for i in work.parse.subtree(subject)]
    about = _about(work, phrase, claim)
    found = _referred(work, claim, claim.holder.source, about, phrase, is_bare=False)
    question = found[0].question if found else (about or claim.question)
    return replace(claim, question=question, refers_to=tuple(one.id for one in found))


def _taking_back(work: Drafts, claim: Claim) -> Claim:
    """A retraction of "that report": negative, on what the text itself told in the two sentences before."""
    number = work.sentence(claim)
    told = [
        one
        for one in work.ordered()
        if one.head.start < claim.head.start
        and number - work.sentence(one) <= 2
        and one.polarity is Polarity.POSITIVE
        and one.act is Act.ASSERT
        and not one.has_flag(FlagKind.HEADLINE)
    ]
    named = tuple(one.id for one in told)
    question = told[0].question if told else claim.question
    return replace(
        claim, question=question, refers_to=named, polarity=Polarity.NEGATIVE, modality=Modality.DONE
    )


def _told_inside(work: Drafts, claim: Claim, draft: Draft) -> list[Claim]:
    """The claims whose head stands in what this one is about: "denied reports that guards had crossed"."""
    content = draft.attribution.content if draft.attribution is not None else ()
    return [
        one
        for one in work.ordered()
        if any(span.contains(one.head) for span in content) and one.id != claim.id
    ]


def settle_evaluations(work: Drafts) -> None:
    """A claim on what a deployment, visit or the like would be answers the question of that deployment, conditionally."""
    for draft in work.kept():
        claim = work.claims[draft.claim.id]
        subject = draft.predicate.subject
        if subject is None or draft.is_act or claim.modality not in (Modality.EXPECTED, Modality.CONDITIONAL):
            continue
        noun = work.parse.tokens[subject]
        rows = [row for row in work.meaning.nouns.get(noun.lemma, ()) if row.destination]
        if not rows:
            continue
        words = [work.parse.tokens[i] for i in work.parse.subtree(subject)]
        thing = next((found for t in words if (found := work.slots.argument(t.i).thing) is not None), None)
        if thing is None:
            continue
        owner = work.slots.owner(subject)
        agent = (
            work.slots.rolled_up(owner.id)
            if owner is not None
            else work.slots.rolled_up(claim.holder.source.id)
        )
        span = Span(words[0].start, words[-1].end)
        target = work.slots.state_after((span,), but=agent)
        question = Question(rows[0].name, agent, target, thing)
        work.claims[claim.id] = replace(claim, question=question, modality=Modality.CONDITIONAL)


def _previous_question(work: Drafts, claim: Claim) -> Question | None:
    """The question of the nearest earlier claim about claims, within two sentences: what a bare "has equivocated" is about."""
    own = work.sentence(claim)
    told = [
        one
        for one in work.ordered()
        if one.act in ABOUT_CLAIMS and one.head.start < claim.head.start and own - work.sentence(one) <= 2
    ]
    return told[-1].question if told else None


def _about(work: Drafts, phrase: Sequence[Token], claim: Claim) -> Question | None:
    """The question that a noun phrase such as "reports of Velmic troops in Orsa" is about.

    None where it names nothing.
    """
    thing: Token | None = next((t for t in phrase if t.lemma in work.meaning.things), None)
    if thing is None:
        return None
    counted = work.meaning.things[thing.lemma]
    owner = work.slots.owner(thing.i)
    if owner is None and thing.head != thing.i:
        owner = work.slots.owner(thing.head)
    agent = work.slots.rolled_up(owner.id) if owner is not None else None
    nouns = [t.lemma for t in phrase if t.lemma in work.meaning.nouns]
    row = next((work.meaning.predicate(n, nominal=True, thing=counted) for n in nouns), None)
    if row is None:
        row = work.meaning.predicate("presence", nominal=True, thing=counted)
    span = Span(thing.start, phrase[-1].end) if phrase[-1].end > thing.start else thing.at
    target = work.slots.state_after((span,), but=agent)
    return Question(row.name, agent, target, counted) if row is not None else None


def _referred(
    work: Drafts,
    claim: Claim,
    holder: Source,
    about: Question | None,
    phrase: Sequence[Token],
    *,
    is_bare: bool,
) -> list[Claim]:
    """Earlier claims, by others, that the phrase means.

    By the same question, else those of the nearest sentence that has some.
    """
    earlier = [
        one
        for one in work.ordered()
        if one.head.start < claim.head.start
        and one.polarity is Polarity.POSITIVE
        and one.holder.source != holder
        and (
            one.holder.source.id is None
            or work.slots.rolled_up(one.holder.source.id) != work.slots.rolled_up(holder.id)
        )
        and not one.has_flag(FlagKind.HEADLINE)
        and one.act not in ABOUT_CLAIMS
    ]
    if about is not None:
        same = [one for one in earlier if _compatible(one.question, about)]
        exact = [
            one
            for one in same
            if one.question.predicate == about.predicate and _aimed_alike(one.question, about)
        ]
        aimed = [one for one in same if about.target is not None and one.question.target == about.target]
        return (exact or aimed)[-4:]
    own = work.sentence(claim)
    told = [
        one
        for one in work.ordered()
        if one.act in ABOUT_CLAIMS
        and one.head.start < claim.head.start
        and own - work.sentence(one) <= 2
        and one.refers_to
    ]
    if told and (is_bare or claim.act in (Act.HINT, Act.EQUIVOCATE)):
        return [work.claims[one] for one in told[-1].refers_to]
    anaphor = is_bare or any(
        token.lemma in work.meaning.claim_nouns or token.pos in ("PRON", "DET") for token in phrase[:4]
    )
    if not anaphor:
        return []
    for back in range(1, 4):
        near = [one for one in earlier if work.sentence(one) == own - back]
        attributed = [one for one in near if len(one.chain) > 1]
        if attributed or near:
            return attributed or near
    return []


def _compatible(one: Question, about: Question) -> bool:
    """Whether a claim's question is what a noun phrase is about.

    No slot known in both differs, and the thing is the same.
    """
    if one.counted != about.counted and not {one.counted, about.counted} <= {"troop", "unit"}:
        return False
    if about.agent and one.agent and about.agent != one.agent and one.counted == about.counted == "troop":
        return False
    return not (about.target and one.target and about.target != one.target)


def _aimed_alike(one: Question, about: Question) -> bool:
    """Whether a slot known in what a phrase is about is the claim's too; a phrase without agent and target fits."""
    if about.agent is None and about.target is None:
        return True
    return (about.agent is not None and about.agent == one.agent) or (
        about.target is not None and about.target == one.target
    )
