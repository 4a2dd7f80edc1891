"""Persons: full names by title, by the parser's label, or by a family name that stands first; then the short forms
that take them up.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from twosource.analysis.gazetteer import Gazetteer
from twosource.analysis.layers import Parse, Token
from twosource.analysis.mentions_lexicon import Words
from twosource.analysis.mentions_names import Draft
from twosource.model.vocabulary import Naming, SourceKind

_HYPHENS = frozenset("-–‑")
_MOST = 5


@dataclass(slots=True)
class Known:
    """A person named in full somewhere in the document."""

    id: str
    name: str
    family: str
    given: str
    country: str | None
    seen: list[int] = field(default_factory=list)


def _is_name_token(token: Token) -> bool:
    return (
        token.text[:1].isupper()
        and token.pos in ("PROPN", "NOUN", "ADJ", "X", "VERB", "INTJ")
        and token.text[:1].isalpha()
    )


def _run(
    tokens: Sequence[Token], norms: Sequence[str], first: int, end: int, particles: frozenset[str]
) -> int:
    """The end of the name that begins at ``first``: capitalised words, particles between them, hyphened parts in any case."""
    at = first + 1
    count = 1
    while at < end and count < _MOST:
        token = tokens[at]
        glued = token.start == tokens[at - 1].end
        if (
            token.text in _HYPHENS
            and glued
            and at + 1 < end
            and tokens[at + 1].start == token.end
            and tokens[at + 1].text.isalpha()
        ):
            at += 2
            continue
        if norms[at] in particles and at + 1 < end and not glued:
            after = at + 1
            if tokens[after].text in _HYPHENS:
                after += 1
            if after < end and tokens[after].text[:1].isupper():
                at = after + 1
                count += 1
                continue
        if len(token.text) == 2 and token.text[1] == "." and token.text[0].isupper():
            at += 1
            continue
        if not (
            token.text[:1].isupper()
            and token.pos in ("PROPN", "NOUN", "ADJ", "X")
            and not token.text.isupper()
        ):
            break
        at += 1
        count += 1
    return at


def full_key(parts: Sequence[str], family_first: bool) -> str:
    """The id part of a name: spellings with and without a hyphen in a given name agree."""
    if family_first and len(parts) > 1:
        return f"{parts[0]} {''.join(parts[1:])}"
    return " ".join(parts)


def find_persons(
    parse: Parse, norms: Sequence[str], taken: Sequence[Draft], words: Words, gazetteer: Gazetteer
) -> list[Draft]:
    """Mentions of persons outside the names already taken, with the country of a state that stands in their title."""
    tokens = parse.tokens
    covered = {
        i
        for draft in taken
        if draft.how != "organ" or draft.last - draft.first > 1
        for i in range(draft.first, draft.last)
    }
    titles, family = words["title"], words["family_first"]
    ends = {draft.last: draft for draft in taken if draft.country}
    drafts: list[Draft] = []
    known: dict[str, Known] = {}
    singles: list[tuple[int, int, bool]] = []
    for sentence in parse.sentences:
        at = sentence.first
        while at < sentence.last:
            token = tokens[at]
            if at in covered or not _is_name_token(token) or not norms[at] or norms[at] in titles:
                at += 1
                continue
            titled = at > sentence.first and norms[at - 1] in titles
            end = _run(tokens, norms, at, sentence.last, words["particle"])
            while end > at + 1 and (end - 1 in covered or norms[end - 1] in titles):
                end -= 1
            inner = [i for i in range(at, end) if norms[i] in titles and i not in covered]
            if inner and inner[-1] + 1 < end:
                at, titled = inner[-1] + 1, True
            token = tokens[at]
            parts = [norms[i] for i in range(at, end) if norms[i]]
            is_family = norms[at] in family and len(parts) in (2, 3) and _looks_given(tokens, at, end)
            labelled = any(tokens[i].entity == "PERSON" for i in range(at, end))
            joined = at > sentence.first and _joined_person(tokens, at, drafts)
            speaks = len(parts) > 1 and _speaks(parse, at, end, words)
            titled = titled or (norms[at] in words["given_like"] and _is_given(tokens, at, end, gazetteer))
            if (
                len(parts) > 1
                and (titled or is_family or labelled or joined or speaks)
                and not (parts[-1] in words["type_word"] or parts[-1] in words["name_tail"])
                and not _is_place(parts, titled or is_family, gazetteer)
            ):
                key = full_key(parts, is_family)
                name = "".join(
                    tokens[i].text + ("" if i + 1 < end and tokens[i].end == tokens[i + 1].start else " ")
                    for i in range(at, end)
                ).strip()
                person = known.setdefault(
                    key,
                    Known(
                        f"person:{key}",
                        name,
                        parts[0] if is_family else parts[-1],
                        parts[-1] if is_family else parts[0],
                        None,
                    ),
                )
                person.seen.append(at)
                country = _country_before(tokens, at, ends, words, norms) or person.country
                person.country = person.country or country
                drafts.append(
                    Draft(
                        at,
                        end,
                        _head(parse, at, end),
                        person.id,
                        name,
                        SourceKind.PERSON,
                        Naming.NAMED,
                        country,
                        "person",
                    )
                )
                at = end
                continue
            if len(parts) == 1:
                singles.append((at, end, titled or tokens[at].entity == "PERSON"))
            at = max(end if labelled and len(parts) > 1 else at + 1, at + 1)
    drafts.extend(_take_up(parse, norms, singles, known, gazetteer))
    return drafts


def _speaks(parse: Parse, first: int, end: int, words: Words) -> bool:
    """Whether a run of names that the parser labels nothing else is the subject of a verb of speech."""
    tokens = parse.tokens
    head = tokens[_head(parse, first, end)]
    return (
        head.dep == "nsubj"
        and tokens[head.head].lemma in words["speech_verb"]
        and all(
            tokens[i].entity in ("", "GPE", "NORP") and tokens[i].pos == "PROPN" for i in range(first, end)
        )
    )


def _is_given(tokens: Sequence[Token], first: int, end: int, gazetteer: Gazetteer) -> bool:
    """Whether a given name that is also a place's stands before one family name that is none."""
    family = tokens[end - 1]
    return (
        end - first == 2
        and tokens[first].head == family.i
        and family.pos == "PROPN"
        and not gazetteer.named(family.text)
    )


