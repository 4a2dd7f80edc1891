"""What is erased is found nowhere: in no table, no index, no log, no backup, after any kill; the fact stays."""

from __future__ import annotations

import os
import random
import re
import shutil
import signal
import sqlite3
import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import pytest
import sqlalchemy as sa

from tests.store.hiding import blobs_of, places
from tests.store.made import LATER_RUN, claim_of, document_of, entry_of, ferry, restated, toy_link
from tests.store.old_ledgers import unpack_0001
from twosource.errors import ConfigError, LedgerError, NotFoundError
from twosource.linking.following import mark_of
from twosource.model.decision import Correction, Decision, SourceMark
from twosource.model.vocabulary import CorrectedField, DecisionKind, Polarity
from twosource.store import erase as erasing
from twosource.store import full_text, schema
from twosource.store.base import Entry, Lens, Unclaimed
from twosource.store.connection import WAIT_S, reading
from twosource.store.ledger import open_ledger

ROOT = Path(__file__).parents[2]
EVERYTHING = bool(os.environ.get("PROOFS"))

AT = "2031-05-01T10:00:00Z"
SECRET = (
    "Quillander Brastovik told the ferry office that the vexillorium sank at dawn near Xylotherme.\n"
    "A lookout denied it. It rained. Nobody else than Quillander Brastovik had keys to the bunkergate."
)
WORDS = (
    "Quillander", "Brastovik", "vexillorium", "Xylotherme", "bunkergate",
    "Marrowgate", "zephyrine", "jacquemont", "Hobblethwaite", "ungulaceous", "wunderkammer",
)  # fmt: skip
"""Words of the text, the title, the file's name and address, the byline, a reason, a note and a failure."""


def secret(**changes) -> Entry:
    """The page that has to go, read."""
    capture, document = document_of(
        SECRET, name="zephyrine.txt", publisher="Jacquemont Courier", title="Marrowgate witness speaks"
    )
    capture = replace(capture, address="https://jacquemont.example/zephyrine")
    metadata = replace(document.metadata, byline="Ada Hobblethwaite", **changes)
    document = replace(document, metadata=metadata)
    claims = (
        claim_of(document, "the vexillorium sank", "sank", source="Quillander Brastovik", place="Xylotherme"),
        claim_of(document, "denied it", "denied", source="A lookout", polarity=Polarity.NEGATIVE),
    )
    entry = entry_of(capture, document, claims)
    reading_ = replace(entry.reading, unclaimed=(Unclaimed(claims[0].head, "ungulaceous"),))
    return replace(entry, reading=reading_)


def note(ledger, entry, because):
    """A note on the first claim of a page, as `review note` keeps it."""
    mark, _ = ledger.mark_of_claim(entry.reading.claims[0].id)
    decision = Decision(DecisionKind.NOTE, "R. Fell", AT, because, claims=(mark,), value="see there")
    ledger.decide([decision])
    return decision


def decide(path):
    """Four decisions, by name: on the page, telling of it, undoing the first, and innocent of it."""
    with open_ledger(path, linker=toy_link) as ledger:
        noted = note(ledger, secret(), "wunderkammer")
        telling = note(ledger, ferry(), "as Quillander Brastovik says")
        undone = Decision(DecisionKind.UNDO, "R. Fell", AT, "a typing mistake", undoes=noted.id)
        ledger.decide([undone])
        innocent = note(ledger, ferry(), "the log of the port says so")
    return {"noted": noted, "telling": telling, "undone": undone, "innocent": innocent}


@pytest.fixture(scope="module")
def made(tmp_path_factory):
    """A ledger with the page, its history, decisions about it and others beside it."""
    path = tmp_path_factory.mktemp("erase") / "ledger.db"
    with open_ledger(path, create=True, linker=toy_link) as ledger:
        ledger.record(ferry())
        ledger.record(secret())
        ledger.record(restated(secret(), byline="Ada Hobblethwaite, Jacquemont"))
        again = secret()
        blocks = again.document.blocks[:1]
        other = replace(again.document, blocks=blocks)
        read = replace(again.reading, run=LATER_RUN.id, claims=again.reading.claims[:1])
        ledger.record(replace(again, document=other, run=LATER_RUN, reading=read))
        ledger.failed("zephyrine.txt", secret().capture.id, LATER_RUN, "it cannot be read: wunderkammer")
        for number in range(3):
            ledger.record(
                ferry(
                    name=f"{number}.txt",
                    publisher=f"Post {number}",
                    text=f"{number}. " + ferry().document.text,
                )
            )
    decide(path)
    return path


