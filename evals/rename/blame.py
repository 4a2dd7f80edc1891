"""``python -m evals.rename.blame [SEED ...]``: which replaced word loses an item.

For every item that is right in the original and wrong in a copy, each word that was replaced near it is put back, one at a
time; a word whose return brings the item back is named. Such a word marks a rule or a lexicon that knows the original's
words too well, or a parse that hangs on them.
"""

from __future__ import annotations

import re
import sys
import tempfile
from collections import Counter, defaultdict
from collections.abc import Iterable
from functools import cache
from pathlib import Path

from evals.corpora import ROOT
from evals.news import adapter as news
from evals.news.gold import Gold, load_gold
from evals.rename.adapter import SEEDS, lost
from evals.rename.copies import write_copy
from evals.rename.draw import draw

NEAR = 100
"""How many characters around an item its words may stand."""


def blame(data: Path, seeds: Iterable[int]) -> dict[tuple[str, str, str], list[str]]:
    """Items lost, by the word and what stood in its place; a word of ``""`` where no single word brings the item back."""
    gold = load_gold(data / "gold")
    before = news.evaluate(data, "all").notes
    found: dict[tuple[str, str, str], list[str]] = defaultdict(list)
    for seed in seeds:
        plan = draw(seed)
        changed = [old for old, new in {**plan.words, **plan.cues}.items() if old != new]
        for note in lost(before, _notes(data, seed)):
            item = _item_of(note)
            name = item[1:4]
            hits = [
                word
                for word in _words_near(data, gold, item, changed)
                if note.partition(":")[0]
                not in _heads(_notes(data, seed, only=name, keep=frozenset({word})), item)
            ]
            for word in hits or [""]:
                new = {**plan.words, **plan.cues}.get(word, "")
                found[word, new, note.partition(":")[0].rsplit(" ", 1)[0]].append(f"{item} seed {seed}")
    return dict(found)


@cache
def _notes(
    data: Path, seed: int, *, only: str | None = None, keep: frozenset[str] = frozenset()
) -> list[str]:
    with tempfile.TemporaryDirectory() as folder:
        copy = Path(folder) / "copy"
        write_copy(data, copy, seed, only=only, keep=keep)
        return news.evaluate(copy, "all").notes


def _heads(notes: Iterable[str], item: str) -> set[str]:
    return {note.partition(":")[0] for note in notes if re.search(rf"\b{re.escape(item)}\b", note)}


def _item_of(note: str) -> str:
    match = re.search(r"\b[ac]\d{3}-\d\d\b", note)
    if match is None:
        raise ValueError(f"no item in the note: {note}")
    return match[0]


def _words_near(data: Path, gold: Gold, item: str, words: Iterable[str]) -> list[str]:
    """The words of the table that stand near the item, longest first."""
    (text,) = [text for text in gold.texts if text.name == item[1:4]]
    ranges = [r for one in text.attributions if one.id == item for r in (*one.source, *one.cue, *one.content)]
    ranges += [r for one in text.claims if one.id == item for r in one.heads]
    whole = (data / text.file).read_bytes().decode("utf-8")
    start = max(0, min(start for start, _ in ranges) - NEAR)
    near = whole[start : max(end for _, end in ranges) + NEAR]
    return [
        word
        for word in sorted(words, key=lambda w: (-len(w), w))
        if re.search(rf"(?<!\w){re.escape(word)}(?!\w)", near)
    ]


def main() -> int:
    """Print the words that lose items, those that lose most first."""
    seeds = [int(word) for word in sys.argv[1:]] or range(SEEDS)
    found = blame(ROOT / news.DATA, seeds)
    for (old, new, what), items in sorted(found.items(), key=lambda row: (-len(row[1]), row[0])):
        counted = Counter(item.split()[0] for item in items)
        told = ", ".join(f"{item} x{n}" for item, n in sorted(counted.items()))
        print(f"{old or '(no single word)'} -> {new or '-'}: {what}: {told}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
