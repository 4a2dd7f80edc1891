"""Places: toponyms of the text, which place each means and why, and what it is to the story."""

from __future__ import annotations

from collections import Counter
from functools import cache
from urllib.parse import urlsplit

from twosource.analysis.actors import ActorTable
from twosource.analysis.gazetteer import Gazetteer, normal, shipped_toml
from twosource.analysis.layers import Analysis, Mention, Parse
from twosource.analysis.mentions_lexicon import load_words
from twosource.analysis.mentions_names import normalised
from twosource.analysis.places_borders import find_borders
from twosource.analysis.places_choose import Context, choose
from twosource.analysis.places_dateline import find_datelines
from twosource.analysis.places_find import find_toponyms
from twosource.analysis.places_parts import find_parts, part_of
from twosource.analysis.places_role import role_of
from twosource.analysis.places_sites import find_sites
from twosource.analysis.places_toponym import Home, Toponym
from twosource.model.document import Metadata
from twosource.model.measure import Where
from twosource.model.span import Span, reading_order
from twosource.model.vocabulary import Naming, PlacePrecision, PlaceRole, SourceKind


def find_places(
    analysis: Analysis, *, gazetteer: Gazetteer, actors: ActorTable, home: str | None = None
) -> tuple[Where, ...]:
    """The places in text order; a name that nothing settles has no id. Reads the parse and the mentions.

    ``home`` is the country of the publisher where its name does not tell.
    """
    parse = analysis.parse
    if not parse.tokens:
        return ()
    words = load_words()
    norms = normalised(parse.tokens)
    seat = Home(home) if home else home_of(analysis.document.metadata, actors)
    found = find_toponyms(analysis, norms, gazetteer, words, seat)
    for toponym in found:
        _take_direction(parse, norms, toponym, words["direction"])
    weights = state_weights(analysis.mentions, gazetteer)
    choose(parse, found, Context(weights, _capitals(actors), seat))
    found += find_sites(parse, norms, found, words)
    for toponym in found:
        if toponym.acts and not toponym.body and _is_namesake(toponym):
            toponym.acts = False
        if _is_seat(toponym):
            toponym.acts, toponym.because = True, ACTS
    out = [where for toponym in found if (where := _where(analysis, toponym, role_of(parse, toponym, words)))]
    out += find_datelines(analysis, gazetteer, seat)
    out += find_borders(analysis, gazetteer, actors, words)
    taken = [where.at for where in out]
    out += [
        part
        for part in find_parts(analysis, gazetteer, words)
        if not any(part.at.overlaps(at) for at in taken)
    ]
    return tuple(sorted(out, key=lambda where: reading_order(where.at)))


ACTS = "a capital that acts for its state"


def _is_namesake(toponym: Toponym) -> bool:
    """Whether a state's name means a town or a province here ("Lebanon, Pennsylvania"), which acts for no state."""
    of_state = any(place.type == "country" for place in toponym.candidates) or toponym.inside is not None
    return of_state and toponym.chosen is not None and toponym.chosen.type != "country"


def _is_seat(toponym: Toponym) -> bool:
    """Whether the name is a capital that acts for its state, and so no place."""
    return toponym.seat is not None and (toponym.chosen is None or toponym.seat in toponym.chosen.countries)


def state_weights(mentions: tuple[Mention, ...], gazetteer: Gazetteer) -> Counter[str]:
    """How often each state is spoken of by a name that means no other place of note ("Georgia" does)."""
    weights: Counter[str] = Counter()
    for one in mentions:
        if one.naming is Naming.ROLE_ONLY or (one.naming is Naming.METONYM and one.reading == "place"):
            continue
        if one.country and one.kind not in (SourceKind.OUTLET, SourceKind.NEWS_AGENCY):
            others = [
                place
                for place in gazetteer.named(one.name)[:3]
                if place.type != "country" and place.population > 1_000_000
            ]
            if not others:
                weights[one.country] += 1
    return weights


def home_of(metadata: Metadata, actors: ActorTable) -> Home | None:
    """Where the publisher sits, by its name or the host of the address; None where that is not known."""
    known = load_homes()
    host = urlsplit(metadata.address or "").hostname or ""
    home = known.get(host.removeprefix("www.")) or known.get(normal(metadata.publisher or ""))
    if home is not None:
        return home
    country = actors.home(metadata.publisher)
    return Home(country) if country else None


@cache
def load_homes() -> dict[str, Home]:
    """The shipped homes of publishers by normalised name and by host."""
    out = {}
    for row in shipped_toml("publishers.toml")["publisher"]:
        home = Home(row["country"], row["at"][0], row["at"][1])
        out.update(dict.fromkeys(row["hosts"], home))
        out[normal(row["name"])] = home
    return out


@cache
def _capitals(actors: ActorTable) -> frozenset[tuple[str, str]]:
    return frozenset(actors.capitals())


_PARTED = ("country", "province", "region", "island", "peninsula")
"""What a direction names a part of; "central Oslo" is Oslo."""


def _take_direction(parse: Parse, norms: list[str], toponym: Toponym, directions: frozenset[str]) -> None:
    """Take "eastern" into "eastern Russia": a part of a country or province."""
    at = toponym.first - 1
    if (
        at >= 0
        and norms[at] in directions
        and parse.tokens[at].text[:1].islower()
        and parse.tokens[at].pos in ("ADJ", "NOUN", "ADV")
        and any(place.type in _PARTED for place in toponym.candidates[:3])
    ):
        toponym.part = norms[at]
        toponym.shown = toponym.shown or (toponym.first, toponym.last)
        toponym.first = at
        toponym.acts, toponym.seat = False, None


def _where(analysis: Analysis, toponym: Toponym, role: PlaceRole | None) -> Where | None:
    if role is None:
        return None
    tokens = analysis.parse.tokens
    first, last = toponym.shown or (toponym.first, toponym.last)
    at = Span(tokens[first].start, tokens[last - 1].end)
    place = toponym.chosen
    ids = tuple(one.id for one in toponym.candidates[:8])
    if place is None:
        return Where(at, at.of(analysis.text), None, None, None, None, None, None, role, ids, toponym.because)
    lat, lon, radius = place.lat, place.lon, place.radius_km
    name, place_id, precision = place.name, place.id, place.precision
    because = toponym.because
    if toponym.part and place.type in _PARTED:
        lat, lon, radius = part_of(place, toponym.part)
        name, place_id = f"{toponym.part} {place.name}", f"{place.id}/{toponym.part}"
        precision = PlacePrecision.REGION
        because = f"the part of {place.name} that its direction names"
    return Where(
        at,
        name,
        place_id,
        place.country,
        round(lat, 4),
        round(lon, 4),
        round(radius, 1),
        precision,
        role,
        ids,
        because,
        place.containers,
    )
