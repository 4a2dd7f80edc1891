"""Invented readings: what a run would have read in documents that nobody wrote, so that a large ledger takes minutes.

Situations of ten to twenty reports in a fortnight, each with actors and questions of its own; outlets, states and ministries
recur over all of them. No language is read: claims and spans are made by hand on the sentences made for them.
"""

from __future__ import annotations

import random
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from decimal import Decimal
from itertools import count
from typing import Protocol

from bench.articles import load_words, sentence
from twosource.model.attribution import Hop, Source
from twosource.model.capture import Capture, short_id
from twosource.model.claim import Anchor, Claim, Participant, Question, StatedLink
from twosource.model.codec import content_hash
from twosource.model.document import Block, Document, Metadata, Piece, Published, RawMap, Stated
from twosource.model.measure import Quantity, When, Where
from twosource.model.run import Run
from twosource.model.span import Span
from twosource.model.vocabulary import (
    Act,
    BlockKind,
    Certainty,
    EventKind,
    Modality,
    Naming,
    PlacePrecision,
    Polarity,
    RelationKind,
    Role,
    SourceKind,
    TimeDirection,
    TimePrecision,
)
from twosource.store.base import Entry, Reading, Unclaimed

RUN = Run("bench", "rules", (("claims", 1),), ())
_FIRST_DAY = date(2031, 1, 6)
_SITUATIONS_A_WEEK = 4
_PERMUTATIONS = 128

_STATES = tuple(f"X{letter}" for letter in "ABCDEFGHIJKLMNOPQRSTUVWXYZ")
_ORGANS = (("ministry:defence", "defence ministry"), ("ministry:foreign", "foreign ministry"),
           ("military", "general staff"))  # fmt: skip
_OUTLETS = tuple(
    f"{place} {paper}"
    for paper in ("Courier", "Gazette", "Post", "Wire", "Herald", "Radio")
    for place in ("Velm", "Harsk", "Toruma", "Ostrel", "Kirrun", "Dovra", "Mellin", "Sarn", "Anneke", "Brun")
)
_SYLLABLES = ("ba", "dor", "el", "fen", "gar", "hil", "ir", "kas", "lo", "mur", "nav", "os", "pel", "ruk", "sto", "tir",
              "ul", "ven", "wy", "zan")  # fmt: skip
_DEEDS = (
    ("deploy", "deployed", "troop", "soldiers", EventKind.MOBILIZE),
    ("supply", "supplied", "shell", "shells", EventKind.AID),
    ("destroy", "destroyed", "bridge", "bridges", EventKind.ASSAULT),
    ("kill", "killed", "people", "villagers", EventKind.ASSAULT),
    ("arrest", "arrested", "people", "workers", EventKind.COERCE),
    ("attack", "attacked", "depot", "depots", EventKind.ASSAULT),
    ("close", "closed", "crossing", "crossings", None),
    ("withdraw", "withdrew", "troop", "troops", EventKind.RETREAT),
    ("train", "trained", "troop", "recruits", EventKind.MOBILIZE),
    ("mine", "mined", "road", "roads", None),
)
_NUMBERS = (40, 120, 300, 500, 1_500, 3_000, 3_000, 10_000, 12_000)
"""Few and round, so that unlike things have one number."""


@dataclass(frozen=True, slots=True)
class _Matter:
    """One question of a situation, and how its reports tell of it."""

    question: Question
    words: tuple[str, str, str, str]  # agent, verb, thing, target
    kind: EventKind | None
    modality: Modality
    number: int | None


@dataclass(frozen=True, slots=True)
class Situation:
    """What its reports have in common: a place, a fortnight, speakers, and the questions they answer."""

    number: int
    start: date
    place: Where
    speakers: tuple[Source, ...]
    matters: tuple[_Matter, ...]


def entries(seed: int, documents: int) -> Iterator[Entry]:
    """So many documents, the same for the same seed: situations begin one after another, their reports lie among one another."""
    rng = random.Random(seed)
    situations = (_situation(rng, number) for number in count())
    made = 0
    open_ones: list[Iterator[Entry]] = []
    while made < documents:
        while len(open_ones) < 2 * _SITUATIONS_A_WEEK:
            open_ones.append(_reports(rng, next(situations), rng.randint(10, 20), 14))
        one = rng.choice(open_ones)
        entry = next(one, None)
        if entry is None:
            open_ones.remove(one)
            continue
        made += 1
        yield entry


def growing(seed: int, documents: int) -> Iterator[Entry]:
    """So many reports of one situation over two months."""
    rng = random.Random(seed)
    yield from _reports(rng, _situation(rng, 1_000_000), documents, 60)


