"""The JSON object of every row that a view prints: plain dicts, keys as the command line's reference names them."""

from __future__ import annotations

from collections.abc import Iterable
from decimal import Decimal
from typing import Any

from twosource.model.attribution import Hop, Standing
from twosource.model.claim import Question
from twosource.model.measure import Quantity, When, Where
from twosource.model.relation import FigurePoint, PositionPoint
from twosource.model.span import Extent, Span
from twosource.model.vocabulary import Modality
from twosource.store.base import (
    ChainLink,
    ClaimRow,
    DocumentRow,
    DriftRow,
    DueRow,
    EventRow,
    FigureRow,
    GapRow,
    OriginRow,
    PositionRow,
    RelationRow,
    SourceRow,
    StatementRow,
    Unclaimed,
    Why,
)
from twosource.views.review_words import judged_shape

Shape = dict[str, Any]


def number(value: Decimal | None) -> int | float | None:
    """A number as JSON has it: whole where it is whole."""
    if value is None:
        return None
    return int(value) if value == value.to_integral_value() else float(value)


def _given(row: Any, *names: str) -> Shape:
    """These fields of a row, as they are and in this order."""
    return {name: getattr(row, name) for name in names}


def _span(at: Span) -> list[int]:
    return [at.start, at.end]


def spans(at: Iterable[Span]) -> list[list[int]]:
    """Each span as ``[start, end]``."""
    return [_span(span) for span in at]


def _extent(at: Extent | Span | None) -> list[list[int]]:
    if at is None:
        return []
    return spans((at,) if isinstance(at, Span) else at)


def when_shape(when: When | None, row: ClaimRow) -> Shape | None:
    """A time with its words; they are None for one taken from metadata."""
    shape = _bare_when(when)
    if when is None or shape is None:
        return None
    return {**shape, "words": row.words_of(when.at) or None, "span": _span(when.at) if when.at else None}


def _bare_when(when: When | None) -> Shape | None:
    return None if when is None else _given(when, "value", "start", "end", "precision", "direction")


def _where(where: Where, row: ClaimRow) -> Shape:
    return {
        **_given(where, "id", "name", "country", "lat", "lon", "precision", "role"),
        "words": row.words_of(where.at),
        "span": _span(where.at),
        "because": where.because,
    }


def _quantity(quantity: Quantity, modality: Modality, row: ClaimRow) -> Shape:
    return {
        "of": quantity.of,
        "unit": quantity.unit,
        "low": number(quantity.low),
        "high": number(quantity.high),
        "approximate": quantity.approximate,
        "modality": modality,
        "figure": quantity.figure,
        "words": row.words_of(quantity.at),
        "span": _span(quantity.at),
    }


def hop_shape(hop: Hop, row: ClaimRow) -> Shape:
    """One step of a chain; ``span`` and ``words`` are None for the publisher and for a gap."""
    return {
        **_given(hop.source, "id", "name", "kind", "naming"),
        "words": row.words_of(hop.at) or None,
        "span": [hop.at[0].start, hop.at[-1].end] if hop.at else None,
        "raw": spans(row.raw_of(hop.at)),
        "inherited": hop.inherited,
        "actor": hop.is_actor,
        **_standing(hop.standing, row),
    }


def _standing(standing: Standing | None, row: ClaimRow) -> Shape:
    """What the text says of a source without a name; what it does not say is left out."""
    if standing is None:
        return {}
    description = (standing.description,) if standing.description else ()
    parts = {
        "description": description,
        "anonymity": standing.anonymity,
        "reason": standing.reason,
        "access": standing.access,
    }
    return {
        name: [{"words": row.words_of(span), "span": _span(span)} for span in at]
        for name, at in parts.items()
        if at
    }


