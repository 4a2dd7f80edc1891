"""MUC-4: numbers of victims read in true-cased reports against any template of the same report.

``victims``: every numeric filler of HUM TGT: NUMBER and TOTAL NUMBER, a named or described single person being one, as the
keys have it. ``counts``: those of more than one person alone. A filler that several templates repeat counts once;
optional fillers may be found and need not be. Ours match one to one on the number. Only reports with a template
are scored: what is no incident for the keys has none. The baseline takes every number within six words of
"killed", "wounded", "kidnapped" and their like. ``confidence``: the labels of PERP: ORGANIZATION CONFIDENCE over all
templates of a report that has any; its baseline says always that it is reported as fact.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence, Set
from functools import cache
from pathlib import Path
from typing import Any

from evals.documents import document_of
from evals.muc4.confidence import FACT, confidences_of
from evals.muc4.gold import Message, Target, Value, messages
from evals.muc4.truecase import load_truecaser
from evals.muc4.victims import ONE, Victims, victims_of
from evals.scoring import Counts, Report
from twosource.analysis import Stage, analyse, stages
from twosource.analysis.layers import Analysis
from twosource.analysis.quantities_lexicon import load_quantity_words
from twosource.analysis.quantities_numbers import find_numbers
from twosource.analysis.times_tokens import words_of

LAYERS = ("tags", "parse", "times", "quantities", "claims")
DATA = Path("../shared/gold/muc4")
SPLITS = ("dev", "tst1", "tst2")
SAMPLE = 10
_CASED = Path("polnear") / "train" / "text"
_HARM = re.compile(r"kill|murder|assassinat|dead|death|died|wound|injur|kidnap|abduct", re.IGNORECASE)
_NEAR = 6
_HEADING = re.compile(r"\A.*?--\s*(?:\[[^\]]*\]\s*)*", re.DOTALL)


def evaluate(data: Path, split: str, *, limit: int | None = None) -> Report:
    """Precision, recall and F1 of victims and of counts; effects and words of what is matched."""
    report = Report()
    case = load_truecaser(data.parent / _CASED)
    words = load_quantity_words("en")
    ours = {name: Counts() for name in ("victims", "counts")}
    base = {name: Counts() for name in ("victims", "counts")}
    effect, named, sure, plainly = Counts(), Counts(), Counts(), Counts()
    for number, message in enumerate(messages(data, split)):
        if limit is not None and number >= limit:
            break
        analysis = read(case(plain(message.text)))
        found = victims_of(analysis, words)
        trivial = [Victims(value, "", None, (0, 0)) for value in beside_harm(analysis)]
        for name, several in (("victims", False), ("counts", True)):
            ours[name].add(_score(message, found, several=several))
            base[name].add(_score(message, trivial, several=several))
        for target, one in matched(message.targets, found):
            if target.effects & {"DEATH", "INJURY"} and one.effect:
                effect.add(
                    Counts(right=one.effect in target.effects, missed=one.effect not in target.effects)
                )
            shared = any(set(one.words.split()) & set(re.findall(r"\w+", name)) for name in target.names)
            named.add(Counts(right=shared, missed=not shared))
        told = confidences_of(analysis, words)
        sure.add(_labels(message.confidences, told))
        plainly.add(_labels(message.confidences, {FACT}))
        report.predictions.extend(_row(message.id, n, one) for n, one in enumerate(found))
        report.notes.extend(_notes(message, found, analysis))
    for name in ours:
        for key in ("precision", "recall", "f1"):
            report.scores[f"{name}.{key}"] = round(getattr(ours[name], key), 4)
            report.baseline[f"{name}.{key}"] = round(getattr(base[name], key), 4)
        report.scores[f"{name}.gold"] = ours[name].right + ours[name].missed
    for key in ("precision", "recall", "f1"):
        report.scores[f"confidence.{key}"] = round(getattr(sure, key), 4)
        report.baseline[f"confidence.{key}"] = round(getattr(plainly, key), 4)
    report.scores["victims.effect.accuracy"] = round(effect.recall, 4)
    report.scores["victims.words.accuracy"] = round(named.recall, 4)
    return report


def plain(text: str) -> str:
    """The report's prose: its heading and markers taken out, lines of a paragraph joined, square brackets made round."""
    text = _HEADING.sub("", text, count=1)
    text = re.sub(
        r"\[(?:CONTINUED|TEXT|EXCERPTS?|END[^\]]*|BEGIN[^\]]*|WORDS? INDISTINCT|PASSAGE OMITTED)\]", "", text
    )
    paragraphs = [" ".join(part.split()) for part in re.split(r"\n\s*\n", text)]
    return "\n".join(paragraphs).replace("[", "(").replace("]", ")")


