"""Clauses that the parser hangs on the noun beside the one that they belong to.

"told the recruits that they would be paid", "heard from a driver that the convoy had turned": a clause that opens with "that" and
has a subject of its own is what was said, and not about the noun before it. "a resident of the province, who spoke": behind a
comma "who" means the whole phrase; without one the word right before it. "Analysts quoted by the agency reckon the price": a word
with a clause of its own is a verb.
"""

from __future__ import annotations

from dataclasses import replace

from twosource.analysis.layers import Sentence, Token
from twosource.analysis.lexicon import Cues

_CLAUSES = frozenset({"relcl", "acl", "ccomp", "advcl"})
_SUBJECTS = frozenset({"nsubj", "nsubjpass", "expl", "csubj"})
_NOUNS = frozenset({"NN", "NNS", "NNP", "NNPS", "PRP", "CD"})
_INSIDE = frozenset({"of", "in", "from", "at", "for", "with"})
_FINITE = frozenset({"VBD", "VBZ", "VBP", "MD"})
_PHRASE = frozenset({"DT", "JJ", "NN", "NNS", "NNP", "NNPS", "CD", "POS", "PRP$", "HYPH"})
_SHORT = 4
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


def repair_verb(tokens: list[Token], sentence: Sentence, cues: Cues) -> bool:
    """Make a verb of a cue that the parser took for a noun though a clause with a subject hangs on it; whether any was."""
    for at in range(sentence.first + 1, sentence.last - 2):
        token = tokens[at]
        if token.tag not in ("NN", "NNS", "NNP") or token.dep not in ("ROOT", "ccomp"):
            continue
        if not cues.of_form("verb", token.text.lower()):
            continue
        inside = range(sentence.first, sentence.last)
        clause = [n for n in inside if tokens[n].head == at and tokens[n].dep == "ccomp" and n > at]
        whole = clause and any(tokens[n].head == clause[0] and tokens[n].dep in _SUBJECTS for n in inside)
        if not whole and not _has_particle(tokens, at, cues):
            continue
        tokens[at] = replace(token, tag="VBP", pos="VERB")
        _give_name(tokens, at)
        return True
    return False


def _has_particle(tokens: list[Token], at: int, cues: Cues) -> bool:
    """Whether a misread verb has its subject and its particle beside it ("Analysts point to a lecture")."""
    subject = any(token.head == at and token.dep == "nsubj" for token in tokens[max(0, at - 12) : at])
    after = tokens[at + 1].text.lower()
    return subject and any(
        row.particle[:1] == (after,) for row in cues.of_form("verb", tokens[at].text.lower())
    )


def repair_noun(tokens: list[Token], sentence: Sentence, cues: Cues) -> bool:
    """Make a verb of a cue in "-s" that the parser took for a noun: "A man from the depot passes on what X said"."""
    for at in range(sentence.first + 1, sentence.last - 3):
        token = tokens[at]
        if token.tag in _FINITE:
            return False
        if token.tag != "NNS" or not _is_followed(tokens, at, sentence, cues):
            continue
        _make_root(tokens, at, sentence)
        return True
    return False


def _is_followed(tokens: list[Token], at: int, sentence: Sentence, cues: Cues) -> bool:
    """Whether a clause, or one cited "as saying", follows the cue at a token."""
    for row in cues.of_form("verb", tokens[at].text.lower()):
        last = at + len(row.particle)
        if tuple(one.text.lower() for one in tokens[at + 1 : last + 1]) != row.particle:
            continue
        if row.takes("clause") and tokens[last + 1].text.lower() in ("what", "that"):
            return True
        stop = next(
            (n for n in range(last + 1, min(last + 8, sentence.last)) if tokens[n].text.lower() == "that"),
            last,
        )
        if (
            row.takes("clause")
            and not row.particle
            and tokens[last + 1].text.lower() == "in"
            and stop > last + 2
        ):
            return not any(tokens[n].tag.startswith("V") for n in range(last + 1, stop))
        for n in range(last + 2, min(last + 9, sentence.last - 1)):
            if tokens[n].text.lower() == "as" and row.lemma in ("cite", "quote"):
                return tokens[n + 1].tag == "VBG"
    return False


def _make_root(tokens: list[Token], at: int, sentence: Sentence) -> None:
    old = tokens[at]
    root = next((n for n in range(sentence.first, sentence.last) if tokens[n].head == n), at)
    left = at - 1
    if tokens[left].head == at and tokens[left].dep in ("compound", "nmod", "amod") and old.dep == "pobj":
        tokens[left] = replace(tokens[left], head=old.head, dep="pobj")
    for n in range(sentence.first, at):
        head = tokens[n].head
        if tokens[n].tag in _NOUNS and (head >= at or head == n):
            tokens[n] = replace(tokens[n], head=at, dep="nsubj")
        elif head > at or head == n:
            tokens[n] = replace(tokens[n], head=at)
    for n in range(at + 1, sentence.last):
        if tokens[n].text.lower() == "as" and tokens[n + 1 if n + 1 < sentence.last else n].tag == "VBG":
            tokens[n] = replace(tokens[n], head=at, dep="prep")
            tokens[n + 1] = replace(tokens[n + 1], head=n, dep="pcomp")
            cited = next((m for m in range(n - 1, at, -1) if tokens[m].tag in _NOUNS), None)
            if cited is not None:
                tokens[cited] = replace(tokens[cited], head=at, dep="dobj")
            break
    if root > at and tokens[root].head == root:
        tokens[root] = replace(tokens[root], head=at, dep="ccomp")
    for n in range(at + 1, sentence.last):
        if tokens[n].dep == "relcl" and tokens[n].head == at:
            tokens[n] = replace(tokens[n], dep="ccomp")
    tokens[at] = replace(old, tag="VBZ", pos="VERB", head=at, dep="ROOT", lemma=old.lemma)


