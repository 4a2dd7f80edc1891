"""Quantities: how many or how much, of what, and between which bounds."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass, replace

from twosource.analysis.layers import Analysis, Parse, Token
from twosource.analysis.quantities_lexicon import QuantityWords, Row
from twosource.analysis.quantities_numbers import Number, find_numbers
from twosource.analysis.quantities_parts import (
    counting,
    is_age,
    is_age_after_of,
    is_of_one_size,
    is_side_of_age,
)
from twosource.analysis.times_tokens import Word, words_of
from twosource.model.measure import Quantity
from twosource.model.span import Span

_REACH = 600
"""How far back, in code points, a figure without a noun looks for what it counts."""
_NEAR = 120
"""The same for "dozens" and "thousands", which are people where nothing near is counted."""
_TIME_UNITS = frozenset(
    [
        *("minute", "min", "hour", "hr", "day", "week", "weekend", "fortnight"),
        *("month", "quarter", "year", "decade", "century", "time"),
    ]
)
_PRONOUN = ("no", "any", "every", "each", "this", "that", "the", "some")
_DEFINITE = ("the", "both", "these", "those", "all")


@dataclass(frozen=True, slots=True)
class _Counted:
    """What a number counts: its lemma and words, the unit where it is a measure, and the whole it is part of."""

    of: str | None = None
    at: Span | None = None
    unit: str | None = None
    ordinary: bool = True
    whole: Span | None = None
    end: int | None = None


def find_quantities(analysis: Analysis, *, words: QuantityWords) -> tuple[Quantity, ...]:
    """The quantities of the document's blocks (noise left out), in text order.

    Reads the parse (what is counted) and the times (a year, a day or a duration is no quantity). Ordinals, ages, telephone and
    other numbers that name are left out. A figure without a noun counts what the nearest quantity before it
    counts. The span covers the number and the words that bound it, not what is counted.
    """
    text = analysis.text
    taken = [when.at for when in analysis.times if when.at is not None]
    starts = [span.start for span in taken]
    reader = _Reader(analysis.parse, words)
    found: list[Quantity] = []
    for block in analysis.document.read_blocks():
        tokens = words_of(text, block.at.start, block.at.end)
        for number in counting(tokens, find_numbers(tokens, words), words):
            core = Span(tokens[number.core].start, tokens[number.core].end)
            index = bisect_right(starts, core.start) - 1
            if index >= 0 and taken[index].overlaps(core):
                continue
            quantity = _quantity(tokens, number, reader, found)
            if quantity is not None:
                found.append(quantity)
    return tuple(found)


def _quantity(
    words: Sequence[Word], number: Number, reader: _Reader, found: Sequence[Quantity]
) -> Quantity | None:
    at = Span(words[number.first].start, words[number.after - 1].end)
    counted = _measured(words, number, reader.lexicon)
    if counted is None:
        token = reader.token_at(words[number.core].start)
        if is_age(words, number) or is_age_after_of(words, number, token, reader.lexicon):
            return None
        if _is_not_counting(words, number, token, reader):
            return None
        counted = _hyphened(words, number, reader.lexicon)
        if counted is None and token is not None:
            counted = reader.counted(token, number, at)
        if counted is None or counted.of is None:
            counted = _elliptical(counted, at, number, token, reader, found)
        if counted is None:
            return None
        counted = reader.befallen(counted, at)
    if counted.unit in _TIME_UNITS or (counted.of is None and is_side_of_age(words, number)):
        return None
    if counted.end is not None and counted.end > at.end and not counted.ordinary:
        at = Span(at.start, counted.end)
    return Quantity(
        at=at,
        of=counted.of,
        of_at=counted.at,
        unit=counted.unit,
        low=number.low,
        high=number.high,
        approximate=number.approximate,
        figure=number.figure,
        ordinary=counted.ordinary,
        part_of_at=counted.whole,
    )


def _measured(words: Sequence[Word], number: Number, lexicon: QuantityWords) -> _Counted | None:
    """A unit or a currency beside the number: a measure, not a count."""
    after = number.after
    if number.sign is not None:
        return _Counted("money", None, number.sign, ordinary=False)
    hyphened = after < len(words) and words[after].low == "-" and after + 1 < len(words)
    at = after + 1 if hyphened else after
    if at >= len(words):
        return None
    low = words[at].low
    pair = f"{low} {words[at + 1].low}" if at + 1 < len(words) else low
    if pair in (
        "per cent",
        "sq km",
        "nautical miles",
        "nautical mile",
        "square km",
        "square kilometres",
        "square miles",
    ):
        unit = {"per cent": "percent", "nautical miles": "nautical mile", "square miles": "square mile"}.get(
            pair, "km2"
        )
        measure = "share" if unit == "percent" else "area" if unit in ("km2", "square mile") else "length"
        unit = "nautical mile" if pair.startswith("nautical") else unit
        return _Counted(measure, _span(words, at, at + 1), unit, ordinary=False, end=words[at + 1].end)
    row: Row | None = lexicon.units.get(low)
    if row is not None:
        if row["lemma"] == "meter" and low == "m" and not words[at].text.islower():
            return None
        return _Counted(
            str(row["measure"]), _span(words, at, at), str(row["lemma"]), ordinary=False, end=words[at].end
        )
    if (money := lexicon.money.get(low)) is not None:
        return _Counted("money", _span(words, at, at), str(money["lemma"]), ordinary=False, end=words[at].end)
    return None


def _span(words: Sequence[Word], first: int, last: int) -> Span:
    return Span(words[first].start, words[last].end)


def _hyphened(words: Sequence[Word], number: Number, lexicon: QuantityWords) -> _Counted | None:
    """ "a 3,000-strong unit", "a 30-member crew"."""
    after = number.after
    if after < len(words) and words[after].low == "strong":
        return _Counted("person", _span(words, after, after), "person")
    if after + 1 >= len(words) or words[after].low != "-":
        return None
    low = words[after + 1].low
    if low == "strong":
        return _Counted("person", _span(words, after + 1, after + 1), "person")
    kind = lexicon.class_of(low)
    if kind is None:
        return None
    return _Counted(low, _span(words, after + 1, after + 1), "person" if kind == "person" else None)


def _is_not_counting(words: Sequence[Word], number: Number, token: Token | None, reader: _Reader) -> bool:
    """A "one" that is a pronoun or stands with a speaker, "the two", a hyphened compound of no counted thing."""
    before = words[number.first - 1].low if number.first else ""
    plain = number.first == number.core
    low = words[number.core].low
    if number.low == 2 and number.high == 2 and plain and before in _DEFINITE:
        return True
    after = words[number.after].low if number.after < len(words) else ""
    if after == "-" and number.after + 1 < len(words):
        joined = words[number.after + 1].low
        return joined != "strong" and reader.lexicon.class_of(joined) is None
    if after == "-":
        return True
    if low == "one" and plain:
        return before in _PRONOUN or not reader.counts_one(token)
    return False


def _elliptical(
    counted: _Counted | None,
    at: Span,
    number: Number,
    token: Token | None,
    reader: _Reader,
    found: Sequence[Quantity],
) -> _Counted | None:
    """What a figure without a noun counts: that of the nearest count before it; people, beside a verb of harm."""
    whole = counted.whole if counted else None
    harmed = token is not None and reader.is_harmed(token)
    vague = token is not None and reader.is_crowd(token)
    for quantity in reversed(found):
        if at.start - quantity.at.end > (_NEAR if vague else _REACH):
            break
        if not is_of_one_size(quantity, number):
            continue
        if quantity.ordinary and quantity.of is not None and (not harmed or quantity.unit == "person"):
            if harmed and reader.is_casualty(quantity.of):
                break
            return _Counted(quantity.of, quantity.of_at, quantity.unit, whole=whole)
    if harmed or vague:
        return _Counted("person", None, "person", whole=whole)
    if token is None or token.dep not in (
        "nsubj",
        "nsubjpass",
        "dobj",
        "pobj",
        "attr",
        "nummod",
        "ROOT",
        "conj",
    ):
        return None
    return _Counted(whole=whole)


class _Reader:
    """The parse as what is counted is read from it. Built once a document."""

    def __init__(self, parse: Parse, lexicon: QuantityWords) -> None:
        self._parse = parse
        self._starts = [token.start for token in parse.tokens]
        self.lexicon = lexicon

    def token_at(self, offset: int) -> Token | None:
        """The token that holds an offset; None where nothing is parsed."""
        index = bisect_right(self._starts, offset) - 1
        if index < 0 or self._parse.tokens[index].end <= offset:
            return None
        return self._parse.tokens[index]

    def counted(self, token: Token, number: Number, at: Span) -> _Counted | None:
        """What the number at a token counts, by the parse; its ``of`` is None where the noun is left out."""
        noun = self._noun(token)
        if noun is None:
            return self._part_or_carried(token)
        if noun.tag == "NNPS" and noun.entity == "NORP":
            return _Counted(
                noun.lemma.removesuffix("s"), self._words(noun, at), "person", whole=self._whole(noun)
            )
        kind = self.lexicon.class_of(noun.lemma)
        if self.lexicon.row("carrier", noun.lemma) and (inner := self._of_object(noun)) is not None:
            noun, kind = inner, self.lexicon.class_of(inner.lemma)
        if noun.lemma in _TIME_UNITS:
            return _Counted(noun.lemma, noun.at, noun.lemma)
        return _Counted(
            noun.lemma, self._words(noun, at), "person" if kind == "person" else None, whole=self._whole(noun)
        )

    def is_casualty(self, of: str | None) -> bool:
        """Whether what is counted is what befell people ("death", "wounded")."""
        rows = self.lexicon.tables["casualty"]
        return of in rows or any(of == row["lemma"] for row in rows.values())

    def befallen(self, counted: _Counted, at: Span) -> _Counted:
        """What befell the people counted, where a participle right after them says it ("30 wounded", "330 people killed")."""
        generic = counted.of in (None, "people", "person", "other") or self.is_casualty(counted.of)
        near = counted.at is not None and counted.at.start >= at.end
        if not generic and (near or counted.unit == "person"):
            return counted
        noun = self.token_at(counted.at.end - 1) if near and counted.at is not None else None
        row = self.lexicon.row("casualty", noun.text.lower()) if noun is not None else None
        participle = noun if row is not None else self.token_at((noun.end if noun else at.end) + 1)
        if participle is None:
            return counted
        row = self.lexicon.row("casualty", participle.text.lower())
        if row is None or not self._befalls(participle):
            return counted
        return replace(counted, of=str(row["lemma"]), at=participle.at, unit="person", ordinary=True)

    def _befalls(self, participle: Token) -> bool:
        """Whether a participle has neither an object ("people killed a guard") nor a noun it goes before ("30 wounded men")."""
        tokens = self._parse.tokens
        objects = (child for child in self._parse.children[participle.i] if child > participle.i)
        if any(tokens[child].dep in ("dobj", "obj", "ccomp") for child in objects):
            return False
        after = tokens[participle.i + 1] if participle.i + 1 < len(tokens) else None
        return after is None or after.pos not in ("NOUN", "PROPN", "ADJ")

    def counts_one(self, token: Token | None) -> bool:
        """Whether a "one" counts a noun that is not the speaker of the sentence."""
        if token is None or token.dep != "nummod":
            return False
        noun = self._parse.tokens[token.head]
        verb = self._parse.tokens[noun.head]
        return (
            self.lexicon.class_of(noun.lemma) is not None
            and not (noun.dep == "nsubj" and self.lexicon.row("speech", verb.lemma))
            and noun.lemma not in ("day", "time", "way")
        )

    def is_crowd(self, token: Token) -> bool:
        """Whether a bare "dozens" or "thousands" stands where people do: a subject, an object, or before a participle."""
        plural = any(
            row["plural"] == token.text.lower() for row in self.lexicon.tables["multiplier"].values()
        )
        return plural and token.dep in ("nsubj", "nsubjpass", "dobj", "pobj", "conj", "appos")

    def is_harmed(self, token: Token) -> bool:
        """Whether a bare figure is the object, or the passive subject, of a verb whose figures count people."""
        verb = self._parse.tokens[token.head]
        return (
            token.dep in ("dobj", "nsubjpass", "nsubj", "obj")
            and self.lexicon.row("harm", verb.lemma) is not None
        )

    def _noun(self, token: Token) -> Token | None:
        """The noun that a number modifies, or what follows its "of"; None where there is none."""
        tokens = self._parse.tokens
        inner = self._of_object(token)
        if (inner is not None and token.pos != "NUM") or (
            inner is not None and token.lemma in ("dozen", "score", "hundred", "thousand", "million")
        ):
            return inner
        current = token
        for _ in range(4):
            if (
                current.dep
                in ("nummod", "quantmod", "compound", "amod", "advmod", "det", "poss", "nmod", "npadvmod")
                and current.head != current.i
            ):
                head = tokens[current.head]
                if head.start < current.start:
                    break
                current = head
                if (
                    current.pos in ("NOUN", "PROPN")
                    and not self._is_number(current)
                    and current.dep not in ("compound", "nmod")
                ):
                    return current
                continue
            break
        if current is not token and current.pos in ("NOUN", "PROPN") and not self._is_number(current):
            return current
        return self._next_noun(token)

    def _next_noun(self, token: Token) -> Token | None:
        """The noun right after the number where the parse hangs it otherwise ("12 dead", "30 wounded")."""
        tokens = self._parse.tokens
        for step in (1, 2, 3):
            if token.i + step >= len(tokens):
                return None
            following = tokens[token.i + step]
            if self.lexicon.class_of(following.lemma) and following.pos in ("NOUN", "ADJ", "PROPN"):
                return following
            if self.lexicon.class_of(following.text.lower()) == "person" and following.tag in (
                "VBN",
                "JJ",
                "NN",
                "NNS",
            ):
                verbal = following.tag == "VBN" and following.dep not in ("amod", "acl")
                return None if verbal else following
            if following.pos not in ("ADJ", "PROPN", "NOUN"):
                return None
        return None

    def _of_object(self, token: Token) -> Token | None:
        """The object of an "of" right after the token."""
        tokens = self._parse.tokens
        for child in self._parse.children[token.i]:
            preposition = tokens[child]
            if preposition.text.lower() == "of" and preposition.i == token.i + 1:
                for inner in self._parse.children[child]:
                    named = tokens[inner].pos in ("NOUN", "PROPN") or self.lexicon.class_of(
                        tokens[inner].lemma
                    )
                    if tokens[inner].dep == "pobj" and named:
                        return tokens[inner]
        return None

    def _part_or_carried(self, token: Token) -> _Counted | None:
        """ "ten of them", "of them, ten", "a toll of 30", "the number of dead rose to 30"."""
        tokens, children = self._parse.tokens, self._parse.children
        for child in children[token.i]:
            if tokens[child].text.lower() == "of":
                for inner in children[child]:
                    if tokens[inner].dep == "pobj":
                        return _Counted(whole=tokens[inner].at)
        head = tokens[token.head]
        for child in children[head.i]:
            first = tokens[child]
            if first.text.lower() == "of" and first.i < token.i:
                for inner in children[child]:
                    if tokens[inner].text.lower() in ("them", "these", "those", "whom", "which"):
                        return _Counted(whole=tokens[inner].at)
        return self._carried(token)

    def _carried(self, token: Token) -> _Counted | None:
        """What a noun of number ("toll", "estimate") that the figure hangs on, or that is its verb's subject, counts."""
        tokens, children = self._parse.tokens, self._parse.children
        holder = tokens[token.head]
        if holder.pos == "ADP":
            holder = tokens[holder.head]
        candidates = [holder]
        if holder.pos in ("VERB", "AUX"):
            candidates = [
                tokens[child] for child in children[holder.i] if tokens[child].dep in ("nsubj", "nsubjpass")
            ]
        for noun in candidates:
            if self.lexicon.row("carrier", noun.lemma) is None:
                continue
            for child in children[noun.i]:
                if tokens[child].dep == "compound" and self.lexicon.class_of(tokens[child].lemma):
                    return _Counted(tokens[child].lemma, tokens[child].at, None)
            inner = self._of_object(noun)
            if inner is not None and inner.i != token.i and not self._is_number(inner):
                kind = self.lexicon.class_of(inner.lemma)
                return _Counted(inner.lemma, inner.at, "person" if kind == "person" else None)
        return None

    def _whole(self, noun: Token) -> Span | None:
        tokens, children = self._parse.tokens, self._parse.children
        for child in children[noun.i]:
            if tokens[child].text.lower() == "of":
                for inner in children[child]:
                    if tokens[inner].text.lower() in ("them", "these", "those", "whom"):
                        return tokens[inner].at
        return None

    def _words(self, noun: Token, at: Span) -> Span:
        """The noun with the adjectives and names between it and the number."""
        tokens = self._parse.tokens
        first = noun
        index = noun.i - 1
        while (
            index >= 0
            and tokens[index].start >= at.end
            and tokens[index].pos in ("ADJ", "PROPN", "NOUN", "PUNCT")
            and tokens[index].text not in (",", "(")
        ):
            first = tokens[index]
            index -= 1
        return Span(first.start, noun.end)

    def _is_number(self, token: Token) -> bool:
        return token.pos == "NUM" or self.lexicon.row("multiplier", token.lemma) is not None
