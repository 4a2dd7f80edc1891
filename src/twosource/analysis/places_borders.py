"""Borders: "its border with the South", "the Kenyan-Somali border", "the border" where the document settles which."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import combinations

from twosource.analysis.actors import ActorTable
from twosource.analysis.gazetteer import Gazetteer, normal
from twosource.analysis.layers import Analysis, Mention
from twosource.analysis.mentions_lexicon import Words
from twosource.model.measure import Where
from twosource.model.span import Span
from twosource.model.vocabulary import PlacePrecision, PlaceRole, SourceKind

_WITH = frozenset(("with", "between", "to", "separate", "divide"))
_BOTH = frozenset(("two", "both"))
_INTER_ANY = re.compile(r"\b[Ii]nter-([A-Z]\w+)")
_INTER = re.compile(r"\binter-([A-Z]\w+)[\w\s-]{0,30}$")

Pair = tuple[str, str]


@dataclass(slots=True)
class _Border:
    """A mention of a border with the states that its own words name."""

    head: int
    first: int
    end: int
    sides: list[str]
    both: bool = False
    pair: Pair | None = None
    because: str = ""


def find_borders(analysis: Analysis, gazetteer: Gazetteer, actors: ActorTable, words: Words) -> list[Where]:
    """A place for each mention of a border between states that the words or the document settle, else unresolved."""
    tokens = analysis.parse.tokens
    states = {one.head: one for one in analysis.mentions if _is_state(one)}
    found: list[_Border] = []
    lines = words["border_noun"]
    for sentence in analysis.parse.sentences:
        for i in range(sentence.first, sentence.last):
            token = tokens[i]
            if token.lemma in lines and token.pos in ("NOUN", "PROPN"):
                head = tokens[token.head]
                if token.dep in ("compound", "amod", "nmod") and head.pos in ("NOUN", "PROPN"):
                    continue
                border = _phrase(analysis, i, (sentence.first, sentence.last), states, actors)
                if border is not None:
                    found.append(border)
    if found:
        _settle(analysis, found, states, gazetteer, actors)
    return [_where(analysis, border, gazetteer) for border in found]


def _is_state(one: Mention) -> bool:
    return bool(one.country and one.kind is SourceKind.GOVERNMENT and one.id and "." not in one.id)


def _phrase(
    analysis: Analysis, i: int, bounds: tuple[int, int], states: dict[int, Mention], actors: ActorTable
) -> _Border | None:
    """The noun phrase round the head at ``i`` with its sides; None where it is indefinite or no border of states."""
    tokens = analysis.parse.tokens
    sides: list[str] = []
    first = i
    while first > bounds[0]:
        token = tokens[first - 1]
        inside = (
            token.pos in ("ADJ", "PROPN", "DET", "NOUN", "PART", "ADV", "VERB", "NUM")
            or token.text in ("-", "–")
            or token.tag == "PRP$"
        )
        if not inside or (
            token.pos in ("NOUN", "VERB")
            and token.dep not in ("compound", "nmod", "npadvmod", "amod", "poss")
        ):
            break
        first -= 1
        if token.pos == "DET" or token.tag == "PRP$":
            break
    for k in range(first, i):
        _add(sides, states.get(k))
    inter = _INTER.search(analysis.text[max(0, tokens[i].start - 60) : tokens[i].start])
    if inter:
        sides = _sharing(inter.group(1), actors) or sides
    end, both = i + 1, False
    if end < bounds[1] and (tokens[end].lemma in _WITH or (tokens[end].lemma == "of" and not sides)):
        stop, reach = end + 1, end
        while stop < min(bounds[1], end + 10) and (
            tokens[stop].pos in ("DET", "PROPN", "ADJ", "CCONJ", "NUM", "NOUN", "PART")
            or tokens[stop].text in (",", "-")
        ):
            if stop in states:
                _add(sides, states[stop])
                reach = stop + 1
            if tokens[stop].lemma in _BOTH and tokens[end].lemma == "between":
                both, reach = True, stop + 2
                break
            stop += 1
        end = max(i + 1, min(reach, bounds[1]))
    side = _side_of(analysis, first, states)
    if side is not None:
        _add(sides, side)
    own = any(tokens[k].tag == "PRP$" for k in range(first, i))
    if len(sides) == 1 and (own or tokens[min(i + 1, bounds[1] - 1)].lemma == "with"):
        owner = _owner(i, states, sides[0])
        if owner:
            sides.insert(0, owner)
    definite = own or any(tokens[k].lemma in ("the", "this", "that") for k in range(first, i)) or bool(sides)
    return _Border(i, first, end, sides, both) if definite else None


def _add(sides: list[str], mention: Mention | None) -> None:
    if mention is not None and mention.country and mention.country not in sides:
        sides.append(mention.country)


def _sharing(word: str, actors: ActorTable) -> list[str]:
    """The two states that share a nationality's last word ("inter-Korean")."""
    found = []
    key = normal(word)
    for code in actors.countries():
        if any(name == key or name.endswith(f" {key}") for name in actors.demonyms(code)):
            found.append(code)
    return found if len(found) == 2 else []


