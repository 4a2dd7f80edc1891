"""Attributions without a cue word: a document "in which" something is said, and "Headline: X"."""

from __future__ import annotations

from twosource.analysis.attribution_draft import Draft
from twosource.analysis.attribution_passing import carried_by, giver_of
from twosource.analysis.attribution_reading import Reading
from twosource.analysis.attribution_tree import Tree
from twosource.model.vocabulary import Act, Certainty

_OVERHEARD = frozenset({"call", "intercept", "conversation", "recording", "tape", "wiretap", "audio"})


def find_inside(reading: Reading) -> list[Draft]:
    """A draft for each document or recording "in which" something is said: the clause is its content."""
    tree = reading.tree
    found = []
    for token in tree.tokens:
        if token.text.lower() != "which" or tree.tokens[token.head].text.lower() not in ("in", "on"):
            continue
        verb = tree.tokens[token.head].head
        noun = tree.tokens[verb].head
        if tree.tokens[verb].dep != "relcl" or not (
            reading.records(noun) or tree.tokens[noun].lemma in _OVERHEARD
        ):
            continue
        words = (token.head, token.i)
        content = tree.extent(tree.subtree(verb, [token.head]))
        giver = giver_of(tree, noun) if tree.tokens[noun].lemma not in _OVERHEARD else None
        source = giver if giver is not None else noun
        carriers = carried_by(reading, source, itself=True)
        if carriers and giver is None and tree.tokens[noun].lemma not in _OVERHEARD:
            # "carries a dispatch in which": the dispatch is the carrier's own.
            source, carriers = carriers[0].head, []
        phrase = tuple(tree.phrase(source, verb=verb))
        if content:
            found.append(
                Draft(
                    None,
                    words,
                    source,
                    phrase,
                    content,
                    Act.ASSERT,
                    Certainty.CERTAIN,
                    conduits=tuple(carriers),
                    rule="inside",
                )
            )
    return found


def find_headline(reading: Reading, titles: tuple[int, ...]) -> list[Draft]:
    """A draft for a headline of the shape "Speaker: what is said"; ``titles`` are sentences of title blocks."""
    tree = reading.tree
    found = []
    for number in titles:
        sentence = tree.sentences[number]
        colons = [at for at in range(sentence.first, sentence.last) if tree.tokens[at].text == ":"]
        if len(colons) != 1:
            continue
        colon = colons[0]
        before = list(range(sentence.first, colon))
        if not 0 < len(before) <= 5 or any(tree.tokens[at].pos in ("VERB", "AUX") for at in before):
            continue
        heads = [at for at in before if tree.tokens[at].pos in ("PROPN", "NOUN")]
        last = _last_of_block(tree, number)
        if not heads or not reading.speaks(heads[-1]) or last - colon < 3:
            continue
        content = tree.extent(range(colon + 1, last))
        if content:
            found.append(
                Draft(
                    None,
                    (colon,),
                    heads[-1],
                    tuple(before),
                    content,
                    Act.ASSERT,
                    Certainty.CERTAIN,
                    rule="headline",
                )
            )
    return found


def _last_of_block(tree: Tree, number: int) -> int:
    block = tree.sentences[number].block
    last = number
    while last + 1 < len(tree.sentences) and tree.sentences[last + 1].block == block:
        last += 1
    return tree.sentences[last].last
