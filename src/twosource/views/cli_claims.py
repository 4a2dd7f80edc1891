"""The commands ``claims`` and ``why``."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Annotated, Any

import typer

from twosource.model.attribution import Hop
from twosource.model.relation import Withdrawal
from twosource.model.span import Extent
from twosource.model.vocabulary import Act, Certainty, FlagKind, Modality, Naming, Polarity
from twosource.store.base import ClaimQuestion, ClaimRow, DriftRow, Lens, RelationRow, Why
from twosource.views.options import CsvOption, JsonOption, LedgerOption, Output, filtered, reading
from twosource.views.review_words import axes, corrections, past, signed
from twosource.views.shapes import claim_shape, why_shape
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
    NO_PUBLISHER,
    REFUSING,
    bounds_words,
    chain_words,
    count_words,
    list_words,
    name_words,
    plain,
    published_words,
    short_ids,
    source_words,
    state_names,
    when_words,
)


def register(app: typer.Typer) -> None:
    """Add this room's commands."""
    app.command("claims")(list_claims)
    app.command("why")(explain_claim)


@filtered
def list_claims(
    ledger: LedgerOption = None,
    as_json: JsonOption = False,
    as_csv: CsvOption = False,
    *,
    question: ClaimQuestion,
    lens: Lens,
) -> None:
    """List claims: who holds what, whom it was had from, how sure.

    Example: twosource claims --source Yonhap --modality planned
    """
    output = Output(as_json, as_csv)
    with reading(ledger, lens) as reader:
        rows = reader.claims(question)
    print_claims(rows, output)


def print_claims(rows: Iterable[ClaimRow], output: Output) -> None:
    """Claims in the order given, as a table unless asked otherwise."""
    if output.json:
        print_json(claim_shape(row) for row in rows)
    elif output.csv:
        print_csv(claim_shape(row) for row in rows)
    else:
        rows = tuple(rows)
        short = short_ids(row.id for row in rows)
        columns = (
            Column("id", style="cyan"),
            Column("published"),
            Column("claim", share=1),
            Column("origins", right=True),
        )
        print_table(columns, (_line(row, short) for row in rows), nothing="No claim answers this.")


def _line(row: ClaimRow, short: dict[str, str]) -> tuple[Any, ...]:
    marks = ", ".join(marks_of(row))
    why = f": {row.withdrawn.because}" if row.withdrawn else ""
    claim = joined(
        (chain_words(row.claim.chain), "dim"), "\n", row.text, (f"\n{marks}{why}" if marks else "", "warn")
    )
    origins = str(row.independent_origins) if row.independent_origins else "–"
    return (short[row.id], published_words(row.published), claim, origins)


def marks_of(row: ClaimRow) -> list[str]:
    """What a reader must know of a claim beside its words: act, how it stands to the world, how sure, flags; last, so that
    the reason can follow, that it was taken back."""
    claim = row.claim
    marks = []
    if claim.act is not Act.ASSERT:
        marks.append(plain(claim.act))
    if claim.polarity is Polarity.NEGATIVE and claim.act not in REFUSING:
        marks.append("not so")
    if claim.modality not in (Modality.DONE, Modality.PRESENT):
        marks.append(plain(claim.modality))
    if claim.certainty is not Certainty.CERTAIN:
        marks.append(
            f"certainty {claim.certainty}" if claim.certainty is Certainty.UNKNOWN else str(claim.certainty)
        )
    marks.extend(dict.fromkeys(f"! {plain(flag.kind)}" for flag in claim.flags))
    if row.withdrawn is not None:
        marks.append("withdrawn")
    return marks


@filtered
def explain_claim(
    claim: Annotated[str, typer.Argument(metavar="CLAIM", help="A claim's id, or its beginning.")],
    ledger: LedgerOption = None,
    as_json: JsonOption = False,
    *,
    lens: Lens,
) -> None:
    """Explain one claim: its chain with the words of each, its fields with theirs, what bears on it.

    Example: twosource why 3f9a
    """
    with reading(ledger, lens) as reader:
        answer = reader.why(claim)
    if as_json:
        print_json([why_shape(answer)])
    else:
        print_lines(_explained(answer))


