"""Claims made by hand for the tests of linking."""

from __future__ import annotations

from decimal import Decimal

from twosource.linking.context import Context
from twosource.model.attribution import Chain, Hop, Source
from twosource.model.claim import Anchor, Claim, Participant, Question, StatedLink
from twosource.model.document import Published
from twosource.model.measure import Quantity, When, Where
from twosource.model.span import Span
from twosource.model.vocabulary import (
    Act,
    Certainty,
    Modality,
    Naming,
    PlacePrecision,
    Polarity,
    Role,
    SourceKind,
    TimeDirection,
    TimePrecision,
)

DEPLOY = Question("deploy", "XA", "XB", "troop")
ATTACK = Question("attack", "XA", "XB", None)
LOCAL = Question("open", "~village", None, "gate")


def source(
    key: str | None,
    kind: SourceKind = SourceKind.BODY,
    *,
    name: str | None = None,
    at: int = 5,
    country: str | None = None,
) -> Source:
    """A source with words at an offset."""
    span = Span(at, at + 4)
    return Source(name or key or "a source", kind, Naming.NAMED, span, key, country, first=span)


def publisher(name: str | None, kind: SourceKind = SourceKind.OUTLET) -> Source:
    """The first hop of a document."""
    if name is None:
        return Source("unknown publisher", SourceKind.UNKNOWN_PUBLISHER, Naming.BARE, None)
    return Source(name, kind, Naming.NAMED, None, f"outlet:{name.casefold()}")


def chain(paper: str | None, *inner: Source) -> Chain:
    """A chain from a publisher inward."""
    return (Hop(publisher(paper)), *(Hop(one, (one.at,) if one.at else ()) for one in inner))


def day(iso: str, *, end: str | None = None, at: int = 900) -> When:
    """A time given in words."""
    last = end or f"{iso[:8]}{int(iso[8:10]) + 1:02d}"
    return When(Span(at, at + 3), iso, iso, last, TimePrecision.DAY)


def past() -> When:
    """The bound that publication gives to an event without a time."""
    return When(None, "PAST_REF", None, "2031-12-31", None, TimeDirection.BEFORE, "published")


def place(key: str | None, name: str = "Camp", *, country: str = "XA", within: tuple[str, ...] = ()) -> Where:
    """A place without coordinates."""
    return Where(Span(950, 954), name, key, country, None, None, None, PlacePrecision.CITY, containers=within)


def number(
    low: int | None, high: int | None = None, *, of: str = "troop", about: bool = False, exact: bool = True
) -> Quantity:
    """So many of something; one value where only ``low`` is given and ``exact``."""
    top = low if high is None and exact else high
    return Quantity(
        Span(960, 964),
        of,
        None,
        None,
        None if low is None else Decimal(low),
        None if top is None else Decimal(top),
        about,
    )


def claim(
    document: str,
    head: int,
    via: Chain,
    *,
    question: Question = DEPLOY,
    act: Act = Act.ASSERT,
    polarity: Polarity = Polarity.POSITIVE,
    modality: Modality = Modality.PLANNED,
    certainty: Certainty = Certainty.CERTAIN,
    witness: int | None = None,
    said: When | None = None,
    when: When | None = None,
    where: tuple[Where, ...] = (),
    count: Quantity | None = None,
    silent: str | None = None,
    refers_to: tuple[str, ...] = (),
    links: tuple[StatedLink, ...] = (),
    **more: object,
) -> Claim:
    """A claim whose head stands at an offset of a document."""
    span = Span(head, head + 3)
    return Claim(
        anchor=Anchor(document, head, None),
        head=span,
        extent=(span,),
        chain=via,
        witness=len(via) - 1 if witness is None else witness,
        act=act,
        certainty=certainty,
        polarity=polarity,
        modality=modality,
        question=question,
        participants=(Participant(silent, silent, Role.SILENT, Span(970, 974)),) if silent else (),
        said=said,
        when=when,
        where=where,
        quantities=(count,) if count else (),
        refers_to=refers_to,
        links=links,
        **more,  # type: ignore[arg-type]
    )


def context(
    document: str,
    published: str | None,
    paper: str | None,
    *,
    fingerprint: tuple[int, ...] = (),
    credit: str | None = None,
) -> Context:
    """A document of a paper, published on a day."""
    when = None
    if published is not None:
        when = Published(published, published, day(published).end, TimePrecision.DAY)
    key = f"outlet:{paper.casefold()}" if paper else None
    return Context(document, paper, key, when, fingerprint, credit)


def contexts(*rows: Context) -> dict[str, Context]:
    """Contexts by document."""
    return {row.document: row for row in rows}


MINISTRY_A = source("XA.ministry:defence", name="the Kaldrian ministry")
MINISTRY_B = source("XB.ministry:defence", name="the Marenzan ministry", at=15)
MISSION = source("body:observer mission", name="the Observer Mission", at=25)
UNNAMED = source(None, SourceKind.UNNAMED, name="a source", at=35)
