"""Calendar names: days, months, seasons, years, decades, clock times. Each function reads at a word and gives what it found."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace

from twosource.analysis.times_expression import HERE, NOW, Expression, Found, Reader, Shift

_DASHES = ("-", "/")
_JOINS = ("-", "/", "and", "to", ",", "or", "until", "through")
_YEAR_BEFORE = frozenset(
    "in since by of until till from during before after between to through around circa c ca about year years late early mid and or - ( "
    "summer winter spring autumn fall".split()
)
_NOT_A_YEAR_BEFORE = frozenset(
    "no number flight article resolution highway route section $ £ € # some nearly almost at "
    "over than least most only another about approximately roughly".split()
)


def calendar_date(reader: Reader, index: int) -> list[Found]:
    """A day, month or weekday at ``index``, with what goes with it; several where days share a month ("3 and 5 May")."""
    first = index
    weekday = None
    if row := reader.row(index, "weekday"):
        weekday = int(row["number"])
        if reader.low(index) in row["short"] and not reader.is_capital(index):
            return []
        index += 1
        if reader.low(index) == ".":
            index += 1
        index = _after(reader, index, ",")
        if reader.low(index) in ("the", "of") and _days(reader, index + 1)[0]:
            index += 1
        if part := _part(reader, index):
            index, code = part
            inner = calendar_date(reader, _after(reader, index, "of", "on"))
            if inner and inner[0][1].day and inner[0][1].weekday is None:
                after, date = inner[-1]
                return [(after, replace(date, start=reader.words[first].start, weekday=weekday, part=code))]
            return [(index, _expression(reader, first, index, weekday=weekday, part=code))]
    if found := _day_month(reader, first, index, weekday) or _month_day(reader, first, index, weekday):
        return found
    if weekday is not None:
        return _bare_weekday(reader, first, weekday)
    return _day_of_unit(reader, first)


def _day_of_unit(reader: Reader, index: int) -> list[Found]:
    """ "20th of next month", "the 3rd of this month"."""
    days, after = _days(reader, index)
    row, unit = reader.row(_after(reader, after, "of"), "relative"), reader.row(_after(reader, after, "of") + 1, "unit")
    if len(days) != 1 or reader.low(after) != "of" or row is None or unit is None or unit["code"] != "M":
        return []
    shift = Shift("M", int(row["shift"]), str(row["basis"]))
    return [(after + 3, _expression(reader, index, after + 3, day=days[0][0], outer=shift))]


def _bare_weekday(reader: Reader, first: int, weekday: int) -> list[Found]:
    after = first + 1
    row = reader.row(first, "weekday")
    if row is not None and reader.low(first) in row["short"]:
        if reader.low(after) != ".":
            return []
        after += 1
    if not reader.is_capital(first):
        return []
    if reader.low(first) == row["forms"][-1] and reader.low(first).endswith("days"):  # type: ignore[index]
        start, end = reader.span(first, after)
        return [(after, Expression(start, end, kind="set", value=f"XXXX-WXX-{weekday}"))]
    if reader.low(after) == "the" and reader.kind(after + 1) == "ordinal" and reader.low(after + 2) != "of":
        day = int(reader.low(after + 1)[:-2])
        return [(after + 2, _expression(reader, first, after + 2, weekday=weekday, day=day))]
    expression = _expression(reader, first, after, weekday=weekday)
    if outer := _outer_week(reader, after):
        after, shift = outer
        expression = replace(expression, end=reader.words[after - 1].end, outer=shift)
    return [(after, expression)]


def _outer_week(reader: Reader, index: int) -> tuple[int, Shift] | None:
    """ "last week", "of next week" after a weekday."""
    index = _after(reader, index, "of")
    row = reader.row(index, "relative")
    unit = reader.row(index + 1, "unit")
    if row and unit and unit["code"] == "W":
        return index + 2, Shift("W", int(row["shift"]), str(row["basis"]))
    return None


def _day_month(reader: Reader, first: int, index: int, weekday: int | None) -> list[Found]:
    """ "3 May 2031", "the 3rd of May", "3, 5 and 7 May 2031"."""
    days, after = _days(reader, index)
    if not days:
        return []
    after = _after(reader, after, "of")
    month = _month(reader, after, sure=True)
    if month is None:
        return []
    after, number = month
    after, year, outer = _year_after(reader, after)
    found = []
    for position, (day, at) in enumerate(days):
        begins = first if position == 0 else at
        ends = after if position == len(days) - 1 else at + 1
        part = {"month": number, "day": day, "year": year, "outer": outer}
        found.append((after, _expression(reader, begins, ends, **part)))
    if weekday is not None:
        found[0] = (found[0][0], replace(found[0][1], weekday=weekday))
    return found


def _month_day(reader: Reader, first: int, index: int, weekday: int | None) -> list[Found]:
    """ "May 3, 2031", "May 3-5", "May 2031", "May"."""
    follows = reader.kind(index + 1) in ("number", "ordinal") or (
        reader.low(index + 1) in (".", "the") and reader.kind(index + 2) in ("number", "ordinal")
    )
    month = _month(reader, index, sure=follows or weekday is not None)
    if month is None:
        return []
    after, number = month
    begin = _after(reader, after, "the")
    days, ended = _days(reader, begin)
    if days and not _is_month_next(reader, ended) and not _counts(reader, ended):
        after, year, outer = _year_after(reader, ended)
        found = []
        for position, (day, at) in enumerate(days):
            begins = first if position == 0 else at
            ends = after if position == len(days) - 1 else at + 1
            part = {"month": number, "day": day, "year": year, "outer": outer}
            found.append((after, _expression(reader, begins, ends, **part)))
        if weekday is not None:
            found[0] = (found[0][0], replace(found[0][1], weekday=weekday))
        return found
    if weekday is not None:
        return []
    after, year, outer = _year_after(reader, after)
    return [(after, _expression(reader, first, after, month=number, year=year, outer=outer))]


def _is_month_next(reader: Reader, index: int) -> bool:
    """Whether a month follows, so that the days before it are that month's ("in May 3 June")."""
    return reader.row(_after(reader, index, "of"), "month") is not None and reader.is_capital(index)


