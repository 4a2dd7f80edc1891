"""Character references and the white space rule: the one decoding that raw segments are read with."""

from __future__ import annotations

import re
from collections.abc import Iterator
from html import unescape
from html.entities import html5

_REFERENCE = re.compile(r"&(?:#([0-9]+);?|#[xX]([0-9a-fA-F]+);?|([^\t\n\f\r <&#;]{1,32};?))")
_LONGEST_NUMBER = 9
_SPACES = re.compile(r"\s+")

DROPPED = "\u00ad\u200b\u2060\ufeff" + "".join(
    chr(code) for code in (*range(0x00, 0x09), *range(0x0E, 0x1C), 0x7F)
)
"""Characters without width or meaning (soft hyphen, zero-width space, controls): they are in the raw part, never in the text."""

_DROPPED = re.compile(f"[{re.escape(DROPPED)}]+")


def reference_at(match: re.Match[str]) -> tuple[str, int] | None:
    """What a candidate reference stands for and where it ends; None where it is plain text ("AT&T")."""
    decimal, hexadecimal, name = match.groups()
    if name is None:
        # A longer number is no code point, and int() refuses thousands of digits.
        digits = decimal if decimal is not None else hexadecimal
        return ("\ufffd" if len(digits) > _LONGEST_NUMBER else unescape(match.group())), match.end()
    if name in html5:
        return html5[name], match.end()
    for length in range(len(name) - 1, 1, -1):
        if name[:length] in html5:
            return html5[name[:length]], match.start() + 1 + length
    return None


def references(text: str, start: int, end: int) -> Iterator[tuple[int, int, str]]:
    """Each character reference of ``text[start:end]`` as (start, end, what it stands for)."""
    at = start
    while (match := _REFERENCE.search(text, at, end)) is not None:
        found = reference_at(match)
        if found is None:
            at = match.start() + 1
            continue
        words, at = found
        yield match.start(), at, words


def decoded(text: str) -> str:
    """``text`` with its character references replaced."""
    if "&" not in text:
        return text
    out: list[str] = []
    last = 0
    for start, end, words in references(text, 0, len(text)):
        out += (text[last:start], words)
        last = end
    return "".join((*out, text[last:]))


def normalised(text: str) -> str:
    """``text`` without dropped characters and with every run of white space as one space."""
    return _SPACES.sub(" ", _DROPPED.sub("", text))
