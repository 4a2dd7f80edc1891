"""The example situation, read as a reader reads it (a fresh ledger, its manifest, its gazetteer), against its gold.

Claims by head; chain by words, act, certainty, polarity, modality and witness on the matches; kinds of blocks; relations that
must be there and must not; points of figures, together in their series and apart from the others.
"""

from __future__ import annotations

import tempfile
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from itertools import combinations
from pathlib import Path
from typing import Any

from evals.corpora import ROOT
from evals.examples.gold import Gold, GoldClaim, any_same, heads_of, load_gold, places_of
from evals.scoring import Counts, Report
from twosource.batch.read import read_inputs
from twosource.intake.inputs import find_inputs
from twosource.intake.manifest import load_manifest
from twosource.model.attribution import Hop
from twosource.model.document import Document
from twosource.model.measure import Quantity
from twosource.model.vocabulary import FlagKind, RelationKind, SourceKind
from twosource.settings import Settings
from twosource.store import open_ledger
from twosource.store.base import ClaimRow, FigureRow, RelationRow

LAYERS = (
    "tags",
    "parse",
    "mentions",
    "times",
    "places",
    "quantities",
    "attributions",
    "chains",
    "predicates",
    "claims",
    "relations",
    "independence",
)
DATA = Path("examples")
SPLITS = ("all",)
SAMPLE = 99
UNKNOWN = "(unknown publisher)"
GOLD = ROOT / "tests" / "golden" / "examples"
DIRECTED = frozenset({"revises", "denies", "retracts", "responds_to", "declines", "qualifies", "part_of"})


@dataclass(frozen=True, slots=True)
class Found:
    """What the ledger holds after the reading."""

    documents: Mapping[str, tuple[Document, ...]]
    claims: Mapping[str, tuple[ClaimRow, ...]]
    relations: tuple[RelationRow, ...]
    figures: tuple[FigureRow, ...]


def evaluate(data: Path, split: str, *, limit: int | None = None) -> Report:
    """Score the whole situation; its claims hang together, so ``limit`` takes no part of it."""
    gold = load_gold(GOLD)
    found = _read(data)
    report = Report()
    matches = match_claims(gold, found)
    _blocks(gold, found, report)
    _claims(gold, found, matches, report)
    _relations(gold, found, matches, report)
    _figures(gold, found, matches, report)
    return report


def _read(data: Path) -> Found:
    with tempfile.TemporaryDirectory() as folder:
        settings = Settings(gazetteers=(str(data / "gazetteer.toml"),))
        inputs = find_inputs([data], manifest=load_manifest(data / "manifest.csv"))
        with open_ledger(Path(folder) / "examples.db", create=True) as ledger:
            read_inputs(inputs, ledger, settings)
            documents: dict[str, list[Document]] = {}
            claims: dict[str, list[ClaimRow]] = {}
            for row in ledger.documents():
                documents.setdefault(Path(row.name).name, []).append(row.document)
            for claim in ledger.claims():
                claims.setdefault(Path(claim.name).name, []).append(claim)
            return Found(
                {name: tuple(rows) for name, rows in documents.items()},
                {name: tuple(rows) for name, rows in claims.items()},
                tuple(ledger.relations()),
                tuple(ledger.figures()),
            )


def match_claims(gold: Gold, found: Found) -> dict[str, ClaimRow]:
    """Gold id to our claim, one to one: core claims first, the gold's own head before the alternatives, right chains first."""
    free = {row.id: row for rows in found.claims.values() for row in rows}
    matches: dict[str, ClaimRow] = {}
    deepest = max(len(claim.head.words) for claim in gold.claims)
    for core in (True, False):
        for depth in range(deepest):
            for claim in gold.claims:
                if claim.core is not core or claim.id in matches or depth >= len(claim.head.words):
                    continue
                hits = [row for row in _at_head(claim, depth, found) if row.id in free]
                hits.sort(key=lambda row: (not chain_is_right(claim, row), row.order))
                if hits:
                    matches[claim.id] = free.pop(hits[0].id)
    return matches


