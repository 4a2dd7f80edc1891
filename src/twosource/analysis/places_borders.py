"""Borders: "its border with the South", "the Kenyan-Somali border", "the border" where the document settles which."""

from __future__ import annotations

from collections.abc import Sequence

from twosource.analysis.gazetteer import Gazetteer, distance_km
from twosource.analysis.layers import Analysis, Mention
from twosource.model.measure import Where
from twosource.model.span import Span
from twosource.model.vocabulary import PlacePrecision, PlaceRole, SourceKind

_LINES = frozenset(("border", "frontier", "borderline", "borderland", "boundary"))
_NO_LINE = frozenset("guard patrol force agent police service post unit commander officer wall fence crossing security control dispute tension".split())


def find_borders(analysis: Analysis, norms: Sequence[str], gazetteer: Gazetteer) -> list[Where]:
    """A place a mention of a border: between two states where the words or an earlier mention settle them, else unresolved."""
    parse = analysis.parse
    tokens = parse.tokens
    by_head = _states(analysis.mentions)
    out: list[Where] = []
    last: tuple[str, str] | None = None
    for sentence in parse.sentences:
        for i in range(sentence.first, sentence.last):
            token = tokens[i]
            if token.lemma not in _LINES or token.pos not in ("NOUN", "PROPN"):
                continue
            head = tokens[token.head]
            if token.dep in ("compound", "amod", "nmod") and head.pos in ("NOUN", "PROPN"):
                continue
            first, end, sides = _phrase(analysis, i, sentence.first, sentence.last, by_head)
            if len(sides) < 2 and not _is_definite(analysis, first, i, bool(sides)):
                continue
            pair = _pair(sides, last, analysis.mentions, token.start)
            because = "the words name both sides" if len(sides) > 1 else "settled by the document's states"
            if pair is not None and len(sides) > 1:
                last = pair
            elif pair is not None and last is None:
                last = pair
            at = Span(tokens[first].start, tokens[end - 1].end)
            out.append(_where(at, analysis.text, pair, gazetteer, because))
    return out


def _states(mentions: Sequence[Mention]) -> dict[int, Mention]:
    return {one.head: one for one in mentions if one.country and one.kind is SourceKind.GOVERNMENT and one.id and "." not in one.id}


def _phrase(
    analysis: Analysis, i: int, low: int, high: int, states: dict[int, Mention]
) -> tuple[int, int, list[str]]:
    """First token, end, and the states named as sides in the noun phrase of the border at ``i``."""
    tokens = analysis.parse.tokens
    sides: list[str] = []
    first = i
    while first > low and (tokens[first - 1].pos in ("ADJ", "PROPN", "DET", "PRON", "NOUN", "PART") or tokens[first - 1].text in ("-", "–")):
        if tokens[first - 1].pos == "PRON" and tokens[first - 1].tag != "PRP$":
            break
        if tokens[first - 1].pos == "NOUN" and tokens[first - 1].dep not in ("compound", "nmod", "npadvmod", "amod"):
            break
        first -= 1
    for k in range(first, i):
        if k in states and states[k].country not in sides:
            sides.append(states[k].country or "")
    end = i + 1
    if end < high and tokens[end].lemma in ("with", "between", "to"):
        stop = end + 1
        reach = end
        while stop < min(high, end + 9) and tokens[stop].pos in ("DET", "PROPN", "ADJ", "CCONJ", "NUM", "NOUN", "PART"):
            if stop in states:
                country = states[stop].country or ""
                if country not in sides:
                    sides.append(country)
                reach = stop + 1
            stop += 1
        end = max(end, reach) if reach > end else i + 1
    for k in range(first, i):
        if tokens[k].tag == "PRP$" and len(sides) == 1:
            owner = _owner(analysis, i, states, sides[0])
            if owner:
                sides.insert(0, owner)
    return first, end, sides


def _owner(analysis: Analysis, before: int, states: dict[int, Mention], other: str) -> str | None:
    """Whose "its border" is: the last state before it that is not the other side."""
    for k in range(before - 1, max(-1, before - 60), -1):
        if k in states and states[k].country != other:
            return states[k].country
    return None


def _is_definite(analysis: Analysis, first: int, i: int, has_side: bool) -> bool:
    tokens = analysis.parse.tokens
    return has_side or any(tokens[k].lemma in ("the", "this", "that") or tokens[k].tag == "PRP$" for k in range(max(0, first - 1), i))


def _pair(
    sides: list[str], last: tuple[str, str] | None, mentions: Sequence[Mention], before: int
) -> tuple[str, str] | None:
    if len(sides) > 1:
        a, b = sorted(sides[:2])
        return a, b
    if last is not None and (not sides or sides[0] in last):
        return last
    return None


def _where(at: Span, text: str, pair: tuple[str, str] | None, gazetteer: Gazetteer, because: str) -> Where:
    if pair is None:
        return Where(at, at.of(text), None, None, None, None, None, PlacePrecision.REGION, PlaceRole.EVENT, (), "which border is not settled")
    a, b = gazetteer.state(pair[0]), gazetteer.state(pair[1])
    name = f"border between {a.name if a else pair[0]} and {b.name if b else pair[1]}"
    border_id = f"border:{pair[0]}-{pair[1]}"
    known = gazetteer.border(pair)
    if known is not None:
        return Where(at, name, border_id, None, known[0], known[1], known[2], PlacePrecision.REGION, PlaceRole.EVENT, (border_id,), because, pair)
    return Where(at, name, border_id, None, None, None, None, PlacePrecision.REGION, PlaceRole.EVENT, (border_id,), because, pair)
