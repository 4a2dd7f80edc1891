"""Reading a batch into a ledger: inputs to captures, engines to examine them, one transaction a document."""

from __future__ import annotations

import logging
from collections.abc import Callable, Iterable, Iterator
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from twosource.analysis.gazetteer_index import is_index
from twosource.batch.base import (
    AlreadyRead,
    Engine,
    Examined,
    Failed,
    Outcome,
    Read,
    Result,
    Skipped,
    Summary,
    Task,
    Unreadable,
)
from twosource.batch.examine import examiner
from twosource.batch.inline import inline
from twosource.batch.processes import processes
from twosource.batch.program import load_program
from twosource.model.run import Run

if TYPE_CHECKING:
    from twosource.batch.base import Examine
    from twosource.intake.inputs import Input
    from twosource.settings import Settings
    from twosource.store.ledger import Ledger

log = logging.getLogger(__name__)

Progress = Callable[[int, Outcome], None]
"""Told after each document: inputs done, and what came of it."""


def read_inputs(
    inputs: Iterable[Input],
    ledger: Ledger,
    settings: Settings,
    engine: Engine | None = None,
    progress: Progress | None = None,
    restore: bool = False,
) -> Summary:
    """Read the inputs into the ledger and link what is new; one outcome a document, in order of name.

    Each document is committed by itself: whatever ends the process, none that was committed is lost. A
    failure is an outcome, not an end. ``engine`` is the one that the settings name unless another is
    given. A page whose words were erased is skipped, unless ``restore`` asks for it again.
    """
    run = load_program(*_what_reads(settings)).run
    batch = _Batch(ledger, run, progress, restore=restore)
    ledger.begin(program=run.code, what="read")
    for path in map(Path, settings.gazetteers):
        if not is_index(path):
            ledger.keep_gazetteer(path.read_text(encoding="utf-8"))
    batch.read(inputs, engine or engine_of(settings))
    changed = batch.derived + ledger.relink_if_stale()
    return Summary(tuple(sorted(batch.outcomes, key=_by_name)), run.id, changed)


def engine_of(settings: Settings) -> Engine:
    """The engine that the settings name."""
    if settings.engine == "processes":
        make = partial(load_examiner, *_what_reads(settings))
        return partial(processes, make_examine=make, workers=settings.workers)
    return partial(inline, examine=load_examiner(*_what_reads(settings)))


def _what_reads(settings: Settings) -> tuple[str, str, tuple[str, ...]]:
    return (settings.profile, settings.parser, settings.gazetteers)


def load_examiner(profile: str, parser: str, gazetteers: tuple[str, ...]) -> Examine:
    """What reads one task under these settings, everything loaded."""
    return examiner(load_program(profile, parser, gazetteers))


def _by_name(outcome: Outcome) -> tuple[str, str]:
    return (outcome.name, outcome.document or "")


class _Batch:
    """One batch under way."""

    def __init__(self, ledger: Ledger, run: Run, progress: Progress | None, *, restore: bool) -> None:
        self._restore = restore
        self.outcomes: list[Outcome] = []
        self.derived = 0
        self._ledger = ledger
        self._run = run
        self._progress = progress
        self._done = 0
        self._under_way: dict[int, Task] = {}

    def read(self, inputs: Iterable[Input], engine: Engine) -> None:
        """Read every input; one whose bytes came before waits for a round that knows them."""
        todo: Iterable[Input] = inputs
        while True:
            later: list[Input] = []
            for result in engine(self._tasks(todo, later)):
                self._record(result)
            if not later:
                return
            todo = later

    def _tasks(self, inputs: Iterable[Input], later: list[Input]) -> Iterator[Task]:
        seen = set()
        for number, given in enumerate(inputs):
            if given.capture is None:
                because = given.error.reason if given.error is not None else "there is nothing to read"
                self._add(Failed(given.name, because), last=True)
            elif given.capture.id in seen:
                later.append(given)
            elif not self._may_be_read(given):
                continue
            else:
                seen.add(given.capture.id)
                known = self._ledger.known(given.capture.id)
                task = Task(number, given.name, given.capture, given.stated, known)
                self._under_way[number] = task
                yield task

    def _may_be_read(self, given: Input) -> bool:
        """Whether the capture of an input was not erased, or is asked for all the same; else it is skipped here."""
        assert given.capture is not None
        erased = self._ledger.erasure_of(given.capture.id)
        if erased is None:
            return True
        if self._restore:
            return self._ledger.restore(given.capture)
        document = erased.documents[0] if erased.documents else ""
        self._add(Skipped(given.name, document, erased.refusal), last=True)
        return False

    def _record(self, result: Result) -> None:
        task = self._under_way.pop(result.number)
        found = result.found
        if isinstance(found, Unreadable):
            self._ledger.failed(task.capture.name, task.capture.id, self._run, found.because)
            self._add(Failed(task.name, found.because), last=True)
            return
        for index, examined in enumerate(found):
            self._add(self._outcome(task, examined), last=index == len(found) - 1)
        if not found:
            self._done += 1

    def _outcome(self, task: Task, examined: Examined) -> Outcome:
        name, entry = task.name, examined.entry
        if entry is None:
            return AlreadyRead(name, examined.document)
        self.derived += self._ledger.record(entry).derived
        if entry.failed is not None:
            return Failed(name, entry.failed, examined.document)
        if entry.reading is None:
            return Skipped(name, examined.document, entry.document.skipped or "it has nothing to read")
        return Read(name, examined.document, examined.title, len(entry.reading.claims))

    def _add(self, outcome: Outcome, *, last: bool) -> None:
        self.outcomes.append(outcome)
        self._done += last
        log.info("%s: %s", outcome.name, type(outcome).__name__.lower(), extra={"document": outcome.document})
        if self._progress is not None:
            self._progress(self._done, outcome)