def _at_head(claim: GoldClaim, depth: int, found: Found) -> list[ClaimRow]:
    out = []
    for document in found.documents.get(claim.head.file, ()):
        heads = heads_of(claim.head, document)[depth]
        rows = [row for row in found.claims.get(claim.head.file, ()) if row.document == document.id]
        out += [row for row in rows if any(row.claim.head.overlaps(head) for head in heads)]
    return out


def chain_is_right(claim: GoldClaim, row: ClaimRow) -> bool:
    """Whether the hops are those of one of the gold's chains, by their words, name or first mention."""
    return any(
        len(chain) == len(row.claim.chain)
        and _publisher_is(chain[0], row)
        and all(
            any_same([name], names_of(hop, row))
            for name, hop in zip(chain[1:], row.claim.chain[1:], strict=True)
        )
        for chain in claim.chains
    )


def _publisher_is(name: str, row: ClaimRow) -> bool:
    ours = row.publisher
    return ours is None if name == UNKNOWN else any_same([name], [ours or ""])


def names_of(hop: Hop, row: ClaimRow) -> list[str]:
    """What a hop may be called: its words, its name, its first mention's words."""
    first = row.words_of(hop.source.first) if hop.source.first else ""
    bare = ["reportedly", "allegedly"] if hop.source.kind is SourceKind.UNSPECIFIED else []
    return [row.words_of(hop.at), hop.source.name, first, *bare]


def _blocks(gold: Gold, found: Found, report: Report) -> None:
    kinds = Counts()
    for file, rows in gold.blocks.items():
        for wanted in rows:
            hits = [
                block
                for document in found.documents.get(file, ())
                for piece in places_of(wanted["text"], document)
                for block in document.blocks
                if block.at.overlaps(piece)
            ]
            right = any(block.kind.value == wanted["kind"] for block in hits)
            _count(kinds, right)
            if not right:
                told = ", ".join(sorted({block.kind.value for block in hits})) or "not found"
                report.notes.append(f"block {file}: [{wanted['kind']}] {wanted['text'][:60]}: ours {told}")
    lost = Counts()
    for claim in gold.claims:
        for document in found.documents.get(claim.head.file, ()):
            for piece in places_of(claim.head.within, document):
                over = [block for block in document.blocks if block.at.overlaps(piece)]
                _count(
                    lost, not all(block.kind.is_noise and block.kind.value != "duplicate" for block in over)
                )
    report.scores["blocks.accuracy"] = round(kinds.recall, 4)
    report.scores["blocks.body_kept.accuracy"] = round(lost.recall, 4)
    report.items |= {"blocks.accuracy": kinds.right + kinds.missed}