# ---------------------------------------------------------------------- a situation


def _situation(rng: random.Random, number: int) -> Situation:
    town = _name(rng)
    start = _FIRST_DAY + timedelta(days=7 * (number % 1_000) // _SITUATIONS_A_WEEK)
    states = rng.sample(_STATES, 2)
    place = Where(
        Span(0, 1), town, f"geo:{number}", states[0], rng.uniform(-60, 60), rng.uniform(-180, 180), 9.0,
        PlacePrecision.CITY, candidates=(f"geo:{number}",), because="the only place of that name",
        containers=(states[0],),
    )  # fmt: skip
    own = [
        (f"body:{town.casefold()} {what}", f"the {town} {what}")
        for what in ("council", "port office", "front")
    ]
    organs = [
        (f"{state}.{organ}", f"{_of_state(state)} {words}", state)
        for state in states
        for organ, words in _ORGANS
    ]
    speakers = (
        *(Source(name, SourceKind.BODY, Naming.NAMED, None, key) for key, name in own),
        *(Source(name, SourceKind.BODY, Naming.NAMED, None, key, state) for key, name, state in organs),
        Source("a source in the town", SourceKind.UNNAMED, Naming.BARE, None),
        Source("a senior official", SourceKind.UNNAMED, Naming.ROLE_ONLY, None, country=states[0]),
        Source(f"{_name(rng)} {_name(rng)}", SourceKind.PERSON, Naming.NAMED, None, f"person:{town.casefold()} mayor"),
    )  # fmt: skip
    return Situation(number, start, place, speakers, _matters(rng, own, states))


def _matters(
    rng: random.Random, own: Sequence[tuple[str, str]], states: Sequence[str]
) -> tuple[_Matter, ...]:
    """Fourteen questions: most on this situation's own actors, two on states, two asked in one document alone, two thin."""
    found = []
    for place in range(14):
        predicate, verb, thing, things, kind = rng.choice(_DEEDS)
        (agent, agent_name), (target, target_name) = rng.sample(own, 2)
        counted: str | None = thing
        slots: tuple[str | None, str | None] = (agent, target if place % 3 == 0 else None)
        if place in (8, 9):
            slots = (states[0], states[1])
            agent_name, target_name = _of_state(states[0]), _of_state(states[1])
        elif place in (10, 11):
            slots = ("~villager", None)
            agent_name = "villagers"
        elif place == 12:
            slots, counted = (agent, None), None
        elif place == 13:
            predicate, verb, counted, slots = (
                "say",
                "said so of",
                None,
                (f"{states[0]}.ministry:foreign", None),
            )
            agent_name = f"{_of_state(states[0])} foreign ministry"
        found.append(
            _Matter(
                question=Question(predicate, slots[0], slots[1], counted),
                words=(agent_name, verb, things, target_name),
                kind=kind,
                modality=rng.choice(
                    (Modality.DONE, Modality.DONE, Modality.DONE, Modality.PLANNED, Modality.PRESENT,
                     Modality.UNDER_WAY, Modality.ORDERED)
                ),
                number=rng.choice(_NUMBERS) if place % 2 == 0 and place < 12 else None,
            )
        )  # fmt: skip
    return tuple(found)


def _name(rng: random.Random) -> str:
    return "".join(rng.choice(_SYLLABLES) for _ in range(3)).capitalize()


def _of_state(state: str) -> str:
    return f"the {_SYLLABLES[_STATES.index(state) % len(_SYLLABLES)].capitalize()}{state[1].casefold()}ian"


# ---------------------------------------------------------------------- a report


def _reports(rng: random.Random, situation: Situation, number: int, days: int) -> Iterator[Entry]:
    """The reports of a situation by day; one in eight is another outlet's copy of an earlier one."""
    earlier: list[Entry] = []
    for day in sorted(rng.randrange(days) for _ in range(number)):
        if earlier and rng.random() < 0.125:
            entry = _copy(rng, rng.choice(earlier), situation.start + timedelta(days=day))
        else:
            entry = _report(rng, situation, situation.start + timedelta(days=day))
            earlier.append(entry)
        yield entry


def _outlet(rng: random.Random) -> Source:
    """A few outlets print most of what there is."""
    place = min(int(rng.paretovariate(0.8)) - 1, len(_OUTLETS) - 1)
    name = _OUTLETS[place]
    return Source(name, SourceKind.OUTLET, Naming.NAMED, None, f"outlet:{name.casefold()}")


def _copy(rng: random.Random, entry: Entry, day: date) -> Entry:
    outlet = _outlet(rng)
    credit = entry.document.metadata.publisher
    print_ = tuple(
        rng.getrandbits(32) if rng.random() < 0.05 else value for value in entry.document.fingerprint
    )
    text = f"{entry.document.text}\nCopied by {outlet.name}."
    document = _document(rng, text, outlet, day, replace(entry.document.metadata, credit=credit))
    document = replace(document, fingerprint=print_)
    assert entry.reading is not None
    moved = {claim.id: replace(claim.anchor, document=document.id) for claim in entry.reading.claims}
    claims = tuple(
        replace(
            claim,
            anchor=moved[claim.id],
            chain=(Hop(outlet), *claim.chain[1:]),
            refers_to=tuple(moved[each].claim_id for each in claim.refers_to),
            links=tuple(replace(link, to=moved[link.to].claim_id) for link in claim.links),
        )
        for claim in entry.reading.claims
    )
    return _entry(document, text, claims, entry.reading.unclaimed)


def _report(rng: random.Random, situation: Situation, day: date) -> Entry:
    outlet = _outlet(rng)
    told = rng.sample(situation.matters, rng.randint(6, 13))
    writer = _Writer(rng, situation, day)
    for matter in told:
        writer.tell(matter)
    text = writer.text
    document = _document(rng, text, outlet, day, Metadata())
    claims: list[Claim] = []
    for drafted in writer.drafts:
        claims.append(drafted.claim(document.id, outlet, claims))
    unclaimed = tuple(Unclaimed(at, "no verb of the lexicon stands in it") for at in writer.rest)
    return _entry(document, text, tuple(claims), unclaimed)


def _document(rng: random.Random, text: str, outlet: Source, day: date, known: Metadata) -> Document:
    capture = Capture.of(text.encode(), name="")
    blocks, pieces, start = [], [], 0
    for line in text.split("\n"):
        at = Span(start, start + len(line))
        blocks.append(Block(at, BlockKind.BODY if start else BlockKind.TITLE, "a line of running text"))
        pieces.append(Piece(at.start, at.end, at.start, at.end))
        start = at.end + 1
    value = day.isoformat()
    published = Published(value, value, (day + timedelta(days=1)).isoformat(), TimePrecision.DAY)
    metadata = replace(
        known,
        title=text[: blocks[0].at.end],
        publisher=outlet.name,
        published=published if rng.random() < 0.97 else None,
        language="en",
        address=f"https://{outlet.name.casefold().replace(' ', '-')}.example/{capture.id[:12]}",
    )
    key = short_id(capture.id, "0", metadata.address or "")
    print_ = tuple(rng.getrandbits(32) for _ in range(_PERMUTATIONS))
    raw_map = RawMap("0", "utf-8", tuple(pieces))
    return Document(key, capture.id, "0", text, tuple(blocks), raw_map, metadata, print_)


def _entry(
    document: Document, text: str, claims: tuple[Claim, ...], unclaimed: tuple[Unclaimed, ...]
) -> Entry:
    address = document.metadata.address
    capture = Capture.of(text.encode(), name=f"{document.capture[:16]}.txt", address=address)
    reading = Reading(document.id, RUN.id, content_hash(document.metadata), claims, unclaimed)
    return Entry(capture, document, RUN, reading, stated=Stated(document.metadata.publisher))


# ---------------------------------------------------------------------- a sentence


@dataclass(frozen=True, slots=True)
class _Draft:
    """A claim but for its document and its publisher; ``earlier`` is the place of the claim it names."""

    matter: _Matter
    chain: tuple[Hop, ...]
    head: Span
    extent: Span
    when: When | None
    said: When | None
    where: tuple[Where, ...]
    quantity: Quantity | None
    denies: bool
    earlier: int | None

    def claim(self, document: str, outlet: Source, before: Sequence[Claim]) -> Claim:
        """The claim as it stands in a document of an outlet."""
        holder = self.chain[-1].source if self.chain else None
        named = () if self.earlier is None else (before[self.earlier].id,)
        revises = self.quantity is not None
        participants = [Participant(self.matter.words[0], self.matter.question.agent, Role.AGENT, self.head)]
        if holder is not None and holder.at is not None:
            participants.append(Participant(holder.name, holder.id, Role.SPEAKER, holder.at))
        return Claim(
            anchor=Anchor(document, self.head.start, None if holder is None or holder.at is None else holder.at.start),
            head=self.head,
            extent=(self.extent,),
            chain=(Hop(outlet), *self.chain),
            witness=len(self.chain),
            act=Act.DENY if self.denies else Act.ASSERT,
            certainty=Certainty.CERTAIN,
            polarity=Polarity.NEGATIVE if self.denies else Polarity.POSITIVE,
            modality=self.matter.modality,
            question=self.matter.question,
            participants=tuple(participants),
            said=self.said,
            when=self.when,
            where=self.where,
            quantities=() if self.quantity is None else (self.quantity,),
            kind=self.matter.kind,
            refers_to=() if revises else named,
            links=tuple(StatedLink(RelationKind.REVISES, each, self.head) for each in named) if revises else (),
        )  # fmt: skip


class _Put(Protocol):
    """Adds words to a sentence."""

    def __call__(self, words: str, after: str = " ") -> Span:
        """Where they stand."""


class _Writer:
    """Writes a report sentence by sentence and notes where everything stands."""

    def __init__(self, rng: random.Random, situation: Situation, day: date) -> None:
        self._rng = rng
        self._situation = situation
        self._day = day
        self._words = load_words()
        self.drafts: list[_Draft] = []
        self.rest: list[Span] = []
        self._lines = [f"{situation.place.name}: reports of {day.isoformat()}"]
        self._length = len(self._lines[0])

    @property
    def text(self) -> str:
        """The report."""
        return "\n".join(self._lines)

    def tell(self, matter: _Matter) -> None:
        """A sentence on a matter, and another that gives no claim; now and then its number is given as a revision."""
        earlier = self._sentence(matter, None)
        if matter.number is not None and self._rng.random() < 0.08:
            self._sentence(replace(matter, number=matter.number * 2), earlier)
        start = self._length + 1
        self._line(sentence(self._words, self._rng))
        self.rest.append(Span(start, self._length))

    def _line(self, line: str) -> None:
        self._lines.append(line)
        self._length += 1 + len(line)

    def _sentence(self, matter: _Matter, earlier: int | None) -> int:
        rng, start = self._rng, self._length + 1
        agent, verb, things, target = matter.words
        line = ""

        def put(words: str, after: str = " ") -> Span:
            nonlocal line
            at = Span(start + len(line), start + len(line) + len(words))
            line += words + after
            return at

        chain = tuple(self._heard(put)) if rng.random() < 0.75 else ()
        denies = bool(chain) and rng.random() < 0.1
        said = None
        if chain:
            put("denied" if denies else "said")
            if rng.random() < 0.3:
                said = self._on_day(put, self._day)
            put("that")
        first = put(agent)
        head = put(verb)
        quantity = None
        if matter.number is not None:
            quantity = self._quantity(matter.number, put(f"{matter.number:,}"), matter.question.counted)
        put(things)
        if matter.question.target is not None:
            put(f"of {target}")
        where: tuple[Where, ...] = ()
        if rng.random() < 0.4:
            put("near")
            where = (replace(self._situation.place, at=put(self._situation.place.name)),)
        when: When | None = When(
            None, "PAST_REF", None, self._after(self._day), None, TimeDirection.BEFORE, "published"
        )
        if rng.random() < 0.4:
            when = self._on_day(put, self._happened(matter))
        last = put("again", ".")
        self._line(line)
        draft = _Draft(
            matter, chain, head, Span(first.start, last.end), when, said, where, quantity, denies, earlier
        )
        self.drafts.append(draft)
        return len(self.drafts) - 1

    def _heard(self, put: _Put) -> Iterator[Hop]:
        """One or two hops: most have it from a speaker, some through a named one from a source without a name."""
        speakers = self._situation.speakers
        inward = [self._rng.choice(speakers)]
        if self._rng.random() < 0.15:
            inward.append(speakers[-3])
        for each in inward:
            at = put(each.name)
            yield Hop(replace(each, at=at, first=at), (at,))

    def _on_day(self, put: _Put, day: date) -> When:
        put("on")
        at = put(f"{day.day} {day:%B}")
        return When(
            at, day.isoformat(), day.isoformat(), self._after(day), TimePrecision.DAY, anchor="published"
        )

    def _happened(self, matter: _Matter) -> date:
        """The day a matter is told of: the same for all reports of one that happened, else one ahead."""
        ahead = matter.modality in (Modality.PLANNED, Modality.ORDERED)
        return self._situation.start + timedelta(days=30 if ahead else len(matter.words[2]) % 7)

    def _quantity(self, number: int, at: Span, counted: str | None) -> Quantity:
        value = Decimal(number if self._rng.random() < 0.8 else number + 100)
        return Quantity(at, counted, at, None, value, value, approximate=self._rng.random() < 0.2)

    def _after(self, day: date) -> str:
        return (day + timedelta(days=1)).isoformat()
