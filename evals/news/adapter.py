"""Raw news texts with hand-made gold for every layer: blocks, attributions, chains, claims, slots, relations.

Scored as the gold's own mapping says: core claims by head, chain, act, certainty, times, places and quantities on the matches;
immediate source over gold attributions with source and content; chains by distinct chain, and by claim beside it.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from evals.news.gold import Gold, GoldClaim, GoldText, load_gold
from evals.news.labels import (
    certainty_is_right,
    modality_is_right,
    place_is_right,
    quantity_is_right,
    time_is_right,
    unit_is_right,
)
from evals.news.relations import score_relations
from evals.news.stances import grade_of, witness_of
from evals.scoring import Counts, Report, overlap
from twosource.analysis import stages
from twosource.analysis.layers import Analysis
from twosource.analysis.stage import analyse
from twosource.intake import documents_of
from twosource.intake.manifest import Stated, load_manifest
from twosource.model.attribution import Chain, Hop
from twosource.model.capture import Capture
from twosource.model.claim import Claim
from twosource.model.document import Document
from twosource.model.span import Extent
from twosource.model.vocabulary import Act, Modality, SourceKind

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
)
DATA = Path("../shared/news")
SPLITS = ("all",)
SAMPLE = 1


@dataclass(frozen=True, slots=True)
class Read:
    """One text as our pipeline read it, with its gold."""

    gold: GoldText
    document: Document
    analysis: Analysis

    def raw(self, extent: Extent) -> list[tuple[int, int]]:
        """Ranges of the decoded file."""
        return [(s.start, s.end) for span in extent for s in self.document.raw_map.raw(span)]

    def words(self, extent: Extent) -> str:
        """The words at an extent."""
        return " ".join(span.of(self.document.text) for span in extent)


def evaluate(data: Path, split: str, *, limit: int | None = None, gold: Path | None = None) -> Report:
    """Score every text that has gold; ``gold`` is its folder where it is not ``gold`` beside the texts."""
    rows = load_gold(gold or data / "gold")
    texts = rows.texts[:limit]
    reads = [_read(data, text) for text in texts]
    report = Report()
    _blocks(reads, report)
    _attributions(reads, rows, report)
    matches = {read.gold.name: match_claims(read) for read in reads}
    _claims(reads, matches, rows, report)
    _held(reads, matches, rows, report)
    found = {name: claim for row in matches.values() for name, claim in row.items()}
    score_relations([(read.document, read.analysis.claims) for read in reads], found, rows, report)
    for read in reads:
        _predict(read, report)
    report.baseline = {"claims.core_recall": 0.0, "chains.distinct": 0.0}
    return report


def _read(data: Path, text: GoldText) -> Read:
    path = data / text.file
    manifest = load_manifest(data / "manifest.csv")
    capture = Capture.of(path.read_bytes(), name=path.name)
    (document,) = documents_of(capture, stated=manifest.stated(path) or Stated())
    return Read(text, document, analyse(document, stages("en")))


def _blocks(reads: Sequence[Read], report: Report) -> None:
    right = total = lost = bodies = 0
    for read in reads:
        blocks = [(block, read.raw((block.at,))) for block in read.document.blocks]
        for (start, end), kind in read.gold.noise:
            total += 1
            over = [b for b, r in blocks if r and r[0][0] < end and start < r[-1][1]]
            right += bool(over) and all(block.kind.value == kind for block in over)
        for start, end in read.gold.body:
            bodies += 1
            over = [b for b, r in blocks if r and r[0][0] < end and start < r[-1][1]]
            lost += not over or any(block.kind.is_noise for block in over)
    report.items |= {"blocks.noise_right": total, "blocks.body_lost": bodies}
    report.scores["blocks.noise_right"] = right / total if total else 1.0
    report.scores["blocks.body_lost"] = lost / bodies if bodies else 0.0


def _attributions(reads: Sequence[Read], rows: Gold, report: Report) -> None:
    counts = Counts()
    for read in reads:
        words = rows.words.get(read.gold.name, {})
        ours = [(a, read.raw(a.content)) for a in read.analysis.attributions if a.content]
        for gold in read.gold.attributions:
            if not gold.source or not gold.content:
                continue
            near = [
                (max(overlap(gold.content, c), overlap([*gold.content, *gold.optional], c)), a)
                for a, c in ours
            ]
            close = [a for score, a in near if score >= 0.5]
            forms = {form.lower() for form in words.get(gold.entity, ())}
            hit = any(
                any(s < e2 and s2 < e for s, e in gold.source for s2, e2 in read.raw(a.source_at))
                or a.source.name.lower() in forms
                for a in close
            )
            counts.right += hit
            counts.missed += not hit
            counts.abstained += not close
            if not hit:
                report.notes.append(f"immediate source missed: {gold.id}")
    report.items["attributions.immediate_source"] = counts.right + counts.missed
    report.scores["attributions.immediate_source"] = round(counts.recall, 4)
    report.scores["attributions.abstained"] = counts.scores()["abstained"]


def match_claims(read: Read) -> dict[str, Claim]:
    """Gold claim id to our claim, one to one by head, core claims first, the gold's own head before its alternatives."""
    free = {claim.id: claim for claim in read.analysis.claims}
    heads = {claim.id: read.raw((claim.head,)) for claim in read.analysis.claims}
    found: dict[str, Claim] = {}
    for core in (True, False):
        for depth in range(6):
            for gold in read.gold.claims:
                if gold.core is not core or gold.id in found or depth >= len(gold.heads):
                    continue
                start, end = gold.heads[depth]
                hits = [c for c in free.values() if any(s < end and start < e for s, e in heads[c.id])]
                hits.sort(key=lambda c: (-_chain_score(read, gold, c.chain, {}), c.id))
                if hits:
                    found[gold.id] = free.pop(hits[0].id)
    return found


