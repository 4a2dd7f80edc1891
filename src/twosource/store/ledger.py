"""The ledger in one file: what is recorded, decided, erased and taken in, beside the questions put to it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from twosource.errors import LedgerError
from twosource.model.capture import Capture, digest
from twosource.model.run import Run
from twosource.store import schema
from twosource.store.asking import Questions
from twosource.store.base import Appended, Entry, Known, Recorded
from twosource.store.connection import WAIT_S, connect, now_utc, other_ledger, reading, writing
from twosource.store.lookup import document_id
from twosource.store.record import insert_ignoring, known, record, record_failure
from twosource.store.tombs import Erased, unfinished

if TYPE_CHECKING:
    from twosource.model.decision import Decision
    from twosource.store.derive import Linker
    from twosource.store.erase import Plan
    from twosource.store.merge import Merged, Progress


class Ledger(Questions):
    """A ledger that is open: a `Writer` and a `Reader`. Close it, or use it in a ``with`` statement."""

    # ------------------------------------------------------------------ writing

    def begin(self, *, program: str, what: str) -> None:
        """Log an invocation: the changes that follow are its own."""
        with writing(self._engine, "invoked") as transaction:
            row = {"at": now_utc(), "program": program, "what": what}
            self._invocation = transaction.add(schema.invocations, row)

    def record(self, entry: Entry) -> Recorded:
        """Append a document as one run read it, in one transaction; what is there is left as it is."""
        from twosource.store.derive import follow_up  # linking is loaded where there is something to link

        with writing(self._engine, "recorded", self._invocation) as transaction:
            recorded = record(transaction, entry)
            return replace(recorded, derived=follow_up(transaction, self._linker))

    def decide(self, decisions: Sequence[Decision]) -> Appended:
        """Append decisions and derive what follows, in one transaction; those that are there already are left.

        InputError, with nothing appended, for one that says nothing that can hold.
        """
        from twosource.store.decisions import append
        from twosource.store.derive import follow_up

        with writing(self._engine, "decided", self._invocation) as transaction:
            new = sum(append(transaction, one) for one in decisions)
            follow_up(transaction, self._linker)
            change = transaction.change if transaction.has_changed else None
        return Appended(tuple(one.id for one in decisions), new, change)

    def failed(self, name: str, capture: str, run: Run, because: str) -> None:
        """Append that no document came of a capture, and why."""
        with writing(self._engine, "recorded", self._invocation) as transaction:
            record_failure(transaction, name, capture, run.id, because)

    def keep_gazetteer(self, content: str) -> str:
        """Keep a reader's own gazetteer, which linking needs whenever it derives anew; its SHA-256."""
        key = digest(content.encode("utf-8"))
        with writing(self._engine, "recorded", self._invocation) as transaction:
            insert_ignoring(transaction, schema.gazetteers, {"hash": key, "content": content})
        return key

    def known(self, capture: str) -> tuple[Known, ...]:
        """The documents of a capture, by its id, in order of part and id."""
        with reading(self._engine) as connection:
            return known(connection, capture)

    def merge(self, path: Path | str, *, program: str, progress: Progress | None = None) -> Merged:
        """Take the record of the ledger at ``path`` into this one; that one is only read.

        LedgerError where it is this very ledger, or of another schema than this program's.
        """
        from twosource.store.merge import merge

        with other_ledger(self._engine, Path(path)) as other:
            return merge(self._engine, other, program, self._linker, progress)

    # ------------------------------------------------------------------ erasing

    def plan_erasure(self, key: str, *, by: str, because: str) -> Plan:
        """What erasing this document would take; ConfigError where the reason repeats words of it."""
        from twosource.store import erase  # loads the linking

        self.relink_if_stale()
        with reading(self._engine) as connection:
            return erase.plan(connection, document_id(connection, key), by=by, because=because)

    def erase(self, key: str, *, by: str, because: str) -> Erased:
        """Erase the whole capture of a document for good; what is kept of it.

        LedgerError where it could be begun and not finished: the words are gone from the tables then, and the rest is done
        when the ledger is next opened.
        """
        from twosource.store import erase

        self.relink_if_stale()
        with writing(self._engine, "erased", self._invocation) as transaction:
            # Planned under the lock: what another wrote since it was shown goes with it.
            document = document_id(transaction.connection, key)
            planned = erase.plan(transaction.connection, document, by=by, because=because)
            marked = erase.mark(transaction, planned.erased)
        erase.finish(self._engine, erase.take_away(self._engine, self._linker))
        return replace(marked, is_done=True)

    def erase_captures(self, tombs: Iterable[Erased]) -> tuple[Erased, ...]:
        """Erase here what another ledger erased; the new erasures."""
        from twosource.store import erase

        return erase.erase_captures(self._engine, tombs, self._linker)

    def restore(self, capture: Capture) -> bool:
        """Take an erased capture in again, so that its documents can be read; whether it had been erased."""
        from twosource.store import erase

        with writing(self._engine, "recorded", self._invocation) as transaction:
            return erase.restore(transaction, capture)


def open_ledger(
    path: Path | str, *, create: bool = False, wait_s: int = WAIT_S, linker: Linker | None = None
) -> Ledger:
    """The ledger at ``path``; made where there is none and ``create`` is set. LedgerError where it cannot
    be."""
    engine = connect(Path(path), create=create, wait_s=wait_s)
    with reading(engine) as connection:
        has_unfinished = bool(unfinished(connection))
    if has_unfinished:
        from twosource.store import erase

        try:
            erase.finish_unfinished(engine, linker)
        except LedgerError:
            engine.dispose()
            raise
    return Ledger(engine, linker=linker)
