"""Whether a place after a preposition is where something is said, and not where what is said happens."""

from __future__ import annotations

from twosource.analysis.layers import Parse, Token
from twosource.analysis.mentions_lexicon import Words
from twosource.model.vocabulary import PlaceRole

_AT = frozenset(("in", "at", "from", "outside", "inside", "aboard"))
_WHERE = frozenset(
    (
        "in",
        "at",
        "from",
        "on",
        "over",
        "during",
        "aboard",
        "outside",
        "inside",
        "before",
        "after",
        "following",
        "to",
        "by",
        "via",
    )
)
_NO_SAYING = frozenset(("auxpass", "nsubjpass", "dobj", "aux"))
"""What a verb that stands for "said" after its words has none of."""
_STEPS = 4


def speech_role(parse: Parse, prep: Token, up: Token, words: Words) -> PlaceRole | None:
    """``speech``, ``topic`` for where a body that speaks sits, None where the place is not one of speech."""
    if prep.lemma == "to" and up.lemma in words["occasion"]:
        return _by_noun(parse, up, words, 0)
    if prep.lemma not in _AT:
        return None
    if up.pos == "ADV":
        up = parse.tokens[up.head]  # "Back in X, the minister said"
    if up.pos in ("VERB", "AUX"):
        return PlaceRole.SPEECH if _is_said_there(parse, prep, up, words) else None
    if prep.lemma == "from" and up.dep == "nsubj" and _says(parse, parse.tokens[up.head], words):
        return PlaceRole.TOPIC  # where the speaker comes from
    if prep.lemma == "in" and up.lemma in words["statement_noun"]:
        return PlaceRole.SPEECH
    if prep.lemma == "from" and up.lemma in words["aired"]:
        return PlaceRole.SPEECH
    return _by_noun(parse, up, words, 0)


def _says(parse: Parse, verb: Token, words: Words) -> bool:
    if verb.lemma in words["speech_verb"]:
        return True
    return verb.lemma == "hear" and any(parse.tokens[i].dep == "ccomp" for i in parse.children[verb.i])


def _is_said_there(parse: Parse, prep: Token, verb: Token, words: Words) -> bool:
    """Whether the verb on which the place hangs is one of saying, issuing, or of the speaker's being there."""
    tokens = parse.tokens
    children = [tokens[i] for i in parse.children[verb.i]]
    if _follows_its_words(parse, verb):
        return True
    if _says(parse, verb, words):
        return not any(_is_reported_thing(child, verb, prep, words) for child in children)
    if verb.lemma in words["issue_verb"] and (
        tokens[verb.head].lemma in words["statement_noun"] or _has_statement(children, words)
    ):
        return True
    if any(one.dep in ("nsubj", "nsubjpass") and one.lemma in words["statement_noun"] for one in children):
        return True
    noun = tokens[verb.head]
    if verb.dep in ("acl", "relcl") and noun.lemma in words["occasion"] and verb.lemma in words["issue_verb"]:
        return _by_noun(parse, noun, words, 0) is PlaceRole.SPEECH
    return _is_where_the_speaker_is(parse, verb, words)


def _has_statement(children: list[Token], words: Words) -> bool:
    return any(child.lemma in words["statement_noun"] for child in children)


def _is_reported_thing(child: Token, verb: Token, prep: Token, words: Words) -> bool:
    """Whether an object between the verb and the place is what is told of: "reported cholera in X"."""
    if child.dep == "prep" and child.lemma in ("of", "about", "over") and verb.i < child.i < prep.i:
        return True
    if child.dep != "dobj" or child.pos != "NOUN" or not verb.i < child.i < prep.i:
        return False
    spoken_to = child.lemma in words["listener"] or child.lemma in words["statement_noun"]
    return not spoken_to and verb.lemma not in words["declare_verb"] and child.dep != "dative"


def _is_where_the_speaker_is(parse: Parse, verb: Token, words: Words) -> bool:
    """Whether a verb of meeting, sitting or being asked describes who speaks: "delegates meeting in X were told"."""
    if verb.lemma not in words["gather"] and verb.lemma not in words["speech_verb"]:
        return False
    head = parse.tokens[verb.head]
    if verb.dep == "advcl":
        return _says(parse, head, words)
    return (
        verb.dep in ("acl", "relcl")
        and head.dep in ("nsubj", "nsubjpass")
        and _says(parse, parse.tokens[head.head], words)
    )


def _follows_its_words(parse: Parse, verb: Token) -> bool:
    """Whether a verb comes after the clause that it says: "the port is shut, a pilot confided in X"."""
    children = [parse.tokens[i] for i in parse.children[verb.i]]
    said = [one.i for one in children if one.dep == "ccomp" and one.i < verb.i]
    if verb.pos != "VERB" or not said or any(one.dep in _NO_SAYING for one in children):
        return False
    return not any(token.text in (";", ":") for token in parse.tokens[max(said) : verb.i])


def _by_noun(parse: Parse, noun: Token, words: Words, steps: int) -> PlaceRole | None:
    """The role of a place that hangs on a noun: the speaker's, the listeners', the occasion's."""
    tokens = parse.tokens
    head = tokens[noun.head]
    seat = PlaceRole.TOPIC if noun.lemma in words["body_noun"] else PlaceRole.SPEECH
    occasion = noun.lemma in words["occasion"] or noun.lemma in words["listener"]
    if noun.dep == "nsubj" and _says(parse, head, words):
        return seat
    if noun.dep == "nsubjpass" and _says(parse, head, words) and occasion:
        return PlaceRole.SPEECH
    if noun.dep == "dobj" and noun.i > head.i and _says(parse, head, words) and not _has_subject(parse, head):
        return seat  # "It is a lie," snapped the consul in X
    if noun.dep in ("dobj", "dative", "attr"):
        if head.lemma in words["quoting"]:
            return seat
        return PlaceRole.SPEECH if occasion and _says(parse, head, words) else None
    if noun.dep != "pobj":
        return None
    up = tokens[head.head]
    if head.lemma == "to" and up.lemma in ("accord", "according"):
        return seat
    if head.dep == "agent" and tokens[up.head].lemma in words["statement_noun"]:
        return PlaceRole.SPEECH
    if head.lemma == "of" and up.lemma in words["occasion"] and steps < _STEPS:
        return _by_noun(parse, up, words, steps + 1)
    if head.lemma in _WHERE and occasion:
        return PlaceRole.SPEECH if _is_spoken_on(parse, head, up, words) else None
    return None


def _has_subject(parse: Parse, verb: Token) -> bool:
    return any(parse.tokens[i].dep in ("nsubj", "nsubjpass") for i in parse.children[verb.i])


def _is_spoken_on(parse: Parse, prep: Token, up: Token, words: Words) -> bool:
    """Whether an occasion's preposition leads to a verb of saying, perhaps by its listeners or what the speaker does."""
    if up.pos in ("VERB", "AUX"):
        return _is_said_there(parse, prep, up, words)
    listener = up.lemma in words["listener"] or up.lemma in words["occasion"]
    verb = parse.tokens[up.head]
    if verb.pos == "ADP":
        verb = parse.tokens[verb.head]
    return listener and _says(parse, verb, words)