@pytest.fixture
def kept(made, tmp_path):
    folder = tmp_path / "kept"
    shutil.copytree(made.parent, folder)
    return folder / made.name


def erase(path, wait_s=WAIT_S):
    with open_ledger(path, wait_s=wait_s, linker=toy_link) as ledger:
        return ledger.erase(secret().document.id, by="R. Fell", because="it names a witness")


def findings(path):
    with open_ledger(path, linker=toy_link) as ledger:
        return list(ledger.verify())


def packed(path):
    """What is packed in a ledger with the page, and not in one without it."""
    return blobs_of(path)


def test_the_words_are_there_before(kept):
    found = places(kept.parent, WORDS)

    for word in WORDS:
        part = repr(word[:6].casefold().encode())
        assert any(part in each for each in found), word


def test_the_words_are_nowhere_after(kept):
    before = blobs_of(kept)
    erase(kept)

    assert places(kept.parent, WORDS, before - blobs_of(kept)) == []
    assert findings(kept) == []


def test_the_words_are_nowhere_while_the_ledger_stays_open(kept):
    with open_ledger(kept, linker=toy_link) as ledger:
        ledger.erase(secret().document.id, by="R. Fell", because="it names a witness")

        assert places(kept.parent, WORDS) == []


@pytest.mark.parametrize("linker", [toy_link, None], ids=["everything anew", "its neighbourhood"])
def test_the_rest_is_as_if_the_page_had_never_been_read(kept, tmp_path, linker):
    with sqlite3.connect(kept) as connection:
        connection.execute("DELETE FROM decisions")  # with them everything is derived anew
    with open_ledger(kept, linker=linker) as ledger:
        ledger.relink()
        ledger.erase(secret().document.id, by="R. Fell", because="it names a witness")
    with open_ledger(tmp_path / "fresh.db", create=True, linker=linker) as fresh:
        fresh.record(ferry())
        for number in range(3):
            fresh.record(
                ferry(
                    name=f"{number}.txt",
                    publisher=f"Post {number}",
                    text=f"{number}. " + ferry().document.text,
                )
            )
        with open_ledger(kept, linker=linker) as ledger:
            for ask in (
                "documents",
                "claims",
                "statements",
                "relations",
                "figures",
                "positions",
                "events",
                "origins",
            ):
                assert getattr(ledger, ask)() == getattr(fresh, ask)(), ask
            assert ledger.counts() == fresh.counts()


def test_the_fact_stays_with_who_why_and_what_leaned_on_it(kept):
    entry = secret()
    with open_ledger(kept, linker=toy_link) as ledger:
        relations = {
            row.relation
            for row in ledger.relations()
            if entry.document.id in (row.source.document, row.target.document)
        }
    erase(kept)
    with open_ledger(kept, linker=toy_link) as ledger:
        (erased,) = ledger.erasures()

    assert (erased.capture, erased.documents) == (entry.capture.id, (entry.document.id,))
    assert (erased.by, erased.because) == ("R. Fell", "it names a witness")
    assert erased.is_done
    assert set(erased.leaned["claims"]) == {claim.id for claim in entry.reading.claims}
    assert len(erased.leaned["relations"]) == len(relations) > 0
    assert ferry().document.id in erased.leaned["documents"]
    with sqlite3.connect(kept) as connection:
        assert connection.execute(
            "SELECT count(*) FROM captures WHERE id = ?", (entry.capture.id,)
        ).fetchone() == (1,)
        assert connection.execute(
            "SELECT count(*) FROM documents WHERE id = ?", (entry.document.id,)
        ).fetchone() == (1,)


def test_decisions_keep_their_ids_and_lose_their_words_where_they_tell_of_it(kept):
    decided = decide(kept)  # nothing new: they are there
    erased = erase(kept)
    with sqlite3.connect(kept) as connection:
        bodies = dict(connection.execute("SELECT id, body FROM decisions"))

    assert set(erased.decisions) == {decided[name].id for name in ("noted", "telling", "undone")}
    assert bodies.keys() == {decision.id for decision in decided.values()}
    assert {key for key, body in bodies.items() if body is None} == set(erased.decisions)
    assert "the log of the port says so" in bodies[decided["innocent"].id]


