"""Toponyms: the words that may name a place, with the places they may mean, before one is chosen."""

from __future__ import annotations

from collections.abc import Sequence

from twosource.analysis.gazetteer import Gazetteer, Place, normal
from twosource.analysis.layers import Analysis, Parse, Token
from twosource.analysis.mentions_lexicon import Words
from twosource.analysis.mentions_names import spans_from
from twosource.analysis.places_bodies import is_notable
from twosource.analysis.places_named import Named, named_in
from twosource.analysis.places_spelling import respelled, with_respelled
from twosource.analysis.places_stand import is_place_here
from twosource.analysis.places_toponym import PLACE_LABELS, Home, Toponym, label_of

_NEVER_ALONE = ("direction", "civic", "type_word", "name_tail", "title", "common")


def find_toponyms(
    analysis: Analysis, norms: Sequence[str], gazetteer: Gazetteer, words: Words, home: Home | None = None
) -> list[Toponym]:
    """Names with at least one candidate that the context lets be places, in text order."""
    parse = analysis.parse
    named = named_in(analysis)
    found: list[Toponym] = []
    unsure: list[Toponym] = []
    for sentence in parse.sentences:
        at = sentence.first
        while at < sentence.last:
            toponym = _longest(parse, norms, at, sentence.last, gazetteer, words)
            if toponym is None:
                at += 1
                continue
            _widen(parse, toponym, (sentence.first, sentence.last), words, norms)
            _take_water(parse.tokens, norms, toponym, sentence.first)
            toponym.type = toponym.type or _type_after(parse, norms, toponym, sentence.last, gazetteer, words)
            toponym.type = toponym.type or _type_before(parse, norms, toponym, words)
            _narrow(parse, norms, toponym, (sentence.first, sentence.last), words)
            here = is_place_here(parse, norms, toponym, words, named, (sentence.first, sentence.last))
            if here:
                found.append(toponym)
                at = toponym.last
            else:
                if here is None:
                    unsure.append(toponym)
                at = max(at + 1, toponym.last if _same_run(parse.tokens, toponym) else at + 1)
    known = {toponym.key for toponym in found}
    edges = {toponym.first for toponym in found} | {toponym.last - 1 for toponym in found}
    found += [
        one
        for one in unsure
        if _may_follow(one, known)
        or _joined(parse.tokens, one, edges)
        or (one.body and is_notable(one, words, label_of(parse.tokens, one.first, one.last), home))
    ]
    found += _unknown_places(parse, found, words, named)
    return sorted(found, key=lambda toponym: toponym.first)


def _may_follow(toponym: Toponym, known: set[str]) -> bool:
    """Whether an unsure name is a place after all: one of the document's, or a county inside an organisation's
    name (then a topic).
    """
    return toponym.key in known or (toponym.acts and toponym.kind in ("county", "parish"))


def _joined(tokens: Sequence[Token], toponym: Toponym, edges: set[int]) -> bool:
    """Whether an "and" joins the name to an accepted one ("between Dhaka and Sylhet")."""
    if tokens[toponym.first].pos != "PROPN":
        return False
    after = toponym.last < len(tokens) and tokens[toponym.last].lemma == "and" and toponym.last + 1 in edges
    before = toponym.first > 1 and tokens[toponym.first - 1].lemma == "and" and toponym.first - 2 in edges
    return after or before


def _widen(
    parse: Parse, toponym: Toponym, bounds: tuple[int, int], words: Words, norms: Sequence[str]
) -> None:
    """Take in the rest of a longer name of which the gazetteer knows a part only ("Tennessee" of "Tennessee
    Colony"): then it means none of these.
    """
    tokens = parse.tokens
    label = tokens[toponym.first].entity
    if label not in PLACE_LABELS:
        return
    first, last = toponym.first, toponym.last
    while (
        first > bounds[0]
        and _runs_on(tokens[first - 1], label)
        and norms[first - 1] not in words["direction"]
    ):
        first -= 1
    while (
        last < bounds[1]
        and _runs_on(tokens[last], label)
        and norms[last] not in _KINDS
        and norms[last] not in words["civic"]
    ):
        last += 1
    if (first, last) != (toponym.first, toponym.last):
        toponym.first, toponym.last, toponym.candidates = first, last, ()


def _take_water(tokens: Sequence[Token], norms: Sequence[str], toponym: Toponym, start: int) -> None:
    """Take in "Gulf of" before a name where the gazetteer has no such water: then it means none of these."""
    at = toponym.first - 1
    if at > start and norms[at] == "the":
        at -= 1
    if (
        at > start
        and norms[at] == "of"
        and tokens[at - 1].text[:1].isupper()
        and norms[at - 1] in _OPEN_WATERS
        and toponym.key.split()[0] != norms[at - 1]
    ):
        toponym.first, toponym.candidates, toponym.type = at - 1, (), norms[at - 1]


def _runs_on(token: Token, label: str) -> bool:
    return token.entity == label and token.pos == "PROPN" and token.text[:1].isupper()


