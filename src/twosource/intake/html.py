"""A page as lines: the words of every visible element, where each stands in the page, and what the head says."""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace

from twosource.intake.charref import decoded, normalised
from twosource.intake.flow import Line, LineBuilder, Place
from twosource.intake.furniture import Furniture
from twosource.intake.markup import End, RawText, Start, Text, Token, tokens
from twosource.model.span import Span

_BLOCKS = frozenset(
    [
        "address",
        "article",
        "aside",
        "blockquote",
        "body",
        "button",
        "center",
        "dd",
        "details",
        "dialog",
        "dir",
        "div",
        "dl",
        "dt",
        "fieldset",
        "figcaption",
        "figure",
        "footer",
        "form",
        "frameset",
        "h1",
        "h2",
        "h3",
        "h4",
        "h5",
        "h6",
        "header",
        "hgroup",
        "hr",
        "html",
        "iframe",
        "legend",
        "li",
        "main",
        "menu",
        "nav",
        "object",
        "ol",
        "optgroup",
        "option",
        "p",
        "pre",
        "section",
        "select",
        "summary",
        "table",
        "tbody",
        "td",
        "tfoot",
        "th",
        "thead",
        "tr",
        "ul",
        "video",
        "audio",
        "canvas",
        "picture",
    ]
)
_VOID = frozenset(
    {
        "area",
        "base",
        "br",
        "col",
        "embed",
        "hr",
        "img",
        "input",
        "link",
        "meta",
        "param",
        "source",
        "track",
        "wbr",
    }
)
_UNSEEN = frozenset(
    {"head", "noscript", "template", "svg", "math", "datalist", "object", "audio", "video", "canvas"}
)
_HEADINGS = {f"h{level}": level for level in range(1, 7)}
_CLOSED_BY_ITSELF = {
    "p": frozenset({"p"}),
    "li": frozenset({"li"}),
    "dt": frozenset({"dt", "dd"}),
    "dd": frozenset({"dt", "dd"}),
    "tr": frozenset({"tr", "td", "th"}),
    "td": frozenset({"td", "th"}),
    "th": frozenset({"td", "th"}),
    "option": frozenset({"option"}),
}
_FENCES = frozenset(
    {"ul", "ol", "dl", "table", "div", "section", "article", "body", "html", "td", "th", "select"}
)
_ZONE_TAGS = {
    "nav": "boilerplate",
    "footer": "boilerplate",
    "figcaption": "caption",
    "button": "call_to_action",
    "select": "boilerplate",
    "form": "call_to_action",
}
_HIDDEN_STYLE = re.compile(r"(?:display\s*:\s*none|visibility\s*:\s*hidden)", re.IGNORECASE)
_DEEPEST = 400
_NEAREST_OPEN = 64
_CHUNK = re.compile(r"\s")


@dataclass(frozen=True, slots=True)
class Head:
    """What a page says of itself outside its words: meta tags by name, JSON-LD texts, links, and time elements."""

    title: str | None = None
    title_at: Span | None = None
    meta: tuple[tuple[str, str, Span], ...] = ()
    json_ld: tuple[tuple[str, Span], ...] = ()
    canonical: str | None = None
    times: tuple[tuple[str, str, Span], ...] = ()
    """``datetime`` values of time elements with the names of the element, in page order."""
    language: str | None = None

    def first(self, *names: str) -> tuple[str, Span] | None:
        """The first non-empty value among meta tags of these names, in the order of the names."""
        for name in names:
            for key, value, at in self.meta:
                if key == name and value.strip():
                    return value.strip(), at
        return None


@dataclass(frozen=True, slots=True)
class Page:
    """A page read: its lines in order and its head."""

    lines: tuple[Line, ...]
    head: Head
    tags: int
    deepest: int


