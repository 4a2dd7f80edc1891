"""Toponyms: the words that may name a place, with the places they may mean, before one is chosen."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from twosource.analysis.gazetteer import Gazetteer, Place, normal
from twosource.analysis.layers import Analysis, Mention, Parse, Token
from twosource.analysis.mentions_lexicon import Words
from twosource.analysis.mentions_names import spans_from
from twosource.model.vocabulary import SourceKind

_PLACE_LABELS = frozenset(("GPE", "LOC"))
_SMALL = frozenset("of the de la le les el al del da do di du des y et en sur aux upon on am im and der den ez or".split())


@dataclass(slots=True)
class Toponym:
    """A name of tokens ``[first, last)``. ``type`` is that of a type word beside it ("province"), ``part`` the direction before it
    ("eastern"). ``inside`` is the toponym after its comma that contains it. ``acts`` where it is a state that acts here."""

    first: int
    last: int
    candidates: tuple[Place, ...]
    type: str | None = None
    part: str | None = None
    inside: Toponym | None = None
    acts: bool = False
    seat: str | None = None
    """The state for which the name acts, should it mean that state's capital."""
    adjective: bool = False
    chosen: Place | None = None
    because: str = ""
    sure: bool = False
    key: str = ""
    shown: tuple[int, int] | None = None
    """The tokens of the bare name where a lower-case type word or direction is taken in."""

    @property
    def end(self) -> int:
        """One past the last token, the type word included."""
        return self.last


def label_of(tokens: Sequence[Token], first: int, last: int) -> str:
    """The parser's entity label that most of the tokens have; empty for none."""
    labels = [token.entity for token in tokens[first:last]]
    return max(labels, key=labels.count) if labels else ""


_NEVER_ALONE = ("direction", "civic", "type_word", "name_tail", "title", "common")


def find_toponyms(analysis: Analysis, norms: Sequence[str], gazetteer: Gazetteer, words: Words) -> list[Toponym]:
    """Names with at least one candidate that the context lets be places, in text order."""
    parse = analysis.parse
    blocked, states, capitals = _mention_spans(analysis)
    found: list[Toponym] = []
    unsure: list[Toponym] = []
    for sentence in parse.sentences:
        at = sentence.first
        while at < sentence.last:
            toponym = _longest(parse, norms, at, sentence.last, gazetteer, words)
            if toponym is None:
                at += 1
                continue
            _widen(parse, toponym, (sentence.first, sentence.last), words, norms)
            toponym.type = toponym.type or _type_after(parse, norms, toponym, sentence.last, gazetteer, words)
            toponym.type = toponym.type or _type_before(parse, norms, toponym, words)
            stands = _stands(parse, norms, toponym, words, (blocked, states, capitals), (sentence.first, sentence.last))
            if stands:
                found.append(toponym)
                at = toponym.last
            else:
                if stands is None:
                    unsure.append(toponym)
                at = max(at + 1, toponym.last if _same_run(parse.tokens, toponym) else at + 1)
    known = {toponym.key for toponym in found}
    found += [toponym for toponym in unsure if toponym.key in known]
    found += _unknown_places(parse, found, words, (blocked, states, capitals))
    return sorted(found, key=lambda toponym: toponym.first)


def _widen(parse: Parse, toponym: Toponym, bounds: tuple[int, int], words: Words, norms: Sequence[str]) -> None:
    """Take in the rest of a longer name of which the gazetteer knows a part only ("Tennessee" of "Tennessee Colony"): then it means none of these."""
    tokens = parse.tokens
    label = tokens[toponym.first].entity
    if label not in _PLACE_LABELS:
        return
    first, last = toponym.first, toponym.last
    while first > bounds[0] and _runs_on(tokens[first - 1], label) and norms[first - 1] not in words["direction"]:
        first -= 1
    while last < bounds[1] and _runs_on(tokens[last], label) and norms[last] not in _KINDS and norms[last] not in words["civic"]:
        last += 1
    if (first, last) != (toponym.first, toponym.last):
        toponym.first, toponym.last, toponym.candidates = first, last, ()


