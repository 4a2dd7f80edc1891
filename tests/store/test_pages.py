"""A page of an answer is the answer's rows from there on, whatever the question."""

from __future__ import annotations

from dataclasses import replace

import pytest

from bench.readings import growing
from twosource.store.base import ClaimQuestion
from twosource.store.ledger import open_ledger

QUESTIONS = (
    "claims", "statements", "relations", "drifts", "figures", "positions", "events", "gaps", "due",
    "sources", "origins", "network",
)  # fmt: skip
PAGE = 7


@pytest.fixture(scope="module")
def ledger(tmp_path_factory):
    with open_ledger(tmp_path_factory.mktemp("pages") / "ledger.db", create=True) as ledger:
        for entry in growing(5, 8):
            ledger.record(entry)
        yield ledger


@pytest.mark.parametrize("name", QUESTIONS)
@pytest.mark.parametrize("narrow", [ClaimQuestion(), ClaimQuestion(source="ministry")], ids=("all", "some"))
def test_pages_make_up_the_whole(ledger, name, narrow):
    ask = getattr(ledger, name)
    whole = ask(narrow)
    pages = []
    while page := ask(replace(narrow, limit=PAGE, offset=len(pages))):
        assert len(page) <= PAGE
        pages += page

    assert pages == list(whole)


def test_gaps_asked_of_some_are_those_of_their_claims_and_of_the_statements_that_hold_them(ledger):
    narrow = ClaimQuestion(source="ministry")
    asked = {row.id for row in ledger.claims(narrow)}
    led = {row.statement.id for row in ledger.statements(narrow)}

    expected = [gap for gap in ledger.gaps() if gap.claim.id in asked | led]

    assert expected
    assert list(ledger.gaps(narrow)) == expected


def test_counts_are_of_what_there_is(ledger):
    counts = ledger.counts()

    assert counts.claims == len(ledger.claims())
    assert counts.statements == len(ledger.statements())
    assert counts.origins == len({row.origin.id for row in ledger.claims() if row.origin is not None})
