"""Which earlier source of the document one means: names, short forms, definite phrases, pronouns."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from twosource.analysis.sources_described import AGENCIES, CARRIERS, HE, IT, THEY, Described
from twosource.model.attribution import Source
from twosource.model.vocabulary import Naming, SourceKind

_MEDIA_WORDS = frozenset(
    {
        "agency",
        "paper",
        "newspaper",
        "daily",
        "weekly",
        "magazine",
        "broadcaster",
        "channel",
        "station",
        "portal",
        "site",
    }
)
"""Common nouns by which a text takes up an outlet that it has named."""


def resolve(described: Sequence[Described]) -> list[Source]:
    """The sources in the order given, each with ``first``: where the document first names the same one as a source.

    A later short form, definite description or pronoun takes over kind, id and name of the first. An indefinite
    phrase is always a new source.
    """
    out: list[Source] = []
    for number, one in enumerate(described):
        source = one.source
        if source.at is None:
            out.append(source)
            continue
        earlier = _earlier(one, described[:number], out)
        if earlier is None:
            out.append(replace(source, first=source.at))
        else:
            prior = out[earlier]
            keeps_own = source.naming in (Naming.NAMED, Naming.METONYM) and prior.naming not in (
                Naming.NAMED,
                Naming.METONYM,
            )
            base = source if keeps_own else prior
            naming = source.naming if not one.pronoun else prior.naming
            out.append(replace(base, at=source.at, first=prior.first or prior.at, naming=naming))
            if keeps_own and prior.kind is SourceKind.DOCUMENT and source.kind in CARRIERS:
                # "A report says", and only then whose report it is.
                out = [_renamed(had, out[-1]) for had in out]
    return out


def _renamed(had: Source, known: Source) -> Source:
    if had.first is None or had.first != known.first or had.kind is not SourceKind.DOCUMENT:
        return had
    return replace(had, name=known.name, kind=known.kind, id=known.id, country=known.country)


def _earlier(one: Described, before: Sequence[Described], sources: Sequence[Source]) -> int | None:
    """The last that means the same; those only spoken of come last, and for pronouns and names alone."""
    weak: int | None = None
    for number in range(len(before) - 1, -1, -1):
        prior = sources[number]
        if prior.at is None or prior.kind is SourceKind.UNSPECIFIED:
            continue
        if one.pronoun and any(span.contains(prior.at) for span in one.says):
            continue
        if before[number].is_weak and not one.is_weak:
            if (
                not one.wants_speaker
                and weak is None
                and (one.pronoun or prior.kind is SourceKind.PERSON or one.head == before[number].head)
                and _is_same(one, before[number], prior)
            ):
                weak = number
            continue
        if prior.at == one.source.at or _is_same(one, before[number], prior):
            return number
    return weak


def _is_same(one: Described, other: Described, prior: Source) -> bool:
    source = one.source
    if one.pronoun:
        if one.is_aside:
            return not other.pronoun and prior.kind in CARRIERS
        if other.stands_for:
            return one.pronoun in IT
        return not other.pronoun and not other.is_aside and _fits(one.pronoun, prior)
    if other.pronoun:
        return False
    if source.id is not None and source.id == prior.id:
        return True
    if source.kind is SourceKind.PERSON and prior.kind is SourceKind.PERSON and not other.stands_for:
        family, known = source.name.casefold().split(), prior.name.casefold().split()
        if one.given and one.given not in known[:-1] and (other.given or len(known) > 1):
            # "Ada Lind" and "Ola Lind" are two; a title is no given name.
            return not other.given and known[-2:] == family[-2:]
        return family[-1:] == known[-1:] != []
    if not one.definite or source.naming in (Naming.METONYM,) or source.plural != prior.plural:
        return False
    if source.naming is Naming.NAMED and prior.naming is Naming.NAMED:
        return False
    if one.head in _MEDIA_WORDS and one.own == {one.head} and prior.naming is Naming.NAMED:
        agency = prior.kind in AGENCIES
        return agency if one.head == "agency" else prior.kind in CARRIERS
    if one.head in other.apposed and one.own == {one.head}:
        return True
    if one.head == other.head:
        return one.own <= other.words | {one.head} or (other.own <= one.words and len(other.own) > 1)
    titled = prior.kind in (SourceKind.PERSON, SourceKind.ROLE)
    human = source.kind in (SourceKind.PERSON, SourceKind.ROLE)
    return human and titled and one.head in other.own and one.own <= other.words


def _fits(pronoun: str, prior: Source) -> bool:
    human = prior.kind in (SourceKind.PERSON, SourceKind.ROLE, SourceKind.UNNAMED)
    if pronoun in HE:
        return human and not prior.plural
    if pronoun in THEY:
        return prior.plural or prior.kind in (SourceKind.GROUP, SourceKind.STATE_MEDIA, SourceKind.ANALYSTS)
    return not human and not prior.plural
