"""What sort of event a claim tells of: the categories of PLOVER, by the predicate, what it is done to, and who does it."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any

from twosource.analysis.layers import Analysis, Predicate
from twosource.analysis.meaning import Meaning
from twosource.errors import ConfigError
from twosource.model.claim import Question
from twosource.model.vocabulary import Act, EventKind

ACT_KINDS: Mapping[Act, EventKind] = {
    Act.ACCUSE: EventKind.ACCUSE,
    Act.DENY: EventKind.REJECT,
    Act.DISMISS: EventKind.REJECT,
    Act.REQUEST: EventKind.REQUEST,
    Act.THREATEN: EventKind.THREATEN,
    Act.CONDEMN: EventKind.ACCUSE,
    Act.SUPPORT: EventKind.SUPPORT,
}
"""What the holder's act is as an event."""
_SPOKEN = frozenset({Act.DENY, Act.DISMISS, Act.THREATEN})
"""Acts that are the event whatever their content tells of."""
_DIRECT = frozenset({"dobj", "attr", "nsubjpass", "conj", "oprd"})
_FORCES = frozenset({"troop", "unit"})


@dataclass(frozen=True, slots=True)
class KindRow:
    """Verbs of one sort, with these objects or subjects only where any are named."""

    kind: EventKind
    of: frozenset[str] = frozenset()
    by: frozenset[str] = frozenset()


@cache
def load_kinds(language: str = "en") -> Mapping[str, tuple[KindRow, ...]]:
    """The rows by verb, in file order; raises ConfigError where the lexicon is malformed."""
    path = files("twosource.data") / language / "kinds.toml"
    found: dict[str, tuple[KindRow, ...]] = {}
    try:
        rows: list[Mapping[str, Any]] = tomllib.loads(path.read_text(encoding="utf-8"))["kind"]
        for row in rows:
            one = KindRow(EventKind(row["kind"]), frozenset(row.get("of", ())), frozenset(row.get("by", ())))
            for verb in row["verbs"]:
                found[verb] = (*found.get(verb, ()), one)
    except (OSError, KeyError, ValueError) as error:
        raise ConfigError(f"cannot load the lexicon {language}/kinds.toml") from error
    return found


def kind_of(
    analysis: Analysis, predicate: Predicate, question: Question, act: Act, meaning: Meaning, *, is_act: bool
) -> EventKind | None:
    """The sort of event: of the act where that is the event, else of what is told; None where neither is one.

    An order is of the sort of what is ordered, an accusation of what somebody is accused of.
    """
    if act in _SPOKEN:
        return ACT_KINDS[act]
    if is_act and act is Act.ORDER:
        return _ordered(analysis, predicate, meaning)
    if is_act and act in ACT_KINDS:
        return ACT_KINDS[act]
    told = _told(analysis, predicate, question.predicate, question.counted, meaning)
    return told or (ACT_KINDS.get(act) if act is not Act.REQUEST else None)


def _told(
    analysis: Analysis, predicate: Predicate, name: str | None, counted: str | None, meaning: Meaning
) -> EventKind | None:
    """The sort of what a predicate tells of; ``name`` is the class of its question, ``counted`` the class of the thing."""
    tokens = analysis.parse.tokens
    objects = {tokens[index].lemma for index in predicate.objects if tokens[index].dep in _DIRECT}
    subject = tokens[predicate.subject].lemma if predicate.subject is not None else None
    rows = load_kinds().get(predicate.lemma, ()) if not predicate.nominal else ()
    for row in rows:
        if (row.of and row.of & objects) or (row.by and subject in row.by):
            return row.kind
    inside = (
        tokens[child] for child in analysis.parse.children[predicate.head] if tokens[child].dep == "compound"
    )
    thing = counted or next(
        (meaning.things[one.lemma] for one in inside if one.lemma in meaning.things), None
    )
    own = meaning.predicate(predicate.lemma, nominal=predicate.nominal, thing=thing)
    for one in (own, meaning.classes.get(name or "")):
        if one is not None and one.kind is not None:
            return one.kind
    for row in rows:
        if not row.of and not row.by:
            return row.kind
    if predicate.nominal:
        return None
    kinds = {row.kind for lemma in objects for row in meaning.nouns.get(lemma, ()) if row.kind is not None}
    return next(iter(kinds)) if len(kinds) == 1 else None


def _ordered(analysis: Analysis, predicate: Predicate, meaning: Meaning) -> EventKind:
    """The sort of the first thing that is ordered; else an order to forces mobilizes, any other asks."""
    tokens = analysis.parse.tokens
    for one in analysis.predicates:
        if one.frame == predicate.frame and one.head > predicate.head:
            things = (meaning.things.get(tokens[index].lemma) for index in one.objects)
            kind = _told(analysis, one, None, next((thing for thing in things if thing), None), meaning)
            if kind is not None:
                return kind
            break
    words = (tokens[index] for index in analysis.parse.subtree(predicate.head))
    return (
        EventKind.MOBILIZE
        if any(meaning.things.get(one.lemma) in _FORCES for one in words)
        else EventKind.REQUEST
    )
