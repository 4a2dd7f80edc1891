"""LGL and GeoVirus: news with the places named in it and their coordinates.

Toponym F1 counts a prediction that shares at least half of the longer span with a gold toponym, one to one.
Accuracy at 161 km and of the country are of the toponyms found that have gold coordinates; an unresolved one counts
as abstained and as wrong. `identity` asks for the very state or first-order unit, or a part of it ("central Ohio"), where
the gold means one (LGL says so by its feature codes; in GeoVirus the page's title names one, and no city of that name
lies there); `rest` is all else, within 161 km. LGL also marks nationalities ("Egyptian") and streets without coordinates;
`lgl.places` leaves both out of the gold. The baseline takes the parser's GPE and LOC entities, each the most populous
place of its name.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from urllib.parse import unquote
from xml.etree import ElementTree

from evals.documents import with_mentions
from evals.scoring import Counts, Report, pair
from twosource.analysis.actors import ActorTable, load_actors
from twosource.analysis.gazetteer import Gazetteer, distance_km, load_gazetteer, normal
from twosource.analysis.layers import Analysis
from twosource.analysis.parse import find_parse, load_parser
from twosource.analysis.places import find_places
from twosource.model.document import Block, Document, Metadata, RawMap
from twosource.model.measure import Where
from twosource.model.span import Span
from twosource.model.vocabulary import BlockKind

LAYERS = ("parse", "tags", "names", "mentions", "places")
DATA = Path("../shared/gold/geo")
SPLITS = ("dev", "train")
NEAR_KM = 161.0


@dataclass(frozen=True, slots=True)
class Gold:
    """One gold toponym; no coordinates where the annotators gave none."""

    start: int
    end: int
    words: str
    lat: float | None
    lon: float | None
    country: str | None
    unit: str = ""
    """``country`` or ``province`` where the gold means a state or a first-order unit, else empty."""
    name: str = ""
    """What the gold calls the place."""


@dataclass(frozen=True, slots=True)
class Article:
    """One article and its gold."""

    id: str
    text: str
    gold: tuple[Gold, ...]
    address: str | None = None


def _articles(path: Path) -> Iterator[ElementTree.Element]:
    """The articles one by one: the splits have lost tags of their root, and end in commented-out rests."""
    text = re.sub(r"<!--.*?-->", "", path.read_text(encoding="utf-8"), flags=re.DOTALL)
    for found in re.finditer(r"<article\b.*?</article>", text, re.DOTALL):
        yield ElementTree.fromstring(found.group())


def read_lgl(path: Path) -> Iterator[Article]:
    """The articles of an LGL file."""
    for article in _articles(path):
        text = article.findtext("text") or ""
        rows = []
        for one in article.iter("toponym"):
            start, end = int(one.findtext("start") or 0), int(one.findtext("end") or 0)
            tag = one.find("gaztag")
            lat = lon = country = None
            code = name = ""
            if tag is not None and tag.findtext("lat"):
                lat, lon = float(tag.findtext("lat") or 0), float(tag.findtext("lon") or 0)
                country = tag.findtext("country") or tag.findtext("name")
                code, name = tag.findtext("fcode") or "", tag.findtext("name") or ""
            unit = "country" if code.startswith("PCL") else "province" if code == "ADM1" else ""
            phrase = one.findtext("phrase") or text[start:end]
            rows.append(Gold(start, end, phrase, lat, lon, country, unit, name))
        yield Article(f"lgl-{article.get('docid')}", text, tuple(rows), article.findtext("url"))


def read_geovirus(path: Path) -> Iterator[Article]:
    """The articles of a GeoVirus file; its starts count from one."""
    for number, article in enumerate(_articles(path)):
        text = article.findtext("text") or ""
        rows = []
        for one in article.iter("location"):
            name = (one.findtext("name") or "").strip()
            start = int(one.findtext("start") or 0) - 1
            if text[start : start + len(name)] != name:
                near = [m.start() for m in re.finditer(re.escape(name), text)]
                if not near:
                    continue
                start = min(near, key=lambda at: (abs(at - start), at))
            lat, lon = float(one.findtext("lat") or 0), float(one.findtext("lon") or 0)
            title = _title(one.findtext("page") or "")
            unit = _unit_of(title, lat, lon)
            rows.append(Gold(start, start + len(name), name, lat, lon, None, unit, title))
        yield Article(f"geovirus-{number}", text, tuple(rows))


def _title(page: str) -> str:
    """The title of a page of an encyclopedia, without what tells it from another of its name."""
    return re.sub(r"_\(.*", "", unquote(page.rsplit("/", 1)[-1])).replace("_", " ")


def _unit_of(title: str, lat: float, lon: float) -> str:
    """Whether a title is that of a state or of a first-order unit about these coordinates, and of no city there."""
    found = load_gazetteer().named(title)
    near = {place.type: distance_km(place.lat, place.lon, lat, lon) for place in reversed(found)}
    if "country" in near:
        return "country" if near["country"] < _COUNTRY_KM else ""
    is_city = near.get("city", _PROVINCE_KM) < _CITY_KM
    return "province" if near.get("province", _PROVINCE_KM) < _PROVINCE_KM and not is_city else ""


_COUNTRY_KM, _PROVINCE_KM, _CITY_KM = 2500.0, 400.0, 60.0


def document_of(text: str, doc_id: str, address: str | None = None) -> Document:
    """A document whose lines are body blocks."""
    blocks = tuple(
        Block(Span(m.start(), m.end()), BlockKind.BODY, "line")
        for m in re.finditer(r"\S[^\n]*", text)
        if m.group().strip()
    )
    return Document(doc_id, doc_id, "0", text, blocks, RawMap("0", "utf-8", ()), Metadata(address=address))


def analysis_of(article: Article) -> Analysis:
    """The parse of an article."""
    analysis = Analysis(document_of(article.text, article.id, article.address))
    return replace(analysis, parse=find_parse(analysis, parser=load_parser()))


def predicted(analysis: Analysis, actors: ActorTable, gazetteer: Gazetteer) -> tuple[Where, ...]:
    """The places that the stages find."""
    analysis = with_mentions(analysis, actors=actors, gazetteer=gazetteer)
    return find_places(analysis, gazetteer=gazetteer, actors=actors)


def naive(analysis: Analysis, gazetteer: Gazetteer) -> tuple[Where, ...]:
    """The parser's GPE and LOC entities, each the first place of its name."""
    tokens = analysis.parse.tokens
    out = []
    at = 0
    while at < len(tokens):
        label = tokens[at].entity
        end = at + 1
        if label in ("GPE", "LOC"):
            while end < len(tokens) and tokens[end].entity == label:
                end += 1
            span = Span(tokens[at].start, tokens[end - 1].end)
            rows = sorted(
                gazetteer.named(span.of(analysis.text)), key=lambda p: (p.type != "country", -p.population)
            )
            place = rows[0] if rows else None
            out.append(
                Where(
                    span,
                    span.of(analysis.text),
                    place.id if place else None,
                    place.country if place else None,
                    place.lat if place else None,
                    place.lon if place else None,
                    None,
                    None,
                )
            )
        at = end
    return tuple(out)


