"""Attributions whose cue is a verb: its subject speaks, its complement or a quotation is what is said."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from twosource.analysis.attribution_draft import Draft
from twosource.analysis.attribution_tree import Tree
from twosource.analysis.layers import Quotation
from twosource.analysis.lexicon import Cue, Cues
from twosource.model.span import Extent, Span, merged
from twosource.model.vocabulary import Act, Certainty

_SPEAKERS_ASIDE = frozenset(
    {"i", "we", "you", "me", "us", "that", "this", "what", "there", "something", "nothing", "which"}
)
_BEFORE = re.compile(r"[\s,.!?…”\"'’»—–-]*(?:[\w’'-]+,?\s+){0,4}")
_WITHHOLDING = frozenset({"decline", "refuse", "refrain", "avoid", "yet", "fail", "unable", "hesitate"})
_REACH = 160
"""The furthest, in code points, that a quotation may stand behind its cue in one sentence."""


@dataclass(frozen=True, slots=True)
class Reading:
    """What the verbal rules read from: the tree, the cues, the quotations, and which cues and sources count."""

    tree: Tree
    cues: Cues
    quotations: tuple[Quotation, ...]
    broad: bool
    speaks: Callable[[int], bool]
    """Whether the noun at a token index may be a source at all."""


def find_verbal(reading: Reading) -> list[Draft]:
    """A draft for each verb that attributes, in text order."""
    tree = reading.tree
    found = []
    for token in tree.tokens:
        if token.tag[:2] != "VB" or token.dep in ("prep", "amod", "compound") or tree.is_auxiliary(token.i):
            continue
        cue = cue_at(reading, token.i)
        if cue is None:
            continue
        draft = _draft(reading, token.i, cue)
        if draft is not None:
            found.append(draft)
    return found


def cue_at(reading: Reading, index: int) -> Cue | None:
    """The verb cue at a token, its particle among the next words; None where there is none."""
    tree = reading.tree
    for cue in reading.cues.of_form("verb", tree.tokens[index].text.lower()):
        if cue.sense == "attitude" and not reading.broad:
            continue
        if not cue.particle or particle_at(tree, index, cue) is not None:
            return cue
    return None


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


def _draft(reading: Reading, index: int, cue: Cue) -> Draft | None:
    tree = reading.tree
    act, certainty, negative, silent = presented(reading, index, cue)
    if silent is None:
        return None
    source, phrase = source_of(reading, index, cue)
    if source is not None and tree.tokens[source].text.lower() in _SPEAKERS_ASIDE:
        return None
    if cue.takes("impersonal") and (source is None or not reading.speaks(source)):
        return None
    content = content_of(reading, index, cue, phrase)
    if source is not None and tree.tokens[index].tag == "VBN" and tree.is_passive(index) and cue.takes("as"):
        whole = _as_clause(tree, index)
        content = whole or content
    if source is None and not phrase:
        if not tree.is_passive(index):
            return None
        content = _passive_content(reading, index, cue)
        if not content:
            return None
    elif tree.is_passive(index) and cue.takes("object") and not content:
        subject = tree.child(index, "nsubjpass")
        if subject is not None:
            content = tree.extent(tree.phrase(subject, verb=index))
        elif tree.tokens[index].dep == "acl":
            content = tree.extent(tree.phrase(tree.tokens[index].head, verb=index))
    if not content and not silent and not cue.takes("none"):
        return None
    words = cue_words(tree, index, cue)
    return Draft(
        cue=cue,
        words=words,
        source=source,
        phrase=tuple(phrase),
        content=content,
        act=act,
        certainty=certainty,
        negative=negative,
        conduits=tuple(addressees(tree, index)),
        behind=tuple(behind(tree, index)),
        rule="verb",
    )


def cue_words(tree: Tree, index: int, cue: Cue) -> tuple[int, ...]:
    """The cue's tokens: auxiliaries, negation and particle with the verb, and what withholds ("declined to comment")."""
    words = {index}
    at = index - 1
    while at >= 0 and tree.tokens[at].head == index and tree.tokens[at].dep in ("aux", "auxpass", "neg"):
        words.add(at)
        at -= 1
    for child in tree.children(index, "neg"):
        words.add(child)
    particle = particle_at(tree, index, cue)
    if particle is not None:
        words.add(particle)
    governor = withheld_by(tree, index)
    if governor is not None:
        words.update(range(min(governor, index), max(governor, index) + 1))
    return tuple(sorted(words))


