"""Checking a ledger against itself: every capture's hash, and every span against the page as it came."""

from __future__ import annotations

import json
import logging
from collections.abc import Iterator, Sequence

import sqlalchemy as sa
from sqlalchemy.engine import Connection

from twosource.errors import IntegrityError, LedgerError, NotFoundError, TwosourceError
from twosource.intake import parts
from twosource.intake.charref import decoded, normalised
from twosource.model.capture import Capture
from twosource.model.claim import Claim
from twosource.model.codec import from_json, loads
from twosource.model.document import Document, Evidence, Metadata
from twosource.model.span import Span
from twosource.store import schema
from twosource.store.base import Finding
from twosource.store.connection import unpacked
from twosource.store.custody_check import check_custody
from twosource.store.lookup import content_of
from twosource.store.spans import spans_of
from twosource.store.tombs import erasures, is_erased

log = logging.getLogger(__name__)


def verify(connection: Connection) -> Iterator[Finding]:
    """What does not hold, capture by capture in the order of their ids; nothing where all does.

    Works on a ledger whose rows were altered: each finding names the capture concerned, and the check
    goes on.
    """
    yield from check_custody(connection)
    table = schema.captures
    for capture in connection.execute(sa.select(table.c.id).order_by(table.c.id)).scalars().all():
        names = _names(connection, capture)
        if is_erased(connection, capture):
            yield from _check_erased(connection, capture)
            continue
        try:
            content = content_of(connection, capture)
        except LedgerError as error:
            yield Finding(capture, names[0], str(error))
            continue
        captures = [Capture(capture, content, name) for name in names]
        for document in _documents(connection, capture):
            yield from _check_document(connection, captures, document)


def _check_erased(connection: Connection, capture: str) -> Iterator[Finding]:
    """What is still there of a capture that was erased."""
    captures = schema.captures
    left = ["its bytes"] * bool(
        connection.execute(
            sa.select(captures.c.id).where(captures.c.id == capture, captures.c.content.is_not(None))
        ).all()
    )
    for document in _documents(connection, capture):
        for table in (
            schema.bodies,
            schema.metadata,
            schema.readings,
            schema.claims,
            schema.followings,
            schema.contexts,
        ):
            count = sa.select(sa.func.count()).select_from(table).where(table.c.document == document)
            if connection.execute(count).scalar_one():
                left.append(f"rows of {table.name}")
    if left:
        yield Finding(capture, capture, f"it was erased, and {', '.join(left)} are there")


def _names(connection: Connection, capture: str) -> list[str]:
    names = schema.capture_names
    query = sa.select(names.c.name).where(names.c.capture == capture).distinct().order_by(names.c.name)
    return list(connection.execute(query).scalars()) or [capture]


def _documents(connection: Connection, capture: str) -> list[str]:
    table = schema.documents
    query = sa.select(table.c.id).where(table.c.capture == capture).order_by(table.c.part, table.c.id)
    return list(connection.execute(query).scalars())


def _check_document(connection: Connection, captures: Sequence[Capture], key: str) -> Iterator[Finding]:
    """What does not hold of one document; it holds where it does under one of its capture's names."""
    capture = captures[0]
    try:
        bodies = list(_bodies(connection, key))
        evidence = list(_evidence(connection, key))
    except (LedgerError, NotFoundError, ValueError, sa.exc.SQLAlchemyError) as error:
        yield Finding(capture.id, capture.name, f"a stored row is damaged: {error}", key)
        return
    # One that was restored may not be read again yet; what is missing of it otherwise, the custody log says.
    if not bodies and not erasures(connection, [capture.id]):
        yield Finding(capture.id, capture.name, "nothing that a cleaner made of it is kept", key)
    first: list[Finding] | None = None
    for named in captures:
        found = [
            finding for document, claims in bodies for finding in _compare(named, document, claims, evidence)
        ]
        if not found:
            return
        first = first or found
    yield from first or ()


