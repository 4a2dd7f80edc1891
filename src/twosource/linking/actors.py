"""What linking asks of the actor table: who governs whom, and who speaks for whom."""

from __future__ import annotations

from typing import Protocol

_OWN_VOICE = ("parliament", "assembly", "court", "opposition", "party", "lawmaker")
"""Organs of a state that do not speak for its government."""

_NOBODY = ("person", "role", "group", "analysts", "unnamed")
"""Keys built from words that name no body of their own."""


class Actors(Protocol):
    """The actor table as linking sees it."""

    def body_of(self, actor: str) -> str | None:
        """The governing body an actor is grouped under (``"KR"`` for any organ of that government); None where unknown."""

    def speaks_for(self, actor: str) -> str | None:
        """The actor whose position this one gives when it speaks in public; None where it speaks for itself."""


class KeyActors:
    """The actor table read from the keys alone: ``"KR.ministry:defence"`` is an organ of ``"KR"`` and speaks for it."""

    def body_of(self, actor: str) -> str | None:
        """The state a key begins or ends with, else the key itself; None for a person, an office or a group of no known state."""
        state = state_of(actor)
        if state is not None:
            return state
        return None if actor.split(":", 1)[0] in _NOBODY else actor

    def speaks_for(self, actor: str) -> str | None:
        """The state, for its organs of government."""
        head, _, organ = actor.partition(".")
        if not is_state(head):
            return None
        return None if organ.split(":", 1)[0] in _OWN_VOICE else head


def is_state(key: str) -> bool:
    """Whether a key is a state's."""
    return len(key) == 2 and key.isascii() and key.isalpha() and key.isupper()


def state_of(actor: str) -> str | None:
    """The state that a key names as its own: the part before the first dot, or after the last bar."""
    for part in (actor.split(".", 1)[0], actor.rsplit("|", 1)[-1]):
        if is_state(part):
            return part
    return None
