"""The command ``gazetteer build``."""

from __future__ import annotations

import json
from pathlib import Path

from typer.testing import CliRunner

from twosource.views.cli import app

LINE = "1\tTolvane\tTolvane\t\t1.25\t36.5\tP\tPPL\tKE\t\t05\t\t\t\t41250\t\t\tAfrica/Nairobi\t2030-01-01\n"


def run(*arguments: object):
    return CliRunner().invoke(app, [str(one) for one in arguments])


def dump_at(folder: Path, content: str = LINE) -> Path:
    path = folder / "dump.txt"
    path.write_text(content, encoding="utf-8")
    return path


def test_a_build_writes_an_index_beside_the_dump(tmp_path: Path) -> None:
    done = run("gazetteer", "build", dump_at(tmp_path))

    assert done.exit_code == 0, done.output
    assert "dump.idx holds 1 place under 1 name" in done.output
    assert (tmp_path / "dump.idx").is_file()


def test_a_build_is_told_as_an_object(tmp_path: Path) -> None:
    out = tmp_path / "world.idx"
    done = run("gazetteer", "build", dump_at(tmp_path), "--output", out, "--json")

    assert json.loads(done.stdout) == {"index": str(out), "lines": 1, "places": 1, "names": 1}


def test_a_wrong_line_is_misuse_and_is_named(tmp_path: Path) -> None:
    done = run("gazetteer", "build", dump_at(tmp_path, LINE + "wrong\n"))

    assert done.exit_code == 2
    assert "dump.txt, line 2" in done.output
