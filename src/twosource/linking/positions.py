"""What each actor held on each question, by time of speech."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from twosource.linking.occasion import Matter, matter_of
from twosource.linking.origins import Testimony
from twosource.linking.scope import is_stated
from twosource.model.relation import Position, PositionPoint


def find_positions(told: Iterable[Testimony]) -> list[tuple[Testimony, Position]]:
    """The positions that claims give, each with its first claim; the claims in canonical order."""
    held: dict[tuple[str, Matter], list[Testimony]] = {}
    for one in told:
        actor = one.position_of
        if actor is not None:
            held.setdefault((actor, matter_of(one)), []).append(one)
    return [(rows[0], _position(actor, rows)) for (actor, _), rows in held.items()]


def _position(actor: str, rows: Sequence[Testimony]) -> Position:
    name = next((one.voice.name for one in rows if one.voice.key == actor), rows[0].voice.name)
    points = sorted(rows, key=_by_speech)
    question, document = matter_of(rows[0])
    return Position(
        actor=actor,
        actor_name=name,
        question=question,
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
        document=document,
    )


def _by_speech(one: Testimony) -> tuple[int, int, tuple[int, str, str, int, str]]:
    return (0, one.as_of.start, one.rank) if one.as_of is not None else (1, 0, one.rank)
