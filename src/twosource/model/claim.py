"""The entry of the ledger: one checkable assertion along one chain."""

from __future__ import annotations

from dataclasses import dataclass

from twosource.model.attribution import Chain, Hop
from twosource.model.capture import short_id
from twosource.model.measure import Quantity, When, Where
from twosource.model.span import Extent, Span
from twosource.model.vocabulary import (
    Act,
    Certainty,
    EventKind,
    FlagKind,
    Modality,
    Polarity,
    RelationKind,
    Role,
)


@dataclass(frozen=True, slots=True)
class Anchor:
    """What a claim's id hashes, stable over re-reading.

    ``head`` is the raw offset of the predicate's word (the head noun where there is no verb), ``source``
    the raw offset of the innermost source word or None, ``index`` tells apart fanned-out members of one
    group word.
    """

    document: str
    head: int
    source: int | None
    index: int = 0

    @property
    def claim_id(self) -> str:
        """The id of the claim at this anchor: 16 hex digits."""
        source = "" if self.source is None else str(self.source)
        return short_id(self.document, str(self.head), source, str(self.index))


@dataclass(frozen=True, slots=True)
class Participant:
    """An actor of a claim. ``id`` as in ``Source.id``; ``at`` are its words."""

    name: str
    id: str | None
    role: Role
    at: Span


@dataclass(frozen=True, slots=True)
class Question:
    """What a claim answers: the exact key under which answers are compared.

    ``predicate`` is a class of the shipped lexicon, else the lemma. ``agent`` and ``target`` are actor ids,
    else a lower-cased head lemma prefixed ``"~"`` (a slot known only by its words), None where there is
    none. ``counted`` is the class or lemma of the thing the claim is about ("troop", "mine"). A slot
    prefixed ``"~"`` equals only itself inside one document.
    """

    predicate: str
    agent: str | None
    target: str | None
    counted: str | None


@dataclass(frozen=True, slots=True)
class Condition:
    """The stated condition of a claim ("if deployed"); may stand in another sentence."""

    at: Extent


@dataclass(frozen=True, slots=True)
class StatedLink:
    """A relation that the text itself states from this claim to another of the same document ("in
    response", "up from"). ``at`` are the words."""

    relation: RelationKind
    to: str
    at: Span


@dataclass(frozen=True, slots=True)
class Flag:
    """Why a reader should look twice, with the reason in a sentence."""

    kind: FlagKind
    because: str


@dataclass(frozen=True, slots=True)
class Claim:
    """One checkable assertion along one chain, as one run read it.

    ``head`` is the predicate's word; ``extent`` the words of the proposition without the reporting frame.
    ``witness`` is the index in ``chain`` of the hop that vouches for the claim. ``said`` is when the holder
    spoke, ``when`` when the thing happened or is to happen.
    """

    anchor: Anchor
    head: Span
    extent: Extent
    chain: Chain
    witness: int
    act: Act
    certainty: Certainty
    polarity: Polarity
    modality: Modality
    question: Question
    condition: Condition | None = None
    participants: tuple[Participant, ...] = ()
    said: When | None = None
    when: When | None = None
    where: tuple[Where, ...] = ()
    quantities: tuple[Quantity, ...] = ()
    kind: EventKind | None = None
    refers_to: tuple[str, ...] = ()
    """Ids of claims of the same document that this one is about ("denied these claims")."""
    links: tuple[StatedLink, ...] = ()
    flags: tuple[Flag, ...] = ()
    hedges: Extent = ()
    """The words that moved certainty, polarity or modality."""

    @property
    def id(self) -> str:
        """The claim's id: its anchor's."""
        return self.anchor.claim_id

    @property
    def document(self) -> str:
        """The id of the document it stands in."""
        return self.anchor.document

    @property
    def holder(self) -> Hop:
        """The last hop: the one whose act, certainty and position the claim gives."""
        return self.chain[-1]

    def has_flag(self, kind: FlagKind) -> bool:
        """Whether a flag of this kind is set."""
        return any(flag.kind is kind for flag in self.flags)