def _chain_score(read: Read, gold: GoldClaim, chain: Chain, words: Mapping[str, frozenset[str]]) -> int:
    return max(-abs(len(g) - len(chain)) for g in gold.chains)


def chain_is_right(read: Read, gold: GoldClaim, chain: Chain, words: Mapping[str, frozenset[str]]) -> bool:
    """Whether the hops after the publisher are those of one of the gold's chains.

    Intercept, briefing and inferred hops are optional.
    """
    return any(_hops_right(read, list(one[1:]), list(chain[1:]), gold, words) for one in gold.chains)


def _hops_right(
    read: Read, names: list[str], hops: list[Hop], gold: GoldClaim, words: Mapping[str, frozenset[str]]
) -> bool:
    if not names:
        return all(hop.source.kind is SourceKind.INTERCEPT for hop in hops)
    if not hops:
        return all(_is_optional(name, gold) for name in names)
    if _hop_is(read, names[0], hops[0], words) and _hops_right(read, names[1:], hops[1:], gold, words):
        return True
    if _is_optional(names[0], gold) and _hops_right(read, names[1:], hops, gold, words):
        return True
    return hops[0].source.kind is SourceKind.INTERCEPT and _hops_right(read, names, hops[1:], gold, words)


def _is_optional(name: str, gold: GoldClaim) -> bool:
    return name in gold.inferred or name == "National Intelligence Service"


def _hop_is(read: Read, name: str, hop: Hop, words: Mapping[str, frozenset[str]]) -> bool:
    if name.startswith("unspecified"):
        return hop.source.kind is SourceKind.UNSPECIFIED
    said = read.words(hop.at).lower() if hop.at else hop.source.name.lower()
    forms = {form.lower() for form in words.get(name, ())} | {name.lower()}
    if any(form in said or said in form for form in forms if said):
        return True
    ranges = read.raw(hop.at)
    for attribution in read.gold.attributions:
        if attribution.entity == name and any(
            s < e2 and s2 < e for s, e in attribution.source for s2, e2 in ranges
        ):
            return True
    return hop.source.name.lower() in forms


def _quantity(
    fields: Mapping[str, Counts],
    quantity: Mapping[str, Any],
    gold: GoldClaim,
    hit: Claim,
    read: Read,
    report: Report,
) -> None:
    """A number is right whose bounds, unit and claim's modality are; where no bounds are right, no unit is either."""
    same = [one for one in hit.quantities if quantity_is_right(quantity, one)]
    unit = any(unit_is_right(quantity, one, read.document.text) for one in same)
    modality = modality_is_right(gold.row.get("modality"), hit) is not False
    _count(fields["quantities.bounds"], bool(same))
    _count(fields["quantities.unit"], unit)
    _count(fields["quantities.modality"], modality)
    _count(fields["quantities"], unit and modality)
    if not (unit and modality):
        ours = [(one.low, one.high, one.of, one.unit) for one in hit.quantities]
        wanted = (quantity.get("low"), quantity.get("high"), quantity["unit"])
        report.notes.append(f"quantity of {gold.id}: gold {wanted}, ours {ours}, {hit.modality}")