def _counts(reader: Reader, index: int) -> bool:
    """Whether the figure before counts something: a lower-case unit or "percent" follows."""
    unit = reader.row(index, "unit")
    return unit is not None or reader.low(index) in ("%", "percent", "people", "million")


def _days(reader: Reader, index: int) -> tuple[list[tuple[int, int]], int]:
    """The days of the month listed at ``index`` with the index of each, and the index after them."""
    found: list[tuple[int, int]] = []
    after = index
    while (day := _day(reader, after)) is not None:
        found.append((day, after))
        after += 1
        joined = after
        if reader.low(joined) in _JOINS:
            joined += 1
            if reader.low(joined) in ("and", "or", "the"):
                joined += 1
            if _day(reader, joined) is not None and (
                reader.low(after) != ","
                or _is_month_next(reader, joined + 1)
                or reader.low(joined - 1) == "and"
            ):
                after = joined
                continue
        break
    return found, after


def _day(reader: Reader, index: int) -> int | None:
    kind, low = reader.kind(index), reader.low(index)
    if kind == "number" and low.isdigit() and len(low) <= 2 and 1 <= int(low) <= 31:
        return int(low)
    if kind == "ordinal" and 1 <= int(low[:-2]) <= 31:
        return int(low[:-2])
    return reader.lexicon.ordinals.get(low)


def _month(reader: Reader, index: int, *, sure: bool) -> tuple[int, int] | None:
    """The index after a month's name and its number. ``sure``: a day stands beside it, so that no guard is needed."""
    row = reader.row(index, "month")
    if row is None or not reader.is_capital(index):
        return None
    after = index + 1
    if reader.low(index) in row["forms"][1:]:
        if reader.low(after) == "." and reader.touches(after):
            after += 1
        elif not sure and not _is_year(reader, _after(reader, after, ",")):
            return None
    elif row["guarded"] and not sure and not _is_time_context(reader, index, after):
        return None
    return after, int(row["number"])


def _is_time_context(reader: Reader, index: int, after: int) -> bool:
    """Whether a name that is also a word or a given name ("May", "March", "April") stands as a month here."""
    if _is_year(reader, _after(reader, _after(reader, after, "of"), ",")):
        return True
    if reader.low(after) in ("of", "this", "last", "next") and reader.low(index) != "march":
        return True
    before = reader.low(index - 1)
    if before in ("-", "/") and reader.low(index - 2) in ("mid", "early", "late"):
        return True
    follows_name = reader.is_capital(after) and reader.kind(after) == "word"
    given_name = reader.low(index) in ("april", "june", "august") and follows_name
    prepositions = (
        *(
            "in",
            "of",
            "by",
            "since",
            "until",
            "till",
            "from",
            "to",
            "through",
            "early",
            "late",
            "mid",
            "last",
            "next",
            "this",
            "before",
        ),
        *(
            "after",
            "during",
            "between",
            "and",
            "following",
            "previous",
            "that",
            "every",
            "each",
            "throughout",
            "and/or",
            "or",
        ),
    )
    if reader.low(index) in ("april", "june", "august"):
        return not given_name or before in ("in", "since", "until", "by", "early", "late", "during")
    if before == "the" and reader.low(index) == "march":
        return False
    if before in ("and", "or", "to", "from", "of"):
        listed = reader.row(index - 2, "month") or reader.row(index + 2, "month")
        return bool(listed) or (before != "and" and before != "or" and not follows_name)
    return before in prepositions and not (before == "that" and reader.low(index) == "may")


