"""Another version of the pipeline, made up by a seed: a cleaner, a splitter and an attribution that each change a tenth.

What changes is drawn by the bytes it is drawn for, never by the order of the documents.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from random import Random
from typing import Any

from twosource.analysis.layers import Analysis
from twosource.analysis.parse import find_parse
from twosource.analysis.stage import Stage
from twosource.model.attribution import Attribution
from twosource.model.document import Block, Document, Piece, RawMap
from twosource.model.span import Span
from twosource.model.vocabulary import BlockKind

SHARE = 0.1
"""How much of what a part of the pipeline finds it finds otherwise."""

BREAKS = 0.125
"""How often a sentence's bound is drawn, so that a tenth of all are changed: many sentences have no comma to break at."""

_STRAIGHT = str.maketrans({"“": '"', "”": '"', "‘": "'", "’": "'", "–": "-", "—": "-", "\u00a0": " "})


def drawn(seed: int, *what: object) -> Random:
    """A generator of its own for one thing that may change."""
    digest = hashlib.sha256(repr((seed, *what)).encode()).digest()
    return Random(int.from_bytes(digest[:8]))


@dataclass(frozen=True, slots=True)
class _Letter:
    """A code point of the text, its raw run, and where it stood."""

    text: str
    raw_start: int
    raw_end: int


@dataclass(frozen=True, slots=True)
class _Piece:
    """A block taken apart, with the number of the block it came of."""

    letters: tuple[_Letter, ...]
    kind: BlockKind
    because: str
    was: int
    of: int | None


def cleaned(document: Document, seed: int, share: float = SHARE) -> tuple[Document, int]:
    """The document as another cleaner would make it of the same bytes, and how many blocks it changed.

    A tenth of the blocks that claims may rest on lose their first words or their last sentence, are cut in two, run into
    the next, have their quotation marks straightened, or are taken for noise.
    """
    letters = _letters(document)
    rows = [
        _Piece(tuple(letters[block.at.start : block.at.end]), block.kind, block.because, number, block.of)
        for number, block in enumerate(document.blocks)
    ]
    out: list[_Piece] = []
    changed = 0
    todo = list(rows)
    while todo:
        row = todo.pop(0)
        words = "".join(letter.text for letter in row.letters)
        random = drawn(seed, "block", document.id, row.was, words)
        if row.kind is not BlockKind.BODY or random.random() >= share:
            out.append(row)
            continue
        changed += 1
        how = random.choice(("head", "tail", "cut", "run", "marks", "noise"))
        if how == "run" and todo and todo[0].kind is BlockKind.BODY:
            after = todo.pop(0)
            gap = _Letter(" ", row.letters[-1].raw_end, after.letters[0].raw_start)
            out.append(replace(row, letters=(*row.letters, gap, *after.letters)))
        else:
            out += _changed(row, words, how)
    return _built(document, out), changed


def _changed(row: _Piece, words: str, how: str) -> list[_Piece]:
    ends = [at + 2 for at in range(len(words) - 2) if words[at] in ".!?" and words[at + 1] == " "]
    if how == "head" and words.count(" ") > 6:
        start = words.index(" ", words.index(" ") + 1) + 1
        return [replace(row, letters=row.letters[start:])]
    if how == "tail" and ends:
        return [replace(row, letters=row.letters[: ends[-1] - 1])]
    if how == "cut" and ends:
        return [
            replace(row, letters=row.letters[: ends[0] - 1]),
            replace(row, letters=row.letters[ends[0] :]),
        ]
    if how == "noise":
        return [replace(row, kind=BlockKind.BOILERPLATE, because="taken for noise by another cleaner")]
    return [
        replace(
            row,
            letters=tuple(replace(letter, text=letter.text.translate(_STRAIGHT)) for letter in row.letters),
        )
    ]


def _letters(document: Document) -> list[_Letter]:
    out = [_Letter(character, 0, 0) for character in document.text]
    for piece in document.raw_map.pieces:
        for number in range(piece.start, piece.end):
            if piece.is_copy:
                start = piece.raw_start + number - piece.start
                out[number] = _Letter(document.text[number], start, start + 1)
            else:
                out[number] = _Letter(document.text[number], piece.raw_start, piece.raw_end)
    return out


def _built(document: Document, rows: Sequence[_Piece]) -> Document:
    text = ""
    blocks: list[Block] = []
    pieces: list[Piece] = []
    first = {row.was: number for number, row in reversed(list(enumerate(rows)))}
    for row in rows:
        if text:
            text += "\n"
        start = len(text)
        for letter in row.letters:
            _add(pieces, letter, len(text))
            text += letter.text
        blocks.append(
            Block(
                Span(start, len(text)),
                row.kind,
                row.because,
                first.get(row.of or 0) if row.of is not None else None,
            )
        )
    raw_map = RawMap(document.raw_map.part, document.raw_map.encoding, tuple(pieces))
    title = document.metadata.title_at
    found = raw_map.located(document.raw_map.raw(title)) if title is not None else ()
    metadata = replace(document.metadata, title_at=found[0] if found else None)
    return replace(document, text=text, blocks=tuple(blocks), raw_map=raw_map, metadata=metadata)


