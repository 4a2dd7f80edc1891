"""The guard before the HTML tokenizer: where each tag, comment and run of text begins and ends, in linear time.

The standard library's tokenizer is quadratic on markup that is never closed, and it reads broken ends differently from one
Python patch release to the next. So the guard alone decides where markup ends, and the tokenizer sees one closed tag at a
time. What is not closed within ``LONGEST_MARKUP`` characters is text.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from html.parser import HTMLParser

LONGEST_MARKUP = 16 * 1024
"""Unclosed markup of more characters than this is text."""

_TAG_STEP = re.compile(r"[\"'>]")
_TAG_NAME = re.compile(r"</?([a-zA-Z][^\s/>]{0,40})")
_RAW_TEXT = frozenset({"script", "style", "textarea", "title", "xmp", "iframe", "noembed", "noframes"})


@dataclass(frozen=True, slots=True)
class Text:
    """A run of text of the raw part."""

    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Start:
    """A start tag; ``attributes`` have decoded values, lower-case names, the first of a name winning."""

    start: int
    end: int
    tag: str
    attributes: dict[str, str]


@dataclass(frozen=True, slots=True)
class End:
    """An end tag."""

    start: int
    end: int
    tag: str


@dataclass(frozen=True, slots=True)
class RawText:
    """The content of a script, style, title or the like, whose markup does not count."""

    start: int
    end: int
    tag: str


Token = Text | Start | End | RawText


class _TagReader(HTMLParser):
    """Reads one closed tag a call."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=False)
        self.found: tuple[str, dict[str, str]] | None = None

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        attributes: dict[str, str] = {}
        for name, value in attrs:
            attributes.setdefault(name, value or "")
        self.found = (tag, attributes)

    def read(self, markup: str) -> tuple[str, dict[str, str]] | None:
        self.found = None
        self.reset()
        self.feed(markup)
        return self.found


@dataclass(slots=True)
class _Finder:
    """Where a string next occurs, remembered so that many failing searches cost one."""

    raw: str
    known: dict[str, tuple[int, int]] = field(default_factory=dict)

    def next(self, needle: str, start: int) -> int:
        """The first offset of ``needle`` from ``start``; -1 where there is none."""
        since, found = self.known.get(needle, (1, 0))
        if since <= start and (found == -1 or start <= found):
            return found
        found = self.raw.find(needle, start)
        self.known[needle] = (start, found)
        return found


def tokens(raw: str) -> Iterator[Token]:
    """The tokens of a page in order; comments, declarations and processing instructions are left out.

    Work is linear in the length: a search that fails is not repeated, and a tag that turns out not to be closed within
    ``LONGEST_MARKUP`` makes the next ``LONGEST_MARKUP`` characters be read without regard to quotation marks.
    """
    finder = _Finder(raw)
    reader = _TagReader()
    folded = _ascii_lower(raw)
    folded_finder = _Finder(folded)
    at = text_from = naive_until = 0
    size = len(raw)
    while at < size:
        at = raw.find("<", at)
        if at == -1:
            break
        end = _end_of_markup(raw, at, finder, is_naive=at < naive_until)
        if end is None:
            naive_until = max(naive_until, at + LONGEST_MARKUP)
            end = _end_of_markup(raw, at, finder, is_naive=True)
        if end is None:
            at += 1
            continue
        if text_from < at:
            yield Text(text_from, at)
        token = _tag(raw, at, end, reader)
        text_from = at = end
        if token is None:
            continue
        yield token
        if isinstance(token, Start) and token.tag in _RAW_TEXT:
            close = folded_finder.next(f"</{token.tag}", end)
            close = size if close == -1 else close
            if close > end:
                yield RawText(end, close, token.tag)
            text_from = at = close
    if text_from < size:
        yield Text(text_from, size)


def _ascii_lower(raw: str) -> str:
    """The same characters with ASCII capitals made small; other case rules would change the length."""
    return raw.translate({code: code + 32 for code in range(ord("A"), ord("Z") + 1)})


def _end_of_markup(raw: str, at: int, finder: _Finder, *, is_naive: bool) -> int | None:
    """The offset behind the markup that starts at ``at``; None where it is text or is not closed."""
    following = raw[at + 1 : at + 2]
    if raw.startswith("<!--", at):
        close = finder.next("-->", at + 2)
        if close != -1:
            return close + 3
        return _nearby(finder.next(">", at), at)
    if raw.startswith("<![CDATA[", at):
        close = finder.next("]]>", at)
        return close + 3 if close != -1 else _nearby(finder.next(">", at), at)
    if following in ("!", "?"):
        return _nearby(finder.next(">", at), at)
    name = _TAG_NAME.match(raw, at)
    if name is None:
        return None
    return _naive_end(raw, at, finder) if is_naive else _quoted_end(raw, name.end(), finder)


def _nearby(close: int, at: int) -> int | None:
    return close + 1 if close != -1 and close - at <= LONGEST_MARKUP else None


def _naive_end(raw: str, at: int, finder: _Finder) -> int | None:
    close = finder.next(">", at)
    again = finder.next("<", at + 1)
    if close == -1 or (again != -1 and again < close):
        return None
    return _nearby(close, at)


def _quoted_end(raw: str, scan: int, finder: _Finder) -> int | None:
    """The end of a tag whose quoted values may hold ">"; a long quoted value is skipped at once."""
    budget = LONGEST_MARKUP
    while budget > 0:
        step = _TAG_STEP.search(raw, scan, scan + budget)
        if step is None:
            return None
        budget -= step.end() - scan
        if step.group() == ">":
            return step.end()
        scan = step.end()
        if _after_equals(raw, step.start()):
            close = finder.next(step.group(), scan)
            if close == -1:
                return None
            budget -= 1
            scan = close + 1
    return None


def _after_equals(raw: str, at: int) -> bool:
    """Whether an equals sign stands before ``at``, a few spaces apart."""
    return raw[max(0, at - 32) : at].rstrip()[-1:] == "="


def _tag(raw: str, start: int, end: int, reader: _TagReader) -> Token | None:
    name = _TAG_NAME.match(raw, start)
    if name is None:
        return None
    tag = name.group(1).lower()
    if raw[start + 1] == "/":
        return End(start, end, tag)
    if end - start > LONGEST_MARKUP:
        # Closed, but too long to be worth reading (an image in its address).
        return Start(start, end, tag, {})
    found = reader.read(raw[start:end])
    return Start(start, end, tag, found[1] if found is not None else {})
