"""What the package offers to a program: a page read, its claims with their words."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path

from twosource.batch.base import Examined, Task, Unreadable
from twosource.batch.read import load_examiner
from twosource.errors import InputError, ManifestError, StageError
from twosource.intake.dates import parse_published
from twosource.intake.inputs import find_inputs
from twosource.model.capture import Capture
from twosource.model.document import Document
from twosource.settings import load_settings
from twosource.store.base import ClaimRow, Stated, Unclaimed

TEXT_NAME = "text"


@dataclass(frozen=True, slots=True)
class Reading:
    """One article as it was read: its document, its claims in text order, and the sentences that gave none.

    A claim row has the claim's ``text`` and, by `ClaimRow.words_of`, the words of any of its parts; its statement and
    origin are None, since nothing is compared. ``more`` are the further articles of the same file.
    """

    document: Document
    claims: tuple[ClaimRow, ...]
    unclaimed: tuple[Unclaimed, ...] = ()
    more: tuple[Reading, ...] = field(default=(), repr=False)


def read(path: Path, *, published: str | None = None, publisher: str | None = None) -> Reading:
    """The articles of a file."""
    stated = stated_of(published, publisher)
    (given, *others) = find_inputs([path], stated=stated)
    if others:
        raise InputError(
            str(path), "is a folder; give a file, or read it into a ledger with `twosource read`"
        )
    if given.capture is None:
        raise given.error or InputError(str(path), "there is nothing to read")
    return read_capture(given.capture, stated)


def read_text(text: str, *, published: str | None = None, publisher: str | None = None) -> Reading:
    """The articles of a text."""
    return read_capture(Capture.of(text.encode("utf-8"), name=TEXT_NAME), stated_of(published, publisher))


def stated_of(published: str | None, publisher: str | None) -> Stated:
    """What is stated of a page; ManifestError for a date that is none."""
    if published is not None:
        try:
            parse_published(published)
        except ValueError as error:
            reason = f"“{published}” is no date; write 2031-03-06, 2031-03, or 2031-03-06T14:20:00Z"
            raise ManifestError("published", reason) from error
    return Stated(publisher=publisher, published=published)


def read_capture(capture: Capture, stated: Stated) -> Reading:
    """The articles of a capture."""
    settings = load_settings()
    examine = load_examiner(settings.profile, settings.parser, settings.gazetteers)
    found = examine(Task(0, capture.name, capture, stated)).found
    if isinstance(found, Unreadable):
        raise InputError(capture.name, found.because)
    readings = _readings(found, capture.name)
    if not readings:
        raise InputError(capture.name, "there is no article in it")
    first, *more = readings
    return Reading(first.document, first.claims, first.unclaimed, tuple(more))


def _readings(found: Sequence[Examined], name: str) -> list[Reading]:
    readings = []
    for one in found:
        entry = one.entry
        if entry is None:
            continue
        if entry.failed is not None:
            raise StageError(entry.failed, entry.document.id)
        claims = entry.reading.claims if entry.reading else ()
        rows = tuple(ClaimRow(claim, entry.document, name, None, None, 0, entry.run.id) for claim in claims)
        readings.append(Reading(entry.document, rows, entry.reading.unclaimed if entry.reading else ()))
    return readings
