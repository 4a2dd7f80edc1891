"""How values read to a person: dates, numbers, chains, tokens of the closed lists."""

from __future__ import annotations

import tomllib
from collections.abc import Iterable, Mapping, Sequence
from datetime import date, timedelta
from decimal import Decimal
from functools import cache
from importlib.resources import files

from twosource.model.attribution import Chain, Hop
from twosource.model.claim import Claim, Question
from twosource.model.document import Published
from twosource.model.measure import When
from twosource.model.vocabulary import (
    Act,
    Credibility,
    Reliability,
    SourceKind,
    TimeDirection,
    TimePrecision,
)

MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
SHORT_ID = 4
"""The fewest digits of an id that are shown."""
NO_PUBLISHER = "unknown outlet"
NO_SOURCE = "no source named"
UNDATED = "undated"
REFUSING = (Act.DENY, Act.DISMISS, Act.DECLINE_TO_CONFIRM, Act.NO_COMMENT, Act.EQUIVOCATE)
"""Acts whose name says already that the claim is not affirmed."""


GRADES: Mapping[str, str] = {
    Reliability.A: "completely reliable",
    Reliability.B: "usually reliable",
    Reliability.C: "fairly reliable",
    Reliability.D: "not usually reliable",
    Reliability.E: "unreliable",
    Reliability.F: "cannot be judged",
    Credibility.ONE: "confirmed by other sources",
    Credibility.TWO: "probably true",
    Credibility.THREE: "possibly true",
    Credibility.FOUR: "doubtful",
    Credibility.FIVE: "improbable",
    Credibility.SIX: "cannot be judged",
}
"""What each grade of the Admiralty scale says."""


def plain(token: str) -> str:
    """A token of a closed list in words: ``decline_to_confirm`` as "decline to confirm"."""
    return token.replace("_", " ")


def day_words(day: date, *, year: bool = True) -> str:
    """A day as "22 Oct 2024"."""
    shown = f"{day.day} {MONTHS[day.month - 1]}"
    return f"{shown} {day.year}" if year else shown


def interval_words(start: str | None, end: str | None) -> str:
    """A half-open interval of ISO days or instants as a person would say it; empty where both ends are open."""
    first = date.fromisoformat(start[:10]) if start else None
    last = date.fromisoformat(end[:10]) - timedelta(days=1) if end else None
    if first and end and "T" in end:
        last = date.fromisoformat(end[:10])
    if first and last:
        last = max(first, last)
        return _closed_words(first, last)
    if first:
        return f"from {day_words(first)}"
    return f"until {day_words(last)}" if last else ""


def _closed_words(first: date, last: date) -> str:
    after = last + timedelta(days=1)
    if first == last:
        return day_words(first)
    if first.day == 1 and after.day == 1:
        months = (after.year - first.year) * 12 + after.month - first.month
        if months == 1:
            return f"{MONTHS[first.month - 1]} {first.year}"
        if first.month == 1 and after.month == 1:
            return str(first.year) if months == 12 else f"{first.year} to {last.year}"
    if first.year == last.year:
        if first.month == last.month:
            return f"{first.day} to {day_words(last)}"
        return f"{day_words(first, year=False)} to {day_words(last)}"
    return f"{day_words(first)} to {day_words(last)}"


def when_words(when: When | None) -> str:
    """A time as a person would say it; its TIMEX value where it has no place in the calendar; empty for None."""
    if when is None:
        return ""
    shown = interval_words(when.start, when.end)
    if not shown:
        return _floating_words(when.value)
    prefix = {TimeDirection.BEFORE: "by ", TimeDirection.AFTER: "after ", TimeDirection.AT: ""}[
        when.direction
    ]
    if shown.startswith(("from ", "until ")):
        prefix = ""
    about = "about " if when.modifier == "APPROX" else ""
    return f"{prefix}{about}{shown}"


_YEARLESS: Mapping[str, str] = {
    "SP": "spring", "SU": "summer", "FA": "autumn", "WI": "winter",
    "XXTMO": "morning", "XXTAF": "afternoon", "XXTEV": "evening", "XXTNI": "night",
}  # fmt: skip
"""Seasons and parts of a day, as a TIMEX value without a year or a day ends on them."""


def _floating_words(value: str) -> str:
    """A day without a year ("XXXX-12-21") in words; any other value as it is."""
    parts = value.split("-")
    if len(parts) >= 2 and parts[0] == "XXXX" and parts[1].isdigit() and 1 <= int(parts[1]) <= 12:
        month = MONTHS[int(parts[1]) - 1]
        day = f"{int(parts[2])} " if len(parts) == 3 and parts[2].isdigit() else ""
        return f"{day}{month}, no year"
    known = _YEARLESS.get(parts[-1]) if parts[0] == "XXXX" else None
    if known is not None:
        return f"{known}, {'no year' if len(parts) == 2 else 'no day'}"
    return {"PRESENT_REF": "now", "PAST_REF": "in the past", "FUTURE_REF": "in the future"}.get(value, value)


