"""The live decisions of a log as a value: what holds of each matter, and the history behind it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import NamedTuple

from twosource.linking.constraints import Constraints, Pair, Word, pair_of
from twosource.linking.following import Followed
from twosource.model.decision import ClaimMark, Decision, SourceMark
from twosource.model.vocabulary import CorrectedField, DecisionKind

LISTED = frozenset({CorrectedField.WHERE, CorrectedField.QUANTITY})
"""Fields that hold several values, each corrected by its own words."""


class Matter(NamedTuple):
    """What a decision settles: of several on one matter the latest holds."""

    about: str
    of: tuple[str, ...]
    part: str = ""


@dataclass(frozen=True, slots=True)
class Found:
    """Where the marks of a log stand in the readings that are shown.

    A mark that is not listed stands where it says itself; None is an orphan.
    """

    claims: Mapping[ClaimMark, Followed] = field(default_factory=dict)
    sources: Mapping[SourceMark, str | None] = field(default_factory=dict)

    def claim(self, mark: ClaimMark) -> str | None:
        """The id of the claim that a mark is of now."""
        followed = self.claims.get(mark)
        return mark.anchor.claim_id if followed is None else followed.claim

    def source(self, mark: SourceMark) -> str | None:
        """The key of the source that a mark is of now."""
        return self.sources[mark] if mark in self.sources else source_key(mark)


def source_key(mark: SourceMark) -> str:
    """The key of a marked source: an actor's, else its document and raw offset."""
    return mark.key if mark.key is not None else f"{mark.document}:{mark.at}"


@dataclass(frozen=True, slots=True)
class Judgements:
    """What people have decided and not undone, the same for any order of the log.

    ``log`` is every decision by time, then id. ``history`` lists the decisions of a matter in that order, undone
    ones included; ``live`` the one that holds. ``undone`` gives the ids of what a live undo took back, with that undo.
    ``orphans`` are the live decisions of which a claim or a source is not found now; they hold of nothing.
    ``aliases`` gives, by key of a source, the key of the one it is the same as.
    """

    log: tuple[Decision, ...]
    undone: Mapping[str, Decision]
    orphans: tuple[Decision, ...]
    history: Mapping[Matter, tuple[Decision, ...]]
    live: Mapping[Matter, Decision]
    aliases: Mapping[str, str]

    @classmethod
    def of(cls, decisions: Iterable[Decision], found: Found | None = None) -> Judgements:
        """The judgements of a log; ``found`` says where its marks stand, by default where they were made."""
        found = found or Found()
        log = tuple(sorted({one.id: one for one in decisions}.values(), key=_when))
        undone = _undone(log)
        orphans: list[Decision] = []
        history: dict[Matter, list[Decision]] = defaultdict(list)
        for decision in log:
            matter = matter_of(decision, found)
            if matter is not None:
                history[matter].append(decision)
            elif decision.kind is not DecisionKind.UNDO and decision.id not in undone:
                orphans.append(decision)
        live = {}
        for matter, rows in history.items():
            standing = [row for row in rows if row.id not in undone]
            if standing:
                live[matter] = standing[-1]
        return cls(
            log,
            undone,
            tuple(orphans),
            {matter: tuple(rows) for matter, rows in sorted(history.items())},
            dict(sorted(live.items())),
            {
                matter.of[0]: target
                for matter, row in sorted(live.items())
                if row.same_as is not None and (target := found.source(row.same_as)) is not None
            },
        )

    def grade_of_claim(self, claim: str) -> Decision | None:
        """Who grades a claim's credibility, 1 to 6, in ``value``."""
        return self.live.get(Matter(DecisionKind.GRADE_CLAIM, (claim,)))

    def likelihood_of(self, claim: str) -> Decision | None:
        """Who holds a claim to be how likely, in ``value``."""
        return self.live.get(Matter(DecisionKind.LIKELIHOOD, (claim,)))

    def grade_of_source(self, key: str, same_as: Callable[[str], str] | None = None) -> Decision | None:
        """Who grades a source's reliability, A to F, in ``value``: the latest for any key it is known under."""
        wanted = same_as(key) if same_as else key
        rows = [row for of, row in self._about(DecisionKind.GRADE_SOURCE) if _as(of[0], same_as) == wanted]
        return max(rows, key=_when, default=None)

    def corrections_of(self, claim: str) -> tuple[Decision, ...]:
        """The live corrections of a claim, earliest first."""
        return self.corrections.get(claim, ())

    @property
    def corrections(self) -> Mapping[str, tuple[Decision, ...]]:
        """The live corrections by claim, earliest first."""
        found: dict[str, list[Decision]] = defaultdict(list)
        for of, row in self._about(DecisionKind.CORRECT):
            found[of[0]].append(row)
        return {claim: tuple(sorted(rows, key=_when)) for claim, rows in found.items()}

    @property
    def must(self) -> Mapping[Pair, Decision]:
        """The pairs of claims that a person joins."""
        return self._links(DecisionKind.MUST_LINK)

    @property
    def cannot(self) -> Mapping[Pair, Decision]:
        """The pairs of claims that a person keeps apart."""
        return self._links(DecisionKind.CANNOT_LINK)

    def constraints(self, withdrawn: Mapping[str, tuple[Decision, ...]]) -> Constraints:
        """What linking obeys of these; ``withdrawn`` as `withdrawals.withdrawn` finds it."""
        return Constraints(
            {pair: _word(row) for pair, row in self.must.items()},
            {pair: _word(row) for pair, row in self.cannot.items()},
            {claim: _taking_back(max(rows, key=_when)) for claim, rows in withdrawn.items()},
        )

    @property
    def groups(self) -> Mapping[str, str]:
        """By key of a publisher, the name of its group."""
        return {of[0]: row.value for of, row in self._about(DecisionKind.GROUP) if row.value is not None}

    @property
    def withdrawn_claims(self) -> Mapping[str, Decision]:
        """The claims that a person took back, by id."""
        return self._withdrawn("claim")

    @property
    def withdrawn_documents(self) -> Mapping[str, Decision]:
        """The documents that a person took back, by id."""
        return self._withdrawn("document")

    @property
    def withdrawn_sources(self) -> Mapping[str, Decision]:
        """The sources that a person took back, by key."""
        return self._withdrawn("source")

    def notes_on(self, target: str) -> tuple[Decision, ...]:
        """The notes on a claim, a document or a source, earliest first."""
        rows = [row for of, row in self._about(DecisionKind.NOTE) if of[0] == target]
        return tuple(sorted(rows, key=_when))

    def history_of(self, target: str) -> tuple[Decision, ...]:
        """Every decision about a claim, a document or a source, undone ones and their undoing included, by time."""
        rows = {row.id: row for matter, rows in self.history.items() if target in matter.of for row in rows}
        for row in self.log:
            if row.undoes in rows:
                rows[row.id] = row
        return tuple(sorted(rows.values(), key=_when))

    def _about(self, kind: DecisionKind) -> list[tuple[tuple[str, ...], Decision]]:
        return [(matter.of, row) for matter, row in self.live.items() if matter.about == kind]

    def _links(self, kind: DecisionKind) -> dict[Pair, Decision]:
        return {
            (matter.of[0], matter.of[1]): row
            for matter, row in self.live.items()
            if matter.about == _LINK and row.kind is kind
        }

    def _withdrawn(self, part: str) -> dict[str, Decision]:
        return {
            matter.of[0]: row
            for matter, row in self.live.items()
            if matter.about == DecisionKind.WITHDRAW and matter.part == part
        }


