"""Drift in retelling (``docs/evaluation/guidelines.md``): pairs of invented reports, the child naming the parent as its source.

Each pair is read as two documents a day apart: the parent of the outlet that the child names, the child of a neutral one; what
is scored is `find_drift` over their claims, the finding of the pair included. Where no name is found the child credits the
parent's outlet. A pair's kind is one item; it is abstained from where no claim of the pair is found in both. The baseline
tells a hedge, a number or a quotation by its bare words.
"""

from __future__ import annotations

import json
import re
from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path
from typing import Any

from evals.documents import document_of
from evals.scoring import Counts, Report, total
from twosource.analysis import Stage, analyse, stages
from twosource.analysis.layers import Analysis
from twosource.linking.actors import Actors, shipped_actors
from twosource.linking.context import Context
from twosource.linking.drift import find_drift, retold_pairs
from twosource.linking.drift_words import Passage
from twosource.linking.origins import Testimony, hear
from twosource.model.document import Document
from twosource.model.relation import Drift
from twosource.model.span import Span
from twosource.model.vocabulary import DriftKind, SourceKind

LAYERS = ("tags", "quotations", "mentions", "quantities", "attributions", "chains", "predicates", "claims")
DATA = Path("evals/drift")
SPLITS = ("open", "blind")
SAMPLE = 20

PARENT, CHILD = "2031-05-06", "2031-05-07"
"""The days of publication that pairs are given."""

NEUTRAL, OTHER = "Ostrander Dispatch", "Quillon Digest"
"""The parent's outlet where the child names none, and the child's."""

_MEDIA = frozenset({SourceKind.OUTLET, SourceKind.NEWS_AGENCY, SourceKind.STATE_MEDIA})
_NAME = r"((?:the )?(?:[A-Z][\w'’]*)(?: (?:of |de |al-)?[A-Z0-9][\w'’]*){0,4})"
_SAYS = r"(?:reported|reports|wrote|writes|has learned|quoted|quotes|cited|cites|carried|added|noted|revealed|said|says)"
_FRAMES = (
    rf"(?:told|tells) (?:the \w+ )?{_NAME}",
    rf"(?:according to|cited by|quoted by|reported by|citing|quoting|interview with|by) (?:the [a-z]+ (?:[a-z]+ )?)?{_NAME}",
    rf"{_NAME} {_SAYS}",
)
_MEDIUM = re.compile(
    r"Post|News|Times|Radio|TV|Television|Agency|Wire|Press|Courier|Herald|Echo|Mirror|Gazette|Journal|Daily|Weekly|Tribune"
    r"|Observer|Bulletin|Standard|Review|Star|Ledger|Channel|FM|Chronicle|Monitor|Telegraph|Dispatch|Voice|Report|Mail|Globe"
    r"|Sentinel|Argus|Today|Online|Network|Broadcasting|Examiner|Register|Record|Sun|Independent|Guardian|Digest|Beacon|Inquirer"
)


@dataclass(frozen=True, slots=True)
class Paragraphs:
    """The paragraphs of two documents, as drift is handed them."""

    documents: dict[str, Document]

    def paragraph(self, document: str, at: Span) -> Passage:
        """The block that holds the span."""
        page = self.documents[document]
        block = next(one for one in page.blocks if one.at.contains(at))
        return Passage(block.at.start, block.at.of(page.text))


@cache
def _stages() -> tuple[Stage, ...]:
    return stages("en")


@cache
def _actors() -> Actors:
    return shipped_actors()


@dataclass(frozen=True, slots=True)
class Held:
    """A retelling held against its parent: what it changed, whether the outlet was found by name and any claim in both."""

    found: tuple[Drift, ...]
    is_named: bool
    is_aligned: bool


def hold(parent: str, child: str) -> Held:
    """What a retelling changed by our reading."""
    outlet = outlet_of(_read(child, "child", CHILD, OTHER), parent)
    name = outlet or NEUTRAL
    first = _read(parent, "parent", PARENT, name)
    second = _read(child, "child", CHILD, OTHER)
    pages = {"parent": first.document, "child": second.document}
    words = Paragraphs(pages)
    credit = None if outlet else name
    contexts = {
        "parent": Context("parent", name, _key(name), first.document.metadata.published),
        "child": Context("child", OTHER, _key(OTHER), second.document.metadata.published, credit=credit),
    }
    told, source = _hear(second, contexts), _hear(first, contexts)
    return Held(
        found=find_drift(told, source, _actors(), words),
        is_named=outlet is not None,
        is_aligned=bool(retold_pairs(told, source, words)),
    )


def _hear(analysis: Analysis, contexts: dict[str, Context]) -> tuple[Testimony, ...]:
    return hear(analysis.claims, contexts, _actors())


def _key(name: str) -> str:
    return _actors().same_as(f"outlet:{name.casefold()}")


@cache
def _read(text: str, document: str, day: str, publisher: str) -> Analysis:
    page = document_of(text, published=day, document_id=document)
    page = replace(page, metadata=replace(page.metadata, publisher=publisher))
    return analyse(page, _stages())


