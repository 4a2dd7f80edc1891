"""How the two times of a question are told: what had been recorded, what had been published, what is left apart."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import TYPE_CHECKING

from twosource.store.base import DocumentRow, Lens
from twosource.views.wording import count_words, day_words

if TYPE_CHECKING:
    from twosource.store.ledger import Ledger

MOST_NAMED = 6
"""Pages left apart that are named before the rest is counted."""


def lens_words(reader: Ledger, lens: Lens) -> str:
    """At which times a question is put: "As recorded by change 12 of 2 Apr 2031; as published by 6 Apr 2031."."""
    told = []
    if lens.as_of is not None:
        told.append(f"as recorded by {moment_words(reader)}")
    if lens.known_by is not None:
        told.append(f"as published by {day_words(date.fromisoformat(lens.known_by))}")
    line = "; ".join(told)
    return f"{line[:1].upper()}{line[1:]}."


def moment_words(reader: Ledger) -> str:
    """The change at which a ledger is asked, in words."""
    moment = reader.moment()
    if moment is None:
        return "change 0, before anything was"
    return f"change {moment.number} of {instant_words(moment.at)}"


def instant_words(at: str) -> str:
    """A UTC instant to the second: "2 Apr 2031 09:30:00 UTC"."""
    return f"{day_words(date.fromisoformat(at[:10]))} {at[11:19]} UTC"


def apart_words(rows: Sequence[DocumentRow]) -> str:
    """What is left apart because it is not known whether it was out; empty where nothing is."""
    if not rows:
        return ""
    names = [row.metadata.title or row.name for row in rows[:MOST_NAMED]]
    rest = f" and {len(rows) - MOST_NAMED} more" if len(rows) > MOST_NAMED else ""
    pages = count_words(len(rows), "undated page")
    return f"{pages} {'is' if len(rows) == 1 else 'are'} left apart: {'; '.join(names)}{rest}."
