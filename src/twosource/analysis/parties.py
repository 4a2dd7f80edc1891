"""Two who speak as one: "both sides have said" is a claim of each where the text names the two, else of a group."""

from __future__ import annotations

from bisect import bisect_left
from dataclasses import replace

from twosource.analysis.layers import Analysis
from twosource.analysis.questions import Slots
from twosource.model.attribution import Chain, Source
from twosource.model.vocabulary import Naming, SourceKind

_BACK = 3
"""How many sentences before its own a pair may be named in."""


def chains_of_pair(analysis: Analysis, chain: Chain, slots: Slots) -> tuple[Chain, ...]:
    """The chain once for each of a pair that it ends with; with a group for its last hop where the pair is not known; as it is
    where it ends with no pair."""
    source = chain[-1].source
    if len(chain) == 1 or not _is_pair(analysis, source, slots):
        return (chain,)
    two = _named_before(analysis, source, slots)
    if len(two) != 2:
        group = replace(source, kind=SourceKind.GROUP, naming=Naming.BARE, id=None)
        return ((*chain[:-1], replace(chain[-1], source=group)),)
    found = []
    for identity, name in two.items():
        one = replace(source, name=name, id=identity, kind=SourceKind.GOVERNMENT, naming=Naming.METONYM)
        found.append((*chain[:-1], replace(chain[-1], source=one)))
    return tuple(found)


def _is_pair(analysis: Analysis, source: Source, slots: Slots) -> bool:
    if source.at is None:
        return False
    tokens = analysis.parse.tokens
    first = bisect_left(tokens, source.at.start, key=lambda token: token.start)
    last = bisect_left(tokens, source.at.end, key=lambda token: token.start)
    lemmas = [token.lemma for token in tokens[first:last]]
    return (
        bool(lemmas) and lemmas[-1] in slots.meaning.party_nouns and bool({"both", "two"} & set(lemmas[:-1]))
    )


def _named_before(analysis: Analysis, source: Source, slots: Slots) -> dict[str, str]:
    """The states by id that the nearest sentence before the words names, of those that name two or more."""
    if source.at is None:
        return {}
    start = source.at.start
    sentences = [one for one in analysis.parse.sentences if one.at.start < start]
    for sentence in reversed(sentences[-_BACK - 1 :]):
        states: dict[str, str] = {}
        for mention in analysis.mentions:
            state = slots.rolled_up(mention.id) if mention.reading == "actor" else None
            if (
                sentence.at.contains(mention.at)
                and mention.at.end <= start
                and state
                and slots.is_state(state)
            ):
                states.setdefault(state, mention.name)
        if len(states) >= 2:
            return states
    return {}
