"""Attributions whose cue is no verb: "accusations by X that", "according to X", "reportedly", "Headline: X"."""

from __future__ import annotations

from dataclasses import replace

from twosource.analysis.attribution_draft import Draft
from twosource.analysis.attribution_passing import OF_ONE, giver_of, passed_on
from twosource.analysis.attribution_reading import Reading, cue_at, is_as_told, is_infinitive
from twosource.analysis.attribution_scope import without_comment
from twosource.analysis.attribution_tree import Tree
from twosource.analysis.lexicon import Cue
from twosource.model.span import Extent, merged
from twosource.model.vocabulary import Act, Certainty

_ANSWERS = frozenset({"comment", "answer", "reply", "response", "statement", "explanation"})
_GIVERS = ("by", "from")
_POSSESSIVES = frozenset({"his", "her", "its", "their"})


def find_nominal(reading: Reading) -> list[Draft]:
    """A draft for each noun that attributes: whose it is, and the clause or phrase it governs."""
    tree = reading.tree
    found = []
    for token in tree.tokens:
        if token.tag not in ("NN", "NNS") or token.dep == "compound":
            continue
        for cue in reading.cues.of_form("noun", token.text.lower())[:1]:
            if cue.sense == "attitude" and not reading.broad:
                continue
            silent = _no_comment(reading, token.i)
            draft = silent or _nominal(reading, token.i, cue)
            if draft is not None:
                found.append(draft)
                found += _passed_on_by(reading, token.i, draft)
    return found


def _passed_on_by(reading: Reading, index: int, draft: Draft) -> list[Draft]:
    """The outlet that "carried Y's claim that", round the claim's own draft; nothing where the claim is its own."""
    tree = reading.tree
    carrier = _carrier(reading, index)
    if carrier is None or draft.source is None or carrier in draft.words or tree.is_passive(carrier):
        return []
    subject = tree.subject(carrier)
    if subject is None or subject == draft.source or tree.is_verb(subject) or not reading.speaks(subject):
        return []
    content = tree.extent(tree.subtree(index))
    phrase = tuple(tree.phrase(subject, verb=carrier))
    return [
        replace(
            draft,
            words=(carrier,),
            source=subject,
            phrase=phrase,
            content=content,
            act=Act.ASSERT,
            negative=False,
        )
    ]


def _no_comment(reading: Reading, index: int) -> Draft | None:
    """The silence of "offered no comment"; None where something is said."""
    tree = reading.tree
    carrier = _carrier(reading, index)
    verb = tree.tokens[tree.tokens[index].head]
    if carrier is None and tree.tokens[index].dep == "dobj" and verb.lemma == "have":
        carrier = verb.i
    dets = [tree.tokens[at].text.lower() for at in tree.children(index, "det")]
    if carrier is None or "no" not in dets or tree.tokens[index].lemma not in _ANSWERS:
        return None
    subject = tree.subject(carrier)
    cue = reading.cues.of_form("noun", tree.tokens[index].text.lower())[0]
    if subject is None or tree.is_verb(subject):
        return None
    phrase = tuple(tree.phrase(subject, verb=carrier))
    words = tuple(range(min(carrier, index), max(carrier, index) + 1))
    return Draft(cue, words, subject, phrase, (), Act.NO_COMMENT, Certainty.UNKNOWN, rule="noun")


def _nominal(reading: Reading, index: int, cue: Cue) -> Draft | None:
    tree = reading.tree
    carrier = _carrier(reading, index)
    source, words = _owner(reading, index, carrier)
    content = _governed(reading, index, cue) or (() if source is None else _behind_noun(reading, index))
    voiced = carrier is not None or len(words) > 1
    if not content and not (voiced and source is not None and cue.act is Act.ORDER):
        return None
    if source is None and _is_speaker(reading, index):
        return None
    if source is not None and carrier is not None and not reading.speaks(source):
        return None
    if source is not None and tree.tokens[source].text.lower() in ("i", "we", "you", "my", "our", "your"):
        return None
    if source is None and not _is_hearsay(cue) and not _exists(tree, index):
        return None
    return Draft(
        cue=cue,
        words=tuple(words),
        source=source,
        phrase=tuple(_owner_phrase(tree, source, index, carrier)) if source is not None else (),
        content=content,
        act=cue.act,
        certainty=cue.certainty,
        negative=cue.negates,
        rule="noun",
    )


