"""The commands on gazetteers: ``gazetteer build``."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from twosource.views.options import JsonOption, Listed
from twosource.views.tables import print_json
from twosource.views.wording import count_words

if TYPE_CHECKING:
    from twosource.analysis.gazetteer_dump import Progress

DumpArgument = Annotated[
    Path, typer.Argument(metavar="FILE", help="A GeoNames dump, or the zip archive that it comes in.")
]
OutputOption = Annotated[
    Path | None,
    typer.Option(
        "--output", metavar="FILE.idx", help="Where the index goes; else beside the dump, as FILE.idx."
    ),
]

app = typer.Typer(
    cls=Listed,
    no_args_is_help=True,
    rich_markup_mode=None,
    help="Build gazetteers of your own.\n\nExample: twosource gazetteer build allCountries.zip",
)


def register(root: typer.Typer) -> None:
    """Add this room's commands."""
    root.add_typer(app, name="gazetteer")


@app.command("build")
def build_gazetteer(dump: DumpArgument, output: OutputOption = None, as_json: JsonOption = False) -> None:
    """Write an index of a whole GeoNames dump, which `read --gazetteer` and the setting `gazetteers` take.

    The same dump gives the same bytes. A line that is wrong stops the build and is named.

    Example: twosource gazetteer build allCountries.zip --output world.idx
    """
    from twosource.analysis.gazetteer_dump import build

    out = output if output is not None else dump.with_suffix(".idx")
    with _bar(shown=not as_json) as progress:
        built = build(dump, out, progress)
    if as_json:
        print_json([{"index": str(out), **asdict(built)}])
    else:
        typer.echo(
            f"{out.name} holds {count_words(built.places, 'place')} under {count_words(built.names, 'name')}, of"
            f" {count_words(built.lines, 'line')}. Read with it: twosource read FOLDER --gazetteer {out}"
        )


@contextmanager
def _bar(*, shown: bool) -> Iterator[Progress | None]:
    """A progress bar on standard error while it is a terminal."""
    import sys

    if not (shown and sys.stderr.isatty()):
        yield None
        return
    from rich.console import Console
    from rich.progress import BarColumn, DownloadColumn, Progress, TextColumn

    columns = (TextColumn("reading the dump"), BarColumn(), DownloadColumn())
    with Progress(*columns, console=Console(stderr=True), transient=True) as bar:
        task = bar.add_task("")
        yield lambda done, total: bar.update(task, completed=done, total=total)
