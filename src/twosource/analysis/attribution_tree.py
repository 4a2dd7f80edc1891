"""The parse as attribution asks it: subtrees, subjects, noun phrases, extents."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Sequence

from twosource.analysis.layers import Analysis, Sentence, Token
from twosource.model.span import Extent, Span

CLAUSES = frozenset(
    {"ccomp", "xcomp", "advcl", "relcl", "acl", "conj", "parataxis", "pcomp", "ROOT", "csubj"}
)
SUBJECTS = ("nsubj", "nsubjpass", "csubj", "expl")
_RELATIVE = frozenset({"who", "which", "that", "whom", "whose"})
_AUXILIARIES = frozenset({"have", "be", "do"})
MARKS = frozenset("“”„«»\"‘’'")


class Tree:
    """Tokens and children of one document's parse, with each token's subtree bounds."""

    def __init__(self, analysis: Analysis) -> None:
        parse = analysis.parse
        self.text = analysis.text
        self.tokens: Sequence[Token] = parse.tokens
        self.sentences: Sequence[Sentence] = parse.sentences
        self.kids = parse.children
        count = len(parse.tokens)
        self.left = list(range(count))
        self.right = list(range(count))
        for token in parse.tokens:
            at, seen = token.i, 0
            while parse.tokens[at].head != at and seen < count:
                at = parse.tokens[at].head
                self.left[at] = min(self.left[at], token.i)
                self.right[at] = max(self.right[at], token.i)
                seen += 1
        self.sentence_of = [0] * count
        for number, sentence in enumerate(parse.sentences):
            for index in range(sentence.first, sentence.last):
                self.sentence_of[index] = number

    def first_from(self, offset: int) -> int:
        """The index of the first token that begins at an offset or behind it."""
        return bisect_left(self.tokens, offset, key=lambda token: token.start)

    def child(self, index: int, *deps: str) -> int | None:
        """The first child with one of the labels, or None."""
        for child in self.kids[index]:
            if self.tokens[child].dep in deps:
                return child
        return None

    def children(self, index: int, *deps: str) -> list[int]:
        """The children with one of the labels, in text order."""
        return [child for child in self.kids[index] if self.tokens[child].dep in deps]

    def subtree(self, index: int, without: Iterable[int] = ()) -> list[int]:
        """A token and all that hangs on it, less the subtrees at ``without``, in text order."""
        stop = set(without)
        found, todo = [], [index]
        while todo:
            at = todo.pop()
            found.append(at)
            todo.extend(child for child in self.kids[at] if child not in stop)
        return sorted(found)

    def span(self, tokens: Sequence[int]) -> Span:
        """From the first of the tokens to the last."""
        return Span(self.tokens[min(tokens)].start, self.tokens[max(tokens)].end)

    def extent(self, tokens: Iterable[int]) -> Extent:
        """The tokens as spans: runs of neighbours joined, edges without commas."""
        runs: list[list[int]] = []
        for index in sorted(set(tokens)):
            if runs and runs[-1][-1] == index - 1:
                runs[-1].append(index)
            else:
                runs.append([index])
        spans = []
        for run in runs:
            trimmed = self.without_edges(run)
            if trimmed:
                spans.append(self.span(trimmed))
        return tuple(spans)

    def without_edges(self, run: Sequence[int]) -> list[int]:
        """The run without punctuation at its ends; brackets, quotation marks and currency stay."""
        kept = list(run)
        while kept and self._is_edge(kept[0]):
            kept.pop(0)
        while kept and self._is_edge(kept[-1]):
            kept.pop()
        return kept

    def _is_edge(self, index: int) -> bool:
        token = self.tokens[index]
        return token.pos == "PUNCT" and not (set(token.text) & (MARKS | set("()[]?!")))

    def is_verb(self, index: int) -> bool:
        """Whether the token is a verb or an auxiliary used as one."""
        return self.tokens[index].pos in ("VERB", "AUX") or self.tokens[index].tag.startswith("VB")

    def is_passive(self, index: int) -> bool:
        """Whether the verb is a passive: an auxiliary or a passive subject says so, or a bare participle on a noun."""
        if self.child(index, "auxpass", "nsubjpass") is not None:
            return True
        token = self.tokens[index]
        if token.tag != "VBN":
            return False
        if self.child(index, "aux", "nsubj") is not None:
            return False
        if token.dep == "conj" and self.is_verb(token.head):
            return self.is_passive(token.head) if self.tokens[token.head].tag == "VBN" else False
        return token.dep in ("acl", "amod", "pcomp", "advcl") or self.child(index, "agent") is not None

    def subject(self, index: int, reports: frozenset[int] = frozenset()) -> int | None:
        """The head token of the verb's subject: its own, or that of the clause that controls it; None where none is stated.

        A loose participle (", adding that") takes the subject of the nearest verb above it that is among ``reports``.
        """
        at = index
        for _ in range(6):
            own = self._own_subject(at)
            if own is not None and self.tokens[own].dep != "expl":
                return self.antecedent(at, own)
            token = self.tokens[at]
            head = token.head
            if head == at:
                return None
            if token.tag == "VBG" and self._comma_before(at) and token.dep in ("csubj", "advcl"):
                outer = self._outer_subject(at, reports)
                if outer is not None or token.dep == "csubj":
                    return outer
            if token.dep in ("acl", "relcl") and not self.is_verb(head):
                return head if token.tag != "VBN" or self.child(at, "aux") is not None else None
            if token.dep in ("conj", "xcomp", "advcl", "pcomp", "prep", "aux", "dep", "ccomp") and (
                token.dep != "ccomp" or token.tag in ("VBG", "VB")
            ):
                at = head
                continue
            return None
        return None

    def _own_subject(self, verb: int) -> int | None:
        """The verb's own subject: not the label before a colon ("VENN: The crew told us") where it has another."""
        own = self.children(verb, *SUBJECTS)
        if (
            len(own) > 1
            and own[0] < verb
            and any(self.tokens[at].text == ":" for at in range(own[0], own[1]))
        ):
            return own[1]
        return own[0] if own else None

    def _outer_subject(self, index: int, reports: frozenset[int]) -> int | None:
        """The subject of the nearest reporting verb above that stands before ``index``; of any verb for a misread participle."""
        at = index
        wants_report = self.tokens[index].dep != "csubj"
        while self.tokens[at].head != at:
            at = self.tokens[at].head
            own = self.child(at, "nsubj")
            if own is not None and own < index and (at in reports or not wants_report):
                return self.antecedent(at, own)
        return None

    def antecedent(self, verb: int, subject: int) -> int:
        """The noun a relative pronoun stands for; the subject itself where it is none."""
        token = self.tokens[subject]
        if token.text.lower() not in _RELATIVE or token.tag not in ("WDT", "WP", "IN", "DT"):
            return subject
        at = verb
        while self.tokens[at].dep in ("conj", "xcomp", "aux", "ccomp") and self.tokens[at].head != at:
            above = self.tokens[at].head
            if self.tokens[at].dep == "ccomp" and self.tokens[above].lemma == "be":
                # A cleft: "it was the Herald that revealed".
                attribute = self.child(above, "attr")
                return attribute if attribute is not None else subject
            at = above
        if self.tokens[at].dep == "relcl":
            return self.tokens[at].head
        return subject

    def phrase(self, head: int, *, verb: int | None = None) -> list[int]:
        """The tokens of a noun phrase without the clause that holds ``verb`` and without what a comma sets off behind it.

        Appositions and relative clauses between commas stay where the phrase stands behind its verb.
        """
        drop = [child for child in self.kids[head] if verb is not None and self._holds(child, verb)]
        behind = verb is not None and verb < head
        for child in self.kids[head]:
            token = self.tokens[child]
            loose = token.dep in ("relcl", "acl", "advcl", "ccomp", "parataxis") and child > head
            loose = loose or (token.dep == "prep" and child > head and self.child(child, "pcomp") is not None)
            if loose and (token.dep == "acl" or not behind) and self._comma_before(child):
                drop.append(child)
        tokens = self.subtree(head, drop)
        return self.contiguous(tokens, head)

    def contiguous(self, tokens: list[int], head: int) -> list[int]:
        """The run of neighbouring tokens that holds ``head``, without commas at its ends."""
        present = set(tokens)
        low = high = head
        while low - 1 in present:
            low -= 1
        while high + 1 in present:
            high += 1
        run = list(range(low, high + 1))
        while (
            run and run[0] != head and (self._is_edge(run[0]) or self.tokens[run[0]].dep in ("cc", "preconj"))
        ):
            run.pop(0)
        while run and run[-1] != head and (self._is_edge(run[-1]) or self.tokens[run[-1]].dep == "cc"):
            run.pop()
        return run

    def _holds(self, child: int, verb: int) -> bool:
        at = verb
        while True:
            if at == child:
                return True
            if self.tokens[at].head == at:
                return False
            at = self.tokens[at].head

    def holds(self, top: int, index: int) -> bool:
        """Whether ``index`` hangs on ``top`` or is it."""
        return self._holds(top, index)

    def _comma_before(self, child: int) -> bool:
        low = self.left[child]
        return low > 0 and self.tokens[low - 1].text in (",", "-", "--", "—", "–", "(")

    def object_of(self, index: int, *words: str) -> int | None:
        """The object of the verb's or noun's preposition that is one of ``words``; a clause after it counts."""
        for child in self.children(index, "prep", "agent", "dative"):
            if self.tokens[child].text.lower() in words:
                found = self.child(child, "pobj", "pcomp")
                if found is not None:
                    return found
        return None

    def agent(self, index: int) -> int | None:
        """Who a passive verb says did it."""
        return self.object_of(index, "by")

    def is_negated(self, index: int) -> bool:
        """Whether the verb or the auxiliary chain above it is negated."""
        at = index
        for _ in range(3):
            for child in self.kids[at]:
                token = self.tokens[child]
                if token.dep == "neg" or token.text.lower() in ("never", "neither"):
                    return True
            subject = self.child(at, "nsubj", "nsubjpass")
            if subject is not None:
                first = self.tokens[self.left[subject]].text.lower()
                return first in ("no", "neither", "none", "nobody")
            token = self.tokens[at]
            parent = self.tokens[token.head]
            coordinated = token.dep == "conj" and token.tag == parent.tag and not self.has_but(token.head)
            if not (token.dep == "conj" and coordinated and parent.pos in ("VERB", "AUX")):
                return False
            # "expressed concern but not confirmed": only a negated first verb reaches the second, over "or".
            if not any(self.tokens[child].text.lower() in ("or", "nor") for child in self.kids[token.head]):
                return False
            at = token.head
        return False

    def has_but(self, index: int) -> bool:
        """Whether a "but" hangs on the token."""
        return any(self.tokens[child].text.lower() == "but" for child in self.kids[index])

    def clause_root(self, index: int) -> int:
        """The verb of the smallest clause with its own subject (or the sentence's root) that holds the token."""
        at = index
        while self.tokens[at].head != at:
            token = self.tokens[at]
            if (
                self.is_verb(at)
                and token.dep in ("ccomp", "conj", "parataxis", "advcl", "relcl")
                and self.child(at, "nsubj", "nsubjpass") is not None
            ):
                return at
            at = token.head
        return at

    def is_auxiliary(self, index: int) -> bool:
        """Whether the token only helps another verb."""
        token = self.tokens[index]
        return token.dep in ("aux", "auxpass") or (token.pos == "AUX" and token.lemma in _AUXILIARIES)
