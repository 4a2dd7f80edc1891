"""Transcripts: who speaks by a label in capitals ("VENN, COASTGUARD: We found nothing.")."""

from __future__ import annotations

import re
from collections.abc import Iterator

from twosource.analysis.attribution_draft import Draft
from twosource.analysis.attribution_reading import Reading
from twosource.analysis.layers import Analysis
from twosource.analysis.lexicon import SourceWords
from twosource.model.vocabulary import Act, Certainty

_LABEL = re.compile(
    r"(?:(?<=^)|(?<=[.?!…”\"] ))(?P<name>[A-Z][A-Z'’.-]+(?: [A-Z][A-Z'’.-]+){0,3})"
    r"(?:, [A-Z][A-Z,'’ -]{2,40}| \([^()]{2,40}\))?:(?= \S)"
)


def find_labelled(analysis: Analysis, reading: Reading, words: SourceWords) -> list[Draft]:
    """A draft for each turn of a transcript of two voices or more; the outlet's own turns have no source.

    A turn runs to the next label, at most to the end of its block.
    """
    turns = [
        turn
        for block in analysis.document.blocks
        for turn in _turns(analysis.text, block.at.start, block.at.end)
    ]
    if len({name for name, *_ in turns}) < 2:
        return []
    tree = reading.tree
    starts = {token.start: token.i for token in tree.tokens}
    found = []
    for name, start, colon, end in turns:
        if name.lower() in words.askers or start not in starts:
            continue
        first = starts[start]
        phrase = [token.i for token in tree.tokens[first : first + 9] if token.end <= start + len(name)]
        mark = next((token.i for token in tree.tokens[first : first + 24] if token.start == colon), None)
        content = tree.extent(
            [token.i for token in tree.tokens[first : tree.first_from(end)] if colon < token.start]
        )
        if mark is not None and content and phrase:
            found.append(
                Draft(
                    None,
                    (mark,),
                    phrase[-1],
                    tuple(phrase),
                    content,
                    Act.ASSERT,
                    Certainty.CERTAIN,
                    rule="label",
                )
            )
    return found


def _turns(text: str, start: int, end: int) -> Iterator[tuple[str, int, int, int]]:
    """Name, start, colon and end of each labelled turn of a block."""
    found = list(_LABEL.finditer(text[start:end]))
    for number, match in enumerate(found):
        last = found[number + 1].start() if number + 1 < len(found) else end - start
        yield match["name"], start + match.start(), start + match.end() - 1, start + last
