"""Does the check of a briefing refuse a line that was altered, and let every other pass?

Briefings of the invented examples, and of the news texts where they are at hand, are altered by a mutator that was
written without sight of the check. ``mutations.refused`` is the share of altered lines refused, of 200 drawn by a
fixed seed; ``mutations.passed`` the share of unaltered lines that pass. The baseline compares the words of a line
with those of its claims as a bag.
"""

from __future__ import annotations

import re
import tempfile
from collections import Counter, defaultdict
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from random import Random

from evals.mutations.mutator import alter
from evals.scoring import Report
from twosource.batch.read import read_inputs
from twosource.errors import UnsupportedLineError
from twosource.intake.inputs import find_inputs
from twosource.intake.manifest import load_manifest
from twosource.settings import Settings
from twosource.store import open_ledger
from twosource.views.brief import Brief, build
from twosource.views.brief_check import check_line
from twosource.views.brief_words import tokens_of

LAYERS = ("brief",)
DATA = Path("examples")
SPLITS = ("blind",)
NEWS = Path("../shared/news")
"""Read too where it is at hand, from the repository's root."""
DRAWN = 200
SEED = 20261122
LENGTHS = (700, 1_000_000)
"""Words of the briefings: as it is printed, and with every claim told."""


def evaluate(data: Path, split: str, *, limit: int | None = None) -> Report:
    """Score the check on altered lines; ``limit`` reads the first pages only."""
    rng = Random(SEED)
    briefs = [brief for folder in ((data,) if limit else (data, NEWS)) for brief in _briefs(folder, limit)]
    report = Report()
    whole, passed = 0, 0
    altered: list[tuple[str, str, Brief]] = []
    for brief in briefs:
        lines = [line.text for section in brief.sections for line in section.lines]
        for line in dict.fromkeys(lines):
            whole += 1
            passed += not _is_refused(line, brief)
            others = [other for other in lines if other != line]
            altered.extend((kind, text, brief) for kind, text in alter(line, others, rng))
    drawn = _drawn(altered, DRAWN, rng)
    refused: Counter[str] = Counter()
    total: Counter[str] = Counter()
    naive = 0
    for kind, text, brief in drawn:
        is_refused = _is_refused(text, brief)
        total[kind] += 1
        refused[kind] += is_refused
        naive += _is_strange(text, brief)
        report.predictions.append(
            {"document": "", "layer": "mutation", "id": kind, "fields": {"line": text, "refused": is_refused}}
        )
    report.scores["mutations.refused"] = round(sum(refused.values()) / max(1, len(drawn)), 4)
    report.scores["mutations.passed"] = round(passed / max(1, whole), 4)
    report.scores["mutations.lines"] = float(whole)
    report.scores["mutations.altered"] = float(len(drawn))
    report.baseline["mutations.refused"] = round(naive / max(1, len(drawn)), 4)
    report.notes.extend(f"{kind}: {refused[kind]} of {total[kind]} refused" for kind in sorted(total))
    return report


def _briefs(folder: Path, limit: int | None = None) -> Iterator[Brief]:
    """The briefings of a folder's pages; none where it is not at hand."""
    if not folder.is_dir():
        return
    manifest = folder / "manifest.csv"
    own = folder / "gazetteer.toml"
    settings = replace(Settings(), gazetteers=(str(own),) if own.is_file() else ())
    pages = sorted(path for path in folder.iterdir() if path.suffix in (".txt", ".html", ".md", ".eml"))[
        :limit
    ]
    with (
        tempfile.TemporaryDirectory() as scratch,
        open_ledger(Path(scratch) / "ledger.db", create=True) as ledger,
    ):
        listed = load_manifest(manifest) if manifest.is_file() else None
        read_inputs(find_inputs(pages, manifest=listed), ledger, settings)
        for words in LENGTHS:
            yield build(ledger, most_words=words)


def _drawn(altered: list[tuple[str, str, Brief]], count: int, rng: Random) -> list[tuple[str, str, Brief]]:
    """A sample in which each kind of alteration has its turn."""
    kinds: dict[str, list[tuple[str, str, Brief]]] = defaultdict(list)
    for one in altered:
        kinds[one[0]].append(one)
    for some in kinds.values():
        rng.shuffle(some)
    drawn: list[tuple[str, str, Brief]] = []
    while len(drawn) < count and any(kinds.values()):
        for kind in sorted(kinds):
            if kinds[kind] and len(drawn) < count:
                drawn.append(kinds[kind].pop())
    return drawn


def _is_refused(line: str, brief: Brief) -> bool:
    try:
        check_line(line, brief.support)
    except UnsupportedLineError:
        return True
    return False


def _is_strange(line: str, brief: Brief) -> bool:
    """The baseline: whether a number or a capitalised word of the line is nowhere on the pages of its claims."""
    prefixes = re.findall(r"[0-9a-f]{4,16}", " ".join(re.findall(r"\[([^\]]*)\]", line)))
    rows = [
        row for row in brief.support.claims.values() if any(row.id.startswith(prefix) for prefix in prefixes)
    ]
    known = {token.text for row in rows for token in tokens_of(f"{row.within.text} {row.publisher or ''}")}
    words = tokens_of(re.sub(r"\[[^\]]*\]", "", line.split(":", 1)[-1]))
    return any(
        token.text not in known for token in words if token.text[0].isupper() or token.text[0].isdigit()
    )
