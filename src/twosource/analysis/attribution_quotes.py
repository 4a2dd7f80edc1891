"""Speakers who go on without a cue: a quotation that follows an attributed one belongs to the same speaker."""

from __future__ import annotations

from dataclasses import dataclass, replace

from twosource.analysis.layers import Analysis, Quotation, Sentence
from twosource.model.attribution import Attribution
from twosource.model.span import Span
from twosource.model.vocabulary import Act, Certainty, Manner

_FRINGE = 12
"""Code points outside the marks that a sentence may have and still be nothing but quotation."""


@dataclass(frozen=True, slots=True)
class Row:
    """An attribution on its way: whether its cue is a noun, and the index of the one that it goes on from."""

    attribution: Attribution
    is_nominal: bool = False
    giver: int | None = None


def continued(analysis: Analysis, rows: list[Row]) -> list[Row]:
    """The rows with the inherited ones added, in text order, parents and givers renumbered."""
    found = [row.attribution for row in rows]
    added: list[Row] = []
    speech = [one for one in analysis.quotations if one.is_speech]
    speech = [
        one for one in speech if not any(other.at != one.at and other.at.contains(one.at) for other in speech)
    ]
    for quotation in speech:
        if _is_attributed(quotation, found) or not _stands_alone(analysis, quotation):
            continue
        giver = _giver(analysis, quotation, found)
        if giver is None:
            giver = next(
                (
                    row.giver
                    for row in added
                    if _is_right_before(analysis, row.attribution.content[-1], quotation)
                ),
                None,
            )
        if giver is None:
            continue
        one = Attribution(
            source=found[giver].source,
            source_at=(),
            cue=(),
            content=(quotation.at,),
            manner=Manner.DIRECT,
            act=Act.ASSERT,
            certainty=Certainty.CERTAIN,
            inherited=True,
        )
        added.append(Row(one, giver=giver))
    return _in_order(rows, added)


def _is_attributed(quotation: Quotation, found: list[Attribution]) -> bool:
    """Whether the quotation is content already; what is attributed inside it does not count."""
    return any(
        span.overlaps(quotation.at)
        for one in found
        if not (one.cue and quotation.at.contains(one.cue[0]))
        for span in one.content
    )


def _in_order(rows: list[Row], added: list[Row]) -> list[Row]:
    order = sorted(
        [(first_offset(row.attribution), number, row) for number, row in enumerate(rows)]
        + [(first_offset(row.attribution), -1, row) for row in added],
        key=lambda one: (one[0], one[1]),
    )
    place = {number: at for at, (_, number, _) in enumerate(order) if number >= 0}
    out = []
    for _, _, row in order:
        parent = row.attribution.parent
        moved = replace(row.attribution, parent=None if parent is None else place[parent])
        out.append(Row(moved, row.is_nominal, None if row.giver is None else place[row.giver]))
    return out


def first_offset(attribution: Attribution) -> int:
    """Where an attribution stands in text order: its cue, else its content."""
    return (attribution.cue or attribution.content)[0].start


def _giver(analysis: Analysis, quotation: Quotation, attributions: list[Attribution]) -> int | None:
    """The last attribution with quoted content that ends in the sentence right before the quotation."""
    best = None
    for number, one in enumerate(attributions):
        if first_offset(one) >= quotation.at.start or one.manner is Manner.INDIRECT or not one.source_at:
            continue
        edge = max(span.end for span in (*one.content, *one.cue, *one.source_at))
        if edge <= quotation.at.start and _is_right_before(analysis, Span(edge - 1, edge), quotation):
            outer = one.parent is not None and best is not None
            if not outer:
                best = number
    return best


def _is_right_before(analysis: Analysis, span: Span, quotation: Quotation) -> bool:
    """Whether no other sentence stands between, and no block but where the quotation opens the next one."""
    before = _sentence_at(analysis, span.end - 1)
    here = _sentence_at(analysis, quotation.at.start)
    if before is None or here is None:
        return False
    sentences = analysis.parse.sentences
    if before == here:
        return True
    if here - before != 1:
        return False
    return sentences[here].block == sentences[before].block or quotation.continues


def _sentence_at(analysis: Analysis, offset: int) -> int | None:
    for number, sentence in enumerate(analysis.parse.sentences):
        if sentence.at.start - 2 <= offset < sentence.at.end + 2 and offset <= sentence.at.end:
            return number
    return None


def _stands_alone(analysis: Analysis, quotation: Quotation) -> bool:
    """Whether the sentences that the quotation lies in hold next to nothing else."""
    touched: list[Sentence] = [s for s in analysis.parse.sentences if s.at.overlaps(quotation.at)]
    if not touched:
        return False
    outside = sum(
        max(0, quotation.at.start - s.at.start) + max(0, s.at.end - quotation.at.end) for s in touched
    )
    return outside <= _FRINGE
