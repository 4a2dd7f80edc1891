"""Reading again what a ledger keeps: pages as they came, under what was stated of them, with the program of today.

The files and the addresses that they came from may be gone; nothing but the ledger is asked.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path, PurePath
from typing import TYPE_CHECKING

from twosource.errors import ConfigError, InputError, LedgerError, NotFoundError
from twosource.intake.inputs import Input, find_inputs
from twosource.model.capture import Capture
from twosource.model.document import Stated

if TYPE_CHECKING:
    from twosource.store.ledger import Ledger


def kept_inputs(ledger: Ledger, captures: Iterable[str]) -> Iterator[Input]:
    """Each of these captures as an input, once for every publisher under whose name it was read.

    One that the ledger cannot give back, because its bytes were damaged, is an input with its error.
    """
    for key in captures:
        try:
            capture = ledger.capture(key)
        except LedgerError as error:
            yield Input(key, None, error=InputError(key, str(error)))
            continue
        newest = {known.stated.publisher: known.stated for known in ledger.known(key)}
        for stated in newest.values():
            yield _as_given(capture, stated)


def _as_given(capture: Capture, stated: Stated) -> Input:
    again = Capture(capture.id, capture.content, capture.name, stated.address or capture.address)
    return Input(capture.name, again, stated)


def find_kept(ledger: Ledger, given: Sequence[str]) -> Iterator[str | Input]:
    """The ids of the captures that are meant, each once; an input with its error for what the ledger does not have.

    A file or folder that is there means its bytes; anything else what the ledger knows by this id, file name, address
    or title.
    """
    kept, seen = frozenset(ledger.captures()), set()
    for one in given:
        for found in _meant(ledger, one, kept):
            key = found if isinstance(found, str) else found.name
            if key not in seen:
                seen.add(key)
                yield found


def _meant(ledger: Ledger, given: str, kept: frozenset[str]) -> Iterator[str | Input]:
    if Path(given).exists():
        for found in find_inputs([given]):
            if found.capture is not None and found.capture.id in kept:
                yield found.capture.id
            else:
                yield _unknown(found.name)
        return
    for key in (given, PurePath(given).name):
        try:
            yield _capture_of(ledger, key)
        except NotFoundError:
            continue
        return
    yield _unknown(given)


def _capture_of(ledger: Ledger, key: str) -> str:
    try:
        return ledger.document(key).document.capture
    except NotFoundError:
        return ledger.capture(key).id


def _unknown(name: str) -> Input:
    because = "is not in the ledger: read it without --again first"
    return Input(name, None, error=InputError(name, because))


def kept_gazetteers(ledger: Ledger, folder: Path) -> tuple[str, ...]:
    """Files, in this folder, of the gazetteers that the readings now shown were made with; none where there were none.

    ConfigError where one was an index, which no ledger keeps.
    """
    indexes = ledger.gazetteer_indexes()
    if indexes:
        raise ConfigError(
            f"what the ledger shows was read with {', '.join(indexes)}, which it does not keep: name it with --gazetteer"
        )
    out: list[str] = []
    for name, content in ledger.gazetteers():
        path = folder / name
        number = 1
        while path.exists():
            number += 1
            path = folder / f"{PurePath(name).stem}-{number}{PurePath(name).suffix}"
        path.write_text(content, encoding="utf-8")
        out.append(str(path))
    return tuple(out)
