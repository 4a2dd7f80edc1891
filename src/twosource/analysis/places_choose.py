"""Which of the places of a name is meant: containment, type words, the document's other places, its home, then prominence.

A place of little note is meant where the document's other names also have places near it (the minimality heuristic
of Leidner 2007): each other name votes, once, for the neighbourhood, the province and the state of each of its
candidates, the less the more candidates it has.
"""

from __future__ import annotations

import math
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise

from twosource.analysis.gazetteer import Place, distance_km, normal
from twosource.analysis.layers import Parse, Token
from twosource.analysis.places_toponym import Home, Toponym

MOST = 48
"""Candidates looked at a name; names like "San José" have hundreds."""

_CELL = 1.0
"""Degrees of a neighbourhood's cell."""


@dataclass(frozen=True, slots=True)
class Context:
    """What is known beside the names: states by how often they are spoken of, and (name, country) of the capitals."""

    weights: Counter[str]
    capitals: frozenset[tuple[str, str]]
    home: Home | None = None


def prominence(place: Place, capitals: frozenset[tuple[str, str]]) -> float:
    """How likely a name means this place without any context: about the logarithm of how many live there."""
    if place.type == "country":
        return 9.5
    if place.type == "province" and place.population:
        return math.log10(place.population + 50) + 0.3
    if place.shipped and place.radius_km >= _VAST_KM and place.type != "province":
        return 8.8
    if place.shipped:
        return 6.8 if place.type != "village" else 6.0
    base = math.log10(place.population + 50)
    if place.type == "district":
        return base - 1.6
    if (normal(place.name), place.countries[0]) in capitals:
        return base + 2.2
    return base + 0.2


_VAST_KM = 300.0
"""From this radius on a sea or a region is known by its name to all, whatever hamlets share it."""


def link_containers(parse: Parse, found: Sequence[Toponym]) -> None:
    """Mark each toponym that a comma or an "in" joins to one that contains it ("Sakju County, North Pyongan Province")."""
    tokens = parse.tokens
    for inner, outer in pairwise(found):
        gap = tokens[inner.end : outer.first]
        if len(gap) > _APPOSITION or (gap and gap[0].text == "."):
            continue
        words = [token.text.lower() for token in gap]
        joined = words in ([","], ["("], [], [",", "in"], ["in"], ["in", "the"], [",", "the"], ["'s"]) or (
            len(gap) <= 4
            and words[:1] in (["in"], [","])
            and all(token.pos in ("ADP", "DET", "ADJ", "NOUN", "PUNCT") for token in gap)
        )
        joined = joined or _is_apposition(gap)
        if joined and any(
            contains(big, small) for big in outer.candidates[:MOST] for small in inner.candidates[:MOST]
        ):
            inner.inside = outer


def _is_apposition(gap: Sequence[Token]) -> bool:
    """Whether a comma and a description that ends in "in" or "of" join two names (", a college town in")."""
    return (
        len(gap) > 2
        and gap[0].text == ","
        and gap[-1].text.lower() in ("in", "of", "the")
        and gap[1].pos in ("DET", "ADP", "ADJ", "NOUN")
        and all(
            token.pos in ("ADP", "DET", "ADJ", "NOUN", "PART", "ADV") or token.text in ("-", "–", "'s", "’s")
            for token in gap[1:]
        )
    )


_APPOSITION = 12
"""Tokens between a name and the one that contains it, at most."""


def contains(big: Place, small: Place) -> bool:
    """Whether the one lies in the other, as far as countries, provinces and radii tell."""
    if big.id == small.id or not set(big.countries) & set(small.countries):
        return False
    if big.type == "country":
        return small.type != "country"
    if small.type in ("country", "province"):
        return False
    if big.type == "province":
        if big.admin and small.admin:
            return big.admin == small.admin
        return distance_km(big.lat, big.lon, small.lat, small.lon) <= max(60.0, 1.6 * big.radius_km)
    if small.radius_km < big.radius_km:
        return distance_km(big.lat, big.lon, small.lat, small.lon) <= big.radius_km * 1.3 + 5
    return False


