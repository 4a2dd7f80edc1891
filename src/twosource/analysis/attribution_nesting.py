"""Which attribution stands inside which, and what a bare marker repeats."""

from __future__ import annotations

from dataclasses import replace

from twosource.analysis.attribution_quotes import Row, first_offset
from twosource.analysis.attribution_tree import Tree
from twosource.analysis.layers import Analysis
from twosource.analysis.sources_described import CARRIERS
from twosource.model.attribution import Attribution
from twosource.model.span import Extent, Span
from twosource.model.vocabulary import Act, SourceKind

_REFUSALS = frozenset(
    {Act.DENY, Act.DISMISS, Act.DECLINE_TO_CONFIRM, Act.NO_COMMENT, Act.EQUIVOCATE, Act.CONDEMN}
)
_TAIL = "according to"
CITES = frozenset({"cite", "quote"})
_ANAPHORS = frozenset({"it", "this", "that", "these", "those", "they", "he", "she", "the", "such"})


def find_parents(rows: list[Row]) -> list[Attribution]:
    """The attributions, each with the one whose content most narrowly holds its cue; the innermost of equals.

    What somebody denies or will not confirm ("dismissed Y's reports") is spoken of by the reporter and not by the one
    who denies it, so a noun's attribution is not nested there. A speaker who goes on stands where the first words stood.
    """
    found = [row.attribution for row in rows]
    parents: list[int | None] = []
    for number, row in enumerate(rows):
        one = row.attribution
        if one.parent is not None or row.giver is not None:
            parents.append(one.parent)
            continue
        holders = [
            other
            for other, candidate in enumerate(found)
            if other != number and _holds(candidate, one)
            if not _holds(one, candidate) or _leads(candidate, one)
            if not row.is_nominal or candidate.act not in _REFUSALS
        ]
        holders.sort(key=lambda other: (_size(found[other]), -_depth(found, other)))
        parents.append(holders[0] if holders else None)
        if holders and _holds(one, found[holders[0]]):
            found[number] = replace(
                one, content=_within(one.content, found[holders[0]].content) or one.content
            )
    for number, row in enumerate(rows):
        if row.giver is not None:
            parents[number] = parents[row.giver]
    return [replace(one, parent=parent) for one, parent in zip(found, parents, strict=True)]


def _holds(outer: Attribution, inner: Attribution) -> bool:
    """Whether the outer's content holds the inner's cue, or all of its content and source where they share a frame."""
    words = inner.cue or inner.content
    return bool(words) and all(_inside(span, outer) for span in words[:1])


def _leads(outer: Attribution, inner: Attribution) -> bool:
    """Whether of two frames that hold each other's cue one is the outer.

    A frame before its content leads ("As X wrote, ..., according to Y"); else the last one does ("S, he told them, ..., according
    to Y").
    """
    if _TAIL not in (inner.lemma, outer.lemma) or not (outer.cue and inner.cue):
        return False
    first, last = sorted((outer, inner), key=lambda one: one.cue[0].start)
    leader = first if first.content[0].start >= first.cue[0].start else last
    return leader is outer


def _within(inner: Extent, outer: Extent) -> Extent:
    """What of the inner content lies in the outer's."""
    pairs = [(max(a.start, b.start), min(a.end, b.end)) for a in inner for b in outer]
    return tuple(Span(start, end) for start, end in pairs if start < end)


def _inside(span: Span, outer: Attribution) -> bool:
    return any(one.contains(span) for one in outer.content)


def _size(attribution: Attribution) -> int:
    return sum(len(span) for span in attribution.content)


def _depth(attributions: list[Attribution], number: int) -> int:
    depth, at = 0, attributions[number].parent
    while at is not None and depth < len(attributions):
        depth, at = depth + 1, attributions[at].parent
    return depth


