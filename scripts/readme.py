"""Rewrites the outputs in README.md: a code block behind ``<!-- output: COMMAND -->`` is what the command prints.

Run from the repository's root: ``python scripts/readme.py``. The commands are asked of a fresh ledger of the examples.
``<!-- output: python -->`` stands behind a Python block, which is run. A line ``[...]`` says that more follows.
"""

from __future__ import annotations

import contextlib
import io
import os
import re
import shlex
import subprocess
import sys
import tempfile
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
README = ROOT / "README.md"
BLOCK = re.compile(
    r"(?P<head><!-- output: (?P<command>[^>]*?)(?: \| (?P<lines>\d+))? -->\n+```text\n)"
    r"(?P<body>(?:(?!```).*\n)*)(?P<foot>```)"
)
PYTHON = re.compile(r"```python\n(.*?)\n```", re.S)
READ = "read examples --manifest examples/manifest.csv --gazetteer examples/gazetteer.toml"


def main() -> None:
    """Rewrite every output."""
    README.write_text(renewed_page(README.read_text(encoding="utf-8")), encoding="utf-8")


def renewed_page(page: str) -> str:
    """The page with every output as the commands now print it."""
    with tempfile.TemporaryDirectory() as scratch:
        ledger = str(Path(scratch) / "demo.db")
        environment = {
            **os.environ,
            "TWOSOURCE_LEDGER": ledger,
            "COLUMNS": "80",
            "PYTHONPATH": str(ROOT / "src"),
        }
        outputs = {READ: _run(READ, environment)}

        def renewed(found: re.Match[str]) -> str:
            command = found["command"]
            if command == "python":
                text = _python(PYTHON.findall(page[: found.start()])[-1], ledger)
            else:
                text = outputs.get(command.removeprefix("twosource ")) or _run(
                    command.removeprefix("twosource "), environment
                )
            lines = text.rstrip("\n").split("\n")
            if found["lines"] and len(lines) > int(found["lines"]):
                lines = [*lines[: int(found["lines"])], "[...]"]
            return found["head"] + "\n".join(lines) + "\n" + found["foot"]

        return BLOCK.sub(renewed, page)


def _run(command: str, environment: dict[str, str]) -> str:
    arguments = [sys.executable, "-m", "twosource", *shlex.split(command)]
    done = subprocess.run(arguments, cwd=ROOT, env=environment, capture_output=True, text=True, check=True)
    return done.stdout


def _python(code: str, ledger: str) -> str:
    printed = io.StringIO()
    sys.path.insert(0, str(ROOT / "src"))
    with contextlib.redirect_stdout(printed), contextlib.chdir(ROOT):
        exec(code.replace("build/demo.db", ledger), {})
    return printed.getvalue()


if __name__ == "__main__":
    main()
