"""What a claim says of other claims of its own text: what it denies, answers, revises or casts doubt on."""

from __future__ import annotations

from twosource.analysis.carried import (
    settle_conditions,
    settle_continued_conditions,
    settle_corrections,
    settle_doubts,
    settle_orders,
    settle_otherwise,
)
from twosource.analysis.drafts import Draft, Drafts
from twosource.analysis.layers import Analysis
from twosource.analysis.questions import Slots
from twosource.analysis.referents import settle_evaluations, settle_referents
from twosource.analysis.responses import settle_responses
from twosource.analysis.revisions import settle_revisions
from twosource.analysis.stances import settle_stances
from twosource.analysis.times_carried import settle_times
from twosource.model.claim import Claim


def with_references(analysis: Analysis, drafts: tuple[Draft, ...], *, slots: Slots) -> tuple[Claim, ...]:
    """The claims with references, stated links, inherited conditions, doubts cast by later sentences, and
    stated earlier values."""
    work = Drafts(analysis, drafts, slots)
    settle_revisions(work)
    settle_evaluations(work)
    settle_otherwise(work)
    settle_stances(work)
    settle_referents(work)
    settle_responses(work)
    settle_conditions(work)
    settle_continued_conditions(work)
    settle_corrections(work)
    settle_orders(work)
    settle_doubts(work)
    settle_times(work)
    return tuple(
        sorted(work.claims.values(), key=lambda claim: (claim.head.start, claim.chain[-1].at, claim.id))
    )
