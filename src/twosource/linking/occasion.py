"""Whether two answers to one question are of one occasion, and which was said later."""

from __future__ import annotations

from decimal import Decimal
from enum import StrEnum
from functools import lru_cache

from twosource.linking.independence import Kinship, kinship
from twosource.linking.number import TELLING, is_class
from twosource.linking.origins import Testimony
from twosource.linking.scope import (
    Days,
    Fit,
    days,
    days_of,
    fit_days,
    fit_places,
    fit_times,
    is_stated,
)
from twosource.model.claim import Claim, Question
from twosource.model.vocabulary import Modality, Polarity

EVENTS = frozenset({Modality.DONE})
LASTING = frozenset({Modality.PRESENT, Modality.UNDER_WAY, Modality.HABITUAL})
"""What holds over a time: without a time of its own it holds when it is said."""

ACTUAL = EVENTS | LASTING

CLOSE_DAYS = 3
"""What is said within these days of one another, of a lasting state, is said of one time."""

NEAR_DAYS = 31
"""A plan or a state is taken for the same one when it is spoken of again within these days; an undated one never."""

FRESH_DAYS = 14
"""A text tells of speech without a day as of speech within these days of its publication."""

FAR_DAYS = 366
"""A position is not read as the revision of an older one."""

WIDE_DAYS = 8
"""Times that are wider say too little to join two reports of an event, unless an equal number bears them out."""


class Order(StrEnum):
    """Whether the first was said after the second. ``together``: in one text that dates neither."""

    AFTER = "after"
    BEFORE = "before"
    OVERLAP = "overlap"
    TOGETHER = "together"
    UNKNOWN = "unknown"


class Occasion(StrEnum):
    """Whether two answers are of one time and place. ``near``: of one state of affairs, spoken of at different times."""

    SAME = "same"
    NEAR = "near"
    APART = "apart"
    UNKNOWN = "unknown"


def is_open_ended(question: Question) -> bool:
    """Whether what is asked lies outside the key: a verb of no class, with nothing counted ("urged Velm to ...")."""
    return question.counted is None and not is_class(question.predicate)


Matter = tuple[Question, str | None]
"""A question, with the document where it means something only there."""


@lru_cache(maxsize=1 << 14)
def is_worded(question: Question) -> bool:
    """Whether a slot of a question is known only by its words, so that it equals only itself inside one document."""
    slots = (question.agent, question.target, question.counted)
    return any(slot is not None and slot.startswith("~") for slot in slots)


def matter_of(one: Testimony) -> Matter:
    """What a claim's holder takes a stand on: its question, in its document alone where that is known only by its words."""
    question = one.claim.question
    return question, one.claim.document if is_worded(question) else None


@lru_cache(maxsize=1 << 14)
def is_answerable(question: Question) -> bool:
    """Whether a question's slots are known well enough to be asked of two documents."""
    return not (is_worded(question) or is_bare(question) or is_open_ended(question))


@lru_cache(maxsize=1 << 14)
def rests_on_one_slot(question: Question) -> bool:
    """Whether at most one slot of a question is known."""
    return sum(slot is not None for slot in (question.agent, question.target, question.counted)) < 2


def is_bare(question: Question) -> bool:
    """Whether a question says next to nothing of what is asked: who and whom are pronouns, and nothing is counted."""
    return (
        question.agent is None and question.target is None and question.counted in (None, question.predicate)
    )


def is_thin(one: Testimony, other: Testimony) -> bool:
    """Whether the question of two documents rests on one known slot: then time and place have to agree as well."""
    return rests_on_one_slot(one.claim.question) and not one_text(one, other)


def is_comparable(one: Testimony, other: Testimony) -> bool:
    """Whether two claims answer one question that can be asked of both."""
    question = one.claim.question
    if question != other.claim.question:
        return False
    if one.claim.document == other.claim.document:
        return not (is_bare(question) or is_open_ended(question))
    return is_answerable(question) or one_text(one, other)


def one_text(one: Testimony, other: Testimony) -> bool:
    """Whether the two stand in one text, so that a slot known only by its words means the same in both."""
    return one.claim.document == other.claim.document or kinship(one.context, other.context) is Kinship.COPY


def order_of(one: Testimony, other: Testimony) -> Order:
    """Whether the first was said after the second, by the days of speech, else of publication."""
    same_document = one.claim.document == other.claim.document
    if same_document and (one.spoken is None or other.spoken is None):
        return _order_in_text(one, other)
    if one.as_of is None or other.as_of is None:
        return Order.UNKNOWN
    if one.as_of.start >= other.as_of.end:
        return Order.AFTER
    if other.as_of.start >= one.as_of.end:
        return Order.BEFORE
    return Order.OVERLAP


