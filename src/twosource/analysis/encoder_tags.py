"""Scores to spans: the best sequence of tags, and which cue each source and content belongs to."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

from twosource.analysis.encoder_labels import NAMES, ROLES
from twosource.analysis.layers import NameSpan, Tagged, Token
from twosource.model.span import Extent, Span
from twosource.model.vocabulary import NameKind

Floats = NDArray[np.float32]
Segment = tuple[str, int, int]

_KINDS = {
    "Person": NameKind.PERSON,
    "Organization": NameKind.ORGANISATION,
    "Location": NameKind.PLACE,
    "Facility": NameKind.FACILITY,
    "NORP": NameKind.GROUP,
    "Product": NameKind.OTHER,
    "Misc": NameKind.OTHER,
}
"""The gold's classes that are names; its dates and sums are read by the grammar of times and quantities."""

_GAP = 6
"""Tokens that may stand between two parts of a content beside its frame: marks, a comma, an adverb of time."""

_FORBIDDEN = np.float32(-1e4)


@dataclass(frozen=True, slots=True)
class Scores:
    """What the heads say of each token of a window: ``roles`` and ``names`` a column a tag, ``links`` a column a dimension of
    source, cue and content, ``certainty`` one number from -3 (did not happen) to 3 (did)."""

    roles: Floats
    links: Floats
    names: Floats
    certainty: Floats


def within_blocks(scores: Scores, opens: Sequence[int]) -> Scores:
    """The scores with no name, source or cue that runs on over the token where a block begins; a content may."""
    roles, names = scores.roles.copy(), scores.names.copy()
    at = list(opens)
    roles[at, 2] += _FORBIDDEN
    roles[at, 4] += _FORBIDDEN
    names[at, 2::2] += _FORBIDDEN
    return replace(scores, roles=roles, names=names)


def tagged(
    tokens: Sequence[Token], scores: Scores, moves: Floats, distance: Floats, opens: Sequence[int] = ()
) -> list[Tagged]:
    """The attributions of a window, one a cue, in text order; a cue without source and content is none.

    ``opens`` are the tokens of the window at which a block begins; no span runs over one.

    Each source and content goes to the cue that scores best among the window's (Dozat and Manning 2017, deep biaffine
    attention, without its dependency tree).
    """
    found = segments(best_tags(scores.roles, moves), ROLES)
    cues = [one for one in found if one[0] == "cue"]
    if not cues:
        return []
    parts = [one for one in found if one[0] != "cue"]
    held: list[dict[str, list[tuple[float, Segment]]]] = [{"source": [], "content": []} for _ in cues]
    if parts:
        links = _links(scores.links, distance, cues, parts)
        for part, row in zip(parts, links, strict=True):
            held[int(row.argmax())][part[0]].append((float(row.max()), part))
    out = []
    for cue, roles in zip(cues, held, strict=True):
        source = _best(roles["source"])
        content = _together(_best(roles["content"]), roles["content"], [cue, *source])
        if source or content:
            out.append(Tagged(*(_extent(tokens, rows, opens) for rows in (source, [cue], content))))
    return out


def _best(rows: Sequence[tuple[float, Segment]]) -> list[Segment]:
    """The part that scores best, the first of equals; none of none."""
    return [max(rows, key=lambda row: (row[0], -row[1][1]))[1]] if rows else []


def _together(
    best: list[Segment], rows: Sequence[tuple[float, Segment]], frame: Sequence[Segment]
) -> list[Segment]:
    """The best part with those that go on from it: between the parts of one content stands its frame, and little else."""
    framed = {at for _, first, last in frame for at in range(first, last)}
    taken = list(best)
    for _, part in sorted(rows, key=lambda row: row[1][1]):
        if part in taken:
            continue
        for one in taken:
            between = range(min(one[2], part[2]), max(one[1], part[1]))
            if sum(at not in framed for at in between) <= _GAP:
                taken.append(part)
                break
    return sorted(taken, key=_first)


def _first(segment: Segment) -> int:
    return segment[1]


def name_spans(tokens: Sequence[Token], scores: Floats) -> list[NameSpan]:
    """The names of a window in text order, dates and sums of money left out, each with the mean share of its kind."""
    shares = np.exp(scores - scores.max(1, keepdims=True))
    shares /= shares.sum(1, keepdims=True)
    rows = []
    for name, first, last in segments(best_tags(scores, forbidden(scores.shape[1])), NAMES):
        kind = _KINDS.get(name)
        if kind is not None:
            at = Span(tokens[first].start, tokens[last - 1].end)
            begin = 1 + 2 * NAMES.index(name)
            share = shares[first:last, begin : begin + 2].sum(1).mean()
            rows.append(NameSpan(at, kind, round(float(share), 3), "model"))
    return rows


def best_tags(scores: Floats, moves: Floats) -> list[int]:
    """The best sequence of tags by Viterbi's algorithm; none begins inside a span."""
    best = scores[0].copy()
    best[2::2] += _FORBIDDEN
    back = []
    for row in scores[1:]:
        steps = best[:, None] + moves
        back.append(steps.argmax(0))
        best = steps.max(0) + row
    tags = [int(best.argmax())]
    for step in reversed(back):
        tags.append(int(step[tags[-1]]))
    return tags[::-1]


def forbidden(count: int) -> Floats:
    """[before, after]: a large negative number where an inside tag would follow another kind's."""
    out = np.zeros((count, count), dtype=np.float32)
    for after in range(2, count, 2):
        out[:, after] = _FORBIDDEN
        out[after - 1 : after + 1, after] = 0
    return out


def segments(tags: Sequence[int], kinds: Sequence[str]) -> list[Segment]:
    """Kind, first and one past the last token of each span, in text order."""
    out: list[Segment] = []
    start = -1
    for at, tag in enumerate([*tags, 0]):
        if start >= 0 and (tag == 0 or tag % 2 == 1):
            out.append((kinds[(tags[start] - 1) // 2], start, at))
            start = -1
        if tag % 2 == 1:
            start = at
    return out


def _links(links: Floats, distance: Floats, cues: Sequence[Segment], parts: Sequence[Segment]) -> Floats:
    """[part, cue]: how well each source or content goes with each cue, by their first tokens and how far apart they stand."""
    width = links.shape[1] // len(ROLES)
    heads = np.array([one[1] for one in cues])
    at = np.array([one[1] for one in parts])
    role = np.array([0 if one[0] == "source" else 1 for one in parts])
    part = np.where((role == 0)[:, None], links[at][:, :width], links[at][:, 2 * width :])
    apart = at[:, None] - heads[None]
    half = distance.shape[1] // 2
    size = np.minimum(np.log2(np.maximum(np.abs(apart), 1)).astype(np.int64), half - 1)
    bias = distance[role[:, None], np.where(apart > 0, size + half, size)]
    scores: Floats = np.round(part @ links[heads][:, width : 2 * width].T / np.sqrt(width) + bias, 3)
    return scores


def _extent(tokens: Sequence[Token], rows: Sequence[Segment], opens: Sequence[int]) -> Extent:
    spans = []
    for _, first, last in rows:
        cuts = [first, *(at for at in opens if first < at < last), last]
        spans += [Span(tokens[a].start, tokens[b - 1].end) for a, b in pairwise(cuts)]
    return tuple(spans)
