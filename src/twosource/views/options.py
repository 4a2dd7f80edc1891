"""What the commands ask for in common: where the ledger is, how to print, which claims, and at which two times."""

from __future__ import annotations

import inspect
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer
from typer.core import TyperGroup

from twosource.errors import LedgerError
from twosource.model.vocabulary import Act, Certainty, EventKind, Modality, Polarity
from twosource.settings import Settings, load_settings
from twosource.store.base import NOW, ClaimQuestion, Lens

if TYPE_CHECKING:
    from twosource.store.ledger import Ledger

LedgerOption = Annotated[
    str | None,
    typer.Option(
        "--ledger",
        metavar="PATH",
        help="The ledger's file (else $TWOSOURCE_LEDGER, else ./twosource.db).",
    ),
]
JsonOption = Annotated[bool, typer.Option("--json", help="Print one JSON object a line.")]
CsvOption = Annotated[bool, typer.Option("--csv", help="Print a spreadsheet (CSV).")]


class Listed(TyperGroup):
    """A group of commands that lists each with its whole first line, in the order in which a reader meets them."""

    def list_commands(self, ctx: Any) -> list[str]:
        """The commands in the order in which a reader meets them."""
        return list(self.commands)

    def get_command(self, ctx: Any, cmd_name: str) -> Any:
        """The command of that name, with its first line whole in the list: left alone, the list cuts it."""
        command = super().get_command(ctx, cmd_name)
        if command is not None and not command.short_help:
            command.short_help = (command.help or "").partition("\n")[0]
        return command


def settings_of(ledger: str | None) -> Settings:
    """The settings that hold here, with the ledger that the command line names."""
    settings = load_settings()
    return settings if ledger is None else replace(settings, ledger=ledger)


@contextmanager
def reading(option: str | None, lens: Lens = NOW) -> Iterator[Ledger]:
    """The ledger, open, with every question put at the two times of a lens; LedgerError, saying how to make one, where there
    is none; ConfigError for a moment that is none."""
    from twosource.store import open_ledger

    settings = settings_of(option)
    ledger = settings.ledger
    if "://" not in ledger and not Path(ledger).exists():
        raise LedgerError(
            f"no ledger at {ledger}: read something first (twosource read FOLDER), or name one (--ledger)"
        )
    with open_ledger(ledger, wait_s=settings.wait_s) as opened, opened.at(lens) as seen:
        yield seen


@dataclass(frozen=True, slots=True)
class Output:
    """How to print: a table unless one of these is asked for."""

    json: bool = False
    csv: bool = False

    def __post_init__(self) -> None:
        if self.json and self.csv:
            raise typer.BadParameter("choose one of --json and --csv")


_FILTERS: tuple[tuple[str, Any, str, str | None], ...] = (
    # field       type             help                                                                      metavar
    ("words", str, "All of these words occur in the claim or in the names of its sources.", "WORDS"),
    ("source", str, "Part of the name, or the id, of anyone in the chain.", "NAME"),
    ("chain", str, 'Names in order from the publisher inward: "Yonhap > official".', "A>B"),
    ("place", str, "A place's name, country code or gazetteer id.", "PLACE"),
    ("start", str, "About a time that ends after this day.", "DAY"),
    ("end", str, "About a time that starts on this day or before it.", "DAY"),
    ("act", Act, "What the holder does in speaking.", None),
    ("certainty", Certainty, "How sure the holder presents it.", None),
    ("polarity", Polarity, "Presented as so, or as not so.", None),
    ("modality", Modality, "Done, planned, ordered and so on.", None),
    ("kind", EventKind, "The kind of event (PLOVER).", None),
    ("document", str, "Of this document: id, file name or title.", "DOC"),
    ("limit", int, "At most this many claims.", "N"),
)


_MOMENTS: tuple[tuple[str, Any, str, str | None], ...] = (
    ("as_of", str, "What the ledger had recorded by a change (see log), a day or an instant (UTC).", "T"),
    ("known_by", str, "Only what had been published by the end of this day, undated pages apart.", "DAY"),
)
_TAKEN = {
    # parameter   made of        its options  their heading in the help
    "question": (ClaimQuestion, _FILTERS, "Which claims"),
    "lens": (Lens, _MOMENTS, "At which two times"),
}


def filtered(command: Callable[..., None]) -> Callable[..., None]:
    """The command with an option for each field of the `ClaimQuestion` that it takes as ``question``, and of the `Lens` that
    it takes as ``lens``. Under a lens it says first at which times it was asked, and last which pages are left apart: on
    standard error where what it prints is for a program.
    """
    signature = inspect.signature(command, eval_str=True)
    taken = {name: _TAKEN[name] for name in signature.parameters if name in _TAKEN}
    own = [parameter for name, parameter in signature.parameters.items() if name not in taken]
    extra = [_option(field, heading) for _, fields, heading in taken.values() for field in fields]

    def wrapped(**given: Any) -> None:
        for name, (kind, fields, _) in taken.items():
            values = {field: given.pop(field) for field, *_ in fields}
            given[name] = kind(**{key: value for key, value in values.items() if value is not None})
        with _told(given):
            command(**given)

    keyword = inspect.Parameter.KEYWORD_ONLY
    parameters = [*(parameter.replace(kind=keyword) for parameter in own), *extra]
    wrapped.__name__ = command.__name__
    wrapped.__doc__ = command.__doc__
    wrapped.__signature__ = signature.replace(parameters=parameters)  # type: ignore[attr-defined]
    wrapped.__annotations__ = {parameter.name: parameter.annotation for parameter in parameters}
    return wrapped


def _option(field: tuple[str, Any, str, str | None], heading: str) -> inspect.Parameter:
    name, kind, text, metavar = field
    option = typer.Option(
        f"--{name.replace('_', '-')}", help=text, metavar=metavar or "|".join(kind), rich_help_panel=heading
    )
    annotation: Any = Annotated[kind | None, option]
    return inspect.Parameter(name, inspect.Parameter.KEYWORD_ONLY, default=None, annotation=annotation)


@contextmanager
def _told(given: Mapping[str, Any]) -> Iterator[None]:
    """Say before what is printed at which times it is asked, and after it what that leaves apart."""
    lens = given.get("lens", NOW)
    if lens == NOW:
        yield
        return
    from twosource.views.times import apart_words, lens_words

    with reading(given["ledger"], lens) as reader:
        head, apart = lens_words(reader, lens), apart_words(reader.undated())
    for_program = bool(given.get("as_json") or given.get("as_csv") or given.get("form", "text") != "text")
    typer.echo(head, err=for_program)
    yield
    if apart:
        typer.echo(apart, err=for_program)
