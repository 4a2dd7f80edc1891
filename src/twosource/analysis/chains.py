"""The chain of each attribution: from the publisher inward to the one who first speaks."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from twosource.analysis.anonymity import AnonymityWords, nameless_key, standings
from twosource.analysis.layers import Analysis
from twosource.analysis.sources_described import CARRIERS
from twosource.model.attribution import Attribution, Chain, Hop, Source, Standing
from twosource.model.vocabulary import Naming, SourceKind

_BRINGS = frozenset(
    {
        SourceKind.UNNAMED,
        SourceKind.ROLE,
        SourceKind.PERSON,
        SourceKind.GROUP,
        SourceKind.ANALYSTS,
        SourceKind.DOCUMENT,
        SourceKind.INTERCEPT,
    }
)


def find_chains(analysis: Analysis, *, words: AnonymityWords) -> tuple[Chain, ...]:
    """A chain an attribution, parallel to the attributions, outermost hop first.

    The publisher opens every chain; the agency that the page credits follows it. What the publisher says of itself
    ("X has learned" in X) adds no hop, and neither does a bare marker that repeats a named attribution. A source that an
    outlet was first cited for brings that outlet along when it returns alone. A hop without a name has what the text
    says of it.
    """
    opening = publisher_hops(analysis)
    publisher = opening[0].source
    chains: list[Chain] = []
    done: dict[int, Chain] = {}
    for number in range(len(analysis.attributions)):
        chains.append(_chain(analysis, number, opening, done, publisher))
    found = standings(analysis, words)
    return tuple(tuple(_with_standing(hop, found) for hop in chain) for chain in chains)


def _with_standing(hop: Hop, found: Mapping[int, Standing]) -> Hop:
    key = nameless_key(hop.source)
    return replace(hop, standing=found.get(key)) if key is not None else hop


def publisher_hops(analysis: Analysis) -> Chain:
    """The publisher's hop, and the hop of the agency credited with the copy, if any."""
    metadata = analysis.document.metadata
    if metadata.publisher is None:
        hops = [Hop(Source("unknown publisher", SourceKind.UNKNOWN_PUBLISHER, Naming.BARE, None))]
    else:
        kind = SourceKind.OUTLET
        known = [
            m for m in analysis.mentions if _same_name(m.name, metadata.publisher) and m.kind in CARRIERS
        ]
        ident = known[0].id if known else f"outlet:{metadata.publisher.casefold()}"
        if known:
            kind = known[0].kind
        hops = [Hop(Source(metadata.publisher, kind, Naming.NAMED, None, ident))]
    if metadata.credit and not _same_name(metadata.credit, metadata.publisher or ""):
        name = metadata.credit
        hops.append(
            Hop(Source(name, SourceKind.NEWS_AGENCY, Naming.NAMED, None, f"news_agency:{name.casefold()}"))
        )
    return tuple(hops)


def _chain(
    analysis: Analysis, number: int, opening: Chain, done: dict[int, Chain], publisher: Source
) -> Chain:
    if number in done:
        return done[number]
    done[number] = opening
    one = analysis.attributions[number]
    if one.resolves_to is not None and one.resolves_to != number:
        chain = _chain(analysis, one.resolves_to, opening, done, publisher)
        # A marker before the words that settle it is no cue of its own, but the chain is stated, not inherited.
        done[number] = chain
        return chain
    if one.parent is not None:
        base = _chain(analysis, one.parent, opening, done, publisher)
    else:
        base = _inherited(analysis, number, opening, done, publisher)
    hops = list(base)
    if (
        one.conduits
        and one.parent is not None
        and len(hops) > 1
        and _is_one(hops[-1].source, one.source)
        and not hops[-1].inherited
    ):
        # "A survivor disagreed: “...,” she told Y": whom she told stands before her.
        hops.pop()
    for told in one.conduits:
        if not _is_publisher(told, publisher, analysis.text) and not _in(hops, told):
            hops.append(Hop(told, (told.at,) if told.at else ()))
    hearsay = SourceKind.UNSPECIFIED
    twice = one.source.kind is hearsay and hops[-1].source.kind is hearsay  # "reports of what allegedly ..."
    if (
        not twice
        and not _is_publisher(one.source, publisher, analysis.text)
        and not _is_among(hops, one.source)
    ):
        at = one.source_at or ((one.source.at,) if one.source.at is not None else one.cue)
        hops.append(Hop(one.source, at, inherited=one.inherited))
    for giver in one.behind:
        hops.append(Hop(giver, (giver.at,) if giver.at else ()))
    done[number] = tuple(hops)
    return done[number]


