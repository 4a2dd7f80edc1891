"""A ledger of an older program is raised, read again and merged, as a reader does it on the command line."""

from __future__ import annotations

import json
import shutil
import sqlite3
from contextlib import closing

import pytest
from typer.testing import CliRunner

from tests.e2e.running import EXAMPLES, printed, run
from tests.store.old_ledgers import unpack_0001
from tests.store.seen import rows_of
from twosource.views.cli import app

PAGES = (
    "01-lantern-guards.html",
    "02-courier-reprint.html",
    "03-gazette-reprint.txt",
    "11-klaxon-retraction.html",
    "16-riverdesk.eml",
    "20-courier-stub.html",
)
"""The pages of the older ledger."""

VIEWS = (
    "documents",
    "claims",
    "relations",
    "figures",
    "positions",
    "timeline",
    "origins",
    "sources",
    "gaps",
    "due",
)


def views(ledger):
    """What each view prints; asked within this process, since a start takes longer than an answer."""
    return {name: _answer(name, ledger) for name in VIEWS}


def _answer(name, ledger):
    done = CliRunner().invoke(app, [name, "--json", "--ledger", str(ledger)])
    assert done.exit_code == 0, done.output
    return done.stdout


def rows(lines):
    return [json.loads(line) for line in lines.splitlines()]


@pytest.fixture(scope="module")
def raised(tmp_path_factory):
    """The older ledger after the first question that was put to it by this program."""
    path = unpack_0001(tmp_path_factory.mktemp("raised"))
    printed("documents", "--ledger", path)
    return path


@pytest.fixture(scope="module")
def fresh(tmp_path_factory):
    """The same pages as this program reads them."""
    folder = tmp_path_factory.mktemp("fresh")
    for name in PAGES:
        shutil.copyfile(EXAMPLES / name, folder / name)
    lines = (EXAMPLES / "manifest.csv").read_text(encoding="utf-8").splitlines(keepends=True)
    listed = [line for line in lines if line.startswith(("file,", *PAGES))]
    (folder / "manifest.csv").write_text("".join(listed), encoding="utf-8")
    path = folder / "fresh.db"
    gazetteer = EXAMPLES / "gazetteer.toml"
    printed("read", folder, "--manifest", folder / "manifest.csv", "--gazetteer", gazetteer, "--ledger", path)
    return path


def reads_with(ledger):
    """What the run of the readings shown is made of, but for the installation's own version numbers."""
    newest = "SELECT runs.body FROM runs JOIN readings ON run = id JOIN shown ON reading = readings.number WHERE closed IS NULL"
    run_ = json.loads(rows_of(ledger, newest)[0][0])
    return run_["stages"], [row for row in run_["resources"] if row[0] != "python"]


def without_run(lines):
    return [{name: value for name, value in row.items() if name != "run"} for row in rows(lines)]


def test_a_raised_ledger_holds_what_it_held(raised):
    assert run("verify", "--ledger", raised).returncode == 0
    assert len(rows(_answer("documents", raised))) == 6
    claims = {row["id"] for row in rows(_answer("claims", raised))}
    backup = raised.with_name("old.db.0001.bak")
    assert claims == {key for (key,) in rows_of(backup, "SELECT id FROM claims")}


def test_a_raised_ledger_gives_the_views_that_reading_its_pages_gives(raised, fresh):
    one, other = views(raised), views(fresh)

    assert [row["id"] for row in rows(one["documents"])] == [row["id"] for row in rows(other["documents"])]
    if reads_with(raised) == reads_with(fresh):  # else another program read, and may have read other claims
        for name in VIEWS:
            assert without_run(one[name]) == without_run(other[name]), name


def test_what_an_older_ledger_keeps_is_read_again_without_its_files(tmp_path, raised, fresh):
    path = tmp_path / "again.db"
    shutil.copyfile(raised, path)
    told = rows(printed("read", "--again", "--json", "--ledger", path))

    assert len(told) == 6
    assert {row["outcome"] for row in told} <= {"read", "already read"}
    assert run("verify", "--ledger", path).returncode == 0
    one, other = views(path), views(fresh)
    for name in VIEWS:
        assert without_run(one[name]) == without_run(other[name]), name


def test_two_ledgers_merge_into_the_same_whichever_takes_the_other_in(tmp_path, raised):
    mine = tmp_path / "mine.db"
    pages = [
        EXAMPLES / name
        for name in ("03-gazette-reprint.txt", "05-farbank-mines.html", "06-courier-mines.html")
    ]
    printed("read", *pages, "--manifest", EXAMPLES / "manifest.csv", "--ledger", mine)
    theirs, copy = tmp_path / "theirs.db", tmp_path / "copy.db"
    shutil.copyfile(raised, theirs)
    shutil.copyfile(mine, copy)

    assert printed("merge", theirs, "--ledger", mine).startswith(b"Took in 5 documents")
    assert printed("merge", copy, "--ledger", theirs).startswith(b"Took in 2 documents")
    assert views(mine) == views(theirs)
    assert (
        printed("merge", theirs, "--ledger", mine)
        == b"This ledger holds all that theirs.db holds: nothing was added.\n"
    )
    for ledger in (mine, theirs):
        assert run("verify", "--ledger", ledger).returncode == 0
        assert printed("relink", "--ledger", ledger) == b"Derived anew: 0 rows changed.\n"


def test_an_older_ledger_is_not_merged_before_it_is_raised(tmp_path, raised):
    older = unpack_0001(tmp_path, "older.db")
    done = run("merge", older, "--ledger", raised)

    assert done.returncode == 2
    assert b"is of an older schema (0001" in done.stderr
    assert len(done.stderr.splitlines()) == 1
    assert rows_of(older, "SELECT version_num FROM alembic_version") == [("0001",)]


def test_a_ledger_of_a_newer_program_is_refused(tmp_path, raised):
    newer = tmp_path / "newer.db"
    shutil.copyfile(raised, newer)
    with closing(sqlite3.connect(newer)) as connection:
        connection.execute("UPDATE alembic_version SET version_num = '0999'")
        connection.commit()
    before = newer.read_bytes()
    for command in (["claims"], ["read", EXAMPLES / PAGES[0]]):
        done = run(*command, "--ledger", newer)
        assert done.returncode == 2
        assert done.stdout == b""
        assert b"was written by a newer Twosource (ledger schema 0999" in done.stderr
        assert len(done.stderr.splitlines()) == 1
    assert newer.read_bytes() == before


def test_a_writer_that_another_keeps_waiting_says_so_in_one_line(tmp_path, raised):
    path = tmp_path / "busy.db"
    shutil.copyfile(raised, path)
    with closing(sqlite3.connect(path)) as other:
        other.execute("BEGIN IMMEDIATE")
        done = run("relink", "--ledger", path, env={"TWOSOURCE_WAIT_S": "0"})
        asked = run("claims", "--json", "--ledger", path, env={"TWOSOURCE_WAIT_S": "0"})

    assert done.returncode == 1
    assert done.stderr.decode() == (
        f"twosource: another process is writing to {path}, and 0 s were not enough for it to end\n"
    )
    assert asked.returncode == 0
    assert len(rows(asked.stdout)) == 118
