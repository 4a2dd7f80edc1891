"""The commands ``timeline``, ``due``, ``figures`` and ``positions``."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

import typer

from twosource.model.vocabulary import Act, Certainty, FigureKind, Modality, Polarity
from twosource.store.base import ClaimQuestion, ClaimRow, DueRow, EventRow, FigureRow, Lens, PositionRow
from twosource.views.options import CsvOption, JsonOption, LedgerOption, Output, filtered, reading
from twosource.views.shapes import due_shape, event_shape, figure_shape, position_shape
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
from twosource.views.wording import (
    REFUSING,
    UNDATED,
    actor_names,
    bounds_words,
    chain_words,
    plain,
    published_words,
    question_words,
    short_ids,
    when_words,
)


def register(app: typer.Typer) -> None:
    """Add this room's commands."""
    app.command("timeline")(show_timeline)
    app.command("due")(list_due)
    app.command("figures")(list_figures)
    app.command("positions")(list_positions)


@filtered
def show_timeline(
    ledger: LedgerOption = None,
    as_json: JsonOption = False,
    as_csv: CsvOption = False,
    *,
    question: ClaimQuestion,
    lens: Lens,
) -> None:
    """Draw events by their own time, what answers what, and the undated apart.

    Example: twosource timeline --start 2031-03-01 --end 2031-03-31
    """
    output = Output(as_json, as_csv)
    with reading(ledger, lens) as reader:
        rows = reader.events(question)
    if output.json:
        print_json(map(event_shape, rows))
    elif output.csv:
        print_csv(map(event_shape, rows))
    elif not rows:
        typer.echo("No event yet.")
    else:
        print_lines(_drawn(rows))


def _drawn(rows: tuple[EventRow, ...]) -> Iterable[Any]:
    numbers = {row.event.id: index for index, row in enumerate(rows, 1)}
    short = short_ids(row.claims[0].id for row in rows if row.claims)
    dated = [row for row in rows if is_dated(row)]
    undated = [row for row in rows if not is_dated(row)]
    width = max((len(when_words(row.event.when)) for row in dated), default=0)
    last = ""
    for row in dated:
        shown = when_words(row.event.when)
        label = "" if shown == last else shown
        last = shown
        yield labelled(
            [(joined(f"{label:>{min(width, 24)}} ", "●" if label else "│"), _event(row, numbers, short))]
        )
        yield from _answered(row, numbers, min(width, 24))
    if undated:
        yield ""
        yield heading("Undated")
        for row in undated:
            yield labelled([("○", _event(row, numbers, short))], indent=2)
            yield from _answered(row, numbers, 2)


def is_dated(row: EventRow) -> bool:
    """Whether the event has a place in the calendar."""
    when = row.event.when
    return when is not None and (when.start is not None or when.end is not None)


def _event(row: EventRow, numbers: Mapping[str, int], short: Mapping[str, str]) -> Any:
    lead = row.claims[0]
    notes = [] if row.event.modality in (Modality.DONE, Modality.PRESENT) else [plain(row.event.modality)]
    if lead.claim.polarity is Polarity.NEGATIVE:
        notes.append("denied" if lead.claim.act in (Act.DENY, Act.DISMISS) else "not so")
    if lead.claim.certainty is not Certainty.CERTAIN:
        notes.append(str(lead.claim.certainty))
    if len(row.claims) > 1:
        notes.append(f"{len(row.claims)} reports")
    note = f" ({', '.join(notes)})" if notes else ""
    return joined(
        (f"{numbers[row.event.id]}. ", "strong"),
        lead.text,
        (note, "warn"),
        (f" {chain_words(lead.claim.chain)}", "dim"),
        (f" {short[lead.id]}", "cyan"),
    )


def _answered(row: EventRow, numbers: Mapping[str, int], width: int) -> Iterable[Any]:
    """An arrow to each event that this one is said to answer."""
    for target in row.event.responds_to:
        where = f"event {numbers[target]}" if target in numbers else "an event not shown"
        yield indented(joined(("└─▶ ", "strong"), (f"said to answer {where}", "dim")), width + 3)


@filtered
def list_due(
    ledger: LedgerOption = None,
    as_json: JsonOption = False,
    as_csv: CsvOption = False,
    *,
    question: ClaimQuestion,
    lens: Lens,
) -> None:
    """List what is planned, ordered, expected or threatened, and whether a later report says it happened.

    Example: twosource due --start 2031-04-01
    """
    output = Output(as_json, as_csv)
    with reading(ledger, lens) as reader:
        rows = reader.due(question)
    if output.json:
        print_json(map(due_shape, rows))
    elif output.csv:
        print_csv(map(due_shape, rows))
    else:
        short = short_ids(row.id for due in rows for row in (due.claim, *due.happened, *due.denied))
        columns = (
            Column("when", most=13),
            Column("what", share=1),
            Column("id", style="cyan"),
            Column("since", share=0),
        )
        print_table(columns, (_due(row, short) for row in rows), nothing="Nothing is due.")


