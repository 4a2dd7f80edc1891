"""The commands ``sources`` and ``origins``."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Annotated, Any

import typer

from twosource.store.base import ChainLink, ClaimQuestion, Lens, OriginRow, SourceRow
from twosource.views.options import CsvOption, JsonOption, LedgerOption, Output, filtered, reading
from twosource.views.shapes import link_shape, origin_shape, source_shape
from twosource.views.tables import Column, joined, print_csv, print_json, print_table, styled
from twosource.views.wording import NO_SOURCE, list_words, name_words, plain, state_names

NetworkOption = Annotated[bool, typer.Option("--network", help="Print instead who had it from whom.")]
MOST_NAMED = 3
"""How many things a cell lists before it counts the rest."""


def register(app: typer.Typer) -> None:
    """Add this room's commands."""
    app.command("sources")(list_sources)
    app.command("origins")(list_origins)


@filtered
def list_sources(
    ledger: LedgerOption = None,
    as_json: JsonOption = False,
    as_csv: CsvOption = False,
    *,
    question: ClaimQuestion,
    lens: Lens,
) -> None:
    """List who is relied on, for what, by whom, and how often alone.

    Example: twosource sources --place Ukraine
    """
    output = Output(as_json, as_csv)
    with reading(ledger, lens) as reader:
        rows = reader.sources(question)
    if output.json:
        print_json(map(source_shape, rows))
    elif output.csv:
        print_csv(map(source_shape, rows))
    else:
        columns = (
            Column("source", share=4),
            Column("relied on by", share=3),
            Column("for", share=3),
            Column("claims", right=True),
            Column("alone", right=True),
        )
        print_table(columns, map(_source_line, rows), nothing="No source but the publishers themselves.")


def _source_line(row: SourceRow) -> tuple[Any, ...]:
    return (
        joined(name_words(row.name, row.kind), (f"\n{plain(row.kind)}", "dim")),
        _some(row.publishers, row.publisher_count),
        _some([plain(one) for one in row.predicates]),
        str(row.claim_count),
        f"{row.alone} of {row.statements}" if row.statements else "–",
    )


def _some(names: Iterable[str], number: int | None = None) -> str:
    listed = list(names)
    rest = (len(listed) if number is None else number) - MOST_NAMED
    if rest > 0:
        return f"{', '.join(listed[:MOST_NAMED])} and {rest} more"
    return list_words(listed)


@filtered
def list_origins(
    ledger: LedgerOption = None,
    as_json: JsonOption = False,
    as_csv: CsvOption = False,
    network: NetworkOption = False,
    *,
    question: ClaimQuestion,
    lens: Lens,
) -> None:
    """List origins: who vouches for what, and what rests on one of them alone.

    Example: twosource origins --network
    """
    output = Output(as_json, as_csv)
    with reading(ledger, lens) as reader:
        if network:
            _print_network(reader.network(question), output)
            return
        rows = reader.origins(question)
    if output.json:
        print_json(map(origin_shape, rows))
    elif output.csv:
        print_csv(map(origin_shape, rows))
    else:
        columns = (
            Column("origin", share=4),
            Column("part of", share=2),
            Column("told by", share=3),
            Column("says", right=True),
            Column("alone", right=True),
        )
        print_table(columns, map(_origin_line, rows), nothing="No origin yet.")


def _origin_line(row: OriginRow) -> tuple[Any, ...]:
    return (
        joined(name_words(row.origin.name, row.origin.kind), (f"\n{plain(row.origin.kind)}", "dim")),
        _body(row) or styled("–", "dim"),
        _some(row.publishers, row.publisher_count),
        str(row.statement_count),
        str(row.alone_count),
    )


def _body(row: OriginRow) -> str:
    """The government or owner that an origin is grouped under, where that is not the origin itself."""
    body = row.origin.body
    return "" if body is None or body == row.origin.id else state_names().get(body, "")


def _print_network(links: tuple[ChainLink, ...], output: Output) -> None:
    if output.json:
        print_json(map(link_shape, links))
    elif output.csv:
        print_csv(map(link_shape, links))
    else:
        columns = (Column("who", share=1), Column("had it from", share=1), Column("claims", right=True))
        lines = (
            (link.source_name or NO_SOURCE, link.target_name or NO_SOURCE, str(link.claims)) for link in links
        )
        print_table(columns, lines, nothing="Nobody cites anybody.")