def withheld_by(tree: Tree, index: int) -> int | None:
    """The word that says the speaking was not done: "declined to", "have yet to", "refrained from"; else None."""
    token = tree.tokens[index]
    for child in tree.kids[index]:
        if tree.tokens[child].text.lower() == "yet" and child < index and tree.child(index, "aux") is not None:
            return child
    at = index
    for _ in range(2):
        token = tree.tokens[at]
        if token.dep not in ("xcomp", "pcomp", "prep", "acl", "ccomp") or token.head == at:
            return None
        at = token.head
        if tree.tokens[at].lemma in _WITHHOLDING:
            return at
        if any(tree.tokens[child].text.lower() == "yet" for child in tree.kids[at]) and tree.tokens[at].lemma in (
            "have",
            "be",
        ):
            return at
    return None


def presented(
    reading: Reading, index: int, cue: Cue
) -> tuple[Act, Certainty, bool, bool | None]:
    """Act, certainty, whether the content is presented as not so, and whether it may be missing (a silence).

    The last is None where the verb is no attribution at all ("declined" before a verb that the lexicon reads itself).
    """
    tree = reading.tree
    if cue.lemma in _WITHHOLDING:
        embedded = _embedded(tree, index)
        inner = cue_at(reading, embedded) if embedded is not None else None
        if inner is not None and inner.withheld is not None:
            return inner.withheld, Certainty.UNKNOWN, False, None
        if not reading.broad:
            return cue.act, cue.certainty, False, None
        return Act.DISMISS, Certainty.CERTAIN, False, False
    if withheld_by(tree, index) is not None:
        if cue.withheld is None:
            return cue.act, cue.certainty, cue.negates, False
        return cue.withheld, Certainty.UNKNOWN, False, True
    if tree.is_negated(index):
        if cue.negated is Act.DENY and cue.sense == "belief":
            return Act.ASSERT, cue.certainty, True, False
        if cue.negated is not None:
            return cue.negated, Certainty.UNKNOWN, False, True
        return cue.act, cue.certainty, cue.negates, False
    return cue.act, cue.certainty, cue.negates, cue.act is Act.EQUIVOCATE


def _embedded(tree: Tree, index: int) -> int | None:
    at = tree.child(index, "xcomp", "ccomp")
    if at is not None:
        return at
    prep = tree.child(index, "prep")
    return tree.child(prep, "pcomp") if prep is not None else None


def source_of(reading: Reading, index: int, cue: Cue) -> tuple[int | None, list[int]]:
    """Head and tokens of who speaks; None and nothing for an agentless passive or a verb without a subject."""
    tree = reading.tree
    if tree.is_passive(index):
        agent = tree.agent(index)
        if agent is not None and not tree.is_verb(agent):
            return agent, tree.phrase(agent)
        return None, []
    head = cited(tree, index) or tree.subject(index)
    if head is None and tree.child(index, "dobj") is not None and cue.takes("quote"):
        # "read the order": the parser takes an inverted speaker for an object.
        head = tree.child(index, "dobj", "attr")
        if head is not None and _quotation_before(reading, tree.tokens[index].start) is None:
            head = None
    if head is not None and tree.tokens[index].dep in ("acl", "relcl"):
        head = issuer(reading, head) or head
    if head is None or tree.is_verb(head) and tree.tokens[head].tag != "NNP":
        return None, []
    return head, tree.phrase(head, verb=index)


def issuer(reading: Reading, noun: int) -> int | None:
    """Who put out the document that speaks: "the ministry issued a statement saying"; None where nobody is said to."""
    tree = reading.tree
    verb = tree.tokens[noun].head
    if tree.tokens[noun].dep != "dobj" or not reading.cues.of_form("light", tree.tokens[verb].text.lower()):
        return None
    subject = tree.subject(verb)
    return subject if subject is not None and not tree.is_verb(subject) and reading.speaks(subject) else None


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
        if tree.tokens[prep].text.lower() == "as" and inner is not None and tree.tokens[inner].tag == "VBG":
            return inner if cited(tree, inner) is not None else None
    return None


