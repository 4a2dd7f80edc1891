"""Attributions whose cue is a verb: its subject speaks, its complement or a quotation is what is said."""

from __future__ import annotations

from dataclasses import replace

from twosource.analysis.attribution_content import as_clause, content_of, passive_content, quotation_before
from twosource.analysis.attribution_draft import Draft
from twosource.analysis.attribution_passing import behind_of, conduits_of, giver_of, hearer
from twosource.analysis.attribution_reading import (
    WITHHOLDING,
    Reading,
    cited,
    cue_at,
    is_as_told,
    particle_at,
    saying_of,
    withheld_by,
)
from twosource.analysis.attribution_scope import rest_of_clause
from twosource.analysis.attribution_tree import Tree
from twosource.analysis.lexicon import Cue
from twosource.model.span import Extent, merged
from twosource.model.vocabulary import Act, Certainty

_SPEAKERS_ASIDE = frozenset(
    {
        "i",
        "we",
        "you",
        "me",
        "us",
        "that",
        "this",
        "what",
        "there",
        "something",
        "nothing",
        "which",
        "nobody",
        "none",
    }
)


def find_verbal(reading: Reading) -> list[Draft]:
    """A draft for each verb that attributes, in text order."""
    tree = reading.tree
    found = []
    for token in tree.tokens:
        if token.tag[:2] != "VB" or token.dep in ("prep", "amod", "compound") or tree.is_auxiliary(token.i):
            continue
        if is_as_told(tree, token.i):
            continue
        cue = cue_at(reading, token.i)
        if cue is None or (token.lemma == "believe" and tree.is_passive(token.i)):
            found += _unreached(reading, token.i) + _if_believed(reading, token.i)
        if cue is None:
            continue
        draft = _draft(reading, token.i, cue)
        if draft is not None:
            found.append(draft)
            found += _having_said(reading, token.i, draft)
    return found


def _unreached(reading: Reading, index: int) -> list[Draft]:
    """The silence of one who "could not be reached" or whom nobody could reach for comment."""
    tree = reading.tree
    if tree.tokens[index].lemma not in ("reach", "contact") or not tree.is_negated(index):
        return []
    subject = tree.child(index, "nsubjpass")
    comments = reading.cues.of_form("verb", "comment")
    if subject is None or not comments:
        return []
    phrase = tuple(tree.phrase(subject, verb=index))
    return [Draft(comments[0], (index,), subject, phrase, (), Act.NO_COMMENT, Certainty.UNKNOWN, rule="verb")]


def _if_believed(reading: Reading, index: int) -> list[Draft]:
    """The source of "if X is to be believed": the clause that it hangs on is what X says."""
    tree = reading.tree
    token = tree.tokens[index]
    top = index
    while tree.tokens[top].dep == "xcomp":
        top = tree.tokens[top].head
    clause = tree.tokens[top]
    if (
        token.lemma not in ("believe", "trust")
        or clause.dep != "advcl"
        or tree.tokens[tree.left[top]].text.lower() != "if"
    ):
        return []
    subject = tree.child(top, "nsubj", "nsubjpass") or tree.child(index, "nsubjpass")
    cues = reading.cues.of_form("verb", "said")
    if subject is None or not cues:
        return []
    content = tree.extent(tree.subtree(clause.head, [top]))
    phrase = tuple(tree.phrase(subject, verb=index))
    return [Draft(cues[0], (index,), subject, phrase, content, Act.ASSERT, Certainty.PROBABLE, rule="verb")]


def _having_said(reading: Reading, index: int, draft: Draft) -> list[Draft]:
    """The one cited by "quoted X as having seen", where what follows "as" is no cue of its own, or by "quoted X: “...”"."""
    tree = reading.tree
    if draft.cue is None or draft.cue.lemma not in ("cite", "quote"):
        return []
    inner = saying_of(tree, index)
    if inner is None:
        return _quoted_outright(reading, index, draft)
    source = cited(tree, inner)
    if source is None or cue_at(reading, inner) is not None:
        return []
    content = tree.extent([inner, *rest_of_clause(tree, inner)])
    phrase = tuple(tree.phrase(source, verb=index))
    return [
        replace(
            draft,
            words=(tree.tokens[inner].head,),
            source=source,
            phrase=phrase,
            content=content,
            conduits=(),
        )
    ]


