"""What a report changed of the report it retells: hedges, numbers, plans, sources, quotations, at whose door it is laid.

Linking sees no page; here it is handed the paragraphs of the claims that it compares, since what was dropped can only be seen
in words. Where an alignment is doubtful, or the words leave a way out, nothing is said.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from datetime import date

from twosource.analysis.gazetteer import normal
from twosource.analysis.meaning import load_meaning
from twosource.linking.actors import Actors
from twosource.linking.context import Context
from twosource.linking.drift_numbers import find_moved
from twosource.linking.drift_quotes import find_altered
from twosource.linking.drift_sources import Fate, fate_of, names_outlet
from twosource.linking.drift_words import Telling, Words, load_retelling, stem, stems, tell, words_of
from twosource.linking.independence import Kinship, kinship
from twosource.linking.number import thing_of
from twosource.linking.origins import Testimony
from twosource.linking.scope import days
from twosource.model.relation import Drift
from twosource.model.span import Extent, Span
from twosource.model.vocabulary import Act, Certainty, DriftKind, Modality, Polarity

FRESH_DAYS = 14
"""A report is taken to retell one of its source outlet published within these days."""

LIKE = 0.4
"""From this share of common content two claims are taken for one claim told twice."""

LEAST_LIKE = 0.25
MARGIN = 0.1
"""Two claims less like than `LIKE` are one where they are this much more like one another than any other claim."""

_AHEAD = frozenset(
    {Modality.PLANNED, Modality.ORDERED, Modality.EXPECTED, Modality.POSSIBLE, Modality.CONDITIONAL}
)
_ACTUAL = frozenset({Modality.DONE, Modality.UNDER_WAY, Modality.PRESENT})
_HEDGED = frozenset({Certainty.PROBABLE, Certainty.POSSIBLE})

_CLAUSE = 4
"""From so many words on a claim beside another has hedges of its own; "It is possible" only hedges what follows."""


def find_drift(
    child: Sequence[Testimony], parent: Sequence[Testimony], actors: Actors, words: Words
) -> tuple[Drift, ...]:
    """What the claims of one document changed of those of another that it retells, in the order of the child's claims.

    Empty where nothing shows that it retells it, where it came first, or where no claims of the two are one.
    """
    return drift_between(tellings(child, words), tellings(parent, words), actors)


def tellings(claims: Sequence[Testimony], words: Words) -> tuple[Telling, ...]:
    """Claims of one document with the words they stand in; no headlines."""
    return tuple(tell(one, words) for one in claims if not one.is_headline)


def drift_between(child: Sequence[Telling], parent: Sequence[Telling], actors: Actors) -> tuple[Drift, ...]:
    """As `find_drift`, of claims whose words are at hand."""
    retold, source = _retold(child, parent)
    found: list[Drift] = []
    for mine, its in _aligned(retold, source):
        found += _compare(mine, its, source, actors)
    found += _altered(retold, source)
    return tuple(_once(found, {each.id: each for each in retold}))


def retold_pairs(
    child: Sequence[Testimony], parent: Sequence[Testimony], words: Words
) -> tuple[tuple[str, str], ...]:
    """The ids of claims of a child and of its parent that are one claim told twice: all that drift can be found in."""
    retold, source = _retold(tellings(child, words), tellings(parent, words))
    return tuple((mine.id, its.id) for mine, its in _aligned(retold, source))


def _retold(
    child: Sequence[Telling], parent: Sequence[Telling]
) -> tuple[Sequence[Telling], Sequence[Telling]]:
    """The child's claims that retell the parent's document, and the parent's; none where it came first."""
    if not child or not parent or not _comes_after(child[0].one.context, parent[0].one.context):
        return (), ()
    retold = [each for each in child if _retells(each, parent[0].one.context)]
    return retold, parent if retold else ()


def child_keys(one: Testimony) -> tuple[str, ...]:
    """Keys of which a claim that may retell another's document shares one with its `parent_keys`: whom it cites, and when.

    None for an undated document: any report that its outlet ever printed might be the one. Copies of one text are
    found by `blocks.text_keys`.
    """
    names = {normal(hop.source.name) for hop in one.claim.chain[1:] if hop.source.name}
    if one.context.credit:
        names.add(normal(one.context.credit))
    turn = _fortnight(one.context)
    times = () if turn is None else (turn, turn - 1)
    return tuple(f"cites|{name}|{each}" for name in sorted(names) for each in times)


def parent_keys(context: Context) -> tuple[str, ...]:
    """Keys of a document under which what retells it is found: its publisher, the agency it credits, and when."""
    names = {normal(name) for name in (context.publisher, context.credit) if name}
    turn = _fortnight(context)
    times = () if turn is None else (turn,)
    return tuple(f"cites|{name}|{each}" for name in sorted(names) for each in times)


def _fortnight(context: Context) -> int | None:
    if context.published is None or context.published.start is None or context.published.end is None:
        return None
    return date.fromisoformat(context.published.start[:10]).toordinal() // FRESH_DAYS


