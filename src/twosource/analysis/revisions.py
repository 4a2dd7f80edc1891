"""Numbers that the text itself says replace others."""

from __future__ import annotations

from dataclasses import replace

from twosource.analysis.drafts import Drafts
from twosource.analysis.layers import Token
from twosource.analysis.times_carried import before_publication
from twosource.model.attribution import Hop, Source
from twosource.model.claim import Anchor, Claim, StatedLink
from twosource.model.measure import Quantity
from twosource.model.span import Span
from twosource.model.vocabulary import (
    Act,
    Naming,
    RelationKind,
    SourceKind,
)


def settle_revisions(work: Drafts) -> None:
    """Make a claim of each earlier value that the text states, in the later one's slots, and link them."""
    for claim in work.ordered():
        later = next((q for q in claim.quantities if q.ordinary), None)
        if later is None:
            continue
        number = work.sentence(claim)
        if number < 0:
            continue
        sentence = work.parse.sentences[number]
        for quantity in work.analysis.quantities:
            if quantity.at.start <= later.at.end or not sentence.at.contains(quantity.at):
                continue
            found = _earlier_value(work, quantity, sentence.at)
            if found is not None:
                _revise(work, claim, quantity, *found)
                break


def _earlier_value(work: Drafts, quantity: Quantity, sentence: Span) -> tuple[Span, Token | None] | None:
    """The words that make a number an earlier value, and the noun that names it as an estimate if there
    is one."""
    before = work.text[sentence.start : quantity.at.start].lower()
    tail = before[-60:]
    noun = next(
        (
            t
            for t in reversed(
                work.tokens(Span(max(sentence.start, quantity.at.start - 45), quantity.at.start))
            )
            if t.lemma in work.meaning.estimates
        ),
        None,
    )
    if noun is not None:
        adjectives = [work.parse.tokens[c] for c in work.parse.children[noun.i]]
        if any(a.lemma in work.meaning.earlier_adjectives or a.lemma == "early" for a in adjectives):
            return Span(min(a.start for a in adjectives if a.start <= noun.start), noun.end), noun
    for words in work.meaning.earlier:
        at = tail.rfind(words)
        if at >= 0 and len(tail) - at - len(words) <= 25:
            start = quantity.at.start - len(tail) + at
            return Span(start, start + len(words)), noun
    return None


def _revise(work: Drafts, claim: Claim, quantity: Quantity, at: Span, noun: Token | None) -> None:
    head = noun.at if noun is not None else quantity.at
    raw = work.analysis.document.raw_map.raw
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
        when=before_publication(work),
        where=(),
        said=None,
        participants=(),
        flags=(),
        hedges=(),
        links=(),
    )
    kept = tuple(q for q in claim.quantities if q != quantity)
    link = StatedLink(RelationKind.REVISES, earlier.id, at)
    work.claims[claim.id] = replace(claim, quantities=kept, links=(*claim.links, link))
    work.claims.setdefault(earlier.id, earlier)
