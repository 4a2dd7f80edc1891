"""Agency copy in PolNeAR's articles: is the agency credited that the corpus's metadata name?

A row of ``metadata.tsv`` is positive where its publisher, wire or credit names a news agency of our table that occurs by one of
its names in the first or last 300 characters of the text; it is right where the reading of the plain text credits that agency.
A credit of any other row, or of another agency, is wrong. Rows whose agency the text does not name there can be no test of
reading and are counted apart. The baseline credits the agency whose name stands first in the first or last 300 characters.
"""

from __future__ import annotations

import csv
import re
from dataclasses import dataclass
from pathlib import Path

from evals.scoring import Counts, Report
from twosource.intake import documents_of
from twosource.intake.selfnaming import SelfNaming, load_selfnaming
from twosource.model.capture import Capture

LAYERS = ("metadata",)
DATA = Path("../shared/gold/polnear")
SPLITS = ("all",)
SAMPLE = 60

_EDGE = 300
"""Code points at either end of a text in which an agency's name counts."""
_COMPARTMENTS = ("dev", "train")


@dataclass(frozen=True, slots=True)
class Row:
    """One article: its text, and the agency that its metadata name, if any."""

    name: str
    text: str
    agency: str | None


def evaluate(data: Path, split: str, *, limit: int | None = None) -> Report:
    """Precision, recall and F1 of the credited agency over the rows of train and dev."""
    if split not in SPLITS:
        raise ValueError(f"no split {split}")
    naming = load_selfnaming("en")
    report = Report()
    ours, trivial = Counts(), Counts()
    unnamed = 0
    for row in _sampled(_rows(data, naming), limit):
        ends = row.text[:_EDGE] + "\n" + row.text[-_EDGE:]
        gold = row.agency if row.agency is not None and _occurs(naming, row.agency, ends) else None
        if row.agency is not None and gold is None:
            unnamed += 1
            continue
        found = credit_of(row.text)
        _count(ours, gold, found)
        _count(trivial, gold, _first(naming, ends))
        if found != gold:
            report.notes.append(f"{row.name}: ours {found}; gold {gold}")
        report.predictions.append(
            {"document": row.name, "layer": "metadata", "id": row.name, "fields": {"credit": found}}
        )
    report.put("agencies", ours)
    for key, value in trivial.scores().items():
        report.baseline[f"agencies.{key}"] = value
    report.scores["agencies.unnamed"] = unnamed
    report.notes.append(
        f"{unnamed} articles whose agency their first and last {_EDGE} characters do not name"
    )
    return report


def credit_of(text: str) -> str | None:
    """The agency that the reading of a plain text credits, by the name it is shown under."""
    documents = documents_of(Capture.of(text.encode("utf-8"), name="article.txt"))
    return next((one.metadata.credit for one in documents if one.metadata.credit), None)


def _rows(data: Path, naming: SelfNaming) -> list[Row]:
    known = {name.casefold(): shown for name, shown in naming.agencies}
    with (data / "metadata.tsv").open(encoding="utf-8", newline="") as file:
        table = list(csv.DictReader(file, delimiter="\t"))
    out = []
    for fields in table:
        path = data / fields["compartment"] / "text" / f"{fields['filename']}.txt"
        if fields["compartment"] not in _COMPARTMENTS or not path.is_file():
            continue
        told = (
            fields[key].removeprefix("h/t:").strip().casefold() for key in ("publisher", "wire", "credit")
        )
        agency = next((known[one] for one in told if one in known), None)
        out.append(Row(fields["filename"], path.read_text(encoding="utf-8"), agency))
    return out


def _sampled(rows: list[Row], limit: int | None) -> list[Row]:
    """All rows, or about ``limit`` of them with both kinds among them: positives first, then the rest, evenly."""
    if limit is None or limit >= len(rows):
        return rows
    some = [row for row in rows if row.agency is not None][: limit // 2]
    rest = [row for row in rows if row.agency is None]
    return some + rest[:: max(1, len(rest) // (limit - len(some)))]


def _occurs(naming: SelfNaming, agency: str, ends: str) -> bool:
    return any(_has(name, ends) for name, shown in naming.agencies if shown == agency)


def _has(name: str, ends: str) -> bool:
    return re.search(rf"(?<!\w){re.escape(name)}(?!\w)", ends) is not None


def _first(naming: SelfNaming, ends: str) -> str | None:
    found = [
        (match.start(), shown)
        for name, shown in naming.agencies
        if (match := re.search(rf"(?<!\w){re.escape(name)}(?!\w)", ends)) is not None
    ]
    return min(found)[1] if found else None


def _count(counts: Counts, gold: str | None, found: str | None) -> None:
    if gold is not None and found == gold:
        counts.add(Counts(right=1))
        return
    counts.add(Counts(wrong=int(found is not None), missed=int(gold is not None)))
