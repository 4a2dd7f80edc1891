"""Names and what they name, on news from outside the West (worldwide-ner) and on GUM.

A name is right when span and class are exact (as CoNLL counts). The baseline is the parser alone; its names lose
article, title and possessive first, as the gold's have none (`bare` is the parser as it comes). On GUM, persons,
organisations and places are scored, facilities as places (see `gold`).
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from itertools import islice
from pathlib import Path

from evals.documents import document_of
from evals.names.gold import GUM, Article, Named, read_gum, read_worldwide
from evals.scoring import Counts, Report
from twosource.analysis.actors import load_actors
from twosource.analysis.encoder import find_tags, load_encoder
from twosource.analysis.gazetteer import load_gazetteer, normal
from twosource.analysis.layers import Analysis, NameSpan, Parse
from twosource.analysis.mentions_lexicon import load_words
from twosource.analysis.names import find_names
from twosource.analysis.parse import find_parse, load_parser
from twosource.analysis.quotations import find_quotations
from twosource.model.vocabulary import NameKind

LAYERS = ("parse", "tags", "names")
DATA = Path("../shared/gold")
SPLITS = ("worldwide-train", "gum-dev", "worldwide-dev")
SAMPLE = 6

PARSER = {
    "PERSON": NameKind.PERSON,
    "ORG": NameKind.ORGANISATION,
    "GPE": NameKind.PLACE,
    "LOC": NameKind.PLACE,
    "FAC": NameKind.FACILITY,
    "NORP": NameKind.GROUP,
}
"""The parser's labels that are names of our kinds."""


def evaluate(data: Path, split: str, *, limit: int | None = None, profile: str = "full") -> Report:
    """Entity precision, recall and F1 over all kinds and for each, beside the parser's.

    ``rules`` is what tables and rules give alone, ``tagger`` what the encoder's head does.
    """
    report = Report()
    ours: dict[str, Counts] = {}
    parsers: dict[str, Counts] = {}
    bare = Counts()
    spans = Counts()
    layers = {"rules": Counts(), "tagger": Counts()}
    parser, actors, gazetteer = load_parser(), load_actors(), load_gazetteer()
    encoder = load_encoder() if profile == "full" else None
    for article in islice(articles(data, split), limit):
        analysis = Analysis(document_of(article.text))
        analysis = replace(analysis, parse=find_parse(analysis, parser=parser))
        if encoder is not None:
            analysis = replace(analysis, quotations=find_quotations(analysis))
            analysis = replace(analysis, tags=find_tags(analysis, encoder=encoder))
        alone = find_names(analysis, actors=actors, gazetteer=gazetteer, tagged=())
        found = find_names(analysis, actors=actors, gazetteer=gazetteer) if encoder is not None else alone
        layers["rules"].add(_counts(article.gold, _kept(_rows(alone), split)))
        layers["tagger"].add(_counts(article.gold, _kept(_rows(analysis.tags.names), split)))
        own, plain = _kept(_rows(found), split), of_parser(analysis.parse)
        _count(ours, article.gold, own)
        _count(parsers, article.gold, _kept(trimmed(article.text, plain), split))
        bare.add(_counts(article.gold, _kept(plain, split)))
        spans.add(_counts([(*one[:2], None) for one in article.gold], [(*one[:2], None) for one in own]))
        report.predictions += [_prediction(article.id, n, row) for n, row in enumerate(own)]
    for name, counts in ours.items():
        report.put(name, counts)
    for name, counts in parsers.items():
        report.baseline.update({f"{name}.{key}": value for key, value in counts.scores().items()})
    report.put("spans", spans)
    for name, counts in layers.items():
        report.put(f"alone.{name}", counts)
    report.baseline["bare.f1"] = round(bare.f1, 4)
    report.notes.append(f"the parser as it comes: F1 {bare.f1:.4f}")
    return report


def _rows(names: Iterable[NameSpan]) -> list[Named]:
    return [(one.at.start, one.at.end, one.kind) for one in names if one.kind is not NameKind.OTHER]


def articles(data: Path, split: str) -> Iterable[Article]:
    """The texts of a split."""
    corpus, part = split.split("-")
    if corpus == "worldwide":
        return read_worldwide(data / "worldwide-ner" / part)
    return read_gum(data / "gum" / f"{part}.dep.conllu.tar.xz", load_words()["title"])


def of_parser(parse: Parse) -> list[Named]:
    """The parser's names of our kinds: runs of tokens of one label within a sentence."""
    found: list[Named] = []
    starts = {sentence.first for sentence in parse.sentences}
    open_label = ""
    for token in parse.tokens:
        kind = PARSER.get(token.entity)
        if kind is not None and token.entity == open_label and token.i not in starts:
            found[-1] = (found[-1][0], token.end, kind)
        elif kind is not None:
            found.append((token.start, token.end, kind))
        open_label = token.entity
    return found


def trimmed(text: str, rows: Sequence[Named]) -> list[Named]:
    """The names without a leading article or title and without a possessive ending."""
    titles = load_words()["title"]
    found: list[Named] = []
    for start, end, kind in rows:
        for mark in ("'s", "’s", "'", "’"):
            if text[start:end].endswith(mark):
                end -= len(mark)
                break
        words = text[start:end].split(" ")
        while len(words) > 1 and (
            words[0].lower() in ("the", "a", "an") or (kind is NameKind.PERSON and normal(words[0]) in titles)
        ):
            start += len(words.pop(0)) + 1
        if start < end:
            found.append((start, end, kind))
    return found


def _kept(rows: Sequence[Named], split: str) -> list[Named]:
    """The names of the kinds that the corpus marks."""
    if not split.startswith("gum"):
        return list(rows)
    places = [
        (start, end, NameKind.PLACE if kind is NameKind.FACILITY else kind) for start, end, kind in rows
    ]
    return [row for row in places if row[2] in GUM.values()]


def _counts(gold: Sequence[object], found: Sequence[object]) -> Counts:
    right = len(set(gold) & set(found))
    return Counts(right, len(set(found)) - right, len(set(gold)) - right)


def _count(total: dict[str, Counts], gold: Sequence[Named], found: Sequence[Named]) -> None:
    total.setdefault("names", Counts()).add(_counts(gold, found))
    for kind in {row[2] for row in (*gold, *found)}:
        of_kind = [[row for row in rows if row[2] is kind] for rows in (gold, found)]
        total.setdefault(f"names.{kind.value}", Counts()).add(_counts(*of_kind))


def _prediction(document: str, number: int, row: Named) -> dict[str, object]:
    start, end, kind = row
    fields = {"kind": kind.value}
    return {
        "document": document,
        "layer": "name",
        "id": f"n{number}",
        "fields": fields,
        "words": [[start, end]],
    }
