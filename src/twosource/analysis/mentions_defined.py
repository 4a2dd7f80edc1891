"""Acronyms that the document defines itself: "Rapid Support Forces (RSF)" beats what the table reads in RSF."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from twosource.analysis.actors import ActorTable
from twosource.analysis.gazetteer import normal
from twosource.analysis.layers import Parse, Token
from twosource.analysis.mentions_names import Draft
from twosource.model.vocabulary import Naming

_MARKS = frozenset(('"', "“", "”", "'", "‘", "’"))
_MOST = 9
"""Words of a name looked back over before its acronym."""


def take_definitions(parse: Parse, found: Sequence[Draft], table: ActorTable) -> list[Draft]:
    """The drafts with each acronym meaning what the document defines: a known actor, or none that the table knows."""
    meanings = _definitions(parse.tokens, found)
    if not meanings:
        return list(found)
    out = [
        draft
        for draft in found
        if parse.tokens[draft.first : draft.last] and not _is_redefined(parse, draft, meanings, table)
    ]
    taken = {i for draft in out for i in range(draft.first, draft.last)}
    for token in parse.tokens:
        meant = meanings.get(token.text)
        if meant is not None and not isinstance(meant, str) and token.i not in taken:
            out.append(
                replace(meant, first=token.i, last=token.i + 1, head=token.i, naming=Naming.NAMED, how="body")
            )
    return out


def _is_redefined(parse: Parse, draft: Draft, meanings: dict[str, Draft | str], table: ActorTable) -> bool:
    """Whether a draft reads an acronym as another actor than the document does."""
    if draft.last - draft.first != 1:
        return False
    meant = meanings.get(parse.tokens[draft.first].text)
    if meant is None:
        return False
    if isinstance(meant, str):
        return not any(name.actor == draft.id for name in table.names(normal(meant)))
    return meant.id != draft.id


def _definitions(tokens: Sequence[Token], found: Sequence[Draft]) -> dict[str, Draft | str]:
    """What each acronym in brackets after (or before) its name stands for: a draft, or the words of an unknown name."""
    ends: dict[int, Draft] = {}
    starts: dict[int, Draft] = {}
    for draft in sorted(found, key=lambda one: one.last - one.first):
        if draft.id and draft.last - draft.first > 1:
            ends[draft.last] = starts[draft.first] = draft
    out: dict[str, Draft | str] = {}
    for token in tokens:
        if token.text != "(" or not token.i:
            continue
        at = token.i + 1
        while at < len(tokens) and tokens[at].text in _MARKS:
            at += 1
        if at >= len(tokens):
            continue
        before = tokens[token.i - 1]
        if _is_acronym(tokens[at]) and at + 1 < len(tokens) and tokens[at + 1].text in {")", *_MARKS}:
            meant = _long_form(tokens, token.i, tokens[at].text, ends.get(token.i))
            if meant is not None:
                out.setdefault(tokens[at].text, meant)
        elif _is_acronym(before) and at in starts:
            draft = starts[at]
            if draft.last < len(tokens) and tokens[draft.last].text == ")":
                out.setdefault(before.text, draft)
    return out


def _is_acronym(token: Token) -> bool:
    return token.text.isalpha() and 2 <= len(token.text) <= 7 and sum(ch.isupper() for ch in token.text) >= 2


def _long_form(tokens: Sequence[Token], end: int, acronym: str, draft: Draft | None) -> Draft | str | None:
    """The draft that ends at ``end``, unless the letters spell a longer name than it; None for no name."""
    first = _spelled(tokens, end, acronym)
    if first is not None:
        # A state's nationality may stand before the name that the letters spell, not within it.
        if draft is not None and draft.first <= first:
            return draft
        return " ".join(token.text for token in tokens[first:end])
    run = end
    while run and tokens[run - 1].text[:1].isupper():
        run -= 1
    return draft if draft is not None and draft.first <= run else None


def _spelled(tokens: Sequence[Token], end: int, acronym: str) -> int | None:
    """Where the name before ``end`` begins whose initials are the acronym's letters, small words left out or not."""
    letters = acronym.upper()
    for first in range(max(0, end - _MOST), end):
        words = [token.text for token in tokens[first:end] if token.text[:1].isalpha()]
        if (
            not words
            or not tokens[first].text[:1].isupper()
            or any(t.text in ".;:()" for t in tokens[first:end])
        ):
            continue
        if letters in (
            "".join(word[0] for word in words).upper(),
            "".join(w[0] for w in words if w[0].isupper()),
        ):
            return first
    return None