def _side_of(analysis: Analysis, first: int, states: dict[int, Mention]) -> Mention | None:
    """The state of "the Chinese side of the border"."""
    tokens = analysis.parse.tokens
    if (
        first < 3
        or tokens[first - 1].lemma != "of"
        or tokens[first - 2].lemma not in ("side", "half", "part")
    ):
        return None
    for k in (first - 3, first - 4):
        if k in states:
            return states[k]
    return None


def _owner(before: int, states: dict[int, Mention], other: str) -> str | None:
    """Whose border it is: the last state before it that is not the other side."""
    for k in range(before - 1, max(-1, before - 60), -1):
        if k in states and states[k].country != other:
            return states[k].country
    return None


def _settle(
    analysis: Analysis,
    found: Sequence[_Border],
    states: dict[int, Mention],
    gazetteer: Gazetteer,
    actors: ActorTable,
) -> None:
    """Settle each: by its own words; by the last two states for "between the two countries"; by its sentence; else by
    what was named before it. A pair that is named only later settles nothing.
    """
    counts = Counter(one.country for one in states.values() if one.country)
    for border in found:
        if len(border.sides) >= 2:
            a, b = sorted(border.sides[:2])
            border.pair, border.because = (a, b), "the words name both sides"
        elif border.both:
            border.pair, border.because = _last_two(border.head, states), "the two states named last"
    for border in found:
        if border.pair is None and len(border.sides) == 1:
            border.pair = _with_neighbour(
                border.sides[0], counts, gazetteer, [one.pair for one in found if one.pair]
            )
            border.because = "one side is named, the other is its neighbour in the document"
    stated = {border.pair for border in found if border.pair is not None}
    noted = _from_noise(analysis, actors)
    if stated - {noted}:
        noted = None  # the text speaks of another border besides
    for number, border in enumerate(found):
        if border.pair is not None or border.sides:
            continue
        border.pair = _by_clause(analysis, (border.head, 0), states, gazetteer, actors)
        border.because = "its own sentence names the two sides"
        if border.pair is not None:
            continue
        border.because = _BY_REST
        before = [one.pair for one in found[:number] if one.pair is not None and one.because != _BY_REST]
        if before:
            border.pair = before[-1]
            continue
        earlier = Counter(one.country for k, one in states.items() if one.country and k < border.head)
        fitting = [pair for pair in sorted(stated) if set(pair) <= set(earlier)]
        if len(fitting) == 1:
            border.pair = fitting[0]
        elif not fitting:
            border.pair = (
                noted
                or _by_clause(analysis, (border.head, 1), states, gazetteer, actors)
                or _main_pair(earlier, gazetteer)
            )