def _inherited(
    analysis: Analysis, number: int, opening: Chain, done: dict[int, Chain], publisher: Source
) -> Chain:
    """What stood before this source where the document first had it from somebody, marked inherited.

    Only one who is known by description alone brings along whom it was had from; who has a name speaks for itself.
    """
    one = analysis.attributions[number]
    first = one.source.first
    if one.brought and not one.conduits:
        kept = [told for told in one.brought if not _is_publisher(told, publisher, analysis.text)]
        return opening + tuple(Hop(told, (told.at,) if told.at else (), inherited=True) for told in kept)
    if first is None or not (_is_pronoun(analysis, one) or one.is_by_document or _is_described(one.source)):
        return opening
    for other in range(number):
        earlier = analysis.attributions[other]
        if earlier.source.first != first or (earlier.parent is None and not earlier.conduits):
            continue
        before = _before(_chain(analysis, other, opening, done, publisher), first)
        if len(before) > len(opening):
            return opening + _marked(before[len(opening) :])
    if one.source.kind is SourceKind.INTERCEPT:
        return _overheard(analysis, number, opening, done, publisher)
    holder = _introduced(analysis, number) if first == one.source.at or one.is_by_document else None
    if holder is None:
        return opening
    chain = _chain(analysis, holder, opening, done, publisher)
    return opening + _marked(chain[len(opening) :])


def _is_pronoun(analysis: Analysis, one: Attribution) -> bool:
    return bool(one.source_at) and one.source_at[0].of(analysis.text).lower() in ("he", "she", "it", "they")


def _is_described(source: Source) -> bool:
    return source.naming in (Naming.BARE, Naming.ROLE_ONLY) and source.kind in _BRINGS and source.id is None


def _marked(hops: Chain) -> Chain:
    return tuple(replace(hop, inherited=True) for hop in hops)


def _overheard(
    analysis: Analysis, number: int, opening: Chain, done: dict[int, Chain], publisher: Source
) -> Chain:
    """Who told of the intercept, for a recording that speaks for itself later."""
    for other in range(number - 1, -1, -1):
        if any(giver.kind is SourceKind.INTERCEPT for giver in analysis.attributions[other].behind):
            chain = _chain(analysis, other, opening, done, publisher)
            kept = [hop for hop in chain[len(opening) :] if hop.source.kind is not SourceKind.INTERCEPT]
            return opening + _marked(tuple(kept))
    return opening


def _introduced(analysis: Analysis, number: int) -> int | None:
    """The attribution before whose content brought up the document that now speaks ("an order ... the order")."""
    one = analysis.attributions[number]
    if not one.is_by_document or not one.source_at:
        return None
    first = one.source.first
    if first is not None and first != one.source.at:
        for other in range(number - 1, -1, -1):
            if any(span.contains(first) for span in analysis.attributions[other].content):
                return other
        return None
    words = one.source_at[0].of(analysis.text).split()
    if words[0].lower() not in ("the", "this", "that", "these", "those", "its", "their"):
        return None
    noun = words[-1].lower()
    for other in range(number - 1, -1, -1):
        earlier = analysis.attributions[other]
        if (
            earlier.source.kind not in _BRINGS
            or (earlier.cue or earlier.content)[0].start > one.source_at[0].start
        ):
            continue
        content = " ".join(span.of(analysis.text) for span in earlier.content).lower().split()
        if noun in content and content[content.index(noun) - 1] in (
            "a",
            "an",
            "new",
            "written",
            "special",
            "secret",
        ):
            return other
    return None


def _before(chain: Chain, first: object) -> Chain:
    for place, hop in enumerate(chain):
        if hop.source.first == first and hop.source.first is not None:
            return chain[:place]
    return chain[:1]


def _is_among(hops: list[Hop], source: Source) -> bool:
    """Whether the source is a hop of the chain already: one who speaks inside its own words is one hop."""
    return any(_is_one(hop.source, source) for hop in hops)


def _in(hops: list[Hop], source: Source) -> bool:
    """Whether the source is a hop already; an agency credited with the copy is known by its name."""
    return any(
        _is_one(hop.source, source)
        or (hop.source.at is None and source.kind in CARRIERS and _same_name(hop.source.name, source.name))
        for hop in hops
    )


def _is_one(left: Source, right: Source) -> bool:
    if left.first is not None and left.first == right.first:
        return True
    return left.id is not None and left.id == right.id


def _is_publisher(source: Source, publisher: Source, text: str) -> bool:
    if source.id is not None and source.id == publisher.id:
        return True
    if source.kind in CARRIERS and source.name.lower().split()[:1] in (["this"], ["our"]):
        return True
    if not publisher.name or source.naming is not Naming.NAMED:
        return False
    short, full = _bare(source.name), _bare(publisher.name)
    if full.startswith(f"{short} ") and source.at is not None:
        start = source.at.start + source.at.of(text).find(source.name)
        return text[start : start + len(publisher.name)].casefold() == publisher.name.casefold()
    return short == full or (source.kind in CARRIERS and short != "" and full.endswith(f" {short}"))


def _same_name(left: str, right: str) -> bool:
    return _bare(left) == _bare(right) != ""


def _bare(name: str) -> str:
    words = name.casefold().replace("’", "'").split()
    return " ".join(word for word in words if word not in ("the",))
