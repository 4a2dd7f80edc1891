"""Days, months and weekdays. Each function reads at a word and gives what it found."""

from __future__ import annotations

from dataclasses import replace

from twosource.analysis.times_expression import Expression, Found, Reader, Shift
from twosource.analysis.times_years import is_year, year_after

_JOINS = ("-", "/", "and", "to", ",", "or", "until", "through")
_MOST_DAYS = 8
"""How many days one month may be given in a list."""


def calendar_date(reader: Reader, index: int) -> list[Found]:
    """A day, month or weekday at ``index``, with what goes with it; several where days share a month ("3 and 5 May")."""
    first = index
    weekday = None
    if row := reader.row(index, "weekday"):
        weekday = int(row["number"])
        if reader.low(index) in row["short"] and not reader.is_capital(index):
            return []
        if (
            reader.is_capital(index - 1)
            and reader.low(index - 1) in reader.lexicon.contexts["before a named weekday"]
        ):
            return []
        if reader.low(index - 1) == "the" and _names_a_thing(reader, index + 1):
            return []  # a paper's name ("the Sunday ...")
        if habit := _habit(reader, index, weekday):
            return habit
        index += 1
        if reader.low(index) == ".":
            index += 1
        index = reader.past(index, ",")
        if reader.low(index) in ("the", "of") and _days(reader, index + 1)[0]:
            index += 1
        if part := _part(reader, index):
            index, code = part
            inner = calendar_date(reader, reader.past(index, "of", "on"))
            if inner and inner[0][1].day and inner[0][1].weekday is None:
                after, date = inner[-1]
                return [(after, replace(date, start=reader.words[first].start, weekday=weekday, part=code))]
            return [(index, reader.expression(first, index, weekday=weekday, part=code))]
    if found := _day_month(reader, first, index, weekday) or _month_day(reader, first, index, weekday):
        return found
    if weekday is not None:
        return _bare_weekday(reader, first, weekday)
    return _day_of_unit(reader, first)


def _day_of_unit(reader: Reader, index: int) -> list[Found]:
    """ "20th of next month", "the 3rd of this month"."""
    days, after = _days(reader, index)
    row, unit = (
        reader.row(reader.past(after, "of"), "relative"),
        reader.row(reader.past(after, "of") + 1, "unit"),
    )
    if len(days) != 1 or reader.low(after) != "of" or row is None or unit is None or unit["code"] != "M":
        return []
    shift = Shift("M", int(row["shift"]), str(row["basis"]))
    return [(after + 3, reader.expression(index, after + 3, day=days[0][0], outer=shift))]


def _bare_weekday(reader: Reader, first: int, weekday: int) -> list[Found]:
    after = first + 1
    row = reader.row(first, "weekday")
    if row is not None and reader.low(first) in row["short"]:
        if reader.low(after) != ".":
            return []
        after += 1
    if row is not None and not reader.is_name(first, row):
        return []
    if reader.low(first) == row["forms"][-1] and reader.low(first).endswith("days"):  # type: ignore[index]
        start, end = reader.span(first, after)
        return [(after, Expression(start, end, kind="set", value=f"XXXX-WXX-{weekday}"))]
    if reader.low(after) == "the" and reader.kind(after + 1) == "ordinal" and reader.low(after + 2) != "of":
        day = int(reader.low(after + 1)[:-2])
        return [(after + 2, reader.expression(first, after + 2, weekday=weekday, day=day))]
    expression = reader.expression(first, after, weekday=weekday)
    if outer := _outer_week(reader, after):
        after, shift = outer
        expression = replace(expression, end=reader.words[after - 1].end, outer=shift)
    return [(after, expression)]


def _outer_week(reader: Reader, index: int) -> tuple[int, Shift] | None:
    """ "last week", "of next week" after a weekday."""
    index = reader.past(index, "of")
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
    after = reader.past(after, "of")
    month = _month(reader, after, sure=True)
    if month is None:
        return []
    after, number = month
    if _names_a_thing(reader, after):
        return []
    after, year, outer = year_after(reader, after)
    found = []
    for position, (day, at) in enumerate(days):
        begins = first if position == 0 else at
        ends = after if position == len(days) - 1 else at + 1
        part = {"month": number, "day": day, "year": year, "outer": outer}
        found.append((after, reader.expression(begins, ends, **part)))
    if weekday is not None:
        found[0] = (found[0][0], replace(found[0][1], weekday=weekday))
    return found


def _names_a_thing(reader: Reader, index: int) -> bool:
    """Whether what a day is the name of follows ("9 May Street")."""
    return reader.is_capital(index) and reader.low(index) in reader.lexicon.contexts["named after a day"]