def _order_in_text(one: Testimony, other: Testimony) -> Order:
    """The order of two claims of one document of which one at least has no day of speech."""
    if one.was_said_before is not other.was_said_before:
        return Order.BEFORE if one.was_said_before else Order.AFTER
    if one.was_said_before:
        return Order.UNKNOWN
    published = one.context.published
    day = _first_day(published.start) if published is not None else None
    spoken = [each.spoken for each in (one, other) if each.spoken is not None]
    if all(day is not None and days.gap(day) <= FRESH_DAYS for days in spoken):
        return Order.TOGETHER
    return Order.UNKNOWN


def _first_day(start: str | None) -> Days | None:
    return days(start, start)


def occasion_of(one: Testimony, other: Testimony) -> Occasion:
    """Whether two answers are of one time and place; disjoint and unknown join nothing across documents."""
    time = _time(one, other)
    place = place_fit(one, other)
    if time is Occasion.APART or place is Fit.DISJOINT:
        return Occasion.APART
    if time is Occasion.UNKNOWN or place is Fit.UNKNOWN:
        return Occasion.SAME if _retold(one, other) else Occasion.UNKNOWN
    if is_thin(one, other) and (place is Fit.UNSTATED or not is_stated(one.when)):
        return Occasion.UNKNOWN
    return time


def place_fit(one: Testimony, other: Testimony) -> Fit:
    """How the places of two answers to one question stand."""
    first = one.places
    second = other.places
    return fit_places(first, second, one_text=one_text(one, other))


def _time(one: Testimony, other: Testimony) -> Occasion:
    together = one_text(one, other)
    fit = fit_times(one.when, other.when, one_text=together)
    if together and one.claim.document != other.claim.document and _is_relative(one) and _is_relative(other):
        return Occasion.SAME  # one text printed on two days: "at night" is the same night
    if fit is Fit.DISJOINT:
        return Occasion.APART
    if fit is Fit.UNSTATED:
        return _unstated(one, other, together=together)
    if fit is Fit.UNKNOWN:
        return _one_sided(one, other)
    if fit is Fit.SAME and together:
        return Occasion.SAME
    first, second = days_of(one.when), days_of(other.when)
    widest = max((each.length for each in (first, second) if each is not None), default=FAR_DAYS)
    return Occasion.SAME if widest <= _reach(one, other) else Occasion.UNKNOWN


def _is_relative(one: Testimony) -> bool:
    return one.when is not None and one.when.anchor == "published"


def _reach(one: Testimony, other: Testimony) -> int:
    """How wide a time may be that joins the two: wider where both give the same number."""
    mine, its = one.number, other.number
    if mine is None or its is None or not mine.equals(its):
        return WIDE_DAYS
    return FAR_DAYS if (mine.quantity.low or mine.quantity.high or 0) >= TELLING else NEAR_DAYS


def _unstated(one: Testimony, other: Testimony, *, together: bool) -> Occasion:
    """Neither gives a time: an event stays unknown across documents, anything else is of the time it is said."""
    if one.claim.document == other.claim.document and (one.spoken is None or other.spoken is None):
        # One text tells of an event without a time: most likely one, but no ground to set two reports against one another.
        return Occasion.NEAR if is_event(one.claim) and is_event(other.claim) else Occasion.SAME
    if is_event(one.claim) or is_event(other.claim):
        return Occasion.SAME if together else Occasion.UNKNOWN
    if one.as_of is None or other.as_of is None:
        return Occasion.SAME if together else Occasion.UNKNOWN
    return spread(one.as_of, other.as_of)


def is_event(claim: Claim) -> bool:
    """Whether a claim says that something happened."""
    return claim.modality in EVENTS and claim.polarity is Polarity.POSITIVE


def _one_sided(one: Testimony, other: Testimony) -> Occasion:
    """One gives a time: what lasts, in the other, holds when it is said."""
    lasting = all(each.claim.modality in LASTING for each in (one, other))
    first, second = (days_of(each.when) if is_stated(each.when) else each.as_of for each in (one, other))
    if not lasting or first is None or second is None:
        return Occasion.UNKNOWN
    return spread(first, second)


def spread(first: Days, second: Days) -> Occasion:
    """Of which occasion two days of speech of a lasting state are."""
    if fit_days(first, second) is not Fit.DISJOINT or first.gap(second) <= CLOSE_DAYS:
        return Occasion.SAME
    return Occasion.NEAR if first.gap(second) <= NEAR_DAYS else Occasion.APART


def _retold(one: Testimony, other: Testimony) -> bool:
    """Whether the same resolved witness gives the same telling number again: one statement told twice."""
    mine, its = one.number, other.number
    if mine is None or its is None or not mine.equals(its) or not mine.is_exact:
        return False
    if one.witness.key != other.witness.key or not one.witness.is_resolved:
        return False
    if (mine.quantity.low or Decimal(0)) < TELLING or place_fit(one, other) is Fit.DISJOINT:
        return False
    close = one.as_of is not None and other.as_of is not None and spread(one.as_of, other.as_of)
    return close in (Occasion.SAME, Occasion.NEAR) and one.claim.modality is other.claim.modality
