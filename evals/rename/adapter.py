"""The rename test: whether the news scores hold when every name, number, month and cue is another of its kind.

Ten seeds. A layer of thirty or more items may lose three points on average, a smaller one a single item. Scores are the
original's and the mean over the copies; ``kept.X`` is 1 where the rule holds for X.
"""

from __future__ import annotations

import tempfile
from collections.abc import Iterable, Mapping
from pathlib import Path

from evals.news import adapter as news
from evals.rename.copies import write_copy
from evals.scoring import Report

LAYERS = news.LAYERS
DATA = news.DATA
SPLITS = ("all",)
SEEDS = 10
SAMPLE = 1
MANY = 30
POINTS = 0.03
LOWER_IS_BETTER = frozenset({"blocks.body_lost", "relations.false_conflicts"})
NOT_HELD = (".distinct_count", ".abstained", ".right", ".wrong", ".missed")
"""Counts and abstentions are shown nowhere: only shares are held."""


def evaluate(data: Path, split: str, *, limit: int | None = None) -> Report:
    """Score the originals and the first ``limit`` of ten renamed copies."""
    original = news.evaluate(data, "all")
    reports = []
    for seed in range(min(limit or SEEDS, SEEDS)):
        with tempfile.TemporaryDirectory() as folder:
            copy = Path(folder) / "copy"
            write_copy(data, copy, seed)
            reports.append(news.evaluate(copy, "all"))
    report = Report(baseline={})
    passed = True
    for name, before in sorted(original.scores.items()):
        if name.endswith(NOT_HELD):
            continue
        mean = sum(one.scores.get(name, 0.0) for one in reports) / len(reports)
        # A copy may have fewer: a place whose renamed whereabouts no table tells is not scored there.
        items = min(one.items.get(name, 0) for one in (original, *reports))
        kept = holds(before, mean, items, lower=name in LOWER_IS_BETTER)
        passed = passed and kept
        report.scores[f"renamed.{name}"] = round(mean, 4)
        report.scores[f"original.{name}"] = before
        report.scores[f"kept.{name}"] = float(kept)
        report.items[name] = items
        if not kept:
            report.notes.append(
                f"not kept: {name}, {before:.4f} and {mean:.4f} renamed, {report.items[name]:g} items"
            )
    report.scores["passed"] = float(passed)
    for seed, one in enumerate(reports):
        report.notes += [f"seed {seed}: {note}" for note in lost(original.notes, one.notes)]
    return report


def holds(before: float, mean: float, items: float, *, lower: bool = False) -> bool:
    """Whether a score stays: within three points from thirty items on, below that at most one item worse."""
    slack = POINTS if items >= MANY else 1 / items if items else POINTS
    loss = mean - before if lower else before - mean
    return loss <= slack + 1e-9


def lost(before: Iterable[str], now: Iterable[str]) -> list[str]:
    """The notes of items that were right in the original and are wrong in the copy."""
    was = {_item(note) for note in before}
    return [note for note in now if (item := _item(note)) and item not in was]


def _item(note: str) -> str | None:
    """What a note of the news evaluation is about; None for notes that count or name words."""
    head = note.partition(":")[0]
    if note.startswith(("immediate source missed", "core claim missed")):
        return note
    if note.startswith(("chain of", "certainty of")):
        return head
    return None


def means(scores: Mapping[str, float]) -> dict[str, tuple[float, float]]:
    """Original and mean by layer, out of a report's scores."""
    names = [name.removeprefix("original.") for name in scores if name.startswith("original.")]
    return {name: (scores[f"original.{name}"], scores[f"renamed.{name}"]) for name in names}
