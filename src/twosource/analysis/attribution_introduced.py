"""Sources that a document brings up before they speak: who was interviewed, whose letter was read out, who acts."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from twosource.analysis.attribution_draft import Draft, Link
from twosource.analysis.attribution_passing import giver_of
from twosource.analysis.attribution_reading import Reading
from twosource.analysis.sources import Describer
from twosource.analysis.sources_described import CARRIERS, Described

_SPEAKING = frozenset({"speak", "talk", "sit"})
_INTERVIEWS = frozenset({"interview", "account", "statement", "testimony", "briefing"})
_PLACES = frozenset({"nsubj", "nsubjpass", "dobj", "pobj"})
_SELF = frozenset({"i", "we", "me", "us"})


@dataclass(frozen=True, slots=True)
class Introduced:
    """One who may speak later, with those through whom the document had it; ``only_mentioned`` where nothing says so."""

    described: Described
    through: tuple[Link, ...] = ()
    only_mentioned: bool = False


def find_introduced(reading: Reading, describer: Describer, drafts: Sequence[Draft]) -> list[Introduced]:
    """Those introduced by no attribution, in text order: givers and documents, interviewed ones, and acting persons."""
    tree = reading.tree
    taken = {draft.source for draft in drafts if draft.source is not None}
    found: list[Introduced] = []
    for token in tree.tokens:
        if tree.is_verb(token.i) and not tree.is_auxiliary(token.i):
            found += _met(reading, describer, token.i)
            found += _published(reading, describer, token.i)
            found += _aired(reading, describer, token.i)
    known = taken | {one.described.head_at for one in found}
    for token in tree.tokens:
        if token.dep in _PLACES and token.i not in known and token.pos in ("NOUN", "PROPN"):
            one = describer.describe(token.i, tree.phrase(token.i, verb=token.head))
            if describer.speaks(token.i):
                found.append(Introduced(one, only_mentioned=True))
    found.sort(key=lambda one: one.described.start)
    return found


def _met(reading: Reading, describer: Describer, verb: int) -> Iterator[Introduced]:
    """Who "gave an interview to Y" or "spoke to Y", and whom Y "spoke to" or "interviewed"."""
    tree = reading.tree
    subject = tree.child(verb, "nsubj")
    lemma = tree.tokens[verb].lemma
    if subject is None:
        return
    if lemma in _SPEAKING:
        other = tree.object_of(verb, "to", "with")
    elif lemma in ("interview", "quote", "cite", "contact", "reach"):
        other = tree.child(verb, "dobj")
    elif lemma in ("give", "grant") and (noun := tree.child(verb, "dobj")) is not None:
        if tree.tokens[noun].lemma not in _INTERVIEWS:
            return
        other = tree.object_of(noun, "to", "with") or tree.object_of(verb, "to") or tree.child(verb, "dative")
    else:
        return
    if other is None or tree.is_verb(other):
        return
    asks = describer.conduit(Link(subject), tree.phrase(subject, verb=verb))
    own = tree.tokens[subject].text.lower() in _SELF
    if asks is not None or own:
        yield Introduced(describer.describe(other, tree.phrase(other)), () if own else (Link(subject),))
    elif describer.conduit(Link(other), tree.phrase(other)) is not None:
        yield Introduced(describer.describe(subject, tree.phrase(subject, verb=verb)), (Link(other),))


def _published(reading: Reading, describer: Describer, verb: int) -> Iterator[Introduced]:
    """The document that a verb has for its object, and whose it is: "read out an announcement by the command"."""
    tree = reading.tree
    document = tree.child(verb, "dobj")
    subject = tree.child(verb, "nsubj")
    if document is None or subject is None or not reading.records(document):
        return
    if tree.tokens[verb].lemma not in reading.cues.passing:
        return
    giver = giver_of(tree, document)
    own = tree.tokens[subject].text.lower() in _SELF
    if not own and not reading.speaks(subject):
        return
    through = () if own or subject == giver else (Link(subject, "all"),)
    phrase = tree.phrase(document)
    if giver is not None:
        by = describer.describe(giver, tree.phrase(giver))
        yield Introduced(by, through)
        whole = describer.describe(document, phrase)
        source = replace(by.source, at=whole.source.at)
        yield Introduced(replace(whole, source=source, stands_for=True), through)
    elif reading.cues.of_form("light", tree.tokens[verb].text.lower()) and not own:
        by = describer.describe(subject, tree.phrase(subject, verb=verb))
        whole = describer.describe(document, phrase)
        if by.source.kind in CARRIERS:
            yield Introduced(whole, through)
        else:
            source = replace(by.source, at=whole.source.at)
            yield Introduced(replace(whole, source=source, stands_for=True))
    else:
        carrier = describer.conduit(Link(subject), tree.phrase(subject, verb=verb)) if not own else None
        if carrier is not None or own:
            yield Introduced(describer.describe(document, phrase), through)


def _aired(reading: Reading, describer: Describer, verb: int) -> Iterator[Introduced]:
    """Whose remarks "were carried by the agency": the owner, through who carried them."""
    tree = reading.tree
    subject = tree.child(verb, "nsubjpass")
    if subject is None:
        return
    owner = tree.child(subject, "poss") or giver_of(tree, subject)
    rows = reading.cues.of_form("passed", tree.tokens[verb].text.lower())
    if owner is None or not rows or tree.tokens[owner].pos not in ("NOUN", "PROPN"):
        return
    links = [
        Link(inner)
        for prep in tree.children(verb, "agent", "prep")
        if tree.tokens[prep].text.lower() in rows[0].prepositions
        and (inner := tree.child(prep, "pobj")) is not None
    ]
    if links:
        phrase = [at for at in tree.subtree(owner) if tree.tokens[at].dep != "case"]
        yield Introduced(describer.describe(owner, tree.contiguous(phrase, owner)), tuple(links))
