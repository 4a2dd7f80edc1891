"""What the holder does in speaking, where the cue alone does not tell.

A plain "said" can deny, threaten or announce a plan.
"""

from __future__ import annotations

from dataclasses import replace

from twosource.analysis.drafts import Draft, Drafts
from twosource.analysis.kinds import ACT_KINDS
from twosource.model.claim import Claim
from twosource.model.vocabulary import Act, Modality, Polarity

_HELD = frozenset({Modality.DONE, Modality.PRESENT, Modality.UNDER_WAY})
_AHEAD = frozenset({Modality.EXPECTED, Modality.CONDITIONAL, Modality.PLANNED})
_SPOKEN = frozenset({Act.ASSERT, Act.PREDICT, Act.PROMISE})


def settle_stances(work: Drafts) -> None:
    """Give a claim the act and modality that its holder, agent and words make together.

    Who says no of its own deed denies; who would harm under a condition threatens; who will do something
    itself plans it. An accusation of doing is of something done, and what any such thing would be is
    conditional.
    """
    for draft in work.kept():
        claim = _with_agent(work, work.claims[draft.claim.id])
        work.claims[claim.id] = claim
        if draft.is_act:
            continue
        holder = work.slots.rolled_up(claim.holder.source.id) if len(claim.chain) > 1 else None
        own = (holder is not None and holder == claim.question.agent) or _speaks_of_itself(work, draft, claim)
        settled = _settled(work, draft, claim, own=own)
        if settled.act is not claim.act and settled.act is not Act.REQUEST:
            settled = replace(settled, kind=ACT_KINDS.get(settled.act, settled.kind))
        work.claims[claim.id] = settled


def _speaks_of_itself(work: Drafts, draft: Draft, claim: Claim) -> bool:
    """Whether the doer is the one who speaks: "we" in its own words, or a pronoun that stands for it or
    follows at once. Only of what was done: "said that it had no number" denies nothing."""
    subject = draft.predicate.subject
    if subject is None or len(claim.chain) == 1:
        return False
    token = work.parse.tokens[subject]
    if token.pos != "PRON" or claim.modality is not Modality.DONE:
        return False
    if token.lemma in ("we", "i"):
        return True
    mention = work.slots.argument(subject).mention
    if mention is not None and mention.name == claim.holder.source.name:
        return True
    cue = draft.attribution.cue[-1] if draft.attribution is not None and draft.attribution.cue else None
    between = (
        work.text[cue.end : token.start].split() if cue is not None and cue.end <= token.start else ["?"]
    )
    return token.lemma in ("he", "she", "it", "they") and between in ([], ["that"])


def _with_agent(work: Drafts, claim: Claim) -> Claim:
    """A state that speaks of forces without saying whose ("no guards have been sent") speaks of its own."""
    question = claim.question
    row = work.meaning.classes.get(question.predicate)
    holder = work.slots.rolled_up(claim.holder.source.id) if len(claim.chain) > 1 else None
    unsaid = question.agent is None and question.counted in ("troop", "unit")
    if (
        row is None
        or not row.destination
        or not unsaid
        or not work.slots.is_state(holder)
        or holder == question.target
    ):
        return claim
    return replace(claim, question=replace(question, agent=holder))


def _settled(work: Drafts, draft: Draft, claim: Claim, *, own: bool) -> Claim:
    if claim.act is Act.ASSERT and len(claim.chain) > 1 and _calls_false(work, draft, claim):
        return replace(claim, act=Act.DISMISS, polarity=Polarity.NEGATIVE, modality=Modality.PRESENT)
    if claim.act is Act.ASSERT and claim.polarity is Polarity.NEGATIVE and own and claim.modality in _HELD:
        return replace(claim, act=Act.DENY)
    if claim.act is Act.ASSERT and len(claim.chain) > 1 and _calls_untrue(work, claim):
        return replace(claim, act=Act.DENY)
    if claim.act is Act.ASSERT and len(claim.chain) > 1 and _calls_for(work, draft, claim):
        return replace(claim, act=Act.REQUEST, modality=Modality.ORDERED)
    if claim.act in (Act.ASSERT, Act.PREDICT) and _warns_to_suffer(work, draft, claim):
        return replace(claim, act=Act.THREATEN, modality=Modality.CONDITIONAL)
    if claim.act is Act.ACCUSE and claim.modality is Modality.UNDER_WAY:
        return replace(claim, modality=Modality.DONE)
    if (
        claim.act in _SPOKEN
        and claim.modality in _AHEAD
        and len(claim.chain) > 1
        and _threatens(work, draft, claim)
    ):
        return replace(claim, act=Act.THREATEN, modality=Modality.CONDITIONAL)
    if claim.modality is not Modality.EXPECTED or draft.predicate.subject is None:
        return claim
    subject = draft.predicate.subject
    if any(work.parse.tokens[c].lemma == "any" for c in work.parse.children[subject]):
        return replace(claim, modality=Modality.CONDITIONAL)
    acts = (
        work.slots.argument(subject).actor is not None
        and work.parse.tokens[draft.predicate.head].pos == "VERB"
    )
    wills = any(span.of(work.text).lower() in ("will", "would", "'ll", "’ll") for span in claim.hedges)
    if acts and wills and claim.act is Act.ASSERT and (own or len(claim.chain) == 1):
        return replace(claim, modality=Modality.PLANNED)
    return claim


def _calls_false(work: Drafts, draft: Draft, claim: Claim) -> bool:
    """Whether the claim says that a report is false: "the reports are baseless"."""
    head = work.parse.tokens[draft.predicate.head]
    subject = draft.predicate.subject
    if head.lemma not in work.meaning.falsehoods or subject is None or claim.polarity is Polarity.NEGATIVE:
        return False
    noun = work.parse.tokens[subject]
    return noun.lemma in work.meaning.claim_nouns or noun.pos == "PRON"


def _calls_untrue(work: Drafts, claim: Claim) -> bool:
    """Whether a negative claim is one by "it is not true that" or "it is false that"."""
    if claim.polarity is not Polarity.NEGATIVE:
        return False
    lemmas = {token.lemma for span in claim.hedges for token in work.tokens(span)}
    return bool(lemmas & (work.meaning.falsehoods | work.meaning.truths))


def _calls_for(work: Drafts, draft: Draft, claim: Claim) -> bool:
    """Whether somebody says what somebody else should do."""
    parse = work.parse
    head = parse.tokens[draft.predicate.head]
    should = any(
        parse.tokens[c].lemma in work.meaning.calling and parse.tokens[c].dep == "aux"
        for c in parse.children[head.i]
    )
    subject = draft.predicate.subject
    if not should or claim.modality is not Modality.EXPECTED or subject is None or head.pos != "VERB":
        return False
    actor = work.slots.argument(subject).actor
    return actor is not None and actor != claim.holder.source.id


def _warns_to_suffer(work: Drafts, draft: Draft, claim: Claim) -> bool:
    """Whether somebody warns that another will suffer for it: "warned that Velm would pay"."""
    attribution = draft.attribution
    if attribution is None or attribution.act is not Act.PREDICT or claim.modality not in _AHEAD:
        return False
    return work.parse.tokens[draft.predicate.head].lemma in work.meaning.sufferings


def _threatens(work: Drafts, draft: Draft, claim: Claim) -> bool:
    if work.parse.tokens[draft.predicate.head].lemma not in work.meaning.harms:
        return False
    if claim.condition is not None:
        return True
    number = work.sentence(claim)
    return any(
        one.condition is not None
        and 0 <= number - work.sentence(one) <= 1
        and one.holder.source.name == claim.holder.source.name
        for one in work.claims.values()
    )