def addressees(tree: Tree, index: int) -> list[int]:
    """Heads of who was told: direct and dative objects, "to Y", "in an interview with Y"."""
    found = []
    for child in tree.children(index, "dative", "dobj", "iobj"):
        if tree.tokens[child].dep == "dative" and tree.tokens[child].pos == "ADP":
            inner = tree.child(child, "pobj")
            if inner is not None:
                found.append(inner)
        else:
            found.append(child)
    for prep in tree.children(index, "prep"):
        word = tree.tokens[prep].text.lower()
        inner = tree.child(prep, "pobj")
        if inner is None:
            continue
        if word in ("to", "with", "via", "through"):
            found.append(inner)
        elif word in ("in", "during"):
            deeper = tree.object_of(inner, "with", "to", "for")
            if deeper is not None:
                found.append(deeper)
    return found


def behind(tree: Tree, index: int) -> list[int]:
    """Heads of who the source had it from: "after being briefed by Z", "citing Z" is an attribution of its own."""
    found: list[int] = []
    starts = tree.children(index, "prep", "advcl")
    subject = tree.child(index, "nsubj")
    if subject is not None:
        starts += tree.children(subject, "acl", "relcl", "prep")
    for start in starts:
        verbs = [start] if tree.is_verb(start) else tree.children(start, "pcomp")
        for verb in verbs:
            if tree.tokens[verb].text.lower() in ("briefed", "informed", "told", "notified", "tipped"):
                agent = tree.agent(verb)
                if agent is not None:
                    found.append(agent)
        if tree.tokens[start].dep == "prep" and not verbs:
            noun = tree.child(start, "pobj")
            if noun is not None and tree.tokens[noun].lemma.startswith("intercept"):
                found.append(noun)
            if noun is not None and tree.tokens[noun].lemma == "briefing":
                giver = tree.object_of(noun, "by", "from", "with")
                if giver is not None:
                    found.append(giver)
    return found


def content_of(reading: Reading, index: int, cue: Cue, phrase: Sequence[int]) -> Extent:
    """The words said: a clause, an object, what a preposition governs, or the quotation beside the cue."""
    tree = reading.tree
    frame = set(phrase) | {index}
    saying = saying_of(tree, index)
    if saying is not None and not tree.is_passive(index):
        cited_one = cited(tree, saying)
        start = tree.left[cited_one] if cited_one is not None and cited_one > index else saying
        return tree.extent([*range(start, saying + 1), *rest_of_clause(tree, saying)])
    tokens = _clause(reading, index, cue, frame) or _complement(reading, index, cue)
    spans = tree.extent(tokens) if tokens else ()
    cue_start = tree.tokens[index].start
    if not cue.takes("quote") and not spans:
        return ()
    speech = [one.at for one in reading.quotations if one.is_speech and not one.at.holds(cue_start)]
    if cited(tree, index) is not None:
        return spans
    if spans:
        touched = [one for one in speech if any(one.overlaps(span) for span in spans)]
        if not touched and cue.takes("quote") and "clause" not in _how(tree, index):
            low = min(frame)
            beside = _quotation_before(reading, tree.tokens[low].start)
            return merged([*spans, beside]) if beside else spans
        return _around(tree, merged([*spans, *touched]), frame)
    beside = _quotation_beside(reading, index, phrase)
    return (beside,) if beside else ()


def _how(tree: Tree, index: int) -> str:
    return "clause" if tree.child(index, "ccomp") is not None else ""


def _around(tree: Tree, spans: Extent, frame: set[int]) -> Extent:
    """The spans less the words of the reporting frame, where a quotation was widened over it."""
    low = min(tree.tokens[at].start for at in frame)
    high = max(tree.tokens[at].end for at in frame)
    out: list[Span] = []
    for span in spans:
        if span.start < low and span.end > high:
            out += [Span(span.start, low), Span(high, span.end)]
        else:
            out.append(span)
    return tuple(out)


