"""Names of the actor table in the tokens: states, nationalities, capitals, organs, agencies, bodies; and who owns
an organ.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from twosource.analysis.actors import ActorTable, Name, Organ
from twosource.analysis.gazetteer import normal
from twosource.analysis.layers import Parse, Token
from twosource.analysis.mentions_lexicon import Words
from twosource.model.vocabulary import Naming, SourceKind

_HYPHENS = frozenset("-–‑—")
_POSSESSIVE = frozenset(("'s", "’s", "'", "’"))


@dataclass(slots=True)
class Draft:
    """A mention while it is being put together: tokens ``[first, last)``."""

    first: int
    last: int
    head: int
    id: str | None
    name: str
    kind: SourceKind
    naming: Naming
    country: str | None
    how: str
    key: str = ""
    reading: str = "actor"
    plural: bool = False


def normalised(tokens: Sequence[Token]) -> list[str]:
    """The normalised word of each token; empty for punctuation."""
    return [normal(token.text) for token in tokens]


def spans_from(
    tokens: Sequence[Token], norms: Sequence[str], first: int, most: int, end: int
) -> Iterator[tuple[int, str]]:
    """(end, key) for each run of words from ``first``, shortest first: hyphens join, a possessive ends its word."""
    key = norms[first]
    count, at = 1, first + 1
    yield at, key
    while at < end and count < most:
        text = tokens[at].text
        if text in _POSSESSIVE:
            key += norms[at]
            at += 1
            yield at, key
            continue
        if text in _HYPHENS:
            at += 1
            continue
        if not norms[at] or tokens[at].pos == "PUNCT":
            return
        key = f"{key} {norms[at]}"
        count += 1
        at += 1
        yield at, key


def head_of(parse: Parse, first: int, last: int) -> int:
    """The token of ``[first, last)`` whose syntactic head lies outside; the last such."""
    found = last - 1
    for i in range(last - 1, first - 1, -1):
        head = parse.tokens[i].head
        if (head < first or head >= last or head == i) and parse.tokens[i].pos != "PART":
            return i
    return found


def _accepts(name: Name, tokens: Sequence[Token], first: int, last: int) -> bool:
    if name.form[:1].isalpha() and name.form[:1].lower() == name.form[:1].upper():
        return True  # a script without capitals
    if not tokens[first].text[:1].isupper() and not tokens[last - 1].text[:1].isupper():
        return False
    if not tokens[first].text[:1].isupper() and name.form[:1].isupper():
        return False
    if name.exact and not all(
        token.text.replace(".", "").isupper()
        for token in tokens[first:last]
        if token.text.isalpha() or "." in token.text
    ):
        return False
    return not (name.article and (first == 0 or tokens[first - 1].text.lower() != "the"))


def find_names(parse: Parse, norms: Sequence[str], table: ActorTable, words: Words) -> list[Draft]:
    """Every name and organ word of the table, longest first from the left; states inside a longer proper name left out."""
    tokens = parse.tokens
    found: list[Draft] = []
    for sentence in parse.sentences:
        at = sentence.first
        while at < sentence.last:
            longest = table.longest(norms[at]) if norms[at] else 0
            if norms[at] and at + 1 < sentence.last and tokens[at + 1].text in _POSSESSIVE:
                longest = max(longest, table.longest(norms[at] + norms[at + 1]))
            best: tuple[int, Name | Organ] | None = None
            if longest:
                for end, key in spans_from(tokens, norms, at, longest, sentence.last):
                    name = next((one for one in table.names(key) if _accepts(one, tokens, at, end)), None)
                    thing: Name | Organ | None = name or table.organ(key)
                    if thing is not None:
                        best = (end, thing)
            if best is None:
                at += 1
                continue
            end, thing = best
            draft = _draft_of(parse, (at, end), thing, table, words)
            if draft is not None and not _is_inside_name(tokens, draft, words, norms, sentence.last):
                found.append(draft)
            at = end
    return found


def _draft_of(
    parse: Parse, at: tuple[int, int], thing: Name | Organ, table: ActorTable, words: Words
) -> Draft | None:
    first, last = at
    head = head_of(parse, first, last)
    if isinstance(thing, Organ):
        token = parse.tokens[head]
        if (
            thing.words.split()[-1] in words["organ_adjective"]
            and token.dep in ("compound", "amod", "nmod")
            and parse.tokens[token.head].lemma not in words["speaker_noun"]
        ):
            return None
        capital = parse.tokens[first].text[:1].isupper()
        naming = Naming.NAMED if capital else Naming.ROLE_ONLY
        return Draft(
            first,
            last,
            head,
            None,
            thing.words,
            thing.kind,
            naming,
            None,
            "organ",
            thing.key,
            plural=thing.plural,
        )
    actor = table.get(thing.actor)
    if actor is None:
        return None
    naming = Naming.METONYM if thing.how == "metonym" else Naming.NAMED
    how = thing.how if table.state_of(thing.actor) or thing.how != "name" else "body"
    if actor.kind is SourceKind.GOVERNMENT and how == "body":
        how = "seat" if "." in actor.id else "name"
        naming = Naming.METONYM if how == "seat" else naming
    return Draft(first, last, head, actor.id, actor.name, actor.kind, naming, actor.country, how)


_NOT_STATE_LABELS = frozenset(("ORG", "PERSON", "FAC", "WORK_OF_ART", "EVENT", "PRODUCT", "LAW"))


def _is_inside_name(
    tokens: Sequence[Token], draft: Draft, words: Words, norms: Sequence[str], end: int
) -> bool:
    """Whether a state's or capital's name is part of a longer name that the table does not know ("Georgia Tech",
    "Jordan Venn").
    """
    if draft.how not in ("name", "metonym"):
        return False
    last = draft.last
    token = tokens[last - 1]
    if (
        last < end
        and tokens[last].pos == "PROPN"
        and tokens[last].text[:1].isupper()
        and norms[last] not in words["title"]
    ):
        both = token.entity == tokens[last].entity and token.entity in _NOT_STATE_LABELS
        given = norms[draft.first] in words["given_like"] and token.dep == "compound" and token.head == last
        if given and not any(norms[last] in words[name] for name in ("organ_opening", "civic", "type_word")):
            return True
        if both and token.dep in ("compound", "nmod", "amod", "nsubj", "pobj", "dobj"):
            return norms[last] not in words["organ_opening"]
    before = tokens[draft.first - 1] if draft.first else None
    return bool(
        before
        and before.entity == token.entity == "PERSON"
        and before.pos == "PROPN"
        and normal(before.text) not in words["title"]
    )


def own_organs(parse: Parse, found: list[Draft], table: ActorTable) -> list[Draft]:
    """Organs with their state's code where it stands before them or after an "of"; the rest as they are."""
    ends: dict[int, Draft] = {}
    starts: dict[int, Draft] = {}
    for draft in found:
        if draft.country and draft.how in ("name", "demonym", "metonym", "short", "definite"):
            ends[draft.last] = draft
            starts[draft.first] = draft
    for draft in found:
        if draft.how != "organ" or draft.id is not None:
            continue
        owner = _owner_before(parse, draft, ends) or _owner_after(parse, draft, starts)
        if owner is None and _has_other_owner(parse, draft):
            draft.how = "dropped"
            continue
        if owner is not None and owner.country is not None:
            give_owner(draft, owner.country, table)
            _name_body(parse, draft, owner, table)
            if owner.first < draft.first:
                draft.first = owner.first
            else:
                draft.last = owner.last
    return found


