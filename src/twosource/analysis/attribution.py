"""Who says what: every attribution of a document, nested, with its source known again where it returns."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

from twosource.analysis.attribution_citing import cited_sources, find_citing
from twosource.analysis.attribution_draft import Draft, tidy
from twosource.analysis.attribution_inside import find_headline, find_inside
from twosource.analysis.attribution_introduced import Introduced, find_introduced
from twosource.analysis.attribution_labels import find_labelled
from twosource.analysis.attribution_nesting import find_parents, find_resolutions
from twosource.analysis.attribution_nouns import (
    find_according,
    find_adjectival,
    find_adverbial,
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
from twosource.analysis.sources import Describer
from twosource.analysis.sources_described import CARRIERS, UNSPECIFIED, Described
from twosource.analysis.sources_resolve import resolve
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
    reading = Reading(
        tree, cues, analysis.quotations, broad, describer.speaks, describer.is_document, describer.carries
    )
    drafts = _without_doubles(tree, [*_drafts(analysis, reading), *find_labelled(analysis, reading, words)])
    drafts = with_tagged(reading, drafts, analysis.tags.attributions)
    drafts = [one for draft in drafts for one in _by_source(tree, describer, draft)]
    drafts.sort(key=lambda draft: (draft.words[0], draft.phrase[:1], draft.rule))
    drafts, mains = cited_sources(tree, describer, drafts)
    described = [_described(tree, describer, draft) for draft in drafts]
    citers = [describer.describe(at, tree.phrase(at)) for at in _citers(drafts)]
    introduced = find_introduced(reading, describer, drafts)
    through = [_through(tree, describer, one) for one in introduced]
    parties, brought = _resolved(described, citers, introduced, through)
    found = [
        _attribution(analysis, describer, draft, row, brought)
        for draft, row in zip(drafts, parties, strict=True)
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
        *find_citing(reading),
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


def _described(tree: Tree, describer: Describer, draft: Draft) -> list[Described | None]:
    """The draft's source, those through whom it came, and those behind it, in that order, before coreference."""
    if draft.source is None:
        out: list[Described | None] = [None]
    else:
        out = [replace(describer.describe(draft.source, draft.phrase), says=draft.content)]
    for link in draft.conduits:
        told = (
            None
            if link.head == draft.source
            else describer.conduit(link, _less(tree, link.head, draft.phrase))
        )
        if told is not None and link.whose == "speaker" and draft.phrase:
            told = replace(told, says=(tree.span(draft.phrase),))
        out.append(told)
    out += [replace(describer.describe(at, tree.phrase(at)), is_aside=True) for at in draft.behind]
    return out


def _through(tree: Tree, describer: Describer, one: Introduced) -> list[Described]:
    links = [(link, tree.phrase(link.head)) for link in one.through]
    return [told for link, phrase in links if (told := describer.conduit(link, phrase)) is not None]


def _resolved(
    described: Sequence[Sequence[Described | None]],
    citers: Sequence[Described],
    introduced: Sequence[Introduced],
    through: Sequence[Sequence[Described]],
) -> tuple[list[list[Source | None]], dict[Span, tuple[Source, ...]]]:
    """The sources of each draft after coreference, and through whom a source was introduced, by its first words.

    Citers take part in coreference, since they may name a report's maker.
    """
    rows = [(one, at, place) for at, row in enumerate(described) for place, one in enumerate(row) if one]
    rows += [(one, -1, 0) for one in citers]
    for number, known in enumerate(introduced):
        rows.append((replace(known.described, is_weak=known.only_mentioned), -2 - number, 0))
        rows += [(told, -2 - number, 1) for told in through[number]]
    rows.sort(key=lambda row: (row[0].start, row[0].is_weak, row[1] < 0, row[1], row[2]))
    out: list[list[Source | None]] = [[None] * len(row) for row in described]
    firsts: dict[int, Span | None] = {}
    told_of: dict[int, list[Source]] = {}
    for (one, at, place), source in zip(rows, resolve([one for one, *_ in rows]), strict=True):
        unknown = one.pronoun and one.is_aside and source.kind not in CARRIERS
        alone = place > 0 and one.pronoun and not one.is_aside and source.first == one.source.at
        if at >= 0 and not unknown and not alone:
            out[at][place] = source
        elif at < -1 and place == 0:
            firsts[at] = source.first
        elif at < -1:
            told_of.setdefault(at, []).append(source)
    brought: dict[Span, tuple[Source, ...]] = {}
    for at, sources in told_of.items():
        first = firsts.get(at)
        if first is not None:
            brought.setdefault(first, tuple(sources))
    return out, brought


def _attribution(
    analysis: Analysis,
    describer: Describer,
    draft: Draft,
    parties: Sequence[Source | None],
    brought: Mapping[Span, tuple[Source, ...]],
) -> Attribution | None:
    text, tree = analysis.text, describer.tree
    content = tidy(text, draft.content, [one.at for one in analysis.quotations])
    if draft.content and not content:
        return None
    source_at = (tree.span(draft.phrase),) if draft.phrase else ()
    split = 1 + len(draft.conduits)
    source = parties[0] or UNSPECIFIED
    is_by_document = draft.source is not None and describer.is_document(draft.source)
    return Attribution(
        source=source,
        source_at=source_at,
        cue=tree.extent(draft.words) or (tree.span(draft.words),),
        content=content,
        manner=manner_of(content, analysis.quotations),
        act=draft.act,
        certainty=draft.certainty,
        conduits=tuple(one for one in parties[1:split] if one is not None),
        behind=tuple(one for one in parties[split:] if one is not None),
        lemma=draft.cue.lemma if draft.cue is not None else draft.rule,
        negative=draft.negative,
        is_by_document=is_by_document,
        brought=brought.get(source.first, ()) if source.first is not None else (),
    )


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