def _clause(reading: Reading, index: int, cue: Cue, frame: set[int]) -> list[int]:
    tree = reading.tree
    token = tree.tokens[index]
    if not (cue.takes("clause") or cue.takes("quote") or cue.takes("object") or cue.takes("object_infinitive")):
        return []
    parenthetical = _parenthetical(tree, index, frame)
    if parenthetical:
        return parenthetical
    if cited(tree, index) is not None or (token.dep == "csubj" and token.tag == "VBG"):
        return without_comment(reading, rest_of_clause(tree, index))
    child = tree.child(index, "ccomp")
    if child is not None:
        tokens = tree.subtree(child)
        if child < index:
            sentence = tree.sentences[tree.sentence_of[index]]
            between = [at for at in range(sentence.first, tree.left[child])]
            if all(_belongs(tree, at, index) for at in between):
                tokens = between + tokens
        return without_comment(reading, tokens)
    as_clause = token.dep == "advcl" and any(
        tree.tokens[at].text.lower() == "as" for at in tree.children(index, "mark", "advmod")
    )
    if (token.dep in ("parataxis", "intj") or as_clause) and token.head != index and tree.is_verb(token.head):
        return [at for at in tree.subtree(token.head, [index]) if at not in frame]
    return []


def rest_of_clause(tree: Tree, index: int) -> list[int]:
    """What follows the token in its sentence, up to a comma and a clause of another subject."""
    sentence = tree.sentences[tree.sentence_of[index]]
    out: list[int] = []
    for at in range(index + 1, sentence.last):
        if tree.tokens[at].text in (",", ";") and at + 1 < sentence.last:
            after = tree.tokens[at + 1].text.lower()
            if after in ("but", "while", "although", "though", "whereas") or tree.tokens[at].text == ";":
                break
        out.append(at)
    return out


def _belongs(tree: Tree, at: int, index: int) -> bool:
    """Whether a word before a fronted clause goes with the clause and not with the frame."""
    while tree.tokens[at].head not in (index, at):
        at = tree.tokens[at].head
    return tree.tokens[at].dep in ("advmod", "prep", "npadvmod", "advcl", "mark", "punct", "nsubj", "dep")


def _parenthetical(tree: Tree, index: int, frame: set[int]) -> list[int]:
    """All of the sentence but ", Seoul says," where commas enclose a short frame; nothing otherwise."""
    low, high = min(frame), max(frame)
    sentence = tree.sentences[tree.sentence_of[index]]
    if high - low > 7 or low - 1 <= sentence.first or high + 2 >= sentence.last:
        return []
    if tree.tokens[low - 1].text != "," or tree.tokens[high + 1].text != ",":
        return []
    following = tree.tokens[high + 2]
    if following.tag in ("VBG", "VBN", "IN", "WDT", "WP", "WRB", "CC", "TO") or tree.tokens[index].dep in ("relcl", "acl", "conj"):
        return []
    if any(tree.tokens[at].tag in ("WDT", "WP") for at in range(low, high + 1)):
        return []
    return [at for at in range(sentence.first, sentence.last) if at not in frame]


def _complement(reading: Reading, index: int, cue: Cue) -> list[int]:
    """Tokens of an infinitive, an object with what depends on the verb beside it, or a preposition's object."""
    tree = reading.tree
    kids = tree.kids[index]
    tokens: list[int] = []
    for child in kids:
        dep, word = tree.tokens[child].dep, tree.tokens[child].text.lower()
        if child < index and dep != "dobj":
            continue
        wanted = (
            (dep in ("xcomp", "advcl") and _is_infinitive(tree, child) and (cue.takes("infinitive") or cue.takes("object_infinitive")))
            or (dep in ("xcomp", "pcomp") and tree.tokens[child].tag == "VBG" and cue.takes("gerund"))
            or (dep in ("dobj", "oprd", "attr", "acomp", "xcomp") and cue.takes("object") and not _is_infinitive(tree, child))
            or (dep == "dobj" and cue.takes("object_infinitive") and _has_infinitive(tree, index))
            or (dep == "prep" and word == "as" and cue.takes("as"))
        )
        if wanted:
            tokens += tree.subtree(child)
        elif dep in ("prep", "dative", "agent") and word in cue.prepositions:
            tokens += tree.subtree(child) if tokens else tree.subtree(child)[1:]
        elif dep == "prt" and cue.prepositions and not tokens:
            continue
    if not tokens and cue.particle and cue.prepositions:
        at = particle_at(tree, index, cue)
        if at is not None:
            inner = [one for one in tree.subtree(at) if one > at]
            tokens += inner
    return without_comment(reading, sorted(set(tokens)))


