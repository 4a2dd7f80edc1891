"""Who holds a claim, who vouches for it, and with which grade of not-yes, as the gold's own fields say.

The gold gives neither witness nor act as ours: both are derived from its fields as ``MAPPING.md`` and the definition of the
witness say, never from our reading. The last hop of the gold's chain is the holder; it is the witness too, unless its act was
not public: an order that an unnamed source tells of, or words that somebody listened in on.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from evals.news.gold import GoldClaim
from twosource.model.claim import Claim
from twosource.model.vocabulary import Act, Certainty, Modality, Polarity

_PRIVATE = "anonymous_source"
_OVERHEARD = "intercept"
_SILENCES = {
    "no_comment_yet": {Act.NO_COMMENT},
    None: {Act.DECLINE_TO_CONFIRM},
}


@dataclass(frozen=True, slots=True)
class Grade:
    """One grade of not-yes: its name, the acts that are right for it, and what else must hold."""

    name: str
    acts: frozenset[Act]
    polarity: Polarity | None = None
    weak: bool = False
    conditional: bool = False

    def is_right(self, claim: Claim) -> bool:
        """Whether the claim has the grade."""
        right = claim.act in self.acts and (self.polarity is None or claim.polarity is self.polarity)
        if self.weak:
            right = right and claim.certainty is not Certainty.CERTAIN
        if self.conditional:
            right = right and claim.modality is Modality.CONDITIONAL
        return right


def grade_of(gold: GoldClaim, stances: Mapping[str, tuple[str, str | None]]) -> Grade | None:
    """The grade of not-yes that the gold gives a claim; None where it says yes.

    ``stances`` are stance and act by the id of an attribution. Scepticism and disparagement, which the gold calls dismissing, are
    assertions; "has equivocated" is what the gold calls declining without a word of confirmation.
    """
    rows = [stances[one] for one in gold.row["attributions"] if one in stances]
    acts = {act for _, act in rows}
    named = {stance for stance, _ in rows}
    text = gold.row["proposition"].lower()
    if "threaten" in acts:
        return Grade("threatens", frozenset({Act.THREATEN}))
    if "doubt" in acts and "predicts" in named:
        return Grade("doubts", frozenset({Act.ASSERT, Act.PREDICT}), Polarity.NEGATIVE)
    if "hint" in acts:
        return Grade("hints", frozenset({Act.HINT}), weak=True)
    if "denies" in named:
        return Grade("denies", frozenset({Act.DENY}), Polarity.NEGATIVE)
    if "dismisses" in named:
        if gold.row["certainty"] != "denied":
            return Grade("disparages", frozenset({Act.ASSERT, Act.CONDEMN}))
        return Grade("dismisses", frozenset({Act.DISMISS, Act.DENY}), Polarity.NEGATIVE)
    if "declines_to_confirm" in named:
        if "equivocate" in text:
            return Grade("equivocates", frozenset({Act.EQUIVOCATE}))
        yet = "no_comment_yet" in acts
        acts_right = _SILENCES["no_comment_yet" if yet else None]
        return Grade(
            "has yet to comment" if yet else "does not confirm", frozenset(acts_right), Polarity.NEGATIVE
        )
    if gold.row["certainty"] == "conditional":
        return Grade("conditional", frozenset(Act), conditional=True)
    return None


def witness_of(chain: tuple[str, ...], kinds: Mapping[str, str]) -> str:
    """The entity of a gold chain that vouches for its claim; ``kinds`` are the source types of entities."""
    if len(chain) < 3:
        return chain[-1]
    told = kinds.get(chain[-2]) == _PRIVATE or _OVERHEARD in chain[-1]
    return chain[-2] if told else chain[-1]
