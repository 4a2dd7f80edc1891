"""Main text: 104 news pages with the text of their article (the article extraction benchmark of Scrapinghub, MIT).

The metric is the benchmark's: runs of four words (``\\w+``, with case) as multisets, precision and recall a page averaged
over pages, F1 of the two averages. The multiset of single words stands beside it. Trafilatura, scored the same way, and all
the visible text of the page are the baselines.
"""

from __future__ import annotations

import gzip
import json
import re
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import trafilatura

from evals.scoring import Report
from twosource.errors import InputError
from twosource.intake import documents_of
from twosource.model.capture import Capture
from twosource.model.document import Document
from twosource.model.vocabulary import BlockKind

LAYERS = ("blocks",)
DATA = Path("../shared/gold/article-text")
SPLITS = ("dev",)

_WORD = re.compile(r"\w+")
_RUN = 4
_IN_TEXT = (BlockKind.BODY,)

Row = tuple[int, int, int]
"""Runs right, wrong and missed on one page."""


@dataclass(slots=True)
class _Tally:
    rows: dict[int, list[Row]] = field(default_factory=lambda: {_RUN: [], 1: []})

    def add(self, gold: str, given: str) -> None:
        for size, rows in self.rows.items():
            rows.append(compare(gold, given, size=size))

    def scores(self) -> dict[str, float]:
        out: dict[str, float] = {}
        for size, name in ((_RUN, "text"), (1, "words")):
            precision, recall, f1 = averages(self.rows[size])
            out |= {
                f"{name}.precision": round(precision, 4),
                f"{name}.recall": round(recall, 4),
                f"{name}.f1": round(f1, 4),
            }
        return out


def runs(text: str, size: int) -> Counter[tuple[str, ...]]:
    """The runs of ``size`` words of a text; a shorter text is one run."""
    words = _WORD.findall(text)
    return (
        Counter(tuple(words[i : i + size]) for i in range(max(1, len(words) - size + 1)))
        if words
        else Counter()
    )


def compare(gold: str, given: str, *, size: int) -> Row:
    """Runs that both have, that only the given text has, that only the gold has."""
    expected, found = runs(gold, size), runs(given, size)
    right = sum((expected & found).values())
    return right, sum(found.values()) - right, sum(expected.values()) - right


def averages(rows: Sequence[Row]) -> tuple[float, float, float]:
    """Precision and recall averaged over pages, and F1 of the averages."""
    if not rows:
        return 0.0, 0.0, 0.0
    precision = sum(right / (right + wrong) if right + wrong else 0.0 for right, wrong, _ in rows) / len(rows)
    recall = sum(right / (right + missed) if right + missed else 0.0 for right, _, missed in rows) / len(rows)
    total = precision + recall
    return precision, recall, 2 * precision * recall / total if total else 0.0


def evaluate(data: Path, split: str, *, limit: int | None = None) -> Report:
    """Score our main text on the pages of a folder; there is one split, ``dev``."""
    if split not in SPLITS:
        raise ValueError(f"no split {split}")
    gold: Mapping[str, Mapping[str, str]] = json.loads(
        (data / "ground-truth.json").read_text(encoding="utf-8")
    )
    ours, judge, everything = _Tally(), _Tally(), _Tally()
    report = Report()
    for page in sorted(gold)[:limit]:
        content = gzip.decompress((data / "html" / f"{page}.html.gz").read_bytes())
        expected = gold[page]["articleBody"]
        documents = _documents(content, page)
        ours.add(expected, "\n".join(map(body_of, documents)))
        judge.add(
            expected, trafilatura.extract(content.decode("utf-8", "replace"), include_comments=False) or ""
        )
        everything.add(expected, "\n".join(document.text for document in documents))
        for document in documents:
            report.predictions += predictions(page, document)
    report.scores = ours.scores()
    report.baseline = {f"{key}.trafilatura": value for key, value in judge.scores().items()}
    report.baseline |= {f"{key}.all_text": value for key, value in everything.scores().items()}
    return report


def _documents(content: bytes, page: str) -> tuple[Document, ...]:
    try:
        return documents_of(Capture.of(content, name=f"{page}.html"))
    except InputError:
        return ()


def body_of(document: Document) -> str:
    """The body lines of a document, one a line."""
    return "\n".join(block.at.of(document.text) for block in document.blocks if block.kind in _IN_TEXT)


def predictions(page: str, document: Document) -> list[Mapping[str, Any]]:
    """The blocks of a document as rows of the predictions file; spans are segments of the decoded file."""
    ids = [f"{page}:{document.part}:{number}" for number in range(len(document.blocks))]
    return [
        {
            "document": page,
            "layer": "block",
            "id": ids[number],
            "words": [[span.start, span.end] for span in document.raw_map.raw(block.at)],
            "fields": {"kind": block.kind.value, "of": ids[block.of] if block.of is not None else None},
        }
        for number, block in enumerate(document.blocks)
    ]
