"""What a stage is, the check that each comes after what it reads, and the runner."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from typing import Any

from twosource.analysis.layers import Analysis
from twosource.errors import ConfigError, StageError
from twosource.model.document import Document


@dataclass(frozen=True, slots=True)
class Stage:
    """One layer's maker: ``run`` is pure, its resources bound beforehand.

    ``version`` rises whenever its output changes.
    """

    writes: str
    reads: tuple[str, ...]
    version: int
    run: Callable[[Analysis], Any]


def check_order(stages: Sequence[Stage]) -> None:
    """Refuse a stage placed before what it reads, and two stages that write one layer."""
    written: set[str] = set()
    for stage in stages:
        missing = [name for name in stage.reads if name not in written]
        if missing:
            raise ConfigError(
                f"stage {stage.writes} reads {', '.join(missing)}, which no earlier stage writes"
            )
        if stage.writes in written:
            raise ConfigError(f"two stages write {stage.writes}")
        written.add(stage.writes)


def analyse(document: Document, stages: Sequence[Stage]) -> Analysis:
    """The document's analysis; a stage that fails raises `StageError` naming itself and the document."""
    analysis = Analysis(document)
    for stage in stages:
        try:
            layer: Any = stage.run(analysis)
        except Exception as error:
            raise StageError(stage.writes, document.id) from error
        analysis = replace(analysis, **{stage.writes: layer})
    return analysis
