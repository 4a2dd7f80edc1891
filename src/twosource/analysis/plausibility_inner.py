"""Whether a text agrees with itself and with the map: parts, moves, shares, distances, dates. Flags with their arithmetic."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import pairwise

from twosource.analysis.gazetteer import distance_km
from twosource.analysis.layers import Analysis, Token
from twosource.analysis.quantities_lexicon import QuantityWords
from twosource.model.claim import Claim, Flag
from twosource.model.measure import Quantity, When, Where
from twosource.model.span import Span
from twosource.model.vocabulary import FlagKind, PlacePrecision, SourceKind

Found = tuple[int, Flag]

_WHOLE_BACK = 250
"""How far back, in code points, "of them" looks for the number of whom."""
_KM = {"km": 1.0, "mile": 1.609, "nautical mile": 1.852, "meter": 0.001}
_SHORT = (PlacePrecision.POINT, PlacePrecision.SITE, PlacePrecision.CITY, PlacePrecision.DISTRICT)
_LEAD = 12
_FACTOR, _SLACK_KM = 3, 30.0
"""A distance is implausible where the map's is this many times as long or short, after what the places' own sizes allow."""
_FROM_PLACE = re.compile(r"\s*(?:[\w-]+\s+){0,4}?(?:of|from)\s+(?:the\s+)?(?:[\w-]+\s+of\s+)?", re.IGNORECASE)
_BORN = re.compile(r"\bborn\s+(?:(?:in|on)\s+)?$", re.IGNORECASE)
_RANGE = (
    (re.compile(r"\bfrom\s+$", re.IGNORECASE), re.compile(r"\s+(?:to|until|till|through)\s+", re.IGNORECASE)),
    (re.compile(r"\bbetween\s+$", re.IGNORECASE), re.compile(r"\s+and\s+", re.IGNORECASE)),
)


def at_odds(analysis: Analysis, *, words: QuantityWords) -> Iterator[Found]:
    """The quantities that the text's own numbers, or the distances between its places, make implausible, with the reason."""
    for index, quantity in enumerate(analysis.quantities):
        because = (
            _too_large_a_part(analysis, index, words)
            or _too_large_a_share(analysis, quantity)
            or _wrong_way(analysis, index, words)
            or _too_far(analysis, quantity)
        )
        if because is not None:
            yield index, Flag(FlagKind.IMPLAUSIBLE, because)


def _too_large_a_part(analysis: Analysis, index: int, words: QuantityWords) -> str | None:
    """ "Of the 40 guards, 50 fled", "six died, including eight guards"."""
    quantity = analysis.quantities[index]
    whole = _whole_of(analysis, index, words)
    if whole is None or not quantity.ordinary or not whole.ordinary or whole.approximate:
        return None
    least, most = quantity.low, whole.high
    if least is None or most is None or least <= most:
        return None
    return f"{least:,f} would be more than the {most:,f} that they are part of"


def _whole_of(analysis: Analysis, index: int, words: QuantityWords) -> Quantity | None:
    quantity = analysis.quantities[index]
    before = [one for one in analysis.quantities[:index] if one.ordinary and one.at.end <= quantity.at.start]
    if quantity.part_of_at is not None:
        told = [
            one for one in analysis.quantities if one.of_at == quantity.part_of_at and one is not quantity
        ]
        if told:
            return told[0]
        pronoun = quantity.part_of_at.of(analysis.text).lower() in ("them", "whom", "these", "those")
        near = [one for one in before[-1:] if quantity.at.start - one.at.end <= _WHOLE_BACK]
        return near[0] if pronoun and near and near[0].part_of_at is None else None
    between = analysis.text[before[-1].at.end : quantity.at.start] if before else ""
    inside = before and len(between) <= _WHOLE_BACK and "." not in between and ";" not in between
    if (
        inside
        and between.rstrip().lower().endswith("including")
        and "," not in between.rstrip()[:-9].rstrip(" ,")
    ):
        return before[-1]
    return None


def _too_large_a_share(analysis: Analysis, quantity: Quantity) -> str | None:
    """ "120 percent of the villagers fled": of people there is no more than all."""
    if quantity.unit != "percent" or quantity.low is None or quantity.low <= 100 or quantity.of_at is None:
        return None
    tokens = analysis.parse.tokens
    share = next((token for token in tokens if token.start == quantity.of_at.start), None)
    if share is None or not any(
        tokens[child].text.lower() == "of" and tokens[child].i == share.i + 1
        for child in analysis.parse.children[share.i]
    ):
        return None
    of = next(child for child in analysis.parse.children[share.i] if tokens[child].text.lower() == "of")
    wholes = [tokens[inner] for inner in analysis.parse.children[of] if tokens[inner].tag in ("NNS", "NNPS")]
    verb = tokens[share.head]
    if not wholes or share.dep not in ("nsubj", "nsubjpass") or verb.pos not in ("VERB", "AUX"):
        return None
    return f"{quantity.low:,f} % of the {wholes[0].text} would be more than all of them"


