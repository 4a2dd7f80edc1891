"""What is said: the clause, object, phrase or quotation that hangs on a verb cue."""

from __future__ import annotations

import re
from collections.abc import Sequence

from twosource.analysis.attribution_reading import (
    Reading,
    cited,
    cue_at,
    is_infinitive,
    particle_at,
    saying_of,
)
from twosource.analysis.attribution_scope import rest_of_clause, without_comment
from twosource.analysis.attribution_tree import MARKS, Tree
from twosource.analysis.lexicon import Cue
from twosource.model.span import Extent, Span, merged

_BEFORE = re.compile(r"[\s,.!?…”\"'’»—–-]*(?:[\w’'-]+,?\s+){0,4}")
_NO_RETURN = frozenset({"VBG", "VBN", "IN", "WDT", "WP", "WRB", "CC", "TO"})
"""Tags of words behind a frame that go on with the frame and not with what was said."""
_BACK = frozenset({"so", "that", "this", "such", "thus"})
"""Words that take up the sentence before."""
_OBJECTS = frozenset({"dobj", "oprd", "attr", "acomp", "xcomp"})
_REACH = 160
"""The furthest, in code points, that a quotation may stand behind its cue in one sentence."""


def content_of(reading: Reading, index: int, cue: Cue, phrase: Sequence[int]) -> Extent:
    """The words said: a clause, an object, what a preposition governs, or the quotation beside the cue; and what a colon adds."""
    spans = _governed_by(reading, index, cue, phrase)
    told = behind_colon(reading, index, cue, spans) or _said_before(reading, index, cue, spans)
    return merged([*spans, *told]) if told else spans


def _said_before(reading: Reading, index: int, cue: Cue, spans: Extent) -> Extent:
    """The sentence before, where this one only says whose it is: "So says X.", "That is what X told Y."."""
    tree = reading.tree
    number = tree.sentence_of[index]
    sentence = tree.sentences[number]
    first = tree.tokens[sentence.first].text.lower()
    if number == 0 or first not in _BACK or not (cue.takes("clause") or cue.takes("quote")):
        return ()
    before = tree.sentences[number - 1]
    words = {word.lower() for span in spans for word in span.of(tree.text).split()}
    if before.block != sentence.block or not words <= _BACK | {"what", "how", "is"}:
        return ()
    if first == "so" and index - sentence.first > 2:
        return ()
    if first != "so" and tree.tokens[tree.tokens[index].head].lemma != "be":
        return ()
    return tree.extent(range(before.first, before.last))


def behind_colon(reading: Reading, index: int, cue: Cue, spans: Extent) -> Extent:
    """What a colon sets off behind the frame, where nothing or only a noun phrase before it is the content yet."""
    tree = reading.tree
    sentence = tree.sentences[tree.sentence_of[index]]
    colon = next((at for at in range(index + 1, sentence.last) if tree.tokens[at].text == ":"), None)
    if colon is None or colon + 2 >= sentence.last or cue.sense == "attitude" or _is_quoted(reading, colon):
        return ()
    start = tree.tokens[colon].start
    if spans and all(span.start > start for span in spans) and cue.takes("object"):
        # What the colon sets off is content already; the object before it ("relays a bulletin of X:") is too.
        after = index + 1 + len(cue.particle)
        if tree.tokens[after].text.lower() == "what":
            return tree.extent(range(after, colon))
        told = [at for at in tree.children(index, "dobj") if index < at < colon]
        return tree.extent([one for at in told for one in tree.subtree(at) if one < colon])
    if any(span.end > start for span in spans) or cue.sense != "speech":
        return ()
    if not spans and not (cue.takes("clause") or cue.takes("quote")):
        return ()
    between = range(index + 1, colon)
    if any(
        tree.tokens[at].tag in ("VBD", "VBZ", "VBP")
        and tree.tokens[at].dep != "relcl"
        and not tree.holds(index, at)
        for at in between
    ):
        # The colon belongs to another verb ("The spokesman, referring to data, put it this way: ...").
        return ()
    if any(tree.tokens[at].tag in ("VBD", "VBZ", "VBP") and tree.tokens[at].dep == "conj" for at in between):
        return ()
    return tree.extent(range(colon + 1, sentence.last))


def _is_quoted(reading: Reading, at: int) -> bool:
    start = reading.tree.tokens[at].start
    return any(one.at.holds(start) for one in reading.quotations)