def _by_clause(
    analysis: Analysis,
    at: tuple[int, int],
    states: dict[int, Mention],
    gazetteer: Gazetteer,
    actors: ActorTable,
) -> Pair | None:
    """The pair that one sentence settles: an "inter-Korean" or "Kenyan-Somali" in it, or the one two neighbours that it names.

    ``at`` is a token and how many sentences before its own are meant.
    """
    head, back = at
    sentences = analysis.parse.sentences
    own = next(n for n, one in enumerate(sentences) if one.first <= head < one.last)
    if own < back:
        return None
    sentence = sentences[own - back]
    inter = _INTER_ANY.search(sentence.at.of(analysis.text))
    sides = _sharing(inter.group(1), actors) if inter else []
    tokens = analysis.parse.tokens
    for k in range(sentence.first, sentence.last - 2):
        if not sides and k in states and tokens[k + 1].text in ("-", "–"):
            after = next((states[n] for n in (k + 2, k + 3) if n in states), None)
            if after is not None and after.country != states[k].country:
                sides = [states[k].country or "", after.country or ""]
    if not sides:
        sides = sorted(
            {one.country for k, one in states.items() if sentence.first <= k < sentence.last and one.country}
        )
    pairs = [pair for pair in combinations(sorted(sides), 2) if gazetteer.border(pair) is not None]
    return pairs[0] if len(pairs) == 1 else None


_BY_REST = "settled by the rest of the document"


def _last_two(before: int, states: dict[int, Mention]) -> Pair | None:
    seen: list[str] = []
    for k in sorted((k for k in states if k < before), reverse=True):
        country = states[k].country or ""
        if country not in seen:
            seen.append(country)
        if len(seen) == 2:
            a, b = sorted(seen)
            return a, b
    return None


def _with_neighbour(
    side: str, counts: Counter[str], gazetteer: Gazetteer, known: Sequence[Pair]
) -> Pair | None:
    for pair in known:
        if side in pair:
            return pair
    for other, _ in counts.most_common():
        a, b = sorted((side, other))
        if other != side and gazetteer.border((a, b)) is not None:
            return a, b
    return None


def _main_pair(counts: Counter[str], gazetteer: Gazetteer) -> Pair | None:
    """The two neighbours that the document is about, where no other two neighbours come near them."""
    top = [code for code, _ in counts.most_common(5)]
    rows = []
    for n, one in enumerate(top):
        for other in top[n + 1 :]:
            a, b = sorted((one, other))
            if gazetteer.border((a, b)) is not None:
                rows.append((min(counts[one], counts[other]), (a, b)))
    rows.sort(key=lambda row: (-row[0], row[1]))
    if not rows or rows[0][0] < 2 or (len(rows) > 1 and rows[1][0] * 2 > rows[0][0]):
        return None
    return rows[0][1]


def _from_noise(analysis: Analysis, actors: ActorTable) -> Pair | None:
    """The pair that a caption or another line of noise names ("the Kenyan-Somali border")."""
    for block in analysis.document.blocks:
        if not block.kind.is_noise:
            continue
        for found in re.finditer(
            r"((?:[A-Z]\w+[\s–-]+){2,5})(?:border|frontier)\b", block.at.of(analysis.text)
        ):
            sides: list[str] = []
            parts = normal(found.group(1)).split()
            at = 0
            while at < len(parts):
                for size in (3, 2, 1):
                    names = actors.names(" ".join(parts[at : at + size]))
                    code = next((actors.get(n.actor) for n in names if n.how in ("name", "demonym")), None)
                    if code is not None and code.country:
                        if code.country not in sides:
                            sides.append(code.country)
                        at += size - 1
                        break
                at += 1
            if len(sides) == 2:
                a, b = sorted(sides)
                return a, b
    return None


def _where(analysis: Analysis, border: _Border, gazetteer: Gazetteer) -> Where:
    tokens = analysis.parse.tokens
    at = Span(tokens[border.first].start, tokens[border.end - 1].end)
    pair = border.pair
    if pair is None:
        return Where(
            at,
            at.of(analysis.text),
            None,
            None,
            None,
            None,
            None,
            PlacePrecision.REGION,
            PlaceRole.EVENT,
            (),
            "which border is not settled",
        )
    names = [place.name if place else code for code in pair for place in [gazetteer.state(code)]]
    known = gazetteer.border(pair)
    lat, lon, radius = known if known is not None else (None, None, None)
    border_id = f"border:{pair[0]}-{pair[1]}"
    return Where(
        at,
        f"border between {names[0]} and {names[1]}",
        border_id,
        None,
        lat,
        lon,
        radius,
        PlacePrecision.REGION,
        PlaceRole.EVENT,
        (border_id,),
        border.because,
        pair,
    )
