"""Which words stand over a clause: negations, modals and hedges of its own verb, and the verbs, adjectives and nouns that
take the clause as their complement.

A complement-taking word says whether its complement came about ("failed to"), whether it is to ("plans to"), how sure it is
("it is likely that"), or that it did, whatever is said of the word itself ("did not know that"). The classes follow Karttunen
(1971) and Nairn, Condoravdi and Karttunen (2006); the rows are ``complements.toml`` and the light verbs of ``predicates.toml``.
"""

from __future__ import annotations

from collections.abc import Set
from dataclasses import dataclass

from twosource.analysis.layers import Parse, Token
from twosource.analysis.meaning import Complement, Light, Meaning
from twosource.model.span import Span
from twosource.model.vocabulary import Certainty, Modality, Polarity

VERBAL = frozenset({"VERB", "AUX"})
_ORDER = (Certainty.CERTAIN, Certainty.PROBABLE, Certainty.POSSIBLE, Certainty.UNKNOWN)
_MODALS = {
    "'ll": "will",
    "’ll": "will",
    "'d": "would",
    "’d": "would",
    "wo": "will",
    "ca": "can",
    "sha": "shall",
}
_HAVE = frozenset({"have", "'ve", "’ve"})
_ADVERBIAL = frozenset({"advmod", "prep", "npadvmod"})
_DEPTH = 8


def weaker(left: Certainty, right: Certainty) -> Certainty:
    """The less certain of two."""
    return max(left, right, key=_ORDER.index)


@dataclass(frozen=True, slots=True)
class Above:
    """A word that stands over a clause, and what it settles there.

    ``finite`` says that the complement has tense of its own. ``negated`` is what a negation of the word itself does to the
    complement: ``turned`` reaches it, ``kept`` does not, ``unknown`` leaves it open, ``cancels`` takes back what the word says.
    """

    token: int
    modality: Modality | None
    certainty: Certainty | None
    polarity: Polarity | None
    finite: bool = False
    negated: str = "turned"
    qualifies: bool = False


@dataclass(frozen=True, slots=True)
class Own:
    """The words of one verb's own that move what its clause says: negations, modal, hedges."""

    negations: tuple[Span, ...] = ()
    certainty: Certainty | None = None
    modality: Modality | None = None
    moved: tuple[Span, ...] = ()
    lifted: bool = False

    @property
    def is_negative(self) -> bool:
        """Whether the negations leave it negated: two take one another away, "not ... until" tells of what was done at last."""
        return len(self.negations) % 2 == 1 and not (self.lifted and self.modality is None)


def own_words(parse: Parse, index: int, meaning: Meaning) -> Own:
    """What the words that hang on a verb, adjective or noun say of it; subjects and objects that negate are left to others."""
    negations: list[Span] = []
    moved: list[Span] = []
    certainty: Certainty | None = None
    modality: Modality | None = None
    lifted = False
    for child in _helpers_of(parse, index):
        token = parse.tokens[child]
        if _negates(parse, index, token, meaning):
            negations.append(token.at)
        elif token.dep in ("aux", "auxpass") and token.tag == "MD":
            sure, mode = _modal(parse, index, token, meaning)
            if sure:
                certainty = weaker(certainty or Certainty.CERTAIN, sure)
                mode = mode or under_possibility(parse, index, meaning)
            modality = modality or mode
            if sure or mode:
                moved.append(token.at)
        elif token.dep in ("advmod", "acomp", "amod", "oprd", "attr") and token.lemma in meaning.hedges:
            certainty = weaker(certainty or Certainty.CERTAIN, meaning.hedges[token.lemma])
            moved.append(token.at)
        elif token.dep == "advmod" and token.lemma in meaning.habits:
            modality = modality or Modality.HABITUAL
            moved.append(token.at)
        elif token.dep in _ADVERBIAL:
            phrase, at = _phrase(parse, child, meaning)
            if phrase in meaning.negations:
                negations.append(at)
            elif phrase in meaning.hedges:
                certainty = weaker(certainty or Certainty.CERTAIN, meaning.hedges[phrase])
                moved.append(at)
        lifted = lifted or _lifts(parse, token, meaning)
    return Own(tuple(negations), certainty, modality, tuple(moved), lifted)


def _helpers_of(parse: Parse, index: int) -> tuple[int, ...]:
    """The children of a word, and of the first of coordinated verbs those that it shares ("may arrive and stay")."""
    children = parse.children[index]
    token = parse.tokens[index]
    bare = token.dep == "conj" and token.tag in ("VB", "VBN", "VBG")
    if not bare or any(parse.tokens[c].dep in ("aux", "auxpass", "nsubj", "nsubjpass") for c in children):
        return children
    first = parse.tokens[token.head]
    if first.tag != token.tag:
        return children
    shared = tuple(
        c
        for c in parse.children[first.i]
        if c < first.i and parse.tokens[c].dep in ("aux", "auxpass", "neg") and parse.tokens[c].tag != "TO"
    )
    return (*shared, *children)