def _bodies(connection: Connection, key: str) -> Iterator[tuple[Document, list[Claim]]]:
    """A document as each cleaner made it, with the claims that were read in that; superseded ones too."""
    table = schema.bodies
    query = sa.select(table).where(table.c.document == key).order_by(table.c.number)
    for row in connection.execute(query):
        document = from_json(Document, unpacked(row.body))
        if document.id != key:
            raise IntegrityError(f"body {row.number} was altered: it is of another document")
        yield document, list(_claims(connection, row.number))


def _claims(connection: Connection, body: int) -> Iterator[Claim]:
    """The claims of every reading of a body."""
    read, readings = schema.read_claims, schema.readings
    query = (
        sa.select(read.c.id, read.c.body)
        .join(readings, readings.c.number == read.c.reading)
        .where(readings.c.body == body)
        .order_by(read.c.number)
    )
    for key, packed in connection.execute(query):
        claim = from_json(Claim, unpacked(packed))
        if claim.id != key:
            raise IntegrityError(f"claim {key} was altered: its anchor gives {claim.id}")
        yield claim


def _evidence(connection: Connection, document: str) -> Iterator[Evidence]:
    table = schema.metadata
    query = sa.select(table.c.body).where(table.c.document == document).order_by(table.c.number)
    for body in connection.execute(query).scalars():
        known = loads(Metadata, body)
        yield from known.publisher_evidence
        yield from known.byline_evidence
        yield from known.credit_evidence
        if known.published is not None:
            yield from known.published.evidence


def _compare(
    capture: Capture, document: Document, claims: Sequence[Claim], evidence: Sequence[Evidence]
) -> Iterator[Finding]:
    try:
        part = parts.part_of(capture, document.raw_map.part)
    except TwosourceError as error:
        yield Finding(
            capture.id, capture.name, f"part {document.raw_map.part} cannot be decoded: {error}", document.id
        )
        return
    if part.encoding != document.raw_map.encoding:
        because = f"is decoded as {part.encoding}, was read as {document.raw_map.encoding}"
        yield Finding(capture.id, capture.name, because, document.id)
    checked: dict[Span, bool] = {}

    def holds(span: Span) -> bool:
        if span not in checked:
            checked[span] = span.end <= len(document.text) and parts.says_the_same(document, part, span)
        return checked[span]

    for block in document.blocks:
        if not holds(block.at):
            because = f"a block's words are not those of the page at [{block.at.start}, {block.at.end})"
            yield Finding(capture.id, capture.name, because, document.id)
    for claim in claims:
        for span in spans_of(claim):
            if not holds(span):
                because = f"a claim's words are not those of the page at [{span.start}, {span.end})"
                yield Finding(capture.id, capture.name, because, document.id, claim.id)
        if not _is_anchored(document, claim):
            because = "a claim's anchor is not the raw place of its head"
            yield Finding(capture.id, capture.name, because, document.id, claim.id)
    for item in evidence:
        if item.raw and not _is_stated(item, part):
            because = f"the evidence “{item.words}” ({item.rule}) is not in the page where it should be"
            yield Finding(capture.id, capture.name, because, document.id)


def _is_stated(evidence: Evidence, part: parts.Part) -> bool:
    """Whether the words of an evidence are among its raw segments: a line, a tag, or a script of JSON."""
    raw = "".join(segment.of(part.text) for segment in evidence.raw)
    words = normalised(evidence.words)
    in_json = {json.dumps(evidence.words, ensure_ascii=ascii_only)[1:-1] for ascii_only in (True, False)}
    return (
        words in normalised(decoded(raw))
        or words in parts.words_of(part.text, evidence.raw, part.kind)
        or any(each in raw or each.replace("/", "\\/") in raw for each in in_json)
    )


def _is_anchored(document: Document, claim: Claim) -> bool:
    raw = document.raw_map.raw(claim.head)
    return claim.document == document.id and bool(raw) and raw[0].start == claim.anchor.head
