"""The words of time: months, units, deictic words and the rest, as one look-up by word."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any

from twosource.errors import ConfigError

Row = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class TimeWords:
    """The rows of a language's time lexicons: ``one`` by class and word, ``phrases`` those of several words.

    ``starters`` are the words that a time expression may begin with; all else is passed over at the cost of one look-up.
    """

    one: Mapping[str, Mapping[str, Row]]
    phrases: Mapping[str, tuple[tuple[tuple[str, ...], str, Row], ...]]
    starters: frozenset[str]
    known: frozenset[str]
    """Every word that an entry or a phrase begins with, and number words: what may follow "the"."""
    numbers: Mapping[str, int]
    ordinals: Mapping[str, int]
    contexts: Mapping[str, frozenset[str]]
    """Words beside a figure or a name that make it a year, a month, or neither."""
    rows: tuple[tuple[str, Row], ...]

    def row(self, group: str, word: str) -> Row | None:
        """The entry of a class ("month", "unit") that has the word as a form; None where there is none."""
        return self.one[group].get(word)


GROUPS = (
    *("month", "weekday", "season", "feast", "unit", "part", "deictic", "reference", "narrowing", "edge"),
    *("relative", "offset", "set", "repeat", "bound", "future", "zone", "decade", "calendar"),
)

_INNER = ("offset", "future", "zone", "bound", "decade")
"""Classes whose words never begin an expression."""

ARTICLES = ("the", "a", "an", "half", "less", "more", "about", "nearly", "almost", "over")


@cache
def load_time_words(language: str) -> TimeWords:
    """The time lexicons of a language ("en")."""
    months = _load(language, "months.toml")
    words = _load(language, "timewords.toml")
    numbers = _load(language, "numbers.toml")
    tables = {**months, **words}
    try:
        return _build(tables, numbers)
    except (KeyError, TypeError) as error:
        raise ConfigError(f"the time lexicons of {language} lack a field: {error}") from error


def _load(language: str, name: str) -> dict[str, Any]:
    path = files("twosource.data") / language / name
    try:
        return tomllib.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError) as error:
        raise ConfigError(f"cannot load the lexicon {path}") from error


def _build(tables: Mapping[str, Any], numbers: Mapping[str, Any]) -> TimeWords:
    one: dict[str, dict[str, Row]] = {group: {} for group in GROUPS}
    phrases: dict[str, list[tuple[tuple[str, ...], str, Row]]] = {}
    starters: set[str] = set(ARTICLES)
    rows = []
    for group in GROUPS:
        for row in tables[group]:
            rows.append((group, row))
            for form in [*row["forms"], *row.get("short", ())]:
                parts = tuple(form.replace("-", " - ").replace("'s", " 's").split())
                if group not in _INNER:
                    starters.add(parts[0])
                if len(parts) == 1:
                    one[group].setdefault(form, row)
                else:
                    phrases.setdefault(parts[0], []).append((parts, group, row))
    cardinals = {row["lemma"]: row["value"] for row in numbers["cardinal"] if row["value"]}
    ordinals = {row["lemma"]: row["value"] for row in numbers["ordinal"]}
    starters.update(cardinals, ordinals, ("several", "few", "couple", "many", "some", "dozen"))
    starters.update(
        (
            "later",
            "earlier",
            "noon",
            "midnight",
            "q",
            "h",
            "q1",
            "q2",
            "q3",
            "q4",
            "h1",
            "h2",
            "as",
            "very",
            "predawn",
            "fy",
            "fiscal",
            "financial",
            "once",
            "twice",
            "thrice",
        )
    )
    longest_first = {word: tuple(sorted(found, key=lambda f: -len(f[0]))) for word, found in phrases.items()}
    known = starters | set(cardinals) | set(ordinals) | {word for group in one.values() for word in group}
    known.update(parts[1] for parts_of in phrases.values() for parts, _, _ in parts_of)
    contexts = {row["lemma"]: frozenset(row["forms"]) for row in tables["context"]}
    rows += [("context", row) for row in tables["context"]]
    return TimeWords(
        one, longest_first, frozenset(starters), frozenset(known), cardinals, ordinals, contexts, tuple(rows)
    )
