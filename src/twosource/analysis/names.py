"""Proper names with what they name: persons, organisations, places, facilities, peoples.

The parser's names are cut or typed wrong where names are not those of its training texts. Here a name is a run of
capitals (``names_runs``), what it names is weighed (``names_evidence``, ``names_weigh``) from the parser's label, the
actor table and the gazetteer, its own words and its neighbours, and its other mentions in the document. A model may
add spans of its own.
"""

from __future__ import annotations

import math
from bisect import bisect_left
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from twosource.analysis.actors import ActorTable
from twosource.analysis.gazetteer import Gazetteer
from twosource.analysis.layers import Analysis, NameSpan, Parse
from twosource.analysis.mentions_lexicon import load_words
from twosource.analysis.mentions_names import normalised
from twosource.analysis.names_evidence import Evidence
from twosource.analysis.names_runs import Run, Runs
from twosource.analysis.names_weigh import KINDS, Points, Weights, best, known_again, load_weights, share_of
from twosource.model.span import Span
from twosource.model.vocabulary import NameKind

_ALONE = 0.8
"""The least share of a name that a model, where one ran, did not see."""
_SURE = 0.75
"""The least score of a name that a model alone sees."""
_MODEL = 0.7
"""What a model's points count beside ours."""
_EDGE = 0.02
"""A model's score is held this far from 0 and 1."""


@dataclass(frozen=True, slots=True)
class Weighed:
    """A run with its points."""

    run: Run
    points: Points
    because: str

    @property
    def kind(self) -> NameKind:
        """What it most likely names."""
        return best(self.points)

    @property
    def score(self) -> float:
        """The share of that kind."""
        return share_of(self.points, self.kind)


def find_names(
    analysis: Analysis, *, actors: ActorTable, gazetteer: Gazetteer, tagged: Sequence[NameSpan] | None = None
) -> tuple[NameSpan, ...]:
    """The names of the parsed blocks in text order, none overlapping another; those that name nobody are ``other``.

    ``tagged`` are a model's scored spans, None those of the encoder's layer; where there are none, tables and rules
    decide alone.
    """
    parse = analysis.parse
    if not parse.tokens:
        return ()
    if tagged is None:
        tagged = analysis.tags.names
    found = combined(weighed_names(parse, actors, gazetteer), tagged_runs(parse, tagged), named=bool(tagged))
    tokens = parse.tokens
    return tuple(
        NameSpan(
            Span(tokens[one.run[0]].start, tokens[one.run[1] - 1].end),
            one.kind,
            round(one.score, 4),
            one.because,
        )
        for one in found
        if one.kind is not NameKind.OTHER or one.because == "model"
    )


def weighed_names(
    parse: Parse, actors: ActorTable, gazetteer: Gazetteer, *, weights: Weights | None = None
) -> list[Weighed]:
    """The runs of a parse with their points, what the document says elsewhere included."""
    words = load_words()
    norms = normalised(parse.tokens)
    runs = Runs(parse, norms, words, actors).find()
    evidence = Evidence(parse, norms, words, actors, gazetteer)
    table = weights or load_weights()
    keys = [evidence.key(run) for run in runs]
    named = [evidence.of(run) for run in runs]
    points = known_again(keys, [table.points(row) for row in named], defined(parse, runs))
    return [Weighed(run, row, _reader(pieces)) for run, row, pieces in zip(runs, points, named, strict=True)]


_OF_TABLE = ("state", "demonym", "metonym", "seat", "actor:", "place:")


def _reader(evidence: Sequence[str]) -> str:
    if any(piece.startswith("parser-exact:") for piece in evidence):
        return "parser"
    return "table" if any(piece.startswith(_OF_TABLE) for piece in evidence) else "rule"


