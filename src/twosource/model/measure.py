"""When, where, how many, and how sure: every field an interval or a candidate with its words."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

from twosource.model.span import Extent, Span
from twosource.model.vocabulary import (
    Certainty,
    FigureKind,
    Modality,
    PlacePrecision,
    PlaceRole,
    Polarity,
    TimeDirection,
    TimePrecision,
)


@dataclass(frozen=True, slots=True)
class When:
    """A time as a TIMEX3 value and a half-open interval of ISO days.

    ``value`` is TIMEX3 (``2031-04-02``, ``2031-W14``, ``XXXX-12-21``, ``PAST_REF``, ``P3D``). ``start`` and
    ``end`` are ``YYYY-MM-DD`` (or an RFC 3339 instant where the precision is instant), None where open or
    unknown. ``direction`` says whether the thing happened at, before or after the interval ("by December":
    before). ``anchor`` says what a relative time was counted from: ``"published"``, ``"text:START"`` for
    another time at that offset, or None for an absolute one. ``at`` is None for a time taken from metadata.
    """

    at: Span | None
    value: str
    start: str | None
    end: str | None
    precision: TimePrecision | None
    direction: TimeDirection = TimeDirection.AT
    anchor: str | None = None
    modifier: str | None = None
    """TIMEX3 ``mod``: ``APPROX``, ``EARLY``, ``LATE``, ``MID``, ``START``, ``END``, ``BEFORE``, ``AFTER``."""
    kind: str = "date"
    """TIMEX3 type in lower case: ``date``, ``time``, ``duration``, ``set``."""


@dataclass(frozen=True, slots=True)
class Where:
    """A place named in the text, and which place of the gazetteer it means.

    ``id`` is the gazetteer's, None where unresolved. WGS84 degrees. ``because`` gives the reason for the
    choice.
    """

    at: Span
    name: str
    id: str | None
    country: str | None
    lat: float | None
    lon: float | None
    radius_km: float | None
    precision: PlacePrecision | None
    role: PlaceRole = PlaceRole.EVENT
    candidates: tuple[str, ...] = ()
    because: str = ""
    containers: tuple[str, ...] = ()
    """Gazetteer ids of the places this one lies in, nearest first."""


@dataclass(frozen=True, slots=True)
class Quantity:
    """How many or how much, known only to lie in ``[low, high]``, in ``unit``; an open end is None.

    "At least 12 killed" is (12, None); "about 30" is (30, 30), approximate; "millions" is (2000000, None),
    approximate. ``of`` is what is counted, its lemma ("troop", "drone", "distance"); ``of_at`` its words,
    which may stand elsewhere (ellipsis).
    """

    at: Span
    of: str | None
    of_at: Span | None
    unit: str | None
    low: Decimal | None
    high: Decimal | None
    approximate: bool = False
    figure: FigureKind = FigureKind.TOTAL
    ordinary: bool = True
    """False for a length, a share, an age, money: a measure rather than a count of things."""
    part_of_at: Span | None = None
    """The whole this is stated to be a part of ("of them")."""


@dataclass(frozen=True, slots=True)
class Veridicality:
    """How sure, and yes or no, as one holder presents a claim: never whether it is true.

    ``at`` are the words that moved it.
    """

    certainty: Certainty
    polarity: Polarity
    modality: Modality
    at: Extent = ()
