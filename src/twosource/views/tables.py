"""What the command line prints: tables that fit a terminal, one JSON object a line, spreadsheets."""

from __future__ import annotations

import csv
import json
import shutil
import sys
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING, Any

import typer

if TYPE_CHECKING:
    from rich.console import Console

WIDEST = 120
"""Columns beyond which lines of prose are hard to read."""


@dataclass(frozen=True, slots=True)
class Column:
    """One column of a table. ``share`` is its part of the free width, 0 for one that is as wide as its words."""

    name: str
    share: int = 0
    most: int | None = None
    """The width at which its words are folded; None folds only what shares the free width."""
    right: bool = False
    style: str | None = None


def console() -> Console:
    """The terminal, as wide as it is, at most `WIDEST`."""
    from rich.console import Console

    width = min(shutil.get_terminal_size((80, 24)).columns, WIDEST)
    return Console(width=width, highlight=False, soft_wrap=False, emoji=False, markup=False)


def print_json(shapes: Iterable[Mapping[str, Any]]) -> None:
    """One object a line."""
    for shape in shapes:
        typer.echo(json.dumps(shape, ensure_ascii=False))


def print_csv(shapes: Iterable[Mapping[str, Any]]) -> None:
    """A spreadsheet with a head line: what is nested becomes JSON; a cell that a spreadsheet would run is quoted."""
    rows = list(shapes)
    if not rows:
        return
    writer = csv.writer(sys.stdout, lineterminator="\n")
    writer.writerow(rows[0])
    for row in rows:
        writer.writerow([_cell(value) for value in row.values()])


def _cell(value: Any) -> Any:
    if value is None:
        return ""
    if isinstance(value, (list, dict)):
        return json.dumps(value, ensure_ascii=False)
    if isinstance(value, str) and value[:1] in ("=", "+", "-", "@", "\t", "\r"):
        return f"'{value}"
    return value


def print_table(columns: Sequence[Column], rows: Iterable[Sequence[Any]], *, nothing: str) -> None:
    """A table without rules between rows; ``nothing`` is said where there are none. Cells are text or Rich's."""
    from rich import box
    from rich.table import Table

    filled = list(rows)
    if not filled:
        typer.echo(nothing)
        return
    table = Table(box=box.SIMPLE_HEAD, pad_edge=False, padding=(0, 1), expand=False, header_style="bold")
    for column in columns:
        table.add_column(
            column.name,
            ratio=column.share or None,
            justify="right" if column.right else "left",
            max_width=column.most,
            no_wrap=not column.share and column.most is None,
            overflow="fold",
            style=column.style,
        )
    for row in filled:
        table.add_row(*row)
    _put(console(), table)


@cache
def _styles() -> dict[str, str]:
    return {"dim": "dim", "strong": "bold", "warn": "yellow"}


def styled(text: str, style: str = "") -> Any:
    """Text for a cell or a line, never read as markup."""
    from rich.text import Text

    return Text(text, style=_styles().get(style, style))


def joined(*parts: Any) -> Any:
    """Several pieces in one: text, a pair of text and style, or Rich's own text."""
    from rich.text import Text

    out = Text()
    for part in parts:
        if isinstance(part, Text):
            out.append_text(part)
        else:
            text, style = (part, "") if isinstance(part, str) else part
            out.append(text, style=_styles().get(style, style))
    return out


def print_lines(lines: Iterable[Any]) -> None:
    """Lines of text, folded at the terminal's width."""
    screen = console()
    for line in lines:
        _put(screen, line)


def _put(screen: Console, what: Any) -> None:
    """Print; into a file without the blanks that fill a terminal's line."""
    if screen.is_terminal:
        screen.print(what, overflow="fold")
        return
    with screen.capture() as captured:
        screen.print(what, overflow="fold")
    for row in captured.get().removesuffix("\n").split("\n"):
        typer.echo(row.rstrip())


def labelled(rows: Iterable[tuple[Any, Any]], *, indent: int = 0, width: int | None = None) -> Any:
    """Pairs of a label and a paragraph, the paragraphs in one column; ``width`` fixes the labels' column."""
    from rich.padding import Padding
    from rich.table import Table

    grid = Table.grid(padding=(0, 1, 0, 0), pad_edge=False)
    grid.add_column(no_wrap=width is None, width=width, style="dim")
    grid.add_column(overflow="fold")
    for label, text in rows:
        grid.add_row(label, text)
    return Padding(grid, (0, 0, 0, indent))


def indented(text: Any, by: int) -> Any:
    """A paragraph set in by ``by`` columns."""
    from rich.padding import Padding

    return Padding(text, (0, 0, 0, by))


def heading(text: str) -> Any:
    """A section's heading."""
    return styled(text, "strong")
