"""Whether a retelling moved a number: rounding, another unit and a sum are none; a bound left out is one."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from itertools import combinations

from twosource.analysis.quantities_lexicon import load_quantity_words
from twosource.linking.drift_words import Passage, Telling, load_retelling, stem
from twosource.linking.number import thing_of
from twosource.model.measure import Quantity
from twosource.model.span import Span

ROUND = Decimal("0.015")
"""How far a plain number may be from the exact one it rounds, as a share; only from `LEAST_ROUND` up."""

LEAST_ROUND = Decimal(100)

ABOUT = Decimal("0.075")
"""How far "some 3,000" may be from the number it stands for."""

FLOOR = Decimal("0.2")
"""How far "more than 4,000" may lie below the number it stands for, and "up to 50" above."""

_PEOPLE = "person"
_SHARE = re.compile(
    r"\b(?:half|third|quarter|fifth|two-thirds|thirds|most|percent|part|some) of (?:the |its |their |all )*[\d,.]+$",
    re.I,
)
"""A part of a number, before the number."""

_NEAR = 28
"""How many code points before or after a number its bounds are looked for."""


_GAP = 5
"""How many code points may stand between a bound and its number ("at least the 30")."""

_BEHIND = ("or ", "and ", "plus", "odd", "if not", "perhaps", "at the", "give or", "minimum", "maximum")
"""How words begin that bound the number before them ("30 or more")."""


@dataclass(frozen=True, slots=True)
class Moved:
    """Two numbers of which the second is not the first retold."""

    parent: Span
    child: Span
    because: str


@dataclass(frozen=True, slots=True)
class _Value:
    """A number in base units. ``is_about``, ``is_bounded``: words of approximation or of bounds stand with it."""

    at: Span
    of: str | None
    kind: str | None
    low: Decimal | None
    high: Decimal | None
    is_about: bool
    is_bounded: bool
    is_whole: bool
    words: str

    @property
    def point(self) -> Decimal:
        """One number that stands for it."""
        return self.low if self.low is not None else self.high or Decimal(0)


def find_moved(parent: Sequence[Telling], child: Telling) -> Moved | None:
    """The first number of a child's claim that none of its parent's numbers of that thing can have been, and that one.

    ``parent`` are the claims of the sentence retold. None where the numbers fit, or nothing settles what is counted.
    """
    theirs = _values(parent)
    siblings = _values([child])
    known = {value.at for value in (*theirs, *siblings)}
    bare = _moved_bare(parent, child, known) or _moved_vote(parent[0], child, known)
    for value in siblings:
        like = [other for other in theirs if _are_alike(other, value)]
        if not like:
            like = _only_ones(theirs, siblings, value)
        whole = next((other for other in like if _is_share_lost(other, value)), None)
        if whole is not None:
            return Moved(
                whole.at, value.at, f"{_shown(whole)}, of which a part was told, became {_shown(value)}"
            )
        if not like or any(fits(other, value) for other in like):
            continue
        if any(fits(total, value) for total in _sums(theirs, value)):
            continue
        nearest = min(like, key=lambda other: abs(other.point - value.point))
        return Moved(nearest.at, value.at, f"{_shown(nearest)} became {_shown(value)}")
    return bare


def _shown(value: _Value) -> str:
    return f"“{' '.join(value.words.split())}”"


def _values(told: Sequence[Telling]) -> list[_Value]:
    found: dict[Span, _Value] = {}
    for each in told:
        for quantity in each.one.claim.quantities:
            if (quantity.low is not None or quantity.high is not None) and not _is_article(quantity, each):
                found.setdefault(quantity.at, _value(quantity, each))
    return [found[at] for at in sorted(found)]


def _is_article(quantity: Quantity, told: Telling) -> bool:
    """Whether only an article counts ("a guard was hurt"): a retelling moves no number by it."""
    words = told.sentence.of(quantity.at).lower()
    return words.isalpha() and quantity.low == 1 and load_quantity_words("en").row("cardinal", words) is None


def _value(quantity: Quantity, told: Telling) -> _Value:
    lexicon = load_retelling()
    base = lexicon.units.get(quantity.unit or "")
    kind, size = base if base is not None else (quantity.unit, Decimal(1))
    low = None if quantity.low is None else quantity.low * size
    high = None if quantity.high is None else quantity.high * size
    sentence = told.sentence
    before = sentence.of(Span(max(sentence.start, quantity.at.start - _NEAR), quantity.at.end))
    if quantity.unit == _PEOPLE:
        kind = None
    return _Value(
        at=quantity.at,
        of=thing_of(quantity.of),
        kind=kind,
        low=low,
        high=high,
        is_about=quantity.approximate or _stands_by(lexicon.about, sentence, quantity.at),
        is_bounded=_stands_by(lexicon.bound, sentence, quantity.at),
        is_whole=_SHARE.search(before) is not None,
        words=sentence.of(quantity.at),
    )


def _is_share_lost(parent: _Value, child: _Value) -> bool:
    """Whether a whole of which the parent told a part ("half of the 600") stands alone in the child."""
    return parent.is_whole and not child.is_whole and (parent.low, parent.high) == (child.low, child.high)


def _are_alike(one: _Value, other: _Value) -> bool:
    """Whether two numbers count things of one kind, so that one may be the other retold."""
    if one.kind != other.kind:
        return False
    if one.kind is not None:
        return one.of == other.of or one.of is None or other.of is None or one.kind not in ("percent",)
    if one.of is None or other.of is None:
        return False
    return one.of == other.of or stem(one.of) == stem(other.of)


def _only_ones(theirs: Sequence[_Value], mine: Sequence[_Value], value: _Value) -> list[_Value]:
    """The parent's only plain number, where the child has only this one: the noun was told in another word."""
    plain = [other for other in theirs if other.kind == value.kind]
    own = [other for other in mine if other.kind == value.kind]
    return plain if len(plain) == 1 and len(own) == 1 else []


