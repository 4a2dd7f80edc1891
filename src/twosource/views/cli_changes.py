"""The commands ``changes`` and ``log``: what is new since a moment, and which moments there were."""

from __future__ import annotations

from dataclasses import replace
from typing import Annotated, Any

import typer

from twosource.store.base import Lens
from twosource.views.options import CsvOption, JsonOption, LedgerOption, Output, filtered, reading
from twosource.views.tables import Column, joined, print_csv, print_json, print_lines, print_table

SinceOption = Annotated[
    str | None,
    typer.Option("--since", metavar="T", help="What the ledger had recorded by then is known already."),
]
KnownSinceOption = Annotated[
    str | None,
    typer.Option("--known-since", metavar="DAY", help="What had been published by then is known already."),
]
UntilOption = Annotated[
    str | None, typer.Option("--until", metavar="T", help="Up to then, not up to now: the same as --as-of.")
]


def register(app: typer.Typer) -> None:
    """Add this room's commands."""
    app.command("changes")(list_changes)
    app.command("log")(list_log)


@filtered
def list_changes(
    since: SinceOption = None,
    known_since: KnownSinceOption = None,
    until: UntilOption = None,
    ledger: LedgerOption = None,
    as_json: JsonOption = False,
    *,
    lens: Lens,
) -> None:
    """Tell what is new since a moment, what it changed, and why: pages, counts, relations, figures, positions, decisions.

    A moment is a change (a number of log), a day, or an instant in UTC.

    Example: twosource changes --since 2031-04-02
    """
    from twosource.views.changes import change_lines, change_shapes
    from twosource.views.times import moment_words

    if since is None and known_since is None:
        raise typer.BadParameter("give --since or --known-since: from which moment on")
    if until is not None and lens.as_of is not None:
        raise typer.BadParameter("choose one of --until and --as-of")
    lens = replace(lens, as_of=until or lens.as_of)
    earlier = Lens(lens.as_of if since is None else since, known_since or lens.known_by)
    with reading(ledger, lens) as reader:
        found = reader.changes(earlier)
        first, last = moment_words(reader.at(earlier)), moment_words(reader)
    if as_json:
        print_json(change_shapes(found))
    else:
        print_lines(change_lines(found, span="" if since is None else f"From {first} to {last}."))


@filtered
def list_log(
    ledger: LedgerOption = None, as_json: JsonOption = False, as_csv: CsvOption = False, *, lens: Lens
) -> None:
    """List the changes of the ledger, oldest first: the moments that --as-of and --since take.

    Example: twosource log
    """
    from twosource.views.change_log import log_shape, log_words, of_pages
    from twosource.views.times import instant_words

    output = Output(as_json, as_csv)
    with reading(ledger, lens) as reader:
        rows = reader.log()
        if lens.known_by is not None:
            rows = tuple(of_pages(rows, reader.documents()))
    if output.json:
        print_json(map(log_shape, rows))
    elif output.csv:
        print_csv(map(log_shape, rows))
    else:
        columns: tuple[Column, ...] = (
            Column("change", right=True, style="cyan"),
            Column("at"),
            Column("what", share=1),
            Column("by"),
        )
        lines: Any = (
            (str(row.number), instant_words(row.at), joined(log_words(row)), row.command or "–")
            for row in rows
        )
        print_table(columns, lines, nothing="Nothing was recorded yet.")
