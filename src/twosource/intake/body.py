"""Which lines of a page are its main text: ours, with trafilatura as a judge, since it gives no positions."""

from __future__ import annotations

import logging
import re
from collections import Counter
from collections.abc import Sequence

from twosource.intake.flow import Line
from twosource.intake.html import Page
from twosource.model.vocabulary import BlockKind

log = logging.getLogger(__name__)

_WORD = re.compile(r"\w+")
_SENTENCE_END = re.compile(r"[.!?…:][\"'”’)\]]*$")
_SHINGLE = 4
_LEAST_SHARE = 0.6
_JUDGED_CHARACTERS = 3_000_000
_JUDGED_TAGS = 30_000
_JUDGED_DEPTH = 150
_PROSE_WORDS = 12
_GAP_LINES = 40
_ODD_ZONE_SHARE = 0.25


def find_body(raw: str, page: Page) -> frozenset[int]:
    """The indices of the lines of a page that are its main text.

    What the judge names is body; then what it passed over is added (prose in containers like those of the body), and what it
    took of the page's furniture is taken out (elements that say what they are, links that stand alone, teasers at the end).
    """
    lines = page.lines
    judged = _judged_text(raw, page)
    found = _matched(lines, judged) if judged is not None else set()
    if not found:
        found = _own_body(lines)
    found = _without_furniture(lines, found)
    found = _completed(lines, found)
    return frozenset(_without_teasers(lines, found))


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


def _matched(lines: Sequence[Line], judged: str) -> set[int]:
    """The lines whose words stand in the judged text: by runs of four words, short lines as a whole."""
    known = set(_shingles(_words(judged)))
    whole = Counter(tuple(_words(row)) for row in judged.split("\n"))
    out = set()
    for index, line in enumerate(lines):
        words = _words(line.text)
        if not words:
            continue
        shingles = _shingles(words)
        if len(shingles) >= 3:
            if sum(1 for shingle in shingles if shingle in known) >= _LEAST_SHARE * len(shingles):
                out.add(index)
        elif whole[tuple(words)] > 0:
            out.add(index)
    return out


def _own_body(lines: Sequence[Line]) -> set[int]:
    """Without a judge: the lines of sentences in the containers that hold most of them."""
    weight: Counter[int] = Counter()
    for line in lines:
        if _is_prose(line):
            weight[line.place.container] += len(line.text)
    if not weight:
        return set()
    heaviest = max(weight.values())
    chosen = {container for container, size in weight.items() if size >= 0.25 * heaviest}
    return {i for i, line in enumerate(lines) if line.place.container in chosen and _is_prose(line)}


def _is_prose(line: Line, *, least_words: int = 6) -> bool:
    return (
        line.link_share < 0.5
        and not line.place.is_hidden
        and not line.place.zone
        and not line.place.heading
        and len(line.text.split()) >= least_words
    )


def _without_furniture(lines: Sequence[Line], found: set[int]) -> set[int]:
    """Without lines of elements that call themselves furniture, unless most of the text is in them."""
    weight: Counter[str] = Counter()
    for index in found:
        weight[lines[index].place.zone] += len(lines[index].text)
    total = sum(weight.values())
    odd = {zone for zone, size in weight.items() if zone and size < _ODD_ZONE_SHARE * total}
    embed = BlockKind.SOCIAL_EMBED.value
    return {index for index in found if lines[index].place.zone not in odd - {embed}}


def _completed(lines: Sequence[Line], found: set[int]) -> set[int]:
    """With the prose that the judge passed over: in a container of the body or one that looks the same, or inside the body."""
    if not found:
        return found
    containers: Counter[int] = Counter()
    signatures: Counter[str] = Counter()
    for index in found:
        line = lines[index]
        if _is_prose(line):
            containers[line.place.container] += len(line.text)
            signatures[line.place.signature] += len(line.text)
    total = sum(containers.values())
    ours = {container for container, size in containers.items() if size >= 0.15 * total}
    alike = {
        signature for signature, size in signatures.items() if size >= 0.15 * total and "." in signature[:-1]
    }
    first, last = min(found), max(found)
    out = set(found)
    for index, line in enumerate(lines):
        if index in found or not _is_prose(line, least_words=_PROSE_WORDS):
            continue
        is_near = first - _GAP_LINES <= index <= last + _GAP_LINES
        if line.place.container in ours or (line.place.signature in alike and is_near and _ends(line)):
            out.add(index)
    return out


def _ends(line: Line) -> bool:
    return _SENTENCE_END.search(line.text) is not None


def _without_teasers(lines: Sequence[Line], found: set[int]) -> set[int]:
    """Without headline-like links that stand alone, and without short lines below the last whole sentence."""
    kept = {index for index in found if not _is_lone_link(lines[index])}
    prose = [
        index for index in kept if _is_prose(lines[index], least_words=_PROSE_WORDS) and _ends(lines[index])
    ]
    if not prose:
        return kept
    last = max(prose)
    home = {lines[index].place.container for index in prose}
    return {
        index
        for index in kept
        if index <= last or (lines[index].place.container in home and not lines[index].place.heading)
    }


def _is_lone_link(line: Line) -> bool:
    is_headline = len(line.text.split()) >= 4 and not _ends(line)
    return line.link_share >= 0.95 and line.place.tag != "li" and is_headline
