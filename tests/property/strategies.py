"""Random values of the model: well-formed, and no more likely than a stage could make them."""

from __future__ import annotations

from decimal import Decimal
from enum import StrEnum
from typing import TypeVar

from hypothesis import strategies as st

from twosource.model.attribution import Attribution, Hop, Source, Standing
from twosource.model.capture import Capture
from twosource.model.claim import Anchor, Claim, Condition, Flag, Participant, Question, StatedLink
from twosource.model.document import Block, Document, Evidence, Metadata, Piece, Published, RawMap
from twosource.model.measure import Quantity, Veridicality, When, Where
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
from twosource.model.span import Span, merged
from twosource.model.vocabulary import (
    Act,
    Basis,
    BlockKind,
    Certainty,
    EventKind,
    FigureKind,
    FlagKind,
    Independence,
    Manner,
    Modality,
    Naming,
    PlacePrecision,
    PlaceRole,
    Polarity,
    RelationKind,
    Role,
    SourceKind,
    TimeDirection,
    TimePrecision,
)

E = TypeVar("E", bound=StrEnum)
T = TypeVar("T")

words = st.text(st.characters(exclude_categories=["Cs"]), min_size=1, max_size=12)
ids = st.text("0123456789abcdef", min_size=16, max_size=16)
offsets = st.integers(0, 400)
days = st.dates().map(lambda day: day.isoformat())


def one_of_list(kind: type[E]) -> st.SearchStrategy[E]:
    """A member of a closed list."""
    return st.sampled_from(list(kind))


def maybe(strategy: st.SearchStrategy[T]) -> st.SearchStrategy[T | None]:
    """The value, or None."""
    return st.none() | strategy


def some(strategy: st.SearchStrategy[T], most: int = 3) -> st.SearchStrategy[tuple[T, ...]]:
    """A short tuple of values."""
    return st.lists(strategy, max_size=most).map(tuple)


spans = st.builds(lambda start, size: Span(start, start + size), offsets, st.integers(1, 40))
extents = st.lists(spans, min_size=1, max_size=3).map(merged)
loose_extents = st.just(()) | extents
decimals = st.decimals(
    min_value=Decimal("-1e9"), max_value=Decimal("1e12"), allow_nan=False, allow_infinity=False, places=3
) | st.sampled_from([Decimal("1E+3"), Decimal("0.10"), Decimal("-0"), Decimal(12)])
floats = st.floats(-180, 180, allow_nan=False)

sources = st.builds(
    Source,
    words,
    one_of_list(SourceKind),
    one_of_list(Naming),
    maybe(spans),
    maybe(words),
    maybe(words),
    st.booleans(),
)
standings = st.builds(Standing, maybe(spans), loose_extents, loose_extents, loose_extents)
hops = st.builds(Hop, sources, loose_extents, st.booleans(), st.booleans(), maybe(standings))
attributions = st.builds(
    Attribution,
    sources,
    loose_extents,
    loose_extents,
    loose_extents,
    one_of_list(Manner),
    one_of_list(Act),
    one_of_list(Certainty),
    maybe(st.integers(0, 5)),
    st.booleans(),
    some(sources),
    some(sources),
    st.text(max_size=8),
    st.booleans(),
    maybe(st.integers(0, 5)),
)
whens = st.builds(
    When,
    maybe(spans),
    words,
    maybe(days),
    maybe(days),
    maybe(one_of_list(TimePrecision)),
    one_of_list(TimeDirection),
    maybe(words),
    maybe(words),
    st.sampled_from(["date", "time", "duration", "set"]),
)
wheres = st.builds(
    Where,
    spans,
    words,
    maybe(words),
    maybe(words),
    maybe(floats),
    maybe(floats),
    maybe(floats),
    maybe(one_of_list(PlacePrecision)),
    one_of_list(PlaceRole),
    some(words),
    st.text(max_size=8),
    some(words),
)
quantities = st.builds(
    Quantity,
    spans,
    maybe(words),
    maybe(spans),
    maybe(words),
    maybe(decimals),
    maybe(decimals),
    st.booleans(),
    one_of_list(FigureKind),
    st.booleans(),
    maybe(spans),
)
veridicalities = st.builds(
    Veridicality, one_of_list(Certainty), one_of_list(Polarity), one_of_list(Modality), loose_extents
)
questions = st.builds(Question, words, maybe(words), maybe(words), maybe(words))
anchors = st.builds(Anchor, ids, offsets, maybe(offsets), st.integers(0, 3))
participants = st.builds(Participant, words, maybe(words), one_of_list(Role), spans)
flags = st.builds(Flag, one_of_list(FlagKind), words)
stated_links = st.builds(StatedLink, one_of_list(RelationKind), ids, spans)
claims = st.builds(
    Claim,
    anchor=anchors,
    head=spans,
    extent=extents,
    chain=st.lists(hops, min_size=1, max_size=3).map(tuple),
    witness=st.just(0),
    act=one_of_list(Act),
    certainty=one_of_list(Certainty),
    polarity=one_of_list(Polarity),
    modality=one_of_list(Modality),
    question=questions,
    condition=maybe(st.builds(Condition, extents)),
    participants=some(participants),
    said=maybe(whens),
    when=maybe(whens),
    where=some(wheres, 2),
    quantities=some(quantities, 2),
    kind=maybe(one_of_list(EventKind)),
    refers_to=some(ids),
    links=some(stated_links),
    flags=some(flags),
    hedges=loose_extents,
)

