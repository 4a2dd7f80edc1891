"""The recorded result of a corpus: ``evals/results/<corpus>.json``, one entry a split."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field, fields
from pathlib import Path
from typing import Any

from evals.corpora import ROOT

RESULTS = ROOT / "evals" / "results"


@dataclass(frozen=True, slots=True)
class Result:
    """What one split scored, and with what: enough to see that it has gone stale.

    ``sample`` are the scores of the first ``sample_size`` documents alone; the gate runs these anew. A report's notes are
    no part of it: they show cases, and neither gold nor a blind set is to be copied.
    """

    split: str
    scores: Mapping[str, float]
    baseline: Mapping[str, float]
    corpus_hash: str
    stages: Mapping[str, int]
    lexicons: Mapping[str, str]
    sample_size: int
    sample: Mapping[str, float]
    weights: Mapping[str, str] = field(default_factory=dict)


def load_results(corpus: str, *, folder: Path = RESULTS) -> dict[str, Result]:
    """The recorded results of a corpus by split; empty where none is recorded."""
    path = folder / f"{corpus}.json"
    if not path.exists():
        return {}
    rows: dict[str, dict[str, Any]] = json.loads(path.read_text(encoding="utf-8"))
    known = {one.name for one in fields(Result)}
    return {
        split: Result(split=split, **{name: value for name, value in row.items() if name in known})
        for split, row in rows.items()
    }


def save_result(corpus: str, result: Result, *, folder: Path = RESULTS) -> Path:
    """Write the result beside those of the corpus's other splits and return the file's path."""
    results = {**load_results(corpus, folder=folder), result.split: result}
    rows = {}
    for split in sorted(results):
        row = asdict(results[split])
        del row["split"]
        rows[split] = row
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / f"{corpus}.json"
    path.write_text(json.dumps(rows, indent=1, sort_keys=True, ensure_ascii=False) + "\n", encoding="utf-8")
    return path