def _runs_on(token: Token, label: str) -> bool:
    return token.entity == label and token.pos == "PROPN" and token.text[:1].isupper()


def _unknown_places(
    parse: Parse,
    found: Sequence[Toponym],
    words: Words,
    mentions: tuple[dict[int, Mention], dict[int, Mention], dict[int, Mention]],
) -> list[Toponym]:
    """The parser's places that no entry of the gazetteer covers: named, unresolved."""
    tokens = parse.tokens
    taken = {i for toponym in found for i in range(toponym.first, toponym.last)}
    out = []
    at = 0
    while at < len(tokens):
        label = tokens[at].entity
        if label not in _PLACE_LABELS:
            at += 1
            continue
        end = at + 1
        while end < len(tokens) and tokens[end].entity == label and tokens[end].pos != "PUNCT":
            end += 1
        first = at
        while first < end and (tokens[first].pos in ("DET", "ADJ", "ADP") and not tokens[first].text[:1].isupper() or tokens[first].lemma == "the"):
            first += 1
        last = end
        while last > first and tokens[last - 1].pos in ("PART", "PUNCT", "ADP"):
            last -= 1
        inside = range(first, last)
        clean = last > first and tokens[last - 1].pos == "PROPN" and tokens[first].text[:1].isupper()
        located = first > 0 and parse.tokens[first - 1].lemma in words["locative"] | {"of"}
        clean = clean and (last - first > 1 or (label == "GPE" and located))
        clean = clean and not (last < len(tokens) and tokens[last].lemma in words["disease"])
        if clean and not any(i in taken or any(i in row for row in mentions) for i in inside):
            out.append(Toponym(first, last, (), key=normal(" ".join(tokens[i].text for i in inside))))
        at = end
    return out


def _mention_spans(analysis: Analysis) -> tuple[dict[int, Mention], dict[int, Mention], dict[int, Mention]]:
    """Token index to mention: names that are no place; states; capitals that act."""
    blocked: dict[int, Mention] = {}
    states: dict[int, Mention] = {}
    capitals: dict[int, Mention] = {}
    tokens = analysis.parse.tokens
    at = {token.start: token.i for token in tokens}
    for mention in analysis.mentions:
        i = at.get(mention.at.start)
        if i is None:
            continue
        members = []
        while i < len(tokens) and tokens[i].start < mention.at.end:
            members.append(i)
            i += 1
        is_state = mention.id is not None and mention.country is not None and mention.kind is SourceKind.GOVERNMENT and "." not in mention.id
        if is_state and mention.naming.value in ("named", "metonym"):
            for k in members:
                (capitals if mention.naming.value == "metonym" else states)[k] = mention
        elif is_state:
            continue
        elif mention.naming.value == "named" or mention.kind is SourceKind.PERSON:
            for k in members:
                blocked[k] = mention
    return blocked, states, capitals


def _longest(
    parse: Parse, norms: Sequence[str], at: int, end: int, gazetteer: Gazetteer, words: Words
) -> Toponym | None:
    tokens = parse.tokens
    token = tokens[at]
    if not norms[at] or not (token.text[:1].isupper() or (token.text.lower() in ("al", "el") and at + 1 < end)):
        return None
    longest = gazetteer.longest(norms[at])
    if at + 1 < end and tokens[at + 1].text in ("'s", "’s"):
        longest = max(longest, gazetteer.longest(norms[at] + "s"))
    if not longest:
        return None
    best: Toponym | None = None
    for stop, key in spans_from(tokens, norms, at, longest, end):
        last = tokens[stop - 1]
        lower = not last.text[:1].isupper() and last.text not in ("'s", "’s")
        if lower and norms[stop - 1] not in _SMALL and norms[stop - 1] not in words["type_word"] and tokens[stop - 2].text not in "-–":
            break
        if norms[stop - 1] in _SMALL and stop - at > 1 and lower:
            continue
        if last.text in ("'s", "’s", "'", "’"):
            continue
        candidates = gazetteer.named(key)
        if candidates:
            best = Toponym(at, stop, candidates, key=key)
            if lower and norms[stop - 1] in words["type_word"]:
                best.type, best.shown = norms[stop - 1], (at, stop - 1)
    if best is not None and best.last - best.first == 1 and any(best.key in words[name] for name in _NEVER_ALONE):
        return None
    if best is not None and best.last - best.first == 1 and len(best.key) < 3 and not best.candidates[0].shipped:
        return None
    return best


