"""Years and the stretches of years: bare years, seasons, quarters, feasts, decades, centuries."""

from __future__ import annotations

import re
from collections.abc import Callable

from twosource.analysis.times_eras import calendar_year
from twosource.analysis.times_expression import HERE, Expression, Found, Reader, Shift

_DASHES = ("-", "/")
_DECADES_AFTER = ("the", "early", "late", "mid", "-", "and", "or", "to")


def year_after(reader: Reader, index: int) -> tuple[int, int | None, Shift | None]:
    """The year after a month or season: the index after it, the year, or the unit it lies in ("of last year")."""
    after = reader.past(reader.past(index, ","), "of", "in")
    if is_year(reader, after):
        plain = reader.low(after - 1) not in ("of", "in") or reader.low(index) in ("of", "in")
        if plain and not (after > index and reader.low(index) == "," and _counted_after(reader, after)):
            ended, year = _era(reader, after + 1, int(reader.low(after)))
            return ended, year, None
    if (told := calendar_year(reader, after)) is not None and isinstance(told[1], int):
        return told[0], told[1], None
    if reader.kind(after) == "number" and reader.low(after).isdigit() and reader.kind(after + 1) == "era":
        ended, year = _era(reader, after + 1, int(reader.low(after)))
        return ended, year, None
    if reader.is_old and is_old_year(reader, after):
        return after + 1, int(reader.low(after)), None
    after = reader.past(reader.past(index, ","), "of")
    if reader.low(after) == "the":
        after += 1
    row = reader.row(after, "relative")
    if row and reader.low(after) == "that" and reader.low(after + 1) == "same":
        after += 1
    unit = reader.row(after + 1, "unit")
    if row and unit and unit["code"] == "Y":
        return after + 2, None, Shift("Y", int(row["shift"]), str(row["basis"]))
    return index, None, None


def is_year(reader: Reader, index: int) -> bool:
    """Whether the word is a figure of four digits that could be a year."""
    low = reader.low(index)
    return reader.kind(index) == "number" and len(low) == 4 and low.isdigit() and 1000 <= int(low) <= 2099


def is_old_year(reader: Reader, index: int) -> bool:
    """Whether a figure of two or three digits stands as a year where years are so old: nothing is counted by it."""
    low = reader.low(index)
    if reader.kind(index) != "number" or not low.isdigit() or not 2 <= len(low) <= 3 or low.startswith("0"):
        return False
    after = reader.low(index + 1)
    unled = (
        reader.kind(index + 1) != "word"
        or reader.is_capital(index + 1)
        or after in reader.lexicon.contexts["a clause goes on"]
    )
    return (
        unled
        and after not in reader.lexicon.contexts["no year before"]
        and reader.row(index + 1, "month") is None
    )


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
    if is_year(reader, index) and reader.row(index + 1, "season"):
        year_first = int(reader.low(index))
        index += 1
    elif reader.low(index) == "the":
        index += 1
    row = reader.row(index, "season")
    led = reader.low(first - 1) in ("in", "the", "during", "since", "until", "by")
    if row is None or (
        year_first is not None and row["guarded"] and (not led or reader.low(index + 1) == "of")
    ):
        return []  # "the 1991 fall of the city", "fees for 2032 fall due"
    if reader.is_capital(index) and reader.is_capital(index + 1) and reader.kind(index + 1) == "word":
        return []  # "the Winter Palace", "the 2032 Summer Games"
    after, year, outer = year_after(reader, index + 1)
    if year is not None:
        after = _next_year(reader, after, year)
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
    expression = reader.expression(first, after, stretch=str(row["code"]), year=year, outer=outer)
    return [(after, expression)]


def _next_year(reader: Reader, after: int, year: int) -> int:
    """The index past "-32" or "-2032" where a season runs into that year ("the winter of 2031-32")."""
    low = reader.low(after + 1)
    is_next = low in (str(year + 1), f"{(year + 1) % 100:02d}") and reader.low(after) in _DASHES
    return after + 2 if is_next else after


