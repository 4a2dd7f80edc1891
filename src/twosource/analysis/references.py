"""What a claim says of other claims of its own text: what it denies, answers, revises or casts doubt on."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from twosource.analysis.layers import Analysis, Predicate, Token
from twosource.analysis.meaning import Meaning
from twosource.analysis.questions import Slots, rolled_up
from twosource.analysis.veridicality import weaker
from twosource.model.attribution import Attribution, Hop, Source
from twosource.model.claim import Anchor, Claim, Condition, Flag, Question, StatedLink
from twosource.model.measure import Quantity, When
from twosource.model.span import Span
from twosource.model.vocabulary import (
    Act,
    Certainty,
    FlagKind,
    Modality,
    Naming,
    Polarity,
    RelationKind,
    SourceKind,
)

ABOUT_CLAIMS = frozenset(
    {
        Act.DENY,
        Act.DISMISS,
        Act.NO_COMMENT,
        Act.DECLINE_TO_CONFIRM,
        Act.EQUIVOCATE,
        Act.HINT,
        Act.RETRACT,
        Act.CORRECT,
    }
)
"""Acts whose object is what somebody else claimed."""


@dataclass(frozen=True, slots=True)
class Draft:
    """A claim with what it was made from, until its references are settled."""

    claim: Claim
    predicate: Predicate
    attribution: Attribution | None
    is_act: bool
    silent: Source | None


def with_references(analysis: Analysis, drafts: tuple[Draft, ...], *, meaning: Meaning) -> tuple[Claim, ...]:
    """The claims with references, stated links, inherited conditions, doubts cast by later sentences, and
    stated earlier values."""
    work = _Referrer(analysis, drafts, meaning)
    work.revisions()
    work.evaluations()
    work.referents()
    work.responses()
    work.conditions()
    work.continued_conditions()
    work.orders()
    work.doubts()
    return tuple(
        sorted(work.claims.values(), key=lambda claim: (claim.head.start, claim.chain[-1].at, claim.id))
    )


class _Referrer:
    """Rewrites the claims of one document, in text order; nothing outside it is looked at."""

    def __init__(self, analysis: Analysis, drafts: tuple[Draft, ...], meaning: Meaning) -> None:
        self.analysis = analysis
        self.parse = analysis.parse
        self.text = analysis.text
        self.meaning = meaning
        self.slots = Slots(analysis, meaning)
        self.drafts = drafts
        self.claims: dict[str, Claim] = {draft.claim.id: draft.claim for draft in drafts}
        self.sentence_of = {
            token: number
            for number, sentence in enumerate(self.parse.sentences)
            for token in range(sentence.first, sentence.last)
        }
        self.starts = {token.start: token for token in self.parse.tokens}

    def _sentence(self, claim: Claim) -> int:
        return self.sentence_of[self.starts[claim.head.start].i] if claim.head.start in self.starts else -1

    def _ordered(self) -> list[Claim]:
        return sorted(self.claims.values(), key=lambda claim: (claim.head.start, claim.id))

    def _tokens(self, span: Span) -> list[Token]:
        return [self.starts[o] for o in range(span.start, span.end) if o in self.starts]

    # What is denied, dismissed, left unconfirmed

    def referents(self) -> None:
        """Give a claim about claims the question that it is about, and the claims that it names."""
        for draft in self.drafts:
            claim = self.claims[draft.claim.id]
            if claim.act not in ABOUT_CLAIMS or not draft.is_act or draft.attribution is None:
                continue
            phrase = [token for span in draft.attribution.content for token in self._tokens(span)]
            about = self._about(phrase, claim)
            holder = draft.silent or claim.holder.source
            found = self._referred(claim, holder, about, phrase, is_bare=not draft.attribution.content)
            question = (
                found[0].question if found else (about or self._previous_question(claim) or claim.question)
            )
            modality = claim.modality
            if claim.act in (Act.DENY, Act.DISMISS):
                modality = found[0].modality if found else Modality.PRESENT
            self.claims[claim.id] = replace(
                claim, question=question, refers_to=tuple(one.id for one in found), modality=modality
            )

    def _previous_question(self, claim: Claim) -> Question | None:
        """The question of the nearest earlier claim about claims, within two sentences: what a bare "has equivocated" is about."""
        own = self._sentence(claim)
        told = [
            one
            for one in self._ordered()
            if one.act in ABOUT_CLAIMS
            and one.head.start < claim.head.start
            and own - self._sentence(one) <= 2
        ]
        return told[-1].question if told else None

    def evaluations(self) -> None:
        """A claim on what a deployment, visit or the like would be answers the question of that deployment, conditionally."""
        for draft in self.drafts:
            claim = self.claims[draft.claim.id]
            subject = draft.predicate.subject
            if (
                subject is None
                or draft.is_act
                or claim.modality not in (Modality.EXPECTED, Modality.CONDITIONAL)
            ):
                continue
            noun = self.parse.tokens[subject]
            rows = [row for row in self.meaning.nouns.get(noun.lemma, ()) if row.destination]
            if not rows:
                continue
            words = [self.parse.tokens[i] for i in self.parse.subtree(subject)]
            thing = next(
                (self.meaning.things[t.lemma] for t in words if t.lemma in self.meaning.things), None
            )
            if thing is None:
                continue
            owner = self.slots._owner(subject)
            agent = rolled_up(owner.id) if owner is not None else rolled_up(claim.holder.source.id)
            span = Span(words[0].start, words[-1].end)
            target = self.slots.state_after((span,), but=agent)
            question = Question(rows[0].name, agent, target, thing)
            self.claims[claim.id] = replace(claim, question=question, modality=Modality.CONDITIONAL)

    def _about(self, phrase: Sequence[Token], claim: Claim) -> Question | None:
        """The question that a noun phrase such as "reports of Velmic troops in Orsa" is about.

        None where it names nothing.
        """
        thing: Token | None = next((t for t in phrase if t.lemma in self.meaning.things), None)
        if thing is None:
            return None
        counted = self.meaning.things[thing.lemma]
        owner = self.slots._owner(thing.i)
        if owner is None and thing.head != thing.i:
            owner = self.slots._owner(thing.head)
        agent = rolled_up(owner.id) if owner is not None else None
        nouns = [t.lemma for t in phrase if t.lemma in self.meaning.nouns]
        row = next((self.meaning.predicate(n, nominal=True, thing=counted) for n in nouns), None)
        if row is None:
            row = self.meaning.predicate("presence", nominal=True, thing=counted)
        span = Span(thing.start, phrase[-1].end) if phrase[-1].end > thing.start else thing.at
        target = self.slots.state_after((span,), but=agent)
        return Question(row.name, agent, target, counted) if row is not None else None

    def _referred(
        self,
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
            for one in self._ordered()
            if one.head.start < claim.head.start
            and one.polarity is Polarity.POSITIVE
            and one.holder.source != holder
            and (one.holder.source.id is None or rolled_up(one.holder.source.id) != rolled_up(holder.id))
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
        own = self._sentence(claim)
        told = [
            one
            for one in self._ordered()
            if one.act in ABOUT_CLAIMS
            and one.head.start < claim.head.start
            and own - self._sentence(one) <= 2
            and one.refers_to
        ]
        if told and (is_bare or claim.act in (Act.HINT, Act.EQUIVOCATE)):
            return [self.claims[one] for one in told[-1].refers_to]
        anaphor = is_bare or any(
            token.lemma in self.meaning.claim_nouns or token.pos in ("PRON", "DET") for token in phrase[:4]
        )
        if not anaphor:
            return []
        for back in range(1, 4):
            near = [one for one in earlier if self._sentence(one) == own - back]
            attributed = [one for one in near if len(one.chain) > 1]
            if attributed or near:
                return attributed or near
        return []

    # What answers what

    def responses(self) -> None:
        """Link a claim to what its text says it answers."""
        lower = self.text.lower()
        for words, is_verb in self.meaning.responses:
            for match in re.finditer(rf"\b{re.escape(words)}\b", lower):
                at = Span(match.start(), match.end())
                if match.start() not in self.starts:
                    continue
                token = self.starts[match.start()]
                answer = self._answering(token, is_verb=is_verb)
                if answer is None:
                    continue
                asked = self._answered(answer, at)
                if asked is not None and asked.id != answer.id:
                    link = StatedLink(RelationKind.RESPONDS_TO, asked.id, at)
                    current = self.claims[answer.id]
                    self.claims[answer.id] = replace(current, links=(*current.links, link))

    def _answering(self, token: Token, *, is_verb: bool) -> Claim | None:
        sentence = self.sentence_of[token.i]
        here = [one for one in self._ordered() if self._sentence(one) == sentence]
        if is_verb:
            subject = next(
                (c for c in self.parse.children[token.i] if self.parse.tokens[c].dep == "nsubj"), None
            )
            if subject is None:
                return None
            lemmas = [self.parse.tokens[i].lemma for i in self.parse.subtree(subject)]
            names = {row.name for lemma in lemmas for row in self.meaning.nouns.get(lemma, ())}
            before = [
                one
                for one in self._ordered()
                if self._sentence(one) < sentence and one.question.predicate in names
            ]
            return before[-1] if before else None
        above = token
        for _ in range(20):
            held = next((one for one in here if one.head.start == above.start), None)
            if held is not None:
                return held
            if above.head == above.i:
                break
            above = self.parse.tokens[above.head]
        after = [one for one in here if one.head.start > token.start]
        return after[0] if after else (here[0] if here else None)

    def _answered(self, answer: Claim, at: Span) -> Claim | None:
        tokens = self._tokens(Span(at.start, at.end))
        top = tokens[-1]
        inside = set(self.parse.subtree(top.i)) | set(self.parse.subtree(tokens[0].i))
        sentence = self.parse.sentences[self.sentence_of[top.i]]
        named = [
            one
            for one in self._ordered()
            if one.id != answer.id
            and one.head.start in self.starts
            and self.starts[one.head.start].i in inside
            and self.starts[one.head.start].i > top.i
            and self.starts[one.head.start].i < sentence.last
        ]
        if named:
            return named[0]
        before = [
            one
            for one in self._ordered()
            if one.head.start < min(answer.head.start, at.start)
            and one.polarity is Polarity.POSITIVE
            and self._sentence(answer) - self._sentence(one) <= 4
        ]
        others = [
            one
            for one in before
            if one.question.agent not in (None, answer.question.agent)
            and not str(one.question.agent).startswith("~")
        ]
        return others[-1] if others else None

    # Numbers that replace numbers

    def revisions(self) -> None:
        """Make a claim of each earlier value that the text states, in the later one's slots, and link them."""
        for claim in self._ordered():
            later = next((q for q in claim.quantities if q.ordinary), None)
            if later is None:
                continue
            number = self._sentence(claim)
            if number < 0:
                continue
            sentence = self.parse.sentences[number]
            for quantity in self.analysis.quantities:
                if quantity.at.start <= later.at.end or not sentence.at.contains(quantity.at):
                    continue
                found = self._earlier_value(quantity, sentence.at)
                if found is not None:
                    self._revise(claim, quantity, *found)
                    break

    def _earlier_value(self, quantity: Quantity, sentence: Span) -> tuple[Span, Token | None] | None:
        """The words that make a number an earlier value, and the noun that names it as an estimate if there
        is one."""
        before = self.text[sentence.start : quantity.at.start].lower()
        tail = before[-60:]
        noun = next(
            (
                t
                for t in reversed(
                    self._tokens(Span(max(sentence.start, quantity.at.start - 45), quantity.at.start))
                )
                if t.lemma in self.meaning.estimates
            ),
            None,
        )
        if noun is not None:
            adjectives = [self.parse.tokens[c] for c in self.parse.children[noun.i]]
            if any(a.lemma in self.meaning.earlier_adjectives or a.lemma == "early" for a in adjectives):
                return Span(min(a.start for a in adjectives if a.start <= noun.start), noun.end), noun
        for words in self.meaning.earlier:
            at = tail.rfind(words)
            if at >= 0 and len(tail) - at - len(words) <= 25:
                start = quantity.at.start - len(tail) + at
                return Span(start, start + len(words)), noun
        return None

    def _revise(self, claim: Claim, quantity: Quantity, at: Span, noun: Token | None) -> None:
        head = noun.at if noun is not None else quantity.at
        raw = self.analysis.document.raw_map.raw
        chain = claim.chain
        if noun is not None:
            unspecified = Source("unspecified", SourceKind.UNSPECIFIED, Naming.BARE, None)
            chain = (claim.chain[0], Hop(unspecified))
        source_at = next((hop.at[0] for hop in reversed(chain) if hop.at), None)
        anchor = Anchor(
            claim.document, raw(head)[0].start, raw(source_at)[0].start if source_at is not None else None
        )
        start = min(head.start, at.start)
        earlier = replace(
            claim,
            anchor=anchor,
            head=head,
            extent=(Span(start, max(quantity.at.end, head.end)),),
            chain=chain,
            witness=len(chain) - 1,
            act=Act.ASSERT,
            quantities=(replace(quantity, of=claim.quantities[0].of, unit=claim.quantities[0].unit),),
            when=None,
            where=(),
            said=None,
            participants=(),
            flags=(),
            hedges=(),
            links=(),
        )
        kept = tuple(q for q in claim.quantities if q != quantity)
        link = StatedLink(RelationKind.REVISES, earlier.id, at)
        self.claims[claim.id] = replace(claim, quantities=kept, links=(*claim.links, link))
        self.claims.setdefault(earlier.id, earlier)

    # Conditions and doubts from other sentences

    def conditions(self) -> None:
        """A threat without a condition takes the one stated by the same holder in the sentence before."""
        ordered = self._ordered()
        for claim in ordered:
            if claim.act is not Act.THREATEN or claim.condition is not None:
                continue
            for one in ordered:
                near = 0 < self._sentence(claim) - self._sentence(one) <= 1
                if near and one.condition is not None and one.holder.source.name == claim.holder.source.name:
                    self.claims[claim.id] = replace(claim, condition=Condition(one.condition.at))

    def continued_conditions(self) -> None:
        """ "This would also ..." after what would be, if, is conditional too."""
        ordered = self._ordered()
        for draft in self.drafts:
            claim = self.claims[draft.claim.id]
            subject = draft.predicate.subject
            if claim.modality is not Modality.EXPECTED or subject is None:
                continue
            words = {self.parse.tokens[i].lemma for i in self.parse.subtree(subject)}
            would = any(span.of(self.text).lower() in ("would", "'d") for span in claim.hedges)
            if not would or not words <= {"this", "that", "it", "such"}:
                continue
            number = self._sentence(claim)
            if any(number - self._sentence(one) == 1 and one.condition is not None for one in ordered):
                self.claims[claim.id] = replace(claim, modality=Modality.CONDITIONAL)

    def orders(self) -> None:
        """An order without a time of its own takes the one day that the text gives for orders by the same witness."""
        told: dict[tuple[str, ...], set[tuple[str, str | None, str | None]]] = {}
        dated: dict[tuple[str, ...], When] = {}
        for claim in self._ordered():
            when = claim.when
            if (
                claim.question.predicate == "order"
                and when is not None
                and when.at is not None
                and when.start
            ):
                key = self._vouched(claim)
                told.setdefault(key, set()).add((when.value, when.start, when.end))
                dated.setdefault(key, when)
        for draft in self.drafts:
            claim = self.claims[draft.claim.id]
            free = claim.when is None or claim.when.at is None
            key = self._vouched(claim)
            if claim.act is Act.ORDER and draft.is_act and free and len(told.get(key, ())) == 1:
                self.claims[claim.id] = replace(claim, when=dated[key])

    def _vouched(self, claim: Claim) -> tuple[str, ...]:
        """The names of a claim's hops up to the witness."""
        return tuple(hop.source.name for hop in claim.chain[: claim.witness + 1])

    def doubts(self) -> None:
        """A sentence that calls reports unverified, or figures hard to verify, moves the claims of the
        sentence before."""
        for number, sentence in enumerate(self.parse.sentences):
            lemmas = [token.lemma for token in self.parse.of(sentence)]
            refers = bool(lemmas) and (
                lemmas[0] in ("these", "this", "those", "the", "such", "however", "but", "neither")
            )
            back = self.meaning.back_hedges & set(lemmas)
            hard = "verify" in lemmas and any(
                w in lemmas for w in ("difficult", "hard", "impossible", "unable", "not")
            )
            if not refers or not (back or hard):
                continue
            for claim in self._ordered():
                if self._sentence(claim) != number - 1 or claim.has_flag(FlagKind.HEADLINE):
                    continue
                if back:
                    sure = weaker(claim.certainty, Certainty.POSSIBLE)
                    self.claims[claim.id] = replace(claim, certainty=sure)
                elif claim.quantities:
                    flag = Flag(FlagKind.HARD_TO_VERIFY, "the text says that the figures are hard to verify")
                    self.claims[claim.id] = replace(claim, flags=(*claim.flags, flag))


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
    """Whether a slot known in what a phrase is about is the claim's too; a phrase that names neither agent nor target fits all."""
    if about.agent is None and about.target is None:
        return True
    return (about.agent is not None and about.agent == one.agent) or (
        about.target is not None and about.target == one.target
    )
