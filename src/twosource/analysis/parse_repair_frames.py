"""Reporting frames that the parser takes for something else.

"Analysts quoted by the agency reckon the price": a word with a clause of its own is a verb. "The pal spilled to the daily: she
has gone": what stands behind a colon hangs on what stands before it. "The chairman, says the daily, has told miners": a frame
between commas parts no subject from its verb.
"""

from __future__ import annotations

from dataclasses import replace

from twosource.analysis.layers import Sentence, Token
from twosource.analysis.lexicon import Cues

_SUBJECTS = frozenset({"nsubj", "nsubjpass", "expl", "csubj"})
_NOUNS = frozenset({"NN", "NNS", "NNP", "NNPS", "PRP", "CD"})
_FINITE = frozenset({"VBD", "VBZ", "VBP", "MD"})
_PHRASE = frozenset({"DT", "JJ", "NN", "NNS", "NNP", "NNPS", "CD", "POS", "PRP$", "HYPH"})
_SHORT = 4


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
        elif head == at and tokens[n].tag in _PHRASE and tokens[left].tag in _NOUNS:
            tokens[n] = replace(tokens[n], head=left)
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


def repair_inverted(tokens: list[Token], sentence: Sentence, cues: Cues) -> bool:
    """Part ", says NAME," from the clause that it interrupts: "The chairman, says the daily, has told miners"."""
    for at in range(sentence.first + 2, sentence.last - 4):
        if tokens[at].tag not in ("VBZ", "VBD") or tokens[at - 1].text != ",":
            continue
        rows = cues.of_form("verb", tokens[at].text.lower())
        if not any(row.sense == "speech" and row.takes("quote") for row in rows):
            continue
        end = at + 1
        while end < sentence.last and tokens[end].tag in _PHRASE:
            end += 1
        if (
            end == at + 1
            or tokens[end].text != ","
            or tokens[end - 1].tag not in _NOUNS
            or end + 1 >= sentence.last
        ):
            continue
        main = next(
            (n for n in range(end + 1, sentence.last) if tokens[n].tag in _FINITE and n <= end + 2), None
        )
        subject = next(
            (
                n
                for n in range(sentence.first, at)
                if tokens[n].dep.startswith("nsubj") and tokens[n].head == at
            ),
            None,
        )
        if main is None or subject is None:
            continue
        if tokens[main].dep in ("aux", "auxpass"):
            main = tokens[main].head
        _interrupt(tokens, sentence, (at, end - 1, main, subject))
        return True
    return False


def _interrupt(tokens: list[Token], sentence: Sentence, parts: tuple[int, int, int, int]) -> None:
    cue, name, main, subject = parts
    old = tokens[cue]
    for n in range(sentence.first, sentence.last):
        if tokens[n].head == cue and not cue <= n <= name and n != main:
            tokens[n] = replace(tokens[n], head=main)
    outer = tokens[main].head if tokens[main].head not in (cue, main) else None
    tokens[main] = replace(
        tokens[main],
        head=outer if outer is not None else main,
        dep=tokens[main].dep if outer is not None else "ROOT",
    )
    tokens[subject] = replace(tokens[subject], head=main)
    tokens[name] = replace(tokens[name], head=cue, dep="nsubj")
    tokens[cue] = replace(old, head=main, dep="parataxis")
