"""A capture as documents: decoded, cut into articles, cleaned, labelled, dated and fingerprinted."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from urllib.parse import parse_qsl, urlencode, urlsplit, urlunsplit

from twosource.intake.body import find_body
from twosource.intake.fingerprint import fingerprint
from twosource.intake.flow import Line, joined
from twosource.intake.furniture import Furniture, load_furniture
from twosource.intake.html import Head, Page, read_page
from twosource.intake.label import Label, label_text
from twosource.intake.language import find_language
from twosource.intake.mail import mail_head
from twosource.intake.manifest import Stated
from twosource.intake.markdown import read_markdown
from twosource.intake.metadata import Known, metadata_of
from twosource.intake.page_label import label_page
from twosource.intake.parts import Part, kind_of, parts_of
from twosource.intake.selfnaming import load_selfnaming
from twosource.intake.split import articles_of
from twosource.intake.text import read_text
from twosource.model.capture import Capture, short_id
from twosource.model.document import Block, Document, RawMap
from twosource.model.vocabulary import BlockKind

VERSION = 1
"""Raised when the blocks of a document change."""

LANGUAGE = "en"
_STUB_MOST_WORDS = 90
_ARTICLE_LEAST_WORDS = 120
_TRACKING = ("utm_", "fbclid", "gclid", "mc_cid", "mc_eid", "ref_src", "igshid")


@dataclass(frozen=True, slots=True)
class _Article:
    """One article before it is a document: its part, lines, labels and what its head says."""

    part: Part
    number: str
    lines: tuple[Line, ...]
    labels: tuple[Label, ...]
    head: Head | None = None
    front: tuple[tuple[str, str], ...] = ()


def documents_of(capture: Capture, *, stated: Stated | None = None) -> tuple[Document, ...]:
    """The articles of a capture, in order, each a document; at least one.

    What is stated beats what the page says, and both are kept as evidence. A document that is not to be read for claims
    says why in ``skipped``. Raises InputError for what is empty, binary or in an unknown encoding, and LimitError for what
    is too large.
    """
    stated = stated or Stated()
    furniture = load_furniture(LANGUAGE)
    parts = parts_of(capture)
    articles = [
        article for part in parts for article in _articles(part, furniture, has_title=len(parts) == 1)
    ]
    mail = mail_head(capture.content, name=capture.name) if kind_of(capture) == "mail" else None
    out = []
    for article in articles:
        head = article.head
        page_address = head.canonical if head is not None and len(articles) == 1 else None
        address = canonical_address(stated.address or capture.address or page_address)
        known = Known(stated, head, mail, article.front, address)
        out.append(_document(capture, article, known))
    return tuple(out)


def canonical_address(address: str | None) -> str | None:
    """An address without its fragment, its tracking parameters and its default port, host in small letters."""
    if not address or not address.strip():
        return None
    try:
        parts = urlsplit(address.strip())
        port = parts.port
    except ValueError:
        return address.strip()
    if not parts.scheme or not parts.hostname:
        return address.strip()
    is_default = port is None or (parts.scheme, port) in (("http", 80), ("https", 443))
    host = parts.hostname if is_default else f"{parts.hostname}:{port}"
    query = [
        pair
        for pair in parse_qsl(parts.query, keep_blank_values=True)
        if not pair[0].lower().startswith(_TRACKING)
    ]
    return urlunsplit((parts.scheme.lower(), host, parts.path or "/", urlencode(query), ""))


def _articles(part: Part, furniture: Furniture, *, has_title: bool) -> Iterator[_Article]:
    if part.kind == "html":
        yield from _page_articles(part, furniture)
        return
    ranges = articles_of(part.text)
    for index, (start, end) in enumerate(ranges, start=1):
        number = part.number if len(ranges) == 1 else f"{part.number}#{index}"
        if part.kind == "markdown":
            page = read_markdown(part.text, start, end)
            front_title = any(key == "title" for key, _ in page.front)
            labels = label_text(page.lines, furniture=furniture, has_title=front_title)
            yield _Article(part, number, page.lines, labels, front=page.front)
        else:
            lines = read_text(part.text, start, end)
            yield _Article(part, number, lines, label_text(lines, furniture=furniture))


def _page_articles(part: Part, furniture: Furniture) -> Iterator[_Article]:
    page = read_page(part.text, furniture=furniture)
    body = find_body(part.text, page)
    groups = _several_articles(page)
    if not groups:
        labels = label_page(page.lines, body=body, head=page.head, furniture=furniture)
        yield _Article(part, part.number, page.lines, labels, page.head)
        return
    for index, chosen in enumerate(groups, start=1):
        lines = tuple(page.lines[i] for i in chosen)
        own = frozenset(
            k
            for k, i in enumerate(chosen)
            if i in body or (not page.lines[i].place.zone and _is_prose(page.lines[i]))
        )
        head = replace(page.head, meta=(), json_ld=(), title=None, times=())
        labels = label_page(lines, body=own, head=head, furniture=furniture)
        yield _Article(part, f"{part.number}#{index}", lines, labels, head)


def _is_prose(line: Line) -> bool:
    return line.link_share < 0.5 and not line.place.heading and len(line.text.split()) >= 8


def _several_articles(page: Page) -> list[list[int]]:
    """The lines of each ``<article>`` of a page that has several whole ones; empty where it has one or only teasers.

    Lines before the first of them go with it and lines between with the one before, so that nothing is lost.
    """
    words: dict[int, int] = {}
    headed: set[int] = set()
    for line in page.lines:
        number = line.place.in_article
        if number:
            words[number] = words.get(number, 0) + (len(line.text.split()) if _is_prose(line) else 0)
            if line.place.heading in (1, 2):
                headed.add(number)
    whole = sorted(
        number for number, count in words.items() if count >= _ARTICLE_LEAST_WORDS and number in headed
    )
    if len(whole) < 2:
        return []
    groups: dict[int, list[int]] = {number: [] for number in whole}
    current = whole[0]
    for index, line in enumerate(page.lines):
        if line.place.in_article in groups:
            current = line.place.in_article
        groups[current].append(index)
    return [groups[number] for number in whole]


def _document(capture: Capture, article: _Article, known: Known) -> Document:
    text, spans, pieces = joined(article.lines)
    blocks = tuple(
        Block(span, label.kind, label.because, label.of)
        for span, label in zip(spans, article.labels, strict=True)
    )
    raw_map = RawMap(article.part.number, article.part.encoding, pieces)
    body = "\n".join(block.at.of(text) for block in blocks if block.kind is BlockKind.BODY)
    language = find_language(body)
    known = replace(known, language=language)
    metadata = metadata_of(text, blocks, raw_map, known=known, naming=load_selfnaming(LANGUAGE))
    return Document(
        id=short_id(capture.id, article.number, known.address or known.stated.publisher or ""),
        capture=capture.id,
        part=article.number,
        text=text,
        blocks=blocks,
        raw_map=raw_map,
        metadata=metadata,
        fingerprint=fingerprint(body),
        skipped=_why_skipped(blocks, body, language),
    )


def _why_skipped(blocks: Sequence[Block], body: str, language: str | None) -> str | None:
    """Why a document is not read for claims; None where it is."""
    words = len(body.split())
    if any(block.kind is BlockKind.STUB for block in blocks) and words <= _STUB_MOST_WORDS:
        return "stub"
    if words == 0 and not any(block.kind is BlockKind.CORRECTION for block in blocks):
        return "no text"
    if language is not None and language != LANGUAGE:
        return f"language {language}"
    return None
