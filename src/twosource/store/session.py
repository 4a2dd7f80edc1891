"""A ledger that is open: the file, the two times at which it is asked, and one consistent view to answer from."""

from __future__ import annotations

import logging
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import replace
from types import TracebackType
from typing import TYPE_CHECKING, Any, Final, Self, TypeVar

import sqlalchemy as sa
from sqlalchemy.engine import Connection, Engine

from twosource.errors import StorageError
from twosource.store import schema
from twosource.store.base import NOW, ClaimQuestion, Lens
from twosource.store.connection import is_read_only, reading, writing
from twosource.store.linked import is_linked_by_another
from twosource.store.lookup import seen_document
from twosource.store.rows import Rows
from twosource.store.times import change_of, day_of, is_whole

if TYPE_CHECKING:
    from twosource.store.derive import Linker

log = logging.getLogger(__name__)

T = TypeVar("T")

_ANSWERS: Final = 32
"""How many answers are kept at hand at most."""


class Session:
    """An open ledger as far as reading and deriving anew go. Close it, or use it in a ``with`` statement."""

    def __init__(self, engine: Engine, *, linker: Linker | None = None, lens: Lens = NOW) -> None:
        self._engine = engine
        self._linker = linker
        self._lens = lens
        self._owns_file = True
        self._laid: tuple[Connection, int | None] | None = None
        self._opened = ExitStack()
        self._invocation: int | None = None
        self._answers: dict[tuple[str, ClaimQuestion], Any] = {}
        self._answers_of: object = None

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def close(self) -> None:
        """Let go of the file."""
        self._opened.close()
        if self._owns_file:
            self._engine.dispose()

    def at(self, lens: Lens) -> Self:
        """The same ledger with every question put at these two times; to be closed before this one.

        ConfigError for a day that is none; for a moment that is none, when the first question is put.
        """
        lens = replace(lens, known_by=day_of(lens.known_by))
        seen = type(self)(self._engine, linker=self._linker, lens=lens)
        seen._owns_file = False
        return seen

    @contextmanager
    def _reading(self) -> Iterator[Rows]:
        """One consistent view of the record and of what is derived from it."""
        self.relink_if_stale()
        if self._laid is not None:
            yield Rows(*self._laid)
            return
        with ExitStack() as stack:
            connection = stack.enter_context(reading(self._engine))
            at = change_of(connection, self._lens.as_of)
            if self._lens.known_by is not None or not is_whole(connection, at):
                from twosource.store.lens import lay_over  # loads linking, which other questions do without

                connection.detach()  # its tables must not be met by whoever is lent it next
                lay_over(connection, at, self._lens.known_by, self._linker)
                self._laid = (connection, at)
                self._opened.push(stack.pop_all())
            yield Rows(connection, at)

    def _ask(self, question: ClaimQuestion, answer: Callable[[Rows, ClaimQuestion], T]) -> T:
        with self._reading() as rows:
            if question.document is not None:
                key = seen_document(rows, question.document, self._lens.known_by)
                question = replace(question, document=key)
            return answer(rows, question)

    def _ask_once(self, name: str, question: ClaimQuestion, answer: Callable[[Rows, ClaimQuestion], T]) -> T:
        """The answer, kept until the ledger changes: to count what rests on one takes a look at all that it told."""

        def kept(rows: Rows, asked: ClaimQuestion) -> T:
            state = (rows.at, _state(rows.connection))
            if state != self._answers_of or len(self._answers) >= _ANSWERS:
                self._answers, self._answers_of = {}, state
            if (name, asked) not in self._answers:
                self._answers[name, asked] = answer(rows, asked)
            found: T = self._answers[name, asked]
            return found

        return self._ask(question, kept)

    def relink(self) -> int:
        """Derive all anew from the newest reading of each document; returns how many rows changed."""
        from twosource.store import derive  # linking is loaded where there is something to link

        with writing(self._engine, "linked", self._invocation) as transaction:
            changed = derive.rebuild(transaction, self._linker)
            return _logged(changed)

    def relink_if_stale(self) -> int:
        """Relink where another program derived what there is, or none did; else nothing is to be done."""
        with reading(self._engine) as connection:
            stale = is_linked_by_another(connection)
        if stale and is_read_only(self._engine):
            raise StorageError(
                "what is derived in this ledger was derived by another version of Twosource, and cannot be derived anew where"
                " it is read-only: copy it to a folder that can be written"
            )
        return self.relink() if stale else 0


def _state(connection: Connection) -> object:
    """What is another as soon as an answer may be: the newest change, and how many erasures are done."""
    erasures = schema.erasures
    done = sa.select(sa.func.count()).select_from(erasures).where(erasures.c.is_done).scalar_subquery()
    newest = sa.select(sa.func.max(schema.changes.c.number)).scalar_subquery()
    return tuple(connection.execute(sa.select(newest, done)).one())


def _logged(changed: int) -> int:
    log.info("linked: %d rows changed", changed)
    return changed
