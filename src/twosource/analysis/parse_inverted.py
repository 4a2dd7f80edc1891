"""Conditions that open with their auxiliary ("should the dam fail, it would drown"), which the parser takes for speech."""

from __future__ import annotations

from dataclasses import replace

from twosource.analysis.layers import Parse, Token

_OPENS = frozenset({"should", "had", "were"})


def with_inversions(parse: Parse) -> Parse:
    """The parse with each inverted condition as an adverbial clause of the verb that depends on it."""
    changed = {
        token.i: replace(token, dep="advcl")
        for sentence in parse.sentences
        for token in parse.tokens[sentence.first : sentence.last]
        if token.dep == "ccomp" and _is_inverted(parse, token)
    }
    if not changed:
        return parse
    tokens = tuple(changed.get(token.i, token) for token in parse.tokens)
    return Parse(tokens, parse.sentences, parse.children)


def _is_inverted(parse: Parse, token: Token) -> bool:
    if token.head <= token.i:
        return False
    children = [parse.tokens[c] for c in parse.children[token.i]]
    subject = next((c.i for c in children if c.dep in ("nsubj", "nsubjpass")), None)
    opens = next((c.i for c in children if c.dep in ("aux", "auxpass") and c.text.lower() in _OPENS), None)
    depends = any(parse.tokens[c].tag == "MD" for c in parse.children[token.head])
    return subject is not None and opens is not None and opens < subject and depends
