"""How decisions read to a person and as JSON."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from datetime import date
from typing import TYPE_CHECKING, Any

from twosource.model.codec import to_json
from twosource.model.vocabulary import DecisionKind, Following
from twosource.store.base import ClaimRow, DecisionRow, Why
from twosource.views.tables import joined, styled
from twosource.views.wording import GRADES, day_words, plain

if TYPE_CHECKING:
    from twosource.linking.corrections import Corrected
    from twosource.model.decision import Decision

SHOWN = 8
"""How many digits of an id are shown in a line."""

Pair = tuple[Any, Any]


def decision_shape(row: DecisionRow) -> dict[str, Any]:
    """A decision as one JSON object: the decision itself, which `review replay` reads, and what became of it."""
    return {
        "id": row.id,
        "decision": to_json(row.decision),
        "holds": row.holds,
        "orphan": row.is_orphan,
        "undone_by": None if row.undone_by is None else row.undone_by.id,
        "found": [
            {"claim": None if one.claim is None else one.claim.id, "how": str(one.how)}
            for one in row.landings
        ],
    }


def judged_shape(answer: Why) -> dict[str, Any]:
    """What people hold of a claim: three axes apart, then what they changed and wrote, and the history of it all."""
    judged = answer.judged
    return {
        "certainty": str(answer.claim.claim.certainty),
        "credibility": _grade_shape(judged.credibility),
        "likelihood": _grade_shape(judged.likelihood),
        "reliability": [
            {"id": source.key, "name": source.name, "grade": _grade_shape(one)}
            for source, one in judged.reliability
        ],
        "corrected": [
            {
                "field": str(one.field),
                "before": json.loads(one.before),
                "before_words": answer.claim.words_of(one.before_at) or None,
                "after": json.loads(one.after),
                "after_words": answer.claim.words_of(one.after_at) or None,
                "problem": one.problem,
                **_signature(one.decision),
            }
            for one in judged.corrected
        ],
        "notes": [{"text": note.value, **_signature(note)} for note in judged.notes],
        "history": [decision_shape(row) for row in judged.history],
    }


def _grade_shape(decision: Decision | None) -> dict[str, Any] | None:
    return None if decision is None else {"value": decision.value, **_signature(decision)}


def _signature(decision: Decision) -> dict[str, Any]:
    return {
        "decision": decision.id,
        "by": decision.by,
        "at": decision.at,
        "because": decision.because or None,
    }


def signed(decision: Decision) -> str:
    """Who decided, on which day, and why."""
    why = f": {decision.because}" if decision.because else ""
    return f"{decision.by}, {day_words(date.fromisoformat(decision.at[:10]))}{why}"


def said(row: DecisionRow) -> str:
    """What a decision decides, in a line."""
    return decided(row.decision, target(row))


def decided(decision: Decision, about: str) -> str:
    """What a decision decides of ``about``, in a line."""
    kind, value = decision.kind, decision.value or ""
    if kind is DecisionKind.GRADE_SOURCE:
        return f"source {about} is {value}, {GRADES[value]}"
    if kind is DecisionKind.GRADE_CLAIM:
        return f"claim {about} is {value}, {GRADES[value]}"
    if kind is DecisionKind.LIKELIHOOD:
        return f"claim {about} is {plain(value)}"
    if kind is DecisionKind.CORRECT and decision.correction is not None:
        correction = decision.correction
        words = f" (“{correction.words}”)" if correction.words else ""
        return f"{correction.field} of claim {about} is {value_words(correction.value)}{words}"
    if kind is DecisionKind.ALIAS and decision.same_as is not None:
        return f"source {about} is {decision.same_as.name}"
    if kind is DecisionKind.GROUP:
        return f"publisher {about} is of {value}"
    if kind is DecisionKind.UNDO:
        return f"decision {(decision.undoes or '')[:SHOWN]} is undone"
    if kind is DecisionKind.NOTE:
        return f"on {about}: {value}"
    verbs = {
        DecisionKind.MUST_LINK: "are one statement",
        DecisionKind.CANNOT_LINK: "are never one statement",
        DecisionKind.WITHDRAW: "is withdrawn",
    }
    return f"{about} {verbs[kind]}"


def target(row: DecisionRow) -> str:
    """What a decision is about, by ids and names."""
    ids = [
        mark.anchor.claim_id if landing.claim is None else landing.claim.id
        for mark, landing in zip(row.decision.claims, row.landings, strict=True)
    ]
    return named(row.decision, ids)


def named(decision: Decision, claims: Iterable[str]) -> str:
    """What a decision is about, its claims under the ids given."""
    if decision.claims:
        return " and ".join(one[:SHOWN] for one in claims)
    if decision.source is not None:
        return decision.source.name
    return f"document {decision.document[:SHOWN]}" if decision.document is not None else ""


def standing(row: DecisionRow) -> str:
    """Whether a decision holds, in a word or two; empty where it does and there is no more to say."""
    if row.undone_by is not None:
        return f"undone by {row.undone_by.by}"
    if row.is_orphan:
        return "orphan"
    if not row.holds:
        return "superseded"
    changed = {landing.how for landing in row.landings} - {Following.SAME_ANCHOR}
    return ", ".join(sorted(map(plain, changed)))


def value_words(value: str) -> str:
    """The value of a field, given as JSON, in a few words."""
    data = json.loads(value)
    rows = data if isinstance(data, list) else [data]
    return ", ".join(_few(row) for row in rows) or "none"


def _few(row: Any) -> str:
    if row is None:
        return "none"
    if not isinstance(row, Mapping):
        return plain(str(row))
    for name in ("name", "value"):
        if name in row:
            return str(row[name])
    low, high = row.get("low", ".."), row.get("high", "..")
    about = "about " if row.get("approximate") else ""
    return about + (str(low) if low == high else f"{low} to {high}")


def axes(answer: Why) -> Iterable[Pair]:
    """The three axes of a claim, each by itself: how sure its holder is, what we hold of it, what we hold of its sources."""
    judged = answer.judged
    yield "its holder", f"{answer.claim.claim.certainty}, as presented"
    grade = judged.credibility
    yield (
        "credibility",
        _graded(grade) if grade is not None else styled("not graded (1 to 6)", "dim"),
    )
    likely = judged.likelihood
    yield (
        "likelihood",
        joined(plain(likely.value or ""), (f"  {signed(likely)}", "dim"))
        if likely is not None
        else styled("not given", "dim"),
    )
    graded = [(source, one) for source, one in judged.reliability if one is not None]
    for source, one in graded:
        yield "reliability", joined(f"{source.name}: ", _graded(one))
    if not graded:
        yield "reliability", styled("no source of its chain is graded (A to F)", "dim")


def _graded(decision: Decision) -> Any:
    value = decision.value or ""
    return joined(f"{value}, {GRADES[value]}", (f"  {signed(decision)}", "dim"))


def corrections(answer: Why) -> Iterable[Pair]:
    """Each correction of a claim: what was there and what is, with the words of both."""
    for one in answer.judged.corrected:
        before, after = _worded(one, answer.claim)
        yield str(one.field), joined(f"was {before}, is {after}", (f"  {signed(one.decision)}", "dim"))
        if one.problem is not None:
            yield "", styled(f"not applied: {one.problem}", "warn")


def _worded(one: Corrected, row: ClaimRow) -> tuple[str, str]:
    before, after = row.words_of(one.before_at), one.decision.correction
    quoted = after.words if after is not None else ""
    return (
        value_words(one.before) + (f" “{before}”" if before else ""),
        value_words(after.value if after is not None else one.after) + (f" “{quoted}”" if quoted else ""),
    )


def past(answer: Why) -> Iterable[Pair]:
    """Every decision on a claim, its document and its sources, by time."""
    for row in answer.judged.history:
        state = standing(row)
        yield (
            row.id[:SHOWN],
            joined(said(row), (f"  {signed(row.decision)}", "dim"), (f"  {state}" if state else "", "warn")),
        )