def choose(parse: Parse, found: Sequence[Toponym], context: Context) -> None:
    """Choose a place for each toponym, in place."""
    link_containers(parse, found)
    _apply_containers(found)
    votes = Votes(found, context.capitals)
    lists = _enumerations(parse, found)
    best_of: dict[tuple[str, str | None], tuple[Place | None, str]] = {}
    for toponym in found:
        key = (toponym.key, toponym.type if not toponym.sure else f"{toponym.type}|{toponym.first}")
        known = best_of.get(key)
        if known is None:
            known = _best(toponym, votes, context, lists.get(id(toponym), ()))
            if not lists.get(id(toponym)):
                best_of[key] = known
        toponym.chosen, toponym.because = known
    settled = {
        toponym.key: toponym.chosen
        for toponym in reversed(found)
        if toponym.sure and toponym.chosen is not None
    }
    for toponym in found:
        place = settled.get(toponym.key)
        if place is not None and not toponym.sure and any(place.id == one.id for one in toponym.candidates):
            toponym.chosen, toponym.because = place, "settled elsewhere in the document"


def _apply_containers(found: Sequence[Toponym]) -> None:
    for toponym in reversed(found):
        outer = toponym.inside
        if outer is None:
            continue
        fitting = [
            small
            for small in toponym.candidates
            if any(contains(big, small) for big in outer.candidates[:MOST])
        ]
        if not fitting:
            continue
        bigs = [big for big in outer.candidates[:MOST] if any(contains(big, small) for small in fitting)]
        if bigs and not outer.sure:
            outer.candidates = tuple(bigs)
            fitting = [small for small in fitting if any(contains(big, small) for big in bigs)]
            outer.sure = True
            outer.because = "holds the place named before it"
        toponym.candidates = tuple(fitting)
        toponym.sure = True


def _enumerations(parse: Parse, found: Sequence[Toponym]) -> dict[int, list[Toponym]]:
    """For each toponym of a list joined by commas and "and" of three or more, the others of its list."""
    out: dict[int, list[Toponym]] = {}
    run: list[Toponym] = []

    def close() -> None:
        if len(run) > 2:
            for one in run:
                out[id(one)] = [other for other in run if other is not one]

    for toponym in found:
        if run:
            gap = [token.text.lower() for token in parse.tokens[run[-1].end : toponym.first]]
            if gap not in ([","], [",", "and"], ["and"], [";"], [",", "or"], ["or"]):
                close()
                run = []
        run.append(toponym)
    close()
    return out


class Votes:
    """Each name's votes for cells, provinces and states, so that a candidate can be asked how many other names are
    near it.

    A name's vote for a place counts by how likely it means a place there: at least one over the root of how many it
    might mean.
    """

    def __init__(self, found: Iterable[Toponym], capitals: frozenset[tuple[str, str]]) -> None:
        self._cells: dict[tuple[int, int], dict[str, float]] = defaultdict(dict)
        self._admins: dict[str, dict[str, float]] = defaultdict(dict)
        self._states: dict[str, dict[str, float]] = defaultdict(dict)
        done: set[tuple[str, int]] = set()
        for toponym in found:
            rows = toponym.candidates[:MOST]
            if not rows or (toponym.acts and not toponym.body) or (toponym.key, len(rows)) in done:
                continue
            done.add((toponym.key, len(rows)))
            likely = [10 ** (SHARP * prominence(place, capitals)) for place in rows]
            whole = sum(likely)
            least = 1 / math.sqrt(len(rows))
            for place, weight in zip(rows, likely, strict=True):
                vote = max(least, weight / whole)
                if place.type not in ("country", "province"):
                    _raise(self._cells[_cell(place)], toponym.key, vote)
                if place.admin:
                    _raise(self._admins[place.admin], toponym.key, vote)
                for state in place.countries[:2]:
                    _raise(self._states[state], toponym.key, vote)

    def near(self, place: Place, key: str) -> float:
        """The weight of the other names with a candidate within about a cell of the place."""
        row, column = _cell(place)
        best: dict[str, float] = {}
        for r in (row - 1, row, row + 1):
            for c in (column - 1, column, column + 1):
                for other, weight in self._cells.get((r, c), {}).items():
                    if other != key:
                        _raise(best, other, weight)
        return sum(best.values())

    def within(self, place: Place, key: str) -> tuple[float, float]:
        """The weights of the other names in its province, and in its state."""
        admin = sum(w for other, w in self._admins.get(place.admin or "", {}).items() if other != key)
        state = max(
            (
                sum(w for other, w in self._states.get(country, {}).items() if other != key)
                for country in place.countries[:2]
            ),
            default=0.0,
        )
        return admin, state


