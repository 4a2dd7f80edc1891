"""How sure, whether or not, and whether done: invented sentences, each with one word whose claim is asked for.

A case gives the holder's words, act, certainty, polarity, modality, the words of a stated condition, and the words that moved
the claim away from certain, positive and done; ``"claim": false`` asks that the word heads none. The baseline takes every word
for something asserted, certain, positive and done.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Any

from evals.chains.adapter import ranges
from evals.documents import document_of
from evals.scoring import Counts, Report, overlap
from twosource.analysis import Stage, analyse, stages
from twosource.model.claim import Claim
from twosource.model.vocabulary import SourceKind

LAYERS = ("tags", "attributions", "chains", "predicates", "claims")
DATA = Path("evals/veridicality")
SPLITS = ("open",)
SAMPLE = 30

_FIELDS = ("act", "certainty", "polarity", "modality")
_TRIVIAL = {"act": "assert", "certainty": "certain", "polarity": "positive", "modality": "done"}


def evaluate(data: Path, split: str, *, limit: int | None = None) -> Report:
    """Accuracy of each field over all cases (no claim on the word counts as wrong), and of all fields at once, by class too."""
    path = data if data.is_file() else data / f"{split}.jsonl"
    cases = [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines() if line][:limit]
    report = Report()
    counts: dict[str, Counts] = {}
    trivial: dict[str, Counts] = {}
    for case in cases:
        claim = _claim_at(case)
        verdicts = _verdicts(case, claim)
        for name, right in verdicts.items():
            _count(counts, f"{name}.accuracy", right)
        _count(counts, f"class.{case['class']}.accuracy", all(verdicts.values()))
        _count(counts, "exact", all(verdicts.values()))
        for name in _FIELDS:
            if case.get(name):
                _count(trivial, f"{name}.accuracy", case[name] == _TRIVIAL[name])
        if not all(verdicts.values()):
            wrong = ", ".join(name for name, right in verdicts.items() if not right)
            report.notes.append(
                f"{case['id']} [{case['word']}] {case['text']} wrong: {wrong}; {_shape(claim)}"
            )
        report.predictions.append(_prediction(case, claim))
    for name, count in counts.items():
        report.scores[name] = round(count.recall, 4)
        report.items[name] = count.right + count.missed
    report.baseline = {name: round(count.recall, 4) for name, count in trivial.items()}
    return report


@cache
def _stages() -> tuple[Stage, ...]:
    return stages("en")


def _claim_at(case: Mapping[str, Any]) -> Claim | None:
    """Our claim on the word in question; of several, the one whose holder's words are those asked for."""
    analysis = analyse(document_of(case["text"]), _stages())
    on = [one for one in analysis.claims if overlap([tuple(case["head"])], ranges((one.head,))) > 0]
    return max(on, key=lambda one: _holder_is(case, one), default=None)


def _holder_is(case: Mapping[str, Any], claim: Claim) -> bool:
    words = case.get("holder")
    if words is None:
        return len(claim.chain) == 1 or claim.holder.source.kind is SourceKind.UNSPECIFIED
    if len(claim.chain) == 1:
        return False
    said = case["text"][words[0] : words[1]].lower()
    return overlap([tuple(words)], ranges(claim.holder.at)) > 0 or claim.holder.source.name.lower() == said


def _verdicts(case: Mapping[str, Any], claim: Claim | None) -> dict[str, bool]:
    if case.get("claim") is False:
        return {"none": claim is None}
    if claim is None:
        return {
            name: False
            for name in ("found", "holder", *_FIELDS, "condition")
            if name == "found" or name in case
        }
    verdicts = {"found": True, "holder": _holder_is(case, claim)}
    for name in _FIELDS:
        if case[name] is not None:
            verdicts[name] = getattr(claim, name).value == case[name]
    at = ranges(claim.condition.at) if claim.condition is not None else []
    wanted = case["condition"]
    verdicts["condition"] = not at if wanted is None else overlap([tuple(wanted)], at) >= 0.5
    if case["words"]:
        shown = [*ranges(claim.hedges), *at, *ranges(claim.holder.at)]
        verdicts["shown"] = any(s < end and start < e for start, end in case["words"] for s, e in shown)
    return verdicts


def _count(counts: dict[str, Counts], name: str, right: bool) -> None:
    counts.setdefault(name, Counts()).add(Counts(right=1) if right else Counts(missed=1))


def _shape(claim: Claim | None) -> str:
    if claim is None:
        return "no claim"
    fields = " ".join(getattr(claim, name).value for name in _FIELDS)
    return f"ours {fields} by {claim.holder.source.name or 'the publisher'}, {'' if claim.condition else 'un'}conditioned"


def _prediction(case: Mapping[str, Any], claim: Claim | None) -> dict[str, Any]:
    fields = {name: getattr(claim, name).value for name in _FIELDS} if claim is not None else None
    return {
        "document": case["id"],
        "layer": "claim",
        "id": case["id"],
        "words": [case["head"]],
        "fields": fields,
    }