def _explained(answer: Why) -> Iterable[Any]:
    row = answer.claim
    yield joined((row.id, "cyan"), "  ", (", ".join(marks_of(row)), "warn"))
    yield indented(styled(f"“{row.text}”", "strong"), 2)
    if row.withdrawn is not None:
        yield indented(styled(_taken_back(row.withdrawn), "warn"), 2)
    yield ""
    yield heading("Page")
    yield labelled(_page(row), indent=2)
    yield ""
    yield heading("Chain, from the page inward")
    yield labelled(_chain(row), indent=2)
    yield ""
    yield heading("What it says, with its words")
    yield labelled(_fields(row), indent=2)
    yield from _origins(answer)
    yield from _judged(answer)
    if answer.about:
        yield ""
        yield heading("It is about")
        yield labelled(((one.id[:8], one.text) for one in answer.about), indent=2)
    if answer.relations:
        yield ""
        yield heading("What bears on it")
        told = [pair for relation in answer.relations for pair in _relation(relation, row.id)]
        yield labelled(told, indent=2)
    if answer.drifts:
        yield ""
        yield heading("What was changed in retelling")
        yield labelled((_drift(one, row.id) for one in answer.drifts), indent=2)


def _drift(row: DriftRow, here: str) -> tuple[Any, Any]:
    """A change in retelling as the claim it is printed for sees it."""
    drift = row.drift
    other = row.parent if here == drift.child else row.child
    whose = "here, of" if here == drift.child else "there, in"
    return plain(drift.kind), joined(
        f"{whose} {other.publisher or NO_PUBLISHER} ",
        (other.id[:8], "cyan"),
        (f"\n{drift.because}", "dim"),
    )


def _taken_back(withdrawn: Withdrawal) -> str:
    by = f" by {list_words([one[:8] for one in withdrawn.by])}" if withdrawn.by else ""
    return f"Taken back{by}, and counted nowhere: {withdrawn.because}"


def _judged(answer: Why) -> Iterable[Any]:
    yield ""
    yield heading("Three axes, never one")
    yield labelled(axes(answer), indent=2)
    told = {
        "Corrected": list(corrections(answer)),
        "Notes": [
            (note.id[:8], joined(note.value, (f"  {signed(note)}", "dim"))) for note in answer.judged.notes
        ],
        "Decisions on it, its document and its sources": list(past(answer)),
    }
    for name, rows in told.items():
        if rows:
            yield ""
            yield heading(name)
            yield labelled(rows, indent=2)


def _page(row: ClaimRow) -> Iterable[tuple[Any, Any]]:
    yield "file", row.name
    if row.title:
        yield "title", row.title
    yield "publisher", row.publisher or "not known"
    yield "published", published_words(row.published)
    raw = row.raw_of(row.claim.head)
    if raw:
        yield "at", f"character {raw[0].start} of the page as it came"


def _chain(row: ClaimRow) -> Iterable[tuple[Any, Any]]:
    for index, hop in enumerate(row.claim.chain):
        words = row.words_of(hop.at)
        note = [plain(hop.source.kind)]
        if hop.source.naming not in (Naming.NAMED,):
            note.append(plain(hop.source.naming))
        if hop.inherited:
            note.append("carried over from earlier in the text")
        if hop.is_actor:
            note.append("acts in the claim, does not vouch for it")
        if index == row.claim.witness:
            note.append("vouches for it")
        said = f" “{words}”" if words else ""
        standing = [f"\n{told}: {found}" for told, found in _standing(hop, row)]
        yield (
            str(index + 1),
            joined(source_words(hop), said, (f"  ({', '.join(note)})", "dim"), ("".join(standing), "dim")),
        )


