"""The language of a body."""

from __future__ import annotations

_LEAST_WORDS = 12
_ENOUGH_CHARACTERS = 4000


def find_language(body: str) -> str | None:
    """The ISO 639-1 code of the language of a body; None where it is too short to tell."""
    if len(body.split()) < _LEAST_WORDS and len(body) < 80:
        return None
    import py3langid

    code, _ = py3langid.classify(body[:_ENOUGH_CHARACTERS])
    return str(code)
