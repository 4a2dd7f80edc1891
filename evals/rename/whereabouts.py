"""Where a renamed place is, by the shipped table: the new border, a part of the new state, the drawn town or province."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

from evals.rename.draw import Draw, states
from twosource.analysis.gazetteer import Gazetteer, Place
from twosource.analysis.places_parts import part_of

_PART = re.compile(
    r"^(?:the )?((?:north|south)?-?(?:east|west|north|south)(?:ern)?) (front|coast|region|\w+)"
)
_KIND = {"city": ("city",), "admin1": ("province",)}


def whereabouts(
    place: Mapping[str, Any], name: str, plan: Draw, gazetteer: Gazetteer
) -> tuple[float, float] | None:
    """Latitude and longitude of a gold place in the copy, where its words are now ``name``; None where no table tells.

    The place is the drawn one by its name and its state: how our own stages would choose among its namesakes plays
    no part.
    """
    codes = [plan.countries.get(code, "") for code in str(place.get("country") or "").split("/")]
    if not all(codes):
        return None
    if place["precision"] == "country":
        lat, lon = states()[codes[0]]["at"]
        return lat, lon
    if len(codes) == 2 and "border" in place["canonical"]:
        a, b = sorted(codes)
        line = gazetteer.border((a, b))
        return (line[0], line[1]) if line else None
    part = _PART.match(place["canonical"])
    state = gazetteer.state(codes[0])
    if part and place["precision"] == "region" and state is not None and len(codes) == 1:
        lat, lon, _ = part_of(state, part[1])
        return lat, lon
    kinds = _KIND.get(place["precision"], ())
    found = _drawn(name, codes[0], kinds, gazetteer) if name != place["surface"] else None
    return (found.lat, found.lon) if found else None


def _drawn(name: str, code: str, kinds: tuple[str, ...], gazetteer: Gazetteer) -> Place | None:
    bare = re.sub(r"^the | (?:region|province|oblast|state)$", "", name, flags=re.IGNORECASE)
    return next(
        (one for one in gazetteer.named(bare) if one.type in kinds and code in one.countries),
        None,
    )
