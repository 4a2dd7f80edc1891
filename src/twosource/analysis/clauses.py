"""A clause once its head is known: its arguments, its words, its condition, and the attribution that holds it."""

from __future__ import annotations

import re
from dataclasses import dataclass

from twosource.analysis.conditions import condition_of
from twosource.analysis.layers import Analysis, Parse, Predicate, Token
from twosource.analysis.meaning import Meaning
from twosource.analysis.scopes import VERBAL, Above, is_finite, is_imperative, weaker
from twosource.analysis.veridicality import awaited, present
from twosource.model.attribution import Attribution
from twosource.model.span import Extent, Span, merged, trimmed
from twosource.model.vocabulary import Act, Certainty, Polarity

SUBJECTS = frozenset({"nsubj", "nsubjpass", "csubj", "csubjpass"})
_CLAUSAL = frozenset({"ccomp", "advcl", "relcl", "conj", "parataxis", "csubj", "acl"})


_CONNECTIVE_AT_END = re.compile(r"[\s,;:–—-]+(?:and|but|or|that|while|although)?[\s,;:–—-]*\Z", re.IGNORECASE)
_CONNECTIVE_AT_START = re.compile(r"(?:and|but|or|that)\b[\s,]+", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Candidate:
    """A head before its extent is known.

    The topmost token of its clause, the head itself, and the light verbs between.
    """

    top: int
    head: int
    above: tuple[Above, ...]
    cue_of: int | None = None


def is_infinitive(parse: Parse, token: Token) -> bool:
    """Whether a verb stands as an infinitive, "to have left" included."""
    return token.tag == "VB" or any(
        parse.tokens[c].dep == "aux" and parse.tokens[c].tag == "TO" for c in parse.children[token.i]
    )


def parse_span(parse: Parse, indices: tuple[int, ...]) -> Span:
    """From the first to the last of some tokens."""
    return Span(parse.tokens[indices[0]].start, parse.tokens[indices[-1]].end)


def frame_of(attributions: tuple[Attribution, ...], at: Span, *, but: int | None = None) -> int | None:
    """The innermost attribution whose content holds ``at``, None for the publisher's own voice."""
    best: tuple[int, int] | None = None
    for number, attribution in enumerate(attributions):
        if number != but and any(span.contains(at) for span in attribution.content):
            length = sum(len(span) for span in attribution.content)
            if best is None or length < best[0]:
                best = (length, number)
    return best[1] if best else None


def _frame(analysis: Analysis, candidate: Candidate) -> int | None:
    """The innermost attribution that holds a head.

    Where that orders, and the clause only describes a thing of the order ("before drills slated for May"), the one that tells of
    the order. What is only named ("X's visit is believed to ...") is taken for granted by whoever speaks.
    """
    frame = frame_of(analysis.attributions, analysis.parse.tokens[candidate.head].at)
    if frame is None:
        return None
    inner = analysis.attributions[frame]
    if analysis.parse.tokens[candidate.head].pos == "NOUN" and not inner.source_at and not candidate.above:
        return inner.parent
    if inner.act is Act.ORDER and analysis.parse.tokens[candidate.top].dep in ("acl", "relcl"):
        return inner.parent
    return frame


def predicate_of(
    analysis: Analysis, candidate: Candidate, tops: set[int], meaning: Meaning
) -> Predicate | None:
    """The predicate of a candidate; None where no words are left to it."""
    parse = analysis.parse
    head = parse.tokens[candidate.head]
    frame = candidate.cue_of if candidate.cue_of is not None else _frame(analysis, candidate)
    clause = (candidate.top, candidate.head, *(step.token for step in candidate.above))
    condition = condition_of(parse, clause, meaning)
    seen = present(parse, candidate.head, candidate.above, meaning=meaning, conditional=bool(condition))
    modality = awaited(parse, candidate.top, seen.modality, meaning)
    extent = _extent(analysis, candidate, tops, condition, frame)
    if not extent:
        return None
    subject, objects = _arguments(parse, candidate)
    passive = any(parse.tokens[c].dep in ("auxpass", "nsubjpass") for c in parse.children[candidate.head])
    hearsay = (
        passive
        and frame is None
        and head.lemma in meaning.citing
        and seen.polarity is Polarity.POSITIVE
        and subject is None
    )
    return Predicate(
        head=candidate.head,
        lemma=head.lemma,
        extent=extent,
        subject=subject,
        objects=objects,
        certainty=weaker(seen.certainty, Certainty.PROBABLE) if hearsay else seen.certainty,
        polarity=seen.polarity,
        modality=modality,
        hedges=merged((*seen.at, head.at)) if hearsay else seen.at,
        frame=frame,
        passive=passive,
        nominal=head.pos not in VERBAL,
        condition=condition,
        imperative=is_imperative(parse, candidate.above[0].token if candidate.above else candidate.head),
    )


def _extent(
    analysis: Analysis, candidate: Candidate, tops: set[int], condition: Extent, frame: int | None
) -> Extent:
    """The words of the clause less the clauses that are claims of their own, its condition, and what is
    outside its frame's content."""
    parse = analysis.parse
    keep: list[int] = []
    todo = [candidate.top]
    while todo:
        index = todo.pop()
        keep.append(index)
        for child in parse.children[index]:
            token = parse.tokens[child]
            apart = child in tops and child != candidate.head and token.dep in (*_CLAUSAL, "ROOT", "pobj")
            if not apart and not any(span.holds(token.start) for span in condition):
                todo.append(child)
    stray = _misparsed_subject(parse, candidate.top)
    if stray is not None:
        keep.extend(parse.subtree(stray))
    offsets = sorted(set(keep))
    content = analysis.attributions[frame].content if frame is not None and candidate.cue_of is None else ()
    runs: list[Span] = []
    first: int | None = None
    last = -2
    for index in [*offsets, -1]:
        if index == last + 1 and first is not None:
            last = index
            continue
        if first is not None:
            runs.append(parse_span(parse, (first, last)))
        first, last = (index, index) if index >= 0 else (None, -2)
    spans = []
    for run in runs:
        for piece in _inside(run, content) if content else (run,):
            cleaned = _without_edges(analysis.text, piece)
            if cleaned is not None:
                spans.append(cleaned)
    return merged(spans)


def _inside(span: Span, content: Extent) -> tuple[Span, ...]:
    return tuple(
        Span(max(span.start, other.start), min(span.end, other.end))
        for other in content
        if span.overlaps(other)
    )


def _without_edges(text: str, span: Span) -> Span | None:
    start, end = span.start, span.end
    while start < end and not text[start].isalnum() and text[start] not in "“\"'‘$€£(":
        start += 1
    while end > start and not text[end - 1].isalnum() and text[end - 1] not in "”\"'’%)…":
        end -= 1
    while (word := _CONNECTIVE_AT_END.search(text, start, end)) is not None:
        end = word.start()
    while (word := _CONNECTIVE_AT_START.match(text, start, end)) is not None:
        start = word.end()
    return trimmed(text, start, end)


def _arguments(parse: Parse, candidate: Candidate) -> tuple[int | None, tuple[int, ...]]:
    """The logical subject and objects, passives turned round, subjects inherited from conjuncts and matrix
    clauses."""
    chain = [candidate.head, *(step.token for step in reversed(candidate.above))]
    subject: int | None = None
    passive_subject: int | None = None
    agent: int | None = None
    objects: list[int] = []
    for index in chain:
        for child in parse.children[index]:
            token = parse.tokens[child]
            if token.dep == "nsubj" and subject is None:
                subject = child
            elif token.dep == "nsubjpass" and passive_subject is None:
                passive_subject = child
            elif token.dep == "agent":
                agent = next((c for c in parse.children[child] if parse.tokens[c].dep == "pobj"), None)
            elif index == candidate.head and token.dep in ("dobj", "attr", "dative"):
                objects.append(child)
            elif index == candidate.head and token.dep == "prep":
                objects.extend(c for c in parse.children[child] if parse.tokens[c].dep == "pobj")
    if parse.tokens[candidate.head].pos == "NOUN" and not candidate.above:
        owner = next((c for c in parse.children[candidate.head] if parse.tokens[c].dep == "poss"), None)
        return owner, tuple(dict.fromkeys(objects))
    if passive_subject is not None:
        through_light = bool(candidate.above) and not any(
            parse.tokens[c].dep == "auxpass" for c in parse.children[candidate.head]
        )
        if through_light and subject is None:
            subject = passive_subject
        else:
            objects.insert(0, passive_subject)
            subject = agent
    elif subject is None:
        subject = _misparsed_subject(parse, candidate.top) or _inherited_subject(parse, candidate.top)
    return subject, tuple(dict.fromkeys(objects))


def _misparsed_subject(parse: Parse, index: int) -> int | None:
    """The number or noun right before a finite clause that has no subject of its own ("claiming some 900 are in ...")."""
    top = parse.tokens[index]
    if top.dep not in ("ccomp", "parataxis") or not is_finite(parse, top):
        return None
    first = min(
        [index, *(c for c in parse.children[index] if parse.tokens[c].dep in ("aux", "auxpass", "neg"))]
    )
    if first == 0:
        return None
    before = parse.tokens[first - 1]
    return before.i if before.pos in ("NUM", "NOUN", "PROPN", "PRON") and before.head != index else None


def _inherited_subject(parse: Parse, index: int) -> int | None:
    token = parse.tokens[index]
    for _ in range(6):
        if token.dep == "relcl" or token.dep == "acl":
            return token.head
        if token.dep not in ("conj", "xcomp", "advcl", "pcomp", "prep", "ccomp") or token.head == token.i:
            return None
        matrix = parse.tokens[token.head]
        controlled = token.dep == "xcomp"
        children = [parse.tokens[c] for c in parse.children[matrix.i]]
        if controlled:
            held = next((c.i for c in children if c.dep == "dobj"), None)
            if held is not None:
                return held
        found = next((c.i for c in children if c.dep in ("nsubj", "nsubjpass") and c.i < token.i), None)
        if found is not None:
            return found
        token = matrix
    return None
