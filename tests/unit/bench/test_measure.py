"""The bench takes readers in turn, and a command that fails is not timed."""

import sys

import pytest

from bench import measure
from bench.measure import Reader, interleave, read_whole


def test_each_article_is_read_by_all_before_the_next_and_the_first_reader_changes() -> None:
    seen: list[str] = []
    readers = [Reader(name, lambda text, name=name: seen.append(name + text), 0.5) for name in "ab"]
    paces = interleave(readers, ["1", "2", "3"])
    assert seen == ["a1", "b1", "b2", "a2", "a3", "b3"]
    assert [(pace.name, pace.characters, pace.load_s) for pace in paces] == [("a", 3, 0.5), ("b", 3, 0.5)]


def test_a_whole_read_weighs_the_ledger_and_its_process(monkeypatch: pytest.MonkeyPatch) -> None:
    command = "import sys; open(sys.argv[sys.argv.index('--ledger') + 1], 'w').write('x' * 5)"
    monkeypatch.setattr(measure, "_COMMAND", (sys.executable, "-c", command))
    whole = read_whole(["One.", "Three."], "rules")
    assert (whole.characters, whole.ledger_bytes) == (10, 5)
    assert whole.wall_s > 0
    assert whole.peak_bytes > 1 << 20


def test_a_read_that_fails_tells_why(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(measure, "_COMMAND", (sys.executable, "-c", "raise SystemExit('no ledger here')"))
    with pytest.raises(RuntimeError, match="no ledger here"):
        read_whole(["One."], "rules")
