"""The answer keys of MUC-4: how many human targets each report has, by what befell them."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path

NUMBER, TOTAL, EFFECT, CONFIDENCE, TEMPLATE = 21, 24, 23, 11, 1
_LINE = re.compile(r"(\d+)\.\s+[A-Z][A-Z :]*?\s{2,}(.*)")
_VALUE = re.compile(r"(\??)\s*(~?)\s*(-?)\s*(\d+)\s*(-?)\s*(\d*)$")

Template = Mapping[int, list[str]]


@dataclass(frozen=True, slots=True)
class Value:
    """A number as a key writes it: ``12``, ``5-`` (at least), ``-15`` (at most), ``6-8``, ``~100``."""

    low: Decimal | None
    high: Decimal | None


@dataclass(frozen=True, slots=True)
class Target:
    """The human targets of one filler: any of ``values`` is right. ``names`` are their strings, in lower case."""

    values: frozenset[Value]
    names: frozenset[str]
    effects: frozenset[str]
    required: bool

    @property
    def is_one(self) -> bool:
        """Whether it is a single person."""
        return self.values == {Value(Decimal(1), Decimal(1))}


@dataclass(frozen=True, slots=True)
class Message:
    """A report and its numeric human targets, each once however many templates name it."""

    id: str
    text: str
    targets: tuple[Target, ...]
    confidences: frozenset[str]


def messages(data: Path, split: str) -> Iterator[Message]:
    """The reports of a split that have a template of an incident, in the order of the files."""
    folder = data / "CORPORA" / split
    keys = _templates(sorted(folder.glob("key-*")))
    for path in sorted(folder.glob("*muc[34]*")):
        if path.name.startswith("key-"):
            continue
        content = path.read_text(encoding="latin-1")
        for part in re.split(r"\n(?=(?:DEV|TST\d)-MUC[34]-\d{4})", f"\n{content}"):
            name, _, body = part.strip().partition("\n")
            found = [
                template
                for template in keys.get(name.split()[0] if name else "", [])
                if _is_incident(template)
            ]
            if found:
                told = frozenset(
                    line.split(":")[0].strip()
                    for one in found
                    for line in one.get(CONFIDENCE, [])
                    if line[0] not in "-*"
                )
                yield Message(name.split()[0], body.strip(), _targets(found), told)


def _is_incident(template: Template) -> bool:
    return template.get(TEMPLATE, ["*"])[0] != "*"


def _templates(paths: list[Path]) -> dict[str, list[Template]]:
    found: dict[str, list[Template]] = {}
    for path in paths:
        current: dict[int, list[str]] = {}
        slot = 0
        for line in path.read_text(encoding="latin-1").splitlines():
            if match := _LINE.match(line):
                slot = int(match[1])
                if slot == 0:
                    current = {}
                    found.setdefault(match[2].split()[0], []).append(current)
                current.setdefault(slot, []).append(match[2].strip())
            elif line.strip() and not line.startswith(";") and slot in current:
                current[slot].append(line.strip())
    return found


def _targets(templates: list[Template]) -> tuple[Target, ...]:
    kept: list[Target] = []
    for template in templates:
        optional = "OPTIONAL" in template[TEMPLATE][0]
        for line in (*template.get(NUMBER, []), *template.get(TOTAL, [])):
            target = _target(line, template.get(EFFECT, []), optional=optional)
            if target is None:
                continue
            same = next(
                (
                    i
                    for i, one in enumerate(kept)
                    if one.values & target.values
                    and (one.names & target.names or not one.names or not target.names)
                ),
                None,
            )
            if same is None:
                kept.append(target)
            else:
                one = kept[same]
                kept[same] = Target(
                    one.values | target.values,
                    one.names | target.names,
                    one.effects | target.effects,
                    one.required or target.required,
                )
    return tuple(kept)


def _target(line: str, effects: list[str], *, optional: bool) -> Target | None:
    """The target of a filler; None where it has no number (``PLURAL``, ``-``)."""
    numbers, _, names = line.partition(":")
    values = [value for part in _alternatives(numbers) if (value := parse_value(part)) is not None]
    if not values:
        return None
    strings = frozenset(re.findall(r'"((?:[^"\\]|\\.)*)"', names.lower()))
    befell = frozenset(
        effect.split(":")[0].strip(" ?")
        for effect in effects
        if strings & frozenset(re.findall(r'"((?:[^"\\]|\\.)*)"', effect.lower()))
    )
    doubted = "?" in numbers or any(part.strip() in ("PLURAL", "-") for part in numbers.split("/"))
    return Target(frozenset(values), strings, befell, not (optional or doubted))


def _alternatives(numbers: str) -> list[str]:
    return [part.strip() for part in numbers.split("/")]


def parse_value(words: str) -> Value | None:
    """A key's number; None for ``PLURAL``, ``-`` and ``*``."""
    match = _VALUE.fullmatch(words.strip())
    if match is None:
        return None
    _, _, before, first, dash, second = match.groups()
    number = Decimal(first)
    if second:
        return Value(number, Decimal(second))
    return Value(None, number) if before else Value(number, None if dash else number)
