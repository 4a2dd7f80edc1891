"""A page of an answer is the answer's rows from there on, whatever the question."""

from __future__ import annotations

from collections import Counter, defaultdict
from dataclasses import replace
from itertools import pairwise

import pytest

from bench.readings import growing
from twosource.linking.origins import hear_one
from twosource.model.vocabulary import Act
from twosource.store.base import ClaimQuestion, Lens, day_key
from twosource.store.judging import judging_at
from twosource.store.ledger import open_ledger
from twosource.store.parties import SHOWN
from twosource.store.questions import narrows
from twosource.store.rows import EVERYTHING
from twosource.store.shelf import with_publisher

from .example_entries import entries_of
from .test_decisions_linked import ALL, REPORTS, mission_key
from .test_two_times import SOME, decisions, made

QUESTIONS = (
    "claims", "statements", "relations", "drifts", "figures", "positions", "events", "gaps", "due",
    "sources", "origins", "network",
)  # fmt: skip
PAGE = 7


@pytest.fixture(scope="module")
def ledger(tmp_path_factory):
    with open_ledger(tmp_path_factory.mktemp("pages") / "ledger.db", create=True) as ledger:
        for entry in growing(5, 8):
            ledger.record(entry)
        yield ledger


@pytest.mark.parametrize("name", QUESTIONS)
@pytest.mark.parametrize("narrow", [ClaimQuestion(), ClaimQuestion(source="ministry")], ids=("all", "some"))
def test_pages_make_up_the_whole(ledger, name, narrow):
    ask = getattr(ledger, name)
    whole = ask(narrow)
    pages = []
    while page := ask(replace(narrow, limit=PAGE, offset=len(pages))):
        assert len(page) <= PAGE
        pages += page

    assert pages == list(whole)


def test_gaps_asked_of_some_are_those_of_their_claims_and_of_the_statements_that_hold_them(ledger):
    narrow = ClaimQuestion(source="ministry")
    asked = {row.id for row in ledger.claims(narrow)}
    led = {row.statement.id for row in ledger.statements(narrow)}

    expected = [gap for gap in ledger.gaps() if gap.claim.id in asked | led]

    assert expected
    assert list(ledger.gaps(narrow)) == expected


def test_counts_are_of_what_there_is(ledger):
    counts = ledger.counts()

    assert counts.claims == len(ledger.claims())
    assert counts.statements == len(ledger.statements())
    assert counts.origins == len({row.origin.id for row in ledger.claims() if row.origin is not None})


# ---------------------------------------------------------------------- exactness


def decided(path):
    """A ledger of three papers: two missions are one, a report is withdrawn, and what is decided holds."""
    ledger = open_ledger(path, create=True)
    for entry, _, _ in REPORTS:
        ledger.record(entry)
    ledger.decide([ALL[0]])
    ledger.decide([ALL[6]])
    return ledger


def of_examples(path):
    """A ledger of examples, one of them restated, a claim withdrawn and a source graded."""
    entries = [entry for name in SOME for entry in entries_of(name)]
    ledger, _ = made(path, [*entries, *decisions()])
    return ledger


@pytest.fixture(scope="module", params=["missions", "examples", "growing"])
def judged(request, tmp_path_factory, ledger):
    if request.param == "growing":
        yield ledger
        return
    make = decided if request.param == "missions" else of_examples
    with make(tmp_path_factory.mktemp(request.param) / "ledger.db") as made_now:
        yield made_now


LENSES = (Lens(), Lens(as_of=3), Lens(known_by="2031-03-08"), Lens(known_by="2031-04-03"))


def lens_id(lens):
    return f"{lens.as_of or ''}{lens.known_by or ''}" or "now"


@pytest.fixture(params=LENSES, ids=lens_id)
def seen(request, judged):
    with judged.at(request.param) as asked:
        yield asked


class Counted:
    """What claims and statements say of who is relied on, who vouches and who had it from whom, counted one by one."""

    def __init__(self, ledger, question=EVERYTHING):
        with ledger._reading() as rows:
            actors = judging_at(rows.connection, rows.at).actors
        contexts = ledger.contexts()
        self.hops = defaultdict(list)
        self.vouched = defaultdict(list)
        self.links = Counter()
        every = [row for row in ledger.claims() if row.withdrawn is None]
        asked = {row.id for row in ledger.claims(question)}
        self.origins = {row.origin.id for row in every if row.origin is not None and row.id in asked}
        for row in every:
            context = with_publisher(contexts[row.document], actors)
            ends = [party.key for party in hear_one(row.claim, {row.document: context}, actors).hops]
            if row.id in asked:
                self.links.update(pairwise(ends))
                for key in dict.fromkeys(ends[1:]):
                    self.hops[key].append(row)
            if row.origin is not None:
                self.vouched[row.origin.id].append(row)
        origins = [({one.id for one in row.origins}, row.statement.id) for row in ledger.statements(question)]
        if narrows(question):
            counting = asked & {row.id for row in every}
            holding = {
                row.statement.id for row in ledger.statements() if counting & set(row.statement.claims)
            }
            origins = [(keys, statement) for keys, statement in origins if statement in holding]
        self.statements = {
            key: [statement for keys, statement in origins if key in keys]
            for key in {*self.hops, *self.vouched}
        }
        self.alone = {
            key: [statement for keys, statement in origins if keys == {key}]
            for key in {*self.hops, *self.vouched}
        }


