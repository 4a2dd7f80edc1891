"""The actor table: states, their organs, agencies, outlets and bodies; who is part of whom and who speaks for whom."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from twosource.analysis.gazetteer import is_demonym, normal, read_toml, shipped_toml
from twosource.analysis.gazetteer_index import is_index
from twosource.errors import ConfigError
from twosource.model.vocabulary import SourceKind

DIRECTIONS = ("north", "south", "east", "west")


@dataclass(frozen=True, slots=True)
class Actor:
    """One actor of the table. ``part_of`` is the body it lies within, ``speaks_for`` the one whose position its
    words give.
    """

    id: str
    name: str
    kind: SourceKind
    country: str | None = None
    part_of: str | None = None
    speaks_for: str | None = None


@dataclass(frozen=True, slots=True)
class Name:
    """A name that an actor may go by.

    ``how`` is ``name``, ``demonym`` (an adjective or a noun of nationality), or ``metonym`` (its capital). ``form``
    is the name as the table spells it; ``exact`` names count only in that case (acronyms), ``article`` ones only
    after a "The" of their own.
    """

    actor: str
    how: str
    form: str
    exact: bool = False
    article: bool = False


@dataclass(frozen=True, slots=True)
class Organ:
    """A part of a state by what it is; see ``data/en/organs.toml``."""

    key: str
    kind: SourceKind
    words: str
    plural: bool = False
    bare: bool = False
    own: bool = False
    speaks: bool = False


class ActorTable:
    """Looks up names and answers what an actor id is; immutable."""

    def __init__(
        self,
        states: Sequence[Mapping[str, Any]],
        actors: Sequence[Mapping[str, Any]],
        organs: Sequence[Mapping[str, Any]],
        own: Sequence[Mapping[str, Any]] = (),
        own_places: Sequence[Mapping[str, Any]] = (),
        ambiguous: Sequence[Mapping[str, Any]] = (),
    ) -> None:
        self._actors: dict[str, Actor] = {}
        self._names: dict[str, list[Name]] = {}
        self._firsts: dict[str, int] = {}
        self._same: dict[str, str] = {}
        self._organs: dict[str, list[Organ]] = {}
        self._organ_names: dict[str, str] = {}
        self._directed: tuple[tuple[str, str, frozenset[str]], ...] | None = None
        self._nationals: dict[str, list[str]] = {}
        self._settled: set[str] = set()
        for row in organs:
            self._add_organ(row)
        for row in states:
            self._add_state(row)
        for row in actors:
            if row.get("id") in self._actors:
                raise ConfigError(f"two actors of the table have the id {row['id']}")
            self._add_actor(row)
        for row in ambiguous:
            self._settle(normal(row["name"]), row["actor"])
        for row in own_places:
            if row.get("type") == "country" and row.get("country"):
                self._add_own_state(row)
        for row in own:
            self._add_actor(row, own=True)
        self._check_references()

    def _settle(self, key: str, actor: str) -> None:
        """Let a name of several actors mean this one first; raises ConfigError where it is no name of it."""
        row = self._names.get(key, [])
        if not any(name.actor == actor for name in row):
            raise ConfigError(f"{key} is declared ambiguous and is no name of {actor}")
        row.sort(key=lambda name: name.actor != actor)
        self._settled.add(key)

    def _check_references(self) -> None:
        """Raise ConfigError for an actor that is part of, or speaks for, or is of what is nowhere in the table."""
        for actor in self._actors.values():
            for field, other in (("part_of", actor.part_of), ("speaks_for", actor.speaks_for)):
                if other is not None and other not in self._actors and self.kind_of(other) is None:
                    raise ConfigError(f"the actor {actor.id} has an unknown {field}: {other}")

    def shared_names(self) -> Mapping[str, frozenset[str]]:
        """The normalised names that several actors go by and that no row declares ambiguous, with their ids."""
        shared = {
            key: frozenset(self.canonical(name.actor) for name in row) for key, row in self._names.items()
        }
        return {key: ids for key, ids in shared.items() if len(ids) > 1 and key not in self._settled}

    def _add_organ(self, row: Mapping[str, Any]) -> None:
        for words in row["words"]:
            organ = Organ(
                row["key"],
                SourceKind(row["kind"]),
                words,
                bool(row.get("plural")),
                bool(row.get("bare")),
                bool(row.get("own")),
                bool(row.get("speaks")),
            )
            self._organs.setdefault(normal(words), []).append(organ)
            self._note(normal(words))
            self._organ_names.setdefault(organ.key, words)

    def _note(self, key: str) -> None:
        first, *more = key.split()
        self._firsts[first] = max(self._firsts.get(first, 0), 1 + len(more))

    def _name(self, actor: str, how: str, form: str) -> None:
        key = normal(form)
        if not key:
            return
        letters = form.replace(".", "")
        exact = letters.isupper() and len(letters) <= 8
        article = form.startswith(("The ", "the ")) and " " not in key and how == "name"
        row = self._names.setdefault(key, [])
        if not any(one.actor == actor and one.how == how for one in row):
            row.append(Name(actor, how, form, exact, article))
            self._note(key)

    def _add_state(self, row: Mapping[str, Any]) -> None:
        code = row["id"]
        self._actors[code] = Actor(code, row["name"], SourceKind.GOVERNMENT, code)
        for form in (row["name"], *row.get("aliases", ())):
            self._name(code, "name", form)
        for form in row.get("capital", ()):
            if normal(form) != normal(row["name"]):
                self._name(code, "metonym", form)
        for form in row.get("demonym", ()):
            if form.upper() == form:
                continue
            self._name(code, "demonym", form)
            self._nationals.setdefault(code, []).append(normal(form))
            for plural in _plurals(form):
                self._name(code, "demonym", plural)

    def _add_own_state(self, row: Mapping[str, Any]) -> None:
        code, name = row["country"], row["name"]
        demonyms = list(row.get("demonym", ()))
        aliases: list[str] = []
        for alias in row.get("aliases", ()):
            (demonyms if is_demonym(alias, name) else aliases).append(alias)
        self._add_state(
            {
                "id": code,
                "name": name,
                "aliases": aliases,
                "demonym": demonyms,
                "capital": row.get("capital", ()),
            }
        )

    def _add_actor(self, row: Mapping[str, Any], *, own: bool = False) -> None:
        try:
            actor = Actor(
                row["id"],
                row["name"],
                SourceKind(row["kind"]),
                row.get("country") or None,
                row.get("part_of") or None,
                row.get("speaks_for") or None,
            )
        except (KeyError, ValueError) as error:
            raise ConfigError(f"an actor lacks or misuses a field: {row.get('id', row)}") from error
        self._actors[actor.id] = actor
        forms = [actor.name, *row.get("aliases", ())]
        if own:
            if actor.kind is SourceKind.GOVERNMENT and actor.country:
                self._same[actor.country] = actor.id
            for form in forms:
                made = self._organ_of_name(form, actor.country)
                if made:
                    self._same.setdefault(made, actor.id)
        for form in forms:
            # A reader's own "the ministry" is a short form for coreference to settle, not a name.
            if not (own and form.startswith("the ") and form[4:5].islower()):
                self._name(actor.id, "name", form)
        for form in row.get("metonym", ()):
            self._name(actor.id, "metonym", form)

    def _organ_of_name(self, form: str, country: str | None) -> str | None:
        key = normal(form.replace("’s", "").replace("'s", ""))
        if not country:
            return None
        for one in [
            *(name for name, row in self._names.items() if any(entry.actor == country for entry in row))
        ]:
            for rest in (key.removesuffix(f" of {one}"), key.removeprefix(f"{one} ")):
                if rest != key and rest in self._organs:
                    return self.organ_id(country, self._organs[rest][0].key)
        return None

    @staticmethod
    def organ_id(country: str, key: str) -> str:
        """The id of a state's organ; the state's own for an empty key."""
        return f"{country}.{key}" if key else country

    def longest(self, first: str) -> int:
        """The most words of any name or organ that begins with this normalised word; 0 where there is none."""
        return self._firsts.get(first, 0)

    def names(self, key: str) -> Sequence[Name]:
        """The entries under a normalised name."""
        return self._names.get(key, ())

    def organ(self, key: str) -> Organ | None:
        """The organ that goes by these normalised words."""
        row = self._organs.get(key)
        return row[0] if row else None

    def canonical(self, actor_id: str) -> str:
        """The id under which an actor is known here: a reader's own file may name a shipped one anew."""
        return self._same.get(actor_id, actor_id)

    def get(self, actor_id: str) -> Actor | None:
        """The actor of the table with this id; None for one built by rule."""
        return self._actors.get(self.canonical(actor_id))

    def state_of(self, code: str) -> Actor | None:
        """The state with this two-letter code; None for any other actor."""
        actor = self._actors.get(code)
        return actor if actor is not None and actor.country == code else None

    def body_of(self, actor_id: str) -> str:
        """The governing body for grouping by independence: the outermost that this one is part of or speaks for.

        "KR.ministry:defence" gives "KR"; state media its state; a private agency, an outlet, a person itself.
        """
        seen: set[str] = set()
        at = self.canonical(actor_id)
        while at not in seen:
            seen.add(at)
            actor = self._actors.get(at)
            up = (actor.part_of or actor.speaks_for) if actor else None
            if up is None and actor is None and "." in at and not at.startswith(("person:", "role:")):
                state, _, key = at.partition(".")
                up = None if key.startswith("opposition") or key.startswith(("media", "people")) else state
            if up is None:
                return at
            at = self.canonical(up)
        return at

    def speaks_for(self, actor_id: str) -> str | None:
        """The actor whose position its words give; None where it speaks for itself alone."""
        actor = self.get(actor_id)
        if actor is not None:
            return self.canonical(actor.speaks_for) if actor.speaks_for else None
        state, _, key = self.canonical(actor_id).partition(".")
        if key in ("ministry:foreign", "presidency", "state-media") or key.startswith("embassy"):
            return self.canonical(state)
        return None

    def kind_of(self, actor_id: str) -> SourceKind | None:
        """What it is as a source; None for an unknown id."""
        actor = self.get(actor_id)
        if actor is not None:
            return actor.kind
        if actor_id.startswith("person:"):
            return SourceKind.PERSON
        if actor_id.startswith("role:"):
            return SourceKind.ROLE
        key = actor_id.partition(".")[2]
        for row in self._organs.values():
            if key and (row[0].key == key or row[0].key == key.partition(":")[0]):
                return row[0].kind
        return None

    def name_of(self, actor_id: str) -> str:
        """A name for display."""
        actor = self.get(actor_id)
        if actor is not None:
            return actor.name
        if ":" in actor_id and actor_id.partition(":")[0] in ("person", "role"):
            return actor_id.partition(":")[2].partition("|")[0].title()
        state, _, key = actor_id.partition(".")
        words = self._organ_names.get(key) or key.replace(":", " ").replace("-", " ")
        owner = self._actors.get(state)
        return f"{words} of {owner.name}" if owner else words

    def named_by_direction(self) -> Sequence[tuple[str, str, frozenset[str]]]:
        """(direction, state, its counterparts) for each state named by one ("South Sudan": south, SS, {SD})."""
        if self._directed is None:
            rows = []
            for code in self.countries():
                first, _, rest = normal(self._actors[code].name).partition(" ")
                if first not in DIRECTIONS or not rest:
                    continue
                words = [*(f"{one} {rest}" for one in DIRECTIONS), rest]
                named = {name.actor for word in words for name in self.names(word) if name.how == "name"}
                rows.append((first, code, frozenset(named)))
            self._directed = tuple(rows)
        return self._directed

    def home(self, publisher: str | None) -> str | None:
        """The country of a publisher that the table knows by name."""
        for name in self.names(normal(publisher)) if publisher else ():
            actor = self.get(name.actor)
            if actor is not None and actor.country:
                return actor.country
        return None

    def organ_home(self, publisher: str | None) -> str | None:
        """The state whose government or organ the publisher's name says it is ("Ministry of Health of Peru")."""
        key = normal(publisher or "").replace("’s", "").replace("'s", "")
        for name in self.names(key):
            actor = self.get(name.actor)
            if (
                actor is not None
                and actor.country
                and self.body_of(actor.id) == self.canonical(actor.country)
            ):
                return None if actor.kind is SourceKind.STATE_MEDIA else actor.country
        words = key.split()
        for cut in range(1, len(words)):
            front, back = " ".join(words[:cut]), " ".join(words[cut:])
            state, organ = (back.removeprefix("of ").removeprefix("the "), front)
            for owner, part in ((state, organ), (front, back)):
                found = self.organ(part)
                if found is None or found.kind in (SourceKind.OUTLET, SourceKind.STATE_MEDIA) or found.plural:
                    continue
                for name in self.names(owner):
                    if self.state_of(name.actor) and name.how in ("name", "demonym"):
                        return name.actor
        return None

    def demonyms(self, code: str) -> Sequence[str]:
        """The normalised adjectives and nouns of nationality of a state."""
        return self._nationals.get(code, ())

    def capitals(self) -> Iterable[tuple[str, str]]:
        """(normalised name, country) of each capital that stands for a state."""
        for key, row in self._names.items():
            for name in row:
                actor = self._actors.get(name.actor)
                if name.how == "metonym" and actor is not None and actor.country:
                    yield key, actor.country

    def countries(self) -> Iterable[str]:
        """The codes of all states."""
        return [key for key, actor in self._actors.items() if actor.country == key]


def _plurals(form: str) -> list[str]:
    if form.endswith(("ese", "ish", "ch", "ss", "s", "x", "Swiss")):
        return []
    if form.endswith("y") and form[-2:-1] not in "aeiou":
        return [form[:-1] + "ies"]
    return [form + "s"]


@cache
def load_actors(extra: tuple[Path, ...] = ()) -> ActorTable:
    """The shipped actors, with the states and actors of the reader's own gazetteers."""
    own = [read_toml(path) for path in extra if not is_index(path)]
    shipped = shipped_toml("actors.toml")
    return ActorTable(
        shipped_toml("states.toml")["state"],
        shipped["actor"],
        shipped_toml("en/organs.toml")["organ"],
        [row for table in own for row in table.get("actor", ())],
        [row for table in own for row in table.get("place", ())],
        shipped["ambiguous"],
    )
