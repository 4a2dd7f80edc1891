"""The commands that keep the house: ``verify``, ``relink``, ``stages``, ``lexicons``, ``models``."""

from __future__ import annotations

from collections.abc import Iterator
from enum import StrEnum
from importlib.resources import files
from importlib.resources.abc import Traversable
from typing import Annotated, Any

import typer

from twosource.model.capture import digest
from twosource.store.base import Finding
from twosource.views.options import CsvOption, JsonOption, LedgerOption, Output, reading
from twosource.views.tables import Column, joined, print_csv, print_json, print_lines, print_table
from twosource.views.wording import count_words

FOUND = 1
SHOWN_DIGITS = 12


def register(app: typer.Typer) -> None:
    """Add this room's commands."""
    app.command("verify")(verify_ledger)
    app.command("relink")(relink_ledger)
    app.command("stages")(list_stages)
    app.command("lexicons")(list_lexicons)
    app.command("models")(list_models)


HeadOption = Annotated[
    str | None,
    typer.Option("--head", metavar="SEAL", help="A seal noted earlier: it must still be in the custody log."),
]


def verify_ledger(ledger: LedgerOption = None, head: HeadOption = None, as_json: JsonOption = False) -> None:
    """Check every stored hash, every span against the page as it came, and the custody log.

    Prints the seal of the newest entry of the log: note it elsewhere, and a log that was cut or written anew is found out.

    Example: twosource verify
    """
    with reading(ledger) as reader:
        findings = tuple(reader.verify())
        if head is not None and not reader.has_seal(head.lower()):
            because = f"no entry has the seal {head}: the log was cut or written anew since it was noted"
            findings += (Finding("", "custody", because),)
        counts = reader.counts()
        custody = reader.custody()
    if as_json:
        print_json(map(_finding_shape, findings))
    elif findings:
        print_lines(
            joined(
                (f"{finding.capture[:SHOWN_DIGITS]} ".lstrip(), "cyan"),
                (f"{finding.name}: ", "strong"),
                finding.because,
            )
            for finding in findings
        )
        typer.echo(f"{count_words(len(findings), 'thing')} found not to hold.")
    else:
        pages, claims = count_words(counts.captures, "capture"), count_words(counts.claims, "claim")
        entries = count_words(custody.entries, "entry", "entries")
        typer.echo(f"All holds: {pages}, the words of {claims}, and {entries} of custody.")
        typer.echo(f"The newest entry's seal is {custody.seal or 'not there yet'}.")
    if findings:
        raise typer.Exit(FOUND)


def _finding_shape(finding: Finding) -> dict[str, Any]:
    return {
        "capture": finding.capture,
        "file": finding.name,
        "document": finding.document,
        "claim": finding.claim,
        "reason": finding.because,
    }


def relink_ledger(ledger: LedgerOption = None, as_json: JsonOption = False) -> None:
    """Derive statements, relations, origins and the rest anew from what was read.

    Example: twosource relink
    """
    with reading(ledger) as opened:
        changed = opened.relink()
    if as_json:
        print_json([{"changed": changed}])
    else:
        typer.echo(f"Derived anew: {count_words(changed, 'row')} changed.")


def list_stages(as_json: JsonOption = False, as_csv: CsvOption = False) -> None:
    """List the stages in the order in which they read a document, with versions.

    Example: twosource stages --json
    """
    from twosource.analysis import stages

    output = Output(as_json, as_csv)
    rows = [
        {"stage": stage.writes, "reads": list(stage.reads), "version": stage.version}
        for stage in stages("en")
    ]
    columns = (Column("stage"), Column("version", right=True), Column("reads", share=1))
    _print(
        rows, output, columns, lambda row: (row["stage"], str(row["version"]), ", ".join(row["reads"]) or "–")
    )


def list_lexicons(as_json: JsonOption = False, as_csv: CsvOption = False) -> None:
    """List the shipped lexicons and tables, with the number of entries and the hash of each.

    Example: twosource lexicons
    """
    output = Output(as_json, as_csv)
    rows = [
        {"name": name, "entries": _entries(file), "sha256": digest(file.read_bytes())}
        for name, file in data_files()
    ]
    columns = (Column("lexicon", share=1), Column("entries", right=True), Column("sha256", style="dim"))
    _print(
        rows,
        output,
        columns,
        lambda row: (
            row["name"],
            "–" if row["entries"] is None else str(row["entries"]),
            row["sha256"][:SHOWN_DIGITS],
        ),
    )


def data_files() -> Iterator[tuple[str, Traversable]]:
    """Every shipped table, by its path in the data folder, sorted."""
    yield from sorted(_walk(files("twosource.data"), ""), key=lambda pair: pair[0])


def _walk(folder: Traversable, prefix: str) -> Iterator[tuple[str, Traversable]]:
    for item in folder.iterdir():
        if item.is_dir():
            if item.name != "__pycache__":
                yield from _walk(item, f"{prefix}{item.name}/")
        elif not item.name.endswith((".py", ".pyc", ".typed")) and item.name != "models.toml":
            yield f"{prefix}{item.name}", item


def _entries(file: Traversable) -> int | None:
    """How many entries a TOML table has; None for another format."""
    if not file.name.endswith(".toml"):
        return None
    import tomllib

    data = tomllib.loads(file.read_text(encoding="utf-8"))
    return sum(len(value) if isinstance(value, (list, dict)) else 0 for value in data.values())


class ModelsAction(StrEnum):
    """What to do with the models."""

    LIST = "list"
    VERIFY = "verify"


def list_models(
    action: Annotated[ModelsAction, typer.Argument(help="List them, or check their hashes too.")] = (
        ModelsAction.LIST
    ),
    as_json: JsonOption = False,
    as_csv: CsvOption = False,
) -> None:
    """List the models that read, where each came from, its licence and hash; or verify that they are the stated ones.

    Example: twosource models verify
    """
    import tomllib

    output = Output(as_json, as_csv)
    listed = files("twosource.data") / "models.toml"
    rows: list[dict[str, Any]] = tomllib.loads(listed.read_text(encoding="utf-8"))["model"]
    if action is ModelsAction.VERIFY:
        wrong = [because for row in rows if (because := _unlike(row)) is not None]
        for because in wrong:
            typer.echo(because)
        if wrong:
            raise typer.Exit(FOUND)
    columns = (Column("model", share=2), Column("version"), Column("licence"), Column("origin", share=2))
    _print(
        rows,
        output,
        columns,
        lambda row: (
            row.get("name", ""),
            row.get("version", ""),
            row.get("licence", ""),
            row.get("origin", ""),
        ),
    )


def _unlike(row: dict[str, Any]) -> str | None:
    """Why a model is not the one that its row states; None where it is."""
    from importlib.metadata import PackageNotFoundError, version

    if "file" in row:
        found = files("twosource.data") / row["file"]
        if not found.is_file():
            return f"{row['name']}: {row['file']} is missing; install Twosource again"
        if digest(found.read_bytes()) != row["sha256"]:
            return f"{row['name']}: {row['file']} is not the file that was shipped; install Twosource again"
        return None
    try:
        held = version(row["name"])
    except PackageNotFoundError:
        return f"{row['name']}: the package is not installed; install what requirements.lock names"
    if held != row["version"]:
        return f"{row['name']}: version {held} is installed, {row['version']} is the one that was measured"
    return None


def _print(rows: list[dict[str, Any]], output: Output, columns: tuple[Column, ...], line: Any) -> None:
    if output.json:
        print_json(rows)
    elif output.csv:
        print_csv(rows)
    else:
        print_table(columns, map(line, rows), nothing="None.")
