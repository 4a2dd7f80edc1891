"""What documents changed of those they retell: rows of drift, made anew for the documents of a change and their kin."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from itertools import chain

import sqlalchemy as sa

from twosource.linking.blocks import text_keys
from twosource.linking.drift import child_keys, drift_between, parent_keys, tellings
from twosource.linking.drift_words import Passage
from twosource.linking.origins import Testimony
from twosource.linking.shelf import Part
from twosource.model.relation import Drift
from twosource.model.span import Span
from twosource.store import schema
from twosource.store.connection import Transaction
from twosource.store.pages import Pages
from twosource.store.shelf import Shelf


class PageWords:
    """The paragraphs of claims, from the documents as they are shown."""

    def __init__(self, pages: Pages) -> None:
        self._pages = pages

    def paragraph(self, document: str, at: Span) -> Passage:
        """The block that holds a span of a document's text."""
        page = self._pages.document(document)
        block = next((each.at for each in page.blocks if each.at.start <= at.start < each.at.end), at)
        return Passage(block.start, block.of(page.text))


def restated(transaction: Transaction) -> frozenset[str]:
    """The documents of the claims that a change withdrew or restored."""
    gone, claims = schema.derived["withdrawn"], schema.claims
    change = transaction.change
    # Not joined: SQLite would walk every claim to ask of each whether it is among these few.
    moved = sa.select(gone.c.id).where(sa.or_(gone.c.opened == change, gone.c.closed == change))
    query = sa.select(claims.c.document).where(claims.c.id.in_(moved), claims.c.closed.is_(None)).distinct()
    return frozenset(transaction.connection.execute(query).scalars())


def drifts_of(shelf: Shelf, pages: Pages, documents: Collection[str], gone: Collection[str]) -> Part:
    """The drift that these documents are child or parent of, in place of what stood; ``gone`` are claims they had before."""
    told = _claims_of(shelf, documents)
    pairs: set[tuple[str, str]] = set()
    for document, claims in told.items():
        kin = set(chain.from_iterable(shelf.sharing_text(text_keys(claims[0].context)).values()))
        pairs |= {(document, other) for other in (*shelf.cited_by(_child_keys(claims)), *kin)}
        pairs |= {(other, document) for other in (*shelf.citing(parent_keys(claims[0].context)), *kin)}
    missing = {each for pair in pairs for each in pair} - told.keys()
    every = {**told, **_claims_of(shelf, missing)}
    words = PageWords(pages)
    pages.fetch(every)
    heard = {document: tellings(claims, words) for document, claims in sorted(every.items())}
    found: list[Drift] = []
    for child, parent in sorted(pairs):
        if child != parent and child in heard and parent in heard:
            found += drift_between(heard[child], heard[parent], shelf.actors)
    scope = frozenset(gone).union(one.id for one in shelf.of_documents(documents))
    return Part("drifts", scope, tuple(dict.fromkeys(found)))


def _child_keys(claims: Iterable[Testimony]) -> tuple[str, ...]:
    return tuple(sorted({key for one in claims for key in child_keys(one)}))


def _claims_of(shelf: Shelf, documents: Collection[str]) -> dict[str, tuple[Testimony, ...]]:
    """The claims of these documents that count, in canonical order."""
    found: dict[str, list[Testimony]] = {}
    every = list(shelf.of_documents(documents))
    gone = shelf.withdrawn([one.id for one in every])
    for one in sorted(every, key=lambda each: each.rank):
        if one.id not in gone:
            found.setdefault(one.claim.document, []).append(one)
    return {document: tuple(claims) for document, claims in found.items()}
