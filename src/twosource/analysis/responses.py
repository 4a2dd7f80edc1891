"""What the text says that a claim answers."""

from __future__ import annotations

import re
from dataclasses import replace

from twosource.analysis.drafts import Drafts
from twosource.analysis.layers import Token
from twosource.model.claim import Claim, StatedLink
from twosource.model.span import Span
from twosource.model.vocabulary import (
    Polarity,
    RelationKind,
)


def settle_responses(work: Drafts) -> None:
    """Link a claim to what its text says it answers."""
    lower = work.text.lower()
    for words, is_verb in work.meaning.responses:
        for match in re.finditer(rf"\b{re.escape(words)}\b", lower):
            at = Span(match.start(), match.end())
            if match.start() not in work.starts:
                continue
            token = work.starts[match.start()]
            answer = _answering(work, token, is_verb=is_verb)
            if answer is None:
                continue
            asked = _answered(work, answer, at)
            if asked is not None and asked.id != answer.id:
                link = StatedLink(RelationKind.RESPONDS_TO, asked.id, at)
                current = work.claims[answer.id]
                work.claims[answer.id] = replace(current, links=(*current.links, link))


def _answering(work: Drafts, token: Token, *, is_verb: bool) -> Claim | None:
    sentence = work.sentence_of[token.i]
    here = [one for one in work.ordered() if work.sentence(one) == sentence]
    if is_verb:
        subject = next((c for c in work.parse.children[token.i] if work.parse.tokens[c].dep == "nsubj"), None)
        if subject is None:
            return None
        lemmas = [work.parse.tokens[i].lemma for i in work.parse.subtree(subject)]
        names = {row.name for lemma in lemmas for row in work.meaning.nouns.get(lemma, ())}
        before = [
            one for one in work.ordered() if work.sentence(one) < sentence and one.question.predicate in names
        ]
        return before[-1] if before else None
    above = token
    for _ in range(20):
        held = next((one for one in here if one.head.start == above.start), None)
        if held is not None:
            return held
        if above.head == above.i:
            break
        above = work.parse.tokens[above.head]
    after = [one for one in here if one.head.start > token.start]
    return after[0] if after else (here[0] if here else None)


def _answered(work: Drafts, answer: Claim, at: Span) -> Claim | None:
    tokens = work.tokens(Span(at.start, at.end))
    top = tokens[-1]
    inside = set(work.parse.subtree(top.i)) | set(work.parse.subtree(tokens[0].i))
    sentence = work.parse.sentences[work.sentence_of[top.i]]
    named = [
        one
        for one in work.ordered()
        if one.id != answer.id
        and one.head.start in work.starts
        and work.starts[one.head.start].i in inside
        and work.starts[one.head.start].i > top.i
        and work.starts[one.head.start].i < sentence.last
    ]
    if named:
        return named[0]
    objects = _objects_of(work, tokens)
    if objects and not any(
        token.lemma in work.meaning.claim_nouns or token.pos in ("PRON", "DET") for token in objects
    ):
        return _told_of(work, objects, answer)
    before = [
        one
        for one in work.ordered()
        if one.head.start < min(answer.head.start, at.start)
        and one.polarity is Polarity.POSITIVE
        and work.sentence(answer) - work.sentence(one) <= 4
    ]
    others = [
        one
        for one in before
        if one.question.agent not in (None, answer.question.agent)
        and not str(one.question.agent).startswith("~")
    ]
    return others[-1] if others else None


def _objects_of(work: Drafts, tokens: list[Token]) -> list[Token]:
    """What a response is to: the objects of "in response TO x", "fulfilling x", "followed x"."""
    found = []
    for token in tokens:
        for child in work.parse.children[token.i]:
            below = work.parse.tokens[child]
            if below.dep in ("dobj", "pobj") and child > tokens[-1].i:
                found.append(below)
            if below.dep == "prep" and child > tokens[-1].i:
                pobj = (work.parse.tokens[c] for c in work.parse.children[child])
                found.extend(t for t in pobj if t.dep == "pobj")
    return found


def _told_of(work: Drafts, objects: list[Token], answer: Claim) -> Claim | None:
    """The latest earlier claim whose predicate the object names ("in protest at the raid"); None where it names none."""
    names = {row.name for token in objects for row in work.meaning.nouns.get(token.lemma, ())}
    names |= {token.lemma for token in objects}
    told = [
        one
        for one in work.ordered()
        if one.head.start < answer.head.start
        and one.polarity is Polarity.POSITIVE
        and (one.question.predicate in names or one.question.counted in names)
        and one.question.agent != answer.question.agent
    ]
    return told[-1] if told else None