def _unknown_places(
    parse: Parse,
    found: Sequence[Toponym],
    words: Words,
    named: Named,
) -> list[Toponym]:
    """The parser's places that no entry of the gazetteer covers: named, unresolved."""
    tokens = parse.tokens
    taken = {i for toponym in found for i in range(toponym.first, toponym.last)}
    out = []
    at = 0
    while at < len(tokens):
        label = tokens[at].entity
        if label not in PLACE_LABELS:
            at += 1
            continue
        end = at + 1
        while end < len(tokens) and tokens[end].entity == label and tokens[end].pos != "PUNCT":
            end += 1
        first = at
        while first < end and (
            (tokens[first].pos in ("DET", "ADJ", "ADP") and not tokens[first].text[:1].isupper())
            or tokens[first].lemma == "the"
        ):
            first += 1
        last = end
        while last > first and tokens[last - 1].pos in ("PART", "PUNCT", "ADP"):
            last -= 1
        inside = range(first, last)
        clean = last > first and tokens[last - 1].pos == "PROPN" and tokens[first].text[:1].isupper()
        located = first > 0 and parse.tokens[first - 1].lemma in words["locative"] | {"of"}
        clean = clean and located
        clean = clean and not (last < len(tokens) and tokens[last].lemma in words["disease"])
        if clean and not any(i in taken or named.covers(i) for i in inside):
            out.append(Toponym(first, last, (), key=normal(" ".join(tokens[i].text for i in inside))))
        at = end
    return out


def _longest(
    parse: Parse, norms: Sequence[str], at: int, end: int, gazetteer: Gazetteer, words: Words
) -> Toponym | None:
    tokens = parse.tokens
    token = tokens[at]
    if not norms[at] or not (
        token.text[:1].isupper() or (token.text.lower() in ("al", "el") and at + 1 < end)
    ):
        return None
    longest = gazetteer.longest(norms[at])
    if at + 1 < end and tokens[at + 1].text in ("'s", "’s"):
        longest = max(longest, gazetteer.longest(norms[at] + "s"))
    best: Toponym | None = None
    for stop, key in spans_from(tokens, norms, at, longest, end):
        last = tokens[stop - 1]
        lower = not last.text[:1].isupper() and last.text not in ("'s", "’s")
        if (
            lower
            and norms[stop - 1] not in words["inner"]
            and norms[stop - 1] not in words["type_word"]
            and tokens[stop - 2].text not in "-–"
        ):
            break
        if norms[stop - 1] in words["inner"] and stop - at > 1 and lower:
            continue
        if last.text in ("'s", "’s", "'", "’"):
            continue
        candidates = gazetteer.named(key)
        if candidates and not _is_short_for_nothing(tokens, at, stop, key, candidates):
            best = Toponym(at, stop, candidates, key=key)
            if lower and norms[stop - 1] in words["type_word"]:
                best.type, best.shown = norms[stop - 1], (at, stop - 1)
    if (
        best is not None
        and best.last - best.first == 1
        and any(best.key in words[name] for name in _NEVER_ALONE)
        and not _is_plainly_in(tokens, norms, best, words)
    ):
        return None
    if (
        best is not None
        and best.last - best.first == 1
        and len(best.key) < 3
        and not best.candidates[0].shipped
    ):
        return None
    if best is None:
        return respelled(tokens, norms, at, end, gazetteer, words)
    best.candidates = with_respelled(best, gazetteer)
    return best


def _is_plainly_in(tokens: Sequence[Token], norms: Sequence[str], toponym: Toponym, words: Words) -> bool:
    """Whether a name that is also a common word is a place's by the parser and its "in" ("in Derby", "near Bath")."""
    first = toponym.first
    return (
        (tokens[first].entity in PLACE_LABELS or toponym.key in words["name_tail"])
        and tokens[first].pos == "PROPN"
        and not any(toponym.key in words[name] for name in ("direction", "type_word", "civic"))
        and first > 0
        and norms[first - 1] in ("in", "near")
        and toponym.candidates[0].population > _TOWN
    )


_TOWN = 20_000


def _is_short_for_nothing(
    tokens: Sequence[Token], first: int, last: int, key: str, candidates: Sequence[Place]
) -> bool:
    """Whether a short word is an abbreviation's letters alone: "Act", "Mass" without its comma or point."""
    place = candidates[0]
    if last - first > 1 or len(key) > _ABBREVIATION or not place.shipped or normal(place.name) == key:
        return False
    if place.type != "province":
        return False
    token = tokens[first]
    after_comma = first > 0 and tokens[first - 1].text == ","
    return not (token.text.isupper() or token.text.endswith(".") or after_comma)


_ABBREVIATION = 4
"""Letters that an abbreviation of a province may have."""

_OPEN_WATERS = frozenset(("gulf", "bay", "strait", "straits", "sea", "sound", "channel"))

