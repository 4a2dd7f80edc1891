"""Who says what: every attribution of a document, nested, with its source known again where it returns."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from twosource.analysis.attribution_citing import cited_sources
from twosource.analysis.attribution_draft import Draft, tidy
from twosource.analysis.attribution_nesting import find_parents, find_resolutions
from twosource.analysis.attribution_nouns import (
    find_according,
    find_adjectival,
    find_adverbial,
    find_headline,
    find_inside,
    find_nominal,
)
from twosource.analysis.attribution_quotes import Row, continued
from twosource.analysis.attribution_reading import Reading
from twosource.analysis.attribution_tagged import with_tagged
from twosource.analysis.attribution_tree import Tree
from twosource.analysis.attribution_verbs import find_verbal
from twosource.analysis.layers import Analysis, Quotation
from twosource.analysis.lexicon import Cues, SourceWords
from twosource.analysis.parse_repair import repaired
from twosource.analysis.sources import CARRIERS, UNSPECIFIED, Described, Describer, resolve
from twosource.model.attribution import Attribution, Source
from twosource.model.span import Extent, Span
from twosource.model.vocabulary import BlockKind, Manner, Naming, SourceKind

_OF_NAME = frozenset({Naming.NAMED, Naming.METONYM})


def find_attributions(
    analysis: Analysis, *, cues: Cues, words: SourceWords, broad: bool = False
) -> tuple[Attribution, ...]:
    """The attributions of a document in text order, each with its parent's index.

    Reads parse and quotations, and mentions and the encoder's tags where there are any.
    ``broad`` adds what only reports an attitude (wants,
    supports, seems). A cue in the publisher's own words with neither source nor content yields nothing.
    """
    analysis = replace(analysis, parse=repaired(analysis.parse, cues))
    tree = Tree(analysis)
    describer = Describer(analysis, tree, words)
    reading = Reading(tree, cues, analysis.quotations, broad, describer.speaks, describer.is_document)
    drafts = _without_doubles(tree, _drafts(analysis, reading))
    drafts = with_tagged(reading, drafts, analysis.tags.attributions)
    drafts = [one for draft in drafts for one in _by_source(tree, describer, draft)]
    drafts.sort(key=lambda draft: (draft.words[0], draft.phrase[:1], draft.rule))
    drafts, mains = cited_sources(tree, describer, drafts)
    described = [
        describer.describe(draft.source, draft.phrase) if draft.source is not None else None
        for draft in drafts
    ]
    sources = _resolved(
        drafts, described, [describer.describe(at, tree.phrase(at)) for at in _citers(drafts)]
    )
    found = [
        _attribution(analysis, tree, describer, draft, source)
        for draft, source in zip(drafts, sources, strict=True)
    ]
    place = {number: at for at, number in enumerate(n for n, one in enumerate(found) if one is not None)}
    rows = [
        Row(
            replace(one, parent=place.get(mains[number]) if number in mains else None),
            is_nominal=drafts[number].rule == "noun",
        )
        for number, one in enumerate(found)
        if one is not None
    ]
    attributions = find_parents(continued(analysis, rows))
    return tuple(find_resolutions(analysis, tree, attributions))


def _drafts(analysis: Analysis, reading: Reading) -> list[Draft]:
    blocks = analysis.document.blocks
    titles = tuple(
        number
        for number, sentence in enumerate(analysis.parse.sentences)
        if blocks[sentence.block].kind is BlockKind.TITLE and sentence.first < sentence.last
    )
    return [
        *find_verbal(reading),
        *find_nominal(reading),
        *find_adjectival(reading),
        *find_according(reading),
        *find_adverbial(reading),
        *find_inside(reading),
        *find_headline(reading, titles),
    ]


def _without_doubles(tree: Tree, drafts: list[Draft]) -> list[Draft]:
    """The drafts less a verb's whose object is itself the cue ("issued an order") or that is told aside ("as stated by")."""
    told = ("noun", "according")
    carried = {at for draft in drafts if draft.rule in told for at in draft.words if tree.is_verb(at)}
    return [draft for draft in drafts if draft.rule != "verb" or not set(draft.words) & carried]


