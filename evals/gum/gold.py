"""GUM's dates: the text of a document from its tokens, and the TEI ``date`` elements that its annotators wrote by hand."""

from __future__ import annotations

import re
import tarfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from twosource.analysis.times_calendar import interval_of

_OPENED = re.compile(r"<date([^>]*)>")
_ATTRIBUTE = re.compile(r'(when|from|to|notBefore|notAfter):::"([^"]*)"')
_PARTIAL = re.compile(r"--(\d\d)(?:-(\d\d))?")


@dataclass(frozen=True, slots=True)
class GoldDate:
    """A marked date: its offsets, and its attributes as they stand (``when``, ``from``, ``to``, ``notBefore``, ``notAfter``)."""

    start: int
    end: int
    attributes: dict[str, str]

    @property
    def is_vague(self) -> bool:
        """Whether only bounds are given: the time lies somewhere between them."""
        return "notBefore" in self.attributes or "notAfter" in self.attributes

    @property
    def interval(self) -> tuple[str | None, str | None]:
        """Half-open ISO days; None for an end that is open, partial, or written in no way that can be read."""
        found = self.attributes
        if "when" in found:
            whole = interval_of(_padded(found["when"]))
            return whole.start, whole.end
        first, last = (
            found.get("from", found.get("notBefore", "")),
            found.get("to", found.get("notAfter", "")),
        )
        return interval_of(_padded(first)).start, interval_of(_padded(last)).end

    @property
    def partial(self) -> tuple[str, str]:
        """``XXXX-MM`` or ``XXXX-MM-DD`` for the first and the last end where the year is left open; empty where it is not."""
        found = self.attributes
        first, last = found.get("when", found.get("from", "")), found.get("when", found.get("to", ""))
        return _symbolic(first), _symbolic(last)

    @property
    def before_our_era(self) -> str:
        """The TIMEX3 value of a year or a century before our era ("BC0480", "BC04"); empty for any other date."""
        when = self.attributes.get("when", "")
        if re.fullmatch(r"-\d{1,4}", when):
            return f"BC{int(when[1:]):04d}"
        first, last = self.attributes.get("from", ""), self.attributes.get("to", "")
        one, two = re.match(r"-(\d{1,4})(?!\d)", first), re.match(r"-(\d{1,4})(?!\d)", last)
        if one is None or two is None or int(one[1]) % 100 or int(one[1]) - int(two[1]) not in (99, 100):
            return ""
        return f"BC{int(one[1]) // 100 - 1:02d}"


@dataclass(frozen=True, slots=True)
class GoldText:
    """One document: its text (a line a paragraph), its genre, the day it was made, and its dates."""

    name: str
    genre: str
    created: str
    text: str
    dates: tuple[GoldDate, ...]


def read(data: Path, split: str) -> Iterator[GoldText]:
    """The documents of a split by name."""
    with tarfile.open(data / f"{split}.dep.conllu.tar.xz") as archive:
        members = {member.name: member for member in archive.getmembers() if member.name.endswith(".conllu")}
        rows = {name: archive.extractfile(member) for name, member in members.items()}
        texts = {name: stream.read().decode("utf-8") for name, stream in rows.items() if stream is not None}
    for name in sorted(texts):
        yield _document(Path(name).stem, texts[name])


def _document(name: str, conllu: str) -> GoldText:
    created = re.search(r"^# meta::dateCreated = (\S+)$", conllu, re.MULTILINE)
    text: list[str] = []
    length = 0
    dates: list[GoldDate] = []
    opened: tuple[int, dict[str, str]] | None = None
    joined_until = 0
    inside = 0
    for line in conllu.splitlines():
        if line.startswith("# newpar") and text and text[-1] != "\n":
            text.append("\n")
            length += 1
        if line.startswith("# sent_id"):
            joined_until = 0
        fields = line.split("\t")
        if len(fields) != 10 or "." in fields[0]:
            continue
        misc = fields[9]
        is_part = not _is_range(fields[0]) and int(fields[0]) <= joined_until
        begins = inside if is_part else length
        inside = begins if _is_range(fields[0]) else begins + len(fields[1])
        if _is_range(fields[0]):
            joined_until = int(fields[0].split("-")[1])
        if not is_part:
            words = fields[1] + ("" if "SpaceAfter=No" in misc else " ")
            text.append(words)
            length += len(words)
        if mark := _OPENED.search(misc):
            opened = (begins, dict(_ATTRIBUTE.findall(mark.group(1))))
        if "</date>" in misc and opened is not None:
            dates.append(GoldDate(opened[0], begins + len(fields[1]), opened[1]))
            opened = None
    return GoldText(
        name, name.split("_")[1], created.group(1) if created else "", "".join(text), tuple(dates)
    )


def _is_range(number: str) -> bool:
    return "-" in number


def _padded(value: str) -> str:
    """A TEI year of fewer than four figures in four."""
    return value.zfill(4) if value.isdigit() and len(value) < 4 else value


def _symbolic(value: str) -> str:
    match = _PARTIAL.fullmatch(value)
    if match is None:
        return ""
    return f"XXXX-{match.group(1)}" + (f"-{match.group(2)}" if match.group(2) else "")
