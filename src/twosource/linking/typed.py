"""What a reviewer types as another value of a claim's field, read as a correction with its words."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum
from functools import partial

from twosource.analysis.actors import ActorTable
from twosource.analysis.gazetteer import Gazetteer, Place, normal
from twosource.errors import InputError
from twosource.intake.dates import parse_published
from twosource.linking.corrections import TOKENS
from twosource.model.claim import Claim
from twosource.model.codec import canonical, dumps
from twosource.model.decision import Correction, NamedSource
from twosource.model.document import Document
from twosource.model.measure import Quantity, When, Where
from twosource.model.span import Span
from twosource.model.vocabulary import (
    CorrectedField,
    FigureKind,
    PlaceRole,
    SourceKind,
    TimeDirection,
    TimePrecision,
)

NONE = "none"
"""What is typed for a field that has no value."""

_QUANTITY = re.compile(
    r"(?P<how>~|>=|<=|\+)?\s*(?P<low>\d[\d,]*(?:\.\d+)?)(?:\s*(?:-|–|\.\.)\s*(?P<high>\d[\d,]*(?:\.\d+)?))?"
    r"(?:\s+(?P<unit>(?!of\b)\S+))?(?:\s+of\s+(?P<of>\S.*))?"
)
_WHEN = re.compile(r"(?:(?P<direction>before|after)\s+)?(?P<value>\S+)")


@dataclass(frozen=True, slots=True)
class Tables:
    """The shipped tables, with a reader's own, in which typed places and actors are looked up."""

    gazetteer: Gazetteer
    actors: ActorTable


@dataclass(frozen=True, slots=True)
class _Typed:
    """What was typed, of which claim, and where its words are in the document's text; None without words."""

    value: str
    words: str
    at: Span | None
    claim: Claim
    tables: Tables

    def refuse(self, reason: str) -> InputError:
        """The error for a value that cannot be read."""
        return InputError(repr(self.value), reason)

    def within(self) -> Span:
        """The words as the span that a correction's value counts from; InputError without words."""
        if self.at is None:
            raise self.refuse('give the words of the text that say so, with --words "..."')
        return Span(0, len(self.words))


def parse_correction(
    field: CorrectedField, value: str, words: str, claim: Claim, document: Document, tables: Tables
) -> Correction:
    """What is typed for a field of a claim, with the words that bear it, as a correction; the ledger is not asked.

    ``none`` is no value. Times are EDTF, perhaps after ``before`` or ``after``; a place is a gazetteer id or a name that means
    one place; a number is ``10000``, ``1000-1500``, ``>=10``, ``<=10``, ``~30`` or ``+200``, perhaps with a unit and ``of`` what;
    a source is an actor's key, or a kind and a name (``person:Ada Roe``). InputError says what may be typed instead.
    """
    at = find_words(words, claim, document) if words.strip() else None
    found = at.of(document.text) if at is not None else ""
    typed = _Typed(value.strip(), found, at, claim, tables)
    if not typed.value:
        raise typed.refuse(f"give a value for {field}, or {NONE}")
    raw = document.raw_map.raw(at) if at is not None else ()
    return Correction(field, _FIELDS[field](field, typed), found, raw)


def find_words(words: str, claim: Claim, document: Document) -> Span:
    """Where the words stand in the document, any white space for any other: the place nearest to the claim's head."""
    pattern = r"\s+".join(re.escape(word) for word in words.split())
    found = [Span(one.start(), one.end()) for one in re.finditer(pattern, document.text)]
    if not found:
        raise InputError(
            f"document {document.id}",
            f"it does not have the words {words!r}; copy them as `twosource show {document.id}` prints them",
        )
    return min(found, key=lambda span: (_distance(span, claim.head), span.start))


def _distance(one: Span, other: Span) -> int:
    return max(0, other.start - one.end, one.start - other.end)


def _is_none(typed: _Typed) -> bool:
    return typed.value.casefold() == NONE


