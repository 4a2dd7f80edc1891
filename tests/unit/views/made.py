"""An invented report with its claims, made by hand, and a ledger that holds such reports."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from decimal import Decimal

from tests.store.made import claim_of, document_of, entry_of, ferry, span_of
from twosource.model.attribution import Hop, Source
from twosource.model.claim import Claim, Condition, Flag, Participant, Question
from twosource.model.document import Document
from twosource.model.measure import Quantity
from twosource.model.span import Span
from twosource.model.vocabulary import (
    Act,
    Certainty,
    FlagKind,
    Modality,
    Naming,
    Polarity,
    RelationKind,
    Role,
    SourceKind,
)
from twosource.store.base import ClaimRow, OriginRef
from twosource.views.brief_check import Support

PASS = """Velm has moved about 300 guards to the Orl, the Foreign Ministry said on Monday.
Velm plans to send at least 900 more by April, an aide to Minister Ruda Pell said, citing a note by the staff.
Norra denied the move and dismissed the figures as groundless.
The bridge at Pell has reportedly been closed. Two guards, a ferryman told the Pell Courier, were not seen again.
The minister would not say whether mines had been laid. If Norra fires, the pass will be shut, he warned.
"""

CAPTURE, PAGE = document_of(
    PASS.strip(), name="pass.txt", publisher="Daily Orl", published="2031-03-04", title=None
)


def hop(
    words: str, kind: SourceKind = SourceKind.BODY, *, name: str | None = None, actor: bool = False
) -> Hop:
    """A hop named by words of the page."""
    at = span_of(PAGE, words)
    return Hop(Source(name or words, kind, Naming.NAMED, at), (at,), is_actor=actor)


def claim(words: str, head: str, *hops: Hop, **fields: object) -> Claim:
    """A claim on words of the page, along a chain."""
    made = claim_of(PAGE, words, head)
    fields.setdefault("question", Question(head, None, None, None))
    chain = (made.chain[0], *hops)
    inner = PAGE.raw_map.raw(hops[-1].at[0])[0].start if hops else None
    fields["anchor"] = replace(made.anchor, source=inner)
    return replace(made, chain=chain, witness=len(chain) - 1, participants=(), **fields)  # type: ignore[arg-type]


def quantity(words: str, low: int | None, high: int | None, *, approximate: bool = False) -> Quantity:
    """A number of guards."""
    bounds = [None if one is None else Decimal(one) for one in (low, high)]
    return Quantity(span_of(PAGE, words), "guard", None, None, bounds[0], bounds[1], approximate)


MINISTRY = hop("the Foreign Ministry")
AIDE = hop("an aide to Minister Ruda Pell", SourceKind.ROLE)
NOTE = hop("a note by the staff", SourceKind.DOCUMENT)
NORRA = hop("Norra", SourceKind.GOVERNMENT)
COURIER = hop("the Pell Courier", SourceKind.OUTLET)
FERRYMAN = hop("a ferryman", SourceKind.UNNAMED)
WARNED = span_of(PAGE, "he warned").start
HE = Hop(
    Source("Minister Ruda Pell", SourceKind.PERSON, Naming.NAMED, Span(WARNED, WARNED + 2)),
    (Span(WARNED, WARNED + 2),),
)

MOVED = claim(
    "Velm has moved about 300 guards to the Orl",
    "moved",
    MINISTRY,
    quantities=(quantity("about 300", 300, 300, approximate=True),),
)
PLANS = claim(
    "Velm plans to send at least 900 more by April",
    "send",
    AIDE,
    NOTE,
    modality=Modality.PLANNED,
    hedges=(span_of(PAGE, "plans"),),
    quantities=(quantity("at least 900", 900, None),),
)
DENIED = claim(
    "Norra denied the move",
    "denied",
    NORRA,
    act=Act.DENY,
    polarity=Polarity.NEGATIVE,
    question=MOVED.question,
)
CLOSED = claim(
    "The bridge at Pell has reportedly been closed",
    "closed",
    certainty=Certainty.PROBABLE,
    hedges=(span_of(PAGE, "reportedly"),),
)
NOT_SEEN = claim("were not seen again", "seen", COURIER, FERRYMAN, polarity=Polarity.NEGATIVE)
NOT_SEEN = replace(NOT_SEEN, extent=(span_of(PAGE, "Two guards"), span_of(PAGE, "were not seen again")))
SILENT = claim(
    "whether mines had been laid",
    "laid",
    act=Act.DECLINE_TO_CONFIRM,
)
MINISTER = span_of(PAGE, "The minister")
SILENT = replace(
    SILENT,
    anchor=replace(SILENT.anchor, source=PAGE.raw_map.raw(MINISTER)[0].start),
    participants=(Participant("Minister Ruda Pell", None, Role.SILENT, MINISTER),),
)
SHUT = claim(
    "the pass will be shut",
    "shut",
    HE,
    act=Act.THREATEN,
    modality=Modality.CONDITIONAL,
    condition=Condition((span_of(PAGE, "If Norra fires"),)),
)
FLAGGED = replace(MOVED, flags=(Flag(FlagKind.IMPLAUSIBLE, "300 guards are more than Velm has"),))

ALL = (MOVED, PLANS, DENIED, CLOSED, NOT_SEEN, SILENT, SHUT)


def row_of(
    claim: Claim, page: Document = PAGE, *, independent: int = 1, statement: str | None = None
) -> ClaimRow:
    """The claim as a ledger gives it."""
    origin = OriginRef(claim.holder.source.name, claim.holder.source.name, claim.holder.source.kind)
    return ClaimRow(claim, page, "pass.txt", statement or claim.id, origin, independent, "run")


def support_of(
    claims: Sequence[Claim] = ALL, relations: Sequence[tuple[Claim, Claim, RelationKind]] = ()
) -> Support:
    """What a line may rest on."""
    rows = {claim.id: row_of(claim) for claim in claims}
    return Support.of(rows, ((left.id, right.id, kind) for left, right, kind in relations))


def entries() -> list:
    """What a ledger of the ferry and the pass is made of."""
    return [
        ferry(),
        entry_of(CAPTURE, PAGE, ALL),
        ferry(publisher="Tide Letter", published="2031-04-04", title=None),
    ]
