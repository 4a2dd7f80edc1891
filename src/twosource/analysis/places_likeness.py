"""Names that are likenesses, namesakes or teams: "the Venice of the North", "another Venezuela", "named after Poltava"."""

from __future__ import annotations

from collections.abc import Sequence

from twosource.analysis.layers import Token
from twosource.analysis.mentions_lexicon import Words
from twosource.analysis.places_toponym import PLACE_LABELS, Toponym

_QUOTES = frozenset(('"', "“", "”", "'", "‘", "’", "``", "''"))


def is_likeness(
    tokens: Sequence[Token], norms: Sequence[str], toponym: Toponym, words: Words, bounds: tuple[int, int]
) -> bool:
    """Whether the name stands for what is like its place or is named after it."""
    return (
        _is_of_another(tokens, norms, toponym, bounds)
        or _is_another(tokens, norms, toponym, words, bounds)
        or _is_namesake(tokens, toponym, words)
    )


def _before(tokens: Sequence[Token], first: int, start: int) -> int:
    """The index of the word before a name, its quotation marks passed over; less than ``start`` for none."""
    at = first - 1
    while at >= start and tokens[at].text in _QUOTES:
        at -= 1
    return at


def _is_of_another(
    tokens: Sequence[Token], norms: Sequence[str], toponym: Toponym, bounds: tuple[int, int]
) -> bool:
    """ "the Venice of the North", "a Paris of the East"."""
    at = _before(tokens, toponym.first, bounds[0])
    while at > bounds[0] and tokens[at].pos == "ADJ":
        at = _before(tokens, at, bounds[0])
    last = toponym.last
    if at < bounds[0] or norms[at] not in ("the", "a", "an") or last + 1 >= bounds[1] or norms[last] != "of":
        return False
    return toponym.candidates[:1] != () and toponym.candidates[0].type in (
        "city",
        "village",
        "district",
        "province",
        "country",
    )


def _is_another(
    tokens: Sequence[Token], norms: Sequence[str], toponym: Toponym, words: Words, bounds: tuple[int, int]
) -> bool:
    """ "another Venezuela", "a second Stalingrad", "the next Dubai"; not "a London court"."""
    token = tokens[toponym.last - 1]
    if token.dep in ("compound", "amod", "nmod", "poss") or token.pos != "PROPN":
        return False
    at = _before(tokens, toponym.first, bounds[0])
    if at < bounds[0]:
        return False
    if norms[at] in words["likening"]:
        low = _before(tokens, at, bounds[0])
        return low >= bounds[0] and tokens[low].pos == "DET"
    return norms[at] in ("another", "a", "an")


def _is_namesake(tokens: Sequence[Token], toponym: Toponym, words: Words) -> bool:
    """ "named after the city of Poltava", "compared it to Dresden"."""
    token = tokens[toponym.last - 1]
    for _ in range(6):
        head = tokens[token.head]
        if head.i == token.i or token.pos == "VERB":
            return False
        if token.pos == "ADP" and head.lemma in words["naming"] and token.lemma in ("after", "for"):
            return True
        if token.pos == "ADP" and head.lemma in words["comparing"] and token.lemma in ("to", "with"):
            return True
        token = head
    return False


def is_team_or_ship(
    tokens: Sequence[Token], norms: Sequence[str], toponym: Toponym, words: Words, bounds: tuple[int, int]
) -> bool:
    """Whether a town's name plays a game, or has an article of its own ("aboard the Lisbon")."""
    token = tokens[toponym.last - 1]
    towns = all(place.type in ("city", "village") for place in toponym.candidates[:5])
    verb = tokens[token.head]
    if token.dep in ("nsubj", "dobj") and verb.lemma in words["match_verb"]:
        return True
    if token.dep in ("poss", "compound", "nmod") and verb.lemma in words["sport"]:
        return True
    if token.dep == "nsubj" and verb.pos == "VERB" and toponym.candidates[0].type != "country":
        return any(norms[i] in words["sport"] and tokens[i].pos != "VERB" for i in range(*bounds))
    if _is_second_name(tokens, norms, toponym, words, bounds[0]):
        return True
    article = toponym.first > bounds[0] and tokens[toponym.first - 1].lemma == "the"
    own = article and tokens[toponym.first - 1].text == "The" and toponym.first - 1 > bounds[0]
    return (
        article
        and not own
        and towns
        and not any(place.name.startswith("The ") for place in toponym.candidates[:3])
        and token.dep in ("nsubj", "nsubjpass", "dobj", "pobj")
        and toponym.last - toponym.first == 1
    )


def _is_second_name(
    tokens: Sequence[Token], norms: Sequence[str], toponym: Toponym, words: Words, start: int
) -> bool:
    """Whether an article and another name make it a ship's or a hotel's ("the Nordic Hamburg")."""
    at = toponym.first - 1
    if at <= start or norms[at - 1] not in ("the", "a"):
        return False
    before = tokens[at]
    return (
        before.pos == "PROPN"
        and before.text[:1].isupper()
        and before.dep == "compound"
        and before.head == toponym.last - 1
        and before.entity not in PLACE_LABELS
        and not any(
            norms[at] in words[name] for name in ("title", "direction", "quarter", "local_body", "type_word")
        )
    )
