"""Whether the words around a time put it before or after publication."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence

from twosource.analysis.layers import Parse, Token
from twosource.analysis.times_lexicon import TimeWords

PAST = "past"
FUTURE = "future"
PRESENT = "present"
"""The simple present of a caption or a headline: near publication, on either side."""

_DONE = ("because", "despite", "according")
"""Words that lead to what has happened, whatever the tense of the clause that they hang on."""
_AHEAD = ("ahead", "until", "till", "by")
_EDGES = ("at", "least", "about", "around", "nearly")

TOWARDS_DAYS = 183
"""A date that something is "for" is the next such date where that is nearer than the last ..."""
FIXED_DAYS = 62
"""... one beside a word of planning within two months, as "agreed on 3 May" may give the day of the agreement ..."""
SOON_DAYS = 42
"""... any other only within a few weeks, and not where it is told as past."""
_WINDOW = 10


class Tense:
    """Reads the tense of the clause that a time stands in. Built once a document."""

    def __init__(self, parse: Parse, lexicon: TimeWords) -> None:
        self._parse = parse
        self._starts: Sequence[int] = [token.start for token in parse.tokens]
        self._sentences: Sequence[int] = [sentence.at.start for sentence in parse.sentences]
        self._lexicon = lexicon

    def at(self, start: int, end: int) -> str:
        """`PAST`, `PRESENT` or `FUTURE` for the words ``[start, end)``; past where the parse is missing or does not say."""
        token = self._token(start)
        if token is None:
            return PAST
        before = self._parse.tokens[token.i - 1] if token.i else None
        if before is not None and before.text.lower() == "of" and token.i > 1:
            before = self._parse.tokens[token.i - 2]
        if before is not None and before.text.lower() == "after" and before.i:
            earlier = self._parse.tokens[before.i - 1]
            before = earlier if earlier.text.lower() in _AHEAD else before  # "until after 14 May"
        if self._is_beside_past(token, end):
            return PAST
        before = self._past_edges(before)
        ahead = before is not None and before.text.lower() in _AHEAD
        tokens = self._parse.tokens
        current = token
        for _ in range(12):
            if current.text.lower() in _DONE:
                return PAST
            if current.end <= end and self._is_told_of(current):
                return PAST
            if current.tag in ("VBZ", "VBP") and self._is_due(current):
                return FUTURE
            if current.tag.startswith("VB") or current.tag == "MD":
                return self._of_verb(current, ahead=ahead, at=token.i)
            if self._is_arranged(current) and current.pos in ("ADJ", "VERB"):
                return FUTURE
            if current.head == current.i:
                break
            current = tokens[current.head]
        return FUTURE if ahead and before is not None and before.text.lower() == "ahead" else PAST

    def reach_at(self, start: int, end: int) -> int:
        """How many days ahead a date without a year may lie although its clause is past."""
        token = self._token(start)
        if token is None:
            return 0
        tokens = self._parse.tokens
        before = tokens[token.i - 1] if token.i else None
        if before is not None and before.text.lower() == "after" and before.i:
            before = tokens[before.i - 1]
        if before is not None and self._is(before, "towards"):
            return TOWARDS_DAYS
        current = token
        for _ in range(6):
            if self._is_fixed(current):
                return FIXED_DAYS
            if current.head == current.i:
                break
            current = tokens[current.head]
        for step in range(1, _WINDOW):
            index = token.i - step
            if index < 0 or tokens[index].start < self.sentence_start(start):
                break
            if self._is_fixed(tokens[index]):
                return FIXED_DAYS
            if tokens[index].tag.startswith("VB"):
                break
        return 0 if self.is_told_past(start) else SOON_DAYS

    def is_aside(self, start: int) -> bool:
        """Whether the words stand in a clause that tells of a noun ("the dam, built in 1987, burst")."""
        token = self._token(start)
        for _ in range(6):
            if token is None or token.head == token.i:
                return False
            if token.tag.startswith("VB") or token.dep in ("acl", "relcl", "appos"):
                return token.dep in ("acl", "relcl", "appos")
            token = self._parse.tokens[token.head]
        return False

    def is_of_past(self, start: int, end: int) -> bool:
        """Whether a month names what was made or happened in it ("the January pact"): a past thing, whatever the tense."""
        token = self._token(end - 1)
        if token is None:
            return False
        tokens = self._parse.tokens
        noun = tokens[token.head]
        if not 0 < noun.i - token.i <= 3 or token.dep == "pobj" or not noun.tag.startswith("NN"):
            return False
        first = self._token(start)
        before = tokens[first.i - 1] if first is not None and first.i else None
        if before is not None and before.text.lower() in ("a", "an", "any", "another", "no"):
            return False
        if self._is(noun, "made", by_lemma=True):
            return True
        return self._is(noun, "occasion", by_lemma=True) and noun.dep not in ("nsubj", "nsubjpass")

    def is_told_past(self, start: int) -> bool:
        """Whether the nearest verb above a date is a past form that is not the passive of a present."""
        token = self._token(start)
        if token is None:
            return False
        tokens = self._parse.tokens
        for _ in range(6):
            if token.tag.startswith("VB"):
                lows = [tokens[child].text.lower() for child in self._parse.children[token.i]]
                return token.tag in ("VBD", "VBN") and not {"is", "are", "be"} & set(lows)
            if token.head == token.i:
                break
            token = tokens[token.head]
        return False

    def _is_fixed(self, token: Token) -> bool:
        return self._is_arranged(token) or self._is(token, "fixed")

    def _is(self, token: Token, lemma: str, *, by_lemma: bool = False) -> bool:
        row = self._lexicon.row("future", token.lemma if by_lemma else token.text.lower())
        return row is not None and row["lemma"] == lemma

    def sentence_start(self, offset: int) -> int:
        """The start of the sentence at an offset; 0 where there is none."""
        index = bisect_right(self._sentences, offset) - 1
        return self._sentences[index] if index >= 0 else 0

    def _token(self, start: int) -> Token | None:
        index = bisect_right(self._starts, start) - 1
        if index < 0 or self._parse.tokens[index].end <= start:
            return None
        return self._parse.tokens[index]

    def _is_given_up(self, verb: Token) -> bool:
        """Whether a plan is told of as one that was ("originally planned for May")."""
        children = [self._parse.tokens[child].text.lower() for child in self._parse.children[verb.i]]
        return bool({"originally", "initially", "first"} & set(children))

    def _is_beside_past(self, token: Token, end: int) -> bool:
        """Whether a past verb stands just before the words and so takes them ("said on Friday it would reopen")."""
        tokens = self._parse.tokens
        index = token.i - 1
        if index >= 0 and tokens[index].text.lower() == "on":
            index -= 1
        after = self._token(end)
        genitive = after is not None and after.tag == "POS"
        return index >= 0 and tokens[index].tag == "VBD" and tokens[index].pos == "VERB" and not genitive

    def _past_edges(self, before: Token | None) -> Token | None:
        """The word before "at least", "about", "at" and the like."""
        while before is not None and before.i and before.text.lower() in _EDGES:
            before = self._parse.tokens[before.i - 1]
        return before

    def _is_told_of(self, noun: Token) -> bool:
        """Whether a clause that the parser hung on the words of time tells what was done then ("in the spring they left")."""
        children = [self._parse.tokens[child] for child in self._parse.children[noun.i]]
        return any(child.dep == "relcl" and child.tag == "VBD" for child in children)

    def _is_due(self, verb: Token) -> bool:
        """Whether it says of something that it is due, set, ready to come."""
        children = [self._parse.tokens[child] for child in self._parse.children[verb.i]]
        return any(child.dep == "acomp" and self._is_arranged(child) for child in children)

    def _of_verb(self, verb: Token, *, ahead: bool, at: int) -> str:
        """The tense of a verb; ``at`` is the token of the time that hangs on it."""
        tokens, children = self._parse.tokens, self._parse.children
        for _ in range(6):
            helpers = [
                tokens[child] for child in children[verb.i] if tokens[child].dep in ("aux", "auxpass", "neg")
            ]
            inner = [
                tokens[child] for helper in helpers for child in children[helper.i]
            ]  # "will" hung on "be"
            helpers += [child for child in inner if child.dep == "aux"]
            lows = [helper.text.lower().lstrip("'’") for helper in helpers]
            marks = [tokens[child].text.lower() for child in children[verb.i] if tokens[child].dep == "mark"]
            if ("if" in marks or "unless" in marks) and "had" not in lows:
                return FUTURE
            if any(
                low
                in ("will", "shall", "would", "may", "might", "could", "can", "must", "should", "ll", "wo")
                for low in lows
            ):
                return PAST if "have" in lows else FUTURE
            if (
                self._is_arranged(verb)
                and verb.tag in ("VBN", "VBD", "VBG")
                and verb.dep != "ccomp"
                and "have" not in lows
            ):
                # "was scheduled to leave on Tuesday" may be over by the day of publication
                was_then = "was" in lows or "were" in lows or self._is_given_up(verb)
                governed = any(
                    verb.i < child < at and tokens[child].tag == "VB" for child in children[verb.i]
                )
                scheduled = verb.lemma in (
                    "schedule",
                    "slate",
                    "set",
                    "plan",
                    "expect",
                    "postpone",
                    "delay",
                    "reschedule",
                    "propose",
                    "forecast",
                    "predict",
                )
                if governed or (scheduled and verb.tag == "VBN"):
                    return PRESENT if was_then else FUTURE
            if "to" in lows or verb.tag == "VB":
                head = tokens[verb.head]
                if verb.dep == "conj" and head.tag in ("VBZ", "VBP", "VBD") and "to" not in lows:
                    return FUTURE  # "will sit, the decree says, and hold ..."
                if any(
                    tokens[child].text.lower() in ("was", "were")
                    for child in children[head.i]
                    if tokens[child].dep == "auxpass"
                ):
                    return PRESENT
                if any(tokens[child].text.lower() == "had" for child in children[head.i]):
                    return PAST  # "had planned to march on Saturday"
                if self._is_arranged(head) or head.lemma in (
                    "be",
                    "order",
                    "ask",
                    "urge",
                    "call",
                    "want",
                    "hope",
                    "aim",
                    "set",
                ):
                    return FUTURE
                if head.i == verb.i:
                    return FUTURE
                if head.tag.startswith("NN"):
                    return FUTURE
                verb = head
                continue
            if ahead and verb.tag == "VBN" and {"is", "are", "be"} & set(lows):
                return FUTURE  # "are grounded until Friday"
            if verb.tag in ("VBD", "VBN"):
                return PAST
            if verb.tag == "VBG" and any(
                helper.text.lower() in ("is", "are", "am", "'s", "'re", "’s", "’re") for helper in helpers
            ):
                return FUTURE if "been" not in lows else PAST
            if verb.tag in ("VBZ", "VBP"):
                if verb.lemma in ("say", "report", "show", "suggest", "have"):
                    return FUTURE if ahead else PAST
                row = self._lexicon.row("future", verb.lemma)
                return FUTURE if row is not None and row["lemma"] == "calendar" else PRESENT
            head = tokens[verb.head]
            if head.i == verb.i or not head.tag.startswith("VB"):
                break
            verb = head
        return FUTURE if ahead else PAST

    def _is_arranged(self, token: Token) -> bool:
        return self._is(token, "arranged")
