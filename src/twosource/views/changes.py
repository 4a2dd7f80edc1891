"""What lies between two states of a ledger, as lines for an analyst and as JSON: knowledge first, volume counted."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Container, Iterable, Mapping, Sequence
from dataclasses import replace
from typing import Any, TypeVar

from twosource.model.relation import FigurePoint
from twosource.model.vocabulary import ChangeKind, RelationKind
from twosource.store.base import (
    ClaimRow,
    DocumentRow,
    DriftRow,
    EventRow,
    FigureRow,
    PositionRow,
    RelationRow,
    StatementRow,
)
from twosource.store.changed import Changes, Moved
from twosource.views.change_log import decision_words, log_shape, logged_shape
from twosource.views.shapes import (
    Shape,
    claim_shape,
    document_shape,
    drift_shape,
    event_shape,
    figure_shape,
    position_shape,
    relation_shape,
    statement_shape,
)
from twosource.views.tables import heading, joined, labelled, styled
from twosource.views.wording import (
    actor_names,
    bounds_words,
    chain_words,
    count_words,
    plain,
    published_words,
    question_words,
    short_ids,
    when_words,
)

T = TypeVar("T")

MOST = 10
"""Things of one sort that are told before the rest is counted."""
MOST_CAUSES = 3
"""Pages and people that one change is put down to before the rest is counted."""
TELLING = (
    RelationKind.RETRACTS,
    RelationKind.DENIES,
    RelationKind.CONFLICTS,
    RelationKind.REVISES,
    RelationKind.INCONSISTENT,
    RelationKind.CORROBORATES,
    RelationKind.QUALIFIES,
    RelationKind.DECLINES,
    RelationKind.RESPONDS_TO,
)
"""Relations that are told, most telling first; the others are counted."""
SIGNS = {ChangeKind.NEW: "+", ChangeKind.GONE: "−", ChangeKind.MOVED: "~"}

# ---------------------------------------------------------------------- JSON


def change_shapes(found: Changes) -> Iterable[Shape]:
    """One object for each thing that is not the same in both states; ``of`` says what it is, ``before`` and ``after`` hold it."""
    for row in found.log:
        yield from (
            {"of": "decision", "kind": "new", **logged_shape(one), "change": row.number}
            for one in row.decisions
        )
        yield from (
            {
                "of": "erasure",
                "kind": "new",
                "capture": one.capture,
                "by": one.by,
                "because": one.because,
                "change": row.number,
            }
            for one in row.erased
        )
    parts: tuple[tuple[str, Sequence[Moved[Any]], Callable[[Any], Shape]], ...] = (
        ("document", found.documents, document_shape),
        ("claim", found.claims, claim_shape),
        ("statement", found.statements, statement_shape),
        ("relation", found.relations, relation_shape),
        ("figure", found.figures, lambda row: figure_shape(row, {})),
        ("position", found.positions, position_shape),
        ("event", found.events, event_shape),
        ("drift", found.drifts, drift_shape),
    )
    for name, rows, shape in parts:
        for one in rows:
            yield {
                "of": name,
                "kind": one.kind,
                "before": None if one.before is None else shape(one.before),
                "after": None if one.after is None else shape(one.after),
                "came": [row.id for row in one.came],
                "went": [row.id for row in one.went],
                "cause": None if one.cause is None else log_shape(one.cause),
            }


# ---------------------------------------------------------------------- lines


def change_lines(found: Changes, *, span: str = "") -> Iterable[Any]:
    """What changed, the most telling first; what is only more of the same is counted."""
    if span:
        yield span
        yield ""
    names = actor_names(row.claim for row in _claims(found))
    ids = short_ids(row.id for row in _claims(found))
    moved = frozenset(one.row.id for one in found.claims)
    sections = (
        ("Pages", _pages(found.documents)),
        ("Decided", [("•", decision_words(one)) for row in found.log for one in row.decisions]),
        (
            "Erased",
            [(one.capture[:8], f"by {one.by}: {one.because}") for row in found.log for one in row.erased],
        ),
        ("Taken back, corrected, gone", _unsaid(found.claims, ids)),
        ("Independent origins", _counts(_own(found.statements, moved), ids)),
        ("How claims stand to one another", _relations(found.relations, ids)),
        ("Changed in retelling", _drifts(found.drifts, ids)),
        ("Figures", _figures(_own(found.figures, moved), ids, names)),
        ("Positions", _positions(found.positions, ids, names)),
        ("Events", _events(found.events, ids)),
    )
    told = [(title, rows) for title, rows in sections if rows]
    if not told:
        yield "Nothing has changed."
    for title, rows in told:
        yield heading(title)
        yield labelled(rows, indent=2)
        yield ""


Line = tuple[Any, Any]


def _own(rows: Iterable[Moved[T]], moved: Container[str]) -> list[Moved[T]]:
    """The rows, each with those claims alone that are new or not what they were: one that only stands beside them now made
    no difference."""
    return [
        replace(
            one,
            came=tuple(row for row in one.came if row.id in moved),
            went=tuple(row for row in one.went if row.id in moved),
        )
        for one in rows
    ]


def _claims(found: Changes) -> list[ClaimRow]:
    """Every claim that a line may name."""
    rows = [row for one in found.claims for row in (one.before, one.after) if row is not None]
    for part in (found.statements, found.figures, found.positions, found.events):
        moved: Sequence[Moved[Any]] = part
        rows += [
            row
            for one in moved
            for side in (one.before, one.after)
            if side is not None
            for row in side.claims
        ]
    rows += [row for one in found.relations for row in (one.row.source, one.row.target)]
    rows += [row for one in found.drifts for row in (one.row.child, one.row.parent)]
    return list({row.id: row for row in rows}.values())


def _pages(rows: Sequence[Moved[DocumentRow]]) -> list[Line]:
    out: list[Line] = []
    for one in rows:
        row = one.row
        known = row.metadata
        note = row.failed or row.document.skipped or count_words(row.claims, "claim")
        kind = "" if one.kind is ChangeKind.NEW else f"{plain(one.kind)}: "
        what = f"{kind}{known.publisher or 'publisher not known'}, {published_words(known.published)}"
        out.append(
            (styled(row.id[:6], "cyan"), joined(what, (f"  {known.title or row.name} ({note})", "dim")))
        )
    return _cut(out, "more pages")


def _unsaid(rows: Sequence[Moved[ClaimRow]], ids: Mapping[str, str]) -> list[Line]:
    """Claims that a person or a page took back, and those that say something else now; new ones are told by their pages."""
    told = [one for one in rows if one.kind is not ChangeKind.NEW]
    order = list(ChangeKind)
    told.sort(key=lambda one: -order.index(one.kind))
    shown = told if len(told) <= MOST + 1 else told[:MOST]
    reasons = [_reasons(_taken_back(one), _cause(one)) for one in shown]
    out: list[Line] = []
    same = 0
    for one, reason, after in zip(shown, reasons, (*reasons[1:], None), strict=False):
        row = one.row
        same += 1
        why = ""
        if reason != after:  # a page withdrawn whole has one reason, told once
            why = f"\neach of these {same}: {reason[1:]}" if reason and same > 1 else reason
            same = 0
        out.append(
            (
                styled(ids[row.id], "cyan"),
                joined(
                    (f"{plain(one.kind)}: ", "warn"),
                    (f"{chain_words(row.claim.chain)}: ", "dim"),
                    row.text,
                    (why, "dim"),
                ),
            )
        )
    return _cut(out, "more", of=len(told))


def _taken_back(one: Moved[ClaimRow]) -> str:
    row = one.row
    return row.withdrawn.because if row.withdrawn and one.kind is ChangeKind.WITHDRAWN else ""


def _counts(rows: Sequence[Moved[StatementRow]], ids: Mapping[str, str]) -> list[Line]:
    """Statements whose independent origins are more or fewer than they were, and new ones that have two or more."""
    counts = {id(one): (_origins(one.before), _origins(one.after)) for one in rows}
    told = [one for one in rows if one.before is not None or counts[id(one)][1] > 1]
    told = [one for one in told if counts[id(one)][0] != counts[id(one)][1]]
    told.sort(key=lambda one: -max(counts[id(one)]))
    out: list[Line] = []
    for one in told:
        before, after = counts[id(one)]
        lead = one.row.claims[0]
        by = _named(one.came, ids) or _named(one.went, ids, gone=True)
        what = joined((f"{ids[lead.id]}  ", "cyan"), lead.text, (_reasons(by, _cause(one)), "dim"))
        out.append((f"{before} → {after}", what))
    out = _cut(out, "more counts moved")
    fresh = Counter(counts[id(one)][1] for one in rows if one.before is None)
    if few := fresh[0] + fresh[1]:
        out.append(
            (
                "",
                styled(
                    f"{count_words(few, 'new statement')}: {fresh[1]} on one origin, {fresh[0]} on none that counts",
                    "dim",
                ),
            )
        )
    return out


def _origins(row: StatementRow | None) -> int:
    return 0 if row is None else row.statement.independent_origins


def _named(claims: Sequence[ClaimRow], ids: Mapping[str, str], *, gone: bool = False) -> str:
    """Which claims of which pages made the difference: the first, and how many more."""
    if not claims:
        return ""
    first = claims[0]
    page = f"{first.publisher or first.name}, {published_words(first.published)}"
    more = f" and {count_words(len(claims) - 1, 'more claim')}" if len(claims) > 1 else ""
    return f"{'without' if gone else 'by'} {ids.get(first.id, first.id[:8])} of {page}{more}"


def _relations(rows: Sequence[Moved[RelationRow]], ids: Mapping[str, str]) -> list[Line]:
    told = [one for one in rows if one.row.relation.kind in TELLING]
    told.sort(key=lambda one: (TELLING.index(one.row.relation.kind), one.kind is not ChangeKind.NEW))
    out: list[Line] = []
    for one in told:
        row = one.row
        ends = f"{ids[row.source.id]} {plain(row.relation.kind)} {ids[row.target.id]}"
        reason = _reasons(row.relation.because, _cause(one))
        out.append((SIGNS[one.kind], joined((f"{ends}  ", "cyan"), row.source.text, (reason, "dim"))))
    out = _cut(out, "more of these")
    rest = Counter((one.kind, one.row.relation.kind) for one in rows if one.row.relation.kind not in TELLING)
    if rest:
        counted = ", ".join(
            f"{number} {plain(kind)} {state}" for (state, kind), number in sorted(rest.items())
        )
        out.append(("", styled(counted, "dim")))
    return out


def _figures(
    rows: Sequence[Moved[FigureRow]], ids: Mapping[str, str], names: Mapping[str, str]
) -> list[Line]:
    out: list[Line] = []
    for one in (one for one in rows if one.before is not None):
        figure = one.row.figure
        asked = question_words(figure.question, names)
        before = {point.claim: point for point in one.before.figure.points} if one.before else {}
        after = {point.claim: point for point in one.after.figure.points} if one.after else {}
        points = [
            f"{_step(before.get(key), after.get(key))} [{ids.get(key, key[:8])}]"
            for key in (*after, *(key for key in before if key not in after))
            if before.get(key) != after.get(key)
        ]
        by = _named(one.came, ids) or _named(one.went, ids, gone=True)
        head = f"{figure.of or 'number'}, {plain(figure.modality)}: {asked}: "
        out.append(
            (SIGNS[one.kind], joined((head, ""), ", ".join(points), (_reasons(by, _cause(one)), "dim")))
        )
    return _counted(_cut(out, "more series moved"), rows, "new series")


def _drifts(rows: Sequence[Moved[DriftRow]], ids: Mapping[str, str]) -> list[Line]:
    out: list[Line] = []
    for one in rows:
        row = one.row
        ends = f"{ids[row.child.id]} of {ids[row.parent.id]}: {plain(row.drift.kind)}"
        reason = _reasons(row.drift.because, _cause(one))
        out.append((SIGNS[one.kind], joined((f"{ends}  ", "cyan"), row.child.text, (reason, "dim"))))
    return _cut(out, "more")


def _step(before: FigurePoint | None, after: FigurePoint | None) -> str:
    """What became of one point of a series."""
    told = [_number(point) for point in (before, after) if point is not None]
    if len(told) < 2:
        return f"{'−' if after is None else '+'} {told[0]}"
    return f"~ {told[1]}" if told[0] == told[1] else " → ".join(told)


def _number(point: FigurePoint) -> str:
    return bounds_words(point.low, point.high, approximate=point.approximate)


def _positions(
    rows: Sequence[Moved[PositionRow]], ids: Mapping[str, str], names: Mapping[str, str]
) -> list[Line]:
    from twosource.views.cli_time import stand_words

    out: list[Line] = []
    for one in (one for one in rows if one.before is not None):
        position = one.row.position
        who = names.get(position.actor, position.actor_name)
        head = f"{who} on {question_words(position.question, names)}"
        stands = [stand_words(row, ids[row.id]) for row in one.came or one.went]
        gone = "" if one.came else "no longer "
        said = [part for stand in stands for part in ("\n", (gone, "warn"), stand)]
        by = _named(one.came, ids) or _named(one.went, ids, gone=True)
        out.append((SIGNS[one.kind], joined((head, "strong"), *said, (_reasons(by, _cause(one)), "dim"))))
    return _counted(_cut(out, "more positions moved"), rows, "new position")


def _events(rows: Sequence[Moved[EventRow]], ids: Mapping[str, str]) -> list[Line]:
    dated = [one for one in rows if one.row.event.when is not None]
    dated.sort(key=_starts, reverse=True)
    out: list[Line] = []
    for one in dated:
        lead = one.row.claims[0]
        when = when_words(one.row.event.when)
        out.append(
            (
                SIGNS[one.kind],
                joined(
                    (f"{ids[lead.id]}  ", "cyan"),
                    (f"{when}  ", "dim"),
                    lead.text,
                    (_reasons(_cause(one)), "dim"),
                ),
            )
        )
    undated = [one for one in rows if one.row.event.when is None]
    return _counted(_cut(out, "more dated events"), undated, "undated event")


def _starts(one: Moved[EventRow]) -> str:
    """The first day of an event, to have the latest first."""
    when = one.row.event.when
    return "" if when is None else when.start or when.end or ""


def _counted(out: list[Line], rows: Sequence[Moved[Any]], what: str) -> list[Line]:
    fresh = sum(one.kind is ChangeKind.NEW for one in rows)
    if fresh:
        many = what if what.endswith("series") else f"{what}s"
        out.append(("", styled(count_words(fresh, what, many), "dim")))
    return out


def _cause(one: Moved[Any]) -> str:
    row = one.cause
    if row is None:
        return ""
    who = [f"decided by {one.decision.by}" for one in row.decisions if one.decision is not None]
    who += [f"erased by {one.by}" for one in row.erased]
    told = [*row.pages, *dict.fromkeys(who)]
    more = f" and {len(told) - MOST_CAUSES} more" if len(told) > MOST_CAUSES else ""
    return f"change {row.number}, {', '.join(told[:MOST_CAUSES]) or row.what}{more}"


def _reasons(*told: str) -> str:
    """The reasons that there are, below what they are of."""
    given = "; ".join(one for one in told if one)
    return f"\n{given}" if given else ""


def _cut(rows: list[Line], what: str, *, of: int | None = None) -> list[Line]:
    """The first rows, and how many more there are; ``of`` is the number of all where not all are given."""
    number = len(rows) if of is None else of
    if number <= MOST + 1:
        return rows
    return [*rows[:MOST], ("", styled(f"and {number - MOST} {what} (--json lists all)", "dim"))]
