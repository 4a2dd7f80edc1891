"""Whether a retelling lost the source that vouched, or laid its word at another's door."""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import StrEnum

from twosource.analysis.gazetteer import normal
from twosource.linking.actors import Actors
from twosource.linking.context import Context
from twosource.linking.drift_words import Passage, Telling, load_retelling, stem, stems, words_of
from twosource.linking.origins import Party, party_of
from twosource.model.attribution import Chain, Hop
from twosource.model.span import Extent
from twosource.model.vocabulary import Act, Naming, SourceKind

_MEDIA = frozenset({SourceKind.OUTLET, SourceKind.NEWS_AGENCY})
_DOORS = {
    SourceKind.MILITARY: "army",
    SourceKind.ANALYSTS: "analysts",
    SourceKind.GROUP: "people",
    SourceKind.GOVERNMENT: "government",
}
"""The class of a source of which no word tells it."""

_STEM = 5
"""How many letters of a name's stem are compared: "Teral" and "Terali" are of one name."""

_LEAST_NAME = 3
"""A publisher's name is looked for inside longer words from this length on."""

_MANY = 2
"""From so many words of citing on, a text names more than the outlet that it retells."""


class Fate(StrEnum):
    """What became of a source in a retelling."""

    KEPT = "kept"
    LOST = "lost"
    SHIFTED = "shifted"
    UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True)
class SourceFate:
    """What became of the source that vouched, with the words of it and of what stands in its place."""

    fate: Fate
    parent: Extent = ()
    child: Extent = ()
    because: str = ""


@dataclass(frozen=True, slots=True)
class _Door:
    """One at whose door a claim is laid: its party, its words, the classes and the names in them."""

    party: Party
    hop: Hop
    words: str
    classes: frozenset[str]
    names: frozenset[str]
    content: frozenset[str]


def names_outlet(words: str, context: Context) -> bool:
    """Whether a name is, or with its apposition contains, the publisher of a document or the agency whose copy it is."""
    return any(_is_name(words, name) for name in outlet_names(context))


def outlet_names(context: Context) -> tuple[str, ...]:
    """The names under which a document is cited: its publisher's and that of the agency it credits."""
    return tuple(normal(name) for name in (context.publisher, context.credit) if name)


def _is_name(words: str, name: str) -> bool:
    mine = normal(words)
    if mine == name:
        return True
    return len(name) >= _LEAST_NAME and f" {name} " in f" {mine} "


def fate_of(parent: Telling, child: Telling, actors: Actors) -> SourceFate:
    """What became of the parent's vouching source in the child's retelling."""
    outlet = parent.one.context
    doors = _doors(parent, _vouching(parent), outlet, actors) or _doors(
        parent, _speaking(parent), outlet, actors
    )
    kept = _doors(child, _speaking(child), outlet, actors)
    if not doors:
        return _put_in(parent, child, kept)
    kept = [each for each in kept if not _is_new_medium(each, parent)]
    fate = _fate(doors[-1], kept, parent, child, actors)
    if fate.fate is not Fate.KEPT:
        return fate
    behind = _doors(parent, _speaking(parent)[len(_vouching(parent)) :], outlet, actors)
    others = [*behind, *doors[:-1]]
    for source in others:
        if not kept or (not source.classes and not source.content):
            break
        named = any(_is_same(source, other, actors) or _may_be(source, other) for other in kept)
        if not (named or _is_named(source, parent, child) or _is_pronoun(source)) and _names_only(
            kept, child
        ):
            because = f"{source.party.name or source.words} stood behind it"
            return SourceFate(Fate.LOST, source.hop.at, child.one.claim.extent, because)
    return fate


def _names_only(kept: list[_Door], child: Telling) -> bool:
    """Whether the child's frame names no one but those that its chain holds."""
    aside = _aside(child)
    for door in kept:
        aside = aside.replace(door.words, " ")
    return load_retelling().speaker.search(aside) is None


def _is_pronoun(source: _Door) -> bool:
    """Whether a source's words stand for one that is named elsewhere."""
    words = words_of(source.words)
    return bool(words) and words[-1] in load_retelling().sets["pronoun"]


def _fate(source: _Door, kept: list[_Door], parent: Telling, child: Telling, actors: Actors) -> SourceFate:
    """What became of one source of the parent."""
    outlet = parent.one.context
    if _is_pronoun(source):
        return SourceFate(Fate.UNKNOWN)
    if any(_is_same(source, other, actors) for other in kept) or _is_named(source, parent, child):
        return SourceFate(Fate.KEPT)
    if not kept:
        if _is_actor(source, child) or not _tells_of_no_one_else(child, outlet):
            return SourceFate(Fate.UNKNOWN)
        because = f"{source.party.name or source.words} vouched for it"
        return SourceFate(Fate.LOST, source.hop.at, child.one.claim.extent, because)
    other = kept[-1]
    if _is_other(source, other) and not any(_may_be(source, each) for each in kept):
        because = f"“{source.words}” became “{other.words}”"
        return SourceFate(Fate.SHIFTED, source.hop.at, other.hop.at, because)
    return SourceFate(Fate.UNKNOWN)


