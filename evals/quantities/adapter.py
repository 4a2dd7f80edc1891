"""Quantities of the news gold's claims: spans, bounds and approximation.

The texts are read as plain lines: the gold's offsets hold, and noise is not taken out. Only found gold is scored (recall, and
fields on what is found): the gold lists the quantities of its claims, not all of a text's. The baseline takes every
figure as it stands.
"""

from __future__ import annotations

import json
import re
from dataclasses import dataclass, replace
from decimal import Decimal
from pathlib import Path
from typing import Any

from evals.documents import document_of
from evals.scoring import Counts, Report, overlap, pair
from twosource.analysis.layers import Analysis
from twosource.analysis.parse import find_parse, load_parser
from twosource.analysis.quantities import find_quantities
from twosource.analysis.quantities_lexicon import load_quantity_words
from twosource.analysis.times import find_times
from twosource.analysis.times_lexicon import load_time_words

LAYERS = ("times", "quantities")
DATA = Path("../shared/news")
SPLITS = ("dev",)


@dataclass(frozen=True, slots=True)
class Figure:
    """A quantity as it is scored."""

    start: int
    end: int
    low: Decimal | None
    high: Decimal | None
    approximate: bool

    @property
    def ranges(self) -> tuple[tuple[int, int]]:
        """The span as the scoring takes it."""
        return ((self.start, self.end),)


def evaluate(data: Path, split: str, *, limit: int | None = None) -> Report:
    """Spans found, and bounds and approximation right among those found."""
    items: list[dict[str, Any]] = json.loads((data / "gold" / "claims.json").read_text(encoding="utf-8"))[
        "items"
    ]
    seeds = sorted({item["seed"] for item in items})[:limit]
    report = Report()
    span, bounds, approximate, trivial = Counts(), Counts(), Counts(), Counts()
    for seed in seeds:
        (path,) = data.glob(f"{seed}_*.txt")
        text = path.read_text(encoding="utf-8")
        gold = [_gold(row) for item in items if item["seed"] == seed for row in item.get("quantities", ())]
        found = predict(text)
        pairs = pair(gold, found, lambda one, other: overlap(one.ranges, other.ranges))
        span.add(Counts(right=len(pairs), missed=len(gold) - len(pairs)))
        for g, p in pairs:
            right = (gold[g].low, gold[g].high) == (found[p].low, found[p].high)
            bounds.add(Counts(right=right, wrong=not right, missed=not right))
            soft = gold[g].approximate == found[p].approximate
            approximate.add(Counts(right=soft, wrong=not soft, missed=not soft))
        plain = [_figure(match) for match in re.finditer(r"\d[\d,]*(?:\.\d+)?", text)]
        bare = pair(gold, plain, lambda one, other: overlap(one.ranges, other.ranges))
        trivial.add(Counts(right=len(bare), missed=len(gold) - len(bare)))
        for number, one in enumerate(found):
            report.predictions.append(_prediction(path.stem, number, one))
    report.scores["quantity.span.recall"] = round(span.recall, 4)
    report.scores["quantity.bounds.accuracy"] = round(bounds.precision, 4)
    report.scores["quantity.approximate.accuracy"] = round(approximate.precision, 4)
    report.baseline["quantity.span.recall"] = round(trivial.recall, 4)
    return report


def predict(text: str) -> list[Figure]:
    """Our quantities of a text."""
    words, counted = load_time_words("en"), load_quantity_words("en")
    analysis = Analysis(document_of(text))
    analysis = replace(analysis, parse=find_parse(analysis, parser=load_parser()))
    analysis = replace(analysis, times=find_times(analysis, words=words, counted=counted))
    found = find_quantities(analysis, words=counted)
    return [Figure(one.at.start, one.at.end, one.low, one.high, one.approximate) for one in found]


def _gold(row: dict[str, Any]) -> Figure:
    low, high = (None if row[end] is None else Decimal(str(row[end])) for end in ("low", "high"))
    soft = row["comparator"] == "approx" or bool(row.get("vague"))
    return Figure(row["start"], row["end"], low, high, soft)


def _figure(match: re.Match[str]) -> Figure:
    return Figure(match.start(), match.end(), None, None, False)


def _prediction(document: str, number: int, one: Figure) -> dict[str, Any]:
    low, high = (None if end is None else float(end) for end in (one.low, one.high))
    fields = {"low": low, "high": high, "approximate": one.approximate}
    row = {"document": document, "layer": "quantity", "id": f"q{number}", "fields": fields}
    return {**row, "words": [[one.start, one.end]]}
