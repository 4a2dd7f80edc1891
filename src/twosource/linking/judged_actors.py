"""The actors as people have judged them: aliases of one source, and outlets of one publisher's group."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping

from twosource.linking.actors import Actors
from twosource.model.vocabulary import SourceKind


class JudgedActors:
    """The actors of a table with what people say of them laid over it."""

    def __init__(self, base: Actors, aliases: Mapping[str, str], groups: Mapping[str, str]) -> None:
        """``aliases`` gives by key the key of the same source, ``groups`` by key of a publisher the name of its group.

        The same for any order of either, circles and chains of aliases included.
        """
        self._base = base
        self._canonical = canonical_of(
            (base.same_as(one), base.same_as(other)) for one, other in aliases.items()
        )
        self._groups: dict[str, str] = {}
        for key, group in sorted(groups.items()):
            self._groups.setdefault(self.same_as(key), group)

    def same_as(self, actor: str) -> str:
        """The key under which an actor is known."""
        key = self._base.same_as(actor)
        return self._canonical.get(key, key)

    def body_of(self, actor: str) -> str | None:
        """The governing body, as the table has it."""
        return self._base.body_of(actor)

    def speaks_for(self, actor: str) -> str | None:
        """As the table has it."""
        return self._base.speaks_for(actor)

    def kind_of(self, actor: str) -> SourceKind | None:
        """As the table has it."""
        return self._base.kind_of(actor)

    def group_of(self, actor: str) -> str | None:
        """The publisher's group that a person put it in; None where nobody did."""
        return self._groups.get(self.same_as(actor))


def canonical_of(pairs: Iterable[tuple[str, str]]) -> Mapping[str, str]:
    """By key the one that stands for all it is the same as, for the keys that are known under another.

    Of keys that are joined, the one that is said to be the same as no other stands for all; the least where
    there are several, or where the pairs go in a circle.
    """
    links = {(one, other) for one, other in pairs if one != other}
    near: dict[str, set[str]] = defaultdict(set)
    for one, other in links:
        near[one].add(other)
        near[other].add(one)
    pointing = {one for one, _ in links}
    out: dict[str, str] = {}
    seen: set[str] = set()
    for start in sorted(near):
        if start in seen:
            continue
        joined, todo = {start}, [start]
        while todo:
            for key in near[todo.pop()] - joined:
                joined.add(key)
                todo.append(key)
        seen |= joined
        chosen = min(joined - pointing or joined)
        out.update((key, chosen) for key in joined if key != chosen)
    return out