def _put_in(parent: Telling, child: Telling, kept: list[_Door]) -> SourceFate:
    """The parent's outlet told it in its own voice: whoever the child lays it at stands nowhere in the parent."""
    if not kept or load_retelling().citing.search(parent.paragraph.words):
        return SourceFate(Fate.UNKNOWN)
    other = kept[-1]
    if not other.classes or any(
        load_retelling().doors[one].search(parent.paragraph.words) for one in other.classes
    ):
        return SourceFate(Fate.UNKNOWN)
    if other.content & stems(parent.paragraph.words):
        return SourceFate(Fate.UNKNOWN)
    because = f"{parent.one.publisher.name} told it in its own voice, not “{other.words}”"
    return SourceFate(Fate.SHIFTED, parent.one.claim.extent, other.hop.at, because)


_WILLED = frozenset({Act.ORDER, Act.REQUEST, Act.THREATEN, Act.PROMISE})
"""Acts that a text tells of as deeds: who does them is an actor, and no source."""


def _vouching(told: Telling) -> Chain:
    """The hops behind the publisher up to the one that vouches."""
    claim = told.one.claim
    return claim.chain[1 : claim.witness + 1]


def _speaking(told: Telling) -> Chain:
    """The hops behind the publisher up to the last that speaks."""
    claim = told.one.claim
    return _vouching(told) if claim.act in _WILLED else claim.chain[1:]


def _doors(told: Telling, hops: Chain, outlet: Context, actors: Actors) -> list[_Door]:
    """Those of the hops that are sources, the retold outlet and other media left out."""
    found = []
    for hop in hops:
        words = _words(told, hop)
        if names_outlet(hop.source.name, outlet) or names_outlet(words, outlet) or _is_medium(hop, words):
            continue
        party = party_of(hop, told.one.context, actors)
        lexicon = load_retelling()
        classes = _classes(_core(words))
        if not classes and hop.source.kind is not SourceKind.UNNAMED:
            classes = _classes(words)
        if not classes and hop.source.kind in _DOORS:
            classes = frozenset({_DOORS[hop.source.kind]})
        content = frozenset(
            stem(word) for word in words_of(_core(words)) if not lexicon.generic.fullmatch(word)
        ) & stems(words)
        found.append(_Door(party, hop, words, classes, _names(words, hop), content))
    return found


_TAIL = re.compile(
    r"\s+(?:in|at|on|from|near|who|whose|with|close|familiar|there|inside)\b|,\s+(?:who|which|whose)\b"
)


def _core(words: str) -> str:
    """What a source is called, without where it is or what else is said of it."""
    found = _TAIL.search(words)
    return words[: found.start()] if found is not None and found.start() else words


def _classes(words: str) -> frozenset[str]:
    """At whose doors the words lay it."""
    return frozenset(name for name, pattern in load_retelling().doors.items() if pattern.search(words))


def _is_new_medium(door: _Door, parent: Telling) -> bool:
    """Whether a source of the child is called a medium, and the parent names none like it: the outlet that it retells."""
    if load_retelling().medium.search(door.words) is None:
        return False
    return not door.content & stems(parent.paragraph.words)


def _words(told: Telling, hop: Hop) -> str:
    spans = [span for span in hop.at if told.paragraph.start <= span.start < told.paragraph.end]
    here = " ".join(told.paragraph.of(span) for span in spans)
    return here or hop.source.name


def _is_medium(hop: Hop, words: str) -> bool:
    """Whether a hop is some medium or report without more said of it: it passes on what others say."""
    if hop.source.kind in _MEDIA or hop.source.kind is SourceKind.UNSPECIFIED:
        return True
    return hop.source.kind is SourceKind.DOCUMENT and load_retelling().medium.search(words) is not None


def _names(words: str, hop: Hop) -> frozenset[str]:
    """The stems of capitalised words behind the first, or of a first one that cannot but be a name ("Ukhar's")."""
    found: set[str] = set()
    articles = load_retelling().sets["article"]
    is_name = hop.source.kind is SourceKind.GOVERNMENT and hop.source.naming in (Naming.NAMED, Naming.METONYM)
    for number, word in enumerate(words.split()):
        plain = word.strip(",.;:'\"“”‘’()")
        if plain[:1].isupper() and (number or plain.endswith(("'s", "’s")) or is_name):
            found.update(stem(each)[:_STEM] for each in words_of(plain) if each not in articles)
    return frozenset(found)


def _is_same(one: _Door, other: _Door, actors: Actors) -> bool:
    if one.party.key == other.party.key:
        return True
    if one.party.is_resolved and other.party.is_resolved and one.party.actor == other.party.actor:
        return True
    if one.names and other.names and not one.names & other.names and not _is_person(one, other):
        return False
    return bool(one.content & other.content) or bool(one.names & other.names)


