"""Appending decisions to the record, and reading the log with what became of each decision."""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import Any

import sqlalchemy as sa

from twosource.errors import InputError, NotFoundError
from twosource.linking.corrections import Corrected, effective
from twosource.linking.following import mark_of
from twosource.linking.judgements import Judgements
from twosource.model.attribution import Hop
from twosource.model.claim import Claim
from twosource.model.codec import dumps, from_json
from twosource.model.decision import ClaimMark, Decision, SourceMark
from twosource.model.vocabulary import (
    Credibility,
    DecisionKind,
    Following,
    Likelihood,
    Reliability,
)
from twosource.store import schema
from twosource.store.base import ClaimJudged, DecisionRow, Landing, SourceName
from twosource.store.connection import Transaction
from twosource.store.custody import log_row
from twosource.store.judging import (
    add_following,
    claims_of_document,
    claims_read,
    judging_at,
    key_of,
)
from twosource.store.lookup import claim_row, only
from twosource.store.rows import Rows
from twosource.store.times import is_open
from twosource.store.tombs import kept_words

_GRADES = {
    DecisionKind.GRADE_SOURCE: tuple(Reliability),
    DecisionKind.GRADE_CLAIM: tuple(Credibility),
    DecisionKind.LIKELIHOOD: tuple(Likelihood),
}
_MARKS = {
    DecisionKind.GRADE_CLAIM: 1,
    DecisionKind.LIKELIHOOD: 1,
    DecisionKind.CORRECT: 1,
    DecisionKind.MUST_LINK: 2,
    DecisionKind.CANNOT_LINK: 2,
}
_OF_SOURCE = frozenset({DecisionKind.GRADE_SOURCE, DecisionKind.ALIAS, DecisionKind.GROUP})


def append(transaction: Transaction, decision: Decision) -> bool:
    """Append a decision to the record; False where it is there already. InputError for one that says nothing that can hold.

    What it undoes, and the documents it is about, need not be here yet: it holds from when they are.
    """
    check(decision)
    table = schema.decisions
    if transaction.one(sa.select(table.c.number).where(table.c.id == decision.id)) is not None:
        return False
    row = {
        "id": decision.id,
        "kind": decision.kind.value,
        "body": kept_words(transaction.connection, decision.id, dumps(decision)),
        "change": transaction.change,
    }
    log_row(transaction, table, transaction.add(table, row))
    for place, mark in enumerate(decision.claims if row["body"] is not None else ()):
        add_following(transaction, decision.id, place, mark.anchor.document)
    return True


def check(decision: Decision) -> None:
    """Refuse a decision that lacks what its kind needs; InputError says what."""
    problem = _problem(decision)
    if problem is not None:
        raise InputError(f"decision {decision.id}", problem)


def _problem(decision: Decision) -> str | None:
    kind = decision.kind
    try:
        at = datetime.fromisoformat(decision.at)
    except ValueError:
        return f"its time {decision.at!r} is no instant"
    if at.tzinfo is None:
        return f"its time {decision.at!r} has no zone"
    if not decision.by.strip():
        return "it does not say who decided"
    if len(decision.claims) != _MARKS.get(kind, len(decision.claims)):
        return f"{kind} is about {_MARKS[kind]} claims, not {len(decision.claims)}"
    if kind in _GRADES and decision.value not in _GRADES[kind]:
        return f"{kind} is one of {', '.join(_GRADES[kind])}"
    if kind in _OF_SOURCE and decision.source is None:
        return f"{kind} is about a source"
    if kind is DecisionKind.CORRECT and decision.correction is None:
        return "it corrects no field"
    if kind is DecisionKind.UNDO and decision.undoes is None:
        return "it undoes nothing"
    if kind is DecisionKind.ALIAS:
        return _alias_problem(decision)
    if kind in (DecisionKind.GROUP, DecisionKind.NOTE) and not (decision.value or "").strip():
        return f"{kind} has no words"
    targets = bool(decision.claims) + (decision.document is not None) + (decision.source is not None)
    if kind in (DecisionKind.WITHDRAW, DecisionKind.NOTE) and targets != 1:
        return f"{kind} is about one claim, document or source"
    return None


