"""A claim as people have corrected it: the reading with another value for a field, and what was there before."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace
from enum import StrEnum
from functools import partial
from typing import Any, TypeVar

from twosource.model.attribution import Hop
from twosource.model.claim import Claim, Flag
from twosource.model.codec import canonical, from_json, to_json
from twosource.model.decision import Correction, Decision, NamedSource
from twosource.model.document import Document
from twosource.model.measure import Quantity, When, Where
from twosource.model.span import Extent, Span
from twosource.model.vocabulary import (
    Act,
    Certainty,
    CorrectedField,
    EventKind,
    FlagKind,
    Modality,
    Polarity,
    Role,
)

T = TypeVar("T")
E = TypeVar("E", bound=StrEnum)


@dataclass(frozen=True, slots=True)
class Corrected:
    """What became of one correction of a claim.

    ``before`` and ``after`` are canonical JSON of the field, spans of this text; ``before_at`` and ``after_at`` the words that
    bore each, empty where there are none. ``problem`` says why it could not be applied to this reading, None where it was.
    """

    decision: Decision
    field: CorrectedField
    before: str
    after: str
    before_at: Extent
    after_at: Extent
    problem: str | None = None


@dataclass(frozen=True, slots=True)
class Effective:
    """A claim with its corrections applied, and what each of them did, earliest first."""

    claim: Claim
    corrected: tuple[Corrected, ...] = ()


def effective(claim: Claim, decisions: Iterable[Decision], document: Document) -> Effective:
    """The claim as read with live corrections of it applied, earliest first (`Judgements.corrections_of`).

    Its anchor and so its id never change. A correction whose words are not in this text, or that no longer fits the chain,
    is left out and says so. Each that is applied leaves a flag with who, why and what was there before.
    """
    now = claim
    done: list[Corrected] = []
    for decision in decisions:
        correction = decision.correction
        if correction is None:
            continue
        field = correction.field
        before = value_of(now, field)
        before_at = words_of(now, field)
        try:
            changed = _FIELDS[field](now, correction, document)
        except MisfitError as misfit:
            done.append(Corrected(decision, field, before, before, before_at, before_at, str(misfit)))
            continue
        after = value_of(changed, field)
        flag = Flag(FlagKind.CORRECTED, _because(decision, field, _shown(before), _shown(after)))
        now = replace(changed, flags=(*changed.flags, flag))
        at = document.raw_map.located(correction.raw)
        done.append(Corrected(decision, field, before, after, before_at, at))
    return Effective(now, tuple(done))


class MisfitError(ValueError):
    """Why a correction cannot be applied to a reading."""


def value_of(claim: Claim, field: CorrectedField) -> str:
    """A field of a claim as canonical JSON."""
    if field is CorrectedField.SOURCE:
        source = claim.holder.source
        return canonical(to_json(NamedSource(source.name, source.kind, source.id)))
    if field is CorrectedField.WHERE:
        return canonical([to_json(one) for one in claim.where])
    if field is CorrectedField.QUANTITY:
        return canonical([to_json(one) for one in claim.quantities])
    if field in _SLOTS:
        return canonical(getattr(claim.question, field.value))
    value = getattr(claim, field.value)
    return canonical(None if value is None else to_json(value))


def words_of(claim: Claim, field: CorrectedField) -> Extent:
    """The words that bear a field of a claim; empty where it has none of its own."""
    if field is CorrectedField.SOURCE:
        return claim.holder.at
    if field is CorrectedField.WHERE:
        return tuple(one.at for one in claim.where)
    if field is CorrectedField.QUANTITY:
        return tuple(one.at for one in claim.quantities)
    if field in (CorrectedField.SAID, CorrectedField.WHEN):
        when = claim.said if field is CorrectedField.SAID else claim.when
        return (when.at,) if when is not None and when.at is not None else ()
    if field in (CorrectedField.AGENT, CorrectedField.TARGET):
        role = Role.AGENT if field is CorrectedField.AGENT else Role.TARGET
        return tuple(one.at for one in claim.participants if one.role is role)
    if field is CorrectedField.WITNESS:
        return claim.chain[claim.witness].at
    if field in (CorrectedField.CERTAINTY, CorrectedField.POLARITY, CorrectedField.MODALITY):
        return claim.hedges or (claim.head,)
    return (claim.head,)


def _because(decision: Decision, field: CorrectedField, before: str, after: str) -> str:
    reason = f": {decision.because}" if decision.because else ""
    return f"{field} was {before}, made {after} by {decision.by} on {decision.at[:10]}{reason}"


def _shown(value: str) -> str:
    """A field's JSON in a few words."""
    data = json.loads(value)
    if data is None or data == []:
        return "none"
    rows = data if isinstance(data, list) else [data]
    return ", ".join(_few(row) for row in rows)