def _due(row: DueRow, short: Mapping[str, str]) -> tuple[Any, ...]:
    claim = row.claim.claim
    how = plain(claim.act) if claim.act in (Act.THREATEN, Act.PROMISE) else plain(claim.modality)
    what = joined(row.claim.text, (f"\n{how}; {chain_words(claim.chain)}", "dim"))
    later = [f"happened {short[one.id]}" for one in row.happened] + [
        f"denied {short[one.id]}" for one in row.denied
    ]
    return (when_words(row.when) or UNDATED, what, short[row.claim.id], "\n".join(later) or "no word")


@filtered
def list_figures(
    ledger: LedgerOption = None,
    as_json: JsonOption = False,
    as_csv: CsvOption = False,
    *,
    question: ClaimQuestion,
    lens: Lens,
) -> None:
    """List numbers as series, one thing counted at a time, with low, best and high by two counting rules.

    Example: twosource figures --words troops
    """
    output = Output(as_json, as_csv)
    with reading(ledger, lens) as reader:
        rows = reader.figures(question)
    from twosource.views.estimates import bounds_shape  # with linking, which no start should load

    shapes = (figure_shape(row, bounds_shape(row)) for row in rows)
    if output.json:
        print_json(shapes)
    elif output.csv:
        print_csv(shapes)
    elif not rows:
        typer.echo("No numbers yet.")
    else:
        names = actor_names(claim.claim for row in rows for claim in row.claims)
        for row in rows:
            print_lines(_series(row, names))


def _series(row: FigureRow, names: Mapping[str, str]) -> Iterable[Any]:
    from twosource.views.estimates import estimates_of

    figure = row.figure
    kind = " (increments)" if figure.figure is FigureKind.INCREMENT else ""
    asked = question_words(figure.question, names)
    yield heading(f"{figure.of or 'number'}, {plain(figure.modality)}{kind}: {asked}")
    ids = short_ids(point.claim for point in figure.points)
    lines = []
    for point, claim in zip(figure.points, row.claims, strict=True):
        shown = bounds_words(point.low, point.high, approximate=point.approximate)
        when = when_words(point.said) or published_words(claim.published)
        revises = f"  revises {ids.get(point.revises, point.revises[:4])}" if point.revises else ""
        lines.append(
            (
                f"{shown:>14}",
                joined(
                    (f"{ids[point.claim]}  ", "cyan"),
                    (f"{when}  ", "dim"),
                    chain_words(claim.claim.chain),
                    (revises, "warn"),
                ),
            )
        )
    yield labelled(lines, indent=2)
    for line in estimates_of(row):
        yield indented(styled(line, "dim"), 2)
    yield ""


@filtered
def list_positions(
    ledger: LedgerOption = None,
    as_json: JsonOption = False,
    as_csv: CsvOption = False,
    *,
    question: ClaimQuestion,
    lens: Lens,
) -> None:
    """List what each actor held on each question, in order of speech.

    Example: twosource positions --source Kremlin
    """
    output = Output(as_json, as_csv)
    with reading(ledger, lens) as reader:
        rows = reader.positions(question)
    if output.json:
        print_json(map(position_shape, rows))
    elif output.csv:
        print_csv(map(position_shape, rows))
    elif not rows:
        typer.echo("No position yet.")
    else:
        names = actor_names(claim.claim for row in rows for claim in row.claims)
        for actor in dict.fromkeys(row.position.actor for row in rows):
            print_lines(_held([row for row in rows if row.position.actor == actor], names))


def _held(rows: list[PositionRow], names: Mapping[str, str]) -> Iterable[Any]:
    ids = short_ids(point.claim for row in rows for point in row.position.points)
    actor = rows[0].position
    yield heading(names.get(actor.actor, actor.actor_name))
    for row in rows:
        yield indented(
            joined(("on ", "dim"), question_words(row.position.question, names)),
            2,
        )
        yield labelled(
            (
                (
                    f"{when_words(point.said) or published_words(claim.published):>11}",
                    stand_words(claim, ids[point.claim]),
                )
                for point, claim in zip(row.position.points, row.claims, strict=True)
            ),
            indent=4,
        )
    yield ""


def stand_words(row: ClaimRow, short: str) -> Any:
    """What a claim holds, after its id: the act, how sure, how meant, and its words."""
    claim = row.claim
    held = plain(claim.act)
    if claim.polarity is Polarity.NEGATIVE and claim.act not in REFUSING:
        held = f"{held} not"
    if claim.certainty in (Certainty.PROBABLE, Certainty.POSSIBLE):
        held = f"{held}, {claim.certainty}"
    if claim.modality not in (Modality.DONE, Modality.PRESENT):
        held = f"{held}, {plain(claim.modality)}"
    return joined((f"{short}  ", "cyan"), (f"{held}: ", "warn"), row.text)