def _alias_problem(decision: Decision) -> str | None:
    one, other = decision.source, decision.same_as
    if one is None or other is None:
        return "it does not say which source is the same"
    if (one.key is None) != (other.key is None):
        return "a source that the text does not name is never said to be one that has a name"
    return None


# ---------------------------------------------------------------------- naming what a decision is about


def mark_of_claim(rows: Rows, key: str) -> tuple[ClaimMark, Claim]:
    """How a decision names the claim that a reviewer means, and the claim as it was read."""
    row = claim_row(rows, key)
    claims = claims_of_document(rows.connection, row.document, rows.at)
    claim = next(one for one in claims if one.id == row.id)
    return mark_of(claim, row.within, claims), claim


def mark_of_source(rows: Rows, key: str) -> SourceMark:
    """How a decision names the source that a reviewer means: by key or name, or as ``CLAIM/N``, the N-th hop of a claim.

    NotFoundError for none or several.
    """
    claim, slash, number = key.rpartition("/")
    if slash and number.isdecimal() and claim:
        return _mark_of_hop(rows, claim, int(number))
    known = source_names(rows)
    # A page may give a key that linking knows under another: "news_agency:NAME" for an outlet of that name.
    same = judging_at(rows.connection, rows.at).actors.same_as(key)
    named = [one for one in known if key in (one.key, one.name) or same == one.key] or [
        one for one in known if one.name.casefold() == key.casefold()
    ]
    keys = {one.key: one for one in named}
    if not keys:
        raise NotFoundError(
            f"no source {key!r} in the ledger: give a name or key as `twosource sources` prints it, or CLAIM/N for the N-th hop "
            "of a claim as `twosource why` numbers them"
        )
    one = keys[only(key, keys, "source")]
    document, colon, at = one.key.rpartition(":")
    if colon and at.isdecimal() and _is_document(rows, document):
        page = rows.pages.document(document)
        raw = page.raw_map.start_raw(int(at))
        return SourceMark(None, one.name, document, raw)
    return SourceMark(one.key, one.name)


def _is_document(rows: Rows, key: str) -> bool:
    table = schema.documents
    return rows.connection.execute(sa.select(table.c.id).where(table.c.id == key)).first() is not None


def _mark_of_hop(rows: Rows, claim: str, number: int) -> SourceMark:
    row = claim_row(rows, claim)
    chain = row.claim.chain
    if not 1 <= number <= len(chain):
        raise NotFoundError(f"claim {row.id} has {len(chain)} hops, none with the number {number}")
    sources = schema.sources_of
    query = (
        sa.select(sources.c.source, sources.c.name)
        .join(schema.claims, schema.claims.c.number == sources.c.claim)
        .where(schema.claims.c.id == row.id, is_open(schema.claims, rows.at), sources.c.place == number - 1)
    )
    found = rows.connection.execute(query).first()
    hop = chain[number - 1]
    at = _offset(hop)
    if found is not None and at is not None and found.source == f"{row.document}:{at}":
        return SourceMark(None, found.name, row.document, row.within.raw_map.start_raw(at))
    if found is None or found.source.startswith(f"{row.document}:"):
        raise NotFoundError(f"hop {number} of claim {row.id} has no name and no words of its own")
    return SourceMark(found.source, found.name)


def _offset(hop: Hop) -> int | None:
    at = hop.source.first or hop.source.at or (hop.at[0] if hop.at else None)
    return None if at is None else at.start


def source_names(rows: Rows) -> tuple[SourceName, ...]:
    """Every source of the claims that are shown, publishers too, by key and name."""
    sources, claims = schema.sources_of, schema.claims
    query = (
        sa.select(sources.c.source, sources.c.name)
        .join(claims, claims.c.number == sources.c.claim)
        .where(is_open(claims, rows.at))
        .distinct()
        .order_by(sources.c.source, sources.c.name)
    )
    return tuple(SourceName(row.source, row.name) for row in rows.connection.execute(query))


# ---------------------------------------------------------------------- reading the log


def log(rows: Rows, ids: Sequence[str] | None = None) -> tuple[DecisionRow, ...]:
    """The decisions with these ids, else all, by the reviewers' time, then id, with what became of each."""
    judging = judging_at(rows.connection, rows.at)
    judgements = judging.judgements
    wanted = None if ids is None else set(ids)
    chosen = [row for row in judgements.log if wanted is None or row.id in wanted]
    return tuple(_rows(rows, judgements, chosen))


