"""Whether a state's or a capital's name acts here or is a place, decided by the syntax."""

from __future__ import annotations

from twosource.analysis.layers import Parse, Token
from twosource.analysis.mentions_lexicon import Words
from twosource.analysis.mentions_names import Draft

_INSIDE = frozenset(
    [
        "in",
        "into",
        "over",
        "near",
        "across",
        "at",
        "through",
        "inside",
        "outside",
        "around",
        "throughout",
        "within",
        "above",
        "off",
        "onto",
        "via",
        "beyond",
        "along",
    ]
)
_ACTING = frozenset(
    [
        "by",
        "with",
        "against",
        "for",
        "on",
        "about",
        "toward",
        "towards",
        "among",
        "without",
        "despite",
        "unlike",
        "like",
        "between",
        "under",
        "regarding",
    ]
)


def reading_of(parse: Parse, draft: Draft, words: Words) -> str:
    """``actor``, ``place`` or ``either`` for a state ("name") or a capital ("metonym")."""
    if draft.how in ("demonym", "short", "definite", "seat"):
        return "actor"
    if draft.how == "metonym" and opens_dateline(parse, draft.first, draft.last):
        return "place"
    return _reading(parse, draft.head, draft.how == "metonym", words, 0)


def opens_dateline(parse: Parse, first: int, last: int) -> bool:
    """Whether the name opens a line and a dash follows before any verb ("TORVAN, March 3 (AP) -- ...")."""
    tokens = parse.tokens
    sentence = next((s for s in parse.sentences if s.first <= first < s.last), None)
    if sentence is None or sentence.first != first:
        return False
    for token in tokens[last : min(len(tokens), last + 9)]:
        if token.text in _DASHES and token.start > tokens[token.i - 1].end:
            return True
        if token.pos in ("VERB", "AUX") or token.tag == "POS":
            return False
    return False


_DASHES = frozenset(("--", "---", "–", "—", "-"))


def _reading(parse: Parse, at: int, capital: bool, words: Words, depth: int) -> str:
    tokens = parse.tokens
    token = tokens[at]
    head = tokens[token.head]
    unsure = "place" if capital else "either"
    if depth > 4:
        return unsure
    if token.dep in ("conj", "appos") and head.i != token.i:
        return _reading(parse, head.i, capital, words, depth + 1) if head.pos == "PROPN" else unsure
    if token.dep == "nsubj":
        if head.lemma == "be" and any(
            tokens[i].lemma in ("capital", "city", "port", "town") for i in parse.children[head.i]
        ):
            return "place"
        return "place" if head.lemma in ("lie", "sit") and capital else "actor"
    if token.dep == "nsubjpass":
        return "place" if head.lemma in words["attack"] and capital else "actor"
    if token.dep in ("dobj", "obj", "dative", "oprd"):
        if head.lemma in words["motion"] or head.lemma in words["attack"]:
            return "place" if capital else "either"
        return "actor"
    if token.dep == "poss":
        if head.lemma in words["place_noun"]:
            return "place" if capital else "either"
        return "actor"
    if token.dep in ("compound", "amod", "nmod"):
        if head.lemma in words["act_noun"] or head.lemma in words["title"]:
            return "actor"
        if head.pos == "PROPN" and head.i != token.i and depth < 3:
            return _reading(parse, head.i, capital, words, depth + 1)
        return unsure
    if token.dep == "pobj":
        return _after_preposition(parse, token, head, capital, words)
    if token.dep == "agent":
        return "actor"
    if token.dep in ("attr", "acomp"):
        return unsure
    return unsure


def _after_preposition(parse: Parse, token: Token, prep: Token, capital: bool, words: Words) -> str:
    tokens = parse.tokens
    lemma = prep.lemma
    up = tokens[prep.head]
    if prep.dep == "agent":
        return "actor"
    if lemma in _INSIDE:
        return "place"
    if lemma == "to":
        if up.lemma in words["motion"] or up.lemma in words["visit_noun"]:
            return "place"
        return "actor"
    if lemma == "from":
        if (
            up.lemma in words["motion"]
            or up.lemma in words["visit_noun"]
            or up.lemma in ("kilometer", "kilometre", "mile", "km", "away", "far")
        ):
            return "place"
        return "actor"
    if lemma == "of":
        if up.lemma in words["place_noun"] or up.lemma in (
            "north",
            "south",
            "east",
            "west",
            "kilometer",
            "kilometre",
            "mile",
            "part",
            "out",
        ):
            return "place" if capital else "either"
        return "actor"
    if lemma == "on" and up.pos == "VERB" and up.lemma in words["onto_verb"]:
        return "place"
    if lemma == "between" and any(
        tokens[i].lemma in ("road", "highway", "railway", "border", "flight") for i in (prep.head,)
    ):
        return "place" if capital else "either"
    if lemma in _ACTING:
        return "actor"
    return "place" if capital else "either"
