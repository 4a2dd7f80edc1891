"""The command ``read``."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import replace
from functools import partial
from itertools import chain
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from twosource.model.vocabulary import Act, FlagKind, RelationKind
from twosource.store.base import ClaimQuestion, ClaimRow, Reader
from twosource.views.options import JsonOption, LedgerOption, settings_of
from twosource.views.tables import heading, joined, labelled, print_json, print_lines, styled
from twosource.views.wording import chain_words, count_words, plain, short_ids

if TYPE_CHECKING:
    from twosource.batch.base import Outcome, Summary
    from twosource.batch.read import Progress
    from twosource.intake.inputs import Input
    from twosource.settings import Settings

FAILED, MISUSE = 1, 2
SHOWN = 5
"""How many of each interesting thing are shown."""

InputsArgument = Annotated[
    list[str] | None,
    typer.Argument(
        metavar="INPUT...",
        help="Files, folders, or - for standard input; with --again also ids, names or titles, and none is all.",
    ),
]
ManifestOption = Annotated[
    Path | None,
    typer.Option("--manifest", metavar="FILE.csv", help="What is known of each file beside its words."),
]
PublishedOption = Annotated[
    str | None,
    typer.Option("--published", metavar="DATE", help="When all of it was published (EDTF or RFC 3339)."),
]
PublisherOption = Annotated[
    str | None, typer.Option("--publisher", metavar="NAME", help="Who published all of it.")
]
ProfileOption = Annotated[str | None, typer.Option("--profile", metavar="rules|full", help="What reads.")]
EngineOption = Annotated[
    str | None, typer.Option("--engine", metavar="inline|processes", help="In this process, or in several.")
]
GazetteerOption = Annotated[
    list[Path] | None,
    typer.Option(
        "--gazetteer",
        metavar="FILE",
        help="Places and actors of your own (TOML), or an index that `gazetteer build` wrote; may be given several times.",
    ),
]
AgainOption = Annotated[
    bool,
    typer.Option(
        "--again", help="Read what the ledger keeps anew, with the program of today; no file is needed."
    ),
]
RestoreOption = Annotated[
    bool, typer.Option("--restore", help="Read pages again whose words were erased from the ledger.")
]


def register(app: typer.Typer) -> None:
    """Add this room's command."""
    app.command("read")(read_inputs)


def read_inputs(
    inputs: InputsArgument = None,
    manifest: ManifestOption = None,
    published: PublishedOption = None,
    publisher: PublisherOption = None,
    profile: ProfileOption = None,
    engine: EngineOption = None,
    gazetteer: GazetteerOption = None,
    again: AgainOption = False,
    restore: RestoreOption = False,
    ledger: LedgerOption = None,
    as_json: JsonOption = False,
) -> None:
    """Read pages into the ledger, then say what is interesting in them and what failed.

    Example: twosource read articles --manifest articles/manifest.csv
    """
    settings = settings_of(ledger)
    own = (*settings.gazetteers, *map(str, gazetteer or ()))
    settings = replace(
        settings, profile=profile or settings.profile, engine=engine or settings.engine, gazetteers=own
    )
    if again:
        if restore or manifest is not None or published is not None or publisher is not None:
            raise typer.BadParameter(
                "--again reads what is kept, under what was stated before: leave out --restore and what states anew"
            )
        done = _read_again(inputs or (), settings, as_json)
    elif inputs:
        found = _found(inputs, manifest, stated=(published, publisher))
        done = _read_new(found, settings, as_json, restore=restore)
    else:
        raise typer.BadParameter("name what to read, or give --again to read anew what the ledger keeps")
    if done.has_failures:
        raise typer.Exit(FAILED)


def _found(
    inputs: Sequence[str], manifest: Path | None, *, stated: tuple[str | None, str | None]
) -> list[Input]:
    """The inputs under what is stated of them: when they were published, and by whom."""
    from twosource.intake.inputs import find_inputs
    from twosource.intake.manifest import load_manifest
    from twosource.views.library import stated_of

    listed = load_manifest(manifest) if manifest is not None else None
    return list(find_inputs(inputs, manifest=listed, stated=stated_of(*stated)))