_KINDS = {
    "province": ("province", "region"),
    "region": ("province", "region"),
    "oblast": ("province",),
    "state": ("province",),
    "governorate": ("province",),
    "prefecture": ("province",),
    "territory": ("province", "region"),
    "county": ("district",),
    "parish": ("district",),
    "district": ("district",),
    "raion": ("district",),
    "municipality": ("district", "city"),
    "city": ("city",),
    "town": ("city", "village"),
    "village": ("city", "village"),
    "hamlet": ("city", "village"),
    "township": ("city", "district"),
    "port": ("city",),
    "river": ("river",),
    "island": ("island",),
    "islands": ("island",),
    "peninsula": ("peninsula",),
    "valley": ("region",),
    "strait": ("strait",),
    "sea": ("sea",),
    "border": ("border", "line"),
    "lake": ("lake",),
    "canal": ("canal",),
    "gulf": ("gulf",),
    "bay": ("bay",),
    "zone": ("zone", "region"),
    "corridor": ("region",),
    "base": ("base",),
    "post": ("crossing", "site"),
    "checkpoint": ("crossing", "site"),
    "crossing": ("crossing",),
    "dam": ("site",),
    "line": ("line", "line_of_rail"),
    "railway": ("line_of_rail",),
}


def _type_after(
    parse: Parse, norms: Sequence[str], toponym: Toponym, end: int, gazetteer: Gazetteer, words: Words
) -> str | None:
    """The type word after the name ("Poltava region"), taken into the toponym where a place of that type has the name."""
    at = toponym.last
    if at >= end:
        return None
    word = norms[at]
    kinds = _KINDS.get(word)
    if kinds is None:
        return _type_of_list(parse.tokens, norms, toponym, end)
    if parse.tokens[at].pos not in ("NOUN", "PROPN"):
        return None
    fitting = [place for place in toponym.candidates if place.type in kinds]
    if fitting or word in _VILLAGES:
        toponym.candidates = tuple(fitting)
        if not parse.tokens[at].text[:1].isupper():
            toponym.shown = (toponym.first, toponym.last)
        toponym.last = at + 1
        return word
    if parse.tokens[at].text[:1].isupper() and word not in ("city",):
        toponym.candidates = () if kinds != ("city",) else toponym.candidates
        toponym.last = at + 1 if toponym.candidates == () else toponym.last
        return word
    return None


def _type_of_list(tokens: Sequence[Token], norms: Sequence[str], toponym: Toponym, end: int) -> str | None:
    """The type of a name by the plural after its list ("Walton and Oconee counties")."""
    at = toponym.last
    joined = toponym.first > 0 and norms[toponym.first - 1] in ("and", "or", "to")
    while at < min(end, toponym.last + _LIST):
        token = tokens[at]
        kinds = _KINDS.get(_singular(norms[at]))
        if kinds and joined:
            fitting = tuple(place for place in toponym.candidates if place.type in kinds)
            toponym.candidates = fitting or toponym.candidates
            return _singular(norms[at]) if fitting else None
        is_and = norms[at] in ("and", "or")
        joined = (joined and at > toponym.last) or is_and
        is_name = token.pos in ("PROPN", "NOUN") and token.text[:1].isupper()
        if not is_and and token.text != "," and not is_name:
            return None
        at += 1
    return None


_LIST = 14
"""Tokens of a list that are looked through for its plural."""


def _singular(word: str) -> str:
    return word[:-3] + "y" if word.endswith("ies") else word[:-1] if word.endswith("s") else ""


def _type_before(parse: Parse, norms: Sequence[str], toponym: Toponym, words: Words) -> str | None:
    """The type word before an "of": "the province of X", "the city of X"; or right before: "neighbouring town X"."""
    at = toponym.first - 1
    if at < 1:
        return None
    if parse.tokens[at].lemma == "of" and norms[at - 1] in _KINDS:
        return norms[at - 1]
    return norms[at] if norms[at] in ("city", "town", "village", "hamlet", "province", "county") else None


def _narrow(
    parse: Parse, norms: Sequence[str], toponym: Toponym, bounds: tuple[int, int], words: Words
) -> None:
    """Drop the places that the words beside the name exclude: cities for a village, provinces for a city, a river for
    a hospital or a quarter named after it.
    """
    if toponym.type in _VILLAGES:
        toponym.candidates = tuple(
            place
            for place in toponym.candidates
            if place.type == "village"
            or (place.type == "city" and not place.shipped and place.population < _VILLAGE_MOST)
        )
    elif toponym.type in ("city", "town"):
        towns = tuple(place for place in toponym.candidates if place.type in ("city", "village"))
        toponym.candidates = towns or toponym.candidates
    elif toponym.candidates and all(place.type in _WATERS for place in toponym.candidates):
        first, last = toponym.first, toponym.last
        quarter = (
            first > bounds[0]
            and norms[first - 1] in words["direction"]
            and parse.tokens[first - 1].text[:1].isupper()
            and first - 1 > bounds[0]
        )
        if quarter or (last < bounds[1] and norms[last] in words["facility"]):
            toponym.candidates = ()


_VILLAGES = ("village", "hamlet")
_VILLAGE_MOST = 15_000
"""People that a place called a village may have."""

_WATERS = frozenset(("river", "lake", "sea", "strait", "canal", "gulf", "bay"))


def _same_run(tokens: Sequence[Token], toponym: Toponym) -> bool:
    return toponym.last < len(tokens) and tokens[toponym.last - 1].entity == tokens[toponym.last].entity != ""
