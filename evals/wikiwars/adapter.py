"""WikiWars (TimeML form): time expressions of histories, scored as TempEval-3 does.

Relaxed: two spans share a code point, one to one in text order. Strict: the same span. Value: relaxed, and the TIMEX3 value
is the same. The texts are read without a publication date, as the histories they are: their creation time is the day of a copy.
The baseline marks every four-figure number from 1000 to 2099 as that year.
"""

from __future__ import annotations

import html
import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from evals.documents import document_of
from evals.scoring import Counts, Report
from twosource.analysis.layers import Analysis
from twosource.analysis.parse import find_parse, load_parser
from twosource.analysis.quantities_lexicon import load_quantity_words
from twosource.analysis.times import find_timexes
from twosource.analysis.times_lexicon import load_time_words

LAYERS = ("times",)
DATA = Path("../shared/gold/timex/wikiwars")
SPLITS = ("all", "train", "dev")
SAMPLE = 1


@dataclass(frozen=True, slots=True)
class Timex:
    """A marked time: its offsets in the document's text and its TIMEX3 value."""

    start: int
    end: int
    value: str


def load(path: Path) -> tuple[str, list[Timex]]:
    """The text of a TimeML file, tags out and entities decoded, and the times marked in it."""
    body = re.search(r"<TEXT>\n?(.*)</TEXT>", path.read_text(encoding="utf-8"), re.DOTALL)
    if body is None:
        raise ValueError(f"{path.name} has no TEXT")
    text: list[str] = []
    length = 0
    gold: list[Timex] = []
    opened: list[tuple[int, str]] = []
    for piece in re.split(r"(<[^>]*>)", body.group(1)):
        if piece.startswith("<TIMEX3"):
            value = re.search(r'value="([^"]*)"', piece)
            opened.append((length, value.group(1) if value else ""))
        elif piece == "</TIMEX3>":
            start, value_text = opened.pop()
            gold.append(Timex(start, length, value_text))
        elif not piece.startswith("<"):
            words = html.unescape(piece)
            text.append(words)
            length += len(words)
    return "".join(text), sorted(gold, key=lambda timex: (timex.start, -timex.end))


def predict(text: str) -> list[Timex]:
    """Our times of a text read without publication, as TIMEX3."""
    words, counted = load_time_words("en"), load_quantity_words("en")
    analysis = Analysis(document_of(text))
    analysis = replace(analysis, parse=find_parse(analysis, parser=load_parser()))
    found = find_timexes(analysis, words=words, counted=counted, every=True)
    return [Timex(when.at.start, when.at.end, when.value) for when in found if when.at is not None]


def matched(gold: Sequence[Timex], predicted: Sequence[Timex]) -> list[tuple[Timex, Timex]]:
    """Pairs that share a code point, each taken once, the same span first."""
    left = {(timex.start, timex.end): timex for timex in predicted}
    pairs = [(one, left.pop((one.start, one.end))) for one in gold if (one.start, one.end) in left]
    used = {id(one) for pair in pairs for one in pair}
    for one in gold:
        if id(one) in used:
            continue
        for other in predicted:
            if id(other) not in used and one.start < other.end and other.start < one.end:
                used.update((id(one), id(other)))
                pairs.append((one, other))
                break
    return sorted(pairs, key=lambda pair: pair[0].start)


def evaluate(data: Path, split: str, *, limit: int | None = None) -> Report:
    """Relaxed, strict and value scores of a split, or of both together, and their spread by document."""
    report = Report()
    ours = {name: Counts() for name in ("relaxed", "strict", "value")}
    trivial = {name: Counts() for name in ours}
    by_document: dict[str, dict[str, Counts]] = {}
    folders = ("train", "dev") if split == "all" else (split,)
    for path in sorted(path for folder in folders for path in (data / folder).glob("*.tml"))[:limit]:
        text, gold = load(path)
        predicted = predict(text)
        _count(ours, gold, predicted)
        _count(by_document.setdefault(path.stem, {name: Counts() for name in ours}), gold, predicted)
        _count(trivial, gold, _baseline(text))
        for number, timex in enumerate(predicted):
            fields = {"value": timex.value}
            row = {"document": path.stem, "layer": "time", "id": f"t{number}", "fields": fields}
            report.predictions.append({**row, "words": [[timex.start, timex.end]]})
    for name, counts in ours.items():
        report.put(f"time.{name}", counts)
    other = Report()
    for name, counts in trivial.items():
        other.put(f"time.{name}", counts)
    report.baseline = other.scores
    _spread(by_document, report)
    return report


def _spread(by_document: dict[str, dict[str, Counts]], report: Report) -> None:
    """The least, the middle and the best F1 of a document, and a note on each document."""
    for name in ("relaxed", "strict", "value"):
        scores = sorted(counts[name].f1 for counts in by_document.values())
        if scores:
            report.scores[f"document.{name}.least"] = round(scores[0], 4)
            report.scores[f"document.{name}.median"] = round(scores[len(scores) // 2], 4)
            report.scores[f"document.{name}.most"] = round(scores[-1], 4)
    for document, counts in by_document.items():
        told = ", ".join(f"{name} {one.f1:.3f}" for name, one in counts.items())
        report.notes.append(
            f"{document}: {told} of {counts['value'].right + counts['value'].missed:.0f} times"
        )


def _count(counts: dict[str, Counts], gold: Sequence[Timex], predicted: Sequence[Timex]) -> None:
    pairs = matched(gold, predicted)
    right = {
        "relaxed": len(pairs),
        "strict": sum(1 for one, other in pairs if (one.start, one.end) == (other.start, other.end)),
        "value": sum(1 for one, other in pairs if one.value == other.value),
    }
    for name, number in right.items():
        counts[name].add(Counts(right=number, wrong=len(predicted) - number, missed=len(gold) - number))
    counts["value"].abstained += sum(1 for _, other in pairs if "X" in other.value)


def _baseline(text: str) -> list[Timex]:
    return [Timex(m.start(), m.end(), m.group()) for m in re.finditer(r"\b(?:1\d|20)\d\d\b", text)]
