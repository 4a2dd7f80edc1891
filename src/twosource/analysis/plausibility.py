"""Whether a count can be: shown arithmetic against rounded magnitudes of states. A flag for a reader, never a correction."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from functools import cache
from importlib.resources import files

from twosource.analysis.layers import Analysis
from twosource.errors import ConfigError
from twosource.model.claim import Flag
from twosource.model.measure import Quantity
from twosource.model.vocabulary import FlagKind

MOST_OF_PEOPLE = Decimal("0.2")
"""Troops above this share of a population are implausible: no state is known to hold a fifth of its people under arms."""
MOST_OF_FORCES = 3
"""So are troops above this many times the active and reserve forces together ..."""
LEAST_SHARE = Decimal("0.05")
"""... where they are more than this share of the people: a mobilisation can raise a multiple of small standing forces."""

_LEAST = 10_000
"""Smaller counts are never held against a state."""
_OF_REACH = 30
"""How far after "members of", in code points, the state may stand whose they are."""


@dataclass(frozen=True, slots=True)
class State:
    """A state's rounded magnitudes, in heads."""

    id: str
    name: str
    population: int
    active: int
    reserve: int


@dataclass(frozen=True, slots=True)
class Magnitudes:
    """The shipped table: states by ISO 3166 code, the year its figures are of, and the nouns held against each figure."""

    year: int
    states: Mapping[str, State]
    troops: frozenset[str]
    people: frozenset[str]
    plurals: Mapping[str, str]

    def plural(self, lemma: str) -> str:
        """The plural of a counted noun."""
        return self.plurals.get(lemma, f"{lemma}s")


@cache
def load_magnitudes() -> Magnitudes:
    """The table of magnitudes."""
    path = files("twosource.data") / "magnitudes.toml"
    try:
        table = tomllib.loads(path.read_text(encoding="utf-8"))
        states = {row["id"]: State(**row) for row in table["state"]}
        troops, people = (
            frozenset(form for row in table[name] for form in row["forms"]) for name in ("troops", "people")
        )
        return Magnitudes(table["year"], states, troops, people, table["plurals"])
    except (OSError, KeyError, TypeError, ValueError) as error:
        raise ConfigError(f"cannot load magnitudes from {path}") from error


def check_magnitude(
    quantity: Quantity, of: str | None, country: str | None, *, magnitudes: Magnitudes
) -> str | None:
    """The arithmetic that makes a count implausible, as a sentence; None where it is plausible or cannot be judged.

    ``of`` is the lemma of what is counted, ``country`` the ISO code of the state whose people or troops they are. The count
    held against the table is the least that the quantity allows.
    """
    state = magnitudes.states.get(country or "")
    count = quantity.low if quantity.low is not None else quantity.high
    if state is None or count is None or not quantity.ordinary or of is None:
        return None
    if of in magnitudes.troops:
        return _too_many_troops(count, magnitudes.plural(of), state)
    if of in magnitudes.people and count > state.population:
        return (
            f"{_count(count)} {magnitudes.plural(of)} would be more than all of {_possessive(state.name)} "
            f"about {_count(state.population)} people"
        )
    return None


def implausible(analysis: Analysis, *, magnitudes: Magnitudes) -> tuple[tuple[int, Flag], ...]:
    """The implausible quantities of a document: the index of each in its layer, and the flag with the arithmetic.

    Reads parse, quantities and mentions. The state is the one named in the words of what is counted; else the one last
    mentioned before the count in its block (for people at large in its sentence), else the next one after it there. Without a
    state nothing is flagged.
    """
    found = []
    for index, quantity in enumerate(analysis.quantities):
        if max(quantity.low or 0, quantity.high or 0) < _LEAST:
            continue
        country = _country(analysis, quantity, within_sentence=quantity.of not in magnitudes.troops)
        of = "people" if quantity.unit == "person" and _names_state(analysis, quantity) else quantity.of
        of = quantity.of if quantity.of in magnitudes.troops else of
        because = check_magnitude(quantity, of, country, magnitudes=magnitudes)
        if because is not None:
            found.append((index, Flag(FlagKind.IMPLAUSIBLE, because)))
    return tuple(found)


def _names_state(analysis: Analysis, quantity: Quantity) -> bool:
    """Whether the words of what is counted name a state's people themselves ("9 million Norwegians")."""
    return quantity.of_at is not None and any(
        one.country is not None and one.at.overlaps(quantity.of_at) for one in analysis.mentions
    )


def _country(analysis: Analysis, quantity: Quantity, *, within_sentence: bool) -> str | None:
    """The state whose people or troops are counted. People at large are a state's only where their sentence names one.

    "Members of a faith" are no state's, whatever state was named before.
    """
    parts = analysis.parse.sentences if within_sentence else analysis.document.blocks
    scope = next((part.at for part in parts if part.at.contains(quantity.at)), None)
    if scope is None:
        return None
    named = [one for one in analysis.mentions if one.country is not None and scope.contains(one.at)]
    inside = [one for one in named if quantity.of_at is not None and quantity.of_at.overlaps(one.at)]
    before = [one for one in named if one.at.end <= quantity.at.start]
    after = [one for one in named if one.at.start >= quantity.at.end]
    end = quantity.of_at.end if quantity.of_at is not None else quantity.at.end
    if analysis.text.startswith(" of ", end):
        own = [one for one in after if one.at.start - end <= _OF_REACH]
        return own[0].country if own else inside[0].country if inside else None
    nearest = inside[:1] or before[-1:] or after[:1]
    return nearest[0].country if nearest else None


def _too_many_troops(count: Decimal, troops: str, state: State) -> str | None:
    forces = state.active + state.reserve
    of_people = count > state.population * MOST_OF_PEOPLE
    of_forces = forces > 0 and count > forces * MOST_OF_FORCES
    if not of_people and not (of_forces and count > state.population * LEAST_SHARE):
        return None
    share = int((count * 100 / state.population).to_integral_value())
    words = [f"{share} % of {_possessive(state.name)} about {_count(state.population)} people"]
    if state.active:
        times = count / state.active
        words.append(f"{_times(times)} times its about {_count(state.active)} active troops")
    return f"{_count(count)} {troops} would be {' and '.join(words)}"


def _count(number: Decimal | int) -> str:
    return f"{int(number):,}"


def _times(number: Decimal) -> str:
    return f"{number:.0f}" if number >= 3 else f"{number:.1f}"


def _possessive(name: str) -> str:
    return f"{name}'" if name.endswith("s") else f"{name}'s"