_KINDS = {
    "province": ("province", "region"),
    "region": ("province", "region"),
    "oblast": ("province",),
    "state": ("province",),
    "governorate": ("province",),
    "prefecture": ("province",),
    "territory": ("province", "region"),
    "county": ("district",),
    "parish": ("district",),
    "district": ("district",),
    "raion": ("district",),
    "municipality": ("district", "city"),
    "city": ("city",),
    "town": ("city", "village"),
    "village": ("city", "village"),
    "township": ("city", "district"),
    "port": ("city",),
    "river": ("river",),
    "island": ("island",),
    "islands": ("island",),
    "peninsula": ("peninsula",),
    "valley": ("region",),
    "strait": ("strait",),
    "sea": ("sea",),
    "border": ("border",),
}


def _type_after(
    parse: Parse, norms: Sequence[str], toponym: Toponym, end: int, gazetteer: Gazetteer, words: Words
) -> str | None:
    """The type word after the name ("Poltava region"), taken into the toponym where a place of that type has the name."""
    at = toponym.last
    if at >= end:
        return None
    word = norms[at]
    kinds = _KINDS.get(word)
    if kinds is None or parse.tokens[at].pos not in ("NOUN", "PROPN"):
        return None
    fitting = [place for place in toponym.candidates if place.type in kinds]
    if fitting:
        toponym.candidates = tuple(fitting)
        if not parse.tokens[at].text[:1].isupper():
            toponym.shown = (toponym.first, toponym.last)
        toponym.last = at + 1
        return word
    if parse.tokens[at].text[:1].isupper() and word not in ("city",):
        toponym.candidates = () if kinds != ("city",) else toponym.candidates
        toponym.last = at + 1 if toponym.candidates == () else toponym.last
        return word
    return None


def _type_before(parse: Parse, norms: Sequence[str], toponym: Toponym, words: Words) -> str | None:
    """The type word before an "of": "the province of X", "the city of X"; or right before: "neighbouring town X"."""
    at = toponym.first - 1
    if at < 1:
        return None
    if parse.tokens[at].lemma == "of" and norms[at - 1] in _KINDS:
        return norms[at - 1]
    return norms[at] if norms[at] in ("city", "town", "village", "province", "county") else None


def _same_run(tokens: Sequence[Token], toponym: Toponym) -> bool:
    return toponym.last < len(tokens) and tokens[toponym.last - 1].entity == tokens[toponym.last].entity != ""


def _stands(
    parse: Parse,
    norms: Sequence[str],
    toponym: Toponym,
    words: Words,
    mentions: tuple[dict[int, Mention], dict[int, Mention], dict[int, Mention]],
    bounds: tuple[int, int],
) -> bool | None:
    """Whether the words are used as a place's name here; None where only another use in the document could tell."""
    blocked, states, capitals = mentions
    tokens = parse.tokens
    first, last = toponym.first, toponym.last
    state = states.get(first)
    if state is not None and any(place.type == "country" for place in toponym.candidates):
        adjective = normal(tokens[last - 1].text) not in normal(state.name) and tokens[last - 1].pos == "ADJ"
        toponym.acts = state.reading == "actor"
        return not adjective
    capital = capitals.get(first)
    toponym.seat = capital.country if capital is not None and capital.reading == "actor" else None
    if any(i in blocked for i in range(first, last)):
        return False
    if not toponym.candidates and not toponym.type:
        return False
    label = label_of(tokens, first, last)
    if _in_longer_name(parse, norms, toponym, words, bounds):
        return False
    if toponym.type:
        return True
    if all(tokens[i].pos not in ("PROPN", "NOUN", "ADJ", "X") for i in range(first, last)):
        return False
    if label in _PLACE_LABELS:
        return True
    if toponym.candidates[0].shipped and label not in ("PERSON", "ORG", "NORP") and tokens[first].pos == "PROPN":
        return True
    return _located(tokens, norms, toponym, words, label, bounds)