def _standing(hop: Hop, row: ClaimRow) -> Iterable[tuple[str, str]]:
    """What the text says of a source without a name, each part with its words."""
    standing = hop.standing
    if standing is None:
        return
    description = (standing.description,) if standing.description else ()
    if description and row.words_of(description) != row.words_of(hop.at):
        yield "described as", _quoted(description, row)
    parts = (
        ("not named", standing.anonymity),
        ("reason for that", standing.reason),
        ("access claimed", standing.access),
    )
    yield from ((told, _quoted(at, row)) for told, at in parts if at)


def _quoted(at: Extent, row: ClaimRow) -> str:
    return ", ".join(f"“{row.words_of(span)}”" for span in at)


def _fields(row: ClaimRow) -> Iterable[tuple[Any, Any]]:
    claim = row.claim
    yield "act", plain(claim.act)
    yield "certainty", _with_words(str(claim.certainty), row, claim.hedges)
    yield "polarity", str(claim.polarity)
    yield "modality", plain(claim.modality)
    yield "word", row.words_of(claim.head)
    if claim.condition:
        yield "if", f"“{row.words_of(claim.condition.at)}”"
    for actor in claim.participants:
        yield str(actor.role), _with_words(actor.name, row, (actor.at,))
    if claim.said:
        yield "said", _with_words(when_words(claim.said), row, (claim.said.at,) if claim.said.at else ())
    if claim.when:
        yield "when", _with_words(when_words(claim.when), row, (claim.when.at,) if claim.when.at else ())
    for where in claim.where:
        place = ", ".join(part for part in (where.name, where.country, plain(where.precision or "")) if part)
        yield "where", _with_words(place, row, (where.at,))
        if where.because:
            yield "", styled(where.because, "dim")
    for quantity in claim.quantities:
        bounds = bounds_words(quantity.low, quantity.high, approximate=quantity.approximate)
        counted = " ".join(part for part in (bounds, quantity.unit, quantity.of) if part)
        yield "how many", _with_words(counted, row, (quantity.at,))
    if claim.kind:
        yield "event", str(claim.kind)
    for flag in claim.flags:
        if flag.kind is FlagKind.CORRECTED:  # told below, with the words of both
            continue
        yield "look twice", joined((plain(flag.kind), "warn"), f": {flag.because}")


def _with_words(value: str, row: ClaimRow, at: Any) -> Any:
    words = row.words_of(at) if at else ""
    return joined(value, (f"  “{words}”" if words else "", "dim"))


def _origins(answer: Why) -> Iterable[Any]:
    yield ""
    count = answer.claim.independent_origins
    told = count_words(count, "independent origin") if count else "no origin that can be counted"
    yield heading(f"Origins: {told}")
    rows = []
    for origin in answer.origins:
        own = answer.claim.origin is not None and origin.id == answer.claim.origin.id
        body = state_names().get(origin.body or "")
        under = f", part of {body}" if body and origin.body != origin.id else ""
        note = f"  ({plain(origin.kind)}{under}{'; this claim rests on it' if own else ''})"
        rows.append(("•", joined(name_words(origin.name, origin.kind), (note, "dim"))))
    yield labelled(rows or [("•", "not resolved")], indent=2)
    if answer.statement and len(answer.statement.claims) > 1:
        yield indented(
            styled(f"{count_words(len(answer.statement.claims), 'report')} of this statement:", "dim"), 2
        )
        shown = (
            (one.id[:8], joined((f"{published_words(one.published)}  ", "dim"), chain_words(one.claim.chain)))
            for one in answer.statement.claims
        )
        yield labelled(shown, indent=4)


def _relation(row: RelationRow, here: str) -> Iterable[tuple[Any, Any]]:
    outward = row.relation.source == here
    other = row.target if outward else row.source
    kind = plain(row.relation.kind)
    arrow = f"{kind} →" if outward else f"← {kind}"
    yield arrow, joined((f"{other.id[:8]}  ", "cyan"), other.text)
    reason = f"{row.relation.because} ({row.relation.basis}"
    reason += f" by {row.relation.by})" if row.relation.basis == "stated" else ")"
    yield "", styled(reason, "dim")
    if row.relation.at:
        yield "", styled(f"in the words “{row.source.words_of(row.relation.at)}”", "dim")
