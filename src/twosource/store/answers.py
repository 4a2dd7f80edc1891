"""Answers that are worked out from rows: who is relied on, what is missing, what is due. Pure."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import pairwise

from twosource.model.attribution import Hop, Source
from twosource.model.relation import Origin
from twosource.model.vocabulary import Act, FlagKind, Modality, Polarity, RelationKind
from twosource.store.base import (
    ChainLink,
    ClaimRow,
    DueRow,
    GapKind,
    GapRow,
    OriginRow,
    RelationRow,
    SourceRow,
    StatementRow,
)

DUE_MODALITIES = (Modality.PLANNED, Modality.ORDERED, Modality.EXPECTED)
DUE_ACTS = (Act.THREATEN, Act.PROMISE)
COME_ABOUT = (Modality.DONE, Modality.UNDER_WAY, Modality.PRESENT)


def source_key(source: Source, document: str) -> str:
    """Whose rows are one row: the resolved id, else the name within one document."""
    return source.id or f"{document}:{source.kind.value}:{source.name.casefold()}"


def sources(claims: Sequence[ClaimRow], statements: Iterable[StatementRow]) -> tuple[SourceRow, ...]:
    """Who is relied on, most claims first, then by name and id."""
    alone: Counter[str] = Counter()
    resting: dict[str, set[str]] = defaultdict(set)
    for row in statements:
        keys = {source_key(witness(claim).source, claim.document) for claim in row.claims}
        for key in keys:
            resting[key].add(row.statement.id)
        if len(keys) == 1:
            alone[keys.pop()] += 1
    hops: dict[str, list[tuple[Hop, ClaimRow]]] = defaultdict(list)
    for claim in claims:
        for hop in claim.claim.chain[1:]:
            hops[source_key(hop.source, claim.document)].append((hop, claim))
    found = [_source_row(key, pairs, resting[key], alone[key]) for key, pairs in hops.items()]
    return tuple(
        sorted(found, key=lambda row: (-len(row.claims), row.name.casefold(), row.id or "", row.documents))
    )


def _source_row(key: str, pairs: Sequence[tuple[Hop, ClaimRow]], resting: set[str], alone: int) -> SourceRow:
    names = Counter(hop.source.name for hop, _ in pairs)
    kinds = Counter(hop.source.kind for hop, _ in pairs)
    return SourceRow(
        id=pairs[0][0].source.id,
        name=_commonest(names),
        kind=min(kinds, key=lambda kind: (-kinds[kind], kind.value)),
        claims=tuple(dict.fromkeys(claim.id for _, claim in pairs)),
        relays=len({claim.id for hop, claim in pairs if hop is not witness(claim)}),
        documents=tuple(dict.fromkeys(claim.document for _, claim in pairs)),
        publishers=tuple(sorted({claim.publisher for _, claim in pairs if claim.publisher})),
        statements=len(resting),
        alone=alone,
        predicates=tuple(_by_count(claim.claim.question.predicate for _, claim in pairs)),
    )


def witness(claim: ClaimRow) -> Hop:
    """The hop that vouches for a claim."""
    return claim.claim.chain[claim.claim.witness]


def _commonest(names: Counter[str]) -> str:
    return min(names, key=lambda name: (-names[name], -len(name), name))


def _by_count(values: Iterable[str]) -> list[str]:
    counts = Counter(values)
    return sorted(counts, key=lambda value: (-counts[value], value))


def origins(
    found: Iterable[Origin], statements: Iterable[StatementRow], claims: Mapping[str, ClaimRow]
) -> tuple[OriginRow, ...]:
    """Each origin with what rests on it: most statements first, then by name and id."""
    vouches: dict[str, list[StatementRow]] = defaultdict(list)
    for row in statements:
        for key in row.statement.origins:
            vouches[key].append(row)
    out = []
    for origin in found:
        rows = [claims[each] for each in origin.claims if each in claims]
        of = vouches[origin.id]
        out.append(
            OriginRow(
                origin=origin,
                statements=tuple(row.statement.id for row in of),
                alone=tuple(row.statement.id for row in of if len(row.statement.origins) == 1),
                documents=tuple(dict.fromkeys(row.document for row in rows)),
                publishers=tuple(sorted({row.publisher for row in rows if row.publisher})),
            )
        )
    return tuple(
        sorted(out, key=lambda row: (-len(row.statements), row.origin.name.casefold(), row.origin.id))
    )


def network(claims: Iterable[ClaimRow]) -> tuple[ChainLink, ...]:
    """Who had it from whom, by the ids of both ends."""
    counts: Counter[tuple[str, str]] = Counter()
    names: dict[str, str] = {}
    for row in claims:
        chain = row.claim.chain
        ends = [source_key(hop.source, row.document) for hop in chain]
        for key, hop in zip(ends, chain, strict=True):
            names[key] = min(names.get(key, hop.source.name), hop.source.name)
        counts.update(pairwise(ends))
    return tuple(
        ChainLink(near, names[near], far, names[far], number)
        for (near, far), number in sorted(counts.items())
    )


def due(
    claims: Iterable[ClaimRow], others: Mapping[tuple[str, ...], Sequence[ClaimRow]]
) -> tuple[DueRow, ...]:
    """What is to come, dated first, by date. ``others`` are all claims by `due_key`."""
    out = []
    for row in claims:
        if not is_due(row):
            continue
        same = [
            other for other in others.get(due_key(row), ()) if other.id != row.id and _is_later(other, row)
        ]
        happened = [
            other
            for other in same
            if other.claim.modality in COME_ABOUT and other.claim.polarity is Polarity.POSITIVE
        ]
        denied = [other for other in same if other.claim.polarity is Polarity.NEGATIVE]
        out.append(DueRow(row, row.claim.when, tuple(happened), tuple(denied)))
    return tuple(sorted(out, key=lambda row: (_day(row), row.claim.order)))


def is_due(row: ClaimRow) -> bool:
    """Whether a claim tells of something to come that is planned, ordered, expected, promised or
    threatened."""
    claim = row.claim
    if claim.polarity is Polarity.NEGATIVE or claim.has_flag(FlagKind.HEADLINE):
        return False
    return claim.modality in DUE_MODALITIES or (
        claim.act in DUE_ACTS and claim.modality is Modality.CONDITIONAL
    )


def due_key(row: ClaimRow) -> tuple[str, ...]:
    """Under which claims of the same thing are looked up: the question, with unknown slots by document."""
    question = row.claim.question
    slots = (question.agent, question.target, question.counted)
    is_local = any(slot is not None and slot.startswith("~") for slot in slots)
    return (question.predicate, *(slot or "" for slot in slots), row.document if is_local else "")


def _is_later(other: ClaimRow, row: ClaimRow) -> bool:
    """Whether ``other`` was published after ``row``; one document does not report on its own later days."""
    return other.order[0] != "~" and row.order[0] != "~" and other.order[0] > row.order[0]


def _day(row: DueRow) -> str:
    return (row.when.start or row.when.end if row.when else None) or "~"


def gaps(
    claims: Iterable[ClaimRow], statements: Iterable[StatementRow], relations: Iterable[RelationRow]
) -> tuple[GapRow, ...]:
    """What is missing, kind by kind."""
    rows = [row for row in claims if not row.claim.has_flag(FlagKind.HEADLINE)]
    shown = {row.id for row in rows}
    found = [*_from_statements(statements), *_from_claims(rows), *_from_denials(relations)]
    order = {kind: number for number, kind in enumerate(GapKind)}
    return tuple(
        sorted(
            (gap for gap in found if gap.claim.id in shown),
            key=lambda gap: (order[gap.kind], gap.claim.order),
        )
    )


def _from_statements(statements: Iterable[StatementRow]) -> Iterator[GapRow]:
    for row in statements:
        statement = row.statement
        told = [each for each in row.claims if not each.claim.has_flag(FlagKind.HEADLINE)]
        if not told:
            continue
        if len(row.origins) == 1:
            documents = len({each.document for each in told})
            because = f"rests on {row.origins[0].name} alone" + (
                f", in {documents} documents" if documents > 1 else ""
            )
            yield GapRow(GapKind.ONE_ORIGIN, told[0], because, statement.id)
        bodies = {origin.body for origin in row.origins}
        body = next(iter(bodies)) if len(bodies) == 1 else None
        if body is not None and len(row.origins) > 1:
            because = f"all {len(row.origins)} origins are of one side ({body})"
            yield GapRow(GapKind.ONE_SIDE, told[0], because, statement.id)


def _from_claims(rows: Iterable[ClaimRow]) -> Iterator[GapRow]:
    for row in rows:
        if row.claim.kind is None:
            continue
        when = row.claim.when
        if when is None or (when.start is None and when.end is None):
            words = f" (“{row.words_of(when.at)}”)" if when is not None and when.at is not None else ""
            yield GapRow(GapKind.UNDATED, row, f"no date can be given to it{words}", row.statement)
        if not any(place.id for place in row.claim.where):
            names = ", ".join(place.name for place in row.claim.where)
            because = f"no place can be given to it{f' ({names})' if names else ''}"
            yield GapRow(GapKind.UNPLACED, row, because, row.statement)


def _from_denials(relations: Iterable[RelationRow]) -> Iterator[GapRow]:
    seen = set()
    for row in relations:
        claim = row.source.claim
        if row.relation.kind is RelationKind.DENIES and row.source.id not in seen and not claim.links:
            seen.add(row.source.id)
            because = f"{claim.holder.source.name} denies it and the text gives no evidence for the denial"
            yield GapRow(GapKind.DENIED_WITHOUT_EVIDENCE, row.source, because, row.source.statement)
