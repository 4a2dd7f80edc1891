"""How the evidence for a name is weighed: the shipped table of weights, and what the rest of the document adds."""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Mapping, Sequence
from functools import cache

from twosource.analysis.gazetteer import shipped_toml
from twosource.errors import ConfigError
from twosource.model.vocabulary import NameKind

KINDS = tuple(NameKind)
"""The order of the weights in a row."""

Points = list[float]
"""Log-odds, up to one constant, of each kind of ``KINDS``; ``other`` is also "no name"."""

_AGAIN = 0.5
_KNOWN_PERSON = 2.5
_PERSON = KINDS.index(NameKind.PERSON)


class Weights:
    """Points for each kind by piece of evidence; immutable."""

    def __init__(self, rows: Mapping[str, Sequence[float]]) -> None:
        self._rows = {name: tuple(float(one) for one in row) for name, row in rows.items()}
        if any(len(row) != len(KINDS) for row in self._rows.values()) or "always" not in self._rows:
            raise ConfigError("a row of nameweights.toml has not one weight for each kind of name")

    def points(self, evidence: Sequence[str]) -> Points:
        """The sum over the evidence; evidence without a row adds nothing."""
        found = list(self._rows["always"])
        for name in evidence:
            row = self._rows.get(name)
            if row is not None:
                for i, one in enumerate(row):
                    found[i] += one
        return found


@cache
def load_weights() -> Weights:
    """The shipped weights, from ``data/nameweights.toml``."""
    return Weights(shipped_toml("nameweights.toml")["weights"])


def known_again(keys: Sequence[str], points: Sequence[Points], same: Mapping[int, int]) -> list[Points]:
    """The points of each name with what its other mentions in the document say.

    ``same`` gives, for an acronym in brackets, the name before it. A single word that begins or ends the name of a
    person takes up that person.
    """
    out = [list(row) for row in points]
    for short, full in same.items():
        out[short] = [a + b for a, b in zip(points[short], points[full], strict=True)]
    base = [list(row) for row in out]
    by_key: dict[str, list[int]] = defaultdict(list)
    for at, key in enumerate(keys):
        by_key[key].append(at)
    for rows in by_key.values():
        if len(rows) > 1:
            sums = [sum(base[at][k] for at in rows) for k in range(len(KINDS))]
            share = _AGAIN / math.sqrt(len(rows) - 1)
            for at in rows:
                out[at] = [own + share * (all_ - own) for own, all_ in zip(base[at], sums, strict=True)]
    parts = {
        part
        for key, row in zip(keys, out, strict=True)
        if " " in key and best(row) is NameKind.PERSON
        for part in (key.split()[0], key.split()[-1])
    }
    for key, row in zip(keys, out, strict=True):
        if key in parts:
            row[_PERSON] += _KNOWN_PERSON
    return out


def best(points: Points) -> NameKind:
    """The kind with the most points; the first of two equals."""
    return KINDS[points.index(max(points))]


def share_of(points: Points, kind: NameKind) -> float:
    """The share of a kind, 0 to 1."""
    top = max(points)
    shares = [math.exp(one - top) for one in points]
    return shares[KINDS.index(kind)] / sum(shares)