def _wrong_way(analysis: Analysis, index: int, words: QuantityWords) -> str | None:
    """ "Rose from 40 to 30"."""
    if index == 0:
        return None
    first, second = analysis.quantities[index - 1], analysis.quantities[index]
    text = analysis.text
    if text[first.at.end : second.at.start].strip().lower() != "to" and not _joined_by_to(
        text, first, second
    ):
        return None
    if not _lead(analysis, first.at.start).rstrip().lower().endswith("from") or first.unit != second.unit:
        return None
    verb = _verb_before(analysis, first.at.start)
    row = words.row("change", verb.lemma) if verb is not None else None
    if row is None:
        return None
    if first.low is None or first.high is None or second.low is None or second.high is None:
        return None
    up = row["direction"] == "up"
    if (second.high < first.low) if up else (second.low > first.high):
        moved = "less" if up else "more"
        return f"{second.high:,f} is {moved} than the {first.low:,f} from which it is said to {row['lemma']}"
    return None


def _joined_by_to(text: str, first: Quantity, second: Quantity) -> bool:
    end = first.of_at.end if first.of_at is not None and first.of_at.start >= first.at.start else first.at.end
    return text[end : second.at.start].strip().lower() == "to"


def _verb_before(analysis: Analysis, offset: int) -> Token | None:
    """The verb that a "from" right before the offset hangs on."""
    tokens = analysis.parse.tokens
    lead = next((token for token in reversed(tokens) if token.end <= offset), None)
    if lead is None:
        return None
    for _ in range(3):
        lead = tokens[lead.head]
        if lead.pos == "VERB":
            return lead
    return None


def _too_far(analysis: Analysis, quantity: Quantity) -> str | None:
    """ "Velm, 30 km from Orsa", where the map has them 400 km apart."""
    scale = _KM.get(quantity.unit or "")
    if scale is None or quantity.of != "length" or quantity.low is None or not analysis.places:
        return None
    after = next((one for one in analysis.places if one.at.start >= quantity.at.end), None)
    before = next((one for one in reversed(analysis.places) if one.at.end <= quantity.at.start), None)
    if before is None or after is None or before.id == after.id:
        return None
    text = analysis.text
    lead, link = text[before.at.end : quantity.at.start], text[quantity.at.end : after.at.start]
    if not re.fullmatch(r"\s*,?\s*(?:(?:is|lies|located|situated|some|about|just|a)\s+)*", lead):
        return None
    if not _FROM_PLACE.fullmatch(link):
        return None
    return _apart(before, after, float(quantity.low) * scale)


def _apart(one: Where, other: Where, stated_km: float) -> str | None:
    if one.precision not in _SHORT or other.precision not in _SHORT:
        return None
    if one.lat is None or one.lon is None or other.lat is None or other.lon is None:
        return None
    map_km = distance_km(one.lat, one.lon, other.lat, other.lon)
    slack = (one.radius_km or 0) + (other.radius_km or 0) + _SLACK_KM
    if map_km <= stated_km * _FACTOR + slack and map_km >= stated_km / _FACTOR - slack:
        return None
    return f"{one.name} and {other.name}, said to be {stated_km:,.0f} km apart, lie {map_km:,.0f} km apart on the map"


def with_impossible_times(analysis: Analysis, claims: Sequence[Claim]) -> tuple[Claim, ...]:
    """The claims, those flagged that end before they begin or in which somebody acts before being born."""
    backwards = list(_backwards(analysis))
    births = dict(_births(analysis))
    if not backwards and not births:
        return tuple(claims)
    return tuple(_timed(claim, backwards, births) for claim in claims)


def _timed(claim: Claim, backwards: Sequence[tuple[Span, str]], births: dict[str, When]) -> Claim:
    found = [because for at, because in backwards if any(span.contains(at) for span in claim.extent)]
    end = claim.when.end if claim.when is not None else None
    for participant in claim.participants:
        birth = births.get(participant.id or "")
        if birth is not None and birth.start is not None and end is not None and end <= birth.start:
            found.append(f"{participant.name} is said to be born in {birth.value}, after this")
    flags = tuple(Flag(FlagKind.IMPLAUSIBLE, because) for because in found)
    return replace(claim, flags=(*claim.flags, *flags)) if flags else claim


def _backwards(analysis: Analysis) -> Iterator[tuple[Span, str]]:
    """The ranges of time that end before they begin: "from 5 May 2031 to 3 May 2031"."""
    timed = [(when, when.at) for when in analysis.times if when.at is not None and when.start and when.end]
    for (one, at), (other, later) in pairwise(timed):
        lead, link = _lead(analysis, at.start), analysis.text[at.end : later.start]
        if not any(first.search(lead) and second.fullmatch(link) for first, second in _RANGE):
            continue
        if other.end is not None and one.start is not None and other.end <= one.start:
            yield at, f"it would end in {other.value}, before it begins in {one.value}"


def _births(analysis: Analysis) -> Iterator[tuple[str, When]]:
    """Who is said to be born when, by actor id."""
    people = [one for one in analysis.mentions if one.kind is SourceKind.PERSON and one.id is not None]
    for when in analysis.times:
        if when.at is None or when.start is None or not _BORN.search(_lead(analysis, when.at.start)):
            continue
        born = when.at.start
        sentence = next((one for one in analysis.parse.sentences if one.at.contains(when.at)), None)
        named = [one for one in people if one.at.end <= born and sentence and sentence.at.contains(one.at)]
        if named and named[-1].id is not None:
            yield named[-1].id, when


def _lead(analysis: Analysis, offset: int) -> str:
    """The few characters before an offset."""
    return analysis.text[max(0, offset - _LEAD) : offset]