def documents_of(rows):
    return tuple(dict.fromkeys(row.document for row in rows))


def publishers_of(rows):
    return sorted({row.publisher for row in rows if row.publisher})


@pytest.mark.parametrize("question", [EVERYTHING, ClaimQuestion(act=Act.ASSERT)], ids=("all", "some"))
def test_sources_are_what_claims_and_statements_say_counted_one_by_one(seen, question):
    counted = Counted(seen, question)
    found = seen.sources(question)

    assert {row.id for row in found} == counted.hops.keys()
    for row in found:
        claims = counted.hops[row.id]
        another = [one for one in claims if one.origin is not None and one.origin.id != row.id]
        assert (row.claim_count, row.claims) == (len(claims), tuple(one.id for one in claims[:SHOWN]))
        assert row.relays == len(another)
        assert (row.document_count, row.documents) == (
            len(documents_of(claims)), documents_of(claims)[:SHOWN],
        )  # fmt: skip
        assert (row.publisher_count, list(row.publishers)) == (
            len(publishers_of(claims)), publishers_of(claims)[:SHOWN],
        )  # fmt: skip
        assert (row.statements, row.alone) == (
            len(counted.statements[row.id]), len(counted.alone[row.id]),
        )  # fmt: skip
    order = [(-row.claim_count, row.name.casefold(), row.id) for row in found]
    assert order == sorted(order)


@pytest.mark.parametrize("question", [EVERYTHING, ClaimQuestion(act=Act.ASSERT)], ids=("all", "some"))
def test_origins_are_what_claims_and_statements_say_counted_one_by_one(seen, question):
    counted = Counted(seen, question)
    found = seen.origins(question)

    assert {row.origin.id for row in found} == counted.origins
    for row in found:
        key = row.origin.id
        claims, statements, alone = counted.vouched[key], counted.statements[key], counted.alone[key]
        assert row.origin.name == claims[0].origin.name
        assert (row.claim_count, row.origin.claims) == (len(claims), tuple(one.id for one in claims[:SHOWN]))
        assert (row.statement_count, list(row.statements)) == (len(statements), statements[:SHOWN])
        assert (row.alone_count, list(row.alone)) == (len(alone), alone[:SHOWN])
        assert (row.document_count, row.documents) == (
            len(documents_of(claims)), documents_of(claims)[:SHOWN],
        )  # fmt: skip
        assert (row.publisher_count, list(row.publishers)) == (
            len(publishers_of(claims)), publishers_of(claims)[:SHOWN],
        )  # fmt: skip
    order = [(-row.claim_count, row.origin.name.casefold(), row.origin.id) for row in found]
    assert order == sorted(order)


def test_the_network_is_what_claims_say_counted_one_by_one(seen):
    found = [((link.source, link.target), link.claims) for link in seen.network()]

    assert found == sorted(Counted(seen).links.items())


def test_sources_that_a_person_joined_are_one_row_and_a_withdrawn_claim_is_in_none(tmp_path):
    with decided(tmp_path / "ledger.db") as ledger:
        mission = next(row for row in ledger.sources() if row.id == mission_key("Harbour Post"))

        assert mission_key("Bay Courier") not in {row.id for row in ledger.sources()}
        assert mission.claims == (REPORTS[1][2][0].id,)
        assert mission.publishers == ("Bay Courier",)
        with ledger.at(Lens(as_of=4)) as before:
            joined = next(row for row in before.sources() if row.id == mission_key("Harbour Post"))
            assert joined.claim_count == 2


def test_answers_that_are_kept_give_way_to_what_is_recorded_and_decided(tmp_path):
    with decided(tmp_path / "ledger.db") as ledger:
        for ask in (ledger.sources, ledger.origins, ledger.network):
            assert ask() == ask()
        before = ledger.sources(), ledger.origins(), ledger.network()
        with open_ledger(tmp_path / "ledger.db") as another:
            another.decide([ALL[4]])
            fresh = another.sources(), another.origins(), another.network()

        after = ledger.sources(), ledger.origins(), ledger.network()
        assert after == fresh
        assert all(one != other for one, other in zip(before, after, strict=True))


@pytest.mark.parametrize("size", [1, 3])
def test_pages_of_documents_make_up_the_whole_in_canonical_order(seen, size):
    whole = seen.documents()
    pages = []
    while page := seen.documents(size, len(pages)):
        pages += page

    assert pages == list(whole)
    assert [row.id for row in whole] == [
        row.id for row in sorted(whole, key=lambda row: (day_key(row.metadata.published), row.id))
    ]