def test_a_decision_that_comes_after_the_erasure_leaves_what_one_before_it_leaves(kept):
    decided = decide(kept)
    with sqlite3.connect(kept) as connection:
        connection.execute("DELETE FROM decisions")
        connection.execute("DELETE FROM followings")
    erase(kept)
    with open_ledger(kept, linker=toy_link) as ledger:
        ledger.decide([decided["noted"], decided["undone"], decided["innocent"]])
    with sqlite3.connect(kept) as connection:
        bodies = dict(connection.execute("SELECT id, body FROM decisions"))
        followed = {key for (key,) in connection.execute("SELECT decision FROM followings")}

    assert bodies[decided["noted"].id] is None
    assert bodies[decided["undone"].id] is None
    assert followed == {decided["innocent"].id}
    assert places(kept.parent, WORDS) == []


def test_what_a_telling_decision_made_of_another_page_is_gone_from_earlier_states_too(tmp_path):
    path, page = tmp_path / "judged.db", ferry(name="f.txt")
    claims = page.reading.claims
    mark = mark_of(claims[0], page.document, claims)
    corrected = Decision(
        DecisionKind.CORRECT, "R. Fell", AT, "as Quillander Brastovik says", claims=(mark,),
        correction=Correction(CorrectedField.POLARITY, '"negative"'),
    )  # fmt: skip
    office = SourceMark("the_harbour_office", "The harbour office")
    witness = SourceMark("body:quillander brastovik", "Quillander")
    joined = Decision(DecisionKind.ALIAS, "R. Fell", AT, "one", source=office, same_as=witness)
    with open_ledger(path, create=True) as ledger:
        ledger.record(page)
        plain = ledger.claims(), ledger.origins()
        ledger.record(secret())
        decided = ledger.decide([corrected, joined]).change
        ledger.decide(
            [Decision(DecisionKind.UNDO, "R. Fell", AT, "no", undoes=one.id) for one in (corrected, joined)]
        )
        ledger.erase(secret().document.id, by="R. Fell", because="it names a witness")
        with ledger.at(Lens(decided)) as then:
            assert (then.claims(), then.origins()) == plain
        assert list(ledger.verify()) == []

    assert places(tmp_path, WORDS) == []


def test_the_words_of_a_decision_that_an_erasure_took_do_not_come_back_with_a_log(kept):
    decided = decide(kept)
    erase(kept)
    with sqlite3.connect(kept) as connection:
        # As in a ledger that took over the erasure, and never had the decision.
        connection.execute("DELETE FROM decisions WHERE id = ?", (decided["telling"].id,))
    with open_ledger(kept, linker=toy_link) as ledger:
        ledger.decide([decided["telling"]])

    assert places(kept.parent, WORDS) == []


def test_nothing_is_written_between_the_plan_of_an_erasure_and_its_mark(kept, monkeypatch):
    plan, tried = erasing.plan, []

    def plan_while_another_writes(connection, document, **words):
        planned = plan(connection, document, **words)
        with (
            open_ledger(kept, wait_s=0, linker=toy_link) as other,
            pytest.raises(LedgerError, match="another process is writing"),
        ):
            note(other, secret(), "wunderkammer, again")
        tried.append(document)
        return planned

    monkeypatch.setattr(erasing, "plan", plan_while_another_writes)
    erase(kept)

    assert tried == [secret().document.id]
    assert places(kept.parent, WORDS) == []


def test_history_is_whole_only_from_the_erasure_on(kept):
    erase(kept)
    with sqlite3.connect(kept) as connection:
        (whole_from,) = connection.execute("SELECT value FROM state WHERE name = 'whole_from'").fetchone()
        (change,) = connection.execute("SELECT change FROM erasures").fetchone()
        closed = [
            connection.execute(f"SELECT count(*) FROM {name} WHERE closed IS NOT NULL").fetchone()[0]
            for name in schema.DERIVED
        ]

    assert int(whole_from) > change
    assert not any(closed)


@pytest.mark.parametrize("reason", [
    "it names Quillander Brastovik",
    "Marrowgate witness speaks too freely",
    "nobody else than this man had keys to the bunkergate",
])  # fmt: skip
def test_a_reason_that_repeats_the_words_is_refused(kept, reason):
    with open_ledger(kept, linker=toy_link) as ledger:
        with pytest.raises(ConfigError, match="say it in other words"):
            ledger.erase(secret().document.id, by="R. Fell", because=reason)
        assert ledger.erasures() == ()


