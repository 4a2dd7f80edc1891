"""The gate: floors, stale results, the scorecard."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from evals.gate import scorecard, stale, under_floor, unrecorded
from evals.results import Result, load_results, save_result

RESULT = Result(
    split="dev",
    scores={"time.value.f1": 0.61, "time.value.right": 61},
    baseline={"time.value.f1": 0.2},
    corpus_hash="0" * 16,
    stages={"times": 2},
    lexicons={},
    sample_size=1,
    sample={},
)
FLOORS = {"wars": {"dev": {"time.value.f1": 0.6}}}


def test_a_score_over_its_floor_passes() -> None:
    """Nothing is said."""
    assert list(under_floor("wars", {"dev": RESULT}, FLOORS)) == []


def test_a_score_under_its_floor_fails() -> None:
    """The sentence names the score and the floor."""
    low = replace(RESULT, scores={"time.value.f1": 0.59})

    assert list(under_floor("wars", {"dev": low}, FLOORS)) == [
        "wars dev: time.value.f1 is 0.5900, under its floor 0.6000"
    ]


def test_a_floor_without_a_result_fails() -> None:
    """A result cannot be dropped to pass."""
    assert list(under_floor("wars", {}, FLOORS))


def test_a_floor_without_its_score_fails() -> None:
    """Nor can a score."""
    assert list(under_floor("wars", {"dev": replace(RESULT, scores={})}, FLOORS))


def test_a_newer_stage_makes_a_result_stale() -> None:
    """The output has changed since it was measured."""
    assert len(list(stale("wars", RESULT, {"times": 3}))) == 1


def test_the_same_stage_does_not() -> None:
    """Versions of other layers do not matter."""
    assert list(stale("wars", RESULT, {"times": 2, "places": 9})) == []


def test_a_layer_that_got_a_version_is_recorded_anew() -> None:
    """Else a change to it would pass unseen."""
    assert list(unrecorded("wars", ("times", "places"), RESULT, {"times": 2, "places": 1}))


def test_results_of_other_splits_are_kept(tmp_path: Path) -> None:
    """A file holds one entry a split."""
    save_result("wars", RESULT, folder=tmp_path)
    save_result("wars", replace(RESULT, split="train"), folder=tmp_path)

    assert set(load_results("wars", folder=tmp_path)) == {"dev", "train"}


def test_a_result_reads_back_as_it_was_written(tmp_path: Path) -> None:
    """Nothing is lost in JSON."""
    save_result("wars", RESULT, folder=tmp_path)

    assert load_results("wars", folder=tmp_path)["dev"] == RESULT


def test_the_scorecard_shows_floor_and_baseline() -> None:
    """Counts are left out."""
    card = scorecard({"wars": {"dev": RESULT}}, FLOORS)

    assert "| time.value.f1 | 0.61 | 0.2 | 0.6 |" in card
    assert "right" not in card
