"""``python -m evals.uds.fit [--data FOLDER] [--limit N]``: write ``cells.json`` anew from ``train`` alone."""

from __future__ import annotations

import argparse
import json
import sys
from pathlib import Path

from evals.corpora import data_of, load
from evals.uds.adapter import CELLS, fit, read
from evals.uds.gold import load_items


def main() -> int:
    """Read ``train`` and write each cell's mean."""
    parser = argparse.ArgumentParser(prog="python -m evals.uds.fit")
    parser.add_argument("--data", type=Path)
    parser.add_argument("--limit", type=int)
    options = parser.parse_args()
    data = options.data or data_of(load("uds"))
    rows = (row for item in load_items(data / "train.jsonl", limit=options.limit) for row in read(item))
    CELLS.write_text(json.dumps(fit(rows), indent=1) + "\n", encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
