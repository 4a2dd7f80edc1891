"""How a clause presents what it says: certainty, polarity and modality from its own words, before any
attribution.

The steps follow FactBank (Saurí and Pustejovsky 2009): the source presents, modals and adverbs of the
clause itself move certainty, negation moves polarity; tense, aspect and the verbs above set modality.
Certainty is moved by words of belief and hearsay only.
"""

from __future__ import annotations

from dataclasses import dataclass, field

from twosource.analysis.conditions import asks, comes_with, is_asked, is_under_condition
from twosource.analysis.layers import Parse, Sentence
from twosource.analysis.meaning import Meaning
from twosource.analysis.scopes import (
    VERBAL,
    Above,
    Own,
    is_finite,
    is_imperative,
    lights_of,
    negating_arguments,
    over,
    own_words,
    weaker,
)
from twosource.model.measure import Veridicality
from twosource.model.span import Span, merged
from twosource.model.vocabulary import Certainty, Modality, Polarity


@dataclass(slots=True)
class _Standing:
    """What has been settled so far, from the outermost word inward."""

    certainty: Certainty = Certainty.CERTAIN
    polarity: Polarity = Polarity.POSITIVE
    modality: Modality | None = None
    tensed: Modality | None = None
    lifted: bool = False
    moved: list[Span] = field(default_factory=list)

    def turn(self, words: tuple[Span, ...]) -> None:
        """Let each of the words turn the polarity."""
        for _ in words:
            self.polarity = _turned(self.polarity)
        self.moved.extend(words)

    def take(self, own: Own) -> None:
        """Take in what a verb's own words say."""
        self.turn(own.negations)
        if own.lifted and own.negations and own.modality is None:
            self.polarity, self.lifted = _turned(self.polarity), True
        if own.certainty:
            self.certainty = weaker(self.certainty, own.certainty)
        self.tensed = self.tensed or own.modality
        self.moved.extend(own.moved)

    def apply(self, step: Above, at: Span) -> None:
        """Take in what a word says of its complement."""
        if step.modality or step.certainty or step.polarity or step.qualifies:
            self.moved.append(at)
        if step.certainty:
            self.certainty = weaker(self.certainty, step.certainty)
        if step.polarity is Polarity.NEGATIVE:
            self.polarity = _turned(self.polarity)
        if step.modality:
            self.modality = step.modality


def present(
    parse: Parse, head: int, above: tuple[Above, ...], *, meaning: Meaning, conditional: bool
) -> Veridicality:
    """How the clause headed by ``head`` presents what it says; ``at`` are the words that moved it away from
    certain, positive.

    ``above`` are the words over it, outermost first (``scopes.over`` and the light verbs that handed their place down).
    ``conditional`` says that a condition was found for it.
    """
    now = _Standing()
    last_finite = max((n for n, step in enumerate(above) if step.finite), default=-1)
    base = above[last_finite + 1].token if last_finite + 1 < len(above) else head
    skipped = {step.token for step in above} | {head}
    for step in above:
        own = own_words(parse, step.token, meaning)
        if step.negated == "turned":
            now.take(own)
            if step.finite:
                now.turn(negating_arguments(parse, step.token, meaning, subjects_only=True))
                now.tensed = None
        elif step.negated == "cancels" and own.is_negative:
            continue
        elif step.negated == "unknown" and (own.is_negative or own.certainty or own.modality):
            now.certainty = Certainty.UNKNOWN
            now.moved.extend((*own.negations, *own.moved))
        now.apply(step, parse.tokens[step.token].at)
    now.take(own_words(parse, head, meaning))
    for index in dict.fromkeys((base, head)):
        now.turn(_denied(parse, index, meaning, skipped))
    if parse.tokens[head].pos == "NOUN":
        for index in parse.subtree(head):
            token = parse.tokens[index]
            if token.lemma in meaning.hedges and parse.tokens[token.head].pos == "NUM":
                now.certainty = weaker(now.certainty, meaning.hedges[token.lemma])
                now.moved.append(token.at)
    modality = now.modality
    if modality is None:
        modality = now.tensed or _meant(parse, head, meaning) or _told(parse, base, head, meaning)
    elif modality is Modality.UNDER_WAY and now.tensed in (Modality.EXPECTED, Modality.CONDITIONAL):
        modality = now.tensed
    waits = _yet_to(parse, head)
    if now.polarity is Polarity.POSITIVE and waits is not None:
        now.polarity, modality = Polarity.NEGATIVE, Modality.DONE
        now.moved.append(waits)
    if now.lifted and modality in (Modality.PRESENT, Modality.DONE):
        modality = Modality.DONE
    if conditional and (modality is not Modality.DONE or now.tensed is not None):
        modality = Modality.CONDITIONAL
    return Veridicality(now.certainty, now.polarity, modality, merged(now.moved))


def _denied(parse: Parse, index: int, meaning: Meaning, skipped: set[int]) -> tuple[Span, ...]:
    """The negating words among the arguments of a verb, those apart that are themselves words over the clause."""
    counted = {parse.tokens[c].at for one in skipped if one != index for c in parse.children[one]}
    return tuple(at for at in negating_arguments(parse, index, meaning) if at not in counted)


