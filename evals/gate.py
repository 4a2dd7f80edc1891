"""``python -m evals.gate``: hold recorded results to their floors, and write ``evals/scorecard.md``.

Fails (exit 1) where a stage's version differs from its result's, where a score is under its floor or no longer there, and
where the gold is at hand and a sample run anew scores less than it did. ``--no-sample`` leaves that run out;
``--lower`` is the only way down for a floor, and needs a decision record named.
"""

from __future__ import annotations

import argparse
import json
import sys
import tomllib
from collections.abc import Iterator, Mapping
from pathlib import Path

from evals.corpora import ROOT, data_of, hash_of, lexicon_hashes, load, names, stage_versions, weights_hashes
from evals.results import RESULTS, Result, load_results

FLOORS = ROOT / "evals" / "floors.toml"
SCORECARD = ROOT / "evals" / "scorecard.md"
MARGIN = 0.01
"""How far a sample may fall below its record: the parser's arithmetic differs a little between processors."""

Floors = Mapping[str, Mapping[str, Mapping[str, float]]]


def load_floors(path: Path = FLOORS) -> Floors:
    """The floors by corpus, split and score."""
    floors: Floors = tomllib.loads(path.read_text(encoding="utf-8"))
    return floors


def under_floor(corpus: str, results: Mapping[str, Result], floors: Floors) -> Iterator[str]:
    """A sentence for each score that is under its floor, or has a floor and no result."""
    for split, wanted in floors.get(corpus, {}).items():
        result = results.get(split)
        if result is None:
            yield f"{corpus} {split}: floors are set and no result is recorded"
            continue
        for name, floor in wanted.items():
            score = result.scores.get(name)
            if score is None:
                yield f"{corpus} {split}: {name} has a floor and no score"
            elif score < floor:
                yield f"{corpus} {split}: {name} is {score:.4f}, under its floor {floor:.4f}"


def stale(corpus: str, result: Result, versions: Mapping[str, int]) -> Iterator[str]:
    """A sentence for each layer whose stage's version is no longer the one the result was made with."""
    for layer, version in result.stages.items():
        now = versions.get(layer)
        if now is not None and now != version:
            yield (
                f"{corpus} {result.split}: layer {layer} is version {now}, the result is of version {version}; "
                f"run python -m evals {corpus} --split {result.split} --record"
            )


def reweighed(corpus: str, result: Result, weights: Mapping[str, str]) -> Iterator[str]:
    """A sentence for each file of weights that is no longer the one the result was made with."""
    for name, value in result.weights.items():
        if weights.get(name) != value:
            again = f"run python -m evals {corpus} --split {result.split} --record"
            yield f"{corpus} {result.split}: {name} has changed since; {again}"


def unrecorded(
    corpus: str, layers: tuple[str, ...], result: Result, versions: Mapping[str, int]
) -> Iterator[str]:
    """A sentence for each layer that has got a version since the result was recorded."""
    for layer in layers:
        if layer in versions and layer not in result.stages:
            yield f"{corpus} {result.split}: layer {layer} has no version in the result; record it anew"


def sampled(corpus: str, result: Result) -> Iterator[str]:
    """A sentence for each score of the sample, run anew, that fell; nothing where the gold is absent or another."""
    adapter = load(corpus)
    data = data_of(adapter)
    if not data.exists() or not result.sample:
        return
    if hash_of(data) != result.corpus_hash:
        yield f"{corpus} {result.split}: the gold at {adapter.DATA} is not the one the result was made with"
        return
    now = adapter.evaluate(data, result.split, limit=result.sample_size).scores
    for name, before in result.sample.items():
        if not name.endswith(("f1", "accuracy", "exact")):
            continue
        if now.get(name, 0.0) < before - MARGIN:
            yield f"{corpus} {result.split}: on the sample {name} fell from {before:.4f} to {now.get(name, 0.0):.4f}"


