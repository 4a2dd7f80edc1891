"""The lexicon of page furniture: what adverts, captions, bylines and the like look like."""

from __future__ import annotations

import re
import tomllib
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any

from twosource.errors import ConfigError
from twosource.model.vocabulary import BlockKind

_MACRO = re.compile(r"\{([A-Z]+)\}")
_LONGEST_LINE = 1200
_SPEECH = re.compile(
    r"^[“\"‘'].+[,.?!…][”\"’']\s+(?:[a-z]|[A-Z][\w’'-]+ (?:[A-Z][\w’'-]+ )?(?:said|says|told))"
)
_NEVER_SPEECH = frozenset(
    {BlockKind.CALL_TO_ACTION, BlockKind.ADVERTISEMENT, BlockKind.STUB, BlockKind.BOILERPLATE}
)

ANYWHERE = frozenset({"any", "top", "end", "edge", "below", "under_title"})
"""The places on a page that rules are bound to."""


@dataclass(frozen=True, slots=True)
class FurnitureRule:
    """One pattern of the lexicon and the kind of a line that it is found in."""

    name: str
    kind: BlockKind
    pattern: re.Pattern[str]
    most_words: int
    where: str
    unless: re.Pattern[str] | None
    example: str
    spares: str | None

    def fits(self, line: str, *, words: int) -> bool:
        """Whether the line is of this kind by this rule; ``words`` is its number of words."""
        if words > self.most_words or len(line) > _LONGEST_LINE or self.pattern.search(line) is None:
            return False
        return self.unless is None or self.unless.search(line) is None


@dataclass(frozen=True, slots=True)
class Zone:
    """A kind of page furniture by the names that pages give its elements."""

    kind: BlockKind
    words: frozenset[str]
    example: str


@dataclass(frozen=True, slots=True)
class Furniture:
    """The rules and zones of one language, in file order: the first that fits wins."""

    rules: tuple[FurnitureRule, ...]
    zones: tuple[Zone, ...]
    function_words: frozenset[str]
    reporting_words: frozenset[str]
    byline_words: frozenset[str]
    sales_words: frozenset[str]
    reading_words: frozenset[str]
    call_words: frozenset[str]
    access_words: frozenset[str]
    function_subjects: frozenset[str]

    def rule_for(self, line: str, *, where: frozenset[str] = ANYWHERE) -> FurnitureRule | None:
        """The first rule that fits a line, among those whose place on the page is in ``where``."""
        words = line.count(" ") + 1
        is_speech = _SPEECH.match(line) is not None
        for rule in self.rules:
            if is_speech and rule.kind in _NEVER_SPEECH:
                continue
            if rule.where in where and rule.fits(line, words=words):
                return rule
        return None

    def zone_for(self, names: str) -> BlockKind | None:
        """The kind that the classes, id and role of an element tell, None where they tell none."""
        found = frozenset(names.lower().split())
        parts = found | {part for name in found for part in re.split(r"[-_]{2,}", name)}
        for zone in self.zones:
            if not parts.isdisjoint(zone.words):
                return zone.kind
        return None


@cache
def load_furniture(language: str) -> Furniture:
    """The page furniture of a language ("en"); raises ConfigError where the lexicon is unusable."""
    path = files("twosource.data") / language / "furniture.toml"
    try:
        table = tomllib.loads(path.read_text(encoding="utf-8"))
        macros: dict[str, str] = {}
        for name, pattern in table["macro"].items():
            macros[name] = _expanded(pattern, macros)
        rules = tuple(_rule(row, macros) for row in table["rule"])
        zones = tuple(
            Zone(BlockKind(row["kind"]), frozenset(row["words"].split("|")), row["example"])
            for row in table["zone"]
        )
        lists = {
            name: frozenset(words.split()) for name, words in table["lists"].items() if name != "example"
        }
    except (OSError, KeyError, TypeError, ValueError, re.error) as error:
        raise ConfigError(f"cannot load page furniture from {path}: {error}") from error
    return Furniture(rules, zones, **lists)


def _expanded(pattern: str, macros: dict[str, str]) -> str:
    return _MACRO.sub(lambda match: macros[match.group(1)], pattern)


def _rule(row: dict[str, Any], macros: dict[str, str]) -> FurnitureRule:
    flags = re.RegexFlag(0) if row.get("case") else re.IGNORECASE
    unless = row.get("unless")
    return FurnitureRule(
        name=row["name"],
        kind=BlockKind(row["kind"]),
        pattern=re.compile(_expanded(row["pattern"], macros), flags),
        most_words=row.get("most_words", 40),
        where=row.get("where", "any"),
        unless=re.compile(_expanded(unless, macros)) if unless else None,
        example=row["example"],
        spares=row.get("spares"),
    )
