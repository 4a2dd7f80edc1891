"""In whatever order a ledger comes to hold the same, it answers the same: now, of any day, and as of any moment."""

from __future__ import annotations

import random
from pathlib import Path

import pytest

from twosource.store.base import NOW, Lens
from twosource.store.connection import newest_change, reading
from twosource.store.ledger import Ledger, open_ledger

from .running import EVERYTHING, EXAMPLES, NEWS
from .shuffled import Step, content, erasing, gazetteer_of, halts_of, judgings, order_of, recordings

SHUFFLES = 120 if EVERYTHING else 3
PARTS = 6 if EVERYTHING else 1
"""Parts that can run beside one another; each starts with shuffle 0, with which the others are compared."""
FAMILIES = 4 if EVERYTHING else 2
"""Shuffles of one family halt at the same sets of steps."""

DAYS = {
    EXAMPLES: ("2031-03-07", "2031-03-15", "2031-03-24"),
    NEWS: ("2024-06-30", "2024-10-17", "2024-10-23", "2024-11-02"),
}


def steps_of(folder: Path) -> list[Step]:
    steps = [*recordings(folder, again=3), *judgings(folder)]
    return [*steps, erasing(folder, steps)]


def shuffle(folder: Path, path: Path, steps: list[Step], number: int) -> dict[object, dict[str, str]]:
    """What a ledger answers at the end of a shuffle: now, at each day, and at each of its family's halts."""
    rng = random.Random(number)
    halts = halts_of(steps, random.Random(number % FAMILIES), 2)
    moments: dict[frozenset[str], int] = {}
    done: set[str] = set()
    ledger = open_ledger(path, create=True)
    try:
        gazetteer = gazetteer_of(folder)
        if gazetteer is not None:
            ledger.keep_gazetteer(gazetteer)
        for step in order_of(steps, rng, halts):
            if rng.random() < 0.1:
                ledger.close()
                ledger = open_ledger(path)
                ledger.begin(program="shuffle", what="batch")
            step.do(ledger)
            done.add(step.name)
            if frozenset(done) in halts:
                moments[frozenset(done)] = change_of(ledger)
        assert not list(ledger.verify())
        found: dict[object, dict[str, str]] = {}
        lenses = [(NOW, "now"), *((Lens(known_by=day), day) for day in DAYS[folder])]
        lenses += [(Lens(as_of=at), halt) for halt, at in moments.items()]
        for lens, name in lenses:
            with ledger.at(lens) as seen:
                found[name] = dict(content(seen))
        assert ledger.relink() == 0, "rebuilt is not incremental"
        return found
    finally:
        ledger.close()


def change_of(ledger: Ledger) -> int:
    with reading(ledger._engine) as connection:
        return newest_change(connection)


def corpora() -> list[pytest.param]:
    absent = pytest.mark.skipif(not NEWS.is_dir(), reason="the news texts are not at hand")
    return [pytest.param(EXAMPLES, id="examples"), pytest.param(NEWS, id="news", marks=absent)]


@pytest.mark.timeout(7200)
@pytest.mark.parametrize("part", range(PARTS))
@pytest.mark.parametrize("folder", corpora())
def test_any_order_gives_the_same_answers(folder, part, tmp_path) -> None:
    steps = steps_of(folder)
    size = SHUFFLES // PARTS
    first: dict[object, dict[str, str]] = {}
    for number in sorted({0, *range(part * size, (part + 1) * size)}):
        path = tmp_path / "shuffled.db"
        for name, answers in shuffle(folder, path, steps, number).items():
            expected = first.setdefault(name, answers)
            differing = [question for question in answers if answers[question] != expected[question]]
            assert not differing, f"shuffle {number} differs at {name}: {differing}"
        path.unlink()