def find_resolutions(analysis: Analysis, tree: Tree, attributions: list[Attribution]) -> list[Attribution]:
    """The attributions, each bare marker with the index of the one whose source it repeats, where the text settles it.

    The named attribution around it in its sentence; else, where its subject takes up what a cited source said shortly
    before, that source; else the outlet or agency that the next sentence cites on the same matter.
    """
    out = list(attributions)
    for number, one in enumerate(attributions):
        if one.source.kind is not SourceKind.UNSPECIFIED or one.lemma == "" or one.inherited:
            continue
        target = _around(attributions, number)
        if target is None:
            target = _right_behind(analysis.text, attributions, number)
        if target is None:
            target = _taken_up(tree, attributions, number)
        if target is None:
            target = _next_cited(tree, attributions, number)
        if target is not None:
            out[number] = replace(one, resolves_to=target)
    return out


def _around(attributions: list[Attribution], number: int) -> int | None:
    at = attributions[number].parent
    while at is not None:
        if attributions[at].source.kind is not SourceKind.UNSPECIFIED:
            return at
        at = attributions[at].parent
    return None


def _right_behind(text: str, attributions: list[Attribution], number: int) -> int | None:
    """The named attribution whose content a comma alone parts from the marker: "that X had sent Y, allegedly doing Z"."""
    start = first_offset(attributions[number])
    for other, one in enumerate(attributions):
        if one.source.kind is SourceKind.UNSPECIFIED or not one.content:
            continue
        if one.content[-1].end < start and text[one.content[-1].end : start].strip() == ",":
            return other
    return None


def _sentence(tree: Tree, offset: int) -> int:
    for number, sentence in enumerate(tree.sentences):
        if sentence.at.start <= offset < sentence.at.end:
            return number
    return -1


def _taken_up(tree: Tree, attributions: list[Attribution], number: int) -> int | None:
    """The cited source shortly before whose matter the marker's sentence goes on with by an anaphor."""
    one = attributions[number]
    here = _sentence(tree, first_offset(one))
    sentence = tree.sentences[here]
    first = _subject_of_sentence(tree, sentence.first, sentence.last)
    if first is None or first not in _ANAPHORS:
        return None
    for other in range(len(attributions) - 1, -1, -1):
        candidate = attributions[other]
        there = _sentence(tree, first_offset(candidate))
        if there >= here or (
            candidate.parent is not None and attributions[candidate.parent].source.at is None
        ):
            continue
        if here - there > 4:
            return None
        if candidate.source.kind is SourceKind.UNNAMED or candidate.conduits:
            return other
    return None


def _subject_of_sentence(tree: Tree, first: int, last: int) -> str | None:
    for at in range(first, last):
        if tree.tokens[at].dep in ("nsubj", "nsubjpass"):
            return tree.tokens[tree.left[at]].text.lower()
    return None


def _next_cited(tree: Tree, attributions: list[Attribution], number: int) -> int | None:
    """An outlet or agency that opens the next sentence by citing somebody."""
    one = attributions[number]
    here = _sentence(tree, first_offset(one))
    if not _is_adverb(tree, here, one):
        return None
    if any(
        _sentence(tree, first_offset(other)) == here and at != number
        for at, other in enumerate(attributions)
        if other.source.kind is not SourceKind.UNSPECIFIED
    ):
        return None
    for other in range(number + 1, len(attributions)):
        candidate = attributions[other]
        there = _sentence(tree, first_offset(candidate))
        if there > here + 1:
            return None
        if there == here + 1 and candidate.source.kind in CARRIERS and candidate.parent is None:
            return _innermost(attributions, other)
    return None


def _is_adverb(tree: Tree, sentence: int, one: Attribution) -> bool:
    at = one.cue[0].start
    tokens = tree.tokens[tree.sentences[sentence].first : tree.sentences[sentence].last]
    return any(token.start == at and token.pos == "ADV" for token in tokens)


def _innermost(attributions: list[Attribution], number: int) -> int:
    """The last one cited inside the attribution: whom the outlet had it from."""
    inside = [at for at, one in enumerate(attributions) if one.parent == number and one.source.at is not None]
    cited = [at for at in inside if attributions[at].cue and attributions[number].lemma in CITES]
    return _innermost(attributions, cited[0]) if cited else number
