"""The same documents give the same bytes: in any order, batch, engine, folder, time zone or hash seed."""

from __future__ import annotations

import json
import os
import random
import shutil
from dataclasses import dataclass, field
from pathlib import Path

import pytest

from .running import EVERYTHING, EXAMPLES, NEWS, ROOT, printed, run

PRINTED = (
    ("claims", "--json"),
    ("relations", "--json"),
    ("timeline", "--json"),
    ("figures", "--json"),
    ("positions", "--json"),
    ("brief",),
)
SHUFFLES = 10 if EVERYTHING else 1
ZONES = ("Pacific/Kiritimati", "America/St_Johns", "Asia/Kathmandu", "UTC")


@dataclass(frozen=True)
class Way:
    """One way to read a folder."""

    name: str
    order: int | None = None
    batches: int = 1
    engine: str = "inline"
    env: dict[str, str] = field(default_factory=dict)
    touched: int | None = None


def ways() -> list[Way]:
    """Other ways than the plain one: everything is changed at once, engines and batches apart."""
    found = [
        Way(
            f"shuffle {number} in {5 if number % 2 == 0 else 1} batches",
            number,
            5 if number % 2 == 0 else 1,
            env={"TZ": ZONES[number % len(ZONES)], "PYTHONHASHSEED": str(number + 1)},
            touched=86_400 * (number + 1),
        )
        for number in range(SHUFFLES)
    ]
    processes = Way("five processes", 99, engine="processes", env={"TWOSOURCE_WORKERS": "5"})
    return [*found, processes]


def copied(folder: Path, into: Path) -> Path:
    """The folder's pages and manifest under another path."""
    into.mkdir(parents=True)
    for path in folder.iterdir():
        if path.is_file():
            shutil.copy(path, into / path.name)
    return into


def pages(folder: Path) -> list[Path]:
    return sorted(p for p in folder.iterdir() if p.is_file() and p.suffix not in (".csv", ".toml"))


def read_all(folder: Path, ledger: Path, way: Way, manifest: bool = True) -> None:
    """Read the folder's pages in a way."""
    found = pages(folder)
    if way.order is not None:
        random.Random(way.order).shuffle(found)
    if way.touched is not None:
        for path in found:
            os.utime(path, (way.touched, way.touched))
    size = -(-len(found) // way.batches)
    options = ["--manifest", folder / "manifest.csv"] if manifest else []
    if (folder / "gazetteer.toml").exists():
        options += ["--gazetteer", folder / "gazetteer.toml"]
    for start in range(0, len(found), size):
        batch = found[start : start + size]
        done = run("read", *batch, *options, "--ledger", ledger, "--engine", way.engine, env=way.env)
        assert done.returncode == 0, (done.stdout + done.stderr).decode()[-2000:]


def everything_printed(ledger: Path, env: dict[str, str]) -> dict[str, bytes]:
    return {command[0]: printed(*command, "--ledger", ledger, env=env) for command in PRINTED}


def corpora() -> list[pytest.param]:
    absent = pytest.mark.skipif(not NEWS.is_dir(), reason="the news texts are not at hand")
    return [pytest.param(EXAMPLES, id="examples"), pytest.param(NEWS, id="news", marks=absent)]


@pytest.fixture(scope="module", params=corpora())
def plain(request, tmp_path_factory):
    """A corpus, and what is printed after reading it plainly."""
    ledger = tmp_path_factory.mktemp("plain") / "ledger.db"
    read_all(request.param, ledger, Way("plain"))
    return request.param, everything_printed(ledger, {})


@pytest.mark.timeout(600)
@pytest.mark.parametrize("way", ways(), ids=lambda way: way.name)
def test_any_way_of_reading_prints_the_same_bytes(plain, way, tmp_path) -> None:
    folder, before = plain

    read_all(copied(folder, tmp_path / way.name), tmp_path / "ledger.db", way)
    now = everything_printed(tmp_path / "ledger.db", way.env)

    assert [name for name in before if before[name] != now[name]] == []


@pytest.mark.timeout(300)
def test_something_is_printed(plain) -> None:
    _, before = plain

    assert all(before[name].strip() for name in ("claims", "relations", "timeline", "brief"))


@pytest.mark.timeout(600)
@pytest.mark.skipif(not NEWS.is_dir(), reason="the news texts are not at hand")
def test_news_without_a_manifest_has_no_order_and_is_the_same_in_any(tmp_path) -> None:
    outputs = []
    for number in range(2):
        ledger = tmp_path / f"{number}.db"
        read_all(copied(NEWS, tmp_path / str(number)), ledger, Way("bare", number), manifest=False)
        outputs.append(everything_printed(ledger, {"TZ": ZONES[number]}))
        undated_holds(ledger)

    assert outputs[0] == outputs[1]


FIRST = """Kaldria has 3,000 guards at Camp Sturro, Marenza's Defence Ministry said.

The camp lies on the eastern bank of the Talme. Fishermen see its lamps at night, and the ferry no longer stops there.
"""
SECOND = """Kaldria has 10,000 guards at Camp Sturro, Marenza's Defence Ministry said.

Snow has closed the upper road. The market in Pell opens two hours later than usual, and the school is shut until Monday.
"""


@pytest.mark.timeout(300)
def test_a_revision_is_inferred_of_dated_pages_and_of_undated_ones_never(tmp_path) -> None:
    gazetteer = ("--gazetteer", EXAMPLES / "gazetteer.toml")
    (tmp_path / "first.txt").write_text(FIRST, encoding="utf-8")
    (tmp_path / "second.txt").write_text(SECOND, encoding="utf-8")
    rows = "file,publisher,published\nfirst.txt,Lantern News Agency,2031-03-06\nsecond.txt,Lantern News Agency,2031-03-20\n"
    (tmp_path / "manifest.csv").write_text(rows, encoding="utf-8")
    both = (tmp_path / "first.txt", tmp_path / "second.txt")

    run("read", *both, *gazetteer, "--ledger", tmp_path / "undated.db")
    run("read", *both, *gazetteer, "--manifest", tmp_path / "manifest.csv", "--ledger", tmp_path / "dated.db")

    undated_holds(tmp_path / "undated.db")
    assert "revises" in {row["relation"] for row in lines("relations", tmp_path / "dated.db")}


def lines(command: str, ledger: Path) -> list[dict]:
    """The objects that a command prints."""
    return [json.loads(line) for line in printed(command, "--json", "--ledger", ledger).splitlines()]


def undated_holds(ledger: Path) -> None:
    """Among undated pages: no inferred revision, and no event joined from two of them by a date or without one."""
    claims = {row["id"]: row for row in lines("claims", ledger)}
    undated = {row["document"] for row in claims.values() if row["published"] is None}
    assert undated

    inferred = [
        row
        for row in lines("relations", ledger)
        if (row["relation"], row["basis"]) == ("revises", "inferred")
    ]
    assert [
        row for row in inferred if {claims[row["from"]]["document"], claims[row["to"]]["document"]} & undated
    ] == []
    for event in lines("timeline", ledger):
        documents = {claims[one]["document"] for one in event["claims"]}
        if len(documents & undated) > 1:
            times = [claims[one]["when"] for one in event["claims"]]
            assert all(when and when["start"] and when["end"] for when in times), event["text"]


def test_the_examples_are_where_the_tests_look() -> None:
    assert ROOT.joinpath("Makefile").is_file()
    assert len(pages(EXAMPLES)) >= 14
