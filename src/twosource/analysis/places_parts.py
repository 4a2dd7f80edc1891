"""Parts of a state named by direction alone: "the eastern front", "the country's north", "Syria's northwest"."""

from __future__ import annotations

import math
from collections.abc import Sequence

from twosource.analysis.gazetteer import Gazetteer, Place
from twosource.analysis.layers import Analysis, Mention
from twosource.analysis.mentions_lexicon import Words
from twosource.model.measure import Where
from twosource.model.span import Span
from twosource.model.vocabulary import PlacePrecision, PlaceRole, SourceKind

_SHIFT = {"north": (1, 0), "south": (-1, 0), "east": (0, 1), "west": (0, -1)}
_BACK = 40
"""Tokens looked back for the state whose part it is."""


def part_of(place: Place, part: str) -> tuple[float, float, float]:
    """The middle and radius of a part of a place by its direction: half a radius out, and a little over half as wide."""
    up = right = 0.0
    for word, (rise, turn) in _SHIFT.items():
        if word in part:
            up, right = up + rise, right + turn
    degrees = 0.5 * place.radius_km / 111.0
    stretch = 1.0 / max(0.3, abs(math.cos(math.radians(place.lat))))
    return place.lat + up * degrees, place.lon + right * degrees * stretch, max(10.0, 0.6 * place.radius_km)


def find_parts(analysis: Analysis, gazetteer: Gazetteer, words: Words) -> list[Where]:
    """A place for each direction that stands for a part of a state; none where no state is named just before."""
    tokens = analysis.parse.tokens
    states = {one.head: one for one in analysis.mentions if _is_state(one)}
    out: list[Where] = []
    directions, nouns = words["direction"], words["part_noun"]
    for token in tokens:
        if token.pos not in ("ADJ", "NOUN", "ADV"):
            continue
        word = token.lemma.replace("-", "")
        head = tokens[token.head]
        if word not in directions or not token.text.islower():
            continue
        if token.dep in ("amod", "compound") and head.lemma in nouns and head.i == token.i + 1:
            first, last, low = token.i, head.i + 1, head.i
        elif token.pos == "NOUN" and any(tokens[i].dep == "poss" for i in analysis.parse.children[token.i]):
            first, last, low = token.i, token.i + 1, token.i
        else:
            continue
        owner = _owner(analysis, low, first, states)
        place = gazetteer.state(owner.country) if owner is not None and owner.country else None
        if place is None:
            continue
        while first and tokens[first - 1].lemma == "the":
            first -= 1
        lat, lon, radius = part_of(place, word)
        out.append(
            Where(
                Span(tokens[first].start, tokens[last - 1].end),
                f"{word} {place.name}",
                f"{place.id}/{word}",
                place.country,
                round(lat, 4),
                round(lon, 4),
                round(radius, 1),
                PlacePrecision.REGION,
                PlaceRole.EVENT,
                (place.id,),
                f"the part of {place.name} that its direction names",
                (place.id,),
            )
        )
    return out


def _is_state(one: Mention) -> bool:
    return bool(one.country and one.kind is SourceKind.GOVERNMENT and one.id and "." not in one.id)


def _owner(analysis: Analysis, head: int, first: int, states: dict[int, Mention]) -> Mention | None:
    """The possessor, else the nearest organ or state named before in the sentence."""
    for child in analysis.parse.children[head]:
        if analysis.parse.tokens[child].dep == "poss" and child in states:
            return states[child]
    start = next((s.first for s in analysis.parse.sentences if s.first <= first < s.last), 0)
    near: Sequence[int] = [k for k in states if max(start, first - _BACK) <= k < first]
    return states[max(near)] if near else None
