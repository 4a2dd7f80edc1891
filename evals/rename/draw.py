"""What one seed puts in place of what: names, numbers, dates and cues, drawn from the shipped tables."""

from __future__ import annotations

import random
import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date, timedelta
from decimal import Decimal
from functools import cache
from importlib import resources
from pathlib import Path
from typing import Any

TABLE = Path(__file__).with_name("names.toml")
MONTHS = (
    "January February March April May June July August September October November December".split()  # noqa: SIM905
)
SHORT = {"Jan.": 1, "Feb.": 2, "Aug.": 8, "Sept.": 9, "Oct.": 10, "Nov.": 11, "Dec.": 12}
WEEKDAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")


@dataclass(frozen=True, slots=True)
class Draw:
    """One seed's choices. ``words`` maps each name to its replacement, ``cues`` each cue form to its own."""

    seed: int
    words: Mapping[str, str]
    cues: Mapping[str, str]
    countries: Mapping[str, str]
    """Country code of the gold to that of the copy."""
    factor: Decimal
    small: Decimal
    months: int
    years: int

    def moved(self, day: date) -> date:
        """The day some months and years away, the last of the month at most."""
        month = day.month - 1 + self.months
        year, month = day.year + self.years + month // 12, month % 12 + 1
        last = (date(year + month // 12, month % 12 + 1, 1) - timedelta(days=1)).day
        is_last = (day + timedelta(days=1)).day == 1
        return date(year, month, last if is_last else min(day.day, last))

    def without(self, keep: frozenset[str]) -> Draw:
        """The same choices, but for words that stay as they are."""
        return replace(
            self,
            words={old: old if old in keep else new for old, new in self.words.items()},
            cues={old: old if old in keep else new for old, new in self.cues.items()},
        )

    def scaled(self, value: Decimal) -> Decimal:
        """A number from a thousand up by the factor; order and ratio are kept."""
        return value * self.factor


@cache
def table() -> dict[str, Any]:
    """The table of names."""
    return tomllib.loads(TABLE.read_text(encoding="utf-8"))


@cache
def states() -> dict[str, dict[str, Any]]:
    """The shipped states by code."""
    text = resources.files("twosource.data").joinpath("states.toml").read_text(encoding="utf-8")
    return {row["id"]: row for row in tomllib.loads(text)["state"]}


def draw(seed: int) -> Draw:
    """The choices of a seed, the same on every machine."""
    names = table()
    pick = random.Random(f"twosource rename {seed}")
    pair = names["pair"][seed % len(names["pair"])]
    war = pick.choice(names["at_war"])
    codes = {
        "A": pair["a"],
        "B": pair["b"],
        "R": pick.choice(names["ally"]),
        "U": war["code"],
        "W": pick.choice(names["third"]),
        "C": pick.choice(names["neighbour"]),
    }
    slots: dict[str, str] = {
        "U.province": war["province"],
        "village": pair["village"],
        "river": pair["river"],
    }
    for slot, code in codes.items():
        slots |= {f"{slot}.{name}": value for name, value in _forms(states()[code]).items()}
    given = pick.sample(names["given"], 13)
    family = pick.sample(names["family"], 13)
    lists = {
        "media": pair["media"],
        "provinces": pair["provinces"],
        "cities": pair["cities"],
        "agency": pick.choice(names["agency"]),
        "outlet": pick.sample(names["outlet"], 5),
        "given": given,
        "family": family,
        "person": [f"{a} {b}" for a, b in zip(given, family, strict=True)],
        "ordinals": pick.choice(names["ordinals"]),
    }
    for name, values in lists.items():
        slots |= {f"{name}.{index}": value for index, value in enumerate(values)}
    slots["service"], slots["security"] = pick.choice(names["service"]), pick.choice(names["security"])
    cues: dict[str, str] = {}
    for group in names["cue"]:
        cues |= dict(zip(group[0], pick.choice(group), strict=True))
    return Draw(
        seed,
        {old: _filled(new, slots) for old, new in names["words"].items()},
        cues,
        {
            "KP": codes["A"],
            "KR": codes["B"],
            "RU": codes["R"],
            "UA": codes["U"],
            "US": codes["W"],
            "CN": codes["C"],
        },
        Decimal(pick.choice(names["factor"])),
        Decimal(pick.choice(names["small"])),
        pick.choice(names["months"]),
        pick.choice(names["years"]),
    )


def _forms(state: Mapping[str, Any]) -> dict[str, str]:
    adjective = state["demonym"][0]
    people = adjective if re.search("(ese|sh|ch)$", adjective) else f"{adjective}s"
    return {
        "name": state["name"],
        "adj": adjective,
        "people": people,
        "capital": state["capital"][0],
        "first": state["name"][0],
    }


def _filled(template: str, slots: Mapping[str, str]) -> str:
    return re.sub(r"\{([\w.]+)\}", lambda match: slots[match[1]], template)
