"""A toponym: words that may name a place, with the places they may mean."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from twosource.analysis.gazetteer import Place
from twosource.analysis.layers import Token

PLACE_LABELS = frozenset(("GPE", "LOC"))
"""The parser's entity labels for places."""


@dataclass(frozen=True, slots=True)
class Home:
    """Where the publisher sits; the point is None where only the country is known."""

    country: str
    lat: float | None = None
    lon: float | None = None


@dataclass(slots=True)
class Toponym:
    """A name of tokens ``[first, last)``. ``type`` is that of a type word beside it ("province"), ``part`` the
    direction before it ("eastern"). ``inside`` is the toponym after its comma that contains it. ``acts`` where
    it is a state that acts here.
    """

    first: int
    last: int
    candidates: tuple[Place, ...]
    type: str | None = None
    part: str | None = None
    inside: Toponym | None = None
    acts: bool = False
    seat: str | None = None
    """The state for which the name acts, should it mean that state's capital."""
    adjective: bool = False
    body: bool = False
    """Whether it stands in the name of a body that serves it ("Nakuru High School")."""
    chosen: Place | None = None
    because: str = ""
    sure: bool = False
    key: str = ""
    shown: tuple[int, int] | None = None
    """The tokens of the bare name where a lower-case type word or direction is taken in."""

    @property
    def kind(self) -> str:
        """The type word beside the name or at its end; empty for none."""
        return self.type or (self.key.rsplit(" ", 1)[-1] if " " in self.key else "")

    @property
    def end(self) -> int:
        """One past the last token, the type word included."""
        return self.last


def label_of(tokens: Sequence[Token], first: int, last: int) -> str:
    """The parser's entity label that most of the tokens have; empty for none."""
    labels = [token.entity for token in tokens[first:last]]
    return max(labels, key=labels.count) if labels else ""