def _sums(theirs: Sequence[_Value], value: _Value) -> list[_Value]:
    """What several of the parent's counts come to."""
    counts = [other for other in theirs if other.kind == value.kind and other.low is not None]
    out = []
    for number in (2, 3):
        for some in combinations(counts, number):
            out.append(replace(some[0], low=_total(some, "low"), high=_total(some, "high")))
    return out


def _total(some: Sequence[_Value], end: str) -> Decimal | None:
    ends = [getattr(one, end) for one in some]
    return None if None in ends else sum(ends, Decimal(0))


def fits(parent: _Value, child: _Value) -> bool:
    """Whether the child's number can be the parent's retold without a loss that a reader would mind."""
    if (parent.low, parent.high) == (child.low, child.high):
        return not (parent.is_bounded and not child.is_bounded and _is_open(parent))
    if _is_point(parent) and _is_point(child):
        return _near_enough(parent, child)
    if _is_point(child):
        # A bound or a range told as one number.
        if child.is_bounded:
            return _near(parent.point, child.point, FLOOR) or _inside(parent, child.point)
        return child.is_about and _is_closed(parent) and _inside(parent, child.point)
    if _is_point(parent):
        if _is_closed(child):
            return _inside(child, parent.point)
        if child.low is not None:
            return child.low <= parent.point * (1 + ROUND) and parent.point <= child.low * (1 + FLOOR)
        return child.high is not None and child.high >= parent.point >= child.high * (1 - FLOOR)
    return _bounds_fit(parent, child)


def _near_enough(parent: _Value, child: _Value) -> bool:
    if parent.is_about or child.is_about or child.is_bounded:
        return _near(parent.point, child.point, ABOUT)
    if abs(parent.point - child.point) < Decimal("0.5") and parent.point != parent.point.to_integral_value():
        return child.point == parent.point.to_integral_value() and _near(parent.point, child.point, ABOUT)
    return parent.point >= LEAST_ROUND and _near(parent.point, child.point, ROUND) and _rounder(parent, child)


def _rounder(parent: _Value, child: _Value) -> bool:
    return len(str(int(child.point)).rstrip("0")) < len(str(int(parent.point)).rstrip("0")) or (
        parent.kind is not None
    )


def _bounds_fit(parent: _Value, child: _Value) -> bool:
    """Two bounds or ranges: each end that the child gives is an end of the parent's, or rounds it."""
    if parent.low is not None and parent.high is None and child.low is None:
        return False
    if parent.high is not None and parent.low is None and child.high is None:
        return False
    for end in ("low", "high"):
        mine, its = getattr(child, end), getattr(parent, end)
        if mine is not None and (its is None or not _near(its, mine, ABOUT)):
            return False
    return True


def _is_point(value: _Value) -> bool:
    return value.low is not None and value.low == value.high


def _is_closed(value: _Value) -> bool:
    return value.low is not None and value.high is not None


def _is_open(value: _Value) -> bool:
    return not _is_closed(value)


def _inside(value: _Value, number: Decimal) -> bool:
    return (value.low is None or value.low <= number) and (value.high is None or number <= value.high)


def _near(one: Decimal, other: Decimal, share: Decimal) -> bool:
    return abs(one - other) <= abs(one) * share


