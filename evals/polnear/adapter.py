"""PolNeAR: source, cue and content of every attribution in US political news, against the stand-off annotations.

A gold attribution counts where it has a source and a content; a prediction matches it when both intersect it
by at least half of the longer. Articles with several annotators are scored against each and averaged.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from evals.scoring import Counts, Ranges, Report, overlap, pair
from twosource.analysis.attribution import find_attributions, manner_of
from twosource.analysis.encoder import Encoder, find_tags, load_encoder
from twosource.analysis.encoder_labels import ROLES
from twosource.analysis.layers import Analysis, Tagged
from twosource.analysis.lexicon import load_cues, load_source_words
from twosource.analysis.parse import find_parse, load_parser
from twosource.analysis.quotations import find_quotations
from twosource.model.attribution import Attribution
from twosource.model.document import Block, Document, Metadata, RawMap
from twosource.model.span import Extent, Span, merged, trimmed
from twosource.model.vocabulary import BlockKind, Manner

LAYERS = ("parse", "quotations", "tags", "attributions")
DATA = Path("../shared/gold/polnear")
SPLITS = ("dev", "train")

_OPENING = "“\"'‘`"
_CLOSING = "”\"'’"
_INSIDE = ",.!?"


@dataclass(frozen=True, slots=True)
class Spans:
    """One attribution as ranges of code points."""

    source: Ranges
    cue: Ranges
    content: Ranges


@dataclass(frozen=True, slots=True)
class Article:
    """One article's text and what each annotator marked in it."""

    name: str
    text: str
    gold: tuple[tuple[Spans, ...], ...]


def evaluate(data: Path, split: str, *, limit: int | None = None, profile: str = "full") -> Report:
    """Attribution F1 on the split, exact scores by role beside it, and a baseline that knows only "said".

    ``span.ROLE`` are exact span scores as the taggers of the field report them: every contiguous stretch of a role, outer
    quotation marks and final punctuation ignored, wherever it is linked. ``publisher.NAME`` and ``manner.NAME`` are
    attribution scores of a part of the gold; of a manner only recall has a meaning.
    """
    report = Report()
    encoder = load_encoder() if profile == "full" else None
    kinds = ("attribution", "attribution.exact", "source", "content")
    totals = {kind: Counts() for kind in kinds}
    baseline = Counts()
    parts: dict[str, Counts] = defaultdict(Counts)
    sourceless = 0
    for article in articles(data, split, limit=limit):
        analysis = read(article.text, encoder=encoder)
        predicted = [spans_of(article.text, one) for one in as_annotated(analysis)]
        trivial = said(analysis)
        for marked in article.gold:
            share = 1 / len(article.gold)
            gold = [one for one in marked if one.source and one.content]
            sourceless += len(marked) - len(gold)
            for kind in kinds:
                totals[kind].add(_scaled(_count(gold, predicted, kind), share))
            tagged = [spans_of_tags(one) for one in analysis.tags.attributions] or predicted
            for role in ROLES:
                parts[f"span.{role}"].add(_scaled(exact_spans(article.text, marked, tagged, role), share))
            publisher = article.name.split("_", 1)[0]
            parts[f"publisher.{publisher}"].add(_scaled(_count(gold, predicted, "attribution"), share))
            for manner in Manner:
                kept = [one for one in gold if _manner(analysis, one) is manner]
                counts = _count(kept, predicted, "attribution")
                parts[f"manner.{manner}"].add(_scaled(replace(counts, wrong=0), share))
            baseline.add(_scaled(_count(gold, trivial, "attribution"), share))
        report.predictions += [
            {
                "document": article.name,
                "layer": "attribution",
                "id": f"{article.name}:{number}",
                "source": [list(r) for r in one.source],
                "cue": [list(r) for r in one.cue],
                "content": [list(r) for r in one.content],
                "fields": {},
            }
            for number, one in enumerate(predicted)
        ]
    for kind, counts in [*totals.items(), *sorted(parts.items())]:
        report.put(kind, counts)
    for key, value in baseline.scores().items():
        report.baseline[f"attribution.{key}"] = value
    report.notes.append(f"{sourceless} gold attributions without a source or content are not counted")
    return report