def test_a_moment_before_the_erasure_shows_the_rest_as_it_was_and_none_of_the_words(kept):
    with open_ledger(kept, linker=toy_link) as ledger:
        first = [row.id for row in ledger.at(Lens(as_of=1)).claims()]
    with sqlite3.connect(kept) as connection:
        (before,) = connection.execute("SELECT max(number) FROM changes").fetchone()
    erase(kept)
    with open_ledger(kept, linker=toy_link) as ledger:
        assert [row.id for row in ledger.at(Lens(as_of=1)).claims()] == first
        then = ledger.at(Lens(as_of=before))
        assert len(then.documents()) == 4
        assert len(then.claims()) == 8
        assert len(then.statements()) == len(ledger.statements())
    assert places(kept.parent, WORDS) == []


def test_an_erased_document_is_not_found_and_its_erasure_is_named(kept):
    erase(kept)
    with open_ledger(kept, linker=toy_link) as ledger:
        with pytest.raises(NotFoundError, match=r"erased on .* by R\. Fell"):
            ledger.document(secret().document.id)
        with pytest.raises(LedgerError, match=r"erased on .* by R\. Fell"):
            ledger.capture(secret().capture.id)


def test_an_erased_page_is_refused_until_it_is_restored(kept):
    erase(kept)
    with open_ledger(kept, linker=toy_link) as ledger:
        with pytest.raises(LedgerError, match=r"erased on .* by R\. Fell"):
            ledger.record(secret())
        assert ledger.known(secret().capture.id) == ()
        assert ledger.restore(secret().capture)
        assert ledger.record(secret()).reading

        assert len(ledger.documents()) == 5
        assert [one.is_restored for one in ledger.erasures()] == [True]
        assert list(ledger.verify()) == []
        assert not ledger.restore(secret().capture)


def test_a_page_that_is_restored_and_not_yet_read_is_kept_under_its_name(kept):
    # As where the process was killed between the two.
    erase(kept)
    with open_ledger(kept, linker=toy_link) as ledger:
        assert ledger.restore(secret().capture)
    with open_ledger(kept, linker=toy_link) as ledger:
        assert ledger.capture(secret().capture.id) == secret().capture
        assert list(ledger.verify()) == []
        assert ledger.record(secret()).reading


def test_a_page_is_not_restored_while_its_erasure_is_unfinished(kept):
    with open_ledger(kept, wait_s=1, linker=toy_link) as ledger, open_ledger(kept) as other:
        with reading(other._engine) as connection:
            connection.execute(sa.select(schema.captures.c.id)).all()
            with pytest.raises(LedgerError, match="another program"):
                ledger.erase(secret().document.id, by="R. Fell", because="it names a witness")
        with pytest.raises(LedgerError, match="not finished"):
            ledger.restore(secret().capture)


def test_a_restored_page_can_be_erased_again(kept):
    erase(kept)
    with open_ledger(kept, linker=toy_link) as ledger:
        ledger.restore(secret().capture)
        ledger.record(secret())
    erase(kept)

    assert places(kept.parent, WORDS) == []
    assert findings(kept) == []
    with open_ledger(kept, linker=toy_link) as ledger:
        assert len(ledger.erasures()) == 2


def test_a_row_smuggled_back_is_found(kept, made):
    erase(kept)
    with sqlite3.connect(kept) as connection:
        connection.execute("ATTACH ? AS old", (str(made),))
        connection.execute(
            "INSERT INTO bodies SELECT * FROM old.bodies WHERE document = ?", (secret().document.id,)
        )
        connection.commit()

    because = " ".join(one.because for one in findings(kept))
    assert "was erased, and is there again" in because
    assert "rows of bodies are there" in because


def test_an_index_that_was_told_other_words_is_made_anew(kept, monkeypatch):
    # As where a program of another version put in another title.
    monkeypatch.setattr(full_text, "_title", lambda *_: "Another title")
    erase(kept)

    assert places(kept.parent, WORDS) == []
    with open_ledger(kept, linker=toy_link) as ledger:
        assert findings(kept) == []
        words = sa.text("SELECT count(*) FROM document_words WHERE document_words MATCH 'harbour'")
        with reading(ledger._engine) as connection:
            assert connection.execute(words).scalar() == 4


def backup(path, name):
    target = path.with_name(name)
    with sqlite3.connect(path) as source, sqlite3.connect(target) as copy:
        source.backup(copy)
    return target


