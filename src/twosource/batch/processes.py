"""The engine that reads in several processes; each loads its resources once, this one writes."""

from __future__ import annotations

import logging
import os
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import FIRST_COMPLETED, Future, ProcessPoolExecutor, wait
from concurrent.futures.process import BrokenProcessPool
from multiprocessing import get_context

from twosource.batch.base import Examine, Result, Task, Unreadable

log = logging.getLogger(__name__)

AHEAD = 2
"""How many tasks wait for each worker: enough to keep it busy, few enough to keep their bytes out of
memory.
"""

MakeExamine = Callable[[], Examine]

_examine: Examine | None = None
"""What this worker reads with; set once, when the worker starts."""


def processes(tasks: Iterable[Task], *, make_examine: MakeExamine, workers: int = 0) -> Iterator[Result]:
    """The result of each task, as they come. ``make_examine`` is pickled and called once in each worker.

    A task that ends the process it is read in (out of memory, a crash in a library) is tried once more on
    its own; then it is unreadable, and the batch goes on.
    """
    count = workers or os.cpu_count() or 1
    todo = iter(tasks)
    while True:
        suspects: list[Task] = []
        yield from _with_pool(todo, make_examine, count, suspects)
        if not suspects:
            return
        for task in sorted(suspects, key=lambda each: each.number):
            yield from _alone(task, make_examine)


def _with_pool(
    todo: Iterator[Task], make_examine: MakeExamine, count: int, suspects: list[Task]
) -> Iterator[Result]:
    """Results until the tasks are done or the pool breaks; then ``suspects`` are those that were under
    way.
    """
    running: dict[Future[Result], Task] = {}
    with _pool(make_examine, count) as pool:
        try:
            for task in todo:
                try:
                    running[pool.submit(_run, task)] = task
                except BrokenProcessPool:
                    suspects.append(task)
                while len(running) >= AHEAD * count:
                    yield from _finished(running, suspects)
                    if suspects:
                        break
                if suspects:
                    break
            while running:
                yield from _finished(running, suspects)
        except BaseException:
            pool.shutdown(wait=False, cancel_futures=True)
            raise


def _finished(running: dict[Future[Result], Task], suspects: list[Task]) -> Iterator[Result]:
    done, _ = wait(running, return_when=FIRST_COMPLETED)
    for future in sorted(done, key=lambda each: running[each].number):
        task = running.pop(future)
        try:
            result = future.result()
        except BrokenProcessPool:
            suspects.append(task)
            continue
        yield result


def _alone(task: Task, make_examine: MakeExamine) -> Iterator[Result]:
    with _pool(make_examine, 1) as pool:
        try:
            yield pool.submit(_run, task).result()
        except BrokenProcessPool:
            log.warning("the process that read %s ended", task.capture.name)
            yield Result(task.number, Unreadable("the process that read it ended before it was done"))


def _pool(make_examine: MakeExamine, count: int) -> ProcessPoolExecutor:
    # A fresh interpreter each: a fork would copy threads and locks of libraries in an unknown state.
    return ProcessPoolExecutor(
        count, mp_context=get_context("spawn"), initializer=_start, initargs=(make_examine,)
    )


def _start(make_examine: MakeExamine) -> None:
    global _examine
    _examine = make_examine()


def _run(task: Task) -> Result:
    assert _examine is not None
    return _examine(task)