evidences = st.builds(Evidence, words, words, some(spans))
publisheds = st.builds(
    Published, words, maybe(days), maybe(days), maybe(one_of_list(TimePrecision)), some(evidences)
)
metadatas = st.builds(
    Metadata,
    maybe(words),
    maybe(spans),
    maybe(words),
    some(evidences),
    maybe(words),
    some(evidences),
    maybe(publisheds),
    maybe(words),
    maybe(words),
    maybe(words),
    some(evidences),
)
blocks = st.builds(Block, spans, one_of_list(BlockKind), words, maybe(st.integers(0, 9)))
pieces = st.builds(Piece, offsets, offsets, offsets, offsets)
raw_maps = st.builds(RawMap, words, words, some(pieces))
documents = st.builds(
    Document,
    ids,
    ids,
    words,
    st.text(st.characters(exclude_categories=["Cs"]), max_size=60),
    some(blocks),
    raw_maps,
    metadatas,
    some(st.integers(0, 2**32 - 1)),
    maybe(words),
)
captures = st.builds(
    lambda content, name, address: Capture.of(content, name=name, address=address),
    st.binary(max_size=200),
    words,
    maybe(words),
)
runs = st.builds(Run, words, words, some(st.tuples(words, st.integers(1, 9))), some(st.tuples(words, words)))

relations = st.builds(
    Relation,
    ids,
    ids,
    one_of_list(RelationKind),
    one_of_list(Basis),
    words,
    words,
    one_of_list(Independence),
    maybe(spans),
)
origins = st.builds(Origin, words, words, one_of_list(SourceKind), maybe(words), some(ids))
statements = st.builds(
    Statement,
    ids,
    questions,
    some(ids),
    one_of_list(Polarity),
    one_of_list(Modality),
    some(words),
    st.integers(0, 9),
)
figures = st.builds(
    Figure,
    ids,
    questions,
    words,
    one_of_list(Modality),
    one_of_list(FigureKind),
    some(
        st.builds(
            FigurePoint,
            ids,
            maybe(decimals),
            maybe(decimals),
            st.booleans(),
            maybe(whens),
            maybe(whens),
            spans,
            maybe(ids),
        )
    ),
)
positions = st.builds(
    Position,
    words,
    words,
    questions,
    some(
        st.builds(
            PositionPoint,
            ids,
            one_of_list(Act),
            one_of_list(Polarity),
            one_of_list(Certainty),
            one_of_list(Modality),
            maybe(whens),
        )
    ),
)
events = st.builds(
    Event,
    ids,
    maybe(one_of_list(EventKind)),
    questions,
    maybe(whens),
    some(words),
    some(ids),
    one_of_list(Modality),
    some(ids),
)
deriveds = st.builds(
    Derived,
    some(statements),
    some(relations),
    some(origins),
    some(figures),
    some(positions),
    some(events),
)

DAY_PHRASES = (
    "yesterday",
    "today",
    "tomorrow",
    "three days ago",
    "the day before yesterday",
    "ten days from now",
)
"""Times counted from publication in days: they move with it by any number of days."""
WEEK_PHRASES = (
    *("on Friday", "last Tuesday", "next Monday", "last week", "next week on Thursday", "two weeks ago"),
    *("over the weekend", "this week", "on Saturday night", "from Monday to Thursday", "the past two weeks"),
)
"""Times that lean on a day of the week: they move with publication by whole weeks."""
CALENDAR_PHRASES = (
    *("in July", "on 3 May", "last month", "earlier this year", "in the third quarter", "by the end of June"),
    *(
        "this spring",
        "last year",
        "a year ago",
        "on the last day of this month",
        "since December",
        "the first half of May",
    ),
)
"""Times that lean on month or year: they move with publication by whole rounds of the calendar (400 years)."""
FIXED_PHRASES = (
    *("in 2019", "on 3 May 2024", "in the 1990s", "in the spring of 2027", "for three weeks", "every day"),
    *(
        "in Juche 104",
        "in fiscal 2026",
        "from 2019 to 2023",
        "on 2026-02-03",
        "in the first week of May 2028",
    ),
)
"""Times that do not lean on publication."""
_CLAUSES = (
    "The bridge was shut {}.",
    "The envoy will come {}.",
    "Guards fired {}, the ministry said.",
    "It opens {}.",
)


def timed_texts(phrases: tuple[str, ...], most: int = 3) -> st.SearchStrategy[str]:
    """A few sentences, each with one of the phrases."""
    sentence = st.builds(
        lambda clause, phrase: clause.format(phrase), st.sampled_from(_CLAUSES), st.sampled_from(phrases)
    )
    return st.lists(sentence, min_size=1, max_size=most).map(" ".join)