def _few(row: object) -> str:
    if not isinstance(row, Mapping):
        return str(row)
    for name in ("name", "value"):
        if name in row:
            return str(row[name])
    low, high = row.get("low", ".."), row.get("high", "..")
    about = "about " if row.get("approximate") else ""
    return about + (str(low) if low == high else f"{low} to {high}")


def _at(correction: Correction, document: Document) -> Span:
    """Where the correction's words are in this text."""
    found = document.raw_map.located(correction.raw)
    if not found:
        raise MisfitError("its words are not in the text of this reading")
    at = Span(found[0].start, found[-1].end)
    if at.of(document.text).split() != correction.words.split():
        raise MisfitError("its words are not in one piece in the text of this reading")
    return at


def _placed(at: Span, span: Span | None, correction: Correction, text: str) -> Span | None:
    """A span inside the correction's words as one of the text."""
    if span is None:
        return None
    if at.of(text) == correction.words:
        return Span(at.start + span.start, at.start + span.end)
    # White space was cleaned in another way: what the span leaves on either side is counted without it.
    before = len("".join(correction.words[: span.start].split()))
    inside = len("".join(correction.words[span.start : span.end].split()))
    dark = [offset for offset in range(at.start, at.end) if not text[offset].isspace()]
    return Span(dark[before], dark[before + inside - 1] + 1)


def _token(
    kind: type[E], field: CorrectedField, claim: Claim, correction: Correction, document: Document
) -> Claim:
    del document
    value = _read(lambda data: None if data is None else kind(str(data)), correction)
    if value is None and field is not CorrectedField.KIND:
        raise MisfitError(f"{field} cannot be none")
    return _with(claim, field, value)


def _slot(field: CorrectedField, claim: Claim, correction: Correction, document: Document) -> Claim:
    del document
    value = _read(lambda data: data, correction)
    if not isinstance(value, str) and (value is not None or field is CorrectedField.PREDICATE):
        raise MisfitError(f"{value!r} is no {field}")
    changes: dict[str, Any] = {field.value: value}
    return replace(claim, question=replace(claim.question, **changes))


def _when(field: CorrectedField, claim: Claim, correction: Correction, document: Document) -> Claim:
    when = _read(lambda data: None if data is None else from_json(When, data), correction)
    if when is not None:
        at = _at(correction, document)
        when = replace(when, at=_placed(at, when.at, correction, document.text))
    return _with(claim, field, when)


def _where(claim: Claim, correction: Correction, document: Document) -> Claim:
    where = _read(lambda data: None if data is None else from_json(Where, data), correction)
    kept: tuple[Where, ...] = ()
    added: tuple[Where, ...] = ()
    if correction.raw:
        at = _at(correction, document)
        kept = tuple(one for one in claim.where if not one.at.overlaps(at))
        if where is not None:
            added = (replace(where, at=_placed(at, where.at, correction, document.text) or at),)
    elif where is not None:
        raise MisfitError("a place needs its words")
    return replace(claim, where=tuple(sorted((*kept, *added), key=lambda one: one.at)))