def articles(data: Path, split: str, *, limit: int | None = None) -> Iterator[Article]:
    """The articles of a split in name order."""
    texts = sorted((data / split / "text").glob("*.txt"))[:limit]
    marked = sorted((data / split / "attributions").glob("*.ann"))
    for path in texts:
        with path.open(encoding="utf-8", newline="") as file:
            text = file.read()
        own = [one for one in marked if one.stem.rsplit("_", 1)[0] == path.stem]
        yield Article(path.stem, text, tuple(_marks(one) for one in own))


def _marks(path: Path) -> tuple[Spans, ...]:
    """One annotator's attributions of an article, from brat stand-off."""
    spans: dict[str, list[tuple[int, int]]] = {}
    events: list[list[str]] = []
    for line in path.read_text(encoding="utf-8").split("\n"):
        fields = line.split("\t")
        if len(fields) < 2:
            continue
        if fields[0].startswith("T"):
            _, ranges = fields[1].split(" ", 1)
            spans[fields[0]] = [(int(a), int(b)) for a, b in (one.split() for one in ranges.split(";"))]
        elif fields[0].startswith("E"):
            events.append(fields[1].split())
    out = []
    for event in events:
        roles: dict[str, list[tuple[int, int]]] = {"Source": [], "Cue": [], "Content": []}
        for part in event:
            name, _, key = part.partition(":")
            name = name.rstrip("0123456789")
            if name in roles:
                roles[name] += spans.get(key, [])
        out.append(Spans(*(tuple(sorted(roles[name])) for name in ("Source", "Cue", "Content"))))
    return tuple(out)


def document(text: str) -> Document:
    """The text as a document of one block a line, the first its title."""
    blocks: list[Block] = []
    offset = 0
    for line in text.split("\n"):
        at = trimmed(text, offset, offset + len(line))
        if at is not None:
            kind = BlockKind.BODY if blocks else BlockKind.TITLE
            blocks.append(Block(at, kind, "a line of a gold text"))
        offset += len(line) + 1
    return Document("gold", "", "0", text, tuple(blocks), RawMap("0", "utf-8", ()), Metadata())


def read(text: str, *, encoder: Encoder | None = None) -> Analysis:
    """The text through the stages up to attributions, attitudes included, since this gold marks them.

    Without an encoder the rules read alone.
    """
    analysis = Analysis(document(text))
    analysis = replace(analysis, parse=find_parse(analysis, parser=load_parser()))
    analysis = replace(analysis, quotations=find_quotations(analysis))
    if encoder is not None:
        analysis = replace(analysis, tags=find_tags(analysis, encoder=encoder))
    return attributed(analysis)


def attributed(analysis: Analysis) -> Analysis:
    """A parsed and tagged analysis with its attributions."""
    found = find_attributions(analysis, cues=load_cues("en"), words=load_source_words("en"), broad=True)
    return replace(analysis, attributions=found)


def as_annotated(analysis: Analysis) -> list[Attribution]:
    """Our attributions by this gold's habits.

    The gold gives each word one attribution, so speech inside speech is left out; a speaker who goes on belongs to
    the attribution before; two sources of one cue are one.
    """
    out: list[Attribution] = []
    for found in analysis.attributions:
        one = found
        if one.inherited:
            if out:
                out[-1] = replace(out[-1], content=merged([*out[-1].content, *one.content]))
            continue
        one = _withheld(analysis.text, one)
        if not one.source_at or not one.content:
            continue
        if one.parent is not None:
            continue
        if out and out[-1].cue == one.cue and out[-1].content == one.content:
            joined = Span(out[-1].source_at[0].start, one.source_at[-1].end)
            out[-1] = replace(out[-1], source_at=(joined,))
            continue
        out.append(one)
    return out


def spans_of(text: str, one: Attribution) -> Spans:
    """The attribution's ranges, content widened by the complementizer and quotation marks that this gold includes."""
    source = _ranges(_pronoun(text, one) or one.source_at)
    return Spans(source, _ranges(one.cue), _ranges(tuple(widened(text, span) for span in one.content)))


_RELATIVE = re.compile(r"\b(?:who|which|that)\b")


