"""Whether a name is used as a place's name here: a guard against streets, teams, ships, papers, persons and diseases."""

from __future__ import annotations

from collections.abc import Sequence

from twosource.analysis.gazetteer import normal
from twosource.analysis.layers import Mention, Parse, Token
from twosource.analysis.mentions_lexicon import Words
from twosource.analysis.places_acting import is_where
from twosource.analysis.places_bodies import is_constituency, is_in_body
from twosource.analysis.places_likeness import is_likeness, is_team_or_ship
from twosource.analysis.places_named import Named
from twosource.analysis.places_toponym import PLACE_LABELS, Toponym, label_of
from twosource.model.vocabulary import SourceKind

_DISTRICTS = ("county", "parish", "province", "district")

_NUMBERS = frozenset(("DATE", "TIME", "MONEY", "QUANTITY", "CARDINAL", "PERCENT", "ORDINAL"))


def is_place_here(
    parse: Parse,
    norms: Sequence[str],
    toponym: Toponym,
    words: Words,
    named: Named,
    bounds: tuple[int, int],
) -> bool | None:
    """Whether the words are used as a place's name here; None where only another use in the document could tell."""
    tokens = parse.tokens
    first, last = toponym.first, toponym.last
    if is_likeness(tokens, norms, toponym, words, bounds):
        return False
    state = named.states.get(first)
    if state is not None and any(place.type == "country" for place in toponym.candidates):
        if last < bounds[1] and (norms[last] in words["disease"] or norms[last] in words["product"]):
            return False
        adjective = normal(tokens[last - 1].text) not in normal(state.name) and tokens[last - 1].pos == "ADJ"
        if _ends_longer_name(tokens, norms, toponym, bounds[0], words):
            return False
        toponym.acts = state.reading == "actor" or _is_of_body(tokens, norms, first)
        return not adjective
    toponym.acts = state is not None and state.reading == "actor"
    capital = named.capitals.get(first) if toponym.kind not in _DISTRICTS else None
    acts = (
        capital is not None and capital.reading == "actor" and not is_where(tokens, toponym, words, bounds[1])
    )
    toponym.seat = capital.country if capital is not None and acts else None
    for i in range(first, last):
        if i in named.blocked and not _is_misread(named.blocked[i], tokens, norms, toponym, words, bounds):
            return False
    if not toponym.candidates and not toponym.type:
        return False
    label = label_of(tokens, first, last)
    if label not in PLACE_LABELS and _is_owner_of_longer(tokens, norms, toponym, words, bounds):
        return False
    if tokens[first].pos == "PROPN" and is_constituency(tokens, first):
        toponym.acts = True
        return True
    if label not in _NUMBERS and is_in_body(tokens, norms, toponym, words, bounds):
        toponym.acts = toponym.body = True
        return None
    if _in_longer_name(parse, norms, toponym, words, bounds):
        toponym.acts = label == "ORG" and not _is_tail(tokens, norms, last, bounds[1], words)
        return None if toponym.acts else False
    if toponym.type:
        return True
    if (first > bounds[0] and norms[first - 1] in words["honorific"]) or _has_age(tokens, last, bounds[1]):
        return False
    if _is_road_number(tokens, toponym, label, bounds[1]):
        return False
    if is_team_or_ship(tokens, norms, toponym, words, bounds):
        return False
    if all(tokens[i].pos not in ("PROPN", "NOUN", "ADJ", "X") for i in range(first, last)):
        return False
    if _is_family(tokens, norms, toponym, named, words, bounds):
        return False
    if label in PLACE_LABELS:
        return True
    if (
        toponym.candidates[0].shipped
        and label not in ("PERSON", "ORG", "NORP")
        and tokens[first].pos == "PROPN"
    ):
        return True
    return _located(tokens, norms, toponym, words, label, bounds)


_PLACED = ("pobj", "conj", "appos", "nsubjpass", "npadvmod")
"""Where a name may stand that plays no part as an actor or as a part of another name."""


