"""What a claim's time is bounded by: the day of speech, the day of publication (decision 0008)."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Mapping, Sequence
from dataclasses import replace

from twosource.analysis.layers import Parse
from twosource.model.attribution import Attribution
from twosource.model.document import Published
from twosource.model.measure import When
from twosource.model.vocabulary import Modality, TimeDirection, TimePrecision

_HOLDS = frozenset({Modality.PRESENT, Modality.UNDER_WAY, Modality.POSSIBLE, Modality.CONDITIONAL})
"""What holds when it is said: a state, a process, an option under consideration, what would follow from a condition."""
_COARSE = frozenset({TimePrecision.YEAR, TimePrecision.DECADE})


def bound_of(modality: Modality, said: When | None, published: Published | None) -> When | None:
    """The bound of a claim without a time of its own: None for what is yet to come, and where nothing bounds it.

    A report told of as coarsely as a year ("in 2027 state media reported ...") dates what it tells as done.
    """
    if said is not None and modality is Modality.DONE and said.precision in _COARSE and said.value.isdigit():
        return replace(said, at=None)
    start = published.start if published is not None else None
    end = published.end if published is not None else None
    precision = published.precision if published is not None else None
    if said is not None and said.end is not None:
        start, end, precision = said.start, said.end, said.precision
    if end is None or (start is None and modality is not Modality.DONE):
        return None
    if modality is Modality.DONE:
        return When(None, "PAST_REF", None, end, None, TimeDirection.BEFORE, "published")
    if modality in _HOLDS:
        return When(None, "PRESENT_REF", start, end, precision, TimeDirection.AT, "published")
    return None


def bounded(when: When, modality: Modality, said: When | None, published: Published | None) -> When:
    """A stated time as the day of publication bounds it, "so far" as the day of speech.

    What is told as done or going on began before that day's end.
    """
    start = published.start if published is not None else None
    end = published.end if published is not None else None
    if end is None:
        return when
    vague = when.start is None and when.end is None
    if vague and when.value == "PAST_REF":
        until = said.end if said is not None and said.end is not None and said.end < end else end
        return replace(when, end=until, direction=TimeDirection.BEFORE, anchor="published")
    if vague and when.value == "PRESENT_REF":
        return replace(when, start=start, end=end, anchor="published")
    told = modality in (Modality.DONE, Modality.PRESENT, Modality.UNDER_WAY)
    if told and when.start is not None and when.end is not None and when.start < end < when.end:
        return replace(when, end=end)
    return when


def share_speech(
    said: dict[int, list[When]], cues: Mapping[int, int], parse: Parse, attributions: Sequence[Attribution]
) -> None:
    """Give a participle that reports the time of the same source's cue before it ("said last week, claiming ...").

    ``cues`` are attributions by the token of their cue.
    """
    sentences = [sentence.first for sentence in parse.sentences]
    before: list[int] = []
    current = -1
    for token in sorted(cues):
        sentence, number = bisect_right(sentences, token), cues[token]
        if sentence != current:
            before, current = [], sentence
        if parse.tokens[token].tag == "VBG" and not said.get(number):
            name = attributions[number].source.name
            over = next(
                (one for one in before if said.get(one) and attributions[one].source.name == name), None
            )
            if over is not None:
                said[number] = said[over]
        before.append(number)
