"""What the commands ask for in common: where the ledger is, how to print, and which claims."""

from __future__ import annotations

import inspect
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from twosource.errors import LedgerError
from twosource.model.vocabulary import Act, Certainty, EventKind, Modality, Polarity
from twosource.settings import Settings, load_settings
from twosource.store.base import ClaimQuestion

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


def settings_of(ledger: str | None) -> Settings:
    """The settings that hold here, with the ledger that the command line names."""
    settings = load_settings()
    return settings if ledger is None else replace(settings, ledger=ledger)


@contextmanager
def reading(option: str | None) -> Iterator[Ledger]:
    """The ledger, open; LedgerError, saying how to make one, where there is none."""
    from twosource.store import open_ledger

    settings = settings_of(option)
    ledger = settings.ledger
    if "://" not in ledger and not Path(ledger).exists():
        raise LedgerError(
            f"no ledger at {ledger}: read something first (twosource read FOLDER), or name one (--ledger)"
        )
    with open_ledger(ledger, wait_s=settings.wait_s) as opened:
        yield opened


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


def filtered(command: Callable[..., None]) -> Callable[..., None]:
    """The command with an option for each field of `ClaimQuestion`, given to it as ``question``."""
    signature = inspect.signature(command, eval_str=True)
    own = [parameter for name, parameter in signature.parameters.items() if name != "question"]
    extra = []
    for name, kind, text, metavar in _FILTERS:
        shown = metavar or "|".join(kind)
        option = typer.Option(
            f"--{name.replace('_', '-')}", help=text, metavar=shown, rich_help_panel="Which claims"
        )
        extra.append(
            inspect.Parameter(
                name,
                inspect.Parameter.KEYWORD_ONLY,
                default=None,
                annotation=Annotated[kind | None, option],
            )
        )

    def wrapped(**given: Any) -> None:
        asked = {name: given.pop(name) for name, *_ in _FILTERS}
        command(
            **given,
            question=ClaimQuestion(**{key: value for key, value in asked.items() if value is not None}),
        )

    parameters = [
        *(parameter.replace(kind=inspect.Parameter.KEYWORD_ONLY) for parameter in own),
        *extra,
    ]
    wrapped.__name__ = command.__name__
    wrapped.__doc__ = command.__doc__
    wrapped.__signature__ = signature.replace(parameters=parameters)  # type: ignore[attr-defined]
    wrapped.__annotations__ = {parameter.name: parameter.annotation for parameter in parameters}
    return wrapped
