"""What befell those who are counted: whether a noun stands as the victim of a verb or a noun of harm."""

from __future__ import annotations

from collections.abc import Iterator

from twosource.analysis.layers import Parse, Token
from twosource.analysis.quantities_lexicon import QuantityWords, Row

_OBJECTS = ("dobj", "obj", "nsubjpass")
_TOLD = ("xcomp", "ccomp", "oprd", "acomp", "advcl", "acl", "advmod", "dobj")
_JOINED = ("conj", "appos")
_STEPS = 6
_ARTICLES = {"a": False, "an": False, "another": True}


def harm_to(parse: Parse, token: Token, lexicon: QuantityWords) -> Row | None:
    """The row of what befell the person or persons whose head noun, or bare figure, is ``token``; None where nothing did."""
    top = _joined(parse, token, lexicon)
    for row in (_as_argument(parse, top, lexicon), _as_object_of_noun(parse, top, lexicon)):
        if row is not None:
            return row
    return _told_beside(parse, token, lexicon) or _told_beside(parse, top, lexicon)


def _as_argument(parse: Parse, noun: Token, lexicon: QuantityWords) -> Row | None:
    """The verb's row, where the noun is what a verb of harm is done to; "left 30 guards wounded" tells it by a complement."""
    verb = parse.tokens[noun.head]
    if verb.lemma == "be" and noun.dep in ("nsubj", "nsubjpass") and parse.tokens[verb.head].tag == "VBN":
        row = _row(lexicon, parse.tokens[verb.head].lemma)
        return row if row is not None and row["side"] == "object" else None
    if noun.dep in _OBJECTS and (left := _left(parse, verb, lexicon)) is not None:
        return left
    if noun.dep in ("attr", "pobj") and (named := _named_as(parse, noun, lexicon)) is not None:
        return named
    row = _row(lexicon, verb.lemma)
    if row is None and noun.dep in _OBJECTS:
        children = (parse.tokens[child] for child in parse.children[verb.i])
        return next((fate for child in children if (fate := taken(parse, child, lexicon))), None)
    if row is None:
        return None
    if noun.dep in _OBJECTS and (row["side"] == "object" or noun.dep != "dobj"):
        return row
    if noun.dep == "nsubj" and (row["side"] == "subject" or _is_bare_participle(parse, verb)):
        return row
    return None


def _left(parse: Parse, verb: Token, lexicon: QuantityWords) -> Row | None:
    """What a complement tells of the verb's object: "left wounded", "found dead", "shot to death"."""
    if lexicon.row("leaving", verb.lemma) is None:
        return None
    for child in parse.children[verb.i]:
        told = parse.tokens[child]
        within = (parse.tokens[index].text.lower() for index in parse.children[child])
        deadly = told.text.lower() == "to" and any(lexicon.row("casualty", word) for word in within)
        if deadly or (told.dep in _TOLD and told.text.lower() == "dead"):
            return lexicon.row("harm", "kill")
        if told.dep in _TOLD and (row := _row(lexicon, told.lemma)) is not None:
            return row
    return None


def taken(parse: Parse, noun: Token, lexicon: QuantityWords) -> Row | None:
    """The harm that a noun and its verb make together ("took hostage", "claimed lives")."""
    row = lexicon.row("taken", noun.lemma)
    verb = parse.tokens[noun.head]
    return lexicon.row("harm", row["fate"]) if row is not None and verb.lemma in row["verbs"] else None


def _named_as(parse: Parse, noun: Token, lexicon: QuantityWords) -> Row | None:
    """ "The dead were a guard and two miners", "the wounded were identified as two miners"."""
    verb = parse.tokens[noun.head]
    if noun.dep == "pobj":
        if verb.text.lower() != "as":
            return None
        verb = parse.tokens[verb.head]
    for child in parse.children[verb.i]:
        subject = parse.tokens[child]
        if subject.dep in ("nsubj", "nsubjpass") and subject.i < noun.i:
            row = lexicon.row("casualty", subject.text.lower())
            return lexicon.row("harm", "kill" if row["lemma"] == "death" else "wound") if row else None
    return None