def _comes_after(child: Context, parent: Context) -> bool:
    """Whether the child may have been written from the parent, by their days."""
    if child.document == parent.document:
        return False
    first = days(parent.published.start, parent.published.end) if parent.published else None
    second = days(child.published.start, child.published.end) if child.published else None
    if first is None or second is None:
        return True
    return first.start < second.end and first.gap(second) <= FRESH_DAYS


def _retells(told: Telling, parent: Context) -> bool:
    """Whether a claim's words, its chain, its document's credit or its text show that it is had from the parent's outlet."""
    context = told.one.context
    if any(names_outlet(hop.source.name, parent) for hop in told.one.claim.chain[1:]):
        return True
    if parent.publisher and names_outlet(told.paragraph.words, parent):
        return True
    if context.credit and parent.publisher and normal(context.credit) == normal(parent.publisher):
        return True
    dated = context.published is not None and parent.published is not None
    return dated and _is_later(context, parent) and kinship(context, parent) is not Kinship.NONE


def _is_later(child: Context, parent: Context) -> bool:
    first = days(parent.published.start, parent.published.end) if parent.published else None
    second = days(child.published.start, child.published.end) if child.published else None
    return first is not None and second is not None and first.end <= second.start


def _aligned(child: Sequence[Telling], parent: Sequence[Telling]) -> Iterator[tuple[Telling, Telling]]:
    """Pairs of claims that are one told twice, one to one, the likest first; in the order of the child.

    Below `LIKE`, only those that are each other's likest by far.
    """
    mine, its = [_features(told) for told in child], [_features(told) for told in parent]
    table = {(c, p): _share(one, other) for c, one in enumerate(mine) for p, other in enumerate(its)}
    scored = [(-score, c, p) for (c, p), score in table.items() if score >= LIKE or _stands_out(table, c, p)]
    pairs: dict[int, int] = {}
    for _, c, p in sorted(scored):
        if c not in pairs and p not in pairs.values():
            pairs[c] = p
    for c in sorted(pairs):
        yield child[c], parent[pairs[c]]


def _stands_out(table: Mapping[tuple[int, int], float], child: int, parent: int) -> bool:
    """Whether two claims are somewhat alike, and far more than either is to any other."""
    score = table[child, parent]
    if score < LEAST_LIKE:
        return False
    rest = [
        other
        for (c, p), other in table.items()
        if (c == child) is not (p == parent)  # in the row or the column, not both
    ]
    return all(score - other >= MARGIN for other in rest)


def _share(one: frozenset[str], other: frozenset[str]) -> float:
    """The share of content that two claims have in common (Dice 1945), the predicate counted twice; 0 to 1."""
    total = len(one) + len(other)
    return 2 * len(one & other) / total if total else 0.0


def _features(told: Telling) -> frozenset[str]:
    claim = told.one.claim
    hedges = load_retelling().hedge
    words = {each for each in stems(told.own) if hedges.fullmatch(each) is None}
    things = {f"thing {thing_of(q.of)}" for q in claim.quantities if q.of}
    counted = {f"thing {claim.question.counted}"} if claim.question.counted else set()
    head = stem(claim.question.predicate)
    return frozenset(words | things | counted | {f"does {head}", f"do {head}"})


def _compare(child: Telling, parent: Telling, source: Sequence[Telling], actors: Actors) -> Iterator[Drift]:
    """What the child's claim changed of the parent's."""

    def drift(kind: DriftKind, child_at: Extent, parent_at: Extent, because: str) -> Drift:
        return Drift(kind, child.id, parent.id, child_at, parent_at, because)

    became_done = _became_done(child, parent)
    if became_done is not None:
        yield drift(DriftKind.PLANNED_BECOME_DONE, (child.one.claim.head,), *became_done)
    hedge = _hedge_of(parent, source)
    if hedge is not None and not _is_hedged(child, parent) and not (became_done and _is_plan(hedge, parent)):
        because = f"“{parent.paragraph.of(hedge)}” is not told"
        yield drift(DriftKind.HEDGE_DROPPED, child.one.claim.extent, (hedge,), because)
    together = [each for each in source if each.sentence == parent.sentence]
    moved = find_moved(together, child)
    if moved is not None:
        yield drift(DriftKind.NUMBER_MOVED, (moved.child,), (moved.parent,), moved.because)
    fate = fate_of(parent, child, actors)
    if fate.fate is Fate.LOST:
        yield drift(DriftKind.SOURCE_LOST, fate.child, fate.parent, fate.because)
    elif fate.fate is Fate.SHIFTED:
        yield drift(DriftKind.ATTRIBUTION_SHIFTED, fate.child, fate.parent, fate.because)


def _altered(child: Sequence[Telling], parent: Sequence[Telling]) -> Iterator[Drift]:
    """The quotations that were altered, each on the first claim of its sentence."""
    heard = list(dict.fromkeys(each.paragraph for each in parent))
    seen: set[int] = set()
    for mine in child:
        altered = None if mine.sentence.start in seen else find_altered(heard, mine.sentence)
        seen.add(mine.sentence.start)
        if altered is None:
            continue
        its = next(
            (each for each in parent if each.sentence.start <= altered.parent.start < each.sentence.end), None
        )
        if its is not None:
            yield Drift(
                DriftKind.QUOTE_ALTERED, mine.id, its.id, (altered.child,), (altered.parent,), altered.because
            )


