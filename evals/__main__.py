"""``python -m evals CORPUS --data PATH --split NAME --json --predictions FILE``: score one corpus.

With ``--json`` the last line of standard output is one object of scores. ``--record`` writes
``evals/results/<corpus>.json``, which the gate reads. Exit 0: scored, or skipped because the gold is absent (said on
standard error); 2: misuse.
"""

from __future__ import annotations

import argparse
import inspect
import json
import sys
from pathlib import Path
from typing import Any

from evals.corpora import data_of, hash_of, lexicon_hashes, load, names, stage_versions, weights_hashes
from evals.results import Result, save_result
from evals.scoring import Corpus, Report

SAMPLE = 2
"""How many documents the gate runs anew where the adapter does not say (``SAMPLE``)."""


def main(arguments: list[str] | None = None) -> int:
    """Score the corpus that the arguments name and return the exit code."""
    options = _parser().parse_args(arguments)
    if options.corpus not in names():
        print(f"no corpus {options.corpus}; there are: {', '.join(names())}", file=sys.stderr)
        return 2
    corpus = load(options.corpus)
    split = options.split or corpus.SPLITS[-1]
    if split not in corpus.SPLITS:
        print(f"{options.corpus} has no split {split}; it has: {', '.join(corpus.SPLITS)}", file=sys.stderr)
        return 2
    data = options.data or data_of(corpus)
    if not data.exists():
        print(f"skipped {options.corpus}: no gold at {data}", file=sys.stderr)
        return 0
    extra = _extra(corpus, options)
    report = corpus.evaluate(data, split, limit=options.limit, **extra)
    if options.predictions:
        _write_predictions(options.predictions, report)
    if options.record:
        size = getattr(corpus, "SAMPLE", SAMPLE)
        sample = corpus.evaluate(data, split, limit=size, **extra)
        path = save_result(options.corpus, _result(corpus, data, split, report, (size, sample)))
        print(f"recorded in {path}", file=sys.stderr)
    _show(report, as_json=options.json)
    return 0


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m evals", description="Score one corpus.")
    parser.add_argument("corpus", metavar="CORPUS", help=f"one of: {', '.join(names())}")
    parser.add_argument("--data", type=Path, help="the gold's folder or file (default: the adapter's DATA)")
    parser.add_argument("--gold", type=Path, help="the gold's folder where it lies apart from the texts")
    parser.add_argument("--profile", choices=("rules", "full"), help="what reads (default: full)")
    parser.add_argument("--split", help="the part of the corpus (default: the adapter's last)")
    parser.add_argument("--limit", type=int, help="score the first documents only")
    parser.add_argument("--predictions", type=Path, metavar="FILE", help="write one JSON object a line")
    parser.add_argument("--record", action="store_true", help="write evals/results/<corpus>.json")
    parser.add_argument("--json", action="store_true", help="print the scores as one JSON object, last line")
    return parser


def _extra(corpus: Corpus, options: argparse.Namespace) -> dict[str, Any]:
    """The options that only some adapters take."""
    taken = inspect.signature(corpus.evaluate).parameters
    if options.gold is not None and "gold" not in taken:
        print(f"{options.corpus} takes no --gold", file=sys.stderr)
        raise SystemExit(2)
    if options.profile is not None and "profile" not in taken:
        print(f"{options.corpus} takes no --profile", file=sys.stderr)
        raise SystemExit(2)
    given = {"gold": options.gold, "profile": options.profile}
    return {name: value for name, value in given.items() if value is not None}


def _result(corpus: Corpus, data: Path, split: str, report: Report, sample: tuple[int, Report]) -> Result:
    versions = stage_versions()
    return Result(
        split=split,
        scores=report.scores,
        baseline=report.baseline,
        corpus_hash=hash_of(data),
        stages={layer: versions[layer] for layer in corpus.LAYERS if layer in versions},
        lexicons=lexicon_hashes(),
        sample_size=sample[0],
        sample=sample[1].scores,
        weights=weights_hashes() if "tags" in corpus.LAYERS else {},
    )


def _write_predictions(path: Path, report: Report) -> None:
    lines = (json.dumps(row, ensure_ascii=False, sort_keys=True) for row in report.predictions)
    path.write_text("".join(f"{line}\n" for line in lines), encoding="utf-8")


def _show(report: Report, *, as_json: bool) -> None:
    for note in report.notes:
        print(f"# {note}")
    for name in sorted(report.scores):
        baseline = report.baseline.get(name)
        beside = "" if baseline is None else f"   baseline {baseline:.4f}"
        print(f"{name:44} {report.scores[name]:10.4f}{beside}")
    if as_json:
        print(json.dumps(report.scores, sort_keys=True))


if __name__ == "__main__":
    sys.exit(main())
