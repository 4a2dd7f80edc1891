"""A question under a lens is answered as by a ledger into which only that had been recorded, or published."""

from __future__ import annotations

import random
from dataclasses import replace

import pytest

from twosource.errors import ConfigError, NotFoundError
from twosource.linking.following import mark_of
from twosource.model.decision import Decision
from twosource.model.vocabulary import Act, ChangeKind, DecisionKind, RelationKind
from twosource.store.base import Lens, known_key
from twosource.store.ledger import open_ledger

from .example_entries import differing, entries_of, keep_places, printed
from .made import RUN, claim_of, document_of, entry_of

pytestmark = pytest.mark.timeout(300)

SOME = (
    "08-kpb-groundless.html", "01-lantern-guards.html", "17-farbank-noyear.txt", "06-courier-mines.html",
    "05-farbank-mines.html", "11-klaxon-retraction.html", "10-klaxon-hask.html", "12-lantern-intercept.html",
    "20-courier-stub.html",
)  # fmt: skip
"""Examples in an order that is not that of their days: a denial before what it denies, a retraction before its report."""


def made(path, entries):
    """A ledger of these entries and decisions, and the number of the change that each was."""
    ledger = open_ledger(path, create=True)
    keep_places(ledger)
    changes = []
    for entry in entries:
        if isinstance(entry, Decision):
            ledger.decide([entry])
        else:
            ledger.record(entry)
        moment = ledger.moment()
        assert moment is not None
        changes.append(moment.number)
    return ledger, changes


def decisions():
    """A claim withdrawn and a source graded, of pages that came out on 6 and 10 March."""
    (lantern,), (farbank,) = entries_of("01-lantern-guards.html"), entries_of("05-farbank-mines.html")
    yield decide(DecisionKind.WITHDRAW, lantern, 1)
    yield decide(DecisionKind.GRADE_CLAIM, farbank, 2, value="4")


def decide(kind, entry, number, **fields):
    claims = entry.reading.claims
    mark = mark_of(claims[number], entry.document, claims)
    return Decision(kind, "Ada", f"2031-05-0{number}T10:00:00Z", "seen", claims=(mark,), **fields)


def only_out(entries, day):
    """What a ledger that read only what was out would hold: its pages as last stated, and every decision."""
    pages = {entry.document.id: entry for entry in entries if not isinstance(entry, Decision)}
    out = [entry for entry in pages.values() if known_key(entry.document.metadata.published) <= day]
    return out, [entry for entry in entries if isinstance(entry, Decision)]


@pytest.fixture(scope="module")
def recorded(tmp_path_factory):
    """A ledger of some examples, one of them restated afterwards, then decisions; what was recorded in order, and its changes."""
    entries = [entry for name in SOME for entry in entries_of(name)]
    entries += entries_of("06-courier-mines.html", published="2031-03-09")
    entries += decisions()
    ledger, changes = made(tmp_path_factory.mktemp("two") / "all.db", entries)
    with ledger:
        yield ledger, entries, changes


@pytest.mark.parametrize("count", [4, 11])
def test_as_of_equals_a_ledger_that_recorded_no_more(recorded, count, tmp_path):
    ledger, entries, changes = recorded
    replayed, _ = made(tmp_path / "then.db", entries[:count])

    with ledger.at(Lens(as_of=changes[count - 1])) as then, replayed:
        assert differing(printed(then), printed(replayed)) == {}


@pytest.mark.parametrize("day", ["2031-03-09", "2031-03-18", "2031-03-22"])
def test_known_by_equals_a_ledger_that_read_only_what_was_out(recorded, day, tmp_path):
    ledger, entries, _ = recorded
    out, decided = only_out(entries, day)
    random.Random(day).shuffle(out)
    read, _ = made(tmp_path / "out.db", [*out, *decided])

    with ledger.at(Lens(known_by=day)) as seen, read:
        assert len(seen.documents()) == len(out)
        assert differing(printed(seen), printed(read)) == {}


@pytest.mark.parametrize(("count", "day"), [(9, "2031-03-12"), (11, "2031-03-10")])
def test_both_times_together_equal_a_ledger_of_what_was_recorded_and_out(recorded, count, day, tmp_path):
    ledger, entries, changes = recorded
    out, decided = only_out(entries[:count], day)
    read, _ = made(tmp_path / "both.db", [*out, *decided])

    with ledger.at(Lens(changes[count - 1], day)) as seen, read:
        assert differing(printed(seen), printed(read)) == {}


