"""The lexicons of predicates and modality, loaded once.

What a verb means to a question, and which words move how sure it is.
"""

from __future__ import annotations

import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any, TypeVar

from twosource.errors import ConfigError
from twosource.model.vocabulary import Act, Certainty, EventKind, Modality, Polarity

Key = TypeVar("Key")
Value = TypeVar("Value")


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
    """A word that hands its place as head to its complement, and what it does to the complement's modality.

    ``particle`` must stand beside it ("end up"), ``tag`` is the one form that counts ("going to"), ``past`` is the modality in
    the past tense ("was able to": it was done).
    """

    lemma: str
    forms: frozenset[str]
    modality: Modality | None = None
    certainty: Certainty | None = None
    polarity: Polarity | None = None
    needs_passive: bool = False
    needs_active: bool = False
    keeps_head: bool = False
    particle: str = ""
    tag: str = ""
    past: Modality | None = None


@dataclass(frozen=True, slots=True)
class Complement:
    """A word that keeps its place and says how its complement stands.

    ``forms`` are those of ``scopes.form_of``, or a preposition. ``negated`` is what a negation of the word does to it:
    ``turned`` reaches it ("not likely that"), ``kept`` does not ("did not know that"), ``unknown`` leaves it open ("did not force
    them to"). A word that ``qualifies`` claims nothing itself.
    """

    lemma: str
    pos: str
    forms: frozenset[str]
    modality: Modality | None = None
    certainty: Certainty | None = None
    polarity: Polarity | None = None
    negated: str = "turned"
    qualifies: bool = False