def _pronoun(text: str, one: Attribution) -> Extent:
    """The relative pronoun between a source and its cue, which this gold marks in place of the noun before it."""
    if not one.source_at or not one.cue or one.source_at[-1].end > one.cue[0].start:
        return ()
    found = list(_RELATIVE.finditer(text, one.source_at[-1].end, one.cue[0].start))
    near = [match for match in found if one.cue[0].start - match.end() <= 30]
    return (Span(near[-1].start(), near[-1].end()),) if near else ()


def spans_of_tags(one: Tagged) -> Spans:
    """What the tagger saw, as it saw it."""
    return Spans(_ranges(one.source), _ranges(one.cue), _ranges(one.content))


def exact_spans(text: str, gold: Sequence[Spans], predicted: Sequence[Spans], role: str) -> Counts:
    """How many stretches of a role are the same to the letter, outer quotation marks and final punctuation aside."""
    left, right = (
        {bare(text, at) for one in rows for at in getattr(one, role)} - {None} for rows in (gold, predicted)
    )
    both = len(left & right)
    return Counts(right=both, wrong=len(right) - both, missed=len(left) - both)


def bare(text: str, at: tuple[int, int]) -> tuple[int, int] | None:
    """The range without space, outer quotation marks and final punctuation; None where nothing is left."""
    start, end = at
    while start < end and text[start] in _OPENING + " \n":
        start += 1
    while end > start and text[end - 1] in _CLOSING + _INSIDE + ":; \n":
        end -= 1
    return (start, end) if start < end else None


def _manner(analysis: Analysis, one: Spans) -> Manner:
    """Direct where quotation marks enclose all of the gold's content, mixed where they enclose some."""
    inside = tuple(Span(*at) for given in one.content if (at := bare(analysis.text, given)))
    return manner_of(inside, analysis.quotations)


def widened(text: str, span: Span) -> Span:
    """The span with the marks around it, and a "that" before it."""
    start, end = span.start, span.end
    while end < len(text) and (
        text[end] in _CLOSING or (text[end] in _INSIDE and text[end + 1 : end + 2] in _CLOSING)
    ):
        if text[end + 1 : end + 2] == "" and text[end] in _INSIDE:
            break
        end += 1
    if start and text[start - 1] in _OPENING:
        start -= 1
    if text[max(0, start - 5) : start].lower() == "that ":
        start -= 5
    return Span(start, end)


def _withheld(text: str, one: Attribution) -> Attribution:
    """A refusal as this gold has it: "declined" the cue, "to comment" the content."""
    if one.content or not one.cue:
        return one
    at = text.find(" to ", one.cue[0].start, one.cue[-1].end)
    if at < 0:
        return one
    return replace(one, cue=(Span(one.cue[0].start, at),), content=(Span(at + 1, one.cue[-1].end),))


def _ranges(extent: Extent) -> tuple[tuple[int, int], ...]:
    return tuple((span.start, span.end) for span in extent)


def said(analysis: Analysis) -> list[Spans]:
    """The baseline: in a sentence with "said", the longer side is the content and the shorter the source."""
    out = []
    tokens = analysis.parse.tokens
    for sentence in analysis.parse.sentences:
        cues = [i for i in range(sentence.first, sentence.last) if tokens[i].text == "said"]
        if not cues:
            continue
        cue = tokens[cues[0]]
        before = trimmed(analysis.text, sentence.at.start, cue.start)
        after = trimmed(analysis.text, cue.end, sentence.at.end)
        if before is None or after is None:
            continue
        content, source = (before, after) if len(before) > len(after) else (after, before)
        out.append(Spans(_ranges((source,)), _ranges((cue.at,)), _ranges((content,))))
    return out


def _count(gold: list[Spans], predicted: list[Spans], kind: str) -> Counts:
    def score(one: Spans, other: Spans) -> float:
        source, content = overlap(one.source, other.source), overlap(one.content, other.content)
        if kind == "source":
            return source if content > 0 else 0.0
        if kind == "content":
            return content
        if kind == "attribution.exact":
            return float(
                tuple(one.source) == tuple(other.source) and tuple(one.content) == tuple(other.content)
            )
        return min(source, content)

    pairs = pair(gold, predicted, score)
    return Counts(right=len(pairs), wrong=len(predicted) - len(pairs), missed=len(gold) - len(pairs))


def _scaled(counts: Counts, share: float) -> Counts:
    return Counts(counts.right * share, counts.wrong * share, counts.missed * share, counts.abstained * share)
