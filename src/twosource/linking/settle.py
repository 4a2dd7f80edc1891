"""All relations of pairs of claims, and which of them hold beside one another: a reviewer's word, a text's, an inference."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from itertools import chain

from twosource.linking.candidates import Pair
from twosource.linking.compare import Compared, compare_open
from twosource.linking.constraints import Constraints, Word
from twosource.linking.independence import judge
from twosource.linking.number import show
from twosource.linking.occasion import Order, one_text, order_of
from twosource.linking.origins import Testimony
from twosource.linking.relate import relate, relation_of
from twosource.model.relation import Relation
from twosource.model.vocabulary import Basis, Independence, RelationKind


def inferred(compared: Iterable[Compared]) -> Iterator[Relation]:
    """What follows for pairs of one question."""
    return (relation_of(found) for pair in compared if (found := relate(pair)) is not None)


def inferred_open(pairs: Iterable[Pair]) -> Iterator[Relation]:
    """What follows for pairs of one document of which one leaves a slot open."""
    compared = (compare_open(earlier, later) for earlier, later in pairs)
    return inferred(pair for pair in compared if pair is not None)


def inferred_distinct(pairs: Iterable[Pair]) -> Iterator[Relation]:
    """What follows for look-alikes."""
    for earlier, later in pairs:
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


def decided(told: Mapping[str, Testimony], constraints: Constraints) -> Iterator[Relation]:
    """What a reviewer says of pairs of these claims; of a pair that is joined and parted, that it is parted."""
    for pair, word in constraints.cannot.items():
        if told.keys() >= {*pair}:
            yield _decided(told[pair[0]], told[pair[1]], word, parted=True)
    for pair, word in constraints.must.items():
        if told.keys() >= {*pair} and pair not in constraints.cannot:
            yield _decided(told[pair[0]], told[pair[1]], word, parted=False)


def _decided(one: Testimony, other: Testimony, word: Word, *, parted: bool) -> Relation:
    first, second = (one, other) if one.rank > other.rank else (other, one)
    if order_of(first, second) is Order.BEFORE:
        first, second = second, first
    independent = judge(first, second).independence
    joined = RelationKind.REPEATS if independent is Independence.SHARED else RelationKind.CORROBORATES
    return Relation(
        source=first.id,
        target=second.id,
        kind=RelationKind.DISTINCT if parted else joined,
        basis=Basis.STATED,
        by=word.by,
        because=word.because,
        independent=independent,
    )


def settled(
    stated: Iterable[Relation],
    inferred: Iterable[Relation],
    told: Mapping[str, Testimony],
    constraints: Constraints,
) -> tuple[Relation, ...]:
    """All relations in canonical order; where a reviewer or a text says how two claims stand, nothing is inferred of the two."""
    kept: dict[tuple[str, str, RelationKind], Relation] = {}
    closed: set[frozenset[str]] = set()
    for relation in chain(stated, decided(told, constraints)):
        kept[relation.source, relation.target, relation.kind] = relation
        if relation.kind is not RelationKind.RESPONDS_TO:
            closed.add(frozenset((relation.source, relation.target)))
    for relation in inferred:
        if frozenset((relation.source, relation.target)) not in closed:
            kept.setdefault((relation.source, relation.target, relation.kind), relation)
    return tuple(
        sorted(kept.values(), key=lambda one: (told[one.source].rank, told[one.target].rank, one.kind))
    )
