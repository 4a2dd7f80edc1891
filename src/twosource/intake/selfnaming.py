"""How an outlet names itself in its own text, and whose copy a text says it is."""

from __future__ import annotations

import re
import tomllib
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from twosource.errors import ConfigError
from twosource.model.span import Span
from twosource.model.vocabulary import BlockKind

_NAME = r"(?P<x>[A-Z][\w’'&.-]*(?: (?:of |the |and |for |& )?[A-Z][\w’'&.-]*){0,4})"
_ENOUGH = 2
_IN_PROSE = frozenset({"has learned", "request for comment", "told", "first appeared"})
_NO_NAME = frozenset(
    {
        "A",
        "An",
        "The",
        "This",
        "It",
        "We",
        "He",
        "She",
        "They",
        "I",
        "You",
        "Us",
        "Our",
        "Your",
        "Facebook",
        "Twitter",
    }
)
_BY = re.compile(r"^(?:(?:[Bb]y|BY|[Ff]rom|[Ss]ource:?) )?(?:[Tt]he )?")
_NEXT_SENTENCE = re.compile(r"\. (?:All|This|No|Any|Some|The|Its?|We|Every)\b")
_AGENCY_WORDS = re.compile(
    r"^(?:[A-Z][a-zà-ÿ’'-]+ ){1,2}(?:News Agency|Press Agency|Newswire|Wire|News Service|Wire Service|Press Service"
    r"|Press Association|Press|Agency)$"
)
_DATELINE = re.compile(
    r"^(?P<place>[A-Z][A-Za-z’'.-]*(?:[ /-][A-Z][A-Za-z’'.-]*){0,4}(?:, [A-Z][\w’'. ]{1,30}?)?)"
    r"(?:,? (?P<date>[A-Z][a-z]{2,8}\.? \d{1,2}(?:, \d{4})?|\d{1,2} [A-Z][a-z]{2,8}(?: \d{4})?))?"
    r"\s?[,—–-]{0,2}\s?\((?P<agency>[A-Z][\w.’'& -]{1,40})\)\s?(?:[—–:-]|$)"
)
_DATED = re.compile(r"^(?P<date>[A-Z][a-z]{2,8}\.? \d{1,2})\s?\((?P<agency>[A-Z][\w.’'& -]{1,40})\)\s?[—–:-]")
_SLASHED = re.compile(r"^(?P<agency>[A-Z][\w.’' ]{1,30}?)\s?[/|,—–-]\s?[A-Z]")
_PARENTHESES = re.compile(r"\((?P<agency>[A-Z][\w.’'& ]{1,40})\)")
_SUPPLIED = re.compile(
    r"(?:(?:supplied|provided|distributed|filed|written|produced) by|courtesy of"
    r"|^(?:[Bb]y|BY|[Ss]ource|[Ff]rom|[Aa]gency|[Vv]ia)\b:?"
    r"|[Ww]ith (?:material|reporting|files?|inputs?) (?:from|by))"
    r"\s?(?:the |The )?(?P<agency>[A-Z][\w’'&-]*(?: [A-Z][\w’'&-]*){0,4})"
)


@dataclass(frozen=True, slots=True)
class SelfNaming:
    """The patterns by which outlets name themselves, and the agencies' names."""

    patterns: tuple[tuple[str, re.Pattern[str], int, str], ...]
    agencies: tuple[tuple[str, str], ...]
    outlet_words: frozenset[str]

    def agency(self, name: str) -> str | None:
        """The name an agency is shown under; None for what is no agency."""
        bare = _BY.sub("", name.strip())
        for known, shown in self.agencies:
            if bare == known or (bare.endswith(f" {known}") and len(known) > 3):
                return shown
        return bare if _AGENCY_WORDS.match(bare) else None


@dataclass(frozen=True, slots=True)
class Named:
    """A name found in the text, the rule that found it, and where its line stands."""

    name: str
    rule: str
    at: Span


