"""Clauses that the parser hangs on the noun beside the one that they belong to.

"told the recruits that they would be paid", "heard from a driver that the convoy had turned": a clause that opens with "that" and
has a subject of its own is what was said, and not about the noun before it. "a resident of the province, who spoke": behind a
comma "who" means the whole phrase; without one the word right before it.
"""

from __future__ import annotations

from dataclasses import replace

from twosource.analysis.layers import Sentence, Token
from twosource.analysis.lexicon import Cues

_CLAUSES = frozenset({"relcl", "acl", "ccomp", "advcl"})
_SUBJECTS = frozenset({"nsubj", "nsubjpass", "expl", "csubj"})
_NOUNS = frozenset({"NN", "NNS", "NNP", "NNPS", "PRP", "CD"})
_INSIDE = frozenset({"of", "in", "from", "at", "for", "with"})
_PHRASE = frozenset({"DT", "JJ", "NN", "NNS", "NNP", "NNPS", "CD", "POS", "PRP$", "HYPH"})
_MOST = 14
"""Words between the verb and its "that"."""


def repair_told(tokens: list[Token], sentence: Sentence, cues: Cues) -> bool:
    """Hang the that-clause behind an addressee on the verb that tells; whether any was moved."""
    changed = False
    for that in range(sentence.first + 2, sentence.last - 2):
        if tokens[that].text.lower() != "that" or tokens[that].tag not in ("IN", "WDT", "DT"):
            continue
        before = that - 1 if tokens[that - 1].text not in (",", "”", '"') else that - 2
        if tokens[before].tag not in _NOUNS:
            continue
        verb = _clause_verb(tokens, that, sentence)
        if verb is None or tokens[verb].head > that or not _has_subject(tokens, verb, that):
            continue
        cue = _teller(tokens, that, cues, sentence)
        if cue is None or tokens[verb].head == cue or _has_clause(tokens, cue, verb, sentence):
            continue
        tokens[that] = replace(tokens[that], tag="IN", pos="SCONJ", dep="mark", head=verb)
        tokens[verb] = replace(tokens[verb], head=cue, dep="ccomp")
        changed = True
    return changed


def repair_bare(tokens: list[Token], sentence: Sentence, cues: Cues) -> bool:
    """Hang a clause without "that" behind an addressee on the verb that tells: "told officers he had fallen asleep"."""
    changed = False
    for at in range(sentence.first + 3, sentence.last - 1):
        token = tokens[at]
        noun = token.head
        if (
            token.dep != "relcl"
            or not token.tag.startswith("VB")
            or tokens[noun].dep not in ("dobj", "dative")
        ):
            continue
        cue = tokens[noun].head
        rows = cues.of_form("verb", tokens[cue].text.lower())
        if not any(row.takes("addressee") and row.takes("clause") for row in rows):
            continue
        own = [n for n in range(noun + 1, at) if tokens[n].head == at and tokens[n].dep in _SUBJECTS]
        if not own or any(tokens[n].tag in ("WP", "WDT", "WRB", "IN") for n in range(noun + 1, own[0] + 1)):
            continue
        if _has_clause(tokens, cue, at, sentence):
            continue
        tokens[at] = replace(token, head=cue, dep="ccomp")
        changed = True
    return changed


def _clause_verb(tokens: list[Token], that: int, sentence: Sentence) -> int | None:
    """The topmost verb of the clause that "that" opens."""
    for at in range(that + 1, sentence.last):
        token = tokens[at]
        if token.dep in _CLAUSES and token.head < that and token.tag.startswith("VB"):
            return at
    return None


def _has_subject(tokens: list[Token], verb: int, that: int) -> bool:
    return any(tokens[at].head == verb and tokens[at].dep in _SUBJECTS for at in range(that + 1, verb))


