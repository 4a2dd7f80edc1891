from __future__ import annotations

import sqlite3
import zlib

import pytest

from tests.store.made import claim_of, entry_of
from twosource.intake import documents_of
from twosource.model.capture import Capture
from twosource.model.codec import to_json
from twosource.store.connection import packed, unpacked

PAGE = """<!doctype html><html><head><title>Ferry lost &amp; found</title>
<meta property="og:site_name" content="Harbour Post">
<script type="application/ld+json">{"@type":"NewsArticle",
"datePublished":"2031-04-02T08:00:00+02:00"}</script>
</head><body><article><h1>Ferry lost &amp; found</h1>
<p>The harbour office said the <b>fer</b>ry&nbsp;sank on&#32;Monday
after a storm that the caf\u00e9 owners saw \U0001f6a2 from the quay.</p>
<p>A lookout denied it on the same day,
and nobody else has spoken about the ferry at all so far this week.</p>
</article></body></html>"""


@pytest.fixture
def recorded(ledger):
    """The page, read by the real intake, with two claims by hand."""
    capture = Capture.of(PAGE.encode(), name="page.html")
    (document,) = documents_of(capture)
    claims = [
        claim_of(document, "the ferry sank on Monday", "sank", source="The harbour office"),
        claim_of(document, "denied it", "denied", source="A lookout"),
    ]
    ledger.record(entry_of(capture, document, claims))
    return capture, document


@pytest.fixture
def database(path, recorded):
    connection = sqlite3.connect(path)
    yield connection
    connection.close()


def altered(database, table, column, change, where="1"):
    """Change one stored value behind the ledger's back."""
    key, value = database.execute(f"SELECT rowid, {column} FROM {table} WHERE {where}").fetchone()
    database.execute(f"UPDATE {table} SET {column} = ? WHERE rowid = ?", (change(value), key))
    database.commit()


def flipped(at):
    def flip(blob):
        index = at % len(blob)
        return blob[:index] + bytes([blob[index] ^ 0x10]) + blob[index + 1 :]

    return flip


def test_a_sound_ledger_has_no_findings(ledger, recorded):
    assert list(ledger.verify()) == []


@pytest.mark.parametrize("at", [0, 1, 2, 40, 200, -5, -1])
def test_a_byte_flipped_in_the_stored_blob_is_found_and_the_capture_named(ledger, recorded, database, at):
    altered(database, "captures", "content", flipped(at))
    (finding,) = ledger.verify()

    assert (finding.capture, finding.name) == (recorded[0].id, "page.html")
    assert recorded[0].id in finding.because


@pytest.mark.parametrize("at", [0, 150, 400, -1])
def test_a_capture_that_is_altered_and_compressed_again_is_found(ledger, recorded, database, at):
    altered(database, "captures", "content", lambda blob: zlib.compress(flipped(at)(zlib.decompress(blob))))
    (finding,) = ledger.verify()

    assert finding.capture == recorded[0].id
    assert "another hash" in finding.because


def test_a_capture_swapped_for_another_is_found(ledger, recorded, database):
    altered(database, "captures", "content", lambda _: zlib.compress(b"Another page."))

    assert [finding.capture for finding in ledger.verify()] == [recorded[0].id]


def test_a_claim_whose_span_is_moved_is_found_and_named(ledger, recorded, database):
    def moved(body):
        data = unpacked(body)
        data["head"] = [data["head"][0] + 1, data["head"][1] + 1]
        return packed(data)

    altered(database, "read_claims", "body", moved)
    logged, read = ledger.verify()

    assert logged.because == "row 1 of readings was altered: it is not what was logged"
    assert read.because == "a claim's anchor is not the raw place of its head"
    assert read.claim is not None


def test_a_claim_whose_span_leaves_the_text_is_found(ledger, recorded, database):
    def moved(body):
        data = unpacked(body)
        data["extent"] = [[90_000, 90_004]]
        return packed(data)

    altered(database, "read_claims", "body", moved)

    assert any("words are not those of the page" in finding.because for finding in ledger.verify())


def test_a_document_whose_text_is_altered_is_found(ledger, recorded, database):
    def altered_text(body):
        data = unpacked(body)
        data["text"] = data["text"].replace("Monday", "Sunday")
        return packed(data)

    altered(database, "bodies", "body", altered_text)

    assert any("a block's words" in finding.because for finding in ledger.verify())


def test_evidence_that_the_page_does_not_have_is_found(ledger, recorded, database):
    altered(database, "metadata", "body", lambda body: body.replace("Harbour Post", "Coast Daily"))

    assert any("Coast Daily" in finding.because for finding in ledger.verify())


@pytest.mark.parametrize(("table", "column"), [("bodies", "body"), ("read_claims", "body")])
def test_a_row_that_is_damaged_is_found_and_the_check_goes_on(ledger, recorded, database, table, column):
    other = Capture.of(b"The harbour master said that a crane fell on the quay last night.", name="b.txt")
    (document,) = documents_of(other)
    ledger.record(entry_of(other, document, [claim_of(document, "a crane fell", "fell")]))
    altered(database, "captures", "content", flipped(3), where=f"id = '{other.id}'")
    altered(database, table, column, flipped(9))
    findings = list(ledger.verify())

    assert {finding.capture for finding in findings} == {recorded[0].id, other.id}
    assert any("damaged" in finding.because for finding in findings)


def test_a_capture_kept_under_two_endings_holds_under_one(ledger):
    capture = Capture.of(
        b"The harbour master said a crane & a hoist fell on the quay &amp; broke.", name="b.txt"
    )
    (document,) = documents_of(capture)
    ledger.record(entry_of(capture, document))
    page = Capture.of(capture.content, name="a.html")
    ledger.record(entry_of(page, document))

    assert list(ledger.verify()) == []


def test_the_words_of_a_claim_lead_through_tags_and_entities_to_the_page(ledger, recorded):
    row = ledger.claims()[0]

    assert row.text == "the ferry sank on Monday"
    raw = [PAGE[segment.start : segment.end] for segment in row.raw]
    assert raw == ["the ", "fer", "ry&nbsp;sank on&#32;Monday"]
    assert to_json(row.claim)["extent"] == [[span.start, span.end] for span in row.claim.extent]
