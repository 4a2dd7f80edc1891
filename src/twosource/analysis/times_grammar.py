"""All time expressions of a block: which rule reads where, and how neighbours join into one."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from twosource.analysis.times_clock import clock_time, moved_clock, told_twice, written_date
from twosource.analysis.times_counted import counted_time
from twosource.analysis.times_dates import calendar_date
from twosource.analysis.times_eras import fiscal_year, year_of_calendar
from twosource.analysis.times_expression import HERE, NOW, TEXT, VAGUE_COUNT, Expression, Found, Reader, Shift
from twosource.analysis.times_lexicon import TimeWords
from twosource.analysis.times_relative import deictic, reference, relative
from twosource.analysis.times_sets import repeated
from twosource.analysis.times_spoken import spoken_clock
from twosource.analysis.times_tokens import words_of
from twosource.analysis.times_whole import part_of_whole
from twosource.analysis.times_years import bare_year, decade_or_century, feast, quarter_or_half, season

_BY_WORD = (
    *(deictic, relative, counted_time, quarter_or_half, season, feast, repeated, reference),
    *(fiscal_year, year_of_calendar),
)
_DEEPEST = 3
"""How deep one expression may lie in another: a bound on the work that hostile text can ask for."""
_NUMBER_LED = (
    "a",
    "an",
    "half",
    "less",
    "about",
    "nearly",
    "almost",
    "over",
    "some",
    "several",
    "few",
    "many",
)
_DATES = ("month", "weekday")
_DAY_EDGES = {"START": "MO", "END": "NI"}
"""The part of a weekday that "early" and "late" mean: "late on Tuesday" is that night."""
_MODIFIERS = {"early": "START", "late": "END", "mid": "MID", "latter": "END"}


def read_expressions(
    text: str,
    start: int,
    end: int,
    *,
    lexicon: TimeWords,
    is_counted: Callable[[str], bool],
    is_old: bool = False,
) -> list[Expression]:
    """The time expressions of ``text[start:end]`` in text order, none overlapping another.

    ``is_counted`` tells whether a word is a thing that figures count, so that "2000 soldiers" is no year; ``is_old`` whether
    years have two and three figures too.
    """
    reader = Reader(words_of(text, start, end), lexicon, is_old=is_old)
    found: list[Expression] = []
    starters = lexicon.starters
    index = 0
    while index < len(reader.words):
        word = reader.words[index]
        if (word.kind == "word" and word.low not in starters) or (word.kind == "mark" and word.low != "'"):
            index += 1
            continue
        best = _best(reader, index, is_counted)
        if best:
            found += [expression for _, expression in best]
            index = max(after for after, _ in best)
        else:
            index += 1
    return _years_shared(_clocks_shared(_clocks_joined(found, text), text), text)


def _best(reader: Reader, index: int, is_counted: Callable[[str], bool]) -> list[Found]:
    """The longest reading at a word; of two as long, the one whose rule stands first."""
    if reader.depth > _DEEPEST:
        return []
    readings = _readings(reader, index, is_counted)
    if not readings:
        return []
    return max(readings, key=lambda found: max(after for after, _ in found))


def _readings(reader: Reader, index: int, is_counted: Callable[[str], bool]) -> list[list[Found]]:
    kind, low = reader.kind(index), reader.low(index)
    if kind in ("iso", "slashed"):
        found = [written_date(reader, index)]
    elif kind in ("number", "ordinal", "clock", "era", "decade") or low == "'":
        found = [
            calendar_date(reader, index),
            bare_year(reader, index, is_counted=lambda at: is_counted(reader.low(at))),
            clock_time(reader, index),
            decade_or_century(reader, index),
            season(reader, index),
            counted_time(reader, index),
            year_of_calendar(reader, index),
            fiscal_year(reader, index),
            spoken_clock(reader, index),
        ]
    elif kind == "calendar":
        found = [year_of_calendar(reader, index)]
    elif low in _NUMBER_LED:
        found = [counted_time(reader, index), spoken_clock(reader, index)]
    elif kind == "word" and low in reader.lexicon.starters:
        found = _by_word(reader, index, is_counted)
    else:
        return []
    return [_extended(reader, one, is_counted) for one in found if one]


def _by_word(reader: Reader, index: int, is_counted: Callable[[str], bool]) -> list[list[Found]]:
    """The readings at a word of the lexicon, or at "the" before one."""
    low = reader.low(index)
    if (
        low == "the"
        and reader.kind(index + 1) == "word"
        and reader.low(index + 1) not in reader.lexicon.known
    ):
        return []
    found = [rule(reader, index) for rule in _BY_WORD]
    if low == "the":
        found += [_the_date(reader, index), decade_or_century(reader, index)]
    elif low in reader.lexicon.ordinals:
        found += [calendar_date(reader, index), decade_or_century(reader, index)]
    elif low in ("noon", "midnight"):
        found.append(clock_time(reader, index))
    elif any(reader.row(index, group) for group in _DATES):
        found.append(calendar_date(reader, index))
    found += [
        _narrowed(reader, index, is_counted),
        part_of_whole(reader, index, lambda at: _best(reader.deeper(), at, is_counted)),
        _edge(reader, index, is_counted),
        _part_of(reader, index, is_counted),
        _weekend(reader, index),
        spoken_clock(reader, index),
    ]
    return found


def _weekend(reader: Reader, index: int) -> list[Found]:
    """ "Over the weekend", "at the weekend": the nearest one, by the tense."""
    if reader.low(index) != "the" or reader.low(index + 1) != "weekend":
        return []
    if reader.low(index - 1) not in (
        "over",
        "at",
        "during",
        "throughout",
        "through",
        "on",
        "of",
        "for",
        "before",
    ):
        return []
    return [(index + 2, reader.expression(index, index + 2, shift=Shift("WE", 0, HERE)))]


def _the_date(reader: Reader, index: int) -> list[Found]:
    """ "the 3rd of May", "the 24th": a day that "the" begins, the month told before."""
    found = calendar_date(reader, index + 1)
    if found and found[0][1].day is not None:
        after, date = found[0]
        articled = replace(date, start=reader.words[index].start)
        return [(after, articled if reader.kind(index + 1) != "number" else date), *found[1:]]
    goes_on = (
        reader.kind(index + 2) != "word"
        or reader.low(index + 2) in reader.lexicon.contexts["a clause goes on"]
    )
    if reader.kind(index + 1) == "ordinal" and goes_on:
        day = int(reader.low(index + 1)[:-2])
        before = reader.low(index - 1)
        if 1 <= day <= 31 and before in ("on", "until", "by", "of", "since", "and"):
            start, end = reader.span(index, index + 2)
            return [(index + 2, Expression(start, end, day=day, outer=Shift("M", 0, TEXT)))]
    return []


def _narrowed(reader: Reader, index: int, is_counted: Callable[[str], bool]) -> list[Found]:
    """ "early June", "mid-2031", "late in the year", "the late 1990s"."""
    first = index
    if reader.low(index) == "the" or reader.low(index) in ("very", "as"):
        index += 1
    row = reader.row(index, "narrowing")
    if row is None:
        return []
    modifier = str(row["modifier"])
    index += 1
    if reader.low(index) == "-":
        index += 1
    elif reader.low(index) in ("in", "on"):
        index += 1
        if reader.low(index) == "the":
            inner = _best(reader.deeper(), index, is_counted)
            if not inner and (unit := reader.row(index + 1, "unit")) and unit["code"] in "YMWD":
                start, end = reader.span(first, index + 2)
                return [
                    (index + 2, Expression(start, end, shift=Shift(unit["code"], 0, HERE), modifier=modifier))
                ]
    inner = _best(reader.deeper(), index, is_counted)
    if not inner or inner[0][1].kind in ("ref", "set") or inner[0][1].start != reader.words[index].start:
        return []
    after, expression = inner[0]
    if expression.kind == "duration" or not _is_dated(expression):
        return []
    joined = replace(expression, start=reader.words[first].start, modifier=modifier)
    is_bare = expression.weekday is not None and expression.month is None
    if is_bare and not expression.part and not expression.clock and modifier in _DAY_EDGES:
        joined = replace(joined, part=_DAY_EDGES[modifier])
    return [(after, joined), *inner[1:]]


def _edge(reader: Reader, index: int, is_counted: Callable[[str], bool]) -> list[Found]:
    """ "the end of June", "the beginning of the year", "the middle of last week", "month's end"."""
    first = index
    if reader.low(index) == "the":
        index += 1
    elif (
        (unit := reader.row(index, "unit"))
        and reader.low(index + 1) == "'s"
        and reader.low(index + 2) == "end"
    ):
        start, end = reader.span(index, index + 3)
        return [(index + 3, Expression(start, end, shift=Shift(unit["code"], 0, HERE), modifier="END"))]
    elif unit and unit["code"] in "YM" and reader.low(index + 1) == "end":
        start, end = reader.span(index, index + 2)
        return [(index + 2, Expression(start, end, shift=Shift(unit["code"], 0, HERE), modifier="END"))]
    if reader.low(index) in ("very",):
        index += 1
    row, after = reader.row(index, "edge"), index + 1
    if row is None and (phrase := reader.phrase(index)) and phrase[1] == "edge":
        after, _, row = phrase
    if row is None or reader.low(after) != "of":
        return []
    after += 1
    modifier = str(row["modifier"])
    inner = _best(reader.deeper(), after, is_counted)
    if inner and _is_dated(inner[0][1]) and inner[0][1].start == reader.words[after].start:
        ended, expression = inner[0]
        return [(ended, replace(expression, start=reader.words[first].start, modifier=modifier))]
    if reader.low(after) == "the" and (unit := reader.row(after + 1, "unit")) and unit["code"] in "YMWD":
        start, end = reader.span(first, after + 2)
        return [(after + 2, Expression(start, end, shift=Shift(unit["code"], 0, HERE), modifier=modifier))]
    return []


def _part_of(reader: Reader, index: int, is_counted: Callable[[str], bool]) -> list[Found]:
    """ "the night of 3 May", "dawn on Friday": a part of a day that is named after it."""
    first = index
    while index < first + 4 and reader.low(index) in ("the", "early", "late", "in", "predawn"):
        index += 1
    row = reader.row(index, "part")
    if row is None:
        return []
    after = index + 1
    if reader.low(after) in ("hours",):
        after += 1
    if reader.low(after) in ("of", "on") or reader.row(after, "weekday"):
        at = after + 1 if reader.low(after) in ("of", "on") else after
        inner = _best(reader.deeper(), at, is_counted)
        if inner and (inner[0][1].day is not None or inner[0][1].weekday is not None):
            ended, expression = inner[0]
            begun = replace(expression, start=reader.words[first].start, part=str(row["code"]))
            return [(ended, begun), *inner[1:]]
    if day := reader.row(after, "deictic"):  # "at dawn yesterday"
        shift = Shift("D", int(day["shift"]), NOW)
        start, end = reader.span(first, after + 1)
        return [(after + 1, Expression(start, end, kind="time", part=str(row["code"]), shift=shift))]
    before = reader.low(index - 1)
    if before == "at" and reader.low(index) == "night":  # a habit, or a night that the text leaves open
        start, end = reader.span(index, index + 1)
        return [(index + 1, Expression(start, end, kind="set", value="XXXX-XX-XX", part=str(row["code"])))]
    if before in ("at", "by", "before", "until", "since") or (
        before == "the" and reader.low(index - 2) in ("in", "during", "through", "throughout", "into")
    ):
        start, end = reader.span(first if reader.low(first) == "the" else index, index + 1)
        return [
            (index + 1, Expression(start, end, kind="time", part=str(row["code"]), shift=Shift("D", 0, TEXT)))
        ]
    return []


def _extended(reader: Reader, found: list[Found], is_counted: Callable[[str], bool]) -> list[Found]:
    """The same with what goes on after it: a part of the day, or the time that a count starts from."""
    after, expression = found[-1]
    if (
        (expression.day is not None or expression.weekday is not None)
        and not expression.part
        and not expression.clock
    ):
        row = reader.row(after, "part")
        if row is None and reader.low(after) in ("at", "in"):
            skip = after + 1 + (reader.low(after + 1) == "the")
            row = reader.row(skip, "part")
            after = skip if row else after
        if row is not None:
            end = reader.words[after].end
            return [*found[:-1], (after + 1, replace(expression, part=str(row["code"]), end=end))]
    if expression.apposed:
        at = after + 1 if reader.low(after) in ("the", "a") and reader.row(after + 1, "month") else after
        inner = _best(reader.deeper(), at, is_counted)
        if inner and inner[0][1].clock and expression.shift is not None:
            return [*found[:-1], (inner[0][0], moved_clock(expression, expression.shift, inner[0][1]))]
        if inner and _is_dated(inner[0][1]) and not inner[0][1].apposed:
            ended, base = inner[0]
            joined = replace(expression, end=base.end, base=base, apposed=False)
            return [*found[:-1], (ended, joined)]
    return found


def _is_dated(expression: Expression) -> bool:
    """Whether it names a date, not a length, a repetition or a bare reference."""
    return expression.kind in ("date", "time")


def _clocks_joined(found: list[Expression], text: str) -> list[Expression]:
    """A clock time and the day beside it as one expression ("9:30 a.m. on Monday", "Monday at 9:30")."""
    out: list[Expression] = []
    for expression in found:
        last = out[-1] if out else None
        if (
            last is not None
            and last.clock
            and expression.clock
            and text[last.end : expression.start].strip() == "("
        ):
            out[-1] = told_twice(last, expression)
            continue
        if last is not None and text[last.end : expression.start].strip(" ,)") in (
            "",
            "on",
            "at",
            "of",
            "around",
            "about",
        ):
            gap = expression.start - last.end
            is_day = expression.day is not None or expression.weekday is not None or _is_day_shift(expression)
            was_day = last.day is not None or last.weekday is not None or _is_day_shift(last)
            if (
                last.clock
                and last.kind == "time"
                and last.month is None
                and is_day
                and not expression.clock
                and gap <= 7
            ):
                out[-1] = replace(
                    expression,
                    start=last.start,
                    kind="time",
                    clock=last.clock,
                    zone=last.zone,
                    part="",
                    modifier=last.modifier or expression.modifier,
                )
                continue
            if (
                last.clock
                and not expression.clock
                and expression.kind == "set"
                and _is_weekly(expression)
                and gap <= 7
            ):
                out[-1] = replace(expression, start=last.start, value=f"{expression.value}T{last.clock}")
                continue
            if expression.clock and not last.clock and last.kind == "set" and _is_weekly(last) and gap <= 7:
                out[-1] = replace(last, end=expression.end, value=f"{last.value}T{expression.clock}")
                continue
            if expression.clock and was_day and not last.clock and last.kind == "date" and gap <= 10:
                out[-1] = replace(
                    last,
                    end=expression.end,
                    kind="time",
                    clock=expression.clock,
                    zone=expression.zone,
                    part="",
                )
                continue
        out.append(expression)
    return out


def _is_weekly(expression: Expression) -> bool:
    """Whether it is every such weekday, without a part of the day."""
    return expression.value.startswith("XXXX-WXX-") and "T" not in expression.value


def _clocks_shared(found: list[Expression], text: str) -> list[Expression]:
    """A time of day without a day takes that of the one it is joined to ("between midnight and 6 a.m. on Monday")."""
    out = list(found)
    for index in range(len(out) - 2, -1, -1):
        one, two = out[index], out[index + 1]
        is_bare = one.clock and one.month is None and one.weekday is None and one.shift is None
        between = text[one.end : two.start].strip(" ").lower()
        if is_bare and two.clock and between in ("and", "to", "until", "-", "–", "—"):
            clock = "00:00" if one.clock == "24:00" else one.clock
            zone = two.zone if one.zone is None else one.zone
            out[index] = replace(two, start=one.start, end=one.end, clock=clock, zone=zone)
    return out


def _is_day_shift(expression: Expression) -> bool:
    return (
        expression.shift is not None
        and expression.shift.unit == "D"
        and abs(expression.shift.count or 0) < VAGUE_COUNT
        and expression.kind == "date"
        and not expression.apposed
    )


def _years_shared(found: list[Expression], text: str) -> list[Expression]:
    """A date without a year takes that of the one it is joined to ("25 June to 3 July 2031", "July and August 2031")."""
    out = list(found)
    for index in range(len(out) - 2, -1, -1):
        one, two = out[index], out[index + 1]
        if (
            not one.is_partial
            or one.outer
            or one.pick is not None
            or two.year is None
            or two.start - one.end > 12
        ):
            continue
        between = text[one.end : two.start].strip(" ,").lower()
        if between in ("", "-", "–", "—", "to", "and", "or", "and the", "until", "through", "/", "to the"):
            later = one.month is not None and two.month is not None and one.month > two.month
            if between == "" and two.month is None and not two.stretch:
                continue
            out[index] = replace(one, year=two.year - 1 if later else two.year)
    return out