def _by_source(tree: Tree, describer: Describer, draft: Draft) -> list[Draft]:
    """One draft a source, where those joined by "and" or "as well as" are of different kinds or each has a name."""
    if draft.source is None or tree.is_verb(draft.source):
        return [draft]
    members = [draft.source]
    for at in members:
        members += tree.children(at, "conj")
    members = [at for at in members if at in draft.phrase]
    if len(members) < 2 or any(tree.tokens[at].entity == "PERSON" for at in members):
        return [draft]
    if any(tree.tokens[at].pos not in ("NOUN", "PROPN") for at in members):
        return [draft]
    out = []
    for at in members:
        drop = [child for child in tree.kids[at] if tree.tokens[child].dep in ("conj", "cc", "preconj")]
        phrase = [one for one in tree.subtree(at, drop) if one in draft.phrase]
        phrase = tree.contiguous(phrase, at)
        out.append(replace(draft, source=at, phrase=tuple(phrase)))
    sources = [describer.describe(one.source, one.phrase).source for one in out if one.source is not None]
    apart = len({one.kind for one in sources}) > 1 or all(one.naming in _OF_NAME for one in sources)
    return out if apart else [draft]


def _citers(drafts: Sequence[Draft]) -> list[int]:
    return [draft.cited_by for draft in drafts if draft.cited_by is not None]


def _resolved(
    drafts: Sequence[Draft], described: Sequence[Described | None], citers: Sequence[Described]
) -> list[Source]:
    """A source for each draft after coreference; citers take part in it, since they may name a report's maker."""
    rows = [(one, number) for number, one in enumerate(described) if one is not None]
    rows += [(one, -1) for one in citers]
    rows.sort(key=lambda row: (row[0].start, row[1]))
    sources = resolve([one for one, _ in rows])
    out = [UNSPECIFIED] * len(drafts)
    for (_, number), source in zip(rows, sources, strict=True):
        if number >= 0:
            out[number] = source
    return out


def _attribution(
    analysis: Analysis, tree: Tree, describer: Describer, draft: Draft, source: Source
) -> Attribution | None:
    text = analysis.text
    content = tidy(text, draft.content, [one.at for one in analysis.quotations])
    if draft.content and not content:
        return None
    source_at = (tree.span(draft.phrase),) if draft.phrase else ()
    conduits = tuple(
        told
        for head in draft.conduits
        if head != draft.source
        if (told := describer.describe(head, _less(tree, head, draft.phrase)).source).kind in CARRIERS
        or (told.kind is SourceKind.BODY and _asked(tree, head))
    )
    behind = tuple(describer.describe(head, tree.phrase(head)).source for head in draft.behind)
    return Attribution(
        source=source,
        source_at=source_at,
        cue=tree.extent(draft.words) or (tree.span(draft.words),),
        content=content,
        manner=manner_of(content, analysis.quotations),
        act=draft.act,
        certainty=draft.certainty,
        conduits=conduits,
        behind=behind,
        lemma=draft.cue.lemma if draft.cue is not None else draft.rule,
        negative=draft.negative,
    )


def _asked(tree: Tree, agent: int) -> bool:
    """Whether the noun is who interviewed or recorded the source ("residents interviewed by the charity")."""
    verb = tree.tokens[tree.tokens[agent].head].head
    return tree.tokens[verb].lemma in ("interview", "survey", "question", "record", "document")


def _less(tree: Tree, head: int, other: Sequence[int]) -> list[int]:
    """The noun phrase at ``head`` without the tokens of another, where it is not itself inside that one."""
    phrase = tree.phrase(head)
    if head in other:
        return phrase
    return tree.contiguous([at for at in phrase if at not in other], head)


def manner_of(content: Extent, quotations: Sequence[Quotation]) -> Manner:
    """Direct where all of the content is quoted, mixed where some is, else indirect."""
    if not content:
        return Manner.INDIRECT
    quoted = [quotation.at for quotation in quotations]
    if all(any(_within(span, one) for one in quoted) for span in content):
        return Manner.DIRECT
    return Manner.MIXED if any(one.overlaps(span) for one in quoted for span in content) else Manner.INDIRECT


def _within(span: Span, quoted: Span) -> bool:
    return quoted.start <= span.start + 1 and span.end - 1 <= quoted.end


def is_bare(attribution: Attribution) -> bool:
    """Whether nobody is named: "reportedly", "reports of"."""
    return attribution.source.kind is SourceKind.UNSPECIFIED