_LINK = "link"
"""Joining and parting are one matter: the later of the two holds."""

_LINKS = frozenset({DecisionKind.MUST_LINK, DecisionKind.CANNOT_LINK})


def matter_of(decision: Decision, found: Found) -> Matter | None:
    """What the decision settles; None for an undo, and where a claim or source it names is not found."""
    kind = decision.kind
    if kind is DecisionKind.UNDO:
        return None
    of, part = _named(decision, found)
    if not of or None in of:
        return None
    known = tuple(one for one in of if one is not None)
    if kind in _LINKS:
        return Matter(_LINK, pair_of(*known)) if len(set(known)) == 2 else None
    if kind is DecisionKind.NOTE:
        return Matter(kind, known, decision.id)
    if kind is DecisionKind.CORRECT and decision.correction is not None:
        correction = decision.correction
        where = ",".join(f"{span.start}-{span.end}" for span in correction.raw)
        part = f"{correction.field}:{where}" if correction.field in LISTED else str(correction.field)
    if kind is DecisionKind.ALIAS:
        return Matter(kind, known[:1])
    return Matter(kind, known, part if kind in (DecisionKind.WITHDRAW, DecisionKind.CORRECT) else "")


def _named(decision: Decision, found: Found) -> tuple[tuple[str | None, ...], str]:
    """The ids that a decision names, and what they are of."""
    if decision.claims:
        return tuple(found.claim(mark) for mark in decision.claims), "claim"
    if decision.source is not None:
        sources = (decision.source, decision.same_as) if decision.same_as is not None else (decision.source,)
        return tuple(found.source(mark) for mark in sources), "source"
    return ((decision.document,) if decision.document is not None else ()), "document"


def _undone(log: Iterable[Decision]) -> dict[str, Decision]:
    """By id what was taken back, with the undo that did; an undo that was itself undone takes nothing back."""
    rows = tuple(log)
    undos: dict[str, list[Decision]] = defaultdict(list)
    for row in rows:
        if row.kind is DecisionKind.UNDO and row.undoes is not None:
            undos[row.undoes].append(row)
    # An id hashes what a decision says, the id that it undoes included, so that there is no circle.
    undone: dict[str, Decision | None] = {}
    todo = [row.id for row in rows]
    while todo:
        current = todo[-1]
        waiting = [undo.id for undo in undos[current] if undo.id not in undone]
        if current not in undone and waiting:
            todo += waiting
            continue
        todo.pop()
        undone[current] = next((undo for undo in reversed(undos[current]) if undone[undo.id] is None), None)
    return {name: undo for name, undo in undone.items() if undo is not None}


def _when(decision: Decision) -> tuple[datetime, str]:
    """The instant of a decision, then its id: as text, ``10:00:00.5Z`` would come before ``10:00:00Z``."""
    at = datetime.fromisoformat(decision.at)
    return (at if at.tzinfo is not None else at.replace(tzinfo=UTC), decision.id)


def _word(decision: Decision) -> Word:
    return Word(decision.by, decision.because)


def _taking_back(decision: Decision) -> Word:
    return Word(decision.by, f"{decision.by} took it back: {decision.because}")


def _as(key: str, same_as: Callable[[str], str] | None) -> str:
    return same_as(key) if same_as else key
