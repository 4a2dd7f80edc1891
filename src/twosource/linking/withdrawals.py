"""Which claims a person's withdrawals take out of what is counted, and by which decision."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from twosource.linking.actors import Actors
from twosource.linking.context import Context
from twosource.linking.judgements import Judgements
from twosource.linking.origins import parties_of
from twosource.model.claim import Claim
from twosource.model.decision import Decision


def withdrawn(
    claims: Iterable[Claim], contexts: Mapping[str, Context], judgements: Judgements, actors: Actors
) -> Mapping[str, tuple[Decision, ...]]:
    """By id of a claim that is withdrawn, the decisions that take it out: on itself, its document, its sources.

    A withdrawn source takes every claim that has it as any hop of its chain, the publisher included. ``actors``
    knows the aliases: a source is taken with all its names.
    """
    sources: dict[str, list[Decision]] = {}
    for key, decision in judgements.withdrawn_sources.items():
        sources.setdefault(actors.same_as(key), []).append(decision)
    found = {}
    for claim in claims:
        own = judgements.withdrawn_claims.get(claim.id)
        whole = judgements.withdrawn_documents.get(claim.document)
        rows = [row for row in (own, whole) if row is not None]
        if sources:
            keys = dict.fromkeys(party.key for party in parties_of(claim, contexts, actors))
            rows += [row for key in keys for row in sources.get(key, ())]
        if rows:
            found[claim.id] = tuple(rows)
    return found
