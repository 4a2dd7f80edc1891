"""The command ``drift``."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Annotated, Any

import typer

from twosource.model.vocabulary import DriftKind
from twosource.store.base import ClaimQuestion, DriftRow, Lens
from twosource.views.options import CsvOption, JsonOption, LedgerOption, Output, filtered, reading
from twosource.views.shapes import drift_shape
from twosource.views.tables import joined, labelled, print_csv, print_json, print_lines, styled
from twosource.views.wording import NO_PUBLISHER, plain, short_ids, shortened

KindOption = Annotated[
    DriftKind | None, typer.Option("--drift", help="Only drift of this kind.", metavar="KIND")
]
WIDEST = 200
"""How many characters of a claim's words are shown."""


def register(app: typer.Typer) -> None:
    """Add this room's command."""
    app.command("drift")(list_drift)


@filtered
def list_drift(
    ledger: LedgerOption = None,
    as_json: JsonOption = False,
    as_csv: CsvOption = False,
    drift: KindOption = None,
    *,
    question: ClaimQuestion,
    lens: Lens,
) -> None:
    """List what reports changed of the reports they retell, each with both sides' words and the reason.

    Example: twosource drift --drift hedge_dropped
    """
    output = Output(as_json, as_csv)
    with reading(ledger, lens) as reader:
        rows = reader.drifts(question, kind=drift)
    if output.json:
        print_json(map(drift_shape, rows))
    elif output.csv:
        print_csv(map(drift_shape, rows))
    elif not rows:
        typer.echo("No drift found: no report here is seen to change what it retells.")
    else:
        short = short_ids(each.id for row in rows for each in (row.child, row.parent))
        for row in rows:
            print_lines(drift_lines(row, short))


def drift_lines(row: DriftRow, short: dict[str, str]) -> Iterable[Any]:
    """One drift: its kind, the parent's words, what the child made of them, and why."""
    drift = row.drift
    outlets = (f"  {row.child.publisher or NO_PUBLISHER} of {row.parent.publisher or NO_PUBLISHER}", "dim")
    yield joined((plain(drift.kind).upper(), "strong"), outlets)
    before = shortened(" ... ".join(row.parent.words_of(at) for at in drift.parent_at), WIDEST)
    after = shortened(" ... ".join(row.child.words_of(at) for at in drift.child_at), WIDEST)
    sides = [
        (styled(short[row.parent.id], "cyan"), f"“{before}”"),
        (styled(short[row.child.id], "cyan"), f"“{after}”"),
        ("because", styled(drift.because, "dim")),
    ]
    yield labelled(sides, indent=2)
    yield ""
