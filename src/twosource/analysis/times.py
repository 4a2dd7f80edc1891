"""Times: our own grammar over the text, counted from publication or from the times told of before."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from twosource.analysis.layers import Analysis
from twosource.analysis.quantities_lexicon import QuantityWords
from twosource.analysis.times_expression import NOW, Expression
from twosource.analysis.times_grammar import read_expressions
from twosource.analysis.times_lexicon import TimeWords
from twosource.analysis.times_order import earlier_year, weekdays_in_order
from twosource.analysis.times_point import point_of
from twosource.analysis.times_resolve import Resolver
from twosource.analysis.times_tense import FUTURE, Tense
from twosource.model.measure import When
from twosource.model.span import Span
from twosource.model.vocabulary import TimeDirection

_JOINS = re.compile(r"\s?(?:-|–|—|/)\s?|,? (?:to|until|till|through|and) ", re.IGNORECASE)

_OLD_YEAR = re.compile(
    r"\b(?:c\.|ca\.|circa|A\.?D\.?|B\.?C\.?(?:E\.?)?)\s?\d{1,3}\b|\b\d{1,3}\s(?:A\.?D|B\.?C|C\.?E|BCE)\b"
)
"""A year of fewer than four figures that says that it is one: the text is about such times."""


def find_times(analysis: Analysis, *, words: TimeWords, counted: QuantityWords) -> tuple[When, ...]:
    """The times that the document tells of, in text order: dates, intervals, times of day, durations, repetitions, references.

    Reads the document's blocks (noise left out), its publication and the parse (tense; without a parse everything is past).
    Relative times are counted from publication; where it is unknown they stay symbolic (``XXXX-12-21``, ``XXXX-WXX-5``), but for
    a history, which tells its own years. A range ("from 3 to 5 May") is one time. Words that date an office ("former") are left
    out. "A day after ..." beside a date is the time of what follows it.
    """
    times = find_timexes(analysis, words=words, counted=counted)
    return _ranges_joined(analysis.text, times, words.contexts["moves a day"])


def find_timexes(
    analysis: Analysis, *, words: TimeWords, counted: QuantityWords, every: bool = False
) -> tuple[When, ...]:
    """The same as TIMEX3 marks them: each end of a range alone. With ``every`` also words that date an office."""
    text = analysis.text
    found: list[Expression] = []
    is_old = analysis.document.metadata.published is None and _OLD_YEAR.search(text) is not None
    for block in analysis.document.read_blocks():
        found += read_expressions(
            text,
            block.at.start,
            block.at.end,
            lexicon=words,
            is_counted=counted.is_counted,
            is_old=is_old,
        )
    point = point_of(analysis.document.metadata.published)
    today = point.date if point is not None else None
    tense = Tense(analysis.parse, words)
    resolver = Resolver(
        point,
        tense=tense,
        is_history=_is_history(found),
    )
    out: list[When] = []
    for expression in found:
        beside = out[-1] if out and _leans_on(text, out[-1], expression) else None
        after = text[expression.end : expression.end + 2].strip()
        when = resolver.resolve(expression, beside=beside, ends=not after or after[0] in ",.;:)")
        if expression.ahead and (today is None or tense.at(expression.start, expression.end) != FUTURE):
            continue
        if every or not expression.attributive or expression.kind == "duration":
            when = replace(when, direction=_direction(text, expression, words))
            if out and expression.weekday is not None and _is_range(text, out[-1], when):
                out[-1], when = weekdays_in_order(out[-1], when, today)
            elif out and _is_range(text, out[-1], when):
                out[-1] = earlier_year(out[-1], when)
            out.append(when)
    return tuple(out)


def _is_range(text: str, one: When, two: When) -> bool:
    """Whether the second time is the other end of what begins with the first ("from ... to ...")."""
    if one.at is None or two.at is None or not _JOINS.fullmatch(text[one.at.end : two.at.start]):
        return False
    lead = text[max(0, one.at.start - 9) : one.at.start].lower().split()
    through = text[one.at.end : two.at.start].strip() in ("through", "until", "till", "-", "–")
    if _are_bare_weekdays(text, one.at, two.at):
        return True
    return through or (bool(lead) and lead[-1] in ("from", "between"))


def _is_history(found: Sequence[Expression]) -> bool:
    """Whether the text tells its own years and is not told from a day of publication that it leaves unsaid."""
    years = sum(1 for expression in found if expression.year is not None)
    deictic = sum(1 for expression in found if _is_deictic(expression))
    return years > 0 and deictic * 4 <= years


def _is_deictic(expression: Expression) -> bool:
    shift = expression.shift
    if shift is not None and shift.basis == NOW and expression.kind in ("date", "time"):
        return True
    if expression.outer is not None and expression.outer.basis == NOW:
        return True
    return expression.weekday is not None and expression.month is None


def _leans_on(text: str, when: When, expression: Expression) -> bool:
    """Whether an expression stands in apposition to the time before it: only a comma or a dash between."""
    if when.at is None or not expression.apposed:
        return False
    return text[when.at.end : expression.start].strip() in (",", "-", "–", "—", "(", ", just", ", only")


def _direction(text: str, expression: Expression, words: TimeWords) -> TimeDirection:
    """How what is told stands to the time, by the preposition before it."""
    if expression.kind in ("set", "duration", "ref"):
        return TimeDirection.AT
    before = re.findall(r"[^\W_]+", text[max(0, expression.start - 24) : expression.start].lower())
    if before and before[-1] in ("the", "about", "around"):
        before = before[:-1]
    if before[-2:] == ["not", "until"]:
        return TimeDirection.AT
    for length in (3, 2, 1):
        row = _bound(words, tuple(before[-length:]))
        if row is not None:
            return TimeDirection(row)
    return TimeDirection.AT


def _bound(words: TimeWords, parts: tuple[str, ...]) -> str | None:
    if len(parts) == 1:
        row = words.row("bound", parts[0])
        return str(row["direction"]) if row else None
    for phrase, group, row in words.phrases.get(parts[0], ()) if parts else ():
        if group == "bound" and phrase == parts:
            return str(row["direction"])
    return None


def _are_bare_weekdays(text: str, one: Span, two: Span) -> bool:
    """ "Monday to Friday"."""
    return text[one.end : two.start] == " to " and all(
        at.of(text).isalpha() and at.of(text).lower().endswith("day") for at in (one, two)
    )


_MOVED_WITHIN = 40
"""How far before "from" a verb that moves a date stands, in code points."""


def _ranges_joined(text: str, times: Sequence[When], moved: frozenset[str]) -> tuple[When, ...]:
    out: list[When] = []
    for when in times:
        if out and (joined := _joined(text, out[-1], when, moved)):
            out[-1] = joined
        else:
            out.append(when)
    return tuple(out)


def _joined(text: str, one: When, two: When, moved: frozenset[str]) -> When | None:
    """Both ends of a range as one time; None where the two are no range."""
    if one.at is None or two.at is None or "/" in one.value or one.precision is None or two.precision is None:
        return None
    if not (one.start and two.end and two.start) or one.kind != two.kind or one.kind not in ("date", "time"):
        return None
    of_clock = ":" in one.value and ":" in two.value
    if one.kind == "time" and (one.value >= two.value or (not of_clock and one.start >= two.start)):
        return None
    if one.kind == "date" and one.start >= two.start:
        return None
    between = text[one.at.end : two.at.start]
    if len(between) > 9 or not _JOINS.fullmatch(between):
        return None
    lead = text[max(0, one.at.start - 9) : one.at.start].lower().split()
    word = between.strip(" ,").lower()
    begins = lead[-1] if lead else ""
    opened = text[max(0, one.at.start - 1) : one.at.start] == "("
    bare = _are_bare_weekdays(text, one.at, two.at)
    if (word == "and" and begins != "between") or (
        word == "to" and begins != "from" and not opened and not bare and not text[one.at.start].isdigit()
    ):
        return None
    if begins == "from" and moved & set(
        re.findall(r"\w+", text[max(0, one.at.start - _MOVED_WITHIN) : one.at.start].lower())
    ):
        return None
    return replace(
        one,
        at=Span(one.at.start, two.at.end),
        value=f"{one.value}/{two.value}",
        end=two.end,
        direction=TimeDirection.AT,
    )
