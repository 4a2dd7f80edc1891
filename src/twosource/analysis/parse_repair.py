"""The parse, put right where position says more than the parser does.

A sentence that ends in its speaker ("..., the anonymous source stated on Monday"): the parser often takes a speaker after a
comma for an apposition ("to Arvelle, the ministry said"), an apposition before it for the speaker, or a rare cue for a noun
("a new report states"). The noun phrase between the last comma and a cue that only an adverbial follows is the cue's subject,
and what stands before the comma is what was said. A noun that attributes ("accusations by X that", "reports of X being
supplied"): its clause is its own, whatever verb the parser hangs it on.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from twosource.analysis.layers import Parse, Sentence, Token
from twosource.analysis.lexicon import Cues
from twosource.analysis.parse_repair_frames import (
    repair_colon,
    repair_frame,
    repair_inverted,
    repair_noun,
    repair_verb,
)
from twosource.analysis.parse_repair_told import repair_bare, repair_preposition, repair_told, repair_who

_NAMING = frozenset(
    {"DT", "JJ", "JJR", "JJS", "NN", "NNS", "NNP", "NNPS", "POS", "CD", "PRP$", "HYPH", "VBN", "VBG"}
)
_NOUNS = frozenset({"NN", "NNS", "NNP", "NNPS", "PRP"})
_LINKS = frozenset({"of", "in", "for", "from", "at"})
_FINITE = frozenset({"VBD", "VBZ", "VBP", "MD"})
_STOPS = frozenset({",", "-", "--", "–", "—"})
_CLOSED = frozenset({"”", "’", '"', "'"})
_MOST_WORDS = 12
_MOST_AFTER = 6


def repaired(parse: Parse, cues: Cues) -> Parse:
    """The parse with each sentence's closing speaker as subject of its cue; the same where position says nothing."""
    tokens = list(parse.tokens)
    changed = False
    for sentence in parse.sentences:
        changed = repair_colon(tokens, sentence) or changed
        changed = repair_frame(tokens, sentence, cues) or changed
        changed = repair_inverted(tokens, sentence, cues) or changed
        changed = repair_noun(tokens, sentence, cues) or changed
        changed = repair_verb(tokens, sentence, cues) or changed
        changed = repair_preposition(tokens, sentence) or changed
        changed = repair_who(tokens, sentence) or changed
        changed = (
            _repair(tokens, sentence, cues)
            or _repair_described(tokens, sentence, cues)
            or _repair_followed(tokens, sentence, cues)
            or changed
        )
        changed = _raise_aside(tokens, sentence) or changed
        changed = repair_told(tokens, sentence, cues) or changed
        changed = repair_bare(tokens, sentence, cues) or changed
        for at in range(sentence.first, sentence.last - 3):
            if tokens[at].tag in ("NN", "NNS") and cues.of_form("noun", tokens[at].text.lower()):
                changed = _own_clause(tokens, at, sentence) or changed
                changed = _own_participle(tokens, at, sentence) or changed
        own = slice(sentence.first, sentence.last)
        if changed and tokens[own] != list(parse.tokens[own]) and not _is_tree(tokens, sentence):
            tokens[own] = parse.tokens[own]  # the repairs of words that are no sentence may meet in a circle
    if not changed:
        return parse
    children: list[list[int]] = [[] for _ in tokens]
    for token in tokens:
        if token.head != token.i:
            children[token.head].append(token.i)
    return Parse(tuple(tokens), parse.sentences, tuple(tuple(row) for row in children))


def _is_tree(tokens: Sequence[Token], sentence: Sentence) -> bool:
    """Whether each token of a sentence hangs on a root, so that whoever follows its heads comes to an end."""
    sound: set[int] = set()
    for at in range(sentence.first, sentence.last):
        passed: set[int] = set()
        while at not in sound and tokens[at].head != at:
            if at in passed:
                return False
            passed.add(at)
            at = tokens[at].head
        sound |= passed
    return True


