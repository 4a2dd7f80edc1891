"""Which words head a claim: the clauses that say something checkable, with their arguments and how they
present it.

A reporting frame ("officials said") is no predicate where its content has a clause of its own; a speech act
that is itself what is checkable (an order, a denial without a clause, a refusal to comment) is. Verbs that
plan, begin, refuse or seem hand their place to their complement. Clause selection follows the universal and
ClearNLP dependency labels of the parse.
"""

from __future__ import annotations

from bisect import bisect_left

from twosource.analysis.clauses import SUBJECTS, Candidate, parse_span, predicate_of
from twosource.analysis.conditions import asks, is_under_condition
from twosource.analysis.descent import Descent
from twosource.analysis.layers import Analysis, Parse, Predicate, Sentence, Token
from twosource.analysis.meaning import Meaning
from twosource.analysis.scopes import (
    VERBAL,
    Above,
    form_of,
    is_finite,
    is_imperative,
    is_shelled,
    lights_of,
    over,
    steps_over,
)
from twosource.model.attribution import Attribution
from twosource.model.span import Span
from twosource.model.vocabulary import Act, SourceKind

ACTS_OF_THEIR_OWN = frozenset(
    {Act.ORDER, Act.REQUEST, Act.CONDEMN, Act.SUPPORT, Act.NO_COMMENT, Act.DECLINE_TO_CONFIRM, Act.EQUIVOCATE}
)
"""Acts that are themselves what is claimed, whether or not a clause follows."""

_SILENT = frozenset({Act.NO_COMMENT, Act.DECLINE_TO_CONFIRM, Act.EQUIVOCATE})


def find_predicates(analysis: Analysis, *, meaning: Meaning) -> tuple[Predicate, ...]:
    """The predicates of the document, by head, at most one a head.

    Reads parse, attributions and quantities. A question, an imperative of the publisher's and a clause
    under "if" give none.
    """
    parse = analysis.parse
    finder = _Finder(analysis, meaning)
    found: dict[int, Candidate] = {}
    for sentence in parse.sentences:
        for token in parse.of(sentence):
            candidate = finder.candidate(token, sentence)
            if candidate is not None:
                found.setdefault(candidate.head, candidate)
    tops = {candidate.top for candidate in found.values()} | set(finder.cues)
    out = [predicate_of(analysis, candidate, tops, meaning) for _, candidate in sorted(found.items())]
    return tuple(predicate for predicate in out if predicate is not None)


def directive_of(parse: Parse, cue: Token, attribution: Attribution, meaning: Meaning) -> Act | None:
    """The act of "told them to leave": a verb of saying with an infinitive directs; None where it tells."""
    act = meaning.directives.get(attribution.lemma)
    if act is None or attribution.act not in (Act.ASSERT, Act.PREDICT):
        return None
    children = [parse.tokens[c] for c in parse.children[cue.i]]
    said = any(c.dep in ("xcomp", "ccomp") and form_of(parse, c) == "to" for c in children)
    return act if said else None


