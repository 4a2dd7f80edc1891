"""Questions at two times on the command line: which lens holds, what is left apart, what changed since."""

from __future__ import annotations

import json

import pytest
from typer.testing import CliRunner

from tests.store.made import document_of, entry_of, ferry
from twosource.model.vocabulary import DecisionKind
from twosource.store.ledger import open_ledger
from twosource.views.cli import app

RUNNER = CliRunner()
QUESTIONS = (
    "claims", "documents", "sources", "origins", "relations", "timeline", "due", "figures", "positions", "gaps", "brief",
)  # fmt: skip


@pytest.fixture(autouse=True)
def _elsewhere(monkeypatch, tmp_path):
    monkeypatch.chdir(tmp_path)


@pytest.fixture(scope="module")
def path(tmp_path_factory):
    """Three reports on the ferry: of 2 April, of 4 April, and an undated one, in that order."""
    made = tmp_path_factory.mktemp("times") / "made.db"
    text = "Again: the harbour office said the ferry sank on Monday. A lookout denied it."
    capture, undated = document_of(
        text, name="undated.txt", publisher="Coast Daily", published=None, title=None
    )
    with open_ledger(made, create=True) as ledger:
        ledger.begin(program="test", what="read")
        ledger.record(ferry())
        ledger.record(ferry(publisher="Tide Letter", published="2031-04-04", title="Ferry, again"))
        ledger.record(entry_of(capture, undated))
    return made


def run(*arguments):
    return RUNNER.invoke(app, [str(one) for one in arguments])


def shown(*arguments):
    done = run(*arguments, "--json")
    assert done.exit_code == 0, done.output
    return [json.loads(line) for line in done.stdout.splitlines()]


@pytest.mark.parametrize("command", QUESTIONS)
def test_every_question_says_under_which_lens_it_was_put(command, path):
    done = run(command, "--as-of", 1, "--known-by", "2031-04-02", "--ledger", path)
    assert done.exit_code == 0, done.output
    first = done.stdout.splitlines()[0]
    assert first.startswith("As recorded by change 1 of ")
    assert first.endswith("; as published by 2 Apr 2031.")


@pytest.mark.parametrize("command", QUESTIONS)
def test_rows_for_a_program_hold_nothing_of_the_lens(command, path):
    done = run(command, "--known-by", "2031-04-03", "--json", "--ledger", path)
    assert all(isinstance(json.loads(line), dict) for line in done.stdout.splitlines())
    assert "As published by 3 Apr 2031." in done.stderr
    assert "1 undated page is left apart: undated.txt." in done.stderr


@pytest.mark.parametrize("form", ["md", "html"])
def test_a_briefing_for_others_says_in_itself_at_which_times_it_holds(form, path):
    done = run("brief", "--format", form, "--known-by", "2031-04-03", "--ledger", path)
    assert "As published by 3 Apr 2031." in done.stdout
    assert "left apart" in done.stderr


def test_undated_pages_are_named_at_the_end(path):
    done = run("claims", "--known-by", "2031-04-03", "--ledger", path)
    assert done.stdout.splitlines()[-1] == "1 undated page is left apart: undated.txt."


def test_nothing_is_said_of_a_lens_where_there_is_none(path):
    done = run("claims", "--ledger", path)
    assert "As " not in done.stdout.splitlines()[0]
    assert "left apart" not in done.output


def test_each_lens_shows_its_own_pages(path):
    def pages(*lens):
        return [row["publisher"] for row in shown("documents", *lens, "--ledger", path)]

    assert pages() == ["Harbour Post", "Tide Letter", "Coast Daily"]
    assert pages("--as-of", 2) == ["Harbour Post", "Tide Letter"]
    assert pages("--known-by", "2031-04-03") == ["Harbour Post"]
    assert pages("--as-of", 0) == []


def test_why_and_show_hold_to_the_lens(path):
    (later, *_) = [
        row["id"] for row in shown("claims", "--ledger", path) if row["publisher"] == "Tide Letter"
    ]
    assert run("why", later, "--ledger", path).exit_code == 0
    assert run("why", later, "--known-by", "2031-04-03", "--ledger", path).exit_code == 1
    assert run("why", later, "--as-of", 1, "--ledger", path).exit_code == 1
    (page,) = [row["id"] for row in shown("documents", "--ledger", path) if row["publisher"] == "Tide Letter"]
    done = run("show", page, "--known-by", "2031-04-03", "--ledger", path)
    assert (done.exit_code, "was not published by 2031-04-03" in done.stderr) == (1, True)


@pytest.mark.parametrize(
    ("options", "reason"),
    [
        (("--as-of", "soon"), "is no moment"),
        (("--as-of", "99"), "is not there yet"),
        (("--known-by", "2031-04-31"), "is no day"),
    ],
)
@pytest.mark.parametrize("command", ["claims", "brief", "log"])
def test_a_bad_moment_is_misuse(command, options, reason, path):
    done = run(command, *options, "--ledger", path)
    assert (done.exit_code, reason in done.stderr) == (2, True)
    assert "Traceback" not in done.output