def quarter_or_half(reader: Reader, index: int) -> list[Found]:
    """ "Q3 2031", "the third quarter of last year", "the first half of 2031"."""
    first = index
    if match := re.fullmatch(
        r"q[1-4]|h[12]", reader.low(index) + (reader.low(index + 1) if reader.touches(index + 1) else "")
    ):
        joined = index + (1 if reader.low(index) == match.group() else 2)
        after, year, outer = year_after(reader, joined)
        if (
            year is None
            and outer is None
            and reader.low(first - 1) not in ("in", "for", "by", "since", "during", "until")
        ):
            return []
        return [
            (after, reader.expression(first, after, stretch=match.group().upper(), year=year, outer=outer))
        ]
    if reader.low(index) == "the":
        index += 1
    number = reader.lexicon.ordinals.get(reader.low(index)) or {"latter": 2, "last": 9, "final": 9}.get(
        reader.low(index)
    )
    if number is None:
        return []
    index = reader.past(index + 1, "-")
    code = {"quarter": "Q", "half": "H"}.get(reader.low(index))
    if code is None or (number > (4 if code == "Q" else 2) and number != 9):
        return []
    number = min(number, 4 if code == "Q" else 2)
    after, year, outer = year_after(reader, index + 1)
    if year is None and outer is None:
        if (
            reader.low(index + 1) == "of"
            and reader.low(index + 2) == "the"
            and reader.low(index + 3) == "year"
        ):
            after, outer = index + 4, Shift("Y", 0, HERE)
        elif code == "H":
            return []
    return [(after, reader.expression(first, after, stretch=f"{code}{number}", year=year, outer=outer))]


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
    after, year, outer = year_after(reader, after)
    date = {"month": int(row["month"]), "day": int(row["day"]), "year": year, "outer": outer}
    return [(after, reader.expression(index, after, **date))]


def bare_year(reader: Reader, index: int, *, is_counted: Callable[[int], bool]) -> list[Found]:
    """A year that stands alone: "2031", "264 BC", "2031-33" (two).

    ``is_counted`` tells whether the word at an index is a thing counted.
    """
    low = reader.low(index)
    if reader.kind(index) == "number" and low.isdigit() and len(low) <= 4 and reader.kind(index + 1) == "era":
        after, year = _era(reader, index + 1, int(low))
        return [(after, reader.expression(index, after, year=year))]
    if (
        reader.kind(index) == "number"
        and low.isdigit()
        and len(low) <= 4
        and _is_before_our_era(reader, index)
    ):
        return [(index + 1, reader.expression(index, index + 1, year=-int(low)))]
    if (
        reader.kind(index) == "era"
        and reader.low(index) in ("ad", "a.d.")
        and reader.kind(index + 1) == "number"
    ):
        year_word = reader.low(index + 1)
        if year_word.isdigit() and len(year_word) <= 4:
            return [(index + 2, reader.expression(index, index + 2, year=int(year_word)))]
    if (
        low == "'"
        and reader.kind(index + 1) == "number"
        and len(reader.low(index + 1)) == 2
        and reader.touches(index + 1)
    ):
        if not reader.touches(index) and reader.low(index + 1).isdigit():
            number = int(reader.low(index + 1))
            year = (1900 if number > 30 else 2000) + number
            return [(index + 2, reader.expression(index, index + 2, year=year))]
        return []
    if reader.is_old and is_old_year(reader, index) and _is_led(reader, index):
        return [(index + 1, reader.expression(index, index + 1, year=int(low)))]
    if not is_year(reader, index) or not _stands_as_year(reader, index, is_counted):
        return []
    year = int(low)
    found = [(index + 1, reader.expression(index, index + 1, year=year))]
    second = reader.low(index + 2)
    if (
        reader.low(index + 1) in _DASHES
        and reader.kind(index + 2) == "number"
        and len(second) == 2
        and second.isdigit()
    ):
        last = year // 100 * 100 + int(second)
        if year < last and reader.touches(index + 1) and reader.touches(index + 2):
            found.append((index + 3, reader.expression(index + 2, index + 3, year=last)))
            found[0] = (index + 3, found[0][1])
    return found


def _is_led(reader: Reader, index: int) -> bool:
    """Whether words before an old year make it one: a preposition of time, "c.", a bracket or dash beside another year."""
    before = reader.low(index - 1)
    if before in reader.lexicon.contexts["before an old year"]:
        return True
    if before == "." and reader.low(index - 2) in ("c", "ca", "b", "d", "r"):
        return True
    if before in _DASHES and is_old_year(reader, index - 2):
        return len(reader.low(index)) == 3 or int(reader.low(index)) > int(reader.low(index - 2))
    return before == "(" and reader.low(index + 1) in (*_DASHES, ")")


