"""Which lines of a page are its main text: ours, with trafilatura as a judge, since it gives no positions."""

from __future__ import annotations

import logging
import re
from collections import Counter
from collections.abc import Sequence

from twosource.intake.flow import Line
from twosource.intake.html import Page

log = logging.getLogger(__name__)

_WORD = re.compile(r"\w+")
_SHINGLE = 4
_LEAST_SHARE = 0.6
_JUDGED_CHARACTERS = 3_000_000
_JUDGED_TAGS = 30_000
_JUDGED_DEPTH = 150


def find_body(raw: str, page: Page) -> frozenset[int]:
    """The indices of the lines of a page that are its main text."""
    judged = _judged_text(raw, page)
    if judged is None:
        return _own_body(page.lines)
    return _matched(page.lines, judged)


def _judged_text(raw: str, page: Page) -> str | None:
    """What trafilatura takes for the main text; None where the page is too large or too deep to ask it in bounded time."""
    if len(raw) > _JUDGED_CHARACTERS or page.tags > _JUDGED_TAGS or page.deepest > _JUDGED_DEPTH:
        return None
    import trafilatura

    try:
        text: str | None = trafilatura.extract(raw, include_comments=False, include_tables=True)
    except Exception as error:
        # The judge is a guest: whatever it stumbles over, the page is read without it.
        log.info("main text judged without trafilatura: %s", error)
        return None
    return text


def _words(text: str) -> list[str]:
    return _WORD.findall(text.lower())


def _shingles(words: Sequence[str]) -> list[tuple[str, ...]]:
    return [tuple(words[i : i + _SHINGLE]) for i in range(len(words) - _SHINGLE + 1)]


def _matched(lines: Sequence[Line], judged: str) -> frozenset[int]:
    """The lines whose words stand in the judged text: by runs of four words, short lines as a whole."""
    known: set[tuple[str, ...]] = set()
    whole: Counter[tuple[str, ...]] = Counter()
    for row in judged.split("\n"):
        words = _words(row)
        known.update(_shingles(words))
        whole[tuple(words)] += 1
    known.update(_shingles(_words(judged)))
    out = set()
    for index, line in enumerate(lines):
        words = _words(line.text)
        if not words:
            continue
        shingles = _shingles(words)
        if len(shingles) >= 3:
            share = sum(1 for shingle in shingles if shingle in known) / len(shingles)
            if share >= _LEAST_SHARE:
                out.add(index)
        elif whole[tuple(words)] > 0:
            out.add(index)
    return frozenset(out)


def _own_body(lines: Sequence[Line]) -> frozenset[int]:
    """Without a judge: the lines of sentences in the containers that hold most of them."""
    weight: Counter[int] = Counter()
    for line in lines:
        if _is_prose(line):
            weight[line.place.container] += len(line.text)
    if not weight:
        return frozenset()
    heaviest = max(weight.values())
    chosen = {container for container, size in weight.items() if size >= 0.25 * heaviest}
    return frozenset(i for i, line in enumerate(lines) if line.place.container in chosen and _is_prose(line))


def _is_prose(line: Line) -> bool:
    return (
        line.link_share < 0.5
        and not line.place.is_hidden
        and not line.place.zone
        and len(line.text.split()) >= 6
    )