def test_a_page_restated_later_was_out_then_only_as_it_was_known_then(recorded):
    ledger, _, changes = recorded
    with ledger.at(Lens(known_by="2031-03-09")) as now, ledger.at(Lens(changes[8], "2031-03-09")) as then:
        assert "06-courier-mines.html" in {row.name.rpartition("/")[2] for row in now.documents()}
        assert "06-courier-mines.html" not in {row.name.rpartition("/")[2] for row in then.documents()}


def test_undated_pages_stand_apart_and_only_under_known_by(recorded):
    ledger, _, changes = recorded
    assert ledger.undated() == ()
    with ledger.at(Lens(known_by="2031-03-09")) as seen:
        (apart,) = seen.undated()
        assert apart.metadata.published is None or apart.metadata.published.start is None
        assert apart.id not in {row.id for row in seen.documents()}
    with ledger.at(Lens(changes[1], "2031-03-09")) as before:
        assert before.undated() == ()


def test_a_page_that_was_not_out_is_not_found(recorded):
    ledger, _, _ = recorded
    later = next(row.id for row in ledger.documents() if row.name.endswith("12-lantern-intercept.html"))
    match = "was not published by 2031-03-09"
    with ledger.at(Lens(known_by="2031-03-09")) as seen, pytest.raises(NotFoundError, match=match):
        seen.document(later)


@pytest.mark.parametrize("lens", [Lens(as_of="soon"), Lens(as_of=999), Lens(as_of="2031-13-01")])
def test_a_moment_that_is_none_is_an_error(recorded, lens):
    ledger, _, _ = recorded
    with ledger.at(lens) as seen, pytest.raises(ConfigError):
        seen.claims()


def test_a_day_that_is_none_is_an_error(recorded):
    with pytest.raises(ConfigError, match="is no day"):
        recorded[0].at(Lens(known_by="2031-02-30"))


# ---------------------------------------------------------------------- what a reader of a day knew

KNOWN = {
    # the day      counts that were new (how meant, the low bound)      positions that were new (on what, how held)
    "2031-03-07": ({("planned", 9000), ("present", 1200)}, {("move", Act.NO_COMMENT)}),
    "2031-03-12": ({("done", 310_000)}, {("mass", Act.DISMISS), ("finish", Act.DISMISS)}),
    "2031-03-24": ({("under_way", 2000), ("under_way", 6500)}, {("reject", Act.EQUIVOCATE)}),
}
"""Of the examples, by hand: nine thousand announced; the denials of 11 March; the service's new count."""


@pytest.mark.parametrize("day", KNOWN)
def test_a_reader_of_the_day_knew_what_was_out_and_nothing_later(recorded, day):
    ledger, _, changes = recorded
    with ledger.at(Lens(changes[9], day)) as seen:  # before anything was decided
        counts = {
            (str(row.figure.modality), int(point.low))
            for row in seen.figures()
            for point in row.figure.points
            if point.low is not None
        }
        stands = {
            (row.position.question.predicate, point.act)
            for row in seen.positions()
            if row.position.actor == "ka-gov"
            for point in row.position.points
        }
    for other, (numbers, positions) in KNOWN.items():
        if other <= day:
            assert (numbers - counts, positions - stands) == (set(), set())
        else:
            assert (numbers & counts, positions & stands) == (set(), set())


def test_a_number_stands_until_its_report_is_taken_back(recorded):
    ledger, _, _ = recorded

    def crossed(day):
        with ledger.at(Lens(known_by=day)) as seen:
            rows = [row.figure for row in seen.figures() if row.figure.question.predicate == "cross"]
        return {point.low for row in rows for point in row.points}

    assert crossed("2031-03-20") == {60}
    assert crossed("2031-03-22") == set()


def test_a_revision_is_known_with_the_page_that_states_it(recorded):
    ledger, _, _ = recorded

    def revised(day):
        with ledger.at(Lens(known_by=day)) as seen:
            return {point.low for row in seen.figures() for point in row.figure.points if point.revises}

    assert (revised("2031-03-23"), revised("2031-03-24")) == (set(), {6500})


# ---------------------------------------------------------------------- what changed


def ids(rows):
    return {row.id for row in rows}


def told(rows):
    return {
        (row.relation.source, row.relation.target, row.relation.kind, row.relation.because) for row in rows
    }


LENSES = [
    pytest.param(lambda at: (Lens(as_of=at[2]), Lens(as_of=at[7])), id="recorded"),
    pytest.param(lambda at: (Lens(known_by="2031-03-12"), Lens(known_by="2031-03-24")), id="published"),
    pytest.param(lambda at: (Lens(at[4], "2031-03-20"), Lens(at[9], "2031-03-20")), id="both"),
]