def defined(parse: Parse, runs: Sequence[Run]) -> dict[int, int]:
    """For each acronym in brackets right after a name whose letters it takes, that name; by index in the runs."""
    tokens = parse.tokens
    out = {}
    for at in range(1, len(runs)):
        (first, last), (start, end) = runs[at - 1], runs[at]
        if start != last + 1 or tokens[last].text != "(" or end - start != 1 or last - first < 2:
            continue
        letters = [ch for ch in tokens[start].text if ch.isupper()]
        initials = "".join(token.text[0] for token in tokens[first:last]).upper()
        if len(letters) >= 2 and letters[0] == initials[0] and all(ch in initials for ch in letters):
            out[at] = at - 1
    return out


def tagged_runs(parse: Parse, tagged: Sequence[NameSpan]) -> list[Weighed]:
    """A model's spans as runs of whole tokens; of two that overlap the better scored."""
    starts = [token.start for token in parse.tokens]
    ends = [token.end for token in parse.tokens]
    found: list[Weighed] = []
    taken: set[int] = set()
    for span in sorted(tagged, key=lambda one: (-one.score, one.at.start)):
        first = bisect_left(ends, span.at.start + 1)
        last = bisect_left(starts, span.at.end)
        if first >= last or taken.intersection(range(first, last)):
            continue
        taken.update(range(first, last))
        found.append(Weighed((first, last), _points_of(span), "model"))
    return sorted(found, key=lambda one: one.run)


def _points_of(span: NameSpan) -> Points:
    score = min(1 - _EDGE, max(_EDGE, span.score))
    rest = math.log((1 - score) / (len(KINDS) - 1))
    return [math.log(score) if kind is span.kind else rest for kind in KINDS]


def combined(ours: Sequence[Weighed], model: Sequence[Weighed], *, named: bool) -> list[Weighed]:
    """One reading of both, in text order.

    Where both see one run, their points add, the model's at a discount. Where they part on its bounds, ours stand. What the
    model alone sees stands where it is sure; what it does not see, where it ran (``named``), stands where we are.
    """
    if not named:
        return list(ours)
    seen: Mapping[Run, Weighed] = {one.run: one for one in model}
    found = []
    taken: set[int] = set()
    for own in ours:
        other = seen.get(own.run)
        if other is not None:
            points = [_MODEL * a + b for a, b in zip(other.points, own.points, strict=True)]
            found.append(Weighed(own.run, points, own.because if best(points) is own.kind else "model"))
        elif own.kind is not NameKind.OTHER and own.score >= _ALONE:
            found.append(own)
        else:
            continue
        taken.update(range(*own.run))
    for one in model:
        if one.score >= _SURE and not taken.intersection(range(*one.run)):
            found.append(one)
    return sorted(found, key=lambda row: row.run)


_LABELS = {
    NameKind.PERSON: "PERSON",
    NameKind.ORGANISATION: "ORG",
    NameKind.PLACE: "GPE",
    NameKind.FACILITY: "FAC",
    NameKind.GROUP: "NORP",
}
_TAKEN = 0.6
"""The least score at which a name's kind stands for the parser's."""
_REPLACED = frozenset(("PERSON", "ORG", "GPE", "LOC", "FAC", "NORP"))


def relabelled(parse: Parse, names: Sequence[NameSpan]) -> Parse:
    """The parse with the names' kinds for the parser's labels; the same where there are no names.

    A name below ``_TAKEN`` leaves the parser's labels alone. A capitalised word that no name holds loses the parser's
    label of one; small words keep theirs, as do names of events, laws and works.
    """
    if not names:
        return parse
    starts = [token.start for token in parse.tokens]
    labels: dict[int, str] = {}
    for name in names:
        label = _LABELS.get(name.kind)
        sure = name.score >= _TAKEN
        for at in range(bisect_left(starts, name.at.start), bisect_left(starts, name.at.end)):
            old = parse.tokens[at].entity
            kept = label is None or not sure or (label == "GPE" and old == "LOC")
            labels[at] = old if kept or label is None else label
    tokens = []
    for token in parse.tokens:
        label = labels.get(token.i)
        if label is None:
            label = "" if token.entity in _REPLACED and token.text[:1].isupper() else token.entity
        tokens.append(token if label == token.entity else replace(token, entity=label))
    return Parse(tuple(tokens), parse.sentences, parse.children)
