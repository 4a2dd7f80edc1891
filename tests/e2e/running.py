"""The command line as a reader runs it: a process of its own, an environment of its own."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent.parent
EXAMPLES = ROOT / "examples"
NEWS = ROOT.parent / "shared" / "news"
EVERYTHING = bool(os.environ.get("PROOFS"))
"""Whether the long checks run too (`make proofs`)."""

KEPT = ("PATH", "HOME", "LANG", "VIRTUAL_ENV", "SYSTEMROOT", "TMPDIR")


def run(
    *arguments: str | Path,
    env: dict[str, str] | None = None,
    cwd: Path | None = None,
    given: bytes | None = None,
) -> subprocess.CompletedProcess[bytes]:
    """Run ``twosource ARGUMENTS`` and return what it printed and its exit code."""
    here = {key: os.environ[key] for key in KEPT if key in os.environ}
    here |= {"PYTHONPATH": str(ROOT / "src"), "COLUMNS": "100", **(env or {})}
    return subprocess.run(
        [sys.executable, "-m", "twosource", *map(str, arguments)],
        capture_output=True,
        env=here,
        cwd=cwd or ROOT,
        input=given,
        timeout=280,
        check=False,
    )


def printed(*arguments: str | Path, env: dict[str, str] | None = None) -> bytes:
    """What a command that must succeed prints."""
    done = run(*arguments, env=env)
    assert done.returncode == 0, done.stderr.decode()[-2000:]
    return done.stdout
