"""What is missing: one origin only, one side only, undated, unplaced, denied without evidence."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from twosource.linking.events import is_happening
from twosource.linking.independence import DENIALS
from twosource.linking.occasion import is_worded
from twosource.linking.scope import days_of
from twosource.model.claim import Claim, Question
from twosource.model.relation import Derived, Event, Gap, Position, Relation, Statement
from twosource.model.vocabulary import GapKind, Modality, PlaceRole, Polarity, RelationKind

ANSWERED = frozenset({RelationKind.DENIES, RelationKind.DECLINES})
"""Relations by which a side that is spoken of is heard."""


@dataclass(frozen=True, slots=True)
class Seen:
    """What gaps are found in: derived rows, their claims, and the governing body of each claim's witness.

    ``relations`` are those that reach a member of a statement, ``heard`` the positions on its question.
    """

    claims: Mapping[str, Claim]
    bodies: Mapping[str, str | None]
    statements: Sequence[Statement] = ()
    events: Sequence[Event] = ()
    positions: Sequence[Position] = ()
    relations: Sequence[Relation] = ()
    heard: Collection[Heard] = ()


Heard = tuple[str, Question, str | None]
"""An actor whose own word on a question is known, and the document in which alone it means that question."""


def find_gaps(derived: Derived, claims: Iterable[Claim]) -> tuple[Gap, ...]:
    """The gaps with their statements, by kind in the order of `GapKind`, then in canonical order."""
    home = {claim: statement.id for statement in derived.statements for claim in statement.claims}
    bodies = {claim: origin.body for origin in derived.origins for claim in origin.claims}
    seen = Seen(
        {claim.id: claim for claim in claims},
        bodies,
        derived.statements,
        derived.events,
        derived.positions,
        derived.relations,
        heard_in(derived.positions),
    )
    found = (gap for kind in GapKind for gap in gaps_of(kind, seen))
    return tuple(replace(gap, statement=home.get(gap.claim)) for gap in found)


def heard_in(positions: Iterable[Position]) -> frozenset[Heard]:
    """The actors whose own word these positions give."""
    return frozenset((one.actor, one.question, one.document) for one in positions)


def gaps_of(kind: GapKind, seen: Seen) -> tuple[Gap, ...]:
    """The gaps of a kind, in the order of the rows they are found in."""
    return tuple(_FINDERS[kind](seen))


def _one_origin(seen: Seen) -> Iterator[Gap]:
    """What several claims say and one origin alone vouches for, or what nobody in particular does."""
    for statement in seen.statements:
        claim = seen.claims[statement.id]
        if claim.act in DENIALS or len(statement.origins) != 1:
            continue
        name = claim.chain[claim.witness].source.name or "a source without a name"
        told = len(statement.claims)
        times = f", though it is told {told} times" if told > 1 else ""
        yield Gap(GapKind.ONE_ORIGIN, statement.id, f"it rests on {name} alone{times}")


def _one_side(seen: Seen) -> Iterator[Gap]:
    """What one state's side says of another whose own word on that question, or denial of it, is not known."""
    denied: dict[str, set[str | None]] = {}
    for relation in seen.relations:
        if relation.kind in ANSWERED:
            denied.setdefault(relation.target, set()).add(seen.bodies.get(relation.source))
    for statement in seen.statements:
        claim = seen.claims[statement.id]
        about, speaker = claim.question.agent, seen.bodies.get(claim.id)
        if about is None or about.startswith("~") or speaker is None or speaker == about:
            continue
        where = claim.document if is_worded(claim.question) else None
        if (about, claim.question, where) in seen.heard or claim.polarity is not Polarity.POSITIVE:
            continue
        alike = (one for one in statement.claims if seen.claims[one].question == claim.question)
        if not any(about in denied.get(one, ()) for one in alike):
            because = f"{speaker} speaks of {about}, whose own word on it is not here"
            yield Gap(GapKind.ONE_SIDE, claim.id, because)


def _told(seen: Seen) -> Iterator[Event]:
    for event in seen.events:
        if event.modality is Modality.DONE and is_happening(seen.claims[event.id]):
            yield event


def _undated(seen: Seen) -> Iterator[Gap]:
    for event in _told(seen):
        when = event.when
        if when is None or (days_of(when) is None and not (when.start or when.end)):
            yield Gap(GapKind.UNDATED, event.id, "no report says when it happened")


def _unplaced(seen: Seen) -> Iterator[Gap]:
    for event in _told(seen):
        if not any(p.role is PlaceRole.EVENT for one in event.claims for p in seen.claims[one].where):
            yield Gap(GapKind.UNPLACED, event.id, "no report says where it happened")


def _bare_denials(seen: Seen) -> Iterator[Gap]:
    """Denials whose holder offers nothing positive on the same question."""
    for position in seen.positions:
        if any(point.polarity is Polarity.POSITIVE for point in position.points):
            continue
        denial = next((one.claim for one in position.points if seen.claims[one.claim].act in DENIALS), None)
        if denial is not None:
            because = f"{position.actor_name} denies it and gives nothing to check it by"
            yield Gap(GapKind.DENIED_WITHOUT_EVIDENCE, denial, because)


_FINDERS: Mapping[GapKind, Callable[[Seen], Iterator[Gap]]] = {
    GapKind.ONE_ORIGIN: _one_origin,
    GapKind.ONE_SIDE: _one_side,
    GapKind.UNDATED: _undated,
    GapKind.UNPLACED: _unplaced,
    GapKind.DENIED_WITHOUT_EVIDENCE: _bare_denials,
}