def published_words(published: Published | None) -> str:
    """When a page was published, "undated" where that is not known."""
    if published is None:
        return UNDATED
    if published.precision is TimePrecision.INSTANT and published.start:
        return (
            day_words(date.fromisoformat(published.value[:10])) if published.value[:4].isdigit() else UNDATED
        )
    if published.start and not published.end:
        return f"not before {day_words(date.fromisoformat(published.start[:10]))}"
    return interval_words(published.start, published.end) or _floating_words(published.value)


def number_words(value: Decimal) -> str:
    """A number with its thousands parted."""
    text = f"{value:,f}"
    return text.rstrip("0").rstrip(".") if "." in text else text


def bounds_words(low: Decimal | None, high: Decimal | None, *, approximate: bool = False) -> str:
    """A range of numbers: "at least 12", "up to 300", "about 1,200", "10 to 12"."""
    about = "about " if approximate else ""
    if low is not None and high is not None:
        if low == high:
            return f"{about}{number_words(low)}"
        return f"{about}{number_words(low)} to {number_words(high)}"
    if low is not None:
        return f"at least {number_words(low)}"
    return f"up to {number_words(high)}" if high is not None else "unknown"


def source_words(hop: Hop) -> str:
    """A hop's name for a list."""
    return name_words(hop.source.name, hop.source.kind)


def name_words(name: str, kind: SourceKind) -> str:
    """The name of a source or origin; what stands for it where it has none."""
    if kind is SourceKind.UNKNOWN_PUBLISHER:
        return NO_PUBLISHER
    if kind is SourceKind.UNSPECIFIED:
        return f"{NO_SOURCE} (“{name}”)" if name and name != kind else NO_SOURCE
    return name or "an unnamed source"


def chain_words(chain: Chain) -> str:
    """A chain from the publisher inward, each had from the next."""
    return " ← ".join(source_words(hop) for hop in chain)


def list_words(items: Sequence[str]) -> str:
    """Several things in a row: "a, b and c"."""
    if len(items) < 2:
        return "".join(items)
    return f"{', '.join(items[:-1])} and {items[-1]}"


def count_words(count: int, one: str, many: str | None = None) -> str:
    """A count with its noun: "1 origin", "3 origins"."""
    return f"{count} {one if count == 1 else many or one + 's'}"


def shortened(text: str, width: int) -> str:
    """The text in at most ``width`` characters, cut at a word."""
    flat = " ".join(text.split())
    if len(flat) <= width:
        return flat
    cut = flat[: width - 1].rsplit(" ", 1)[0] if " " in flat[: width - 1] else flat[: width - 1]
    return f"{cut.rstrip(',;:')}…"


def short_ids(ids: Iterable[str]) -> dict[str, str]:
    """For each id its shortest beginning that no other of them has, at least `SHORT_ID` digits."""
    ordered = sorted(set(ids))
    out = {}
    for index, one in enumerate(ordered):
        need = SHORT_ID
        for other in (*ordered[max(0, index - 1) : index], *ordered[index + 1 : index + 2]):
            shared = 0
            while shared < min(len(one), len(other)) and one[shared] == other[shared]:
                shared += 1
            need = max(need, shared + 1)
        out[one] = one[:need]
    return out


@cache
def state_names() -> Mapping[str, str]:
    """The usual name of each state by its code."""
    data = tomllib.loads((files("twosource.data") / "states.toml").read_text(encoding="utf-8"))
    return {row["id"]: row["name"] for row in data["state"]}


def actor_names(claims: Iterable[Claim]) -> dict[str, str]:
    """The name of every actor of these claims by its id; a state's usual one."""
    names: dict[str, str] = {}
    for claim in claims:
        own = [(actor.id, actor.name) for actor in claim.participants]
        for key, name in (*own, *((hop.source.id, hop.source.name) for hop in claim.chain)):
            if key is not None:
                names.setdefault(key, name)
    return names | dict(state_names())


def question_words(question: Question, names: Mapping[str, str]) -> str:
    """A question as a person would put it: who, what, of what, to whom."""
    who, whom = (_slot_words(slot, names) for slot in (question.agent, question.target))
    what = " ".join(plain(slot.removeprefix("~")) for slot in (question.predicate, question.counted) if slot)
    return f"{f'{who}: ' if who else ''}{what}{f' → {whom}' if whom else ''}"


def _slot_words(slot: str | None, names: Mapping[str, str]) -> str:
    if slot is None:
        return ""
    return names.get(slot) or plain(slot.removeprefix("~").split("|")[0].split(":")[-1])
