"""The parts of a capture, decoded; and the words that raw segments of a part stand for."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import PurePosixPath

from twosource.errors import InputError
from twosource.intake.charref import decoded, normalised
from twosource.intake.decode import check_size, check_text, decode
from twosource.intake.mail import is_mail, mail_part, mail_parts
from twosource.model.capture import Capture
from twosource.model.document import Document
from twosource.model.span import Span

MAIL_LIMIT_BYTES = 100_000_000
"""The size of a whole mail above which it is refused."""

_ENDINGS = {
    ".txt": "text",
    ".text": "text",
    ".htm": "html",
    ".html": "html",
    ".xhtml": "html",
    ".shtml": "html",
    ".md": "markdown",
    ".markdown": "markdown",
    ".eml": "mail",
}
_MARKUP = re.compile(
    rb"^\s*(?:\xef\xbb\xbf)?\s*(?:<!doctype\s+html|<html|<\?xml|<head|<body|<!--|<article|<div|<p[ >]|<h1|<meta|<title)",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Part:
    """One decoded part: its number, its kind (text, html or markdown), its characters, and what they were decoded with."""

    number: str
    kind: str
    text: str
    encoding: str


def kind_of(capture: Capture) -> str:
    """What a capture is read as: by the ending of its name, else by its first bytes."""
    ending = PurePosixPath(capture.name.split("?", 1)[0].split("#", 1)[0]).suffix.lower()
    told = _ENDINGS.get(ending)
    if told is not None and told != "text":
        return told
    if _MARKUP.match(capture.content[:1024]) is not None:
        return "html"
    return "mail" if told is None and is_mail(capture.content) else "text"


def parts_of(capture: Capture) -> tuple[Part, ...]:
    """Every part of a capture that is read, in order; raises InputError where it cannot be."""
    kind = kind_of(capture)
    if kind != "mail":
        return (_whole(capture, kind),)
    check_size(len(capture.content), name=capture.name, limit=MAIL_LIMIT_BYTES)
    check_text(capture.content, name=capture.name)
    out = []
    for part in mail_parts(capture.content, name=capture.name):
        text, encoding = decode(
            part.content, name=capture.name, declared=part.declared, is_markup=part.kind == "html"
        )
        out.append(Part(part.number, part.kind, text, encoding))
    return tuple(out)


def _whole(capture: Capture, kind: str) -> Part:
    text, encoding = decode(capture.content, name=capture.name, is_markup=kind == "html")
    return Part("0", kind, text, encoding)


def part_of(capture: Capture, number: str) -> Part:
    """The part of a capture of this number (``RawMap.part``); raises InputError where there is none."""
    kind = kind_of(capture)
    if kind != "mail":
        if number != "0":
            raise InputError(capture.name, f"has no part {number}")
        return _whole(capture, kind)
    part = mail_part(capture.content, number, name=capture.name)
    text, encoding = decode(
        part.content, name=capture.name, declared=part.declared, is_markup=part.kind == "html"
    )
    return Part(part.number, part.kind, text, encoding)


def decoded_part(capture: Capture, number: str) -> tuple[str, str]:
    """The characters of a part, which ``raw`` segments count, and the encoding they were decoded with."""
    part = part_of(capture, number)
    return part.text, part.encoding


def words_of(part_text: str, segments: Iterable[Span], part_kind: str) -> str:
    """The words that raw segments stand for: references decoded (not in plain text), white space as single spaces.

    Newlines set between blocks have no raw origin, so words that run over blocks come without them.
    """
    words = (segment.of(part_text) for segment in segments)
    plain = words if part_kind == "text" else (decoded(word) for word in words)
    return normalised("".join(plain))


def says_the_same(document: Document, part: Part, span: Span) -> bool:
    """Whether decoding the raw segments of a span gives exactly its words; what ``verify`` asks of every span."""
    words = span.of(document.text).replace("\n", "")
    return words_of(part.text, document.raw_map.raw(span), part.kind) == words
