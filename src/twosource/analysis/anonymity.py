"""What a text says of a source that it does not name: how it describes it, why the name is kept back, how it claims to know.

Only the text's own words are kept. Nothing here asks who the source is.
"""

from __future__ import annotations

import re
import tomllib
from bisect import bisect_left
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cache
from importlib.resources import files

from twosource.analysis.layers import Analysis, Sentence, Token
from twosource.errors import ConfigError
from twosource.model.attribution import Attribution, Source, Standing
from twosource.model.span import Span, merged
from twosource.model.vocabulary import Naming, SourceKind

_NAMELESS = frozenset({SourceKind.UNNAMED, SourceKind.ROLE, SourceKind.GROUP, SourceKind.ANALYSTS})
_PARTS = ("fact", "reason", "access")
_PLACES = frozenset({"", "behind", "beside"})
_SUBJECTS = frozenset({"nsubj", "nsubjpass"})
_WHO = frozenset({"WDT", "WP"})
_AFTER = 2
"""How many sentences behind one that cites a source may still say why it has no name."""
_CLIMB = 12
_STOP = re.compile(r"[,;:()\[\]—“”\"]|\s[-–]\s")
_ADJUNCT = re.compile(r"[,—–]\s*(?:all\s+|both\s+)?(?:\w+ing\s+(?:\w+\s+)?)?$")
_JOINED = re.compile(r"[\s,;]*(?:\b(?:and|but|or|who|both|also|while)\b[\s,]*)*$", re.IGNORECASE)
_BEHIND = re.compile(r"\s*,?\s*$")


@dataclass(frozen=True, slots=True)
class AnonymityWords:
    """The phrases of a language, one expression a part and place; see the head of ``anonymity.toml``."""

    expressions: Mapping[tuple[str, str], re.Pattern[str]] = field(repr=False)
    examples: tuple[tuple[str, str], ...] = ()
    """The part of each row and the sentence that must show it."""


@cache
def load_anonymity(language: str) -> AnonymityWords:
    """The phrases of a language ("en")."""
    path = files("twosource.data") / language / "anonymity.toml"
    try:
        table = tomllib.loads(path.read_text(encoding="utf-8"))
        phrases: dict[tuple[str, str], list[str]] = {}
        examples = []
        for part in _PARTS:
            for row in table[part]:
                place = row.get("place", "")
                if place not in _PLACES:
                    raise ValueError(f"no place {place}")
                phrases.setdefault((part, place), []).append(_expression(row["words"]))
                examples.append((part, str(row["example"])))
    except (OSError, KeyError, TypeError, ValueError, re.error) as error:
        raise ConfigError(f"cannot load the lexicon {language}/anonymity.toml: {error}") from error
    compiled = {key: re.compile("|".join(rows), re.IGNORECASE) for key, rows in phrases.items()}
    return AnonymityWords(compiled, tuple(examples))


def _expression(words: str) -> str:
    """The expression that finds the words of a row."""
    before, behind = "", ""
    for word in words.split():
        one = f"(?:{word.removeprefix('?')})"
        if word == "*":
            behind += r"(?:\s+[\w'-]+){0,3}?"
        elif not word.startswith("?"):
            behind += rf"\s+{one}" if behind else one
        elif behind:
            behind += rf"(?:\s+{one})?"
        else:
            before += rf"(?:{one}\s+)?"
    return rf"\b{before}{behind}\b"


def nameless_key(source: Source) -> int | None:
    """What tells the sources without a name apart in a document: where each is first mentioned; None for all others."""
    at = source.first or source.at
    if at is None or source.kind not in _NAMELESS or source.naming is Naming.NAMED or source.id is not None:
        return None
    return at.start


def standings(analysis: Analysis, words: AnonymityWords) -> dict[int, Standing]:
    """What the text says of each source without a name, by `nameless_key`; those of which it says nothing are left out."""
    reader = _Reader(analysis, words)
    found = {}
    for key in reader.keys:
        standing = reader.standing(key)
        if standing != Standing():
            found[key] = standing
    return found


