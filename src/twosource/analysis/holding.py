"""How a claim stands once somebody holds it: the act of the cue, and what the cue does to certainty, polarity and modality."""

from __future__ import annotations

from collections.abc import Mapping

from twosource.analysis.layers import Analysis, Predicate
from twosource.analysis.meaning import Meaning
from twosource.analysis.predicates import directive_of
from twosource.analysis.scopes import form_of, weaker
from twosource.model.attribution import Attribution
from twosource.model.vocabulary import Act, Certainty, Modality, Polarity, SourceKind

SILENT = frozenset({Act.NO_COMMENT, Act.DECLINE_TO_CONFIRM, Act.EQUIVOCATE})
"""Acts that say nothing: the claim is the reporter's, about the silent party."""
_COMMANDS = frozenset({SourceKind.DOCUMENT, SourceKind.MILITARY, SourceKind.GOVERNMENT, SourceKind.BODY})


class Holding:
    """Reads the cue of an attribution over a predicate; ``cue_tokens`` are the attributions by the tokens of their cues."""

    def __init__(self, analysis: Analysis, meaning: Meaning, cue_tokens: Mapping[int, int]) -> None:
        self.analysis = analysis
        self.meaning = meaning
        self.cue_tokens = cue_tokens

    def act(self, predicate: Predicate, attribution: Attribution | None) -> Act:
        """The act of the cue; "no longer denies" and "has not rejected" neither deny nor confirm.

        "Told them to leave" orders, and so does "Leave!" in the mouth of those who may.
        """
        if attribution is None:
            return Act.ASSERT
        directed = self._directed(predicate, attribution)
        if directed is not None:
            return directed
        if attribution.act in (Act.DENY, Act.DISMISS) and self.cue_is(predicate, attribution):
            parse = self.analysis.parse
            words = {parse.tokens[c].lemma for c in parse.children[predicate.head]}
            if words & {"long", "longer"} or words & {"not", "n't", "never"}:
                return Act.EQUIVOCATE
        return attribution.act

    def _directed(self, predicate: Predicate, attribution: Attribution) -> Act | None:
        parse = self.analysis.parse
        if attribution.act not in (Act.ASSERT, Act.PREDICT):
            return None
        head = parse.tokens[predicate.head]
        cues = [
            index
            for index, number in self.cue_tokens.items()
            if self.analysis.attributions[number] is attribution
        ]
        if predicate.imperative and not self.cue_is(predicate, attribution):
            orders = (
                self.meaning.directives.get(attribution.lemma) is Act.ORDER
                or attribution.source.kind in _COMMANDS
            )
            return Act.ORDER if orders else Act.REQUEST
        for index in cues:
            act = directive_of(parse, parse.tokens[index], attribution, self.meaning)
            if act is not None and (head.i == index or (head.head == index and form_of(parse, head) == "to")):
                return act
        return None

    def cue_is(self, predicate: Predicate, attribution: Attribution) -> bool:
        return any(span.contains(self.analysis.parse.tokens[predicate.head].at) for span in attribution.cue)

    def presented(
        self, predicate: Predicate, attribution: Attribution | None, *, is_act: bool
    ) -> tuple[Certainty, Polarity, Modality]:
        certainty, polarity, modality = predicate.certainty, predicate.polarity, predicate.modality
        if attribution is None:
            return certainty, polarity, modality
        act = self.act(predicate, attribution)
        if act in (Act.DENY, Act.DISMISS):
            polarity = Polarity.NEGATIVE if is_act or polarity is Polarity.POSITIVE else Polarity.POSITIVE
            if modality is Modality.UNDER_WAY and self._is_gerund(predicate):
                modality = Modality.DONE
            return Certainty.CERTAIN, polarity, modality
        if act is Act.HINT:
            certainty = weaker(certainty, Certainty.PROBABLE)
        if act is Act.EQUIVOCATE:
            certainty = weaker(certainty, Certainty.POSSIBLE)
        if is_act:
            if act in SILENT:
                modality = Modality.PRESENT
            if act in SILENT and not self.analysis.parse.tokens[predicate.head].lemma.startswith("equivocat"):
                polarity = Polarity.NEGATIVE
            if act is Act.THREATEN:
                modality = Modality.CONDITIONAL
            return certainty, polarity, modality
        if self._is_taken_back(attribution):
            return certainty, polarity, modality
        certainty = weaker(certainty, attribution.certainty)
        if act is Act.ASSERT and self._is_hearsay(attribution):
            certainty = weaker(certainty, Certainty.PROBABLE)
        if modality is Modality.PLANNED and act is Act.ASSERT:
            modality = self._believed(predicate)
        if attribution.negative:
            polarity = Polarity.NEGATIVE if polarity is Polarity.POSITIVE else Polarity.POSITIVE
        if act is Act.ORDER or (act is Act.REQUEST and modality is not Modality.POSSIBLE):
            modality = Modality.ORDERED
        elif act is Act.THREATEN:
            modality = Modality.CONDITIONAL
        elif act is Act.PROMISE and modality is not Modality.CONDITIONAL:
            modality = Modality.PLANNED
        elif act is Act.PREDICT and modality in (Modality.PRESENT, Modality.PLANNED):
            modality = Modality.EXPECTED
        return certainty, polarity, modality

    def _is_gerund(self, predicate: Predicate) -> bool:
        """Whether a verb is a gerund alone: who denies planting a bomb denies that it was planted."""
        parse = self.analysis.parse
        helpers = any(parse.tokens[c].dep in ("aux", "auxpass") for c in parse.children[predicate.head])
        return parse.tokens[predicate.head].tag == "VBG" and not helpers

    def _is_taken_back(self, attribution: Attribution) -> bool:
        """Whether the cue is a noun of doubt that is itself denied: "there is no doubt that"."""
        row = self.meaning.complement(attribution.lemma, "noun", "that")
        if row is None or row.negated != "cancels":
            return False
        parse = self.analysis.parse
        words = [
            index
            for index, number in self.cue_tokens.items()
            if self.analysis.attributions[number] is attribution
        ]
        return any(
            parse.tokens[c].lemma in self.meaning.negations for index in words for c in parse.children[index]
        )

    def _is_hearsay(self, attribution: Attribution) -> bool:
        """Whether nobody is said to speak ("is said to have fled", "it was reported that"); what was announced was public."""
        if attribution.source_at or attribution.act is not Act.ASSERT or attribution.inherited:
            return False
        if attribution.lemma not in self.meaning.citing:
            return False
        parse = self.analysis.parse
        words = [
            index
            for index, number in self.cue_tokens.items()
            if self.analysis.attributions[number] is attribution
        ]
        return any(parse.tokens[c].dep == "auxpass" for index in words for c in parse.children[index])

    def _believed(self, predicate: Predicate) -> Modality:
        """What an infinitive under "is believed" says: "to have left" is done, "to be linked" holds, else planned."""
        parse = self.analysis.parse
        head = parse.tokens[predicate.head]
        if head.dep != "xcomp" or head.head not in self.cue_tokens:
            return predicate.modality
        children = [parse.tokens[c] for c in parse.children[head.i]]
        helpers = {child.lemma for child in children if child.dep in ("aux", "auxpass")}
        if "have" in helpers:
            return Modality.DONE
        holds = predicate.passive or head.lemma in self.meaning.states
        return Modality.PRESENT if holds or "be" in helpers else predicate.modality
