"""Roads, parks, bridges and the like that no gazetteer has: named where something happens, and left unresolved."""

from __future__ import annotations

from collections.abc import Sequence

from twosource.analysis.layers import Parse, Token
from twosource.analysis.mentions_lexicon import Words
from twosource.analysis.places_toponym import Toponym

NO_GAZETTEER = "a road or a site, of which the gazetteer has none"


def find_sites(parse: Parse, norms: Sequence[str], found: Sequence[Toponym], words: Words) -> list[Toponym]:
    """The sites of a text that a preposition of place or another site beside them shows to be places."""
    tokens = parse.tokens
    taken = {i for toponym in found for i in range(toponym.first, toponym.last)}
    tails = words["road"] | words["feature"]
    out: list[Toponym] = []
    for sentence in parse.sentences:
        for at in range(sentence.first, sentence.last):
            if norms[at] not in tails or not tokens[at].text[:1].isupper():
                continue
            span = _span(tokens, norms, at, (sentence.first, sentence.last), words)
            if span is None or any(i in taken for i in range(*span)):
                continue
            ends = {one.last for one in out}
            if _is_located(tokens, norms, span[0], ends, words):
                site = Toponym(*span, (), type="site", key=" ".join(norms[span[0] : span[1]]))
                site.because = NO_GAZETTEER
                out.append(site)
                taken.update(range(*span))
    return out


def _span(
    tokens: Sequence[Token], norms: Sequence[str], at: int, bounds: tuple[int, int], words: Words
) -> tuple[int, int] | None:
    """The tokens of the whole name round its type word; None where it is bare or part of a longer name."""
    first, last = at, at + 1
    while first > bounds[0] and _is_part(tokens[first - 1]):
        first -= 1
    if last < bounds[1] and norms[at] in words["road"] and tokens[last].text[:1].isdigit():
        last += 1
    if last - first < 2 or last - first > _LONGEST:
        return None
    if last < bounds[1] and tokens[last].text[:1].isupper() and tokens[last].pos == "PROPN":
        return None
    while first < at and norms[first] == "the":
        first += 1
    return (first, last) if last - first > 1 else None


_LONGEST = 6


def _is_part(token: Token) -> bool:
    if token.text in ("'s", "’s", "-"):
        return True
    if token.text[:1].isdigit():
        return not token.text.isdigit() and token.text[-1].isalpha()
    return token.text[:1].isupper() and token.pos in ("PROPN", "ADJ", "NOUN")


def _is_located(
    tokens: Sequence[Token], norms: Sequence[str], first: int, ends: set[int], words: Words
) -> bool:
    """Whether a preposition of place or the "and" of a list of sites stands before the name and its house number."""
    at = first - 1
    while at > 0 and (norms[at] in ("the", "nearby", "old") or tokens[at].text.isdigit()):
        at -= 1
    if at < 0:
        return False
    if tokens[at].lemma in words["locative"] or tokens[at].lemma in words["beside"]:
        return True
    return tokens[at].text in ("and", ",", "&", "/", "or") and (at in ends or at - 1 in ends)
