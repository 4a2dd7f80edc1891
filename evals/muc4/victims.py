"""The victims that our reading tells of: counts of people whom harm befell, and single persons named or described."""

from __future__ import annotations

import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from functools import cache
from pathlib import Path

from evals.muc4.gold import Value
from twosource.analysis.layers import Analysis, Token
from twosource.analysis.quantities_lexicon import QuantityWords
from twosource.analysis.quantities_victims import harm_to
from twosource.model.measure import Quantity

ONE = Decimal(1)
_EFFECTS = {"kill": "DEATH", "die": "DEATH", "wound": "INJURY", "death": "DEATH", "injury": "INJURY"}
_FAR = 120
"""Within so many code points "others" are fighters like those told of before."""
_TARGETS = ("kill", "die", "wound", "kidnap", "attack", "death", "injury")


@dataclass(frozen=True, slots=True)
class Victims:
    """So many people, their words in lower case, and what befell them as the keys call it (None: not told)."""

    value: Value
    words: str
    effect: str | None
    at: tuple[int, int]


@cache
def words(name: str) -> frozenset[str]:
    """A list of ``words.toml``: ``armed`` are the nouns of those whom the keys do not count."""
    rows = tomllib.loads(Path(__file__).with_name("words.toml").read_text(encoding="utf-8"))
    return frozenset(rows[name])


def victims_of(analysis: Analysis, lexicon: QuantityWords) -> list[Victims]:
    """Each count and each single victim once: a repeated number of the same people is one."""
    found: list[Victims] = []
    for one in sorted([*_counted(analysis, lexicon), *_single(analysis, lexicon)], key=lambda each: each.at):
        if not any(_is_same(one, other) for other in found):
            found.append(one)
    return found


def _is_same(one: Victims, other: Victims) -> bool:
    mine, its = one.words.split(), other.words.split()
    if one.value != other.value or not mine or not its:
        return False
    generic = one.value != Value(ONE, ONE) and (mine[-1] in words("anybody") or its[-1] in words("anybody"))
    return mine[-1] == its[-1] or set(mine) <= set(its) or (generic and one.effect == other.effect)


def _counted(analysis: Analysis, lexicon: QuantityWords) -> Iterator[Victims]:
    fighters = -_FAR
    for quantity in analysis.quantities:
        if quantity.low is None and quantity.high is None:
            continue
        fate = fate_of(analysis, quantity, lexicon)
        if quantity.of in words("armed"):
            fighters = quantity.at.end
            continue
        if (
            "other" in analysis.text[quantity.at.end : quantity.at.end + 7]
            and quantity.at.start - fighters < _FAR
        ):
            continue
        if fate not in _TARGETS or (quantity.approximate and quantity.high is None):
            continue
        named = quantity.of_at.of(analysis.text).lower() if quantity.of_at else (quantity.of or "")
        at = (quantity.at.start, quantity.at.end)
        yield Victims(Value(quantity.low, quantity.high), named, _EFFECTS.get(fate), at)


def fate_of(analysis: Analysis, quantity: Quantity, lexicon: QuantityWords) -> str | None:
    """What befell those that a quantity counts; None where they are no people or nothing befell them."""
    if quantity.of in ("death", "injury"):
        return quantity.of
    if quantity.of in ("body", "corpse"):
        return "death"
    if quantity.unit != "person":
        return None
    near = quantity.of_at is not None and quantity.of_at.start >= quantity.at.start
    end = quantity.of_at.end if near and quantity.of_at is not None else quantity.at.end
    token = token_ending(analysis, end)
    row = harm_to(analysis.parse, token, lexicon) if token is not None else None
    return str(row["lemma"]) if row is not None else None


def token_ending(analysis: Analysis, end: int) -> Token | None:
    """The token that ends at an offset."""
    return next((token for token in analysis.parse.tokens if token.end == end), None)


def _single(analysis: Analysis, lexicon: QuantityWords) -> Iterator[Victims]:
    """Single persons, by name or as "the mayor", whom harm befell and no number counts."""
    tokens = analysis.parse.tokens
    counted = [q.of_at for q in analysis.quantities if q.of_at is not None]
    for token in tokens:
        person = token.tag == "NNP" and token.entity in ("PERSON", "")
        described = token.tag == "NN" and lexicon.class_of(token.lemma) == "person"
        if not (person or described) or token.dep in ("compound", "nmod", "amod"):
            continue
        if any(span.overlaps(token.at) for span in counted):
            continue
        ordered = any(
            lexicon.row("ordinal", tokens[child].lemma) for child in analysis.parse.children[token.i]
        )
        again = token.dep == "appos" and not (person and tokens[token.head].tag in ("NNS", "NNPS"))
        if ordered or again or lexicon.noun(token.lemma) in words("armed"):
            continue
        row = harm_to(analysis.parse, token, lexicon)
        if row is None or str(row["lemma"]) not in _TARGETS:
            continue
        if person and row["lemma"] == "attack" and token.entity != "PERSON":
            continue
        lemma = str(row["lemma"])
        yield Victims(Value(ONE, ONE), _name(analysis, token), _EFFECTS.get(lemma), (token.start, token.end))


def _name(analysis: Analysis, token: Token) -> str:
    first = token
    tokens = analysis.parse.tokens
    while first.i and tokens[first.i - 1].head == token.i and tokens[first.i - 1].dep == "compound":
        first = tokens[first.i - 1]
    return analysis.text[first.start : token.end].lower()
