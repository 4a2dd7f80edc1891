"""Erasing the words of a capture for good: its bytes, all that was read in them, and all that was made of that.

The only place where anything of the record goes. It goes in steps, and each can be cut short: the erasure is marked; one
transaction takes the words out of every table and derives anew what leaned on them; the file is written anew and its log
emptied; backups that hold the capture are deleted; the erasure is marked as done. Whoever next opens a ledger with an erasure
that is marked and not done takes the steps again: each of them may be taken twice.
"""

from __future__ import annotations

import json
import logging
import zlib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

import sqlalchemy as sa
from sqlalchemy.engine import Connection, Engine

from twosource.errors import ConfigError, LedgerError
from twosource.linking.shelf import TABLES
from twosource.model.capture import Capture, digest
from twosource.model.codec import canonical, loads
from twosource.model.document import Metadata
from twosource.model.vocabulary import DecisionKind
from twosource.store import derive, schema
from twosource.store.connection import Transaction, reading, writing
from twosource.store.copies import compact, delete_copies, find_copies, path_of
from twosource.store.custody import log_done, log_row
from twosource.store.full_text import take_words
from twosource.store.linked import is_linked_by_another
from twosource.store.pages import chunks
from twosource.store.record import insert_ignoring
from twosource.store.telling import Telling
from twosource.store.times import WHOLE_FROM
from twosource.store.tombs import Erased, erasure_of, erasures, named_in, unfinished

if TYPE_CHECKING:
    from twosource.store.derive import Linker

log = logging.getLogger(__name__)

LISTED = ("statements", "relations", "figures", "positions", "events", "gaps", "dues", "drifts", "withdrawn")
"""Derived tables whose rows are listed where they leaned on what is gone."""


@dataclass(frozen=True, slots=True)
class Plan:
    """What an erasure would take: documents by id with their titles, and all that it would say of them.

    Made before anyone is asked; nothing is written.
    """

    name: str
    titles: Mapping[str, str | None]
    erased: Erased


def plan(connection: Connection, document: str, *, by: str, because: str) -> Plan:
    """What erasing the capture of this document, by its whole id, would take.

    ConfigError where the reason repeats words of the document: it would keep what it is to erase.
    """
    table = schema.documents
    capture = connection.execute(sa.select(table.c.capture).where(table.c.id == document)).scalar_one()
    of_capture = sa.select(table.c.id).where(table.c.capture == capture).order_by(table.c.part, table.c.id)
    documents = tuple(connection.execute(of_capture).scalars())
    telling = Telling.of(connection, documents)
    for words in (by, because):
        found = telling.find(words)
        if found is not None:
            raise ConfigError(
                f"“{words}” repeats words of the document (“{found}”), and what is given as a reason or a name is kept:"
                " say it in other words"
            )
    erased = _leaning(connection, Erased(capture, documents, by, "", because), telling)
    names = schema.capture_names
    name = connection.execute(sa.select(sa.func.min(names.c.name)).where(names.c.capture == capture)).scalar()
    return Plan(name or capture, {key: _title(connection, key) for key in documents}, erased)


def _title(connection: Connection, document: str) -> str | None:
    table = schema.metadata
    query = (
        sa.select(table.c.body).where(table.c.document == document).order_by(table.c.number.desc()).limit(1)
    )
    body = connection.execute(query).scalar()
    return None if body is None else loads(Metadata, body).title


def _leaning(connection: Connection, erased: Erased, telling: Telling) -> Erased:
    """The erasure with the ids of all that leans on its documents now."""
    claims = _claims(connection, erased.documents)
    leaned: dict[str, tuple[str, ...]] = {"claims": tuple(sorted(claims))}
    beside: set[str] = set()
    for name in LISTED:
        ids: set[str] = set()
        for key, body in _rows_on(connection, name, claims):
            ids.add(key)
            beside.update(_members(name, body))
        leaned[name] = tuple(sorted(ids))
    leaned["documents"] = tuple(sorted(_documents(connection, beside) - set(erased.documents)))
    copies = find_copies(connection, path_of(connection.engine), [erased.capture])
    return replace(
        erased,
        leaned={name: ids for name, ids in leaned.items() if ids},
        decisions=tuple(sorted(decisions_about(connection, erased.documents, telling))),
        deleted=copies.holding,
        not_reached=copies.not_reached,
    )