def _held(
    reads: Sequence[Read], matches: Mapping[str, Mapping[str, Claim]], rows: Gold, report: Report
) -> None:
    """Holder, witness and grade of not-yes on the matched claims, each grade apart, and every longer chain one by one."""
    counts: dict[str, Counts] = {name: Counts() for name in ("holder", "witness", "not_yes")}
    exact: dict[str, list[bool]] = {}
    for read in reads:
        words = rows.words.get(read.gold.name, {})
        for gold in read.gold.claims:
            hit = matches[read.gold.name].get(gold.id)
            grade = grade_of(gold, rows.stances)
            if len(gold.chains[0]) > 2:
                right = hit is not None and chain_is_right(read, gold, hit.chain, words)
                exact.setdefault(f"{read.gold.name} {' < '.join(gold.chains[0])}", []).append(right)
            if grade is not None:
                graded = hit is not None and grade.is_right(hit)
                _count(counts["not_yes"], graded)
                _count(counts.setdefault(f"not_yes.{grade.name.replace(' ', '_')}", Counts()), graded)
                if not graded:
                    ours = (
                        "no claim"
                        if hit is None
                        else f"{hit.act} {hit.certainty} {hit.polarity} {hit.modality}"
                    )
                    report.notes.append(f"grade of {gold.id}: gold {grade.name}, ours {ours}")
            if hit is None:
                continue
            held = any(_ends_with(read, chain[-1], hit.chain, gold, words) for chain in gold.chains)
            vouched = any(
                _ends_with(read, witness_of(chain, rows.kinds), hit.chain[: hit.witness + 1], gold, words)
                for chain in gold.chains
            )
            for name, right in (("holder", held), ("witness", vouched)):
                _count(counts[name], right)
                if not right:
                    said = " < ".join(hop.source.name for hop in hit.chain)
                    report.notes.append(
                        f"{name} of {gold.id}: ours {said} ({hit.witness}); gold {gold.chains[0]}"
                    )
    for name, count in sorted(counts.items()):
        report.scores[f"claims.{name}"] = round(count.recall, 4)
        report.items[f"claims.{name}"] = count.right + count.missed
    whole = [all(verdicts) for verdicts in exact.values()]
    report.scores["chains.whole"] = round(sum(whole) / len(whole), 4) if whole else 1.0
    report.items["chains.whole"] = len(whole)


def _ends_with(
    read: Read, name: str, chain: Chain, gold: GoldClaim, words: Mapping[str, frozenset[str]]
) -> bool:
    """Whether the last hop is the entity: the publisher where the gold's is, or one whose words are the entity's.

    An intercept is what those who listened in vouch with; a briefing may stand for those who were briefed.
    """
    if name == gold.chains[0][0]:
        return len(chain) == 1
    if len(chain) == 1:
        return False
    last = chain[-1]
    if _hop_is(read, name, last, words):
        return True
    before = chain[-2]
    if last.source.kind is SourceKind.INTERCEPT and len(chain) > 2:
        return _hop_is(read, name, before, words)
    return _is_optional(name, gold) and any(_hop_is(read, one, last, words) for one in gold.chains[0][1:-1])


