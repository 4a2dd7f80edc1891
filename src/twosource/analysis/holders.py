"""Who held an office when: a small table of sure days, and the then-holders that a text names by office and date."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache
from typing import Any

from twosource.analysis.gazetteer import normal, shipped_toml
from twosource.analysis.layers import Parse, Sentence
from twosource.analysis.mentions_lexicon import Words
from twosource.analysis.mentions_names import Draft, head_of
from twosource.analysis.mentions_persons import full_key
from twosource.errors import ConfigError
from twosource.model.vocabulary import Naming, SourceKind

_KNOWN_UNTIL = date(2025, 12, 31)
_MONTHS = (
    "january",
    "february",
    "march",
    "april",
    "may",
    "june",
    "july",
    "august",
    "september",
    "october",
    "november",
    "december",
)
_YEAR = re.compile(r"(?:19|20)\d\d$")


@dataclass(frozen=True, slots=True)
class Term:
    """One person's days in one office, first and last included."""

    of: str
    office: str
    person: str
    since: date
    until: date


class Holders:
    """The terms by office; immutable."""

    def __init__(self, terms: Sequence[Mapping[str, Any]], offices: Sequence[Mapping[str, Any]]) -> None:
        self._terms: dict[tuple[str, str], list[Term]] = {}
        self.words = {normal(words): row["key"] for row in offices for words in row["words"]}
        keys = set(self.words.values())
        for row in terms:
            try:
                since = date.fromisoformat(row["since"])
                until = date.fromisoformat(row["until"]) if "until" in row else _KNOWN_UNTIL
                term = Term(row["of"], row["office"], row["person"], since, until)
            except (KeyError, TypeError, ValueError) as error:
                raise ConfigError(f"a term lacks or misuses a field: {row}") from error
            if since > until or term.office not in keys:
                raise ConfigError(f"a term is of no known office or ends before it begins: {row}")
            self._terms.setdefault((term.of, term.office), []).append(term)

    @property
    def all(self) -> tuple[Term, ...]:
        """Every term."""
        return tuple(term for row in self._terms.values() for term in row)

    def holder(self, of: str, office: str, first: date, last: date) -> str | None:
        """The person who held the office on every day from ``first`` to ``last``; None where it changed hands or is unknown."""
        for term in self._terms.get((of, office), ()):
            if term.since <= first and last <= term.until:
                return term.person
        return None


@cache
def load_holders() -> Holders:
    """The shipped table, ``data/holders.toml``."""
    table = shipped_toml("holders.toml")
    return Holders(table["term"], table["office"])


def find_then_holders(
    parse: Parse, norms: Sequence[str], found: Sequence[Draft], words: Words, holders: Holders
) -> list[Draft]:
    """ "the then-defence minister" as the person who held the office throughout the only year or month of its sentence.

    The owner stands in the phrase ("Peru's then president", "the then president of Peru", "the then UN
    secretary-general"); a name after the office leaves it to the name.
    """
    out: list[Draft] = []
    for sentence in parse.sentences:
        thens = [i for i in range(sentence.first, sentence.last - 1) if norms[i] == "then"]
        if not thens:
            continue
        when = _only_date(norms, sentence)
        for at in thens if when is not None else ():
            draft = _at(parse, norms, found, (at, sentence.last), holders)
            if draft is None:
                continue
            first, last, owner, office = draft
            person = holders.holder(owner.id or "", office, *(when or (date.max, date.max)))
            if person is not None:
                parts = normal(person).split()
                family = parts[0] in words["family_first"] and len(parts) in (2, 3)
                country = owner.country
                out.append(
                    Draft(
                        first,
                        last,
                        head_of(parse, first, last),
                        f"person:{full_key(parts, family)}",
                        person,
                        SourceKind.PERSON,
                        Naming.ROLE_ONLY,
                        country,
                        "person",
                    )
                )
    return out


def _at(
    parse: Parse, norms: Sequence[str], found: Sequence[Draft], at: tuple[int, int], holders: Holders
) -> tuple[int, int, Draft, str] | None:
    """(first, last, owner, office) of the office that a "then" at the first position stands before."""
    then, stop = at
    starts = {draft.first: draft for draft in found if draft.id}
    ends = {draft.last: draft for draft in found if draft.id}
    begin = then + 1
    while begin < stop and not norms[begin]:
        begin += 1
    owner = starts.get(begin)
    if owner is not None:
        begin = owner.last
    for last in range(min(begin + 5, stop), begin, -1):
        office = holders.words.get(" ".join(filter(None, norms[begin:last])))
        if office is None:
            continue
        first = then
        if owner is None and last + 1 < stop and norms[last] == "of":
            owner = starts.get(last + 2 if norms[last + 1] == "the" else last + 1)
            last = owner.last if owner is not None else last
        if owner is None:
            before = then - 1 if not norms[then - 1] or norms[then - 1] == "s" else then
            owner = ends.get(before)
            first = owner.first if owner is not None else first
        named = last < stop and parse.tokens[last].pos == "PROPN"
        return None if owner is None or named else (first, last, owner, office)
    return None


def _only_date(norms: Sequence[str], sentence: Sentence) -> tuple[date, date] | None:
    """First and last day of the one year, or month of a year, that the sentence names; None for none or several."""
    years = [i for i in range(sentence.first, sentence.last) if _YEAR.match(norms[i])]
    if len(years) != 1:
        return None
    at = years[0]
    year = int(norms[at])
    month = norms[at - 1] if at > sentence.first else ""
    if month not in _MONTHS:
        return date(year, 1, 1), date(year, 12, 31)
    number = _MONTHS.index(month) + 1
    after = date(year + number // 12, number % 12 + 1, 1)
    return date(year, number, 1), after - timedelta(1)
