"""Which pairs of claims are compared: those that answer one question, by its exact key."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from decimal import Decimal

from twosource.linking.number import TELLING
from twosource.linking.occasion import NEAR_DAYS, is_answerable
from twosource.linking.origins import Testimony
from twosource.model.claim import Question

Key = tuple[str, ...]


def question_key(question: Question) -> Key:
    """A question as a tuple of words; None is empty."""
    return (question.predicate, question.agent or "", question.target or "", question.counted or "")


def by_question(told: Iterable[Testimony]) -> dict[Question, tuple[Testimony, ...]]:
    """The claims under the questions they answer, in canonical order: what a new document makes anew."""
    found: dict[Question, list[Testimony]] = {}
    for one in told:
        found.setdefault(one.claim.question, []).append(one)
    return {question: tuple(group) for question, group in found.items()}


def pairs(group: Sequence[Testimony]) -> Iterator[tuple[Testimony, Testimony]]:
    """The pairs of claims of one question that can be compared, each once.

    A question with a slot known only by its words is asked inside one document, and across copies of one text.
    """
    if not group:
        return
    if is_answerable(group[0].claim.question):
        for i, one in enumerate(group):
            for other in group[:i]:
                yield other, one
        return
    blocks: dict[Key, list[int]] = {}
    for index, one in enumerate(group):
        for key in _text_keys(one):
            blocks.setdefault(key, []).append(index)
    seen = {(i, j) for members in blocks.values() for n, j in enumerate(members) for i in members[:n]}
    for i, j in sorted(seen):
        yield group[i], group[j]


def _text_keys(one: Testimony) -> Iterator[Key]:
    """Keys of which two documents share one where they may be one text: id, agency credited, bands of the fingerprint."""
    context = one.context
    yield ("document", context.document)
    for agency in (context.credit, context.publisher):
        if agency:
            yield ("agency", agency.casefold())
    for start in range(0, len(context.fingerprint) - 3, 4):
        yield ("band", str(start), *(str(value) for value in context.fingerprint[start : start + 4]))


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

    Only within a month of one another, or in one document where there is no date.
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
                apart = one.claim.question != other.claim.question
                if apart and key not in seen and _is_near(other, one):
                    seen.add(key)
                    yield other, one


def _like(of: str | None) -> str:
    """One class for those that are counted as forces: a unit of 3,000 is easily taken for 3,000 troops."""
    return "troop" if of in ("unit", "volunteer") else of or ""


def _is_near(one: Testimony, other: Testimony) -> bool:
    if one.claim.document == other.claim.document:
        return True
    return one.as_of is not None and other.as_of is not None and one.as_of.gap(other.as_of) <= NEAR_DAYS
