"""Everything that linking derives from claims, in one pure function."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from itertools import chain

from twosource.linking.actors import Actors, shipped_actors
from twosource.linking.candidates import by_document, by_question, look_alikes, open_pairs, pairs
from twosource.linking.compare import Compared, compare, compare_open
from twosource.linking.context import Context
from twosource.linking.events import event_groups, find_events
from twosource.linking.figures import find_figures, series_groups
from twosource.linking.independence import judge
from twosource.linking.number import show
from twosource.linking.occasion import one_text
from twosource.linking.origins import Testimony, find_origins, hear
from twosource.linking.positions import find_positions
from twosource.linking.relate import relate, relation_of
from twosource.linking.stated import find_parts, find_stated
from twosource.linking.statements import find_statements
from twosource.model.claim import Claim
from twosource.model.relation import Derived, Position, Relation, Statement
from twosource.model.vocabulary import Basis, RelationKind


def link(
    claims: Sequence[Claim], contexts: Mapping[str, Context], *, actors: Actors | None = None
) -> Derived:
    """What follows from the claims and their documents: statements, relations, origins, figures, positions, events.

    Pure, and the same for any order of the claims. Each decision reads two claims and the shipped tables; each tuple is
    in canonical order (documents by `Context.order`, then the offset of the head). ``actors`` is the shipped table unless another
    is given.
    """
    table = actors or shipped_actors()
    told = hear(claims, contexts, table)
    known = {one.id: one for one in told}
    groups = by_question(told)
    statements: list[Statement] = []
    inferred: list[Relation] = []
    positions: list[tuple[Testimony, Position]] = []
    series: list[list[Testimony]] = []
    happenings: list[list[Testimony]] = []
    for group in groups.values():
        candidates = tuple(pairs(group))
        compared = _compared(candidates)
        series += series_groups(group, candidates)
        happenings += event_groups(group, candidates)
        statements += find_statements(group, compared)
        inferred += (relation_of(found) for pair in compared.values() if (found := relate(pair)) is not None)
        positions += find_positions(group)
    for earlier, later in open_pairs(told):
        pair = compare_open(earlier, later)
        if pair is not None and (found := relate(pair)) is not None:
            inferred.append(relation_of(found))
    inferred += _look_alikes(told)
    stated = list(chain.from_iterable(find_stated(one, known) for one in told))
    stated += chain.from_iterable(find_parts(group) for group in by_document(told).values())
    relations = _settled(stated, inferred, known)
    return Derived(
        statements=tuple(sorted(statements, key=lambda one: known[one.id].rank)),
        relations=relations,
        origins=find_origins(told),
        figures=find_figures(series, relations),
        positions=tuple(found for _, found in sorted(positions, key=lambda row: (row[0].rank, row[1].actor))),
        events=find_events(happenings, relations),
    )


def _compared(
    candidates: Iterable[tuple[Testimony, Testimony]],
) -> dict[tuple[str, str], Compared]:
    """The pairs of one question that can be compared, by the ids in canonical order."""
    found = {}
    for one, other in candidates:
        pair = compare(one, other)
        if pair is not None:
            found[one.id, other.id] = pair
    return found


def _look_alikes(told: Iterable[Testimony]) -> Iterable[Relation]:
    for earlier, later in look_alikes(told):
        number = later.number
        copies = earlier.claim.document != later.claim.document and one_text(earlier, later)
        if copies or number is None:
            continue
        yield Relation(
            source=later.id,
            target=earlier.id,
            kind=RelationKind.DISTINCT,
            basis=Basis.INFERRED,
            by="look_alike",
            because=f"{show(number)} in both, but of another question",
            independent=judge(later, earlier).independence,
        )


def _settled(
    stated: Iterable[Relation], inferred: Iterable[Relation], told: Mapping[str, Testimony]
) -> tuple[Relation, ...]:
    """All relations in canonical order; where a text states how two claims stand, nothing is inferred of the two."""
    kept: dict[tuple[str, str, RelationKind], Relation] = {}
    settled: set[frozenset[str]] = set()
    for relation in stated:
        kept[relation.source, relation.target, relation.kind] = relation
        if relation.kind is not RelationKind.RESPONDS_TO:
            settled.add(frozenset((relation.source, relation.target)))
    for relation in inferred:
        if frozenset((relation.source, relation.target)) not in settled:
            kept.setdefault((relation.source, relation.target, relation.kind), relation)
    return tuple(
        sorted(kept.values(), key=lambda one: (told[one.source].rank, told[one.target].rank, one.kind))
    )
