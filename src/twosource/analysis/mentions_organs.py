"""Whose an organ without a state of its own is: "the ministry", "the Ministry of Defence", "state media"."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from urllib.parse import urlsplit

from twosource.analysis.actors import ActorTable
from twosource.analysis.layers import Parse
from twosource.analysis.mentions_names import Draft, give_owner, head_of
from twosource.model.document import Metadata
from twosource.model.vocabulary import SourceKind

STATE_NAMINGS = ("name", "metonym", "demonym", "short", "definite", "seat")
"""How a draft may name a state or what acts for it."""


@dataclass(frozen=True, slots=True)
class Voice:
    """The publisher's state; ``official`` where the publisher is the state itself or an organ of it."""

    country: str | None
    official: bool = False


def home_of_voice(metadata: Metadata, table: ActorTable) -> Voice:
    """The publisher's state by its name in the table, by the organ and state in its name, or by an official host."""
    country = table.organ_home(metadata.publisher) or _official_host(metadata.address, table)
    return Voice(country, True) if country else Voice(table.home(metadata.publisher))


def _official_host(address: str | None, table: ActorTable) -> str | None:
    host = urlsplit(address or "").hostname or ""
    if re.search(r"\.(gov|mil)$", host):
        return "US"
    found = re.search(r"(?:^|\.)(?:gov|govt|gob|gouv|gub|gv|go|mil)\.([a-z]{2})$", host)
    if found is None:
        return None
    code = {"uk": "GB"}.get(found.group(1), found.group(1).upper())
    return code if table.state_of(code) else None


def last_state(parse: Parse, found: Sequence[Draft], before: int) -> Draft | None:
    """The state that a definite phrase at ``before`` most likely takes up, looking back over three sentences."""
    reach = [s.first for s in parse.sentences if s.first <= before][-3:]
    near = [d for d in found if d.how in STATE_NAMINGS and d.first < before and d.first >= reach[0]]
    if not near:
        return None

    def weight(draft: Draft) -> tuple[int, int]:
        back = sum(1 for first in reach if first > draft.first)
        token = parse.tokens[draft.head]
        acts = draft.reading == "actor" and token.dep in ("nsubj", "nsubjpass", "poss")
        return (-back + (1 if acts else 0) + (0 if draft.how != "demonym" else -1), draft.first)

    return max(near, key=weight)


def resolve_organs(parse: Parse, found: list[Draft], table: ActorTable, voice: Voice) -> None:
    """Give organs without a state of their own to one, in place: an earlier one of the kind, else the acting state.

    In a state's own statement a bare office by its full name is that state's. State media go to the one state whose
    acts the passage tells; where two compete they stay unresolved.
    """
    tokens = parse.tokens
    for number, draft in enumerate(found):
        if draft.how != "organ" or draft.country or draft.plural:
            continue
        definite = draft.first > 0 and tokens[draft.first - 1].lemma == "the"
        named = _is_named(parse, draft, definite)
        capital = tokens[draft.first].text[:1].isupper()
        if not definite and not named and not capital:
            continue
        earlier = [
            one
            for one in found[:number]
            if one.country and one.key and one.how == "organ" and _takes_up(draft.key, one.key)
        ]
        if named and voice.official and voice.country and not _is_generic(draft):
            give_owner(draft, voice.country, table)
        elif draft.key == "state-media":
            owner = _media_owner(parse, found, number)
            if owner:
                give_owner(draft, owner, table)
        elif capital and not named and not definite:
            continue
        else:
            _take_up(parse, found, draft, (earlier, named, voice), table)
        if definite and draft.country:
            draft.first -= 1
            draft.head = head_of(parse, draft.first, draft.last)


def _take_up(
    parse: Parse,
    found: list[Draft],
    draft: Draft,
    known: tuple[Sequence[Draft], bool, Voice],
    table: ActorTable,
) -> None:
    earlier, named, voice = known
    recent = None if named or draft.key == "ministry" else last_state(parse, found, draft.first)
    if recent is not None and recent.country:
        give_owner(draft, recent.country, table)
    elif earlier:
        give_owner(draft, earlier[-1].country or "", table)
        if earlier[-1].id and draft.key == "ministry":
            draft.id, draft.name, draft.key = earlier[-1].id, earlier[-1].name, earlier[-1].key
    elif draft.key not in ("ministry", "police", "court", "media"):
        owner = last_state(parse, found, draft.first)
        country = owner.country if owner is not None else voice.country if named else None
        if country:
            give_owner(draft, country, table)


def _is_named(parse: Parse, draft: Draft, definite: bool) -> bool:
    """Whether the organ goes by a name in capitals here, not by a common noun."""
    token = parse.tokens[draft.first]
    return token.text[:1].isupper() and (
        definite or parse.tokens[draft.head].dep in ("nsubj", "pobj", "poss")
    )


def _is_generic(draft: Draft) -> bool:
    return draft.key in ("ministry", "police", "court", "media", "state-media")


def _takes_up(short: str, full: str) -> bool:
    return short == full or (short == "ministry" and full.startswith("ministry:"))


def _media_owner(parse: Parse, found: Sequence[Draft], number: int) -> str | None:
    """The state of the state media named before; else the one state that acts in the passage; none where two do.

    The passage is the sentence, the one after it and the three before it.
    """
    draft = found[number]
    named = {one.country for one in found[:number] if one.country and _is_state_media(one)}
    if named:
        return named.pop() if len(named) == 1 else None
    at = next((n for n, one in enumerate(parse.sentences) if one.first <= draft.first < one.last), 0)
    near = parse.sentences[max(0, at - 3) : at + 2]
    low, high = near[0].first, near[-1].last
    around = {
        one.country for one in found if one.country and low <= one.first < high and not _is_state_media(one)
    }
    acting = {
        one.country
        for one in found
        if one.country in around and low <= one.first < high and _is_subject(parse, one.head)
    }
    for states in (acting, around):
        if states:
            return states.pop() if len(states) == 1 else None
    return None


def _is_state_media(draft: Draft) -> bool:
    return draft.kind is SourceKind.STATE_MEDIA


def _is_subject(parse: Parse, at: int) -> bool:
    """Whether the token, or the noun that it owns or describes, is a subject."""
    for _ in range(4):
        token = parse.tokens[at]
        if token.dep in ("nsubj", "nsubjpass"):
            return True
        if token.dep not in ("poss", "amod", "compound", "nmod", "appos"):
            return False
        at = token.head
    return False
