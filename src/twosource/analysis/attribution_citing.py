"""Sources that another source is said to cite: "the report, which cites X", "..., said Y, citing X", "with reference to X"."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from twosource.analysis.attribution_draft import Draft
from twosource.analysis.attribution_nesting import CITES
from twosource.analysis.attribution_passing import giver_of
from twosource.analysis.attribution_reading import Reading
from twosource.analysis.attribution_tree import Tree
from twosource.analysis.lexicon import Cue
from twosource.analysis.sources import Describer
from twosource.analysis.sources_described import CARRIERS

_ANAPHORS = frozenset({"it", "they", "he", "she"})
_MAINS = ("verb", "according", "noun")


def find_citing(reading: Reading) -> list[Draft]:
    """A draft without content for each phrase that only says who is cited: "with reference to X", "referring to X"."""
    tree = reading.tree
    found = []
    for token in tree.tokens:
        for cue in reading.cues.of_form("citing", token.text.lower()):
            last = token.i + len(cue.particle)
            words = tuple(one.text.lower() for one in tree.tokens[token.i + 1 : last + 1])
            if words != cue.particle:
                continue
            named = tree.child(last, "pobj") or tree.child(token.i, "dobj")
            if named is None or tree.is_verb(named) or named < last:
                continue
            frame = tuple(range(token.i, last + 1))
            if not reading.speaks(named):
                # "on the basis of data from the laboratory": whose data they are.
                named = giver_of(tree, named) or named
            phrase = tuple(tree.phrase(named))
            found.append(Draft(cue, frame, named, phrase, (), cue.act, cue.certainty, rule="citing"))
            break
    return found


def cited_sources(
    tree: Tree, describer: Describer, drafts: Sequence[Draft]
) -> tuple[list[Draft], dict[int, int]]:
    """The drafts with each "citing X" turned into X's own, and for each such draft the index of the one it supports.

    The supported draft is the citer's own in the sentence, else the last one before of the same report. Where there
    is neither, the citation stays what the citer says; a phrase that supports nothing is left out.
    """
    out = list(drafts)
    mains: dict[int, int] = {}
    for number, draft in enumerate(drafts):
        if draft.rule == "according":
            within = _framed(tree, drafts, number)
            if within is not None:
                out[number] = replace(draft, content=drafts[within].content, rule="citing")
                mains[number] = within
            continue
        if draft.rule == "citing":
            beside = _beside(tree, drafts, number)
            if beside is not None:
                out[number] = replace(draft, content=drafts[beside].content)
                mains[number] = beside
            continue
        found = _cited(tree, describer, draft)
        if found is None or draft.source is None:
            continue
        cited, phrase = found
        citer = _whole(tree, describer, draft.source)
        turn = [at for at in mains if out[at].source in (citer, draft.source) and at != number]
        main = turn[-1] if turn else _supported(tree, describer, drafts, number, citer)
        if main is None:
            continue
        out[number] = replace(
            draft,
            source=cited,
            phrase=phrase,
            content=out[main].content,
            conduits=(),
            cited_by=citer,
            rule="citing",
        )
        mains[number] = main
    kept = [number for number, draft in enumerate(out) if draft.rule != "citing" or number in mains]
    place = {number: at for at, number in enumerate(kept)}
    return [out[number] for number in kept], {place[a]: place[b] for a, b in mains.items()}


def _cited(tree: Tree, describer: Describer, draft: Draft) -> tuple[int, tuple[int, ...]] | None:
    """Whom a loose or relative clause cites, with its words; None where the draft is no such clause."""
    cue: Cue | None = draft.cue
    refers = cue is not None and cue.lemma == "refer to"
    if cue is None or not (refers or cue.lemma in CITES) or draft.rule != "verb" or draft.source is None:
        return None
    verb = next((at for at in draft.words if tree.is_verb(at) and not tree.is_auxiliary(at)), None)
    if verb is None or tree.is_passive(verb):
        return None
    own = tree.tokens[verb].dep == "ROOT" and tree.tokens[draft.source].text.lower() in _ANAPHORS
    if tree.tokens[verb].dep not in ("relcl", "advcl", "acl") and not own:
        return None
    if _has_as(tree, verb):
        return None
    if refers:
        # "the agency, which refers to a source": only who passes on refers so.
        kind = describer.describe(draft.source, draft.phrase).source.kind
        if tree.tokens[verb].dep != "relcl" or kind not in CARRIERS:
            return None
    cited = tree.object_of(verb, "to") if refers else tree.child(verb, "dobj")
    if cited is None or tree.is_verb(cited):
        return None
    giver = tree.object_of(cited, "by", "from")
    if not describer.may_be_cited(cited) and giver is not None:
        # "citing a briefing by the agency": who gave it is the source.
        return giver, tuple(tree.phrase(giver))
    return (cited, tuple(tree.phrase(cited, verb=None))) if describer.may_be_cited(cited) else None


def _has_as(tree: Tree, verb: int) -> bool:
    return any(tree.tokens[at].text.lower() == "as" for at in tree.children(verb, "prep"))


def _whole(tree: Tree, describer: Describer, head: int) -> int:
    """The report that a relative clause is about, where the parser hung it on the report's maker."""
    prep = tree.tokens[head].head
    if tree.tokens[head].dep == "pobj":
        noun = tree.tokens[prep].head
        if describer.is_document(noun):
            return noun
    return head


