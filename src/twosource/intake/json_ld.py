"""What a page says of itself in JSON-LD."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from twosource.intake.html import Head
from twosource.model.span import Span

_ARTICLES = (
    "Article",
    "NewsArticle",
    "ReportageNewsArticle",
    "AnalysisNewsArticle",
    "BlogPosting",
    "LiveBlogPosting",
)
_LONGEST = 1_000_000
_DEEPEST = 12


@dataclass(frozen=True, slots=True)
class Described:
    """An article as JSON-LD describes it; ``at`` is the raw span of the script."""

    at: Span
    headline: str | None
    published: str | None
    publisher: str | None
    authors: tuple[str, ...]
    body: str | None


def described(head: Head) -> Described | None:
    """The first article that the page's JSON-LD describes."""
    for text, at in head.json_ld:
        if len(text) > _LONGEST:
            continue
        try:
            data = json.loads(text, strict=False)
        except (ValueError, RecursionError):
            continue
        for item in _items(data, 0):
            kind = item.get("@type")
            kinds = kind if isinstance(kind, list) else [kind]
            if any(isinstance(one, str) and (one in _ARTICLES or one.endswith("Article")) for one in kinds):
                return Described(
                    at,
                    _text(item.get("headline") or item.get("name")),
                    _text(item.get("datePublished") or item.get("dateCreated")),
                    next(iter(_names(item.get("publisher"))), None),
                    tuple(_names(item.get("author"))),
                    _text(item.get("articleBody")),
                )
    return None


def _items(data: Any, depth: int) -> Iterator[dict[str, Any]]:
    if depth > _DEEPEST:
        return
    if isinstance(data, list):
        for one in data:
            yield from _items(one, depth + 1)
    elif isinstance(data, dict):
        yield data
        for key in ("@graph", "mainEntity", "mainEntityOfPage"):
            if isinstance(data.get(key), list | dict):
                yield from _items(data[key], depth + 1)


def _names(value: Any) -> Iterator[str]:
    if isinstance(value, str):
        if value.strip() and not value.startswith("http"):
            yield " ".join(value.split())
    elif isinstance(value, dict):
        yield from _names(value.get("name"))
    elif isinstance(value, list):
        for one in value[:8]:
            yield from _names(one)


def _text(value: Any) -> str | None:
    return " ".join(value.split()) or None if isinstance(value, str) else None
