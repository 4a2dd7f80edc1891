"""Rename a text and its gold: words are replaced where they stand, and every offset goes along."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

from evals.rename.draw import MONTHS, SHORT, WEEKDAYS, Draw, draw
from evals.rename.whereabouts import whereabouts
from twosource.analysis.gazetteer import load_gazetteer

_NUMBER = re.compile(
    r"(?<![\w.,])(\d{1,3}(?:,\d{3})+|\d+(?:\.\d+)?(?= (?:million|billion|thousand)\b))(?![\w])"
)
_YEAR = re.compile(r"(?<![\w,.])((?:19|20)\d\d)(?![\w,]\d)(?!\w)")
_MILES = re.compile(r"(?<!\w)(\d+)(?=-mile\b)")
_AT_LEAST = re.compile(r"(?<=at least )(\d+)(?![\w,])")


@dataclass(frozen=True, slots=True)
class Edit:
    """One replacement: ``[start, end)`` of the old text becomes ``new``."""

    start: int
    end: int
    new: str


class Renamed:
    """A text with its replacements made, and the way from an old offset to the new one."""

    def __init__(self, old: str, edits: list[Edit]) -> None:
        self.old = old
        self._edits = edits
        pieces, at, shifts, shift = [], 0, [], 0
        for edit in edits:
            pieces += [old[at : edit.start], edit.new]
            at = edit.end
            shifts.append(shift)
            shift += len(edit.new) - (edit.end - edit.start)
        shifts.append(shift)
        self.text = "".join([*pieces, old[at:]])
        self._shifts = shifts
        self._starts = [edit.start for edit in edits]

    def start(self, offset: int) -> int:
        """The new offset of a span's start; inside a replaced piece it is the piece's start."""
        return self._moved(offset, end=False)

    def end(self, offset: int) -> int:
        """The new offset of a span's end; inside a replaced piece it is the piece's end."""
        return self._moved(offset, end=True)

    def _moved(self, offset: int, *, end: bool) -> int:
        index = bisect_right(self._starts, offset - 1) - 1
        if index < 0:
            return offset
        edit = self._edits[index]
        if offset >= edit.end:
            return offset + self._shifts[index + 1]
        new_start = edit.start + self._shifts[index]
        return new_start + len(edit.new) if end else new_start


def renamed(text: str, plan: Draw, published: date | None = None) -> Renamed:
    """The text under a plan; weekdays move with the publication day, and stay where there is none."""
    found: list[Edit] = []
    taken: list[tuple[int, int]] = []

    def put(start: int, end: int, new: str) -> None:
        if any(s < end and start < e for s, e in taken):
            return
        taken.append((start, end))
        if text[start:end] != new:
            found.append(Edit(start, end, new))

    for match in _any_of(plan.words).finditer(text):
        new = plan.words[match[0]]
        put(match.start(), match.end(), new)
        article = re.search(r"(?<!\w)([Aa]n?) $", text[: match.start()])
        if article:
            right = article[1][0] + ("n" if new[0] in "AEIOaeio" else "")
            put(article.start(1), article.end(1), right)
    for match in _NUMBER.finditer(text):
        put(
            match.start(),
            match.end(),
            _number_words(plan.scaled(Decimal(match[0].replace(",", ""))), match[0]),
        )
    for match in _MILES.finditer(text):
        put(match.start(), match.end(), str(int(plan.scaled(Decimal(match[0])))))
    for match in _AT_LEAST.finditer(text):
        put(match.start(), match.end(), str(plan.small))
    for match in _YEAR.finditer(text):
        put(match.start(), match.end(), str(int(match[0]) + plan.years))
    for match in re.finditer(rf"(?<!\w)({'|'.join(MONTHS)})(?!\w)", text):
        if match[0] != "May" or text[match.end() :].lstrip()[:1].isdigit():
            put(match.start(), match.end(), MONTHS[(MONTHS.index(match[0]) + plan.months) % 12])
    for match in re.finditer(r"(?<!\w)(Jan|Feb|Aug|Sept|Oct|Nov|Dec)\.(?= \d)", text):
        month = (SHORT[match[0]] - 1 + plan.months) % 12 + 1
        short = {number: name for name, number in SHORT.items()}
        put(match.start(), match.end(), short.get(month, MONTHS[month - 1]))
    turn = (plan.moved(published) - published).days % 7 if published else 0
    for match in re.finditer(rf"(?<!\w)({'|'.join(WEEKDAYS)})(?!\w)", text):
        put(match.start(), match.end(), WEEKDAYS[(WEEKDAYS.index(match[0]) + turn) % 7])
    for match in _any_of(plan.cues).finditer(text):
        put(match.start(), match.end(), plan.cues[match[0]])
    return Renamed(text, sorted(found, key=lambda edit: edit.start))


def rename(
    texts: Mapping[str, str],
    gold: Mapping[str, Any],
    seed: int,
    published: Mapping[str, date] | None = None,
    *,
    keep: frozenset[str] = frozenset(),
) -> tuple[dict[str, str], dict[str, Any]]:
    """The texts and their gold under the names of a seed.

    ``texts`` and ``published`` are keyed by the gold's name of a text ("000"); ``gold`` holds the parsed files by name
    ("clean", "attributions", "claims", "entities", "links"). Entities keep their canonical names, which are keys, and get
    the renamed name as one more alias. A place whose renamed whereabouts are not in the table is moved to
    ``places_unscored``. Words in ``keep`` stay as they are.
    """
    plan = draw(seed).without(keep)
    days = dict(published or {})
    moved = {name: renamed(text, plan, days.get(name)) for name, text in texts.items()}
    out: dict[str, Any] = {}
    for name, data in gold.items():
        out[name] = _walk(data, None, moved)
    before = gold.get("claims", {}).get("items", ())
    for claim, old in zip(out.get("claims", {}).get("items", ()), before, strict=True):
        surfaces = [place["surface"] for place in old.get("places", ())]
        _settle_claim(claim, plan, days.get(claim["seed"]), surfaces)
    for entity in out.get("entities", {}).get("items", ()):
        seeds = sorted({seed for alias in entity["aliases"] for seed in alias["seeds"]})
        name = renamed(entity["canonical"], plan).text
        entity["aliases"].append({"surface": name, "kind": "canonical", "seeds": seeds, "first": {}})
        entity["country"] = _country(entity.get("country"), plan)
    for key, page in out.get("clean", {}).get("seeds", {}).items():
        page["length"] = len(moved[key].text)
    return {name: one.text for name, one in moved.items()}, out


def _any_of(words: Mapping[str, str]) -> re.Pattern[str]:
    longest = sorted(words, key=lambda word: (-len(word), word))
    return re.compile(rf"(?<!\w)(?:{'|'.join(map(re.escape, longest))})(?!\w)")


def _number_words(value: Decimal, like: str) -> str:
    if "," in like:
        return f"{int(value):,}"
    return format(value.normalize(), "f")


def _walk(node: Any, seed: str | None, moved: Mapping[str, Renamed]) -> Any:
    """The gold with every offset moved; the text that offsets are of is the nearest ``seed`` above, or a key that is one."""
    if isinstance(node, list):
        if seed and len(node) == 2 and all(type(item) is int for item in node):
            return [moved[seed].start(node[0]), moved[seed].end(node[1])]
        return [_walk(item, seed, moved) for item in node]
    if not isinstance(node, dict):
        return node
    own = node.get("seed")
    seed = own if isinstance(own, str) and own in moved else seed
    out = {key: _walk(value, key if key in moved else seed, moved) for key, value in node.items()}
    if seed and type(node.get("start")) is int and type(node.get("end")) is int:
        one = moved[seed]
        out["start"], out["end"] = one.start(node["start"]), one.end(node["end"])
        if "surface" in node:
            out["surface"] = one.text[out["start"] : out["end"]]
    elif "surface" in node and isinstance(node.get("first"), dict):
        for key in sorted(set(out["first"]) & set(moved))[:1]:
            start, end = out["first"][key]
            out["surface"] = moved[key].text[start:end]
    return out


def _settle_claim(claim: dict[str, Any], plan: Draw, published: date | None, surfaces: Sequence[str]) -> None:
    """Move the claim's dates, numbers and places, in place. ``surfaces`` are the words of its places before."""
    time = claim.get("time")
    if time and published:
        time["start"] = _date(time.get("start"), time, plan, published)
        time["end"] = _date(time.get("end"), time, plan, published)
        time.pop("known", None)
    for quantity in claim.get("quantities", ()):
        for key in ("low", "high", "value"):
            if quantity.get(key) is not None:
                quantity[key] = _quantity(quantity[key], quantity["surface"], plan)
    scored: list[dict[str, Any]] = []
    apart: list[dict[str, Any]] = []
    for place, words in zip(claim.get("places", ()), surfaces, strict=True):
        at = whereabouts({**place, "surface": words}, place["surface"], plan, load_gazetteer())
        place["country"] = _country(place.get("country"), plan)
        if at is not None:
            place["lat"], place["lon"] = at
        (apart if at is None else scored).append(place)
    if apart:
        claim["places"], claim["places_unscored"] = scored, apart


