"""Years of other calendars and of budgets: "Juche 114", "B.E. 2567", "1446 AH", "FY2031", "the 2030-31 financial year"."""

from __future__ import annotations

from datetime import date, timedelta

from twosource.analysis.times_expression import Found, Reader
from twosource.analysis.times_lexicon import Row

_HIJRA = date(622, 7, 19)
"""The first day of the Islamic calendar as the arithmetic one counts it (civil epoch)."""
_NOWRUZ = date(622, 3, 21)
"""The first day of the Persian calendar."""
_MOST = 9999


def year_of_calendar(reader: Reader, index: int) -> list[Found]:
    """A year of another calendar that stands alone, with "the" and "year" before it."""
    first = index
    if reader.low(index) == "the":
        index += 1
    told = calendar_year(reader, index)
    if told is None:
        return []
    after, year = told
    first = first if any(reader.low(at) == "year" for at in range(index, after)) else index
    if isinstance(year, int):
        return [(after, reader.expression(first, after, year=year))]
    return [(after, reader.expression(first, after, value=year, modifier="APPROX"))]


def calendar_year(reader: Reader, index: int) -> tuple[int, int | str] | None:
    """The index after the name of a calendar and its number, either way round, and the year in ours.

    A calendar whose years begin within ours gives both ends ("2023-07-19/2024-07-06"), by arithmetic: the day that
    is kept may differ by one.
    """
    named = _named(reader, index)
    if named is not None:
        after, row = named
        after = reader.past(reader.past(after, "year"), ",")
        number = _figure(reader, after)
        return _told(after + 1, number, row) if number is not None and row["side"] != "after" else None
    number = _figure(reader, index)
    if number is None:
        return None
    named = _named(reader, index + 1)
    if named is None or named[1]["side"] == "before":
        return None
    return _told(named[0], number, named[1])


def _told(after: int, number: int, row: Row) -> tuple[int, int | str] | None:
    if not int(row["least"]) <= number <= int(row["most"]):
        return None
    if row["kind"] == "lunar":
        return after, _ends(_first_lunar(number), _first_lunar(number + 1))
    if row["kind"] == "solar":
        return after, _ends(_first_solar(number), _first_solar(number + 1))
    return after, number + int(row["shift"])


def _named(reader: Reader, index: int) -> tuple[int, Row] | None:
    """The index after a calendar's name, and its row; short forms count in capitals alone."""
    if (phrase := reader.phrase(index)) and phrase[1] == "calendar":
        return phrase[0], phrase[2]
    row = reader.row(index, "calendar")
    if row is None or not reader.is_capital(index):
        return None
    if reader.low(index) in row.get("short", ()) and not reader.words[index].text.isupper():
        return None
    return index + 1, row


def _figure(reader: Reader, index: int) -> int | None:
    low = reader.low(index)
    is_short = reader.kind(index) == "number" and low.isdigit() and len(low) <= len(str(_MOST))
    return int(low) if is_short and int(low) <= _MOST else None


def _ends(first: date, after: date) -> str:
    return f"{first.isoformat()}/{(after - timedelta(1)).isoformat()}"


def _first_lunar(year: int) -> date:
    """The first of Muharram, by the arithmetic calendar: eleven years of thirty have a day more."""
    return _HIJRA + timedelta(354 * (year - 1) + (11 * year + 3) // 30)


def _first_solar(year: int) -> date:
    """Nowruz, by the 33-year rule: eight years of 33 have a day more."""
    return _NOWRUZ + timedelta(365 * (year - 1) + (8 * year + 21) // 33)


def fiscal_year(reader: Reader, index: int) -> list[Found]:
    """ "FY2031", "fiscal 2031", "fiscal year 2030/31", "the 2031 financial year": named by the year that it ends in.

    Its days depend on the country, so that it has a value and no interval.
    """
    first = index
    if reader.low(index) == "the":
        index += 1
    if reader.low(index) == "fy" and reader.words[index].text.isupper():
        return _fiscal(reader, index, index + 1)
    if reader.low(index) in ("fiscal", "financial"):
        after = reader.past(index + 1, "year")
        if after == index + 1 and reader.low(index) == "financial":
            return []
        after = reader.past(after, "fy") if after == index + 1 else after
        return _fiscal(reader, first, after)
    ended, _ = _years(reader, index)
    if ended > index and reader.low(ended) in ("fiscal", "financial") and reader.low(ended + 1) == "year":
        return [(ended + 2, reader.expression(first, ended + 2, value=f"FY{_years(reader, index)[1]}"))]
    return []


def _fiscal(reader: Reader, first: int, index: int) -> list[Found]:
    ended, year = _years(reader, index)
    return [(ended, reader.expression(first, ended, value=f"FY{year}"))] if ended > index else []


def _years(reader: Reader, index: int) -> tuple[int, int]:
    """The index after one year or two joined ("2030", "2030-31", "30"), and the last of them."""
    year = _figure(reader, index)
    if year is None or len(reader.low(index)) not in (2, 4):
        return index, 0
    year = year + 2000 if year < 100 else year
    low = reader.low(index + 2)
    if reader.low(index + 1) in ("-", "/") and low in (str(year + 1), f"{(year + 1) % 100:02d}"):
        return index + 3, year + 1
    return index + 1, year