def _claims(connection: Connection, documents: Sequence[str]) -> set[str]:
    """The ids of the claims that any reading of these documents has or had."""
    read, readings = schema.read_claims, schema.readings
    query = (
        sa.select(read.c.id)
        .join(readings, readings.c.number == read.c.reading)
        .where(readings.c.document.in_(documents))
    )
    return set(connection.execute(query).scalars())


def _rows_on(connection: Connection, name: str, claims: Iterable[str]) -> Iterator[tuple[str, str]]:
    """Ids and JSON of the open rows of a derived table that rest on one of these claims."""
    table, members = schema.derived[name], schema.members
    for some in chunks(sorted(claims)):
        query = (
            sa.select(table.c.id, table.c.body)
            .join(members, members.c.number == table.c.number)
            .where(
                members.c.of == schema.DERIVED.index(name),
                members.c.claim.in_(some),
                table.c.closed.is_(None),
            )
        )
        for row in connection.execute(query).all():
            yield row.id, row.body


def _members(name: str, body: str) -> Iterator[str]:
    """The ids of the claims that a row of a derived table rests on, from its JSON."""
    row = json.loads(body)
    for field in TABLES.get(name, "child parent").split():
        held = row.get(field, ())
        for each in (held,) if isinstance(held, str) else held:
            yield each if isinstance(each, str) else each["claim"]


def _documents(connection: Connection, claims: Iterable[str]) -> set[str]:
    table = schema.claims
    out: set[str] = set()
    for some in chunks(sorted(claims)):
        query = sa.select(table.c.document).where(table.c.id.in_(some), table.c.closed.is_(None))
        out |= set(connection.execute(query).scalars())
    return out


def decisions_about(connection: Connection, documents: Sequence[str], telling: Telling) -> set[str]:
    """Decisions about these documents, what undoes them, and others whose words tell of them."""
    table = schema.decisions
    bodies = {
        row.id: json.loads(row.body)
        for row in connection.execute(sa.select(table.c.id, table.c.body).where(table.c.body.is_not(None)))
    }
    out = {
        key
        for key, body in bodies.items()
        if not named_in(body).isdisjoint(documents) or telling.find(_typed(body))
    }
    while True:
        more = {key for key, body in bodies.items() if body.get("undoes") in out} - out
        if not more:
            return out
        out |= more


def _typed(body: dict[str, Any]) -> str:
    """What the reviewer typed, and the sources that are named by no document: the rest of a decision is words of the document
    that it is about."""
    correction = body.get("correction") or {}
    marks = [mark for mark in (body.get("source"), body.get("same_as")) if mark and not mark.get("document")]
    named = [mark.get(part) for mark in marks for part in ("name", "key")]
    typed = (body.get("because"), body.get("value"), correction.get("value"), *named)
    return "\n".join(each for each in typed if each)


# ---------------------------------------------------------------------- the steps


def mark(transaction: Transaction, erased: Erased) -> Erased:
    """Say that these words go: from here on whoever opens the ledger takes them away."""
    table = schema.erasures
    at = erased.at or transaction.one(
        sa.select(schema.changes.c.at).where(schema.changes.c.number == transaction.change)
    )
    erased = replace(erased, at=at)
    row = {
        "capture": erased.capture,
        "documents": canonical(erased.documents),
        "body": erased.body,
        "is_done": False,
        "change": transaction.change,
    }
    number = transaction.add(table, row)
    log_row(transaction, table, number)
    return replace(erased, number=number)


def take_away(engine: Engine, linker: Linker | None = None) -> tuple[Erased, ...]:
    """Take the words of every unfinished erasure out of the tables, and derive anew what leaned on them; those erasures."""
    with reading(engine) as connection:
        if not unfinished(connection):
            return ()
    with writing(engine, "erased") as transaction:
        connection = transaction.connection
        connection.exec_driver_sql("PRAGMA secure_delete = ON")
        found = unfinished(connection)
        documents = sorted({key for erased in found for key in erased.documents})
        _log_step("taking words away", found)
        for some in chunks(documents):
            take_words(connection, some)
        decisions = [key for erased in found for key in erased.decisions]
        _blank_decisions(connection, decisions)
        _take_documents(transaction, linker, documents, decisions)
        for some in chunks([erased.capture for erased in found]):
            _delete_captures(connection, some)
        _delete_history(connection)
        _keep_from(connection, transaction.change)
    return found


