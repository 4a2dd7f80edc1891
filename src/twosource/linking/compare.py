"""Two answers to one question compared: what they say, who says it, in which order, of the same occasion or not."""

from __future__ import annotations

from dataclasses import dataclass, replace
from enum import StrEnum

from twosource.linking.independence import DENIALS, Ruling, judge, one_voice
from twosource.linking.number import TELLING, show
from twosource.linking.occasion import (
    ACTUAL,
    FAR_DAYS,
    Occasion,
    Order,
    is_comparable,
    is_event,
    is_thin,
    occasion_of,
    one_text,
    order_of,
    place_fit,
    spread,
)
from twosource.linking.origins import SILENCES, Testimony
from twosource.linking.scope import Fit, fit_times, is_stated
from twosource.model.claim import Claim
from twosource.model.vocabulary import Act, Certainty, FigureKind, Modality, Polarity

WILLS = frozenset({Act.ORDER, Act.REQUEST, Act.THREATEN, Act.PROMISE, Act.CONDEMN, Act.SUPPORT})
"""Acts that only the holder can perform: two who ask for the same thing do not bear one another out."""


class Answer(StrEnum):
    """How two answers to one question stand to one another."""

    EQUAL = "equal"
    DENIED_ALIKE = "denied_alike"
    NEGATED = "negated"
    EXCLUSIVE = "exclusive"
    OTHER_KIND = "other_kind"
    SHIFTED = "shifted"
    SILENT = "silent"
    WITHDRAWN = "withdrawn"
    LOOK_ALIKE = "look_alike"


class Holder(StrEnum):
    """Whether two claims have one holder: the same, two that speak for one government, or others."""

    SAME = "same"
    KIN = "kin"
    OTHER = "other"


@dataclass(frozen=True, slots=True)
class Compared:
    """Two answers compared, the first later in speech, or in canonical order where speech has none.

    ``ruling`` says whether their origins are independent.
    """

    first: Testimony
    second: Testimony
    answer: Answer
    holder: Holder
    order: Order
    occasion: Occasion
    ruling: Ruling
    because: str


def holder_of(one: Testimony, other: Testimony) -> Holder:
    """Whether two claims have one holder, by whose word, or silence, it is that is heard."""
    first, second = one.voice, other.voice
    if first.key == second.key or one_voice(first, second):
        return Holder.SAME
    if first.is_resolved and second.is_resolved and first.actor == second.actor:
        return Holder.KIN
    return Holder.OTHER


def compare(one: Testimony, other: Testimony) -> Compared | None:
    """Two claims of one question compared; None where nothing can be said of the two.

    The result does not depend on which is given first.
    """
    if one.id == other.id or not is_comparable(one, other):
        return None
    first, second = (one, other) if one.rank > other.rank else (other, one)
    order = order_of(first, second)
    if order is Order.BEFORE:
        first, second, order = second, first, Order.AFTER
    holder = holder_of(first, second)
    occasion = occasion_of(first, second)
    found = _answer(first, second, occasion, holder)
    if found is None:
        return None
    answer, because = found
    return Compared(first, second, answer, holder, order, occasion, judge(first, second), because)


def compare_open(one: Testimony, other: Testimony) -> Compared | None:
    """Two claims of one document whose questions differ by a slot that one leaves open, where a holder's own numbers clash.

    An open slot may be the one that the other names, which is enough to doubt a holder, and too little to join or to set
    two holders against one another.
    """
    asked = replace(other, claim=replace(other.claim, question=one.claim.question))
    pair = compare(one, asked)
    if pair is None or pair.answer is not Answer.EXCLUSIVE or pair.holder is not Holder.SAME:
        return None
    return pair if pair.order in (Order.TOGETHER, Order.OVERLAP) else None


Found = tuple[Answer, str]