def _token(kind: type[StrEnum], field: CorrectedField, typed: _Typed) -> str:
    if _is_none(typed) and field is CorrectedField.KIND:
        return canonical(None)
    token = typed.value.casefold().replace(" ", "_").replace("-", "_")
    if token not in tuple(kind):
        raise typed.refuse(f"{field} may be {', '.join(kind)}")
    return canonical(token)


def _lemma(field: CorrectedField, typed: _Typed) -> str:
    if _is_none(typed):
        if field is CorrectedField.PREDICATE:
            raise typed.refuse("a claim has a predicate; give its class or lemma")
        return canonical(None)
    return canonical(typed.value.casefold())


def _actor(field: CorrectedField, typed: _Typed) -> str:
    """The key of the body that an actor answers to, as questions are keyed; ``~word`` for one known by its words."""
    del field
    if _is_none(typed):
        return canonical(None)
    if typed.value.startswith("~") and typed.value[1:].strip():
        return canonical(typed.value.casefold())
    return canonical(typed.tables.actors.body_of(_actor_key(typed)))


def _actor_key(typed: _Typed) -> str:
    actors = typed.tables.actors
    if actors.get(typed.value) is not None or ":" in typed.value or actors.get(typed.value.partition(".")[0]):
        return actors.canonical(typed.value)
    keys = dict.fromkeys(row.actor for row in actors.names(normal(typed.value)) if row.how == "name")
    if len(keys) == 1:
        return next(iter(keys))
    if keys:
        raise typed.refuse(f"several actors go by that name; give the key: {', '.join(keys)}")
    raise typed.refuse("no actor has that key or name; give ~WORD for one known only by its words")


def _when(field: CorrectedField, typed: _Typed) -> str:
    if _is_none(typed):
        return canonical(None)
    match = _WHEN.fullmatch(typed.value)
    try:
        if match is None:
            raise ValueError("not one date")
        read = parse_published(match["value"])
    except ValueError as error:
        raise typed.refuse(
            f"{field} is a day, month, year or interval as EDTF: 2031-04-02, 2031-04, XXXX-12-21, 2031-04-02/2031-04-05, "
            "perhaps after 'before' or 'after'"
        ) from error
    # A stamp is kept as the day that it is written in: its clock says nothing more that is compared.
    precision = TimePrecision.DAY if read.precision is TimePrecision.INSTANT else read.precision
    direction = TimeDirection(match["direction"] or TimeDirection.AT)
    return dumps(When(typed.within(), read.value, read.start, read.end, precision, direction))


def _where(field: CorrectedField, typed: _Typed) -> str:
    del field
    if _is_none(typed):
        return canonical(None)
    place = _place(typed)
    role = next(
        (one.role for one in typed.claim.where if typed.at is not None and one.at.overlaps(typed.at)),
        PlaceRole.EVENT,
    )
    return dumps(
        Where(
            at=typed.within(),
            name=place.name,
            id=place.id,
            country=place.country,
            lat=round(place.lat, 4),
            lon=round(place.lon, 4),
            radius_km=round(place.radius_km, 1),
            precision=place.precision,
            role=role,
            candidates=(place.id,),
            because="named by a reviewer",
            containers=place.containers,
        )
    )


def _place(typed: _Typed) -> Place:
    gazetteer = typed.tables.gazetteer
    by_id = gazetteer.by_id(typed.value)
    if by_id is not None:
        return by_id
    known = {
        place.id: place
        for name in (typed.value.split("@")[0], typed.words, *(one.name for one in typed.claim.where))
        for place in (gazetteer.named(name) if name else ())
    }
    wanted = typed.value.rpartition("@")[2]
    if wanted in known:
        return known[wanted]
    named = gazetteer.named(typed.value)
    if len(named) == 1:
        return named[0]
    if not named:
        raise typed.refuse("the gazetteer knows no place of that id or name")
    some = "; ".join(
        f"{typed.value}@{place.id} ({place.type}, {'/'.join(filter(None, (place.admin, *place.countries)))})"
        for place in named[:6]
    )
    raise typed.refuse(f"{len(named)} places have that name; give one with its id: {some}")