@pytest.mark.parametrize("lenses", LENSES)
def test_what_was_and_what_changed_make_what_is(recorded, lenses):
    ledger, _, changes = recorded
    earlier, later = lenses(changes)
    with ledger.at(earlier) as was, ledger.at(later) as now:
        found = now.changes(earlier)

        for name in ("documents", "claims"):
            rows = getattr(found, name)
            new = ids(one.after for one in rows if one.before is None)
            gone = ids(one.before for one in rows if one.after is None)
            assert (ids(getattr(was, name)()) - gone) | new == ids(getattr(now, name)())
        before = told(one.before for one in found.relations if one.before is not None)
        after = told(one.after for one in found.relations if one.after is not None)
        assert before <= told(was.relations())
        assert (told(was.relations()) - before) | after == told(now.relations())
        assert before.isdisjoint(after)
        counts = {row.statement.id: row.statement.independent_origins for row in now.statements()}
        for one in found.statements:
            if one.after is not None:
                assert counts[one.after.statement.id] == one.after.statement.independent_origins
                was_count = None if one.before is None else one.before.statement.independent_origins
                assert was_count != one.after.statement.independent_origins


def test_a_retraction_read_between_withdraws_and_lowers_the_count(recorded):
    ledger, _, _ = recorded
    earlier = Lens(known_by="2031-03-20")
    with ledger.at(Lens(known_by="2031-03-22")) as now:
        found = now.changes(earlier)
    withdrawn = [one for one in found.claims if one.kind is ChangeKind.WITHDRAWN]
    fallen = [one for one in found.statements if one.after is None]

    assert withdrawn
    assert all(one.after.withdrawn and one.after.withdrawn.because for one in withdrawn)
    assert ids(row for one in fallen for row in one.went) <= ids(one.row for one in withdrawn)
    assert any(one.before.statement.independent_origins > 0 for one in fallen)
    assert RelationKind.RETRACTS in {one.row.relation.kind for one in found.relations}


def test_every_change_of_the_record_names_what_caused_it(recorded):
    ledger, entries, changes = recorded
    with ledger.at(Lens(as_of=changes[7])) as now:
        found = now.changes(Lens(as_of=changes[4]))
    between = {entry.document.id for entry in entries[5:8]}

    assert [row.number for row in found.log] == changes[5:8]
    for part in (
        found.documents,
        found.claims,
        found.statements,
        found.relations,
        found.figures,
        found.positions,
    ):
        assert all(one.cause is not None and set(one.cause.documents) <= between for one in part)


def test_nothing_lies_between_a_state_and_itself(recorded):
    ledger, _, changes = recorded
    with ledger.at(Lens(as_of=changes[4])) as now:
        found = now.changes(Lens(as_of=changes[4]))
    parts = (
        found.log,
        found.documents,
        found.claims,
        found.statements,
        found.relations,
        found.figures,
        found.events,
    )
    assert [part for part in parts if part] == []


def test_a_later_state_is_no_beginning(recorded):
    ledger, _, changes = recorded
    with ledger.at(Lens(as_of=changes[2])) as now, pytest.raises(ConfigError, match="later than"):
        now.changes(Lens(as_of=changes[5]))


def test_the_log_names_each_change_with_its_page(recorded):
    ledger, entries, changes = recorded
    log = {row.number: row for row in ledger.log()}
    for number, entry in zip(changes, entries, strict=True):
        if isinstance(entry, Decision):
            assert [one.decision for one in log[number].decisions] == [entry]
        else:
            assert log[number].pages == (entry.capture.name,)
    assert [row.number for row in ledger.log()] == sorted(log)
    with ledger.at(Lens(as_of=changes[3])) as then:
        assert then.log()[-1] == then.moment() == log[changes[3]]


OUTLET = """[[actor]]
id = "the-post"
name = "Harbour Post"
kind = "outlet"
country = "XA"
"""


def test_an_earlier_state_has_its_origins_though_a_later_gazetteer_knows_them_otherwise(tmp_path):
    capture, document = document_of()
    prose = entry_of(capture, document, [claim_of(document, "It rained", "rained")])
    capture, document = document_of(name="other.txt", publisher="Bay Courier")
    later = entry_of(capture, document, [claim_of(document, "It rained", "rained")])
    with open_ledger(tmp_path / "a.db", create=True) as ledger:
        ledger.record(prose)
        before = ledger.moment().number, ledger.claims(), ledger.origins(), ledger.statements()
        key = ledger.keep_gazetteer(OUTLET)
        run = replace(RUN, resources=(*RUN.resources, ("gazetteer:own.toml", key)))
        ledger.record(replace(later, run=run, reading=replace(later.reading, run=run.id)))

        assert "the-post" in {row.origin.id for row in ledger.origins()}
        with ledger.at(Lens(before[0])) as then:
            assert (then.claims(), then.origins(), then.statements()) == before[1:]
        assert ledger.relink() == 0
