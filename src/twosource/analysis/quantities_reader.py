"""What is counted, as the parse has it: the noun of a number, what befell it, and the whole it is part of."""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import dataclass, replace

from twosource.analysis.layers import Parse, Token
from twosource.analysis.quantities_lexicon import QuantityWords
from twosource.analysis.quantities_numbers import Number
from twosource.analysis.quantities_victims import harm_to, taken
from twosource.model.span import Span

_OF_PEOPLE = ("kill", "wound", "kidnap", "arrest")
"""Harm that befalls people, so that whoever suffers it in numbers is a person."""
TIME_UNITS = frozenset(
    [
        *("minute", "min", "hour", "hr", "day", "week", "weekend", "fortnight"),
        *("month", "quarter", "year", "decade", "century", "time"),
    ]
)


@dataclass(frozen=True, slots=True)
class Counted:
    """What a number counts: its lemma and words, the unit where it is a measure, and the whole it is part of."""

    of: str | None = None
    at: Span | None = None
    unit: str | None = None
    ordinary: bool = True
    whole: Span | None = None
    end: int | None = None


class Reader:
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

    def counted(self, token: Token, number: Number, at: Span) -> Counted | None:
        """What the number at a token counts, by the parse; its ``of`` is None where the noun is left out."""
        if (harmed := self._harmed_after(token)) is not None:
            return harmed
        noun = self._noun(token)
        if noun is None and self._parse.tokens[token.head].pos == "NUM":
            token = self._parse.tokens[token.head]
        elif noun is not None and noun.tag == "NN":
            noun = self._plural_before(noun, at)
        if noun is not None and self._is_no_noun(noun, token, number):
            noun = None
        if noun is None:
            return self._membered(token) or self._part_or_carried(token)
        if noun.tag == "NNPS" and noun.entity == "NORP":
            return Counted(
                noun.lemma.removesuffix("s"), self._words(noun, at), "person", whole=self._whole(noun)
            )
        if self.lexicon.row("carrier", noun.lemma) and (inner := self._of_object(noun)) is not None:
            noun = inner
        if (fate := taken(self._parse, noun, self.lexicon)) is not None and fate["lemma"] == "kill":
            return Counted("death", noun.at, "person")
        if noun.lemma in TIME_UNITS:
            return Counted(noun.lemma, noun.at, noun.lemma)
        return Counted(
            self.lexicon.noun(noun.lemma), self._words(noun, at), self._unit(noun), whole=self._whole(noun)
        )

    def _plural_before(self, noun: Token, at: Span) -> Token:
        """The plural between a number and the singular that the parse hangs both on ("30 guests hostage"), else the noun."""
        tokens = self._parse.tokens
        before = tokens[noun.i - 1]
        return before if before.tag in ("NNS", "NNPS") and before.start >= at.end else noun

    def _is_no_noun(self, noun: Token, token: Token, number: Number) -> bool:
        """An unknown word in the singular right after a number above one: a verb misread ("five swam ashore")."""
        several = number.low is not None and number.low > 1
        known = self.lexicon.class_of(noun.lemma) or noun.text.lower() in self.lexicon.units
        return bool(several and noun.tag == "NN" and noun.i == token.i + 1 and not known)

    def _membered(self, token: Token) -> Counted | None:
        """ "A crew of 19", "a delegation of five": the people of a collective."""
        preposition = self._parse.tokens[token.head]
        if token.dep != "pobj" or preposition.text.lower() != "of":
            return None
        noun = self._parse.tokens[preposition.head]
        if self.lexicon.row("collective", noun.lemma) is None:
            return None
        return Counted(noun.lemma, noun.at, "person")

    def _unit(self, noun: Token) -> str | None:
        """ "person" for a noun of persons; also for one that the lexicon does not know, where it is told who was harmed."""
        kind = self.lexicon.class_of(self.lexicon.noun(noun.lemma))
        if self.is_casualty(noun.lemma):
            return "person"
        if kind is not None:
            return "person" if kind == "person" else None
        row = harm_to(self._parse, noun, self.lexicon) if noun.tag in ("NNS", "NNPS") else None
        return "person" if row is not None and row["lemma"] in _OF_PEOPLE else None

    def whole_of(self, offset: int) -> Token | None:
        """The noun that a share at an offset is a part of."""
        token = self.token_at(offset)
        if token is None:
            return None
        inner = self._of_object(token)
        if inner is not None:
            return inner
        head = self._parse.tokens[token.head]
        return head if head.i > token.i and head.pos in ("NOUN", "PROPN") else None

    def is_casualty(self, of: str | None) -> bool:
        """Whether what is counted is what befell people ("death", "wounded")."""
        rows = self.lexicon.tables["casualty"]
        return of in rows or any(of == row["lemma"] for row in rows.values())

    def befallen(self, counted: Counted, at: Span) -> Counted:
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

    def _harmed_after(self, token: Token) -> Counted | None:
        """The participle right after a bare figure, where no noun follows it ("four wounded and much damage")."""
        tokens = self._parse.tokens
        if token.i + 1 >= len(tokens) or token.pos != "NUM":
            return None
        following = tokens[token.i + 1]
        row = self.lexicon.row("casualty", following.text.lower())
        if row is None or following.tag not in ("VBN", "VBD", "JJ", "NN", "NNS"):
            return None
        after = tokens[token.i + 2] if token.i + 2 < len(tokens) else None
        bare = after is None or after.pos not in ("NOUN", "PROPN", "ADJ")
        return Counted(str(row["lemma"]), following.at, "person") if bare else None

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
                    named = tokens[inner].pos in ("NOUN", "PROPN", "ADJ") or self._is_known(tokens[inner])
                    if tokens[inner].dep == "pobj" and named:
                        return tokens[inner]
        return None

    def _is_known(self, token: Token) -> bool:
        """Whether a word that the parser takes for no noun names something counted or those whom something befell."""
        harmed = self.lexicon.row("casualty", token.text.lower())
        return harmed is not None or self.lexicon.class_of(token.lemma) is not None

    def _part_or_carried(self, token: Token) -> Counted | None:
        """ "ten of them", "of them, ten", "a toll of 30", "the number of dead rose to 30"."""
        tokens, children = self._parse.tokens, self._parse.children
        for child in children[token.i]:
            if tokens[child].text.lower() == "of":
                for inner in children[child]:
                    if tokens[inner].dep == "pobj":
                        return self._part(tokens[inner])
        head = tokens[token.head]
        for child in children[head.i]:
            first = tokens[child]
            if first.text.lower() == "of" and first.i < token.i:
                for inner in children[child]:
                    if tokens[inner].text.lower() in ("them", "these", "those", "whom", "which"):
                        return Counted(whole=tokens[inner].at)
        return self._carried(token)

    def _part(self, inner: Token) -> Counted:
        """What "two of" something counts: the noun ("two of his guards"); nothing yet where it is a pronoun ("two of them")."""
        noun = self.lexicon.noun(inner.lemma)
        if inner.tag not in ("NNS", "NNPS") and self.lexicon.class_of(noun) != "person":
            return Counted(whole=inner.at)
        return Counted(noun, inner.at, self._unit(inner), whole=inner.at)

    def _carried(self, token: Token) -> Counted | None:
        """What a noun of number ("toll", "estimate") that the figure hangs on, or that is its verb's subject, counts."""
        tokens, children = self._parse.tokens, self._parse.children
        holder = tokens[token.head]
        if holder.pos == "ADP":
            holder = tokens[holder.head]
        candidates = [holder]
        if holder.pos in ("VERB", "AUX"):
            candidates = [
                tokens[child]
                for child in children[holder.i]
                if tokens[child].dep in ("nsubj", "nsubjpass", "dobj") and child < token.i
            ]
        for noun in candidates:
            if (
                holder.pos in ("VERB", "AUX")
                and noun.dep == "dobj"
                and self.lexicon.row("collective", noun.lemma)
            ):
                return Counted(noun.lemma, noun.at, "person")
            if self.lexicon.row("carrier", noun.lemma) is None:
                continue
            for child in children[noun.i]:
                if tokens[child].dep == "compound" and self.lexicon.class_of(tokens[child].lemma):
                    return Counted(tokens[child].lemma, tokens[child].at, self._unit(tokens[child]))
            if (row := self.lexicon.row("casualty", noun.lemma)) is not None:
                return Counted(str(row["lemma"]), noun.at, "person")
            inner = self._of_object(noun)
            if inner is not None and inner.i != token.i and not self._is_number(inner):
                row = self.lexicon.row("casualty", inner.text.lower())
                lemma = str(row["lemma"]) if row is not None else self.lexicon.noun(inner.lemma)
                return Counted(lemma, inner.at, "person" if row is not None else self._unit(inner))
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