def test_the_log_lists_each_change_with_its_page_and_command(path):
    rows = shown("log", "--ledger", path)
    assert [row["files"] for row in rows] == [["ferry.txt"], ["ferry.txt"], ["undated.txt"]]
    assert {row["command"] for row in rows} == {"read"}
    assert "recorded ferry.txt" in run("log", "--ledger", path).stdout


def test_changes_tells_pages_counts_and_why(path):
    found = shown("changes", "--since", 1, "--until", 2, "--ledger", path)
    assert [row["after"]["publisher"] for row in found if row["of"] == "document"] == ["Tide Letter"]
    assert {row["cause"]["change"] for row in found} == {2}
    text = run("changes", "--since", 1, "--until", 2, "--ledger", path).stdout
    assert "Tide Letter, 4 Apr 2031" in text
    assert text.startswith("As recorded by") or text.startswith("From change 1 of ")


def test_changes_of_what_was_published_need_no_change_of_the_record(path):
    found = shown("changes", "--known-since", "2031-04-02", "--known-by", "2031-04-04", "--ledger", path)
    assert [row["after"]["publisher"] for row in found if row["of"] == "document"] == ["Tide Letter"]


def test_nothing_has_changed_since_now(path):
    assert "Nothing has changed." in run("changes", "--since", 3, "--ledger", path).stdout


@pytest.mark.parametrize(
    "options", [(), ("--since", 1, "--until", 2, "--as-of", 2), ("--since", 3, "--until", 1)]
)
def test_changes_without_a_beginning_or_with_two_ends_is_misuse(options, path):
    assert run("changes", *options, "--ledger", path).exit_code == 2


@pytest.fixture
def withdrawn(path, tmp_path):
    """The same ledger with a claim taken back by a reviewer, and that claim's id."""
    copy = tmp_path / "copy.db"
    copy.write_bytes(path.read_bytes())
    claim = shown("claims", "--ledger", copy)[0]["id"]
    reason = ("--because", "the office says it never spoke", "--by", "Ann")
    done = run("review", "withdraw", "claim", claim, *reason, "--ledger", copy)
    assert done.exit_code == 0, done.output
    return copy, claim


def test_a_withdrawn_claim_is_marked_with_why_and_counts_for_nothing(withdrawn):
    path, claim = withdrawn
    (row,) = [row for row in shown("claims", "--ledger", path) if row["id"] == claim]
    assert row["withdrawn"]["because"] == "Ann took it back: the office says it never spoke"
    assert (row["origin"], row["independent_origins"]) == (None, 0)
    assert "withdrawn: Ann took it back: the office says it never spoke" in " ".join(
        run("claims", "--ledger", path).stdout.split()
    )
    assert "Taken back, and counted nowhere: Ann" in run("why", claim, "--ledger", path).stdout


def test_a_withdrawn_claim_stands_under_taken_back_in_the_briefing(withdrawn):
    path, claim = withdrawn
    sections = {row["section"] for row in shown("brief", "--ledger", path) if claim in row["claims"]}
    assert sections == {"withdrawn"}
    assert "Withdrawn: " in run("brief", "--ledger", path).stdout


def test_a_decision_is_told_by_changes_and_is_not_there_before_it(withdrawn):
    path, claim = withdrawn
    found = shown("changes", "--since", 3, "--ledger", path)
    (decision,) = [row for row in found if row["of"] == "decision"]
    (taken,) = [row for row in found if (row["of"], row["kind"]) == ("claim", "withdrawn")]
    assert (decision["kind"], decision["by"]) == (str(DecisionKind.WITHDRAW), "Ann")
    assert taken["after"]["id"] == claim
    assert [one["by"] for one in taken["cause"]["decisions"]] == ["Ann"]
    (before,) = [row for row in shown("claims", "--as-of", 3, "--ledger", path) if row["id"] == claim]
    assert before["withdrawn"] is None
    text = run("changes", "--since", 3, "--ledger", path).stdout
    assert f"Decided\n  • Ann: {claim[:8]} is withdrawn (the office" in text
    assert "change 4, decided by Ann" in text


def test_the_logs_name_no_page_that_was_not_out(withdrawn):
    path, claim = withdrawn
    lens = ("--known-by", "2031-04-01", "--ledger", path)
    assert shown("log", *lens) == []
    assert shown("review", "log", *lens) == []
    assert shown("review", "orphans", *lens) == []
    early = ("--known-by", "2031-04-03", "--ledger", path)
    assert [row["files"] for row in shown("log", *early)] == [["ferry.txt"], []]
    assert [row["found"][0]["claim"] for row in shown("review", "log", *early)] == [claim]


def test_a_decision_in_the_log_says_what_it_decides(withdrawn):
    path, claim = withdrawn
    (decision,) = shown("log", "--ledger", path)[-1]["decisions"]
    assert decision["text"] == f"Ann: {claim[:8]} is withdrawn (the office says it never spoke)"