def _behind_noun(reading: Reading, index: int) -> Extent:
    """What a colon sets off behind a noun that ends its clause with whose it is ("published the account of X: ...")."""
    tree = reading.tree
    sentence = tree.sentences[tree.sentence_of[index]]
    colon = next((at for at in range(index + 1, sentence.last) if tree.tokens[at].text == ":"), None)
    if colon is None or colon + 2 >= sentence.last:
        return ()
    if any(tree.is_verb(at) and tree.tokens[at].dep != "relcl" for at in range(index + 1, colon)):
        return ()
    return tree.extent(range(colon + 1, sentence.last))


def _is_speaker(reading: Reading, index: int) -> bool:
    """Whether the noun is the subject of a verb that attributes, and so a source and no cue ("reports suggest that")."""
    tree = reading.tree
    if tree.tokens[index].dep not in ("nsubj", "nsubjpass"):
        return False
    cue = cue_at(reading, tree.tokens[index].head)
    return cue is not None and (cue.takes("clause") or cue.takes("object"))


def _exists(tree: Tree, index: int) -> bool:
    """Whether the noun stands in "there is concern about"."""
    return tree.child(tree.tokens[index].head, "expl") is not None


def _is_hearsay(cue: Cue) -> bool:
    """Whether the noun alone says that somebody unnamed holds the content."""
    return cue.sense == "speech" and cue.act in (Act.ASSERT, Act.ACCUSE) and "object" not in cue.frames


def _carrier(reading: Reading, index: int) -> int | None:
    """The light verb that carries the noun ("issued an order"), or None."""
    tree = reading.tree
    token = tree.tokens[index]
    if token.dep not in ("dobj", "nsubjpass") or not tree.is_verb(token.head):
        return None
    head = tree.tokens[token.head]
    return token.head if reading.cues.of_form("light", head.text.lower()) else None


def _owner(reading: Reading, index: int, carrier: int | None) -> tuple[int | None, list[int]]:
    """Whose the claim is, as the head of the noun phrase, and the cue's tokens."""
    tree = reading.tree
    words = [index]
    for child in tree.kids[index]:
        token = tree.tokens[child]
        if token.dep == "poss":
            return child, words
        of_one = token.text.lower() == "of" and tree.tokens[index].lemma in OF_ONE
        if token.dep in ("prep", "agent") and (token.text.lower() in _GIVERS or of_one):
            giver = tree.child(child, "pobj")
            if giver is not None:
                return giver, [index, child] if child == index + 1 else words
        if token.dep == "acl" and token.tag == "VBN" and reading.cues.of_form("light", token.text.lower()):
            agent = tree.agent(child)
            if agent is not None:
                return agent, list(range(index, child + 1)) if child - index < 3 else words
    if carrier is None and tree.tokens[index].dep == "dobj" and (giver := giver_of(tree, index)) is not None:
        # "had received word from relatives that": the parser hangs the giver on the verb.
        return giver, words
    if carrier is not None:
        low, high = sorted((carrier, index))
        run = list(range(low, high + 1)) if high - low <= 4 else [carrier, index]
        if tree.is_passive(carrier):
            return tree.agent(carrier), run
        subject = tree.subject(carrier)
        if subject is not None and not tree.is_verb(subject):
            return subject, run
    return None, words


def _owner_phrase(tree: Tree, source: int, index: int, carrier: int | None) -> list[int]:
    if tree.tokens[source].dep == "poss":
        tokens = [at for at in tree.subtree(source) if tree.tokens[at].dep != "case"]
        return tree.contiguous(tokens, source)
    return tree.phrase(source, verb=carrier if carrier is not None else index)


