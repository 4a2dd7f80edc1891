"""Bad input is data: a clear line for each, the documented exit code, the rest read, nothing stored lost."""

from __future__ import annotations

import json
import random
import time
from contextlib import suppress

import pytest

from .running import EVERYTHING, EXAMPLES, run

GOOD = EXAMPLES / "01-lantern-guards.html"


def told(done) -> str:
    """All that was printed."""
    return (done.stdout + done.stderr).decode("utf-8", "replace")


def outcomes(done):
    """The outcome of each file, by name."""
    rows = [json.loads(line) for line in done.stdout.splitlines()]
    return {row["file"].rsplit("/", 1)[-1]: row for row in rows}


@pytest.fixture
def ledger(tmp_path):
    return tmp_path / "ledger.db"


BAD = {
    "empty.txt": (b"", "empty"),
    "blank.html": (b"<html><head><title></title></head><body>  <br> &nbsp; </body></html>", "text"),
    "picture.html": (b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR\x00\x00\x00\x01\x00" * 64, "PNG"),
    "archive.txt": (bytes(range(256)) * 64, "binary"),
    "unknown.html": (
        b'<html><head><meta charset="x-klingon-8"></head><body><p>Guards crossed the Talme at Hask.</p></body></html>',
        "encoding",
    ),
}


@pytest.mark.timeout(300)
def test_each_bad_file_gets_its_line_and_the_rest_is_read(tmp_path, ledger) -> None:
    for name, (content, _) in BAD.items():
        (tmp_path / name).write_bytes(content)

    done = run(
        "read",
        *(tmp_path / name for name in BAD),
        GOOD,
        tmp_path / "nowhere.txt",
        "--ledger",
        ledger,
        "--json",
    )

    assert done.returncode == 1
    rows = outcomes(done)
    assert rows[GOOD.name]["outcome"] == "read"
    assert rows["nowhere.txt"]["outcome"] == "failed"
    for name, (_, word) in BAD.items():
        assert rows[name]["outcome"] in ("failed", "skipped"), name
        assert word in rows[name]["reason"], (name, rows[name]["reason"])
        assert "\n" not in rows[name]["reason"]
    assert b"Traceback" not in done.stderr
    assert run("verify", "--ledger", ledger).returncode == 0


@pytest.mark.timeout(300)
def test_a_line_of_fifty_megabytes_is_refused_by_the_name_of_the_limit(tmp_path, ledger) -> None:
    line = tmp_path / "line.txt"
    line.write_bytes(b"word " * 10_000_000)

    started = time.monotonic()
    done = run("read", line, GOOD, "--ledger", ledger, "--json")

    row = outcomes(done)["line.txt"]
    assert done.returncode == 1
    assert row["outcome"] == "failed"
    assert "20 MB" in row["reason"]
    assert outcomes(done)[GOOD.name]["outcome"] == "read"
    assert time.monotonic() - started < 120


@pytest.mark.timeout(300)
def test_a_missing_path_is_named_and_exits_one(tmp_path, ledger) -> None:
    done = run("read", tmp_path / "nowhere", "--ledger", ledger)

    assert done.returncode == 1
    assert "nowhere" in told(done)
    assert "Traceback" not in told(done)


@pytest.mark.timeout(300)
@pytest.mark.parametrize(
    ("rows", "word"),
    [
        (b"publisher,published\nThe Courier,2031-03-07\n", "file"),
        (b"file,publisher,published\na.html,The Courier,next Tuesday\n", "next Tuesday"),
        (b"file,publisher,colour\na.html,The Courier,red\n", "colour"),
        (b"\xff\xfe\x00f\x00i", "UTF-8"),
    ],
    ids=["no file column", "no date", "unknown column", "no text"],
)
def test_a_bad_manifest_is_misuse_and_nothing_is_read(tmp_path, ledger, rows, word) -> None:
    manifest = tmp_path / "manifest.csv"
    manifest.write_bytes(rows)

    done = run("read", GOOD, "--manifest", manifest, "--ledger", ledger)

    assert done.returncode == 2
    assert word in told(done)
    assert "manifest" in told(done)
    assert not ledger.exists()


@pytest.mark.timeout(300)
def test_a_missing_manifest_is_misuse(tmp_path, ledger) -> None:
    done = run("read", GOOD, "--manifest", tmp_path / "none.csv", "--ledger", ledger)

    assert done.returncode == 2
    assert not ledger.exists()


HOSTILE = {
    "open div": ("<div>", ""),
    "open p": ("<p>word", ""),
    "open b": ("<b>", ""),
    "open table": ("<table><tr><td>", ""),
    "open list": ("<ul><li>", ""),
    "open select": ("<select><option>", ""),
    "closed only": ("</div>", ""),
    "unclosed tag": ("<a ", ""),
    "unclosed attribute": ('<a href="', ""),
    "many attributes": ("<a" + " x=1" * 50, ">"),
    "unclosed comment": ("<!-- ", ""),
    "comment ends": ("-->", ""),
    "declarations": ("<!", ""),
    "instructions": ("<?", ""),
    "entities": ("&", ""),
    "numeric entities": ("&#", ""),
    "scripts": ("<script>", ""),
    "cdata": ("<![CDATA[", ""),
    "lesser": ("<", ""),
    "nested quotes": ("<blockquote>\u201c", ""),
    "spaces": (" \u00a0\t", ""),
    "one long word": ("x", ""),
}


def hostile(piece: str, end: str, size: int) -> bytes:
    """A page of about this many bytes made of one piece, with a sentence to read in front."""
    body = piece * (size // max(1, len(piece.encode()))) + end
    return f"<html><body><p>Guards crossed the Talme at Hask.</p>{body}</body></html>".encode()


@pytest.mark.timeout(600)
@pytest.mark.parametrize("shape", HOSTILE, ids=lambda shape: shape.replace(" ", "-"))
def test_work_on_a_hostile_page_grows_with_its_size(shape) -> None:
    """Processor time, not the clock: four times the page, less than eight times the work."""
    from twosource.errors import TwosourceError
    from twosource.intake import documents_of
    from twosource.model.capture import Capture

    def seconds(size: int) -> float:
        content = hostile(*HOSTILE[shape], size)
        started = time.process_time()
        with suppress(TwosourceError):
            documents_of(Capture.of(content, name="page.html"))
        return time.process_time() - started

    small, large = (100_000, 400_000) if EVERYTHING else (50_000, 200_000)
    seconds(small // 10)
    least = min(seconds(small) for _ in range(3))

    assert seconds(large) < 8 * max(least, 0.05)


WORDS = "ferry market bridge school road harbour lamp boat river guard winter mill".split()  # noqa: SIM905


def tiny(number: int) -> str:
    """A page of two sentences that no other page has."""
    pick = random.Random(number)
    first, second, third = pick.sample(WORDS, 3)
    return (
        f"<html><head><title>Report {number}</title></head><body><article><h1>Report {number}</h1>"
        f"<p>The {first} at post {number} closed, the mayor said. The {second} and the {third} stayed open.</p>"
        "</article></body></html>"
    )


@pytest.mark.timeout(900)
def test_a_folder_of_many_with_three_broken_reads_all_the_others(tmp_path, ledger) -> None:
    many = 1000 if EVERYTHING else 60
    folder = tmp_path / "folder"
    folder.mkdir()
    for number in range(many - 3):
        (folder / f"{number:04}.html").write_text(tiny(number), encoding="utf-8")
    for name in ("empty.txt", "picture.html", "unknown.html"):
        (folder / f"0000-{name}").write_bytes(BAD[name][0])

    done = run("read", folder, "--ledger", ledger, "--json")

    rows = outcomes(done)
    assert done.returncode == 1
    assert len(rows) == many
    broken = {name for name, row in rows.items() if row["outcome"] == "failed"}
    assert broken == {"0000-empty.txt", "0000-picture.html", "0000-unknown.html"}
    assert run("verify", "--ledger", ledger).returncode == 0


@pytest.mark.timeout(300)
def test_what_was_stored_before_a_failure_stays(tmp_path, ledger) -> None:
    run("read", GOOD, "--ledger", ledger)
    before = run("claims", "--json", "--ledger", ledger).stdout
    (tmp_path / "empty.txt").write_bytes(b"")

    done = run("read", tmp_path / "empty.txt", "--ledger", ledger)

    assert done.returncode == 1
    assert run("claims", "--json", "--ledger", ledger).stdout == before


@pytest.mark.timeout(300)
def test_standard_input_that_is_empty_is_a_failure(ledger) -> None:
    done = run("read", "-", "--ledger", ledger, given=b"")

    assert done.returncode == 1
    assert "empty" in told(done)