def _claims(
    reads: Sequence[Read], matches: Mapping[str, Mapping[str, Claim]], rows: Gold, report: Report
) -> None:
    core, every = Counts(), Counts()
    fields = {
        name: Counts()
        for name in (
            "chain",
            "certainty",
            "modality",
            "when",
            "quantities",
            "quantities.bounds",
            "quantities.unit",
            "quantities.modality",
            "places",
            "kind",
            "denials",
            "ahead",
        )
    }
    chains: dict[tuple[str, tuple[str, ...]], list[bool]] = {}
    for read in reads:
        found = matches[read.gold.name]
        words = rows.words.get(read.gold.name, {})
        published = read.document.metadata.published.start if read.document.metadata.published else None
        for gold in read.gold.claims:
            hit = found.get(gold.id)
            every.right += hit is not None
            every.missed += hit is None
            if gold.core:
                core.right += hit is not None
                core.missed += hit is None
                if hit is None:
                    report.notes.append(f"core claim missed: {gold.id}")
            multi = len(gold.chains[0]) > 2
            if hit is None:
                if multi:
                    chains.setdefault((read.gold.name, gold.chains[0]), []).append(False)
                if gold.row["certainty"] == "denied":
                    fields["denials"].missed += 1
                continue
            right = chain_is_right(read, gold, hit.chain, words)
            if multi:
                chains.setdefault((read.gold.name, gold.chains[0]), []).append(right)
            _count(fields["chain"], right)
            if not right:
                said = " < ".join(hop.source.name for hop in hit.chain)
                report.notes.append(f"chain of {gold.id}: ours {said}; gold {' < '.join(gold.chains[0])}")
            _count(fields["certainty"], certainty_is_right(gold.row["certainty"], hit))
            if certainty_is_right(gold.row["certainty"], hit) is False:
                report.notes.append(
                    f"certainty of {gold.id}: gold {gold.row['certainty']}, ours {hit.certainty} {hit.polarity}"
                    f" {hit.act} {hit.modality}"
                )
            _count(fields["modality"], modality_is_right(gold.row.get("modality"), hit))
            timed = time_is_right(gold.row["time"], hit.when, published)
            _count(fields["when"], timed)
            if timed is False:
                ours = (hit.when.value, hit.when.start, hit.when.end) if hit.when else None
                asked = {key: gold.row["time"].get(key) for key in ("start", "end", "precision")}
                report.notes.append(f"time of {gold.id}: gold {asked}, ours {ours}")
            if gold.row["certainty"] == "denied":
                _count(fields["denials"], certainty_is_right("denied", hit))
            if gold.row.get("modality") == "planned" or gold.row["certainty"] == "predicted":
                _count(fields["ahead"], hit.modality is not Modality.DONE or hit.act is Act.THREATEN)
            _count(fields["kind"], _kind_is_right(gold, hit))
            for place in gold.row["places"]:
                if place["role"] == "event":
                    placed = any(place_is_right(place, w) for w in hit.where)
                    _count(fields["places"], placed)
                    if not placed:
                        pins = [(w.name, w.country, w.lat, w.lon, w.radius_km) for w in hit.where]
                        report.notes.append(f"place of {gold.id}: gold {place['canonical']}, ours {pins}")
            for quantity in gold.row["quantities"]:
                _quantity(fields, quantity, gold, hit, read, report)
        extra = [c for c in read.analysis.claims if c.id not in {m.id for m in found.values()}]
        every.wrong += len(extra)
        for claim in extra:
            report.notes.append(
                f"extra {read.gold.name}: [{claim.head.of(read.document.text)}] {read.words(claim.extent)[:90]}"
            )
    core.wrong = every.wrong
    report.items |= {
        "claims.core_recall": core.right + core.missed,
        "claims.precision": every.right + every.wrong,
        "claims.recall": every.right + every.missed,
        "chains.distinct": len(chains),
    }
    report.scores["claims.core_recall"] = round(core.recall, 4)
    report.scores["claims.precision"] = round(every.precision, 4)
    report.scores["claims.recall"] = round(every.recall, 4)
    report.scores["chains.distinct"] = (
        round(sum(any(v) and sum(v) * 2 >= len(v) for v in chains.values()) / len(chains), 4)
        if chains
        else 1.0
    )
    report.scores["chains.distinct_count"] = len(chains)
    for key, verdicts in sorted(chains.items()):
        report.notes.append(
            f"distinct chain {key[0]} {' < '.join(key[1])}: {sum(verdicts)} of {len(verdicts)} claims"
        )
    for name, counts in fields.items():
        report.scores[f"claims.{name}"] = round(counts.recall, 4)
        report.items[f"claims.{name}"] = counts.right + counts.missed


def _kind_is_right(gold: GoldClaim, claim: Claim) -> bool | None:
    """The event kind, where the gold gives one."""
    wanted = gold.row["event_type"]
    return None if wanted is None else claim.kind is not None and claim.kind.value == wanted.lower()


def _count(counts: Counts, right: bool | None) -> None:
    if right is None:
        return
    counts.right += right
    counts.missed += not right


def _predict(read: Read, report: Report) -> None:
    name = Path(read.gold.file).stem
    for number, block in enumerate(read.document.blocks):
        fields: dict[str, Any] = {"kind": block.kind.value, "of": block.of}
        report.predictions.append(_row(name, "block", str(number), {"words": read.raw((block.at,))}, fields))
    for number, a in enumerate(read.analysis.attributions):
        spans = {"source": read.raw(a.source_at), "cue": read.raw(a.cue), "content": read.raw(a.content)}
        fields = {
            "manner": a.manner.value,
            "act": a.act.value,
            "kind": a.source.kind.value,
            "naming": a.source.naming.value,
            "parent": None if a.parent is None else str(a.parent),
        }
        report.predictions.append(_row(name, "attribution", str(number), spans, fields))
    for claim in read.analysis.claims:
        fields = {
            "head": read.raw((claim.head,))[0],
            "chain": [read.raw(hop.at) for hop in claim.chain],
            "act": claim.act.value,
            "certainty": claim.certainty.value,
            "polarity": claim.polarity.value,
            "modality": claim.modality.value,
            "witness": claim.witness,
        }
        report.predictions.append(_row(name, "claim", claim.id, {"words": read.raw(claim.extent)}, fields))


def _row(
    document: str, layer: str, number: str, spans: Mapping[str, Any], fields: Mapping[str, Any]
) -> dict[str, Any]:
    return {"document": document, "layer": layer, "id": number, **spans, "fields": fields}