def _raise(row: dict[str, float], key: str, weight: float) -> None:
    if weight > row.get(key, 0.0):
        row[key] = weight


def _cell(place: Place) -> tuple[int, int]:
    return math.floor(place.lat / _CELL), math.floor(place.lon / _CELL)


def _best(
    toponym: Toponym, votes: Votes, context: Context, listed: Sequence[Toponym]
) -> tuple[Place | None, str]:
    if not toponym.candidates:
        return None, "no place of that name is known"
    if len(toponym.candidates) == 1:
        return toponym.candidates[0], toponym.because or "the only place of that name"
    total = sum(context.weights.values()) or 1
    scored = []
    rival = any(place.type == "province" and place.population > 1_000_000 for place in toponym.candidates)
    for place in toponym.candidates[:MOST]:
        near = votes.near(place, toponym.key) if place.type not in ("country", "province") else 0.0
        admin, state = votes.within(place, toponym.key)
        own = W_PROVINCE if place.type == "province" else W_ADMIN
        bonus = W_NEAR * min(near, 4.0) + own * min(admin, 3.0) + W_STATE * min(state, 4.0)
        spoken = max((context.weights[country] / total for country in place.countries[:2]), default=0.0)
        bonus += W_SPOKEN * min(1.0, 2 * spoken)
        if context.home is not None:
            bonus += _at_home(place, context.home)
        bonus += _listed(place, listed)
        plain = prominence(place, context.capitals)
        if place.type == "country" and rival:
            plain = 8.0
        scored.append((plain + bonus, bonus, place))
    best = max(scored, key=lambda row: (row[0], row[2].id))
    known = max(scored, key=lambda row: (row[0] - row[1], row[2].id))
    if toponym.type is None and not listed and not toponym.sure and best[2].type == "province":
        city = _namesake(best[2], toponym)
        if city is not None:
            return city, f"the city after which {best[2].name} is named"
    if toponym.sure:
        return best[2], "lies in the place named beside it" if toponym.inside else toponym.because
    return best[2], "the best known of that name" if best[2] is known[
        2
    ] else "nearest to the document's other places"


W_NEAR, W_ADMIN, W_PROVINCE, W_STATE, W_SPOKEN, SHARP = 1.3, 1.0, 2.0, 0.35, 1.5, 1.0


def _namesake(province: Place, toponym: Toponym) -> Place | None:
    """The city of the name that lies in the province and has a good part of its people ("Kharkiv")."""
    return next(
        (
            place
            for place in toponym.candidates[:MOST]
            if place.type == "city"
            and contains(province, place)
            and (place.shipped or place.population >= max(50_000, 0.05 * province.population))
        ),
        None,
    )


HOME_STEPS = ((40.0, 5.5), (120.0, 3.5), (350.0, 1.5))
"""Kilometres from the publisher's town, and what being within them is worth."""


W_COUNTRY = 3.0
"""What lying in the publisher's country is worth where its town is not known."""


def _at_home(place: Place, home: Home) -> float:
    whole = 1.0 if home.lat is not None or place.type == "country" else W_COUNTRY
    bonus = whole if home.country in place.countries else 0.0
    if home.lat is None or home.lon is None or place.type == "country":
        return bonus
    gap = distance_km(place.lat, place.lon, home.lat, home.lon)
    if place.type == "province":
        gap = max(0.0, gap - place.radius_km)
    return bonus + next((worth for reach, worth in HOME_STEPS if gap <= reach), 0.0)


def _listed(place: Place, listed: Sequence[Toponym]) -> float:
    """A list is of one kind: provinces of one state beside provinces of it, countries beside countries."""
    if not listed:
        return 0.0
    agree = sum(
        any(
            one.type == place.type and (place.type == "country" or one.countries == place.countries)
            for one in other.candidates[:6]
        )
        for other in listed
    )
    return 2.0 * agree / len(listed)
