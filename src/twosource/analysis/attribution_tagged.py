"""What a trained tagger sees beside what the rules do: one set of drafts from both.

A rule knows the act, who had it from whom and what is nested; the tagger knows where a content ends and sees cues that no
lexicon lists. Where both see one cue, the rule's draft stands with the tagger's spans.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from twosource.analysis.attribution_draft import Draft
from twosource.analysis.attribution_nesting import CITES
from twosource.analysis.attribution_reading import Reading, cue_at
from twosource.analysis.attribution_tree import MARKS, Tree
from twosource.analysis.attribution_verbs import infers, presented
from twosource.analysis.layers import Tagged
from twosource.analysis.lexicon import Cue
from twosource.model.span import Extent, Span
from twosource.model.vocabulary import Act, Certainty

RULE = "tagged"
_FRAMES = frozenset({"adverb", "headline", "inside"})
"""Rules whose cue is no verb or noun of speech with a content of its own: what they frame is a clause."""


def with_tagged(reading: Reading, drafts: Sequence[Draft], tagged: Sequence[Tagged]) -> list[Draft]:
    """The rules' drafts with the tagger's spans, and drafts for what the tagger alone sees."""
    tree = reading.tree
    by_cue: dict[int, list[int]] = {}
    for number, draft in enumerate(drafts):
        for at in draft.words:
            by_cue.setdefault(at, []).append(number)
    out = list(drafts)
    cues = {at for draft in drafts for at in draft.words}
    added = []
    for one in tagged:
        words = tokens_of(tree, one.cue)
        same = sorted({number for at in words for number in by_cue.get(at, ())})
        if same:
            for number in same:
                out[number] = _respanned(tree, drafts[number], one, alone=len(same) == 1, cues=cues)
        else:
            added += _drafted(reading, words, one)
    return out + added


def tokens_of(tree: Tree, extent: Extent) -> tuple[int, ...]:
    """The tokens that begin inside the spans."""
    return tuple(
        at for span in extent for at in range(tree.first_from(span.start), tree.first_from(span.end))
    )


def _respanned(tree: Tree, draft: Draft, one: Tagged, *, alone: bool, cues: set[int]) -> Draft:
    """The rule's draft with the tagger's content, and its source where the rule found none.

    A cue that several sources share keeps the rule's parting of them; a content in which somebody else speaks keeps that
    speech, which the tagger, who gives each word one attribution, leaves out.
    """
    if draft.rule in _FRAMES or (draft.cue is not None and draft.cue.lemma in CITES):
        return draft
    lost = set(tokens_of(tree, draft.content)) & cues - set(tokens_of(tree, one.content))
    if draft.content and alone and not lost and _goes_on(tree, draft, one.content):
        draft = replace(draft, content=one.content)
    phrase = _named(tree, one.source)
    if draft.source is not None or not phrase or draft.rule not in ("verb", "noun"):
        return draft
    return replace(draft, source=head_of(tree, phrase), phrase=phrase)


def _drafted(reading: Reading, words: tuple[int, ...], one: Tagged) -> list[Draft]:
    """A draft for what only the tagger sees: a content, and a source and a cue in one sentence.

    The cue is no attitude unless these are asked for.
    """
    tree = reading.tree
    phrase = _named(tree, one.source)
    if not words or not phrase or not one.content:
        return []
    index = head_of(tree, words)
    if tree.sentence_of[phrase[0]] != tree.sentence_of[index]:
        return []
    cue, act, certainty, negative = _cue(reading, index, words)
    source = head_of(tree, phrase)
    if tree.antecedent(index, source) != source:
        source = tree.antecedent(index, source)
        phrase = tuple(tree.phrase(source, verb=index))
    speaks = (cue or _reports(reading, index)) and _may_speak(reading, source) and not _is_told(tree, index)
    if not reading.broad and (not speaks or (cue is not None and infers(reading, index, cue))):
        return []
    return [
        Draft(
            cue=cue,
            words=words,
            source=source,
            phrase=phrase,
            content=one.content,
            act=act,
            certainty=certainty,
            negative=negative,
            rule=RULE,
        )
    ]


def _cue(reading: Reading, index: int, words: Sequence[int]) -> tuple[Cue | None, Act, Certainty, bool]:
    for at in (index, *words):
        cue = cue_at(reading, at) if reading.tree.is_verb(at) else None
        if cue is not None:
            act, certainty, negative, _ = presented(reading, at, cue)
            return cue, act, certainty, negative
    return None, Act.ASSERT, Certainty.CERTAIN, False


def _reports(reading: Reading, index: int) -> bool:
    """Whether a cue that the lexicon of verbs does not list may report speech: no attitude, no conduct."""
    tree = reading.tree
    form = tree.tokens[index].text.lower()
    return any(
        cue.sense != "attitude"
        for pos in ("noun", "preposition", "adverb")
        for cue in reading.cues.of_form(pos, form)
    )


def _goes_on(tree: Tree, draft: Draft, content: Extent) -> bool:
    """Whether the tagger's content is the rule's with other ends: each part meets it, or is quoted, or stands in its sentence."""
    here = {tree.sentence_of[at] for at in draft.words}
    return _meets(draft.content, content) and all(
        _meets(draft.content, (span,))
        or tree.text[span.start] in MARKS
        or tree.sentence_of[tree.first_from(span.start)] in here
        for span in content
    )


def _named(tree: Tree, source: Extent) -> tuple[int, ...]:
    """The tokens of the first stretch of a source without the comma that closes an apposition."""
    tokens = tokens_of(tree, source[:1])
    while tokens and tree.tokens[tokens[-1]].pos == "PUNCT":
        tokens = tokens[:-1]
    return tokens


def _is_told(tree: Tree, index: int) -> bool:
    """Whether the verb is a participle whose subject is spoken to, not speaking: "Asked about mines, X", "X was told"."""
    if tree.tokens[index].tag != "VBN" or tree.agent(index) is not None:
        return False
    return not any(tree.tokens[child].lemma == "have" for child in tree.children(index, "aux"))


def _may_speak(reading: Reading, source: int) -> bool:
    return reading.speaks(source) or reading.records(source)


def head_of(tree: Tree, tokens: Sequence[int]) -> int:
    """The token whose own head lies outside, the first of several; never empty."""
    inside = set(tokens)
    return next((at for at in tokens if tree.tokens[at].head not in inside), tokens[0])


def _meets(left: Sequence[Span], right: Sequence[Span]) -> bool:
    return any(one.overlaps(other) for one in left for other in right)
