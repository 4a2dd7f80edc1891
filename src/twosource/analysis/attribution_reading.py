"""What the rules of attribution read from, and the cue at a word."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from twosource.analysis.attribution_tree import Tree
from twosource.analysis.layers import Quotation, Token
from twosource.analysis.lexicon import Cue, Cues
from twosource.model.vocabulary import Act, Certainty

WITHHOLDING = frozenset({"decline", "refuse", "refrain", "avoid", "yet", "fail", "unable", "hesitate"})


@dataclass(frozen=True, slots=True)
class Reading:
    """What the verbal rules read from: the tree, the cues, the quotations, and which cues and sources count."""

    tree: Tree
    cues: Cues
    quotations: tuple[Quotation, ...]
    broad: bool
    speaks: Callable[[int], bool]
    """Whether the noun at a token index may be a source at all."""
    records: Callable[[int], bool]
    """Whether it is a document or a recording."""
    carries: Callable[[int], bool]
    """Whether it is an outlet by name, or a state's."""


def cue_at(reading: Reading, index: int) -> Cue | None:
    """The verb cue at a token, its particle among the next words; None where there is none."""
    tree = reading.tree
    for cue in reading.cues.of_form("verb", tree.tokens[index].text.lower()):
        if cue.sense == "attitude" and not reading.broad:
            continue
        if not cue.particle or particle_at(tree, index, cue) is not None:
            return cue
    return _unlisted(reading, index)


def _unlisted(reading: Reading, index: int) -> Cue | None:
    """A cue for a verb that the lexicon does not list, where it governs a that-clause: who takes one speaks or thinks."""
    tree = reading.tree
    token = tree.tokens[index]
    form = token.text.lower()
    if reading.cues.of_form("mute", form) or reading.cues.of_form("verb", form):
        return None
    clause = tree.child(index, "ccomp")
    if clause is None or tree.child(clause, "nsubj", "nsubjpass", "expl") is None:
        return _beside_colon(reading, index)
    quoted = any(one.is_speech and one.at.holds(tree.tokens[clause].start) for one in reading.quotations)
    marked = clause > index and any(
        tree.tokens[at].text.lower() == "that" for at in tree.children(clause, "mark")
    )
    fronted = clause < index and _closes(tree, clause, index)
    if clause < index and not fronted:
        return None
    subject = tree.child(index, "nsubj")
    if subject is None or not (quoted or marked or fronted):
        return None
    if tree.tokens[subject].pos not in ("NOUN", "PROPN") and not reading.speaks(subject):
        return None
    return _spoken(token)


def _spoken(token: Token) -> Cue:
    """A cue of plain speech for a verb that the lexicon does not list."""
    return Cue(
        lemma=token.lemma,
        pos="verb",
        sense="speech",
        forms=(token.text.lower(),),
        act=Act.ASSERT,
        certainty=Certainty.CERTAIN,
        frames=frozenset({"clause", "quote"}),
    )


def _closes(tree: Tree, clause: int, index: int) -> bool:
    """Whether a fronted clause and a comma stand before a short frame without an object ("..., the envoy quipped")."""
    last = tree.right[clause]
    stops = [
        at
        for at in range(last, min(last + 3, index))
        if tree.tokens[at].text in (",", "”", '"', "-", "–", "—", "?", "!")
    ]
    return bool(stops) and tree.child(index, "dobj") is None and tree.tokens[last + 1].text != ":"


def _beside_colon(reading: Reading, index: int) -> Cue | None:
    """A cue for a verb before a colon and a quotation, whose subject may speak ("The pal spilled to the daily: “...”")."""
    tree = reading.tree
    subject = tree.child(index, "nsubj")
    if subject is None or not reading.speaks(subject) or tree.child(index, "dobj") is not None:
        return None
    sentence = tree.sentences[tree.sentence_of[index]]
    colon = next(
        (at for at in range(index + 1, min(index + 9, sentence.last)) if tree.tokens[at].text == ":"), None
    )
    if colon is None:
        return None
    end = tree.tokens[colon].end
    opens = any(one.is_speech and 0 <= one.at.start - end <= 2 for one in reading.quotations)
    return _spoken(tree.tokens[index]) if opens else None


def particle_at(tree: Tree, index: int, cue: Cue) -> int | None:
    """The token of the cue's particle, which hangs on the verb or follows it; None where it is missing."""
    if not cue.particle:
        return None
    word = cue.particle[0]
    for at in range(index + 1, min(index + 5, len(tree.tokens))):
        token = tree.tokens[at]
        if token.text.lower() == word and (token.head == index or at == index + 1):
            return at
    return None


def withheld_by(tree: Tree, index: int) -> int | None:
    """The word that says the speaking was not done: "declined to", "have yet to", "refrained from"; else None."""
    token = tree.tokens[index]
    for child in tree.kids[index]:
        if (
            tree.tokens[child].text.lower() == "yet"
            and child < index
            and tree.child(index, "aux") is not None
        ):
            return child
    at = index
    for _ in range(2):
        token = tree.tokens[at]
        if token.dep not in ("xcomp", "pcomp", "prep", "acl", "ccomp") or token.head == at:
            return None
        at = token.head
        if tree.tokens[at].lemma in WITHHOLDING:
            return at
        if any(tree.tokens[child].text.lower() == "yet" for child in tree.kids[at]) and tree.tokens[
            at
        ].lemma in (
            "have",
            "be",
        ):
            return at
    return None


def cited(tree: Tree, index: int) -> int | None:
    """Who is cited by "cited X as saying" or "X was quoted as saying", where the verb is that "saying"; else None."""
    prep = tree.tokens[index].head
    if tree.tokens[index].dep != "pcomp" or tree.tokens[prep].text.lower() != "as":
        return None
    verb = tree.tokens[prep].head
    if not tree.is_verb(verb):
        return verb if tree.tokens[verb].pos in ("NOUN", "PROPN", "PRON") else None
    if tree.is_passive(verb):
        subject = tree.child(verb, "nsubjpass")
        if subject is None and tree.tokens[verb].dep in ("acl", "relcl"):
            return tree.tokens[verb].head
        return subject
    return tree.child(verb, "dobj")


def saying_of(tree: Tree, index: int) -> int | None:
    """The "saying" of a verb that cites somebody "as saying"; None where it cites otherwise."""
    for prep in tree.children(index, "prep"):
        inner = tree.child(prep, "pcomp")
        had = inner is not None and any(
            tree.tokens[at].text.lower() == "having" for at in tree.children(inner, "aux")
        )
        if (
            tree.tokens[prep].text.lower() == "as"
            and inner is not None
            and (had or tree.tokens[inner].tag == "VBG")
        ):
            return inner if cited(tree, inner) is not None else None
    return None


def is_infinitive(tree: Tree, index: int) -> bool:
    """Whether the verb stands with "to"."""
    return any(tree.tokens[child].tag == "TO" for child in tree.kids[index])


def is_as_told(tree: Tree, index: int) -> bool:
    """Whether a participle frames its sentence with its agent: "as stated by the ministry"."""
    token = tree.tokens[index]
    if token.tag != "VBN" or index == 0 or tree.tokens[index - 1].text.lower() != "as":
        return False
    return tree.agent(index) is not None and not tree.is_passive(index)
