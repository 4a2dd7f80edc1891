"""Stated conditions: the words that say on what a clause depends, in its own sentence or in the one before."""

from __future__ import annotations

from twosource.analysis.layers import Parse, Sentence, Token
from twosource.analysis.meaning import Meaning
from twosource.analysis.scopes import VERBAL, is_finite
from twosource.model.span import Extent, Span, merged

_LEAD = 4
_CLAUSES = frozenset({"advcl", "prep", "advmod", "xcomp"})


def condition_of(parse: Parse, clause: tuple[int, ...], meaning: Meaning) -> Extent:
    """The words of the conditions that hang on the verbs of a clause (its topmost word, its head, the light verbs between).

    Where the clause is what somebody says, a condition beside it ("if it goes on, he said, the pass would close") is its own.
    """
    spans = []
    depends = any(parse.tokens[c].tag == "MD" for index in clause for c in parse.children[index])
    if depends:
        for cue in _cues_beside(parse, clause):
            beside = (parse.tokens[c] for c in parse.children[cue] if c not in clause)
            spans += [
                _words(parse, one.i) for one in beside if is_condition(parse, one, meaning, depends=True)
            ]
    for index in dict.fromkeys(clause):
        for child in parse.children[index]:
            token = parse.tokens[child]
            if child not in clause and is_condition(parse, token, meaning, depends=depends):
                spans.append(_words(parse, child))
    return merged(spans)


def _cues_beside(parse: Parse, clause: tuple[int, ...]) -> list[int]:
    """The verb that a clause is the content of, or that is put into it ("..., he said, ..."), where no modal stands on it."""
    top = parse.tokens[clause[0]]
    found = [top.head] if top.dep == "ccomp" else []
    found += [c for c in parse.children[top.i] if parse.tokens[c].dep == "parataxis"]
    return [one for one in found if not any(parse.tokens[c].tag == "MD" for c in parse.children[one])]


def is_condition(parse: Parse, token: Token, meaning: Meaning, *, depends: bool) -> bool:
    """Whether what hangs on a verb by ``token`` is a condition of it; ``depends`` says that a modal stands on the verb.

    "If", "as long as" and "provided" open one, an auxiliary before its subject does where the verb depends ("should the dam
    fail, it would"), and so does "without" a thing.
    """
    if token.dep not in _CLAUSES:
        return False
    first = _first(parse, token.i)
    words = [one.text.lower() for one in parse.tokens[first : first + _LEAD]]
    own = first == token.i or parse.tokens[first].head == token.i
    for length in range(_LEAD if own else 0, 0, -1):
        phrase = " ".join(words[:length])
        if phrase in meaning.conditions:
            return phrase not in meaning.would_conditions or (depends and _is_unreal(parse, token, meaning))
    marks = [parse.tokens[c] for c in parse.children[token.i] if parse.tokens[c].dep == "mark"]
    for mark in marks:
        before = parse.tokens[mark.i - 1].lemma if mark.i else ""
        if token.dep == "advcl" and mark.lemma in meaning.conditions and before not in meaning.no_conditions:
            return True
    return depends and _is_inverted(parse, token, parse.tokens[first], meaning)


def _is_unreal(parse: Parse, token: Token, meaning: Meaning) -> bool:
    """Whether the verb that something hangs on tells of what would or might be."""
    helpers = (parse.tokens[c].lemma for c in parse.children[token.head] if parse.tokens[c].tag == "MD")
    return any(one in meaning.unreal_modals for one in helpers)


def _is_inverted(parse: Parse, token: Token, first: Token, meaning: Meaning) -> bool:
    """ "Should the dam fail": the auxiliary opens the clause, before its subject, and a verb with a modal follows."""
    if token.pos not in VERBAL or token.i > token.head or first.lemma not in meaning.inversions:
        return False
    subject = next(
        (c for c in parse.children[token.i] if parse.tokens[c].dep in ("nsubj", "nsubjpass")), None
    )
    return subject is not None and first.i < subject and first.head in (token.i, token.head)


