"""The hand-made gold of raw news texts as values: blocks, attributions, claims, links. Labels stay the gold's own."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

Range = tuple[int, int]


@dataclass(frozen=True, slots=True)
class GoldAttribution:
    """One attribution: who (entity), its words, and the content."""

    id: str
    entity: str
    source: tuple[Range, ...]
    cue: tuple[Range, ...]
    content: tuple[Range, ...]
    optional: tuple[Range, ...]


@dataclass(frozen=True, slots=True)
class GoldClaim:
    """One claim: heads (the first is the gold's own), chains that are right, and its labels as they stand."""

    id: str
    core: bool
    heads: tuple[Range, ...]
    chains: tuple[tuple[str, ...], ...]
    inferred: frozenset[str]
    row: Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class GoldText:
    """One text: noise lines (span, kind), body lines, attributions, claims."""

    name: str
    file: str
    noise: tuple[tuple[Range, str], ...]
    body: tuple[Range, ...]
    attributions: tuple[GoldAttribution, ...]
    claims: tuple[GoldClaim, ...]


@dataclass(frozen=True, slots=True)
class Gold:
    """All texts, the words of each entity by text, and the links among claims."""

    texts: tuple[GoldText, ...]
    words: Mapping[str, Mapping[str, frozenset[str]]]
    links: tuple[Mapping[str, Any], ...]
    stances: Mapping[str, tuple[str, str | None]]
    """Stance and act of each attribution by its id."""
    kinds: Mapping[str, str]
    """The source type of each entity that speaks."""


def load_gold(folder: Path) -> Gold:
    """The gold in a folder of ``clean, attributions, claims, entities, links .json``."""
    clean = _read(folder, "clean")["seeds"]
    attributions = _read(folder, "attributions")["items"]
    claims = _read(folder, "claims")["items"]
    entities = _read(folder, "entities")["items"]
    links = _read(folder, "links")["items"]
    words: dict[str, dict[str, set[str]]] = {}
    for entity in entities:
        for alias in entity["aliases"]:
            for seed in alias["seeds"]:
                words.setdefault(seed, {}).setdefault(entity["canonical"], set()).add(alias["surface"])
    for row in attributions:
        for span in row["source_spans"]:
            words.setdefault(row["seed"], {}).setdefault(row["source"], set()).add(span["surface"])
    texts = []
    for seed, page in sorted(clean.items()):
        noise = tuple(((n["start"], n["end"]), n.get("kind") or n["type"]) for n in page["noise"])
        embeds = [at for at, kind in noise if kind == "social_embed"]
        texts.append(
            GoldText(
                seed,
                page["file"],
                noise,
                tuple((line["start"], line["end"]) for line in page["body"]),
                tuple(
                    _attribution(row) for row in attributions if row["seed"] == seed and not _in(row, embeds)
                ),
                tuple(_claim(row) for row in claims if row["seed"] == seed and not _within(row, embeds)),
            )
        )
    frozen = {seed: {name: frozenset(forms) for name, forms in rows.items()} for seed, rows in words.items()}
    stances = {row["id"]: (row["stance"], row.get("act")) for row in attributions}
    kinds = {row["source"]: row["source_type"] for row in attributions}
    return Gold(tuple(texts), frozen, tuple(links), stances, kinds)


def _read(folder: Path, name: str) -> Any:
    return json.loads((folder / f"{name}.json").read_text(encoding="utf-8"))


def _in(row: Mapping[str, Any], embeds: Sequence[Range]) -> bool:
    return any(s <= span["start"] < e for s, e in embeds for span in row["content_spans"])


def _within(row: Mapping[str, Any], embeds: Sequence[Range]) -> bool:
    return any(s <= row["head"]["start"] < e for s, e in embeds)


def _ranges(rows: Sequence[Mapping[str, Any]]) -> tuple[Range, ...]:
    return tuple((row["start"], row["end"]) for row in rows)


def _attribution(row: Mapping[str, Any]) -> GoldAttribution:
    return GoldAttribution(
        row["id"],
        row["source"],
        _ranges(row["source_spans"]),
        _ranges(row["cue_spans"]),
        _ranges(row["content_spans"]),
        _ranges(row.get("optional_content_spans") or ()),
    )


def _claim(row: Mapping[str, Any]) -> GoldClaim:
    heads = [row["head"], *(row.get("head_alternatives") or ())]
    chains = [tuple(row["chain"]), *(tuple(chain) for chain in row.get("chain_alternatives") or ())]
    chains += [tuple(chain) for chain in row.get("parallel_chains") or ()]
    return GoldClaim(
        row["id"],
        row["salience"] == "core",
        _ranges(heads),
        tuple(dict.fromkeys(chains)),
        frozenset(row.get("chain_inferred") or ()),
        row,
    )
