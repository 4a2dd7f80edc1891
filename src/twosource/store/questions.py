"""A claim question as SQL."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import sqlalchemy as sa

from twosource.store import schema
from twosource.store.base import ClaimQuestion
from twosource.store.times import is_open

Condition = sa.ColumnElement[bool]


def claims_asked(question: ClaimQuestion, at: int | None, *columns: Any) -> sa.Select[Any]:
    """The claims open at a change that answer, unsorted and uncut; ``question.document`` is a whole id here."""
    claims = schema.claims
    query = sa.select(*(columns or (claims.c.number,))).where(is_open(claims, at))
    return query.where(*_conditions(question))


def in_order(query: sa.Select[Any], question: ClaimQuestion) -> sa.Select[Any]:
    """The claims of a query in canonical order, cut to the page asked for."""
    return cut(ordered(query), question)


def ordered(query: sa.Select[Any]) -> sa.Select[Any]:
    """The claims of a query in canonical order."""
    claims = schema.claims.c
    return query.order_by(claims.published, claims.document, claims.head, claims.source, claims.fan)


def cut(query: sa.Select[Any], question: ClaimQuestion) -> sa.Select[Any]:
    """The page asked for."""
    if question.limit is not None:
        query = query.limit(question.limit)
    return query.offset(question.offset) if question.offset else query


def narrows(question: ClaimQuestion) -> bool:
    """Whether the question leaves any claim out."""
    return any(True for _ in _conditions(question))


def derived_asked(
    name: str, question: ClaimQuestion, at: int | None, kind: str | None = None
) -> sa.Select[Any]:
    """The JSON of a derived table's rows open at a change that rest on a claim asked for, in order, cut to the page."""
    table, members = schema.derived[name], schema.members
    query = sa.select(table.c.body).where(is_open(table, at))
    if kind is not None:
        query = query.where(table.c.kind == kind)
    if narrows(question):
        asked = claims_asked(question, at, schema.claims.c.id)
        of = schema.DERIVED.index(name)
        numbers = sa.select(members.c.number).where(members.c.of == of, members.c.claim.in_(asked))
        query = query.where(table.c.number.in_(numbers))
    return cut(query.order_by(table.c.position, table.c.id), question)


def gaps_asked(question: ClaimQuestion, at: int | None) -> sa.Select[Any]:
    """The JSON of the gaps open at a change of a claim asked for or of a statement that holds one, in order, cut to the page."""
    gaps, statements, members = schema.derived["gaps"], schema.derived["statements"], schema.members
    query = sa.select(gaps.c.body).where(is_open(gaps, at))
    if narrows(question):
        asked = claims_asked(question, at, schema.claims.c.id)
        holding = sa.select(members.c.number).where(_of("statements"), members.c.claim.in_(asked))
        led = sa.select(statements.c.id).where(statements.c.number.in_(holding), is_open(statements, at))
        of_either = sa.or_(members.c.claim.in_(asked), members.c.claim.in_(led))
        query = query.where(gaps.c.number.in_(sa.select(members.c.number).where(_of("gaps"), of_either)))
    return cut(query.order_by(gaps.c.position, gaps.c.id), question)


def _of(name: str) -> Condition:
    return schema.members.c.of == schema.DERIVED.index(name)


def _conditions(question: ClaimQuestion) -> Iterator[Condition]:
    claims = schema.claims.c
    for name in ("act", "certainty", "polarity", "modality", "kind"):
        wanted = getattr(question, name)
        if wanted is not None:
            yield claims[name] == wanted.value
    if question.document is not None:
        yield claims.document == question.document
    if question.ids is not None:
        yield claims.id.in_(question.ids)
    if question.start is not None:
        yield sa.or_(claims.ends > question.start, sa.and_(claims.ends.is_(None), claims.starts.is_not(None)))
    if question.end is not None:
        # An instant of the last day sorts after the day itself.
        yield sa.or_(
            sa.func.substr(claims.starts, 1, 10) <= question.end,
            sa.and_(claims.starts.is_(None), claims.ends.is_not(None)),
        )
    if question.words is not None:
        yield _words(question.words)
    if question.source is not None:
        yield _named(claims.chain, question.source)
    if question.chain is not None:
        parts = [f" {_escaped(part)}" for part in question.chain.split(">") if part.strip()]
        yield claims.chain.like("%" + "%\n%".join(parts) + "%", escape="\\")
    if question.place is not None:
        yield _named(claims.places, question.place)


def _named(column: sa.Column[Any], name: str) -> Condition:
    """Whether a column of names has a word that begins so, or this id (`record` writes both)."""
    wanted = _escaped(name)
    return sa.or_(column.like(f"% {wanted}%", escape="\\"), column.like(f"%={wanted}=%", escape="\\"))


def _escaped(name: str) -> str:
    wanted = name.strip().casefold()
    return wanted.replace("\\", "\\\\").replace("%", "\\%").replace("_", "\\_")


def _words(words: str) -> Condition:
    terms = []
    for word in words.split():
        bare = word.rstrip("*")
        if any(character.isalnum() for character in bare):
            quoted = bare.replace('"', '""')
            terms.append(f'"{quoted}"' + ("*" if word.endswith("*") else ""))
    if not terms:
        return sa.false()
    found = sa.text("SELECT rowid FROM claim_words WHERE claim_words MATCH :terms")
    return schema.claims.c.read.in_(found.bindparams(terms=" ".join(terms)).columns(schema.claims.c.read))