def _repair(tokens: list[Token], sentence: Sentence, cues: Cues) -> bool:
    cue = _closing_cue(tokens, sentence, cues)
    if cue is None:
        return False
    stop = next((at for at in range(cue - 1, sentence.first, -1) if tokens[at].text in _STOPS), None)
    if stop is None or not _is_name(tokens, stop + 1, cue) or not _is_clause(tokens, sentence.first, stop):
        return False
    head = _head_of(tokens, stop + 1, cue)
    said = _said(tokens, sentence.first, stop, cue)
    if said is None:
        return False
    whole = (
        tokens[cue].head == cue and tokens[head].head == cue and _speakers(tokens, sentence, cue) == [head]
    )
    if whole and tokens[cue].tag != "NNS":
        return False
    _attach(tokens, sentence, cue=cue, head=head, said=said, stop=stop)
    return True


def _repair_described(tokens: list[Token], sentence: Sentence, cues: Cues) -> bool:
    """Give a closing cue its speaker where more is said of it: "..., the governor, NAME, said", "..., one who ASKED said"."""
    last = next(
        (at for at in range(sentence.last - 1, sentence.first + 4, -1) if tokens[at].tag.startswith("V")),
        None,
    )
    told = last is not None and any(
        row.takes("addressee") for row in cues.of_form("verb", tokens[last].text.lower())
    )
    if last is None or sentence.last - last > _MOST_AFTER + 3 * told or not _says(tokens[last], cues):
        return False
    cue = last
    if any(tokens[at].text in _STOPS or tokens[at].tag == "TO" for at in range(cue + 1, sentence.last)):
        return False
    commas = [at for at in range(sentence.first + 1, cue) if tokens[at].text in _STOPS]
    if commas and commas[-1] == cue - 1 and len(commas) >= 3:
        stop, opened = commas[-3], commas[-2]
        named = range(opened + 1, cue - 1)
        if named and tokens[named[0]].tag in ("VBG", "VBN"):
            more, dep = named[0], "acl"
        elif named and all(tokens[at].tag in ("NNP", "NNPS") for at in named):
            more, dep = named[-1], "appos"
        else:
            return False
    elif commas:
        stop = commas[-1]
        opened = next((at for at in range(stop + 2, cue) if tokens[at].text.lower() == "who"), cue)
        found = next((at for at in range(opened + 1, cue) if tokens[at].tag in _FINITE), None)
        if found is None or cue - opened > _MOST_WORDS:
            return False
        more, dep = found, "relcl"
    else:
        return False
    if not _is_name(tokens, stop + 1, opened) or not _is_clause(tokens, sentence.first, stop):
        return False
    head = _head_of(tokens, stop + 1, opened)
    if tokens[cue].head == cue and _speakers(tokens, sentence, cue) == [head]:
        return False
    said = _said(tokens, sentence.first, stop, cue)
    if said is None:
        return False
    described = [tokens[at] for at in range(opened, cue)]
    _attach(tokens, sentence, cue=cue, head=head, said=said, stop=stop)
    for token in described:
        inside = opened <= token.head < cue and token.head != token.i
        tokens[token.i] = token if inside else replace(token, head=more)
    tokens[more] = replace(tokens[more], head=head, dep=dep)
    return True


def _repair_followed(tokens: list[Token], sentence: Sentence, cues: Cues) -> bool:
    """Give a cue its speaker where more than an adverbial follows ("CLAUSE, the society announced after a meeting ...")."""
    commas = [at for at in range(sentence.first + 2, sentence.last - 3) if tokens[at].text in _STOPS | {"”"}]
    for stop in reversed(commas):
        cue = stop + 2
        while cue < sentence.last - 1 and cue - stop <= _MOST_WORDS and not _says(tokens[cue], cues):
            cue += 1
        if cue >= sentence.last - 1 or not _says(tokens[cue], cues) or not _is_name(tokens, stop + 1, cue):
            continue
        tells = any(row.takes("addressee") for row in cues.of_form("verb", tokens[cue].text.lower()))
        after = tokens[cue + 1]
        goes_on = after.tag in ("IN", "TO", "WRB", "RB") or (tells and after.tag in _NOUNS | {"DT"})
        if not goes_on or after.text.lower() in ("that", "if"):
            continue
        if not _is_clause(tokens, sentence.first, stop) or tokens[sentence.first].tag in ("IN", "WRB"):
            continue
        head = _head_of(tokens, stop + 1, cue)
        if tokens[cue].head == cue and _speakers(tokens, sentence, cue) == [head]:
            return False
        inner = [at for at in range(cue + 1, sentence.last) if tokens[at].head == cue]
        if any(tokens[at].dep == "ccomp" or (tokens[at].dep == "dobj" and not tells) for at in inner):
            continue
        said = _said(tokens, sentence.first, stop, cue)
        if said is None or tokens[said].head not in (said, cue):
            continue
        _attach(tokens, sentence, cue=cue, head=head, said=said, stop=stop)
        return True
    return False


