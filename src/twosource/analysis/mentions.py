"""Who is mentioned: states, governments, bodies, militaries, agencies, outlets and persons, resolved where words
settle it.
"""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter
from collections.abc import Sequence

from twosource.analysis.actors import DIRECTIONS, ActorTable
from twosource.analysis.gazetteer import Gazetteer, normal
from twosource.analysis.holders import find_then_holders, load_holders
from twosource.analysis.layers import Analysis, Mention, NameSpan, Parse
from twosource.analysis.mentions_defined import take_definitions
from twosource.analysis.mentions_lexicon import load_words
from twosource.analysis.mentions_names import Draft, find_names, head_of, normalised, own_organs
from twosource.analysis.mentions_organs import STATE_NAMINGS, home_of_voice, last_state, resolve_organs
from twosource.analysis.mentions_persons import find_persons
from twosource.analysis.mentions_reading import reading_of
from twosource.analysis.names import relabelled
from twosource.model.span import Span
from twosource.model.vocabulary import NameKind, Naming, SourceKind

_ADJECTIVES = {f"{key}ern": key for key in DIRECTIONS}
_SURE = 0.6
"""The least score of an organisation that no table knows."""
_COUNTRY_NOUNS = frozenset(("country", "nation", "state", "kingdom", "republic", "regime"))


def find_mentions(analysis: Analysis, *, actors: ActorTable, gazetteer: Gazetteer) -> tuple[Mention, ...]:
    """All mentions in text order; a nationality inside a longer mention ("South Korean" in "South Korean army") is
    one of its own.
    """
    parse = relabelled(analysis.parse, analysis.names)
    if not parse.tokens:
        return ()
    words = load_words()
    norms = normalised(parse.tokens)
    found = find_names(parse, norms, actors, words)
    found += _short_forms(parse, norms, found, actors)
    for draft in found:
        if draft.how in STATE_NAMINGS:
            draft.reading = reading_of(parse, draft, words)
    found.sort(key=lambda draft: (draft.first, -draft.last))
    found += _definite(parse, found)
    found.sort(key=lambda draft: (draft.first, -draft.last))
    own_organs(parse, found, actors)
    resolve_organs(parse, found, actors, home_of_voice(analysis.document.metadata, actors))
    found = [one for one in found if one.how not in ("organ", "dropped") or one.country or one.id]
    found = take_definitions(parse, found, actors)
    found += find_persons(parse, norms, found, words, gazetteer)
    found += find_then_holders(parse, norms, found, words, load_holders())
    found += _named_bodies(parse, analysis.names, found, gazetteer)
    found.sort(key=lambda draft: (draft.first, -draft.last, draft.how))
    return _mentions(analysis, found)


def _mentions(analysis: Analysis, found: Sequence[Draft]) -> tuple[Mention, ...]:
    tokens = analysis.parse.tokens
    firsts: dict[str, int] = {}
    out = []
    for number, draft in enumerate(found):
        key = draft.id or f"{draft.kind}|{draft.country}|{draft.name.lower()}"
        at = Span(tokens[draft.first].start, tokens[draft.last - 1].end)
        same = firsts.setdefault(key, number)
        out.append(
            Mention(
                at,
                draft.name,
                draft.id,
                draft.kind,
                draft.naming,
                draft.country,
                draft.head,
                draft.reading,
                same,
                draft.plural,
            )
        )
    return tuple(out)