def _quoted_outright(reading: Reading, index: int, draft: Draft) -> list[Draft]:
    tree = reading.tree
    whom = tree.child(index, "dobj") if not tree.is_passive(index) else tree.child(index, "nsubjpass")
    colon = next(
        (
            at
            for at in range(index + 1, tree.sentences[tree.sentence_of[index]].last)
            if tree.tokens[at].text == ":"
        ),
        None,
    )
    if whom is None or colon is None or not reading.speaks(whom) or reading.records(whom):
        return []
    content = tuple(span for span in draft.content if span.start > tree.tokens[colon].start)
    phrase = tuple(tree.phrase(whom, verb=index))
    return (
        [replace(draft, words=(whom,), source=whom, phrase=phrase, content=content, conduits=())]
        if content
        else []
    )


def _draft(reading: Reading, index: int, cue: Cue) -> Draft | None:
    tree = reading.tree
    act, certainty, negative, silent = presented(reading, index, cue)
    if silent is None:
        return None
    source, phrase = source_of(reading, index, cue)
    givers = behind_of(reading, index)
    if (
        source is not None
        and givers
        and cue.takes("giver")
        and tree.tokens[source].text.lower() in ("i", "we")
    ):
        # "We hear from a deckhand that": the publisher's own source.
        source, givers = givers[0], givers[1:]
        phrase = tree.phrase(source)
    if source is not None and tree.tokens[source].text.lower() in _SPEAKERS_ASIDE:
        return None
    if cue.lemma == "put at" and not _is_estimate(tree, index):
        return None
    if cue.lemma == "hear" and source is not None and not givers and _is_venue(reading, index, source):
        return None
    if cue.takes("impersonal") and (source is None or not reading.speaks(source)):
        return None
    if source is not None and infers(reading, index, cue):
        return None
    if (
        any(tree.tokens[at].text.lower() == "nothing" for at in tree.children(index, "dobj"))
        and cue.sense == "speech"
    ):
        act, certainty, silent = Act.NO_COMMENT, Certainty.UNKNOWN, True
        content: Extent = ()
    else:
        content = content_of(reading, index, cue, phrase)
    if source is not None and tree.tokens[index].tag == "VBN" and tree.is_passive(index) and cue.takes("as"):
        whole = as_clause(reading, index)
        content = whole or content
    if source is None and not phrase:
        if not tree.is_passive(index):
            return None
        content = passive_content(reading, index, cue)
        if not content:
            return None
    elif tree.is_passive(index) and cue.takes("object"):
        subject = tree.child(index, "nsubjpass")
        if subject is not None and not cue.takes("addressee"):
            content = merged([*tree.extent(tree.phrase(subject, verb=index)), *content])
        elif not content and tree.tokens[index].dep == "acl":
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
        conduits=(*hearer(reading, index), *conduits_of(reading, index, source)),
        behind=tuple(givers),
        rule="verb",
    )


def _is_estimate(tree: Tree, index: int) -> bool:
    """Whether "put X at N" gives a number."""
    inner = tree.object_of(index, "at")
    if inner is None:
        inner = next(
            (n for at in tree.children(index, "dobj") if (n := tree.object_of(at, "at")) is not None), None
        )
    return inner is not None and any(tree.tokens[at].tag == "CD" for at in tree.subtree(inner))


def _is_venue(reading: Reading, index: int, source: int) -> bool:
    """Whether one who hears is only where it was said: "the inquiry heard that nurses had warned"."""
    tree = reading.tree
    clause = tree.child(index, "ccomp")
    inner = clause is not None and cue_at(reading, clause) is not None
    return inner and bool(reading.cues.of_form("venue", tree.tokens[source].lemma))


def infers(reading: Reading, index: int, cue: Cue) -> bool:
    """Whether what a participle behind its clause confirms or shows is the reporter's to say: ", confirming the transfer"."""
    loose = cue.takes("inference") and _is_loose(reading.tree, index)
    return loose and not reporting(reading, index)


def _is_loose(tree: Tree, index: int) -> bool:
    """Whether the verb is a participle that a comma sets off behind its clause (", confirming the transfer")."""
    token = tree.tokens[index]
    low = tree.left[index]
    return token.tag == "VBG" and token.dep == "advcl" and low > 0 and tree.tokens[low - 1].text == ","


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