def _answer(first: Testimony, second: Testimony, occasion: Occasion, holder: Holder) -> Found | None:
    one, other = first.claim, second.claim
    if one.act in SILENCES or other.act in SILENCES:
        return _silence(first, second, occasion, holder)
    if Act.RETRACT in (one.act, other.act):
        return _withdrawal(first, second)
    if one.polarity is not other.polarity:
        return _opposed(first, second, occasion, holder)
    numbers = _numbers(first, second, occasion)
    if numbers is not None:
        return numbers
    if (
        holder is not Holder.OTHER
        and stance(one) != stance(other)
        and _is_one_matter(first, second, occasion)
    ):
        return Answer.SHIFTED, f"first {stance(other)}, then {stance(one)}"
    if one.modality is not other.modality or occasion not in (Occasion.SAME, Occasion.NEAR):
        return None
    if first.number is not None or second.number is not None:
        return None  # a number and none: the one is no answer to how many
    if WILLS & {one.act, other.act} and (one.act is not other.act or first.holder.key != second.holder.key):
        return None
    if DENIALS & {one.act, other.act}:
        return Answer.DENIED_ALIKE, "both deny it"
    return Answer.EQUAL, "both answer alike"


def _silence(first: Testimony, second: Testimony, occasion: Occasion, holder: Holder) -> Found | None:
    one, other = first.claim, second.claim
    if one.act in SILENCES and other.act in SILENCES:
        alike = holder is Holder.SAME and occasion in (Occasion.SAME, Occasion.NEAR)
        return (Answer.DENIED_ALIKE, "both tell of one silence") if alike else None
    if holder is not Holder.OTHER:
        shifted = _is_one_matter(first, second, occasion)
        return (Answer.SHIFTED, f"first {stance(other)}, then {stance(one)}") if shifted else None
    silence, spoken = (one, other) if one.act in SILENCES else (other, one)
    if one.document != other.document or silence.refers_to or spoken.act in (*DENIALS, Act.HINT):
        return None
    return Answer.SILENT, "one tells of a silence on what the other says"


def _is_one_matter(first: Testimony, second: Testimony, occasion: Occasion) -> bool:
    """Whether one holder's two words are on one matter, so that the later can revise the earlier."""
    if occasion in (Occasion.SAME, Occasion.NEAR):
        return True
    one, other = first.claim, second.claim
    loose = DENIALS | SILENCES | {Act.HINT}
    if one.modality is not other.modality and not loose & {one.act, other.act}:
        return False
    if place_fit(first, second) is Fit.DISJOINT or (is_event(one) and is_event(other)):
        return False
    if first.as_of is None or second.as_of is None or first.as_of.gap(second.as_of) > FAR_DAYS:
        return False
    return fit_times(first.when, second.when, one_text=one_text(first, second)) is not Fit.DISJOINT


def _withdrawal(first: Testimony, second: Testimony) -> Found | None:
    by_one = first.claim.act is Act.RETRACT
    taker, taken = (first, second) if by_one else (second, first)
    if taken.claim.act is Act.RETRACT or taken.publisher.key != taker.publisher.key:
        return None
    if order_of(taker, taken) is Order.BEFORE:
        return None
    return Answer.WITHDRAWN, f"{taker.publisher.name} takes back what it had reported"


def _opposed(first: Testimony, second: Testimony, occasion: Occasion, holder: Holder) -> Found | None:
    yes, no = (first, second) if first.claim.polarity is Polarity.POSITIVE else (second, first)
    if WILLS & {yes.claim.act, no.claim.act}:
        return None
    if holder is not Holder.OTHER and no.claim.act in DENIALS and _is_one_matter(first, second, occasion):
        return Answer.NEGATED, f"first {stance(second.claim)}, then {stance(first.claim)}"
    if no.claim.act in DENIALS:
        if not _is_denied(yes, no, occasion):
            return None
        return Answer.NEGATED, f"{no.witness.name} denies what {yes.witness.name} says"
    alike = yes.claim.modality is no.claim.modality or {yes.claim.modality, no.claim.modality} <= ACTUAL
    if not alike or occasion not in (Occasion.SAME, Occasion.NEAR):
        return None
    if holder is Holder.OTHER and Certainty.UNKNOWN in (yes.claim.certainty, no.claim.certainty):
        return None
    return Answer.NEGATED, f"{no.witness.name} says that it is not so, {yes.witness.name} that it is"


def _is_denied(yes: Testimony, no: Testimony, occasion: Occasion) -> bool:
    """Whether a denial is meant of a report: made before it, and of one occasion, in one text, or within a month of it.

    What is left open, or put as a condition, is not denied; nor is anything else of a text that says what it denies.
    """
    if yes.claim.modality in (Modality.CONDITIONAL, Modality.POSSIBLE) or yes.claim.act is Act.HINT:
        return False
    if occasion is Occasion.APART or order_of(no, yes) is Order.BEFORE:
        return False
    if yes.claim.document == no.claim.document:
        return not no.claim.refers_to
    if is_thin(yes, no) and occasion is not Occasion.SAME:
        return False
    if occasion in (Occasion.SAME, Occasion.NEAR) or one_text(yes, no):
        return True
    if yes.as_of is None or no.as_of is None:
        return False
    return spread(yes.as_of, no.as_of) in (Occasion.SAME, Occasion.NEAR)


