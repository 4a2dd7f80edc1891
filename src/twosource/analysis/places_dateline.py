"""The place of a dateline ("KAMPALA, 3 May (ONA) — "), which the parser does not see: where a report was sent from."""

from __future__ import annotations

import re

from twosource.analysis.gazetteer import Gazetteer, Place
from twosource.analysis.layers import Analysis
from twosource.analysis.parse import dateline_end
from twosource.analysis.places_choose import contains
from twosource.analysis.places_toponym import Home
from twosource.model.measure import Where
from twosource.model.span import Span
from twosource.model.vocabulary import PlaceRole

_PARTS = re.compile(r"(?P<name>[^,(—–]+?) *(?:, *(?P<outer>[A-Z][\w. ]{1,24}?))? *(?=[,(—–]|--| - )")


def find_datelines(analysis: Analysis, gazetteer: Gazetteer, home: Home | None) -> list[Where]:
    """A place of speech for each dateline whose name the gazetteer has, in text order."""
    out = []
    for block in analysis.document.blocks:
        words = block.at.of(analysis.text)
        end = 0 if block.kind.is_noise else dateline_end(words)
        found = _PARTS.match(words[:end]) if end else None
        if found is None:
            continue
        place = _place(gazetteer, found["name"], found["outer"], home)
        if place is None:
            continue
        at = Span(block.at.start + found.start("name"), block.at.start + found.end("name"))
        out.append(
            Where(
                at,
                place.name,
                place.id,
                place.country,
                round(place.lat, 4),
                round(place.lon, 4),
                round(place.radius_km, 1),
                place.precision,
                PlaceRole.SPEECH,
                tuple(one.id for one in gazetteer.named(found["name"])[:8]),
                "the dateline",
                place.containers,
            )
        )
    return out


def _place(gazetteer: Gazetteer, name: str, outer: str | None, home: Home | None) -> Place | None:
    """The place that the rest of the dateline contains, else one of the publisher's country, else the best known."""
    found = gazetteer.named(name)
    bigs = gazetteer.named(outer) if outer else ()
    inside = [one for one in found if any(contains(big, one) for big in bigs)]
    local = [
        one for one in found if home is not None and home.country in one.countries and one.population > _LOCAL
    ]
    towns = [one for one in found if one.type == "city"]
    return next(iter(inside or local or towns or found), None)


_LOCAL = 20_000
"""People that a town of the publisher's country needs to win over a better known one elsewhere."""