def _is_renowned(toponym: Toponym, words: Words) -> bool:
    """Whether the name is that of one great town, far greater than all others of its name, and no given name."""
    towns = [place.population for place in toponym.candidates if place.type == "city"]
    if not towns or len(toponym.key) < 4 or toponym.key.split()[0] in words["given_like"]:
        return False
    towns.sort(reverse=True)
    return towns[0] >= _RENOWNED and all(other * 10 < towns[0] for other in towns[1:])


_RENOWNED = 300_000
"""People of a town whose name means it wherever a name may stand."""


def _is_known(toponym: Toponym) -> bool:
    """Whether the name is first of all that of a town of note."""
    place = toponym.candidates[0]
    least = _KNOWN if len(toponym.key) > 3 else 5 * _KNOWN
    return len(toponym.key) > 2 and (place.shipped or place.population >= least)


_KNOWN = 20_000
"""People that a town needs to be known to a reader of news from elsewhere."""


def _is_reached(
    tokens: Sequence[Token], norms: Sequence[str], toponym: Toponym, words: Words, bounds: tuple[int, int]
) -> bool:
    """Whether the verb beside a known name makes it a place whatever the parser calls it: "reached Hamhung", "Aleppo burned"."""
    first, last = toponym.first, toponym.last
    token = tokens[last - 1]
    if token.pos != "PROPN" or norms[first] in words["given_like"] or not _is_known(toponym):
        return False
    if first > bounds[0]:
        verb = tokens[first - 1]
        if verb.tag.startswith("VB") and any(
            verb.lemma in words[name] for name in ("motion", "attack", "hold")
        ):
            return True
    head = tokens[token.head]
    if last < bounds[1] and norms[last] == "itself":
        return True
    if token.dep == "poss" and label_of(tokens, first, last) != "PERSON":
        return head.lemma in words["place_noun"] or head.lemma in words["civic"]
    if token.dep == "nsubjpass":
        return head.lemma in words["attack"] or head.lemma in words["hold"]
    return token.dep == "nsubj" and head.lemma in words["undergo"]


def _is_way_to(tokens: Sequence[Token], first: int, words: Words) -> bool:
    """Whether a "to" of motion or a place's own "of" is before the name: "the road to X", "the bishop of X"."""
    token = tokens[first]
    if token.dep != "pobj":
        return False
    prep = tokens[token.head]
    up = tokens[prep.head].lemma
    if prep.lemma in ("to", "for"):
        return up in words["motion"] or (prep.lemma == "to" and up in words["visit_noun"])
    if prep.lemma == "on":
        return up in words["onto_verb"]
    if prep.lemma == "as":
        return up in ("far", "deep", "away")
    return prep.lemma == "of" and up in words["place_noun"]


def _has_age(tokens: Sequence[Token], last: int, end: int) -> bool:
    """Whether an age between commas follows, so that the name is a person's: "Lagos, 19, a student"."""
    if last + 2 >= end or tokens[last].text != "," or tokens[last + 2].text != ",":
        return False
    age = tokens[last + 1].text
    return age.isdecimal() and len(age) <= 3 and 0 < int(age) < _OLDEST


_OLDEST = 115


def _is_family(
    tokens: Sequence[Token],
    norms: Sequence[str],
    toponym: Toponym,
    named: Named,
    words: Words,
    bounds: tuple[int, int],
) -> bool:
    """Whether a lone name is the last of a person's in the document, and nothing says that it is a place here."""
    first, last = toponym.first, toponym.last
    if (
        last - first > 1
        or toponym.key not in named.families
        or toponym.candidates[0].type in ("country", "province")
    ):
        return False
    before = norms[first - 1] if first > bounds[0] else ""
    contained = last + 1 < bounds[1] and tokens[last].text == "," and _next_is_place(tokens, last + 1)
    return not (before in words["locative"] or contained or tokens[first].dep == "pobj")


