"""What each actor held on each question, by time of speech."""

from __future__ import annotations

from collections.abc import Sequence

from twosource.linking.actors import Actors
from twosource.linking.compare import SILENCES, voice_of
from twosource.linking.origins import Party, Testimony
from twosource.linking.scope import is_stated
from twosource.model.relation import Position, PositionPoint


def find_positions(group: Sequence[Testimony], actors: Actors) -> list[tuple[Testimony, Position]]:
    """The positions on one question, each with its first claim in canonical order.

    Only what an actor says itself in public, or keeps silent on: a report of what it holds is the reporter's word. Outlets and
    unresolved sources hold none.
    """
    held: dict[str, list[tuple[Testimony, Party]]] = {}
    for one in group:
        party = voice_of(one, actors)
        silent = one.claim.act in SILENCES
        own = party is not one.witness if silent else one.is_own_word
        if one.is_headline or not own or not party.is_resolved or party.is_reporter or party.actor is None:
            continue
        held.setdefault(party.actor, []).append((one, party))
    return [(rows[0][0], _position(actor, rows)) for actor, rows in held.items()]


def _position(actor: str, rows: Sequence[tuple[Testimony, Party]]) -> Position:
    name = next((party.name for _, party in rows if party.key == actor), rows[0][1].name)
    points = sorted((one for one, _ in rows), key=_by_speech)
    return Position(
        actor=actor,
        actor_name=name,
        question=rows[0][0].claim.question,
        points=tuple(
            PositionPoint(
                claim=one.id,
                act=one.claim.act,
                polarity=one.claim.polarity,
                certainty=one.claim.certainty,
                modality=one.claim.modality,
                said=one.claim.said if is_stated(one.claim.said) else None,
            )
            for one in points
        ),
    )


def _by_speech(one: Testimony) -> tuple[int, int, tuple[int, str, str, int, str]]:
    return (0, one.as_of.start, one.rank) if one.as_of is not None else (1, 0, one.rank)