def _negates(parse: Parse, index: int, token: Token, meaning: Meaning) -> bool:
    if token.dep in ("cc", "preconj") and (token.lemma not in meaning.negations or token.i > index):
        return False
    if token.dep != "neg" and not (
        token.dep in ("advmod", "det", "cc", "preconj") and token.lemma in meaning.negations
    ):
        return False
    after = parse.tokens[token.i + 1].lemma if token.i + 1 < len(parse.tokens) else ""
    return after not in meaning.only


def _modal(
    parse: Parse, index: int, token: Token, meaning: Meaning
) -> tuple[Certainty | None, Modality | None]:
    """What a modal says; "must have left" and "would have left" say something else than "must leave" and "would leave"."""
    word = _MODALS.get(token.lemma, token.lemma)
    has = any(
        parse.tokens[c].lemma in _HAVE and parse.tokens[c].dep == "aux" for c in _helpers_of(parse, index)
    )
    if has and word in meaning.perfect_modals:
        return meaning.perfect_modals[word]
    if not has and word in meaning.negated_modals:
        after = [parse.tokens[c] for c in parse.children[index] if c > token.i]
        if any(one.dep == "neg" and one.lemma in meaning.negations for one in after):
            return None, meaning.negated_modals[word]
    return meaning.modals.get(word, (None, None))


def _phrase(parse: Parse, index: int, meaning: Meaning) -> tuple[str, Span]:
    """The phrase of the lexicon that an adverbial begins with and its words; empty, and the adverbial's own word, where none."""
    first = min((index, *parse.children[index]))
    tokens = parse.tokens[first : first + 4]
    words = [token.text.lower() for token in tokens]
    for length in (4, 3, 2):
        joined = " ".join(words[:length])
        if joined in meaning.phrases:
            return joined, Span(tokens[0].start, tokens[min(length, len(tokens)) - 1].end)
    return "", parse.tokens[index].at


def _lifts(parse: Parse, token: Token, meaning: Meaning) -> bool:
    """ "Until Monday" or "until the guns fell silent" beside a verb."""
    if token.dep == "prep":
        return token.lemma in meaning.lifting
    if token.dep != "advcl":
        return False
    return any(
        parse.tokens[c].dep in ("mark", "prep") and parse.tokens[c].lemma in meaning.lifting
        for c in parse.children[token.i]
    )


def negating_arguments(
    parse: Parse, index: int, meaning: Meaning, *, subjects_only: bool = False
) -> tuple[Span, ...]:
    """The words of a subject or object that deny the clause: "no guard", "nobody", "not a single shot", "neither bridge"."""
    found: list[Span] = []
    for child in parse.children[index]:
        token = parse.tokens[child]
        if token.dep in ("nsubj", "nsubjpass"):
            if token.lemma in meaning.negations:
                found.append(token.at)
            found += [
                parse.tokens[c].at
                for c in parse.subtree(child)
                if c < child
                and (
                    parse.tokens[c].dep == "neg"
                    or (
                        parse.tokens[c].head == child
                        and parse.tokens[c].dep in ("det", "preconj", "cc")
                        and parse.tokens[c].lemma in meaning.negations
                    )
                    or (
                        parse.tokens[c].dep == "advmod"
                        and parse.tokens[c].lemma in meaning.negations
                        and parse.tokens[c].lemma not in meaning.near
                    )
                )
            ]
        elif token.dep in ("dobj", "attr") and child > index and not subjects_only:
            if token.lemma in meaning.negations:
                found.append(token.at)
            found += [
                parse.tokens[c].at
                for c in parse.children[child]
                if parse.tokens[c].dep in ("det", "neg") and parse.tokens[c].lemma in meaning.negations
            ]
    return tuple(dict.fromkeys(found))


def under_possibility(parse: Parse, index: int, meaning: Meaning) -> Modality:
    """What stands under may, might or could.

    'may be forming' is under way, 'may have left' done, 'may strike' expected.
    """
    helpers = {
        parse.tokens[c].lemma for c in parse.children[index] if parse.tokens[c].dep in ("aux", "auxpass")
    }
    if parse.tokens[index].tag == "VBG":
        return Modality.UNDER_WAY
    if "have" in helpers:
        return Modality.DONE
    if parse.tokens[index].lemma == "be" or parse.tokens[index].lemma in meaning.states:
        return Modality.PRESENT
    return Modality.EXPECTED