def _says(token: Token, cues: Cues) -> bool:
    """Whether a word may be a finite verb of saying."""
    rows = cues.of_form("verb", token.text.lower()) if token.tag in ("VBD", "VBZ", "VBP", "VBN") else ()
    return any(row.sense == "speech" and row.frames & {"clause", "quote"} for row in rows)


def _raise_aside(tokens: list[Token], sentence: Sentence) -> bool:
    """Hang a closing ", as stated by X" on the verb of the whole sentence, whose source it gives."""
    for at in range(sentence.last - 3, sentence.first + 2, -1):
        if tokens[at].text in _STOPS:
            return False
        if (
            tokens[at].tag == "VBN"
            and tokens[at - 1].text.lower() == "as"
            and tokens[at + 1].text.lower() == "by"
        ):
            root = next((n for n in range(sentence.first, at) if tokens[n].head == n), None)
            if root is None or tokens[at - 2].text not in _STOPS | _CLOSED:
                return False
            tokens[at] = replace(tokens[at], head=root, dep="advcl")
            tokens[at - 1] = replace(tokens[at - 1], head=at)
            return True
    return False


def _own_clause(tokens: list[Token], noun: int, sentence: Sentence) -> bool:
    """Give "NOUN by X that CLAUSE" its giver and its clause."""
    if tokens[noun + 1].text.lower() != "by":
        return False
    that = next((at for at in range(noun + 3, sentence.last) if tokens[at].text.lower() == "that"), None)
    if that is None or not _is_name(tokens, noun + 2, that):
        return False
    verb = tokens[that].head
    subjects = [
        at for at in range(that + 1, verb) if tokens[at].head == verb and tokens[at].dep.startswith("nsubj")
    ]
    if not subjects or tokens[verb].head == verb:
        return False
    tokens[noun + 1] = replace(tokens[noun + 1], head=noun, dep="prep")
    tokens[that] = replace(tokens[that], tag="IN", pos="SCONJ", dep="mark")
    tokens[verb] = replace(tokens[verb], head=noun, dep="acl")
    return True


def _own_participle(tokens: list[Token], noun: int, sentence: Sentence) -> bool:
    """Hang the participle of "NOUN of X being VERBED" on X, where the parser made it the verb of the sentence."""
    verb = tokens[noun].head
    if tokens[noun + 1].text.lower() != "of" or verb <= noun or not tokens[noun].dep.startswith("nsubj"):
        return False
    if tokens[verb - 1].text.lower() != "being" or tokens[verb].tag not in ("VBN", "VBD"):
        return False
    if not _is_name(tokens, noun + 2, verb - 1):
        return False
    named = _head_of(tokens, noun + 2, verb - 1)
    above = tokens[verb]
    if verb in range(sentence.first, sentence.last) and above.head == verb:
        tokens[noun] = replace(tokens[noun], head=noun, dep="ROOT")
    else:
        tokens[noun] = replace(tokens[noun], head=above.head, dep=above.dep)
    tokens[verb] = replace(above, head=named, dep="acl", tag="VBN")
    comma = next((at for at in range(verb + 1, sentence.last) if tokens[at].text == ","), sentence.last)
    for at in range(comma, sentence.last):
        if tokens[at].head == verb:
            tokens[at] = replace(tokens[at], head=noun)
    return True


