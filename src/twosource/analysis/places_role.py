"""What a place is to the text: where something happens, where something is said, or only a topic."""

from __future__ import annotations

from twosource.analysis.layers import Parse
from twosource.analysis.mentions_lexicon import Words
from twosource.analysis.places_find import Toponym
from twosource.model.vocabulary import PlaceRole

_TOPIC_HEADS = frozenset("ambassador envoy ally trade relation tie war invasion sanction policy expert studies study specialist source resident native threat".split())
_PLACE_PREPS = frozenset("in at near on along over across inside outside around within throughout into from to through off toward towards".split())


def role_of(parse: Parse, toponym: Toponym, words: Words) -> PlaceRole | None:
    """The role; None where the words are a comparison and no place of the story."""
    tokens = parse.tokens
    i = _head(parse, toponym)
    token = tokens[i]
    if toponym.acts:
        return PlaceRole.TOPIC
    if _in_simile(parse, i):
        return None
    hops = 0
    while token.dep in ("conj", "appos", "compound", "nmod", "poss", "amod") and token.head != token.i and hops < 4:
        token = tokens[token.head]
        hops += 1
    if token.dep == "pobj":
        prep = tokens[token.head]
        up = tokens[prep.head]
        if up.lemma in words["type_word"] and up.dep == "pobj":
            prep = tokens[up.head]
            up = tokens[prep.head]
        if prep.lemma in ("as", "like", "than", "except", "besides"):
            return PlaceRole.TOPIC
        if up.dep in ("prep",) and up.head != up.i:
            up = tokens[up.head]
        if prep.lemma in ("in", "at", "from", "outside", "near", "inside") and up.lemma in words["speech_verb"] and up.pos == "VERB":
            return PlaceRole.SPEECH
        if up.lemma in _TOPIC_HEADS and prep.lemma in ("to", "in", "of", "on", "with", "against", "from"):
            return PlaceRole.TOPIC
        if prep.lemma in ("about", "with", "against", "for", "by", "regarding", "of") and any(p.type == "country" for p in toponym.candidates[:1]) and prep.lemma != "of":
            return PlaceRole.TOPIC
    return PlaceRole.EVENT


def _head(parse: Parse, toponym: Toponym) -> int:
    for i in range(toponym.last - 1, toponym.first - 1, -1):
        if not toponym.first <= parse.tokens[i].head < toponym.last or parse.tokens[i].head == i:
            return i
    return toponym.last - 1


def _in_simile(parse: Parse, i: int) -> bool:
    """Whether the place stands in "as frosty as the X", "colder than X", "like X"."""
    tokens = parse.tokens
    at, steps = i, 0
    while steps < 4:
        head = tokens[at].head
        if head == at:
            return False
        token = tokens[head]
        if token.lemma in ("as", "than") and token.pos in ("ADP", "SCONJ") and tokens[token.head].pos in ("ADJ", "ADV"):
            return True
        if token.lemma == "like" and token.pos in ("ADP", "SCONJ"):
            return True
        if token.pos in ("VERB", "AUX"):
            return False
        at = head
        steps += 1
    return False
