"""The engine that reads in this process, one task after the other."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from twosource.batch.base import Examine, Result, Task


def inline(tasks: Iterable[Task], *, examine: Examine) -> Iterator[Result]:
    """The result of each task, in order."""
    for task in tasks:
        yield examine(task)