def scorecard(results: Mapping[str, Mapping[str, Result]], floors: Floors) -> str:
    """The scorecard as Markdown, from recorded results and floors alone."""
    lines = [
        "# Scorecard",
        "",
        "Written by `python -m evals.gate` from `evals/results/`; do not edit. *Baseline* is a trivial system's score.",
    ]
    for corpus, splits in sorted(results.items()):
        for split, result in sorted(splits.items()):
            stages = ", ".join(f"{layer} {version}" for layer, version in sorted(result.stages.items()))
            lines += ["", f"## {corpus}, {split}", ""]
            if stages:
                lines += [f"Stages: {stages}.", ""]
            lines += ["| score | value | baseline | floor |", "|---|---:|---:|---:|"]
            wanted = floors.get(corpus, {}).get(split, {})
            for name in sorted(result.scores):
                if name not in wanted and name.rpartition(".")[2] in ("right", "wrong", "missed"):
                    continue
                cells = (
                    _cell(result.scores[name]),
                    _cell(result.baseline.get(name)),
                    _cell(wanted.get(name)),
                )
                lines.append(f"| {name} | {' | '.join(cells)} |")
    return "\n".join(lines) + "\n"


def check(*, sample: bool = True) -> list[str]:
    """Everything the gate holds against the recorded results, one sentence each; writes the scorecard."""
    floors = load_floors()
    versions, weights = stage_versions(), weights_hashes()
    recorded = {path.stem: load_results(path.stem) for path in sorted(RESULTS.glob("*.json"))}
    problems = [
        f"floors are set for {corpus}, which has no adapter" for corpus in floors if corpus not in names()
    ]
    for corpus in sorted({*recorded, *floors}):
        results = recorded.get(corpus, {})
        problems += under_floor(corpus, results, floors)
        for result in results.values():
            problems += stale(corpus, result, versions)
            problems += reweighed(corpus, result, weights)
            if corpus in names():
                problems += unrecorded(corpus, load(corpus).LAYERS, result, versions)
                if sample:
                    problems += sampled(corpus, result)
    SCORECARD.write_text(scorecard(recorded, floors), encoding="utf-8")
    return problems


def main(arguments: list[str] | None = None) -> int:
    """Run the gate, or lower a floor, and return the exit code."""
    parser = argparse.ArgumentParser(prog="python -m evals.gate")
    parser.add_argument("--no-sample", action="store_true", help="do not run a sample anew")
    parser.add_argument("--lower", nargs=4, metavar=("CORPUS", "SPLIT", "SCORE", "VALUE"))
    parser.add_argument("--decision", type=Path, help="the decision record that --lower needs")
    options = parser.parse_args(arguments)
    if options.lower:
        if options.decision is None or not options.decision.is_file():
            print("--lower needs --decision docs/decisions/NNNN-title.md", file=sys.stderr)
            return 2
        corpus, split, score, value = options.lower
        return _lower(corpus, split, score, float(value))
    problems = check(sample=not options.no_sample)
    for problem in problems:
        print(problem)
    changed = _changed_lexicons()
    if changed:
        print(f"note: lexicons changed since a result was recorded: {', '.join(changed)}", file=sys.stderr)
    print(f"gate: {len(problems)} problem{'' if len(problems) == 1 else 's'}", file=sys.stderr)
    return 1 if problems else 0


def _changed_lexicons() -> list[str]:
    """Lexicons that differ from those of some recorded result: a reason to record anew, no failure by itself."""
    now = lexicon_hashes()
    changed: set[str] = set()
    for path in RESULTS.glob("*.json"):
        for result in load_results(path.stem).values():
            changed.update(name for name, value in result.lexicons.items() if now.get(name) != value)
    return sorted(changed)


def _lower(corpus: str, split: str, score: str, value: float) -> int:
    """Rewrite one floor's line; comments and all other lines stay as they are."""
    lines = FLOORS.read_text(encoding="utf-8").splitlines()
    table = ""
    for index, line in enumerate(lines):
        if line.startswith("["):
            table = line.strip("[] ").replace('"', "")
        elif table == f"{corpus}.{split}" and line.split("=")[0].strip().strip('"') == score:
            lines[index] = f"{json.dumps(score)} = {value}"
            FLOORS.write_text("\n".join(lines) + "\n", encoding="utf-8")
            return 0
    print(f"no floor {score} for {corpus} {split}", file=sys.stderr)
    return 2


def _cell(value: float | None) -> str:
    return "" if value is None else f"{value:.4g}"


if __name__ == "__main__":
    sys.exit(main())