def _quantity(field: CorrectedField, typed: _Typed) -> str:
    del field
    if _is_none(typed):
        return canonical(None)
    match = _QUANTITY.fullmatch(typed.value)
    if match is None:
        raise typed.refuse(
            "a number is 10000, 1000-1500, >=10, <=10, ~30 or +200, perhaps with a unit and 'of' what"
        )
    within = typed.within()
    low = Decimal(match["low"].replace(",", ""))
    high = Decimal(match["high"].replace(",", "")) if match["high"] else low
    if high < low:
        raise typed.refuse("the lower number comes first")
    how = match["how"]
    old = next(
        (one for one in typed.claim.quantities if typed.at is not None and one.at.overlaps(typed.at)), None
    )
    of = match["of"] or (old.of if old is not None else typed.claim.question.counted)
    unit = match["unit"] or (old.unit if old is not None else None)
    return dumps(
        Quantity(
            at=within,
            of=of,
            of_at=None,
            unit=unit,
            low=None if how == "<=" else low,
            high=None if how == ">=" else high,
            approximate=how == "~",
            figure=FigureKind.INCREMENT
            if how == "+"
            else old.figure
            if old is not None
            else FigureKind.TOTAL,
            ordinary=old.ordinary if old is not None else match["unit"] is None,
        )
    )


def _source(field: CorrectedField, typed: _Typed) -> str:
    del field
    if _is_none(typed):
        raise typed.refuse("a claim has a source; give unnamed:a source for one that the text does not name")
    kind, colon, name = typed.value.partition(":")
    name = " ".join(name.split())
    if colon and name and kind in tuple(SourceKind):
        known = SourceKind(kind)
        if known in _NOBODY:
            return dumps(NamedSource(name, known))
        if known is SourceKind.PERSON and typed.claim.holder.source.kind is SourceKind.UNNAMED:
            # Nobody is named here whom the text itself does not name.
            typed.within()
        return dumps(NamedSource(name, known, f"{kind}:{name.casefold()}"))
    actors = typed.tables.actors
    key = _actor_key(typed)
    found = actors.kind_of(key)
    if found is None:
        raise typed.refuse(f"give its kind and name, as in person:Ada Roe; a kind is {', '.join(SourceKind)}")
    return dumps(NamedSource(actors.name_of(key), found, key))


_NOBODY = frozenset({SourceKind.UNNAMED, SourceKind.UNSPECIFIED, SourceKind.UNKNOWN_PUBLISHER})
"""Kinds without a key: they are never the same in two documents."""


def _witness(field: CorrectedField, typed: _Typed) -> str:
    del field
    chain = typed.claim.chain
    # Typed as `why` numbers the hops, from 1; kept as the index that a claim holds.
    if typed.value.isdecimal() and 1 <= int(typed.value) <= len(chain):
        return canonical(int(typed.value) - 1)
    named = [
        number for number, hop in enumerate(chain) if hop.source.name.casefold() == typed.value.casefold()
    ]
    if len(named) == 1:
        return canonical(named[0])
    hops = ", ".join(f"{number} {hop.source.name}" for number, hop in enumerate(chain, start=1))
    raise typed.refuse(f"the witness is a hop of the chain: {hops}")


_FIELDS: Mapping[CorrectedField, Callable[[CorrectedField, _Typed], str]] = {
    **{field: partial(_token, kind) for field, kind in TOKENS.items()},
    CorrectedField.PREDICATE: _lemma,
    CorrectedField.COUNTED: _lemma,
    CorrectedField.AGENT: _actor,
    CorrectedField.TARGET: _actor,
    CorrectedField.SAID: _when,
    CorrectedField.WHEN: _when,
    CorrectedField.WHERE: _where,
    CorrectedField.QUANTITY: _quantity,
    CorrectedField.SOURCE: _source,
    CorrectedField.WITNESS: _witness,
}
