"""Answers that are counted from rows: who is relied on, who vouches for what, who had it from whom. Pure."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from itertools import pairwise

from twosource.model.attribution import Hop, Source
from twosource.model.relation import Origin
from twosource.store.base import (
    ChainLink,
    ClaimRow,
    OriginRow,
    SourceRow,
    StatementRow,
)


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
