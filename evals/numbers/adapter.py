"""Numbers (``docs/evaluation/guidelines.md``): span, bounds, approximation, unit, counted noun, modality in invented sentences.

A number matches the gold one that it shares code points with, one to one. Fields are scored on every gold number: one
not found is wrong in each. The counted noun is scored for counts, not for
measures. The modality is that of the shortest claim that tells the number. The baseline takes every
figure as it stands, done, of the next word.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path
from typing import Any

from evals.documents import document_of
from evals.scoring import Counts, Report
from twosource.analysis import analyse, stages
from twosource.analysis.layers import Analysis
from twosource.analysis.quantities_lexicon import QuantityWords, load_quantity_words
from twosource.model.measure import Quantity

LAYERS = ("tags", "parse", "times", "quantities", "claims")
DATA = Path("evals/numbers")
SPLITS = ("open", "first")
SAMPLE = 20
FIELDS = ("bounds", "approximate", "unit", "of", "modality")
PUBLISHED = "2031-06-18"
_TIMES = ("second", "minute", "hour", "day", "week", "month", "year", "fraction")
_SLACK = Decimal("0.01")


@dataclass(frozen=True, slots=True)
class Figure:
    """A number as it is scored. ``of`` are the words that name what is counted."""

    start: int
    end: int
    low: Decimal | None
    high: Decimal | None
    approximate: bool
    of: frozenset[str]
    unit: str | None
    modality: str | None
    ordinary: bool


def evaluate(data: Path, split: str, *, limit: int | None = None) -> Report:
    """Found (precision, recall, F1) and the share right of each field."""
    lexicon = load_quantity_words("en")
    path = data if data.is_file() else data / f"{split}.jsonl"
    cases = [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines() if line]
    report = Report()
    found, base = Counts(), Counts()
    fields, trivial = ({name: Counts() for name in FIELDS} for _ in range(2))
    rows = stages()
    for case in cases[:limit]:
        gold = [_gold(row, lexicon) for row in case["quantities"]]
        analysis = analyse(document_of(case["text"], published=PUBLISHED, document_id=case["id"]), rows)
        ours = list(figures_of(analysis))
        for said in _count(found, fields, gold, ours):
            report.notes.append(f"{case['id']}: {said}: {case['text']}")
        list(_count(base, trivial, gold, list(_plain(case["text"]))))
        report.predictions.extend(_row(case["id"], number, one) for number, one in enumerate(ours))
    report.put("number", found)
    report.baseline["number.f1"] = round(base.f1, 4)
    for name in FIELDS:
        report.scores[f"number.{name}.accuracy"] = round(fields[name].recall, 4)
        report.baseline[f"number.{name}.accuracy"] = round(trivial[name].recall, 4)
    return report


def figures_of(analysis: Analysis) -> Iterator[Figure]:
    """Our numbers of a text, in text order."""
    return (_ours(quantity, analysis) for quantity in analysis.quantities)


def _ours(quantity: Quantity, analysis: Analysis) -> Figure:
    words = quantity.of_at.of(analysis.text).lower().split() if quantity.of_at else []
    of = frozenset(word for word in (quantity.of, *words) if word)
    return Figure(
        quantity.at.start,
        quantity.at.end,
        quantity.low,
        quantity.high,
        quantity.approximate,
        of,
        quantity.unit,
        _modality(quantity, analysis),
        quantity.ordinary,
    )


def _modality(quantity: Quantity, analysis: Analysis) -> str | None:
    held = [claim for claim in analysis.claims if quantity in claim.quantities]
    if not held:
        return None
    return min(held, key=lambda claim: sum(len(span) for span in claim.extent)).modality.value


def _gold(row: dict[str, Any], lexicon: QuantityWords) -> Figure:
    low, high = (None if row[end] is None else Decimal(str(row[end])) for end in ("low", "high"))
    unit = canonical(row["unit"], lexicon)
    return Figure(
        row["span"][0],
        row["span"][1],
        low,
        high,
        row["approximate"],
        frozenset((row["of"],)) if row["of"] else frozenset(),
        unit,
        row["modality"],
        not is_measure(unit, lexicon),
    )


def canonical(unit: str | None, lexicon: QuantityWords) -> str | None:
    """A unit as the lexicon names it ("metre": "meter"); one that it has not stays as it stands."""
    if unit is None:
        return None
    row = lexicon.units.get(unit.lower()) or lexicon.money.get(unit.lower())
    return str(row["lemma"]) if row is not None else unit


def is_measure(unit: str | None, lexicon: QuantityWords) -> bool:
    """Whether a unit measures rather than counts: a length, money, a share, a duration."""
    names = {str(row["lemma"]) for row in (*lexicon.units.values(), *lexicon.money.values())}
    return unit in names or unit in _TIMES or bool(unit and unit.isupper())


def _is_right(name: str, gold: Figure, ours: Figure) -> bool:
    if name == "bounds":
        return _same(gold.low, ours.low) and _same(gold.high, ours.high)
    if name == "approximate":
        return gold.approximate == ours.approximate
    if name == "modality":
        return gold.modality == ours.modality
    if name == "of":
        return any(word in ours.of for word in gold.of) or not gold.of
    if not gold.ordinary or gold.unit == "person":
        return gold.unit == ours.unit
    return ours.ordinary and ours.unit is None


def _same(gold: Decimal | None, ours: Decimal | None) -> bool:
    """Equal; a share written as a fraction within a hundredth."""
    if gold is None or ours is None:
        return gold is ours
    return gold == ours or (0 < gold < 1 and abs(gold - ours) < _SLACK)


def _count(
    found: Counts, fields: dict[str, Counts], gold: Sequence[Figure], ours: Sequence[Figure]
) -> Iterator[str]:
    """Add what is right and wrong; yields the mistakes in words."""
    pairs = _matched(gold, ours)
    found.add(Counts(right=len(pairs), wrong=len(ours) - len(pairs), missed=len(gold) - len(pairs)))
    hits = {id(one): other for one, other in pairs}
    for one in gold:
        other = hits.get(id(one))
        for name in FIELDS:
            if name == "of" and not one.ordinary:
                continue
            right = other is not None and _is_right(name, one, other)
            fields[name].add(Counts(right=right, missed=not right))
            if other is not None and not right:
                yield f"{name} {_show(name, one)} read as {_show(name, other)}"
        if other is None:
            yield f"missed {one.low}-{one.high} {sorted(one.of)}"
    for other in ours:
        if not any(other is each for _, each in pairs):
            yield f"extra {other.low}-{other.high} {sorted(other.of)}"


def _show(name: str, one: Figure) -> str:
    return (
        f"{one.low}-{one.high}"
        if name == "bounds"
        else str(sorted(one.of) if name == "of" else getattr(one, name))
    )


def _matched(gold: Sequence[Figure], ours: Sequence[Figure]) -> list[tuple[Figure, Figure]]:
    scored = [
        (min(one.end, other.end) - max(one.start, other.start), -g, -o)
        for g, one in enumerate(gold)
        for o, other in enumerate(ours)
    ]
    pairs: list[tuple[Figure, Figure]] = []
    used: tuple[set[int], set[int]] = (set(), set())
    for shared, g, o in sorted(scored, reverse=True):
        if shared > 0 and -g not in used[0] and -o not in used[1]:
            used[0].add(-g)
            used[1].add(-o)
            pairs.append((gold[-g], ours[-o]))
    return pairs


def _plain(text: str) -> Iterator[Figure]:
    for match in re.finditer(r"(\d[\d,]*(?:\.\d+)?)\s+(\w+)?", text):
        value = Decimal(match[1].rstrip(",").replace(",", ""))
        word = (match[2] or "").lower()
        of = frozenset((word, word.removesuffix("s")))
        yield Figure(match.start(), match.end(1), value, value, False, of, None, "done", True)


def _row(document: str, number: int, one: Figure) -> dict[str, Any]:
    low, high = (None if end is None else float(end) for end in (one.low, one.high))
    fields = {
        "low": low,
        "high": high,
        "approximate": one.approximate,
        "unit": one.unit,
        "modality": one.modality,
    }
    row = {"document": document, "layer": "quantity", "id": f"q{number}", "fields": fields}
    return {**row, "words": [[one.start, one.end]]}
