"""Chains of invented reports (``docs/evaluation/guidelines.md``): from the publisher to the one who first speaks.

A case is right when its chain has as many hops as the gold's and the words of each hop, or those by which the document first
named the same source, overlap the gold's hop. The baseline is
the publisher and whatever stands before the first "said" or "told".
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import replace
from functools import cache
from pathlib import Path
from typing import Any

from evals.documents import document_of
from evals.scoring import Counts, Report, overlap
from twosource.analysis import Stage, analyse, stages
from twosource.analysis.layers import Analysis
from twosource.model.attribution import Chain, Hop
from twosource.model.span import Extent

LAYERS = ("tags", "quotations", "mentions", "attributions", "chains")
DATA = Path("evals/chains")
SPLITS = ("open", "second", "blind")
SAMPLE = 20

_COVERS = 0.8
"""The share of the content in question that an attribution's content must hold to be the one asked for."""


def evaluate(data: Path, split: str, *, limit: int | None = None) -> Report:
    """Exact chains, of real ones and of look-alikes, and kind and naming of the hops that match."""
    path = data if data.is_file() else data / f"{split}.jsonl"
    cases = [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines() if line][:limit]
    names = ("exact", "exact.chains", "exact.look_alikes", "hops", "kind", "naming")
    counts = {name: Counts() for name in names}
    trivial = Counts()
    report = Report()
    for case in cases:
        analysis = read(case["text"], case["publisher"])
        chain = chain_of(analysis, tuple(case["content"]))
        gold = case["chain"]
        right = is_exact(gold, chain)
        _add(counts["exact"], right)
        _add(counts["exact.look_alikes" if case["look_alike"] else "exact.chains"], right)
        for hop in gold[1:]:
            match = next((one for one in chain[1:] if is_hop(hop, one)), None)
            _add(counts["hops"], match is not None)
            if match is not None:
                _add(counts["kind"], match.source.kind.value == hop["kind"])
                _add(counts["naming"], match.source.naming.value == hop["naming"])
        counts["hops"].wrong += max(0, len(chain) - len(gold))
        _add(trivial, _said_before(case))
        if not right:
            ours = " < ".join(_words(case["text"], hop) for hop in chain)
            theirs = " < ".join(hop["words"] for hop in gold)
            report.notes.append(f"{case['id']}: {ours}; gold {theirs}")
        report.predictions.append(
            {
                "document": case["id"],
                "layer": "claim",
                "id": case["id"],
                "content": [list(case["content"])],
                "fields": {"chain": [[list(one) for one in ranges(hop.at)] for hop in chain]},
            }
        )
    for name, count in counts.items():
        report.scores[name] = round(count.recall, 4)
        report.scores[f"{name}.count"] = count.right + count.missed
    report.baseline["exact"] = round(trivial.recall, 4)
    return report


@cache
def _stages() -> tuple[Stage, ...]:
    wanted = {"parse", "tags", "names", "quotations", "mentions", "attributions", "chains"}
    return tuple(stage for stage in stages("en") if stage.writes in wanted)


def read(text: str, publisher: str | None) -> Analysis:
    """The text as printed by the publisher, through the stages up to the chains."""
    document = document_of(text)
    document = replace(document, metadata=replace(document.metadata, publisher=publisher))
    return analyse(document, _stages())


def chain_of(analysis: Analysis, content: tuple[int, int]) -> Chain:
    """The chain of the innermost attribution that holds the content; the publisher alone where none does."""
    best: tuple[int, int, int] | None = None
    for number, one in enumerate(analysis.attributions):
        inside = sum(max(0, min(content[1], s.end) - max(content[0], s.start)) for s in one.content)
        if inside < _COVERS * (content[1] - content[0]) or one.resolves_to is not None:
            continue
        length = sum(len(span) for span in one.content)
        rank = (length, -len(analysis.chains[number]), number)
        if best is None or rank < best:
            best = rank
    if best is None:
        from twosource.analysis.chains import publisher_hops

        return publisher_hops(analysis)
    return analysis.chains[best[2]]


def is_exact(gold: Sequence[dict[str, Any]], chain: Chain) -> bool:
    """Whether both have as many hops and each hop's words overlap."""
    if len(gold) != len(chain):
        return False
    pairs = zip(gold[1:], chain[1:], strict=True)
    return all(is_hop(one, hop) for one, hop in pairs)


def is_hop(gold: dict[str, Any], hop: Hop) -> bool:
    """Whether the hop's words, or the first words for its source, overlap the gold's."""
    at = ranges(hop.at) + ([(hop.source.first.start, hop.source.first.end)] if hop.source.first else [])
    return gold["span"] is not None and any(overlap([tuple(gold["span"])], [one]) > 0 for one in at)


def ranges(extent: Extent) -> list[tuple[int, int]]:
    """An extent as half-open ranges."""
    return [(span.start, span.end) for span in extent]


def _said_before(case: dict[str, Any]) -> bool:
    """Whether the baseline's chain is right: the publisher, then the words before the first "said" or "told"."""
    gold = case["chain"]
    found = [at for word in (" said", " told") if (at := case["text"].find(word)) >= 0]
    if len(gold) != 2 or not found:
        return len(gold) == 1 and not found
    return bool(gold[1]["span"] and gold[1]["span"][0] < min(found) <= gold[1]["span"][1] + 1)


def _add(counts: Counts, right: bool) -> None:
    counts.add(Counts(right=1) if right else Counts(missed=1))


def _words(text: str, hop: Hop) -> str:
    return " ".join(span.of(text) for span in hop.at) or hop.source.name or hop.source.kind.value