def _named_bodies(
    parse: Parse, names: Sequence[NameSpan], found: Sequence[Draft], gazetteer: Gazetteer
) -> list[Draft]:
    """Organisations that no table knows: named, but without an id, so that none counts as a known origin.

    One that has a place in its name is left out: the place may be meant ("the Ostrand police").
    """
    words = load_words()
    common = words["org_tail"] | words["org_head"] | words["common"]
    covered = {i for draft in found for i in range(draft.first, draft.last)}
    starts = [token.start for token in parse.tokens]
    out = []
    for name in names:
        if name.kind is not NameKind.ORGANISATION or name.score < _SURE:
            continue
        first, last = bisect_left(starts, name.at.start), bisect_left(starts, name.at.end)
        if covered.isdisjoint(range(first, last)) and not any(
            normal(token.text) not in common and gazetteer.named(token.text)
            for token in parse.tokens[first:last]
        ):
            shown = " ".join(token.text for token in parse.tokens[first:last])
            out.append(
                Draft(
                    first,
                    last,
                    head_of(parse, first, last),
                    None,
                    shown,
                    SourceKind.BODY,
                    Naming.NAMED,
                    None,
                    "body",
                )
            )
    return out


def _short_forms(
    parse: Parse, norms: Sequence[str], found: Sequence[Draft], table: ActorTable
) -> list[Draft]:
    """ "the North", "the South", "Northern" where a state of the document, or its counterpart, is named by that direction."""
    pairs: dict[str, str] = {}
    seen = {draft.country for draft in found if draft.country}
    for first, code, others in table.named_by_direction():
        if code in seen or seen & others:
            pairs.setdefault(first, code)
    if not pairs:
        return []
    covered = {i for draft in found for i in range(draft.first, draft.last)}
    tokens = parse.tokens
    out = []
    for i, token in enumerate(tokens):
        if i in covered or not token.text[:1].isupper():
            continue
        word = norms[i]
        code = pairs.get(word, "")
        after = tokens[i + 1] if i + 1 < len(tokens) else None
        if (
            code
            and i
            and tokens[i - 1].lemma == "the"
            and not (after and after.text[:1].isupper() and after.pos == "PROPN")
        ):
            out.append(_state_draft(table, code, i - 1, i + 1, i, "short"))
        elif (
            word in _ADJECTIVES
            and pairs.get(_ADJECTIVES[word])
            and after
            and after.text[:1].islower()
            and after.pos in ("NOUN", "ADJ")
        ):
            out.append(_state_draft(table, pairs[_ADJECTIVES[word]], i, i + 1, i, "demonym"))
    return out


def _state_draft(table: ActorTable, code: str, first: int, last: int, head: int, how: str) -> Draft:
    actor = table.get(code)
    name = actor.name if actor else code
    return Draft(
        first, last, head, table.canonical(code), name, SourceKind.GOVERNMENT, Naming.NAMED, code, how
    )


def _definite(parse: Parse, found: Sequence[Draft]) -> list[Draft]:
    """ "the country", "the communist country": the state last spoken of, one that acts before one that is only named."""
    covered = {i for draft in found for i in range(draft.first, draft.last)}
    tokens = parse.tokens
    out: list[Draft] = []
    for i, token in enumerate(tokens):
        if i in covered or token.lemma not in _COUNTRY_NOUNS or token.tag != "NN":
            continue
        first = i
        while (
            first
            and tokens[first - 1].pos in ("ADJ", "NOUN", "PROPN")
            and tokens[first - 1].text.islower()
            and first - 1 not in covered
        ):
            first -= 1
        if not first or tokens[first - 1].lemma not in ("the", "this"):
            continue
        before = [*found, *out]
        owner = _salient_state(before, first) if token.lemma == "regime" else last_state(parse, before, first)
        if owner is not None:
            out.append(
                Draft(
                    first - 1,
                    i + 1,
                    i,
                    owner.id,
                    owner.name,
                    SourceKind.GOVERNMENT,
                    Naming.ROLE_ONLY,
                    owner.country,
                    "definite",
                )
            )
    return out


def _salient_state(found: Sequence[Draft], before: int) -> Draft | None:
    """The state most often named before; the nearer of two equals."""
    near = [draft for draft in found if draft.how in STATE_NAMINGS and draft.first < before]
    counts = Counter(draft.country for draft in near)
    return max(near, key=lambda draft: (counts[draft.country], draft.first), default=None)