def is_finite(parse: Parse, token: Token) -> bool:
    """Whether a verb has tense of its own or an auxiliary that has."""
    if token.tag in ("VBD", "VBZ", "VBP", "MD"):
        return True
    return any(
        parse.tokens[c].dep in ("aux", "auxpass") and parse.tokens[c].tag in ("VBD", "VBZ", "VBP", "MD")
        for c in parse.children[token.i]
    )


def over(parse: Parse, top: int, meaning: Meaning, *, cues: Set[int] = frozenset()) -> tuple[Above, ...]:
    """The words over the clause that ``top`` heads, outermost first, as far as they say how it stands.

    ``cues`` are the words by which somebody else is made to speak: nothing above them is the same voice.
    """
    found: list[Above] = []
    current = parse.tokens[top]
    for _ in range(_DEPTH):
        while current.dep == "conj" and not _starts_anew(parse, current):
            current = parse.tokens[current.head]
        steps = steps_over(parse, current, meaning, cues)
        if not steps:
            break
        found.extend(steps)
        current = parse.tokens[steps[-1].token]
    return tuple(reversed(found))


def _starts_anew(parse: Parse, token: Token) -> bool:
    """Whether a coordinated verb has a subject or tense of its own."""
    first = parse.tokens[token.head]
    if first.pos not in VERBAL or first.i == token.i:
        return True
    own = any(parse.tokens[c].dep in ("nsubj", "nsubjpass") for c in parse.children[token.i])
    return own or (is_finite(parse, token) and not is_finite(parse, first))


def steps_over(parse: Parse, token: Token, meaning: Meaning, cues: Set[int]) -> list[Above]:
    """The word right over a clause and the copula or verb that carries it, innermost first; empty where none says anything."""
    if token.head == token.i:
        return []
    form = form_of(parse, token)
    governor = parse.tokens[token.head]
    if token.dep in ("pcomp", "pobj") and governor.pos in ("ADP", "SCONJ"):
        row = meaning.complement(governor.lemma, "preposition", form)
        if row is not None:
            return [_above(parse, governor.i, row, form)]
        form, governor = governor.lemma, parse.tokens[governor.head]
    elif token.dep == "relcl":
        if form != "to" and not any(parse.tokens[c].dep == "mark" for c in parse.children[token.i]):
            return []
    elif token.dep not in ("xcomp", "ccomp", "csubj", "csubjpass", "acl", "advcl", "acomp", "oprd", "attr"):
        return []
    if token.dep == "advcl" and form == "that":
        marks = [parse.tokens[c].lemma for c in parse.children[token.i] if parse.tokens[c].dep == "mark"]
        if marks not in (["as", "if"], ["as", "though"], ["like"]):
            return []
        form = "as_if"
    for word in _words_over(parse, governor, meaning):
        if word.i in cues:
            return []
        rows = [(word.i, _row(parse, word, form, meaning)), *_degrees(parse, word, form, meaning)]
        steps = [_above(parse, index, row, form) for index, row in rows if row is not None]
        if not steps:
            continue
        last = steps[0]
        carrier = parse.tokens[word.head] if governor.pos == "NOUN" and word.i != governor.i else governor
        if word.i != governor.i:
            steps.append(Above(carrier.i, None, None, None, finite=last.finite, negated=last.negated))
        elif word.pos == "NOUN" and parse.tokens[word.head].pos in VERBAL and word.dep in ("dobj", "attr"):
            steps.append(_carrier(parse, word, meaning, last))
        return steps
    return []


def is_shelled(parse: Parse, token: Token, meaning: Meaning, cues: Set[int]) -> bool:
    """Whether the word right over a clause with tense claims nothing itself: "it is likely that", "it looks as if"."""
    steps = steps_over(parse, token, meaning, cues)
    return any(step.qualifies and step.finite for step in steps)


def _degrees(
    parse: Parse, word: Token, form: str, meaning: Meaning
) -> list[tuple[int, Complement | Light | None]]:
    """The adverb of degree that denies an infinitive: "too weak to cross"."""
    adverbs = (parse.tokens[c] for c in parse.children[word.i] if parse.tokens[c].dep == "advmod")
    return [(one.i, meaning.complement(one.lemma, "degree", form)) for one in adverbs]


def _carrier(parse: Parse, noun: Token, meaning: Meaning, step: Above) -> Above:
    """The verb of which a noun with a complement is the object: "has plans to", "there are no plans to", "dropped plans to"."""
    verb = parse.tokens[noun.head]
    light = meaning.carriers.get(verb.lemma)
    return Above(verb.i, None, None, light, finite=step.finite, negated=step.negated)