def history(rows: Rows, target: str | SourceMark) -> tuple[DecisionRow, ...]:
    """The decisions about a claim or a document, by whole id, or about a source; undone ones and their undoing too."""
    judgements = judging_at(rows.connection, rows.at).judgements
    key = key_of(rows.pages, target) if isinstance(target, SourceMark) else target
    return tuple(_rows(rows, judgements, () if key is None else judgements.history_of(key)))


def orphans(rows: Rows) -> tuple[DecisionRow, ...]:
    """The decisions that hold of nothing now, because their claim or source is not found in what is shown."""
    judgements = judging_at(rows.connection, rows.at).judgements
    return tuple(_rows(rows, judgements, judgements.orphans))


def _rows(rows: Rows, judgements: Judgements, decisions: Iterable[Decision]) -> Iterable[DecisionRow]:
    table = schema.followings
    landed: dict[tuple[str, int], Any] = {
        (row.decision, row.place): row
        for row in rows.connection.execute(sa.select(table).where(is_open(table, rows.at)))
    }
    live = {row.id for row in judgements.live.values()}
    lost = {row.id for row in judgements.orphans}
    for decision in decisions:
        landings = []
        for place in range(len(decision.claims)):
            row = landed[decision.id, place]
            found = rows.claims_with([row.claim]) if row.claim is not None else ()
            landings.append(Landing(found[0] if found else None, Following(row.how)))
        yield DecisionRow(
            decision=decision,
            landings=tuple(landings),
            undone_by=judgements.undone.get(decision.id),
            holds=decision.id in live
            or (decision.kind is DecisionKind.UNDO and decision.id not in judgements.undone),
            is_orphan=decision.id in lost,
        )


def judged(rows: Rows, claim: str) -> ClaimJudged:
    """What people hold of one claim and of the sources of its chain, each axis by itself, with its history."""
    judging = judging_at(rows.connection, rows.at)
    judgements = judging.judgements
    row = claim_row(rows, claim)
    sources, claims = schema.sources_of, schema.claims
    query = (
        sa.select(sources.c.source, sources.c.name)
        .join(claims, claims.c.number == sources.c.claim)
        .where(claims.c.id == row.id, is_open(claims, rows.at))
        .order_by(sources.c.place)
    )
    hops = [SourceName(each.source, each.name) for each in rows.connection.execute(query)]
    same_as = judging.actors.same_as
    about = {row.id, row.document, *(one.key for one in hops)}
    names = {
        key for matter in judgements.history for key in matter.of if same_as(key) in about or key in about
    }
    told = {one.id: one for key in sorted(names) for one in judgements.history_of(key)}
    past = tuple(_rows(rows, judgements, [one for one in judgements.log if one.id in told]))
    return ClaimJudged(
        credibility=judgements.grade_of_claim(row.id),
        likelihood=judgements.likelihood_of(row.id),
        reliability=tuple((one, judgements.grade_of_source(one.key, same_as)) for one in hops),
        corrected=_corrected(rows, judgements, row.id),
        notes=tuple(note for key in sorted(about) for note in judgements.notes_on(key)),
        history=past,
    )


def _corrected(rows: Rows, judgements: Judgements, claim: str) -> tuple[Corrected, ...]:
    for read in claims_read(rows.connection, [claim], rows.at):
        page = rows.pages.document(read.document)
        return effective(read, judgements.corrections_of(claim), page).corrected
    return ()


def parse_log(text: str, name: str) -> tuple[Decision, ...]:
    """The decisions of a log of JSON lines: each a decision as `dumps` writes it, or an object with one under ``decision``.

    InputError names the line that is none.
    """
    out = []
    for number, line in enumerate(text.splitlines(), start=1):
        if not line.strip():
            continue
        try:
            data = json.loads(line)
            decision = from_json(Decision, data.get("decision", data) if isinstance(data, dict) else data)
            check(decision)
        except (ValueError, TypeError, InputError) as error:
            raise InputError(name, f"line {number} is no decision: {error}") from error
        out.append(decision)
    return tuple(out)
