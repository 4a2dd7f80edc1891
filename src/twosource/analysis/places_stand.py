"""Whether a name is used as a place's name here: a guard against streets, teams, ships, papers, persons and diseases."""

from __future__ import annotations

from collections.abc import Sequence

from twosource.analysis.gazetteer import normal
from twosource.analysis.layers import Mention, Parse, Token
from twosource.analysis.mentions_lexicon import Words
from twosource.analysis.places_toponym import PLACE_LABELS, Toponym, label_of


def is_place_here(
    parse: Parse,
    norms: Sequence[str],
    toponym: Toponym,
    words: Words,
    mentions: tuple[dict[int, Mention], dict[int, Mention], dict[int, Mention]],
    bounds: tuple[int, int],
) -> bool | None:
    """Whether the words are used as a place's name here; None where only another use in the document could tell."""
    blocked, states, capitals = mentions
    tokens = parse.tokens
    first, last = toponym.first, toponym.last
    state = states.get(first)
    if state is not None and any(place.type == "country" for place in toponym.candidates):
        if last < bounds[1] and norms[last] in words["disease"]:
            return False
        adjective = normal(tokens[last - 1].text) not in normal(state.name) and tokens[last - 1].pos == "ADJ"
        toponym.acts = state.reading == "actor"
        return not adjective
    capital = capitals.get(first)
    toponym.seat = capital.country if capital is not None and capital.reading == "actor" else None
    if any(i in blocked for i in range(first, last)):
        return False
    if not toponym.candidates and not toponym.type:
        return False
    label = label_of(tokens, first, last)
    if _in_longer_name(parse, norms, toponym, words, bounds):
        toponym.acts = label == "ORG" and not _is_tail(tokens, norms, last, bounds[1], words)
        return None if toponym.acts else False
    if toponym.type:
        return True
    if _is_team_or_ship(tokens, toponym, words, bounds[0]):
        return False
    if all(tokens[i].pos not in ("PROPN", "NOUN", "ADJ", "X") for i in range(first, last)):
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
    if label in ("DATE", "TIME", "MONEY", "QUANTITY", "CARDINAL", "PERCENT", "ORDINAL", "LANGUAGE", "NORP"):
        return False
    if first == bounds[0] and _is_dateline(tokens, toponym, bounds):
        return True
    after_age = before == "of" and first - 2 > bounds[0] and tokens[first - 2].text == ","
    located = before in words["locative"] or after_age
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
