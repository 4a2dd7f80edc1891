"""The commands of review as a reader meets them: a decision, what it changed, the log, and the claim that it is about."""

from __future__ import annotations

import json

import pytest
import typer
from typer.testing import CliRunner

from tests.unit.views.made import CLOSED, DENIED, MOVED, PAGE, entries
from twosource.model.codec import dumps
from twosource.model.decision import Decision
from twosource.store.ledger import open_ledger
from twosource.views import cli_review
from twosource.views.cli import app

RUNNER = CliRunner()
WHY = ("--because", "two photographs")


@pytest.fixture
def ledger(tmp_path, monkeypatch):
    """A ledger of its own, in a folder of its own, for a reviewer who is known."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("TWOSOURCE_REVIEWER", "Ada")
    path = tmp_path / "twosource.db"
    with open_ledger(path, create=True) as opened:
        for entry in entries():
            opened.record(entry)
    return path


def review(*arguments):
    return RUNNER.invoke(app, ["review", *map(str, arguments)])


def done(*arguments) -> str:
    found = review(*arguments)
    assert found.exit_code == 0, found.output
    return found.output


def told(*arguments):
    return [json.loads(line) for line in done(*arguments, "--json").splitlines()]


def why(claim: str) -> str:
    found = RUNNER.invoke(app, ["why", claim])
    assert found.exit_code == 0, found.output
    return " ".join(found.output.split())


@pytest.mark.parametrize("command", sorted(typer.main.get_command(cli_review.review).commands))
def test_every_command_has_help_with_an_example(command) -> None:
    found = review(command, "--help")
    assert found.exit_code == 0
    assert f"Example: twosource review {command}" in " ".join(found.output.split())


def test_a_grade_is_told_and_moves_nothing(ledger) -> None:
    assert "is 2, probably true" in done("grade", MOVED.id, 2, *WHY)
    assert "Nothing that is derived from claims changed." in done("grade", MOVED.id[:8], 3, *WHY)


def test_why_keeps_three_axes_apart_each_with_who_when_and_why(ledger) -> None:
    done("grade", MOVED.id, 2, *WHY)
    done("likelihood", MOVED.id, "very likely", "--because", "it fits")
    done("grade-source", "the Foreign Ministry", "b", "--because", "often right")

    shown = why(MOVED.id)

    assert "its holder certain, as presented" in shown
    assert "credibility 2, probably true Ada," in shown
    assert "likelihood very likely Ada," in shown
    assert "reliability the Foreign Ministry: B, usually reliable Ada," in shown
    (claim,) = [
        json.loads(line) for line in RUNNER.invoke(app, ["why", MOVED.id, "--json"]).output.splitlines()
    ]
    judged = claim["judged"]
    assert (judged["certainty"], judged["credibility"]["value"], judged["likelihood"]["value"]) == (
        "certain", "2", "very_likely",
    )  # fmt: skip
    assert [one["grade"]["value"] for one in judged["reliability"] if one["grade"]] == ["B"]
    assert len(judged["history"]) == 3


def test_what_nobody_graded_is_said_to_be_so(ledger) -> None:
    shown = why(MOVED.id)

    assert "credibility not graded (1 to 6)" in shown
    assert "reliability no source of its chain is graded (A to F)" in shown


def test_a_correction_is_shown_with_the_words_before_and_after(ledger) -> None:
    done("correct", MOVED.id, "quantity", "350", "--words", "300 guards", "--because", "misread")

    shown = why(MOVED.id)

    assert "quantity was about 300 “about 300”, is 350 “300 guards”" in shown
    assert "Ada, " in shown.split("Corrected")[1]
    assert "look twice corrected" not in shown


def test_a_correction_tells_what_changed_because_of_it(ledger) -> None:
    output = done("correct", DENIED.id, "polarity", "positive", *WHY)

    assert f"polarity of claim {DENIED.id[:8]} is positive" in output
    assert "Taken back, corrected, gone" in output


def test_json_tells_the_decision_and_all_that_it_changed(ledger) -> None:
    (row,) = told("withdraw", "claim", MOVED.id, *WHY)

    assert (row["decision"]["kind"], row["holds"], row["found"]) == (
        "withdraw", True, [{"claim": MOVED.id, "how": "same_anchor"}],
    )  # fmt: skip
    claims = [one for one in row["effects"] if one["of"] == "claim"]
    assert [(one["kind"], one["after"]["id"]) for one in claims] == [("withdrawn", MOVED.id)]


def test_a_document_and_a_source_are_withdrawn_with_all_their_claims(ledger) -> None:
    assert "is withdrawn" in done("withdraw", "source", "the Foreign Ministry", *WHY)
    told_of = " ".join(done("withdraw", "document", CLOSED.document, *WHY).split())
    assert "withdrawn: " in told_of
    assert "Ada took it back: two photographs" in told_of


def test_an_undo_is_in_the_log_with_what_it_took_back(ledger) -> None:
    (row,) = told("grade", MOVED.id, 2, *WHY)
    done("undo", row["id"][:8], "--because", "an old photograph")

    output = " ".join(done("log").split())
    rows = told("log")

    assert "undone by Ada" in output
    assert [one["holds"] for one in rows] == [False, True]
    assert rows[0]["undone_by"] == rows[1]["id"]


def test_the_log_of_one_claim_document_or_source_is_its_own(ledger) -> None:
    done("grade", MOVED.id, 2, *WHY)
    done("note", MOVED.document, "ask the desk")
    done("grade-source", "Norra", "C", *WHY)
    done("link", MOVED.id, CLOSED.id, *WHY)

    assert [row["decision"]["kind"] for row in told("log", "--of", MOVED.id[:8])] == [
        "grade_claim",
        "must_link",
    ]
    assert [row["decision"]["kind"] for row in told("log", "--of", MOVED.document)] == ["note"]
    assert [row["decision"]["kind"] for row in told("log", "--of", "Norra")] == ["grade_source"]


def test_claims_and_sources_are_joined_and_parted(ledger) -> None:
    assert "are one statement" in done("link", MOVED.id, CLOSED.id, *WHY)
    assert "are never one statement" in done("unlink", MOVED.id, CLOSED.id, *WHY)
    assert "source Norra is the Foreign Ministry" in done("alias", "Norra", "the Foreign Ministry", *WHY)
    assert "publisher the Pell Courier is of Oster Press" in done(
        "group", "the Pell Courier", "Oster Press", *WHY
    )


def test_a_log_is_replayed_where_it_was_not_made(ledger, tmp_path, monkeypatch) -> None:
    done("grade", MOVED.id, 2, *WHY)
    done("note", MOVED.id, "ask the desk")
    lines = done("log", "--json")
    (tmp_path / "log.jsonl").write_text(lines, encoding="utf-8")
    fresh = tmp_path / "fresh.db"
    with open_ledger(fresh, create=True) as opened:
        for entry in entries():
            opened.record(entry)
    monkeypatch.setenv("TWOSOURCE_LEDGER", str(fresh))

    assert "2 decisions read, 2 of them new." in done("replay", "log.jsonl")
    assert "2 decisions read, 0 of them new." in done("replay", "log.jsonl")
    assert done("log", "--json") == lines


def test_decisions_on_what_is_not_here_are_listed_as_orphans(ledger, tmp_path, monkeypatch) -> None:
    (row,) = told("grade", MOVED.id, 2, *WHY)
    assert "Every decision has what it is about." in done("orphans")
    (tmp_path / "one.jsonl").write_text(dumps_of(row), encoding="utf-8")
    fresh = tmp_path / "empty.db"
    with open_ledger(fresh, create=True) as opened:
        opened.record(entries()[-1])
    monkeypatch.setenv("TWOSOURCE_LEDGER", str(fresh))

    assert "1 decision of the ledger without what it is about" in done("replay", "one.jsonl")
    assert row["id"][:8] in done("orphans")


def dumps_of(row: dict[str, object]) -> str:
    """The bare decision of a row of the log."""
    from twosource.model.codec import from_json

    return dumps(from_json(Decision, row["decision"]))


@pytest.mark.parametrize(
    ("arguments", "says", "code"),
    [
        (("grade", MOVED.id, 7, *WHY), "7", 2),
        (("grade", MOVED.id, 2), "because", 2),
        (("grade", MOVED.id, 2, "--because", " "), "say why", 2),
        (("grade", "beef", 2, *WHY), "no claim 'beef'", 1),
        (("likelihood", MOVED.id, "maybe", *WHY), "almost no chance", 2),
        (("link", MOVED.id, MOVED.id, *WHY), "name two", 2),
        (("alias", "Norra", "Norra", *WHY), "name two", 2),
        (("alias", "a ferryman", PAGE.metadata.publisher, *WHY), "never said to be one that has a name", 2),
        (
            ("correct", MOVED.id, "quantity", "350", "--words", "no such words", *WHY),
            "does not have the words",
            2,
        ),
        (("correct", MOVED.id, "act", "shout", *WHY), "act may be assert", 2),
        (("note", "nobody", "a note"), "no claim, document or source 'nobody'", 1),
        (("undo", "beef", *WHY), "no decision 'beef'", 1),
        (("replay", "nowhere.jsonl"), "cannot be read", 2),
    ],
)
def test_what_cannot_be_decided_is_refused_in_a_line_and_nothing_is_kept(
    ledger, arguments, says, code
) -> None:
    found = review(*arguments)

    assert found.exit_code == code
    assert says in found.output
    assert told("log") == []


def test_a_decision_without_a_name_is_refused_with_what_to_do(ledger, monkeypatch) -> None:
    monkeypatch.delenv("TWOSOURCE_REVIEWER")

    found = review("grade", MOVED.id, 2, *WHY)

    assert found.exit_code == 2
    assert "--by NAME" in found.output
    assert "Ben" in done("grade", MOVED.id, 2, *WHY, "--by", "Ben", "--json")


def test_the_list_of_commands_cuts_no_sentence(ledger) -> None:
    assert "..." not in review("--help").output.split("Commands:")[1]


def test_a_correction_of_a_number_tells_the_old_one_and_the_new(ledger) -> None:
    output = " ".join(
        done("correct", MOVED.id, "quantity", "350", "--words", "300 guards", "--because", "misread").split()
    )

    assert f"about 300 → 350 [{MOVED.id[:4]}]" in output


def test_a_reason_of_many_claims_is_told_once(ledger) -> None:
    output = done("withdraw", "document", MOVED.document, *WHY)

    assert output.count("Ada took it back: two photographs") == 1
    assert "each of these" in output