def _claims(gold: Gold, found: Found, matches: Mapping[str, ClaimRow], report: Report) -> None:
    every, core = Counts(), Counts()
    fields = {
        name: Counts()
        for name in ("chain", "witness", "quantities", "act", "certainty", "polarity", "modality")
    }
    trivial = {name: Counts() for name in fields}
    usual = {"act": "assert", "certainty": "certain", "polarity": "positive", "modality": "done"}
    for claim in gold.claims:
        row = matches.get(claim.id)
        _count(every, row is not None)
        if claim.core:
            _count(core, row is not None)
        if row is None:
            report.notes.append(f"claim missed: {claim.id} [{claim.head.words[0]}]")
            continue
        _field(fields["chain"], report, claim, "chain", chain_is_right(claim, row), _chain_words(row))
        _count(trivial["chain"], any(len(chain) == 1 for chain in claim.chains))
        witness = row.claim.chain[row.claim.witness]
        names = [row.publisher or ""] if row.claim.witness == 0 else names_of(witness, row)
        is_unknown = (
            row.publisher is None and row.claim.witness == 0 and "(unknown publisher)" in claim.origins
        )
        _field(
            fields["witness"],
            report,
            claim,
            "witness",
            is_unknown or any_same(claim.origins, names),
            names[0],
        )
        for name, values in claim.fields.items():
            ours = str(getattr(row.claim, name))
            _field(fields[name], report, claim, name, ours in values, ours)
            _count(trivial[name], usual[name] in values)
        for quantity in claim.quantities:
            right = any(quantity_is(quantity, one) for one in row.claim.quantities)
            _field(
                fields["quantities"],
                report,
                claim,
                "quantity",
                right,
                str(quantity["low"] or quantity["high"]),
            )
    taken = {row.id for row in matches.values()}
    for rows in found.claims.values():
        for row in rows:
            if row.id not in taken and not row.claim.has_flag(FlagKind.HEADLINE):
                every.wrong += 1
                report.notes.append(
                    f"claim extra: {row.name} [{row.words_of(row.claim.head)}] {row.text[:80]}"
                )
    core.wrong = every.wrong
    report.put("claims", every)
    report.put("claims.core", core)
    for name, counts in fields.items():
        report.scores[f"claims.{name}.accuracy"] = round(counts.recall, 4)
        if trivial[name].right + trivial[name].missed:
            report.baseline[f"claims.{name}.accuracy"] = round(trivial[name].recall, 4)


def _field(counts: Counts, report: Report, claim: GoldClaim, name: str, right: bool, ours: str) -> None:
    _count(counts, right)
    if not right:
        wanted = {"chain": " < ".join(claim.chains[0]), "witness": claim.origins[0]}.get(name)
        told = wanted or "/".join(sorted(claim.fields.get(name, ()))) or "-"
        report.notes.append(f"{name} of {claim.id}: ours {ours}; gold {told}")


def _chain_words(row: ClaimRow) -> str:
    return " < ".join(
        [
            row.publisher or "unknown",
            *(names_of(hop, row)[0] or hop.source.name for hop in row.claim.chain[1:]),
        ]
    )


def quantity_is(gold: Mapping[str, Any], ours: Quantity) -> bool:
    """Same bounds, and open where the gold is open."""
    return _same_bound(gold["low"], ours.low) and _same_bound(gold["high"], ours.high)


def _same_bound(gold: float | None, ours: Decimal | None) -> bool:
    return ours is None if gold is None else ours is not None and Decimal(str(gold)) == ours


def _relations(gold: Gold, found: Found, matches: Mapping[str, ClaimRow], report: Report) -> None:
    by_pair: dict[tuple[str, str], list[RelationRow]] = {}
    for row in found.relations:
        by_pair.setdefault((row.relation.source, row.relation.target), []).append(row)
    must, independence, stated = Counts(), Counts(), Counts()
    known = {claim.id for claim in gold.claims}
    for wanted in gold.must:
        if not known.issuperset(wanted["ids"]):
            continue  # one of the two is on a page in a language that is not read
        kinds = _list(wanted["relation"])
        targets = [wanted["ids"][1], *_also(wanted)]
        hits = [
            row
            for target in targets
            for row in _between(matches, wanted["ids"][0], target, by_pair, kinds)
            if row.relation.kind.value in kinds
        ]
        if wanted.get("optional") and not hits:
            continue
        _count(must, bool(hits))
        if not hits:
            gone = [one for one in wanted["ids"] if one not in matches]
            there = [
                r.relation.kind.value
                for r in _between(matches, wanted["ids"][0], wanted["ids"][1], by_pair, ["repeats"])
            ]
            report.notes.append(
                f"relation missed: {wanted['ids'][0]} {'/'.join(kinds)} {wanted['ids'][1]}"
                f" ({'unread ' + ', '.join(gone) if gone else 'ours ' + (', '.join(there) or 'none')})"
            )
            continue
        if wanted["independent"] is not None:
            right = any(row.relation.independent.value in _list(wanted["independent"]) for row in hits)
            _count(independence, right)
            if not right:
                report.notes.append(f"independence of {wanted['ids']}: ours {hits[0].relation.independent}")
        if wanted.get("basis") == "stated":
            _count(stated, any(row.relation.basis.value == "stated" for row in hits))
    kept = Counts()
    for wanted in gold.must_not:
        if any(one not in matches for one in wanted["ids"]):
            continue
        rows = _between(matches, wanted["ids"][0], wanted["ids"][1], by_pair, ["repeats"])
        bad = [row for row in rows if row.relation.kind.value in (wanted["never"] or ())]
        bad += [row for row in rows if row.relation.independent.value in wanted.get("independent_never", ())]
        _count(kept, not bad)
        if bad:
            report.notes.append(
                f"relation that must not be: {wanted['ids']} {bad[0].relation.kind} {wanted['because']}"
            )
    report.scores |= {
        "relations.must.accuracy": round(must.recall, 4),
        "relations.must_not.accuracy": round(kept.recall, 4) if kept.right + kept.missed else 1.0,
        "relations.independent.accuracy": round(independence.recall, 4),
    }
    report.scores["relations.conflicts"] = sum(
        row.relation.kind is RelationKind.CONFLICTS for row in found.relations
    )