def read(text: str) -> Analysis:
    """Every layer of a text."""
    return analyse(document_of(text), _stages())


@cache
def _stages() -> tuple[Stage, ...]:
    return stages()


def beside_harm(analysis: Analysis) -> Iterable[Value]:
    """The baseline: each number near a word of harm."""
    lexicon = load_quantity_words("en")
    seen = set[Value]()
    for block in analysis.document.blocks:
        words = words_of(analysis.text, block.at.start, block.at.end)
        for number in find_numbers(words, lexicon):
            near = words[max(0, number.first - _NEAR) : number.after + _NEAR]
            if any(_HARM.match(word.low) for word in near):
                seen.add(Value(number.low, number.high))
    return seen


def is_number(target: Target, one: Victims) -> bool:
    """Whether a number is right for a filler: the same bounds; "about" and an open end leave the figure itself."""
    return one.value in target.values


def matched(
    targets: Sequence[Target], found: Sequence[Victims], right: Callable[[Target, Victims], bool] = is_number
) -> list[tuple[Target, Victims]]:
    """One-to-one pairs, those that share words first, required fillers before optional ones."""
    scored = [
        (not _shares(target, one), not target.required, t, o)
        for t, target in enumerate(targets)
        for o, one in enumerate(found)
        if right(target, one)
    ]
    pairs: list[tuple[Target, Victims]] = []
    used: tuple[set[int], set[int]] = (set(), set())
    for _, _, t, o in sorted(scored):
        if t not in used[0] and o not in used[1]:
            used[0].add(t)
            used[1].add(o)
            pairs.append((targets[t], found[o]))
    return pairs


def _shares(target: Target, one: Victims) -> bool:
    mine = set(one.words.split())
    return any(mine & set(re.findall(r"\w+", name)) for name in target.names)


def _score(message: Message, found: Sequence[Victims], *, several: bool) -> Counts:
    one = Value(ONE, ONE)
    targets = [target for target in message.targets if not (several and target.is_one)]
    ours = [each for each in found if not (several and each.value == one)]
    pairs = matched(targets, ours)
    required = [target for target in targets if target.required]
    hit = [target for target, _ in pairs]
    missed = sum(1 for target in required if not any(target is each for each in hit))
    return Counts(right=len(pairs), wrong=len(ours) - len(pairs), missed=missed)


def _labels(gold: Set[str], ours: Set[str]) -> Counts:
    """Labels of a report that names who did it; a report whose keys give none is not scored."""
    if not gold:
        return Counts()
    return Counts(right=len(gold & ours), wrong=len(ours - gold), missed=len(gold - ours))


def _notes(message: Message, found: Sequence[Victims], analysis: Analysis) -> Iterable[str]:
    pairs = matched(message.targets, found)
    for target in message.targets:
        if target.required and not any(target is each for each, _ in pairs):
            yield f"{message.id} missed {_values(target)} {sorted(target.names)[:2]} {sorted(target.effects)}"
    for one in found:
        if not any(one is each for _, each in pairs):
            around = analysis.text[max(0, one.at[0] - 50) : one.at[1] + 50].replace("\n", " ")
            yield f"{message.id} extra {one.value.low}-{one.value.high} {one.words!r} {one.effect}: {around}"


def _values(target: Target) -> str:
    return " / ".join(sorted(f"{one.low}-{one.high}" for one in target.values))


def _row(document: str, number: int, one: Victims) -> dict[str, Any]:
    low, high = (None if end is None else float(end) for end in (one.value.low, one.value.high))
    fields = {"low": low, "high": high, "of": one.words, "effect": one.effect}
    return {"document": document, "layer": "quantity", "id": f"v{number}", "fields": fields}
