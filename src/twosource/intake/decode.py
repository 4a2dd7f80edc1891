"""Bytes to characters: limits, binary content, and which encoding a part is in."""

from __future__ import annotations

import codecs
import re

from twosource.errors import InputError, LimitError

PART_LIMIT_BYTES = 20_000_000
"""The size of one decoded part (a file, a MIME part) above which it is refused."""

_MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_MAGIC = (
    (b"%PDF-", "a PDF"),
    (b"\x89PNG", "a PNG image"),
    (b"\xff\xd8\xff", "a JPEG image"),
    (b"GIF8", "a GIF image"),
    (b"PK\x03\x04", "a ZIP archive or an office document"),
    (b"\x1f\x8b", "a gzip archive"),
    (b"SQLite format 3", "a database"),
    (b"\x7fELF", "a program"),
    (b"\xd0\xcf\x11\xe0", "an office document"),
)
_META = re.compile(rb"<meta[^>]{0,400}?charset\s*=\s*[\"']?\s*([A-Za-z0-9_.:+-]{1,40})", re.IGNORECASE)
_XML = re.compile(rb"^\s*<\?xml[^>]{0,200}?encoding\s*=\s*[\"']([A-Za-z0-9_.:+-]{1,40})", re.IGNORECASE)
_HEAD_BYTES = 4096
_CONTROLS = re.compile(rb"[\x00-\x08\x0e-\x1a\x1c-\x1f\x7f]")
_MOST_CONTROLS = 0.02
_MOST_HIGH_LETTERS = 0.25

# The names that the web gives to other encodings than Python does (WHATWG Encoding, section 4.2).
_ALIASES = {
    "iso-8859-1": "cp1252",
    "latin1": "cp1252",
    "latin-1": "cp1252",
    "us-ascii": "cp1252",
    "ascii": "cp1252",
}


def decode(
    content: bytes, *, name: str, declared: str | None = None, is_markup: bool = False
) -> tuple[str, str]:
    """The characters of a part and the encoding they were read in.

    A byte order mark decides, then the declared name (MIME, then the page's own), then UTF-8 where it fits strictly, then
    Windows-1252. Line ends and a byte order mark stay as they are. Raises LimitError above ``PART_LIMIT_BYTES`` and InputError
    for binary content and for bytes in an encoding that is unknown.
    """
    check_size(len(content), name=name)
    for mark, encoding in _MARKS:
        if content.startswith(mark):
            return _strict(content, encoding, name), encoding
    check_text(content, name=name)
    if declared is None and is_markup:
        declared = _declared_in(content)
    if declared is not None:
        return _as_declared(content, declared, name)
    return _undeclared(content, name)


def check_size(size: int, *, name: str, limit: int = PART_LIMIT_BYTES) -> None:
    """Raise LimitError, naming the limit, where a part of ``size`` bytes is too large."""
    if size > limit:
        raise LimitError(
            name, f"is larger than the limit of {limit // 1_000_000} MB for one part ({size:,} bytes)"
        )


def check_text(content: bytes, *, name: str) -> None:
    """Raise InputError where the bytes are empty or no text."""
    if not content.strip():
        raise InputError(name, "is empty")
    for magic, what in _MAGIC:
        if content.startswith(magic):
            raise InputError(name, f"is {what}, not a text; convert it to text, HTML, Markdown or EML first")
    sample = content[:_HEAD_BYTES] + content[-_HEAD_BYTES:]
    if b"\0" in content[: 16 * _HEAD_BYTES] or len(_CONTROLS.findall(sample)) > _MOST_CONTROLS * len(sample):
        raise InputError(name, "is a binary file, not a text")


def _declared_in(content: bytes) -> str | None:
    match = _XML.search(content[:_HEAD_BYTES]) or _META.search(content[:_HEAD_BYTES])
    return match.group(1).decode("ascii") if match else None


def _as_declared(content: bytes, declared: str, name: str) -> tuple[str, str]:
    wanted = declared.strip().strip("\"'").lower()
    try:
        encoding = codecs.lookup(_ALIASES.get(wanted, wanted)).name
        # A text codec, not one of Python's byte transforms ("hex", "zip").
        "".encode(encoding)
    except (LookupError, UnicodeError, TypeError, ValueError) as error:
        raise InputError(name, f"declares the unknown encoding {declared!r}") from error
    if encoding.startswith(("utf-16", "utf-32")):
        # Bytes that could be searched for the name are not in it (WHATWG HTML, "prescan").
        encoding = "utf-8"
    try:
        return content.decode(encoding), encoding
    except UnicodeDecodeError:
        return _undeclared(content, name)


def _undeclared(content: bytes, name: str) -> tuple[str, str]:
    try:
        return content.decode("utf-8"), "utf-8"
    except UnicodeDecodeError:
        pass
    text = _strict(content, "cp1252", name)
    letters = sum(1 for character in text if character.isalpha())
    high = sum(1 for character in text if ord(character) > 0x7F)
    if high > _MOST_HIGH_LETTERS * max(1, letters):
        raise InputError(name, "is in an unknown encoding; convert it to UTF-8 first")
    return text, "cp1252"


def _strict(content: bytes, encoding: str, name: str) -> str:
    try:
        return content.decode(encoding)
    except UnicodeDecodeError as error:
        raise InputError(
            name, f"is in an unknown encoding (not {encoding}); convert it to UTF-8 first"
        ) from error
