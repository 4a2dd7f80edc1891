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
    if token.dep == "nsubj" and prep.lemma in words["undergo"]:
        return True
    if token.dep != "pobj" or prep.pos not in ("ADP", "SCONJ", "ADV"):
        return False
    up = tokens[prep.head]
    if prep.lemma == "from":
        return _is_whence(tokens, toponym, up, words, end)
    return prep.lemma in ("on", "onto") and up.lemma in words["onto_verb"]


def _is_whence(tokens: Sequence[Token], toponym: Toponym, up: Token, words: Words, end: int) -> bool:
    """Whether "from" is one of motion or of speech: no "orders from Moscow", no "heard from Moscow"."""
    last = toponym.last
    if last < end and tokens[last].lemma == "to":
        return True
    if up.pos in ("NOUN", "PROPN"):
        return up.lemma in words["aired"] or up.lemma in words["visit_noun"]
    return up.lemma not in words["obtain"]
