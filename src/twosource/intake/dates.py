"""Days of publication: EDTF and RFC 3339 values, and dates written on a page."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from twosource.model.document import Evidence, Published
from twosource.model.vocabulary import TimePrecision

_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_MONTH = (
    r"(?P<month{n}>Jan(?:uary)?|Feb(?:ruary)?|Mar(?:ch)?|Apr(?:il)?|May|June?|July?|Aug(?:ust)?|Sept?(?:ember)?"
    r"|Oct(?:ober)?|Nov(?:ember)?|Dec(?:ember)?)\.?"
)
_WRITTEN = re.compile(
    r"\b(?:"
    r"(?P<day1>\d{1,2})(?:st|nd|rd|th)?(?: of)? " + _MONTH.format(n=1) + r"(?:,? (?P<year1>(?:19|20)\d\d))?"
    r"|" + _MONTH.format(n=2) + r" (?P<day2>\d{1,2})(?:st|nd|rd|th)?(?:,? (?P<year2>(?:19|20)\d\d))?"
    r"|(?P<year3>(?:19|20)\d\d)[-/.](?P<number3>\d{1,2})[-/.](?P<day3>\d{1,2})"
    r")(?!\d)",
    re.IGNORECASE,
)
_DAY = re.compile(r"^(\d{4}|XXXX)-(\d{2})-(\d{2})$")
_MONTH_ONLY = re.compile(r"^(\d{4})-(\d{2})$")
_YEAR = re.compile(r"^(\d{4})$")
_DECADE = re.compile(r"^(\d{3})X$")
_SPAN = re.compile(r"^([^/]{0,30})/([^/]{0,30})$")
_STAMP = re.compile(
    r"^(\d{4})-(\d{2})-(\d{2})[T ](\d{2}):(\d{2})(?::(\d{2})(?:[.,]\d{1,9})?)?\s?(Z|z|[+-]\d{2}:?\d{2})?$"
)
_FIRST_YEAR, _LAST_YEAR = 1900, 2199


def parse_published(value: str, *, evidence: tuple[Evidence, ...] = ()) -> Published:
    """A day, month, year, decade, interval (EDTF) or instant (RFC 3339) as a time of publication.

    A stamp counts as the local day that it is written in: it is never converted. ``XXXX-12-21`` has no bounds. A doubtful
    value (``2031~``, ``2031-04?``) keeps its bounds. Raises ValueError for what is none of these.
    """
    words = value.strip()
    bare = words.rstrip("?~%")
    if match := _DAY.match(bare):
        if match.group(1) == "XXXX":
            # A leap year, so that 29 February is a day.
            date(2000, int(match.group(2)), int(match.group(3)))
            return Published(words, None, None, TimePrecision.DAY, evidence)
        day = _checked(*match.groups())
        return Published(words, day.isoformat(), _after(day), TimePrecision.DAY, evidence)
    if match := _STAMP.match(bare):
        day = _checked(*match.groups()[:3])
        if int(match.group(4)) > 24 or int(match.group(5)) > 59:
            raise ValueError(f"not a time: {value!r}")
        return Published(words, day.isoformat(), _after(day), TimePrecision.INSTANT, evidence)
    if match := _MONTH_ONLY.match(bare):
        first = _checked(match.group(1), match.group(2), "01")
        following = (first + timedelta(days=32)).replace(day=1)
        return Published(words, first.isoformat(), following.isoformat(), TimePrecision.MONTH, evidence)
    if match := _YEAR.match(bare):
        first = _checked(match.group(1), "01", "01")
        return Published(words, first.isoformat(), f"{first.year + 1}-01-01", TimePrecision.YEAR, evidence)
    if match := _DECADE.match(bare):
        low = int(match.group(1)) * 10
        return Published(words, f"{low}-01-01", f"{low + 10}-01-01", TimePrecision.DECADE, evidence)
    if match := _SPAN.match(bare):
        return _interval(words, match.group(1), match.group(2), evidence)
    raise ValueError(f"not a date: {value!r}")


def _interval(value: str, first: str, last: str, evidence: tuple[Evidence, ...]) -> Published:
    low = None if first in ("", "..") else parse_published(first)
    high = None if last in ("", "..") else parse_published(last)
    if low is None and high is None:
        raise ValueError(f"not a date: {value!r}")
    start = low.start if low is not None else None
    end = high.end if high is not None else None
    if (low is not None and start is None) or (high is not None and end is None):
        raise ValueError(f"an interval needs years: {value!r}")
    if start is not None and end is not None and start >= end:
        raise ValueError(f"the interval ends before it begins: {value!r}")
    return Published(value, start, end, None, evidence)


def _checked(year: str, month: str, day: str) -> date:
    if not _FIRST_YEAR <= int(year) <= _LAST_YEAR:
        raise ValueError(f"not a year: {year}")
    return date(int(year), int(month), int(day))


def _after(day: date) -> str:
    return (day + timedelta(days=1)).isoformat()


def not_before(day: str, *, evidence: tuple[Evidence, ...]) -> Published:
    """A document that cannot have been published before this ISO day."""
    return Published(f"{day}/..", day, None, None, evidence)


@dataclass(frozen=True, slots=True)
class WrittenDate:
    """A date as written: ``value`` is EDTF, without a year ``XXXX-MM-DD``; offsets are those of the searched words."""

    value: str
    start: int
    end: int

    @property
    def has_year(self) -> bool:
        """Whether the year is written."""
        return not self.value.startswith("XXXX")


def find_written_dates(words: str) -> Iterator[WrittenDate]:
    """The days written in a line, such as "4 March 2031", "Dec. 21" or "2031-03-04"; impossible ones are passed over."""
    for match in _WRITTEN.finditer(words):
        groups = match.groupdict()
        day = groups["day1"] or groups["day2"] or groups["day3"]
        name = groups["month1"] or groups["month2"]
        month = _MONTHS.index(name[:3].lower()) + 1 if name else int(groups["number3"])
        year = groups["year1"] or groups["year2"] or groups["year3"]
        try:
            date(int(year or 2000), month, int(day))
        except ValueError:
            continue
        yield WrittenDate(f"{year or 'XXXX'}-{month:02}-{int(day):02}", match.start(), match.end())


def parse_stamp(value: str) -> str | None:
    """A date of a page's head as EDTF or RFC 3339; None where it is none. Two common slips of pages are mended."""
    words = value.strip()
    mended = re.sub(r"^(\d{4}-\d{2}-\d{2})T(\d{2}:\d{2}.*?)\s*([+-]\d{2})(\d{2})$", r"\1T\2\3:\4", words)
    for candidate in (mended, words[:10]):
        try:
            return parse_published(candidate).value
        except ValueError:
            continue
    for written in find_written_dates(words):
        if written.has_year:
            return written.value
    try:
        return datetime.strptime(words[:8], "%Y%m%d").date().isoformat() if words[:8].isdigit() else None
    except ValueError:
        return None
