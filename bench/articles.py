"""The articles that are read against the clock: a folder of texts, or generated pages."""

from __future__ import annotations

import csv
import random
import string
import tomllib
from collections.abc import Iterable, Iterator
from functools import cache
from importlib.resources import files
from itertools import chain
from pathlib import Path

SEED = 2031
_PARAGRAPHS, _SENTENCES = (6, 14), (1, 4)


class NoArticlesError(Exception):
    """The folder given holds no text that this bench can read."""


def load_articles(folder: Path | None, characters: int) -> tuple[str, ...]:
    """Whole articles, in order, until they hold ``characters`` code points; generated ones where ``folder`` is None.

    A folder gives each of its ``*.txt`` files, and each row of its ``*.csv`` files that has a ``text`` column.
    """
    source = generate_articles(SEED) if folder is None else _articles_of(folder)
    articles = tuple(_up_to(source, characters))
    if not articles:
        raise NoArticlesError(f"{folder} holds no .txt file and no .csv file with a text column")
    return articles


def generate_articles(seed: int) -> Iterator[str]:
    """Invented articles without end, the same for the same seed: paragraphs of sentences filled from ``words.toml``."""
    words = load_words()
    rng = random.Random(seed)
    while True:
        paragraphs = (
            " ".join(sentence(words, rng) for _ in range(rng.randint(*_SENTENCES)))
            for _ in range(rng.randint(*_PARAGRAPHS))
        )
        yield "\n\n".join(paragraphs)


@cache
def load_words() -> dict[str, list[str]]:
    """The invented words and sentence shapes."""
    return tomllib.loads(files("bench").joinpath("words.toml").read_text(encoding="utf-8"))


def sentence(words: dict[str, list[str]], rng: random.Random) -> str:
    """One invented sentence."""
    shape = rng.choice(words["sentence"])
    parts = []
    for literal, slot, _, _ in string.Formatter().parse(shape):
        parts.append(literal)
        if slot is None:
            continue
        if slot == "number":
            parts.append(f"{rng.randint(2, 12000):,}")
        elif slot == "day":
            parts.append(str(rng.randint(1, 28)))
        else:
            filled = rng.choice(words[slot.lower()])
            parts.append(filled[0].upper() + filled[1:] if slot[0].isupper() else filled)
    return "".join(parts)


def _articles_of(folder: Path) -> Iterator[str]:
    texts = (path.read_text(encoding="utf-8", errors="replace") for path in sorted(folder.glob("*.txt")))
    rows = chain.from_iterable(_rows_of(path) for path in sorted(folder.glob("*.csv")))
    return (text for text in chain(texts, rows) if text.strip())


def _rows_of(path: Path) -> Iterator[str]:
    """The ``text`` column of a spreadsheet; ``###`` between blanks stands for the end of a paragraph."""
    csv.field_size_limit(1 << 27)
    with path.open(encoding="utf-8", newline="") as lines:
        for row in csv.DictReader(lines):
            yield (row.get("text") or "").replace(" ### ", "\n\n")


def _up_to(articles: Iterable[str], characters: int) -> Iterator[str]:
    held = 0
    for article in articles:
        if held >= characters:
            return
        held += len(article)
        yield article