def _beside(tree: Tree, drafts: Sequence[Draft], number: int) -> int | None:
    """The draft with content in the same sentence whose frame stands nearest to a citing phrase."""
    at = drafts[number].words[0]
    near = [
        (min(abs(word - at) for word in draft.words), other)
        for other, draft in enumerate(drafts)
        if other != number and draft.content and draft.source is not None and draft.rule in _MAINS
        if tree.sentence_of[draft.words[0]] == tree.sentence_of[at]
    ]
    return min(near)[1] if near else None


def _framed(tree: Tree, drafts: Sequence[Draft], number: int) -> int | None:
    """The draft in whose frame an "according to X" stands: "admits, in the words of a docker, that wages fell"."""
    at = drafts[number].words[0]
    start = tree.tokens[at].start
    for other, draft in enumerate(drafts):
        if draft.rule != "verb" or draft.source is None or not draft.content or draft.source >= at:
            continue
        if tree.sentence_of[draft.words[0]] != tree.sentence_of[at] or draft.words[-1] >= at:
            continue
        if draft.content[0].start > start and drafts[number].source != draft.source:
            return other
    return None


def _supported(
    tree: Tree, describer: Describer, drafts: Sequence[Draft], number: int, citer: int
) -> int | None:
    sentence = tree.sentence_of[citer]
    earlier = None
    for other, draft in enumerate(drafts):
        if other == number or draft.source is None or not draft.content or draft.rule not in _MAINS:
            continue
        if draft.cue is not None and draft.cue.lemma in CITES:
            continue
        if tree.sentence_of[draft.words[0]] == sentence and draft.source in (citer, drafts[number].source):
            return other
        if tree.sentence_of[draft.words[0]] == sentence - 1 and tree.tokens[citer].text.lower() in _ANAPHORS:
            earlier = other
        before = tree.sentence_of[draft.words[0]] < sentence
        same = tree.tokens[draft.source].lemma == tree.tokens[citer].lemma
        if before and same and describer.describe(citer, tree.phrase(citer)).definite:
            earlier = other
    if earlier is None and tree.tokens[drafts[number].words[0]].tag == "VBG":
        return _accorded_before(tree, drafts, number)
    return earlier


def _accorded_before(tree: Tree, drafts: Sequence[Draft], number: int) -> int | None:
    """The "according to Y" right before a loose ", citing X" that the parser hangs on the sentence's subject."""
    at = drafts[number].words[0]
    near = [
        (max(draft.phrase), other)
        for other, draft in enumerate(drafts)
        if draft.rule == "according" and draft.content and draft.phrase and max(draft.phrase) < at
        if tree.sentence_of[at] == tree.sentence_of[draft.words[0]]
    ]
    return max(near)[1] if near and at - max(near)[0] <= 2 else None
