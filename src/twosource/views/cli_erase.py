"""The command ``erase``: words that endanger someone, taken out for good."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import TYPE_CHECKING, Annotated, Any

import typer

from twosource.errors import ConfigError
from twosource.views.options import JsonOption, LedgerOption, reading
from twosource.views.tables import heading, indented, joined, labelled, print_json, print_lines, styled
from twosource.views.wording import count_words, day_words, list_words

if TYPE_CHECKING:
    from twosource.store.erase import Plan
    from twosource.store.tombs import Erased

NOT_ERASED = 1
SHOWN_DIGITS = 12
LEANED = {
    "claims": ("claim", "claims"),
    "statements": ("statement", "statements"),
    "relations": ("relation", "relations"),
    "drifts": ("drift", "drifts"),
    "figures": ("figure", "figures"),
    "positions": ("position", "positions"),
    "events": ("event", "events"),
    "gaps": ("gap", "gaps"),
    "dues": ("thing due", "things due"),
}
"""What leans on a document, in the order in which it is told: one of it, and several."""

DocumentArgument = Annotated[
    str | None, typer.Argument(metavar="DOCUMENT", help="Id, file name, address or title of a document.")
]
BecauseOption = Annotated[
    str | None,
    typer.Option("--because", metavar="TEXT", help="Why, in words that are kept: not those of the document."),
]
ByOption = Annotated[str | None, typer.Option("--by", metavar="NAME", help="Who decides it; kept.")]
YesOption = Annotated[bool, typer.Option("--yes", help="Do not ask before it is done.")]
ListOption = Annotated[bool, typer.Option("--list", help="List what was erased, and what leaned on it.")]


def register(app: typer.Typer) -> None:
    """Add this room's command."""
    app.command("erase")(erase_document)


def erase_document(
    document: DocumentArgument = None,
    because: BecauseOption = None,
    by: ByOption = None,
    yes: YesOption = False,
    listed: ListOption = False,
    ledger: LedgerOption = None,
    as_json: JsonOption = False,
) -> None:
    """Erase the words of a document for good, with every document of the same file; its hash and the fact stay.

    Example: twosource erase interview.txt --by "R. Fell" --because "names a witness"
    """
    if listed:
        with reading(ledger) as opened:
            _print(opened.erasures(), as_json=as_json)
        return
    if document is None or not because or not by:
        raise ConfigError("say which document, by whom and why: erase DOCUMENT --by NAME --because TEXT")
    with reading(ledger) as opened:
        if not yes:
            print_lines(_asked(opened.plan_erasure(document, by=by, because=because)))
            if not typer.confirm("Erase all of this for good?", err=True):
                typer.echo("Nothing was erased.")
                raise typer.Exit(NOT_ERASED)
        _print((opened.erase(document, by=by, because=because),), as_json=as_json)


def _asked(plan: Plan) -> Iterator[Any]:
    """What would go, for who is asked."""
    yield heading(f"{plan.name}: what would be erased")
    rows = [
        (styled(key[:SHOWN_DIGITS], "cyan"), title or "without a title") for key, title in plan.titles.items()
    ]
    yield labelled(rows, indent=2)
    yield labelled(list(_told(plan.erased, is_done=False)), indent=2)
    yield indented(styled("twosource show and twosource why tell them one by one", "dim"), 2)


def _print(erased: tuple[Erased, ...], *, as_json: bool) -> None:
    if as_json:
        print_json(map(_shape, erased))
    elif not erased:
        typer.echo("Nothing was erased.")
    else:
        print_lines(line for each in erased for line in _lines(each))


def _lines(erased: Erased) -> Iterator[Any]:
    state = "" if erased.is_done else ", unfinished"
    state += ", restored since" if erased.is_restored else ""
    day = day_words(date.fromisoformat(erased.at[:10]))
    yield heading(f"Erased {day}: capture {erased.capture[:SHOWN_DIGITS]}{state}")
    told = [("by", erased.by), ("because", erased.because), ("documents", ", ".join(erased.documents))]
    yield labelled([*told, *_told(erased)], indent=2)
    yield ""


def _told(erased: Erased, *, is_done: bool = True) -> Iterator[tuple[Any, Any]]:
    """What leaned on it, table by table, and what became of the copies."""
    leaned = {name: ids for name, ids in erased.leaned.items() if ids}
    if others := leaned.pop("documents", ()):
        yield ("other documents", ", ".join(others))
    order = [name for name in LEANED if name in leaned] + [name for name in leaned if name not in LEANED]
    counts = [count_words(len(leaned[name]), *LEANED.get(name, (name, name))) for name in order]
    if counts:
        where = ("  (ids: twosource erase --list --json)", "dim") if is_done else ""
        yield ("leaned on it" if is_done else "leans on it", joined(list_words(counts), where))
    if erased.decisions:
        told = f"{count_words(len(erased.decisions), 'decision')}: {', '.join(erased.decisions)}"
        yield ("words gone from", told)
    if erased.deleted:
        yield ("backups deleted", ", ".join(erased.deleted))
    if erased.not_reached:
        told = f"{', '.join(erased.not_reached)}: not where the tool left them, or unreadable; delete them yourself"
        yield ("backups not reached", styled(told, "warn"))


def _shape(erased: Erased) -> dict[str, Any]:
    return {
        "capture": erased.capture,
        "documents": list(erased.documents),
        "by": erased.by,
        "at": erased.at,
        "because": erased.because,
        "leaned": {name: list(ids) for name, ids in erased.leaned.items()},
        "decisions": list(erased.decisions),
        "backups_deleted": list(erased.deleted),
        "backups_not_reached": list(erased.not_reached),
        "done": erased.is_done,
        "restored": erased.is_restored,
    }
