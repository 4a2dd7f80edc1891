"""How a verb hands its place as head down: through copulas, light verbs, and nouns that a verb carries."""

from __future__ import annotations

from collections.abc import Set

from twosource.analysis.clauses import is_infinitive
from twosource.analysis.layers import Parse, Token
from twosource.analysis.meaning import Light, Meaning
from twosource.analysis.scopes import VERBAL, Above, light_above, lights_of
from twosource.model.vocabulary import Modality, Polarity


class Descent:
    """Finds the word that takes a verb's place; ``cues`` are the words by which somebody else is made to speak."""

    def __init__(self, parse: Parse, meaning: Meaning, cues: Set[int]) -> None:
        self.parse = parse
        self.meaning = meaning
        self.cue_words = cues

    def below(self, token: Token, above: list[Above]) -> Token | None:
        """The word that takes the head's place from ``token``; what ``token`` says of it is added to ``above``."""
        parse = self.parse
        children = [parse.tokens[c] for c in parse.children[token.i]]
        carried = self._carried(token, children, above)
        if carried is not None:
            return carried
        if token.lemma == "be" and token.pos in VERBAL:
            infinitive = next((c for c in children if c.dep == "xcomp" and c.pos in VERBAL), None)
            complement = infinitive or self._predicated(children)
            if complement is not None and not any(c.dep == "expl" for c in children):
                ahead = Modality.PLANNED if infinitive is not None else None
                failed = infinitive is not None and token.tag == "VBD" and self._has_perfect(infinitive)
                above.append(Above(token.i, ahead, None, Polarity.NEGATIVE if failed else None))
                return complement
            return None
        for light in lights_of(parse, token, self.meaning):
            complement = self.complement(token, light)
            if complement is not None:
                above.append(light_above(parse, token, light))
                return None if light.keeps_head else complement
        return None

    def _has_perfect(self, token: Token) -> bool:
        """ "Was to have opened": it did not."""
        return any(
            self.parse.tokens[c].lemma == "have" and self.parse.tokens[c].dep == "aux"
            for c in self.parse.children[token.i]
        )

    def _predicated(self, children: list[Token]) -> Token | None:
        """What a copula says of its subject; a word of sureness beside it ("most likely a leak") is passed over."""
        said = [c for c in children if c.dep in ("acomp", "attr", "oprd")]
        other = [c for c in said if c.lemma not in self.meaning.hedges or self._takes(c)]
        if other or said:
            return (other or said)[0]
        return next((c for c in children if c.dep == "advmod" and self._takes(c)), None)

    def _takes(self, word: Token) -> bool:
        """Whether an adjective or adverb hands its place down."""
        lights = lights_of(self.parse, word, self.meaning)
        return any(self.complement(word, one) is not None for one in lights)

    def _carried(self, token: Token, children: list[Token], above: list[Above]) -> Token | None:
        """The infinitive of a noun that a verb carries: "has no plans to send", "is on course to finish"."""
        if token.lemma not in self.meaning.carriers:
            return None
        nouns = [c for c in children if c.dep in ("dobj", "attr") and c.pos == "NOUN"]
        for prep in (c for c in children if c.dep == "prep" and c.lemma in ("on", "in")):
            nouns += [
                self.parse.tokens[c]
                for c in self.parse.children[prep.i]
                if self.parse.tokens[c].pos == "NOUN"
            ]
        for noun in nouns:
            row = self.meaning.complement(noun.lemma, "noun", "to")
            clause = next(
                (
                    self.parse.tokens[c]
                    for c in self.parse.children[noun.i]
                    if self.parse.tokens[c].dep == "acl"
                ),
                None,
            )
            if (
                row is not None
                and clause is not None
                and is_infinitive(self.parse, clause)
                and noun.i not in self.cue_words
            ):
                above.append(Above(token.i, None, None, self.meaning.carriers[token.lemma]))
                above.append(Above(noun.i, row.modality, row.certainty, row.polarity))
                return clause
        return None

    def complement(self, token: Token, light: Light) -> Token | None:
        parse = self.parse
        beside = [
            c for c in parse.children[token.i] if light.particle and parse.tokens[c].lemma == light.particle
        ]
        for child in (parse.tokens[c] for one in (token.i, *beside) for c in parse.children[one]):
            if (
                "to" in light.forms
                and child.dep in ("xcomp", "advcl", "ccomp")
                and is_infinitive(parse, child)
            ):
                return child
            if "bare" in light.forms and child.dep == "ccomp" and child.tag == "VB":
                return child
            if "ing" in light.forms and child.dep in ("xcomp", "ccomp") and child.tag == "VBG":
                return child
            if (
                child.dep == "prep"
                and child.lemma in ("from", "in", "of", "on", "to", "against")
                and child.lemma in light.forms
            ):
                for below in (parse.tokens[c] for c in parse.children[child.i]):
                    if below.dep == "pcomp" or (below.dep in ("pobj", "amod") and child.lemma != "to"):
                        return below
            if (
                "noun" in light.forms
                and child.dep == "dobj"
                and (child.lemma in self.meaning.nouns or light.keeps_head)
            ):
                return child
        return None
