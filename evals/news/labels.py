"""How the gold's labels map to our closed lists; each function says whether ours is right, None where it is not scored."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

from twosource.analysis.gazetteer import distance_km
from twosource.linking.number import thing_of
from twosource.model.claim import Claim
from twosource.model.measure import Quantity, When, Where
from twosource.model.vocabulary import Act, Certainty, Modality, Polarity

_CERTAINTY = {
    "asserted": {Certainty.CERTAIN},
    "hedged": {Certainty.PROBABLE, Certainty.POSSIBLE},
    "unverified": {Certainty.POSSIBLE, Certainty.UNKNOWN},
    "denied": {Certainty.CERTAIN},
    "negated": {Certainty.CERTAIN},
    "predicted": {Certainty.PROBABLE, Certainty.CERTAIN},
}


def certainty_is_right(gold: str, claim: Claim) -> bool | None:
    """Certainty, with what the label says of polarity, act and modality."""
    if gold == "conditional":
        return claim.modality is Modality.CONDITIONAL
    right = claim.certainty in _CERTAINTY[gold]
    if gold == "denied":
        return right and claim.polarity is Polarity.NEGATIVE and claim.act in (Act.DENY, Act.DISMISS)
    if gold == "negated":
        return right and claim.polarity is Polarity.NEGATIVE
    if gold == "predicted":
        ahead = (Modality.EXPECTED, Modality.PLANNED, Modality.CONDITIONAL, Modality.ORDERED)
        return right and claim.modality in ahead
    return right


def modality_is_right(gold: str | None, claim: Claim) -> bool | None:
    """Planned and possible as labelled; an order or plan read as done is judged apart."""
    if gold is None:
        return None
    if gold == "planned":
        return claim.modality in (Modality.PLANNED, Modality.EXPECTED, Modality.ORDERED)
    return claim.modality in (Modality.POSSIBLE, Modality.EXPECTED)


def time_is_right(gold: Mapping[str, Any] | None, when: When | None, published: str | None) -> bool | None:
    """Interval ends: the gold's are inclusive, ours half-open. Unknown and recent ask only that nothing false is said."""
    if gold is None:
        return None
    precision = gold["precision"]
    start, end = gold.get("start"), gold.get("end")
    ours = (when.start, when.end) if when is not None else (None, None)
    if precision in ("unknown", "recent"):
        return ours == (None, None) or published is None or (ours[0] or "") <= published
    if precision in ("before", "as_of"):
        if when is None or ours[1] is None:
            return False if end else None
        latest = _next(end)
        return ours[1] <= latest if latest else None
    if precision == "ongoing":
        return when is not None and (ours[0] or "") <= (published or "") < (ours[1] or "9999")
    if precision == "range":
        return ours == (start, _next(end))
    return (
        when is not None
        and ours == (start, _next(end))
        and when.precision is not None
        and when.precision.value == precision
    )


def _next(day: str | None) -> str | None:
    if day is None or not day[:4].isdigit():
        return day
    return (date.fromisoformat(day) + timedelta(days=1)).isoformat()


def quantity_is_right(gold: Mapping[str, Any], ours: Quantity) -> bool:
    """Same bounds, and open where the gold is open."""
    return all(
        bound is None if gold.get(end) is None else bound is not None and Decimal(str(gold[end])) == bound
        for end, bound in (("low", ours.low), ("high", ours.high))
    )


def unit_is_right(gold: Mapping[str, Any], ours: Quantity, text: str) -> bool:
    """Whether ours counts a thing that the gold's unit names, or measures in it; things of one class of the lexicon are one."""
    wanted = {form for word in str(gold["unit"]).lower().split() for form in _forms(word.strip(","))}
    words = ours.of_at.of(text).lower().split() if ours.of_at is not None else []
    named = {form for word in (*words, ours.of or "", ours.unit or "") for form in _forms(word)} - {"person"}
    return bool(wanted & named)


def _forms(word: str) -> set[str]:
    """A word, its singular, and the class of thing that it names."""
    singular = word.removesuffix("s")
    return {word, singular, *(thing for one in (word, singular) if (thing := thing_of(one)))} - {""}


def place_is_right(gold: Mapping[str, Any], ours: Where) -> bool:
    """Right country, and within the larger of 50 km and our radius of the gold's rough coordinates."""
    countries = set(str(gold["country"]).split("/"))
    if ours.lat is None or ours.lon is None or not countries & {ours.country, *ours.containers}:
        return False
    return distance_km(ours.lat, ours.lon, gold["lat"], gold["lon"]) <= max(50.0, ours.radius_km or 0.0)
