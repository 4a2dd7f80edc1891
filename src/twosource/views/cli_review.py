"""The commands of ``review``: what a person decides of claims, sources and documents, and the log of it."""

from __future__ import annotations

import sys
from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from twosource.errors import ConfigError
from twosource.model.vocabulary import CorrectedField, Credibility, DecisionKind, Likelihood, Reliability
from twosource.store.base import DecisionRow, Lens
from twosource.views.options import JsonOption, LedgerOption, Listed, filtered, reading
from twosource.views.review_desk import Desk, Withdrawable, begin, whole_key
from twosource.views.review_words import decision_shape, said, signed, standing
from twosource.views.tables import Column, joined, print_json, print_table, styled
from twosource.views.wording import count_words, plain

if TYPE_CHECKING:
    from twosource.store.ledger import Ledger

ClaimArgument = Annotated[str, typer.Argument(metavar="CLAIM", help="A claim's id, or its beginning.")]
SourceArgument = Annotated[
    str,
    typer.Argument(
        metavar="SOURCE", help="A source's name or key, or CLAIM/N for the N-th hop of a claim's chain."
    ),
]
BecauseOption = Annotated[str, typer.Option("--because", metavar="TEXT", help="Why; kept with the decision.")]
ByOption = Annotated[
    str | None, typer.Option("--by", metavar="NAME", help="Who decides (else $TWOSOURCE_REVIEWER).")
]
OfOption = Annotated[
    str | None,
    typer.Option("--of", metavar="CLAIM|DOC|SOURCE", help="Only decisions about this one."),
]

review = typer.Typer(
    name="review",
    cls=Listed,
    no_args_is_help=True,
    rich_markup_mode=None,
    help="Grade, correct, link, withdraw and note: a person's decisions, kept with name, time and reason.\n\n"
    "Example: twosource review log",
)


def register(app: typer.Typer) -> None:
    """Add this room's commands."""
    app.add_typer(review, name="review")


# ---------------------------------------------------------------------- grades


@review.command("grade-source")
def grade_source(
    source: SourceArgument,
    grade: Annotated[
        Reliability, typer.Argument(metavar="A..F", case_sensitive=False, help="A to E; F: cannot be judged.")
    ],
    because: BecauseOption,
    by: ByOption = None,
    ledger: LedgerOption = None,
    as_json: JsonOption = False,
) -> None:
    """Grade how reliable a source is, by the Admiralty scale.

    Example: twosource review grade-source "Lantern News Agency" B --because "right nine times of ten"
    """
    with Desk(ledger, by) as desk:
        mark = desk.ledger.mark_of_source(source)
        desk.decide(DecisionKind.GRADE_SOURCE, because, as_json=as_json, source=mark, value=grade.value)


@review.command("grade")
def grade_claim(
    claim: ClaimArgument,
    grade: Annotated[Credibility, typer.Argument(metavar="1..6", help="1 to 5; 6: cannot be judged.")],
    because: BecauseOption,
    by: ByOption = None,
    ledger: LedgerOption = None,
    as_json: JsonOption = False,
) -> None:
    """Grade how credible a claim is, by the Admiralty scale.

    Example: twosource review grade 3f9a 2 --because "two photographs show it"
    """
    with Desk(ledger, by) as desk:
        mark, _ = desk.ledger.mark_of_claim(claim)
        desk.decide(DecisionKind.GRADE_CLAIM, because, as_json=as_json, claims=(mark,), value=grade.value)


@review.command("likelihood")
def judge_likelihood(
    claim: ClaimArgument,
    words: Annotated[
        str, typer.Argument(metavar="WORDS", help=f"One of: {', '.join(map(plain, Likelihood))}.")
    ],
    because: BecauseOption,
    by: ByOption = None,
    ledger: LedgerOption = None,
    as_json: JsonOption = False,
) -> None:
    """Say how likely you hold a claim to be, in the words of ICD 203.

    Example: twosource review likelihood 3f9a "very likely" --because "it fits what is seen from the air"
    """
    value = words.strip().casefold().replace(" ", "_").replace("-", "_")
    if value not in set(Likelihood):
        raise ConfigError(f"“{words}” is no likelihood: one of {', '.join(map(plain, Likelihood))}")
    with Desk(ledger, by) as desk:
        mark, _ = desk.ledger.mark_of_claim(claim)
        desk.decide(DecisionKind.LIKELIHOOD, because, as_json=as_json, claims=(mark,), value=value)


# ---------------------------------------------------------------------- corrections and links


