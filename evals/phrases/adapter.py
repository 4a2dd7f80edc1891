"""Time phrases (``docs/evaluation/guidelines.md``): spans, TIMEX3 values and intervals of invented sentences.

A range is read as its two ends, or as one time where the gold gives it one value ("2031-05-24/2031-05-27"). An instant
is compared by its day. Where the words bound ("since March", "by 2027") the gold's interval may be that of the date or open
at an end.
A zone that the gold leaves out is not asked. A match shares a code point, one to one. The baseline marks every four-figure year.
"""

from __future__ import annotations

import json
import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from pathlib import Path
from typing import Any

from evals.documents import document_of
from evals.scoring import Counts, Report
from twosource.analysis.layers import Analysis
from twosource.analysis.parse import find_parse, load_parser
from twosource.analysis.quantities_lexicon import load_quantity_words
from twosource.analysis.times import find_times, find_timexes
from twosource.analysis.times_lexicon import load_time_words
from twosource.model.measure import When
from twosource.model.span import Span
from twosource.model.vocabulary import TimeDirection

LAYERS = ("times",)
DATA = Path("evals/phrases")
SPLITS = ("open", "blind")
SAMPLE = 20


@dataclass(frozen=True, slots=True)
class Phrase:
    """A time as it is scored; ``start`` and ``end`` are ISO days or None."""

    first: int
    after: int
    value: str
    start: str | None
    end: str | None
    direction: TimeDirection = TimeDirection.AT


def predict(text: str, reference: str | None, ranges: Sequence[Phrase] = ()) -> list[Phrase]:
    """Our times of a text published on the reference day, None for an undated one; one for a range where ``ranges`` has one."""
    words, counted = load_time_words("en"), load_quantity_words("en")
    analysis = Analysis(document_of(text, published=reference))
    analysis = replace(analysis, parse=find_parse(analysis, parser=load_parser()))
    found = find_timexes(analysis, words=words, counted=counted)
    if ranges:
        whole = [when for when in find_times(analysis, words=words, counted=counted) if "/" in when.value]
        whole = [when for when in whole if when.at and any(_shared(when.at, one) for one in ranges)]
        ends = [when for when in found if when.at and not any(_within(when.at, one.at) for one in whole)]
        found = tuple(sorted([*ends, *whole], key=lambda when: when.at.start if when.at else 0))
    return [_phrase(when) for when in found]


def _shared(at: Span, gold: Phrase) -> bool:
    return at.start < gold.after and gold.first < at.end


def _within(at: Span, whole: Span | None) -> bool:
    return whole is not None and whole.start <= at.start and at.end <= whole.end


def _phrase(when: When) -> Phrase:
    assert when.at is not None
    start, end = when.start, when.end
    if start and "T" in start:
        day = date.fromisoformat(when.value[:10])
        start, end = day.isoformat(), (day + timedelta(1)).isoformat()
    return Phrase(when.at.start, when.at.end, when.value, start, end, when.direction)


def _gold(row: dict[str, Any]) -> Phrase:
    first, after = row["span"]
    return Phrase(first, after, row["value"], row["start"], row["end"])


def evaluate(data: Path, split: str, *, limit: int | None = None) -> Report:
    """Span, value and interval scores of a set."""
    path = data if data.is_file() else data / f"{split}.jsonl"
    cases: list[dict[str, Any]] = [
        json.loads(line) for line in path.read_text(encoding="utf-8").splitlines() if line
    ]
    names = ("relaxed", "strict", "value", "interval")
    ours, trivial = {name: Counts() for name in names}, {name: Counts() for name in names}
    report = Report()
    for case in cases[:limit]:
        gold = [_gold(row) for row in case["times"]]
        found = predict(case["text"], case["reference"], [one for one in gold if "/" in one.value])
        _count(ours, gold, found)
        years = re.finditer(r"\b(?:1\d|20)\d\d\b", case["text"])
        _count(trivial, gold, [Phrase(m.start(), m.end(), m.group(), None, None) for m in years])
        for number, one in enumerate(found):
            fields = {"value": one.value, "start": one.start, "end": one.end}
            row = {"document": case["id"], "layer": "time", "id": f"t{number}", "fields": fields}
            report.predictions.append({**row, "words": [[one.first, one.after]]})
    for name in names:
        report.put(f"time.{name}", ours[name])
        report.baseline.update({f"time.{name}.{key}": value for key, value in trivial[name].scores().items()})
    return report


def _count(counts: dict[str, Counts], gold: Sequence[Phrase], found: Sequence[Phrase]) -> None:
    pairs = matched(gold, found)
    right = {
        "relaxed": len(pairs),
        "strict": sum(1 for one, other in pairs if (one.first, one.after) == (other.first, other.after)),
        "value": sum(1 for one, other in pairs if one.value in (other.value, _without_zone(other.value))),
        "interval": sum(1 for one, other in pairs if _same_interval(one, other)),
    }
    for name, number in right.items():
        counts[name].add(Counts(right=number, wrong=len(found) - number, missed=len(gold) - number))
    counts["value"].abstained += sum(1 for _, other in pairs if "X" in other.value)


def _without_zone(value: str) -> str:
    """The value of a time of day less its zone: some of the gold leaves the zone out."""
    return re.sub(r"(T\d\d:\d\d)(?:Z|[+-]\d\d:\d\d)$", r"\1", value)


def _same_interval(gold: Phrase, found: Phrase) -> bool:
    """Whether the days are the same; where our time bounds, also the open interval that it bounds."""
    if (gold.start, gold.end) == (found.start, found.end):
        return True
    if found.direction is TimeDirection.AFTER and gold.start is not None and gold.end is None:
        return gold.start in (found.start, found.end)
    if found.direction is TimeDirection.BEFORE and gold.end is not None and gold.start is None:
        return gold.end in (found.start, found.end)
    return False


def matched(gold: Sequence[Phrase], found: Sequence[Phrase]) -> list[tuple[Phrase, Phrase]]:
    """Pairs that share a code point, each taken once, the largest overlap first."""
    scored = [
        (min(one.after, other.after) - max(one.first, other.first), -g, -f)
        for g, one in enumerate(gold)
        for f, other in enumerate(found)
    ]
    pairs: list[tuple[Phrase, Phrase]] = []
    used_gold: set[int] = set()
    used_found: set[int] = set()
    for shared, g, f in sorted(scored, reverse=True):
        if shared > 0 and g not in used_gold and f not in used_found:
            used_gold.add(g)
            used_found.add(f)
            pairs.append((gold[-g], found[-f]))
    return pairs
