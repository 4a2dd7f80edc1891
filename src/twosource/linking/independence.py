"""Whether two claims have independent origins: shared, independent, or unknown; unknown is never counted."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from functools import lru_cache
from operator import eq

from twosource.linking.actors import shipped_actors
from twosource.linking.context import Context
from twosource.linking.origins import UNCOUNTED, Party, Testimony, hear_one
from twosource.model.claim import Claim
from twosource.model.vocabulary import Act, Certainty, Independence, SourceKind

COPY = 0.5
"""The estimated Jaccard index of word 5-grams from which one body is a copy of another."""

LIFT = 0.1
"""The index from which two bodies share a passage. Unrelated news shares next to none (below .02)."""

DENIALS = frozenset({Act.DENY, Act.DISMISS})


class Kinship(StrEnum):
    """How the words of two documents are related."""

    COPY = "copy"
    LIFT = "lift"
    NONE = "none"


@dataclass(frozen=True, slots=True)
class Ruling:
    """Whether two origins are independent, with the reason in a clause."""

    independence: Independence
    because: str


def independence(claim: Claim, other: Claim, contexts: Mapping[str, Context]) -> Independence:
    """Whether the origins of two claims are independent, by the shipped actor table."""
    actors = shipped_actors()
    return judge(hear_one(claim, contexts, actors), hear_one(other, contexts, actors)).independence


def judge(one: Testimony, other: Testimony) -> Ruling:
    """Whether the origins of two claims are independent. Symmetric; reads the two alone."""
    for rule in (_one_source, _in_the_chain, _part_of_the_other, _copied, _out_of_reach, _common_hop):
        ruling = rule(one, other)
        if ruling is not None:
            return ruling
    return Ruling(
        Independence.INDEPENDENT,
        f"{_both(one, other)} answer to different bodies and came different ways",
    )


def _shared(because: str) -> Ruling:
    return Ruling(Independence.SHARED, because)


def _unknown(because: str) -> Ruling:
    return Ruling(Independence.UNKNOWN, because)


def _both(one: Testimony, other: Testimony) -> str:
    return " and ".join(sorted((one.witness.name, other.witness.name)))


def _one_source(one: Testimony, other: Testimony) -> Ruling | None:
    if one.witness.key == other.witness.key:
        return _shared(f"both rest on {min(one.witness.name, other.witness.name)}")
    return None


def _in_the_chain(one: Testimony, other: Testimony) -> Ruling | None:
    """One's witness passed on the other's report, or an unnamed source is met twice by way of one outlet."""
    for first, second in ((one, other), (other, one)):
        if any(party.key == first.witness.key for party in second.relays):
            return _shared(f"{first.witness.name} stands in the chain of the other")
        # The other's publisher is cited here as the source: its report is what is retold.
        if not first.is_prose and first.witness.key == second.publisher.key:
            return _shared(f"{first.witness.name} is cited for it, and published the other")
    for first, second in ((one, other), (other, one)):
        lent = _lender(first)
        if lent is None or (second.witness.is_resolved and not second.is_prose):
            continue
        for party in (second.publisher, *second.relays):
            if party.key == lent.key:
                return _shared(f"both came by way of {lent.name}")
            if one_group(party, lent):
                return _shared(f"both came by way of outlets of {lent.group}")
    return None


def _lender(one: Testimony) -> Party | None:
    """The outlet from which a report with an unresolved witness was lifted: the last relay before the witness."""
    if one.witness.is_resolved or len(one.relays) < 2:
        return None
    before = one.relays[-2]
    return before if before.is_resolved else None


def _part_of_the_other(one: Testimony, other: Testimony) -> Ruling | None:
    for first, second in ((one.witness, other.witness), (other.witness, one.witness)):
        if not (first.is_resolved and second.is_resolved):
            continue
        if first.actor == second.key or first.body == second.key:
            return _shared(f"{first.name} speaks for, or is part of, {second.name}")
    first, second = one.witness, other.witness
    if one_group(first, second):
        return _shared(f"{_both(one, other)} are outlets of {first.group}")
    if one_voice(first, second):
        return _shared(f"{_both(one, other)} are media of one state")
    if first.is_resolved and second.is_resolved and first.body is not None and first.body == second.body:
        return _unknown(f"{_both(one, other)} are of one government, neither within the other")
    return None


def one_voice(first: Party, second: Party) -> bool:
    """Whether both are media of one state: "state media" and its agency by name are one mouth."""
    media = first.kind is SourceKind.STATE_MEDIA and second.kind is SourceKind.STATE_MEDIA
    return media and first.body is not None and first.body == second.body


def one_group(first: Party, second: Party) -> bool:
    """Whether both are outlets of one publisher's group, and so one mouth."""
    return first.group is not None and first.group == second.group


def _copied(one: Testimony, other: Testimony) -> Ruling | None:
    kind = kinship(one.context, other.context)
    if kind is Kinship.COPY:
        return _shared("one document is a copy of the other, or both are of one agency's text")
    if kind is Kinship.LIFT:
        return _unknown("the two documents share passages")
    return None


