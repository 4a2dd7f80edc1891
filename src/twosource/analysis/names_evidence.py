"""What speaks for a name being a person, an organisation, a place, a people or nothing: named pieces of evidence."""

from __future__ import annotations

from collections.abc import Sequence

from twosource.analysis.actors import ActorTable
from twosource.analysis.gazetteer import Gazetteer
from twosource.analysis.layers import Parse, Token
from twosource.analysis.mentions_lexicon import Words
from twosource.analysis.mentions_names import head_of
from twosource.analysis.names_runs import Run, dated

_LARGE = 50_000
_POSSESSIVE = frozenset(("'s", "’s", "'", "’"))
_TAILS = ("org_tail", "facility_tail", "place_tail", "other_tail")
_INSIDE = frozenset(
    ("in", "at", "near", "across", "throughout", "inside", "outside", "around", "into", "toward", "towards")
)


class Evidence:
    """Names the evidence for each run of one parse."""

    def __init__(
        self, parse: Parse, norms: Sequence[str], words: Words, table: ActorTable, gazetteer: Gazetteer
    ) -> None:
        self.parse = parse
        self.tokens = parse.tokens
        self.norms = norms
        self.words = words
        self.table = table
        self.gazetteer = gazetteer
        self.titles = words["title"] | words["title_more"]
        self.starts = {sentence.first for sentence in parse.sentences}
        self.stops = {sentence.last for sentence in parse.sentences}

    def of(self, run: Run, *, tables: bool = True, rules: bool = True) -> list[str]:
        """The evidence for one run: of the parser, then of the tables, then of the words and their place."""
        found = [*self._parser(run)]
        if tables:
            found += self._tables(run)
        if rules:
            found += self._shape(run)
            found += self._own_words(run)
            found += self._before(run)
            found += self._after(run)
            found += self._role(run)
        return found

    def key(self, run: Run) -> str:
        """The name as it is compared with others of the document."""
        return " ".join(filter(None, self.norms[run[0] : run[1]]))

    def _parser(self, run: Run) -> list[str]:
        labels = [token.entity for token in self.tokens[run[0] : run[1]]]
        best = max(labels, key=labels.count)
        if not best or best.islower():
            best = next((label for label in labels if label), "")
        if dated(Token(0, 0, 1, "", "", "", "", "", 0, best)):
            best = "DATED"
        before = self.tokens[run[0] - 1].entity if run[0] not in self.starts else ""
        after = self.tokens[run[1]].entity if run[1] < len(self.tokens) and run[1] not in self.stops else ""
        exact = all(label == best for label in labels) and before != best and after != best
        found = [f"parser:{best or 'none'}"]
        if best:
            found.append(f"parser-exact:{best}" if exact else "parser-inexact")
        return found

    def _tables(self, run: Run) -> list[str]:
        key = self.key(run)
        found = []
        for name in self.table.names(key):
            if name.exact and not self.tokens[run[0]].text.replace(".", "").isupper():
                continue
            if self.table.state_of(name.actor):
                found.append("state" if name.how == "name" else name.how)
            else:
                actor = self.table.get(name.actor)
                found.append(
                    f"actor:{actor.kind.value}" if actor is not None and name.how == "name" else "seat"
                )
            break
        if not found and key.endswith("s") and any(n.how == "demonym" for n in self.table.names(key[:-1])):
            found.append("demonym")
        places = self.gazetteer.named(key)
        if places:
            top = places[0]
            size = "large" if top.population >= _LARGE else "small"
            found.append(f"place:{'shipped' if top.shipped else top.type if top.type != 'city' else size}")
        elif run[1] - run[0] > 1 and self.gazetteer.named(self.norms[run[1] - 1]):
            found.append("place-last")
        if run[1] - run[0] > 1:
            first = self.table.names(self.norms[run[0]])
            if any(self.table.state_of(name.actor) for name in first):
                found.append("state-first")
            elif self.gazetteer.named(self.norms[run[0]]):
                found.append("place-first")
        return found

    def _shape(self, run: Run) -> list[str]:
        first, last = run
        texts = [token.text for token in self.tokens[first:last] if self.norms[token.i]]
        found = [f"words:{min(len(texts), 5)}"]
        if len(texts) == 1:
            text = texts[0].replace(".", "")
            if text.isupper() and len(text) > 1:
                found.append("acronym")
            elif any(ch.isupper() for ch in text[1:]) and "-" not in text:
                found.append("camel")
            found.append(f"pos:{self.tokens[last - 1].tag}")
            if first in self.starts:
                found.append("opens-sentence")
        if any(ch.isdigit() for text in texts for ch in text):
            found.append("digits")
        if any(not text.isascii() for text in texts):
            found.append("accents")
        if any(token.text in "-–‑" for token in self.tokens[first:last]):
            found.append("hyphen")
        return found

    def _own_words(self, run: Run) -> list[str]:
        first, last = run
        norms, words = self.norms, self.words
        found = []
        tail = norms[last - 1]
        of = next((i for i in range(first + 1, last) if norms[i] in ("of", "for", "on")), None)
        if of is not None:
            head = norms[of - 1]
            found += [f"of:{name}" for name in ("org_head", *_TAILS, "place_of") if head in words[name]] or [
                "of:else"
            ]
        elif last - first > 1:
            found += [f"tail:{name}" for name in _TAILS if tail in words[name]]
            found += [name for name in ("place_head", "org_first") if norms[first] in words[name]]
        else:
            found += [f"alone:{name}" for name in _TAILS if tail in words[name]]
            if tail in self.titles:
                found.append("alone:title")
        if of is None and norms[first] in words["given"]:
            found.append("given" if last - first > 1 else "given-alone")
        if norms[first] in words["family_first"] and last - first > 1:
            found.append("family-first")
        if any(norms[i] in words["particle"] for i in range(first, last - 1)):
            found.append("particle")
        if tail in words["common"]:
            found.append("common")
        return found

    def _before(self, run: Run) -> list[str]:
        first = run[0]
        if first in self.starts:
            return ["before:nothing"]
        norms, words, tokens = self.norms, self.words, self.tokens
        before, text = norms[first - 1], tokens[first - 1].text
        found = []
        if text[:1].isupper() and before in self.titles:
            found.append("title-before")
        for name in ("person_role", "org_noun", "place_noun_beside"):
            if before in words[name] and text[:1].islower():
                found.append(f"before:{name}")
        if before == "the":
            found.append("before:the")
        elif before in ("a", "an"):
            found.append("before:a")
        elif before in _INSIDE:
            found.append("before:inside")
        elif before in (
            "to",
            "from",
            "of",
            "by",
            "with",
            "for",
            "on",
            "and",
            "between",
            "against",
            "than",
            "like",
            "s",
        ):
            found.append(f"before:{before}")
        elif text in ("(", "“", '"', ","):
            found.append(f"before:{text if text in '(,' else 'quote'}")
        elif text in _POSSESSIVE:
            found.append("before:s")
        if before == "the" and first - 1 not in self.starts and norms[first - 2] in _INSIDE:
            found.append("before:inside-the")
        return found

    def _after(self, run: Run) -> list[str]:
        last = run[1]
        if last >= len(self.tokens) or last in self.stops:
            return ["after:nothing"]
        norms, words, tokens = self.norms, self.words, self.tokens
        after, token = norms[last], tokens[last]
        found = []
        for name in ("org_noun", "place_noun_beside", "group_noun", "facility_lower"):
            if after in words[name] and token.text.islower():
                found.append(f"after:{name}")
        if token.lemma in words["speech_verb"]:
            found.append("after:speech")
        elif token.pos in ("VERB", "AUX"):
            found.append("after:verb")
        elif token.pos == "NOUN":
            found.append("after:noun")
        elif token.pos == "ADJ":
            found.append("after:adj")
        elif token.text in (",", "(", ")", "."):
            found.append(f"after:{token.text}")
        elif token.text in _POSSESSIVE:
            found.append("after:s")
        elif after in ("who", "and", "in", "of", "at", "based"):
            found.append(f"after:{after}")
        if token.text == "(" and last + 1 < len(tokens):
            inner = tokens[last + 1].text
            found.append(
                "after:age" if inner.isdigit() else "after:acronym" if inner.isupper() else "after:bracket"
            )
        if token.text == "," and last + 1 < len(tokens) and last + 1 not in self.stops:
            found += self._after_comma(last + 1)
        return found

    def _after_comma(self, at: int) -> list[str]:
        """What an apposition says: an age, an office, a place that holds this one."""
        norms, words, tokens = self.norms, self.words, self.tokens
        if tokens[at].text.isdigit() and len(tokens[at].text) == 2:
            return ["comma:age"]
        if norms[at] == "who":
            return ["comma:who"]
        for i in range(at, min(at + 5, len(tokens))):
            if i in self.stops or tokens[i].text == ",":
                break
            if norms[i] in words["person_role"] or norms[i] in self.titles:
                return ["comma:role"]
            if norms[i] in words["org_noun"]:
                return ["comma:org"]
        if tokens[at].text[:1].isupper() and (self.gazetteer.named(norms[at]) or self.table.names(norms[at])):
            return ["comma:place"]
        return []

    def _role(self, run: Run) -> list[str]:
        head = self.tokens[head_of(self.parse, *run)]
        up = self.tokens[head.head]
        found = [f"dep:{head.dep}"]
        if head.dep == "nsubj" and up.lemma in self.words["speech_verb"]:
            found.append("speaks")
        if head.dep in ("pobj", "dobj") and up.lemma in self.words["motion"]:
            found.append("moved-to")
        if head.dep in ("compound", "amod", "nmod", "poss"):
            for name in ("group_noun", "place_noun_beside", "act_noun"):
                if up.lemma in self.words[name]:
                    found.append(f"of-noun:{name}")
        return found
