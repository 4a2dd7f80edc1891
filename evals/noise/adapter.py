"""Noise: invented scraped texts with the kind of every line. ``open`` is ours to look at, ``blind`` is not.

Each text is read as plain text with a blank line between two lines. A noise line is right when its block has its kind (and,
for a duplicate, the right first copy); a body line is lost when its block is noise. Everything labelled body is the baseline.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from evals.scoring import Counts, Report
from twosource.intake import documents_of
from twosource.model.capture import Capture
from twosource.model.document import Block, Document
from twosource.model.vocabulary import BlockKind

LAYERS = ("blocks",)
DATA = Path("evals/noise")
SPLITS = ("open", "blind")


def evaluate(data: Path, split: str, *, limit: int | None = None) -> Report:
    """Score the block kinds of a split."""
    if split not in SPLITS:
        raise ValueError(f"no split {split}")
    report = Report()
    noise, of_kind = Counts(), {kind: Counts() for kind in BlockKind}
    body = lost = texts_right = 0
    rows = [
        json.loads(row)
        for row in (data / f"{split}.jsonl").read_text(encoding="utf-8").splitlines()
        if row.strip()
    ]
    for row in rows[:limit]:
        documents = documents_of(
            Capture.of("\n\n".join(_texts(row)).encode("utf-8"), name=f"{row['id']}.txt")
        )
        report.predictions += [one for document in documents for one in predictions(row["id"], document)]
        is_right = True
        for number, (line, block) in enumerate(zip(row["lines"], _blocks(row, documents), strict=True)):
            kind, given = BlockKind(line["kind"]), block.kind if block is not None else None
            right = given is kind
            is_right = is_right and right
            of_kind[kind].add(Counts(right=right, missed=not right))
            if given is not None and not right:
                of_kind[given].add(Counts(wrong=1))
            if kind.is_noise:
                noise.add(
                    Counts(
                        right=right,
                        missed=not right,
                        wrong=given is not None and given.is_noise and not right,
                    )
                )
            elif kind is BlockKind.BODY:
                body += 1
                if given is None or given.is_noise:
                    lost += 1
            if not right:
                report.notes.append(
                    f"{row['id']}:{number} {kind} read as {given} ({block.because if block else '-'})"
                )
        texts_right += is_right
    total = noise.right + noise.missed
    report.scores = {
        "noise.right": round(noise.right / total, 4) if total else 0.0,
        "noise.lines": total,
        "body.lost": lost,
        "body.lines": body,
        "texts.right": texts_right,
    }
    for kind, counts in of_kind.items():
        if counts.right + counts.missed:
            report.scores[f"{kind.value}.recall"] = round(counts.recall, 4)
            report.scores[f"{kind.value}.precision"] = round(counts.precision, 4)
    report.baseline = {"noise.right": 0.0, "body.lost": 0}
    return report


def _texts(row: Mapping[str, Any]) -> list[str]:
    return [line["text"] for line in row["lines"]]


def _blocks(row: Mapping[str, Any], documents: tuple[Document, ...]) -> Iterator[Block | None]:
    """The block of each line, in order; None where it is not found as a block of its own."""
    found = [(block.at.of(document.text), block) for document in documents for block in document.blocks]
    at = 0
    for text in _texts(row):
        words = " ".join(text.split())
        match = next((i for i in range(at, len(found)) if found[i][0] == words), None)
        yield found[match][1] if match is not None else None
        at = match + 1 if match is not None else at


def predictions(name: str, document: Document) -> list[Mapping[str, Any]]:
    """The blocks of a document as rows of the predictions file."""
    ids = [f"{name}:{document.part}:{number}" for number in range(len(document.blocks))]
    return [
        {
            "document": name,
            "layer": "block",
            "id": ids[number],
            "words": [[span.start, span.end] for span in document.raw_map.raw(block.at)],
            "fields": {"kind": block.kind.value, "of": ids[block.of] if block.of is not None else None},
        }
        for number, block in enumerate(document.blocks)
    ]