def _year_after(reader: Reader, index: int) -> tuple[int, int | None, Shift | None]:
    """The year after a month or season: the index after it, the year, or the unit it lies in ("of last year")."""
    after = _after(reader, _after(reader, index, ","), "of", "in")
    if _is_year(reader, after):
        plain = reader.low(after - 1) not in ("of", "in") or reader.low(index) in ("of", "in")
        if plain and not (after > index and reader.low(index) == "," and _counted_after(reader, after)):
            ended, year = _era(reader, after + 1, int(reader.low(after)))
            return ended, year, None
    if reader.kind(after) == "number" and reader.low(after).isdigit() and reader.kind(after + 1) == "era":
        ended, year = _era(reader, after + 1, int(reader.low(after)))
        return ended, year, None
    after = _after(reader, _after(reader, index, ","), "of")
    if reader.low(after) == "the":
        after += 1
    row = reader.row(after, "relative")
    if row and reader.low(after) == "that" and reader.low(after + 1) == "same":
        after += 1
    unit = reader.row(after + 1, "unit")
    if row and unit and unit["code"] == "Y":
        return after + 2, None, Shift("Y", int(row["shift"]), str(row["basis"]))
    return index, None, None


def _is_year(reader: Reader, index: int) -> bool:
    low = reader.low(index)
    return reader.kind(index) == "number" and len(low) == 4 and low.isdigit() and 1000 <= int(low) <= 2099


def _counted_after(reader: Reader, index: int) -> bool:
    return reader.low(index + 1) in ("troops", "soldiers", "people", "men", "civilians", "homes")


def _era(reader: Reader, index: int, year: int) -> tuple[int, int]:
    if reader.kind(index) != "era":
        return index, year
    before = reader.low(index).startswith("b")
    return index + 1, -year if before else year


def season(reader: Reader, index: int) -> list[Found]:
    """ "summer 2031", "the summer of last year", "2031 summer", "winter"."""
    first = index
    year_first = None
    if _is_year(reader, index) and reader.row(index + 1, "season"):
        year_first = int(reader.low(index))
        index += 1
    elif reader.low(index) == "the":
        index += 1
    row = reader.row(index, "season")
    if row is None:
        return []
    after, year, outer = _year_after(reader, index + 1)
    if after == index + 1 and reader.low(after) in _DASHES and reader.row(after + 1, "season"):
        year = year_first
    if year_first is not None:
        after, year, outer = index + 1, year_first, None
    if row["guarded"] and year is None and outer is None:
        before = reader.low(index - 1)
        articled = (
            before == "the"
            and reader.low(index + 1) != "of"
            and reader.low(index - 2) in ("in", "during", "by", "until", "since")
        )
        if not articled and not (
            reader.low(index) == "spring" and before in ("in", "during", "early", "late")
        ):
            return []
    expression = _expression(reader, first, after, stretch=str(row["code"]), year=year, outer=outer)
    return [(after, expression)]


def quarter_or_half(reader: Reader, index: int) -> list[Found]:
    """ "Q3 2031", "the third quarter of last year", "the first half of 2031"."""
    first = index
    if match := re.fullmatch(
        r"q[1-4]|h[12]", reader.low(index) + (reader.low(index + 1) if reader.touches(index + 1) else "")
    ):
        joined = index + (1 if reader.low(index) == match.group() else 2)
        after, year, outer = _year_after(reader, joined)
        if year is None and outer is None:
            return []
        return [
            (after, _expression(reader, first, after, stretch=match.group().upper(), year=year, outer=outer))
        ]
    if reader.low(index) == "the":
        index += 1
    number = reader.lexicon.ordinals.get(reader.low(index)) or {"latter": 2, "last": 9, "final": 9}.get(
        reader.low(index)
    )
    if number is None:
        return []
    index = _after(reader, index + 1, "-")
    code = {"quarter": "Q", "half": "H"}.get(reader.low(index))
    if code is None or number > (4 if code == "Q" else 2) and number != 9:
        return []
    number = min(number, 4 if code == "Q" else 2)
    after, year, outer = _year_after(reader, index + 1)
    if year is None and outer is None:
        if (
            reader.low(index + 1) == "of"
            and reader.low(index + 2) == "the"
            and reader.low(index + 3) == "year"
        ):
            after, outer = index + 4, Shift("Y", 0, HERE)
        elif code == "H":
            return []
    return [(after, _expression(reader, first, after, stretch=f"{code}{number}", year=year, outer=outer))]


