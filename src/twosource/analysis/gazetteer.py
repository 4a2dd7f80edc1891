"""The gazetteer: which places a name may mean, from an exact alias index and two supplements.

The packed index (``data/places.idx``) holds the cities, provinces and districts of GeoNames (CC BY 4.0) under their
normalised names. ``scripts/build_gazetteer.py`` writes it. ``data/places.toml`` adds what GeoNames' extract lacks
(rivers, borders, zones, seas, regions), and a reader's own files may add more: TOML, or an index of a whole GeoNames
dump that ``twosource gazetteer build`` has written.
"""

from __future__ import annotations

import math
import tomllib
import unicodedata
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from importlib import resources
from pathlib import Path
from typing import Any

from twosource.analysis.gazetteer_folds import FOLDED, fold, folds
from twosource.analysis.gazetteer_index import LONGEST, TYPES, Index, is_index, open_index
from twosource.errors import ConfigError
from twosource.model.vocabulary import PlacePrecision

_SHORT = {"saint": "st", "sainte": "ste", "fort": "ft", "mount": "mt", "&": "and"}
_DROP = dict.fromkeys(map(ord, "'’‘ʼ`´ʻʿ.,"))
_PLAIN = str.maketrans(
    {"ı": "i", "ł": "l", "Ł": "L", "ø": "o", "Ø": "O", "đ": "d", "Đ": "D", "ß": "ss", "æ": "ae"}
)
_PRECISION = {
    "country": PlacePrecision.COUNTRY,
    "province": PlacePrecision.PROVINCE,
    "district": PlacePrecision.DISTRICT,
    "city": PlacePrecision.CITY,
    "village": PlacePrecision.CITY,
    "base": PlacePrecision.SITE,
    "site": PlacePrecision.SITE,
    "crossing": PlacePrecision.SITE,
}


@dataclass(frozen=True, slots=True)
class Place:
    """One place of the gazetteer. ``countries`` are two-letter codes, the first the main one; several for a border
    or a sea.

    ``admin`` is the province it lies in as ``CC.CODE``, None where unknown. ``population`` is 0 where unknown.
    ``shipped`` says whether it is of the supplements, which were chosen by hand and so win over an unknown village
    of the same name.
    """

    id: str
    name: str
    type: str
    countries: tuple[str, ...]
    lat: float
    lon: float
    radius_km: float
    admin: str | None = None
    population: int = 0
    shipped: bool = False

    @property
    def country(self) -> str | None:
        """The only country, None where there are several or none."""
        return self.countries[0] if len(self.countries) == 1 else None

    @property
    def precision(self) -> PlacePrecision:
        """How fine a place of this type is; ``region`` for all that is no administrative unit."""
        return _PRECISION.get(self.type, PlacePrecision.REGION)

    @property
    def containers(self) -> tuple[str, ...]:
        """Gazetteer ids of the province and the country it lies in, nearest first."""
        province = self.admin if self.type != "province" else None
        country = self.country if self.type != "country" else None
        return tuple(filter(None, (province, country)))


@lru_cache(maxsize=65536)
def normal(words: str) -> str:
    """The name under which ``words`` is filed: lower case, no marks, hyphens as spaces, no leading article."""
    if not words.isascii():
        words = unicodedata.normalize("NFKD", words.translate(_PLAIN))
        words = "".join(ch for ch in words if not unicodedata.combining(ch))
        words = words.replace("–", "-").replace("‑", "-")
    parts = words.lower().translate(_DROP).replace("-", " ").split()
    if len(parts) > 1 and parts[0] == "the":
        parts = parts[1:]
    return " ".join(_SHORT.get(part, part) for part in parts)


def distance_km(a_lat: float, a_lon: float, b_lat: float, b_lon: float) -> float:
    """The great-circle distance."""
    p, q = math.radians(a_lat), math.radians(b_lat)
    half = (
        math.sin((q - p) / 2) ** 2
        + math.cos(p) * math.cos(q) * math.sin(math.radians(b_lon - a_lon) / 2) ** 2
    )
    return 12742.0 * math.asin(min(1.0, math.sqrt(half)))


def _place_of(key: str, row: str) -> Place:
    name, kind, country, admin, population, lat, lon, number, radius = row.split("\t")
    shown = name or key.title()
    code = f"{country}.{admin}" if admin else None
    people = int(population) if population else 0
    reach = float(radius) if radius else _city_radius(people)
    return Place(
        f"geonames:{number}",
        shown,
        TYPES[kind],
        (country,),
        int(lat) / 100,
        int(lon) / 100,
        reach,
        code,
        people,
    )


