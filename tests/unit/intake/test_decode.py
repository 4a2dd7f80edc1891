"""Which encoding, and what is refused."""

from __future__ import annotations

import pytest

from twosource.errors import InputError, LimitError
from twosource.intake.decode import PART_LIMIT_BYTES, decode


@pytest.mark.parametrize(
    ("content", "declared", "is_markup", "expected"),
    [
        ("naïve".encode(), None, False, ("naïve", "utf-8")),
        ("naïve".encode("cp1252"), None, False, ("naïve", "cp1252")),
        ("“naïve”".encode("cp1252"), "iso-8859-1", False, ("“naïve”", "cp1252")),
        ("да".encode("utf-16"), None, False, ("да", "utf-16")),
        ("\ufeffx".encode(), None, False, ("\ufeffx", "utf-8")),
        ("<meta charset=koi8-r>да".encode("koi8-r"), None, True, ("<meta charset=koi8-r>да", "koi8-r")),
        (b'<?xml version="1.0" encoding="iso-8859-2"?>\xb1', None, True, None),
    ],
)
def test_encoding_is_found(
    content: bytes, declared: str | None, is_markup: bool, expected: tuple[str, str] | None
) -> None:
    text, encoding = decode(content, name="a", declared=declared, is_markup=is_markup)

    if expected is None:
        assert (text[-1], encoding) == ("ą", "iso8859-2")
    else:
        assert (text, encoding) == expected


@pytest.mark.parametrize(
    ("content", "declared", "reason"),
    [
        (b"", None, "empty"),
        (b" \n ", None, "empty"),
        (b"%PDF-1.7 x", None, "PDF"),
        (b"\x89PNG\r\n", None, "PNG"),
        (b"PK\x03\x04x", None, "ZIP"),
        (b"a\x00b", None, "binary"),
        (bytes(range(1, 8)) * 20, None, "binary"),
        (b"word", "x-klingon", "unknown encoding 'x-klingon'"),
        (b"word", "hex", "unknown encoding 'hex'"),
        (b"\x81\x8d\x8f word", None, "unknown encoding"),
        ("новости дня".encode("cp1251"), None, "unknown encoding"),
    ],
)
def test_what_cannot_be_read_is_refused_with_its_reason(
    content: bytes, declared: str | None, reason: str
) -> None:
    with pytest.raises(InputError, match=reason) as caught:
        decode(content, name="page.txt", declared=declared)
    assert caught.value.name == "page.txt"


def test_part_over_the_limit_is_refused_by_name_of_the_limit() -> None:
    with pytest.raises(LimitError, match="limit of 20 MB for one part"):
        decode(b"x" * (PART_LIMIT_BYTES + 1), name="big.txt")
