"""The claims of one document while their references are being settled."""

from __future__ import annotations

from dataclasses import dataclass

from twosource.analysis.layers import Analysis, Predicate, Token
from twosource.analysis.questions import Slots
from twosource.model.attribution import Attribution, Source
from twosource.model.claim import Claim
from twosource.model.span import Span
from twosource.model.vocabulary import (
    Act,
)

ABOUT_CLAIMS = frozenset(
    {
        Act.DENY,
        Act.DISMISS,
        Act.NO_COMMENT,
        Act.DECLINE_TO_CONFIRM,
        Act.EQUIVOCATE,
        Act.HINT,
        Act.RETRACT,
        Act.CORRECT,
    }
)
"""Acts whose object is what somebody else claimed."""


@dataclass(frozen=True, slots=True)
class Draft:
    """A claim with what it was made from, until its references are settled."""

    claim: Claim
    predicate: Predicate
    attribution: Attribution | None
    is_act: bool
    silent: Source | None


class Drafts:
    """The claims of one document by id, rewritten in text order; nothing outside the document is looked at."""

    def __init__(self, analysis: Analysis, drafts: tuple[Draft, ...], slots: Slots) -> None:
        self.analysis = analysis
        self.parse = analysis.parse
        self.text = analysis.text
        self.slots = slots
        self.meaning = slots.meaning
        self.drafts = drafts
        self.claims: dict[str, Claim] = {draft.claim.id: draft.claim for draft in drafts}
        self.sentence_of = {
            token: number
            for number, sentence in enumerate(self.parse.sentences)
            for token in range(sentence.first, sentence.last)
        }
        self.starts = {token.start: token for token in self.parse.tokens}

    def kept(self) -> list[Draft]:
        """The drafts whose claims still stand."""
        return [draft for draft in self.drafts if draft.claim.id in self.claims]

    def sentence(self, claim: Claim) -> int:
        """The number of the sentence that the claim's head stands in."""
        return self.sentence_of[self.starts[claim.head.start].i] if claim.head.start in self.starts else -1

    def ordered(self) -> list[Claim]:
        """The claims as they now are, by head."""
        rows = sorted(self.claims.items(), key=lambda row: (row[1].head.start, row[0]))  # an id takes a hash
        return [claim for _, claim in rows]

    def tokens(self, span: Span) -> list[Token]:
        """The tokens that start in a span."""
        return [self.starts[o] for o in range(span.start, span.end) if o in self.starts]