def _teller(tokens: list[Token], that: int, cues: Cues, sentence: Sentence) -> int | None:
    """The verb of telling before "that", with nothing but those told, and how, between."""
    for at in range(that - 1, max(sentence.first, that - _MOST) - 1, -1):
        token = tokens[at]
        if token.text in (";", ":") or token.dep == "mark":
            return None
        if not token.tag.startswith("VB") or token.dep in ("amod", "compound", "aux", "auxpass"):
            continue
        rows = cues.of_form("verb", token.text.lower())
        if any(row.takes("addressee") and row.takes("clause") for row in rows):
            return at
        hears = any(row.takes("giver") for row in rows)
        if hears and any(tokens[n].text.lower() == "from" for n in range(at + 1, that)):
            return at
        if any(row.takes("clause") and row.sense == "speech" for row in rows) and _is_aside(tokens, at, that):
            return at
        if token.dep not in ("relcl", "acl"):
            return None
    return None


def _is_aside(tokens: list[Token], cue: int, that: int) -> bool:
    """Whether the noun before "that" only says how or where it was said ("conveyed through envoys that")."""
    noun = that - 1
    if tokens[noun].dep != "pobj" or tokens[tokens[noun].head].text.lower() == "of":
        return False
    return tokens[tokens[noun].head].head == cue


def repair_who(tokens: list[Token], sentence: Sentence) -> bool:
    """Hang each "who" clause on the one it is about; whether any was moved."""
    changed = False
    for who in range(sentence.first + 2, sentence.last - 1):
        if tokens[who].text.lower() != "who" or tokens[who].tag != "WP":
            continue
        verb = tokens[who].head
        if tokens[verb].dep != "relcl" or tokens[verb].head >= who:
            continue
        head = tokens[verb].head
        if tokens[who - 1].text == ",":
            right = _cleft(tokens, sentence, who) or _top(tokens, head)
        else:
            right = who - 1 if tokens[who - 1].tag in ("NN", "NNS") and head < who - 1 else head
        if right != head:
            tokens[verb] = replace(tokens[verb], head=right)
            changed = True
    return changed


def _cleft(tokens: list[Token], sentence: Sentence, who: int) -> int | None:
    """The one whom "It was X, speaking to Y, who" singles out; None in a sentence of another shape."""
    first = tokens[sentence.first]
    if first.text.lower() != "it" or tokens[first.head].lemma != "be":
        return None
    return next(
        (
            at
            for at in range(sentence.first, who)
            if tokens[at].dep == "attr" and tokens[at].head == first.head
        ),
        None,
    )


def _top(tokens: list[Token], noun: int) -> int:
    """The noun of the whole phrase that a place or organisation inside it stands in."""
    at = noun
    while tokens[at].dep == "pobj" and tokens[at].entity != "PERSON":
        prep = tokens[at].head
        above = tokens[prep].head
        if tokens[prep].text.lower() not in _INSIDE or tokens[above].tag not in ("NN", "NNS"):
            break
        at = above
    return at


def repair_preposition(tokens: list[Token], sentence: Sentence) -> bool:
    """Give a "by", "from" or "to" without an object the name behind it that the parser hung elsewhere; whether any was."""
    changed = False
    for at in range(sentence.first + 1, sentence.last - 1):
        token = tokens[at]
        if token.text.lower() not in ("by", "from", "to") or token.dep not in ("agent", "prep"):
            continue
        if any(tokens[n].head == at for n in range(at + 1, sentence.last)):
            continue
        end = at + 1
        while end < sentence.last and tokens[end].tag in _PHRASE:
            end += 1
        if end == at + 1 or tokens[end - 1].tag not in _NOUNS:
            continue
        head = end - 1
        if tokens[head].dep == "pobj" or at < tokens[head].head < end:
            continue
        tokens[head] = replace(tokens[head], head=at, dep="pobj")
        changed = True
    return changed


def _has_clause(tokens: list[Token], cue: int, verb: int, sentence: Sentence) -> bool:
    return any(
        tokens[at].head == cue and tokens[at].dep == "ccomp" and at != verb
        for at in range(sentence.first, sentence.last)
    )
