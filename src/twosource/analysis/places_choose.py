"""Which of the places of a name is meant: containment, type words, the document's other places, its home, then prominence."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Sequence

from twosource.analysis.gazetteer import Gazetteer, Place, distance_km, normal
from twosource.analysis.layers import Parse
from twosource.analysis.places_find import Toponym

_MOST = 40
"""Candidates looked at a name; names like "San José" have hundreds."""


def prominence(place: Place, capitals: frozenset[tuple[str, str]]) -> float:
    """How likely a name means this place without any context: about the logarithm of how many live there."""
    if place.type == "country":
        return 9.5
    if place.shipped:
        return 6.8 if place.type != "village" else 6.0
    base = math.log10(place.population + 50)
    if place.type == "province":
        return base + 0.3
    if place.type == "district":
        return base - 1.6
    if (normal(place.name), place.countries[0]) in capitals:
        return base + 2.2
    return base + 0.2


def link_containers(parse: Parse, found: Sequence[Toponym]) -> None:
    """Mark each toponym that a comma or an "in" joins to one that contains it ("Sakju County, North Pyongan Province")."""
    tokens = parse.tokens
    for inner, outer in zip(found, found[1:], strict=False):
        gap = tokens[inner.last : outer.first]
        words = [token.text.lower() for token in gap]
        joined = words in ([","], ["("], [], [",", "in"], ["in"], ["in", "the"], [",", "the"]) or (
            len(words) <= 4 and words[:1] == ["in"] and all(token.pos in ("ADP", "DET", "ADJ", "NOUN") for token in gap)
        ) or (words[:1] == ["'s"] and False)
        if joined and _may_contain(outer, inner):
            inner.inside = outer


def _may_contain(outer: Toponym, inner: Toponym) -> bool:
    return any(_contains(big, small) for big in outer.candidates[:_MOST] for small in inner.candidates[:_MOST])


def _contains(big: Place, small: Place) -> bool:
    if big is small or big.id == small.id or not set(big.countries) & set(small.countries):
        return False
    if big.type == "country":
        return small.type != "country"
    if big.type == "province" and small.type != "province":
        if big.admin and small.admin:
            return big.admin == small.admin
        return distance_km(big.lat, big.lon, small.lat, small.lon) <= max(60.0, 1.6 * big.radius_km)
    if big.type in ("district", "city", "region", "island", "peninsula") and small.radius_km < big.radius_km:
        return distance_km(big.lat, big.lon, small.lat, small.lon) <= big.radius_km * 1.3 + 5
    return False


def choose(
    parse: Parse, found: Sequence[Toponym], gazetteer: Gazetteer, capitals: frozenset[tuple[str, str]], weights: Counter[str]
) -> None:
    """Choose in place. ``weights`` counts how often each state is mentioned, ``home`` of the publisher included."""
    link_containers(parse, found)
    for toponym in reversed(found):
        if toponym.inside is not None:
            outer = toponym.inside
            fitting = [
                place
                for place in toponym.candidates[:_MOST]
                if any(_contains(big, place) for big in ([outer.chosen] if outer.chosen else outer.candidates[:_MOST]))
            ]
            if fitting:
                toponym.candidates = tuple(fitting)
                bigs = [big for big in outer.candidates[:_MOST] if any(_contains(big, place) for place in fitting)]
                if bigs and not outer.sure:
                    outer.candidates = tuple(bigs)
                toponym.sure = True
                toponym.because = "lies in the place named after it"
    anchors: list[Place] = [t.candidates[0] for t in found if len(t.candidates) == 1 and not t.acts]
    for turn in range(2):
        if turn:
            anchors = [t.chosen for t in found if t.chosen is not None and (t.sure or len(t.candidates) == 1 or prominence(t.chosen, capitals) > 5.5)]
        same: dict[str, Place] = {}
        for toponym in found:
            toponym.chosen = _best(toponym, anchors, capitals, weights)
            if toponym.sure and toponym.chosen is not None:
                same.setdefault(toponym.key, toponym.chosen)
        for toponym in found:
            settled = same.get(toponym.key)
            if settled is not None and not toponym.sure and settled in toponym.candidates:
                toponym.chosen, toponym.because = settled, "settled elsewhere in the document"


def _best(
    toponym: Toponym, anchors: Sequence[Place], capitals: frozenset[tuple[str, str]], weights: Counter[str]
) -> Place | None:
    if not toponym.candidates:
        return None
    if len(toponym.candidates) == 1:
        toponym.because = toponym.because or "the only place of that name"
        return toponym.candidates[0]
    total = sum(weights.values()) or 1
    scored = []
    for place in toponym.candidates[:_MOST]:
        score = prominence(place, capitals)
        context = 0.0
        for country in place.countries[:2]:
            context = max(context, 1.8 * min(1.0, 2 * weights[country] / total))
        near = 0.0
        for other in anchors:
            if other.id == place.id:
                continue
            if place.admin and other.admin == place.admin:
                near += 0.7
            elif other.type != "country" and distance_km(place.lat, place.lon, other.lat, other.lon) < 120 + other.radius_km / 2:
                near += 0.6
            elif set(other.countries) & set(place.countries):
                near += 0.2
        context += min(2.6, near)
        scored.append((score + context, context, place))
    best = max(scored, key=lambda row: (row[0], row[2].id))
    if not toponym.because:
        toponym.because = "nearest to the document's other places" if best[1] > 1.2 else "the best known of that name"
    return best[2]