def test_backups_that_hold_the_page_are_deleted_and_others_named(kept):
    listed = backup(kept, "ledger.db.0001.bak")
    unlisted = backup(kept, "ledger.db.0001.2.bak")
    without = kept.with_name("ledger.db.0001.3.bak")
    with open_ledger(without, create=True, linker=toy_link) as other:
        other.record(ferry())
    with sqlite3.connect(kept) as connection:
        for name in (listed.name, without.name, "ledger.db.moved.bak"):
            connection.execute("INSERT INTO backups (path, change) VALUES (?, 1)", (name,))
    erased = erase(kept)

    assert erased.deleted == ("ledger.db.0001.2.bak", "ledger.db.0001.bak")
    assert erased.not_reached == ("ledger.db.moved.bak",)
    assert not listed.exists()
    assert not unlisted.exists()
    assert without.exists()
    assert places(kept.parent, WORDS) == []


def test_a_journal_that_lies_beside_the_ledger_goes(kept):
    kept.with_name("ledger.db-journal").write_bytes(bytes(512) + b"Quillander")
    erase(kept)

    assert places(kept.parent, WORDS) == []


def test_another_reader_leaves_the_erasure_unfinished_and_the_next_open_finishes_it(kept):
    with open_ledger(kept, linker=toy_link) as other, reading(other._engine) as connection:
        connection.execute(sa.select(schema.captures.c.id)).all()
        with pytest.raises(LedgerError, match="another program"):
            erase(kept, wait_s=1)
    with open_ledger(kept, linker=toy_link) as ledger:
        assert [one.is_done for one in ledger.erasures()] == [True]

    assert places(kept.parent, WORDS) == []
    assert findings(kept) == []


def test_a_tombstone_of_another_ledger_erases_here_too(kept, made, tmp_path):
    other = shutil.copy(made, tmp_path / "other.db")
    erase(other)
    with open_ledger(other, linker=toy_link) as ledger:
        tombs = ledger.erasures()
    with open_ledger(kept, linker=toy_link) as ledger:
        (erased,) = ledger.erase_captures(tombs)
        assert ledger.erase_captures(tombs) == ()
        with pytest.raises(LedgerError):
            ledger.record(secret())

    assert erased.is_same_as == tombs[0].is_same_as
    assert places(kept.parent, WORDS) == []
    assert findings(kept) == []


@pytest.mark.parametrize("is_erased_here", [True, False])
def test_the_words_are_nowhere_in_a_merged_ledger(kept, made, tmp_path, is_erased_here):
    other = shutil.copy(made, tmp_path / "other.db")
    erase(kept if is_erased_here else other)
    with open_ledger(kept, linker=toy_link) as ledger:
        ledger.merge(other, program="0.1")

    assert places(kept.parent, WORDS) == []
    assert findings(kept) == []


def test_a_tombstone_of_a_page_that_was_never_here_keeps_it_out(tmp_path, made):
    other = shutil.copy(made, tmp_path / "other.db")
    erase(other)
    with open_ledger(other, linker=toy_link) as ledger:
        tombs = ledger.erasures()
    with open_ledger(tmp_path / "new.db", create=True, linker=toy_link) as ledger:
        ledger.record(ferry())
        ledger.erase_captures(tombs)
        with pytest.raises(LedgerError):
            ledger.record(secret())
        assert list(ledger.verify()) == []
        ledger.restore(secret().capture)
        ledger.record(secret())
        assert list(ledger.verify()) == []


def own_words(path, document):
    """Words that no other document of the ledger has in its title or text."""
    with open_ledger(path) as ledger:
        texts = {row.id: f"{row.metadata.title} {row.document.text}".casefold() for row in ledger.documents()}
    others = "\n".join(text for key, text in texts.items() if key != document)
    return sorted(word for word in set(re.findall(r"[a-z]{8,}", texts[document])) if word not in others)


