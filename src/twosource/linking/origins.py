"""Who vouches for a claim, resolved across documents."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace

from twosource.linking.actors import Actors
from twosource.linking.context import Context
from twosource.linking.number import Number, number_of
from twosource.linking.scope import Days, days, days_of, event_places
from twosource.model.attribution import Hop
from twosource.model.claim import Claim, Participant
from twosource.model.measure import When, Where
from twosource.model.relation import Origin, Provenance, Voice
from twosource.model.vocabulary import Act, FlagKind, Modality, RelationKind, Role, SourceKind

UNRESOLVED = frozenset({SourceKind.UNNAMED, SourceKind.UNSPECIFIED, SourceKind.UNKNOWN_PUBLISHER})
"""Kinds that are never the same origin in two documents, whatever their key."""

UNCOUNTED = frozenset({SourceKind.UNSPECIFIED, SourceKind.UNKNOWN_PUBLISHER})
"""Kinds that are nobody one could go back to."""

REPORTERS = frozenset({SourceKind.OUTLET, SourceKind.NEWS_AGENCY, SourceKind.UNKNOWN_PUBLISHER})
"""Kinds that pass on what others say: what they print without a source is unattributed prose."""

SILENCES = frozenset({Act.NO_COMMENT, Act.DECLINE_TO_CONFIRM, Act.EQUIVOCATE})
"""Acts of one who keeps silent."""

ABOUT_CLAIMS = frozenset(
    {
        Act.DENY,
        Act.DISMISS,
        Act.NO_COMMENT,
        Act.DECLINE_TO_CONFIRM,
        Act.EQUIVOCATE,
        Act.HINT,
        Act.RETRACT,
        Act.CORRECT,
    }
)
"""Acts on what somebody claimed."""


@dataclass(frozen=True, slots=True)
class Party:
    """A source resolved as far as it can be: ``key`` is an actor's key, or ``document:offset`` where it is not resolved.

    ``body`` is the governing body, ``actor`` the one whose position it gives; both None where unresolved. ``group`` is
    the publisher's group of an outlet where one is known.
    """

    key: str
    name: str
    kind: SourceKind
    is_resolved: bool
    body: str | None
    actor: str | None
    group: str | None = None

    @property
    def is_reporter(self) -> bool:
        """Whether what it says without a source is unattributed prose."""
        return self.kind in REPORTERS


@dataclass(frozen=True, slots=True)
class Testimony:
    """A claim with all that linking reads of it: its witness, the parties it came through, its day of speech.

    ``hops`` are the parties of the chain from the publisher inward, ``relays`` those between the publisher and the witness, the
    witness included unless it is the publisher. ``voice`` is whose position it gives: the witness, or the one who keeps
    silent in it. ``spoken`` are the days of speech as the claim states them, ``as_of`` the same or the days of
    publication; both None where not known. ``when`` is the time of what is claimed, none where the same words give the
    time of speaking, unless it is told as done; ``places`` are those of the event; ``number`` is what it answers to how many.
    """

    id: str
    claim: Claim
    context: Context
    rank: tuple[int, str, str, int, str]
    witness: Party
    holder: Party
    publisher: Party
    voice: Party
    relays: tuple[Party, ...]
    hops: tuple[Party, ...]
    spoken: Days | None
    as_of: Days | None
    when: When | None
    places: tuple[Where, ...]
    number: Number | None
    is_headline: bool
    """Whether it stands in a title: it vouches for nothing."""
    is_retractor: bool
    """Whether it takes something back."""

    @property
    def is_prose(self) -> bool:
        """Whether the publisher says it in its own voice."""
        return not self.relays

    @property
    def was_said_before(self) -> bool:
        """Whether its text dates its speech no more finely than before the rest ("had previously")."""
        said = self.claim.said
        return said is not None and said.value == "PAST_REF"

    @property
    def is_own_word(self) -> bool:
        """Whether the holder said it in public, so that it is the holder's position."""
        return self.witness.key == self.holder.key

    @property
    def tells_a_part(self) -> bool:
        """Whether its text calls its number a part of another."""
        return any(quantity.part_of_at is not None for quantity in self.claim.quantities)

    @property
    def position_of(self) -> str | None:
        """The actor whose position it gives: only what an actor says itself in public, or keeps silent on.

        A report of what it holds is the reporter's word. Outlets and unresolved sources hold none.
        """
        silent = self.claim.act in SILENCES
        own = self.voice is not self.witness if silent else self.is_own_word
        if self.is_headline or not own or not self.voice.is_resolved or self.voice.is_reporter:
            return None
        return self.voice.actor


def hear(claims: Iterable[Claim], contexts: Mapping[str, Context], actors: Actors) -> tuple[Testimony, ...]:
    """The claims as linking reads them, in canonical order: documents by `Context.order`, then head offset, then id."""
    by_id = {claim.id: claim for claim in claims}
    return tuple(
        sorted((hear_one(claim, contexts, actors) for claim in by_id.values()), key=lambda one: one.rank)
    )