def _governed_by(reading: Reading, index: int, cue: Cue, phrase: Sequence[int]) -> Extent:
    tree = reading.tree
    frame = set(phrase) | {index}
    saying = saying_of(tree, index)
    if saying is not None and not tree.is_passive(index):
        cited_one = cited(tree, saying)
        start = tree.left[cited_one] if cited_one is not None and cited_one > index else saying
        said = _said_as(reading, saying, min(frame))
        return merged([*tree.extent(range(start, saying + 1)), *said])
    tokens = _clause(reading, index, cue, frame) or _complement(reading, index, cue)
    spans = tree.extent(tokens) if tokens else ()
    cue_start = tree.tokens[index].start
    if not spans and cited(tree, index) is not None:
        return _said_as(reading, index, index)
    if not cue.takes("quote") and not spans:
        return ()
    speech = [one.at for one in reading.quotations if one.is_speech and not one.at.holds(cue_start)]
    if cited(tree, index) is not None:
        return spans
    if spans:
        touched = [one for one in speech if any(one.overlaps(span) for span in spans)]
        if not touched and cue.takes("quote") and "clause" not in _how(tree, index):
            low = min(frame)
            beside = quotation_before(reading, tree.tokens[low].start)
            return merged([*spans, beside]) if beside else spans
        return _around(tree, merged([*spans, *touched]), frame)
    beside = _quotation_beside(reading, index, phrase)
    return (beside,) if beside else ()


def passive_content(reading: Reading, index: int, cue: Cue) -> Extent:
    """Content of an agentless passive: what is believed with its subject, or the clause that people are told."""
    tree = reading.tree
    inner = tree.child(index, "xcomp", "ccomp")
    if inner is None or not (
        cue.takes("clause") or cue.takes("object_infinitive") or cue.takes("infinitive")
    ):
        return ()
    tokens = tree.subtree(inner)
    subject = tree.child(index, "nsubjpass", "nsubj")
    if (
        subject is not None
        and tree.tokens[inner].dep == "xcomp"
        and tree.tokens[subject].text.lower() != "it"
    ):
        tokens = tree.phrase(subject, verb=index) + tokens
    return tree.extent(without_comment(reading, tokens))


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
    if not (
        cue.takes("clause") or cue.takes("quote") or cue.takes("object") or cue.takes("object_infinitive")
    ):
        return []
    parenthetical = _parenthetical(tree, index, frame)
    if parenthetical:
        return parenthetical
    if cited(tree, index) is not None or (token.dep == "csubj" and token.tag == "VBG"):
        if cited(tree, index) is not None and not _is_said(tree, rest_of_clause(tree, index)):
            return _fronted(tree, index)
        return without_comment(reading, rest_of_clause(tree, index))
    child = next((at for at in tree.children(index, "ccomp") if not _is_apart(tree, at, index)), None)
    if child is None:
        # "reported, quoting police, that": the parser hangs the clause on the participle between.
        between = [at for at in tree.children(index, "advcl") if tree.tokens[at].tag == "VBG" and at > index]
        inner = [at for one in between if (at := tree.child(one, "ccomp")) is not None]
        child = inner[0] if inner and tree.tokens[between[0]].lemma in ("cite", "quote") else None
    if child is None:
        # "believe, police said, that": the clause hangs on the frame set between.
        asides = [at for at in tree.children(index, "parataxis") if at > index]
        inner = [at for one in asides if (at := tree.child(one, "ccomp")) is not None and at > one]
        child = inner[0] if inner else None
    if child is not None:
        tokens = tree.subtree(child)
        if child < index:
            sentence = tree.sentences[tree.sentence_of[index]]
            between = list(range(sentence.first, tree.left[child]))
            if all(_belongs(tree, at, index) for at in between):
                tokens = between + tokens
            return tokens
        return without_comment(reading, tokens)
    as_clause = token.dep == "advcl" and any(
        tree.tokens[at].text.lower() == "as" for at in tree.children(index, "mark", "advmod")
    )
    if not as_clause and _is_tail(reading, index, cue, frame):
        return list(range(tree.sentences[tree.sentence_of[index]].first, min(frame)))
    if (token.dep in ("parataxis", "intj") or as_clause) and token.head != index and tree.is_verb(token.head):
        return [at for at in tree.subtree(token.head, [index]) if at not in frame]
    return []


def _is_apart(tree: Tree, child: int, index: int) -> bool:
    """Whether a semicolon parts a clause from the frame behind it."""
    return child < index and any(tree.tokens[at].text == ";" for at in range(tree.right[child], index))


def _said_as(reading: Reading, saying: int, frame: int) -> Extent:
    """What "cited X as saying" holds: what follows it, else the clause or the quotation before ``frame``."""
    tree = reading.tree
    rest = rest_of_clause(tree, saying)
    fronted = _fronted(tree, saying)
    if _is_said(tree, rest) or cue_at(reading, saying) is None:
        return tree.extent(rest)
    if fronted:
        return tree.extent(fronted)
    low = min(frame, *(tree.left[at] for at in (_citing_verb(tree, saying),)))
    beside = quotation_before(reading, tree.tokens[low].start)
    return (beside,) if beside else tree.extent(rest)


