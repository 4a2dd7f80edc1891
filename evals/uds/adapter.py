"""UDS-IH2: whether what a word tells of happened, as readers take it, -3 (it did not) to 3 (it did).

Our reading of a word is certainty, polarity and modality: of its claim where it heads one, else of the word as it stands in its
sentence (``veridicality.standing``). Each such cell stands for the mean label that its words have on ``train``
(``cells.json``, written by ``python -m evals.uds.fit``); a cell too rare there, and a word that the parse cuts otherwise,
abstains with the mean of all. The baselines say 3, and that mean, of every word.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from statistics import fmean

from evals.documents import document_of
from evals.scoring import Report
from evals.uds.gold import Item, Target, load_items
from twosource.analysis import Stage, analyse, stages
from twosource.analysis.layers import Analysis, Token
from twosource.analysis.meaning import load_meaning
from twosource.analysis.scopes import weaker
from twosource.analysis.veridicality import standing
from twosource.model.attribution import Attribution
from twosource.model.vocabulary import Certainty, Polarity

LAYERS = ("tags", "attributions", "predicates", "claims")
DATA = Path("../shared/gold/factuality/UDS_IH2")
SPLITS = ("train", "dev")
SAMPLE = 150
CELLS = Path(__file__).with_name("cells.json")
LEAST = 5
"""How many words of ``train`` a cell needs to have a mean of its own."""


@dataclass(frozen=True, slots=True)
class Reading:
    """One word as we read it: the cell, whether a claim says so, and where the reading comes from; None where we have none."""

    cell: str | None
    claimed: bool
    label: float
    head: float | None = None
    """What the encoder's certainty head says of the word, which moves no claim; None where the word is no token's."""


def evaluate(data: Path, split: str, *, limit: int | None = None) -> Report:
    """Mean absolute error and Pearson's r over all words, over those that head claims, and over the others.

    ``head`` is the encoder's certainty head alone, beside our reading by rules.
    """
    cells: dict[str, float] = json.loads(CELLS.read_text(encoding="utf-8"))
    report = Report()
    pairs: list[tuple[float, float, bool]] = []
    heads: list[tuple[float, float]] = []
    abstained = 0
    for item in load_items(data / f"{split}.jsonl", limit=limit):
        for target, reading in zip(item.targets, read(item), strict=True):
            said = cells.get(reading.cell) if reading.cell else None
            abstained += said is None
            value = cells["mean"] if said is None else said
            pairs.append((value, target.label, reading.claimed))
            heads.append((cells["mean"] if reading.head is None else reading.head, target.label))
            report.predictions.append(
                {
                    "document": item.id,
                    "layer": "claim",
                    "id": f"{item.id}:{target.start}",
                    "words": [[target.start, target.end]],
                    "fields": {"cell": reading.cell, "claimed": reading.claimed, "value": round(value, 3)},
                }
            )
    _put(report, "factuality", [(ours, gold) for ours, gold, _ in pairs])
    _put(report, "head", heads)
    _put(report, "factuality.claimed", [(ours, gold) for ours, gold, claimed in pairs if claimed])
    _put(report, "factuality.others", [(ours, gold) for ours, gold, claimed in pairs if not claimed])
    report.scores["factuality.abstained"] = round(abstained / len(pairs), 4)
    report.scores["factuality.within_one.accuracy"] = _share(abs(o - g) <= 1 for o, g, _ in pairs)
    report.scores["factuality.side.accuracy"] = _share((o > 0) == (g > 0) for o, g, _ in pairs)
    report.baseline["factuality.mae"] = round(fmean(abs(3.0 - gold) for _, gold, _ in pairs), 4)
    report.baseline["factuality.side.accuracy"] = _share(g > 0 for _, g, _ in pairs)
    report.baseline["factuality.within_one.accuracy"] = _share(g >= 2 for _, g, _ in pairs)
    return report


def read(item: Item) -> list[Reading]:
    """Our reading of each word in question."""
    return readings(analyse(document_of(item.text), _stages()), item.targets)


def readings(analysis: Analysis, targets: Sequence[Target]) -> list[Reading]:
    """Our reading of each word of an analysis."""
    starts = {token.start: token for token in analysis.parse.tokens}
    claims = {claim.head.start: claim for claim in analysis.claims}
    found = []
    for target in targets:
        claim = claims.get(target.start)
        if claim is not None and not any(
            s.holds(target.start) for one in analysis.attributions for s in one.cue
        ):
            claimed = cell_of(claim.certainty.value, claim.polarity.value, claim.modality.value)
            found.append(Reading(claimed, True, target.label, _head(analysis, starts.get(target.start))))
            continue
        token = starts.get(target.start)
        cell = None if token is None else _standing(analysis, token)
        found.append(Reading(cell, False, target.label, _head(analysis, token)))
    return found


def _head(analysis: Analysis, token: Token | None) -> float | None:
    """The head's number, held to the labels' range."""
    if token is None or not analysis.tags.certainty:
        return None
    return min(3.0, max(-3.0, analysis.tags.certainty[token.i]))


def cell_of(certainty: str, polarity: str, modality: str) -> str:
    """The name of a cell."""
    return f"{certainty} {polarity} {modality}"


def _standing(analysis: Analysis, token: Token) -> str | None:
    """The cell of a word that heads no claim, with what the attribution that holds it says."""
    sentence = next((one for one in analysis.parse.sentences if one.first <= token.i < one.last), None)
    if sentence is None:
        return None
    seen = standing(analysis.parse, token.i, sentence, load_meaning())
    certainty, polarity = seen.certainty, seen.polarity
    holding = [
        one
        for one in analysis.attributions
        if any(span.holds(token.start) for span in one.content)
        and not any(span.holds(token.start) for span in one.cue)
    ]
    inner = min(holding, key=lambda one: sum(len(span) for span in one.content), default=None)
    if inner is not None:
        certainty, polarity = _held(inner, certainty, polarity)
    return cell_of(certainty.value, polarity.value, seen.modality.value)


def _held(inner: Attribution, certainty: Certainty, polarity: Polarity) -> tuple[Certainty, Polarity]:
    turned = Polarity.NEGATIVE if polarity is Polarity.POSITIVE else Polarity.POSITIVE
    return weaker(certainty, inner.certainty), turned if inner.negative else polarity


def fit(rows: Iterable[Reading]) -> dict[str, float]:
    """The mean label of each cell with words enough, and of all words under ``mean``."""
    by_cell: dict[str, list[float]] = {}
    every: list[float] = []
    for row in rows:
        every.append(row.label)
        if row.cell is not None:
            by_cell.setdefault(row.cell, []).append(row.label)
    means = {
        cell: round(fmean(labels), 3) for cell, labels in sorted(by_cell.items()) if len(labels) >= LEAST
    }
    return {"mean": round(fmean(every), 3), **means}


@cache
def _stages() -> tuple[Stage, ...]:
    return tuple(stage for stage in stages("en") if stage.writes != "silences")


def _put(report: Report, name: str, pairs: Sequence[tuple[float, float]]) -> None:
    report.items[name] = len(pairs)
    report.scores[f"{name}.count"] = len(pairs)
    report.scores[f"{name}.mae"] = round(fmean(abs(ours - gold) for ours, gold in pairs), 4) if pairs else 0.0
    report.scores[f"{name}.pearson"] = round(pearson(pairs), 4)


def pearson(pairs: Sequence[tuple[float, float]]) -> float:
    """Pearson's r of two columns; 0 where either is constant."""
    if len(pairs) < 2:
        return 0.0
    left, right = fmean(one for one, _ in pairs), fmean(other for _, other in pairs)
    both = sum((one - left) * (other - right) for one, other in pairs)
    spread = sum((one - left) ** 2 for one, _ in pairs) * sum((other - right) ** 2 for _, other in pairs)
    return both / spread**0.5 if spread else 0.0


def _share(verdicts: Iterable[bool]) -> float:
    rows = [float(one) for one in verdicts]
    return round(fmean(rows), 4) if rows else 0.0
