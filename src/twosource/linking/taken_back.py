"""Which claims a person's withdrawals take out of what is counted, and by which decision."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from twosource.linking.actors import Actors
from twosource.linking.judgements import Judgements
from twosource.linking.origins import Testimony
from twosource.model.decision import Decision


def withdrawn(
    told: Iterable[Testimony], judgements: Judgements, actors: Actors
) -> Mapping[str, tuple[Decision, ...]]:
    """By id of a claim that is withdrawn, the decisions that take it out: on itself, its document, its sources.

    A withdrawn source takes every claim that has it as any hop of its chain, the publisher included. ``actors``
    knows the aliases, as it did when the claims were heard: a source is taken with all its names.
    """
    sources: dict[str, list[Decision]] = {}
    for key, decision in judgements.withdrawn_sources.items():
        sources.setdefault(actors.same_as(key), []).append(decision)
    found = {}
    claims, documents = judgements.withdrawn_claims, judgements.withdrawn_documents
    for one in told:
        own, whole = claims.get(one.id), documents.get(one.claim.document)
        rows = [row for row in (own, whole) if row is not None]
        keys = dict.fromkeys(party.key for party in one.hops)
        rows += [row for key in keys for row in sources.get(key, ())]
        if rows:
            found[one.id] = tuple(rows)
    return found