def _is_person(one: _Door, other: _Door) -> bool:
    return SourceKind.PERSON in (one.party.kind, other.party.kind) and one.party.kind is not other.party.kind


def _is_named(source: _Door, parent: Telling, child: Telling) -> bool:
    """Whether the child names the source, or one of its class, in words that are not of what is told."""
    told = stems(parent.own)
    lexicon = load_retelling()
    aside = _aside(child)
    names = {stem(word) for word in words_of(aside)} - told
    called = source.content or {stem(word) for word in words_of(_core(source.words))} & stems(source.words)
    if called & names:
        return not (source.names and _other_names(source, child))
    for one in source.classes:
        for found in lexicon.doors[one].finditer(aside):
            if not stems(found.group()) & told and not _other_names(source, child):
                return True
    return False


def _aside(told: Telling, within: Passage | None = None) -> str:
    """The paragraph, or the passage given, without the claim's own words."""
    passage = within or told.paragraph
    start, end = told.at.start - passage.start, told.at.end - passage.start
    return f"{passage.words[:start]} {passage.words[end:]}"


def _is_actor(source: _Door, child: Telling) -> bool:
    """Whether the child tells as done by the source what the source had said of itself ("the ministry said it would")."""
    called = {stem(word) for word in words_of(_core(source.words))} & stems(source.words)
    told = {stem(word)[:_STEM] for word in words_of(child.own)}
    if source.party.kind in _NAMED and source.names & told:
        return True
    return bool(called) and called <= stems(child.own)


_NAMED = frozenset({SourceKind.PERSON, SourceKind.BODY})


def _other_names(source: _Door, child: Telling) -> bool:
    """Whether a source known by a name stands in a text without that name."""
    if not source.names:
        return False
    return not any(stem(word)[:_STEM] in source.names for word in words_of(child.paragraph.words))


def _may_be(source: _Door, other: _Door) -> bool:
    """Whether two sources may be one told in other words."""
    if source.names and other.names and not source.names & other.names:
        return False
    return _share_a_door(source, other)


_OFFICIALS = "officials"
_OF_A_STATE = frozenset(
    {"officials", "army", "police", "spies", "government", "courts", "guards", "lawmakers", "rescuers"}
)


def _share_a_door(one: _Door, other: _Door) -> bool:
    """Whether two sources are of one class; officials are of any that is a state's."""
    if one.classes & other.classes:
        return True
    return any(
        _OFFICIALS in first.classes and second.classes & _OF_A_STATE
        for first, second in ((one, other), (other, one))
    )


def _is_other(source: _Door, other: _Door) -> bool:
    """Whether what the two are called leaves no doubt that they are not one.

    Two unnamed sources of an outlet at two places are of two reports, rather than one of them shifted.
    """
    if SourceKind.UNNAMED is source.party.kind is other.party.kind:
        return False
    if source.names and other.names and not source.names & other.names and not _is_person(source, other):
        return True
    if source.classes and other.classes:
        return not _share_a_door(source, other)
    return source.party.kind is SourceKind.UNNAMED and bool(other.classes)


def _tells_of_no_one_else(child: Telling, outlet: Context) -> bool:
    """Whether the child's paragraph lays what it tells at no door but that of the outlet that it retells.

    Where its chain names nobody, a word of citing has to stand by a medium's: else the reading has missed who is cited.
    """
    lexicon = load_retelling()
    if lexicon.speaker.search(_unnamed(_aside(child), outlet)) is not None:
        return False
    aside = _unnamed(_aside(child, child.sentence), outlet)
    cited = [found for found in lexicon.citing.finditer(aside) if _is_cue(aside, found)]
    if len(cited) >= _MANY or any(found.group().casefold() in lexicon.sets["told"] for found in cited):
        return False
    if len(child.one.claim.chain) > 1 or not cited:
        return True
    near = aside[max(0, cited[0].start() - _BESIDE) : cited[0].end() + _BESIDE]
    return lexicon.medium.search(near) is not None


def _unnamed(words: str, outlet: Context) -> str:
    """The words with the outlet's names replaced: a word in them cites nobody."""
    for name in outlet_names(outlet):
        words = re.sub(re.escape(name), "the paper", words, flags=re.IGNORECASE)
    return words


def _is_cue(text: str, found: re.Match[str]) -> bool:
    """Whether a word of citing cites: "the report" does not, and one who has been told to leave has heard an order."""
    before = text[: found.start()].split()[-1:]
    last = before[0].casefold() if before else ""
    word = found.group().casefold()
    sets = load_retelling().sets
    if word in sets["vague"]:
        return False
    return last not in sets["passive" if word == "told" else "determiner"]


_BESIDE = 40
"""How many code points from a word of citing the medium's name is looked for."""
