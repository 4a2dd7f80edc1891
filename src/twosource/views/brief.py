"""The briefing: what a pile of reports comes to, in lines that each cite the claims they rest on."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from twosource.errors import UnsupportedLineError
from twosource.model.attribution import Chain
from twosource.model.vocabulary import FlagKind
from twosource.store.base import ClaimQuestion, ClaimRow, Reader
from twosource.views.brief_check import Support, check_line
from twosource.views.brief_lines import Style, Told, citation, publisher_words, reports_tag, tell
from twosource.views.brief_plan import Item, Part, plan
from twosource.views.brief_words import ClaimWords, Wording, load_wording
from twosource.views.wording import count_words, interval_words, short_ids

VERSION = 1
MOST_WORDS = 700
FEWEST_WORDS = 8
"""Words that a claim takes at the least, with its chain."""
MOST_PARTS = 7
"""Claims told in one line before the chain is named again."""
MOST_UNTOLD = 200
"""Claims of which it is said only that they are there."""
LENGTHS = (26, 20, 16, 13, 11)
"""Words of a claim that are told, from the roomiest briefing to the tightest."""
SHORT_OF_ALL = 11
"""The same where not all claims can be told."""
UNCUT = 1_000_000


@dataclass(frozen=True, slots=True)
class Line:
    """One line: its text with citations, and the ids of the claims cited, in order."""

    text: str
    claims: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Section:
    """A heading and its lines, which may be none: that nothing was revised is worth knowing."""

    key: str
    heading: str
    lines: tuple[Line, ...]


@dataclass(frozen=True, slots=True)
class Brief:
    """A briefing: what it is about (None: everything), its sections, and what it rests on."""

    about: str | None
    sections: tuple[Section, ...]
    support: Support
    asked: str | None = None
    """At which two times, in words; None for all that is known now."""

    @property
    def heading(self) -> str:
        """What it is about, and how many reports of which days it rests on."""
        pages = {row.document: row.published for row in self.support.claims.values()}
        days = [day for day in pages.values() if day is not None and day.start and day.end]
        told = [f"{self.about}: " if self.about else "", count_words(len(pages), "report")]
        if days:
            told.append(
                f", {interval_words(min(day.start or '' for day in days), max(day.end or '' for day in days))}"
            )
        if days and len(days) < len(pages):
            told.append(f", {len(pages) - len(days)} undated")
        return "".join(told)

    @property
    def words(self) -> int:
        """How many words it has, headings and citations counted."""
        return (
            len(self.heading.split())
            + 1
            + sum(
                len(section.heading.split()) + (sum(_words(line.text) for line in section.lines) or 1)
                for section in self.sections
            )
        )


def build(
    reader: Reader, *, about: str | None = None, asked: str | None = None, most_words: int = MOST_WORDS
) -> Brief:
    """The briefing of a ledger, or of the claims that ``about`` finds; ``asked`` says at which times the reader is asked.

    Longer words are told where there is room; where not all can be told, the least telling are only cited. Raises
    UnsupportedLineError, and gives no briefing, where a line says what its claims do not.
    """
    question = ClaimQuestion(words=about)
    relations = reader.relations(question)
    rows = {row.id: row for row in reader.claims(question)}
    for relation in relations:
        for row in (relation.source, relation.target):
            rows.setdefault(row.id, row)
    support = Support.of(
        rows, ((one.relation.source, one.relation.target, one.relation.kind) for one in relations)
    )
    items = plan(tuple(rows.values()), relations, reader.due(question))
    writer = _Writer(support, load_wording())
    made = replace(_fitted(writer, items, about, most_words), asked=asked)
    check_brief(made)
    return made


def _words(text: str) -> int:
    """The words of a line; a long row of citations counts as the rows it is broken into."""
    return len(text.split()) + sum(-(-len(run) // 60) - 1 for run in text.split())


def check_brief(brief: Brief) -> None:
    """Return where every line is supported by the claims it cites; else UnsupportedLineError."""
    for section in brief.sections:
        for line in section.lines:
            check_line(line.text, brief.support)


def _fitted(writer: _Writer, items: Sequence[Item], about: str | None, most_words: int) -> Brief:
    """The roomiest briefing that is short enough; where not all can be told, as many of the weightiest as can."""
    most = most_words // FEWEST_WORDS
    for longest in LENGTHS if len(items) <= most else ():
        made = writer.brief(items, len(items), longest, about)
        if made.words <= most_words:
            return made
    told = min(len(items), most)
    made = writer.brief(items, told, SHORT_OF_ALL, about)
    while told > 0 and (over := made.words - most_words) > 0:
        told = max(0, min(told - 1, told - over // 16))
        made = writer.brief(items, told, SHORT_OF_ALL, about)
    return made


@dataclass(frozen=True, slots=True)
class _Written:
    """An item in words: its first and last part as told, all that stands behind the first chain, the claims cited."""

    first: Told
    last: Told
    body: str
    ids: tuple[str, ...]

    @property
    def chain(self) -> Chain:
        """The chain of what is told first."""
        return self.first.row.claim.chain


class _Writer:
    """Writes lines from a plan."""

    def __init__(self, support: Support, wording: Wording) -> None:
        self.support = support
        self.wording = wording
        self.short = short_ids(support.claims)
        self.parts: dict[tuple[int, Style], Told | None] = {}
        self.items: dict[tuple[int, Style], _Written | None] = {}
        years = {row.published.value[:4] for row in support.claims.values() if row.published}
        self.has_year = len(years) > 1

    def brief(self, items: Sequence[Item], told: int, longest: int, about: str | None) -> Brief:
        """The briefing that tells the first ``told`` items, by weight, and only cites the others."""
        style = Style(longest, has_year=self.has_year)
        chosen = set(sorted(range(len(items)), key=lambda i: (-items[i].weight, i))[:told])
        written: dict[str, list[Line]] = defaultdict(list)
        untold: dict[str, list[ClaimRow]] = defaultdict(list)
        cited: set[str] = set()
        for section, group in _by_section(items):
            grouped: dict[str, list[_Written]] = {}
            for index, item in group:
                if section != "bottom" and all(row.id in cited for part in item.parts for row in part.cited):
                    untold[section].extend(row for part in item.parts for row in part.beside)
                    continue
                is_told = index in chosen and not _is_headline(item.parts[0].lead)
                text = self._item(item, style) if is_told else None
                if text is None:
                    untold[section].extend(row for part in item.parts for row in part.rows)
                    continue
                untold[section].extend(
                    row for part in item.parts for row in part.rows if row.id not in text.ids
                )
                if section != "bottom":
                    cited.update(text.ids)
                key = text.first.row.document if item.joins else str(index)
                grouped.setdefault(f"{item.label or ''}\n{key}", []).append(text)
            for key, texts in grouped.items():
                written[section].extend(self._lines(key.split("\n")[0], texts))
        headlines: list[ClaimRow] = []
        for section, rows in untold.items():
            left = [row for row in distinct(rows) if row.id not in cited]
            cited.update(row.id for row in left)
            gone = [row for row in left if row.withdrawn is not None]
            headlines += [row for row in left if row.withdrawn is None and _is_headline(row)]
            stand = [row for row in left if row.withdrawn is None and not _is_headline(row)]
            written[section].extend(self._untold("also", stand))
            written["withdrawn"].extend(self._untold("gone", gone))
        written["warnings"].extend(self._untold("headline", headlines))
        undated = [row for row in self.support.claims.values() if row.claim.has_flag(FlagKind.UNDATED)]
        written["warnings"].extend(self._untold("undated", undated))
        sections = tuple(
            Section(key, heading, tuple(written[key])) for key, heading in self.wording.sections.items()
        )
        return Brief(about, sections, self.support)

    def _lines(self, label: str, texts: Sequence[_Written]) -> Iterable[Line]:
        """Lines of one report each: what it says itself first, then by whom it cites."""
        frames = list(
            dict.fromkeys(text.first.frame for text in sorted(texts, key=lambda text: len(text.chain) > 1))
        )
        ordered = sorted(texts, key=lambda text: frames.index(text.first.frame))
        for start in range(0, len(ordered), MOST_PARTS):
            some = ordered[start : start + MOST_PARTS]
            line = f"{some[0].first.frame}: {some[0].body}"
            for before, text in pairwise(some):
                line += (
                    f"{self.wording.joints['plain']} {self._frame_after(text.first, before.last)}{text.body}"
                )
            opening = f"{self.wording.labels[label]} " if label else ""
            line = f"{opening}{line}."
            yield Line(
                line[:1].upper() + line[1:], tuple(dict.fromkeys(one for text in some for one in text.ids))
            )

    def _item(self, item: Item, style: Style) -> _Written | None:
        """An item in words; None where its first part cannot be told."""
        key = (id(item), style)
        if key not in self.items:
            self.items[key] = self._written(item, style)
        return self.items[key]

    def _written(self, item: Item, style: Style) -> _Written | None:
        first = last = None
        body = ""
        ids: list[str] = []
        within = replace(style, longest=min(style.longest, item.longest or style.longest))
        for part in item.parts:
            if last is not None and all(last.tells(row) for row in part.cited):
                continue
            told = self._told(part, within)
            if told is None:
                if first is None:
                    return None
                continue
            cited = self._cited(part, told, item)
            tag = reports_tag(cited, self.wording) if len(cited) > 1 or part.counts else None
            text = f"{told.body}{f' ({tag})' if tag else ''} {citation(cited, self.short)}"
            if last is not None:
                text = f"{self.wording.joints[part.joint]} {self._frame_after(told, last)}{text}"
            body += text
            ids.extend(row.id for row in cited)
            first, last = first or told, told
        if first is None or last is None:
            return None
        label = f"{self.wording.labels[item.label]} " if item.label else ""
        if not self._is_supported(f"{label}{first.frame}: {body}."):
            lead = Part(item.parts[0].lead)
            return (
                None
                if item.parts == (lead,)
                else self._written(replace(item, parts=(lead,), nearby=()), style)
            )
        return _Written(first, last, body, tuple(dict.fromkeys(ids)))

    def _frame_after(self, told: Told, before: Told) -> str:
        """The chain of a part that stands behind another in one line: nothing where it is the same."""
        if told.frame == before.frame:
            return ""
        if told.row.document != before.row.document:
            return f"{told.frame}: "
        rest = told.frame.removeprefix(publisher_words(told.row, self.wording))
        if rest.startswith(" ("):
            rest = rest[rest.index(")") + 1 :]
        if rest.startswith((self.wording.chain["via"], self.wording.chain["citing"])):
            return f"{rest.lstrip(', ')}: "
        return f"{self.wording.chain['same']}{rest}: "

    def _cited(self, part: Part, told: Told, item: Item) -> tuple[ClaimRow, ...]:
        """The claims of a part, and whatever else of its page its words tell."""
        others = (row for other in item.parts if other is not part for row in other.cited)
        return distinct(
            (*part.cited, *(row for row in (*part.beside, *others, *item.nearby) if told.tells(row)))
        )

    def _told(self, part: Part, style: Style) -> Told | None:
        """The part in words that hold, cut to length or uncut; None where neither does."""
        key = (id(part), style)
        if key not in self.parts:
            alone, together = ClaimWords.of(part.lead), ClaimWords.of(part.lead, part.beside)
            tries = ((together, style), (alone, style), (alone, replace(style, longest=UNCUT)))
            told = (tell(words, one, self.wording) for words, one in tries if words.tokens)
            self.parts[key] = next((one for one in told if self._holds(one)), None)
        return self.parts[key]

    def _holds(self, told: Told) -> bool:
        cited = citation([row for row in told.words.rows if row is told.row or told.tells(row)], self.short)
        label = "" if told.row.withdrawn is None else f"{self.wording.labels['withdrawn']} "
        return self._is_supported(f"{label}{told.frame}: {told.body} {cited}.")

    def _is_supported(self, line: str) -> bool:
        try:
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


def distinct(rows: Iterable[ClaimRow]) -> tuple[ClaimRow, ...]:
    """The claims in their order, each once; a claim is compared by its id, for its page is large."""
    return tuple({row.id: row for row in rows}.values())


def _is_headline(row: ClaimRow) -> bool:
    return row.claim.has_flag(FlagKind.HEADLINE)


def _by_section(items: Sequence[Item]) -> Iterable[tuple[str, list[tuple[int, Item]]]]:
    groups: dict[str, list[tuple[int, Item]]] = defaultdict(list)
    for index, item in enumerate(items):
        groups[item.section].append((index, item))
    return groups.items()
