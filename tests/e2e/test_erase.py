"""`erase` as a reader meets it: asked first, then gone from the file, listed, refused, and read again on request."""

from __future__ import annotations

import json
import shutil
import sqlite3

import pytest

from tests.store.hiding import places, plain
from twosource.store import schema

from .running import EVERYTHING, EXAMPLES, run

PAGES = ("01-lantern-guards.html", "16-riverdesk.eml", "17-farbank-noyear.txt")
GONE = "16-riverdesk.eml"
WORDS = ("unsubscribe", "correspondence", "tunnicle")
"""Words of that mail alone."""


@pytest.fixture(scope="module")
def whole(tmp_path_factory):
    ledger = tmp_path_factory.mktemp("erase") / "ledger.db"
    done = run("read", *(EXAMPLES / name for name in PAGES), "--ledger", ledger)
    assert done.returncode == 0, done.stderr.decode()[-2000:]
    return ledger


@pytest.fixture
def ledger(whole, tmp_path):
    folder = tmp_path / "ledger"
    folder.mkdir()
    return shutil.copy(whole, folder / "ledger.db")


def erase(ledger, *more, given=None):
    told = ("--by", "R. Fell", "--because", "it endangers someone", "--ledger", ledger)
    return run("erase", GONE, *told, *more, given=given)


def test_nothing_is_erased_where_the_answer_is_no(ledger):
    done = erase(ledger, given=b"n\n")

    assert done.returncode == 1
    assert b"what would be erased" in done.stdout
    assert b"Nothing was erased" in done.stdout
    assert places(ledger.parent, WORDS, window=None)


def test_what_is_erased_is_nowhere_and_the_fact_is_listed(ledger):
    done = erase(ledger, given=b"y\n")
    listed = run("erase", "--list", "--json", "--ledger", ledger)
    verified = run("verify", "--ledger", ledger)

    assert done.returncode == 0, done.stderr.decode()
    assert places(ledger.parent, WORDS, window=None) == []
    (erased,) = map(json.loads, listed.stdout.splitlines())
    assert (erased["by"], erased["because"], erased["done"]) == ("R. Fell", "it endangers someone", True)
    assert erased["leaned"]["claims"]
    assert verified.returncode == 0, verified.stdout.decode()


def test_an_erased_page_is_skipped_until_it_is_restored(ledger):
    erase(ledger, "--yes")
    refused = run("read", EXAMPLES / GONE, "--ledger", ledger, "--json")
    again = run("read", EXAMPLES / GONE, "--restore", "--ledger", ledger, "--json")

    (skipped,) = map(json.loads, refused.stdout.splitlines())
    assert refused.returncode == 0
    assert skipped["outcome"] == "skipped"
    assert "by R. Fell (it endangers someone)" in skipped["reason"]
    assert again.returncode == 0
    assert {json.loads(line)["outcome"] for line in again.stdout.splitlines()} == {"read"}
    assert run("verify", "--ledger", ledger).returncode == 0


def test_an_erasure_without_a_reason_is_misuse(ledger):
    done = run("erase", GONE, "--by", "R. Fell", "--ledger", ledger)

    assert done.returncode == 2
    assert b"--because TEXT" in done.stderr


def test_verify_tells_a_noted_seal_from_one_that_is_gone(ledger):
    printed = run("verify", "--ledger", ledger).stdout.decode()
    seal = printed.split()[-1].rstrip(".")
    erase(ledger, "--yes")

    assert run("verify", "--head", seal, "--ledger", ledger).returncode == 0
    done = run("verify", "--head", "0" * 64, "--ledger", ledger)
    assert done.returncode == 1
    assert b"no entry has the seal" in done.stdout


EXAMPLE_PAGES = sorted(page for page in EXAMPLES.iterdir() if page.suffix in (".html", ".eml", ".txt", ".md"))


def read_examples(ledger, pages):
    done = run("read", *pages, "--manifest", EXAMPLES / "manifest.csv", "--ledger", ledger)
    assert done.returncode == 0, done.stderr.decode()[-2000:]
    return ledger


def derived(ledger):
    """All open rows that linking made, without the numbers and changes that depend on the order of work."""
    with sqlite3.connect(ledger) as connection:
        return {
            name: sorted(
                (key, kind, position, plain(body))
                for key, kind, position, body in connection.execute(
                    f"SELECT id, kind, position, body FROM {name} WHERE closed IS NULL"
                )
            )
            for name in schema.DERIVED
        }


@pytest.fixture(scope="module")
def examples(tmp_path_factory):
    return read_examples(tmp_path_factory.mktemp("examples") / "ledger.db", EXAMPLE_PAGES)


@pytest.mark.parametrize(
    "page", EXAMPLE_PAGES if EVERYTHING else EXAMPLE_PAGES[4:5], ids=lambda page: page.name
)
def test_what_is_derived_after_an_erasure_is_what_a_ledger_without_the_page_has(examples, tmp_path, page):
    ledger = shutil.copy(examples, tmp_path / "erased.db")
    told = ("--by", "R. Fell", "--because", "it endangers someone", "--yes")
    assert run("erase", page.name, *told, "--ledger", ledger).returncode == 0
    without = read_examples(tmp_path / "without.db", [each for each in EXAMPLE_PAGES if each != page])

    assert derived(ledger) == derived(without)
