"""What a reader of four days would have known of the five texts: figures and positions, checked by hand against the texts."""

from __future__ import annotations

import json
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import pytest

from twosource import open_ledger
from twosource.store.base import Lens
from twosource.views.shapes import figure_shape, position_shape

from .running import NEWS, printed, run

pytestmark = [
    pytest.mark.timeout(300),
    pytest.mark.skipif(not NEWS.is_dir(), reason="the news texts are not at hand"),
]

DAYS = ("2024-06-30", "2024-10-17", "2024-10-23", "2024-11-02")


@dataclass(frozen=True)
class New:
    """What came out between one of the days and the one before: the counts that it holds (of what, how meant, the low bound),
    and who took which position, by act and predicate."""

    counts: frozenset[tuple[str, str, int]]
    stands: frozenset[tuple[str, str, str]]


WITHOUT_RUSSIA = New(frozenset(), frozenset({("RU", "rule", "equivocate"), ("KR", "condemn", "condemn")}))
NEWS_OF = {
    "2024-06-30": WITHOUT_RUSSIA,
    "2024-10-17": New(
        frozenset(
            {
                ("people", "done", 1_400_000),
                ("people", "done", 2_000_000),
                ("people", "done", 3_500_000),
                ("troop", "under_way", 3_000),
            }
        ),
        frozenset({("RU", "form", "dismiss"), ("KP", "send", "accuse"), ("KR", "enlist", "no_comment")}),
    ),
    "2024-10-23": New(
        frozenset({("troop", "planned", 12_000), ("troop", "present", 1_500)}),
        frozenset(
            {
                ("KP", "deploy", "dismiss"),
                ("KP", "deploy", "deny"),
                ("RU", "deploy", "equivocate"),
                ("US", "deploy", "decline_to_confirm"),
                ("KR", "deploy", "assert"),
            }
        ),
    ),
    "2024-11-02": New(
        frozenset({("troop", "under_way", 10_000), ("troop", "present", 12_000_000)}),
        frozenset(
            {
                ("KP", "deploy", "assert"),
                ("KP", "deploy", "decline_to_confirm"),
                ("RU", "deploy", "dismiss"),
                ("person:vladimir putin", "deploy", "hint"),
            }
        ),
    ),
}


@pytest.fixture(scope="module")
def ledger(tmp_path_factory) -> Path:
    """The five texts, read with the manifest."""
    path = tmp_path_factory.mktemp("news") / "news.db"
    done = run("read", *sorted(NEWS.glob("*.txt")), "--manifest", NEWS / "manifest.csv", "--ledger", path)
    assert done.returncode == 0, done.stderr.decode()[-2000:]
    return path


@cache
def rows(command: str, ledger: Path, day: str) -> list[dict]:
    """The objects that a command prints of what had been published by a day."""
    with open_ledger(ledger) as opened, opened.at(Lens(known_by=day)) as seen:
        if command == "figures":
            return [figure_shape(row, {}) for row in seen.figures()]
        return [position_shape(row) for row in seen.positions()]


def counts(ledger: Path, day: str) -> set[tuple[str, str, int]]:
    found = rows("figures", ledger, day)
    return {
        (row["of"], row["modality"], point["low"])
        for row in found
        for point in row["points"]
        if point["low"] is not None
    }


def stands(ledger: Path, day: str) -> set[tuple[str, str, str]]:
    found = rows("positions", ledger, day)
    return {
        (row["actor"], row["question"]["predicate"], point["act"]) for row in found for point in row["points"]
    }


@pytest.mark.parametrize("day", DAYS)
def test_a_reader_of_the_day_knew_what_was_out_and_nothing_later(day, ledger) -> None:
    out = [NEWS_OF[each] for each in DAYS if each <= day]
    later = [NEWS_OF[each] for each in DAYS if each > day]
    known, held = counts(ledger, day), stands(ledger, day)

    assert [new for new in out if not new.counts <= known] == []
    assert [new for new in out if not new.stands <= held] == []
    assert [new for new in later if new.counts & known] == []
    assert [new for new in later if new.stands & held] == []


def test_the_revision_is_known_with_the_page_that_states_it(ledger) -> None:
    revised = {
        day: {
            point["low"]
            for row in rows("figures", ledger, day)
            for point in row["points"]
            if point["revises"]
        }
        for day in DAYS
    }
    assert revised == {"2024-06-30": set(), "2024-10-17": set(), "2024-10-23": set(), "2024-11-02": {10_000}}


def test_a_position_moves_in_the_order_of_speech(ledger) -> None:
    def of(day: str) -> list[str]:
        (row,) = (
            row
            for row in rows("positions", ledger, day)
            if (row["actor"], row["question"]["predicate"], row["question"]["counted"])
            == ("KP", "deploy", "troop")
        )
        return [point["act"] for point in row["points"]]

    assert of("2024-10-23") == ["dismiss", "deny"]
    assert of("2024-11-02") == ["dismiss", "deny", "assert", "decline_to_confirm"]


def test_the_page_without_a_year_stands_apart(ledger) -> None:
    done = run("documents", "--known-by", "2024-10-23", "--json", "--ledger", ledger)

    assert len(done.stdout.splitlines()) == 3
    assert b"1 undated page is left apart: 003_" in done.stderr


def test_what_the_last_page_changed_is_told_with_its_claims(ledger) -> None:
    lines = printed(
        "changes", "--known-since", "2024-10-23", "--known-by", "2024-11-02", "--json", "--ledger", ledger
    ).splitlines()
    found = [json.loads(line) for line in lines]
    new = [row for row in found if row["of"] == "document"]
    moved = {
        (row["after"]["actor"], row["after"]["question"]["predicate"])
        for row in found
        if (row["of"], row["kind"]) == ("position", "moved")
    }

    assert [row["after"]["published"] for row in new] == ["2024-10-30"]
    assert {("KP", "deploy"), ("RU", "deploy")} <= moved
    assert {row["kind"] for row in found if row["of"] in ("relation", "statement")} == {"new"}
