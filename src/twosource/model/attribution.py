"""Who says it: sources, attributions, and the chain from the publisher inward."""

from __future__ import annotations

from dataclasses import dataclass

from twosource.model.span import Extent, Span
from twosource.model.vocabulary import Act, Certainty, Manner, Naming, SourceKind


@dataclass(frozen=True, slots=True)
class Source:
    """One who holds or passes on a claim.

    ``id`` is a key of the shipped actor table (``"KP.government"``) or a key built from the words
    (``"role:senior official|KR"``) where the same words in another document mean the same office or named
    person; it is None for unnamed and unspecified sources, which are never resolved across documents.
    ``name`` is for display. ``at`` is None for the publisher, and for a source with no words.
    ``first`` is the first mention of the same source in the document, None where ``at`` is: "a source" and a
    later "the source" share it.
    """

    name: str
    kind: SourceKind
    naming: Naming
    at: Span | None
    id: str | None = None
    country: str | None = None
    plural: bool = False
    first: Span | None = None
    speaks_for: str | None = None
    """The government that a named person speaks for by the office the text gives ("the Velmic defence minister")."""


@dataclass(frozen=True, slots=True)
class Attribution:
    """A source, the cue that attributes, and the content attributed.

    Content spans leave out outer quotation marks and the final comma or full stop. ``source`` and ``cue``
    may be empty (agentless "reportedly"; a speaker who goes on without a cue: ``inherited``). ``parent`` is
    the index of the enclosing attribution in the layer. ``conduits`` are sources between the parent and
    this one in the same sentence ("told Y" where Y is an agency). ``behind`` are sources that this one had
    it from ("after being briefed by Z"), nearest first.
    """

    source: Source
    source_at: Extent
    cue: Extent
    content: Extent
    manner: Manner
    act: Act
    certainty: Certainty
    parent: int | None = None
    inherited: bool = False
    conduits: tuple[Source, ...] = ()
    behind: tuple[Source, ...] = ()
    lemma: str = ""
    """The cue's lemma in the lexicon; empty where inherited."""
    negative: bool = False
    """Whether the cue negates its content (deny, dismiss, doubt)."""
    resolves_to: int | None = None
    """The attribution whose source this bare marker repeats ("reportedly ... a report says").

    No new source.
    """
    is_by_document: bool = False
    """Whether a document is the one that speaks here, whoever it speaks for ("the order", "it")."""
    brought: tuple[Source, ...] = ()
    """Those through whom the document had this source where it first brought it up, before any cue."""


@dataclass(frozen=True, slots=True)
class Standing:
    """What the text gives a reader to judge a source by that it does not name, each in its exact words.

    ``description`` is the phrase that says most of it ("a senior official in the transport ministry"), None where
    nothing is said ("a source"). ``anonymity`` is that its name is kept back ("on condition of anonymity"),
    ``reason`` why ("because he was not authorised to speak"), ``access`` how it claims to know ("who attended the
    meeting"). The words may stand in another sentence than the claim; none says who it is.
    """

    description: Span | None = None
    anonymity: Extent = ()
    reason: Extent = ()
    access: Extent = ()


@dataclass(frozen=True, slots=True)
class Hop:
    """One step of a chain. ``at`` is empty for the publisher and for a gap.

    ``inherited`` says that no cue here states it.
    """

    source: Source
    at: Extent = ()
    inherited: bool = False
    is_actor: bool = False
    """Whether this hop is only the actor of the claim and the witness is the hop before it."""
    standing: Standing | None = None
    """What the text says of a source without a name; None for one that has a name or of which nothing is said."""


Chain = tuple[Hop, ...]
"""From the publisher inward to the first speaker; never empty."""