def _city_radius(population: int) -> float:
    return max(3.0, min(40.0, 0.012 * math.sqrt(population)))


class Gazetteer:
    """All places by name; immutable but for its caches."""

    def __init__(self, indexes: Sequence[Index], places: Iterable[tuple[Place, tuple[str, ...]]]) -> None:
        self._indexes = tuple(indexes)
        self._own: dict[str, list[Place]] = {}
        self._folds: dict[str, list[Place]] = {}
        self._longest: dict[str, int] = {}
        self._by_id: dict[str, Place] = {}
        self._states: dict[str, Place] = {}
        self._borders: dict[tuple[str, str], list[Place]] = {}
        self._cache: dict[str, tuple[Place, ...]] = {}
        self._starts: dict[str, int] = {}
        for place, names in places:
            self._by_id.setdefault(place.id, place)
            if place.type == "country" and place.countries:
                self._states.setdefault(place.countries[0], place)
            if place.type in ("border", "line") and len(place.countries) == 2:
                a, b = sorted(place.countries)
                self._borders.setdefault((a, b), []).append(place)
            for name in names:
                self._file(place, normal(name))

    def _file(self, place: Place, key: str) -> None:
        if not key:
            return
        row = self._own.setdefault(key, [])
        if place not in row:
            row.append(place)
        first, *more = key.split()
        self._longest[first] = max(self._longest.get(first, 0), 1 + len(more))
        for mark in {FOLDED[country] for country in place.countries if country in FOLDED}:
            if place.type != "country" and len(key) > 3:
                self._folds.setdefault(fold(key, mark), []).append(place)

    def longest(self, first: str) -> int:
        """The most words of any name that begins with the normalised word ``first``; 0 where no name does."""
        found = self._starts.get(first)
        if found is None:
            found = max([self._longest.get(first, 0), *(index.longest(first) for index in self._indexes)])
            found = min(LONGEST, found)
            if len(self._starts) > 65536:
                self._starts.clear()
            self._starts[first] = found
        return found

    def named(self, words: str) -> tuple[Place, ...]:
        """The places of this name: those of the supplements first, then by population; empty where there is none."""
        key = normal(words)
        found = self._cache.get(key)
        if found is None:
            own = list(self._own.get(key, ()))
            rows = [row for row in self._rows(key, key) if not _is_known(row, own)]
            found = tuple(own + sorted(rows, key=lambda place: (-place.population, place.id)))
            if len(self._cache) > 65536:
                self._cache.clear()
            self._cache[key] = found
        return found

    def _rows(self, key: str, shown: str) -> list[Place]:
        """The rows of all indexes, one a place: the shipped index wins, whose radii are of the towns within."""
        rows = [_place_of(shown, row) for index in self._indexes for row in index.rows(key)]
        if len(self._indexes) < 2:
            return rows
        return list({place.id: place for place in reversed(rows)}.values())

    def _same(self, key: str) -> list[Place]:
        """The places whose name is its own fold: the index does not file these twice."""
        mark, name = key[:2], key[2:]
        return [row for row in self._rows(name, name) if FOLDED.get(row.countries[0]) == mark]

    def folded(self, words: str) -> tuple[Place, ...]:
        """The places whose name is another romanisation of ``words``, the supplements' first, then the most populous."""
        keys = folds(normal(words))
        own = list(dict.fromkeys(place for key in keys for place in self._folds.get(key, ())))
        rows = [place for key in keys for place in (*self._rows(key, ""), *self._same(key))]
        kept = {place.id: place for place in rows if not _is_known(place, own)}
        return tuple(own + sorted(kept.values(), key=lambda place: (-place.population, place.id)))

    def state(self, country: str) -> Place | None:
        """The state with this two-letter code."""
        return self._states.get(country)

    def border(self, pair: tuple[str, str]) -> tuple[float, float, float] | None:
        """The middle and half length of the border of two states, codes sorted; None where they are no neighbours."""
        for place in sorted(self._borders.get(pair, ()), key=lambda place: place.type != "border"):
            return place.lat, place.lon, place.radius_km
        row = next((row for one in self._indexes if (row := one.borders.get("-".join(pair)))), None)
        return (row[0], row[1], row[2]) if row else self._own_border(pair)

    def _own_border(self, pair: tuple[str, str]) -> tuple[float, float, float] | None:
        """Between two states of a reader's own that lie against each other: the point that parts them as their radii do."""
        a, b = self._states.get(pair[0]), self._states.get(pair[1])
        if a is None or b is None or not a.id.startswith("own:") or not b.id.startswith("own:"):
            return None
        whole = a.radius_km + b.radius_km
        if distance_km(a.lat, a.lon, b.lat, b.lon) > 1.2 * whole:
            return None
        share = a.radius_km / whole
        return a.lat + share * (b.lat - a.lat), a.lon + share * (b.lon - a.lon), min(a.radius_km, b.radius_km)

    def by_id(self, place_id: str) -> Place | None:
        """A place of the supplements by its id; None for one of the packed index."""
        return self._by_id.get(place_id)


