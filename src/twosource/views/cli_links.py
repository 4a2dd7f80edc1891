"""The commands ``relations`` and ``gaps``."""

from __future__ import annotations

from collections.abc import Iterable
from itertools import groupby
from typing import Annotated, Any

import typer

from twosource.model.vocabulary import Basis, GapKind, Independence, RelationKind
from twosource.store.base import ClaimQuestion, ClaimRow, GapRow, Lens, RelationRow
from twosource.views.options import CsvOption, JsonOption, LedgerOption, Output, filtered, reading
from twosource.views.shapes import gap_shape, relation_shape
from twosource.views.tables import heading, joined, labelled, print_csv, print_json, print_lines, styled
from twosource.views.wording import chain_words, plain, short_ids

KindOption = Annotated[
    RelationKind | None,
    typer.Option("--relation", help="Only relations of this kind.", metavar="KIND"),
]
INDEPENDENCE = {
    Independence.INDEPENDENT: "independent origins",
    Independence.SHARED: "one origin",
    Independence.UNKNOWN: "independence not known",
}
GAP_TITLES = {
    GapKind.ONE_ORIGIN: "Rests on one origin",
    GapKind.ONE_SIDE: "Told by one side only",
    GapKind.UNDATED: "No date",
    GapKind.UNPLACED: "No place",
    GapKind.DENIED_WITHOUT_EVIDENCE: "Denied without evidence",
}


def register(app: typer.Typer) -> None:
    """Add this room's commands."""
    app.command("relations")(list_relations)
    app.command("gaps")(list_gaps)


@filtered
def list_relations(
    ledger: LedgerOption = None,
    as_json: JsonOption = False,
    as_csv: CsvOption = False,
    relation: KindOption = None,
    *,
    question: ClaimQuestion,
    lens: Lens,
) -> None:
    """List how claims stand to one another, each with both sides' words and the reason.

    Example: twosource relations --relation denies
    """
    output = Output(as_json, as_csv)
    with reading(ledger, lens) as reader:
        rows = reader.relations(question, kind=relation)
    if output.json:
        print_json(map(relation_shape, rows))
    elif output.csv:
        print_csv(map(relation_shape, rows))
    elif not rows:
        typer.echo("No relation between these claims.")
    else:
        short = short_ids(row.id for relation in rows for row in (relation.source, relation.target))
        for row in rows:
            print_lines(_related(row, short))


def _related(row: RelationRow, short: dict[str, str]) -> Iterable[Any]:
    relation = row.relation
    stated = f"stated by {relation.by}" if relation.basis is Basis.STATED else "inferred"
    note = f"  {stated}; {INDEPENDENCE[relation.independent]}"
    yield joined((plain(relation.kind).upper(), "strong"), (note, "dim"))
    yield labelled(_sides(row, short), indent=2)
    yield ""


def _sides(row: RelationRow, short: dict[str, str]) -> Iterable[tuple[Any, Any]]:
    for side in (row.source, row.target):
        yield styled(short[side.id], "cyan"), side_words(side)
    if row.relation.at:
        yield "words", f"“{row.source.words_of(row.relation.at)}”"
    yield "because", styled(row.relation.because, "dim")


def side_words(row: ClaimRow) -> Any:
    """A claim with its chain before it, in one paragraph; that it was taken back behind it."""
    mark = " (withdrawn)" if row.withdrawn is not None else ""
    return joined((f"{chain_words(row.claim.chain)}: ", "dim"), row.text, (mark, "warn"))


@filtered
def list_gaps(
    ledger: LedgerOption = None,
    as_json: JsonOption = False,
    as_csv: CsvOption = False,
    *,
    question: ClaimQuestion,
    lens: Lens,
) -> None:
    """List what is missing: one origin only, one side only, undated, unplaced, denied without evidence.

    Example: twosource gaps --source ministry
    """
    output = Output(as_json, as_csv)
    with reading(ledger, lens) as reader:
        rows = reader.gaps(question)
    if output.json:
        print_json(map(gap_shape, rows))
    elif output.csv:
        print_csv(map(gap_shape, rows))
    elif not rows:
        typer.echo("No gap found.")
    else:
        _print_gaps(rows)


def _print_gaps(rows: tuple[GapRow, ...]) -> None:
    short = short_ids(row.claim.id for row in rows)
    for kind, group in groupby(rows, key=lambda row: row.kind):
        found = tuple(group)
        print_lines((heading(f"{GAP_TITLES[kind]} ({len(found)})"),))
        notes = (
            (styled(short[row.claim.id], "cyan"), joined(side_words(row.claim), (f"\n{row.because}", "dim")))
            for row in found
        )
        print_lines((labelled(notes, indent=2), ""))
