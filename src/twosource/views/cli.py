"""The command line: parse, call, print. Each command's own module is loaded with it; what it works with, when it runs."""

from __future__ import annotations

import sys
from typing import Any

import typer

from twosource.errors import ConfigError, LedgerError, ManifestError, NotFoundError, TwosourceError
from twosource.views import (
    cli_brief,
    cli_changes,
    cli_claims,
    cli_documents,
    cli_drift,
    cli_erase,
    cli_gazetteer,
    cli_house,
    cli_links,
    cli_merge,
    cli_read,
    cli_review,
    cli_sources,
    cli_time,
)
from twosource.views.options import Listed

DONE, FOUND, MISUSE = 0, 1, 2


class Commands(Listed):
    """The group of commands: an error raised on purpose is one line and an exit code, never a traceback."""

    def invoke(self, ctx: Any) -> Any:
        """Run the command that the line names."""
        try:
            return super().invoke(ctx)
        except TwosourceError as error:
            typer.echo(f"twosource: {error}", err=True)
            raise typer.Exit(exit_code(error)) from error
        except BrokenPipeError:
            raise typer.Exit(DONE) from None


def exit_code(error: TwosourceError) -> int:
    """2 for a mistake in what was asked, 1 for something that was found not to hold."""
    misuse = isinstance(error, (ConfigError, ManifestError)) or type(error) is LedgerError
    return MISUSE if misuse and not isinstance(error, NotFoundError) else FOUND


app = typer.Typer(
    name="twosource",
    cls=Commands,
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
    rich_markup_mode=None,  # boxes around the help cost a third of the start
    context_settings={"help_option_names": ["-h", "--help"]},
    help="A ledger of claims read from raw news: who said what, whom they had it from, and how many are independent.",
    epilog="Start with: twosource read FOLDER, then twosource brief.",
)

for room in (
    cli_read,
    cli_documents,
    cli_claims,
    cli_sources,
    cli_links,
    cli_drift,
    cli_time,
    cli_brief,
    cli_review,
    cli_changes,
    cli_erase,
    cli_merge,
    cli_gazetteer,
    cli_house,
):
    room.register(app)


def _print_version(asked: bool) -> None:
    if asked:
        from importlib.metadata import version

        typer.echo(version("twosource"))
        raise typer.Exit(DONE)


@app.callback()
def _options(
    version: bool = typer.Option(
        False, "--version", help="Print the version.", callback=_print_version, is_eager=True
    ),
) -> None:
    """A ledger of claims read from raw news."""


def main() -> None:
    """Run the command line and exit with its code."""
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(encoding="utf-8", errors="backslashreplace")
    app()
