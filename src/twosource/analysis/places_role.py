"""What a place is to the text: where something happens, where something is said, or only a topic."""

from __future__ import annotations

from twosource.analysis.layers import Parse, Token
from twosource.analysis.mentions_lexicon import Words
from twosource.analysis.mentions_reading import opens_dateline
from twosource.analysis.places_speech import speech_role
from twosource.analysis.places_toponym import Toponym
from twosource.model.vocabulary import PlaceRole


def role_of(parse: Parse, toponym: Toponym, words: Words) -> PlaceRole | None:
    """The role; None where the words are a comparison and no place of the story."""
    tokens = parse.tokens
    i = _head(parse, toponym)
    token = tokens[i]
    if toponym.acts:
        return PlaceRole.TOPIC
    if _in_simile(parse, i, words):
        return None
    if opens_dateline(parse, toponym.first, toponym.last):
        return PlaceRole.SPEECH
    hops = 0
    while (
        token.dep in ("conj", "appos", "compound", "nmod", "poss", "amod")
        and token.head != token.i
        and hops < 4
    ):
        token = tokens[token.head]
        hops += 1
    if token.dep == "pobj":
        prep = tokens[token.head]
        up = tokens[prep.head]
        if up.lemma in words["type_word"] and up.dep == "pobj":
            prep = tokens[up.head]
            up = tokens[prep.head]
        if prep.lemma == "as" and up.lemma in ("far", "deep", "away"):
            return PlaceRole.EVENT
        if prep.lemma in ("as", "like", "than", "except", "besides"):
            return PlaceRole.TOPIC
        if up.dep == "prep" and up.head != up.i:
            up = tokens[up.head]
        return _by_preposition(parse, toponym, prep, up, words)
    return PlaceRole.EVENT


def _by_preposition(parse: Parse, toponym: Toponym, prep: Token, up: Token, words: Words) -> PlaceRole:
    """The role of a place after a preposition that hangs on ``up``."""
    lemma = prep.lemma
    is_country = any(place.type == "country" for place in toponym.candidates[:1])
    spoken = speech_role(parse, prep, up, words)
    if spoken is not None:
        return spoken
    if lemma in ("in", "at", "from", "outside", "near", "inside") and up.lemma in words["body_noun"]:
        return PlaceRole.TOPIC
    if up.lemma in words["topic_noun"] and lemma in ("to", "in", "of", "on", "with", "against", "from"):
        return PlaceRole.TOPIC
    if not is_country:
        return PlaceRole.EVENT
    if lemma in ("about", "with", "against", "for", "by", "regarding"):
        return PlaceRole.TOPIC
    if lemma == "to" and up.lemma not in words["motion"] and up.lemma not in words["visit_noun"]:
        return PlaceRole.TOPIC
    return PlaceRole.EVENT


def _head(parse: Parse, toponym: Toponym) -> int:
    for i in range(toponym.last - 1, toponym.first - 1, -1):
        if not toponym.first <= parse.tokens[i].head < toponym.last or parse.tokens[i].head == i:
            return i
    return toponym.last - 1


def _names_examples(noun: Token, words: Words) -> bool:
    """Whether "like" gives examples: "in places like X", "cities like X"."""
    singular = noun.lemma
    return noun.pos == "NOUN" and (singular in words["type_word"] or singular in ("place", "country"))


def _in_simile(parse: Parse, i: int, words: Words) -> bool:
    """Whether the place stands in "as frosty as the X", "colder than X", "like X"."""
    tokens = parse.tokens
    at, steps = i, 0
    while steps < 4:
        head = tokens[at].head
        if head == at:
            return False
        token = tokens[head]
        if (
            token.lemma in ("as", "than")
            and token.pos in ("ADP", "SCONJ")
            and tokens[token.head].pos in ("ADJ", "ADV")
            and tokens[token.head].lemma not in ("far", "well", "away")
        ):
            return True
        if token.lemma == "like" and token.pos in ("ADP", "SCONJ"):
            return not _names_examples(tokens[token.head], words)
        if token.pos in ("VERB", "AUX"):
            return False
        at = head
        steps += 1
    return False
