"""Where what is said ends and the reporter's own words begin."""

from __future__ import annotations

from twosource.analysis.attribution_reading import WITHHOLDING, Reading, cue_at, withheld_by
from twosource.analysis.attribution_tree import Tree

_BREAKS = frozenset({",", "-", "–", "—", "--", ";"})
_QUANTIFIERS = frozenset({"all", "both", "some", "none", "most"})
_TURNS = frozenset({"and", "but", "while", "though", "although", "whereas", "as", "or"})
_NEAR = 9
"""Tokens within which a turn to another speaker must show its cue."""


def without_comment(reading: Reading, tokens: list[int]) -> list[int]:
    """The tokens up to where the reporter's own comment or another speaker sets in.

    ", which marks", "- all of which would", ", adding that", ", but Y said", "although they declined". Only what a comma or
    dash sets off is cut, and nothing inside quotation marks.
    """
    tree = reading.tree
    for at in tokens:
        if tree.tokens[at].text not in _BREAKS or at == tokens[0] or at + 1 >= len(tree.tokens):
            continue
        if _is_quoted(reading, at) or at + 1 not in tokens:
            continue
        if _opens_comment(reading, at + 1, tokens[-1]) or _opens_report(reading, at + 1, tokens[-1]):
            return [one for one in tokens if one < at]
    return tokens


def _is_quoted(reading: Reading, at: int) -> bool:
    start = reading.tree.tokens[at].start
    return any(one.at.holds(start) for one in reading.quotations)


def _opens_comment(reading: Reading, at: int, last: int) -> bool:
    """Whether the reporter's own remark on what was said starts at the token."""
    tree = reading.tree
    token = tree.tokens[at]
    word = token.text.lower()
    if word == "which":
        return reading.cues.is_comment(tree.tokens[token.head].text.lower())
    if at < last and tree.tokens[at + 1].tag == "VBG" and reading.cues.of_form("adverb", word):
        return True  # ", allegedly scattering": the hedge is the reporter's
    if word in _QUANTIFIERS:
        following = [tree.tokens[one].text.lower() for one in (at + 1, at + 2) if one <= last]
        return following == ["of", "which"]
    return token.tag == "VBG" and reading.cues.is_comment(word) and tree.right[at] >= last - 1


def _opens_report(reading: Reading, at: int, last: int) -> bool:
    """Whether another report starts at the token: a loose participle that reports, or a turn to one who speaks."""
    tree = reading.tree
    token = tree.tokens[at]
    word = token.text.lower()
    cue = cue_at(reading, at) if token.tag == "VBG" else None
    if cue is not None and cue.sense == "speech" and (cue.takes("clause") or cue.takes("quote")):
        return True
    after_stop = tree.tokens[at - 1].text == ";"
    if not (word in _TURNS or after_stop) or at + 1 > last or tree.tokens[at + 1].text.lower() == "that":
        return False
    for verb in range(at + 1, min(at + _NEAR, last + 1)):
        if not tree.is_verb(verb) or tree.tokens[verb].tag == "VBG" or tree.is_auxiliary(verb):
            continue
        if tree.tokens[verb].lemma in WITHHOLDING:
            return True
        cue = cue_at(reading, verb)
        subject = tree.child(verb, "nsubj")
        own = subject is not None and at <= subject < verb
        if cue is not None and own and cue.sense == "speech":
            return after_stop or cue.takes("clause") or withheld_by(tree, verb) is not None
        return withheld_by(tree, verb) is not None and cue is not None
    return False


def rest_of_clause(tree: Tree, index: int) -> list[int]:
    """What follows the token in its sentence, up to a comma and a clause of another subject."""
    sentence = tree.sentences[tree.sentence_of[index]]
    out: list[int] = []
    if index + 1 < sentence.last and tree.tokens[index + 1].text.lower() == "by":
        return []
    last, above = sentence.last, index
    while tree.tokens[above].head != above:
        if tree.tokens[above].dep == "ccomp" and tree.tokens[above].head > above:
            last = tree.right[above] + 1
        above = tree.tokens[above].head
    for at in range(index + 1, last):
        if tree.tokens[at].text in (",", ";") and at + 1 < sentence.last:
            after = tree.tokens[at + 1].text.lower()
            if after in ("but", "while", "although", "though", "whereas") or tree.tokens[at].text == ";":
                break
        out.append(at)
    return out
