"""What each line of a page is: its words, its place in the page, and the judgement of what is main text."""

from __future__ import annotations

import re
from collections.abc import Sequence

from twosource.intake.flow import Line
from twosource.intake.furniture import Furniture, FurnitureRule
from twosource.intake.html import Head
from twosource.intake.label import Label, mark_duplicates, mark_posts
from twosource.model.vocabulary import BlockKind

_WORD = re.compile(r"\w+")
_FIRM_ZONES = frozenset({BlockKind.CAPTION, BlockKind.SOCIAL_EMBED, BlockKind.CORRECTION, BlockKind.STUB})
_MOST_LINKED = 0.6
_IN_BODY = frozenset({"any"})
_OUTSIDE = frozenset({"any", "top", "edge", "end", "below"})


def label_page(
    lines: Sequence[Line], *, body: frozenset[int], head: Head, furniture: Furniture
) -> tuple[Label, ...]:
    """Label the lines of a page; ``body`` are those judged to be main text."""
    rules = [
        furniture.rule_for(line.text, where=_IN_BODY if index in body else _OUTSIDE)
        for index, line in enumerate(lines)
    ]
    title = _title_line(lines, head, body)
    labels = [
        Label(BlockKind.TITLE, "the heading that the page's title repeats")
        if index == title
        else _label(line, rules[index], is_judged=index in body)
        for index, line in enumerate(lines)
    ]
    if title is not None:
        _mark_deck(lines, labels, title)
    mark_posts(lines, rules, labels)
    mark_duplicates(lines, labels)
    return tuple(labels)


def _label(line: Line, rule: FurnitureRule | None, *, is_judged: bool) -> Label:
    zone = BlockKind(line.place.zone) if line.place.zone else None
    if line.place.is_hidden and not is_judged:
        return Label(BlockKind.BOILERPLATE, "hidden on the page")
    if zone in _FIRM_ZONES and zone is not None:
        return Label(zone, "the element says so")
    if rule is not None:
        return Label(rule.kind, rule.name)
    if is_judged:
        if zone is not None and line.link_share > _MOST_LINKED:
            return Label(zone, "links in an element of page furniture")
        return Label(BlockKind.BODY, "judged main text")
    if zone is not None:
        return Label(zone, "the element says so")
    if line.link_share > _MOST_LINKED:
        return Label(BlockKind.CALL_TO_ACTION, "a link outside the main text")
    return Label(BlockKind.BOILERPLATE, "outside the main text")


def _title_line(lines: Sequence[Line], head: Head, body: frozenset[int]) -> int | None:
    """The heading that shares most words with what the page's head calls its title; else the first of the first level."""
    told = head.first("og:title", "twitter:title", "headline", "dc.title")
    titles = [words for words in (told[0] if told else None, head.title) if words]
    best: tuple[float, int] | None = None
    for index, line in enumerate(lines):
        if not line.place.heading or line.place.is_hidden or len(line.text) > 300:
            continue
        words = {word.lower() for word in _WORD.findall(line.text)}
        share = 0.0
        for title in titles:
            other = {word.lower() for word in _WORD.findall(title)}
            if words and other:
                share = max(
                    share, len(words & other) / max(1, min(len(words), len(other))) if len(words) > 1 else 0
                )
        score = share + (0.25 if line.place.heading == 1 else 0.0)
        if share >= 0.6 and len(words) >= 2 and (best is None or score > best[0]):
            best = (score, index)
    if best is not None:
        return best[1]
    firsts = [i for i, line in enumerate(lines) if line.place.heading == 1 and len(line.text.split()) >= 3]
    return firsts[0] if firsts else None


def _mark_deck(lines: Sequence[Line], labels: list[Label], title: int) -> None:
    """Label headings between the title and the first paragraph: they are the title's second line."""
    for index in range(title + 1, min(len(lines), title + 12)):
        if labels[index].kind is not BlockKind.BODY:
            continue
        if not lines[index].place.heading or len(lines[index].text) > 400:
            return
        labels[index] = Label(BlockKind.TITLE, "a heading right below the title")
