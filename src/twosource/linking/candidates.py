"""Which pairs of claims are compared: those that answer one question, by its exact key."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from decimal import Decimal

from twosource.analysis.meaning import load_meaning
from twosource.linking.number import TELLING
from twosource.linking.occasion import FAR_DAYS, is_answerable, rests_on_one_slot
from twosource.linking.origins import Testimony
from twosource.linking.scope import days_of
from twosource.model.claim import Question

Key = tuple[str, ...]

BAND = 2
"""How many values of a fingerprint make a band."""

LOOK_ALIKE_DAYS = 14
"""Equal numbers are easily taken for one another in reports within these days."""


def by_question(told: Iterable[Testimony]) -> dict[Question, tuple[Testimony, ...]]:
    """The claims under the questions they answer, in canonical order: what a new document makes anew."""
    found: dict[Question, list[Testimony]] = {}
    for one in told:
        found.setdefault(one.claim.question, []).append(one)
    return {question: tuple(group) for question, group in found.items()}


def by_document(told: Iterable[Testimony]) -> dict[str, tuple[Testimony, ...]]:
    """The claims of each document, in canonical order."""
    found: dict[str, list[Testimony]] = {}
    for one in told:
        found.setdefault(one.claim.document, []).append(one)
    return {document: tuple(group) for document, group in found.items()}


def pairs(group: Sequence[Testimony]) -> Iterator[tuple[Testimony, Testimony]]:
    """The pairs of claims of one question that can be compared, each once.

    A question with a slot known only by its words is asked inside one document, and across copies of one text; one with
    a single known slot also of one time.
    """
    if not group:
        return
    question = group[0].claim.question
    thin = rests_on_one_slot(question)
    if is_answerable(question) and not thin:
        for i, one in enumerate(group):
            for other in group[:i]:
                yield other, one
        return
    blocks: dict[Key, list[int]] = {}
    for index, one in enumerate(group):
        months = _month_keys(one) if is_answerable(question) else ()
        for key in (*text_keys(one), *months):
            blocks.setdefault(key, []).append(index)
    seen = {(i, j) for members in blocks.values() for n, j in enumerate(members) for i in members[:n]}
    for i, j in sorted(seen):
        yield group[i], group[j]


def text_keys(one: Testimony) -> Iterator[Key]:
    """Keys of which two documents share one where they may be one text: their id, and bands of the fingerprint.

    Bodies that share half of their 5-grams share a band of two values all but always, unrelated ones never. Without a
    fingerprint the agency says it.
    """
    context = one.context
    yield ("document", context.document)
    for start in range(0, len(context.fingerprint) - 1, BAND):
        yield ("band", str(start), *(str(value) for value in context.fingerprint[start : start + BAND]))
    if not context.fingerprint:
        for agency in (context.credit, context.publisher):
            if agency:
                yield ("agency", agency.casefold())


def _month_keys(one: Testimony) -> Iterator[Key]:
    """The months of a claim's own time: a question with one known slot is asked across documents only of one time."""
    when = days_of(one.when)
    if when is None or when.length > FAR_DAYS:
        return
    first, last = (date.fromordinal(each) for each in (when.start, when.end - 1))
    for month in range(first.year * 12 + first.month, last.year * 12 + last.month + 1):
        yield ("month", str(month))


def open_pairs(told: Iterable[Testimony]) -> Iterator[tuple[Testimony, Testimony]]:
    """Pairs of claims of one document with numbers, whose questions differ only in slots that one of them leaves open."""
    blocks: dict[Key, list[Testimony]] = {}
    for one in told:
        question = one.claim.question
        if question.counted is not None and one.number is not None:
            blocks.setdefault((one.claim.document, question.predicate, question.counted), []).append(one)
    for group in blocks.values():
        for i, one in enumerate(group):
            for other in group[:i]:
                if _is_open(other.claim.question, one.claim.question):
                    yield other, one


def _is_open(one: Question, other: Question) -> bool:
    slots = ((one.agent, other.agent), (one.target, other.target))
    return one != other and all(a == b or a is None or b is None for a, b in slots)


def look_alikes(told: Iterable[Testimony]) -> Iterator[tuple[Testimony, Testimony]]:
    """Pairs with one telling number of like things and an actor in common under different questions: what must not be joined.

    Only within a fortnight of one another, or in one document where there is no date.
    """
    blocks: dict[tuple[str, str, Decimal], list[Testimony]] = {}
    for one in told:
        number = one.number
        if one.is_headline or number is None or not number.is_exact:
            continue
        value = number.quantity.low or Decimal(0)
        for actor in sorted({one.claim.question.agent or "~", one.claim.question.target or "~"}):
            if value >= TELLING and not actor.startswith("~"):
                blocks.setdefault((actor, _like(number.of), value), []).append(one)
    seen: set[tuple[str, str]] = set()
    for group in blocks.values():
        for i, one in enumerate(group):
            for other in group[:i]:
                key = (other.id, one.id)
                if key not in seen and _are_two_matters(other, one) and _is_near(other, one):
                    seen.add(key)
                    yield other, one


def _like(of: str | None) -> str:
    """One class for those that are counted as forces: a unit of 3,000 is easily taken for 3,000 troops."""
    return "troop" if of in ("unit", "volunteer") else of or ""


def _are_two_matters(one: Testimony, other: Testimony) -> bool:
    """Whether two witnesses tell of things that the lexicon holds apart; else an equal number may be one number told twice."""
    first, second = one.claim.question.predicate, other.claim.question.predicate
    classes = load_meaning("en").classes
    return one.witness.key != other.witness.key and first != second and {first, second} <= classes.keys()


def _is_near(one: Testimony, other: Testimony) -> bool:
    if one.claim.document == other.claim.document:
        return True
    return one.as_of is not None and other.as_of is not None and one.as_of.gap(other.as_of) <= LOOK_ALIKE_DAYS