def _told(parse: Parse, base: int, head: int, meaning: Meaning) -> Modality:
    """Modality by the tense of the verb that carries it and by what the head itself is.

    "Appears to have left" and "was unable to dock" are done, "happened to be empty" held.
    """
    told = _tense(parse, base, meaning)
    if base == head or told not in (Modality.DONE, Modality.PRESENT):
        return told
    token = parse.tokens[head]
    helpers = [parse.tokens[c] for c in parse.children[head] if parse.tokens[c].dep in ("aux", "auxpass")]
    if any(one.lemma == "have" for one in helpers):
        return Modality.DONE
    if token.tag == "VBG" and any(one.lemma == "be" for one in helpers):
        return Modality.UNDER_WAY
    holds = token.pos not in VERBAL or token.lemma in meaning.states
    if told is Modality.DONE and holds and token.pos != "NOUN":
        return Modality.PRESENT
    past = parse.tokens[base].tag == "VBD"
    return Modality.DONE if told is Modality.PRESENT and past and not holds else told


def _meant(parse: Parse, head: int, meaning: Meaning) -> Modality | None:
    """What a passive light verb without a complement says by itself: "9,000 guards were planned for the bank"."""
    if not any(parse.tokens[c].dep == "auxpass" for c in parse.children[head]):
        return None
    ahead = (one.modality for one in lights_of(parse, parse.tokens[head], meaning))
    return next((one for one in ahead if one in (Modality.PLANNED, Modality.EXPECTED)), None)


def _turned(polarity: Polarity) -> Polarity:
    return Polarity.NEGATIVE if polarity is Polarity.POSITIVE else Polarity.POSITIVE


def _yet_to(parse: Parse, head: int) -> Span | None:
    """The "yet" of 'have yet to answer' and 'has yet to be built'."""
    before = parse.tokens[max(0, head - 4) : head]
    lemmas = [token.lemma for token in before]
    if "yet" not in lemmas or "to" not in lemmas[-2:] or (lemmas[-1:] != ["to"] and lemmas[-1:] != ["be"]):
        return None
    return before[lemmas.index("yet")].at


def _tense(parse: Parse, index: int, meaning: Meaning) -> Modality:
    """Modality by tense and aspect of a clause without a modal."""
    token = parse.tokens[index]
    helpers = [parse.tokens[c] for c in parse.children[index] if parse.tokens[c].dep in ("aux", "auxpass")]
    lemmas = {helper.lemma for helper in helpers}
    if (
        token.tag == "VBG"
        and not helpers
        and token.dep in ("advcl", "acl", "conj", "pcomp")
        and token.head != index
    ):
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
    if any(h.tag == "MD" for h in helpers) and "have" not in lemmas:
        return Modality.PRESENT
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


def standing(parse: Parse, index: int, sentence: Sentence, meaning: Meaning) -> Veridicality:
    """How any word of a sentence stands there, whether or not it heads a claim: with all words over it, and as part of a
    condition, question or command.

    What is asked or depended on is of unknown certainty; what accompanies something still to come ("before guards leave", "by
    leaving") is to come with it. ``at`` are the words that say so.
    """
    above = over(parse, index, meaning)
    seen = present(parse, index, above, meaning=meaning, conditional=False)
    certainty, modality = seen.certainty, seen.modality
    if is_under_condition(parse, index, meaning):
        certainty, modality = Certainty.UNKNOWN, Modality.CONDITIONAL
    elif is_asked(parse, index, sentence) or asks(parse, parse.tokens[index], only_open=True):
        certainty = Certainty.UNKNOWN
    elif is_imperative(parse, above[0].token if above else index):
        modality = Modality.ORDERED
    elif not above and modality in _TOLD:
        ahead = _comes_with(parse, index, sentence, meaning)
        if ahead is not None:
            certainty, modality = weaker(certainty, ahead.certainty), ahead.modality
    return Veridicality(certainty, seen.polarity, modality, seen.at)


def awaited(parse: Parse, top: int, modality: Modality, meaning: Meaning) -> Modality:
    """The modality of a clause of time: "until the truce holds" is to come where the clause that it hangs on is."""
    token = parse.tokens[top]
    if modality not in _TOLD or token.dep != "advcl" or not comes_with(parse, token, meaning):
        return modality
    seen = present(parse, token.head, over(parse, token.head, meaning), meaning=meaning, conditional=False)
    ahead = seen.modality in (Modality.EXPECTED, Modality.PLANNED, Modality.ORDERED, Modality.POSSIBLE)
    return Modality.EXPECTED if ahead and is_finite(parse, token) else modality


def _comes_with(parse: Parse, index: int, sentence: Sentence, meaning: Meaning) -> Veridicality | None:
    """How the verb stands that a clause of time or a clause without tense hangs on, where that is still to come or open."""
    token = parse.tokens[index]
    if not comes_with(parse, token, meaning):
        return None
    verb = parse.tokens[token.head]
    while verb.pos not in VERBAL and verb.head != verb.i:
        verb = parse.tokens[verb.head]
    if verb.pos not in VERBAL or verb.i == index:
        return None
    seen = standing(parse, verb.i, sentence, meaning)
    ahead = seen.modality not in (*_TOLD, Modality.HABITUAL) or seen.certainty is Certainty.UNKNOWN
    return seen if ahead else None


_TOLD = frozenset({Modality.DONE, Modality.PRESENT, Modality.UNDER_WAY})
