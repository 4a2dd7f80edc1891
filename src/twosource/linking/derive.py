"""Everything that linking derives from claims, in one pure function."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from itertools import chain

from twosource.linking.actors import Actors, shipped_actors
from twosource.linking.candidates import Pair, by_document, by_question, look_alikes, open_pairs, pairs
from twosource.linking.compare import Compared, compare
from twosource.linking.constraints import NO_CONSTRAINTS, Constraints
from twosource.linking.context import Context
from twosource.linking.due import find_dues, fulfilled
from twosource.linking.events import event_groups, find_events
from twosource.linking.figures import find_figures, series_groups
from twosource.linking.gaps import Seen, gaps_of, heard_in
from twosource.linking.origins import find_origins, hear, provenance_of
from twosource.linking.positions import find_positions
from twosource.linking.settle import inferred, inferred_distinct, inferred_open, settled
from twosource.linking.stated import find_parts, find_stated
from twosource.linking.statements import find_statements
from twosource.linking.withdrawals import among_standing, find_withdrawals
from twosource.model.claim import Claim
from twosource.model.relation import Derived
from twosource.model.vocabulary import GapKind


def link(
    claims: Sequence[Claim],
    contexts: Mapping[str, Context],
    *,
    actors: Actors | None = None,
    constraints: Constraints = NO_CONSTRAINTS,
) -> Derived:
    """What follows from the claims and their documents: all that `Derived` holds.

    Pure, and the same for any order of the claims. Each decision reads two claims and the shipped tables; each tuple is
    in canonical order (documents by `Context.order`, then the offset of the head). ``actors`` is the shipped table unless
    another is given; ``constraints`` are what a reviewer decided.
    """
    heard = hear(claims, contexts, actors or shipped_actors())
    known = {one.id: one for one in heard}
    candidates = [pair for group in by_question(heard).values() for pair in pairs(group)]
    compared = compared_of(candidates)
    stated = chain.from_iterable(find_stated(one, known) for one in heard)
    parts = chain.from_iterable(find_parts(group) for group in by_document(heard).values())
    follows = chain(
        inferred(compared.values()), inferred_open(open_pairs(heard)), inferred_distinct(look_alikes(heard))
    )
    everything = settled(chain(stated, parts), follows, known, constraints)

    withdrawn = find_withdrawals(known, everything, constraints)
    gone = {row.claim for row in withdrawn}
    relations = among_standing(everything, gone)
    told = [one for one in heard if one.id not in gone]
    candidates = [pair for pair in candidates if pair[0].id not in gone and pair[1].id not in gone]
    statements = find_statements(told, compared, constraints)
    events = find_events(event_groups(told, candidates, constraints), relations)
    found = sorted(find_positions(told), key=lambda row: (row[0].rank, row[1].actor))
    positions = tuple(row for _, row in found)
    seen = Seen(
        {one.id: one.claim for one in told},
        {one.id: one.witness.body for one in told if not one.is_headline},
        statements,
        events,
        positions,
        relations,
        heard_in(positions),
    )
    return Derived(
        statements=tuple(sorted(statements, key=lambda one: known[one.id].rank)),
        relations=relations,
        origins=find_origins(told),
        figures=find_figures(series_groups(told, candidates, constraints), relations),
        positions=positions,
        events=events,
        gaps=tuple(gap for kind in GapKind for gap in gaps_of(kind, seen)),
        dues=find_dues(told, fulfilled(candidates), relations),
        withdrawn=withdrawn,
        provenance=tuple(provenance_of(one) for one in told),
    )


def compared_of(candidates: Iterable[Pair]) -> dict[tuple[str, str], Compared]:
    """The pairs that can be compared, by the ids in canonical order."""
    found = {}
    for one, other in candidates:
        pair = compare(one, other)
        if pair is not None:
            found[one.id, other.id] = pair
    return found
