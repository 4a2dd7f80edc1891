"""One task read: documents of a capture, each analysed. Pure but for what the stages have loaded."""

from __future__ import annotations

import logging
from collections.abc import Sequence
from dataclasses import replace
from functools import partial
from typing import Protocol

from twosource.analysis.layers import Analysis
from twosource.analysis.stage import Stage, analyse
from twosource.batch.base import Examine, Examined, Result, Task, Unreadable
from twosource.batch.program import Program
from twosource.errors import InputError, StageError
from twosource.model.capture import Capture
from twosource.model.codec import content_hash
from twosource.model.document import Document
from twosource.model.run import Run
from twosource.store.base import Entry, Known, Reading, Stated, Unclaimed

log = logging.getLogger(__name__)


class Clean(Protocol):
    """What makes documents of a capture: the intake, or a stand-in."""

    def __call__(self, capture: Capture, *, stated: Stated | None = None) -> Sequence[Document]:
        """The documents of a capture under what is stated of it; InputError where there is none."""


def examiner(program: Program, clean: Clean | None = None) -> Examine:
    """What reads one task with this program; ``clean`` makes documents of a capture."""
    return partial(examine, stages=program.stages, run=program.run, clean=clean or default_clean())


def default_clean() -> Clean:
    """The intake of this program; imported when something is to be cleaned."""
    from twosource.intake.read import documents_of

    return documents_of


def examine(task: Task, *, stages: Sequence[Stage], run: Run, clean: Clean) -> Result:
    """What comes of a task. Bad input and a stage that fails are results; nothing else is caught."""
    same, stated = matching(task.known, task.stated)
    if same and all(known.shown == (run.id, known.metadata) for known in same) and stated == same[0].stated:
        return Result(task.number, tuple(Examined(known.document, None, None) for known in same))
    try:
        documents = _cleaned(task.capture, stated, clean)
    except (InputError, StageError) as error:
        return Result(task.number, Unreadable(reason_of(error)))
    by_part: dict[str, list[Known]] = {}
    for known in same:
        by_part.setdefault(known.part, []).append(known)
    found = []
    for document in documents:
        one = next(iter(by_part.get(document.part, ())), None)
        if one is not None and one.address == document.metadata.address:
            document = replace(document, id=one.document)
        found.append(_examined(task.capture, document, one, stages, run, stated))
    return Result(task.number, tuple(found))


def _cleaned(capture: Capture, stated: Stated, clean: Clean) -> Sequence[Document]:
    try:
        return clean(capture, stated=stated)
    except InputError:
        raise
    except Exception as error:
        raise StageError("intake", capture.id) from error


def _examined(
    capture: Capture,
    document: Document,
    known: Known | None,
    stages: Sequence[Stage],
    run: Run,
    stated: Stated,
) -> Examined:
    metadata = content_hash(document.metadata)
    title = document.metadata.title
    is_known = known is not None and known.document == document.id and known.stated == stated
    if is_known and known is not None and known.shown == (run.id, metadata):
        return Examined(document.id, title, None)
    if document.skipped is not None:
        return Examined(document.id, title, Entry(capture, document, run, stated=stated))
    try:
        analysis = analyse(document, stages)
    except StageError as error:
        log.warning("%s", error, extra={"document": document.id, "stage": error.stage})
        entry = Entry(capture, document, run, failed=reason_of(error), stated=stated)
        return Examined(document.id, title, entry)
    reading = Reading(document.id, run.id, metadata, analysis.claims, _unclaimed(analysis))
    return Examined(document.id, title, Entry(capture, document, run, reading, stated=stated))


def _unclaimed(analysis: Analysis) -> tuple[Unclaimed, ...]:
    sentences = analysis.parse.sentences
    return tuple(Unclaimed(sentences[each.sentence].at, each.because) for each in analysis.silences)


def matching(known: Sequence[Known], stated: Stated) -> tuple[tuple[Known, ...], Stated]:
    """The documents of a capture that these words are about, and all that was ever stated of them.

    A document under the same publisher; else one whose publisher nobody stated; else, where no publisher
    is stated now, the first there is. Another publisher's copy is another document.
    """
    for fits in (
        lambda each: each.stated.publisher == stated.publisher,
        lambda each: each.stated.publisher is None,
        lambda each: stated.publisher is None,
    ):
        found = [each for each in known if fits(each)]
        if found:
            publisher = found[0].stated.publisher
            same = tuple(each for each in found if each.stated.publisher == publisher)
            return same, stated.over(same[0].stated)
    return (), stated


def reason_of(error: Exception) -> str:
    """Why something failed, in a line: the error, and what caused it."""
    reason = error.reason if isinstance(error, InputError) else str(error)
    cause = error.__cause__
    if cause is None or isinstance(error, InputError):
        return reason
    words = " ".join(str(cause).split())[:200]
    return f"{reason}: {type(cause).__name__}{f': {words}' if words else ''}"