def claim_shape(row: ClaimRow) -> Shape:
    """One claim, as ``claims --json`` prints it."""
    claim = row.claim
    return {
        "id": claim.id,
        "document": claim.document,
        "file": row.name,
        "title": row.title,
        "publisher": row.publisher,
        "published": row.published.value if row.published else None,
        "text": row.text,
        "head": [claim.head.start, claim.head.end],
        "spans": spans(claim.extent),
        "raw": spans(row.raw),
        "chain": [hop_shape(hop, row) for hop in claim.chain],
        "witness": claim.witness,
        **_given(claim, "act", "certainty", "polarity", "modality"),
        "hedges": spans(claim.hedges),
        "condition": row.words_of(claim.condition.at) if claim.condition else None,
        "actors": [
            {**_given(actor, "id", "name", "role"), "words": row.words_of(actor.at), "span": _span(actor.at)}
            for actor in claim.participants
        ],
        "question": question_shape(claim.question),
        "said": when_shape(claim.said, row),
        "when": when_shape(claim.when, row),
        "where": [_where(where, row) for where in claim.where],
        "quantities": [_quantity(quantity, claim.modality, row) for quantity in claim.quantities],
        "kind": claim.kind,
        "refers_to": list(claim.refers_to),
        "statement": row.statement,
        "origin": _given(row.origin, "id", "name", "kind") if row.origin else None,
        "independent_origins": row.independent_origins,
        "flags": [{"flag": flag.kind, "because": flag.because} for flag in claim.flags],
        "corrected": row.is_corrected,
        "withdrawn": None
        if row.withdrawn is None
        else {"by": list(row.withdrawn.by), "because": row.withdrawn.because},
        "run": row.run,
    }


def question_shape(question: Question) -> Shape:
    """What a claim answers."""
    return _given(question, "predicate", "agent", "target", "counted")


def relation_shape(row: RelationRow) -> Shape:
    """One relation; ``spans`` are both claims' words and, for a stated one, the words that state it."""
    relation = row.relation
    found = [
        _side("from", row.source, _extent(row.source.claim.extent), row.source.text),
        _side("to", row.target, _extent(row.target.claim.extent), row.target.text),
    ]
    if relation.at is not None:
        found.append(_side("stated", row.source, _extent(relation.at), row.source.words_of(relation.at)))
    return {
        "from": relation.source,
        "to": relation.target,
        "relation": relation.kind,
        "basis": relation.basis,
        "by": relation.by,
        "reason": relation.because,
        "independent": relation.independent,
        "spans": found,
    }


def drift_shape(row: DriftRow) -> Shape:
    """One drift; ``spans`` are the child's words and the parent's."""
    drift = row.drift
    sides = (("child", row.child, drift.child_at), ("parent", row.parent, drift.parent_at))
    return {
        "child": drift.child,
        "parent": drift.parent,
        "drift": drift.kind,
        "child_publisher": row.child.publisher,
        "parent_publisher": row.parent.publisher,
        "reason": drift.because,
        "spans": [
            _side(role, side, _extent(at), " ... ".join(side.words_of(one) for one in at))
            for role, side, at in sides
        ],
    }


def _side(role: str, row: ClaimRow, at: list[list[int]], words: str) -> Shape:
    return {
        "of": role,
        "document": row.document,
        "spans": at,
        "words": words,
        "withdrawn": row.withdrawn is not None,
    }


def document_shape(row: DocumentRow) -> Shape:
    """One document and how it was read."""
    data = row.metadata
    return {
        "id": row.id,
        "file": row.name,
        "title": data.title,
        "publisher": data.publisher,
        "published": data.published.value if data.published else None,
        "byline": data.byline,
        "credit": data.credit,
        "language": data.language,
        "address": data.address,
        "claims": row.claims,
        "skipped": row.document.skipped,
        "failed": row.failed,
        "capture": row.document.capture,
        "part": row.document.part,
        "run": row.run,
    }


def shown_document(row: DocumentRow, claims: Iterable[ClaimRow], unclaimed: Iterable[Unclaimed]) -> Shape:
    """One document with its blocks, claims and silences."""
    text = row.document.text
    published = row.metadata.published
    evidence = (*row.metadata.publisher_evidence, *(published.evidence if published else ()))
    return {
        **document_shape(row),
        "evidence": [{"rule": one.rule, "words": one.words, "raw": spans(one.raw)} for one in evidence],
        "blocks": [
            {
                "kind": block.kind,
                "span": _span(block.at),
                "text": block.at.of(text),
                "because": block.because,
                "of": block.of,
            }
            for block in row.document.blocks
        ],
        "claim_rows": [claim_shape(claim) for claim in claims],
        "unclaimed": [
            {"span": _span(one.at), "text": one.at.of(text), "because": one.because} for one in unclaimed
        ],
    }


def source_shape(row: SourceRow) -> Shape:
    """One who is relied on."""
    return {
        "id": row.id,
        "name": row.name,
        "kind": row.kind,
        "claims": row.claim_count,
        "statements": row.statements,
        "alone": row.alone,
        "relays": row.relays,
        "documents": list(row.documents),
        "publishers": list(row.publishers),
        "relied_on_for": list(row.predicates),
        "claim_ids": list(row.claims),
        "document_count": row.document_count,
        "publisher_count": row.publisher_count,
    }


