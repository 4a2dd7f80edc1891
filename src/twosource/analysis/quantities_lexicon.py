"""The words of number: cardinals, bounds, vague counts, units, and the nouns that are counted."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any

from twosource.errors import ConfigError

Row = Mapping[str, Any]

_TABLES = (
    *(
        "cardinal",
        "multiplier",
        "suffix",
        "vague",
        "ordinal",
        "bound",
        "after",
        "approximate",
        "whole",
        "increment",
    ),
    *(
        "part",
        "label",
        "formation",
        "carrier",
        "harm",
        "assault",
        "taken",
        "within",
        "paying",
        "address",
        "leaving",
        "change",
        "ranging",
        "speech",
        "casualty",
        "fraction",
        "collective",
    ),
)


@dataclass(frozen=True, slots=True)
class QuantityWords:
    """A language's number words by class and form, units by form, and the class of each counted noun by lemma."""

    tables: Mapping[str, Mapping[str, Row]]
    units: Mapping[str, Row]
    money: Mapping[str, Row]
    weights: Mapping[str, Row]
    """Units whose forms are also names of money."""
    signs: Mapping[str, str]
    counted: Mapping[str, str]
    starters: frozenset[str]
    """The words, figures aside, that a number may begin with."""
    rows: tuple[tuple[str, Row], ...]

    def row(self, table: str, form: str) -> Row | None:
        """The entry of a class that has the form; None where there is none."""
        return self.tables[table].get(form)

    def class_of(self, lemma: str) -> str | None:
        """What kind of thing a noun counts ("person", "thing"); None where the lexicon does not know it."""
        return self.counted.get(lemma)

    def noun(self, lemma: str) -> str:
        """The lemma of a counted noun that the parser left half in the plural ("policemen", "missionarie")."""
        if lemma in self.counted:
            return lemma
        singulars = (
            (lemma.removesuffix("men") + "man") if lemma.endswith("men") else "",
            (lemma.removesuffix("ie") + "y") if lemma.endswith("ie") else "",
            (lemma.removesuffix("ies") + "y") if lemma.endswith("ies") else "",
            lemma.removesuffix("s"),
        )
        return next((one for one in singulars if one in self.counted), lemma)

    def is_counted(self, word: str) -> bool:
        """Whether a word, as it stands in the text, is a plural of something counted."""
        if word in ("people", "men", "women", "children", "troops", "personnel", "police"):
            return True
        stems = (
            word[:-1],
            word[:-2] if word.endswith("es") else "",
            f"{word[:-3]}y" if word.endswith("ies") else "",
        )
        return word.endswith("s") and any(stem in self.counted for stem in stems)


@cache
def load_quantity_words(language: str) -> QuantityWords:
    """The number lexicons of a language ("en")."""
    numbers, units, counted = (
        _load(language, name) for name in ("numbers.toml", "units.toml", "counted.toml")
    )
    try:
        tables: dict[str, dict[str, Row]] = {}
        rows: list[tuple[str, Row]] = []
        for table in _TABLES:
            tables[table] = {}
            for row in numbers[table]:
                rows.append((table, row))
                for form in row.get("forms", [row["lemma"]]):
                    tables[table].setdefault(form, row)
        tables["harm_noun"] = {
            noun: row for name in ("harm", "assault") for row in numbers[name] for noun in row["nouns"]
        }
        money = {form: row for row in units["money"] for form in row["forms"]}
        signs = {sign: row["lemma"] for row in units["money"] for sign in row["signs"]}
        rows += [("unit", row) for row in units["unit"]] + [("money", row) for row in units["money"]]
        rows += [("class", row) for row in counted["class"]]
        starters = {form.split()[0] for form in tables["vague"]} | set(tables["cardinal"]) | set(signs)
        starters.update(row["plural"] for row in numbers["multiplier"])
        starters.update(("a", "an", "half", "quarter", "tens"))
        starters.update(f"{cardinal}fold" for cardinal in tables["cardinal"])
        return QuantityWords(
            tables,
            {form: row for row in units["unit"] for form in row["forms"]},
            money,
            {form: row for row in units["unit"] for form in row.get("also", ())},
            signs,
            {form: row["lemma"] for row in counted["class"] for form in row["forms"]},
            frozenset(starters),
            tuple(rows),
        )
    except (KeyError, TypeError) as error:
        raise ConfigError(f"the number lexicons of {language} lack a field: {error}") from error


def _load(language: str, name: str) -> dict[str, Any]:
    path = files("twosource.data") / language / name
    try:
        return tomllib.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError) as error:
        raise ConfigError(f"cannot load the lexicon {path}") from error