def _give_name(tokens: list[Token], verb: int) -> None:
    """Give the name right before a mended verb to the "by" or "of" that it belongs to, else make it the subject."""
    last = verb - 1
    if tokens[last].head != verb or tokens[last].dep not in ("compound", "nmod", "amod"):
        return
    first = last
    while (
        first > 0
        and tokens[first - 1].head in (last, verb)
        and tokens[first - 1].dep in ("compound", "det", "amod")
    ):
        first -= 1
        if tokens[first].head == verb:
            tokens[first] = replace(tokens[first], head=last)
    before = tokens[first - 1]
    if before.pos == "ADP":
        tokens[last] = replace(tokens[last], head=first - 1, dep="pobj")
    else:
        tokens[last] = replace(tokens[last], dep="nsubj")


def repair_colon(tokens: list[Token], sentence: Sentence) -> bool:
    """Hang what stands behind a colon on the verb before it, where the parser does the reverse; whether it was mended."""
    colon = next((at for at in range(sentence.first + 2, sentence.last - 2) if tokens[at].text == ":"), None)
    if colon is None:
        return False
    tops = [
        at
        for at in range(sentence.first, colon)
        if tokens[at].head > colon
        and tokens[at].tag.startswith("VB")
        and tokens[at].dep not in ("aux", "auxpass")
    ]
    if not tops:
        return False
    top, right = tops[0], tokens[tops[0]].head
    while tokens[right].head != right and tokens[right].head > colon:
        right = tokens[right].head
    above = tokens[right]
    if above.head != right or not above.tag.startswith("VB"):
        return False
    for at in range(sentence.first, colon):
        if tokens[at].head > colon and at != top:
            tokens[at] = replace(tokens[at], head=top)
    tokens[top] = replace(tokens[top], head=top, dep="ROOT")
    tokens[right] = replace(above, head=top, dep="ccomp")
    return True


def repair_frame(tokens: list[Token], sentence: Sentence, cues: Cues) -> bool:
    """Make the frame the verb of its sentence where the parser takes it for what the other verb says; whether it was mended.

    "Allegedly, the agency wrote, he left", "X said there was none; a dog had found the paintings".
    """
    root = next((at for at in range(sentence.first, sentence.last) if tokens[at].head == at), None)
    if root is None or not tokens[root].tag.startswith("VB"):
        return False
    if any(row.takes("clause") for row in cues.of_form("verb", tokens[root].text.lower())):
        return False
    inside = range(sentence.first, sentence.last)
    frames = [
        at
        for at in range(sentence.first, root)
        if tokens[at].head == root and tokens[at].dep == "ccomp" and _is_frame(tokens, at, inside, cues)
    ]
    if not frames:
        return False
    frame = frames[-1]
    low = min(_within(tokens, root, frame, sentence))
    stop = next((at for at in range(low - 1, frame, -1) if tokens[at].text in (",", ";")), None)
    if stop is None:
        return False
    clause = next((at for at in inside if tokens[at].head == frame and tokens[at].dep == "ccomp"), None)
    is_short = stop - frame < _SHORT and frame - sentence.first < _SHORT + 2
    if (tokens[stop].text == ",") != (clause is None) or (clause is None and not is_short):
        return False
    tokens[frame] = replace(tokens[frame], head=frame, dep="ROOT")
    tokens[root] = (
        replace(tokens[root], head=frame, dep="ccomp")
        if clause is None
        else replace(tokens[root], head=clause, dep="conj")
    )
    return True


def _is_frame(tokens: list[Token], at: int, inside: range, cues: Cues) -> bool:
    rows = cues.of_form("verb", tokens[at].text.lower())
    speaks = any(row.sense == "speech" and row.takes("clause") for row in rows)
    return speaks and any(tokens[n].head == at and tokens[n].dep == "nsubj" for n in inside)


def _within(tokens: list[Token], top: int, without: int, sentence: Sentence) -> list[int]:
    """The tokens that hang on ``top`` and not on ``without``."""
    found = []
    for at in range(sentence.first, sentence.last):
        above = at
        while above not in (top, without) and tokens[above].head != above:
            above = tokens[above].head
        if above == top and tokens[at].pos != "PUNCT":
            found.append(at)
    return found


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
