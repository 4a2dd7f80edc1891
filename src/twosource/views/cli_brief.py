"""The command ``brief``."""

from __future__ import annotations

from enum import StrEnum
from typing import Annotated

import typer

from twosource.store.base import NOW, Lens
from twosource.views.options import LedgerOption, filtered, reading


class BriefFormat(StrEnum):
    """How a briefing is written out."""

    TEXT = "text"
    MARKDOWN = "md"
    HTML = "html"
    JSON = "json"


AboutOption = Annotated[
    str | None, typer.Option("--about", metavar="WORDS", help="Only claims with these words.")
]
FormatOption = Annotated[BriefFormat, typer.Option("--format", help="How to write it out.")]
BriefJsonOption = Annotated[
    bool, typer.Option("--json", help="The same as --format json: one line an object.")
]


def register(app: typer.Typer) -> None:
    """Add this room's command."""
    app.command("brief")(print_brief)


@filtered
def print_brief(
    ledger: LedgerOption = None,
    about: AboutOption = None,
    form: FormatOption = BriefFormat.TEXT,
    as_json: BriefJsonOption = False,
    *,
    lens: Lens,
) -> None:
    """Print a briefing whose every sentence cites the claims it rests on, each checked against their words.

    Example: twosource brief --about "border mines" --format md
    """
    from twosource.views import brief, brief_formats
    from twosource.views.times import lens_words

    with reading(ledger, lens) as reader:
        asked = None if lens == NOW else lens_words(reader, lens)
        made = brief.build(reader, about=about, asked=asked)
    write = {
        BriefFormat.TEXT: brief_formats.as_text,
        BriefFormat.MARKDOWN: brief_formats.as_markdown,
        BriefFormat.HTML: brief_formats.as_html,
        BriefFormat.JSON: brief_formats.as_json,
    }[BriefFormat.JSON if as_json else form]
    typer.echo(write(made), nl=False)