@dataclass(slots=True)
class Tally:
    """Counts of one corpus."""

    toponyms: Counts
    places: Counts
    near: Counts
    country: Counts
    identity: Counts
    rest: Counts


def tally(
    article: Article, found: tuple[Where, ...], gazetteer: Gazetteer, actors: ActorTable, into: Tally
) -> None:
    """Add one article's counts."""
    pairs = pair(
        article.gold,
        found,
        lambda g, p: (
            max(0, min(g.end, p.at.end) - max(g.start, p.at.start)) / max(g.end - g.start, len(p.at))
        ),
    )
    hit = dict(pairs)
    into.toponyms.add(Counts(len(pairs), len(found) - len(pairs), len(article.gold) - len(pairs)))
    plain = {
        n
        for n, gold in enumerate(article.gold)
        if gold.lat is not None and not is_nationality(gold.words, actors)
    }
    into.places.add(
        Counts(sum(g in plain for g in hit), len(found) - len(pairs), sum(g not in hit for g in plain))
    )
    for g, p in pairs:
        gold, guess = article.gold[g], found[p]
        if gold.lat is None or gold.lon is None:
            continue
        if guess.lat is None or guess.lon is None:
            into.near.add(Counts(missed=1, abstained=1))
            (into.identity if gold.unit else into.rest).add(Counts(missed=1, abstained=1))
        else:
            ok = distance_km(gold.lat, gold.lon, guess.lat, guess.lon) <= NEAR_KM
            into.near.add(Counts(right=ok, wrong=not ok, missed=not ok))
            right = is_same_unit(gold, guess, gazetteer) if gold.unit else ok
            (into.identity if gold.unit else into.rest).add(
                Counts(right=right, wrong=not right, missed=not right)
            )
        if gold.country:
            state = next(
                (one.countries[0] for one in gazetteer.named(gold.country) if one.type == "country"), None
            )
            ok = state is not None and guess.country == state
            into.country.add(Counts(right=ok, wrong=not ok, missed=not ok, abstained=guess.id is None))


