"""The examples as a batch would record them, read once, and what all views print of a ledger that holds them."""

from __future__ import annotations

import json
from dataclasses import replace
from functools import cache
from pathlib import Path

from twosource.batch.base import Examine, Task
from twosource.batch.read import load_examiner
from twosource.intake.inputs import find_inputs
from twosource.intake.manifest import load_manifest
from twosource.settings import Settings
from twosource.store.base import Entry, Reader
from twosource.store.ledger import Ledger
from twosource.views import brief, brief_formats, shapes
from twosource.views.estimates import bounds_shape

EXAMPLES = Path(__file__).resolve().parents[2] / "examples"
GAZETTEER = EXAMPLES / "gazetteer.toml"


@cache
def _examine() -> Examine:
    return load_examiner("rules", Settings().parser, (str(GAZETTEER),))


@cache
def entries_of(name: str, published: str | None = None) -> tuple[Entry, ...]:
    """What is recorded of an example, by file name: as the manifest dates it, or as ``published`` does."""
    manifest = load_manifest(EXAMPLES / "manifest.csv")
    (given,) = find_inputs([EXAMPLES / name], manifest=manifest)
    assert given.capture is not None
    stated = given.stated if published is None else replace(given.stated, published=published)
    found = _examine()(Task(0, given.capture.name, given.capture, stated)).found
    assert isinstance(found, tuple)
    return tuple(one.entry for one in found if one.entry is not None)


def keep_places(ledger: Ledger) -> None:
    """Give a ledger the invented places and actors, as a batch does before it reads."""
    ledger.keep_gazetteer(GAZETTEER.read_text(encoding="utf-8"))


def printed(reader: Reader, *, why: int = 5) -> dict[str, list[str]]:
    """What each view prints as JSON, a line an object; `why` of every so many claims."""
    claims = reader.claims()
    rows = {
        "documents": map(shapes.document_shape, reader.documents()),
        "claims": map(shapes.claim_shape, claims),
        "why": (shapes.why_shape(reader.why(row.id)) for row in claims[::why]),
        "sources": map(shapes.source_shape, reader.sources()),
        "origins": map(shapes.origin_shape, reader.origins()),
        "network": map(shapes.link_shape, reader.network()),
        "relations": map(shapes.relation_shape, reader.relations()),
        "statements": map(shapes.statement_shape, reader.statements()),
        "figures": (shapes.figure_shape(row, bounds_shape(row)) for row in reader.figures()),
        "positions": map(shapes.position_shape, reader.positions()),
        "timeline": map(shapes.event_shape, reader.events()),
        "due": map(shapes.due_shape, reader.due()),
        "gaps": map(shapes.gap_shape, reader.gaps()),
    }
    out = {name: [json.dumps(row, ensure_ascii=False) for row in found] for name, found in rows.items()}
    return {**out, "brief": brief_formats.as_text(brief.build(reader)).splitlines()}


def differing(
    one: dict[str, list[str]], other: dict[str, list[str]]
) -> dict[str, tuple[list[str], list[str]]]:
    """The views of which two ledgers print other lines, with the first few that only one of them prints."""
    return {
        name: (
            [line[:300] for line in one[name] if line not in other[name]][:2],
            [line[:300] for line in other[name] if line not in one[name]][:2],
        )
        for name in one
        if one[name] != other[name]
    }
