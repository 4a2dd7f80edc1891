"""The briefing: what a pile of reports comes to, in lines that each cite the claims they rest on."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from twosource.errors import UnsupportedLineError
from twosource.model.vocabulary import FlagKind
from twosource.store.base import ClaimQuestion, ClaimRow, Reader
from twosource.views.brief_check import Support, check_line
from twosource.views.brief_lines import Style, Told, citation, publisher_words, reports_tag, tell
from twosource.views.brief_plan import Item, Part, plan
from twosource.views.brief_words import Wording, load_wording
from twosource.views.wording import short_ids

VERSION = 1
MOST_WORDS = 700
MOST_PARTS = 7
"""Claims told in one line before the chain is named again."""
MOST_UNTOLD = 200
"""Claims of which it is said only that they are there."""
STYLES = (
    Style(longest=26),
    Style(longest=20),
    Style(longest=16),
    Style(longest=14),
    Style(longest=12, reasons=False),
)
UNCUT = Style(longest=1_000_000)
SHORT_OF_ALL = Style(longest=14, reasons=False)
"""How claims are told where not all of them can be."""


@dataclass(frozen=True, slots=True)
class Line:
    """One line: its text with citations, and the ids of the claims cited, in order."""

    text: str
    claims: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Section:
    """A heading and its lines; never empty."""

    key: str
    heading: str
    lines: tuple[Line, ...]


@dataclass(frozen=True, slots=True)
class Brief:
    """A briefing: what it is about (None: everything), its sections, and what it rests on."""

    about: str | None
    sections: tuple[Section, ...]
    support: Support

    @property
    def words(self) -> int:
        """How many words it has, headings and citations counted."""
        return sum(
            len(section.heading.split()) + sum(len(line.text.split()) for line in section.lines)
            for section in self.sections
        )


def build(reader: Reader, *, about: str | None = None, most_words: int = MOST_WORDS) -> Brief:
    """The briefing of a ledger, or of the claims that ``about`` finds.

    Longer words are told where there is room; where not all can be told, the least telling are only cited. Raises
    UnsupportedLineError, and gives no briefing, where a line says what its claims do not.
    """
    question = ClaimQuestion(words=about)
    relations = reader.relations(question)
    rows = {row.id: row for row in reader.claims(question)}
    for relation in relations:
        for row in (relation.source, relation.target):
            rows.setdefault(row.id, row)
    support = Support(
        rows, frozenset((one.relation.source, one.relation.target, one.relation.kind) for one in relations)
    )
    items = plan(tuple(rows.values()), relations, reader.due(question))
    writer = _Writer(support, load_wording())
    made = _fitted(writer, items, about, most_words)
    check_brief(made)
    return made


def check_brief(brief: Brief) -> None:
    """Return where every line is supported by the claims it cites; else UnsupportedLineError."""
    for section in brief.sections:
        for line in section.lines:
            check_line(line.text, brief.support)


def _fitted(writer: _Writer, items: Sequence[Item], about: str | None, most_words: int) -> Brief:
    for style in STYLES:
        made = writer.brief(items, len(items), style, about)
        if made.words <= most_words:
            return made
    told = len(items)
    while told > 0:
        over = made.words - most_words
        if over <= 0:
            break
        told = max(0, min(told - 1, told - over // 16))
        made = writer.brief(items, told, SHORT_OF_ALL, about)
    return made


class _Writer:
    """Writes lines from a plan."""

    def __init__(self, support: Support, wording: Wording) -> None:
        self.support = support
        self.wording = wording
        self.short = short_ids(support.claims)
        self.parts: dict[tuple[Part, Style], Told | None] = {}

    def brief(self, items: Sequence[Item], told: int, style: Style, about: str | None) -> Brief:
        """The briefing that tells the first ``told`` items, by weight, and only cites the others."""
        chosen = set(sorted(range(len(items)), key=lambda i: (-items[i].weight, i))[:told])
        written: dict[str, list[Line]] = defaultdict(list)
        untold: list[ClaimRow] = []
        cited: set[str] = set()
        for section, group in _by_section(items):
            grouped: dict[str, list[tuple[str, tuple[str, ...]]]] = {}
            for index, item in group:
                text = self._item(item, style) if index in chosen else None
                if text is None:
                    untold.extend(row for part in item.parts for row in part.cited)
                    continue
                frame, body, ids = text
                if section != "bottom":
                    cited.update(ids)
                key = frame if item.joins else f"{frame}\n{index}"
                grouped.setdefault(f"{item.label or ''}\n{key}", []).append((body, ids))
            for key, bodies in grouped.items():
                label, frame = key.split("\n", 2)[:2]
                written[section].extend(self._lines(label, frame, bodies))
        untold = [row for row in dict.fromkeys(untold) if row.id not in cited]
        written["single"].extend(self._untold("also", [row for row in untold if not _is_headline(row)]))
        written["warnings"].extend(self._untold("headline", [row for row in untold if _is_headline(row)]))
        undated = [row for row in self.support.claims.values() if row.claim.has_flag(FlagKind.UNDATED)]
        written["warnings"].extend(self._untold("undated", undated))
        sections = tuple(
            Section(key, heading, tuple(written[key])) for key, heading in self.wording.sections.items() if written[key]
        )
        return Brief(about, sections, self.support)

    def _lines(self, label: str, frame: str, bodies: Sequence[tuple[str, tuple[str, ...]]]) -> Iterable[Line]:
        for start in range(0, len(bodies), MOST_PARTS):
            some = bodies[start : start + MOST_PARTS]
            joint = f"{self.wording.joints['plain']} "
            opening = f"{self.wording.labels[label]} " if label else ""
            text = f"{opening}{frame}: {joint.join(body for body, _ in some)}."
            yield Line(text, tuple(dict.fromkeys(one for _, ids in some for one in ids)))

    def _item(self, item: Item, style: Style) -> tuple[str, str, tuple[str, ...]] | None:
        """The chain, the words and the ids of an item; None where its first part cannot be told."""
        frame = ""
        body = ""
        ids: list[str] = []
        before: Told | None = None
        within = Style(min(style.longest, item.longest or style.longest), style.is_dated, style.reasons)
        for part in item.parts:
            if before is not None and all(before.tells(row) for row in part.cited):
                continue
            told = self._told(part, within)
            if told is None:
                if before is None:
                    return None
                continue
            cited = self._cited(part, told, item)
            tag = reports_tag(cited, self.wording) if len(cited) > 1 or part.counts else None
            text = f"{told.body}{f' ({tag})' if tag else ''} {citation(cited, self.short)}"
            if before is None:
                frame, body = told.frame, text
            else:
                joint = self.wording.joints[part.joint]
                own = "" if told.frame == before.frame else f"{told.frame}: "
                body = f"{body}{joint} {own}{text}"
            ids.extend(row.id for row in cited)
            before = told
        return frame, body, tuple(dict.fromkeys(ids))

    def _cited(self, part: Part, told: Told, item: Item) -> tuple[ClaimRow, ...]:
        """The claims of a part, with those of the item's other parts that its words also tell."""
        rows = list(part.cited)
        for other in item.parts:
            if other is not part:
                rows.extend(row for row in other.cited if told.tells(row))
        rows.extend(row for row in item.nearby if told.tells(row))
        return tuple(dict.fromkeys(rows))

    def _told(self, part: Part, style: Style) -> Told | None:
        """The part in words that hold, cut to length or uncut; None where neither does."""
        key = (part, style)
        if key not in self.parts:
            self.parts[key] = next(
                (told for one in (style, UNCUT) if self._holds(told := tell(part.lead, one, self.wording))), None
            )
        return self.parts[key]

    def _holds(self, told: Told) -> bool:
        try:
            line = f"{told.frame}: {told.body} {citation((told.row,), self.short)}."
            check_line(line, self.support, self.wording)
        except UnsupportedLineError:
            return False
        return True

    def _untold(self, label: str, rows: Sequence[ClaimRow]) -> Iterable[Line]:
        groups: dict[str, list[ClaimRow]] = defaultdict(list)
        for row in rows[:MOST_UNTOLD]:
            groups[publisher_words(row, self.wording)].append(row)
        if groups:
            joint = f"{self.wording.joints['plain']} "
            each = joint.join(f"{name} {citation(some, self.short)}" for name, some in groups.items())
            ids = tuple(row.id for some in groups.values() for row in some)
            yield Line(f"{self.wording.labels[label]} {each}.", ids)


def _is_headline(row: ClaimRow) -> bool:
    return row.claim.has_flag(FlagKind.HEADLINE)


def _by_section(items: Sequence[Item]) -> Iterable[tuple[str, list[tuple[int, Item]]]]:
    groups: dict[str, list[tuple[int, Item]]] = defaultdict(list)
    for index, item in enumerate(items):
        groups[item.section].append((index, item))
    return groups.items()