def _as_object_of_noun(parse: Parse, noun: Token, lexicon: QuantityWords) -> Row | None:
    """ "The murder of two guards", "the guards' murder", "an attack on two guards", "killed along with two guards"."""
    above = parse.tokens[noun.head]
    if noun.dep == "poss":
        row = lexicon.row("harm_noun", above.lemma)
        return row if row is not None and row["lemma"] != "attack" else None
    word = above.text.lower()
    if noun.dep == "pobj" and lexicon.row("within", word) is not None:
        return _row(lexicon, parse.tokens[above.head].lemma)
    if noun.dep != "pobj" or word not in ("of", "against", "on", "with"):
        return None
    governor = parse.tokens[above.head]
    if word == "with":
        return _row(lexicon, governor.lemma) if _is_along(parse, above) else None
    row = lexicon.row("harm_noun", governor.lemma)
    if row is None and word == "of":
        if (fate := taken(parse, governor, lexicon)) is not None:
            return fate
        row = lexicon.row("harm_noun", _beyond(parse, governor).lemma)
    attacked = row is not None and row["lemma"] == "attack"
    return row if row is not None and attacked is (word != "of") else None


def lone_victims(parse: Parse, lexicon: QuantityWords) -> Iterator[tuple[Token, Token, bool]]:
    """Single victims told with an article ("a guard was killed"): article, noun, whether one more ("another", "a second")."""
    for article in parse.tokens:
        if article.pos != "DET" or article.text.lower() not in _ARTICLES:
            continue
        noun = parse.tokens[article.head]
        if noun.tag != "NN" or noun.i <= article.i or lexicon.class_of(lexicon.noun(noun.lemma)) != "person":
            continue
        if noun.entity == "PERSON" or _is_apposed(parse, noun):
            continue
        if lexicon.row("collective", noun.lemma) is None and harm_to(parse, noun, lexicon) is not None:
            again = any(lexicon.row("ordinal", parse.tokens[child].lemma) for child in parse.children[noun.i])
            yield article, noun, again or _ARTICLES[article.text.lower()]


def _beyond(parse: Parse, noun: Token) -> Token:
    """The noun before the phrase that the parse hangs an "of" on ("the murder by gunfire of two guards")."""
    preposition = parse.tokens[noun.head]
    return parse.tokens[preposition.head] if noun.dep == "pobj" and preposition.pos == "ADP" else noun


def _is_along(parse: Parse, preposition: Token) -> bool:
    """ "Killed along with 30 guards"."""
    before = parse.tokens[preposition.i - 1] if preposition.i else preposition
    return before.lemma in ("along", "together")


def _is_apposed(parse: Parse, noun: Token) -> bool:
    """Whether a noun, or one it is coordinated with, only says again who was told of ("two people, a man and a woman")."""
    while noun.dep == "conj" and noun.head < noun.i:
        noun = parse.tokens[noun.head]
    return noun.dep == "appos"


def _joined(parse: Parse, token: Token, lexicon: QuantityWords) -> Token:
    """The first of the coordinated or apposed nouns that the token is one of; of what includes it, the whole."""
    for _ in range(_STEPS):
        above = parse.tokens[token.head]
        if token.dep == "pobj" and lexicon.row("within", above.text.lower()) is not None:
            above = parse.tokens[above.head]
        elif token.dep not in _JOINED:
            break
        if above.pos in ("VERB", "AUX") or above.i >= token.i:
            break
        token = above
    return token


def _row(lexicon: QuantityWords, lemma: str) -> Row | None:
    return lexicon.row("harm", lemma) or lexicon.row("assault", lemma)


def _is_bare_participle(parse: Parse, verb: Token) -> bool:
    """ "30 wounded" read with the people as subject: a participle without object or auxiliary."""
    return verb.tag == "VBN" and not any(
        parse.tokens[child].dep in ("dobj", "aux", "auxpass") for child in parse.children[verb.i]
    )


def _told_beside(parse: Parse, noun: Token, lexicon: QuantityWords) -> Row | None:
    """A participle or a relative clause at the noun: "the guards killed in May", "two kidnapped guards", "a guard who died"."""
    for child in parse.children[noun.i]:
        verb = parse.tokens[child]
        if verb.dep == "amod" and verb.tag in ("VBN", "JJ"):
            row = _row(lexicon, verb.lemma) or lexicon.row("harm", verb.text.lower().removesuffix("ed"))
            if row is not None and row["side"] == "object":
                return row
        if verb.dep not in ("acl", "relcl") or verb.i < noun.i:
            continue
        row = _row(lexicon, verb.lemma)
        if row is None:
            continue
        within = [parse.tokens[index] for index in parse.children[child]]
        passive = any(one.dep in ("nsubjpass", "auxpass") for one in within)
        if verb.dep == "acl" and verb.tag == "VBN":
            return row
        if verb.dep == "relcl" and (passive or (row["side"] == "subject" and verb.tag != "VBG")):
            return row
    return None
