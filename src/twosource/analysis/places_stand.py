"""Whether a name is used as a place's name here: a guard against streets, teams, ships, papers, persons and diseases."""

from __future__ import annotations

from collections.abc import Sequence

from twosource.analysis.gazetteer import normal
from twosource.analysis.layers import Mention, Parse, Token
from twosource.analysis.mentions_lexicon import Words
from twosource.analysis.places_bodies import is_constituency, is_in_body
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
    state = named.states.get(first)
    if state is not None and any(place.type == "country" for place in toponym.candidates):
        if last < bounds[1] and norms[last] in words["disease"]:
            return False
        adjective = normal(tokens[last - 1].text) not in normal(state.name) and tokens[last - 1].pos == "ADJ"
        if _ends_longer_name(tokens, norms, toponym, bounds[0], words):
            return False
        toponym.acts = state.reading == "actor"
        return not adjective
    capital = named.capitals.get(first) if toponym.kind not in _DISTRICTS else None
    acts = capital is not None and capital.reading == "actor" and not _has_where(tokens, last, bounds[1])
    toponym.seat = capital.country if capital is not None and acts else None
    for i in range(first, last):
        if i in named.blocked and not _is_misread(named.blocked[i], tokens, norms, toponym, words, bounds):
            return False
    if not toponym.candidates and not toponym.type:
        return False
    label = label_of(tokens, first, last)
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
    if _is_antonomasia(tokens, norms, toponym, words, bounds):
        return False
    if _is_road_number(tokens, toponym, label, bounds[1]):
        return False
    if _is_team_or_ship(tokens, toponym, words, bounds[0]):
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


def _is_way_to(tokens: Sequence[Token], first: int, words: Words) -> bool:
    """Whether a "to" of motion or a place's own "of" is before the name: "the road to X", "the bishop of X"."""
    token = tokens[first]
    if token.dep != "pobj":
        return False
    prep = tokens[token.head]
    up = tokens[prep.head].lemma
    if prep.lemma == "to":
        return up in words["motion"] or up in words["visit_noun"]
    if prep.lemma == "on":
        return up in words["onto_verb"]
    return prep.lemma == "of" and up in words["place_noun"]


def _is_antonomasia(
    tokens: Sequence[Token], norms: Sequence[str], toponym: Toponym, words: Words, bounds: tuple[int, int]
) -> bool:
    """Whether a place is named for another one that is like it: "the Venice of the North", "a new Sparta"."""
    first, last = toponym.first, toponym.last
    at = first - 1
    while at > bounds[0] and (tokens[at].text in _QUOTES or tokens[at].pos == "ADJ"):
        at -= 1
    article = at >= bounds[0] and norms[at] in ("the", "a", "an", "another", "new") and first > bounds[0]
    if not article or last + 1 >= bounds[1] or norms[last] != "of":
        return False
    return toponym.candidates[0].type in ("city", "village", "district", "province", "country")


_QUOTES = frozenset(('"', "“", "”", "'", "‘", "’", "``", "''"))


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
    if label in _NUMBERS or label in ("LANGUAGE", "NORP"):
        return False
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
    contained = last + 1 < bounds[1] and tokens[last].text == "," and _next_is_place(tokens, last + 1)
    return alone and (contained or (last < bounds[1] and norms[last] in words["civic"]))


def _has_where(tokens: Sequence[Token], last: int, end: int) -> bool:
    """Whether a "where" follows, so that the name is a place: "towed it to Tripoli, where it sank"."""
    at = last + 1 if last < end and tokens[last].text == "," else last
    return at < end and tokens[at].lemma == "where"


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


def _is_road_number(tokens: Sequence[Token], toponym: Toponym, label: str, end: int) -> bool:
    """Whether a number after an abbreviation or a name that is no place's makes it a road or a lot ("KY 52")."""
    last = toponym.last
    if last >= end or not tokens[last].text.isdigit():
        return False
    return len(toponym.key) < 4 or label not in PLACE_LABELS


def _is_team_or_ship(tokens: Sequence[Token], toponym: Toponym, words: Words, start: int) -> bool:
    """Whether a town's name wins or loses a game, or has an article of its own ("aboard the Lisbon")."""
    token = tokens[toponym.last - 1]
    if token.dep in ("nsubj", "dobj") and tokens[token.head].lemma in words["match_verb"]:
        return True
    article = toponym.first > start and tokens[toponym.first - 1].lemma == "the"
    towns = all(place.type in ("city", "village") for place in toponym.candidates[:5])
    return (
        article
        and towns
        and token.dep in ("nsubj", "nsubjpass", "dobj", "pobj")
        and toponym.last - toponym.first == 1
    )


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
        if norms[last] in words["name_tail"] and after.text[:1].isupper():
            return True
        if norms[last] in words["disease"]:
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
