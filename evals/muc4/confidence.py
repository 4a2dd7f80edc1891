"""How sure a report is of who did it, as the keys label it: read from our claims of harm and who makes them."""

from __future__ import annotations

from evals.muc4.victims import words
from twosource.analysis.layers import Analysis
from twosource.analysis.quantities_lexicon import QuantityWords
from twosource.model.claim import Claim
from twosource.model.vocabulary import Act, Certainty, Polarity, SourceKind

FACT = "REPORTED AS FACT"
CLAIMED = "CLAIMED OR ADMITTED"
BY_AUTHORITIES = "SUSPECTED OR ACCUSED BY AUTHORITIES"
ACCUSED = "SUSPECTED OR ACCUSED"

_AUTHORITIES = (SourceKind.BODY, SourceKind.GOVERNMENT, SourceKind.MILITARY, SourceKind.ROLE)


def confidences_of(analysis: Analysis, lexicon: QuantityWords) -> set[str]:
    """The labels that the claims of a report support, of those whose words name who did it."""
    found = {label for claim in analysis.claims if (label := _label(analysis, claim, lexicon)) is not None}
    tokens = analysis.parse.tokens
    for token in tokens:
        if token.lemma == "responsibility" and tokens[token.head].lemma in words("admitting"):
            found.add(CLAIMED)
    return found


def _label(analysis: Analysis, claim: Claim, lexicon: QuantityWords) -> str | None:
    predicate = next((p for p in analysis.predicates if analysis.parse.tokens[p.head].at == claim.head), None)
    if predicate is None or predicate.subject is None or claim.polarity is Polarity.NEGATIVE:
        return None
    verb = analysis.parse.tokens[predicate.head].lemma
    row = lexicon.row("harm", verb) or lexicon.row("assault", verb)
    if row is None or row["side"] != "object":
        return None
    who = {analysis.parse.tokens[index].text.lower() for index in analysis.parse.subtree(predicate.subject)}
    doubted = claim.certainty is not Certainty.CERTAIN or claim.act is Act.ACCUSE
    if doubted or who & words("doubted"):
        return BY_AUTHORITIES if claim.holder.source.kind in _AUTHORITIES else ACCUSED
    return FACT