def _is_before_our_era(reader: Reader, index: int) -> bool:
    """Whether the figure is the first of two years, the later of which says "BC" ("499-493 BC", "496 and 495 BC")."""
    second = reader.low(index + 2)
    joined = (
        reader.low(index + 1) in ("-", "/", "to", "and", "or", "until")
        and second.isdigit()
        and len(second) <= 4
    )
    era = reader.kind(index + 3) == "era" and reader.low(index + 3).startswith("b")
    return joined and era and int(second) < int(reader.low(index))


def _stands_as_year(reader: Reader, index: int, is_counted: Callable[[int], bool]) -> bool:
    before, after, number = reader.low(index - 1), reader.low(index + 1), int(reader.low(index))
    if reader.touches(index) and reader.kind(index - 1) == "word":
        return False
    contexts = reader.lexicon.contexts
    if before in contexts["no year after"] or after in contexts["no year before"]:
        return False
    if before == "." and reader.low(index - 2) in ("p", "pp", "no", "art"):
        return False
    if after == "year" and reader.low(index + 2) == "old":
        return False
    if before == "-" and reader.touches(index) and reader.touches(index - 1):
        left = reader.low(index - 2)
        if left.isdigit() and len(left) != 4 and not (len(left) < 4 and int(left) < number < 1700):
            return False  # a number to call, a case's number
    if (before == "." and reader.touches(index)) or (
        after == "-" and reader.low(index + 2) in ("mile", "km", "year", "strong", "man")
    ):
        return False
    if is_counted(index + 1) and before not in ("the", "'s", "in", "since", "this", "that"):
        return False
    if before in ("(", "-") and (reader.low(index - 2) == "-"):
        return False
    if number >= 1700:
        return True
    return before in reader.lexicon.contexts["before a year"] or after in (")", "-")


def decade_or_century(reader: Reader, index: int) -> list[Found]:
    """ "the 1990s", "the '90s", "the 19th century", "eighteenth-century"."""
    first = index
    if reader.low(index) == "the":
        index += 1
    if reader.low(index) == "'" and reader.kind(index + 1) == "decade" and reader.touches(index + 1):
        index += 1
    if reader.kind(index) == "decade":
        digits = re.sub(r"\D", "", reader.low(index))
        if len(digits) == 4 and "'" in reader.low(index) and reader.low(index - 1) not in _DECADES_AFTER:
            start = reader.words[index].start  # a year's genitive
            return [(index + 1, Expression(start, start + 4, year=int(digits)))]
        if len(digits) == 2 and not _is_short_decade(reader, first, index):
            return []
        if reader.kind(index + 1) == "era" and reader.low(index + 1).startswith("b"):
            return [(index + 2, reader.expression(first, index + 2, value=f"BC{digits[:-1]:0>3}"))]
        if len(digits) == 3:
            return []
        if len(digits) == 2:
            digits = "19" + digits
        value = digits[:2] if digits.endswith("00") and digits != "2000" else digits[:3]
        return [(index + 1, reader.expression(first, index + 1, value=value))]
    if (row := reader.row(index, "decade")) and first != index and not _is_owned(reader, first):
        return [(index + 1, reader.expression(first, index + 1, value=str(row["value"])))]
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
        return [(after + 1, reader.expression(first, after + 1, value=f"BC{number - 1:02d}"))]
    return [(after, reader.expression(first, after, value=f"{number - 1:02d}"))]


def _is_short_decade(reader: Reader, first: int, index: int) -> bool:
    """Whether "80s" is a decade: behind "the" or a mark of what is left out, no age and no degrees."""
    if _is_owned(reader, first) or reader.low(index + 1) in reader.lexicon.contexts["no year before"]:
        return False
    return (
        first != index
        or reader.low(index - 1) == "'"
        or reader.row(index - 1, "narrowing") is not None
        or reader.low(index - 1) in ("-", "and", "or")
    )


def _is_owned(reader: Reader, first: int) -> bool:
    """Whether it is somebody's ("in her late 80s"): an age."""
    owners = reader.lexicon.contexts["whose age"]
    return any(reader.low(first - step) in owners for step in (1, 2, 3))


def _century_number(reader: Reader, index: int) -> int | None:
    if reader.kind(index) == "ordinal":
        return int(reader.low(index)[:-2])
    number = reader.lexicon.ordinals.get(reader.low(index))
    return number if number is not None and number <= 21 else None