def _out_of_reach(one: Testimony, other: Testimony) -> Ruling | None:
    for each in sorted((one, other), key=lambda each: each.rank):
        if each.witness.kind is SourceKind.UNSPECIFIED:
            return _unknown("one report names no source")
        if each.is_prose and each.witness.is_reporter:
            return _unknown(f"{each.witness.name} names no source")
        if not each.witness.is_resolved:
            return _unknown(f"{each.witness.name or 'a source'} cannot be identified")
        if each.witness.is_reporter:
            return _unknown(f"whom {each.witness.name} has it from is not said")
        if each.witness.body is None:
            return _unknown(f"whom {each.witness.name} answers to is not known")
    return None


def _common_hop(one: Testimony, other: Testimony) -> Ruling | None:
    mine = {party.key: party for party in one.relays}
    for party in other.relays:
        if party.key in mine:
            return _unknown(f"both came by way of {party.name}")
        if any(one_group(party, relay) for relay in one.relays):
            return _unknown(f"both came by way of outlets of {party.group}")
    bodies = {party.body: party for party in one.relays if party.body is not None and not party.is_reporter}
    for party in other.relays:
        if party.body in bodies and not party.is_reporter:
            return _unknown(f"both came by way of {party.name} or its government")
    return None


@lru_cache(maxsize=1 << 16)
def kinship(one: Context, other: Context) -> Kinship:
    """How the words of two documents are related: by the agency they credit, and by fingerprint."""
    if one.document == other.document:
        return Kinship.NONE
    index = resemblance(one.fingerprint, other.fingerprint)
    if index is not None and index >= COPY:
        return Kinship.COPY
    agencies = [
        {name.casefold() for name in names if name}
        for names in (
            (one.credit, one.publisher if other.credit else None),
            (other.credit, other.publisher if one.credit else None),
        )
    ]
    if (one.credit or other.credit) and agencies[0] & agencies[1]:
        # One agency writes many stories: where the words can be compared, they decide.
        return Kinship.COPY if index is None or index >= LIFT else Kinship.LIFT
    return Kinship.LIFT if index is not None and index >= LIFT else Kinship.NONE


def resemblance(one: Sequence[int], other: Sequence[int]) -> float | None:
    """The Jaccard index estimated from two MinHashes (Broder 1997); None where they cannot be compared."""
    if not one or len(one) != len(other):
        return None
    same: int = sum(map(eq, one, other))
    return same / len(one)


def vouches(one: Testimony) -> bool:
    """Whether a claim can count towards what is confirmed: no headline, no denial, no bare possibility, nobody in particular."""
    claim = one.claim
    return not (
        one.is_headline
        or claim.act in DENIALS
        or claim.certainty is Certainty.POSSIBLE
        or one.witness.kind in UNCOUNTED
    )


Ruled = Callable[[Testimony, Testimony], Ruling]


def count_independent(told: Sequence[Testimony], ruled: Ruled = judge) -> int:
    """The size of the largest set of these claims' origins in which any two are independent; 0 where none can be counted.

    Exact: no two of one governing body are independent, so a set takes at most one of each body.
    """
    heard = [one for one in told if vouches(one)]
    if not heard:
        return 0
    apart = _graph(heard, ruled)
    groups: dict[str | None, list[int]] = {}
    for index, one in enumerate(heard):
        groups.setdefault(one.witness.body, []).append(index)
    choices = [_undominated(members, apart) for members in groups.values()]
    return max(1, _largest(choices, (1 << len(heard)) - 1, apart, 0, 1))


def _graph(told: Sequence[Testimony], ruled: Ruled) -> list[int]:
    """For each claim the set, as bits, of those independent of it."""
    apart = [0] * len(told)
    for i, one in enumerate(told):
        for j in range(i):
            if ruled(told[j], one).independence is Independence.INDEPENDENT:
                apart[i] |= 1 << j
                apart[j] |= 1 << i
    return apart


def _undominated(members: Sequence[int], apart: Sequence[int]) -> tuple[int, ...]:
    """The members of a group that no other member of it can replace."""
    kept: list[int] = []
    for index in sorted(members, key=lambda i: (-apart[i].bit_count(), i)):
        if apart[index] and not any(apart[index] | apart[other] == apart[other] for other in kept):
            kept.append(index)
    return tuple(kept)


def _largest(
    groups: Sequence[tuple[int, ...]], allowed: int, apart: Sequence[int], taken: int, best: int
) -> int:
    """The most groups of which one member each can be taken, all in ``allowed`` of one another."""
    if not groups:
        return max(taken, best)
    if taken + len(groups) <= best:
        return best
    first, rest = groups[0], groups[1:]
    for index in first:
        if allowed >> index & 1:
            best = _largest(rest, allowed & apart[index], apart, taken + 1, best)
    return _largest(rest, allowed, apart, taken, best)