@cache
def load_selfnaming(language: str) -> SelfNaming:
    """The self-naming patterns of a language ("en"); raises ConfigError where the lexicon is unusable."""
    path = files("twosource.data") / language / "selfnaming.toml"
    try:
        table = tomllib.loads(path.read_text(encoding="utf-8"))
        patterns = tuple(
            (
                row["name"],
                re.compile(row["pattern"].replace("{X}", _NAME)),
                int(row["weight"]),
                row["example"],
            )
            for row in table["pattern"]
        )
        agencies = tuple((name, row["shown"]) for row in table["agency"] for name in row["names"].split("|"))
        outlet_words = frozenset(table["lists"]["outlet_words"].split())
    except (OSError, KeyError, TypeError, ValueError, re.error) as error:
        raise ConfigError(f"cannot load self-naming patterns from {path}: {error}") from error
    return SelfNaming(patterns, agencies, outlet_words)


Labelled = Sequence[tuple[str, Span, BlockKind]]
"""Lines with their spans and kinds, in text order."""


def find_publisher(lines: Labelled, *, naming: SelfNaming) -> tuple[Named, ...]:
    """Evidence for the outlet that names itself; empty where none does, or where two do as strongly.

    "Told X" and a photo credit only support what something else says: outlets quote one another, and use others' pictures.
    """
    found: dict[str, list[tuple[int, Named]]] = defaultdict(list)
    for text, at, kind in lines:
        if kind in (BlockKind.SOCIAL_EMBED, BlockKind.ADVERTISEMENT, BlockKind.TAG_LINE):
            continue
        for rule, pattern, weight, _ in naming.patterns:
            if (kind is BlockKind.BODY and rule not in _IN_PROSE) or (
                kind is BlockKind.CAPTION and rule == "copyright"
            ):
                continue
            for match in pattern.finditer(text):
                name = _trimmed(match.group("x"))
                if name is None or (naming.agency(name) is not None and rule in ("credit", "told")):
                    continue
                start = at.start + match.start("x") + match.group("x").find(name)
                span = Span(start, start + len(name))
                is_outlet = rule != "follow" or not naming.outlet_words.isdisjoint(name.split())
                found[name].append((weight if is_outlet else 1, Named(name, f"self-reference: {rule}", span)))
    scored = sorted(
        (
            (sum({named.rule: weight for weight, named in rows}.values()), name)
            for name, rows in found.items()
        ),
        reverse=True,
    )
    if not scored or scored[0][0] < _ENOUGH or (len(scored) > 1 and scored[1][0] == scored[0][0]):
        return ()
    return tuple(named for _, named in found[scored[0][1]])


def _trimmed(name: str) -> str | None:
    bare = _NEXT_SENTENCE.split(name)[0].removeprefix("The ").rstrip(".")
    for ending in ("'s", "’s"):
        bare = bare.removesuffix(ending)
    return bare if len(bare) > 1 and bare not in _NO_NAME and bare.split()[0] not in _NO_NAME else None


def find_credit(lines: Labelled, *, naming: SelfNaming) -> tuple[Named, ...]:
    """Evidence for the agency whose copy a text is: a dateline, a byline or a credit line, never a photo's credit."""
    out = []
    seen_body = 0
    for text, at, kind in lines:
        if kind is BlockKind.BODY:
            seen_body += 1
            matches = [_DATELINE.match(text), _DATED.match(text)] if seen_body <= 2 else []
            rule = "dateline in the text"
        elif kind in (BlockKind.BYLINE, BlockKind.DATELINE, BlockKind.BOILERPLATE):
            matches = [pattern.search(text) for pattern in (_DATELINE, _PARENTHESES, _SUPPLIED, _SLASHED)]
            rule = f"{kind.value} line"
            whole = naming.agency(text.strip("()[] .—–-"))
            if kind is not BlockKind.BOILERPLATE and whole is not None:
                out.append(Named(whole, rule, at))
                continue
        else:
            continue
        for match in matches:
            shown = naming.agency(match.group("agency")) if match is not None else None
            if match is not None and shown is not None:
                span = Span(at.start + match.start("agency"), at.start + match.end("agency"))
                out.append(Named(shown, rule, span))
                break
    return tuple(out)


def dateline_date(text: str) -> tuple[str, int, int] | None:
    """The date of a dateline that opens a paragraph ("VELM, March 4 (Agency) —") as written, with its offsets."""
    match = _DATELINE.match(text)
    if match is None or match.group("date") is None:
        return None
    return match.group("date"), match.start("date"), match.end("date")