def _read_new(found: Sequence[Input], settings: Settings, as_json: bool, *, restore: bool) -> Summary:
    from twosource.batch.read import read_inputs as read_batch
    from twosource.store import open_ledger

    with open_ledger(settings.ledger, create=True, wait_s=settings.wait_s) as opened:
        with _bar(len(found), shown=not as_json) as progress:
            summary = read_batch(found, opened, settings, progress=progress, restore=restore)
        _print_summary(opened, summary, as_json)
    return summary


def _read_again(given: Sequence[str], settings: Settings, as_json: bool) -> Summary:
    """Read anew what the ledger keeps, with the gazetteers that it was read with where no other is given."""
    from tempfile import TemporaryDirectory

    from twosource.batch.again import find_kept, kept_gazetteers, kept_inputs
    from twosource.batch.read import read_inputs as read_batch
    from twosource.store import open_ledger

    with (
        open_ledger(settings.ledger, wait_s=settings.wait_s) as opened,
        TemporaryDirectory(prefix="twosource-") as folder,
    ):
        found = list(find_kept(opened, given)) if given else list(opened.captures())
        if not settings.gazetteers:
            settings = replace(settings, gazetteers=kept_gazetteers(opened, Path(folder)))
        missing = [one for one in found if not isinstance(one, str)]
        todo = [one for one in found if isinstance(one, str)]
        before = {row.id for row in opened.claims(ClaimQuestion())}
        with _bar(len(found), shown=not as_json) as progress:
            inputs = chain(missing, kept_inputs(opened, todo))
            summary = read_batch(inputs, opened, settings, progress=progress)
        _print_summary(opened, summary, as_json)
        if not as_json:
            print_lines([_moved(before, {row.id for row in opened.claims(ClaimQuestion())})])
    return summary


def _moved(before: set[str], after: set[str]) -> str:
    """What reading again made of the claims, in a sentence."""
    if before == after:
        return "Every claim stands on the same words as before."
    return (
        f"{count_words(len(after & before), 'claim')} on the same words as before, {len(after - before)} new,"
        f" {len(before - after)} no longer read."
    )


def _print_summary(opened: Reader, summary: Summary, as_json: bool) -> None:
    if as_json:
        print_json(map(_outcome_shape, summary.outcomes))
    else:
        print_lines(_told(opened, summary))


@contextmanager
def _bar(total: int, *, shown: bool) -> Iterator[Progress | None]:
    """A progress bar on standard error while it is a terminal."""
    import sys

    if not (shown and sys.stderr.isatty()):
        yield None
        return
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn

    columns = (TextColumn("reading"), BarColumn(), MofNCompleteColumn(), TextColumn("{task.description}"))
    with Progress(*columns, console=Console(stderr=True), transient=True) as bar:
        task = bar.add_task("", total=total)

        def advance(done: int, outcome: Outcome) -> None:
            bar.update(task, completed=done, description=outcome.name[-40:])

        yield advance


def _outcome_shape(outcome: Outcome) -> dict[str, Any]:
    from twosource.batch.base import AlreadyRead, Failed, Read, Skipped

    kinds = {Read: "read", Skipped: "skipped", AlreadyRead: "already read", Failed: "failed"}
    return {
        "outcome": kinds[type(outcome)],
        "file": outcome.name,
        "document": outcome.document,
        "claims": getattr(outcome, "claims", None),
        "reason": getattr(outcome, "because", None),
    }