def is_under_condition(parse: Parse, index: int, meaning: Meaning) -> bool:
    """Whether a word stands inside the words of a condition."""
    token = parse.tokens[index]
    for _ in range(len(parse.tokens)):
        if token.head == token.i:
            return False
        depends = any(parse.tokens[c].tag == "MD" for c in parse.children[token.head])
        if is_condition(parse, token, meaning, depends=depends):
            return True
        token = parse.tokens[token.head]
    return False


def is_asked(parse: Parse, index: int, sentence: Sentence) -> bool:
    """Whether a word is what a question asks: its main verb, or what that governs; a "who" or "when" takes it for granted."""
    if parse.tokens[sentence.last - 1].text != "?":
        return False
    token = parse.tokens[index]
    while token.dep in ("xcomp", "conj", "ccomp", "acomp", "attr") and token.head != token.i:
        token = parse.tokens[token.head]
    if token.dep != "ROOT":
        return False
    first = next((one for one in parse.of(sentence) if one.text[:1].isalnum()), token)
    return first.tag not in ("WDT", "WP", "WP$", "WRB")


def comes_with(parse: Parse, token: Token, meaning: Meaning) -> bool:
    """Whether a clause is placed by another in time or manner: "before guards leave", "by leaving", "the guards leaving"."""
    if token.dep in ("pcomp", "acl", "prep") or (token.dep == "advcl" and token.tag in ("VBG", "VBN")):
        return not is_finite(parse, token)
    helpers = [
        parse.tokens[c].tag for c in parse.children[token.i] if parse.tokens[c].dep in ("aux", "auxpass")
    ]
    if token.dep not in ("advcl", "ccomp") or not {token.tag, *helpers} & {"VBP", "VBZ"}:
        return False
    leads = [
        parse.tokens[c].lemma for c in parse.children[token.i] if parse.tokens[c].dep in ("mark", "advmod")
    ]
    return any(lead in meaning.time_clauses for lead in leads)


def asks(parse: Parse, token: Token, *, only_open: bool = False) -> bool:
    """Whether a clause is an indirect question, with no answer in it: "whether guards crossed", "how many".

    ``only_open`` leaves out those that take it for granted that something happened ("who fired").
    """
    marks = [parse.tokens[c].lemma for c in parse.children[token.i] if parse.tokens[c].dep == "mark"]
    if token.dep == "ccomp" and marks == ["if"]:
        return True
    if token.dep not in ("ccomp", "pcomp", "csubj", "advcl", "acl"):
        return False
    first = parse.tokens[parse.subtree(token.i)[0]]
    if first.lemma == "whether":
        return True
    return not only_open and token.dep in ("ccomp", "pcomp", "csubj") and first.tag in ("WRB", "WP")


def carried_condition(parse: Parse, sentence: Sentence, meaning: Meaning) -> Span | None:
    """The first words of a sentence that make it depend on what the sentence before says ("otherwise", "in that case")."""
    tokens = [one for one in parse.of(sentence) if one.text[:1].isalnum()][:_LEAD]
    for length in range(len(tokens), 0, -1):
        if " ".join(one.text.lower() for one in tokens[:length]) in meaning.otherwise:
            return Span(tokens[0].start, tokens[length - 1].end)
    return None


def _first(parse: Parse, index: int) -> int:
    """The first word of what hangs on a word, quotation marks and commas left out."""
    words = [one for one in parse.subtree(index) if parse.tokens[one].text[:1].isalnum()]
    return words[0] if words else index


def _words(parse: Parse, index: int) -> Span:
    words = [one for one in parse.subtree(index) if parse.tokens[one].dep != "punct" or index == one]
    return Span(parse.tokens[words[0]].start, parse.tokens[words[-1]].end)
