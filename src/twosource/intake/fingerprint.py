"""The fingerprint of a body: MinHash of its word 5-grams (Broder 1997), fixed seed."""

from __future__ import annotations

import re

_WORD = re.compile(r"\w+")
_GRAM = 5
_PERMUTATIONS = 128
_SEED = 42


def fingerprint(body: str) -> tuple[int, ...]:
    """The MinHash of the words of a body, without case; empty where it is shorter than five words."""
    words = _WORD.findall(body.casefold())
    if len(words) < _GRAM:
        return ()
    from rensa import RMinHash

    grams = sorted({" ".join(words[i : i + _GRAM]) for i in range(len(words) - _GRAM + 1)})
    sketch = RMinHash(num_perm=_PERMUTATIONS, seed=_SEED)
    sketch.update(grams)
    return tuple(int(value) for value in sketch.digest())
