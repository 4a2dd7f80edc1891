"""UDS-IH2 (Rudinger, White and Van Durme 2018): sentences by token with the factuality, -3 to 3, of some of their words."""

from __future__ import annotations

import json
from dataclasses import dataclass
from pathlib import Path

_CLOSES = frozenset(",.?!;:%)]}'’”…") | {
    "n't",
    "n’t",
    "'s",
    "’s",
    "'m",
    "'re",
    "'ve",
    "'ll",
    "'d",
    "’re",
    "’ve",
    "’ll",
    "’d",
    "’m",
}
_OPENS = frozenset("([{$£€“‘")


@dataclass(frozen=True, slots=True)
class Target:
    """One word in question: where it stands in the text, and how the annotators took it, -3 (did not happen) to 3 (did)."""

    start: int
    end: int
    label: float


@dataclass(frozen=True, slots=True)
class Item:
    """One sentence as it would be printed, its words in question, and its number in the corpus."""

    id: str
    text: str
    targets: tuple[Target, ...]


def load_items(path: Path, *, limit: int | None = None) -> tuple[Item, ...]:
    """The sentences of one file, in its order; a sentence without a word in question is left out."""
    found: list[Item] = []
    for line in path.read_text(encoding="utf-8").splitlines():
        if limit is not None and len(found) >= limit:
            break
        row = json.loads(line)
        if row["targets"]:
            text, spans = printed(row["text"].split(" "))
            targets = tuple(
                Target(spans[one["span1"][0]][0], spans[one["span1"][1] - 1][1], float(one["label"]))
                for one in row["targets"]
            )
            found.append(Item(str(row["idx"]), text, targets))
    return tuple(found)


def printed(tokens: list[str]) -> tuple[str, list[tuple[int, int]]]:
    """The tokens set as running text, and where each of them stands in it; quotation marks keep the spaces of the file."""
    text = ""
    spans = []
    for number, token in enumerate(tokens):
        glued = token in _CLOSES or (number > 0 and tokens[number - 1] in _OPENS)
        if text and not glued:
            text += " "
        spans.append((len(text), len(text) + len(token)))
        text += token
    return text, spans
