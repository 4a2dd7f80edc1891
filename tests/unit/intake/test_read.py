"""A capture as documents."""

from __future__ import annotations

import pytest

from twosource.errors import InputError
from twosource.intake import Stated, documents_of, part_of, says_the_same
from twosource.intake.read import canonical_address
from twosource.model.capture import Capture
from twosource.model.document import Document
from twosource.model.vocabulary import BlockKind

PROSE = "The district council voted late on Monday to close the upper road, a decision that leaves four hamlets without a bus."
MORE = "Drivers who had gathered outside said that nobody had asked them, and that the way round would add an hour."
LONG = " ".join(
    f"{PROSE} {MORE} Part {number} of the plan was read aloud in the hall." for number in range(4)
)


def read(text: str | bytes, name: str = "a.txt", **stated: str) -> tuple[Document, ...]:
    content = text.encode() if isinstance(text, str) else text
    return documents_of(Capture.of(content, name=name), stated=Stated(**stated))


def page(*paragraphs: str, head: str = "") -> str:
    body = "".join(f"<p>{words}</p>" for words in paragraphs)
    start = (
        f"<html><head><title>Upper road closed</title>{head}</head><body><article><h1>Upper road closed</h1>"
    )
    return f"{start}{body}</article></body></html>"


def test_id_does_not_depend_on_the_name_of_the_file() -> None:
    assert read(PROSE, "a.txt")[0].id == read(PROSE, "b.txt")[0].id


def test_wire_copy_of_two_publishers_is_two_documents() -> None:
    assert read(PROSE, publisher="Oster Ledger")[0].id != read(PROSE, publisher="Velm Post")[0].id


def test_address_makes_the_publisher_irrelevant_to_the_id() -> None:
    one = read(PROSE, publisher="Oster Ledger", address="https://a.example/x")
    other = read(PROSE, publisher="Velm Post", address="https://A.example:443/x?utm_source=y#z")

    assert one[0].id == other[0].id


@pytest.mark.parametrize(
    ("address", "expected"),
    [
        ("HTTPS://A.example:443/x?utm_medium=m&id=3#top", "https://a.example/x?id=3"),
        ("http://a.example", "http://a.example/"),
        ("http://a.example:8080/x", "http://a.example:8080/x"),
        ("", None),
        (None, None),
        ("a.txt", "a.txt"),
    ],
)
def test_canonical_address(address: str | None, expected: str | None) -> None:
    assert canonical_address(address) == expected


def test_page_has_title_body_and_metadata_with_evidence() -> None:
    head = (
        "<meta property='og:site_name' content='Oster Ledger'>"
        "<meta property='article:published_time' content='2031-03-04T09:30:00+01:00'>"
        "<meta name='author' content='Ana Velic'>"
    )
    (document,) = read(page(PROSE, MORE, LONG, head=head), "a.html")
    known = document.metadata

    assert known.title == "Upper road closed"
    assert (known.publisher, known.byline) == ("Oster Ledger", "Ana Velic")
    assert known.published is not None
    assert known.published.value == "2031-03-04T09:30:00+01:00"
    assert known.published.evidence[0].rule == "meta date"
    assert [block.kind for block in document.blocks] == [BlockKind.TITLE, *[BlockKind.BODY] * 3]


def test_what_is_stated_beats_the_page_and_both_are_kept() -> None:
    head = "<meta property='og:site_name' content='Oster Ledger'>"
    (document,) = read(page(PROSE, LONG, head=head), "a.html", publisher="Velm Post", published="2031-03-05")
    known = document.metadata

    assert known.publisher == "Velm Post"
    assert [one.words for one in known.publisher_evidence] == ["Velm Post", "Oster Ledger"]
    assert known.published is not None
    assert known.published.value == "2031-03-05"


def test_outlet_that_names_itself_is_the_publisher() -> None:
    (document,) = read(f"{PROSE[:-1]}, Oster Ledger has learned.\n\n{MORE}")

    assert document.metadata.publisher == "Oster Ledger"


def test_outlet_that_is_only_told_something_is_not() -> None:
    assert read(f"{PROSE}\n\nA driver told Velm Post that he would stay.")[0].metadata.publisher is None