def _located(
    tokens: Sequence[Token],
    norms: Sequence[str],
    toponym: Toponym,
    words: Words,
    label: str,
    bounds: tuple[int, int],
) -> bool | None:
    """What the neighbours of a name say that the parser does not label a place."""
    first, last = toponym.first, toponym.last
    before = norms[first - 1] if first > bounds[0] else ""
    if _is_reached(tokens, norms, toponym, words, bounds):
        return True
    if label in _NUMBERS or label in ("LANGUAGE", "NORP"):
        return before in words["locative"] and _is_known(toponym) and tokens[first].pos == "PROPN"
    if first == bounds[0] and _is_dateline(tokens, toponym, bounds):
        return True
    after_age = before == "of" and first - 2 > bounds[0] and tokens[first - 2].text == ","
    of_side = (
        before == "of"
        and first - 2 >= bounds[0]
        and (norms[first - 2] in words["direction"] or tokens[first - 2].entity == "PERSON")
    )
    located = before in words["locative"] or after_age or of_side or before in words["quarter"]
    located = located or _is_way_to(tokens, first, words)
    if norms[first] in words["given_like"] and label == "PERSON":
        return True if located and first + 1 == last else None
    contained = last + 1 < bounds[1] and tokens[last].text == "," and _next_is_place(tokens, last + 1)
    if located and tokens[first].pos == "PROPN":
        return True
    if _is_renowned(toponym, words) and tokens[last - 1].pos == "PROPN" and tokens[last - 1].dep in _PLACED:
        return True
    if label == "PERSON":
        return None
    if contained and tokens[first].pos == "PROPN":
        return True
    if (
        last < bounds[1]
        and norms[last] in words["civic"]
        and tokens[first].pos == "PROPN"
        and toponym.candidates[0].population > 0
    ):
        return True
    return None


def _is_misread(
    person: Mention,
    tokens: Sequence[Token],
    norms: Sequence[str],
    toponym: Toponym,
    words: Words,
    bounds: tuple[int, int],
) -> bool:
    """Whether what was taken for no place is one: "Henry County", "Nakuru Police", "police in Moscow"."""
    first, last = toponym.first, toponym.last
    inside = first > bounds[0] and tokens[first].start > person.at.start
    if inside and norms[first - 1] in words["locative"] and toponym.candidates:
        return True
    if person.kind is not SourceKind.PERSON or not toponym.candidates:
        return False
    if toponym.kind in _DISTRICTS:
        return True
    if tokens[first].start != person.at.start or norms[first] in words["given_like"]:
        return False
    whole = last
    while whole < bounds[1] and tokens[whole].start < person.at.end:
        if norms[whole] in words["local_body"]:
            return True
        whole += 1
    alone = whole == last and last - first == len(person.name.split())
    before = norms[first - 1] if first > bounds[0] else ""
    if alone and before in words["locative"] and label_of(tokens, first, last) in PLACE_LABELS:
        return True
    if alone and _is_known(toponym) and _is_way_to(tokens, first, words):
        return True
    contained = last + 1 < bounds[1] and tokens[last].text == "," and _next_is_place(tokens, last + 1)
    return alone and (contained or (last < bounds[1] and norms[last] in words["civic"]))


def _is_dateline(tokens: Sequence[Token], toponym: Toponym, bounds: tuple[int, int]) -> bool:
    """Whether the name in capitals opens the text and a dash, a bracket or a comma follows: "TORVAN, March 3 (AP) -- "."""
    last = toponym.last
    if last >= bounds[1] or not all(
        token.text.isupper() or not token.text.isalpha() for token in tokens[toponym.first : last]
    ):
        return False
    return tokens[last].text in ("-", "--", "---", "–", "—", "(", ",", "/")


def _next_is_place(tokens: Sequence[Token], at: int) -> bool:
    return tokens[at].entity in PLACE_LABELS


def _is_of_body(tokens: Sequence[Token], norms: Sequence[str], first: int) -> bool:
    """Whether a state's name ends that of a firm or a body after an "of" ("the Bank of Peru")."""
    return (
        first > 1
        and norms[first - 1] == "of"
        and tokens[first - 2].pos == "PROPN"
        and tokens[first - 2].entity == "ORG"
        and tokens[first].entity == "ORG"
    )