@review.command("correct")
def correct_claim(
    claim: ClaimArgument,
    field: Annotated[
        CorrectedField, typer.Argument(metavar="FIELD", help=f"One of: {', '.join(CorrectedField)}.")
    ],
    value: Annotated[str, typer.Argument(metavar="VALUE", help="What it is instead; none for nothing.")],
    because: BecauseOption,
    words: Annotated[
        str, typer.Option("--words", metavar="TEXT", help="The words of the document that say so.")
    ] = "",
    by: ByOption = None,
    ledger: LedgerOption = None,
    as_json: JsonOption = False,
) -> None:
    """Correct one field of a claim, with the words of the page that say so.

    Example: twosource review correct 3f9a quantity 10000 --words "some 10,000 guards" --because "misread"
    """
    with Desk(ledger, by) as desk:
        mark, read = desk.ledger.mark_of_claim(claim)
        correction = desk.parse(field, value, words, read)
        desk.decide(DecisionKind.CORRECT, because, as_json=as_json, claims=(mark,), correction=correction)


@review.command("link")
def link_claims(
    claim: ClaimArgument,
    other: ClaimArgument,
    because: BecauseOption,
    by: ByOption = None,
    ledger: LedgerOption = None,
    as_json: JsonOption = False,
) -> None:
    """Join two claims: they are reports of one statement.

    Example: twosource review link 3f9a 77b0 --because "both tell of the same column"
    """
    _link(DecisionKind.MUST_LINK, (claim, other), because, (ledger, by), as_json=as_json)


@review.command("unlink")
def unlink_claims(
    claim: ClaimArgument,
    other: ClaimArgument,
    because: BecauseOption,
    by: ByOption = None,
    ledger: LedgerOption = None,
    as_json: JsonOption = False,
) -> None:
    """Keep two claims apart: they are not reports of one statement.

    Example: twosource review unlink 3f9a 77b0 --because "another bridge of the same name"
    """
    _link(DecisionKind.CANNOT_LINK, (claim, other), because, (ledger, by), as_json=as_json)


def _link(
    kind: DecisionKind,
    claims: tuple[str, str],
    because: str,
    where: tuple[str | None, str | None],
    *,
    as_json: bool,
) -> None:
    with Desk(*where) as desk:
        marks = tuple(desk.ledger.mark_of_claim(one)[0] for one in claims)
        if marks[0] == marks[1]:
            raise ConfigError("these are one claim: name two")
        desk.decide(kind, because, as_json=as_json, claims=marks)


# ---------------------------------------------------------------------- sources


@review.command("alias")
def alias_source(
    source: SourceArgument,
    same_as: Annotated[str, typer.Argument(metavar="SAME_AS", help="The source that it is, named likewise.")],
    because: BecauseOption,
    by: ByOption = None,
    ledger: LedgerOption = None,
    as_json: JsonOption = False,
) -> None:
    """Say that two names are of one source.

    Example: twosource review alias "the Observer Mission" "Talme Mission" --because "its new name since May"
    """
    with Desk(ledger, by) as desk:
        one, other = desk.ledger.mark_of_source(source), desk.ledger.mark_of_source(same_as)
        if one == other:
            raise ConfigError("these are one source already: name two")
        desk.decide(DecisionKind.ALIAS, because, as_json=as_json, source=one, same_as=other)


@review.command("group")
def group_publisher(
    publisher: Annotated[str, typer.Argument(metavar="PUBLISHER", help="An outlet's name or key.")],
    group: Annotated[str, typer.Argument(metavar="NAME", help="The name of its group.")],
    because: BecauseOption,
    by: ByOption = None,
    ledger: LedgerOption = None,
    as_json: JsonOption = False,
) -> None:
    """Put an outlet in a publisher's group: two outlets of one group never count as two.

    Example: twosource review group "The Tolvane Courier" "Oster Press" --because "bought in 2030"
    """
    with Desk(ledger, by) as desk:
        mark = desk.ledger.mark_of_source(publisher)
        desk.decide(DecisionKind.GROUP, because, as_json=as_json, source=mark, value=group.strip())


@review.command("withdraw")
def withdraw_from_count(
    what: Annotated[Withdrawable, typer.Argument(metavar="claim|document|source", help="What is withdrawn.")],
    which: Annotated[str, typer.Argument(metavar="CLAIM|DOC|SOURCE", help="Which one.")],
    because: BecauseOption,
    by: ByOption = None,
    ledger: LedgerOption = None,
    as_json: JsonOption = False,
) -> None:
    """Take a claim, all claims of a document, or all that came through a source out of every count. Nothing is deleted.

    Example: twosource review withdraw document 03-gazette-reprint.txt --because "the paper took it back"
    """
    with Desk(ledger, by) as desk:
        about = desk.about(which, what)
        desk.decide(DecisionKind.WITHDRAW, because, as_json=as_json, **about)


