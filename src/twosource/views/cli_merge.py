"""The command ``merge``."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from twosource.views.options import JsonOption, LedgerOption, reading
from twosource.views.tables import print_json
from twosource.views.wording import count_words

if TYPE_CHECKING:
    from twosource.store.merge import Merged, Progress

OtherArgument = Annotated[
    Path, typer.Argument(metavar="OTHER.db", help="The ledger to take in; it is only read.")
]


def register(app: typer.Typer) -> None:
    """Add this room's command."""
    app.command("merge")(merge_ledger)


def merge_ledger(other: OtherArgument, ledger: LedgerOption = None, as_json: JsonOption = False) -> None:
    """Take another ledger's record into this one: pages, readings, decisions, erasures. What is here stays.

    Example: twosource merge colleague.db
    """
    from importlib.metadata import version

    with reading(ledger) as opened, _bar(shown=not as_json) as progress:
        merged = opened.merge(other, program=version("twosource"), progress=progress)
    if as_json:
        print_json([asdict(merged)])
    else:
        typer.echo(_told(merged, other.name))


def _told(merged: Merged, name: str) -> str:
    """What was taken in, in a sentence or two."""
    if not merged.rows:
        return f"This ledger holds all that {name} holds: nothing was added."
    counts = (
        count_words(merged.documents, "document"),
        count_words(merged.readings, "reading"),
        count_words(merged.decisions, "decision"),
    )
    told = f"Took in {', '.join(counts[:-1])} and {counts[-1]} of {name}"
    if merged.erased:
        told += f"; erased here too what {name} had erased ({count_words(merged.erased, 'erasure')})"
    return f"{told}. Its custody log stood at entry {merged.head.entries}, {merged.head.seal[:12]}."


@contextmanager
def _bar(*, shown: bool) -> Iterator[Progress | None]:
    """A progress bar on standard error while it is a terminal."""
    import sys

    if not (shown and sys.stderr.isatty()):
        yield None
        return
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn

    columns = (TextColumn("merging"), BarColumn(), MofNCompleteColumn())
    with Progress(*columns, console=Console(stderr=True), transient=True) as bar:
        task = bar.add_task("")
        yield lambda done, total: bar.update(task, completed=done, total=total)