def _governed(reading: Reading, index: int, cue: Cue) -> Extent:
    """The clause or phrase that is what the noun says."""
    tree = reading.tree
    tokens: list[int] = []
    for child in tree.kids[index]:
        token = tree.tokens[child]
        if child < index:
            continue
        is_clause = token.dep == "ccomp" and cue.pos == "adjective"
        is_clause = is_clause or (token.dep in ("acl", "ccomp", "relcl") and _is_content_clause(tree, child))
        to_clause = token.dep in ("acl", "xcomp", "relcl") and is_infinitive(tree, child)
        if (is_clause and cue.takes("clause")) or (to_clause and cue.takes("infinitive")):
            tokens += tree.subtree(child)
        elif token.dep == "prep" and token.text.lower() in cue.prepositions:
            tokens += tree.subtree(child)[1:]
            tokens += _clause_behind(tree, max(tokens, default=child), "being")
    if not tokens and tree.tokens[index].dep in ("dobj", "attr", "nsubj", "pobj", "acomp"):
        # The parser often hangs the clause on the verb: "made the claim that", "the claim was that".
        head = tree.tokens[index].head
        clause = tree.child(head, "ccomp") if tree.is_verb(head) else None
        says = tree.tokens[head].lemma == "be" and tree.tokens[index].dep == "nsubj"
        behind = clause is not None and clause > index and cue.takes("clause")
        if clause is not None and behind and (says or tree.left[clause] == index + 1):
            tokens = tree.subtree(clause)
    if not tokens and cue.takes("clause"):
        # ... or on any verb before it: "the raid followed accusations by X that".
        tokens = _clause_behind(tree, max(tree.phrase(index)), "that")
    return tree.extent(without_comment(reading, sorted(set(tokens))))


def _clause_behind(tree: Tree, last: int, opening: str) -> list[int]:
    """The clause that opens with a word right behind ``last``, wherever the parse hangs it; empty where there is none."""
    if last + 1 >= len(tree.tokens) or tree.tokens[last + 1].text.lower() != opening:
        return []
    verb = tree.tokens[last + 1].head
    if not tree.is_verb(verb) or verb <= last or tree.left[verb] < last + 1 - 3:
        return []
    return [at for at in tree.subtree(verb) if at > last]


def _is_content_clause(tree: Tree, verb: int) -> bool:
    """Whether a clause on a noun is what the noun says ("claim that he left") and not about it ("claim that he made")."""
    if tree.tokens[tree.left[verb]].text.lower() != "that" and tree.tokens[verb].dep != "ccomp":
        return False
    first = tree.tokens[tree.left[verb]]
    if first.dep not in ("mark", "det", "nsubj", "dobj") or (first.tag == "WDT" and first.dep != "nsubj"):
        return False
    # "accusations that guards took": the parser makes a second subject of "that".
    subjects = tree.children(verb, "nsubj", "nsubjpass", "expl", "csubj")
    return any(at != first.i for at in subjects)


def find_adjectival(reading: Reading) -> list[Draft]:
    """A draft for each adjective of belief or stance after a copula: "officials are confident that"."""
    tree = reading.tree
    found = []
    for token in tree.tokens:
        if token.tag not in ("JJ", "VBN", "VBD") or (not tree.is_verb(token.head) and token.tag == "JJ"):
            continue
        for cue in reading.cues.of_form("adjective", token.text.lower())[:1]:
            verb = token.head if token.dep == "acomp" else token.i
            if cue.sense == "attitude" and not reading.broad:
                continue
            if token.dep != "acomp" and not tree.is_passive(token.i):
                continue
            source = tree.child(verb, "nsubj", "nsubjpass")
            content = _governed(reading, token.i, cue)
            if source is None or not reading.speaks(source) or not (content or cue.takes("none")):
                continue
            if tree.tokens[source].text.lower() in ("i", "we", "you"):
                continue
            if any(tree.tokens[at].tag in ("MD", "TO") for at in tree.children(verb, "aux")):
                continue
            negated = tree.is_negated(verb)
            found.append(
                Draft(
                    cue=cue,
                    words=tuple(sorted({verb, token.i})),
                    source=tree.antecedent(verb, source),
                    phrase=tuple(tree.phrase(tree.antecedent(verb, source), verb=verb)),
                    content=content,
                    act=cue.act,
                    certainty=cue.certainty,
                    negative=cue.negates != negated and cue.sense != "attitude",
                    rule="adjective",
                )
            )
    return found


def find_according(reading: Reading) -> list[Draft]:
    """A draft for each "according to X", "in the words of X", "in X's view": the rest of its clause is the content."""
    tree = reading.tree
    found = []
    for token in tree.tokens:
        for cue in reading.cues.of_form("preposition", token.text.lower()):
            last = token.i + len(cue.particle)
            following = tuple(
                tree.tokens[at].text.lower() for at in range(token.i + 1, min(last + 1, len(tree.tokens)))
            )
            if following != cue.particle:
                continue
            source = tree.child(last, "pobj") or tree.child(token.i, "pobj")
            if source is None or tree.is_verb(source) or source <= last:
                continue
            found += _according(reading, cue, (token.i, last), source)
            break
        if is_as_told(tree, token.i):
            giver = tree.agent(token.i)
            for told in reading.cues.of_form("verb", token.text.lower())[:1]:
                if giver is not None and not tree.is_verb(giver):
                    found += _according(reading, told, (token.i - 1, tree.tokens[giver].head), giver)
        for cue in reading.cues.of_form("account", token.text.lower())[:1]:
            owner = tree.child(token.i, "poss")
            prep = tree.tokens[token.head]
            if owner is not None and token.dep == "pobj" and prep.text.lower() in ("in", "by", "on", "to"):
                found += _according(reading, cue, (prep.i, token.i), owner)
    return found