# ---------------------------------------------------------------------- notes and the log


@review.command("note")
def write_note(
    target: Annotated[str, typer.Argument(metavar="CLAIM|DOC|SOURCE", help="What the note is on.")],
    text: Annotated[str, typer.Argument(metavar="TEXT", help="The note.")],
    by: ByOption = None,
    ledger: LedgerOption = None,
    as_json: JsonOption = False,
) -> None:
    """Write a note on a claim, a document or a source.

    Example: twosource review note 3f9a "ask the desk in Talme"
    """
    with Desk(ledger, by) as desk:
        desk.decide(DecisionKind.NOTE, "", as_json=as_json, value=text.strip(), **desk.about(target))


@review.command("undo")
def undo_decision(
    decision: Annotated[str, typer.Argument(metavar="DECISION", help="A decision's id, or its beginning.")],
    because: BecauseOption,
    by: ByOption = None,
    ledger: LedgerOption = None,
    as_json: JsonOption = False,
) -> None:
    """Take a decision back; what it superseded holds again. An undo can be undone.

    Example: twosource review undo 5c1e --because "the photographs are old"
    """
    with Desk(ledger, by) as desk:
        undone = desk.ledger.decision(decision)
        desk.decide(DecisionKind.UNDO, because, as_json=as_json, undoes=undone.id)


@review.command("log")
@filtered
def list_decisions(
    of: OfOption = None, ledger: LedgerOption = None, as_json: JsonOption = False, *, lens: Lens
) -> None:
    """List decisions by time, with what became of each; ``--json`` prints what ``review replay`` reads.

    Example: twosource review log --of 3f9a
    """
    with reading(ledger, lens) as reader:
        rows = _out(reader.decisions(None if of is None else whole_key(reader, of)), reader, lens)
    _print(rows, as_json=as_json, nothing="No decision was made.")


@review.command("orphans")
@filtered
def list_orphans(ledger: LedgerOption = None, as_json: JsonOption = False, *, lens: Lens) -> None:
    """List decisions that hold of nothing, because what they are about is not found in the newest readings.

    Example: twosource review orphans
    """
    with reading(ledger, lens) as reader:
        rows = _out(reader.orphans(), reader, lens)
    _print(rows, as_json=as_json, nothing="Every decision has what it is about.")


@review.command("replay")
def replay_log(
    file: Annotated[
        str,
        typer.Argument(
            metavar="FILE", help="A log as `review log --json` prints it; - reads standard input."
        ),
    ],
    ledger: LedgerOption = None,
    as_json: JsonOption = False,
) -> None:
    """Append the decisions of a log, such as that of another ledger; those that are here already are left.

    Example: twosource review replay decisions.jsonl
    """
    from twosource.store.decisions import parse_log

    try:
        text = sys.stdin.read() if file == "-" else Path(file).read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as error:
        raise ConfigError(f"{file} cannot be read: {error}") from error
    decisions = parse_log(text, Path(file).name)
    with reading(ledger) as opened:
        begin(opened)
        done = opened.decide(decisions)
        lost = len(opened.orphans())
    if as_json:
        print_json([{"decisions": len(done.ids), "new": done.new, "orphans": lost}])
        return
    typer.echo(f"{count_words(len(done.ids), 'decision')} read, {done.new} of them new.")
    if lost:
        typer.echo(
            f"{count_words(lost, 'decision')} of the ledger without what it is about: twosource review orphans"
        )


def _out(rows: Iterable[DecisionRow], reader: Ledger, lens: Lens) -> tuple[DecisionRow, ...]:
    """The decisions, without those about pages that were not out by the day of a lens."""
    if lens.known_by is None:
        return tuple(rows)
    from twosource.views.change_log import is_about

    pages = {row.id for row in reader.documents()}
    return tuple(row for row in rows if is_about(row.decision, pages))


def _print(rows: Iterable[DecisionRow], *, as_json: bool, nothing: str) -> None:
    if as_json:
        print_json(map(decision_shape, rows))
        return
    columns = (
        Column("id", style="cyan"),
        Column("day"),
        Column("decision", share=1),
        Column(""),
    )
    lines = (
        (
            row.id[:8],
            row.decision.at[:10],
            joined(said(row), "\n", (signed(row.decision), "dim")),
            styled(standing(row), "warn"),
        )
        for row in rows
    )
    print_table(columns, lines, nothing=nothing)