def _quantity(claim: Claim, correction: Correction, document: Document) -> Claim:
    quantity = _read(lambda data: None if data is None else from_json(Quantity, data), correction)
    kept: tuple[Quantity, ...] = ()
    added: tuple[Quantity, ...] = ()
    if correction.raw:
        at = _at(correction, document)
        kept = tuple(one for one in claim.quantities if not one.at.overlaps(at))
        if quantity is not None:
            placed = partial(_placed, at, correction=correction, text=document.text)
            added = (
                replace(
                    quantity,
                    at=placed(quantity.at) or at,
                    of_at=placed(quantity.of_at),
                    part_of_at=placed(quantity.part_of_at),
                ),
            )
    elif quantity is not None:
        raise MisfitError("a number needs its words")
    return replace(claim, quantities=tuple(sorted((*kept, *added), key=lambda one: one.at)))


def _source(claim: Claim, correction: Correction, document: Document) -> Claim:
    named = _read(lambda data: from_json(NamedSource, data), correction)
    if len(claim.chain) == 1:
        raise MisfitError("the publisher says it in its own voice; state its name with the document")
    old = claim.holder
    source = replace(old.source, name=named.name, kind=named.kind, id=named.id, country=None, speaks_for=None)
    at = old.at
    if correction.raw:
        words = _at(correction, document)
        source, at = replace(source, at=words, first=words), (words,)
    hop = Hop(source, at, old.inherited, old.is_actor)
    speakers = tuple(
        replace(one, name=named.name, id=named.id, at=source.at or one.at)
        if one.role is Role.SPEAKER and one.at == old.source.at
        else one
        for one in claim.participants
    )
    return replace(claim, chain=(*claim.chain[:-1], hop), participants=speakers)


def _witness(claim: Claim, correction: Correction, document: Document) -> Claim:
    del document
    index = _read(_index, correction)
    if not 0 <= index < len(claim.chain):
        raise MisfitError(
            f"its chain has {len(claim.chain)} hops in this reading, none with the number {index + 1}"
        )
    chain = tuple(replace(hop, is_actor=number > index) for number, hop in enumerate(claim.chain))
    return replace(claim, chain=chain, witness=index)


def _index(data: object) -> int:
    if type(data) is not int:
        raise ValueError(f"not a whole number: {data!r}")
    return data


def _with(claim: Claim, field: CorrectedField, value: object) -> Claim:
    changes: dict[str, Any] = {field.value: value}
    return replace(claim, **changes)


def _read(read: Callable[[object], T], correction: Correction) -> T:
    try:
        return read(json.loads(correction.value))
    except (ValueError, TypeError) as error:
        raise MisfitError(f"{correction.value} is no {correction.field}") from error


_SLOTS = (CorrectedField.PREDICATE, CorrectedField.AGENT, CorrectedField.TARGET, CorrectedField.COUNTED)
TOKENS: Mapping[CorrectedField, type[StrEnum]] = {
    CorrectedField.ACT: Act,
    CorrectedField.CERTAINTY: Certainty,
    CorrectedField.POLARITY: Polarity,
    CorrectedField.MODALITY: Modality,
    CorrectedField.KIND: EventKind,
}
"""The fields whose values are of a closed list, and the list of each."""

_FIELDS: Mapping[CorrectedField, Callable[[Claim, Correction, Document], Claim]] = {
    **{field: partial(_token, kind, field) for field, kind in TOKENS.items()},
    **{field: partial(_slot, field) for field in _SLOTS},
    **{field: partial(_when, field) for field in (CorrectedField.SAID, CorrectedField.WHEN)},
    CorrectedField.WHERE: _where,
    CorrectedField.QUANTITY: _quantity,
    CorrectedField.SOURCE: _source,
    CorrectedField.WITNESS: _witness,
}