def _is_owner_of_longer(
    tokens: Sequence[Token], norms: Sequence[str], toponym: Toponym, words: Words, bounds: tuple[int, int]
) -> bool:
    """Whether the name is the possessor in a longer one: "St Peter's Square"."""
    at = toponym.last
    if at + 1 >= bounds[1] or tokens[at].text not in ("'s", "’s") or not tokens[at + 1].text[:1].isupper():
        return False
    after = norms[at + 1]
    return any(after in words[name] for name in ("road", "feature", "name_tail", "facility"))


def _is_road_number(tokens: Sequence[Token], toponym: Toponym, label: str, end: int) -> bool:
    """Whether a number after an abbreviation or a name that is no place's makes it a road or a lot ("KY 52")."""
    last = toponym.last
    if last >= end or not tokens[last].text.isdigit():
        return False
    return len(toponym.key) < 4 or label not in PLACE_LABELS


def _is_tail(tokens: Sequence[Token], norms: Sequence[str], at: int, end: int, words: Words) -> bool:
    """Whether a later word of the name makes it a street, a team, a school or a paper."""
    while at < end and tokens[at].text[:1].isupper() and tokens[at].pos == "PROPN":
        if norms[at] in words["name_tail"]:
            return True
        at += 1
    return False


def _ends_longer_name(
    tokens: Sequence[Token], norms: Sequence[str], toponym: Toponym, start: int, words: Words
) -> bool:
    """Whether a state's name is the last word of a party's, a firm's or a broadcaster's ("Forward Peru")."""
    first = toponym.first
    if first <= start:
        return False
    before, token = tokens[first - 1], tokens[first]
    return (
        before.pos == "PROPN"
        and before.text[:1].isupper()
        and token.dep != "appos"
        and before.dep == "compound"
        and before.head == toponym.last - 1
        and norms[first - 1] not in words["title"]
        and norms[first - 1] not in words["direction"]
    )


def _in_longer_name(
    parse: Parse, norms: Sequence[str], toponym: Toponym, words: Words, bounds: tuple[int, int]
) -> bool:
    """Whether the name is part of a longer one: a street, a team, a ship, a paper, a person, a company."""
    tokens = parse.tokens
    first, last = toponym.first, toponym.last
    if last < bounds[1]:
        after = tokens[last]
        tail = norms[last] in words["name_tail"] or norms[last] in words["feature"]
        if tail and after.text[:1].isupper() and not toponym.type:
            return True
        if norms[last] in words["disease"] or norms[last] in words["product"]:
            return True
        if norms[last] in words["civic"] and not (first > bounds[0] and tokens[first - 1].pos == "PROPN"):
            return False
        if after.text[:1].isupper() and after.pos == "PROPN" and norms[last] not in words["title"]:
            same = after.entity == tokens[last - 1].entity and after.entity not in ("GPE", "LOC", "NORP")
            if same and (after.entity or tokens[last - 1].dep == "compound"):
                return True
        if after.text in ("-", "–") and last + 1 < bounds[1] and after.start == tokens[last - 1].end:
            glued = tokens[last + 1]
            if (
                glued.start == after.end
                and not glued.text[:1].isupper()
                and glued.lemma not in words["glued_tail"]
            ):
                return True
    if first > bounds[0]:
        before = tokens[first - 1]
        if norms[first - 1] in words["name_front"] or (before.pos == "NUM" and len(toponym.key) < 4):
            return True
        if (
            before.text[:1].isupper()
            and before.pos == "PROPN"
            and norms[first - 1] not in words["title"]
            and norms[first - 1] not in words["direction"]
        ):
            same = before.entity == tokens[first].entity and before.entity not in ("GPE", "LOC")
            if same and (before.entity or before.dep == "compound"):
                return True
        if norms[first - 1] == "of" and toponym.key == "america" and norms[first - 2] != "states":
            return True
    return False
