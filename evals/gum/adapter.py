"""GUM's dates: the hand-normalised TEI ``date`` elements of an open corpus of sixteen genres.

Relaxed: two spans share a code point, one to one, the largest overlap first. Value: relaxed, and the same time
(`is_right`). GUM marks dates alone, so a length, a repetition or a bare reference of ours that meets no gold date is left
out, not wrong. The
baseline marks every four-figure year.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

from evals.documents import document_of
from evals.gum.gold import GoldDate, GoldText, read
from evals.scoring import Counts, Report
from twosource.analysis.layers import Analysis
from twosource.analysis.parse import find_parse, load_parser
from twosource.analysis.quantities_lexicon import load_quantity_words
from twosource.analysis.times import find_timexes
from twosource.analysis.times_calendar import interval_of
from twosource.analysis.times_lexicon import load_time_words
from twosource.model.measure import When
from twosource.model.span import Span

LAYERS = ("times",)
DATA = Path("../shared/gold/gum")
SPLITS = ("train", "dev")
SAMPLE = 4
TIMELESS = frozenset({"academic", "bio", "fiction", "textbook", "voyage", "whow"})
"""Genres whose day is that of a page in an encyclopedia, a guide or a book: their texts are not told from it."""
DAYLESS = frozenset({"conversation"})
"""Genres without a day: it is a placeholder, and what is counted from it is mostly not marked. They are left aside."""
NEWS = frozenset({"news", "interview", "speech"})


def predict(gold: GoldText) -> list[When]:
    """Our times of a document, published on the day it was made where its genre is told from a day."""
    words, counted = load_time_words("en"), load_quantity_words("en")
    published = None if gold.genre in TIMELESS or len(gold.created) != 10 else gold.created
    analysis = Analysis(document_of(gold.text, published=published))
    analysis = replace(analysis, parse=find_parse(analysis, parser=load_parser()))
    return list(find_timexes(analysis, words=words, counted=counted))


def is_right(gold: GoldDate, found: When) -> bool:
    """Whether our time is the gold's.

    The same interval or the same open year; where the gold narrows a decade or century that we mark as narrowed ("late
    1970s"), or gives bounds only, the one within the other, or a reference to the same side.
    """
    if gold.before_our_era:
        return found.value == gold.before_our_era
    start, end = gold.interval
    ours = (found.start[:10] if found.start else None, found.end[:10] if found.end else None)
    if found.start and "T" in found.start:
        ours = (interval_of(found.value[:10]).start, interval_of(found.value[:10]).end)
    first, last = gold.partial
    if first:
        value = found.value
        if found.modifier is not None and first[:7] == last[:7]:
            return value == first[:7]
        return value == first if first == last else _is_season(value, first)
    if gold.is_vague:
        return _is_within(ours, (start, end)) or _is_reference(gold, found)
    if start is None or end is None:
        return False
    if ours == (start, end) or (found.modifier is not None and _is_within((start, end), ours)):
        return True
    return _is_season(found.value, start) and ours[0] == start


def _is_season(value: str, first: str) -> bool:
    """Whether a season begins in the month that the gold gives: it ends as the annotator took it."""
    starts = {"SP": "03", "SU": "06", "FA": "09", "WI": "12"}
    return value[5:7] in starts and starts[value[5:7]] == first[5:7]


def _is_within(inner: tuple[str | None, str | None], outer: tuple[str | None, str | None]) -> bool:
    if inner[0] is None or inner[1] is None:
        return False
    return (outer[0] is None or inner[0] >= outer[0]) and (outer[1] is None or inner[1] <= outer[1])


def _is_reference(gold: GoldDate, found: When) -> bool:
    if found.value == "PAST_REF":
        return "notBefore" not in gold.attributes
    return found.value == "FUTURE_REF" and "notAfter" not in gold.attributes


def evaluate(data: Path, split: str, *, limit: int | None = None) -> Report:
    """Relaxed and value scores of a split, and value by news and the rest."""
    names = ("relaxed", "value", "news.value", "rest.value")
    ours, trivial = {name: Counts() for name in names}, {name: Counts() for name in names}
    report = Report()
    texts = (gold for gold in read(data, split) if gold.genre not in DAYLESS)
    for number, gold in enumerate(texts):
        if limit is not None and number >= limit:
            break
        found = predict(gold)
        _count(ours, gold, found)
        years = re.finditer(r"\b(?:1\d|20)\d\d\b", gold.text)
        _count(trivial, gold, [_year(match.start(), match.end(), match.group()) for match in years])
        for index, one in enumerate(found):
            assert one.at is not None
            fields = {"value": one.value, "start": one.start, "end": one.end}
            row = {"document": gold.name, "layer": "time", "id": f"t{index}", "fields": fields}
            report.predictions.append({**row, "words": [[one.at.start, one.at.end]]})
    for name in names:
        report.put(f"date.{name}", ours[name])
        report.baseline.update({f"date.{name}.{key}": value for key, value in trivial[name].scores().items()})
    return report


def _year(start: int, end: int, value: str) -> When:
    whole = interval_of(value)
    return When(Span(start, end), value, whole.start, whole.end, whole.precision)


def _count(counts: dict[str, Counts], gold: GoldText, found: Sequence[When]) -> None:
    pairs = matched(gold.dates, found)
    used = {id(one) for _, one in pairs}
    given = sum(1 for one in found if id(one) in used or _names_a_date(one))
    right = sum(1 for date, one in pairs if is_right(date, one))
    group = "news.value" if gold.genre in NEWS else "rest.value"
    for name, number in (("relaxed", len(pairs)), ("value", right), (group, right)):
        counts[name].add(Counts(right=number, wrong=given - number, missed=len(gold.dates) - number))
    counts["value"].abstained += sum(1 for _, one in pairs if "X" in one.value)


def _names_a_date(when: When) -> bool:
    return (
        when.kind in ("date", "time")
        and not when.value.endswith("_REF")
        and not when.value.startswith("XXXX-XX-XX")
    )


def matched(gold: Sequence[GoldDate], found: Sequence[When]) -> list[tuple[GoldDate, When]]:
    """Pairs that share a code point, each taken once, the largest overlap first."""
    scored = [
        (min(one.end, other.at.end) - max(one.start, other.at.start), -g, -f)
        for g, one in enumerate(gold)
        for f, other in enumerate(found)
        if other.at is not None and one.start < other.at.end and other.at.start < one.end
    ]
    pairs: list[tuple[GoldDate, When]] = []
    used_gold: set[int] = set()
    used_found: set[int] = set()
    for _, g, f in sorted(scored, reverse=True):
        if g not in used_gold and f not in used_found:
            used_gold.add(g)
            used_found.add(f)
            pairs.append((gold[-g], found[-f]))
    return pairs
