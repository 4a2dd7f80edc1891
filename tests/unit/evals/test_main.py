"""``python -m evals``: what it prints and how it exits."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from evals.__main__ import main


def test_the_last_line_is_the_scores(capsys: pytest.CaptureFixture[str]) -> None:
    """One JSON object."""
    code = main(["phrases", "--split", "open", "--limit", "2", "--json"])
    scores = json.loads(capsys.readouterr().out.splitlines()[-1])

    assert code == 0
    assert scores["time.relaxed.f1"] > 0


def test_predictions_are_one_object_a_line(tmp_path: Path) -> None:
    """With the document, the layer, spans by role and fields."""
    path = tmp_path / "predictions.jsonl"
    main(["phrases", "--split", "open", "--limit", "2", "--predictions", str(path)])
    rows = [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]

    assert {"document", "layer", "id", "words", "fields"} <= set(rows[0])


def test_an_unknown_corpus_is_misuse(capsys: pytest.CaptureFixture[str]) -> None:
    """The corpora that there are are named."""
    assert main(["nowhere"]) == 2
    assert "wikiwars" in capsys.readouterr().err


def test_an_unknown_split_is_misuse() -> None:
    """So is a split that the corpus has not."""
    assert main(["phrases", "--split", "nowhere"]) == 2


def test_absent_gold_is_skipped_and_said(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """The project passes its tests without the gold."""
    assert main(["wikiwars", "--data", str(tmp_path / "absent")]) == 0
    assert "skipped wikiwars" in capsys.readouterr().err
