"""The examples read one by one, in any order, give what all of them read at once give."""

from __future__ import annotations

import random
from dataclasses import replace
from itertools import combinations
from pathlib import Path

import pytest

from tests.unit.linking.shelf import Record
from twosource.intake.inputs import find_inputs
from twosource.intake.manifest import load_manifest
from twosource.linking import Context, link
from twosource.linking.actors import shipped_actors
from twosource.linking.compare import compare
from twosource.linking.constraints import NO_CONSTRAINTS, Word, pair_of
from twosource.linking.origins import SILENCES, hear
from twosource.linking.statements import JOINED, may_join
from twosource.model.claim import Claim
from twosource.model.vocabulary import Polarity
from twosource.views.library import Reading, read_capture

EXAMPLES = Path(__file__).parents[3] / "examples"

Read = dict[str, tuple[Context, tuple[Claim, ...]]]


def _context(reading: Reading) -> Context:
    document, known = reading.document, reading.document.metadata
    publisher = known.publisher
    key = None if publisher is None else shipped_actors().same_as(f"outlet:{publisher.casefold()}")
    return Context(document.id, publisher, key, known.published, document.fingerprint, known.credit)


@pytest.fixture(scope="module")
def read() -> Read:
    given = find_inputs([EXAMPLES], manifest=load_manifest(EXAMPLES / "manifest.csv"))
    readings = [read_capture(one.capture, one.stated) for one in given if one.capture is not None]
    flat = [each for one in readings for each in (one, *one.more)]
    return {
        one.document.id: (_context(one), tuple(row.claim for row in one.claims)) for one in flat if one.claims
    }


def _whole(read: Read, record: Record) -> dict:
    claims = [claim for _, held in read.values() for claim in held]
    contexts = {document: context for document, (context, _) in read.items()}
    return record.differs_from(link(claims, contexts, constraints=record.decided))


@pytest.mark.parametrize("seed", range(6))
def test_documents_one_by_one_give_what_all_give(read: Read, seed: int) -> None:
    order = sorted(read)
    random.Random(seed).shuffle(order)
    record, so_far = Record(), {}
    for n, document in enumerate(order):
        record.change(documents={document: read[document]})
        so_far[document] = read[document]
        if n % 5 == 4:
            assert _whole(so_far, record) == {}

    assert len(record.told) > 50
    assert _whole(read, record) == {}


@pytest.mark.parametrize("seed", range(3))
def test_decisions_and_removals_leave_no_trace_when_undone(read: Read, seed: int) -> None:
    record = Record()
    record.change(documents=read)
    before = {table: +rows for table, rows in record.rows.items()}
    rand = random.Random(seed)
    ids = sorted(record.told)
    gone = {one: Word("A. Reviewer", "taken back") for one in rand.sample(ids, 8)}
    ties = [{pair_of(*rand.sample(ids, 2)): Word("A. Reviewer", "seen")} for _ in range(2)]

    record.change(decided=replace(NO_CONSTRAINTS, withdrawn=gone, must=ties[0], cannot=ties[1]))
    assert _whole(read, record) == {}
    assert not {row.claim for row in record.rows["provenance"]} & gone.keys()
    away = rand.choice(sorted(read))
    record.change(documents={away: None})
    assert _whole({key: one for key, one in read.items() if key != away}, record) == {}
    record.change(documents={away: read[away]}, decided=NO_CONSTRAINTS)

    assert {table: +rows for table, rows in record.rows.items()} == before


def test_no_two_claims_are_joined_that_a_glance_would_part(read: Read) -> None:
    """Silences too, read with either polarity: they are joined whatever it is."""
    claims = [claim for _, held in read.values() for claim in held]
    claims += [
        replace(claim, anchor=replace(claim.anchor, index=7), polarity=other)
        for claim in claims
        for other in Polarity
        if claim.act in SILENCES and claim.polarity is not other
    ]
    told = hear(claims, {key: context for key, (context, _) in read.items()}, shipped_actors())
    groups: dict[object, list] = {}
    for one in told:
        groups.setdefault(one.claim.question, []).append(one)
    joined = [
        (one, other)
        for group in groups.values()
        for one, other in combinations(group, 2)
        if not (one.is_headline or other.is_headline)
        and (pair := compare(one, other)) is not None
        and pair.answer in JOINED
    ]

    assert any(one.claim.polarity is not other.claim.polarity for one, other in joined)
    assert all(may_join(one, other) for one, other in joined)