def _has_other_owner(parse: Parse, draft: Draft) -> bool:
    """Whether a proper name that is no state stands right before ("the Athens police", "Quarrel County Court")."""
    token = parse.tokens[draft.first - 1] if draft.first else None
    return bool(
        token
        and token.pos == "PROPN"
        and token.text[:1].isupper()
        and token.dep in ("compound", "nmod", "poss")
    )


def _name_body(parse: Parse, draft: Draft, owner: Draft, table: ActorTable) -> None:
    """A body of its own where capitalised words stand between state and organ ("U.S. Food and Drug Administration")."""
    gap = parse.tokens[owner.last : draft.first]
    if (
        owner.first < draft.first
        and draft.naming is Naming.NAMED
        and any(t.pos == "PROPN" and t.text[:1].isupper() for t in gap)
    ):
        words = " ".join(t.text for t in parse.tokens[owner.last : draft.last] if t.text not in _POSSESSIVE)
        draft.id = f"{owner.country}.body:{normal(words).replace(' ', '-')}"
        draft.name, draft.kind = words, SourceKind.BODY


def give_owner(draft: Draft, country: str, table: ActorTable) -> None:
    """Set the organ's id and names from its state."""
    draft.country = country
    if draft.plural and draft.kind is not SourceKind.MILITARY:
        draft.id = None
        return
    draft.id = table.canonical(table.organ_id(country, draft.key))
    draft.name = table.name_of(draft.id)
    actor = table.get(draft.id)
    if actor is not None:
        draft.kind = actor.kind


_BETWEEN = frozenset(("ADJ", "NOUN", "PROPN", "PART", "ADV", "NUM", "VERB"))


def _owner_before(parse: Parse, draft: Draft, ends: dict[int, Draft]) -> Draft | None:
    at = draft.first
    start = next((s.first for s in parse.sentences if s.first <= draft.first < s.last), 0)
    for _ in range(6):
        owner = ends.get(at)
        if owner is not None:
            return owner
        at -= 1
        if at < start:
            return None
        token = parse.tokens[at]
        if token.text in _HYPHENS or token.text in _POSSESSIVE or token.pos in _BETWEEN:
            continue
        return None
    return None


def _owner_after(parse: Parse, draft: Draft, starts: dict[int, Draft]) -> Draft | None:
    at = draft.last
    tokens = parse.tokens
    if at + 1 >= len(tokens) or tokens[at].lemma not in ("of", "in", "for"):
        return None
    at += 1
    if tokens[at].lemma == "the":
        at += 1
    return starts.get(at)