def _as_clause(tree: Tree, index: int) -> Extent:
    """Subject and "as saying" clause of "X was quoted by Y as saying", which together are what Y says."""
    for prep in tree.children(index, "prep"):
        inner = tree.child(prep, "pcomp")
        if tree.tokens[prep].text.lower() == "as" and inner is not None:
            subject = tree.child(index, "nsubjpass")
            tokens = [prep, inner, *rest_of_clause(tree, inner)] + (tree.phrase(subject, verb=index) if subject is not None else [])
            return tree.extent(tokens)
    return ()


def _is_infinitive(tree: Tree, index: int) -> bool:
    return any(tree.tokens[child].tag == "TO" for child in tree.kids[index])


def _has_infinitive(tree: Tree, index: int) -> bool:
    return any(_is_infinitive(tree, child) for child in tree.children(index, "xcomp", "ccomp", "advcl"))


def _passive_content(reading: Reading, index: int, cue: Cue) -> Extent:
    """Content of an agentless passive: what is believed with its subject, or the clause that people are told."""
    tree = reading.tree
    inner = tree.child(index, "xcomp", "ccomp")
    if inner is None or not (cue.takes("clause") or cue.takes("object_infinitive") or cue.takes("infinitive")):
        return ()
    tokens = tree.subtree(inner)
    subject = tree.child(index, "nsubjpass", "nsubj")
    if subject is not None and tree.tokens[inner].dep == "xcomp" and tree.tokens[subject].text.lower() != "it":
        tokens = tree.phrase(subject, verb=index) + tokens
    return tree.extent(without_comment(reading, tokens))


def without_comment(reading: Reading, tokens: list[int]) -> list[int]:
    """The tokens up to where the reporter's own comment sets in: ", which marks", "- all of which would".

    Only what follows a comma or dash at the right edge is cut, and only behind the cue or before a fronted frame.
    """
    if not tokens:
        return tokens
    tree = reading.tree
    last = max(tokens)
    for at in sorted(tokens):
        if at + 1 >= len(tree.tokens) or tree.tokens[at].text not in (",", "-", "–", "—", "--"):
            continue
        first = tree.tokens[at + 1].text.lower()
        second = [tree.tokens[one].text.lower() for one in range(at + 1, min(at + 5, len(tree.tokens)))]
        comments = first == "which" and _is_comment(reading, at + 1)
        comments = comments or (len(second) > 2 and second[0] in ("all", "both", "some", "none") and second[1:3] == ["of", "which"])
        comments = comments or (tree.tokens[at + 1].tag == "VBG" and reading.cues.is_comment(tree.tokens[at + 1].text.lower()) and tree.right[at + 1] >= last - 1)
        comments = comments or (first in ("although", "though") and _reports(reading, at + 1, last))
        if comments:
            return [one for one in tokens if one < at]
    return tokens


def _reports(reading: Reading, first: int, last: int) -> bool:
    """Whether a concession is itself about what is said: "although they declined to confirm it"."""
    tree = reading.tree
    return any(
        tree.is_verb(at) and withheld_by(tree, at) is not None and cue_at(reading, at) is not None
        for at in range(first, last + 1)
    )


def _is_comment(reading: Reading, pronoun: int) -> bool:
    tree = reading.tree
    return reading.cues.is_comment(tree.tokens[tree.tokens[pronoun].head].text.lower())


def _quotation_before(reading: Reading, start: int) -> Span | None:
    for one in reversed(reading.quotations):
        if one.at.end <= start and one.is_speech:
            text = reading.tree.text
            gap = text[one.at.end : start]
            ended = text[one.at.end - 1] == "." and text[one.at.end - 2 : one.at.end] != ".."
            if "\n" not in gap and not ended and _BEFORE.fullmatch(gap):
                return one.at
            return None
    return None


def _quotation_beside(reading: Reading, index: int, phrase: Sequence[int]) -> Span | None:
    """The quotation that ends right before the frame, else the one that opens behind it in its sentence."""
    tree = reading.tree
    low = min([index, *phrase])
    before = _quotation_before(reading, tree.tokens[low].start)
    if before is not None:
        return before
    end = tree.tokens[index].end
    sentence = tree.sentences[tree.sentence_of[index]]
    for one in reading.quotations:
        if one.at.start > end and one.is_speech:
            gap = tree.text[end : one.at.start]
            if "\n" in gap or len(gap) > _REACH:
                return None
            if one.at.start <= sentence.at.end + 3 and (one.at.start < sentence.at.end or ":" in gap):
                return one.at
            return None
    return None
