"""Renamed copies of a folder of news with its gold, written where no repository is."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Sequence
from datetime import date
from pathlib import Path
from typing import Any

from evals.rename.draw import Draw, draw
from evals.rename.renaming import rename, renamed

FILES = ("clean", "attributions", "claims", "entities", "links")


def write_copy(
    data: Path, folder: Path, seed: int, *, only: str | None = None, keep: frozenset[str] = frozenset()
) -> None:
    """Write the texts that have gold, their gold and the manifest under the names of a seed into ``folder``.

    ``only`` takes one text, ``keep`` leaves words as they are.
    """
    gold = {name: _load(data / "gold" / f"{name}.json") for name in FILES}
    if only is not None:
        gold["clean"]["seeds"] = {only: gold["clean"]["seeds"][only]}
    files = {key: page["file"] for key, page in gold["clean"]["seeds"].items()}
    rows = _manifest(data / "manifest.csv")
    stated = {row["file"]: row["published"] for row in rows}
    published = {
        key: date.fromisoformat(stated[file])
        for key, file in files.items()
        if len(stated.get(file, "")) == 10
    }
    texts = {key: (data / file).read_bytes().decode("utf-8") for key, file in files.items()}
    copies, copied = rename(texts, gold, seed, published, keep=keep)
    (folder / "gold").mkdir(parents=True)
    for key, file in files.items():
        (folder / file).write_bytes(copies[key].encode("utf-8"))
    for name, content in copied.items():
        text = json.dumps(content, ensure_ascii=False, indent=1)
        (folder / "gold" / f"{name}.json").write_text(text, encoding="utf-8")
    plan = draw(seed).without(keep)
    kept = [_moved(row, plan) for row in rows if row["file"] in files.values()]
    (folder / "manifest.csv").write_text(_csv(kept, list(rows[0])), encoding="utf-8")


def _load(path: Path) -> Any:
    return json.loads(path.read_text(encoding="utf-8"))


def _manifest(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as stream:
        return list(csv.DictReader(stream))


def _moved(row: dict[str, str], plan: Draw) -> dict[str, str]:
    row = dict(row)
    if len(row["published"]) == 10:
        row["published"] = plan.moved(date.fromisoformat(row["published"])).isoformat()
    row["publisher"] = renamed(row["publisher"], plan).text
    return row


def _csv(rows: Sequence[dict[str, str]], names: list[str]) -> str:
    out = io.StringIO()
    writer = csv.DictWriter(out, names, lineterminator="\n")
    writer.writeheader()
    writer.writerows(rows)
    return out.getvalue()