def test_a_page_of_a_ledger_that_an_older_program_wrote_goes_from_its_backup_too(tmp_path):
    folder = tmp_path / "old"
    folder.mkdir()
    path = unpack_0001(folder)
    with open_ledger(path) as ledger:
        documents = [row.id for row in ledger.documents()]
    words, document = max(
        ((own_words(path, each), each) for each in documents), key=lambda found: len(found[0])
    )
    with sqlite3.connect(path) as connection:
        # The names of tables, and a gazetteer of the reader's own, are no words of a page.
        beside = connection.execute(
            "SELECT sql FROM sqlite_master UNION SELECT content FROM gazetteers"
        ).fetchall()
    other = " ".join(str(text).casefold() for (text,) in beside)
    gone = [word for word in words if word not in other and places(folder, [word], window=None)]
    assert len(gone) > 5
    with open_ledger(path) as ledger:
        before = blobs_of(path)
        erased = ledger.erase(document, by="R. Fell", because="it endangers someone")
        assert [*ledger.verify()] == []

    assert len(erased.deleted) == 1
    assert places(folder, gone, before - blobs_of(path), window=None) == []


# ---------------------------------------------------------------------- kill -9

CHILD = """
import logging, os, signal, sys, threading, time
import sqlalchemy as sa
from tests.store.made import toy_link
from twosource.store.ledger import open_ledger

path, document, how, when = sys.argv[1:]

def die():
    os.kill(os.getpid(), signal.SIGKILL)

class Dying(logging.Handler):
    def emit(self, record):
        if how == "step" and record.getMessage().endswith(when):
            die()

logging.getLogger("twosource").addHandler(Dying())
logging.getLogger("twosource").setLevel(logging.INFO)
ledger = open_ledger(path, linker=toy_link)
ledger.documents()
count = 0

@sa.event.listens_for(ledger._engine, "after_cursor_execute")
def _count(*_):
    global count
    count += 1
    if how == "statement" and count == int(when):
        die()

if how == "after":
    threading.Thread(target=lambda: (time.sleep(float(when)), die()), daemon=True).start()
ledger.erase(document, by="R. Fell", because="it names a witness")
print(count)
"""

STEPS = ("taking words away", "writing the file anew", "deleting backups", "marking as done", "done")


def killed(path, how, when):
    """Erase in a process of its own that is killed there; its exit code, and what it printed."""
    command = [sys.executable, "-c", CHILD, str(path), secret().document.id, how, str(when)]
    env = {**os.environ, "PYTHONPATH": f"{ROOT / 'src'}:{ROOT}"}
    done = subprocess.run(command, cwd=ROOT, env=env, check=False, capture_output=True, timeout=200)
    assert done.returncode in (0, -signal.SIGKILL), done.stderr.decode()[-2000:]
    return done.returncode, done.stdout.decode().strip()


def check_after(path):
    """After a kill: all is as before and can be erased, or opening it finishes what was begun."""
    with open_ledger(path, linker=toy_link) as ledger:
        was_begun = bool(ledger.erasures())
        assert all(one.is_done for one in ledger.erasures())
        assert list(ledger.verify()) == []
        if not was_begun:
            assert secret().document.id in [row.id for row in ledger.documents()]
            ledger.erase(secret().document.id, by="R. Fell", because="it names a witness")
    assert places(path.parent, WORDS) == []
    assert findings(path) == []
    with open_ledger(path, linker=toy_link) as ledger:
        assert len(ledger.documents()) == 4
    return was_begun


@pytest.mark.parametrize("step", STEPS if EVERYTHING else STEPS[1:4])
def test_a_kill_between_two_steps_is_made_good_by_the_next_open(kept, step):
    backup(kept, "ledger.db.0001.bak")
    code, _ = killed(kept, "step", step)

    assert code == -signal.SIGKILL
    assert check_after(kept)


def test_a_kill_at_a_statement_is_made_good_by_the_next_open(made, tmp_path):
    shutil.copytree(made.parent, tmp_path / "whole")
    _, printed = killed(tmp_path / "whole" / made.name, "statement", 0)
    total = int(printed)
    chosen = range(1, total + 1) if EVERYTHING else random.Random(7).sample(range(1, total + 1), 4)
    begun = set()
    for last in chosen:
        folder = tmp_path / str(last)
        shutil.copytree(made.parent, folder)
        code, _ = killed(folder / made.name, "statement", last)
        assert code == -signal.SIGKILL
        begun.add(check_after(folder / made.name))
    assert True in begun


@pytest.mark.skipif(not EVERYTHING, reason="takes minutes: PROOFS=all")
def test_a_kill_at_a_random_moment_is_made_good_by_the_next_open(made, tmp_path):
    moments = random.Random(11)
    for number in range(60):
        folder = tmp_path / str(number)
        shutil.copytree(made.parent, folder)
        killed(folder / made.name, "after", f"{moments.uniform(0, 0.6):.4f}")
        check_after(folder / made.name)
