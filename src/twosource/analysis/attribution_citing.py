"""Sources that another source is said to cite: "the report, which cites X", "..., said Y, citing X"."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from twosource.analysis.attribution_draft import Draft
from twosource.analysis.attribution_nesting import CITES
from twosource.analysis.attribution_tree import Tree
from twosource.analysis.sources import Describer


def cited_sources(
    tree: Tree, describer: Describer, drafts: Sequence[Draft]
) -> tuple[list[Draft], dict[int, int]]:
    """The drafts with each "citing X" turned into X's own, and for each such draft the index of the one it supports.

    The supported draft is the citer's own in the sentence, else the last one before of the same report. Where there
    is neither, the citation stays what the citer says.
    """
    out = list(drafts)
    mains: dict[int, int] = {}
    for number, draft in enumerate(drafts):
        if draft.cue is None or draft.cue.lemma not in CITES or draft.rule != "verb" or draft.source is None:
            continue
        verb = next((at for at in draft.words if tree.is_verb(at) and not tree.is_auxiliary(at)), None)
        if verb is None or tree.tokens[verb].dep not in ("relcl", "advcl", "acl") or _has_as(tree, verb):
            continue
        cited = tree.child(verb, "dobj")
        if cited is None or not describer.may_be_cited(cited):
            continue
        citer = _whole(tree, describer, draft.source)
        main = _supported(tree, describer, drafts, number, citer)
        if main is None:
            continue
        phrase = tuple(tree.phrase(cited, verb=None))
        out[number] = replace(
            draft, source=cited, phrase=phrase, content=drafts[main].content, cited_by=citer, rule="citing"
        )
        mains[number] = main
    return out, mains


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


def _supported(
    tree: Tree, describer: Describer, drafts: Sequence[Draft], number: int, citer: int
) -> int | None:
    sentence = tree.sentence_of[citer]
    earlier = None
    for other, draft in enumerate(drafts):
        if (
            other == number
            or draft.source is None
            or not draft.content
            or draft.rule not in ("verb", "according")
        ):
            continue
        if draft.cue is not None and draft.cue.lemma in CITES:
            continue
        if tree.sentence_of[draft.words[0]] == sentence and draft.source in (citer, drafts[number].source):
            return other
        before = tree.sentence_of[draft.words[0]] < sentence
        same = tree.tokens[draft.source].lemma == tree.tokens[citer].lemma
        if before and same and describer.describe(citer, tree.phrase(citer)).definite:
            earlier = other
    return earlier