@dataclass(frozen=True, slots=True)
class Meaning:
    """The lexicons, keyed by lemma."""

    verbs: Mapping[str, tuple[PredicateClass, ...]]
    nouns: Mapping[str, tuple[PredicateClass, ...]]
    classes: Mapping[str, PredicateClass]
    lights: Mapping[str, tuple[Light, ...]]
    complements: Mapping[tuple[str, str], tuple[Complement, ...]]
    carriers: Mapping[str, Polarity | None]
    directives: Mapping[str, Act]
    phrases: frozenset[str]
    lifting: frozenset[str]
    near: frozenset[str]
    time_clauses: frozenset[str]
    only: frozenset[str]
    perfect_modals: Mapping[str, tuple[Certainty | None, Modality | None]]
    negated_modals: Mapping[str, Modality]
    otherwise: Mapping[str, bool]
    inversions: frozenset[str]
    unreal: frozenset[str]
    unreal_modals: frozenset[str]
    copulas: frozenset[str]
    things: Mapping[str, str]
    hedges: Mapping[str, Certainty]
    back_hedges: frozenset[str]
    modals: Mapping[str, tuple[Certainty | None, Modality | None]]
    negations: frozenset[str]
    conditions: frozenset[str]
    calling: frozenset[str]
    would_conditions: frozenset[str]
    no_conditions: frozenset[str]
    habits: frozenset[str]
    states: frozenset[str]
    measures: frozenset[str]
    frames: frozenset[str]
    judgements: Mapping[str, frozenset[str]]
    holdings: frozenset[str]
    citing: frozenset[str]
    proofs: frozenset[str]
    falsehoods: frozenset[str]
    truths: frozenset[str]
    harms: frozenset[str]
    sufferings: frozenset[str]
    claim_nouns: frozenset[str]
    offices: frozenset[str]
    earlier_versions: tuple[str, ...]
    party_nouns: frozenset[str]
    responses: tuple[tuple[str, bool], ...]
    earlier: tuple[str, ...]
    earlier_adjectives: frozenset[str]
    estimates: frozenset[str]

    def complement(self, lemma: str, pos: str, form: str) -> Complement | None:
        """The row of a word of a kind (``Complement.pos``) that takes a complement of this form; None where there is none."""
        return next((row for row in self.complements.get((lemma, pos), ()) if form in row.forms), None)

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
    complements = _read(language, "complements.toml")
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
        lights=_grouped((row["lemma"], _light(row)) for row in predicates["light"]),
        complements=_grouped(
            ((row["lemma"], row["pos"]), _complement(row)) for row in complements["complement"]
        ),
        carriers={
            row["lemma"]: Polarity(row["polarity"]) if "polarity" in row else None
            for row in complements["carrier"]
        },
        directives={row["lemma"]: Act(row["act"]) for row in complements["directive"]},
        phrases=frozenset(
            row["lemma"] for table in ("word", "negation") for row in modality[table] if " " in row["lemma"]
        ),
        near=frozenset(row["lemma"] for row in modality["negation"] if row.get("verbs_only")),
        time_clauses=frozenset(row["lemma"] for row in modality["time_clause"]),
        lifting=frozenset(row["lemma"] for row in modality["lifting"]),
        only=frozenset(row["lemma"] for row in modality["not_only"]),
        perfect_modals={
            row["lemma"]: _sure_and_mode(row, "perfect_")
            for row in modality["modal"]
            if "perfect_certainty" in row or "perfect_modality" in row
        },
        negated_modals={
            row["lemma"]: Modality(row["negated_modality"])
            for row in modality["modal"]
            if "negated_modality" in row
        },
        otherwise={row["lemma"]: bool(row.get("negates")) for row in modality["otherwise"]},
        inversions=frozenset(row["lemma"] for row in modality["inversion"]),
        copulas=frozenset(row["lemma"] for row in modality["copula"]),
        unreal_modals=frozenset(row["lemma"] for row in modality["modal"] if row.get("unreal")),
        unreal=frozenset(row["lemma"] for row in modality["unreal"]),
        things={noun: row["name"] for row in predicates["thing"] for noun in row["nouns"]},
        hedges={row["lemma"]: Certainty(row["certainty"]) for row in modality["word"]},
        back_hedges=frozenset(row["lemma"] for row in modality["word"] if row.get("reaches_back")),
        modals={row["lemma"]: _sure_and_mode(row) for row in modality["modal"]},
        negations=frozenset(row["lemma"] for row in modality["negation"] if "before" not in row),
        conditions=frozenset(row["lemma"] for row in modality["condition"]),
        calling=frozenset(row["lemma"] for row in modality["modal"] if row.get("calls")),
        would_conditions=frozenset(row["lemma"] for row in modality["condition"] if row.get("would")),
        no_conditions=frozenset(row["lemma"] for row in modality["no_condition"]),
        habits=frozenset(row["lemma"] for row in modality["habit"]),
        states=frozenset(row["lemma"] for row in modality["state"]),
        measures=frozenset(row["lemma"] for row in predicates["measure"]),
        frames=frozenset(row["lemma"] for row in predicates["frame"]),
        judgements={row["lemma"]: frozenset(row.get("with", ())) for row in predicates["judgement"]},
        holdings=frozenset(row["lemma"] for row in predicates["holding"]),
        citing=frozenset(row["lemma"] for row in predicates["citing"]),
        harms=frozenset(row["lemma"] for row in predicates["harm"]),
        sufferings=frozenset(row["lemma"] for row in predicates["harm"] if row.get("suffered")),
        proofs=frozenset(row["lemma"] for row in predicates["proof"]),
        falsehoods=frozenset(row["lemma"] for row in predicates["false"] if not row.get("negated")),
        truths=frozenset(row["lemma"] for row in predicates["false"] if row.get("negated")),
        claim_nouns=frozenset(row["lemma"] for row in references["claim_noun"]),
        party_nouns=frozenset(row["lemma"] for row in references["party_noun"]),
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
        needs_active=bool(row.get("active")),
        keeps_head=bool(row.get("keep")),
        particle=row.get("particle", ""),
        tag=row.get("tag", ""),
        past=Modality(row["past"]) if "past" in row else None,
    )


def _complement(row: Mapping[str, Any]) -> Complement:
    return Complement(
        lemma=row["lemma"],
        pos=row["pos"],
        forms=frozenset(row["forms"]),
        modality=Modality(row["modality"]) if "modality" in row else None,
        certainty=Certainty(row["certainty"]) if "certainty" in row else None,
        polarity=Polarity(row["polarity"]) if "polarity" in row else None,
        negated=row.get("negated", "turned"),
        qualifies=bool(row.get("qualifies")),
    )


def _sure_and_mode(row: Mapping[str, Any], prefix: str = "") -> tuple[Certainty | None, Modality | None]:
    sure, mode = row.get(f"{prefix}certainty"), row.get(f"{prefix}modality")
    return Certainty(sure) if sure else None, Modality(mode) if mode else None


def _grouped(rows: Iterable[tuple[Key, Value]]) -> dict[Key, tuple[Value, ...]]:
    """The values of each key, in the order of the file."""
    found: dict[Key, tuple[Value, ...]] = {}
    for key, value in rows:
        found[key] = (*found.get(key, ()), value)
    return found


def _read(language: str, name: str) -> dict[str, Any]:
    path = files("twosource.data") / language / name
    try:
        return tomllib.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError) as error:
        raise ConfigError(f"cannot load the lexicon {language}/{name}") from error