def _habit(reader: Reader, index: int, weekday: int) -> list[Found]:
    """ "Tuesday mornings": every one of them. "A Monday", "any Monday": one that is not told."""
    part = reader.low(index + 1)
    if part.endswith("s") and (row := reader.row_of("part", part[:-1])):
        value = f"XXXX-WXX-{weekday}T{row['code']}"
        return [(index + 2, reader.expression(index, index + 2, kind="set", value=value))]
    if reader.low(index - 1) in ("a", "any") and reader.is_capital(index):
        return [(index + 1, reader.expression(index, index + 1, value=f"XXXX-WXX-{weekday}"))]
    return []


def _month_day(reader: Reader, first: int, index: int, weekday: int | None) -> list[Found]:
    """ "May 3, 2031", "May 3-5", "May 2031", "May"."""
    follows = reader.kind(index + 1) in ("number", "ordinal") or (
        reader.low(index + 1) in (".", "the") and reader.kind(index + 2) in ("number", "ordinal")
    )
    month = _month(reader, index, sure=follows or weekday is not None)
    if month is None:
        return []
    after, number = month
    begin = reader.past(after, "the")
    days, ended = _days(reader, begin)
    if days and not _is_month_next(reader, ended) and not _counts(reader, ended):
        if _names_a_thing(reader, ended):
            return []
        after, year, outer = year_after(reader, ended)
        found = []
        for position, (day, at) in enumerate(days):
            begins = first if position == 0 else at
            ends = after if position == len(days) - 1 else at + 1
            part = {"month": number, "day": day, "year": year, "outer": outer}
            found.append((after, reader.expression(begins, ends, **part)))
        if weekday is not None:
            found[0] = (found[0][0], replace(found[0][1], weekday=weekday))
        return found
    if weekday is not None:
        return []
    after, year, outer = year_after(reader, after)
    return [(after, reader.expression(first, after, month=number, year=year, outer=outer))]


def _is_month_next(reader: Reader, index: int) -> bool:
    """Whether a month follows, so that the days before it are that month's ("in May 3 June")."""
    return reader.row(reader.past(index, "of"), "month") is not None and reader.is_capital(index)


def _counts(reader: Reader, index: int) -> bool:
    """Whether the figure before counts something: a lower-case unit or "percent" follows."""
    unit = reader.row(index, "unit")
    return unit is not None or reader.low(index) in ("%", "percent", "people", "million")


def _days(reader: Reader, index: int) -> tuple[list[tuple[int, int]], int]:
    """The days of the month listed at ``index`` with the index of each, and the index after them."""
    found: list[tuple[int, int]] = []
    after = index
    while len(found) < _MOST_DAYS and (day := _day(reader, after)) is not None:
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
    if row is None:
        return None
    after = index + 1
    if not reader.is_name(index, row) and not (
        is_year(reader, after) and reader.low(index) == row["forms"][0]
    ):
        return None
    if reader.low(index) in row["forms"][1:]:
        if reader.low(after) == "." and reader.touches(after):
            after += 1
        elif not sure and not is_year(reader, reader.past(after, ",")):
            return None
    elif row["guarded"] and not sure and not _is_time_context(reader, index, after):
        return None
    return after, int(row["number"])


def _is_time_context(reader: Reader, index: int, after: int) -> bool:
    """Whether a name that is also a word or a given name ("May", "March", "April") stands as a month here."""
    if is_year(reader, reader.past(reader.past(after, "of"), ",")):
        return True
    if reader.low(after) in ("of", "this", "last", "next") and reader.low(index) != "march":
        return True
    if reader.low(after) in ("-", "/") and reader.row(after + 1, "month") and reader.is_capital(after + 1):
        return True
    before = reader.low(index - 1)
    if before in ("-", "/") and reader.row(index - 2, "month") and reader.is_capital(index - 2):
        return True
    if before in ("-", "/") and reader.low(index - 2) in ("mid", "early", "late"):
        return True
    follows_name = reader.is_capital(after) and reader.kind(after) == "word"
    given_name = reader.low(index) in ("april", "june", "august") and follows_name
    if reader.low(index) in ("april", "june", "august"):
        return not given_name or before in ("in", "since", "until", "by", "early", "late", "during")
    if before == "the" and reader.low(index) == "march":
        return False
    if before in ("and", "or", "to", "from", "of"):
        listed = reader.row(index - 2, "month") or reader.row(index + 2, "month")
        return bool(listed) or (before != "and" and before != "or" and not follows_name)
    return before in reader.lexicon.contexts["before a month"] and not (
        before == "that" and reader.low(index) == "may"
    )


def _part(reader: Reader, index: int) -> tuple[int, str] | None:
    row = reader.row(index, "part")
    return (index + 1, str(row["code"])) if row else None