def _is_known(row: Place, own: Sequence[Place]) -> bool:
    """Whether a supplement already has the place: the same one, its namesake of one type, or the state that its
    town is named like.
    """
    for other in own:
        if row.countries[0] not in other.countries:
            continue
        towns = row.type in ("city", "district")
        if other.type == "country":
            return True
        if row.type == other.type and not towns:
            return True
        like = row.type == other.type or (towns and other.type in ("city", "village", "district"))
        if like and distance_km(row.lat, row.lon, other.lat, other.lon) < max(30.0, other.radius_km):
            return True
    return False


def is_demonym(alias: str, name: str) -> bool:
    """Whether an alias of a state is its adjective, by its ending ("Kaldoran" of "Kaldor")."""
    stem = normal(name)[:4]
    return (
        " " not in alias
        and normal(alias).startswith(stem)
        and normal(alias).endswith(("an", "ian", "ese", "ish", "ois", "ic", "i", "er", "ene", "ien"))
    )


def slug(name: str) -> str:
    """The name as a part of an id."""
    return normal(name).replace(" ", "-")


def places_of(rows: Sequence[Mapping[str, Any]], prefix: str) -> list[tuple[Place, tuple[str, ...]]]:
    """The places of a supplement's rows with all their names; raises ConfigError for a row that lacks a field."""
    out = []
    for row in rows:
        try:
            country = row["country"]
            countries = tuple(country if isinstance(country, list) else [country] if country else [])
            place = Place(
                row.get("id") or ":".join([prefix, "-".join([*countries, slug(row["name"])])]),
                row["name"],
                row["type"],
                countries,
                float(row["lat"]),
                float(row["lon"]),
                float(row["radius_km"]),
                row.get("admin"),
                int(row.get("population", 0)),
                shipped=True,
            )
        except (KeyError, TypeError, ValueError) as error:
            raise ConfigError(
                f"a place of a gazetteer lacks or misuses a field: {row.get('name', row)}"
            ) from error
        aliases = [
            one
            for one in row.get("aliases", ())
            if place.type != "country" or not is_demonym(one, place.name)
        ]
        out.append((place, (place.name, *aliases)))
    return out


def read_toml(path: Path) -> dict[str, Any]:
    """A reader's own gazetteer; raises ConfigError where it cannot be read."""
    try:
        return tomllib.loads(path.read_text(encoding="utf-8"))
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        raise ConfigError(f"the gazetteer {path.name} cannot be read: {error}") from error


def shipped_toml(name: str) -> dict[str, Any]:
    """A table of the package's ``data`` folder."""
    return tomllib.loads(resources.files("twosource.data").joinpath(name).read_text(encoding="utf-8"))


@cache
def _shipped() -> tuple[Index, tuple[tuple[Place, tuple[str, ...]], ...]]:
    packed = resources.files("twosource.data").joinpath("places.idx").read_bytes()
    rows = places_of(shipped_toml("places.toml")["place"], "place")
    states = [
        (
            Place(
                row["id"],
                row["name"],
                "country",
                (row["id"],),
                row["at"][0],
                row["at"][1],
                row["radius_km"],
                shipped=True,
            ),
            (row["name"], *row.get("aliases", ())),
        )
        for row in shipped_toml("states.toml")["state"]
    ]
    return Index(packed), (*states, *rows)


@cache
def load_gazetteer(extra: tuple[Path, ...] = ()) -> Gazetteer:
    """The shipped gazetteer with the places of the reader's own files before it, tables and indexes alike."""
    index, shipped = _shipped()
    indexes = [open_index(path) for path in extra if is_index(path)]
    tables = [read_toml(path) for path in extra if not is_index(path)]
    own = [pair for table in tables for pair in places_of(table.get("place", []), "own")]
    return Gazetteer((index, *indexes), (*own, *shipped))
