"""The keys under which claims are kept, so that those that bear on one another are found without reading the rest.

All kinds of keys stand here: a letter, a bar, and what claims of the block have in common.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date
from decimal import Decimal
from functools import lru_cache

from twosource.linking.context import Context
from twosource.linking.number import TELLING
from twosource.linking.occasion import FAR_DAYS, is_answerable, is_worded, rests_on_one_slot
from twosource.linking.origins import Testimony
from twosource.linking.scope import days_of
from twosource.model.claim import Question

BAND = 2
"""How many values of a fingerprint make a band."""

LOOK_ALIKE_DAYS = 14
"""Equal numbers are easily taken for one another in reports within these days."""

PERIOD_DAYS = 30
"""How many days one block of look-alikes spans."""


def blocks_of(one: Testimony) -> tuple[str, ...]:
    """The blocks a claim belongs to, sorted: under these the record keeps it and finds it again.

    With the documents that share its text keys, a claim is found by all that could share a derived row with it.
    """
    question = one.claim.question
    keys = set(_candidate_blocks(one))
    if not is_joined_by_question(question) and not is_worded(question):
        if question.agent is not None:
            keys.add(side_block(question))
        if one.position_of is not None:
            keys.add(position_block(question, one.position_of))
    keys.update(look_alike_blocks(one))
    keys.update(target_block(target) for target in targets_of(one))
    return tuple(sorted(keys))


def text_keys(context: Context) -> tuple[str, ...]:
    """The keys of which two documents share one where they may be one text: bands of the fingerprint, else the agency.

    Bodies that share half of their 5-grams share a band of two values all but always, unrelated ones never.
    """
    return _text_keys(context.fingerprint, context.credit, context.publisher)


@lru_cache(maxsize=1 << 12)
def _text_keys(fingerprint: tuple[int, ...], credit: str | None, publisher: str | None) -> tuple[str, ...]:
    if fingerprint:
        return tuple(
            f"band|{start}|{'|'.join(map(str, fingerprint[start : start + BAND]))}"
            for start in range(0, len(fingerprint) - 1, BAND)
        )
    return tuple(dict.fromkeys(f"agency|{name.casefold()}" for name in (credit, publisher) if name))


@lru_cache(maxsize=1 << 14)
def is_joined_by_question(question: Question) -> bool:
    """Whether any two claims of a question are compared, whatever their documents and times."""
    return is_answerable(question) and not rests_on_one_slot(question)


def question_block(question: Question) -> str:
    """The block of all claims of a question that is asked across documents."""
    return f"q|{_words(question)}"


def document_block(question: Question, document: str) -> str:
    """The block of a question that is asked inside one document and its copies."""
    return f"q|{_words(question)}|document|{document}"


def side_block(question: Question) -> str:
    """The block of a question whose claims are not all compared, but that one word of its agent answers."""
    return f"s|{_words(question)}"


def position_block(question: Question, actor: str) -> str:
    """The block of what an actor itself says on a question."""
    return f"p|{_words(question)}|{actor}"


def target_block(claim: str) -> str:
    """The block of the claims that say in words how they stand to a claim."""
    return f"t|{claim}"


def _words(question: Question) -> str:
    slots = (question.predicate, question.agent, question.target, question.counted)
    return "|".join(slot or "" for slot in slots)


def _candidate_blocks(one: Testimony) -> Iterator[str]:
    question = one.claim.question
    if is_joined_by_question(question):
        yield question_block(question)
        return
    yield document_block(question, one.claim.document)
    if is_answerable(question):
        words = _words(question)
        for month in months_of(one):
            yield f"q|{words}|month|{month}"


def candidate_keys(one: Testimony) -> tuple[str, ...]:
    """Keys of which two claims of one question share one where they can be compared."""
    question = one.claim.question
    keys = tuple(_candidate_blocks(one))
    if is_joined_by_question(question):
        return keys
    words = _words(question)
    return (*keys, *(f"q|{words}|{key}" for key in text_keys(one.context)))


def kin_blocks(one: Testimony, documents: Iterable[str]) -> Iterator[str]:
    """The blocks in which copies of a claim's text answer its question; none where the question alone finds them."""
    question = one.claim.question
    if not is_joined_by_question(question):
        yield from (document_block(question, document) for document in documents)


def months_of(one: Testimony) -> Iterator[int]:
    """The months of a claim's own time: a question with one known slot is asked across documents only of one time."""
    when = days_of(one.when)
    if when is None or when.length > FAR_DAYS:
        return
    first, last = (date.fromordinal(each) for each in (when.start, when.end - 1))
    yield from range(first.year * 12 + first.month, last.year * 12 + last.month + 1)


def look_alike_blocks(one: Testimony) -> Iterator[str]:
    """The blocks of one telling number of like things and an actor, in one period; for an undated claim in one document."""
    for key in look_alike_keys(one):
        if one.as_of is None:
            yield f"l|{key}|{one.claim.document}"
            continue
        first, last = one.as_of.start, one.as_of.end + LOOK_ALIKE_DAYS
        yield from (f"l|{key}|{period}" for period in range(first // PERIOD_DAYS, last // PERIOD_DAYS + 1))


def look_alike_keys(one: Testimony) -> Iterator[str]:
    """What two claims have in common whose numbers are easily taken for one: an actor, the things counted, the number."""
    number = one.number
    if one.is_headline or number is None or not number.is_exact:
        return
    value = number.quantity.low or Decimal(0)
    if value < TELLING:
        return
    for actor in sorted({one.claim.question.agent or "~", one.claim.question.target or "~"}):
        if not actor.startswith("~"):
            yield f"{actor}|{_like(number.of)}|{value.normalize()}"


def _like(of: str | None) -> str:
    """One class for those that are counted as forces: a unit of 3,000 is easily taken for 3,000 troops."""
    return "troop" if of in ("unit", "volunteer") else of or ""


def targets_of(one: Testimony) -> tuple[str, ...]:
    """The claims to which a claim's text says how it stands."""
    return tuple(dict.fromkeys((*(link.to for link in one.claim.links), *one.claim.refers_to)))