def hear_one(claim: Claim, contexts: Mapping[str, Context], actors: Actors) -> Testimony:
    """One claim as linking reads it; a document without a context is undated and of an unknown publisher."""
    context = contexts.get(claim.document) or Context(claim.document, None, None, None)
    publisher = _publisher(claim.chain[0], context, actors)
    parties = (publisher, *(party_of(hop, context, actors) for hop in claim.chain[1:]))
    said = claim.said
    spoken = days_of(said)
    as_of = spoken
    if (said is None or said.at is None) and context.published is not None:
        as_of = days(context.published.start, context.published.end)
    identity = claim.id
    witness = parties[claim.witness]
    silent = _silent_party(claim, actors) if claim.act in SILENCES else None
    of_speech = claim.act in ABOUT_CLAIMS or claim.modality is not Modality.DONE
    return Testimony(
        id=identity,
        claim=claim,
        context=context,
        rank=(*context.order, claim.head.start, identity),
        witness=witness,
        holder=parties[-1],
        publisher=publisher,
        voice=silent or witness,
        relays=parties[1 : claim.witness + 1],
        hops=parties,
        spoken=spoken,
        as_of=as_of,
        when=None if of_speech and claim.when == claim.said else claim.when,
        places=event_places(claim.where, claim.question),
        number=number_of(claim),
        is_headline=claim.has_flag(FlagKind.HEADLINE),
        is_retractor=claim.act is Act.RETRACT
        or RelationKind.RETRACTS in [one.relation for one in claim.links],
    )


def _publisher(hop: Hop, context: Context, actors: Actors) -> Party:
    source = hop.source
    key = context.publisher_id or (source.id if context.publisher is not None else None)
    if key is None:
        name = context.publisher or source.name
        return Party(f"{context.document}:publisher", name, SourceKind.UNKNOWN_PUBLISHER, False, None, None)
    kind = SourceKind.OUTLET if source.kind is SourceKind.UNKNOWN_PUBLISHER else source.kind
    return _resolved(key, context.publisher or source.name, kind, None, actors)


def party_of(hop: Hop, context: Context, actors: Actors) -> Party:
    """Who a hop other than the publisher is; without a key it is itself at its place in its document and no one elsewhere."""
    source = hop.source
    if source.id is not None and source.kind not in UNRESOLVED:
        party = _resolved(source.id, source.name, source.kind, source.country, actors)
        if source.speaks_for is not None and party.actor == party.key:
            body = actors.same_as(source.speaks_for)
            party = replace(party, body=actors.body_of(body), actor=body)
        return party
    at = source.first or source.at or (hop.at[0] if hop.at else None)
    place = f"{context.document}:{at.start}" if at is not None else f"{context.document}:{source.kind}"
    # A person may have said that two unnamed sources are one; neither is resolved by that.
    return Party(actors.same_as(place), source.name, source.kind, False, None, None)


def _resolved(actor: str, name: str, kind: SourceKind, country: str | None, actors: Actors) -> Party:
    key = actors.same_as(actor)
    kind = actors.kind_of(key) or kind
    body = actors.body_of(key)
    if country is not None and kind not in REPORTERS and (body is None or ":" in body):
        body = actors.same_as(country)  # known by words only: it may be an organ of that state
    return Party(key, name, kind, True, body, actors.speaks_for(key) or key, actors.group_of(key))


def _silent_party(claim: Claim, actors: Actors) -> Party | None:
    """Who keeps silent in a claim about a silence; None where its words do not settle it."""
    for participant in claim.participants:
        if participant.role is Role.SILENT:
            return _participant(participant, claim, actors)
    return None


def _participant(participant: Participant, claim: Claim, actors: Actors) -> Party:
    if participant.id is None:
        key = f"{claim.document}:{participant.at.start}"
        return Party(key, participant.name, SourceKind.UNNAMED, False, None, None)
    return _resolved(participant.id, participant.name, SourceKind.BODY, None, actors)


def provenance_of(one: Testimony) -> Provenance:
    """Who stands behind a claim."""
    origin = None if one.is_headline else _voice(one.witness)
    return Provenance(one.id, origin, tuple(_voice(party) for party in one.hops), one.claim.witness)


def _voice(party: Party) -> Voice:
    return Voice(party.key, party.name, party.kind, party.body)


def find_origins(told: Iterable[Testimony]) -> tuple[Origin, ...]:
    """The witnesses of the claims, in the order of their first claim; a headline counts for none."""
    found: dict[str, list[Testimony]] = {}
    for one in told:
        if not one.is_headline:
            found.setdefault(one.witness.key, []).append(one)
    return tuple(
        Origin(
            id=key,
            name=group[0].witness.name,
            kind=group[0].witness.kind,
            body=group[0].witness.body,
            claims=tuple(one.id for one in group),
        )
        for key, group in found.items()
    )
