"""Whether a capital that seems to act for its state is a place after all, by what stands round it."""

from __future__ import annotations

from collections.abc import Sequence

from twosource.analysis.layers import Token
from twosource.analysis.mentions_lexicon import Words
from twosource.analysis.places_toponym import Toponym


def is_where(tokens: Sequence[Token], toponym: Toponym, words: Words, end: int) -> bool:
    """Whether the words make the capital a place: "towed it to Tripoli, where it sank", "flew home from Tirana"."""
    last = toponym.last
    at = last + 1 if last < end and tokens[last].text == "," else last
    if at < end and tokens[at].lemma == "where":
        return True
    token = tokens[last - 1]
    prep = tokens[token.head]
    if token.dep == "nsubj":
        return prep.lemma in words["undergo"] or _is_in_a_state(tokens, prep, words)
    if token.dep == "poss":
        return prep.pos == "PROPN" and prep.entity not in ("PERSON", "ORG", "NORP")
    if token.dep != "pobj" or prep.pos not in ("ADP", "SCONJ", "ADV"):
        return False
    up = tokens[prep.head]
    if prep.lemma == "from":
        return _is_whence(tokens, toponym, up, words, end)
    if prep.lemma == "for":
        return up.lemma in words["motion"]
    if prep.lemma == "to":
        return (
            up.pos == "VERB" and up.lemma not in words["dative_verb"] and up.lemma not in words["speech_verb"]
        )
    return prep.lemma in ("on", "onto") and up.lemma in words["onto_verb"]


def _is_in_a_state(tokens: Sequence[Token], verb: Token, words: Words) -> bool:
    """Whether the capital is told to be what only a town is: "Kabul was quiet"."""
    if verb.lemma not in ("be", "remain", "stay", "fall", "go", "lie"):
        return False
    after = tokens[verb.i + 1 : verb.i + 4]
    return any(
        one.head == verb.i and one.dep in ("acomp", "attr") and one.lemma in words["town_state"]
        for one in after
    )


def _is_whence(tokens: Sequence[Token], toponym: Toponym, up: Token, words: Words, end: int) -> bool:
    """Whether "from" is one of motion or of speech: no "orders from Moscow", no "heard from Moscow"."""
    last = toponym.last
    if last < end and tokens[last].lemma == "to":
        return True
    if up.pos in ("NOUN", "PROPN"):
        return up.lemma in words["aired"] or up.lemma in words["visit_noun"]
    return up.lemma not in words["obtain"]
