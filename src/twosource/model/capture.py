"""The bytes as they came."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Capture:
    """The bytes of one input exactly as they came; ``id`` is their SHA-256 in lower-case hex."""

    id: str
    content: bytes
    name: str
    """The file's base name or the address it came from; never a local path."""
    address: str | None = None

    @classmethod
    def of(cls, content: bytes, *, name: str, address: str | None = None) -> Capture:
        """A capture of ``content`` under its own hash."""
        return cls(digest(content), content, name, address)


def digest(content: bytes) -> str:
    """The SHA-256 of ``content`` in lower-case hex."""
    return hashlib.sha256(content).hexdigest()


def short_id(*parts: str) -> str:
    """The first 16 hex digits of the SHA-256 of the parts, each closed by a NUL."""
    return digest(b"".join(part.encode("utf-8") + b"\0" for part in parts))[:16]
