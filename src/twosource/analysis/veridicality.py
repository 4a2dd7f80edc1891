"""How a clause presents what it says: certainty, polarity and modality from its own words, before any
attribution.

The steps follow FactBank (Saurí and Pustejovsky 2009): the source presents, modals and adverbs of the
clause itself move certainty, negation moves polarity; tense, aspect and the verbs above set modality.
Certainty is moved by words of belief and hearsay only.
"""

from __future__ import annotations

from dataclasses import dataclass

from twosource.analysis.layers import Parse, Token
from twosource.analysis.meaning import Meaning
from twosource.model.measure import Veridicality
from twosource.model.span import Span, merged
from twosource.model.vocabulary import Certainty, Modality, Polarity

_ORDER = (Certainty.CERTAIN, Certainty.PROBABLE, Certainty.POSSIBLE, Certainty.UNKNOWN)
VERBAL = frozenset({"VERB", "AUX"})


def weaker(left: Certainty, right: Certainty) -> Certainty:
    """The less certain of two."""
    return max(left, right, key=_ORDER.index)


@dataclass(frozen=True, slots=True)
class Above:
    """What the verbs that handed their place down already settled.

    The light verb's token, and what it sets.
    """

    token: int
    modality: Modality | None
    certainty: Certainty | None
    polarity: Polarity | None


def present(
    parse: Parse, head: int, above: tuple[Above, ...], *, meaning: Meaning, conditional: bool
) -> Veridicality:
    """How the clause headed by ``head`` presents what it says; ``at`` are the words that moved it away from
    certain, positive.

    ``above`` are the light verbs over it, outermost first. ``conditional`` says that a condition was found
    for it.
    """
    certainty, polarity = Certainty.CERTAIN, Polarity.POSITIVE
    modality: Modality | None = None
    moved: list[Span] = []
    for step in above:
        if step.modality or step.certainty or step.polarity:
            moved.append(parse.tokens[step.token].at)
        if step.certainty:
            certainty = weaker(certainty, step.certainty)
        if step.polarity is Polarity.NEGATIVE:
            polarity = _turned(polarity)
        if step.modality:
            modality = step.modality
    clause = [*(step.token for step in above), head]
    tensed: Modality | None = None
    for index in clause:
        for child in parse.children[index]:
            token = parse.tokens[child]
            if token.dep == "neg" or (token.dep in ("advmod", "det") and token.lemma in meaning.negations):
                polarity = _turned(polarity)
                moved.append(token.at)
            elif token.dep in ("aux", "auxpass") and token.tag == "MD":
                word = {"'ll": "will", "'d": "would", "wo": "will", "ca": "can"}.get(token.lemma, token.lemma)
                sure, mode = meaning.modals.get(word, (None, None))
                if sure:
                    certainty = weaker(certainty, sure)
                    tensed = tensed or _under_possibility(parse, index, meaning)
                if mode:
                    tensed = tensed or mode
                if sure or mode:
                    moved.append(token.at)
            elif token.dep in ("advmod", "acomp", "amod", "oprd") and token.lemma in meaning.hedges:
                certainty = weaker(certainty, meaning.hedges[token.lemma])
                moved.append(token.at)
            elif token.dep == "advmod" and token.lemma in meaning.habits:
                tensed = tensed or Modality.HABITUAL
    if parse.tokens[head].pos == "NOUN":
        for index in parse.subtree(head):
            token = parse.tokens[index]
            if token.lemma in meaning.hedges and parse.tokens[token.head].pos == "NUM":
                certainty = weaker(certainty, meaning.hedges[token.lemma])
                moved.append(token.at)
    if polarity is Polarity.POSITIVE and _yet_to(parse, head):
        polarity = Polarity.NEGATIVE
        moved.append(parse.tokens[head].at)
    subject = next(
        (c for c in parse.children[clause[0]] if parse.tokens[c].dep in ("nsubj", "nsubjpass")), None
    )
    if subject is not None:
        if parse.tokens[subject].lemma in meaning.negations:
            polarity = _turned(polarity)
            moved.append(parse.tokens[subject].at)
        for child in parse.subtree(subject):
            if parse.tokens[child].dep == "neg" and child < subject and parse.tokens[child].head != head:
                polarity = _turned(polarity)
                moved.append(parse.tokens[child].at)
        for child in parse.children[subject]:
            if parse.tokens[child].dep == "det" and parse.tokens[child].lemma in meaning.negations:
                polarity = _turned(polarity)
                moved.append(parse.tokens[child].at)
    if modality is None:
        modality = tensed or _meant(parse, head, meaning) or _tense(parse, clause[0], meaning)
    elif modality is Modality.UNDER_WAY and tensed in (Modality.EXPECTED, Modality.CONDITIONAL):
        modality = tensed
    if conditional and modality is not Modality.DONE:
        modality = Modality.CONDITIONAL
    return Veridicality(certainty, polarity, modality, merged(moved))