def feast(reader: Reader, index: int) -> list[Found]:
    """ "Christmas Eve 2031", "New Year's Day"."""
    after = index
    row = None
    if (found := reader.phrase(index)) and found[1] == "feast":
        after, row = found[0], found[2]
    elif one := reader.row(index, "feast"):
        after, row = index + 1, one
    if row is None or not reader.is_capital(index):
        return []
    after, year, outer = _year_after(reader, after)
    date = {"month": int(row["month"]), "day": int(row["day"]), "year": year, "outer": outer}
    return [(after, _expression(reader, index, after, **date))]


def bare_year(reader: Reader, index: int, *, is_counted: Callable[[int], bool]) -> list[Found]:
    """A year that stands alone: "2031", "264 BC", "2031-33" (two). ``is_counted`` tells whether the word at an index is a thing counted."""
    low = reader.low(index)
    if reader.kind(index) == "number" and low.isdigit() and len(low) <= 4 and reader.kind(index + 1) == "era":
        after, year = _era(reader, index + 1, int(low))
        return [(after, _expression(reader, index, after, year=year))]
    if (
        reader.kind(index) == "era"
        and reader.low(index) in ("ad", "a.d.")
        and reader.kind(index + 1) == "number"
    ):
        year_word = reader.low(index + 1)
        if year_word.isdigit() and len(year_word) <= 4:
            return [(index + 2, _expression(reader, index, index + 2, year=int(year_word)))]
    if (
        low == "'"
        and reader.kind(index + 1) == "number"
        and len(reader.low(index + 1)) == 2
        and reader.touches(index + 1)
    ):
        if not reader.touches(index) and reader.low(index + 1).isdigit():
            number = int(reader.low(index + 1))
            year = (1900 if number > 30 else 2000) + number
            return [(index + 2, _expression(reader, index, index + 2, year=year))]
        return []
    if not _is_year(reader, index) or not _stands_as_year(reader, index, is_counted):
        return []
    year = int(low)
    found = [(index + 1, _expression(reader, index, index + 1, year=year))]
    second = reader.low(index + 2)
    if (
        reader.low(index + 1) in _DASHES
        and reader.kind(index + 2) == "number"
        and len(second) == 2
        and second.isdigit()
    ):
        last = year // 100 * 100 + int(second)
        if year < last and reader.touches(index + 1) and reader.touches(index + 2):
            found.append((index + 3, _expression(reader, index + 2, index + 3, year=last)))
            found[0] = (index + 3, found[0][1])
    return found


def _stands_as_year(reader: Reader, index: int, is_counted: Callable[[int], bool]) -> bool:
    before, after, number = reader.low(index - 1), reader.low(index + 1), int(reader.low(index))
    if before in _NOT_A_YEAR_BEFORE or after in (
        "%",
        "percent",
        "million",
        "billion",
        "km",
        "hours",
        "gmt",
        "hrs",
    ):
        return False
    if (
        before == "."
        and reader.touches(index)
        or (after == "-" and reader.low(index + 2) in ("mile", "km", "year", "strong", "man"))
    ):
        return False
    if is_counted(index + 1) and before not in ("the", "'s", "in", "since", "this", "that"):
        return False
    if before in ("(", "-") and (reader.low(index - 2) == "-"):
        return False
    if number >= 1700:
        return True
    return before in _YEAR_BEFORE or after in (")", "-")


def decade_or_century(reader: Reader, index: int) -> list[Found]:
    """ "the 1990s", "the '90s", "the 19th century", "eighteenth-century"."""
    first = index
    if reader.low(index) == "the":
        index += 1
    if reader.low(index) == "'" and reader.kind(index + 1) == "decade" and reader.touches(index + 1):
        index += 1
    if reader.kind(index) == "decade":
        digits = re.sub(r"\D", "", reader.low(index))
        if len(digits) == 2:
            digits = "19" + digits
        value = digits[:2] if digits.endswith("00") and digits != "2000" else digits[:3]
        return [(index + 1, _expression(reader, first, index + 1, value=value))]
    number = _century_number(reader, index)
    if number is None:
        return []
    after = index + 1
    if reader.low(after) == "-" and reader.touches(after):
        after += 1
    if reader.low(after) not in ("century", "centuries"):
        return []
    after += 1
    if reader.kind(after) == "era" and reader.low(after).startswith("b"):
        return [(after + 1, _expression(reader, first, after + 1, value=f"BC{number - 1:02d}"))]
    return [(after, _expression(reader, first, after, value=f"{number - 1:02d}"))]


