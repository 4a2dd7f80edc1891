"""The commands ``documents`` and ``show``."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from itertools import pairwise
from typing import Annotated, Any

import typer

from twosource.model.document import Block
from twosource.model.span import Span
from twosource.store.base import ClaimQuestion, ClaimRow, DocumentRow, Lens, Unclaimed
from twosource.views.options import CsvOption, JsonOption, LedgerOption, Output, filtered, reading
from twosource.views.shapes import document_shape, shown_document
from twosource.views.tables import (
    Column,
    heading,
    indented,
    joined,
    labelled,
    print_csv,
    print_json,
    print_lines,
    print_table,
    styled,
)
from twosource.views.wording import chain_words, plain, published_words


def register(app: typer.Typer) -> None:
    """Add this room's commands."""
    app.command("documents")(list_documents)
    app.command("show")(show_document)


@filtered
def list_documents(
    ledger: LedgerOption = None,
    as_json: JsonOption = False,
    as_csv: CsvOption = False,
    limit: Annotated[
        int | None, typer.Option("--limit", metavar="N", min=0, help="At most this many documents.")
    ] = None,
    *,
    lens: Lens,
) -> None:
    """List what was read: publisher, date, claims, and what was not read and why.

    Example: twosource documents --csv
    """
    output = Output(as_json, as_csv)
    with reading(ledger, lens) as reader:
        rows = reader.documents(limit)
    if output.json:
        print_json(document_shape(row) for row in rows)
    elif output.csv:
        print_csv(document_shape(row) for row in rows)
    else:
        columns = (
            Column("id", style="cyan"),
            Column("published"),
            Column("publisher", share=2),
            Column("title, file", share=3),
            Column("claims", right=True),
        )
        print_table(columns, map(_line, rows), nothing="Nothing has been read yet.")


def _line(row: DocumentRow) -> tuple[Any, ...]:
    title = row.metadata.title
    what = joined(title, "\n", (row.name, "dim")) if title else joined((row.name, "dim"))
    reason = row.failed or row.document.skipped
    if reason:
        what.append(f"\nnot read: {reason}", style="yellow")
    return (
        row.id[:6],
        published_words(row.metadata.published),
        row.metadata.publisher or "not known",
        what,
        "–" if reason else str(row.claims),
    )


@filtered
def show_document(
    document: Annotated[
        str, typer.Argument(metavar="DOC", help="A document's id or its beginning, file or title.")
    ],
    ledger: LedgerOption = None,
    as_json: JsonOption = False,
    *,
    lens: Lens,
) -> None:
    """Show one document: each block with its kind, each claim marked, each silent sentence with the reason.

    Example: twosource show 01-lantern-guards.html
    """
    with reading(ledger, lens) as reader:
        row = reader.document(document)
        claims = reader.claims(ClaimQuestion(document=row.id))
        unclaimed = reader.unclaimed(row.id)
    if as_json:
        print_json([shown_document(row, claims, unclaimed)])
    else:
        print_lines(_shown(row, claims, unclaimed))


def _shown(row: DocumentRow, claims: Sequence[ClaimRow], unclaimed: Sequence[Unclaimed]) -> Iterable[Any]:
    data = row.metadata
    yield heading(data.title or row.name)
    yield labelled(_head(row), indent=2)
    for block in row.document.blocks:
        yield ""
        if block.kind.is_noise:
            yield indented(_noise(row, block), 2)
            continue
        inside = [claim for claim in claims if block.at.holds(claim.claim.head.start)]
        inside.sort(key=lambda claim: (claim.claim.head, claim.id))
        if block.kind != "body":
            yield styled(f"[{plain(block.kind)}]", "dim")
        yield _marked(block.at, row.document.text, inside)
        silent = [one for one in unclaimed if block.at.contains(one.at)]
        yield labelled([*_claim_notes(inside), *_silent_notes(silent, row.document.text)], indent=2)


def _head(row: DocumentRow) -> Iterable[tuple[Any, Any]]:
    data = row.metadata
    yield "id", row.id
    yield "file", row.name if row.document.part == "0" else f"{row.name}, part {row.document.part}"
    yield "publisher", _evidenced(data.publisher or "not known", data.publisher_evidence)
    published = data.published
    yield "published", _evidenced(published_words(published), published.evidence if published else ())
    if data.byline:
        yield "byline", data.byline
    if data.credit:
        yield "copy of", data.credit
    if row.document.skipped:
        yield "not read", styled(row.document.skipped, "warn")
    if row.failed:
        yield "failed", styled(row.failed, "warn")


def _evidenced(value: str, evidence: Iterable[Any]) -> Any:
    told = "; ".join(f"{plain(one.rule)}: “{one.words}”" for one in evidence)
    return joined(value, (f"  ({told})" if told else "", "dim"))


def _noise(row: DocumentRow, block: Block) -> Any:
    kind = plain(block.kind)
    if block.of is not None:
        kind = f"{kind} of block {block.of + 1}"
    return styled(f"[{kind}: {plain(block.because)}] {block.at.of(row.document.text)}", "dim")


def _marked(block: Span, text: str, claims: Sequence[ClaimRow]) -> Any:
    """The block's words with each claim's head followed by its number, the words of claims underlined."""
    numbers: dict[int, list[int]] = defaultdict(list)
    for index, row in enumerate(claims, 1):
        numbers[row.claim.head.end].append(index)
    covered = [span for row in claims for span in row.claim.extent]
    cuts = sorted(
        {block.start, block.end}
        | {point for span in covered for point in (span.start, span.end) if block.start < point < block.end}
        | {point for point in numbers if block.start < point < block.end}
    )
    pieces: list[tuple[str, str]] = []
    for start, end in pairwise(cuts):
        claimed = any(span.start <= start and end <= span.end for span in covered)
        pieces.append((text[start:end], "" if claimed else "dim"))
        if end in numbers:
            pieces.append(("".join(f"[{number}]" for number in numbers[end]), "bold cyan"))
    return joined(*pieces)


def _claim_notes(claims: Sequence[ClaimRow]) -> Iterable[tuple[Any, Any]]:
    from twosource.views.cli_claims import marks_of

    for index, row in enumerate(claims, 1):
        note = joined(
            (f"{row.id[:8]}  ", "cyan"),
            chain_words(row.claim.chain),
            (f"  {', '.join(marks_of(row))}", "warn"),
        )
        yield f"[{index}]", note


def _silent_notes(silent: Sequence[Unclaimed], text: str) -> Iterable[tuple[Any, Any]]:
    from twosource.views.wording import shortened

    for one in silent:
        yield "–", styled(f"“{shortened(one.at.of(text), 40)}” no claim: {one.because}", "dim")