def _closing_cue(tokens: list[Token], sentence: Sentence, cues: Cues) -> int | None:
    """The last word that may be a finite verb of saying, where no clause follows it."""
    for at in range(sentence.last - 1, max(sentence.first, sentence.last - _MOST_AFTER - 3), -1):
        token = tokens[at]
        if token.tag in ("VBD", "VBZ", "VBP", "NNS", "VBN") and tokens[at - 1].tag in _NOUNS:
            rows = cues.of_form("verb", token.text.lower())
            if any(row.sense == "speech" and row.frames & {"clause", "quote"} for row in rows):
                return at
        if token.tag.startswith("VB") or token.text in _STOPS or token.tag in ("MD", "WDT", "WP", "TO"):
            return None
    return None


def _is_name(tokens: list[Token], first: int, last: int) -> bool:
    """Whether the words are one noun phrase, with a preposition or two inside."""
    words = tokens[first:last]
    if not 0 < len(words) <= _MOST_WORDS or words[-1].tag not in _NOUNS:
        return False
    if any(token.tag not in _NAMING | _NOUNS and token.text.lower() not in _LINKS for token in words):
        return False
    return words[0].text.lower() not in _LINKS and words[0].tag not in ("VBN", "VBG")


def _is_clause(tokens: list[Token], first: int, stop: int) -> bool:
    """Whether a clause of its own stands before the comma: a finite verb with something before it."""
    return any(tokens[at].tag in _FINITE for at in range(first + 1, stop))


def _head_of(tokens: list[Token], first: int, last: int) -> int:
    """The noun that the phrase is about: the last one before its first preposition."""
    for at in range(first + 1, last):
        if tokens[at].text.lower() in _LINKS:
            return next((n for n in range(at - 1, first - 1, -1) if tokens[n].tag in _NOUNS), last - 1)
    return last - 1


def _said(tokens: list[Token], first: int, stop: int, cue: int) -> int | None:
    """The verb of what was said: the topmost verb before the comma."""
    for at in range(first, stop):
        token = tokens[at]
        if not token.tag.startswith("VB") or token.dep in ("aux", "auxpass", "amod", "compound"):
            continue
        if token.head in (at, cue) or token.head >= stop:
            return at
    return None


def _speakers(tokens: list[Token], sentence: Sentence, cue: int) -> list[int]:
    inside = range(sentence.first, sentence.last)
    return [at for at in inside if tokens[at].head == cue and tokens[at].dep in ("nsubj", "nsubjpass")]


def _attach(tokens: list[Token], sentence: Sentence, *, cue: int, head: int, said: int, stop: int) -> None:
    """Make the cue the root, the name its subject and what stands before the comma its clause."""
    old = tokens[cue]
    tag = "VBZ" if old.tag == "NNS" else "VBD" if old.tag == "VBN" else old.tag
    lemma = old.lemma[:-1] if old.tag == "NNS" and old.lemma.endswith("s") else old.lemma
    for at in range(sentence.first, sentence.last):
        token = tokens[at]
        if at in (cue, head, said):
            continue
        if at > stop and at < cue:
            outside = token.head < stop or token.head >= cue
            if outside or token.head == at:
                tokens[at] = replace(token, head=head, dep="compound" if at < head else "prep")
        elif at < stop and token.head == cue:
            wrong = token.dep in ("nsubj", "nsubjpass") and at > said
            tokens[at] = replace(token, head=said, dep="appos" if wrong else token.dep)
        elif at < stop and token.head > stop:
            tokens[at] = replace(token, head=said)
        elif at > cue and token.head < cue:
            tokens[at] = replace(token, head=cue)
    tokens[cue] = replace(old, head=cue, dep="ROOT", tag=tag, pos="VERB", lemma=lemma)
    tokens[head] = replace(tokens[head], head=cue, dep="nsubj")
    tokens[said] = replace(tokens[said], head=cue, dep="ccomp")