def finish(engine: Engine, found: Sequence[Erased]) -> None:
    """Take the words that were taken away out of the files too, and mark these erasures as done.

    LedgerError while another program reads the ledger or a backup cannot be deleted: the erasures stay unfinished.
    """
    if not found:
        return
    _log_step("writing the file anew", found)
    compact(engine)
    _log_step("deleting backups", found)
    with reading(engine) as connection:
        delete_copies(connection, path_of(engine), [erased.capture for erased in found])
    _log_step("marking as done", found)
    with writing(engine, "erased") as transaction:
        table = schema.erasures
        for erased in found:
            is_it = sa.and_(table.c.number == erased.number, sa.not_(table.c.is_done))
            # Another process may have finished it meanwhile.
            if transaction.connection.execute(sa.update(table).where(is_it).values(is_done=True)).rowcount:
                log_done(transaction, erased.number, erased.capture)
        for name in {name for erased in found for name in erased.deleted}:
            transaction.connection.execute(sa.delete(schema.backups).where(schema.backups.c.path == name))
    _log_step("done", found)


def finish_unfinished(engine: Engine, linker: Linker | None = None) -> None:
    """Finish what an earlier process began to erase: the words go from the tables, or the ledger is not opened."""
    found = take_away(engine, linker)
    try:
        finish(engine, found)
    except LedgerError as error:
        log.warning("an erasure could not be finished: %s", error)


def erase_captures(
    engine: Engine, tombs: Iterable[Erased], linker: Linker | None = None
) -> tuple[Erased, ...]:
    """Erase here what another ledger erased, whether or not it is here; the new erasures, as this ledger keeps them.

    One that this ledger has already is left alone, also where its page was restored since.
    """
    with writing(engine, "erased") as transaction:
        connection = transaction.connection
        have = {erased.is_same_as for erased in erasures(connection)}
        new = [tomb for tomb in tombs if tomb.is_same_as not in have]
        for tomb in new:
            table = schema.documents
            of_capture = sa.select(table.c.id).where(table.c.capture == tomb.capture)
            documents = tuple(sorted({*tomb.documents, *connection.execute(of_capture).scalars()}))
            bare = Erased(tomb.capture, documents, tomb.by, tomb.at, tomb.because)
            here = _leaning(connection, bare, Telling.of(connection, documents))
            # What told of it there tells of it here, though here the name may stand in another document.
            decisions = tuple(sorted({*here.decisions, *tomb.decisions}))
            mark(transaction, replace(here, decisions=decisions))
    if not new:
        return ()
    finish(engine, take_away(engine, linker))
    with reading(engine) as connection:
        wanted = {tomb.is_same_as for tomb in new}
        return tuple(erased for erased in erasures(connection) if erased.is_same_as in wanted)


def restore(transaction: Transaction, capture: Capture) -> bool:
    """Take the bytes of an erased capture in again, under its name, so that its documents can be read; whether it was erased.

    LedgerError while its erasure is unfinished: whoever finishes it would take them away again.
    """
    erased = erasure_of(transaction.connection, capture.id)
    if erased is None:
        return False
    if not erased.is_done:
        raise LedgerError(
            f"{capture.name}: its erasure is not finished, because another program has the ledger open: close it, and open"
            " the ledger again before the page is restored"
        )
    table = schema.captures
    blob = zlib.compress(capture.content, 6)
    row = {"size": len(capture.content), "content": blob, "seal": digest(blob), "change": transaction.change}
    again = transaction.connection.execute(sa.update(table).where(table.c.id == capture.id).values(**row))
    if not again.rowcount:
        transaction.connection.execute(sa.insert(table), {"id": capture.id, **row})
    log_row(transaction, table, capture.id)
    name = {"capture": capture.id, "name": capture.name, "address": capture.address or ""}
    insert_ignoring(transaction, schema.capture_names, name)
    return True


def _log_step(step: str, found: Sequence[Erased]) -> None:
    log.info("erasing %s: %s", ", ".join(erased.capture[:12] for erased in found), step)


# ---------------------------------------------------------------------- what goes


def _take_documents(
    transaction: Transaction, linker: Linker | None, documents: Sequence[str], decisions: Sequence[str]
) -> None:
    """Delete all rows of these documents but the ones that give their ids, and derive anew what leaned on them.

    Where decisions go too, or another program derived what there is, everything is derived anew.
    """
    connection = transaction.connection
    is_whole = bool(decisions) or is_linked_by_another(connection)
    shown = schema.shown
    for some in chunks(documents):
        connection.execute(sa.delete(shown).where(shown.c.document.in_(some)))
    if not is_whole:
        # Before the rows go: the neighbourhood of a claim is found by them.
        table = schema.bodies
        for some in chunks(documents):
            here = sa.select(table.c.document).where(table.c.document.in_(some))
            transaction.touched.update(connection.execute(here).scalars())
        derive.follow_up(transaction, linker)
    for some in chunks(documents):
        _delete_documents(connection, some)
    if is_whole:
        derive.rebuild(transaction, linker)
        _retell(transaction, decisions)