def _country(code: str | None, plan: Draw) -> str | None:
    if code is None:
        return None
    return "/".join(plan.countries.get(part, part) for part in code.split("/"))


def _quantity(value: int | float, surface: str, plan: Draw) -> int | float:
    if not re.search(r"\d", surface):
        return value
    if re.search(r"\d,\d{3}|million|billion|thousand|mile", surface):
        new = plan.scaled(Decimal(str(value)))
        return int(new) if new == int(new) else float(new)
    return int(plan.small)


def _date(day: str | None, time: Mapping[str, Any], plan: Draw, published: date) -> str | None:
    """A bound moved like its words: a whole year by years, a week with the publication's week, else by the month."""
    if day is None or not day[:4].isdigit():
        return day
    old = date.fromisoformat(day)
    if day[4:] in ("-01-01", "-12-31") or (
        time.get("basis") == "explicit_vague" and old.year < published.year
    ):
        return f"{old.year + plan.years:04}{day[4:]}"
    by_week = time["precision"] == "week" or (
        time["precision"] == "before" and time.get("basis") == "derived"
    )
    if by_week and old != published and old.weekday() in (0, 6):
        now = plan.moved(published)
        monday = published - timedelta(days=published.weekday())
        return (now - timedelta(days=now.weekday()) + (old - monday)).isoformat()
    return plan.moved(old).isoformat()