def _words_over(parse: Parse, governor: Token, meaning: Meaning) -> list[Token]:
    """The words that may take the clause: the governor, or what is said of it by a copula."""
    if governor.pos == "NOUN" and governor.dep == "nsubj" and parse.tokens[governor.head].lemma == "be":
        predicated = [parse.tokens[c] for c in parse.children[governor.head]]
        return [*(one for one in predicated if one.dep in ("acomp", "attr")), governor]
    if governor.lemma not in meaning.copulas or governor.pos not in VERBAL:
        return [governor]
    said = [parse.tokens[c] for c in parse.children[governor.i]]
    return [
        *(one for one in said if one.dep in ("acomp", "attr", "oprd")),
        *(one for one in said if one.dep == "nsubj" and one.pos == "NOUN"),
        governor,
    ]


def _row(parse: Parse, word: Token, form: str, meaning: Meaning) -> Complement | Light | None:
    kind = {"NOUN": "noun", "ADJ": "adjective", "ADV": "adjective"}.get(word.pos, "verb")
    row = meaning.complement(word.lemma, "subject", form) if word.dep == "nsubj" else None
    row = row or meaning.complement(word.lemma, kind, form)
    if row is None and kind == "adjective" and word.tag in ("VBN", "JJ"):
        row = meaning.complement(word.lemma, "verb", form)
    if row is None and kind == "verb" and word.tag == "VBN":
        row = meaning.complement(word.lemma, "adjective", form)
    if row is not None:
        return row
    return next((light for light in lights_of(parse, word, meaning) if form in light.forms), None)


def _above(parse: Parse, token: int, row: Complement | Light, form: str) -> Above:
    finite = form in ("that", "as_if")
    if isinstance(row, Light):
        return light_above(parse, parse.tokens[token], row)
    return Above(token, row.modality, row.certainty, row.polarity, finite, row.negated, row.qualifies)


def light_above(parse: Parse, token: Token, row: Light) -> Above:
    """What a light verb or adjective says of its complement, in the tense in which it stands."""
    modality = row.past if row.past is not None and _is_past(parse, token) else row.modality
    return Above(token.i, modality, row.certainty, row.polarity)


def _is_past(parse: Parse, token: Token) -> bool:
    """Whether a verb, or an adjective's copula, is in the past or perfect."""
    verb = token if token.pos in VERBAL else parse.tokens[token.head]
    has = any(
        parse.tokens[c].dep == "aux" and parse.tokens[c].lemma == "have" for c in parse.children[verb.i]
    )
    return verb.tag == "VBD" or (has and verb.tag == "VBN")


def form_of(parse: Parse, token: Token) -> str:
    """How a clause hangs on the word over it: ``that`` (it has tense), ``to``, ``ing``, ``bare`` or ``en``."""
    if is_finite(parse, token):
        return "that"
    if any(parse.tokens[c].tag == "TO" and parse.tokens[c].dep == "aux" for c in parse.children[token.i]):
        return "to"
    return {"VBG": "ing", "VB": "bare", "VBN": "en"}.get(token.tag, "bare")


def is_imperative(parse: Parse, index: int) -> bool:
    """Whether a verb commands: its bare form without subject or auxiliary ("do not" apart), at the top of its clause."""
    token = parse.tokens[index]
    if token.tag != "VB" or token.pos not in VERBAL:
        return False
    if token.dep == "conj":
        return is_imperative(parse, token.head)
    fronted = token.dep == "advcl" and token.i < token.head
    if token.dep not in ("ROOT", "ccomp", "parataxis") and not fronted:
        return False
    children = [parse.tokens[c] for c in parse.children[index]]
    if any(
        c.dep in ("nsubj", "nsubjpass", "expl", "csubj", "mark") or (c.dep == "ccomp" and c.i < index)
        for c in children
    ):
        return False
    return all(c.lemma == "do" for c in children if c.dep in ("aux", "auxpass"))


def lights_of(parse: Parse, token: Token, meaning: Meaning) -> list[Light]:
    """The light verb's rows that fit a verb or adjective as it stands: with its particle, in its form, passive or not."""
    found = []
    for row in meaning.lights.get(token.lemma, ()):
        children = [parse.tokens[c] for c in parse.children[token.i]]
        passive = any(c.dep == "auxpass" for c in children) or token.tag == "VBN"
        if row.needs_passive and not passive:
            continue
        if row.needs_active and any(c.dep == "auxpass" for c in children):
            continue
        if row.tag and token.tag != row.tag:
            continue
        if row.particle and not any(
            c.dep in ("prt", "advmod", "prep") and c.lemma == row.particle for c in children
        ):
            continue
        found.append(row)
    return found