def origin_shape(row: OriginRow) -> Shape:
    """One origin, the statements it vouches for, and those that rest on it alone."""
    origin = row.origin
    return {
        **_given(origin, "id", "name", "kind", "body"),
        "claims": list(origin.claims),
        "statements": list(row.statements),
        "alone": list(row.alone),
        "documents": list(row.documents),
        "publishers": list(row.publishers),
        "claim_count": row.claim_count,
        "statement_count": row.statement_count,
        "alone_count": row.alone_count,
        "document_count": row.document_count,
        "publisher_count": row.publisher_count,
    }


def link_shape(link: ChainLink) -> Shape:
    """One edge of the network of who had it from whom."""
    return {
        "from": link.source,
        "from_name": link.source_name,
        "to": link.target,
        "to_name": link.target_name,
        "claims": link.claims,
    }


def event_shape(row: EventRow) -> Shape:
    """One event at its own time and place."""
    event = row.event
    return {
        "id": event.id,
        "kind": event.kind,
        "question": question_shape(event.question),
        "when": _bare_when(event.when),
        "places": list(event.places),
        "modality": event.modality,
        "claims": list(event.claims),
        "text": row.claims[0].text if row.claims else None,
        "responds_to": list(event.responds_to),
    }


def figure_shape(row: FigureRow, bounds: Shape) -> Shape:
    """A series of numbers, with ``bounds`` by each counting rule."""
    figure = row.figure
    return {
        "id": figure.id,
        "of": figure.of,
        "question": question_shape(figure.question),
        "modality": figure.modality,
        "figure": figure.figure,
        "points": [_point(point, claim) for point, claim in zip(figure.points, row.claims, strict=True)],
        **bounds,
    }


def _point(point: FigurePoint, row: ClaimRow) -> Shape:
    return {
        "claim": point.claim,
        "low": number(point.low),
        "high": number(point.high),
        "approximate": point.approximate,
        "words": row.words_of(point.words),
        "when": _bare_when(point.when),
        "said": _bare_when(point.said),
        "revises": point.revises,
        "holder": row.claim.holder.source.name,
        "publisher": row.publisher,
    }


def position_shape(row: PositionRow) -> Shape:
    """What one actor held on one question, in order of speech."""
    position = row.position
    return {
        "actor": position.actor,
        "name": position.actor_name,
        "question": question_shape(position.question),
        "points": [_stand(point, claim) for point, claim in zip(position.points, row.claims, strict=True)],
    }


def _stand(point: PositionPoint, row: ClaimRow) -> Shape:
    return {
        **_given(point, "claim", "act", "polarity", "certainty", "modality"),
        "said": _bare_when(point.said),
        "text": row.text,
    }


def due_shape(row: DueRow) -> Shape:
    """Something planned, ordered, expected or threatened, and whether a later report says it happened."""
    return {
        "claim": row.claim.id,
        "text": row.claim.text,
        "holder": row.claim.claim.holder.source.name,
        "modality": row.claim.claim.modality,
        "act": row.claim.claim.act,
        "when": _bare_when(row.when),
        "happened": [claim.id for claim in row.happened],
        "denied": [claim.id for claim in row.denied],
    }


def gap_shape(row: GapRow) -> Shape:
    """Something that is missing."""
    return {
        "gap": row.kind,
        "claim": row.claim.id,
        "statement": row.statement,
        "text": row.claim.text,
        "reason": row.because,
    }


def statement_shape(row: StatementRow) -> Shape:
    """Claims of one question that agree, and who vouches for them."""
    statement = row.statement
    return {
        "id": statement.id,
        "question": question_shape(statement.question),
        "polarity": statement.polarity,
        "modality": statement.modality,
        "claims": list(statement.claims),
        "origins": [_given(origin, "id", "name", "kind") for origin in row.origins],
        "independent_origins": statement.independent_origins,
    }


def why_shape(row: Why) -> Shape:
    """Everything that stands behind one claim."""
    return {
        **claim_shape(row.claim),
        "statement_row": statement_shape(row.statement) if row.statement else None,
        "relations": [relation_shape(relation) for relation in row.relations],
        "origins": [_given(origin, "id", "name", "kind", "body") for origin in row.origins],
        "about": [claim_shape(claim) for claim in row.about],
        "drift": [drift_shape(drift) for drift in row.drifts],
        "judged": judged_shape(row),
    }