def is_same_unit(gold: Gold, guess: Where, gazetteer: Gazetteer) -> bool:
    """Whether a guess is the very state or first-order unit that the gold means."""
    unit = (guess.id or "").partition("/")[0]
    found = (*gazetteer.named(gold.words), *gazetteer.named(gold.name))
    named = next((place for place in found if place.id == unit), None)
    if named is None or named.type != gold.unit or gold.lat is None or gold.lon is None:
        return False
    return gold.unit == "country" or distance_km(gold.lat, gold.lon, named.lat, named.lon) < _PROVINCE_KM


def is_nationality(words: str, actors: ActorTable) -> bool:
    """Whether the table knows the words as a nationality."""
    return any(name.how == "demonym" for name in actors.names(normal(words)))


def evaluate(data: Path, split: str, *, limit: int | None = None) -> Report:
    """Score both corpora on a split."""
    report = Report()
    actors, gazetteer = load_actors(), load_gazetteer()
    for corpus, reader, name in (("lgl", read_lgl, "lgl"), ("geovirus", read_geovirus, "GeoVirus")):
        ours, base = (Tally(*(Counts() for _ in range(6))) for _ in range(2))
        for number, article in enumerate(reader(data / f"{name}.{split}.xml")):
            if limit is not None and number >= limit:
                break
            analysis = analysis_of(article)
            found = predicted(analysis, actors, gazetteer)
            tally(article, found, gazetteer, actors, ours)
            tally(article, naive(analysis, gazetteer), gazetteer, actors, base)
            report.predictions.extend(row_of(article.id, n, where) for n, where in enumerate(found))
        for label in ("toponyms", "places"):
            report.put(f"{corpus}.{label}", getattr(ours, label))
            report.baseline[f"{corpus}.{label}.f1"] = round(getattr(base, label).f1, 4)
        for label in ("near", "country", "identity", "rest"):
            if getattr(ours, label).right:
                report.scores[f"{corpus}.{label}.accuracy"] = round(getattr(ours, label).recall, 4)
                report.scores[f"{corpus}.{label}.count"] = (
                    getattr(ours, label).right + getattr(ours, label).missed
                )
                report.scores[f"{corpus}.{label}.abstained"] = getattr(ours, label).scores()["abstained"]
                report.baseline[f"{corpus}.{label}.accuracy"] = round(getattr(base, label).recall, 4)
    return report


def row_of(document: str, number: int, where: Where) -> dict[str, object]:
    """One prediction, as docs/evaluation/README.md describes them."""
    return {
        "document": document,
        "layer": "place",
        "id": str(number),
        "words": [[where.at.start, where.at.end]],
        "fields": {
            "id": where.id,
            "name": where.name,
            "country": where.country,
            "lat": where.lat,
            "lon": where.lon,
            "precision": where.precision.value if where.precision else None,
            "role": where.role.value,
        },
    }
