"""A date recogniser's English cases (MIT): short requests and sentences with a reference day, by type.

A case's result is right where a time of ours meets its words and says the same: one of the readings that the case allows (a
day before or after the reference), a length or a repetition by its TIMEX3 value, a range by its two ends or by two times of
ours at these ends, one that begins or ends at the reference also by its length, a time of day by its clock. Time zones
alone are left aside: they are no times. The baseline marks every four-figure year.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from evals.documents import document_of
from evals.scoring import Report
from twosource.analysis.layers import Analysis
from twosource.analysis.parse import find_parse, load_parser
from twosource.analysis.quantities_lexicon import load_quantity_words
from twosource.analysis.times import find_times, find_timexes
from twosource.analysis.times_calendar import interval_of
from twosource.analysis.times_lexicon import load_time_words
from twosource.model.measure import When
from twosource.model.span import Span
from twosource.model.vocabulary import TimeDirection

LAYERS = ("times",)
DATA = Path("../shared/gold/timex/recognizers-text-specs/English/DateTimeModel.json")
SPLITS = ("all",)
SAMPLE = 40
TYPES = ("date", "daterange", "datetime", "datetimerange", "duration", "set", "time", "timerange")
_CLOCK = re.compile(r"T(\d\d)(?::(\d\d))?")


@dataclass(frozen=True, slots=True)
class Wanted:
    """One result of a case: its words, its type, and the readings that it allows."""

    start: int
    end: int
    kind: str
    readings: tuple[Mapping[str, str], ...]


@dataclass(frozen=True, slots=True)
class Case:
    """A text, the day it is read on, and what is to be found in it."""

    id: str
    text: str
    reference: str | None
    wanted: tuple[Wanted, ...]


def cases(path: Path) -> Iterator[Case]:
    """The cases in file order; results that are no times (a time zone) left out."""
    rows: list[dict[str, Any]] = json.loads(path.read_text(encoding="utf-8-sig"))
    for number, row in enumerate(rows):
        day = (row.get("Context") or {}).get("ReferenceDateTime")
        wanted = tuple(filter(None, (_wanted(row["Input"], one) for one in row["Results"])))
        yield Case(f"case-{number:04d}", row["Input"], day[:10] if day else None, wanted)


def _wanted(text: str, row: Mapping[str, Any]) -> Wanted | None:
    kind = str(row.get("TypeName") or row.get("Typename") or "").rpartition(".")[2]
    if kind not in TYPES:
        return None
    start = row["Start"] if "Start" in row else text.lower().find(row["Text"])
    readings = tuple((row.get("Resolution") or {}).get("values") or ())
    return Wanted(start, start + len(row["Text"]), kind, readings)


def predict(text: str, reference: str | None) -> tuple[list[When], list[When]]:
    """Our times of a text read on the reference day: each end of a range alone, and ranges joined."""
    words, counted = load_time_words("en"), load_quantity_words("en")
    analysis = Analysis(document_of(text, published=reference))
    analysis = replace(analysis, parse=find_parse(analysis, parser=load_parser()))
    ends = find_timexes(analysis, words=words, counted=counted, every=True)
    return list(ends), list(find_times(analysis, words=words, counted=counted))


def is_right(wanted: Wanted, ends: Sequence[When], joined: Sequence[When]) -> bool:
    """Whether one of our times, or two at the ends of a range, says what a reading says."""
    near = [one for one in ends if _meets(wanted, one)]
    whole = [one for one in joined if _meets(wanted, one)]
    return any(_says(reading, wanted.kind, near, whole) for reading in wanted.readings)


def _says(reading: Mapping[str, str], kind: str, near: Sequence[When], whole: Sequence[When]) -> bool:
    timex = reading.get("timex", "")
    if kind in ("duration", "set"):
        return any(_same_length(one.value, timex) for one in near)
    if kind == "time":
        return any(_clock(one.value) == _clock(timex) != "" for one in near)
    if kind == "date":
        value = reading.get("value", "")
        return any(one.start is not None and one.start[:10] == value and _is_day(one) for one in near)
    if kind == "datetime":
        return any(_is_moment(one, reading) for one in near)
    code = timex[-2:]
    if code in ("MO", "AF", "EV", "NI", "MI"):
        day = reading.get("start", "")[:10] if kind == "datetimerange" else None
        return any(one.value.endswith(f"T{code}") and (day is None or one.value[:10] == day) for one in near)
    return _is_range(reading, kind, near, whole)


def _is_range(reading: Mapping[str, str], kind: str, near: Sequence[When], whole: Sequence[When]) -> bool:
    start, end = reading.get("start"), reading.get("end")
    if kind == "daterange":
        if start and end and _is_length(reading.get("timex", ""), near):
            return True
        if start and end:
            return any((one.start, one.end) == (start, end) for one in [*near, *whole]) or _at_ends(
                start, end, near
            )
        if start:
            return any(
                one.direction is TimeDirection.AFTER and start in (one.start, one.end) for one in whole
            )
        return any(one.direction is TimeDirection.BEFORE and end in (one.start, one.end) for one in whole)
    clocks = [_clock(one.value) for one in near]
    wanted = [_clock(f"T{moment[-8:]}") for moment in (start, end) if moment]
    if not wanted or any(clock not in clocks for clock in wanted):
        return False
    day = (start or end or "")[:10]
    return kind == "timerange" or any(one.value.startswith(day) for one in near)


def _is_length(timex: str, near: Sequence[When]) -> bool:
    """Whether a stretch from or to the reference is told by its length; the cases leave the day of reference itself out."""
    length = re.search(r",(P[^,)]+)\)", timex)
    return length is not None and any(one.value == length[1] and one.start is not None for one in near)


def _at_ends(start: str, end: str, near: Sequence[When]) -> bool:
    """Whether two of ours begin at the range's ends: the cases leave the last day out ("5 to 7 May": from the 5th to the 7th)."""
    return any(one.start == start for one in near) and any(end in (one.start, one.end) for one in near)


