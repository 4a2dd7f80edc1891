"""Names in another house's spelling: what no name of the gazetteer matches exactly is looked up by its fold."""

from __future__ import annotations

from collections.abc import Sequence

from twosource.analysis.gazetteer import Gazetteer, Place
from twosource.analysis.layers import Token
from twosource.analysis.mentions_lexicon import Words
from twosource.analysis.places_toponym import PLACE_LABELS, Toponym

_LONGEST = 4
_SHORTEST = 4
"""Words and letters of a name that is looked up by its fold."""


def respelled(
    tokens: Sequence[Token], norms: Sequence[str], at: int, end: int, gazetteer: Gazetteer, words: Words
) -> Toponym | None:
    """The longest run of capitalised words from ``at`` whose fold a place has; None where no place is meant here."""
    token = tokens[at]
    if token.pos != "PROPN" or not token.text[:1].isupper():
        return None
    stop = at + 1
    while stop < min(end, at + _LONGEST) and tokens[stop].pos == "PROPN" and tokens[stop].text[:1].isupper():
        stop += 1
    while stop > at:
        typed = stop < end and norms[stop] in words["type_word"]
        if typed or _is_placed(tokens, norms, at, words):
            found = _at(norms, at, stop, gazetteer, words)
            if found is not None:
                return found
        stop -= 1
    return None


def with_respelled(toponym: Toponym, gazetteer: Gazetteer) -> tuple[Place, ...]:
    """The places of a name, and the towns of note of another spelling where it is else only that of a village."""
    found = toponym.candidates
    little = not found[0].shipped and found[0].population < _LITTLE and len(toponym.key) > _SHORTEST
    if not little:
        return found
    return (*found, *(place for place in gazetteer.folded(toponym.key) if place.population > _GREAT))


_LITTLE, _GREAT = 15_000, 150_000
"""People of a village, and of a town that another spelling of its name may mean."""


def _is_placed(tokens: Sequence[Token], norms: Sequence[str], at: int, words: Words) -> bool:
    if tokens[at].entity in PLACE_LABELS:
        return True
    before = at - 1
    if before > 0 and norms[before] == "the":
        before -= 1
    return (
        before >= 0
        and norms[before] in words["locative"]
        and tokens[at].entity not in ("PERSON", "ORG", "DATE")
    )


def _at(norms: Sequence[str], at: int, stop: int, gazetteer: Gazetteer, words: Words) -> Toponym | None:
    """The places of one run, its type word set apart; a direction or a type word alone is none."""
    key = " ".join(norms[at:stop])
    if len(key) < _SHORTEST or (stop == at + 1 and any(key in words[one] for one in _NEVER_ALONE)):
        return None
    found = gazetteer.folded(key)
    if not found and stop - at > 1 and norms[stop - 1] in words["type_word"]:
        bare = " ".join(norms[at : stop - 1])
        same = gazetteer.named(bare) or gazetteer.folded(bare)
        return Toponym(at, stop, same, norms[stop - 1], key=bare) if same and len(bare) >= _SHORTEST else None
    return Toponym(at, stop, found, key=key) if found else None


_NEVER_ALONE = ("direction", "civic", "type_word", "name_tail", "title", "common")
"""Classes of words that are no name by themselves."""