class _Finder:
    """Decides token by token; holds the attributions by cue token and by content."""

    def __init__(self, analysis: Analysis, meaning: Meaning) -> None:
        self.parse = analysis.parse
        self.text = analysis.text
        self.meaning = meaning
        self.attributions = analysis.attributions
        self.counted = [quantity.at for quantity in analysis.quantities]
        self.cues: dict[int, int] = {}
        self.last: dict[int, int] = {}
        starts = self.starts = {token.start: token for token in self.parse.tokens}
        for number, attribution in enumerate(self.attributions):
            if attribution.inherited:
                continue
            verbs = [
                token.i
                for span in attribution.cue
                for token in self._tokens_at(span, starts)
                if token.pos in VERBAL and token.dep not in ("aux", "auxpass")
            ]
            for verb in verbs:
                self.cues.setdefault(verb, number)
                self.last[verb] = verbs[-1]
        self.offsets = [token.start for token in self.parse.tokens]
        self.cue_words = frozenset(
            token.i
            for one in self.attributions
            for span in one.cue
            for token in self._tokens_at(span, starts)
        )
        self.descent = Descent(self.parse, meaning, self.cue_words)
        self.shells = self._shells()
        self.in_content = {t.i for one in self.attributions for t in self._inside(one)}
        self.content_tops = {top for one in self.attributions for top in self._tops_of(one)}

    def _shells(self) -> frozenset[int]:
        """The verbs that only say how the clause under them stands: "it is likely that", "there is no evidence that"."""
        found: set[int] = set()
        for token in self.parse.tokens:
            if token.pos in VERBAL and token.dep in ("ccomp", "csubj", "acl", "advcl", "xcomp", "relcl"):
                steps = steps_over(self.parse, token, self.meaning, self.cue_words)
                if any(step.qualifies for step in steps):
                    found.update(step.token for step in steps)
        return frozenset(found)

    def _inside(self, attribution: Attribution) -> list[Token]:
        """The tokens that start in the content."""
        found: list[Token] = []
        for span in attribution.content:
            low, high = bisect_left(self.offsets, span.start), bisect_left(self.offsets, span.end)
            found.extend(self.parse.tokens[low:high])
        return found

    def _tops_of(self, attribution: Attribution) -> list[int]:
        """The topmost verbs of the content: those below no other verb of it."""
        inside = self._inside(attribution)
        verbs = {
            t.i
            for t in inside
            if t.pos in VERBAL
            and t.dep not in ("aux", "auxpass", "amod", "compound")
            and t.i not in self.cues
        }
        tops = []
        for index in sorted(verbs):
            above = self.parse.tokens[index]
            while above.head != above.i and above.head not in verbs:
                above = self.parse.tokens[above.head]
            if above.head == above.i or (above.i == index and above.head not in verbs):
                tops.append(index)
        return [top for top in tops if self._is_clause(top, attribution)][:1]

    def _is_clause(self, index: int, attribution: Attribution) -> bool:
        """Whether a verb in content tells of something: it has tense, a subject, "being", or is what was ordered or asked."""
        token = self.parse.tokens[index]
        children = [self.parse.tokens[c] for c in self.parse.children[index]]
        if is_finite(self.parse, token) or any(c.dep in SUBJECTS for c in children):
            return True
        if any(c.dep == "auxpass" and c.tag == "VBG" for c in children):
            return True
        return token.tag == "VB" and attribution.act in (Act.ORDER, Act.REQUEST, Act.PROMISE, Act.THREATEN)

    def _tokens_at(self, span: Span, starts: dict[int, Token]) -> list[Token]:
        return [starts[offset] for offset in range(span.start, span.end) if offset in starts]

    def candidate(self, token: Token, sentence: Sentence) -> Candidate | None:
        """The candidate whose clause ``token`` tops, if it tops one that heads a claim."""
        if token.pos == "NOUN":
            return (
                Candidate(token.i, token.i, ())
                if self._is_event(token) or self._is_holding(token, sentence)
                else None
            )
        if token.pos not in VERBAL or token.dep in ("aux", "auxpass"):
            return None
        if token.i in self.cues:
            return self._of_cue(token)
        if token.i in self.shells:
            return None
        if not self._heads_claim(token, sentence):
            return None
        head, above = self._descend(token)
        return Candidate(token.i, head, above)

    def _of_cue(self, token: Token) -> Candidate | None:
        number = self.cues[token.i]
        attribution = self.attributions[number]
        if self.last[token.i] != token.i or self._is_second_silence(token):
            return None
        speaks_only = attribution.act is Act.ORDER and attribution.source.kind is SourceKind.DOCUMENT
        act = directive_of(self.parse, token, attribution, self.meaning) or attribution.act
        own = act in ACTS_OF_THEIR_OWN and not speaks_only
        if own or not self._has_clause(attribution, token):
            bare = not attribution.content or attribution.lemma in self.meaning.citing
            if attribution.act is Act.ASSERT and (bare or self._only_frames(token)):
                return None
            top = token
            while top.head != top.i and self.cues.get(top.head) == number:
                top = self.parse.tokens[top.head]
            words = {one.i for span in attribution.cue for one in self._tokens_at(span, self.starts)}
            above = over(self.parse, token.i, self.meaning, cues=self.cue_words - words)
            return Candidate(top.i, token.i, above, cue_of=number)
        return None

    def _is_second_silence(self, token: Token) -> bool:
        """Whether a cue only goes on with the silence of the one before: "neither confirmed nor denied"."""
        number = self.cues.get(token.head)
        if token.dep != "conj" or number is None or self.attributions[number].act not in _SILENT:
            return False
        joined = {self.parse.tokens[c].lemma for c in self.parse.children[token.head]}
        return bool(joined & {"nor", "neither", "or"})

    def _has_clause(self, attribution: Attribution, cue: Token) -> bool:
        """Whether the content has a verb of its own that will head a claim."""
        inside = self._inside(attribution)
        if attribution.act in (Act.DENY, Act.DISMISS):
            noun = next((token for token in inside if token.pos in ("NOUN", "PROPN", "VERB", "AUX")), None)
            if noun is not None and noun.lemma in self.meaning.claim_nouns:
                return False
        for token in inside:
            if token.dep == "pcomp" and self.parse.tokens[token.head].lemma == "as":
                continue
            if token.pos in VERBAL and token.dep not in (
                "aux",
                "auxpass",
                "amod",
                "compound",
                "acl",
                "relcl",
            ):
                return True
        return False

    def _heads_claim(self, token: Token, sentence: Sentence) -> bool:
        dep = token.dep
        parse = self.parse
        if self._is_question(sentence) or asks(parse, token):
            return False
        if is_imperative(parse, token.i) and not self._in_content(token):
            return False
        if token.dep not in ("ROOT", "conj") and is_under_condition(parse, token.i, self.meaning):
            return False
        if token.dep in ("ccomp", "csubj", "acl", "relcl") and is_shelled(
            parse, token, self.meaning, self.cue_words
        ):
            return True
        if self._only_frames(token):
            return False
        if dep == "ccomp" and parse.tokens[token.head].lemma in self.meaning.unreal:
            return False
        if dep in ("ROOT", "parataxis") or token.i in self.content_tops:
            return True
        if dep == "ccomp":
            return token.head in self.cues or is_finite(parse, token) or self._in_content(token)
        if dep == "conj":
            first = parse.tokens[token.head]
            if first.pos not in VERBAL:
                return False
            if is_finite(parse, token):
                return True
            shared = first.i in self.cues or self._heads_claim(first, sentence)
            return shared and (token.tag == first.tag or self._in_content(token)) and self._has_object(token)
        if dep == "advcl":
            return self._adverbial(token)
        if dep == "relcl":
            return self._tells_done(token)
        if dep == "acl":
            lights = lights_of(parse, token, self.meaning)
            return any(
                one.needs_passive and self.descent.complement(token, one) is not None for one in lights
            )
        if dep == "pcomp" and parse.tokens[token.head].lemma == "as":
            return False
        if dep in ("xcomp", "pcomp"):
            word = parse.tokens[token.head]
            if word.dep in ("acomp", "oprd") and word.head in self.cues and form_of(parse, token) == "to":
                return True
            return token.head in self.cues or (dep == "pcomp" and self._head_of(token) in self.cues)
        return False

    def _is_event(self, token: Token) -> bool:
        """A noun that tells of an event as such: the subject "X's visit to Y", with whose and where to."""
        rows = self.meaning.nouns.get(token.lemma, ())
        if token.dep not in ("nsubj", "nsubjpass") or not any(row.kind for row in rows):
            return False
        children = [self.parse.tokens[c] for c in self.parse.children[token.i]]
        whose = any(c.dep == "poss" and c.pos == "PROPN" for c in children)
        to = any(c.dep == "prep" and c.lemma in ("to", "on", "against", "into") for c in children)
        return whose and to

    def _is_holding(self, token: Token, sentence: Sentence) -> bool:
        """A noun of possession with a number, in a phrase that opens the sentence: "with a roster of 900 guards, ..."."""
        if token.lemma not in self.meaning.holdings or token.dep != "pobj":
            return False
        lead = self.parse.tokens[token.head]
        return lead.lemma == "with" and lead.i == sentence.first and self._counts(token)

    def _only_frames(self, token: Token) -> bool:
        """Whether the verb only places a report or a development ("the report comes amid ..."), or only judges."""
        if self._in_content(token):
            return False
        children = [self.parse.tokens[c] for c in self.parse.children[token.i]]
        if token.lemma == "be" and any(c.dep == "expl" for c in children):
            nouns = {noun for row in self.meaning.judgements.values() for noun in row}
            return any(c.dep == "attr" and c.lemma in nouns for c in children)
        if token.lemma in self.meaning.citing and not any(c.dep in ("dobj", "nsubjpass") for c in children):
            return True
        if token.lemma in self.meaning.frames:
            return any(c.dep in ("advcl", "prep", "dobj") for c in children)
        needs = self.meaning.judgements.get(token.lemma)
        if needs is None:
            return False
        return not needs or any(c.dep == "dobj" and c.lemma in needs for c in children)

    def _head_of(self, token: Token) -> int:
        return self.parse.tokens[token.head].head

    def _is_question(self, sentence: Sentence) -> bool:
        return self.parse.tokens[sentence.last - 1].text == "?"

    def _in_content(self, token: Token) -> bool:
        return token.i in self.in_content

    def _has_object(self, token: Token) -> bool:
        return any(
            self.parse.tokens[c].dep in ("dobj", "attr", "acomp", "ccomp")
            for c in self.parse.children[token.i]
        )

    def _adverbial(self, token: Token) -> bool:
        parse = self.parse
        marks = [parse.tokens[c].lemma for c in parse.children[token.i] if parse.tokens[c].dep == "mark"]
        subject = any(parse.tokens[c].dep in SUBJECTS for c in parse.children[token.i])
        if any(mark in self.meaning.conditions for mark in marks) or "whether" in marks:
            return is_shelled(parse, token, self.meaning, self.cue_words)
        if subject and (is_finite(parse, token) or "with" in marks):
            return True
        hedged = any(parse.tokens[c].lemma in self.meaning.hedges for c in parse.children[token.i])
        if hedged and token.tag in ("VBG", "VBN"):
            return True
        if token.tag != "VBG":
            return False
        shows = token.lemma in self.meaning.proofs and self._has_object(token)
        return shows or (token.lemma in self.meaning.verbs and self._counts(token))

    def _counts(self, token: Token) -> bool:
        inside = parse_span(self.parse, self.parse.subtree(token.i))
        return any(inside.contains(span) for span in self.counted)

    def _tells_done(self, token: Token) -> bool:
        parse = self.parse
        if token.lemma == "be" or not is_finite(parse, token):
            return False
        helpers = [
            parse.tokens[c] for c in parse.children[token.i] if parse.tokens[c].dep in ("aux", "auxpass")
        ]
        if any(helper.tag == "MD" for helper in helpers):
            return False
        return (
            token.tag == "VBD"
            or any(helper.lemma == "have" for helper in helpers)
            or (token.tag == "VBN" and any(h.tag == "VBD" for h in helpers))
        )

    def _descend(self, token: Token) -> tuple[int, tuple[Above, ...]]:
        """The head of the clause that ``token`` tops, through copulas and light verbs."""
        above: list[Above] = list(over(self.parse, token.i, self.meaning, cues=self.cue_words))
        cue = self._cue_over(token)
        if cue is not None:
            lights = lights_of(self.parse, cue, self.meaning)
            above.extend(Above(cue.i, one.modality, one.certainty, one.polarity) for one in lights[:1])
        current = token
        for _ in range(6):
            steps = list(above)
            below = self.descent.below(current, steps)
            if below is not None and below.i in self.cues:
                break
            above = steps
            if below is None:
                break
            current = below
        return current.i, tuple(above)

    def _cue_over(self, token: Token) -> Token | None:
        """The attributing verb right above that is a light verb too ("hopes to reopen"): it sets modality all the same."""
        if token.dep not in ("xcomp", "ccomp", "pcomp"):
            return None
        cue = self.parse.tokens[token.head]
        if cue.dep == "prep":
            cue = self.parse.tokens[cue.head]
        return cue if cue.i in self.cues and cue.lemma in self.meaning.lights else None
