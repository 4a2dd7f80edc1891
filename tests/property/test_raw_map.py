"""Every span of every document leads back to raw segments whose decoding is exactly its words."""

from __future__ import annotations

import base64
import quopri
from dataclasses import dataclass

from hypothesis import given, settings
from hypothesis import strategies as st

from twosource.intake import documents_of, part_of, says_the_same, words_of
from twosource.model.capture import Capture
from twosource.model.document import Document
from twosource.model.span import Span

_WORDS = (
    "ferry", "Oster", "naïve", "cafe\u0301", "👩‍👩‍👧", "🇺🇳", "“quoted”", "AT&T", "x<y", "a&b;", "e\u0301e\u0301", "3,000",
    "don’t",
    "&notit", "100%", "\u00adsoft\u00adhyphen", "zero\u200bwidth", "—", "«да»", "한국", "&#65", "<3", "R&D",
)  # fmt: skip
_SPACES = (" ", "  ", "\u00a0", "\t", "\r\n", "\n", "\u2009", " \r\n ")
_REFERENCES = {
    "&": "&amp;",
    "<": "&lt;",
    ">": "&gt;",
    "é": "&eacute;",
    "“": "&ldquo;",
    "—": "&#8212;",
    "\u00a0": "&nbsp;",
}


@dataclass(frozen=True)
class Made:
    """Bytes under a name, as a page, a text, a Markdown file or a mail."""

    content: bytes
    name: str


@st.composite
def paragraphs(draw: st.DrawFn, *, spaces: tuple[str, ...] = _SPACES) -> str:
    words = draw(st.lists(st.sampled_from(_WORDS), min_size=1, max_size=14))
    return "".join(word + draw(st.sampled_from(spaces)) for word in words)


@st.composite
def marked_up(draw: st.DrawFn, words: str) -> str:
    """The words as HTML: references for some characters, tags inside words, comments between them."""
    out = []
    for character in words:
        if character in "&<>":
            out.append(_REFERENCES[character] if draw(st.booleans()) or character == "<" else character)
        elif character in _REFERENCES and draw(st.booleans()):
            out.append(_REFERENCES[character])
        else:
            out.append(character)
        if draw(st.integers(0, 12)) == 0:
            out.append(
                draw(
                    st.sampled_from(
                        ("<b>", "</b>", "<i class='x'>", "</i>", "<!-- a > b -->", "<wbr>", "<br>")
                    )
                )
            )
    return "".join(out)


@st.composite
def pages(draw: st.DrawFn) -> Made:
    texts = draw(st.lists(paragraphs(), min_size=1, max_size=5))
    if draw(st.booleans()):
        texts.append(texts[0])
    body = "".join(f"<p>{draw(marked_up(text))}</p>\r\n" for text in texts)
    return Made(
        f"<!doctype html><html><head><title>t</title></head><body>{body}</body></html>".encode(), "page.html"
    )


@st.composite
def texts(draw: st.DrawFn) -> Made:
    lines = draw(st.lists(paragraphs(spaces=_SPACES[:4]), min_size=1, max_size=6))
    return Made("\r\n\r\n".join([*lines, lines[0]]).encode(), "a.txt")


@st.composite
def markdowns(draw: st.DrawFn) -> Made:
    lines = draw(st.lists(paragraphs(spaces=(" ", "  ", "\n")), min_size=1, max_size=5))
    dressed = [
        draw(st.sampled_from(("{}", "# {}", "**{}**", "- {}", "> {}", "[{}](http://a.example/b_c)"))).format(
            line
        )
        for line in lines
    ]
    return Made("\n\n".join(dressed).encode(), "a.md")


@st.composite
def mails(draw: st.DrawFn) -> Made:
    made = draw(st.one_of(pages(), texts()))
    kind = "html" if made.name.endswith("html") else "plain"
    if draw(st.booleans()):
        body, transfer = base64.encodebytes(made.content), "base64"
    else:
        body, transfer = quopri.encodestring(made.content), "quoted-printable"
    part = (
        f"Content-Type: text/{kind}; charset=utf-8\r\nContent-Transfer-Encoding: {transfer}\r\n\r\n".encode()
        + body
    )
    head = b"From: Desk <desk@a.example>\r\nSubject: s\r\nMIME-Version: 1.0\r\n"
    mixed = head + b'Content-Type: multipart/mixed; boundary="=+="\r\n\r\n'
    return Made(mixed + b"".join(b"--=+=\r\n" + part + b"\r\n" for _ in range(2)) + b"--=+=--\r\n", "a.eml")


def _spans(document: Document) -> list[Span]:
    """Spans of all sizes: each block, each word, and runs that begin and end anywhere in a block."""
    out = [block.at for block in document.blocks]
    for block in document.blocks:
        size = len(block.at)
        out += [Span(block.at.start + i, block.at.start + i + 1) for i in range(size)]
        out += [
            Span(block.at.start + i, block.at.end - j) for i in (0, 1, 3) for j in (0, 1, 2) if i + j < size
        ]
    return out


def _assert_leads_back(made: Made) -> None:
    capture = Capture.of(made.content, name=made.name)
    for document in documents_of(capture):
        part = part_of(capture, document.raw_map.part)
        for span in _spans(document):
            segments = document.raw_map.raw(span)
            given_words = words_of(part.text, segments, part.kind)
            # A span inside a reference that stands for two characters takes the whole reference.
            assert span.of(document.text) in given_words
        for block in document.blocks:
            assert says_the_same(document, part, block.at)


@settings(max_examples=60, deadline=None)
@given(pages())
def test_spans_of_pages_lead_back_to_their_words(made: Made) -> None:
    _assert_leads_back(made)


@settings(max_examples=60, deadline=None)
@given(texts())
def test_spans_of_texts_lead_back_to_their_words(made: Made) -> None:
    _assert_leads_back(made)


@settings(max_examples=60, deadline=None)
@given(markdowns())
def test_spans_of_markdown_lead_back_to_their_words(made: Made) -> None:
    _assert_leads_back(made)


@settings(max_examples=40, deadline=None)
@given(mails())
def test_spans_of_mail_parts_lead_back_to_their_words(made: Made) -> None:
    _assert_leads_back(made)


@settings(max_examples=40, deadline=None)
@given(st.one_of(pages(), texts(), markdowns()))
def test_pieces_are_in_order_and_cover_all_but_the_newlines(made: Made) -> None:
    for document in documents_of(Capture.of(made.content, name=made.name)):
        at = 0
        for piece in document.raw_map.pieces:
            assert piece.start >= at
            assert set(document.text[at : piece.start]) <= {"\n"}
            at = piece.end
        assert at == len(document.text)


@settings(max_examples=30, deadline=None)
@given(st.one_of(pages(), texts(), mails()))
def test_reading_twice_gives_the_same(made: Made) -> None:
    capture = Capture.of(made.content, name=made.name)
    assert documents_of(capture) == documents_of(capture)