def _century_number(reader: Reader, index: int) -> int | None:
    if reader.kind(index) == "ordinal":
        return int(reader.low(index)[:-2])
    number = reader.lexicon.ordinals.get(reader.low(index))
    return number if number is not None and number <= 21 else None


def written_date(reader: Reader, index: int) -> list[Found]:
    """ "2031-07-24", "2031-07-24T09:30Z", "24/07/2031". Where day and month could be either way round only the year is told."""
    word = reader.words[index]
    if word.kind == "iso":
        year, month, day = (int(part) for part in word.text[:10].split("-"))
        clock, zone = word.text[11:16], None
        if clock:
            rest = word.text[16:]
            zone = 0 if rest.endswith("Z") else _written_zone(rest)
        date = {"year": year, "month": month, "day": day, "clock": clock, "zone": zone}
        return [(index + 1, _expression(reader, index, index + 1, **date))]
    numbers = [int(part) for part in re.split(r"\D", word.text)]
    if numbers[0] > 31:
        year, month, day = numbers
    else:
        one, two, year = numbers
        if one <= 12 and two <= 12 and one != two:
            return [(index + 1, _expression(reader, index, index + 1, year=year))]
        day, month = (one, two) if two <= 12 else (two, one)
    if not (1 <= month <= 12 and 1 <= day <= 31):
        return []
    return [(index + 1, _expression(reader, index, index + 1, year=year, month=month, day=day))]


def _written_zone(text: str) -> int | None:
    match = re.search(r"([+-])(\d\d):?(\d\d)$", text)
    if match is None:
        return None
    minutes = int(match.group(2)) * 60 + int(match.group(3))
    return minutes if match.group(1) == "+" else -minutes


def clock_time(reader: Reader, index: int) -> list[Found]:
    """ "9:30 a.m. GMT", "10pm", "noon", "midnight", "0900 GMT"; the day it falls on is joined later."""
    low, kind = reader.low(index), reader.kind(index)
    if low in ("noon", "midnight"):
        return [
            (
                index + 1,
                _expression(
                    reader, index, index + 1, kind="time", clock="12:00" if low == "noon" else "24:00"
                ),
            )
        ]
    after = index + 1
    if kind == "clock":
        hour, minute = (int(part) for part in re.split(r"[:.]", low)[:2])
    elif (
        kind == "number"
        and low.isdigit()
        and len(low) <= 2
        and reader.kind(after) == "meridiem"
        and 1 <= int(low) <= 12
    ):
        hour, minute = int(low), 0
    elif kind == "number" and low.isdigit() and len(low) == 4 and int(low[:2]) < 24 and int(low[2:]) < 60:
        if reader.row(after, "zone") is None and reader.low(after) not in ("hrs", "hours"):
            return []
        hour, minute = int(low[:2]), int(low[2:])
    else:
        return []
    if reader.kind(after) == "meridiem":
        late = reader.low(after).startswith("p")
        hour = hour % 12 + (12 if late else 0)
        after += 1
    elif reader.low(after) in ("hrs", "hours", "h"):
        after += 1
    zone = None
    if row := reader.row(after, "zone"):
        zone, after = int(row["minutes"]), after + 1
    elif reader.low(after) == "local" and reader.low(after + 1) == "time":
        after += 2
    return [
        (after, _expression(reader, index, after, kind="time", clock=f"{hour:02d}:{minute:02d}", zone=zone))
    ]


def _part(reader: Reader, index: int) -> tuple[int, str] | None:
    row = reader.row(index, "part")
    return (index + 1, str(row["code"])) if row else None


def _after(reader: Reader, index: int, *lows: str) -> int:
    """The index past the word at ``index`` where it is one of those given, else ``index``."""
    return index + 1 if reader.low(index) in lows else index


def _expression(reader: Reader, first: int, after: int, **fields: object) -> Expression:
    start, end = reader.span(first, after)
    return replace(Expression(start, end), **fields)  # type: ignore[arg-type]