def _add(pieces: list[Piece], letter: _Letter, at: int) -> None:
    if letter.raw_end <= letter.raw_start:
        return
    if pieces and pieces[-1].end == at:
        last = pieces[-1]
        is_one = letter.raw_end - letter.raw_start == 1
        if is_one and last.is_copy and last.raw_end == letter.raw_start:
            pieces[-1] = Piece(last.start, at + 1, last.raw_start, letter.raw_end)
            return
        if (last.raw_start, last.raw_end) == (letter.raw_start, letter.raw_end):
            pieces[-1] = Piece(last.start, at + 1, last.raw_start, last.raw_end)
            return
    pieces.append(Piece(at, at + 1, letter.raw_start, letter.raw_end))


class OtherSplitter:
    """A parser that bounds a tenth of the sentences otherwise: runs one into the next, or breaks one at a comma."""

    def __init__(self, parser: Any, seed: int, share: float = BREAKS) -> None:
        self._parser = parser
        self._seed = seed
        self._share = share
        self.bounds = 0
        self.changed = 0

    def pipe(self, texts: Iterable[str], batch_size: int) -> Iterator[Any]:
        """The texts parsed, in order."""
        held = list(texts)
        for text, parsed in zip(held, self._parser.pipe(held, batch_size=batch_size), strict=True):
            starts = {sentence.start for sentence in parsed.sents}
            wanted = self._moved(text, parsed, starts)
            yield parsed if wanted == starts else self._parsed(text, wanted)

    def _moved(self, text: str, parsed: Any, starts: set[int]) -> set[int]:
        wanted = set(starts)
        for number, sentence in enumerate(parsed.sents):
            random = drawn(self._seed, "bound", text, number)
            self.bounds += 1
            if random.random() >= self._share:
                continue
            commas = [
                token.i + 1
                for token in sentence
                if token.text in (",", ";", ":") and sentence.start + 2 < token.i + 1 < sentence.end - 2
            ]
            if number and (random.random() < 0.5 or not commas):
                wanted.discard(sentence.start)
            elif commas:
                wanted.add(random.choice(commas))
            else:
                continue
            self.changed += 1
        return wanted

    def _parsed(self, text: str, starts: set[int]) -> Any:
        made = self._parser.make_doc(text)
        for token in made:
            token.is_sent_start = token.i in starts or token.i == 0
        for _, component in self._parser.pipeline:
            made = component(made)
        return made


class OtherAttribution:
    """An attribution stage that gives a tenth of the attributions another source of the same document."""

    def __init__(self, stage: Stage, seed: int, share: float = SHARE) -> None:
        self._run = stage.run
        self._seed = seed
        self._share = share
        self.sources = 0
        self.changed = 0

    def __call__(self, analysis: Analysis) -> tuple[Attribution, ...]:
        """The attributions, some moved."""
        found: tuple[Attribution, ...] = self._run(analysis)
        out = []
        for number, one in enumerate(found):
            random = drawn(self._seed, "source", analysis.document.id, number, one.source.name)
            self.sources += 1
            others = [
                other
                for other in found
                if other.source_at and other.source_at != one.source_at and other.source.id != one.source.id
            ]
            if random.random() < self._share and others:
                self.changed += 1
                other = random.choice(others)
                one = replace(one, source=other.source, source_at=other.source_at)
            out.append(one)
        return tuple(out)


def other_stages(
    stages: Sequence[Stage],
    parser: Any,
    seed: int,
    *,
    splits: bool,
    attributes: bool,
) -> tuple[tuple[Stage, ...], OtherSplitter, OtherAttribution]:
    """The stages with another splitter, another attribution or both; and the two, which count what they changed."""
    splitter = OtherSplitter(parser, seed)
    attribution = OtherAttribution(next(stage for stage in stages if stage.writes == "attributions"), seed)

    def parsed(analysis: Analysis) -> Any:
        return find_parse(analysis, parser=splitter)

    out = []
    for stage in stages:
        if stage.writes == "parse" and splits:
            stage = replace(stage, version=stage.version + 1, run=parsed)
        if stage.writes == "attributions" and attributes:
            stage = replace(stage, version=stage.version + 1, run=attribution)
        out.append(stage)
    return tuple(out), splitter, attribution