@dataclass(slots=True)
class _Reader:
    raw: str
    furniture: Furniture
    stack: list[tuple[str, Place, int]] = field(default_factory=list)
    """Open elements: tag, place, and how many unseen elements are open."""
    builder: LineBuilder = field(default_factory=LineBuilder)
    lines: list[Line] = field(default_factory=list)
    place: Place = field(default_factory=Place)
    line_place: Place | None = None
    unseen: int = 0
    containers: int = 0
    articles: int = 0
    tags: int = 0
    deepest: int = 0
    breaks: int = 0
    head: Head = field(default_factory=lambda: Head())
    ld_open: bool = False

    def read(self) -> Page:
        for token in tokens(self.raw):
            self.take(token)
        self.close_line()
        return Page(tuple(self.lines), self.head, self.tags, self.deepest)

    def take(self, token: Token) -> None:
        if isinstance(token, Text):
            self.text(token)
        elif isinstance(token, Start):
            self.tags += 1
            self.start(token)
        elif isinstance(token, End):
            self.end(token.tag)
        else:
            self.raw_text(token)

    # --- words

    def text(self, token: Text) -> None:
        if self.unseen:
            return
        if self.breaks:
            self.after_break(token)
        if self.line_place is None or self.builder.length == 0:
            self.line_place = self.place
        self.builder.add_with_references(self.raw, token.start, token.end, in_link=self.place.in_link)

    def after_break(self, token: Text) -> None:
        """A single line break inside running words is a space, if the page has one there; else the line ends."""
        following = self.raw[token.start : token.start + 80]
        words = following.lstrip()
        if not words:
            self.builder.add_space(token.start, token.start + len(following))
            return
        has_space = self.builder.has_space or following[:1].isspace()
        runs_on = words[:1].islower() and self.builder.tail()[-1:] not in ".!?:"
        if self.breaks > 1 or not (has_space and runs_on):
            self.close_line()
        self.breaks = 0

    def close_line(self) -> None:
        line = self.builder.line(self.line_place or self.place)
        self.line_place = None
        self.breaks = 0
        if line is not None:
            self.lines.append(line)

    def raw_text(self, token: RawText) -> None:
        at = Span(token.start, token.end)
        if token.tag == "title" and self.head.title is None and not self.in_svg():
            title = normalised(decoded(self.raw[token.start : token.end])).strip()
            self.head = replace(self.head, title=title or None, title_at=at)
        elif token.tag == "script" and self.ld_open:
            self.head = replace(
                self.head, json_ld=(*self.head.json_ld, (self.raw[token.start : token.end], at))
            )
        self.ld_open = False

    def in_svg(self) -> bool:
        return any(tag in ("svg", "math") for tag, _, _ in self.stack[-4:])

    # --- elements

    def start(self, token: Start) -> None:
        tag = token.tag
        if tag == "br":
            self.breaks += 1
            return
        if tag in ("meta", "link", "script", "time", "html"):
            self.note(token)
        if tag == "body":
            self.unseen = 0
            self.stack = [entry for entry in self.stack if entry[0] == "html"]
        if tag in _BLOCKS:
            self.close_line()
            self.imply_ends(tag)
        if tag in _VOID:
            return
        if len(self.stack) >= _DEEPEST:
            return
        self.stack.append((tag, self.place, self.unseen))
        self.deepest = max(self.deepest, len(self.stack))
        self.place = self.placed(token)
        if tag in _UNSEEN:
            self.unseen += 1

    def placed(self, token: Start) -> Place:
        """Where the words inside this element stand."""
        tag, attributes, outer = token.tag, token.attributes, self.place
        if tag == "a":
            return replace(outer, in_link=True)
        if tag not in _BLOCKS and not attributes:
            return outer
        names = " ".join(attributes.get(name, "") for name in ("class", "id", "role"))
        told = self.furniture.zone_for(names) if names.strip() else None
        zone = told.value if told is not None else _ZONE_TAGS.get(tag, "")
        if tag in ("html", "body", "main", "article"):
            zone = ""
        is_block = tag in _BLOCKS
        if is_block:
            self.containers += 1
        if tag == "article" and zone == "":
            self.articles += 1
        is_container = is_block and tag not in ("p", "li")
        is_hidden = (
            "hidden" in attributes
            or attributes.get("aria-hidden") == "true"
            or _HIDDEN_STYLE.search(attributes.get("style", "")) is not None
        )
        return Place(
            tag=tag if is_block else outer.tag,
            zone=zone or outer.zone,
            heading=_HEADINGS.get(tag, outer.heading),
            in_link=outer.in_link,
            in_article=self.articles if tag == "article" else outer.in_article,
            is_hidden=is_hidden or outer.is_hidden,
            is_quote=outer.is_quote or tag == "blockquote",
            container=self.containers if is_container else outer.container,
            signature=f"{tag}.{attributes.get('class', '')}"[:120] if is_container else outer.signature,
        )

    def imply_ends(self, tag: str) -> None:
        closing = _CLOSED_BY_ITSELF.get(tag, frozenset({"p"}))
        for index in range(len(self.stack) - 1, max(-1, len(self.stack) - _NEAREST_OPEN), -1):
            opened = self.stack[index][0]
            if opened in closing or (opened == "p" and tag in _BLOCKS):
                self.pop_to(index)
                if tag != "tr":
                    return
            elif opened in _FENCES:
                return

    def end(self, tag: str) -> None:
        if tag in _BLOCKS:
            self.close_line()
        elif tag == "br":
            self.breaks += 1
            return
        for index in range(len(self.stack) - 1, max(-1, len(self.stack) - _NEAREST_OPEN), -1):
            opened = self.stack[index][0]
            if opened == tag:
                self.pop_to(index)
                return
            if tag not in _BLOCKS and opened in _FENCES:
                return

    def pop_to(self, index: int) -> None:
        _, self.place, self.unseen = self.stack[index]
        del self.stack[index:]

    def note(self, token: Start) -> None:
        """Keep what the head tells."""
        attributes, head = token.attributes, self.head
        at = Span(token.start, token.end)
        if token.tag == "meta" and "content" in attributes:
            key = (
                attributes.get("property") or attributes.get("name") or attributes.get("itemprop") or ""
            ).lower()
            if key:
                value = normalised(attributes["content"]).strip()
                self.head = (
                    replace(head, meta=(*head.meta, (key, value, at))) if len(head.meta) < 300 else head
                )
        elif (
            token.tag == "link"
            and attributes.get("rel", "").lower() == "canonical"
            and head.canonical is None
        ):
            self.head = replace(head, canonical=attributes.get("href", "").strip() or None)
        elif token.tag == "script":
            self.ld_open = (
                attributes.get("type", "").lower() == "application/ld+json" and len(head.json_ld) < 50
            )
        elif token.tag == "time" and attributes.get("datetime") and len(head.times) < 100:
            names = " ".join(attributes.get(name, "") for name in ("class", "itemprop", "id", "pubdate"))
            zone = f"{names} {self.place.zone}".strip()
            self.head = replace(head, times=(*head.times, (attributes["datetime"].strip(), zone, at)))
        elif token.tag == "html" and head.language is None:
            self.head = replace(head, language=attributes.get("lang", "").strip().lower()[:2] or None)


def read_page(raw: str, *, furniture: Furniture) -> Page:
    """The lines and head of an HTML page; offsets are those of ``raw``. Work is linear in its length."""
    return _Reader(raw, furniture).read()
