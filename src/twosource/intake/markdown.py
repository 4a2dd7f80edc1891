"""Markdown as lines: the words of each block, found again in the raw part in order."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache

from markdown_it import MarkdownIt
from markdown_it.token import Token

from twosource.intake.charref import references
from twosource.intake.flow import Line, LineBuilder, Place

_FRONT = re.compile(r"\A\ufeff?---[ \t]*\r?\n(.{0,8000}?)\r?\n(?:---|\.\.\.)[ \t]*(?:\r?\n|\Z)", re.DOTALL)
_PAIR = re.compile(r"^([A-Za-z_-]{2,20})[ \t]*:[ \t]*(.*?)[ \t]*$", re.MULTILINE)
_LONGEST_PART = 2_000_000


@dataclass(frozen=True, slots=True)
class MarkdownPage:
    """The lines of a Markdown text and its front matter by key."""

    lines: tuple[Line, ...]
    front: tuple[tuple[str, str], ...]


@cache
def _parser() -> MarkdownIt:
    # Without "text_join", which would hide where a reference or an escape stood.
    return MarkdownIt("commonmark", {"html": True}).disable("text_join")


def read_markdown(raw: str, start: int = 0, end: int | None = None) -> MarkdownPage:
    """The lines of ``raw[start:end]``: headings, paragraphs and list items; markup is left out, its words kept."""
    stop = len(raw) if end is None else end
    front: tuple[tuple[str, str], ...] = ()
    matter = _FRONT.match(raw) if start == 0 else None
    if matter is not None:
        front = tuple(
            (match.group(1).lower(), match.group(2).strip("\"'")) for match in _PAIR.finditer(matter.group(1))
        )
        start = matter.end()
    source = raw[start:stop]
    if len(source) > _LONGEST_PART:
        source = source[:_LONGEST_PART]
    # One character for one, so that lines keep their offsets.
    plain = source.replace("\r\n", " \n").replace("\r", "\n").replace("\0", " ").replace("\f", "\n")
    offsets = [0]
    for row in plain.split("\n"):
        offsets.append(offsets[-1] + len(row) + 1)
    lines: list[Line] = []
    heading = depth = 0
    is_quote = False
    for token in _parser().parse(plain):
        if token.type == "heading_open":
            heading = int(token.tag[1:])
        elif token.type == "heading_close":
            heading = 0
        elif token.type in ("blockquote_open", "blockquote_close"):
            depth += 1 if token.type == "blockquote_open" else -1
            is_quote = depth > 0
        elif token.map is not None and token.type in ("inline", "code_block", "fence", "html_block"):
            low, high = offsets[token.map[0]], min(offsets[token.map[1]], len(plain))
            place = Place(tag="p", heading=heading, is_quote=is_quote)
            lines += _Inline(raw, start + low, start + high, place).lines(token)
    return MarkdownPage(tuple(lines), front)


@dataclass(slots=True)
class _Inline:
    """Finds the words of a block's tokens in its raw characters, left to right."""

    raw: str
    at: int
    end: int
    place: Place

    def lines(self, token: Token) -> list[Line]:
        if token.type in ("html_block",):
            return []
        if token.type in ("code_block", "fence"):
            return self._code(token.content)
        out: list[Line] = []
        builder = LineBuilder()
        self._fill(token.children or (), builder, out)
        line = builder.line(self.place)
        return [*out, line] if line is not None else out

    def _fill(self, children: Sequence[Token], builder: LineBuilder, out: list[Line]) -> None:
        links: list[str] = []
        for child in children:
            if child.type in ("text", "code_inline"):
                self._words(child.content, builder, in_link=bool(links))
            elif child.type == "text_special":
                self._special(child, builder)
            elif child.type == "softbreak":
                self._space(builder)
            elif child.type == "hardbreak":
                line = builder.line(self.place)
                out += [line] if line is not None else []
            elif child.type == "html_inline":
                self._skip(child.content)
            elif child.type == "image":
                self._skip_image(child)
            elif child.type == "link_open":
                links.append(str(child.attrs.get("href", "")))
            elif child.type == "link_close":
                self._skip_target()
                links.pop()

    def _words(self, words: str, builder: LineBuilder, *, in_link: bool) -> None:
        found = self.raw.find(words, self.at, self.end) if words else -1
        if found == -1:
            # Words that the parser changed (a run of spaces in code): each is found alone.
            for word in words.split():
                found = self.raw.find(word, self.at, self.end)
                if found != -1:
                    builder.add_space(found, found + 1)
                    builder.add_with_references(self.raw, found, found + len(word), in_link=in_link)
                    self.at = found + len(word)
            return
        builder.add_with_references(self.raw, found, found + len(words), in_link=in_link)
        self.at = found + len(words)

    def _special(self, child: Token, builder: LineBuilder) -> None:
        found = self.raw.find(child.markup, self.at, self.end)
        if found == -1:
            return
        high = found + len(child.markup)
        if child.markup.startswith("&"):
            builder.add_with_references(self.raw, found, high)
        elif child.content != "&" or not any(references(self.raw, high - 1, self.end)):
            # A backslash escape: its character without the backslash. An escaped "&" before what would then be read as a
            # reference is left out, since its raw segment could not say that it is none.
            builder.add(self.raw, high - len(child.content), high)
        self.at = high

    def _space(self, builder: LineBuilder) -> None:
        found = self.raw.find("\n", self.at, self.end)
        if found == -1:
            found = self.raw.find("\r", self.at, self.end)
        if found != -1:
            builder.add_space(found, found + 1)
            self.at = found + 1

    def _skip(self, markup: str) -> None:
        found = self.raw.find(markup, self.at, self.end)
        if found != -1:
            self.at = found + len(markup)

    def _skip_image(self, child: Token) -> None:
        found = self.raw.find("![", self.at, self.end)
        if found != -1:
            self.at = found + 2
            self._skip(child.content)
            self._skip_target()

    def _skip_target(self) -> None:
        """Pass over the target of a link whose words have just been read."""
        if self.raw.startswith("](", self.at):
            close = self.raw.find(")", self.at, self.end)
            self.at = close + 1 if close != -1 else self.at
        elif self.raw.startswith("][", self.at):
            close = self.raw.find("]", self.at + 2, self.end)
            self.at = close + 1 if close != -1 else self.at
        elif self.raw[self.at : self.at + 1] in ("]", ">"):
            self.at += 1

    def _code(self, words: str) -> list[Line]:
        out = []
        for row in words.splitlines():
            builder = LineBuilder()
            stripped = row.strip()
            found = self.raw.find(stripped, self.at, self.end) if stripped else -1
            if found == -1:
                continue
            builder.add_with_references(self.raw, found, found + len(stripped))
            self.at = found + len(stripped)
            line = builder.line(self.place)
            out += [line] if line is not None else []
        return out
