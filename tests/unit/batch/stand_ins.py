"""An intake and stages that need no model: importable, so that another process can load them."""

from __future__ import annotations

import os
from dataclasses import replace

from tests.store.made import claim_of, day, document_of
from twosource.analysis.layers import Analysis, Parse, Sentence, Silence
from twosource.analysis.stage import Stage
from twosource.batch.base import Examine
from twosource.batch.examine import examiner
from twosource.batch.program import Program
from twosource.errors import InputError
from twosource.model.capture import Capture, short_id
from twosource.model.claim import Claim
from twosource.model.document import Document, Stated
from twosource.model.run import Run
from twosource.model.span import Span

RUN = Run("0.1", "rules", (("parse", 1), ("claims", 1), ("silences", 1)), ())


def clean(capture: Capture, *, stated: Stated | None) -> tuple[Document, ...]:
    """A document a capture; empty input is refused, French is skipped, a bug is a bug."""
    stated = stated or Stated()
    text = capture.content.decode().removeprefix("##")
    if not text:
        raise InputError(capture.name, "is empty")
    if text == "BUG":
        raise ZeroDivisionError
    _, document = document_of(
        text, name=capture.name, publisher=stated.publisher, published=stated.published, title=None
    )
    known = replace(document.metadata, published=day(stated.published) if stated.published else None)
    key = short_id(capture.id, "0", stated.publisher or "")
    skipped = "language fr" if text.startswith("Le ") else None
    return (replace(document, id=key, capture=capture.id, metadata=known, skipped=skipped),)


def find_parse(analysis: Analysis) -> Parse:
    """The whole text as one sentence."""
    return Parse(sentences=(Sentence(Span(0, len(analysis.text)), 0, 0, 0),))


def find_claims(analysis: Analysis) -> tuple[Claim, ...]:
    """That the ferry sank, wherever it says so."""
    text = analysis.text
    if text.startswith("CRASH"):
        os._exit(3)
    if text.startswith("FAIL"):
        raise ValueError("no verb")
    return (claim_of(analysis.document, "ferry sank", "sank"),) if "ferry sank" in text else ()


def find_silences(analysis: Analysis) -> tuple[Silence, ...]:
    """Every sentence of a text without a claim."""
    return () if analysis.claims else (Silence(0, "nothing sank"),)


PROGRAM = Program(
    (
        Stage("parse", (), 1, find_parse),
        Stage("claims", ("parse",), 1, find_claims),
        Stage("silences", ("claims",), 1, find_silences),
    ),
    RUN,
)


def make_examine() -> Examine:
    """What a worker reads with."""
    return examiner(PROGRAM, clean)
