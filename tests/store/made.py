"""Documents and claims made by hand, and a linker that is small enough to see through."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import replace

from twosource.linking.actors import Actors
from twosource.linking.constraints import Constraints
from twosource.linking.context import Context
from twosource.model.attribution import Hop, Source
from twosource.model.capture import Capture, short_id
from twosource.model.claim import Anchor, Claim, Participant, Question
from twosource.model.codec import content_hash
from twosource.model.document import Block, Document, Metadata, Piece, Published, RawMap, Stated
from twosource.model.measure import When, Where
from twosource.model.relation import (
    Derived,
    Event,
    Figure,
    FigurePoint,
    Origin,
    Position,
    PositionPoint,
    Relation,
    Statement,
)
from twosource.model.run import Run
from twosource.model.span import Span
from twosource.model.vocabulary import (
    Act,
    Basis,
    BlockKind,
    Certainty,
    EventKind,
    FigureKind,
    Independence,
    Modality,
    Naming,
    PlacePrecision,
    Polarity,
    RelationKind,
    Role,
    SourceKind,
    TimePrecision,
)
from twosource.store.base import Entry, Reading, Unclaimed

RUN = Run("0.1", "rules", (("claims", 1),), (("cues", "ab"),))
LATER_RUN = Run("0.2", "rules", (("claims", 2),), (("cues", "ab"),))

FERRY = "The harbour office said the ferry sank on Monday. It rained.\nA lookout denied it."


def day(value: str) -> Published:
    """Published on one day."""
    following = f"{value[:8]}{int(value[8:]) + 1:02d}"
    return Published(value, value, following, TimePrecision.DAY)


def document_of(
    text: str = FERRY,
    *,
    name: str = "ferry.txt",
    publisher: str | None = "Harbour Post",
    published: str | None = "2031-04-02",
    title: str | None = "Ferry lost",
) -> tuple[Capture, Document]:
    """A plain text file as intake would give it: two bytes of mark before the text, one block a line."""
    capture = Capture.of(b"##" + text.encode(), name=name)
    blocks, pieces, start = [], [], 0
    for line in text.split("\n"):
        at = Span(start, start + len(line))
        blocks.append(Block(at, BlockKind.BODY, "a line of running text"))
        pieces.append(Piece(at.start, at.end, at.start + 2, at.end + 2))
        start = at.end + 1
    metadata = Metadata(
        title=title, publisher=publisher, published=None if published is None else day(published)
    )
    key = short_id(capture.id, "0", publisher or "")
    raw_map = RawMap("0", "utf-8", tuple(pieces))
    return capture, Document(key, capture.id, "0", text, tuple(blocks), raw_map, metadata, (1, 2, 3))


def span_of(document: Document, words: str) -> Span:
    """Where the words stand for the first time."""
    start = document.text.index(words)
    return Span(start, start + len(words))


def publisher_hop(document: Document) -> Hop:
    """The hop that every chain begins with."""
    name = document.metadata.publisher
    if name is None:
        return Hop(Source("unknown publisher", SourceKind.UNKNOWN_PUBLISHER, Naming.BARE, None))
    return Hop(Source(name, SourceKind.OUTLET, Naming.NAMED, None, name.casefold().replace(" ", "_")))


def claim_of(
    document: Document,
    words: str,
    head: str,
    *,
    source: str | None = None,
    act: Act = Act.ASSERT,
    polarity: Polarity = Polarity.POSITIVE,
    modality: Modality = Modality.DONE,
    when: When | None = None,
    place: str | None = None,
) -> Claim:
    """A claim on these words, vouched for by the source of these words."""
    at = span_of(document, words)
    head_at = Span(at.start + words.index(head), at.start + words.index(head) + len(head))
    chain = [publisher_hop(document)]
    source_at = None
    if source is not None:
        source_at = span_of(document, source)
        named = Source(source, SourceKind.BODY, Naming.NAMED, source_at, source.casefold().replace(" ", "_"))
        chain.append(Hop(named, (source_at,)))
    raw_source = None if source_at is None else document.raw_map.raw(source_at)[0].start
    anchor = Anchor(document.id, document.raw_map.raw(head_at)[0].start, raw_source)
    where = ()
    if place is not None:
        where = (
            Where(span_of(document, place), place, "geo:1", "XK", 1.0, 2.0, 3.0, PlacePrecision.CITY,
                  containers=("geo:9",)),
        )  # fmt: skip
    return Claim(
        anchor=anchor,
        head=head_at,
        extent=(at,),
        chain=tuple(chain),
        witness=len(chain) - 1,
        act=act,
        certainty=Certainty.CERTAIN,
        polarity=polarity,
        modality=modality,
        question=Question("sink", "ferry", None, None),
        participants=(Participant("ferry", "ferry", Role.AGENT, head_at),),
        when=when,
        where=where,
        kind=EventKind.ASSAULT,
    )


def ferry_claims(document: Document) -> tuple[Claim, ...]:
    """The two claims of the ferry text: it sank; it did not."""
    monday = When(span_of(document, "on Monday"), "2031-03-31", "2031-03-31", "2031-04-01", TimePrecision.DAY)
    return (
        claim_of(document, "the ferry sank", "sank", source="The harbour office", when=monday),
        claim_of(
            document, "denied it", "denied", source="A lookout", act=Act.DENY, polarity=Polarity.NEGATIVE
        ),
    )


def entry_of(capture: Capture, document: Document, claims: Sequence[Claim] = (), *, run: Run = RUN) -> Entry:
    """What a batch would record."""
    unclaimed = (
        (Unclaimed(span_of(document, "It rained."), "weather"),) if "It rained." in document.text else ()
    )
    reading = Reading(document.id, run.id, content_hash(document.metadata), tuple(claims), unclaimed)
    return Entry(capture, document, run, reading, stated=Stated(document.metadata.publisher))


def ferry(**kwargs: str | None) -> Entry:
    """The ferry text, read."""
    text = kwargs.pop("text", FERRY)
    assert text is not None
    capture, document = document_of(text, **kwargs)  # type: ignore[arg-type]
    return entry_of(capture, document, ferry_claims(document))


def restated(entry: Entry, **changes: object) -> Entry:
    """The same document under other metadata, read anew."""
    known = replace(entry.document.metadata, **changes)  # type: ignore[arg-type]
    document = replace(entry.document, metadata=known)
    assert entry.reading is not None
    reading = replace(entry.reading, metadata=content_hash(known))
    return replace(entry, document=document, reading=reading)


def toy_link(
    claims: Sequence[Claim],
    contexts: Mapping[str, Context],
    *,
    actors: Actors | None = None,
    constraints: Constraints | None = None,
) -> Derived:
    """A statement for each polarity of a question, one origin a source, a denial for each pair, one of all
    else."""
    groups: dict[tuple[Question, Polarity], list[Claim]] = defaultdict(list)
    sources: dict[str, list[Claim]] = defaultdict(list)
    questions: dict[Question, list[Claim]] = defaultdict(list)
    for claim in claims:
        groups[claim.question, claim.polarity].append(claim)
        sources[claim.holder.source.id or claim.document].append(claim)
        questions[claim.question].append(claim)

    def ids(some: Sequence[Claim]) -> tuple[str, ...]:
        return tuple(claim.id for claim in some)

    def held(some: Sequence[Claim]) -> tuple[str, ...]:
        return tuple(sorted({claim.holder.source.id or claim.document for claim in some}))

    return Derived(
        statements=tuple(
            Statement(
                some[0].id, question, ids(some), polarity, some[0].modality, held(some), len(held(some))
            )
            for (question, polarity), some in groups.items()
        ),
        relations=tuple(
            Relation(
                no.id, yes.id, RelationKind.DENIES, Basis.INFERRED, "negated", "says no", Independence.UNKNOWN
            )
            for some in questions.values()
            for no in some
            for yes in some
            if no.polarity is Polarity.NEGATIVE and yes.polarity is Polarity.POSITIVE
        ),
        origins=tuple(
            Origin(key, some[0].holder.source.name, some[0].holder.source.kind, None, ids(some))
            for key, some in sources.items()
        ),
        figures=tuple(
            Figure(
                some[0].id,
                question,
                "ferry",
                Modality.DONE,
                FigureKind.TOTAL,
                tuple(FigurePoint(each.id, None, None, False, None, None, each.head) for each in some),
            )
            for question, some in questions.items()
        ),
        positions=tuple(
            Position(
                key,
                some[0].holder.source.name,
                some[0].question,
                tuple(
                    PositionPoint(each.id, each.act, each.polarity, each.certainty, each.modality, None)
                    for each in some
                ),
            )
            for key, some in sources.items()
        ),
        events=tuple(
            Event(some[0].id, some[0].kind, question, some[0].when, (), ids(some), Modality.DONE)
            for question, some in questions.items()
        ),
    )
