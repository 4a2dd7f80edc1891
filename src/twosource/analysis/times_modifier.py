"""Times that belong to a modifier or to an earlier value, and not to what the clause above them tells."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Container

from twosource.analysis.layers import Parse, Token
from twosource.analysis.times_lexicon import TimeWords
from twosource.model.measure import When
from twosource.model.span import Span

_CLAUSES = frozenset({"acl", "relcl"})
_CHAINED = frozenset({"conj", "aux", "auxpass", "xcomp"})
"""How a verb may hang on the one that a noun is followed by."""
_OLD_VALUE = re.compile(
    r"(?:\b(?:up|down|increased?|rise|rose|risen|jump(?:ed)?|drop(?:ped)?|fall|fell|fallen)\s+(?:sharply\s+)?from"
    r"|\bcompared\s+(?:with|to)|\bas\s+against|\bversus|\bagainst)\s+[^,;.:()]*\d[^;.:()]*$",
    re.IGNORECASE,
)
_REACH = 90


def lends_time(text: str, parse: Parse, when: When, *, words: TimeWords, heads: Container[int] = ()) -> bool:
    """Whether the clause above a time takes it for its own.

    Not where the time dates a modifier ("the accord signed in 2028", "the armistice of 2019", "the January
    understanding"), nor where it is that of an earlier value ("up from 5,000 in March"). ``heads`` are
    the tokens of predicates: one inside the modifier takes the time itself.
    """
    if when.at is None:
        return False
    token = _last_token(parse, when.at)
    if token is None:
        return True
    sentence = bisect_right([one.at.start for one in parse.sentences], when.at.start) - 1
    first = parse.sentences[sentence].at.start if sentence >= 0 else 0
    if _OLD_VALUE.search(text[max(first, when.at.start - _REACH) : when.at.start]):
        return False
    return not _modifies(parse, token, words, heads)


def _last_token(parse: Parse, at: Span) -> Token | None:
    index = bisect_right([token.start for token in parse.tokens], at.end - 1) - 1
    return parse.tokens[index] if index >= 0 and parse.tokens[index].end > at.start else None


def _modifies(parse: Parse, token: Token, words: TimeWords, heads: Container[int]) -> bool:
    """Whether the first thing that words of time hang on, through prepositions, is a participle of a noun or what was made."""
    tokens = parse.tokens
    preposition = ""
    for _ in range(12):
        head = tokens[token.head]
        if head.i == token.i or token.i in heads:
            return False
        if token.dep in _CLAUSES:
            return head.tag.startswith("NN")
        if token.pos in ("VERB", "AUX") and token.dep not in _CHAINED:
            return False
        if token.pos == "ADP":
            preposition = token.text.lower()
        if head.tag.startswith("NN") and _is_made(head, words):
            return preposition in ("", "of", "from", "since")
        token = head
    return False


def _is_made(noun: Token, words: TimeWords) -> bool:
    row = words.row("future", noun.lemma)
    return row is not None and row["lemma"] == "made"
