"""The command line and the library from a page to a briefing, as a reader runs them."""

from __future__ import annotations

import json

import pytest

import twosource

from .running import EXAMPLES, printed, run

PAGES = ("01-lantern-guards.html", "02-courier-reprint.html", "08-kpb-groundless.html")


@pytest.fixture(scope="module")
def ledger(tmp_path_factory):
    path = tmp_path_factory.mktemp("line") / "ledger.db"
    done = run(
        "read",
        *(EXAMPLES / page for page in PAGES),
        "--manifest",
        EXAMPLES / "manifest.csv",
        "--gazetteer",
        EXAMPLES / "gazetteer.toml",
        "--ledger",
        path,
    )
    assert done.returncode == 0, done.stderr.decode()
    path.with_suffix(".txt").write_bytes(done.stdout)
    return path


def rows(*arguments):
    return [json.loads(line) for line in printed(*arguments).splitlines()]


def test_what_is_interesting_comes_first_and_counts_last(ledger):
    lines = ledger.with_suffix(".txt").read_text().splitlines()
    assert lines[0].startswith("Rests on one origin")
    assert "Read 3 documents" in " ".join(lines[-2:])


def test_a_reprint_and_its_agency_are_one_origin(ledger):
    claims = rows("claims", "--words", "1,200", "--json", "--ledger", ledger)
    assert {claim["publisher"] for claim in claims} == {"Lantern News Agency", "The Tolvane Courier"}
    assert len({claim["statement"] for claim in claims}) == 1
    assert {claim["independent_origins"] for claim in claims} == {1}


def test_every_span_of_a_claim_gives_its_words(ledger):
    for document in rows("documents", "--json", "--ledger", ledger):
        (shown,) = rows("show", document["id"], "--json", "--ledger", ledger)
        text = {tuple(block["span"]): block["text"] for block in shown["blocks"]}
        for claim in shown["claim_rows"]:
            for start, end in claim["spans"]:
                (block,) = [key for key in text if key[0] <= start and end <= key[1]]
                assert text[block][start - block[0] : end - block[0]] in claim["text"]


def test_the_briefing_cites_claims_that_are_there(ledger):
    ids = {claim["id"] for claim in rows("claims", "--json", "--ledger", ledger)}
    lines = rows("brief", "--json", "--ledger", ledger)
    assert {key for line in lines for key in line["claims"]} == ids
    assert len(printed("brief", "--ledger", ledger).split()) <= 700


def test_reading_again_adds_nothing(ledger):
    before = printed("claims", "--json", "--ledger", ledger)
    pages = [EXAMPLES / page for page in PAGES]
    own = ("--manifest", EXAMPLES / "manifest.csv", "--gazetteer", EXAMPLES / "gazetteer.toml")
    again = rows("read", *pages, *own, "--json", "--ledger", ledger)
    assert {row["outcome"] for row in again} == {"already read"}
    assert printed("claims", "--json", "--ledger", ledger) == before


def test_misuse_exits_2():
    assert run("claims", "--no-such-option").returncode == 2


def test_the_library_reads_a_text():
    reading = twosource.read_text(
        "Velm plans to send 900 guards to Norra, a senior official said. Norra denied it.",
        publisher="Daily Orl",
        published="2031-03-04",
    )
    (plan, denial) = reading.claims
    assert plan.claim.modality == "planned"
    assert plan.words_of(plan.claim.holder.at) == "a senior official"
    assert denial.claim.act == "deny"
    assert reading.document.metadata.publisher == "Daily Orl"


def test_the_library_reads_every_article_of_a_file():
    reading = twosource.read(EXAMPLES / "16-riverdesk.eml")
    assert len((reading, *reading.more)) >= 1
    assert reading.claims


def test_the_library_refuses_what_is_no_date():
    with pytest.raises(twosource.TwosourceError, match="no date"):
        twosource.read_text("Norra denied it.", published="soon")
