"""Title, publisher, byline, publication and credit, each with its evidence; what is stated beats what the page says."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from urllib.parse import urlsplit

from twosource.intake.dates import find_written_dates, not_before, parse_published, parse_stamp
from twosource.intake.html import Head
from twosource.intake.json_ld import described
from twosource.intake.mail import MailHead
from twosource.intake.manifest import Stated
from twosource.intake.selfnaming import Named, SelfNaming, dateline_date, find_credit, find_publisher
from twosource.model.document import Block, Evidence, Metadata, Published, RawMap
from twosource.model.span import Span
from twosource.model.vocabulary import BlockKind

VERSION = 2
"""Raised when what is found of a document changes."""

_PUBLISHED_META = (
    "article:published_time",
    "og:article:published_time",
    "datepublished",
    "parsely-pub-date",
    "sailthru.date",
    "pubdate",
    "publishdate",
    "publish-date",
    "publish_date",
    "dc.date.issued",
    "dcterms.created",
    "dc.date",
    "date",
    "article.published",
    "cxenseparse:recs:publishtime",
)
_AUTHOR_META = ("author", "article:author", "parsely-author", "sailthru.author", "byl", "dc.creator")
_ADDRESS_DATE = re.compile(r"/((?:19|20)\d\d)[/-](\d{1,2})[/-](\d{1,2})(?:/|-|$)")
_BY = re.compile(r"^(?:By|BY|by|Words by|Written by|Reported by|Story by|Text by|Author:|Text:)\s+")
_HELPED = re.compile(r"\b(?:contributed|reported from|contributing|with material|[Rr]eporting by)\b")
_UPDATED = re.compile(r"\b(?:updated|modified|revised|edited|upd)\b", re.IGNORECASE)
_PUBLISHED = re.compile(r"\b(?:published|posted|first published|issued|released|date)\b", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Known:
    """What is known of a document beside its blocks: the page's or mail's head, front matter, and what was stated."""

    stated: Stated
    head: Head | None = None
    mail: MailHead | None = None
    front: tuple[tuple[str, str], ...] = ()
    address: str | None = None
    language: str | None = None

    def from_front(self, *keys: str) -> str | None:
        """The first filled field of the front matter among these keys."""
        fields = dict(self.front)
        return next((fields[key] for key in keys if fields.get(key)), None)


def metadata_of(
    text: str, blocks: Sequence[Block], raw_map: RawMap, *, known: Known, naming: SelfNaming
) -> Metadata:
    """What is known of a document, each field with its evidence; a field is None where nothing tells it."""
    labelled = [(block.at.of(text), block.at, block.kind) for block in blocks]
    title = next((block.at for block in blocks if block.kind is BlockKind.TITLE), None)
    publisher, publisher_evidence = _publisher(labelled, raw_map, known, naming)
    byline, byline_evidence = _byline(labelled, raw_map, known)
    credits = find_credit(labelled, naming=naming)
    return Metadata(
        title=title.of(text) if title is not None else _told_title(known),
        title_at=title,
        publisher=publisher,
        publisher_evidence=publisher_evidence,
        byline=byline,
        byline_evidence=byline_evidence,
        published=_published(labelled, raw_map, known),
        language=known.language,
        address=known.address,
        credit=credits[0].name if credits else None,
        credit_evidence=tuple(_evidence(one, text, raw_map) for one in credits),
    )


def _evidence(named: Named, text: str, raw_map: RawMap) -> Evidence:
    return Evidence(named.rule, named.at.of(text), raw_map.raw(named.at))


def _told_title(known: Known) -> str | None:
    front = known.from_front("title")
    if front:
        return front
    if known.mail is not None and known.mail.subject:
        return known.mail.subject
    if known.head is not None:
        told = known.head.first("og:title", "twitter:title")
        return told[0] if told else known.head.title
    return None


Labelled = Sequence[tuple[str, Span, BlockKind]]


def _publisher(
    labelled: Labelled, raw_map: RawMap, known: Known, naming: SelfNaming
) -> tuple[str | None, tuple[Evidence, ...]]:
    out: list[tuple[str, Evidence]] = []
    if known.stated.publisher:
        out.append((known.stated.publisher, Evidence("stated", known.stated.publisher)))
    if known.head is not None:
        article = described(known.head)
        if article is not None and article.publisher:
            out.append((article.publisher, Evidence("JSON-LD publisher", article.publisher, (article.at,))))
        site = known.head.first("og:site_name", "application-name", "dc.publisher", "publisher")
        if site is not None:
            out.append((site[0], Evidence("meta site name", site[0], (site[1],))))
    front = known.from_front("publisher", "source", "outlet", "site")
    if front:
        out.append((front, Evidence("front matter", front)))
    texts = {at.start: words for words, at, _ in labelled}
    for named in find_publisher(labelled, naming=naming):
        words = _words_at(texts, named.at)
        out.append((named.name, Evidence(named.rule, words, raw_map.raw(named.at))))
    if known.mail is not None and known.mail.sender and naming.agency(known.mail.sender) is not None:
        out.append((known.mail.sender, Evidence("mail sender", known.mail.sender)))
    return (out[0][0] if out else None), tuple(evidence for _, evidence in out)


def _words_at(texts: dict[int, str], at: Span) -> str:
    start = max(low for low in texts if low <= at.start)
    return texts[start][at.start - start : at.end - start]


def _byline(labelled: Labelled, raw_map: RawMap, known: Known) -> tuple[str | None, tuple[Evidence, ...]]:
    out: list[tuple[str, Evidence]] = []
    for words, at, kind in labelled:
        if kind is BlockKind.BYLINE and len(words) < 160 and not _HELPED.search(words):
            out.append((_BY.sub("", words), Evidence("byline", words, raw_map.raw(at))))
    if known.head is not None:
        article = described(known.head)
        if article is not None and article.authors:
            names = ", ".join(article.authors)
            out.append((names, Evidence("JSON-LD author", names, (article.at,))))
        meta = known.head.first(*_AUTHOR_META)
        if meta is not None and not meta[0].startswith("http"):
            out.append((meta[0], Evidence("meta author", meta[0], (meta[1],))))
    front = known.from_front("author", "byline", "by")
    if front:
        out.append((front, Evidence("front matter", front)))
    return (out[0][0] if out else None), tuple(evidence for _, evidence in out)


def _published(labelled: Labelled, raw_map: RawMap, known: Known) -> Published | None:
    """The time of publication: stated, else the head's, else a date line's; an embed only gives a day before which it was not."""
    found: list[tuple[str, Evidence]] = []
    if known.stated.published:
        found.append((known.stated.published, Evidence("stated", known.stated.published)))
    found += _head_dates(known)
    found += _line_dates(labelled, raw_map)
    evidence = tuple(one for _, one in found)
    for value, _ in found:
        if not value.startswith("XXXX"):
            return parse_published(value, evidence=evidence)
    limits = sorted(_embed_dates(labelled, raw_map), key=lambda row: row[0])
    if found:
        return parse_published(found[0][0], evidence=evidence)
    if limits:
        return not_before(limits[-1][0], evidence=tuple(one for _, one in limits))
    return None


def _head_dates(known: Known) -> list[tuple[str, Evidence]]:
    out: list[tuple[str, Evidence]] = []
    if known.head is not None:
        article = described(known.head)
        if article is not None and article.published and (value := parse_stamp(article.published)):
            out.append((value, Evidence("JSON-LD datePublished", article.published, (article.at,))))
        meta = known.head.first(*_PUBLISHED_META)
        if meta is not None and (value := parse_stamp(meta[0])):
            out.append((value, Evidence("meta date", meta[0], (meta[1],))))
        for stamp, names, at in known.head.times:
            told = names.lower()
            if ("publi" in told or "dateline" in told or "date" in told) and (value := parse_stamp(stamp)):
                out.append((value, Evidence("time element", stamp, (at,))))
                break
    if known.mail is not None and known.mail.sent and (value := parse_stamp(known.mail.sent)):
        out.append((value, Evidence("mail date", known.mail.sent)))
    front = known.from_front("date", "published")
    if front and (value := parse_stamp(front)):
        out.append((value, Evidence("front matter", front)))
    if known.address:
        match = _ADDRESS_DATE.search(urlsplit(known.address).path)
        value = parse_stamp(f"{match[1]}-{int(match[2]):02}-{int(match[3]):02}") if match else None
        if value:
            out.append((value, Evidence("address", known.address)))
    return out


def _line_dates(labelled: Labelled, raw_map: RawMap) -> list[tuple[str, Evidence]]:
    """Dates of date lines: "published" before unmarked before "updated"; then the dateline that opens the text."""
    ranked: list[tuple[int, int, str, Evidence]] = []
    seen_body = 0
    for words, at, kind in labelled:
        if kind is BlockKind.BODY:
            seen_body += 1
            opening = dateline_date(words) if seen_body <= 2 else None
            if opening is not None:
                for written in find_written_dates(opening[0]):
                    span = Span(at.start + opening[1] + written.start, at.start + opening[1] + written.end)
                    proof = Evidence("dateline", opening[0][written.start : written.end], raw_map.raw(span))
                    ranked.append((3, at.start, written.value, proof))
        elif kind in (BlockKind.DATELINE, BlockKind.BYLINE):
            for written in find_written_dates(words):
                before = words[: written.start]
                rank = 2 if _UPDATED.search(before) and not _PUBLISHED.search(before) else 1
                rank = 0 if _PUBLISHED.search(before) and not _UPDATED.search(before) else rank
                span = Span(at.start + written.start, at.start + written.end)
                proof = Evidence("date line", words[written.start : written.end], raw_map.raw(span))
                ranked.append((rank, at.start, written.value, proof))
    return [(value, proof) for _, _, value, proof in sorted(ranked, key=lambda row: row[:2])]


def _embed_dates(labelled: Labelled, raw_map: RawMap) -> list[tuple[str, Evidence]]:
    out = []
    for words, at, kind in labelled:
        if kind is BlockKind.SOCIAL_EMBED:
            for written in find_written_dates(words):
                if written.has_year:
                    span = Span(at.start + written.start, at.start + written.end)
                    proof = Evidence(
                        "not before: embed date", words[written.start : written.end], raw_map.raw(span)
                    )
                    out.append((written.value, proof))
    return out
