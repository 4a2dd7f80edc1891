"""Where one reviewer makes one decision: what it is about, what was typed, and what came of it."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import replace
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

import typer

from twosource.errors import ConfigError, InputError, NotFoundError
from twosource.model.vocabulary import CorrectedField, DecisionKind
from twosource.store.base import Lens
from twosource.views.options import reading, settings_of
from twosource.views.review_words import decision_shape, said
from twosource.views.tables import joined, print_json, print_lines
from twosource.views.wording import plain

if TYPE_CHECKING:
    from twosource.model.decision import Decision, SourceMark
    from twosource.store.changed import Changes
    from twosource.store.ledger import Ledger

T = TypeVar("T")


class Withdrawable(StrEnum):
    """What can be withdrawn."""

    CLAIM = "claim"
    DOCUMENT = "document"
    SOURCE = "source"


class Desk:
    """Where one reviewer makes one decision on an open ledger."""

    def __init__(self, ledger: str | None, by: str | None) -> None:
        self._settings = settings_of(ledger)
        self._by = (by or self._settings.reviewer).strip()
        if not self._by:
            raise ConfigError(
                "who decides? Give --by NAME, or set TWOSOURCE_REVIEWER or reviewer in twosource.toml"
            )
        self._open = reading(ledger)

    def __enter__(self) -> Desk:
        self.ledger: Ledger = self._open.__enter__()
        return self

    def __exit__(self, *error: Any) -> None:
        self._open.__exit__(*error)

    def about(self, key: str, what: Withdrawable | None = None) -> dict[str, Any]:
        """The fields of a decision about a claim, a document or a source; whichever it is where that is not said."""
        finders: dict[Withdrawable, Callable[[], dict[str, Any]]] = {
            Withdrawable.CLAIM: lambda: {"claims": (self.ledger.mark_of_claim(key)[0],)},
            Withdrawable.DOCUMENT: lambda: {"document": self.ledger.document(key).id},
            Withdrawable.SOURCE: lambda: {"source": self.ledger.mark_of_source(key)},
        }
        return finders[what]() if what is not None else _first(key, finders.values())

    def parse(self, field: CorrectedField, value: str, words: str, claim: Any) -> Any:
        """What was typed for a field as a correction; ConfigError says what may be typed."""
        from twosource.analysis.actors import load_actors
        from twosource.analysis.gazetteer import load_gazetteer
        from twosource.linking.typed import Tables, parse_correction

        own = tuple(Path(path) for path in self._settings.gazetteers)
        tables = Tables(load_gazetteer(own), load_actors(own))
        document = self.ledger.document(claim.document).document
        try:
            return parse_correction(field, value, words, claim, document, tables)
        except InputError as error:
            raise ConfigError(str(error)) from error

    def decide(self, kind: DecisionKind, because: str, *, as_json: bool, **fields: Any) -> None:
        """Record the decision and print what changed because of it."""
        from twosource.model.decision import Decision
        from twosource.store.connection import now_utc
        from twosource.store.decisions import check
        from twosource.views.changes import change_lines, change_shapes

        if kind is not DecisionKind.NOTE and not because.strip():
            raise ConfigError("say why, with --because TEXT")
        made: Decision = Decision(kind, self._by, now_utc(), because.strip(), **fields)
        try:
            check(made)
        except InputError as error:
            raise ConfigError(error.reason) from error
        begin(self.ledger)
        done = self.ledger.decide((made,))
        row = self.ledger.decision(made.id)
        found = _effects(self.ledger, done.change)
        if as_json:
            print_json([{**decision_shape(row), "effects": list(change_shapes(found)) if found else []}])
            return
        print_lines(
            [joined((f"{made.id[:8]}  ", "cyan"), said(row), (f"  ({plain(kind)} by {made.by})", "dim"))]
        )
        if found is None:
            typer.echo("Nothing that is derived from claims changed.")
        else:
            print_lines(["", *change_lines(found)])


def _effects(ledger: Ledger, change: int | None) -> Changes | None:
    """What a change did to claims and to what is derived from them; None where that is nothing."""
    if change is None:
        return None
    found = ledger.at(Lens(as_of=change)).changes(Lens(as_of=change - 1))
    names = ("claims", "statements", "relations", "figures", "positions", "events")
    parts: dict[str, Any] = {
        name: tuple(replace(one, cause=None) for one in getattr(found, name)) for name in names
    }
    # The decision itself has been told: it is the log of this change, and the cause of each.
    return replace(found, log=(), **parts) if any(parts.values()) else None


def begin(ledger: Ledger) -> None:
    """Log that a review begins: the changes that follow are its own."""
    from importlib.metadata import version

    ledger.begin(program=version("twosource"), what="review")


def _first(key: str, finders: Iterable[Callable[[], T]]) -> T:
    """What the first finder that knows the key finds."""
    for find in finders:
        try:
            return find()
        except NotFoundError as error:
            if " names " in str(error):  # several of them: that says more than that there is none
                raise
    raise NotFoundError(f"no claim, document or source {key!r} in the ledger")


def whole_key(reader: Ledger, key: str) -> str | SourceMark:
    """The whole id of the claim or document that a reader means, or how a decision names the source."""
    finders: tuple[Callable[[], str | SourceMark], ...] = (
        lambda: reader.claim(key).id,
        lambda: reader.document(key).id,
        lambda: reader.mark_of_source(key),
    )
    return _first(key, finders)
