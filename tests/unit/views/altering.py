"""A small mutator for the check of a briefing's lines: each altered line says something else."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from random import Random

BRACKETS = re.compile(r"(\[[0-9a-f,]+\])")
NAME = re.compile(r"\b[A-Z][a-z]+(?: [A-Z][a-z]+)*\b")
NUMBER = re.compile(r"\b\d[\d,.]*\d\b|\b\d\b")
BOUNDS = (
    "at least ",
    "about ",
    "up to ",
    "around ",
    "some ",
    "approximately ",
    "more than ",
    "nearly ",
    "roughly ",
)
HEDGES = ("reportedly ", "reportedly, ", "possibly, ", "may ", "allegedly ", "apparently ")
NEGATIONS = (" not", "no ", "never ", " denied", " dismissed")
AHEAD = (
    ("plans to ", "did "),
    ("will ", ""),
    ("would ", ""),
    (" (planned)", ""),
    (" (ordered)", ""),
    (" to be ", " was "),
)
MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")


def alter(line: str, others: Sequence[str], rng: Random) -> Iterator[tuple[str, str]]:
    """Altered lines with what was altered; citations stay."""
    names = sorted({name for other in others for name in NAME.findall(BRACKETS.sub("", other))})
    for kind, old, new in _swaps(line, names, rng):
        pieces = BRACKETS.split(line)
        for index in range(0, len(pieces), 2):
            if old in pieces[index]:
                altered = "".join([*pieces[:index], pieces[index].replace(old, new, 1), *pieces[index + 1 :]])
                if altered != line:
                    yield kind, altered
                break


def _swaps(line: str, names: Sequence[str], rng: Random) -> Iterator[tuple[str, str, str]]:
    bare = BRACKETS.sub("", line)
    for number in NUMBER.findall(bare):
        yield "number", number, str(int(re.sub(r"\D", "", number)) + rng.randint(1, 9))
        yield "bound added", number, f"at least {number}"
    for bound in BOUNDS:
        yield "bound dropped", bound, ""
        yield "bound turned", bound, "fewer than "
    for name in NAME.findall(bare)[:6]:
        if len(names) > 1:
            yield "name", name, rng.choice([one for one in names if one != name])
    for hedge in HEDGES:
        yield "hedge dropped", hedge, ""
    yield "hedge added", ": ", ": reportedly, "
    yield "hedge added", ": ", ": possibly, "
    for negation in NEGATIONS:
        yield "negation dropped", negation, ""
    for verb in (" has ", " is ", " are ", " had ", " have ", " was "):
        yield "negation added", verb, f"{verb}not "
    for old, new in AHEAD:
        yield "planned told as done", old, new
    for month in MONTHS:
        yield "date", f" {month}", f" {rng.choice([one for one in MONTHS if one != month])}"
    for source in re.findall(r", (?:via|citing) [^,:\[]+", bare):
        yield "source dropped", source, ""
        if names:
            yield "source swapped", source, f", citing {rng.choice(names)}"
    yield "source dropped", bare.split(":")[0] + ": ", ""
