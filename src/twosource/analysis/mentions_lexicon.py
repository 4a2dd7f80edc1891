"""The words by which place names and persons are read, from the data files."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache

from twosource.analysis.gazetteer import shipped_toml


class Words:
    """Classes of lemmas by name; an unknown class is empty."""

    def __init__(self, classes: Mapping[str, frozenset[str]]) -> None:
        self._classes = classes

    def __getitem__(self, name: str) -> frozenset[str]:
        return self._classes.get(name, frozenset())

    @property
    def names(self) -> tuple[str, ...]:
        """The names of the classes."""
        return tuple(sorted(self._classes))


@cache
def load_words() -> Words:
    """The classes of ``placewords.toml`` and ``personwords.toml``."""
    rows = [*shipped_toml("en/placewords.toml")["class"], *shipped_toml("en/personwords.toml")["class"]]
    return Words({row["name"]: frozenset(row["words"]) for row in rows})