def _became_done(child: Telling, parent: Telling) -> tuple[Extent, str] | None:
    """The words that made it a plan, and the reason, where the parent tells what is to be and the child what is."""
    mine, its = child.one.claim, parent.one.claim
    if mine.modality not in _ACTUAL or mine.certainty in _HEDGED:
        return None
    if Polarity.NEGATIVE in (mine.polarity, its.polarity) and mine.polarity is not its.polarity:
        return None
    lexicon = load_retelling()
    if lexicon.ahead.search(child.content) or lexicon.hedge.search(child.content):
        return None
    if _CAUSED.search(child.content):
        return None
    if mine.modality is Modality.PRESENT and not lexicon.sets["now"] & set(words_of(child.own)):
        return None
    at = _plan_of(parent, child)
    if at is None:
        return None
    told = "planned" if its.modality not in _AHEAD else its.modality.replace("_", " ")
    return (at,), f"{told} was told as {mine.modality.replace('_', ' ')}"


def _plan_of(parent: Telling, child: Telling) -> Span | None:
    """The words that make the parent's claim a plan.

    Any of its sentence where it is read as ahead, else those before what the child tells of ("preparations for the evacuation").
    """
    lexicon = load_retelling()
    found = [
        each
        for each in lexicon.ahead.finditer(parent.sentence.words)
        if each.group().casefold() not in lexicon.sets["no_plan"]
    ]
    if not found:
        return None
    if parent.one.claim.modality in _AHEAD:
        return parent.sentence.span(found[0].start(), found[0].end())
    low, high = (end - parent.sentence.start for end in (parent.at.start, parent.at.end))
    head = child.sentence.of(child.one.claim.head).casefold()
    alike = {stem(head), stem(child.one.claim.question.predicate)}
    for each in found:
        after = parent.sentence.words[each.end() : high].split(",")[0]
        if low <= each.start() and any(alike & _meant(word) for word in words_of(after)[:_REACH]):
            return parent.sentence.span(each.start(), each.end())
    return None


_CAUSED = re.compile(r"\bha(?:d|s|ve) (?:the|a|an|his|her|its|their) (?:\w+ )?\w+(?:ed|en)\b")
"""What somebody had done by others ("had the files destroyed") is an order told in other words."""


_REACH = 8
"""How many words after a word of planning what is planned is looked for."""


def _meant(word: str) -> frozenset[str]:
    """What a word may mean to a question: its stem, and the classes of predicates that it may name."""
    meaning = load_meaning("en")
    rows = (*meaning.nouns.get(word, ()), *meaning.verbs.get(word, ()))
    return frozenset({stem(word), *(stem(row.name) for row in rows)})


def _hedge_of(parent: Telling, source: Sequence[Telling]) -> Span | None:
    """The first words that hedge a claim: its own, its sentence's that no other claim holds, or a caveat beside it."""
    lexicon = load_retelling()
    claim = parent.one.claim
    if claim.act is not Act.PREDICT and claim.certainty in _HEDGED:
        for span in claim.hedges:
            words = parent.paragraph.of(span)
            if lexicon.hedge.search(words) or (
                lexicon.weak.search(words) and not lexicon.ahead.search(words)
            ):
                return span
    others = [
        each.at
        for each in source
        if each.id != parent.id and not each.at.overlaps(parent.at) and len(each.own.split()) >= _CLAUSE
    ]
    for found in lexicon.hedge.finditer(parent.sentence.words):
        at = parent.sentence.span(found.start(), found.end())
        if not any(other.overlaps(at) for other in others):
            return at
    caveat = lexicon.caveat.search(parent.paragraph.words)
    return parent.paragraph.span(caveat.start(), caveat.end()) if caveat else None


def _is_hedged(child: Telling, parent: Telling) -> bool:
    """Whether a child's claim is told as less than certain anywhere near it, or under the parent's condition."""
    lexicon = load_retelling()
    if child.one.claim.certainty in _HEDGED:
        return True
    near = child.sentence.words
    conditions, kept = (lexicon.sets[name] for name in ("condition", "conditional"))
    if conditions & set(words_of(parent.sentence.words)) and kept & set(words_of(near)):
        return True
    return bool(
        lexicon.hedge.search(near)
        or lexicon.weak.search(near)
        or lexicon.caveat.search(child.paragraph.words)
    )


def _is_plan(hedge: Span, parent: Telling) -> bool:
    """Whether a hedge is of what is to be, so that telling it as done has said it already."""
    return load_retelling().ahead.search(parent.paragraph.of(hedge)) is not None


def _once(found: Sequence[Drift], tellings: dict[str, Telling]) -> Iterator[Drift]:
    """Each change once: one source lost for several claims of a sentence, or one quotation of them, is one change."""
    seen: set[tuple[object, ...]] = set()
    for one in found:
        key = (one.kind, one.parent_at, tellings[one.child].sentence.start)
        if key not in seen:
            seen.add(key)
            yield one