def _is_said(tree: Tree, rest: Sequence[int]) -> bool:
    """Whether what follows "as saying" may be what was said: more than a time, a place or an addressee."""
    return any(tree.is_verb(at) or tree.tokens[at].text in MARKS for at in rest)


def _citing_verb(tree: Tree, saying: int) -> int:
    return tree.tokens[tree.tokens[saying].head].head


def _fronted(tree: Tree, saying: int) -> list[int]:
    """What stands before "Y was quoted as saying", where nothing follows it."""
    verb = _citing_verb(tree, saying)
    child = tree.child(verb, "ccomp")
    return tree.subtree(child) if child is not None and child < verb else []


def _is_tail(reading: Reading, index: int, cue: Cue, frame: set[int]) -> bool:
    """Whether a short frame ends the sentence behind a comma ("..., or so the union maintains") and has nothing to govern."""
    tree = reading.tree
    sentence = tree.sentences[tree.sentence_of[index]]
    low, high = min(frame), max(frame)
    while low > sentence.first and tree.tokens[low - 1].text.lower() in ("or", "so", "as", "at", "least"):
        frame.add(low - 1)
        low -= 1
    if cue.sense != "speech" or not cue.takes("clause") or len(frame) < 2 or tree.is_negated(index):
        return False
    if not any(tree.is_verb(at) for at in range(sentence.first, low)):
        return False
    rest = [tree.tokens[at] for at in range(high + 1, sentence.last) if tree.tokens[at].pos != "PUNCT"]
    return tree.tokens[low - 1].text in (",", "-", "–", "—") and not rest


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
    resumes = following.text.lower() == "that" and tree.tokens[index].dep == "parataxis"
    if (following.tag in _NO_RETURN and not resumes) or tree.tokens[index].dep in ("relcl", "acl", "conj"):
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
        to_clause = cue.takes("infinitive") or cue.takes("object_infinitive")
        wanted = (
            (dep in ("xcomp", "advcl") and is_infinitive(tree, child) and to_clause)
            or (dep in ("xcomp", "pcomp") and tree.tokens[child].tag == "VBG" and cue.takes("gerund"))
            or (dep in _OBJECTS and cue.takes("object") and not is_infinitive(tree, child))
            or (dep == "dobj" and cue.takes("object_infinitive") and _has_infinitive(tree, index))
            or (word == "as" and dep == "prep" and (cue.takes("as") or cue.takes("object")))
            or (dep == "advcl" and cue.takes("as") and tree.tokens[tree.left[child]].text.lower() == "as")
        )
        if wanted or (tokens and dep == "prep" and _is_more(tree, child, tokens)):
            tokens += tree.subtree(child)
        elif dep in ("prep", "dative", "agent") and word in cue.prepositions:
            tokens += tree.subtree(child) if tokens else tree.subtree(child)[1:]
        elif dep == "prt" and cue.prepositions and not tokens:
            continue
    if not tokens and cue.particle and (cue.prepositions or cue.takes("object")):
        at = particle_at(tree, index, cue)
        if at is not None:
            inner = [one for one in tree.subtree(at) if one > at]
            tokens += inner
    return without_comment(reading, sorted(set(tokens)))


def _is_more(tree: Tree, prep: int, tokens: Sequence[int]) -> bool:
    """Whether a preposition right behind the object goes on with what was said: "on what Y told", "from the far side"."""
    if tree.left[prep] != max(tokens) + 1:
        return False
    if tree.child(prep, "pcomp") is not None:
        return True
    return tree.tokens[prep].text.lower() in ("from", "of", "near", "along", "across", "between", "against")


def _has_infinitive(tree: Tree, index: int) -> bool:
    return any(is_infinitive(tree, child) for child in tree.children(index, "xcomp", "ccomp", "advcl"))


def as_clause(reading: Reading, index: int) -> Extent:
    """Subject and "as saying" clause of "X was quoted by Y as saying", which together are what Y says."""
    tree = reading.tree
    for prep in tree.children(index, "prep"):
        inner = tree.child(prep, "pcomp")
        if tree.tokens[prep].text.lower() == "as" and inner is not None:
            subject = tree.child(index, "nsubjpass")
            tokens = [prep, inner] + (tree.phrase(subject, verb=index) if subject is not None else [])
            return merged([*tree.extent(tokens), *_said_as(reading, inner, index)])
    return ()


def quotation_before(reading: Reading, start: int) -> Span | None:
    """The quotation that ends right before an offset and leaves its sentence open; None where there is none."""
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
    before = quotation_before(reading, tree.tokens[low].start)
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
