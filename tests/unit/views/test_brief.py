"""The briefing: its sections, what it cites, how long it is, and that it is not given where a line does not hold."""

from __future__ import annotations

import json
import re

import pytest

from tests.unit.views.made import DENIED, PLANS, SHUT
from twosource.errors import UnsupportedLineError
from twosource.model.decision import Correction, Decision
from twosource.model.vocabulary import CorrectedField, DecisionKind, FlagKind
from twosource.store.ledger import open_ledger
from twosource.views import brief as briefing
from twosource.views import brief_formats
from twosource.views.brief import Line, build, check_brief
from twosource.views.brief_formats import as_html, as_json, as_markdown, as_text
from twosource.views.brief_words import load_wording

SECTIONS = ["bottom", "agreed", "revised", "withdrawn", "denied", "single", "warnings", "watch"]


def cited(brief):
    return {key for section in brief.sections for line in section.lines for key in line.claims}


def test_a_briefing_has_every_section_in_order(reader):
    assert [section.key for section in build(reader).sections] == SECTIONS


def test_every_line_cites_claims_of_the_ledger(reader):
    ids = {row.id for row in reader.claims()}
    lines = [line for section in build(reader).sections for line in section.lines]
    assert lines
    assert all(line.claims and set(line.claims) <= ids for line in lines)


def test_every_claim_is_told_or_at_least_cited(reader):
    assert cited(build(reader)) == {row.id for row in reader.claims()}


def test_a_briefing_is_as_short_as_asked(reader):
    short = build(reader, most_words=120)
    assert short.words <= 120 < build(reader).words
    assert DENIED.id in cited(short)


def test_what_is_due_stands_under_watch(reader):
    (watch,) = [section for section in build(reader).sections if section.key == "watch"]
    assert {PLANS.id, SHUT.id} <= {key for line in watch.lines for key in line.claims}


def test_echoes_are_one_line(reader):
    text = as_text(build(reader))
    assert text.count("the ferry sank") <= 2  # once in its section, once in the bottom line
    assert "2 reports" in text


def test_about_narrows_it(reader):
    narrow = build(reader, about="bridge")
    assert cited(narrow) < cited(build(reader))
    assert "bridge" in as_text(narrow)


def test_about_nothing_says_so(reader):
    assert as_text(build(reader, about="zeppelin")) == "Nothing to tell: no claim answers this.\n"


def test_the_same_ledger_gives_the_same_briefing(reader):
    assert as_text(build(reader)) == as_text(build(reader))


def test_a_line_that_its_claims_do_not_support_fails_the_briefing(reader, monkeypatch):
    def told_wrong(writer, items, about, most_words):
        made = fitted(writer, items, about, most_words)
        (single,) = [section for section in made.sections if section.key == "single"]
        wrong = Line(single.lines[0].text.replace(": ", ": not ", 1), single.lines[0].claims)
        section = briefing.Section("single", single.heading, (wrong,))
        return briefing.Brief(None, (section,), made.support)

    fitted = briefing._fitted
    monkeypatch.setattr(briefing, "_fitted", told_wrong)
    with pytest.raises(UnsupportedLineError):
        build(reader)


def test_the_text_fits_eighty_columns(reader):
    assert max(map(len, as_text(build(reader)).splitlines())) <= 80


def test_json_has_a_line_an_object(reader):
    rows = [json.loads(line) for line in as_json(build(reader)).splitlines()]
    assert {row["section"] for row in rows} <= set(SECTIONS)
    assert all(row["text"] and row["claims"] for row in rows)


def test_html_escapes_and_shows_the_words_of_a_citation(reader):
    page = as_html(build(reader))
    assert "<cite title=" in page
    assert "<script" not in page


def test_markdown_has_a_heading_a_section(reader):
    assert as_markdown(build(reader)).count("\n## ") == len(SECTIONS)


def test_a_briefing_checks_itself(reader):
    check_brief(build(reader))


def test_every_flag_has_words_in_a_briefing():
    assert set(FlagKind) <= set(load_wording().tags)


def test_a_corrected_claim_is_told_with_who_corrected_it_and_what(path, tmp_path):
    copy = tmp_path / "copy.db"
    copy.write_bytes(path.read_bytes())
    with open_ledger(copy) as ledger:
        mark, _ = ledger.mark_of_claim(DENIED.id)
        correction = Correction(CorrectedField.CERTAINTY, '"possible"')
        ledger.decide(
            [
                Decision(
                    DecisionKind.CORRECT,
                    "Ada",
                    "2031-05-01T09:00:00Z",
                    "heard so",
                    (mark,),
                    correction=correction,
                )
            ]
        )
        text = " ".join(as_text(build(ledger)).split())
    assert "certainty was certain, made possible by Ada on 2031-05-01: heard so)" in text


def test_a_page_withdrawn_whole_leaves_room_for_what_stands(path, tmp_path):
    copy = tmp_path / "copy.db"
    copy.write_bytes(path.read_bytes())
    with open_ledger(copy) as ledger:
        document = next(row.document for row in ledger.claims() if row.id == DENIED.id)
        rows = {row.id for row in ledger.claims() if row.document == document}
        ledger.decide(
            [Decision(DecisionKind.WITHDRAW, "Ada", "2031-05-01T09:00:00Z", "forged", document=document)]
        )
        made = build(ledger, most_words=150)
    (back,) = [section for section in made.sections if section.key == "withdrawn"]
    assert rows <= {key for line in back.lines for key in line.claims}
    assert sum(line.text.startswith("Withdrawn:") for line in back.lines) <= 2
    assert rows.isdisjoint(
        key
        for section in made.sections
        if section is not back
        for line in section.lines
        for key in line.claims
    )


def test_a_long_citation_is_counted_for_a_reader_and_whole_in_json(reader, monkeypatch):
    monkeypatch.setattr(brief_formats, "MOST_CITED", 1)
    monkeypatch.setattr(brief_formats, "NAMED", 1)
    made = build(reader)
    longest = max(
        (line for section in made.sections for line in section.lines), key=lambda one: len(one.claims)
    )
    more = re.compile(r"\[[0-9a-f]+ and \d+ more\]")
    assert more.search(as_text(made))
    assert more.search(as_markdown(made))
    assert as_text(made).endswith("Every claim cited: twosource brief --json\n")
    assert "<summary>" in as_html(made)
    assert list(longest.claims) in [json.loads(row)["claims"] for row in as_json(made).splitlines()]