def _is_moment(found: When, reading: Mapping[str, str]) -> bool:
    if reading.get("timex") == "PRESENT_REF":
        return found.value == "PRESENT_REF"
    value = reading.get("value", "")
    return found.value.startswith(value[:10]) and _clock(found.value) == value[11:16] != ""


def _same_length(ours: str, theirs: str) -> bool:
    return ours == theirs or (ours == "P14D" and theirs == "P2W")


def _clock(value: str) -> str:
    match = _CLOCK.search(value)
    if match is None:
        return ""
    hour = int(match.group(1)) % 24
    return f"{hour:02d}:{match.group(2) or '00'}"


def _is_day(found: When) -> bool:
    return found.kind in ("date", "time") and len(found.value.split("T")[0]) == 10


def _meets(wanted: Wanted, found: When) -> bool:
    return found.at is not None and found.at.start < wanted.end and wanted.start < found.at.end


def evaluate(data: Path, split: str, *, limit: int | None = None) -> Report:
    """The share right by type, and of the cases without a time, those in which nothing was found."""
    right = dict.fromkeys((*TYPES, "none"), 0)
    trivial = dict.fromkeys((*TYPES, "none"), 0)
    all_of = dict.fromkeys((*TYPES, "none"), 0)
    report = Report()
    for number, case in enumerate(cases(data)):
        if limit is not None and number >= limit:
            break
        ends, joined = predict(case.text, case.reference)
        years = [_year(match) for match in re.finditer(r"\b(?:1\d|20)\d\d\b", case.text)]
        if not case.wanted:
            all_of["none"] += 1
            right["none"] += not ends
            trivial["none"] += not years
        for one in case.wanted:
            all_of[one.kind] += 1
            right[one.kind] += is_right(one, ends, joined)
            trivial[one.kind] += is_right(one, years, years)
        for index, found in enumerate(ends):
            assert found.at is not None
            fields = {"value": found.value, "start": found.start, "end": found.end}
            row = {"document": case.id, "layer": "time", "id": f"t{index}", "fields": fields}
            report.predictions.append({**row, "words": [[found.at.start, found.at.end]]})
    for name, count in all_of.items():
        if count:
            report.scores[f"{name}.accuracy"] = round(right[name] / count, 4)
            report.baseline[f"{name}.accuracy"] = round(trivial[name] / count, 4)
            report.items[f"{name}.accuracy"] = count
    wanted = sum(all_of[name] for name in TYPES)
    report.scores["all.accuracy"] = round(sum(right[name] for name in TYPES) / wanted, 4)
    report.baseline["all.accuracy"] = round(sum(trivial[name] for name in TYPES) / wanted, 4)
    report.notes.append("items: " + ", ".join(f"{name} {count}" for name, count in all_of.items()))
    return report


def _year(match: re.Match[str]) -> When:
    whole = interval_of(match.group())
    return When(Span(match.start(), match.end()), match.group(), whole.start, whole.end, whole.precision)
