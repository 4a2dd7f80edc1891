"""Relations among matched claims, over all texts with gold linked together."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

from evals.scoring import Counts, Report
from twosource.linking import link
from twosource.linking.context import Context
from twosource.model.claim import Claim
from twosource.model.document import Document
from twosource.model.relation import Relation
from twosource.model.vocabulary import Independence, RelationKind

if TYPE_CHECKING:
    from evals.news.gold import Gold

_NOT_SCORED = frozenset({"l089", "l090", "l101"})
_KINDS = {
    "same_claim": {RelationKind.REPEATS, RelationKind.CORROBORATES},
    "corroborates": {RelationKind.CORROBORATES, RelationKind.REPEATS},
    "escalates": {RelationKind.RESPONDS_TO},
    "different_quantity": {RelationKind.DIFFERENT_QUANTITY, RelationKind.DISTINCT},
    "distinct": {RelationKind.DISTINCT, RelationKind.DIFFERENT_QUANTITY},
    "conflicts": {RelationKind.CONFLICTS, RelationKind.DIFFERS},
}
_DIRECTED = frozenset({"revises", "denies", "responds_to", "escalates", "part_of", "qualifies"})
_INDEPENDENCE = {
    "dependent": Independence.SHARED,
    "likely independent": Independence.INDEPENDENT,
    "unknown": Independence.UNKNOWN,
}


def score_relations(
    documents: Sequence[tuple[Document, Sequence[Claim]]],
    found: Mapping[str, Claim],
    gold: Gold,
    report: Report,
) -> None:
    """Recall of the gold's links between matched claims; precision over our relations on pairs that the gold links.

    ``distinct`` asks only that the two are not joined or set against each other. A conflict between any two
    matched claims that the gold does not call one is counted apart.
    """
    contexts = {
        document.id: Context(
            document.id,
            document.metadata.publisher,
            None
            if document.metadata.publisher is None
            else f"outlet:{document.metadata.publisher.casefold()}",
            document.metadata.published,
            document.fingerprint,
            document.metadata.credit,
        )
        for document, _ in documents
    }
    derived = link([claim for _, claims in documents for claim in claims], contexts)
    ours: dict[tuple[str, str], list[Relation]] = {}
    for relation in derived.relations:
        ours.setdefault((relation.source, relation.target), []).append(relation)
    counts, independence = Counts(), Counts()
    for row in gold.links:
        if (
            row.get("optional")
            or row["id"] in _NOT_SCORED
            or row["from"] not in found
            or row["to"] not in found
        ):
            continue
        one, other = found[row["from"]].id, found[row["to"]].id
        there = ours.get((one, other), [])
        back = ours.get((other, one), [])
        kind = row["type"]
        if kind == "same_origin":
            both = [*there, *back]
            if both:
                independence.right += all(r.independent is Independence.SHARED for r in both)
                independence.missed += any(r.independent is not Independence.SHARED for r in both)
            continue
        both = there if kind in _DIRECTED else [*there, *back]
        wanted = _KINDS.get(kind, {RelationKind(kind)} if kind not in _KINDS else set())
        hit = any(r.kind in wanted for r in both)
        if kind == "distinct" and not both:
            hit = True
        counts.right += hit
        counts.missed += not hit
        counts.wrong += bool(both) and not hit
        counts.abstained += not both
        if hit and row.get("independence") in _INDEPENDENCE:
            right = any(r.independent is _INDEPENDENCE[row["independence"]] for r in both)
            independence.right += right
            independence.missed += not right
        if not hit:
            said = ", ".join(r.kind.value for r in both) or "none"
            report.notes.append(f"relation {row['id']} {row['from']} {kind} {row['to']}: ours {said}")
    called = {
        frozenset((r["from"], r["to"])) for r in gold.links if r["type"] in ("conflicts", "inconsistent")
    }
    names = {claim.id: name for name, claim in found.items()}
    false = [
        r
        for r in derived.relations
        if r.kind is RelationKind.CONFLICTS
        and frozenset((names.get(r.source, ""), names.get(r.target, ""))) not in called
    ]
    report.put("relations", counts)
    asked = counts.right + counts.missed
    report.items |= {
        "relations.recall": asked,
        "relations.f1": asked,
        "relations.precision": counts.right + counts.wrong,
    }
    report.items["relations.independence"] = independence.right + independence.missed
    report.scores["relations.independence"] = round(independence.recall, 4)
    report.items["relations.independence"] = independence.right + independence.missed
    report.scores["relations.false_conflicts"] = float(len(false))