def _retell(transaction: Transaction, decisions: Sequence[str]) -> None:
    """Take the words of these decisions out of earlier states of claims: a correction, or the key of a source."""
    table = schema.decisions
    reaching = table.c.kind.in_([DecisionKind.CORRECT.value, DecisionKind.ALIAS.value])
    changes: list[int] = []
    for some in chunks(decisions):
        query = sa.select(table.c.change).where(table.c.id.in_(some), reaching)
        changes += transaction.connection.execute(query).scalars()
    if changes:
        derive.retell(transaction, min(changes))


def _blank_decisions(connection: Connection, ids: Sequence[str]) -> None:
    """Take the words of these decisions: what they are of, and where they landed, goes with them."""
    table, followings = schema.decisions, schema.followings
    for some in chunks(ids):
        connection.execute(sa.delete(followings).where(followings.c.decision.in_(some)))
        connection.execute(sa.update(table).where(table.c.id.in_(some)).values(body=None))


def _delete_documents(connection: Connection, documents: Sequence[str]) -> None:
    """Every row of these documents but the one that gives their ids."""
    claims, readings, read = schema.claims, schema.readings, schema.read_claims
    numbers = sa.select(claims.c.number).where(claims.c.document.in_(documents))
    contexts = schema.contexts
    of_contexts = sa.select(contexts.c.number).where(contexts.c.document.in_(documents))
    of_readings = sa.select(readings.c.number).where(readings.c.document.in_(documents))
    ids = sa.select(read.c.id).where(read.c.reading.in_(of_readings))
    members = schema.members
    for of, name in enumerate(schema.DERIVED):
        # None is open any more where linking did its work; no row that rests on these claims stays either way.
        table = schema.derived[name]
        rests = sa.select(members.c.number).where(members.c.of == of, members.c.claim.in_(ids)).distinct()
        for some in chunks(connection.execute(rests).scalars().all()):
            connection.execute(sa.delete(table).where(table.c.number.in_(some)))
            # A new row may be given the number of one that is gone, and must not inherit its claims.
            connection.execute(sa.delete(members).where(members.c.of == of, members.c.number.in_(some)))
    gone = [
        schema.origins_of.c.claim.in_(numbers),
        schema.sources_of.c.claim.in_(numbers),
        schema.blocks.c.claim.in_(numbers),
        members.c.claim.in_(ids),
        schema.bands.c.context.in_(of_contexts),
        contexts.c.document.in_(documents),
        schema.followings.c.document.in_(documents),
        claims.c.document.in_(documents),
        read.c.reading.in_(of_readings),
        readings.c.document.in_(documents),
        schema.bodies.c.document.in_(documents),
        schema.metadata.c.document.in_(documents),
        schema.failures.c.document.in_(documents),
    ]
    for condition in gone:
        connection.execute(sa.delete(condition.left.table).where(condition))


def _delete_captures(connection: Connection, captures: Sequence[str]) -> None:
    """The bytes of these captures, the names they came under, and why they could not be read."""
    names, failures, table = schema.capture_names, schema.failures, schema.captures
    connection.execute(sa.delete(names).where(names.c.capture.in_(captures)))
    connection.execute(sa.delete(failures).where(failures.c.capture.in_(captures)))
    connection.execute(sa.update(table).where(table.c.id.in_(captures)).values(content=None))


def _delete_history(connection: Connection) -> None:
    """Every closed derived row, of whatever documents.

    Open rows follow from the rest of the record alone, so none of them can hold a word that is gone. Closed rows may, under
    names that they took from it, and history before an erasure is no longer whole anyhow: it is derived when it is asked for.
    """
    members = schema.members
    for of, name in enumerate(schema.DERIVED):
        table = schema.derived[name]
        connection.execute(sa.delete(table).where(table.c.closed.is_not(None)))
        is_gone = sa.and_(members.c.of == of, members.c.number.not_in(sa.select(table.c.number)))
        connection.execute(sa.delete(members).where(is_gone))


def _keep_from(connection: Connection, change: int) -> None:
    """Note that the history of derived rows is whole only from this change on."""
    table = schema.state
    connection.execute(sa.delete(table).where(table.c.name == WHOLE_FROM))
    connection.execute(sa.insert(table), {"name": WHOLE_FROM, "value": str(change)})
