"""`verify` finds one altered byte, names the capture, and exits 1."""

from __future__ import annotations

import shutil
import sqlite3
import zlib

import pytest

from .running import EXAMPLES, run

PAGES = ("01-lantern-guards.html", "16-riverdesk.eml", "17-farbank-noyear.txt")


@pytest.fixture(scope="module")
def whole(tmp_path_factory):
    ledger = tmp_path_factory.mktemp("verify") / "ledger.db"
    done = run("read", *(EXAMPLES / name for name in PAGES), "--ledger", ledger)
    assert done.returncode == 0, done.stderr.decode()[-2000:]
    return ledger


@pytest.fixture
def ledger(whole, tmp_path):
    return shutil.copy(whole, tmp_path / "ledger.db")


def captures(ledger):
    with sqlite3.connect(ledger) as connection:
        return connection.execute("select id, content from captures order by id").fetchall()


def replace(ledger, capture, content):
    """Put other bytes in a capture's row, past every guard of the database."""
    connection = sqlite3.connect(ledger)
    for (trigger,) in connection.execute("select name from sqlite_master where type = 'trigger'").fetchall():
        connection.execute(f'drop trigger "{trigger}"')
    connection.execute("update captures set content = ? where id = ?", (content, capture))
    connection.commit()
    connection.close()


@pytest.mark.timeout(300)
def test_a_whole_ledger_holds(ledger) -> None:
    done = run("verify", "--ledger", ledger)

    assert (done.returncode, done.stderr) == (0, b"")


@pytest.mark.timeout(300)
@pytest.mark.parametrize("number", range(len(PAGES)))
def test_one_byte_altered_and_recompressed_names_the_capture(ledger, number) -> None:
    capture, packed = captures(ledger)[number]
    content = bytearray(zlib.decompress(packed))
    content[len(content) // 2] ^= 1
    replace(ledger, capture, zlib.compress(bytes(content)))

    done = run("verify", "--json", "--ledger", ledger)

    assert done.returncode == 1
    assert f'"capture": "{capture}"'.encode() in done.stdout
    assert b"Traceback" not in done.stderr
    assert all(other.encode() not in done.stdout for other, _ in captures(ledger) if other != capture)


@pytest.mark.timeout(300)
@pytest.mark.parametrize("place", [0.0, 0.5, 0.999], ids=["first byte", "middle", "last byte"])
def test_one_byte_of_the_stored_blob_names_the_capture(ledger, place) -> None:
    capture, packed = captures(ledger)[0]
    blob = bytearray(packed)
    blob[int(len(blob) * place)] ^= 1
    replace(ledger, capture, bytes(blob))

    done = run("verify", "--ledger", ledger)

    assert done.returncode == 1
    assert capture[:12].encode() in done.stdout
    assert b"Traceback" not in done.stderr