def _looks_given(tokens: Sequence[Token], first: int, end: int) -> bool:
    return (
        all(tokens[i].text.isalpha() or tokens[i].text in _HYPHENS for i in range(first, end))
        and tokens[first].pos == "PROPN"
    )


def _joined_person(tokens: Sequence[Token], at: int, drafts: Sequence[Draft]) -> bool:
    return (
        bool(drafts)
        and tokens[at - 1].lemma in ("and", ",")
        and drafts[-1].last == at - 1
        and tokens[at].dep == "conj"
    )


def _head(parse: Parse, first: int, last: int) -> int:
    for i in range(last - 1, first - 1, -1):
        if not first <= parse.tokens[i].head < last or parse.tokens[i].head == i:
            return i
    return last - 1


def _is_place(parts: Sequence[str], sure: bool, gazetteer: Gazetteer) -> bool:
    if sure:
        return False
    return bool(gazetteer.named(" ".join(parts)))


def _country_before(
    tokens: Sequence[Token], at: int, ends: dict[int, Draft], words: Words, norms: Sequence[str]
) -> str | None:
    """The state in the title before a name: "North Korean leader X", "Peru's President X", "Kremlin spokesman X"."""
    for back in range(at, max(at - 7, 0), -1):
        owner = ends.get(back)
        if owner is not None:
            return owner.country
        token = tokens[back - 1]
        if token.pos not in ("NOUN", "PROPN", "ADJ", "PART", "ADP") and token.text not in (
            "'s",
            "’s",
            "-",
            "'",
        ):
            return None
    return None


def _take_up(
    parse: Parse,
    norms: Sequence[str],
    singles: Sequence[tuple[int, int, bool]],
    known: dict[str, Known],
    gazetteer: Gazetteer,
) -> list[Draft]:
    """Single names that repeat a person named in full: of two with one family name the one named more often
    before, then the nearer.
    """
    out = []
    by_part: dict[str, list[Known]] = {}
    for person in known.values():
        by_part.setdefault(person.family, []).append(person)
        if person.given != person.family:
            by_part.setdefault(person.given, []).append(person)
    for at, end, is_person in singles:
        rows = [person for person in by_part.get(norms[at], ()) if person.family == norms[at]] or by_part.get(
            norms[at], []
        )
        if not rows:
            if (
                is_person
                and parse.tokens[at].pos == "PROPN"
                and parse.tokens[at].entity == "PERSON"
                and not gazetteer.named(norms[at])
            ):
                name = parse.tokens[at].text
                out.append(Draft(at, end, at, None, name, SourceKind.PERSON, Naming.NAMED, None, "person"))
            continue
        before = [person for person in rows if person.seen[0] < at] or rows
        best = max(
            before,
            key=lambda person: (
                sum(1 for i in person.seen if i < at),
                max((i for i in person.seen if i < at), default=-1),
            ),
        )
        best.seen.append(at)
        out.append(
            Draft(
                at,
                end,
                _head(parse, at, end),
                best.id,
                best.name,
                SourceKind.PERSON,
                Naming.NAMED,
                best.country,
                "person",
            )
        )
    return out