_BARE = re.compile(
    r"(?<![\w.,$€£-])(?:(\d[\d,]*(?:\.\d+)?)|(a third|two thirds|three quarters|half|a quarter|a fifth|[a-z]+))"
    r"(?=[\s-]+(?:of\s+(?:the|its|their|all|his|her)\s+)?([^\W\d_]+))",
    re.IGNORECASE,
)
_ONE_IN = re.compile(r"\b(?:one|two|three|four|\d+) (?:in|out of)(?: every)? \w+", re.IGNORECASE)
"""A share told as so many of so many."""

_FRACTIONS = {
    "a third": Decimal(1) / 3, "two thirds": Decimal(2) / 3, "three quarters": Decimal(3) / 4, "half": Decimal(1) / 2,
    "a quarter": Decimal(1) / 4, "a fifth": Decimal(1) / 5,
}  # fmt: skip


def _moved_bare(parent: Sequence[Telling], child: Telling, known: set[Span]) -> Moved | None:
    """A number that no quantity holds (a term of years, a share, a day of a month) told as another before the same word."""
    theirs = {noun: found for each in parent for noun, found in _bare(each, known)}
    here = {value for each in parent for _, (_, value) in _bare(each, set())}
    own = list(_bare(child, set()))
    there = {value for _, (_, value) in own}
    for noun, (at, value) in _bare(child, known):
        if noun not in theirs:
            continue
        if value == theirs[noun][1] and _has_bound(parent[0], theirs[noun][0]) and not _has_bound(child, at):
            words = child.sentence.of(at)
            return Moved(theirs[noun][0], at, f"a bound of “{words}” was left out")
        if value in here or theirs[noun][1] in there:
            continue
        if load_retelling().about.search(child.sentence.words) and _near(theirs[noun][1], value, ABOUT):
            continue
        words = child.sentence.of(at)
        before = parent[0].sentence.of(theirs[noun][0])
        return Moved(theirs[noun][0], at, f"“{before}” became “{words}”")
    return None


def _bare(told: Telling, known: set[Span]) -> Iterator[tuple[str, tuple[Span, Decimal]]]:
    """The numbers of a claim's sentence by the word behind them, those of the known quantities left out."""
    cardinals = load_quantity_words("en").tables["cardinal"]
    known = known | {told.sentence.span(*found.span()) for found in _ONE_IN.finditer(told.sentence.words)}
    for found in _BARE.finditer(told.sentence.words):
        figures, word, noun = found.groups()
        row = cardinals.get((word or "").casefold())
        value = _FRACTIONS.get((word or "").casefold())
        if figures is not None:
            value = Decimal(figures.replace(",", ""))
        elif value is None and row is not None and row["value"] != 1:
            value = Decimal(row["value"])
        if value is None:
            continue
        end = found.end(1) if figures is not None else found.end(2)
        at = told.sentence.span(found.start(), end)
        if not any(at.overlaps(span) for span in known):
            yield stem(noun.casefold()), (at, value)


def _has_bound(told: Telling, at: Span) -> bool:
    return _stands_by(load_retelling().bound, told.sentence, at)


def _stands_by(pattern: re.Pattern[str], sentence: Passage, at: Span) -> bool:
    """Whether words of the pattern stand right before a number or in it, or soon behind it and its noun."""
    before = sentence.of(Span(max(sentence.start, at.start - _NEAR), at.end))
    number = at.end - at.start
    if any(len(before) - number - found.end() <= _GAP for found in pattern.finditer(before)):
        return True
    behind = sentence.of(Span(at.end - 1, min(sentence.end, at.end + _NEAR)))
    found = pattern.search(behind.split(",")[0])
    return found is not None and found.group().casefold().startswith(_BEHIND)


_VOTE = re.compile(r"(?<![\w.,])(\d{1,3})(?:\s?[-–]\s?| to | against | votes to )(\d{1,3})(?![\w.,]\d|\w)")


def _moved_vote(parent: Telling, child: Telling, known: set[Span]) -> Moved | None:
    """A vote or a score ("11 to 4") told as another."""
    first, second = (
        [
            (told.sentence.span(found.start(), found.end()), {found.group(1), found.group(2)})
            for found in _VOTE.finditer(told.sentence.words)
            if not any(told.sentence.span(found.start(), found.end()).overlaps(span) for span in known)
        ]
        for told in (parent, child)
    )
    if len(first) != 1 or len(second) != 1 or first[0][1] == second[0][1]:
        return None
    (before, _), (after, _) = first[0], second[0]
    return Moved(before, after, f"“{parent.sentence.of(before)}” became “{child.sentence.of(after)}”")
