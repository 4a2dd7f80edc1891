"""The gold of the examples as values, and where its words stand in what was read."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from twosource.model.document import Document
from twosource.model.span import Span

_SMALL = frozenset("a an the of in at on by for to from s his her its their".split())  # noqa: SIM905


@dataclass(frozen=True, slots=True)
class Ref:
    """A gold claim's head: a word, or one of several, inside a piece of a file."""

    file: str
    words: tuple[str, ...]
    within: str


@dataclass(frozen=True, slots=True)
class GoldClaim:
    """One gold claim; fields keep the gold's own names and alternatives are merged."""

    id: str
    head: Ref
    core: bool
    chains: tuple[tuple[str, ...], ...]
    origins: tuple[str, ...]
    fields: Mapping[str, frozenset[str]]
    """Act, certainty, polarity and modality: the values that are right; a field that is not scored is left out."""
    quantities: tuple[Mapping[str, Any], ...]


@dataclass(frozen=True, slots=True)
class Gold:
    """Claims of the files that are read (English ones), relations, series and blocks."""

    claims: tuple[GoldClaim, ...]
    must: tuple[Mapping[str, Any], ...]
    must_not: tuple[Mapping[str, Any], ...]
    series: tuple[Mapping[str, Any], ...]
    blocks: Mapping[str, tuple[Mapping[str, str], ...]]


def load_gold(folder: Path) -> Gold:
    """The gold in a folder of ``claims, relations, figures, blocks .json``."""
    claims = _read(folder, "claims")["items"]
    relations = _read(folder, "relations")
    return Gold(
        tuple(_claim(row) for row in claims if row.get("language", "en") == "en"),
        tuple(relations["must"]),
        tuple(relations["must_not"]),
        tuple(_read(folder, "figures")["series"]),
        {file: tuple(rows) for file, rows in _read(folder, "blocks")["files"].items()},
    )


def _read(folder: Path, name: str) -> Any:
    return json.loads((folder / f"{name}.json").read_text(encoding="utf-8"))


def _claim(row: Mapping[str, Any]) -> GoldClaim:
    head = Ref(row["file"], (row["head"]["word"], *row.get("head_alternatives", ())), row["head"]["in"])
    fields = {
        name: frozenset([row[name], *row.get(f"{name}_alternatives", ())])
        for name in ("act", "certainty", "polarity", "modality")
        if row[name] is not None
    }
    return GoldClaim(
        row["id"],
        head,
        row["salience"] == "core",
        (tuple(row["chain"]), *(tuple(chain) for chain in row.get("chain_alternatives", ()))),
        (row["origin"], *row.get("origin_alternatives", ())),
        fields,
        tuple(row["quantities"]),
    )


def places_of(piece: str, document: Document) -> Iterator[Span]:
    """Every place where the piece stands in the text, white space and apostrophes apart."""
    parts = [re.sub("['’‘]", "['’‘]", re.escape(word)) for word in piece.split()]
    for match in re.finditer(r"\s+".join(parts), document.text):
        yield Span(match.start(), match.end())


def heads_of(ref: Ref, document: Document) -> tuple[tuple[Span, ...], ...]:
    """The spans of the head in this document, the gold's own word first, each alternative after it."""
    found = []
    for word in ref.words:
        spans = []
        for piece in places_of(ref.within, document):
            inside = re.search(rf"(?<!\w){re.escape(word)}(?!\w)", piece.of(document.text))
            if inside:
                spans.append(Span(piece.start + inside.start(), piece.start + inside.end()))
        found.append(tuple(spans))
    return tuple(found)


def same_name(gold: str, ours: str) -> bool:
    """Whether one name's content words are all among the other's."""
    left, right = _content(gold), _content(ours)
    return bool(left and right) and (left <= right or right <= left)


def _content(name: str) -> set[str]:
    return {word for word in re.findall(r"[^\W_]+", name.lower().replace("’", "'")) if word not in _SMALL}


def any_same(names: Sequence[str], ours: Sequence[str]) -> bool:
    """Whether any of the names is any of ours."""
    return any(same_name(one, other) for one in names for other in ours if other)
