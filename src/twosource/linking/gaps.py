"""What is missing: one origin only, one side only, undated, unplaced, denied without evidence."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence

from twosource.linking.events import is_happening
from twosource.linking.independence import DENIALS
from twosource.linking.scope import days_of
from twosource.model.claim import Claim
from twosource.model.relation import Derived, Gap, Statement
from twosource.model.vocabulary import GapKind, Modality, PlaceRole, Polarity, RelationKind


def find_gaps(derived: Derived, claims: Iterable[Claim]) -> tuple[Gap, ...]:
    """The gaps, by kind in the order of `GapKind`, then in canonical order."""
    known = {claim.id: claim for claim in claims}
    home = {claim: statement for statement in derived.statements for claim in statement.claims}
    found = [
        *_one_origin(derived.statements, known),
        *_one_side(derived, known, home),
        *_unscoped(derived, known, home),
        *_bare_denials(derived, known, home),
    ]
    order = list(GapKind)
    return tuple(sorted(found, key=lambda gap: order.index(gap.kind)))


def _one_origin(statements: Sequence[Statement], known: Mapping[str, Claim]) -> Iterator[Gap]:
    """What several claims say and one origin alone vouches for, or what nobody in particular does."""
    for statement in statements:
        if known[statement.id].act in DENIALS or len(statement.origins) != 1:
            continue
        claim = known[statement.id]
        name = claim.chain[claim.witness].source.name or "a source without a name"
        told = len(statement.claims)
        times = f", though it is told {told} times" if told > 1 else ""
        yield Gap(GapKind.ONE_ORIGIN, statement.id, f"it rests on {name} alone{times}", statement.id)


def _one_side(derived: Derived, known: Mapping[str, Claim], home: Mapping[str, Statement]) -> Iterator[Gap]:
    """What one state's side says of another that is heard nowhere on that question."""
    body_of = {claim: origin.body for origin in derived.origins for claim in origin.claims}
    heard: dict[object, set[str]] = {}
    for position in derived.positions:
        heard.setdefault(position.question, set()).add(position.actor)
    for relation in derived.relations:
        if relation.kind in (RelationKind.DENIES, RelationKind.DECLINES):
            heard.setdefault(known[relation.target].question, set()).add(body_of.get(relation.source) or "")
    for statement in derived.statements:
        claim = known[statement.id]
        about = claim.question.agent
        speaker = body_of.get(claim.id)
        if about is None or about.startswith("~") or speaker is None or speaker == about:
            continue
        if about not in heard.get(claim.question, set()) and claim.polarity is Polarity.POSITIVE:
            yield Gap(
                GapKind.ONE_SIDE,
                claim.id,
                f"{speaker} speaks of {about}, whose own word on it is not here",
                home[claim.id].id,
            )


def _unscoped(derived: Derived, known: Mapping[str, Claim], home: Mapping[str, Statement]) -> Iterator[Gap]:
    """Events without a time, and events without a place."""
    for event in derived.events:
        if event.modality is not Modality.DONE or not is_happening(known[event.id]):
            continue
        statement = home[event.id].id if event.id in home else None
        if event.when is None or (days_of(event.when) is None and not (event.when.start or event.when.end)):
            yield Gap(GapKind.UNDATED, event.id, "no report says when it happened", statement)
        places = [p for one in event.claims for p in known[one].where if p.role is PlaceRole.EVENT]
        if not places:
            yield Gap(GapKind.UNPLACED, event.id, "no report says where it happened", statement)


def _bare_denials(
    derived: Derived, known: Mapping[str, Claim], home: Mapping[str, Statement]
) -> Iterator[Gap]:
    """Denials whose holder offers nothing positive on the same question."""
    offered = {
        (position.actor, position.question)
        for position in derived.positions
        for point in position.points
        if point.polarity is Polarity.POSITIVE
    }
    for position in derived.positions:
        if (position.actor, position.question) in offered:
            continue
        for point in position.points:
            if known[point.claim].act in DENIALS:
                because = f"{position.actor_name} denies it and gives nothing to check it by"
                statement = home[point.claim].id if point.claim in home else None
                yield Gap(GapKind.DENIED_WITHOUT_EVIDENCE, point.claim, because, statement)
                break