def _numbers(first: Testimony, second: Testimony, occasion: Occasion) -> Found | None:
    """How two answers with numbers stand; None where one has no number or they cannot be compared."""
    mine, its = first.number, second.number
    if mine is None or its is None or mine.of != its.of or mine.quantity.unit != its.quantity.unit:
        return None
    if first.claim.polarity is Polarity.NEGATIVE:
        return None
    shown = f"{show(mine)} and {show(its)}"
    differently = _other_kind(first, second, occasion)
    if differently is not None:
        if occasion is Occasion.APART and mine.equals(its):
            if one_text(first, second) and first.claim.document != second.claim.document:
                return None
            return Answer.LOOK_ALIKE, f"{show(mine)} twice, of different times or places"
        return Answer.OTHER_KIND, f"{shown}: {differently}"
    if occasion not in (Occasion.SAME, Occasion.NEAR) and not _is_told_at_once(first, second):
        return None
    if mine.meets(its) and occasion in (Occasion.SAME, Occasion.NEAR):
        if WILLS & {first.claim.act, second.claim.act} and first.holder.key != second.holder.key:
            return None
        return Answer.EQUAL, f"{show(mine)} and {show(its)} agree"
    if mine.meets(its) or _may_be_two(first, second):
        return None
    return Answer.EXCLUSIVE, f"{shown} cannot both hold"


def _may_be_two(first: Testimony, second: Testimony) -> bool:
    """Whether one holder tells of two events in one text without saying when of both: they may well be two.

    Not where a named holder gives two large numbers, which are seldom those of two events in one text.
    """
    one, other = first.claim, second.claim
    undated = not (is_stated(first.when) and is_stated(second.when))
    alike = one.document == other.document and is_event(one) and is_event(other)
    return (
        alike and undated and not _is_told_at_once(first, second) and first.witness.key == second.witness.key
    )


def _is_told_at_once(first: Testimony, second: Testimony) -> bool:
    """Whether one named holder gives two large numbers in one text, only one of them with its time or place."""
    if first.claim.document != second.claim.document or first.is_prose or second.is_prose:
        return False
    same = first.witness.key == second.witness.key or one_voice(first.witness, second.witness)
    sizes = [each.quantity.low for each in (first.number, second.number) if each is not None]
    large = all(size is not None and size >= TELLING for size in sizes)
    return same and large and order_of(first, second) in (Order.TOGETHER, Order.OVERLAP)


def _other_kind(first: Testimony, second: Testimony, occasion: Occasion) -> str | None:
    """Why two numbers do not answer the same how-many; None where they do."""
    one, other = first.claim, second.claim
    if one.modality is not other.modality:
        return f"one is {one.modality.replace('_', ' ')}, the other {other.modality.replace('_', ' ')}"
    kinds = {each.quantity.figure for each in (first.number, second.number) if each is not None}
    if FigureKind.INCREMENT in kinds and len(kinds) > 1:
        return "one is a total, the other an increase"
    place = place_fit(first, second)
    if place is Fit.DISJOINT:
        return "they are of different places"
    if place is Fit.CONTAINED:
        mine, its = first.number, second.number
        return (
            None
            if mine is not None and its is not None and mine.equals(its)
            else "one place lies in the other"
        )
    return "they are of different times" if occasion is Occasion.APART else None


def stance(claim: Claim) -> str:
    """What a holder does with a question, as far as a change of it is a change of position."""
    if claim.act in DENIALS:
        return "denies"
    if claim.act in SILENCES:
        return "keeps silent"
    if claim.act is Act.HINT:
        return "hints"
    if claim.modality is Modality.CONDITIONAL:
        return "puts it as a condition"
    says = "says no" if claim.polarity is Polarity.NEGATIVE else "says so"
    return says if claim.certainty in (Certainty.CERTAIN, Certainty.PROBABLE) else f"{says} as a possibility"
