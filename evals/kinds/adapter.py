"""Kinds and naming of sources in invented sentences (``docs/evaluation/guidelines.md``).

Each sentence has one source. Where no attribution finds it, its words are described as they stand; ``found`` says how
often an attribution did. The baseline calls every source a named person.
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from evals.chains.adapter import ranges, read
from evals.scoring import Counts, Report, overlap
from twosource.analysis.attribution_tree import Tree
from twosource.analysis.layers import Analysis
from twosource.analysis.lexicon import load_source_words
from twosource.analysis.sources import Describer
from twosource.model.attribution import Source

LAYERS = ("tags", "mentions", "attributions")
DATA = Path("evals/kinds")
SPLITS = ("open", "blind")
SAMPLE = 20


def evaluate(data: Path, split: str, *, limit: int | None = None) -> Report:
    """Accuracy of kind, of naming, and of both at once."""
    path = data if data.is_file() else data / f"{split}.jsonl"
    cases: list[dict[str, Any]] = [
        json.loads(line) for line in path.read_text(encoding="utf-8").splitlines() if line
    ][:limit]
    counts = {name: Counts() for name in ("kind", "naming", "both", "found")}
    report = Report()
    trivial = 0
    for case in cases:
        analysis = read(case["text"], None)
        source = source_at(analysis, tuple(case["source"]))
        found = source is not None
        if source is None:
            source = described_at(analysis, tuple(case["source"]))
        kind = source is not None and source.kind.value == case["kind"]
        naming = source is not None and source.naming.value == case["naming"]
        for name, right in (("kind", kind), ("naming", naming), ("both", kind and naming), ("found", found)):
            counts[name].add(Counts(right=1) if right else Counts(missed=1))
        trivial += case["kind"] == "person"
        if not (kind and naming):
            ours = f"{source.kind.value} {source.naming.value}" if source else "nothing"
            words = case["text"][slice(*case["source"])]
            report.notes.append(f"{case['id']}: {words}: {ours}; gold {case['kind']} {case['naming']}")
        report.predictions.append(
            {
                "document": case["id"],
                "layer": "attribution",
                "id": case["id"],
                "source": [list(case["source"])],
                "fields": {"kind": source.kind.value, "naming": source.naming.value} if source else {},
            }
        )
    for name, count in counts.items():
        report.scores[name] = round(count.recall, 4)
    report.baseline["kind"] = round(trivial / len(cases), 4) if cases else 0.0
    return report


def source_at(analysis: Analysis, span: tuple[int, int]) -> Source | None:
    """The source of the attribution whose source words (cue where it has none) best overlap the span."""
    best: tuple[float, Source] | None = None
    for one in analysis.attributions:
        score = overlap([span], ranges(one.source_at or one.cue))
        if score > 0 and (best is None or score > best[0]):
            best = (score, one.source)
        for other in (*one.conduits, *one.behind):
            score = overlap([span], [(other.at.start, other.at.end)]) if other.at else 0.0
            if score > 0 and (best is None or score > best[0]):
                best = (score, other)
    return best[1] if best else None


def described_at(analysis: Analysis, span: tuple[int, int]) -> Source | None:
    """The source that the noun phrase at the span would be."""
    tree = Tree(analysis)
    inside = [token.i for token in tree.tokens if span[0] <= token.start and token.end <= span[1]]
    heads = [at for at in inside if tree.tokens[at].head not in inside or tree.tokens[at].head == at]
    if not heads:
        return None
    return Describer(analysis, tree, load_source_words("en")).describe(heads[0], inside).source
