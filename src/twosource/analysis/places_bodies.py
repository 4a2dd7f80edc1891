"""Places inside the names of local bodies ("Nakuru High School", "the University of Lima"): topics, where nothing happens."""

from __future__ import annotations

from collections.abc import Sequence

from twosource.analysis.gazetteer import distance_km
from twosource.analysis.layers import Token
from twosource.analysis.mentions_lexicon import Words
from twosource.analysis.places_toponym import Home, Toponym

_FAR = 6
"""Words from the place to the noun that says what the body is, at most."""


def is_in_body(
    tokens: Sequence[Token], norms: Sequence[str], toponym: Toponym, words: Words, bounds: tuple[int, int]
) -> bool:
    """Whether the name opens the name of a body that serves a place, or ends it after an "of"."""
    first = toponym.first
    if (
        first > bounds[0]
        and tokens[first - 1].pos == "PROPN"
        and tokens[first - 1].text[:1].isupper()
        and norms[first - 1] not in words["direction"]
    ):
        return False
    return _opens(tokens, norms, toponym.last, bounds[1], words) or _ends(tokens, norms, toponym.first, words)


def _opens(tokens: Sequence[Token], norms: Sequence[str], at: int, end: int, words: Words) -> bool:
    stop = min(end, at + _FAR)
    while at < stop:
        if tokens[at].text[:1].isupper():
            if norms[at] in words["local_body"]:
                return True
        elif tokens[at].text not in ("of", "and", "&", "for", "'s", "’s"):
            return False
        at += 1
    return False


def _ends(tokens: Sequence[Token], norms: Sequence[str], first: int, words: Words) -> bool:
    at = first - 1
    if at > 1 and norms[at] == "the":
        at -= 1
    return (
        at > 0
        and norms[at] == "of"
        and tokens[at - 1].text[:1].isupper()
        and norms[at - 1] in words["local_body"]
    )


def is_notable(toponym: Toponym, words: Words, label: str, home: Home | None) -> bool:
    """Whether the name is that of a state, a province, a town of note or one near the publisher, and no person's."""
    if (
        home is not None
        and home.lat is not None
        and home.lon is not None
        and any(
            distance_km(place.lat, place.lon, home.lat, home.lon) < _LOCAL_KM
            for place in toponym.candidates[:24]
        )
    ):
        return True
    if label == "PERSON" or toponym.key.split()[0] in words["given_like"]:
        return False
    return any(
        place.type in ("country", "province") or place.shipped or place.population >= _NOTABLE
        for place in toponym.candidates[:3]
    )


_LOCAL_KM = 80.0

_NOTABLE = 100_000
"""People that a town needs for its name to mean it inside the name of a body."""


def is_constituency(tokens: Sequence[Token], first: int) -> bool:
    """Whether a party's letter and a hyphen are glued before the name: "Sen. Mara Venn, D-Boise"."""
    if first < 1:
        return False
    mark = tokens[first - 1]
    if mark.end != tokens[first].start:
        return False
    if mark.text == "-" and first > 1 and tokens[first - 2].end == mark.start:
        return len(tokens[first - 2].text) == 1 and tokens[first - 2].text.isupper()
    return len(mark.text) == 2 and mark.text[0].isupper() and mark.text[1] == "-"
