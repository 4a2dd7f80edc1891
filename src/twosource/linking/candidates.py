"""Which pairs of claims are compared: those that answer one question, by its exact key."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from twosource.analysis.meaning import load_meaning
from twosource.linking.blocks import (
    LOOK_ALIKE_DAYS,
    candidate_keys,
    is_joined_by_question,
    look_alike_keys,
)
from twosource.linking.origins import Testimony
from twosource.model.claim import Question

Pair = tuple[Testimony, Testimony]
"""Two claims, the first earlier in canonical order."""


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


def pairs(group: Sequence[Testimony]) -> Iterator[Pair]:
    """The pairs of claims of one question that can be compared, each once.

    A question with a slot known only by its words is asked inside one document, and across copies of one text; one with
    a single known slot also of one time.
    """
    if not group:
        return
    if is_joined_by_question(group[0].claim.question):
        for i, one in enumerate(group):
            for other in group[:i]:
                yield other, one
        return
    blocks: dict[str, list[int]] = {}
    for index, one in enumerate(group):
        for key in candidate_keys(one):
            blocks.setdefault(key, []).append(index)
    seen = {(i, j) for members in blocks.values() for n, j in enumerate(members) for i in members[:n]}
    for i, j in sorted(seen):
        yield group[i], group[j]


def open_pairs(told: Iterable[Testimony]) -> Iterator[Pair]:
    """Pairs of claims of one document with numbers, whose questions differ only in slots that one of them leaves open."""
    blocks: dict[tuple[str, str, str], list[Testimony]] = {}
    for one in told:
        question = one.claim.question
        if question.counted is not None and one.number is not None:
            blocks.setdefault((one.claim.document, question.predicate, question.counted), []).append(one)
    for group in blocks.values():
        for i, one in enumerate(group):
            for other in group[:i]:
                if _is_open(other.claim.question, one.claim.question):
                    yield other, one


def is_open_pair(one: Testimony, other: Testimony) -> bool:
    """Whether `open_pairs` gives these two."""
    first, second = one.claim.question, other.claim.question
    alike = (first.predicate, first.counted) == (second.predicate, second.counted)
    if not alike or first.counted is None or one.claim.document != other.claim.document:
        return False
    return one.number is not None and other.number is not None and _is_open(first, second)


def _is_open(one: Question, other: Question) -> bool:
    slots = ((one.agent, other.agent), (one.target, other.target))
    return one != other and all(a == b or a is None or b is None for a, b in slots)


def look_alikes(told: Iterable[Testimony]) -> Iterator[Pair]:
    """Pairs with one telling number of like things and an actor in common under different questions: what must not be joined.

    Only within a fortnight of one another, or in one document where there is no date.
    """
    blocks: dict[str, list[Testimony]] = {}
    for one in told:
        for key in look_alike_keys(one):
            blocks.setdefault(key, []).append(one)
    seen: set[tuple[str, str]] = set()
    for group in blocks.values():
        for i, one in enumerate(group):
            for other in group[:i]:
                pair = (other.id, one.id)
                if pair not in seen and is_look_alike(other, one):
                    seen.add(pair)
                    yield other, one


def is_look_alike(one: Testimony, other: Testimony) -> bool:
    """Whether two claims with a number in common are to be kept apart in so many words."""
    return _are_two_matters(one, other) and _is_near(one, other)


def _are_two_matters(one: Testimony, other: Testimony) -> bool:
    """Whether two witnesses tell of things that the lexicon holds apart; else an equal number may be one number told twice."""
    first, second = one.claim.question.predicate, other.claim.question.predicate
    classes = load_meaning("en").classes
    return one.witness.key != other.witness.key and first != second and {first, second} <= classes.keys()


def _is_near(one: Testimony, other: Testimony) -> bool:
    if one.claim.document == other.claim.document:
        return True
    return one.as_of is not None and other.as_of is not None and one.as_of.gap(other.as_of) <= LOOK_ALIKE_DAYS
