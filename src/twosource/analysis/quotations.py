"""Words between quotation marks: curly, straight, single; over sentences and paragraphs; speech or not."""

from __future__ import annotations

import re

from twosource.analysis.layers import Analysis, Quotation
from twosource.model.span import Span, trimmed

OPENERS = {"“": "”", "„": "”", "«": "»", "‘": "’", '"': '"', "'": "'"}
_MARKS = re.compile(r"''|``|[“”„«»‘’\"']")
_WORD = re.compile(r"\w")
_FINAL = ",.;:!?"
_LONG = 4
"""Words from which a quotation is speech even without a verb."""


def find_quotations(analysis: Analysis) -> tuple[Quotation, ...]:
    """The quotations of every block that is read, in text order, nested ones after what holds them.

    Reads the parse, to tell speech from scare quotes. A quotation never leaves its block; one that the block does not
    close runs to its end and is open, and where the next block opens anew with the same mark, that one continues it.
    """
    text = analysis.text
    verbs = [token.start for token in analysis.parse.tokens if token.pos in ("VERB", "AUX")]
    found: list[Quotation] = []
    left_open: str | None = None
    for block in analysis.document.blocks:
        if block.kind.is_noise:
            continue
        pairs = _pairs(text, block.at.start, block.at.end)
        for mark, start, end, closed in pairs:
            at = trimmed(text, start, end)
            if at is None:
                continue
            continues = left_open == mark and start - len(mark) == block.at.start
            if continues:
                left_open = None
            found.append(Quotation(at, closed, continues, closed_is_speech(text, at, verbs)))
            if not closed:
                left_open = mark
        if left_open and not any(not closed for *_, closed in pairs):
            left_open = None
    return tuple(sorted(found, key=lambda quotation: (quotation.at.start, -quotation.at.end)))


def closed_is_speech(text: str, at: Span, verbs: list[int]) -> bool:
    """Whether quoted words are speech: four words or more, a verb among three, or a sentence's punctuation inside."""
    words = at.of(text).split()
    if len(words) >= _LONG:
        return True
    has_verb = any(at.holds(start) for start in verbs)
    ends = text[at.end - 1] in ",.!?" or text[at.end : at.end + 1] in (",", "!", "?")
    return (len(words) >= 2 and has_verb and ends) or (ends and text[at.end - 1] in ".!?,")


def _pairs(text: str, start: int, end: int) -> list[tuple[str, int, int, bool]]:
    """Opening mark, inside start and end, and whether closed, of each quotation in ``[start, end)``."""
    stack: list[tuple[str, int]] = []
    out: list[tuple[str, int, int, bool]] = []
    for match in _MARKS.finditer(text, start, end):
        mark, at = match.group(), match.start()
        before = text[at - 1] if at > start else " "
        after = text[match.end()] if match.end() < end else " "
        if mark in ("''", "``"):
            mark = '"'
        opening = _opens(mark, before, after, [one for one, _ in stack])
        if opening is None:
            continue
        if opening:
            stack.append((mark, match.end()))
        else:
            depth = _closed_by(mark, stack)
            if depth is not None:
                opener, inside = stack[depth]
                del stack[depth:]
                if at > inside:
                    out.append((opener, inside, at, True))
    if stack:
        opener, inside = stack[0]
        # A single mark that never closes is an apostrophe ("'tis", "the '90s").
        if opener not in ("'", "‘") and inside < end:
            out = [row for row in out if row[1] < inside or row[0] != opener]
            out.append((opener, inside, end, False))
    return out


def _opens(mark: str, before: str, after: str, stack: list[str]) -> bool | None:
    """Whether the mark opens (True) or closes (False) a quotation; None for an apostrophe."""
    if mark in "“„«":
        return True
    if mark in "”»":
        return False
    boundary_before = before.isspace() or before in "([{—–-―“\"‘'/:…"
    if mark == "‘":
        return bool(boundary_before) or None
    if mark in "'’":
        if before.isalnum() and after.isalnum():
            return None
        is_open = "'" in stack if mark == "'" else "‘" in stack
        if mark == "'" and boundary_before and not after.isspace() and not is_open:
            return None if after.isdigit() else True
        if is_open and not after.isalnum() and not before.isspace():
            # "the soldiers' boots 'fell'": a plural's apostrophe closes nothing while a letter follows the gap.
            return False
        return None
    if '"' in stack:
        return bool(boundary_before and not before.isspace() and _WORD.match(after)) and stack[-1] != '"'
    return True


def _closed_by(mark: str, stack: list[tuple[str, int]]) -> int | None:
    for depth in range(len(stack) - 1, -1, -1):
        opener = stack[depth][0]
        if OPENERS[opener] == mark or (opener == "„" and mark == "“"):
            return depth
    # Mixed marks: a curly opener closed by a straight mark, as careless pages have it.
    for depth in range(len(stack) - 1, -1, -1):
        if {stack[depth][0], mark} <= {"“", '"', "”"}:
            return depth
    return None
