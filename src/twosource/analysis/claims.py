"""Claims: each predicate along each chain that carries it, with its slots, times, places and numbers."""

from __future__ import annotations

from dataclasses import dataclass, replace

from twosource.analysis.actors import ActorTable
from twosource.analysis.chains import publisher_hops
from twosource.analysis.clauses import frame_of
from twosource.analysis.drafts import Draft
from twosource.analysis.holding import SILENT, Holding
from twosource.analysis.kinds import kind_of
from twosource.analysis.layers import Analysis, Predicate
from twosource.analysis.meaning import Meaning
from twosource.analysis.parties import chains_of_pair
from twosource.analysis.plausibility import Magnitudes, implausible
from twosource.analysis.plausibility_inner import at_odds, with_impossible_times
from twosource.analysis.quantities import quantities_of
from twosource.analysis.quantities_lexicon import QuantityWords
from twosource.analysis.questions import Slots, question_of
from twosource.analysis.references import with_references
from twosource.analysis.times_bound import bound_of, bounded, share_speech
from twosource.analysis.times_lexicon import TimeWords
from twosource.analysis.times_modifier import lends_time
from twosource.model.attribution import Attribution, Chain, Hop, Source
from twosource.model.claim import Anchor, Claim, Condition, Flag, Participant, Question
from twosource.model.measure import When, Where
from twosource.model.span import Span, merged
from twosource.model.vocabulary import (
    Act,
    BlockKind,
    FlagKind,
    Modality,
    Polarity,
    Role,
    SourceKind,
)

_SAYS_NO = SILENT | {Act.DENY, Act.DISMISS}
"""Acts that are acts whether or not a negation stands on their cue."""
_NOW = frozenset({Modality.PRESENT, Modality.UNDER_WAY})
_MEDIA = frozenset(
    {
        SourceKind.OUTLET,
        SourceKind.NEWS_AGENCY,
        SourceKind.STATE_MEDIA,
        SourceKind.UNKNOWN_PUBLISHER,
        SourceKind.DOCUMENT,
        SourceKind.UNSPECIFIED,
    }
)


def find_claims(
    analysis: Analysis,
    *,
    meaning: Meaning,
    actors: ActorTable,
    magnitudes: Magnitudes,
    timewords: TimeWords,
    counted: QuantityWords,
) -> tuple[Claim, ...]:
    """The claims of the document, by head, then by chain.

    One a predicate and path: coordinated sources give one each. Reads every layer but silences. No two have
    the same anchor.
    """
    flags = {**dict(at_odds(analysis, words=counted)), **dict(implausible(analysis, magnitudes=magnitudes))}
    joiner = _Joiner(analysis, meaning, Slots(analysis, meaning, actors), flags, timewords)
    drafts: list[Draft] = []
    seen: set[str] = set()
    for predicate in analysis.predicates:
        for draft in joiner.drafts(predicate):
            if draft.claim.id not in seen:
                seen.add(draft.claim.id)
                drafts.append(draft)
    return with_impossible_times(analysis, with_references(analysis, tuple(drafts), slots=joiner.slots))


@dataclass(frozen=True, slots=True)
class _Path:
    """One way a predicate reached the reader."""

    attribution: Attribution | None
    chain: Chain
    index: int = 0
    """Which of a pair that speaks as one."""