def _located(
    tokens: Sequence[Token], norms: Sequence[str], toponym: Toponym, words: Words, label: str, bounds: tuple[int, int]
) -> bool | None:
    """What the neighbours of a name say that the parser does not label a place."""
    first, last = toponym.first, toponym.last
    before = norms[first - 1] if first > bounds[0] else ""
    if label in ("DATE", "TIME", "MONEY", "QUANTITY", "CARDINAL", "PERCENT", "ORDINAL", "LANGUAGE", "NORP"):
        return False
    if first == bounds[0] and _is_dateline(tokens, toponym, bounds):
        return True
    after_age = before == "of" and first - 2 > bounds[0] and tokens[first - 2].text == ","
    located = before in words["locative"] or after_age
    if norms[first] in words["given_like"] and label == "PERSON":
        return True if located and first + 1 == last else None
    contained = last + 1 < bounds[1] and tokens[last].text == "," and _next_is_place(tokens, last + 1)
    if located and tokens[first].pos == "PROPN":
        return True
    if label == "PERSON":
        return None
    if contained and tokens[first].pos == "PROPN":
        return True
    if last < bounds[1] and norms[last] in words["civic"] and tokens[first].pos == "PROPN" and toponym.candidates[0].population > 0:
        return True
    return None


def _is_dateline(tokens: Sequence[Token], toponym: Toponym, bounds: tuple[int, int]) -> bool:
    """Whether the name in capitals opens the text and a dash, a bracket or a comma follows: "TORVAN, March 3 (AP) -- "."""
    last = toponym.last
    if last >= bounds[1] or not all(token.text.isupper() or not token.text.isalpha() for token in tokens[toponym.first : last]):
        return False
    return tokens[last].text in ("-", "--", "---", "–", "—", "(", ",", "/")


def _next_is_place(tokens: Sequence[Token], at: int) -> bool:
    return tokens[at].entity in _PLACE_LABELS


def _in_longer_name(parse: Parse, norms: Sequence[str], toponym: Toponym, words: Words, bounds: tuple[int, int]) -> bool:
    """Whether the name is part of a longer one: a street, a team, a ship, a paper, a person, a company."""
    tokens = parse.tokens
    first, last = toponym.first, toponym.last
    if last < bounds[1]:
        after = tokens[last]
        if norms[last] in words["name_tail"] and after.text[:1].isupper():
            return True
        if norms[last] in words["disease"]:
            return True
        if norms[last] in words["civic"] and not (first > bounds[0] and tokens[first - 1].pos == "PROPN"):
            return False
        if after.text[:1].isupper() and after.pos == "PROPN" and norms[last] not in words["title"]:
            same = after.entity == tokens[last - 1].entity and after.entity not in ("GPE", "LOC", "NORP")
            if same and (after.entity or tokens[last - 1].dep == "compound"):
                return True
        if after.text in ("-", "–") and last + 1 < bounds[1] and after.start == tokens[last - 1].end:
            glued = tokens[last + 1]
            if glued.start == after.end and not glued.text[:1].isupper() and glued.lemma not in ("base", "area", "born", "bound", "backed", "led", "based", "controlled", "held", "occupied"):
                return True
    if first > bounds[0]:
        before = tokens[first - 1]
        if norms[first - 1] in words["name_front"] or (before.pos == "NUM" and len(toponym.key) < 4):
            return True
        if before.text[:1].isupper() and before.pos == "PROPN" and norms[first - 1] not in words["title"] and norms[first - 1] not in words["direction"]:
            same = before.entity == tokens[first].entity and before.entity not in ("GPE", "LOC")
            if same and (before.entity or before.dep == "compound"):
                return True
        if norms[first - 1] == "of" and toponym.key == "america" and norms[first - 2] != "states":
            return True
    return False
