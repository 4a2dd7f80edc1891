"""What a briefing tells, in which section, in which order: a plan, before any word is written."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field

from twosource.model.vocabulary import Act, FlagKind, Independence, Modality, Polarity, RelationKind
from twosource.store.base import ClaimRow, DueRow, RelationRow
from twosource.views.brief_rules import DENYING, SILENT, is_of_chain
from twosource.views.brief_words import ClaimWords

WARNED = (
    FlagKind.IMPLAUSIBLE,
    FlagKind.INCONSISTENT,
    FlagKind.INCOMPLETE,
    FlagKind.COVER_STORY,
    FlagKind.HARD_TO_VERIFY,
)
TOP = 4
"""Lines of the bottom line."""
TOP_WORDS = 12
MOST_TAKEN_BACK = 2
"""Claims of one withdrawn page that are told before the others are only cited."""


@dataclass(frozen=True, slots=True)
class Part:
    """One claim told, with those cited beside it; ``joint`` is how it hangs on the part before."""

    lead: ClaimRow
    others: tuple[ClaimRow, ...] = ()
    joint: str = "plain"
    counts: bool = False
    """Whether to say how many origins there are even where one claim is cited."""
    beside: tuple[ClaimRow, ...] = ()
    """Claims of the same sentence and chain, told in the same breath as far as there is room."""

    @property
    def cited(self) -> tuple[ClaimRow, ...]:
        """The claims that the words rest on, the one told first."""
        return (self.lead, *(row for row in self.others if row is not self.lead))

    @property
    def rows(self) -> tuple[ClaimRow, ...]:
        """Those, and the claims beside."""
        return (*self.cited, *self.beside)


@dataclass(frozen=True, slots=True)
class Item:
    """Something to tell. Items that join share a line with others of the same chain."""

    section: str
    parts: tuple[Part, ...]
    weight: int
    label: str | None = None
    joins: bool = True
    longest: int | None = None
    nearby: tuple[ClaimRow, ...] = ()
    """Claims of the same page that the words may happen to tell too."""


@dataclass(slots=True)
class _Planner:
    """Gives each statement to the first section that wants it."""

    rows: Sequence[ClaimRow]
    relations: Sequence[RelationRow]
    due: Sequence[DueRow]
    items: list[Item] = field(default_factory=list)
    taken: set[str] = field(default_factory=set)
    groups: dict[str, tuple[ClaimRow, ...]] = field(default_factory=dict)
    pages: dict[str, list[ClaimRow]] = field(default_factory=lambda: defaultdict(list))

    def __post_init__(self) -> None:
        groups: dict[str, list[ClaimRow]] = defaultdict(list)
        for row in sorted(self.rows, key=lambda row: row.order):
            groups[self.key(row)].append(row)
            self.pages[row.document].append(row)
        self.groups = {key: tuple(rows) for key, rows in groups.items()}

    def key(self, row: ClaimRow) -> str:
        """The statement of a claim, else the claim."""
        return row.statement or row.id

    def part(self, row: ClaimRow, joint: str = "plain", *, is_lead: bool = False) -> Part:
        """A claim's statement, told by the claim itself or by the one that tells it best."""
        group = self.groups[self.key(row)]
        lead = row if is_lead else min(group, key=_telling)
        self.taken.add(self.key(row))
        return Part(lead, tuple(one for one in group if one is not lead), joint, beside=self._beside(lead))

    def _beside(self, lead: ClaimRow) -> tuple[ClaimRow, ...]:
        """Claims that go on where the words of a claim end, or end where they begin, and are told nowhere else."""
        block = next((one.at for one in lead.within.blocks if one.at.holds(lead.claim.head.start)), None)
        found: list[ClaimRow] = []
        if block is None or lead.claim.act in (*DENYING, *SILENT):
            return ()
        breaks = len(ClaimWords.of(lead).breaks)
        for row in self.pages[lead.document]:
            alone = len(self.groups[self.key(row)]) == 1 and not self.is_taken(row) and not row.claim.flags
            alone = alone and row.withdrawn is None
            if not (alone and block.holds(row.claim.head.start) and is_of_chain(row, lead)):
                continue
            if row.claim.act in (*DENYING, *SILENT) or row.claim.polarity is not lead.claim.polarity:
                continue
            more = len(ClaimWords.of(lead, (*found, row)).breaks)
            if more <= breaks:
                found.append(row)
                breaks = more
        self.taken.update(self.key(row) for row in found)
        return tuple(found)

    def is_taken(self, row: ClaimRow) -> bool:
        """Whether the claim's statement is told already."""
        return self.key(row) in self.taken

    def add(
        self,
        section: str,
        parts: Sequence[Part],
        bonus: int = 0,
        *,
        joins: bool = True,
        label: str | None = None,
    ) -> None:
        """Put an item into a section."""
        weight = bonus + max(weight_of(part.cited) for part in parts)
        nearby = tuple(row for row in self.pages[parts[0].lead.document] if row.withdrawn is None)
        self.items.append(Item(section, tuple(parts), weight, label, joins, nearby=nearby))

    # ------------------------------------------------------------------ sections

    def warn(self) -> None:
        """Claims that a reader should look at twice."""
        for row in self.rows:
            if any(flag.kind in WARNED for flag in row.claim.flags) and not self.is_taken(row):
                self.add("warnings", (self.part(row, is_lead=True),), 25)
        for one in self._of(RelationKind.INCONSISTENT):
            if not (self.is_taken(one.source) and self.is_taken(one.target)):
                pair = (self.part(one.source, is_lead=True), self.part(one.target, "conflicts", is_lead=True))
                self.add("warnings", pair, 20, joins=False)

    def take_back(self) -> None:
        """What was taken back: by the claim that does, else by a reviewer; none of it is told as if it stood."""
        for one in self._of(RelationKind.RETRACTS):
            if one.source.withdrawn is None and not self.is_taken(one.target):
                self._pair("withdrawn", one, "retracts")
        gone = [row for row in self.rows if row.withdrawn is not None and not self.is_taken(row)]
        gone.sort(key=lambda row: -weight_of((row,)))
        pages: Counter[str] = Counter()
        for row in gone:
            if self.is_taken(row):
                continue
            pages[row.document] += 1
            # A page that is withdrawn whole would else leave no room for what stands.
            bonus = 20 if pages[row.document] <= MOST_TAKEN_BACK else -1000
            self.add("withdrawn", (self.part(row, is_lead=True),), bonus, joins=False, label="withdrawn")

    def revise(self) -> None:
        """What was revised, stated revisions first."""
        for one in sorted(
            self._of(RelationKind.REVISES), key=lambda one: one.relation.basis.value != "stated"
        ):
            if not (self.is_taken(one.source) and self.is_taken(one.target)):
                self._pair("revised", one, "revises")

    def _pair(self, section: str, one: RelationRow, joint: str) -> None:
        bonus = 40 if one.relation.basis.value == "stated" else 12
        pair = (self.part(one.source, is_lead=True), self.part(one.target, joint, is_lead=True))
        self.add(section, pair, bonus, joins=False)

    def deny(self) -> None:
        """Denials and silences with what they are about, and what conflicts."""
        against: dict[str, list[RelationRow]] = defaultdict(list)
        for kind in (RelationKind.DENIES, RelationKind.DECLINES):
            for one in self._of(kind):
                against[one.source.id].append(one)
        for row in self.rows:
            claim = row.claim
            if self.is_taken(row) or not (claim.act in DENYING or claim.act in SILENT or row.id in against):
                continue
            parts = [self.part(row, is_lead=claim.polarity is Polarity.NEGATIVE)]
            target = next((one.target for one in against[row.id] if not self.is_taken(one.target)), None)
            silent = claim.act in SILENT
            if target is not None and parts[0].lead is row and not silent:
                parts.append(self.part(target, "denies", is_lead=True))
            self.add("denied", parts, 0 if silent else 12)
        for one in self._of(RelationKind.CONFLICTS):
            if not (self.is_taken(one.source) or self.is_taken(one.target)):
                pair = (self.part(one.source, is_lead=True), self.part(one.target, "conflicts", is_lead=True))
                self.add("denied", pair, 15, joins=False)

    def agree(self) -> None:
        """Statements that two independent origins make, each in its own words."""
        for one in self.relations:
            independent = one.relation.independent is Independence.INDEPENDENT
            if one.relation.kind is not RelationKind.CORROBORATES or not independent:
                continue
            first, second = sorted((one.source, one.target), key=lambda row: row.order)
            same = first.statement is not None and first.statement == second.statement
            if (
                not same
                or self.is_taken(first)
                or first.independent_origins < 2
                or _is_weak(first)
                or _is_weak(second)
            ):
                continue
            own = self.part(first, is_lead=True)
            rest = tuple(row for row in own.others if row is not second)
            parts = (Part(first, rest, counts=True, beside=own.beside), Part(second, (), "independent"))
            self.add("agreed", parts, 40, joins=False)

    def watch(self) -> None:
        """What is planned, ordered, expected or threatened, as far as no report says that it came about."""
        for one in self.due:
            if not (self.is_taken(one.claim) or one.happened) and _is_worth(one.claim):
                self.add(
                    "watch", (self.part(one.claim, is_lead=not _is_weak(one.claim)),), 4 if one.when else 1
                )

    def rest(self) -> None:
        """Everything else, page by page."""
        for row in sorted(self.rows, key=lambda row: row.order):
            if not self.is_taken(row):
                part = self.part(row)
                told = _is_worth(part.lead) and not _is_weak(part.lead)
                self.add("single", (part,), 0 if told else -1000)

    def top(self) -> None:
        """The bottom line: the best of each section, told short."""
        wanted: tuple[tuple[str, str, Callable[[Item], bool]], ...] = (
            ("supported", "agreed", _always),
            ("changed", "withdrawn", lambda item: item.label is None),
            ("changed", "revised", _always),
            (
                "disputed",
                "denied",
                lambda item: item.parts[0].lead.claim.act in DENYING or len(item.parts) > 1,
            ),
            ("alone", "single", lambda item: item.parts[0].lead.independent_origins <= 1),
            ("ahead", "watch", lambda item: item.parts[0].lead.claim.when is not None),
        )
        found: list[Item] = []
        for label, section, fits in wanted:
            some = [item for item in self.items if item.section == section and item.weight > 0 and fits(item)]
            if some and len(found) < TOP:
                best = max(some, key=lambda item: item.weight)
                found.append(
                    Item(
                        "bottom",
                        best.parts[:1],
                        1000,
                        label,
                        joins=False,
                        longest=TOP_WORDS,
                        nearby=best.nearby,
                    )
                )
        self.items[:0] = found

    def _of(self, kind: RelationKind) -> Iterable[RelationRow]:
        return (one for one in self.relations if one.relation.kind is kind)


