"""The lexicons that attribution reads: reporting cues and the words that say what kind of source one is."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cache
from importlib.resources import files
from typing import Any

from twosource.errors import ConfigError
from twosource.model.vocabulary import Act, Certainty, Naming, SourceKind


@dataclass(frozen=True, slots=True)
class Cue:
    """One reporting cue: its forms, what the speaker does with it, and how its content hangs on it.

    ``pos``, ``frames`` and ``prepositions`` are as the head of ``cues.toml`` says. ``sense`` is speech, belief or
    attitude. ``negated`` and ``withheld`` are the acts of "did not CUE"
    and "declined to CUE", None where neither is an act of its own.
    """

    lemma: str
    pos: str
    sense: str
    forms: tuple[str, ...]
    act: Act
    certainty: Certainty
    frames: frozenset[str]
    prepositions: frozenset[str] = frozenset()
    particle: tuple[str, ...] = ()
    negates: bool = False
    negated: Act | None = None
    withheld: Act | None = None
    example: str = ""

    @classmethod
    def parse(cls, row: Mapping[str, Any]) -> Cue:
        """A cue from its row in the lexicon."""
        return cls(
            lemma=row["lemma"],
            pos=row["pos"],
            sense=row["sense"],
            forms=tuple(row["forms"]),
            act=Act(row["act"]),
            certainty=Certainty(row["certainty"]),
            frames=frozenset(row["frames"]),
            prepositions=frozenset(row.get("prepositions", ())),
            particle=tuple(row.get("particle", "").split()),
            negates=bool(row.get("negates", False)),
            negated=Act(row["negated"]) if "negated" in row else None,
            withheld=Act(row["withheld"]) if "withheld" in row else None,
            example=row["example"],
        )

    def takes(self, frame: str) -> bool:
        """Whether the content may hang on the cue in this frame."""
        return frame in self.frames


@dataclass(frozen=True, slots=True)
class Cues:
    """The cues of a language, found by part of speech and surface form."""

    entries: tuple[Cue, ...]
    by_form: Mapping[tuple[str, str], tuple[Cue, ...]] = field(repr=False)
    passing: frozenset[str] = frozenset()
    """The lemmas of verbs by which documents are passed on ("obtain", "carry")."""

    @classmethod
    def of(cls, entries: tuple[Cue, ...]) -> Cues:
        """The cues indexed by form; where forms clash, the one with the longer particle comes first."""
        index: dict[tuple[str, str], list[Cue]] = {}
        for cue in entries:
            for form in cue.forms:
                index.setdefault((cue.pos, form), []).append(cue)
        return cls(
            entries,
            {key: tuple(sorted(row, key=lambda cue: -len(cue.particle))) for key, row in index.items()},
            frozenset(cue.lemma for cue in entries if cue.pos in ("passed", "light")),
        )

    def of_form(self, pos: str, form: str) -> tuple[Cue, ...]:
        """The cues of a part of speech with this lower-case form."""
        return self.by_form.get((pos, form), ())

    def is_comment(self, form: str) -> bool:
        """Whether the verb form opens a reporter's own comment behind what was said (", which marks")."""
        return ("comment", form) in self.by_form


@dataclass(frozen=True, slots=True)
class SourceWord:
    """A word that says what kind of source a noun phrase is; ``where`` is head, name, phrase, owner or one of the others
    that the head of ``source_kinds.toml`` tells of."""

    word: str
    kind: SourceKind
    where: str
    naming: Naming | None = None
    plural: SourceKind | None = None
    """The kind of the word in the plural, where another."""
    example: str = ""


@dataclass(frozen=True, slots=True)
class SourceWords:
    """The source words of a language, indexed by where they may stand; of the phrases the longest comes first."""

    entries: tuple[SourceWord, ...]
    heads: Mapping[str, SourceWord] = field(repr=False)
    names: Mapping[str, SourceWord] = field(repr=False)
    phrases: tuple[SourceWord, ...] = field(repr=False)
    owners: frozenset[str] = frozenset()
    collectors: frozenset[str] = frozenset()
    functions: frozenset[str] = frozenset()
    askers: frozenset[str] = frozenset()
    overheard: frozenset[str] = frozenset()
    suffixes: tuple[SourceWord, ...] = ()

    @classmethod
    def of(cls, entries: tuple[SourceWord, ...]) -> SourceWords:
        """The words indexed; of two rows with one word and place the first holds."""
        heads: dict[str, SourceWord] = {}
        names: dict[str, SourceWord] = {}
        for entry in entries:
            if entry.where == "head":
                heads.setdefault(entry.word, entry)
            elif entry.where == "name":
                names.setdefault(entry.word, entry)
        phrases = sorted(
            (entry for entry in entries if entry.where == "phrase"), key=lambda one: -len(one.word)
        )
        by_place: dict[str, list[str]] = {}
        for entry in entries:
            by_place.setdefault(entry.where, []).append(entry.word)
        return cls(
            entries,
            heads,
            names,
            tuple(phrases),
            owners=frozenset(by_place.get("owner", ())),
            collectors=frozenset(by_place.get("collector", ())),
            functions=frozenset(by_place.get("function", ())),
            askers=frozenset(by_place.get("asker", ())),
            overheard=frozenset(by_place.get("overheard", ())),
            suffixes=tuple(entry for entry in entries if entry.where == "suffix"),
        )


def _rows(language: str, name: str, key: str) -> list[Mapping[str, Any]]:
    path = files("twosource.data") / language / name
    try:
        rows: list[Mapping[str, Any]] = tomllib.loads(path.read_text(encoding="utf-8"))[key]
    except (OSError, KeyError, ValueError) as error:
        raise ConfigError(f"cannot load {key} rows from {path}") from error
    return rows


@cache
def load_cues(language: str) -> Cues:
    """The reporting cues of a language ("en"), in file order."""
    rows = _rows(language, "cues.toml", "cue")
    try:
        return Cues.of(tuple(Cue.parse(row) for row in rows))
    except (KeyError, TypeError, ValueError) as error:
        raise ConfigError(f"a reporting cue of {language} is malformed: {error}") from error


@cache
def load_source_words(language: str) -> SourceWords:
    """The words that tell kinds of source apart in a language ("en"), in file order."""
    rows = _rows(language, "source_kinds.toml", "word")
    try:
        return SourceWords.of(
            tuple(
                SourceWord(
                    word=row["word"],
                    kind=SourceKind(row["kind"]),
                    where=row["where"],
                    naming=Naming(row["naming"]) if "naming" in row else None,
                    plural=SourceKind(row["plural"]) if "plural" in row else None,
                    example=row["example"],
                )
                for row in rows
            )
        )
    except (KeyError, TypeError, ValueError) as error:
        raise ConfigError(f"a source word of {language} is malformed: {error}") from error
