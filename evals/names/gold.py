"""Names of news from outside the West (worldwide-ner) and of GUM, as spans with our kinds.

Worldwide: the tab-separated tokens are set as text by plain rules of spacing, a sentence a line; of nested labels the
outermost counts. GUM marks every nominal mention; kept are those of a person, organisation or place whose head is a
proper noun: the run of proper nouns around the head, joined by small words, without title.
"""

from __future__ import annotations

import io
import re
import tarfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from twosource.model.vocabulary import NameKind

WORLDWIDE = {
    "Person": NameKind.PERSON,
    "Organization": NameKind.ORGANISATION,
    "Location": NameKind.PLACE,
    "NORP": NameKind.GROUP,
    "Facility": NameKind.FACILITY,
}
"""Classes that map to ours; Date and Money are times and quantities, Misc and Product name nobody who acts."""
GUM = {"person": NameKind.PERSON, "organization": NameKind.ORGANISATION, "place": NameKind.PLACE}
"""GUM's entity types that map to ours. Nationalities as adjectives are not marked there; facilities are places."""

Named = tuple[int, int, NameKind]

_NO_SPACE_BEFORE = frozenset(
    (",", ".", ";", ":", "!", "?", ")", "]", "}", "%", "'s", "’s", "'", "’", "n't", "n’t")
)
_NO_SPACE_AFTER = frozenset(("(", "[", "{", "$", "£", "€", "#", "@"))
_GLUE = frozenset(("-", "/", "’", "'"))
_LINKS = frozenset(
    ("of", "for", "the", "'s", "’s", "-", "–", "&", "de", "del", "la", "al", "van", "von", "der", "da")
)


@dataclass(frozen=True, slots=True)
class Article:
    """One text and the names in it, by code points."""

    id: str
    text: str
    gold: tuple[Named, ...]


def read_worldwide(folder: Path) -> Iterator[Article]:
    """The articles of a split, in order of their file names."""
    for path in sorted(folder.glob("*.tsv")):
        yield _worldwide(path.name.split(".")[0], path.read_text(encoding="utf-8"))


def _worldwide(name: str, table: str) -> Article:
    text, at = "", 0
    gold: list[Named] = []
    last: list[tuple[int, int, str]] = []
    before, quoted = "", False
    for line in table.split("\n"):
        cells = [cell.strip() for cell in line.rstrip("\r").split("\t")]
        if not cells[0]:
            text += "" if text.endswith("\n") or not text else "\n"
            before, quoted, last = "", False, []
            continue
        word = cells[0].replace(" ", "\u00a0")
        label = next((cell for cell in cells[1:] if cell), "O")
        if before and _is_spaced(text, before, word, quoted):
            text += " "
        at = len(text)
        text += word
        quoted = (not quoted) if word == '"' else quoted
        before = word
        if label.startswith("B-"):
            last = [(at, len(text), label[2:])]
            if label[2:] in WORLDWIDE:
                gold.append((at, len(text), WORLDWIDE[label[2:]]))
        elif label.startswith("I-") and last and last[0][2] == label[2:]:
            last = [(last[0][0], len(text), label[2:])]
            if label[2:] in WORLDWIDE:
                gold[-1] = (gold[-1][0], len(text), gold[-1][2])
        else:
            last = []
    return Article(name, text, tuple(gold))


def _is_spaced(text: str, before: str, word: str, quoted: bool) -> bool:
    if word in _NO_SPACE_BEFORE or before in _NO_SPACE_AFTER:
        return False
    if before in ("’", "'") and word in ("s", "t", "re", "ve", "ll", "d", "m"):
        return False
    if word in ("-", "/") or before in ("-", "/"):
        return False
    if word == '"' and quoted:
        return False
    if len(word) == 1 and word.isupper() and re.search(r"(?:^|[\s(])[A-Z]\.$", text[-3:]):
        return False  # "U.S."
    return not (before == '"' and quoted)


def read_gum(archive: Path, titles: frozenset[str]) -> Iterator[Article]:
    """The documents of the dependency files in the archive, in order of their names."""
    with tarfile.open(archive) as packed:
        for member in sorted(packed.getnames()):
            file = packed.extractfile(member) if member.endswith(".conllu") else None
            if file is not None:
                rows = io.TextIOWrapper(file, encoding="utf-8").read()
                yield _gum(member.rsplit("/", 1)[-1].removesuffix(".conllu"), rows, titles)


