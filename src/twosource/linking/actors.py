"""What linking asks of the actor table: who is one actor, who governs whom, and who speaks for whom."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import Protocol

from twosource.analysis.actors import ActorTable, load_actors
from twosource.analysis.gazetteer import normal
from twosource.model.vocabulary import SourceKind

_OWN_VOICE = ("parliament", "assembly", "court", "opposition", "party", "prosecutor", "central-bank")
"""Organs of a state that do not speak for its government."""

_MEDIA = ("outlet", "news_agency", "state_media", "publisher")
"""Kinds of key made of a medium's name: the same name is the same medium, whatever kind a page takes it for."""

_OWN_BODIES = ("body", "analysts", *_MEDIA)
"""Kinds of key made of words that name a body of its own, where nothing in the name says that it is a state's."""


class Actors(Protocol):
    """The actor table as linking sees it."""

    def same_as(self, actor: str) -> str:
        """The key under which an actor is known."""

    def body_of(self, actor: str) -> str | None:
        """The governing body an actor is grouped under (``"KR"`` for any organ of that government); None where unknown."""

    def speaks_for(self, actor: str) -> str | None:
        """The actor whose position this one gives when it speaks in public; None where it speaks for itself."""

    def kind_of(self, actor: str) -> SourceKind | None:
        """What it is as a source; None where only its words can say."""

    def group_of(self, actor: str) -> str | None:
        """The publisher's group it is an outlet of; None where none is known."""


class KeyActors:
    """The actors read from their keys alone: ``"KR.ministry:defence"`` is an organ of ``"KR"`` and speaks for it."""

    def same_as(self, actor: str) -> str:
        """One key for one medium's name."""
        kind, colon, name = actor.partition(":")
        if colon and kind in _MEDIA:
            return f"publisher:{normal(name).removeprefix('the ')}"
        return actor

    def body_of(self, actor: str) -> str | None:
        """The state a key names as its own, else the key itself; None for a person, an office or a group of no known state."""
        state = state_of(actor)
        if state is not None:
            return state
        kind, colon, _ = actor.partition(":")
        return None if colon and kind not in _OWN_BODIES else actor

    def speaks_for(self, actor: str) -> str | None:
        """The state, for its organs of government."""
        head, dot, organ = actor.partition(".")
        if not dot or not is_state(head) or organ.split(":", 1)[0] in _OWN_VOICE:
            return None
        return head

    def kind_of(self, actor: str) -> SourceKind | None:
        """Government for a state."""
        return SourceKind.GOVERNMENT if is_state(actor) else None

    def group_of(self, actor: str) -> str | None:
        """None: no key says it."""
        return None


class TableActors:
    """The shipped actor table, and the keys where it knows nothing."""

    def __init__(self, table: ActorTable) -> None:
        self._table = table
        self._keys = KeyActors()

    def same_as(self, actor: str) -> str:
        """The table's key for a medium that it knows by name, else one key for one name."""
        kind, colon, name = actor.partition(":")
        if colon and kind in _MEDIA:
            for row in self._table.names(normal(name).removeprefix("the ")):
                if row.how == "name" and row.form and self._table.kind_of(row.actor) in _CARRIERS:
                    return row.actor
        return self._keys.same_as(self._table.canonical(actor))

    def body_of(self, actor: str) -> str | None:
        """The outermost body it is part of or speaks for; None for one whose words may name a part of any state."""
        if self._table.get(actor) is not None or is_state(actor.partition(".")[0]):
            return self._table.body_of(actor)
        kind, colon, name = actor.partition(":")
        if not colon or (kind == "body" and self._is_organ(name)):
            return state_of(actor)
        return self._keys.body_of(actor)

    def _is_organ(self, name: str) -> bool:
        words = normal(name).split()
        return any(
            self._table.organ(" ".join(words[i:j]))
            for i in range(len(words))
            for j in range(i + 1, len(words) + 1)
        )

    def speaks_for(self, actor: str) -> str | None:
        """As the table says."""
        known = self._table.get(actor) is not None or is_state(actor.partition(".")[0])
        return self._table.speaks_for(actor) if known else self._keys.speaks_for(actor)

    def kind_of(self, actor: str) -> SourceKind | None:
        """As the table says, for those it has by name."""
        found = self._table.get(actor)
        return found.kind if found is not None else None

    def group_of(self, actor: str) -> str | None:
        """None: the table says it of no outlet, a person may (`JudgedActors`)."""
        return None


_CARRIERS = frozenset({SourceKind.OUTLET, SourceKind.NEWS_AGENCY, SourceKind.STATE_MEDIA})


@cache
def shipped_actors(gazetteers: tuple[Path, ...] = ()) -> TableActors:
    """The actors of the shipped table, with those of a reader's own gazetteers."""
    return TableActors(load_actors(gazetteers))


def is_state(key: str) -> bool:
    """Whether a key is a state's."""
    return len(key) == 2 and key.isascii() and key.isalpha() and key.isupper()


def state_of(actor: str) -> str | None:
    """The state that a key names as its own: the part before the first dot, or after the last bar."""
    for part in (actor.split(".", 1)[0], actor.rsplit("|", 1)[-1]):
        if is_state(part):
            return part
    return None