def _also(wanted: Mapping[str, Any]) -> list[str]:
    """Ids of other targets that are right."""
    return [one for one in wanted.get("also_right", ()) if isinstance(one, str)]


def _between(
    matches: Mapping[str, ClaimRow],
    source: str,
    target: str,
    by_pair: Mapping[tuple[str, str], Sequence[RelationRow]],
    kinds: Sequence[str],
) -> list[RelationRow]:
    """Relations between two gold claims, in their direction alone where every kind asked for has one."""
    if source not in matches or target not in matches:
        return []
    a, b = matches[source].id, matches[target].id
    found = list(by_pair.get((a, b), ()))
    if not set(kinds) <= DIRECTED:
        found += by_pair.get((b, a), ())
    return found


def _list(value: Any) -> list[str]:
    return value if isinstance(value, list) else [value]


def _figures(gold: Gold, found: Found, matches: Mapping[str, ClaimRow], report: Report) -> None:
    series: dict[tuple[str, str], int] = {}
    for number, row in enumerate(found.figures):
        for point in row.figure.points:
            series[point.claim, f"{point.low}-{point.high}"] = number
    points, together, apart = Counts(), Counts(), Counts()
    where: dict[tuple[str, str], int | None] = {}
    for figure in gold.series:
        for point in figure["points"]:
            place = _series_of(point, matches, series)
            if point.get("flag") == "retracted":  # what was taken back counts in no series (decision 0013)
                _count(points, place is None)
                continue
            where[figure["id"], point["claim"]] = place
            _count(points, place is not None)
            if place is None:
                report.notes.append(f"point missed: {figure['id']} {point['claim']}")
    for (one, left), (other, right) in combinations(where.items(), 2):
        if left is None or right is None:
            continue
        if one[0] == other[0]:
            _count(together, left == right)
        else:
            _count(apart, left != right)
            if left == right:
                report.notes.append(f"series mixed: {one} {other}")
    report.scores |= {
        "figures.points.accuracy": round(points.recall, 4),
        "figures.together.accuracy": round(together.recall, 4),
        "figures.apart.accuracy": round(apart.recall, 4),
    }


def _series_of(
    point: Mapping[str, Any], matches: Mapping[str, ClaimRow], series: Mapping[tuple[str, str], int]
) -> int | None:
    row = matches.get(point["claim"])
    if row is None:
        return None
    bounds = "-".join(
        str(None if point[key] is None else Decimal(str(point[key]))) for key in ("low", "high")
    )
    return series.get((row.id, bounds))


def _count(counts: Counts, right: bool) -> None:
    counts.right += right
    counts.missed += not right
