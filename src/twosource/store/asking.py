"""The questions that a ledger answers, each from one consistent view of it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING, Any

import sqlalchemy as sa

from twosource.model.capture import Capture
from twosource.model.codec import from_json, loads
from twosource.model.run import Run
from twosource.model.vocabulary import DriftKind, RelationKind
from twosource.store import schema
from twosource.store.base import (
    ChainLink,
    ClaimQuestion,
    ClaimRow,
    Counts,
    DecisionRow,
    DocumentRow,
    DriftRow,
    DueRow,
    EventRow,
    FigureRow,
    Finding,
    GapRow,
    Lens,
    OriginRow,
    PositionRow,
    RelationRow,
    RunRow,
    SourceRow,
    StatementRow,
    Unclaimed,
    Why,
)
from twosource.store.connection import newest_change, reading, unpacked
from twosource.store.counting import count_claims, count_origins
from twosource.store.custody import Head, has_seal, head
from twosource.store.lookup import (
    beginning,
    claim_row,
    content_of,
    document_rows,
    documents_in_order,
    only,
    published_by,
    seen_document,
)
from twosource.store.parties import Parties
from twosource.store.rows import EVERYTHING, Rows
from twosource.store.session import Session
from twosource.store.times import change_of, is_open, was_there
from twosource.store.tombs import Erased, erasure_of, erasures

if TYPE_CHECKING:
    from twosource.linking import Context
    from twosource.model.claim import Claim
    from twosource.model.decision import ClaimMark, SourceMark
    from twosource.store.changed import Changes, LogRow


class Questions(Session):
    """A `Reader`: every question in the words of the domain."""

    # ------------------------------------------------------------------ documents

    def documents(self, limit: int | None = None, offset: int = 0) -> tuple[DocumentRow, ...]:
        """The documents in canonical order: so many of them, from so many on."""
        with self._reading() as rows:
            return document_rows(rows, documents_in_order(rows, self._lens.known_by, limit, offset))

    def undated(self) -> tuple[DocumentRow, ...]:
        """The documents that ``known_by`` leaves apart: it is not known whether they were out by then. None without it."""
        with reading(self._engine) as connection:
            rows = Rows(connection, change_of(connection, self._lens.as_of))
            return document_rows(rows, published_by(rows, self._lens.known_by).apart)

    def document(self, key: str) -> DocumentRow:
        """One document by id, the beginning of its id, file name, address or title."""
        with self._reading() as rows:
            (row,) = document_rows(rows, [seen_document(rows, key, self._lens.known_by)])
            return row

    def unclaimed(self, document: str) -> tuple[Unclaimed, ...]:
        """The sentences of a document that gave no claim, in text order, by document id."""
        readings, shown = schema.readings, schema.shown
        with self._reading() as rows:
            query = (
                sa.select(readings.c.unclaimed)
                .join(shown, shown.c.reading == readings.c.number)
                .where(shown.c.document == document, is_open(shown, rows.at))
            )
            blob = rows.connection.execute(query).scalar()
        return () if blob is None else tuple(from_json(Unclaimed, each) for each in unpacked(blob))

    def capture(self, key: str) -> Capture:
        """One capture by id, the beginning of its id, or name; its bytes are checked against its hash."""
        with reading(self._engine) as connection:
            table, names = schema.captures, schema.capture_names
            is_named = sa.and_(sa.or_(names.c.name == key, names.c.address == key), sa.literal(key != ""))
            by_name = sa.select(names.c.capture).where(is_named)
            found = connection.execute(by_name).scalars().all()
            capture = only(key, found or beginning(connection, table.c.id, key), "capture")
            content = content_of(connection, capture)
            name = connection.execute(
                sa.select(names.c.name, names.c.address)
                .where(names.c.capture == capture)
                .order_by(names.c.name, names.c.address)
            ).first()
        assert name is not None
        return Capture(capture, content, name.name, name.address or None)

    def captures(self) -> tuple[str, ...]:
        """The ids of the captures whose bytes are kept, in order of id."""
        table = schema.captures
        with reading(self._engine) as connection:
            kept = sa.select(table.c.id).where(table.c.content.is_not(None)).order_by(table.c.id)
            return tuple(connection.execute(kept).scalars())

    def gazetteers(self) -> tuple[tuple[str, str], ...]:
        """File name and content of each gazetteer that a reading shown now was made with."""
        from twosource.store.actors import kept_gazetteers

        with reading(self._engine) as connection:
            return kept_gazetteers(connection)

    def gazetteer_indexes(self) -> tuple[str, ...]:
        """File names of the indexes of gazetteers that a reading shown now was made with; the ledger keeps none of them."""
        from twosource.store.actors import named_indexes

        with reading(self._engine) as connection:
            return named_indexes(connection)

    def runs(self) -> tuple[RunRow, ...]:
        """The runs whose readings are shown, by id."""
        runs, readings, shown, read = schema.runs, schema.readings, schema.shown, schema.read_claims
        counted = (
            sa.select(sa.func.count())
            .select_from(read)
            .where(read.c.reading == readings.c.number)
            .scalar_subquery()
        )
        with self._reading() as rows:
            query = (
                sa.select(runs.c.body, sa.func.count(), sa.func.sum(counted))
                .select_from(
                    shown.join(readings, readings.c.number == shown.c.reading).join(
                        runs, runs.c.id == readings.c.run
                    )
                )
                .where(is_open(shown, rows.at))
                .group_by(runs.c.id)
                .order_by(runs.c.id)
            )
            return tuple(
                RunRow(loads(Run, body), documents, number)
                for body, documents, number in rows.connection.execute(query)
            )

    def counts(self) -> Counts:
        """How much there is."""
        with self._reading() as rows:

            def number(query: sa.Select[Any]) -> int:
                count: int = rows.connection.execute(
                    sa.select(sa.func.count()).select_from(query.subquery())
                ).scalar_one()
                return count

            def opened(name: str) -> int:
                table = schema.derived[name]
                return number(sa.select(table.c.number).where(is_open(table, rows.at)))

            is_whole = self._lens.known_by is None
            return Counts(
                captures=number(
                    sa.select(schema.captures.c.id).where(
                        was_there(schema.captures, rows.at), schema.captures.c.content.is_not(None)
                    )
                ),
                documents=len(published_by(rows, self._lens.known_by).seen),
                claims=count_claims(rows.connection, rows.at),
                statements=opened("statements"),
                relations=opened("relations"),
                origins=count_origins(rows.connection, rows.at, is_whole=is_whole),
            )

    def contexts(self) -> Mapping[str, Context]:
        """Each document that has claims, as linking sees it."""
        from twosource.store.judging import judging_at
        from twosource.store.shelf import Shelf

        with self._reading() as rows:
            shelf = Shelf(rows.connection, judging_at(rows.connection, rows.at), rows.at)
            return {one.claim.document: one.context for one in shelf.all()}

    # ------------------------------------------------------------------ decisions

    def decisions(self, target: str | SourceMark | None = None) -> tuple[DecisionRow, ...]:
        """The log of decisions by the reviewers' time, or those about one claim or document, by whole id, or one source."""
        from twosource.store import decisions

        with self._reading() as rows:
            return decisions.log(rows) if target is None else decisions.history(rows, target)

    def orphans(self) -> tuple[DecisionRow, ...]:
        """The decisions that hold of nothing, because what they are about is not found in what is shown."""
        from twosource.store import decisions

        with self._reading() as rows:
            return decisions.orphans(rows)

    def decision(self, key: str) -> DecisionRow:
        """One decision by its id or the beginning of its id."""
        from twosource.store import decisions

        with self._reading() as rows:
            table = schema.decisions
            found = only(key, beginning(rows.connection, table.c.id, key), "decision")
            (row,) = decisions.log(rows, [found])
            return row

    def mark_of_claim(self, key: str) -> tuple[ClaimMark, Claim]:
        """How a decision names a claim, and the claim as it was read."""
        from twosource.store import decisions

        with self._reading() as rows:
            return decisions.mark_of_claim(rows, key)

    def mark_of_source(self, key: str) -> SourceMark:
        """How a decision names a source: by key or name, or as ``CLAIM/N``, the N-th hop of a claim."""
        from twosource.store import decisions

        with self._reading() as rows:
            return decisions.mark_of_source(rows, key)

    # ------------------------------------------------------------------ claims

    def claims(self, question: ClaimQuestion = EVERYTHING) -> tuple[ClaimRow, ...]:
        """The claims asked for, in canonical order."""
        return self._ask(question, Rows.claims)

    def claim(self, key: str) -> ClaimRow:
        """One claim by its id or the beginning of its id."""
        with self._reading() as rows:
            return claim_row(rows, key)

    def why(self, key: str) -> Why:
        """What stands behind one claim."""
        from twosource.store import decisions

        with self._reading() as rows:
            claim = claim_row(rows, key)
            itself = ClaimQuestion(ids=(claim.id,))
            statements = rows.statements(itself)
            return Why(
                claim=claim,
                statement=statements[0] if statements else None,
                relations=rows.relations(itself),
                origins=statements[0].origins if statements else (),
                about=rows.claims_with(claim.claim.refers_to),
                judged=decisions.judged(rows, claim.id),
                drifts=rows.drifts(itself),
            )

    def relations(
        self, question: ClaimQuestion = EVERYTHING, *, kind: RelationKind | None = None
    ) -> tuple[RelationRow, ...]:
        """Relations that touch a claim asked for, of one kind or of all."""
        only = None if kind is None else kind.value
        return self._ask(question, lambda rows, asked: rows.relations(asked, only))

    def statements(self, question: ClaimQuestion = EVERYTHING) -> tuple[StatementRow, ...]:
        """Statements that hold a claim asked for; all their claims are given."""
        return self._ask(question, Rows.statements)

    def drifts(
        self, question: ClaimQuestion = EVERYTHING, *, kind: DriftKind | None = None
    ) -> tuple[DriftRow, ...]:
        """What a claim asked for changed of the one it retells, or what was changed of it."""
        only = None if kind is None else kind.value
        return self._ask(question, lambda rows, asked: rows.drifts(asked, only))

    def figures(self, question: ClaimQuestion = EVERYTHING) -> tuple[FigureRow, ...]:
        """Series that hold a claim asked for."""
        return self._ask(question, Rows.figures)

    def positions(self, question: ClaimQuestion = EVERYTHING) -> tuple[PositionRow, ...]:
        """Positions that hold a claim asked for, by actor."""
        return self._ask(question, Rows.positions)

    def events(self, question: ClaimQuestion = EVERYTHING) -> tuple[EventRow, ...]:
        """Events that a claim asked for is about: dated ones by their own time, undated ones last."""
        return self._ask(question, Rows.events)

    def sources(self, question: ClaimQuestion = EVERYTHING) -> tuple[SourceRow, ...]:
        """Who is relied on in the claims asked for: most claims first, then by name and id."""
        return self._ask_once("sources", question, lambda rows, asked: self._parties(rows, asked).sources())

    def origins(self, question: ClaimQuestion = EVERYTHING) -> tuple[OriginRow, ...]:
        """The origins of the claims asked for: most claims first, then by name and id."""
        return self._ask_once("origins", question, lambda rows, asked: self._parties(rows, asked).origins())

    def network(self, question: ClaimQuestion = EVERYTHING) -> tuple[ChainLink, ...]:
        """Who had it from whom in the claims asked for, by the ids of both ends."""
        return self._ask_once("network", question, lambda rows, asked: self._parties(rows, asked).network())

    def _parties(self, rows: Rows, question: ClaimQuestion) -> Parties:
        return Parties(rows, question, is_whole=self._lens.known_by is None)

    def gaps(self, question: ClaimQuestion = EVERYTHING) -> tuple[GapRow, ...]:
        """What is missing, by kind in the order of `GapKind`, then in canonical order."""
        from twosource.store import judged  # linking decides what is missing; it is loaded when it is asked

        return self._ask(question, judged.gaps)

    def due(self, question: ClaimQuestion = EVERYTHING) -> tuple[DueRow, ...]:
        """What is planned, ordered, expected, promised or threatened: dated first, by date."""
        from twosource.store import judged

        return self._ask(question, judged.due)

    # ------------------------------------------------------------------ times

    def log(self) -> tuple[LogRow, ...]:
        """Every change, oldest first."""
        from twosource.store.changes import log_rows

        with reading(self._engine) as connection:
            return log_rows(connection, 0, change_of(connection, self._lens.as_of))

    def moment(self) -> LogRow | None:
        """The newest change that is shown; None before the first."""
        from twosource.store.changes import log_rows

        with reading(self._engine) as connection:
            at = change_of(connection, self._lens.as_of)
            newest = newest_change(connection) if at is None else at
            return next(iter(log_rows(connection, newest - 1, newest)), None) if newest else None

    def changes(self, since: Lens) -> Changes:
        """What is shown now and was not at the two times of another lens, what is gone, and what moved; ConfigError where they
        are later."""
        from twosource.store.changes import State, compare

        with self.at(since) as earlier, earlier._reading() as was, self._reading() as now:
            return compare(
                State(was, since.known_by, earlier._laid is not None),
                State(now, self._lens.known_by, self._laid is not None),
            )

    # ------------------------------------------------------------------ trust

    def verify(self) -> Iterator[Finding]:
        """What does not hold: a capture's hash, a span, an anchor. Nothing where all does."""
        from twosource.store.verify import verify  # loads the intake, which no other question needs

        with reading(self._engine) as connection:
            yield from verify(connection)

    def custody(self) -> Head:
        """How many entries the custody log has, and the seal of the newest."""
        with reading(self._engine) as connection:
            return head(connection)

    def has_seal(self, seal: str) -> bool:
        """Whether an entry of the custody log has this seal, or one that begins so."""
        with reading(self._engine) as connection:
            return has_seal(connection, seal)

    def erasures(self) -> tuple[Erased, ...]:
        """Every erasure, oldest first."""
        with reading(self._engine) as connection:
            return erasures(connection)

    def erasure_of(self, capture: str) -> Erased | None:
        """The erasure that keeps a capture out; None where nothing does."""
        with reading(self._engine) as connection:
            return erasure_of(connection, capture)
