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
    """The classes of ``placewords.toml``, ``personwords.toml`` and ``namewords.toml``."""
    files = ("placewords", "personwords", "namewords")
    rows = [row for name in files for row in shipped_toml(f"en/{name}.toml")["class"]]
    return Words({row["name"]: frozenset(row["words"]) for row in rows})