def plan(
    rows: Sequence[ClaimRow], relations: Sequence[RelationRow], due: Sequence[DueRow]
) -> tuple[Item, ...]:
    """What to tell, section by section, in order; every claim is in one item beside the bottom line's."""
    planner = _Planner(sorted(rows, key=lambda row: row.order), relations, due)
    planner.take_back()
    planner.revise()
    planner.deny()
    planner.agree()
    planner.warn()
    planner.watch()
    planner.rest()
    planner.top()
    return tuple(planner.items)


def weight_of(rows: Sequence[ClaimRow]) -> int:
    """How much a statement tells: how many report it, and how much of it can be checked."""
    lead = rows[0].claim
    weight = 4 * min(6, len({row.document for row in rows}) - 1)
    weight += 4 if lead.quantities else 0
    weight += 3 if len(lead.chain) > 1 else 0
    weight += 2 if lead.kind is not None else 0
    weight += 2 if lead.where else 0
    weight += 2 if lead.when is not None and lead.when.at is not None else 0
    weight += 1 if lead.participants else 0
    weight += 1 if lead.modality in (Modality.PLANNED, Modality.ORDERED) or lead.act is Act.THREATEN else 0
    return weight


def _telling(row: ClaimRow) -> tuple[int, int, tuple[str, str, int, int, int]]:
    """Sorts the claim that tells a statement best first: no headline, enough words, in canonical order."""
    words = len(ClaimWords.of(row).tokens)
    return (1 if _is_weak(row) else 0, 0 if words >= 5 else 1, row.order)


def _is_weak(row: ClaimRow) -> bool:
    return row.claim.has_flag(FlagKind.HEADLINE)


def _is_worth(row: ClaimRow) -> bool:
    """Whether a claim has enough words of its own to be told."""
    return len(ClaimWords.of(row).tokens) >= 3


def _always(item: Item) -> bool:
    return True