def outlet_of(child: Analysis, parent: str) -> str | None:
    """The outlet that a retelling names: a medium of its chains, else a name that reports and is not the parent's."""
    for claim in child.claims:
        for hop in claim.chain[1:]:
            name = hop.source.name
            if (
                hop.source.kind in _MEDIA
                and name[:1].isupper()
                and (_MEDIUM.search(name) or name not in parent)
            ):
                return name
    text = child.text
    names = [found.group(1) for frame in _FRAMES for found in re.finditer(frame, text)]
    names = [name.removeprefix("the ").removeprefix("The ") for name in names]
    named = next(
        (name for name in names if _MEDIUM.search(name) or _is_called_medium(name, parent, text)), None
    )
    return named or next((name for name in names if _is_new(name, parent)), None)


def _is_new(name: str, parent: str) -> bool:
    """Whether none of a name's words stand in the parent: by the guideline the child names its source, which this must be."""
    return not any(word in parent for word in name.split() if word[:1].isupper())


def _is_called_medium(name: str, *texts: str) -> bool:
    """Whether a text says what the name is: "the exile radio NAME"."""
    kinds = r"(?:radio|website|newspaper|daily|weekly|agency|broadcaster|channel|portal|magazine|outlet|paper|station)"
    return any(re.search(rf"{kinds} {re.escape(name)}\b", text, re.IGNORECASE) for text in texts)


def evaluate(data: Path, split: str, *, limit: int | None = None) -> Report:
    """Precision and recall by kind and over all, the share whose parent is found by name, and that with a claim in both."""
    path = data if data.is_file() else data / f"{split}.jsonl"
    cases: list[dict[str, Any]] = [
        json.loads(line) for line in path.read_text(encoding="utf-8").splitlines() if line
    ][:limit]
    counts = {kind: Counts() for kind in DriftKind}
    trivial = {kind: Counts() for kind in DriftKind}
    faithful, named, aligned = Counts(), Counts(), Counts()
    report = Report()
    for case in cases:
        gold = {DriftKind(kind) for kind in case["drift"]}
        held = hold(case["parent"], case["child"])
        found = held.found
        kinds = {one.kind for one in found}
        _count(counts, gold, kinds)
        for kind in () if held.is_aligned else gold:
            counts[kind].abstained += 1
        _count(trivial, gold, baseline(case["parent"], case["child"]))
        named.add(Counts(right=1) if held.is_named else Counts(missed=1))
        aligned.add(Counts(right=1) if held.is_aligned else Counts(missed=1))
        if not gold:
            faithful.add(Counts(missed=1) if kinds else Counts(right=1))
        for one in found if kinds != gold else ():
            report.notes.append(f"{case['id']}: {one.kind} ({one.because}); gold {sorted(gold)}")
        for kind in sorted(gold - kinds):
            report.notes.append(f"{case['id']}: missed {kind}")
        for number, one in enumerate(found):
            report.predictions.append(
                {
                    "document": case["id"],
                    "layer": "relation",
                    "id": f"d{number}",
                    "child": [[span.start, span.end] for span in one.child_at],
                    "parent": [[span.start, span.end] for span in one.parent_at],
                    "fields": {"relation": one.kind.value, "because": one.because},
                }
            )
    report.put("drift", total(counts.values()))
    for kind in DriftKind:
        report.put(f"drift.{kind.value}", counts[kind])
    report.scores["faithful.accuracy"] = round(faithful.recall, 4)
    report.scores["faithful.count"] = faithful.right + faithful.missed
    report.scores["named"] = round(named.recall, 4)
    report.scores["aligned"] = round(aligned.recall, 4)
    for key, value in total(trivial.values()).scores().items():
        report.baseline[f"drift.{key}"] = value
    return report


def _count(counts: dict[DriftKind, Counts], gold: set[DriftKind], found: set[DriftKind]) -> None:
    for kind in DriftKind:
        one = Counts(
            right=float(kind in gold and kind in found),
            wrong=float(kind not in gold and kind in found),
            missed=float(kind in gold and kind not in found),
        )
        counts[kind].add(one)


_BARE_HEDGE = re.compile(
    r"\b(?:may|might|could|reportedly|allegedly|probably|possibly|likely|believed|apparently)\b"
)
_BARE_PLAN = re.compile(r"\b(?:will|plans?|planned|ordered|expected|intends?|due to)\b")


def baseline(parent: str, child: str) -> set[DriftKind]:
    """What the bare words say: a hedge word gone, a figure that is new, a plan word gone, quoted words that are new."""
    found = set()
    if _BARE_HEDGE.search(parent) and not _BARE_HEDGE.search(child):
        found.add(DriftKind.HEDGE_DROPPED)
    if set(re.findall(r"\d[\d,.]*\d|\d", child)) - set(re.findall(r"\d[\d,.]*\d|\d", parent)):
        found.add(DriftKind.NUMBER_MOVED)
    if _BARE_PLAN.search(parent) and not _BARE_PLAN.search(child):
        found.add(DriftKind.PLANNED_BECOME_DONE)
    quoted = re.findall(r'[“"]([^”"]+)[”"]', child)
    if any(words.strip(" .,") not in parent for words in quoted):
        found.add(DriftKind.QUOTE_ALTERED)
    return found