def _told(reader: Reader, summary: Summary) -> Iterable[Any]:
    """What is interesting in what was read first, counts last."""
    from twosource.batch.base import AlreadyRead, Failed, Read, Skipped

    read = {outcome.document for outcome in summary.outcomes if isinstance(outcome, Read)}
    yield from _interesting(reader, read)
    failed = [outcome for outcome in summary.outcomes if isinstance(outcome, Failed)]
    if failed:
        yield heading(f"Failed ({len(failed)})")
        yield labelled([(one.name, styled(one.because, "warn")) for one in failed], indent=2)
        yield ""
    skipped = [outcome for outcome in summary.outcomes if isinstance(outcome, Skipped)]
    if skipped:
        yield heading(f"Not read for claims ({len(skipped)})")
        yield labelled([(one.name, one.because) for one in skipped], indent=2)
        yield ""
    known = sum(isinstance(outcome, AlreadyRead) for outcome in summary.outcomes)
    claims = sum(outcome.claims for outcome in summary.outcomes if isinstance(outcome, Read))
    counts = [f"Read {count_words(len(read), 'document')} with {count_words(claims, 'claim')}"]
    if known:
        counts.append(f"{count_words(known, 'document')} read before by this very run")
    total = reader.counts()
    held = f"{count_words(total.documents, 'document')}, {count_words(total.claims, 'claim')}"
    yield f"{', '.join(counts)}. The ledger holds {held} and {count_words(total.relations, 'relation')}."


def _interesting(reader: Reader, read: set[str]) -> Iterable[Any]:
    claims = [row for row in reader.claims(ClaimQuestion()) if row.document in read]
    if not claims:
        return
    short = short_ids(row.id for row in claims)
    relations = reader.relations(ClaimQuestion())
    denials = [row for row in claims if row.claim.act in (Act.DENY, Act.DISMISS)]
    yield from _some("Rests on one origin, though several report it", _leaned_on(claims), short, _why_alone)
    yield from _some("Denied", denials, short, _why_nothing)
    for kind, title in ((RelationKind.REVISES, "Revised"), (RelationKind.RETRACTS, "Taken back")):
        found = [one for one in relations if one.relation.kind is kind and one.source.document in read]
        rows = list({one.source.id: one.source for one in found}.values())
        because = {one.source.id: one.relation.because for one in found}
        yield from _some(title, rows, short, partial(_why_related, because))
    flagged = [
        row
        for row in claims
        if any(flag.kind not in (FlagKind.HEADLINE, FlagKind.UNDATED) for flag in row.claim.flags)
    ]
    yield from _some("Look twice", flagged, short, _why_flagged)


def _leaned_on(claims: Sequence[ClaimRow]) -> list[ClaimRow]:
    """For each statement that several documents report on one origin's word, its first claim; the weightiest first."""
    from twosource.views.brief_plan import weight_of

    groups: dict[str, list[ClaimRow]] = {}
    for row in claims:
        if row.statement is not None and not row.claim.has_flag(FlagKind.HEADLINE):
            groups.setdefault(row.statement, []).append(row)
    found = []
    for rows in groups.values():
        if (
            len({row.document for row in rows}) > 1
            and len({row.origin.id if row.origin else "" for row in rows}) == 1
        ):
            found.append((-weight_of(rows), rows[0].order, rows[0]))
    return [row for _, _, row in sorted(found, key=lambda each: each[:2])]


def _why_alone(row: ClaimRow) -> str:
    return f"only {row.origin.name} vouches for it" if row.origin else ""


def _why_related(because: Mapping[str, str], row: ClaimRow) -> str:
    return because[row.id]


def _why_flagged(row: ClaimRow) -> str:
    return "; ".join(
        f"{plain(flag.kind)}: {flag.because}" for flag in row.claim.flags if flag.kind != "headline"
    )


def _why_nothing(row: ClaimRow) -> str:
    return ""


def _some(
    title: str, rows: Sequence[ClaimRow], short: dict[str, str], because: Callable[[ClaimRow], str]
) -> Iterable[Any]:
    if not rows:
        return
    rest = len(rows) - SHOWN
    yield heading(f"{title} ({len(rows)})")
    lines: list[tuple[Any, Any]] = []
    for row in rows[:SHOWN]:
        note = because(row)
        text = joined(
            (f"{chain_words(row.claim.chain)}: ", "dim"), row.text, (f"\n{note}" if note else "", "dim")
        )
        lines.append((styled(short.get(row.id, row.id[:8]), "cyan"), text))
    if rest > 0:
        lines.append(("", styled(f"and {rest} more", "dim")))
    yield labelled(lines, indent=2)
    yield ""
