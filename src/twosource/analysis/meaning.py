"""The lexicons of predicates and modality, loaded once.

What a verb means to a question, and which words move how sure it is.
"""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any

from twosource.errors import ConfigError
from twosource.model.vocabulary import Certainty, EventKind, Modality, Polarity


@dataclass(frozen=True, slots=True)
class PredicateClass:
    """What several verbs and event nouns have in common as answers to one question.

    ``of`` limits the class to those things (classes of ``thing``); ``abroad`` names the class it counts as
    where the place is another state's; ``destination`` says that the target is the state gone to.
    """

    name: str
    of: frozenset[str] = frozenset()
    abroad: str | None = None
    destination: bool = False
    kind: EventKind | None = None


@dataclass(frozen=True, slots=True)
class Light:
    """A word that hands its place as head to its complement, and what it does to the complement's modality."""

    lemma: str
    forms: frozenset[str]
    modality: Modality | None = None
    certainty: Certainty | None = None
    polarity: Polarity | None = None
    needs_passive: bool = False
    keeps_head: bool = False


@dataclass(frozen=True, slots=True)
class Meaning:
    """The lexicons, keyed by lemma."""

    verbs: Mapping[str, tuple[PredicateClass, ...]]
    nouns: Mapping[str, tuple[PredicateClass, ...]]
    classes: Mapping[str, PredicateClass]
    lights: Mapping[str, Light]
    things: Mapping[str, str]
    hedges: Mapping[str, Certainty]
    back_hedges: frozenset[str]
    modals: Mapping[str, tuple[Certainty | None, Modality | None]]
    negations: frozenset[str]
    conditions: frozenset[str]
    habits: frozenset[str]
    states: frozenset[str]
    measures: frozenset[str]
    frames: frozenset[str]
    judgements: Mapping[str, frozenset[str]]
    holdings: frozenset[str]
    citing: frozenset[str]
    proofs: frozenset[str]
    falsehoods: frozenset[str]
    harms: frozenset[str]
    claim_nouns: frozenset[str]
    offices: frozenset[str]
    earlier_versions: tuple[str, ...]
    responses: tuple[tuple[str, bool], ...]
    earlier: tuple[str, ...]
    earlier_adjectives: frozenset[str]
    estimates: frozenset[str]

    def predicate(self, lemma: str, *, nominal: bool, thing: str | None) -> PredicateClass | None:
        """The class of a verb or event noun said of a class of things.

        None where the lexicon has none that fits.
        """
        rows = (self.nouns if nominal else self.verbs).get(lemma, ())
        for row in rows:
            if row.of and thing in row.of:
                return row
        for row in rows:
            if not row.of or (row.destination and thing is None):
                return row
        return None


@cache
def load_meaning(language: str = "en") -> Meaning:
    """The lexicons of a language; raises ConfigError naming the file where one is malformed."""
    predicates = _read(language, "predicates.toml")
    modality = _read(language, "modality.toml")
    references = _read(language, "references.toml")
    verbs: dict[str, tuple[PredicateClass, ...]] = {}
    nouns: dict[str, tuple[PredicateClass, ...]] = {}
    classes: dict[str, PredicateClass] = {}
    for row in predicates["class"]:
        kind = EventKind(row["kind"]) if "kind" in row else None
        one = PredicateClass(
            row["name"], frozenset(row.get("of", ())), row.get("abroad"), bool(row.get("destination")), kind
        )
        classes[one.name] = one
        for lemma in row.get("verbs", ()):
            verbs[lemma] = (*verbs.get(lemma, ()), one)
        for lemma in row.get("nouns", ()):
            nouns[lemma] = (*nouns.get(lemma, ()), one)
    return Meaning(
        verbs=verbs,
        nouns=nouns,
        classes=classes,
        lights={row["lemma"]: _light(row) for row in predicates["light"]},
        things={noun: row["name"] for row in predicates["thing"] for noun in row["nouns"]},
        hedges={row["lemma"]: Certainty(row["certainty"]) for row in modality["word"]},
        back_hedges=frozenset(row["lemma"] for row in modality["word"] if row.get("reaches_back")),
        modals={
            row["lemma"]: (
                Certainty(row["certainty"]) if "certainty" in row else None,
                Modality(row["modality"]) if "modality" in row else None,
            )
            for row in modality["modal"]
        },
        negations=frozenset(row["lemma"] for row in modality["negation"] if "before" not in row),
        conditions=frozenset(row["lemma"] for row in modality["condition"]),
        habits=frozenset(row["lemma"] for row in modality["habit"]),
        states=frozenset(row["lemma"] for row in modality["state"]),
        measures=frozenset(row["lemma"] for row in predicates["measure"]),
        frames=frozenset(row["lemma"] for row in predicates["frame"]),
        judgements={row["lemma"]: frozenset(row.get("with", ())) for row in predicates["judgement"]},
        holdings=frozenset(row["lemma"] for row in predicates["holding"]),
        citing=frozenset(row["lemma"] for row in predicates["citing"]),
        harms=frozenset(row["lemma"] for row in predicates["harm"]),
        proofs=frozenset(row["lemma"] for row in predicates["proof"]),
        falsehoods=frozenset(row["lemma"] for row in predicates["false"]),
        claim_nouns=frozenset(row["lemma"] for row in references["claim_noun"]),
        earlier_versions=tuple(row["words"] for row in references["earlier_version"]),
        offices=frozenset(row["lemma"] for row in _read(language, "offices.toml")["office"]),
        responses=tuple((row["words"], bool(row.get("verb"))) for row in references["response"]),
        earlier=tuple(row["words"] for row in references["earlier"]),
        earlier_adjectives=frozenset(row["lemma"] for row in references["earlier_adjective"]),
        estimates=frozenset(row["lemma"] for row in references["estimate_noun"]),
    )


def _light(row: Mapping[str, Any]) -> Light:
    return Light(
        lemma=row["lemma"],
        forms=frozenset(row["forms"]),
        modality=Modality(row["modality"]) if "modality" in row else None,
        certainty=Certainty(row["certainty"]) if "certainty" in row else None,
        polarity=Polarity(row["polarity"]) if "polarity" in row else None,
        needs_passive=bool(row.get("passive")),
        keeps_head=bool(row.get("keep")),
    )


def _read(language: str, name: str) -> dict[str, Any]:
    path = files("twosource.data") / language / name
    try:
        return tomllib.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError) as error:
        raise ConfigError(f"cannot load the lexicon {language}/{name}") from error
