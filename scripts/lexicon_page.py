"""Write ``docs/reference/lexicons.md`` from the comment at the head of each shipped table: ``make reference``."""

from __future__ import annotations

import itertools
import tomllib
from pathlib import Path

ROOT = Path(__file__).parent.parent
DATA = ROOT / "src" / "twosource" / "data"
PAGE = ROOT / "docs" / "reference" / "lexicons.md"

_HEAD = """# Lexicons

Word lists and tables are data. Each is a TOML file below `src/twosource/data/`, by language where it has one, with one entry a
lemma; an entry's `example` is a sentence that fires it, and a test reads them all. `twosource lexicons` prints their hashes.

*Written by `make reference` from the comment at the head of each file.*

| file | tables | says |
|---|---|---|
"""


def page() -> str:
    """The reference page, one row a table, by path."""
    rows = (
        f"| `{path.relative_to(DATA).as_posix()}` | {_tables_of(path)} | {_says(path)} |"
        for path in sorted(DATA.rglob("*.toml"))
    )
    return _HEAD + "\n".join(rows) + "\n"


def _tables_of(path: Path) -> str:
    return ", ".join(f"`{name}`" for name in tomllib.loads(path.read_text(encoding="utf-8")))


def _says(path: Path) -> str:
    """The words of the comment that opens the file, up to its first blank line."""
    lines = path.read_text(encoding="utf-8").splitlines()
    comment = itertools.takewhile(lambda line: line.startswith("# "), lines)
    return " ".join(line.removeprefix("# ").strip() for line in comment).replace("|", "\\|")


if __name__ == "__main__":
    PAGE.write_text(page(), encoding="utf-8")
