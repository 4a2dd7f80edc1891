"""Fit the weights of the evidence for names on worldwide-ner train and write ``data/nameweights.toml``.

    python scripts/fit_names.py ../shared/gold/worldwide-ner [--check]

A softmax regression over the pieces of evidence of ``names_evidence``, L2 0.001, full batches, no chance in it: the
same gold gives the same table. ``--check`` fits on each half of the articles and scores the other, layer by layer,
and writes nothing.
"""

from __future__ import annotations

import argparse
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path

import numpy

from evals.documents import document_of
from evals.names.gold import Article, read_worldwide
from evals.scoring import Counts
from twosource.analysis.actors import load_actors
from twosource.analysis.gazetteer import load_gazetteer
from twosource.analysis.layers import Analysis, Parse
from twosource.analysis.mentions_lexicon import load_words
from twosource.analysis.mentions_names import normalised
from twosource.analysis.names import defined
from twosource.analysis.names_evidence import Evidence
from twosource.analysis.names_runs import Run, Runs
from twosource.analysis.names_weigh import KINDS, Weights, best, known_again
from twosource.analysis.parse import find_parse, load_parser
from twosource.model.vocabulary import NameKind

TABLE = Path(__file__).resolve().parent.parent / "src" / "twosource" / "data" / "nameweights.toml"
LEAST = 8
"""Evidence seen less often has no row."""
LAYERS = (
    ("parser", {"tables": False, "rules": False}, False),
    ("tables", {"tables": True, "rules": False}, False),
    ("words and place", {"tables": True, "rules": True}, False),
    ("known again", {"tables": True, "rules": True}, True),
)


@dataclass(frozen=True, slots=True)
class Read:
    """One article with its runs."""

    article: Article
    parse: Parse
    runs: list[Run]
    keys: list[str]
    evidence: list[list[str]]

    def spans(self) -> list[tuple[int, int]]:
        """The runs by code points."""
        tokens = self.parse.tokens
        return [(tokens[first].start, tokens[last - 1].end) for first, last in self.runs]

    def labels(self) -> list[NameKind]:
        """What each run names in the gold: that of the name with which it shares half of the longer."""
        found = []
        for start, end in self.spans():
            shared = [
                (min(end, high) - max(start, low), max(end - start, high - low), kind)
                for low, high, kind in self.article.gold
                if low < end and start < high
            ]
            size, longer, kind = max(shared, key=lambda row: row[0], default=(0, 1, NameKind.OTHER))
            found.append(kind if 2 * size >= longer else NameKind.OTHER)
        return found


def read(articles: Sequence[Article], **layers: bool) -> list[Read]:
    """The articles parsed, with the evidence of the layers."""
    words, actors, gazetteer, parser = load_words(), load_actors(), load_gazetteer(), load_parser()
    found = []
    for article in articles:
        analysis = Analysis(document_of(article.text))
        parse = find_parse(analysis, parser=parser)
        norms = normalised(parse.tokens)
        runs = Runs(parse, norms, words, actors).find()
        evidence = Evidence(parse, norms, words, actors, gazetteer)
        keys = [evidence.key(run) for run in runs]
        found.append(Read(article, parse, runs, keys, [evidence.of(run, **layers) for run in runs]))
    return found


def fit(rows: Sequence[Read]) -> Weights:
    """The weights that fit the gold best."""
    return Weights(_table(rows))


def _table(rows: Sequence[Read]) -> dict[str, list[float]]:
    pieces = [piece for row in rows for piece in row.evidence]
    labels = [KINDS.index(kind) for row in rows for kind in row.labels()]
    seen = Counter(name for piece in pieces for name in set(piece))
    names = ["always", *sorted(name for name, count in seen.items() if count >= LEAST)]
    column = {name: at for at, name in enumerate(names)}
    x = numpy.zeros((len(pieces), len(names)), numpy.float64)
    for at, piece in enumerate(pieces):
        x[at, [0, *(column[name] for name in piece if name in column)]] = 1
    y = numpy.eye(len(KINDS))[labels]
    w, m, v = (numpy.zeros((len(names), len(KINDS))) for _ in range(3))
    for step in range(1, 401):
        z = x @ w
        z = numpy.exp(z - z.max(1, keepdims=True))
        slope = x.T @ (z / z.sum(1, keepdims=True) - y) / len(pieces) + 1e-3 * w
        m, v = 0.9 * m + 0.1 * slope, 0.999 * v + 0.001 * slope**2
        w = w - 0.05 * (m / (1 - 0.9**step)) / (numpy.sqrt(v / (1 - 0.999**step)) + 1e-8)
    return {name: [round(float(one), 2) for one in w[at]] for name, at in column.items()}


def score(rows: Sequence[Read], weights: Weights, *, again: bool) -> Counts:
    """Exact spans with the right kind."""
    counts = Counts()
    for row in rows:
        points = [weights.points(piece) for piece in row.evidence]
        if again:
            points = known_again(row.keys, points, defined(row.parse, row.runs))
        found = {(*span, best(one)) for span, one in zip(row.spans(), points, strict=True)}
        found = {one for one in found if one[2] is not NameKind.OTHER}
        gold = set(row.article.gold)
        counts.add(Counts(len(found & gold), len(found - gold), len(gold - found)))
    return counts


def check(articles: Sequence[Article]) -> None:
    """Print what each layer gives, each half of the articles scored with the weights of the other."""
    whole = read(articles)
    for name, layers, again in LAYERS:
        words = load_words(), load_actors(), load_gazetteer()
        rows = []
        for row in whole:
            evidence = Evidence(row.parse, normalised(row.parse.tokens), *words)
            rows.append(replace(row, evidence=[evidence.of(run, **layers) for run in row.runs]))
        counts = Counts()
        for test, train in ((rows[::2], rows[1::2]), (rows[1::2], rows[::2])):
            counts.add(score(test, fit(train), again=again))
        print(f"{name:16} P {counts.precision:.3f} R {counts.recall:.3f} F1 {counts.f1:.3f}", flush=True)


def write(table: dict[str, list[float]]) -> None:
    """Write the table of weights."""
    head = (
        "# What each piece of evidence for a name weighs, by kind of name: "
        f"{', '.join(kind.value for kind in KINDS)}.\n"
        "# Fitted by scripts/fit_names.py on the train articles of worldwide-ner; docs/evaluation/names.md says how well.\n"
        "# The evidence is named in analysis/names_evidence.py; it holds no word of any text.\n\n[weights]\n"
    )
    lines = (f'"{name}" = [{", ".join(f"{one:g}" for one in row)}]' for name, row in table.items())
    TABLE.write_text(head + "\n".join(lines) + "\n", encoding="utf-8")


def main() -> None:
    """Read the arguments and do it."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").split("\n")[0])
    parser.add_argument("gold", type=Path)
    parser.add_argument("--check", action="store_true")
    options = parser.parse_args()
    articles = list(read_worldwide(options.gold / "train"))
    if options.check:
        check(articles)
    else:
        write(_table(read(articles)))


if __name__ == "__main__":
    main()
