"""Which pairs of claims are compared: those that answer one question, by its exact key."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from decimal import Decimal

from twosource.linking.number import TELLING, number_of
from twosource.linking.occasion import is_answerable
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


def look_alikes(told: Iterable[Testimony]) -> Iterator[tuple[Testimony, Testimony]]:
    """Pairs with one telling number and one agent under different questions: what must not be joined."""
    blocks: dict[tuple[str, Decimal], list[Testimony]] = {}
    for one in told:
        agent = one.claim.question.agent
        number = number_of(one.claim)
        if agent is None or agent.startswith("~") or one.is_headline or number is None or not number.is_exact:
            continue
        value = number.quantity.low or Decimal(0)
        if value >= TELLING:
            blocks.setdefault((agent, value), []).append(one)
    for group in blocks.values():
        for i, one in enumerate(group):
            for other in group[:i]:
                if one.claim.question != other.claim.question:
                    yield other, one