@dataclass(slots=True)
class _Open:
    number: str
    kind: str
    heads: tuple[int, ...]
    first: int


def _gum(name: str, table: str, titles: frozenset[str]) -> Article:
    text = ""
    tokens: list[tuple[int, int, str, str, str]] = []
    opened: list[_Open] = []
    found: list[tuple[int, int, NameKind]] = []
    skip = 0
    glued: set[int] = set()
    for line in table.split("\n"):
        if not line or line.startswith("#"):
            if not line and text and not text.endswith("\n"):
                text = text.rstrip(" ") + "\n"
            continue
        cells = line.split("\t")
        if "." in cells[0]:
            continue
        if "-" in cells[0]:
            first, last = cells[0].split("-")
            glued = set(range(int(first), int(last)))
            skip = int(last) if "SpaceAfter=No" in cells[9] else 0
            continue
        number = int(cells[0])
        start = len(text)
        text += cells[1].replace(" ", "\u00a0")
        proper = "PROPN" if cells[3] == "PROPN" or cells[4].startswith("NNP") else cells[3]
        tokens.append((start, len(text), cells[1], proper, cells[4]))
        if not ("SpaceAfter=No" in cells[9] or number in glued or number == skip):
            text += " "
        if number not in glued:
            glued = set()
            skip = skip if number < skip else 0
        entity = next((row[7:] for row in cells[9].split("|") if row.startswith("Entity=")), "")
        _mentions(entity, len(tokens) - 1, opened, (found, tokens, titles))
    return Article(name, text, _outermost(found))


def _mentions(
    entity: str,
    at: int,
    opened: list[_Open],
    out: tuple[list[Named], list[tuple[int, int, str, str, str]], frozenset[str]],
) -> None:
    """Open and close the mentions that a token's ``Entity`` column names."""
    rest = entity
    while rest:
        if rest.startswith("("):
            cut = min((n for n in (rest.find("(", 1), rest.find(")", 1)) if n > 0), default=len(rest))
            fields = rest[1:cut].split("-")
            heads = tuple(int(one) for one in fields[5].split(",")) if len(fields) > 5 else ()
            opened.append(_Open(fields[0], fields[1] if len(fields) > 1 else "", heads, at))
            rest = rest[cut:]
            if rest.startswith(")"):
                _close(opened.pop(), at, out)
                rest = rest[1:]
        else:
            cut = rest.find(")")
            number = rest[:cut] if cut >= 0 else rest
            one = next((row for row in reversed(opened) if row.number == number), None)
            if one is not None:
                opened.remove(one)
                _close(one, at, out)
            rest = rest[cut + 1 :] if cut >= 0 else ""


def _close(
    one: _Open, last: int, out: tuple[list[Named], list[tuple[int, int, str, str, str]], frozenset[str]]
) -> None:
    found, tokens, titles = out
    if one.kind not in GUM or not one.heads:
        return
    inside = [one.first + head - 1 for head in one.heads if one.first + head - 1 <= last]
    if not inside or not any(tokens[at][3] == "PROPN" for at in inside):
        return
    if one.kind == "person" and tokens[inside[-1]][4] == "NNPS":
        return  # "Americans": a nationality, which GUM marks as nouns only
    low = high = next(at for at in inside if tokens[at][3] == "PROPN")
    while low > one.first and _continues(tokens, low - 1, one.first, -1):
        low -= 1
    while high < last and _continues(tokens, high + 1, last, 1):
        high += 1
    while low < high and (tokens[low][3] != "PROPN" or tokens[low][2].lower().rstrip(".") in titles):
        low += 1
    if one.kind == "person" and tokens[high][2].lower().rstrip(".") in titles:
        return  # "Secretary", "Mr. Chief Justice": an office
    found.append((tokens[low][0], tokens[high][1], GUM[one.kind]))


def _continues(tokens: list[tuple[int, int, str, str, str]], at: int, end: int, step: int) -> bool:
    """Whether the token is of the name: a proper noun, or a small word with one beyond it."""
    if tokens[at][3] == "PROPN":
        return True
    for _ in range(2):
        if tokens[at][2].lower() not in _LINKS or at == end:
            return False
        at += step
        if tokens[at][3] == "PROPN":
            return True
    return False


def _outermost(found: list[Named]) -> tuple[Named, ...]:
    rows: list[Named] = []
    for one in sorted(set(found), key=lambda row: (row[0], -row[1], row[2])):
        if not rows or one[0] >= rows[-1][1]:
            rows.append(one)
    return tuple(rows)
