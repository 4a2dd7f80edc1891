"""Which corpora there are, where their gold is, and what reads them now.

Stage versions, lexicon hashes, the corpus's hash.
"""

from __future__ import annotations

import hashlib
import importlib
from pathlib import Path
from typing import cast

from evals.scoring import Corpus

ROOT = Path(__file__).resolve().parent.parent
DATA = ROOT / "src" / "twosource" / "data"

VERSIONED = {
    "blocks": "twosource.intake.read",
    "metadata": "twosource.intake.metadata",
    "relations": "twosource.linking.relate",
    "independence": "twosource.linking.origins",
    "events": "twosource.linking.events",
    "following": "twosource.linking.following",
    "brief": "twosource.views.brief",
}
"""Layers that no stage of the analysis writes, and the module whose ``VERSION`` stands for them."""


def names() -> tuple[str, ...]:
    """The corpora that have an adapter, sorted, as the command line names them ("article-text")."""
    found = (path.parent.name.replace("_", "-") for path in (ROOT / "evals").glob("*/adapter.py"))
    return tuple(sorted(found))


def load(name: str) -> Corpus:
    """The adapter of a corpus; raises ModuleNotFoundError where there is none."""
    return cast(Corpus, importlib.import_module(f"evals.{name.replace('-', '_')}.adapter"))


def data_of(corpus: Corpus) -> Path:
    """Where the corpus's gold is by default, whether or not it is there."""
    return corpus.DATA if corpus.DATA.is_absolute() else ROOT / corpus.DATA


def hash_of(data: Path) -> str:
    """16 hex digits over the relative names and bytes of a gold file or of every file under a gold folder."""
    files = [data] if data.is_file() else sorted(path for path in data.rglob("*") if _is_gold(path))
    total = hashlib.sha256()
    for path in files:
        total.update(path.name.encode() if path == data else path.relative_to(data).as_posix().encode())
        total.update(b"\0")
        with path.open("rb") as stream:
            total.update(hashlib.file_digest(stream, "sha256").digest())
    return total.hexdigest()[:16]


def _is_gold(path: Path) -> bool:
    """Whether a file below a gold folder is gold: a blind set lies beside its adapter, which is none."""
    return path.is_file() and path.suffix not in (".py", ".pyc") and not path.name.startswith(".")


def lexicon_hashes() -> dict[str, str]:
    """16 hex digits for each shipped lexicon, by its path below ``data/``."""
    return {
        path.relative_to(DATA).as_posix(): hashlib.sha256(path.read_bytes()).hexdigest()[:16]
        for path in sorted(DATA.rglob("*.toml"))
    }


def weights_hashes() -> dict[str, str]:
    """16 hex digits for each shipped file of trained weights, by its name."""
    return {
        path.name: hashlib.sha256(path.read_bytes()).hexdigest()[:16] for path in sorted(DATA.glob("*.onnx"))
    }


def stage_versions() -> dict[str, int]:
    """The version of each layer as the code now stands; a layer without a version is left out."""
    found: dict[str, int] = {}
    analysis = importlib.import_module("twosource.analysis")
    registry = getattr(analysis, "stages", None)
    if callable(registry):
        found.update({stage.writes: stage.version for stage in registry("en")})
    for layer, module in VERSIONED.items():
        try:
            version = getattr(importlib.import_module(module), "VERSION", None)
        except ModuleNotFoundError:
            continue
        if isinstance(version, int):
            found[layer] = version
    return dict(sorted(found.items()))
