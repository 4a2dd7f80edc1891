"""Where a proper name may begin and end: runs of capitals, what joins them, and where one run is two names."""

from __future__ import annotations

from collections.abc import Sequence

from twosource.analysis.actors import ActorTable
from twosource.analysis.layers import Parse, Sentence, Token
from twosource.analysis.mentions_lexicon import Words
from twosource.analysis.mentions_names import spans_from

Run = tuple[int, int]
"""Tokens ``[first, last)``."""

NAME_LABELS = frozenset(
    ("PERSON", "ORG", "GPE", "LOC", "NORP", "FAC", "EVENT", "WORK_OF_ART", "LAW", "PRODUCT")
)
_WHOLE = frozenset(("ORG", "FAC", "LOC", "GPE", "EVENT", "LAW", "WORK_OF_ART"))
_HYPHENS = frozenset("-–‑")
_POSSESSIVE = frozenset(("'s", "’s", "'", "’"))
_OPENERS = frozenset(("VERB", "ADP", "ADV", "AUX", "SCONJ", "DET", "PRON"))
_MOST = 14


class Runs:
    """Finds the runs of one parse."""

    def __init__(self, parse: Parse, norms: Sequence[str], words: Words, table: ActorTable) -> None:
        self.tokens = parse.tokens
        self.parse = parse
        self.norms = norms
        self.words = words
        self.table = table
        self.titles = words["title"] | words["title_more"]
        self.particles = words["particle"] | words["joining"]
        self.bodies = words["org_tail"] | words["facility_tail"] | words["other_tail"] | words["place_tail"]

    def find(self) -> list[Run]:
        """The runs of all sentences in text order; none overlaps another."""
        found: list[Run] = []
        for sentence in self.parse.sentences:
            if self._is_heading(sentence):
                found += self._labelled(sentence, ())
                continue
            runs = self._runs(sentence)
            found += runs
            found += self._labelled(sentence, runs)
        return sorted(found)

    def _is_heading(self, sentence: Sentence) -> bool:
        """Whether a line is set in capitals throughout, so that they tell nothing."""
        tokens = self.parse.of(sentence)
        if tokens[-1].text in (".", "?", "!") or len(tokens) < 4:
            return False
        words = [t.text for t in tokens if t.text.isalpha() and self.norms[t.i] not in self.words["not_name"]]
        return len(words) > 3 and sum(word[0].isupper() for word in words) > 0.8 * len(words)

    def _labelled(self, sentence: Sentence, runs: Sequence[Run]) -> list[Run]:
        """The parser's own names outside the runs, without article and possessive."""
        covered = {i for first, last in runs for i in range(first, last)}
        found = []
        at = sentence.first
        while at < sentence.last:
            label = self.tokens[at].entity
            end = at + 1
            if label in NAME_LABELS:
                while end < sentence.last and self.tokens[end].entity == label:
                    end += 1
                if not any(i in covered for i in range(at, end)):
                    run = self._trimmed(at, end)
                    found += [run] if run is not None else []
            at = end
        return found

    def _trimmed(self, first: int, last: int) -> Run | None:
        while first < last and not (self.is_capital(first) or self.norms[first] in self.particles):
            first += 1
        while last > first and (not self.norms[last - 1] or self.tokens[last - 1].text in _POSSESSIVE):
            last -= 1
        return (first, last) if first < last else None

    def is_capital(self, at: int) -> bool:
        """Whether a token may be a word of a name."""
        text = self.tokens[at].text
        if len(text) == 2 and text[1] == ".":
            return text[0].isupper()
        return text[:1].isupper() and bool(self.norms[at]) and self.norms[at] not in self.words["not_name"]

    def _runs(self, sentence: Sentence) -> list[Run]:
        found: list[Run] = []
        at = sentence.first
        while at < sentence.last:
            if not self._begins(at, sentence):
                at += 1
                continue
            end = self._end(at, sentence.last)
            found += self.split(at, end)
            at = end
        return found

    def _begins(self, at: int, sentence: Sentence) -> bool:
        tokens = self.tokens
        if self.norms[at] in self.particles | self.words["joining_glued"]:
            return (
                at + 2 < sentence.last
                and tokens[at + 1].text in _HYPHENS
                and tokens[at + 1].start == tokens[at].end
                and tokens[at + 2].start == tokens[at + 1].end
                and self.is_capital(at + 2)
            ) or (tokens[at].text[:1].isupper() and at + 1 < sentence.last and self.is_capital(at + 1))
        if not self.is_capital(at):
            return False
        token = tokens[at]
        if token.pos in _OPENERS and token.tag != "NNP" and at + 1 < sentence.last and at == sentence.first:
            return bool(token.entity) and token.entity == tokens[at + 1].entity
        first = at == sentence.first or tokens[at - 1].text in ("“", '"', "‘", ":", "•")
        return not (
            first
            and token.pos not in ("PROPN", "X")
            and not token.entity
            and not (at + 1 < sentence.last and self.is_capital(at + 1))
            and not self.table.names(self.norms[at])
        )

    def _end(self, first: int, stop: int) -> int:
        """Where the run that begins at ``first`` ends."""
        at = first + 1
        while at < stop and at - first < _MOST:
            after = self._joined(first, at, stop)
            if after is None:
                break
            at = after
        return at

    def _joined(self, first: int, at: int, stop: int) -> int | None:
        """One past the next word of the name that has come to ``at``; None where it ends there."""
        tokens, norms = self.tokens, self.norms
        token, before = tokens[at], tokens[at - 1]
        if self.is_capital(at):
            return at + 1
        if at + 1 >= stop:
            return None
        after = tokens[at + 1]
        if token.text in _HYPHENS and token.start == before.end and after.start == token.end:
            return at + 2 if self._hyphened(first, at) else None
        if token.text == "&" and self.is_capital(at + 1):
            return at + 2
        if token.text in _POSSESSIVE:
            return at + 2 if self.is_capital(at + 1) and self._owns(at) else None
        if norms[at] in self.particles and norms[at - 1] not in self.particles:
            return self._past_particles(at, stop)
        if norms[at] in self.words["joining_glued"] and after.text in _HYPHENS and at + 2 < stop:
            return at + 3 if self.is_capital(at + 2) and after.start == token.end else None
        if norms[at] in ("of", "for", "on"):
            return self._past_of(first, at, stop)
        if norms[at] == "and" or token.text == ",":
            return self._past_list(first, at, stop)
        if (
            token.text.isdigit()
            and token.entity
            and token.entity == before.entity
            and token.entity in NAME_LABELS
        ):
            return at + 1
        return None

    def _past_particles(self, at: int, stop: int) -> int | None:
        for end in range(at + 1, min(at + 4, stop)):
            if self.is_capital(end):
                return end + 1
            if self.norms[end] not in self.particles and self.tokens[end].text not in _HYPHENS:
                return None
        return None

    def _hyphened(self, first: int, at: int) -> bool:
        """Whether the hyphen at ``at`` is inside one name."""
        left, right = self.tokens[at - 1], self.tokens[at + 1]
        if self.is_capital(at + 1):
            if len(left.text) == 1 and self.norms[at + 1] and len(right.text) > 2:
                return False  # "D-Ostrand": a party and a seat
            whole = f"{self.norms[at - 1]} {self.norms[at + 1]}"
            return bool(self.table.names(whole)) or not (self._is_state(at - 1) and self._is_state(at + 1))
        if not right.text.isalpha():
            return right.text.isdigit()
        if (
            right.entity
            and right.entity == left.entity == self.tokens[at].entity
            and right.entity in NAME_LABELS
        ):
            return right.pos == "PROPN" or len(right.text) < 6
        return self.norms[first] in self.words["family_first"] and at - first == 2 and len(right.text) < 6

    def _is_state(self, at: int) -> bool:
        return any(self.table.state_of(name.actor) for name in self.table.names(self.norms[at]))

    def _owns(self, at: int) -> bool:
        """Whether the possessive at ``at`` is inside a name ("Workers' Party")."""
        before, after = self.tokens[at - 1], self.tokens[at + 1]
        if self.norms[at - 1] in self.words["owning_people"]:
            return True
        if (
            self.tokens[at].text in ("'", "’")
            and before.text.endswith("s")
            and not self.table.names(self.norms[at - 1])
        ):
            return True
        if self.norms[at - 1] in self.words["org_tail"]:
            return False
        label = before.entity
        whole = (
            label
            and label == self.tokens[at].entity == after.entity
            and label in ("ORG", "FAC", "WORK_OF_ART")
        )
        return bool(whole) and not self.table.names(self.norms[at - 1])

    def _past_of(self, first: int, at: int, stop: int) -> int | None:
        end = at + 1
        if self.norms[end] in ("the", "a") and end + 1 < stop:
            end += 1
        if not self.is_capital(end):
            return None
        head = self.norms[at - 1]
        if head in self.words["org_head"] or (head in self.words["place_of"] and self.norms[at] == "of"):
            return end + 1
        label = self.tokens[at].entity
        if label in _WHOLE and label == self.tokens[at - 1].entity == self.tokens[end].entity:
            return end + 1
        return None

    def _past_list(self, first: int, at: int, stop: int) -> int | None:
        """Past an "and" or a comma inside a name that lists ("Ministry of Harbours, Tides and Locks")."""
        end = at + 1
        if self.norms[end] == "and":
            end += 1
        if end >= stop or not self.is_capital(end) or self._is_state(end):
            return None
        label = self.tokens[at].entity
        same = label and label == self.tokens[at - 1].entity == self.tokens[end].entity
        of = next((i for i in range(first + 1, at) if self.norms[i] in ("of", "for", "on")), None)
        lists = of is not None and self.norms[of - 1] in self.words["org_listing"]
        if self.tokens[at].text == ",":
            return end + 1 if same and label in _WHOLE - {"GPE", "LOC"} and lists else None
        if lists and not any(self._is_state(i) for i in range(of or 0, at)):
            return end + 1 if same or self.norms[of - 1 if of else 0] != "office" else None
        if self._is_state(at - 1) or self.norms[at - 1] in self.words["org_tail"] | self.words["place_tail"]:
            return None
        tail = end
        while tail + 1 < stop and self.is_capital(tail + 1):
            tail += 1
        if self.norms[tail] in self.words["org_listing"] and self.norms[at - 1] not in self.words["given"]:
            return end + 1
        return end + 1 if same and label in ("ORG", "LAW", "WORK_OF_ART") and tail == end else None

    def split(self, first: int, last: int) -> list[Run]:
        """The names that one run holds: titles fall out, a nationality stands apart from a person or a thing."""
        trimmed = self._trimmed(first, last)
        if trimmed is None:
            return []
        first, last = trimmed
        norms = self.norms
        whole = norms[last - 1] in self.bodies or any(norms[i] in ("of", "for") for i in range(first, last))
        if norms[last - 1] in self.words["facility_lower"]:
            whole = True
        state = self._state_end(first, last)
        if state == last:
            return [(first, last)]
        titles = self.titles if not whole or norms[last - 1] in self.titles else self.words["title_hard"]
        cut = self._at_title(first, last, titles)
        if cut is not None:
            return cut
        if state is not None and state < last and not whole:
            rest = state + 1 if self.tokens[state].text in _HYPHENS else state
            return [(first, state), *self.split(rest, last)]
        if not whole:
            cut_at = self._label_change(first, last) or self._at_given(first, last)
            if cut_at is not None:
                return [*self.split(first, cut_at), *self.split(cut_at, last)]
        return [self._with_lower_tail(first, last)]

    def _with_lower_tail(self, first: int, last: int) -> Run:
        """The run with a building's common noun after it ("the Ostrand power station")."""
        tokens = self.tokens
        end = last
        while end < min(len(tokens), last + 2) and tokens[end].tag == "NN" and tokens[end].text.islower():
            end += 1
            if self.norms[end - 1] in self.words["facility_lower"]:
                ends = end >= len(tokens) or tokens[end].tag not in ("NN", "NNS", "NNP", "HYPH")
                return (first, end) if ends and not self._is_state(first) else (first, last)
        return first, last

    def _at_title(self, first: int, last: int, titles: frozenset[str]) -> list[Run] | None:
        """The parts of a run before and after the titles in it; None where it has none."""
        norms = self.norms
        hard = titles is not self.titles
        reach = range(last - 2, first, -1) if hard else range(last - 1, first - 1, -1)
        at = next((i for i in reach if norms[i] in titles), None)
        if at is None or (hard and norms[last - 1] in self.bodies):
            return None
        begin = at
        while begin > first and (
            norms[begin - 1] in self.titles
            or norms[begin - 1] in self.words["title_before"]
            or not norms[begin - 1]
        ):
            begin -= 1
        before = self.split(first, begin) if begin > first else []
        return before + (self.split(at + 1, last) if at + 1 < last else [])

    def _state_end(self, first: int, last: int) -> int | None:
        """Where the longest state's name or nationality that opens the run ends."""
        best = None
        longest = self.table.longest(self.norms[first])
        for end, key in spans_from(self.tokens, self.norms, first, longest or 1, last):
            if any(
                name.how in ("name", "demonym") and self.table.state_of(name.actor)
                for name in self.table.names(key)
            ):
                best = end
        return best

    def _at_given(self, first: int, last: int) -> int | None:
        """Where a person's name begins after an acronym or a body ("the OFA Arlo Venn")."""
        for at in range(first + 1, last - 1):
            before = self.tokens[at - 1].text
            if self.norms[at] in self.words["given"] and (
                (before.isupper() and len(before) > 2) or self.norms[at - 1] in self.words["org_tail"]
            ):
                return at
        return None

    def _label_change(self, first: int, last: int) -> int | None:
        """Where the parser's label changes from one kind of name to another inside the run."""
        for at in range(first + 1, last):
            left, right = self.tokens[at - 1].entity, self.tokens[at].entity
            if left != right and left in NAME_LABELS and right in NAME_LABELS:
                return at
        return None


def dated(token: Token) -> bool:
    """Whether the parser reads a time or a figure here."""
    return token.entity in ("DATE", "TIME", "MONEY", "PERCENT", "QUANTITY", "CARDINAL", "ORDINAL")