def _meant(parse: Parse, head: int, meaning: Meaning) -> Modality | None:
    """What a passive light verb without a complement says by itself: "9,000 guards were planned for the bank"."""
    light = meaning.lights.get(parse.tokens[head].lemma)
    if light is None or light.modality not in (Modality.PLANNED, Modality.EXPECTED):
        return None
    passive = any(parse.tokens[c].dep == "auxpass" for c in parse.children[head])
    return light.modality if passive else None


def _turned(polarity: Polarity) -> Polarity:
    return Polarity.NEGATIVE if polarity is Polarity.POSITIVE else Polarity.POSITIVE


def _under_possibility(parse: Parse, index: int, meaning: Meaning) -> Modality | None:
    """What stands under may, might or could.

    'may be forming' is under way, 'may have left' done, 'may strike' expected.
    """
    helpers = {
        parse.tokens[c].lemma for c in parse.children[index] if parse.tokens[c].dep in ("aux", "auxpass")
    }
    tag = parse.tokens[index].tag
    if tag == "VBG":
        return Modality.UNDER_WAY
    if "have" in helpers:
        return Modality.DONE
    if parse.tokens[index].lemma == "be" or parse.tokens[index].lemma in meaning.states:
        return Modality.PRESENT
    return Modality.EXPECTED


def _yet_to(parse: Parse, head: int) -> bool:
    """'Have yet to answer' and 'has still to answer'."""
    before = [token.lemma for token in parse.tokens[max(0, head - 4) : head]]
    return "yet" in before and before[-1:] == ["to"]


def _tense(parse: Parse, index: int, meaning: Meaning) -> Modality:
    """Modality by tense and aspect of a clause without a modal."""
    token = parse.tokens[index]
    helpers = [parse.tokens[c] for c in parse.children[index] if parse.tokens[c].dep in ("aux", "auxpass")]
    lemmas = {helper.lemma for helper in helpers}
    if token.tag == "VBG" and not helpers and token.dep in ("advcl", "acl", "conj") and token.head != index:
        matrix = parse.tokens[token.head]
        while matrix.pos not in VERBAL and matrix.head != matrix.i:
            matrix = parse.tokens[matrix.head]
        if matrix.pos in VERBAL and (matrix.tag != "VBG" or token.dep == "conj"):
            return _tense(parse, matrix.i, meaning)
    if token.tag == "VBG":
        return (
            Modality.DONE
            if helpers and helpers[0].tag == "VBD" and "be" not in lemmas
            else Modality.UNDER_WAY
        )
    if token.tag == "VBN" and any(h.tag == "VBG" and h.lemma == "be" for h in helpers):
        return Modality.UNDER_WAY
    if any(h.tag == "TO" for h in helpers):
        return Modality.PLANNED
    if token.tag in ("VBD", "VBN"):
        if token.lemma in meaning.states and token.tag == "VBD":
            return Modality.PRESENT
        passive_now = any(h.dep == "auxpass" and h.tag in ("VBZ", "VBP") for h in helpers)
        return Modality.PRESENT if passive_now and "have" not in lemmas else Modality.DONE
    if token.tag in ("VBZ", "VBP"):
        return Modality.PRESENT
    if token.pos not in VERBAL:
        copula = next((parse.tokens[c] for c in parse.children[index] if parse.tokens[c].dep == "cop"), None)
        return Modality.DONE if copula is not None and copula.tag == "VBD" else Modality.PRESENT
    return Modality.DONE if any(h.tag == "VBD" for h in helpers) else Modality.PRESENT


def is_finite(parse: Parse, token: Token) -> bool:
    """Whether a verb has tense of its own or an auxiliary that has."""
    if token.tag in ("VBD", "VBZ", "VBP", "MD"):
        return True
    return any(
        parse.tokens[c].dep in ("aux", "auxpass") and parse.tokens[c].tag in ("VBD", "VBZ", "VBP", "MD")
        for c in parse.children[token.i]
    )
