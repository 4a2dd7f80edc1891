"""Matching and counting, the same for every corpus. Counts add; scores derive."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Protocol, TypeVar

G = TypeVar("G")
P = TypeVar("P")

Ranges = Sequence[tuple[int, int]]
"""Half-open ranges in code points; several for a split span."""


def size(ranges: Ranges) -> int:
    """The number of code points in the ranges, each counted once."""
    return len(points(ranges))


def points(ranges: Ranges) -> set[int]:
    """The code points in the ranges."""
    return {offset for start, end in ranges for offset in range(start, end)}


def overlap(left: Ranges, right: Ranges) -> float:
    """Intersection over the longer of the two; 0 where either is empty."""
    a, b = points(left), points(right)
    longer = max(len(a), len(b))
    return len(a & b) / longer if longer else 0.0


def pair(
    gold: Sequence[G], predicted: Sequence[P], score: Callable[[G, P], float], *, least: float = 0.5
) -> list[tuple[int, int]]:
    """One-to-one pairs (gold index, predicted index), greedy by score, of at least ``least``.

    Ties by order.
    """
    scored = [
        (value, g, p)
        for g, one in enumerate(gold)
        for p, other in enumerate(predicted)
        if (value := score(one, other)) >= least
    ]
    scored.sort(key=lambda row: (-row[0], row[1], row[2]))
    used_gold: set[int] = set()
    used_predicted: set[int] = set()
    pairs = []
    for _, g, p in scored:
        if g not in used_gold and p not in used_predicted:
            used_gold.add(g)
            used_predicted.add(p)
            pairs.append((g, p))
    return sorted(pairs)


@dataclass(slots=True)
class Counts:
    """True positives, false positives, false negatives, and abstentions (gold items where the system said
    unknown)."""

    right: float = 0
    wrong: float = 0
    missed: float = 0
    abstained: float = 0

    def add(self, other: Counts) -> None:
        """Add the other's counts."""
        self.right += other.right
        self.wrong += other.wrong
        self.missed += other.missed
        self.abstained += other.abstained

    @property
    def precision(self) -> float:
        """Right among given; 0 where nothing was given."""
        given = self.right + self.wrong
        return self.right / given if given else 0.0

    @property
    def recall(self) -> float:
        """Right among gold; 0 where there is no gold."""
        gold = self.right + self.missed
        return self.right / gold if gold else 0.0

    @property
    def f1(self) -> float:
        """The harmonic mean of precision and recall."""
        total = self.precision + self.recall
        return 2 * self.precision * self.recall / total if total else 0.0

    def scores(self) -> dict[str, float]:
        """Precision, recall, F1 and the share of abstentions, with the counts."""
        gold = self.right + self.missed
        return {
            "precision": round(self.precision, 4),
            "recall": round(self.recall, 4),
            "f1": round(self.f1, 4),
            "abstained": round(self.abstained / gold, 4) if gold else 0.0,
            "right": self.right,
            "wrong": self.wrong,
            "missed": self.missed,
        }


@dataclass(slots=True)
class Report:
    """What an evaluation found: named scores (``"attribution.f1".

    .5``), a baseline's under the same names, and predictions.
    """

    scores: dict[str, float] = field(default_factory=dict)
    baseline: dict[str, float] = field(default_factory=dict)
    predictions: list[Mapping[str, Any]] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)
    items: dict[str, float] = field(default_factory=dict)
    """How many gold items a share is of, by the score's name, where an adapter says."""

    def put(self, name: str, counts: Counts) -> None:
        """File a count's scores under ``name.precision`` and so on."""
        for key, value in counts.scores().items():
            self.scores[f"{name}.{key}"] = value


class Corpus(Protocol):
    """What ``evals/<corpus>/adapter.py`` offers as the module itself."""

    LAYERS: tuple[str, ...]
    """The analysis layers whose stage versions a result depends on."""
    DATA: Path
    """Where its gold is by default, from the repository root; the corpus is skipped where it is absent."""
    SPLITS: tuple[str, ...]

    def evaluate(self, data: Path, split: str, *, limit: int | None = None) -> Report:
        """Score the split; ``limit`` takes the first documents only (the gate's sample)."""


def total(counts: Iterable[Counts]) -> Counts:
    """The sum of counts."""
    out = Counts()
    for one in counts:
        out.add(one)
    return out