@dataclass(frozen=True, slots=True)
class _Found:
    """The words of one part as they stand in the text, with the part."""

    part: str
    place: str
    start: int
    end: int


class _Reader:
    """Reads the sentences of one document that cite sources without a name, and those just behind them."""

    def __init__(self, analysis: Analysis, words: AnonymityWords) -> None:
        self.analysis = analysis
        self.tokens = analysis.parse.tokens
        self.words = words
        self.keys: list[int] = []
        self._heads: dict[int, int] = {}
        """The key of the source whose mention has this token for its head."""
        self._phrases: dict[int, list[Source]] = {}
        self._parts: dict[int, dict[str, list[Span]]] = {}
        self._starts = [token.start for token in self.tokens]
        self._speeches: dict[int, list[tuple[Span, ...]]] = {}
        """The verbs by which a source says something, each with what it says."""
        for one in analysis.attributions:
            for source in (one.source, *one.conduits, *one.behind):
                self._add(source)
            key = nameless_key(one.source)
            if key is not None and one.cue and one.content and not self._is_infinitive(one):
                self._speeches.setdefault(key, []).append((one.cue[0], *one.content))
        if self.keys:
            self._read()

    def _add(self, source: Source) -> None:
        key = nameless_key(source)
        if key is None or source.at is None:
            return
        if key not in self._phrases:
            self.keys.append(key)
            self._phrases[key] = []
            self._parts[key] = {part: [] for part in _PARTS}
        self._phrases[key].append(source)
        head = self._head(source.at)
        if head is not None:
            self._heads.setdefault(head, key)

    def standing(self, key: int) -> Standing:
        """What was found of one source."""
        parts = self._parts[key]
        return Standing(
            self._description(key),
            merged(parts["fact"]),
            merged(parts["reason"]),
            merged(parts["access"]),
        )

    def _description(self, key: int) -> Span | None:
        """The first phrase that says more than that there is a source."""
        said = [*self._parts[key]["fact"], *self._parts[key]["reason"]]
        phrases = [(one.at, one.naming) for one in self._phrases[key] if one.at is not None]
        for at, naming in sorted(phrases, key=lambda one: (one[0].start, -one[0].end)):
            head = self._head(at)
            if naming is not Naming.ROLE_ONLY or head is None or self.tokens[head].pos == "PRON":
                continue
            end = min([at.end, *(one.start for one in said if at.start < one.start < at.end)])
            words = at.of(self.analysis.text)[: end - at.start]
            return Span(at.start, at.start + len(words) - len(_tail(words)))
        return None

    def _first_from(self, offset: int) -> int:
        return bisect_left(self._starts, offset)

    def _head(self, at: Span) -> int | None:
        """The token of a phrase that hangs on a token outside it."""
        for index in range(self._first_from(at.start), len(self.tokens)):
            token = self.tokens[index]
            if token.start >= at.end:
                break
            head = self.tokens[token.head]
            if head.i == token.i or not at.start <= head.start < at.end:
                return index
        return None

    def _read(self) -> None:
        """Go through the sentences once, in text order."""
        cited = set(self._heads)
        last: list[int] = []
        since = _AFTER + 1
        for sentence in self.analysis.parse.sentences:
            here = [self._heads[i] for i in range(sentence.first, sentence.last) if i in cited]
            since = 0 if here else since + 1
            if since > _AFTER:
                continue
            self._sentence(sentence, last)
            last = list(dict.fromkeys(here)) or last

    def _sentence(self, sentence: Sentence, last: list[int]) -> None:
        found = self._matches(sentence)
        if not found:
            return
        owners = [self._owner(one, sentence, last) for one in found]
        for number, one in enumerate(found):
            owner = owners[number]
            if one.part == "reason" and one.place:
                facts = [n for n, other in enumerate(found) if other.part == "fact"]
                owner = next((owners[n] for n in facts if owners[n] is not None), None)
            if owner is None:
                continue
            until = found[number + 1].start if number + 1 < len(found) else sentence.at.end
            span = Span(one.start, one.end if one.part == "fact" else self._end(one, owner, until))
            self._parts[owner][one.part].append(span)

    def _matches(self, sentence: Sentence) -> list[_Found]:
        """The phrases of a sentence outside what it quotes, in text order, none within another."""
        start, end = sentence.at.start, sentence.at.end
        text = self.analysis.text[start:end].replace("’", "'")
        quoted = [
            one.at
            for one in self.analysis.quotations
            if one.is_speech and one.at.start < end and one.at.end > start
        ]
        rows: list[_Found] = []
        for (part, place), expression in self.words.expressions.items():
            for match in expression.finditer(text):
                one = _Found(part, place, start + match.start(), start + match.end())
                if not any(at.start <= one.start < at.end for at in quoted):
                    rows.append(one)
        facts = [one for one in rows if one.part == "fact"]
        kept: list[_Found] = []
        for one in sorted(rows, key=lambda row: (row.start, row.part != "fact", bool(row.place), -row.end)):
            if kept and one.start < kept[-1].end:
                continue
            if one.place == "beside" and not facts:
                continue
            if one.place == "behind" and not (
                kept
                and kept[-1].part == "fact"
                and _BEHIND.match(self.analysis.text[kept[-1].end : one.start])
            ):
                continue
            kept.append(one)
        return kept

    def _owner(self, one: _Found, sentence: Sentence, last: list[int]) -> int | None:
        """Whose the words are: the source on whose phrase, or on whose verb, they hang."""
        index = self._first_from(one.start)
        if index >= len(self.tokens):
            return None
        text = self.analysis.text
        is_relative = self.tokens[index].tag in _WHO
        if one.part != "access" and not is_relative and _ADJUNCT.search(text[sentence.at.start : one.start]):
            before = self._before(one, sentence)
            if before is not None:
                return self._outer(before, self._heads[before.i]) if before.i in self._heads else None
            around = self._around(one, sentence)
            if around is not None:
                return around
        token = self.tokens[index]
        is_nouns = False
        for step in range(_CLIMB):
            if token.i in self._heads and (step or token.pos != "PRON"):
                return self._outer(token, self._heads[token.i])
            subject = self._subject(token)
            if subject is not None:
                if is_nouns or one.part == "access":
                    return None
                if subject.i in self._heads:
                    return self._heads[subject.i]
                if subject.pos != "PRON" or token.head == token.i:
                    return self._again(subject, last)
            if token.head == token.i:
                break
            is_nouns = is_nouns or (token.dep in ("relcl", "acl") and self.tokens[token.head].pos != "VERB")
            token = self.tokens[token.head]
        return None

    def _outer(self, token: Token, key: int) -> int:
        """The source whose phrase holds that of another ("an adviser to the president, who ..."); else the other."""
        for outer, sources in self._phrases.items():
            if outer != key and any(one.at and one.at.start < token.start < one.at.end for one in sources):
                return outer
        return key

    def _subject(self, token: Token) -> Token | None:
        """The subject of a verb; a relative pronoun stands for the noun that its clause hangs on, and is none."""
        for child in self.analysis.parse.children[token.i]:
            one = self.tokens[child]
            if one.dep not in _SUBJECTS or one.tag in _WHO or one.lemma in ("that", "who"):
                continue
            if not any(self.tokens[c].tag == "WP$" for c in self.analysis.parse.children[child]):
                return one
        return None

    def _again(self, subject: Token, last: list[int]) -> int | None:
        """The one source of the sentence before that a subject takes up ("the person", "she"); None where that is not plain."""
        if len(last) != 1 or subject.pos not in ("NOUN", "PRON"):
            return None
        lemmas = {self.tokens[head].lemma for head, key in self._heads.items() if key == last[0]}
        if subject.pos == "PRON":
            return last[0] if subject.lemma in ("he", "she", "they") else None
        first = next(iter(self.analysis.parse.children[subject.i]), subject.i)
        return last[0] if subject.lemma in lemmas and self.tokens[first].lemma == "the" else None

    def _before(self, one: _Found, sentence: Sentence) -> Token | None:
        """What words between a subject and its verb follow ("the mayor, speaking on condition of, had"); None for others."""
        index = self._first_from(one.start)
        while index > sentence.first and self.tokens[index].pos != "PUNCT":
            index -= 1
        token = self.tokens[max(index - 1, sentence.first)]
        while token.pos not in ("VERB", "AUX") and token.head != token.i and token.dep not in _SUBJECTS:
            token = self.tokens[token.head]
        own = self.tokens[self._first_from(one.start)]
        while own.pos != "VERB" and own.head != own.i:
            own = self.tokens[own.head]
        return token if token.dep in _SUBJECTS or own.head > own.i else None

    def _around(self, one: _Found, sentence: Sentence) -> int | None:
        """Whose words are that a comma sets off ("..., speaking on condition of"): the source's in whose content the parser
        put them, else the only one's before them in the sentence."""
        for attribution in self.analysis.attributions:
            if any(span.start < one.start < span.end for span in attribution.content):
                key = nameless_key(attribution.source)
                if key is not None and key in self._parts:
                    return key
        before = range(sentence.first, self._first_from(one.start))
        keys = {self._outer(self.tokens[i], self._heads[i]) for i in before if i in self._heads}
        return keys.pop() if len(keys) == 1 else None

    def _end(self, one: _Found, owner: int, until: int) -> int:
        """Where the clause that a phrase opens ends: at a mark, at the verb of speech, at the next phrase, with its phrase."""
        text = self.analysis.text
        stop = _STOP.search(text, one.end, until)
        end = stop.start() if stop is not None else until
        within = [source.at for source in self._phrases[owner] if source.at is not None]
        for cue, *content in self._speeches.get(owner, ()):
            if one.start <= cue.start < one.end or any(at.start < cue.start < at.end for at in within):
                continue
            end = min([end, *(span.start for span in (cue, *content) if one.end <= span.start)])
        edge = self._edge(one)
        if edge is not None and one.end < edge < end:
            end = edge
        words = text[one.start : end]
        if end == until:
            words = words[: self._joint(one, end) - one.start]
        words = words[: len(words) - len(_tail(words))]
        return max(one.end, one.start + len(words.rstrip(" \t\n.!?")))

    def _is_infinitive(self, one: Attribution) -> bool:
        return one.cue[0].of(self.analysis.text).lower().startswith("to ")

    def _joint(self, one: _Found, end: int) -> int:
        """Where the verb begins that is joined to the phrase's own and carries the next one ("... and spoke on condition")."""
        for index in range(self._first_from(end) - 1, self._first_from(one.end), -1):
            if self.tokens[index].pos in ("VERB", "AUX") and self.tokens[index - 1].pos == "CCONJ":
                return self.tokens[index].start
        return end

    def _edge(self, one: _Found) -> int | None:
        """Where the part of the tree ends that a phrase within a noun phrase opens."""
        if one.part != "access":
            return None
        token = self.tokens[self._first_from(one.start)]
        while token.i not in self._heads and token.head != token.i:
            if token.head in self._heads:
                last = self.analysis.parse.subtree(token.i)[-1]
                return self.tokens[last].end
            token = self.tokens[token.head]
        return None


def _tail(words: str) -> str:
    """What joins a clause to the next one ("and who"), at the end of the words."""
    match = _JOINED.search(words)
    return match.group() if match is not None else ""