def presented(reading: Reading, index: int, cue: Cue) -> tuple[Act, Certainty, bool, bool | None]:
    """Act, certainty, whether the content is presented as not so, and whether it may be missing (a silence).

    The last is None where the verb is no attribution at all ("declined" before a verb that the lexicon reads itself).
    """
    tree = reading.tree
    if cue.lemma in WITHHOLDING:
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
        saying = saying_of(tree, index)
        if agent is None and (saying is not None or cue.takes("as")):
            agent = tree.object_of(saying, "by") if saying is not None else None
            page = (tree.object_of(saying, "in") if saying is not None else None) or tree.object_of(
                index, "in"
            )
            if agent is None and page is not None and reading.records(page):
                # "is recorded as saying in the minutes"
                agent = page
        if agent is not None and not tree.is_verb(agent):
            return agent, tree.phrase(agent)
        return None, []
    document = _speaking_document(reading, index)
    giver = giver_of(tree, document) if document is not None else None
    if giver is not None:
        return giver, tree.phrase(giver, verb=index)
    above = reporting(reading, index) if cue.sense == "speech" else frozenset()
    head = cited(tree, index) or tree.subject(index, above)
    if head is not None and tree.tokens[head].lemma == "turn" and tree.tokens[head - 1].text.lower() == "in":
        # "Nordpress, in turn citing X"
        head = tree.subject(tree.tokens[index].head) if tree.tokens[index].head != index else None
    if head is None:
        head = _fused_subject(tree, index)
    if head is None and tree.child(index, "dobj") is not None and cue.takes("quote"):
        # "read the order": the parser takes an inverted speaker for an object.
        head = tree.child(index, "dobj", "attr")
        opening = tree.tokens[tree.sentences[tree.sentence_of[index]].first].text.lower()
        clause = tree.child(index, "ccomp")
        stated = opening == "so" or (clause is not None and clause < index)
        if head is not None and not stated and quotation_before(reading, tree.tokens[index].start) is None:
            head = None
    if head is not None and tree.tokens[index].dep in ("acl", "relcl"):
        head = issuer(reading, head) or head
    if head is None or (tree.is_verb(head) and tree.tokens[head].tag != "NNP"):
        return None, []
    return head, tree.phrase(head, verb=index)


def _speaking_document(reading: Reading, index: int) -> int | None:
    """The document that a "saying" behind it speaks for: "carried a statement by the ministry saying that"."""
    tree = reading.tree
    token = tree.tokens[index]
    if token.tag != "VBG" or token.dep not in ("acl", "advcl") or index == 0:
        return None
    noun = token.head if token.dep == "acl" else tree.child(token.head, "dobj")
    if noun is not None and tree.tokens[noun].dep == "pobj" and not reading.records(noun):
        noun = tree.tokens[tree.tokens[noun].head].head
    if noun is None or noun > index or not reading.records(noun):
        return None
    return None if any(tree.is_verb(at) for at in range(noun + 1, index)) else noun


def _fused_subject(tree: Tree, index: int) -> int | None:
    """The subject that the parser took for an apposition: "In an interview with Y, the commander claimed"."""
    token = tree.tokens[index]
    if token.dep not in ("ROOT", "ccomp", "conj") or index == 0:
        return None
    for prep in tree.children(index, "prep", "advcl"):
        if prep > index:
            continue
        for at in tree.subtree(prep):
            ends = tree.right[at] == index - 1 and tree.left[at] > 0
            if (
                tree.tokens[at].dep in ("appos", "conj")
                and ends
                and tree.tokens[tree.left[at] - 1].text == ","
            ):
                inner = tree.child(at, "appos")
                return inner if inner is not None and tree.left[inner] == tree.left[at] + 1 else at
    return None


def reporting(reading: Reading, index: int) -> frozenset[int]:
    """The verbs above the token that report in words of their own."""
    tree = reading.tree
    found = set()
    at = index
    while tree.tokens[at].head != at:
        at = tree.tokens[at].head
        cue = cue_at(reading, at) if tree.is_verb(at) else None
        if cue is not None and cue.sense == "speech" and (cue.takes("clause") or cue.takes("quote")):
            found.add(at)
    return frozenset(found)


def issuer(reading: Reading, noun: int) -> int | None:
    """Who put out the document that speaks: "the ministry issued a statement saying"; None where nobody is said to."""
    tree = reading.tree
    verb = tree.tokens[noun].head
    if tree.tokens[noun].dep != "dobj" or not reading.cues.of_form("light", tree.tokens[verb].text.lower()):
        return None
    subject = tree.subject(verb)
    return subject if subject is not None and not tree.is_verb(subject) and reading.speaks(subject) else None
