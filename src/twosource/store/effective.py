"""Effective claims: those of the reading that is shown, with the live decisions on them applied. Rows opened and closed."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

import sqlalchemy as sa
from sqlalchemy.engine import Connection

from twosource.linking.context import Context
from twosource.model.claim import Claim
from twosource.model.codec import dumps, from_json, to_json
from twosource.model.document import Document, Published
from twosource.store import schema
from twosource.store.base import day_key, known_key
from twosource.store.connection import Transaction, packed, unpacked
from twosource.store.pages import Pages, chunks
from twosource.store.record import claim_order
from twosource.store.shelf import add_bands
from twosource.store.times import is_open


def refresh_contexts(transaction: Transaction, documents: Iterable[str]) -> None:
    """Open and close rows until the documents that are read stand there as linking sees them."""
    table = schema.contexts
    for some in chunks(sorted(documents)):
        is_theirs = sa.and_(table.c.document.in_(some), table.c.closed.is_(None))
        was = {row.document: row for row in transaction.connection.execute(sa.select(table).where(is_theirs))}
        pages = Pages(transaction.connection)
        pages.fetch(some)
        for each in some:
            context = context_of(pages.document(each))
            body = dumps(context)
            old = was.get(each)
            if old is not None and old.body == body:
                continue
            if old is not None:
                close = sa.update(table).where(table.c.number == old.number).values(closed=transaction.change)
                transaction.connection.execute(close)
            row = {"document": each, "body": body, "opened": transaction.change}
            add_bands(transaction, transaction.add(table, row), context)


def context_of(document: Document) -> Context:
    """A document as linking sees it, but for the key of its publisher, which depends on the actors."""
    known = document.metadata
    published = None if known.published is None else replace(known.published, evidence=())
    return Context(document.id, known.publisher, None, published, document.fingerprint, known.credit)


@dataclass(frozen=True, slots=True)
class Refreshed:
    """The claims that a transaction changed: numbers of the rows it closed, and of those it opened, by claim id."""

    closed: Mapping[str, int]
    opened: Mapping[str, int]


def refresh(
    transaction: Transaction,
    documents: Iterable[str],
    corrected: Mapping[str, Claim],
    again: frozenset[str] = frozenset(),
) -> Refreshed:
    """Open and close rows until the effective claims of these documents are what is shown and decided.

    ``corrected`` holds the claims that a person corrected, as corrected, by id. The rows of the claims in ``again`` are made
    anew even where they are the same: something that linking reads of them has changed.
    """
    closed: dict[str, int] = {}
    opened: dict[str, int] = {}
    for some in chunks(sorted(documents)):
        wanted = {row["id"]: row for row in _wanted(transaction.connection, some, corrected)}
        open_rows = _open_rows(transaction.connection, some)
        gone = {
            key: row.number
            for key, row in open_rows.items()
            if key not in wanted or key in again or not _is_same(wanted[key], row)
        }
        new = [row for key, row in wanted.items() if key in gone or key not in open_rows]
        close_rows(transaction, gone.values())
        numbers = transaction.add_all(
            schema.claims, [{**row, "opened": transaction.change} for row in new] if new else []
        )
        closed |= gone
        opened |= {row["id"]: number for row, number in zip(new, numbers, strict=True)}
    return Refreshed(closed, opened)


def close_rows(transaction: Transaction, numbers: Iterable[int]) -> None:
    """Close rows of claims."""
    table = schema.claims
    for some in chunks(sorted(numbers)):
        close = sa.update(table).where(table.c.number.in_(some)).values(closed=transaction.change)
        transaction.connection.execute(close)


def unsay(transaction: Transaction, opened: int, corrected: Mapping[str, Claim]) -> None:
    """Make closed rows of a change say no more than ``corrected`` has of them: what corrected them otherwise was erased."""
    table, read = schema.claims, schema.read_claims
    query = (
        sa.select(table.c.number, table.c.read, read.c.body)
        .join(read, read.c.number == table.c.read)
        .where(table.c.opened == opened, table.c.closed.is_not(None), table.c.corrected.is_not(None))
    )
    for row in transaction.connection.execute(query).all():
        claim = from_json(Claim, unpacked(row.body))
        values = _row(row.read, claim, corrected.get(claim.id), None)
        for kept in ("published", "known"):  # of the document, which nobody corrects
            del values[kept]
        transaction.connection.execute(sa.update(table).where(table.c.number == row.number).values(**values))


def claims_of(connection: Connection, documents: Iterable[str], at: int | None = None) -> dict[str, Claim]:
    """The claims as they were read, of the readings shown of these documents at a change, by id."""
    return {claim.id: claim for _, claim in _read(connection, documents, at)}


def _read(
    connection: Connection, documents: Iterable[str], at: int | None = None
) -> Iterable[tuple[int, Claim]]:
    read, shown = schema.read_claims, schema.shown
    for some in chunks(sorted(documents)):
        query = (
            sa.select(read.c.number, read.c.body)
            .join(shown, shown.c.reading == read.c.reading)
            .where(shown.c.document.in_(some), is_open(shown, at))
            .order_by(read.c.number)
        )
        for number, body in connection.execute(query):
            yield number, from_json(Claim, unpacked(body))


def _wanted(
    connection: Connection, documents: Sequence[str], corrected: Mapping[str, Claim]
) -> Iterable[dict[str, Any]]:
    known = Pages(connection).metadata(documents)
    for number, claim in _read(connection, documents):
        yield _row(number, claim, corrected.get(claim.id), known[claim.document].published)


def _open_rows(connection: Connection, documents: Iterable[str]) -> dict[str, Any]:
    table = schema.claims
    query = sa.select(table).where(table.c.document.in_(list(documents)), table.c.closed.is_(None))
    return {row.id: row for row in connection.execute(query)}


def _is_same(wanted: Mapping[str, Any], row: Any) -> bool:
    return all(value == getattr(row, key) for key, value in wanted.items())


def _row(read: int, claim: Claim, corrected: Claim | None, published: Published | None) -> dict[str, Any]:
    claim = corrected or claim
    head, source, fan = claim_order(claim)
    return {
        "id": claim.id,
        "read": read,
        "corrected": None if corrected is None else packed(to_json(corrected)),
        "published": day_key(published),
        "known": known_key(published),
        "document": claim.document,
        "head": head,
        "source": source,
        "fan": fan,
        "act": claim.act.value,
        "certainty": claim.certainty.value,
        "polarity": claim.polarity.value,
        "modality": claim.modality.value,
        "kind": None if claim.kind is None else claim.kind.value,
        "starts": None if claim.when is None else claim.when.start,
        "ends": None if claim.when is None else claim.when.end,
        "chain": "".join(_line(hop.source.name, hop.source.id) for hop in claim.chain),
        "places": "".join(
            _line(place.name, place.id, place.country, *place.containers) for place in claim.where
        ),
    }


def _line(name: str, *ids: str | None) -> str:
    """A name and its ids as `questions` looks for them: a word after a space, an id between equals signs."""
    return f" {name} {''.join(f'={each}=' for each in ids if each)}\n".casefold()
