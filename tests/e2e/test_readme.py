"""The README shows what the commands print."""

from __future__ import annotations

from scripts.readme import README, renewed_page


def test_the_outputs_in_the_readme_are_what_the_commands_print() -> None:
    page = README.read_text(encoding="utf-8")
    assert renewed_page(page) == page, "run make readme"
