"""The documentation names what the code has: commands, settings, lexicons, closed lists, packages. Its links lead somewhere."""

from __future__ import annotations

import dataclasses
import importlib
import importlib.util
import inspect
import re
from collections.abc import Iterator
from enum import StrEnum
from pathlib import Path

import pytest

from twosource.model import vocabulary

ROOT = Path(__file__).parents[2]
REFERENCE = ROOT / "docs" / "reference"
PAGES = [ROOT / "README.md", ROOT / "CONTRIBUTING.md", *sorted((ROOT / "docs").rglob("*.md"))]
TOKENS = [
    token
    for _, members in inspect.getmembers(vocabulary, inspect.isclass)
    if issubclass(members, StrEnum) and members is not StrEnum
    for token in members
]


def text_of(path: Path) -> str:
    return path.read_text(encoding="utf-8")


def has(module: str) -> bool:
    return importlib.util.find_spec(module) is not None


def commands() -> list[str]:
    """Every command with the words before it ("review grade"); none before there is a command line."""
    if not has("twosource.views.cli"):
        return []
    typer = importlib.import_module("typer")
    root = typer.main.get_command(importlib.import_module("twosource.views.cli").app)
    return list(names_below(root, ()))


def names_below(command: object, path: tuple[str, ...]) -> Iterator[str]:
    below = getattr(command, "commands", {})
    if path and not below:
        yield " ".join(path)
    for name, child in below.items():
        if not child.hidden:
            yield from names_below(child, (*path, name))


def settings() -> list[str]:
    if not has("twosource.settings"):
        return []
    kind = importlib.import_module("twosource.settings").Settings
    return [field.name for field in dataclasses.fields(kind)]


def lexicons() -> list[str]:
    data = ROOT / "src" / "twosource" / "data"
    return [path.relative_to(data).as_posix() for path in sorted(data.rglob("*.toml"))]


def pins(lock: str) -> dict[str, str]:
    """Package to version, as a lock pins them."""
    return dict(re.findall(r"^([a-z0-9.-]+)==(\S+)", text_of(ROOT / lock), re.MULTILINE))


@pytest.mark.parametrize("command", commands())
def test_every_command_is_in_the_reference(command: str) -> None:
    assert f"`twosource {command}`" in text_of(REFERENCE / "cli.md"), "run make reference"


@pytest.mark.parametrize("setting", settings())
def test_every_setting_is_in_the_reference(setting: str) -> None:
    page = text_of(REFERENCE / "settings.md")
    assert f"`{setting}`" in page
    assert f"`TWOSOURCE_{setting.upper()}`" in page


@pytest.mark.parametrize("lexicon", lexicons())
def test_every_lexicon_is_in_the_reference(lexicon: str) -> None:
    assert f"`{lexicon}`" in text_of(REFERENCE / "lexicons.md"), "run make reference"


@pytest.mark.parametrize("token", TOKENS, ids=lambda token: f"{type(token).__name__}.{token}")
def test_every_token_of_the_closed_lists_is_in_the_glossary(token: StrEnum) -> None:
    assert f"`{token}`" in text_of(ROOT / "docs" / "concepts" / "glossary.md")


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.relative_to(ROOT).as_posix())
def test_every_link_leads_to_a_file(page: Path) -> None:
    links = [link.partition("#")[0] for link in re.findall(r"\]\(([^)\s]+)\)", text_of(page))]
    missing = [link for link in links if link and "://" not in link and not (page.parent / link).exists()]
    assert missing == []


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.relative_to(ROOT).as_posix())
def test_every_command_that_a_page_gives_exists(page: Path) -> None:
    given = set(re.findall(r"(?:^|`)twosource ([a-z]+)", text_of(page), re.MULTILINE))
    assert sorted(given - {command.partition(" ")[0] for command in commands()}) == []


def test_every_decision_is_in_the_list_of_decisions() -> None:
    folder = ROOT / "docs" / "decisions"
    listed = text_of(folder / "README.md")
    assert [path.name for path in sorted(folder.glob("[0-9]*.md")) if f"({path.name})" not in listed] == []


@pytest.mark.parametrize("lock", ["requirements.lock", "requirements-dev.lock"])
def test_every_locked_package_is_named_with_its_licence(lock: str) -> None:
    named = set(re.findall(r"[a-z0-9-]+", text_of(ROOT / "THIRD_PARTY.md")))
    assert sorted(set(pins(lock)) - named) == []


def test_both_locks_pin_the_same_versions() -> None:
    assert pins("requirements.lock").items() <= pins("requirements-dev.lock").items()


@pytest.mark.parametrize("lock", ["requirements.lock", "requirements-dev.lock"])
def test_a_lock_names_no_address(lock: str) -> None:
    assert "://" not in text_of(ROOT / lock)
    assert re.search(r"^-", text_of(ROOT / lock), re.MULTILINE) is None
