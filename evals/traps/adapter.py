"""Place look-alikes: similes, metonyms, places of speech, two places of one name, ships, teams, streets, persons.

A toponym that names no place is right where no place of an event or of speech is read on its words; one that does
is right where the place read there has its role and its country. The baseline takes every place of the parser as
one of an event, the most populous of its name.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any

from evals.documents import document_of, with_mentions
from evals.geo.adapter import naive, row_of
from evals.scoring import Counts, Report
from twosource.analysis.actors import load_actors
from twosource.analysis.gazetteer import Gazetteer, load_gazetteer
from twosource.analysis.layers import Analysis
from twosource.analysis.parse import find_parse, load_parser
from twosource.analysis.places import find_places
from twosource.model.measure import Where

LAYERS = ("parse", "tags", "names", "mentions", "places")
DATA = Path("evals/traps")
SPLITS = ("open", "blind")
ROLES = ("event", "speech")


def evaluate(data: Path, split: str, *, limit: int | None = None) -> Report:
    """Score the cases of ``<split>.jsonl``."""
    report = Report()
    actors, gazetteer, parser = load_actors(), load_gazetteer(), load_parser()
    kinds = {kind: Counts() for kind in ("event", "speech", "none")}
    base = Counts()
    lines = (data / f"{split}.jsonl").read_text(encoding="utf-8").splitlines()
    for case in map(json.loads, lines[:limit]):
        analysis = Analysis(document_of(case["text"], document_id=case["id"]))
        analysis = replace(analysis, parse=find_parse(analysis, parser=parser))
        analysis = with_mentions(analysis, actors=actors, gazetteer=gazetteer)
        found = find_places(
            analysis, gazetteer=gazetteer, actors=actors, home=code_of(case.get("country"), gazetteer)
        )
        plain = naive(analysis, gazetteer)
        report.predictions.extend(row_of(case["id"], n, where) for n, where in enumerate(found))
        for row in case["toponyms"]:
            toponym = {**row, "country": code_of(row.get("country"), gazetteer)}
            ok = is_right(toponym, found)
            kinds[toponym["kind"]].add(Counts(right=ok, wrong=not ok, missed=not ok))
            if not ok:
                report.notes.append(f"{case['id']}: {toponym['name']} ({toponym['kind']})")
            good = is_right(toponym, plain)
            base.add(Counts(right=good, wrong=not good, missed=not good))
    whole = Counts()
    for kind, counts in kinds.items():
        whole.add(counts)
        report.scores[f"traps.{kind}.accuracy"] = round(counts.recall, 4)
        report.scores[f"traps.{kind}.count"] = counts.right + counts.missed
    report.scores["traps.accuracy"] = round(whole.recall, 4)
    report.baseline["traps.accuracy"] = round(base.recall, 4)
    return report


def code_of(country: str | None, gazetteer: Gazetteer) -> str | None:
    """The two-letter code of a state given by code or by name."""
    if not country or (len(country) == 2 and country.isupper()):
        return country or None
    return next(
        (place.countries[0] for place in gazetteer.named(country) if place.type == "country"), country
    )


def is_right(toponym: Mapping[str, Any], found: Iterable[Where]) -> bool:
    """Whether the toponym is read as the gold has it."""
    start, end = toponym["span"]
    there = [
        where
        for where in found
        if 2 * (min(end, where.at.end) - max(start, where.at.start)) >= min(end - start, len(where.at))
        and where.role.value in ROLES
        and (where.id is not None or toponym["kind"] != "none")
    ]
    if toponym["kind"] == "none":
        return not there
    wanted = toponym.get("country")
    return any(
        where.role.value == toponym["kind"]
        and (
            wanted is None or where.country == wanted or wanted in where.containers or _shared(where, wanted)
        )
        for where in there
    )


def _shared(where: Where, country: str) -> bool:
    """Whether a place of several states has this one among them (a river, a strait, a border)."""
    return where.country is None and where.id is not None and country in where.id.split(":")[1].split("-")
