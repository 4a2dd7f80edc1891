"""Reading again from what the ledger keeps: the files are gone."""

from __future__ import annotations

from dataclasses import replace
from functools import partial

import pytest

from tests.store.made import toy_link
from tests.unit.batch.stand_ins import PROGRAM, clean
from tests.unit.batch.test_read import MIXED, given
from twosource.batch import read
from twosource.batch.again import find_kept, kept_gazetteers, kept_inputs
from twosource.batch.base import AlreadyRead, Failed, Read, Skipped
from twosource.batch.examine import examiner
from twosource.batch.inline import inline
from twosource.batch.program import Program
from twosource.errors import ConfigError
from twosource.intake.inputs import Input
from twosource.settings import Settings
from twosource.store.ledger import open_ledger

LATER = Program(PROGRAM.stages, replace(PROGRAM.run, code="0.2"))


@pytest.fixture
def ledger(tmp_path):
    with open_ledger(tmp_path / "test.db", create=True, linker=toy_link) as opened:
        yield opened


@pytest.fixture
def reading(ledger, monkeypatch):
    """What reads these inputs with a program, and a cleaner of its own where one is given."""

    def read_with(program, inputs, cleaner=clean):
        monkeypatch.setattr(read, "load_program", lambda *what: program)
        engine = partial(inline, examine=examiner(program, cleaner))
        return read.read_inputs(inputs, ledger, Settings(), engine)

    return read_with


def again(ledger):
    return kept_inputs(ledger, ledger.captures())


def test_what_is_kept_is_read_again_by_a_later_program(ledger, reading):
    reading(PROGRAM, MIXED)
    before = {row.id for row in ledger.claims()}
    summary = reading(LATER, again(ledger))

    assert {outcome.name: type(outcome) for outcome in summary.outcomes} == {
        "a.txt": Read,
        "b.txt": Read,
        "c.txt": Skipped,
        "d.txt": Failed,
    }
    assert [row.run.code for row in ledger.runs()] == ["0.2"]
    assert {row.id for row in ledger.claims()} == before
    (claim,) = ledger.claims()
    assert (claim.publisher, claim.published.value) == ("Harbour Post", "2031-04-02")


def test_the_same_program_has_read_it_already(ledger, reading):
    reading(PROGRAM, MIXED[:2])
    summary = reading(PROGRAM, again(ledger))

    assert [type(outcome) for outcome in summary.outcomes] == [AlreadyRead, AlreadyRead]


def test_a_copy_of_another_publisher_is_read_again_under_its_own_name(ledger, reading):
    reading(PROGRAM, [MIXED[0], given("z.txt", "The ferry sank.", publisher="Coast Daily")])
    documents = {row.id for row in ledger.documents()}
    summary = reading(LATER, again(ledger))

    assert [type(outcome) for outcome in summary.outcomes] == [Read, Read]
    assert {row.id for row in ledger.documents()} == documents
    assert {row.publisher for row in ledger.claims()} == {"Harbour Post", "Coast Daily"}


def test_another_cleaner_gives_the_document_another_text(ledger, reading):
    def shorter(capture, *, stated):
        (document,) = clean(capture, stated=stated)
        text = document.text.removesuffix(" It rained.")
        pieces = tuple(
            replace(piece, end=len(text), raw_end=piece.raw_start + len(text))
            for piece in document.raw_map.pieces
        )
        blocks = tuple(replace(block, at=replace(block.at, end=len(text))) for block in document.blocks)
        raw_map = replace(document.raw_map, pieces=pieces)
        return (replace(document, text=text, blocks=blocks, raw_map=raw_map),)

    reading(PROGRAM, [given("a.txt", "The ferry sank. It rained.")])
    before = ledger.claims()
    reading(LATER, again(ledger), shorter)

    (row,) = ledger.documents()
    assert row.document.text == "The ferry sank."
    assert [claim.id for claim in ledger.claims()] == [claim.id for claim in before]
    assert list(ledger.verify()) == []


def test_a_damaged_capture_fails_and_the_rest_is_read_again(ledger, reading):
    reading(PROGRAM, MIXED[:2])
    damaged = MIXED[0].capture.id
    with ledger._engine.begin() as connection:
        connection.exec_driver_sql("UPDATE captures SET content = x'00' WHERE id = ?", (damaged,))
    summary = reading(LATER, again(ledger))

    (failed,) = summary.of(Failed)
    assert failed.name == damaged
    assert "damaged" in failed.because
    assert [outcome.name for outcome in summary.of(Read)] == ["b.txt"]


@pytest.mark.parametrize("by", ["id", "name", "path of old", "file"])
def test_what_is_meant_is_found_without_its_file(ledger, reading, tmp_path, by):
    reading(PROGRAM, MIXED[:2])
    capture = MIXED[0].capture
    (document,) = [row.id for row in ledger.documents() if row.document.capture == capture.id]
    (tmp_path / "copy.txt").write_bytes(capture.content)
    means = {
        "id": document,
        "name": "a.txt",
        "path of old": str(tmp_path / "gone" / "a.txt"),
        "file": str(tmp_path / "copy.txt"),
    }

    assert list(find_kept(ledger, [means[by], "a.txt"])) == [capture.id]


def test_what_the_ledger_does_not_have_is_named(ledger, reading, tmp_path):
    reading(PROGRAM, MIXED[:2])
    (tmp_path / "new.txt").write_text("Never read.")
    found = list(find_kept(ledger, [str(tmp_path / "new.txt"), "elsewhere.txt"]))

    assert all(isinstance(one, Input) and one.capture is None for one in found)
    assert [one.error.reason for one in found] == ["is not in the ledger: read it without --again first"] * 2


def test_the_gazetteers_of_the_shown_readings_are_given_back(ledger, reading, tmp_path):
    key = ledger.keep_gazetteer("# one\n")
    ledger.keep_gazetteer("# never read with\n")
    program = Program(PROGRAM.stages, replace(PROGRAM.run, resources=(("gazetteer:own.toml", key),)))
    reading(program, MIXED[:1])

    (path,) = kept_gazetteers(ledger, tmp_path)
    assert path.endswith("own.toml")
    assert (tmp_path / "own.toml").read_text() == "# one\n"


def test_an_index_that_the_shown_readings_were_made_with_has_to_be_named(ledger, reading, tmp_path):
    program = Program(PROGRAM.stages, replace(PROGRAM.run, resources=(("gazetteer-index:world.idx", "ab"),)))
    reading(program, MIXED[:1])

    with pytest.raises(ConfigError, match=r"world\.idx, which it does not keep"):
        kept_gazetteers(ledger, tmp_path)
