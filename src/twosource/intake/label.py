"""What each line of a text is: labelled by the closed list, nothing deleted, every label with the rule that gave it."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from twosource.intake.flow import Line
from twosource.intake.furniture import Furniture, FurnitureRule
from twosource.intake.shapes import shape_of
from twosource.model.vocabulary import BlockKind

_LONG_WORDS = 18
_PROSE_WORDS = 12
_TITLE_MOST_WORDS = 28
_KICKER_MOST_WORDS = 3
_SENTENCE_LEAST_WORDS = 10
_POST_MOST_CHARACTERS = 900
_RUN = 4
_REPEAT_LEAST_WORDS = 10
_REPEAT_SHARE = 0.95
_SENTENCE_END = re.compile(r"[.!?…][\"'”’)\]]*$")
_TITLE_STOP = re.compile(r"[.,;:…][\"'”’)\]]*$")
_WORD = re.compile(r"\w+")
_POST_MARKS = re.compile(r"(?:^|\s)[#@]\w|\bpic\.(?:twitter|x)\.com/|https?://|…\s*$|\.\.\.\s*$")
_KEYWORDS = re.compile(r"^[\w’'&./ -]+(?:[,;|·•][\w’'&./ -]+)*[,;|]?$")
_AUTHOR_RULES = frozenset({"post author"})
_HEADER_RULES = frozenset({"post handle and day", "handle alone"})
_LISTING_RULES = frozenset({"dangling heading", "list heading"})
_FOOT_RULES = frozenset({"post counts", "post time stamp"})


@dataclass(frozen=True, slots=True)
class Label:
    """The kind of a line and the rule that gave it; ``of`` is the index of the first copy for a duplicate."""

    kind: BlockKind
    because: str
    of: int | None = None


BODY = Label(BlockKind.BODY, "no rule of page furniture fits")


def label_text(lines: Sequence[Line], *, furniture: Furniture, has_title: bool = False) -> tuple[Label, ...]:
    """Label the lines of a plain text by their words and their order; ``has_title`` where the title is known from elsewhere."""
    rules = _rules(lines, furniture)
    labels = [Label(rule.kind, rule.name) if rule is not None else BODY for rule in rules]
    mark_posts(lines, rules, labels)
    _mark_title(lines, labels, furniture, has_title=has_title)
    _mark_keywords(lines, labels, furniture)
    _mark_listed(lines, rules, labels)
    _mark_shapes(lines, labels, furniture)
    mark_duplicates(lines, labels)
    return tuple(labels)


def _rules(lines: Sequence[Line], furniture: Furniture) -> list[FurnitureRule | None]:
    """The rule of each line, rules bound to the top or the end tried only there."""
    free = frozenset({"any"})
    found = [furniture.rule_for(line.text, where=free) for line in lines]
    long = [i for i, line in enumerate(lines) if found[i] is None and len(line.text.split()) >= _LONG_WORDS]
    first = long[0] if long else len(lines)
    tail = len(lines) - max(4, len(lines) // 3)
    for index, line in enumerate(lines):
        if found[index] is not None:
            continue
        where = set()
        if index < first:
            where |= {"top", "edge"}
        if long and index > first:
            where |= {"below"}
        if long and (index > long[-1] or (index >= tail and index > long[0])):
            where |= {"end"}
            where |= {"edge"} if index > long[-1] else set()
        if where:
            found[index] = furniture.rule_for(line.text, where=frozenset(where))
    return found


def mark_posts(lines: Sequence[Line], rules: Sequence[FurnitureRule | None], labels: list[Label]) -> None:
    """Label every line of an embedded post: the words above its author line or below its handle line too."""
    for index, rule in enumerate(rules):
        if rule is None:
            continue
        if rule.name in _AUTHOR_RULES:
            _mark_above(lines, labels, index)
        elif rule.name in _HEADER_RULES:
            _mark_name(lines, labels, index)
            _mark_below(lines, rules, labels, index)
        elif rule.name == "post time stamp":
            _mark_above(lines, labels, index)
        elif rule.name == "post picture":
            _mark_heading(lines, labels, index)


def _mark_above(lines: Sequence[Line], labels: list[Label], author: int) -> None:
    at = author - 1
    if at < 0 or len(lines[at].text) > _POST_MOST_CHARACTERS or labels[at].kind not in _OPEN:
        return
    labels[at] = Label(BlockKind.SOCIAL_EMBED, "words above the author line of a post")
    while at > 0 and _POST_MARKS.search(lines[at - 1].text) and labels[at - 1].kind in _OPEN:
        at -= 1
        labels[at] = Label(BlockKind.SOCIAL_EMBED, "more words of the post below")
    _mark_heading(lines, labels, at)


def _mark_heading(lines: Sequence[Line], labels: list[Label], first: int) -> None:
    """Label the heading of a post: a line like a headline right above it that shares its words or runs straight on."""
    at = first - 1
    if at < 1 or labels[at].kind is not BlockKind.BODY:
        return
    words = _content_words(lines[at].text)
    if _SENTENCE_END.search(lines[at].text) or not 3 <= len(lines[at].text.split()) <= 30:
        return
    shared = len(words & _content_words(lines[first].text))
    if (words and shared >= 0.4 * len(words)) or (len(words) >= 5 and not lines[first].after_blank):
        labels[at] = Label(BlockKind.SOCIAL_EMBED, "the heading of the post below")


def _mark_name(lines: Sequence[Line], labels: list[Label], header: int) -> None:
    """Label the display name above a handle that stands alone."""
    at = header - 1
    if at >= 0 and labels[at].kind is BlockKind.BODY and lines[header].text.startswith("@"):
        text = lines[at].text
        if len(text.split()) <= 5 and not _SENTENCE_END.search(text):
            labels[at] = Label(BlockKind.SOCIAL_EMBED, "the name above a handle")


def _mark_below(
    lines: Sequence[Line], rules: Sequence[FurnitureRule | None], labels: list[Label], header: int
) -> None:
    at = header + 1
    while at < len(lines) and at <= header + 3 and labels[at].kind is BlockKind.BODY:
        feet = any(rule is not None and rule.name in _FOOT_RULES for rule in rules[at + 1 : header + 4])
        if at > header + 1 and not feet:
            break
        if len(lines[at].text) > _POST_MOST_CHARACTERS:
            break
        labels[at] = Label(BlockKind.SOCIAL_EMBED, "words below the handle of a post")
        at += 1


_OPEN = (BlockKind.BODY, BlockKind.SOCIAL_EMBED, BlockKind.TAG_LINE)


def _content_words(text: str) -> set[str]:
    return {word.lower() for word in _WORD.findall(text) if len(word) > 3}


def is_title_like(text: str) -> bool:
    """Whether a line could be a headline: short, begun with a capital or a figure, not closed like a sentence."""
    words = text.split()
    if not 2 <= len(words) <= _TITLE_MOST_WORDS or len(text) > 200:
        return False
    first = text.lstrip("\"'“‘«([ ")[:1]
    if len(text) < 10 or not any(len(word) > 3 for word in words) or text.startswith("By "):
        return False
    return not _TITLE_STOP.search(text) and (first.isupper() or first.isdigit())


def _mark_title(lines: Sequence[Line], labels: list[Label], furniture: Furniture, *, has_title: bool) -> None:
    """Label the headline: a line like one before any body line, with a sentence of some length to follow."""
    title = None if has_title else _title(lines, labels, furniture)
    if title is not None:
        labels[title] = Label(BlockKind.TITLE, "a short line without a full stop, sentences below")
    for index in range(
        0 if title is None else title + 1, min(len(lines), 8 if has_title or title is not None else 0)
    ):
        if labels[index].kind is not BlockKind.BODY:
            continue
        rule = furniture.rule_for(lines[index].text, where=frozenset({"under_title"}))
        if rule is None:
            return
        labels[index] = Label(rule.kind, f"{rule.name}, right below the title")


def _title(lines: Sequence[Line], labels: list[Label], furniture: Furniture) -> int | None:
    for index, line in enumerate(lines):
        if line.place.heading == 1 and labels[index].kind is BlockKind.BODY:
            return index
    for index, line in enumerate(lines):
        if labels[index].kind is not BlockKind.BODY or _is_keyword_row(line.text, furniture):
            continue
        following = [k for k in range(index + 1, len(lines)) if labels[k].kind is BlockKind.BODY][:4]
        if not is_title_like(line.text) or not any(_is_sentence(lines[k].text) for k in following):
            return None
        if len(line.text.split()) <= _KICKER_MOST_WORDS and _is_better_title(lines, following):
            labels[index] = Label(BlockKind.BOILERPLATE, "the name of a section above the title")
            continue
        return index
    return None


def _is_sentence(text: str) -> bool:
    return len(text.split()) >= _SENTENCE_LEAST_WORDS and _SENTENCE_END.search(text) is not None


def _is_better_title(lines: Sequence[Line], following: Sequence[int]) -> bool:
    """Whether the next line is a headline itself, so that the line before is only the name of a section."""
    if len(following) < 2:
        return False
    text = lines[following[0]].text
    is_headline = is_title_like(text) and len(text.split()) > _KICKER_MOST_WORDS + 1
    return is_headline and any(_is_sentence(lines[index].text) for index in following[1:])


def _mark_keywords(lines: Sequence[Line], labels: list[Label], furniture: Furniture) -> None:
    """Label rows of keywords before the first and after the last long line."""
    long = [
        i
        for i, line in enumerate(lines)
        if labels[i].kind is BlockKind.BODY and len(line.text.split()) >= _LONG_WORDS
    ]
    for index, line in enumerate(lines):
        if labels[index].kind is not BlockKind.BODY or (long and long[0] < index < long[-1]):
            continue
        if _is_keyword_row(line.text, furniture):
            labels[index] = Label(BlockKind.TAG_LINE, "a row of words without a verb or a small word")


def _is_keyword_row(text: str, furniture: Furniture) -> bool:
    words = [word.lower() for word in _WORD.findall(text)]
    if not 3 <= len(words) <= 25 or not _KEYWORDS.match(text):
        return False
    items = [item.strip() for item in re.split(r"[,;|·•]", text) if item.strip()]
    if len(items) >= 3:
        small = sum(1 for word in words if word in furniture.function_words)
        return all(len(item.split()) <= 4 for item in items) and small <= len(items) // 4
    return len(items) == 1 and text == text.lower() and furniture.function_words.isdisjoint(words)


def _mark_shapes(lines: Sequence[Line], labels: list[Label], furniture: Furniture) -> None:
    """Label what no rule knows by its shape and its place."""
    long = [
        i
        for i, line in enumerate(lines)
        if labels[i].kind is BlockKind.BODY
        and len(line.text.split()) >= _PROSE_WORDS
        and _SENTENCE_END.search(line.text)
    ]
    if not long:
        return
    title = next((i for i, label in enumerate(labels) if label.kind is BlockKind.TITLE), None)
    for index, line in enumerate(lines):
        if labels[index].kind is not BlockKind.BODY:
            continue
        found = shape_of(
            line.text,
            furniture=furniture,
            is_top=index < long[0],
            is_end=index > long[-1],
            under_title=title is not None and title < index < long[0],
        )
        if found is not None:
            labels[index] = Label(*found)


def _mark_listed(lines: Sequence[Line], rules: Sequence[FurnitureRule | None], labels: list[Label]) -> None:
    """Label what a heading such as "Related stories" lists, where nothing but short lines follows it."""
    heading = None
    for index, rule in enumerate(rules):
        if rule is not None and rule.name in _LISTING_RULES:
            heading = index if heading is None else heading
        elif (
            heading is not None
            and labels[index].kind is BlockKind.BODY
            and (len(lines[index].text.split()) >= _LONG_WORDS or _SENTENCE_END.search(lines[index].text))
        ):
            heading = None
    if heading is None:
        return
    for index in range(heading + 1, len(lines)):
        if labels[index].kind is BlockKind.BODY:
            labels[index] = Label(BlockKind.CALL_TO_ACTION, f"listed under “{lines[heading].text}”")


def duplicate_key(text: str) -> str:
    """What two copies of a line share: its letters and digits in order, without case."""
    return " ".join(_WORD.findall(text.casefold()))


def mark_duplicates(lines: Sequence[Line], labels: list[Label]) -> None:
    """Label every later copy of a line; a copy of furniture does not make a body line furniture.

    A line of some length whose words, by runs of four, nearly all stood before in body lines is a copy too: a pulled quote,
    or a whole article repeated in one piece.
    """
    kept: dict[str, int] = {}
    noise: dict[str, int] = {}
    runs: dict[tuple[str, ...], int] = {}
    for index, line in enumerate(lines):
        key = duplicate_key(line.text)
        if not key:
            continue
        is_noise = labels[index].kind.is_noise
        first = kept.get(key)
        if first is None and is_noise:
            first = noise.get(key)
        words = key.split()
        grams = [tuple(words[i : i + _RUN]) for i in range(len(words) - _RUN + 1)]
        if first is None and labels[index].kind is BlockKind.BODY and len(words) >= _REPEAT_LEAST_WORDS:
            first = _repeated(grams, runs)
        if first is not None:
            labels[index] = Label(BlockKind.DUPLICATE, "its words stood before", first)
            continue
        (noise if is_noise else kept)[key] = index
        if labels[index].kind is BlockKind.BODY:
            for gram in grams:
                runs.setdefault(gram, index)


def _repeated(grams: Sequence[tuple[str, ...]], runs: dict[tuple[str, ...], int]) -> int | None:
    """The earlier line that most of the runs of words stood in, if nearly all of them stood in earlier lines."""
    before = [runs[gram] for gram in grams if gram in runs]
    if len(before) < _REPEAT_SHARE * len(grams):
        return None
    return (
        min(set(before), key=lambda index: (-before.count(index), index))
        if len(set(before)) < 50
        else before[0]
    )