def _according(reading: Reading, cue: Cue, frame: tuple[int, int], source: int) -> list[Draft]:
    tree = reading.tree
    first, last = frame
    if tree.tokens[source].text.lower() in ("i", "we", "my", "our", "your"):
        return []
    owner = tree.tokens[source].dep == "poss"
    phrase = _owner_phrase(tree, source, last, None) if owner else tree.phrase(source)
    content = _accorded(reading, first, [*range(first, last + 1), *phrase])
    if not content:
        return []
    words = tuple(at for at in range(first, last + 1) if at not in phrase)
    return [
        Draft(
            cue=cue,
            words=words,
            source=source,
            phrase=tuple(phrase),
            content=content,
            act=cue.act,
            certainty=cue.certainty,
            conduits=tuple(passed_on(reading, source)),
            rule="according",
        )
    ]


def _accorded(reading: Reading, index: int, phrase: list[int]) -> Extent:
    tree = reading.tree
    sentence = tree.sentences[tree.sentence_of[index]]
    frame = set(range(min(phrase), max(phrase) + 1))
    first = min(frame)
    if first - sentence.first <= 1:
        kept = [at for at in range(sentence.first, sentence.last) if at not in frame]
        kept = without_comment(reading, kept)
    else:
        root = tree.clause_root(tree.tokens[index].head)
        kept = [at for at in tree.subtree(root, [index]) if at not in frame]
        if root == index or not kept:
            kept = [at for at in range(sentence.first, sentence.last) if at not in frame]
        behind = [at for at in kept if at > max(frame)]
        before = [at for at in kept if at < first]
        # What a comma sets off behind the frame is content again; a loose participle there is the reporter's.
        kept = before + behind if behind and len(behind) > 2 else before
    spans = tree.extent(kept)
    speech = [
        one.at for one in reading.quotations if one.is_speech and any(one.at.overlaps(span) for span in spans)
    ]
    if speech and not any(one.holds(tree.tokens[index].start) for one in speech):
        spans = merged([*spans, *speech])
    return spans


def find_adverbial(reading: Reading) -> list[Draft]:
    """A draft without a source for each "reportedly" or "allegedly": its verb's clause is the content."""
    tree = reading.tree
    found = []
    for token in tree.tokens:
        for cue in reading.cues.of_form("adverb", token.text.lower())[:1]:
            if cue.sense == "attitude" and not reading.broad:
                continue
            tokens = _scope(tree, token.i)
            content = tree.extent(without_comment(reading, tokens))
            if content:
                found.append(Draft(cue, (token.i,), None, (), content, cue.act, cue.certainty, rule="adverb"))
    return found


def _scope(tree: Tree, index: int) -> list[int]:
    """The words an evidential adverb reaches: its verb with subject and arguments, not the clauses beside it."""
    head = tree.tokens[index].head
    drop = [index]
    for child in tree.kids[head]:
        token = tree.tokens[child]
        aside = token.dep in ("conj", "cc", "parataxis")
        aside = aside or (
            token.dep in ("advcl", "npadvmod", "relcl", "prep") and _set_off(tree, child) and child > head
        )
        if aside or token.dep == "mark" or (token.dep == "ccomp" and child < head):
            drop.append(child)
    tokens = [at for at in tree.subtree(head, drop) if at != index]
    if tree.is_verb(head) and tree.child(head, "nsubj", "nsubjpass") is None:
        subject = tree.subject(head)
        if subject is not None and not tree.is_verb(subject) and tree.tokens[head].dep in ("conj", "xcomp"):
            tokens = tree.phrase(subject, verb=head) + tokens
    return sorted(set(tokens))


def _set_off(tree: Tree, child: int) -> bool:
    low = tree.left[child]
    return low > 0 and tree.tokens[low - 1].text in (",", "-", "--", "—", "–")