def test_dateline_gives_agency_and_day() -> None:
    (document,) = read(f"KELL, June 4, 2034 (Corvane News Agency) — {PROSE}\n\n{MORE}")
    known = document.metadata

    assert known.credit == "Corvane News Agency"
    assert known.published is not None
    assert known.published.value == "2034-06-04"


def test_dateline_without_a_place_gives_the_agency() -> None:
    (document,) = read(f"June 4 (Reuters) - {PROSE}\n\n{MORE}")

    assert document.metadata.credit == "Reuters"


def test_date_without_a_year_stays_without_one() -> None:
    (document,) = read(f"Published 21 December\n\n{PROSE}\n\n{MORE}")

    assert document.metadata.published is not None
    assert document.metadata.published.value == "XXXX-12-21"
    assert document.metadata.published.start is None


def test_date_of_an_embed_gives_only_not_before() -> None:
    (document,) = read(f"{PROSE}\n\nNo bus today\n\n— Kell Watch (@kell_watch) June 4, 2034\n\n{MORE}")

    assert document.metadata.published is not None
    assert document.metadata.published.value == "2034-06-04/.."
    assert document.metadata.published.precision is None


def test_text_in_another_language_is_skipped_with_its_name() -> None:
    text = "Le conseil du district a voté lundi soir la fermeture de la route haute, qui prive quatre hameaux de bus."

    assert read(text)[0].skipped == "language fr"


def test_paywalled_page_is_a_stub() -> None:
    assert read(f"Upper road closed\n\n{PROSE}\n\nSubscribe to continue reading")[0].skipped == "stub"


def test_page_without_text_says_so() -> None:
    assert read("<html><body><img src=x></body></html>", "a.html")[0].skipped == "no text"


def test_articles_of_a_page_are_documents() -> None:
    article = "<article><h2>{}</h2><p>" + LONG + "</p></article>"
    first, second = read(
        f"<html><body>{article.format('Upper road')}{article.format('Lower road')}</body></html>", "a.html"
    )

    assert (first.part, second.part) == ("0#1", "0#2")
    assert first.raw_map.part == second.raw_map.part == "0"


def test_articles_of_a_mail_are_documents() -> None:
    mail = (
        "From: Oster Wire <desk@oster.example>\r\nSubject: Two reports\r\nDate: Wed, 4 Mar 2031 09:30:00 +0100\r\n"
        'MIME-Version: 1.0\r\nContent-Type: multipart/mixed; boundary="b"\r\n\r\n'
        f"--b\r\nContent-Type: text/plain; charset=utf-8\r\n"
        f"Content-Transfer-Encoding: quoted-printable\r\n\r\n{PROSE} =E2=80=94 =\r\nend\r\n"
        f"--b\r\nContent-Type: text/html; charset=utf-8\r\n\r\n<p>{MORE}</p>\r\n--b--\r\n"
    )
    capture = Capture.of(mail.encode(), name="a.eml")
    first, second = documents_of(capture)

    assert (first.part, second.part) == ("0.1", "0.2")
    assert first.text.endswith("bus. — end")
    assert first.metadata.published is not None
    assert first.metadata.published.value == "2031-03-04T09:30:00+01:00"
    assert all(says_the_same(first, part_of(capture, "0.1"), block.at) for block in first.blocks)


def test_of_alternatives_one_is_read() -> None:
    mail = (
        "From: a <a@b.example>\r\nSubject: s\r\nMIME-Version: 1.0\r\n"
        'Content-Type: multipart/alternative; boundary="b"\r\n\r\n'
        f"--b\r\nContent-Type: text/plain\r\n\r\n{LONG}\r\n--b\r\nContent-Type: text/html\r\n\r\n<p>{LONG}</p>\r\n--b--\r\n"
    )

    assert [document.part for document in read(mail, "a.eml")] == ["0.1"]


def test_mail_without_a_text_is_refused() -> None:
    mail = b"From: a <a@b.example>\r\nSubject: s\r\nMIME-Version: 1.0\r\nContent-Type: image/png\r\n\r\nx"

    with pytest.raises(InputError, match="without a text part"):
        read(mail, "a.eml")


def test_fingerprint_is_the_same_for_the_same_body_in_another_dress() -> None:
    text = read(LONG)[0]
    html = read(f"<html><body><article><p>{LONG}</p></article></body></html>", "a.html")[0]

    assert text.fingerprint == html.fingerprint
    assert len(text.fingerprint) == 128
