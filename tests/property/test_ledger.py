"""The rows of a ledger are a function of what was read: in any order, linked at any moment."""

from __future__ import annotations

import tempfile
from pathlib import Path

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.store.made import document_of, entry_of, ferry_claims, toy_link
from tests.store.test_ledger import everything
from twosource.store.ledger import open_ledger

PUBLISHERS = ("Harbour Post", "Coast Daily", None)
FERRY = "The harbour office said the ferry sank on Monday. It rained.\nA lookout denied it."


def entries():
    """Six documents on one matter, dated and undated; three and three have the same bytes."""
    for number, (publisher, published) in enumerate(
        [(name, day) for name in PUBLISHERS for day in ("2031-04-02", None)]
    ):
        capture, document = document_of(
            FERRY + "!" * (number % 2), name=f"{number}.txt", publisher=publisher, published=published
        )
        yield entry_of(capture, document, ferry_claims(document)[: 1 + number % 2])


ENTRIES = tuple(entries())


def answers(order, links):
    with (
        tempfile.TemporaryDirectory() as folder,
        open_ledger(Path(folder) / "a.db", create=True, linker=toy_link) as ledger,
    ):
        for place, number in enumerate(order):
            ledger.record(ENTRIES[number])
            if place in links:
                ledger.relink()
        return everything(ledger)


EXPECTED: list[object] = []


@settings(max_examples=6, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(order=st.permutations(range(len(ENTRIES))), links=st.sets(st.integers(0, 5), max_size=3))
def test_rebuilt_equals_incremental(order, links):
    if not EXPECTED:
        EXPECTED.append(answers(range(len(ENTRIES)), {5}))

    assert answers(order, links) == EXPECTED[0]
