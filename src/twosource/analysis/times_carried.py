"""Times that a claim takes from those beside it: a document's day, an order's deadline, what "earlier" and "so far" lean on."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from twosource.analysis.drafts import Draft, Drafts
from twosource.analysis.layers import Token
from twosource.analysis.times_bound import bound_of
from twosource.model.claim import Claim
from twosource.model.measure import When
from twosource.model.span import Span
from twosource.model.vocabulary import Modality, SourceKind, TimeDirection, TimePrecision

_HYPOTHETICAL = frozenset({Modality.CONDITIONAL, Modality.POSSIBLE})
_CLAUSES = frozenset({"acl", "relcl", "advcl", "xcomp", "ccomp", "conj", "pcomp", "prep", "pobj", "dobj"})
_STEPS = 6
_SO_FAR_WITHIN = 300
"""How far before "so far" the stretch of time that it runs in is told, in code points."""
_STRETCHES = frozenset({TimePrecision.YEAR, TimePrecision.QUARTER, TimePrecision.MONTH, TimePrecision.WEEK})


def settle_times(work: Drafts) -> None:
    """Give claims the times that other claims of the text settle."""
    _date_documents(work)
    _cap_earlier(work)
    _set_deadlines(work)
    _begin_so_far(work)
    for draft in work.kept():
        claim = work.claims[draft.claim.id]
        if claim.when is None and claim.modality in _HYPOTHETICAL:
            when = bound_of(claim.modality, claim.said, work.analysis.document.metadata.published)
            work.claims[claim.id] = replace(claim, when=when)


def before_publication(work: Drafts) -> When | None:
    """The bound of an earlier value: it was given before the day of publication."""
    published = work.analysis.document.metadata.published
    if published is None or published.start is None:
        return None
    return When(None, "PAST_REF", None, published.start, None, TimeDirection.BEFORE, "published")


def _date_documents(work: Drafts) -> None:
    """What an order or a statement says is said on its day, where the text gives one day for what is called so."""
    days: dict[str, set[tuple[str | None, str | None]]] = {}
    told: dict[str, When] = {}
    for claim in work.ordered():
        if claim.holder.source.kind is SourceKind.DOCUMENT and claim.said is not None and claim.said.start:
            days.setdefault(claim.holder.source.name, set()).add((claim.said.start, claim.said.end))
            told.setdefault(claim.holder.source.name, claim.said)
    for draft in work.kept():
        claim = work.claims[draft.claim.id]
        name = claim.holder.source.name
        if claim.holder.source.kind is not SourceKind.DOCUMENT or claim.said or len(days.get(name, ())) != 1:
            continue
        said = told[name]
        free = claim.when is None or claim.when.at is None
        published = work.analysis.document.metadata.published
        when = bound_of(claim.modality, said, published) if free else claim.when
        work.claims[claim.id] = replace(claim, said=said, when=when)


def _cap_earlier(work: Drafts) -> None:
    """ "Earlier this year" ends before the dated event whose clause it hangs in."""
    by_head = {draft.predicate.head: draft.claim.id for draft in work.kept()}
    for draft in work.kept():
        claim = work.claims[draft.claim.id]
        when = claim.when
        if when is None or when.at is None or not when.at.of(work.text).lower().startswith("earlier "):
            continue
        for token in _above(work, draft.predicate.head):
            over = work.claims.get(by_head.get(token.i, ""))
            other = over.when if over is not None else None
            if (
                other is None
                or other.at is None
                or other.start is None
                or other.direction is not TimeDirection.AT
            ):
                continue
            if when.start is not None and when.end is not None and when.start < other.start < when.end:
                work.claims[claim.id] = replace(claim, when=replace(when, end=other.start))
            break


def _above(work: Drafts, token: int) -> Iterator[Token]:
    """What a clause hangs in, from the inside."""
    current = work.parse.tokens[token]
    for _ in range(_STEPS):
        if current.head == current.i or current.dep not in _CLAUSES:
            return
        current = work.parse.tokens[current.head]
        yield current


def _set_deadlines(work: Drafts) -> None:
    """What is to be done "ahead of the drill that begins on 1 May" is due before it; what was ordered, after the order."""
    ordered = [claim for claim in work.ordered() if claim.question.predicate == "order" and _is_dated(claim)]
    for draft in work.kept():
        claim = work.claims[draft.claim.id]
        if claim.when is not None or claim.modality not in (
            Modality.ORDERED,
            Modality.PLANNED,
            Modality.EXPECTED,
        ):
            continue
        deadline = _deadline(work, draft)
        if deadline is None:
            continue
        given = next((one.when for one in reversed(ordered) if _orders(one, claim)), None)
        start = given.start if given is not None else None
        if start is not None and deadline.end is not None and start >= deadline.end:
            start = None
        work.claims[claim.id] = replace(claim, when=replace(deadline, start=start))


def _is_dated(claim: Claim) -> bool:
    return claim.when is not None and claim.when.at is not None and claim.when.start is not None


def _orders(order: Claim, claim: Claim) -> bool:
    """Whether a claim of an order stands before what was ordered, with the same holder."""
    return (
        claim.modality is Modality.ORDERED
        and order.head.start < claim.head.start
        and order.holder.source.name == claim.holder.source.name
    )


def _deadline(work: Drafts, draft: Draft) -> When | None:
    """The time before which something is to be done, where words under "ahead of" or "before" tell it."""
    tokens, children = work.parse.tokens, work.parse.children
    for child in children[draft.predicate.head]:
        token = tokens[child]
        if token.text.lower() not in ("ahead", "before", "prior"):
            continue
        under = work.parse.subtree(child)
        at = Span(tokens[under[0]].start, tokens[under[-1]].end)
        for when in work.analysis.times:
            dated = when.at is not None and when.start is not None and when.kind == "date"
            if dated and when.at is not None and at.contains(when.at):
                return replace(when, start=None, end=when.start, direction=TimeDirection.BEFORE)
    return None


def _begin_so_far(work: Drafts) -> None:
    """ "So far" begins with the stretch told of just before, where that holds the day of publication ("this year ... so far")."""
    published = work.analysis.document.metadata.published
    if published is None or published.start is None:
        return
    for claim in work.ordered():
        when = claim.when
        if when is None or when.at is None or when.value != "PAST_REF" or when.end is None or when.start:
            continue
        if not when.at.of(work.text).lower().endswith("so far"):
            continue
        for stretch in reversed(work.analysis.times):
            if stretch.at is None or stretch.at.start >= when.at.start or stretch.start is None:
                continue
            if when.at.start - stretch.at.start > _SO_FAR_WITHIN:
                break
            holds = stretch.start <= published.start < (stretch.end or "9999")
            if holds and stretch.precision in _STRETCHES and stretch.start < when.end:
                began = replace(when, start=stretch.start, direction=TimeDirection.AT)
                work.claims[claim.id] = replace(claim, when=began)
                break