class _Joiner:
    """Joins the layers of one document; holds them by the predicate they hang on."""

    def __init__(
        self,
        analysis: Analysis,
        meaning: Meaning,
        slots: Slots,
        implausibles: dict[int, Flag],
        timewords: TimeWords,
    ) -> None:
        self.analysis = analysis
        self.meaning = meaning
        self.slots = slots
        self.timewords = timewords
        self.implausibles = {analysis.quantities[number].at: flag for number, flag in implausibles.items()}
        self.heads = {predicate.head for predicate in analysis.predicates}
        self.cue_tokens: dict[int, int] = {}
        starts = {token.start: token.i for token in analysis.parse.tokens}
        for number, attribution in enumerate(analysis.attributions):
            for span in attribution.cue:
                for offset in range(span.start, span.end):
                    if offset in starts:
                        self.cue_tokens.setdefault(starts[offset], number)
        self.starts = starts
        self.holding = Holding(analysis, meaning, self.cue_tokens)
        self.block_of = {s.first: s.block for s in analysis.parse.sentences}
        self.times: dict[int, list[When]] = {}
        self.said: dict[int, list[When]] = {}
        for when in analysis.times:
            self._hang(when)
        share_speech(self.said, self.cue_tokens, analysis.parse, analysis.attributions)

    def _token_in(self, span: Span) -> int | None:
        for offset in range(span.end - 1, span.start - 1, -1):
            if offset in self.starts:
                return self.starts[offset]
        return None

    def _governor(self, span: Span) -> int | None:
        """The nearest predicate head or cue above the words at a span."""
        token = self._token_in(span)
        for _ in range(40):
            if token is None:
                return None
            if token in self.heads or token in self.cue_tokens:
                return token
            above = self.analysis.parse.tokens[token].head
            if above == token:
                return self._head_under(token)
            token = above
        return None

    def _head_under(self, top: int) -> int | None:
        """The predicate whose head hangs under a light verb or copula at ``top``."""
        return next((c for c in self.analysis.parse.children[top] if c in self.heads), None)

    def _hang(self, when: When) -> None:
        if when.at is None:
            return
        if not lends_time(
            self.analysis.text, self.analysis.parse, when, words=self.timewords, heads=self.heads
        ):
            return
        held = next((p for p in self.analysis.predicates if any(s.contains(when.at) for s in p.extent)), None)
        governor = self._governor(when.at)
        frame = frame_of(self.analysis.attributions, when.at)
        if governor is not None and governor in self.cue_tokens and governor not in self.heads:
            number = self.cue_tokens[governor]
            if frame != number:
                self.said.setdefault(number, []).append(when)
                return
        if governor in self.heads:
            self.times.setdefault(governor, []).append(when)
            if governor in self.cue_tokens:
                self.said.setdefault(self.cue_tokens[governor], []).append(when)
        elif held is not None:
            self.times.setdefault(held.head, []).append(when)

    def drafts(self, predicate: Predicate) -> list[Draft]:
        """The claims of one predicate, one a path."""
        question = question_of(predicate, self.slots)
        return [self._draft(predicate, question, path) for path in self._paths(predicate)]

    def _paths(self, predicate: Predicate) -> list[_Path]:
        analysis = self.analysis
        if predicate.frame is None:
            return [_Path(None, publisher_hops(analysis))]
        first = analysis.attributions[predicate.frame]
        paths: list[_Path] = []
        for attribution, chain in zip(analysis.attributions, analysis.chains, strict=True):
            same = attribution is first or (
                attribution.content == first.content and attribution.cue == first.cue and first.content
            )
            if same:
                office = tuple(self._in_office(hop) for hop in chain)
                pair = chains_of_pair(analysis, office, self.slots)
                paths.extend(_Path(attribution, one, index) for index, one in enumerate(pair))
        return paths

    def _in_office(self, hop: Hop) -> Hop:
        """The hop with the government that a named person speaks for, by the words where it is first named."""
        source = hop.source
        at = source.first or source.at
        if source.kind is not SourceKind.PERSON or at is None:
            return hop
        words = [
            self.analysis.parse.tokens[self.starts[o]] for o in range(at.start, at.end) if o in self.starts
        ]
        if not any(token.lemma in self.meaning.offices for token in words):
            return hop
        for mention in self.analysis.mentions:
            if at.contains(mention.at) and mention.id != source.id:
                body = self.slots.rolled_up(mention.id)
                if self.slots.is_state(body):
                    return replace(hop, source=replace(source, speaks_for=body))
        return hop

    def _draft(self, predicate: Predicate, question: Question, path: _Path) -> Draft:
        analysis = self.analysis
        head = analysis.parse.tokens[predicate.head]
        attribution = path.attribution
        act = self.holding.act(predicate, attribution)
        is_act = (
            predicate.head in self.cue_tokens
            and attribution is not None
            and self.holding.cue_is(predicate, attribution)
        )
        chain = path.chain
        if is_act and predicate.polarity is Polarity.NEGATIVE and act not in _SAYS_NO and len(chain) > 1:
            act, chain, attribution, is_act = Act.ASSERT, chain[:-1], None, False
        silent: Source | None = None
        if act in SILENT and len(chain) > 1:
            silent, chain = chain[-1].source, chain[:-1]
        chain, witness = _witness(chain, attribution, act)
        certainty, polarity, modality = self.holding.presented(predicate, attribution, is_act=is_act)
        repeated = [when.at for when in self.times.get(predicate.head, ()) if when.kind == "set" and when.at]
        if repeated and modality is Modality.PRESENT:
            modality = Modality.HABITUAL
        source_at = next((hop.at[0] for hop in reversed(chain) if hop.at), None)
        if silent is not None and silent.at is not None:
            source_at = source_at or silent.at
        raw = analysis.document.raw_map.raw
        anchor = Anchor(
            analysis.document.id,
            raw(head.at)[0].start,
            raw(source_at)[0].start if source_at is not None else None,
            path.index,
        )
        when = self._when(predicate, modality, is_act=is_act, path=path)
        if not is_act and modality in _NOW and self._is_ahead(when):
            modality = Modality.PLANNED
        quantities = quantities_of(analysis, predicate)
        claim = Claim(
            anchor=anchor,
            head=head.at,
            extent=predicate.extent,
            chain=chain,
            witness=witness,
            act=act,
            certainty=certainty,
            polarity=polarity,
            modality=modality,
            question=question,
            condition=Condition(predicate.condition) if predicate.condition else None,
            participants=self._participants(predicate, silent, chain),
            said=self._said(path),
            when=when,
            where=self._where(predicate),
            quantities=quantities,
            kind=kind_of(analysis, predicate, question, act, self.meaning, is_act=is_act),
            flags=(
                *self._flags(predicate),
                *(self.implausibles[q.at] for q in quantities if q.at in self.implausibles),
            ),
            hedges=merged(
                (
                    *predicate.hedges,
                    *(repeated if modality is Modality.HABITUAL else ()),
                    *(
                        attribution.cue
                        if attribution
                        and (certainty, polarity, modality)
                        != (predicate.certainty, predicate.polarity, predicate.modality)
                        else ()
                    ),
                )
            ),
        )
        return Draft(claim, predicate, attribution, is_act, silent)

    def _participants(
        self, predicate: Predicate, silent: Source | None, chain: Chain
    ) -> tuple[Participant, ...]:
        found: dict[tuple[int, int], Participant] = {}
        rows = [(predicate.subject, Role.AGENT), *((token, Role.TARGET) for token in predicate.objects)]
        for token, role in rows:
            mention = self.slots.argument(token).mention if token is not None else None
            if mention is not None:
                found.setdefault(
                    (mention.at.start, mention.at.end),
                    Participant(mention.name, mention.id, role, mention.at),
                )
        if silent is not None and silent.at is not None:
            found[(silent.at.start, silent.at.end)] = Participant(
                silent.name, silent.id, Role.SILENT, silent.at
            )
        elif len(chain) > 1 and chain[-1].source.at is not None:
            source = chain[-1].source
            at = chain[-1].source.at
            if at is not None:
                found.setdefault((at.start, at.end), Participant(source.name, source.id, Role.SPEAKER, at))
        return tuple(found[key] for key in sorted(found))

    def _said(self, path: _Path) -> When | None:
        if path.attribution is None:
            return None
        for number, attribution in enumerate(self.analysis.attributions):
            if attribution is path.attribution:
                current: int | None = number
                while current is not None:
                    if self.said.get(current):
                        return self.said[current][0]
                    current = self.analysis.attributions[current].parent
        return None

    def _when(self, predicate: Predicate, modality: Modality, *, is_act: bool, path: _Path) -> When | None:
        dated = [w for w in self.times.get(predicate.head, []) if w.kind in ("date", "time")]
        bound = next((w for w in dated if w.start or w.end), None) or (dated[0] if dated else None)
        said = self._said(path)
        if bound is None and is_act and said is not None:
            bound = said
        published = self.analysis.document.metadata.published
        if bound is not None:
            return bounded(bound, modality, said, published)
        found = bound_of(modality, said, published)
        return bound_of(predicate.modality, said, published) if found is None and is_act else found

    def _is_ahead(self, when: When | None) -> bool:
        """Whether a stated time lies after the day of publication: "talks open next Monday" is planned."""
        published = self.analysis.document.metadata.published
        if (
            when is None
            or when.at is None
            or when.start is None
            or published is None
            or published.end is None
        ):
            return False
        return when.start >= published.end

    def _where(self, predicate: Predicate) -> tuple[Where, ...]:
        return tuple(p for p in self.analysis.places if any(s.contains(p.at) for s in predicate.extent))

    def _flags(self, predicate: Predicate) -> tuple[Flag, ...]:
        head = self.analysis.parse.tokens[predicate.head]
        flags = []
        for block in self.analysis.document.blocks:
            if block.at.contains(head.at) and block.kind is BlockKind.TITLE:
                flags.append(Flag(FlagKind.HEADLINE, "stands in the title alone, which counts for no origin"))
        sentence = next((s for s in self.analysis.parse.sentences if s.first <= head.i < s.last), None)
        if sentence is not None and sentence.at.of(self.analysis.text).rstrip("”\"'’ ").endswith("…"):
            flags.append(Flag(FlagKind.INCOMPLETE, "the text breaks off here"))
        return tuple(flags)


def _witness(chain: Chain, attribution: Attribution | None, act: Act) -> tuple[Chain, int]:
    """The chain with its actor marked, and the index of the hop that vouches for the claim.

    The holder vouches where its act was public: it spoke to the press, in a document, or in a briefing that
    is itself a hop. Where the hop before it is a person or an unnamed source that tells of the act, or the
    act is an order, that hop vouches.
    """
    last = len(chain) - 1
    if last == 0:
        return chain, 0
    holder, before = chain[-1], chain[-2]
    briefed = attribution is not None and any(source == holder.source for source in attribution.behind)
    private = act is Act.ORDER or (before.source.kind not in _MEDIA and last > 1 and not briefed)
    if not private:
        return chain, last
    marked = (*chain[:-1], replace(holder, is_actor=True))
    return marked, last - 1
