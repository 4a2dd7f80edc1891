"""Through whom a report came: who was told, who saw the document, whom the speaker had it from."""

from __future__ import annotations

from twosource.analysis.attribution_draft import Link
from twosource.analysis.attribution_reading import Reading, saying_of
from twosource.analysis.attribution_tree import SUBJECTS, Tree

_SPEAKING = ("speak", "talk", "give", "tell", "confide", "write", "grant")
_TOLD = frozenset({"told", "informed", "notified", "alerted", "relayed", "passed"})
OF_ONE = frozenset({"testimony", "account", "evidence", "story", "confession", "memoir", "diary", "word"})
"""Documents that say of whom they are ("the testimony of an engineer")."""
_PRONOUNS = frozenset({"me", "us", "them", "him", "her", "you", "it", "himself", "herself", "themselves"})


def conduits_of(reading: Reading, index: int, source: int | None) -> list[Link]:
    """Who was told or passed it on: objects, "to Y", "in an interview with Y", "carried by Y", "who spoke to Y", "through Y"."""
    tree = reading.tree
    found: list[Link] = []
    verb = tree.tokens[index]
    if verb.tag in ("VBG", "VBD") and verb.dep in ("advcl", "conj") and tree.child(index, *SUBJECTS) is None:
        # "told Y that ..., adding that": the same one is told.
        found += _told(reading, verb.head)
    found += _told(reading, index)
    for prep in tree.children(index, "prep"):
        found += _by_preposition(reading, prep)
    clauses = tree.children(index, "advcl")
    if source is not None:
        clauses += tree.children(source, "relcl", "acl")
        found += [*carried_by(reading, source), *passed_on(reading, source)]
        found += _through(tree, source)
    found += _trailing(reading, index)
    for clause in clauses:
        if tree.tokens[clause].lemma in _SPEAKING:
            for prep in tree.children(clause, "prep", "dative"):
                found += _by_preposition(reading, prep)
            found += [Link(at) for at in tree.children(clause, "dobj", "dative")]
            found += [
                Link(at)
                for noun in tree.children(clause, "dobj")
                if (at := tree.object_of(noun, "to", "with")) is not None
            ]
    return found


def _through(tree: Tree, at: int) -> list[Link]:
    """Who spoke for somebody: "the actress, through her solicitor, denied", "a statement issued through her solicitor"."""
    preps = [
        prep for prep in tree.children(at, "prep") if tree.tokens[prep].text.lower() in ("through", "via")
    ]
    return [Link(inner, "through") for prep in preps if (inner := tree.child(prep, "pobj")) is not None]


def _told(reading: Reading, index: int) -> list[Link]:
    """Those a verb of telling says were told; nobody where the verb cites its object."""
    tree = reading.tree
    found: list[Link] = []
    if saying_of(tree, index) is not None or tree.is_passive(index):
        return found
    rows = reading.cues.of_form("verb", tree.tokens[index].text.lower())
    tells = not rows or any(row.takes("addressee") or row.takes("hearer") for row in rows)
    for child in tree.children(index, "dative", "dobj", "iobj"):
        if (
            tree.tokens[child].tag == "NNP"
            and tree.tokens[child - 1].head == index
            and tree.tokens[child - 1].tag == "NN"
        ):
            continue  # "told the agency Nordpress": one, that the parser takes for two
        inner = tree.child(child, "pobj") if tree.tokens[child].pos == "ADP" else child
        if inner is not None and tree.tokens[inner].text.lower() in _PRONOUNS:
            if tells and _had(tree, index):
                found.append(Link(inner, "speaker"))
        elif inner is not None and (tells or tree.tokens[child].dep != "dobj"):
            found += _told_on(tree, inner)
            found.append(Link(inner))
            found += passed_on(reading, inner)
    return found


def _trailing(reading: Reading, index: int) -> list[Link]:
    """Who passed on what a closing aside calls a report: "..., a claim picked up by the agency"."""
    tree = reading.tree
    sentence = tree.sentences[tree.sentence_of[index]]
    for at in range(sentence.last - 1, index, -1):
        if tree.tokens[at].text == ",":
            nouns = [n for n in range(at + 1, min(at + 4, sentence.last)) if tree.tokens[n].tag == "NN"]
            if nouns and (
                reading.records(nouns[0]) or reading.cues.of_form("noun", tree.tokens[nouns[0]].text)
            ):
                return passed_on(reading, nouns[0])
            return []
    return []


def hearer(reading: Reading, index: int) -> list[Link]:
    """Who "was told by Y" what a report holds, or "as X was told by Y"."""
    tree = reading.tree
    token = tree.tokens[index]
    subject = tree.child(index, "nsubjpass")
    if (
        subject is None
        or token.tag != "VBN"
        or token.text.lower() not in _TOLD | {"assured", "briefed", "warned"}
    ):
        return []
    marked = any(tree.tokens[at].text.lower() == "as" for at in tree.children(index, "mark", "advmod"))
    above = token.head
    reported = token.dep == "ccomp" and any(
        row.sense == "speech" for row in reading.cues.of_form("verb", tree.tokens[above].text.lower())
    )
    return [Link(subject, "all")] if (marked or reported) and reading.speaks(subject) else []


def _by_preposition(reading: Reading, prep: int) -> list[Link]:
    tree = reading.tree
    word = tree.tokens[prep].text.lower()
    inner = tree.child(prep, "pobj")
    if inner is None:
        return []
    if word in ("via", "through"):
        return [Link(inner, "through")]
    if word in ("to", "with"):
        return [Link(inner)]
    if word in ("in", "during", "on", "at"):
        to = tree.object_of(inner, "with", "to", "for", "on", "by")
        if word in ("in", "on") and reading.carries(inner):
            return [Link(inner)]
        return [*([Link(to)] if to is not None else []), *passed_on(reading, inner)]
    return []


def _had(tree: Tree, index: int) -> bool:
    """Whether the verb is a pluperfect: "an informant had told her", as one tells what was told."""
    return any(tree.tokens[at].text.lower() in ("had", "’d", "'d") for at in tree.children(index, "aux"))


def _told_on(tree: Tree, told: int) -> list[Link]:
    """Whom those who were told told in turn ("police, who told the Herald")."""
    found = []
    for clause in tree.children(told, "relcl"):
        if tree.tokens[clause].text.lower() in _TOLD:
            last = tree.child(clause, "dobj", "dative")
            if last is not None:
                found += [*_told_on(tree, last), Link(last), Link(told, "all")]
    return found


def passed_on(reading: Reading, noun: int) -> list[Link]:
    """Who passed on a document or speaker: "a statement carried by Y", "an order seen by Y", "a memo leaked to Y"."""
    tree = reading.tree
    found: list[Link] = []
    inner_nouns = [at for prep in tree.children(noun, "prep") for at in tree.children(prep, "pobj")]
    clauses = [one for at in (noun, *inner_nouns) for one in tree.children(at, "acl", "relcl", "amod")]
    clauses += [one for at in clauses for one in tree.children(at, "conj")]
    for clause in clauses:
        found += _through(tree, clause)
        if tree.tokens[clause].tag not in ("VBN", "VBD") or clause < noun:
            continue
        for row in reading.cues.of_form("passed", tree.tokens[clause].text.lower())[:1]:
            for prep in sorted(tree.children(clause, "agent", "prep", "dative")):
                if tree.tokens[prep].text.lower() in row.prepositions:
                    inner = tree.child(prep, "pobj")
                    named = inner is not None and tree.tokens[inner].tag in ("NNP", "NNPS")
                    if inner is None or (tree.tokens[prep].text.lower() in ("in", "on") and not named):
                        continue
                    found += passed_on(reading, inner)
                    for inside in tree.children(inner, "prep"):
                        if tree.tokens[inside].text.lower() == "in":
                            found += _by_preposition(reading, inside)
                    whose = next((one for one in ("all", "any") if row.takes(one)), "carrier")
                    found.append(Link(inner, whose))
    return found


def carried_by(reading: Reading, noun: int, *, itself: bool = False) -> list[Link]:
    """Who published what the noun is part of: "the channel posted a message from a wife who says", "carried a statement by".

    A document that is itself published speaks for who issued it, unless ``itself`` says that it counts too.
    """
    tree = reading.tree
    at = noun
    for _ in range(4):
        dep = tree.tokens[at].dep
        if dep in ("dobj", "attr"):
            verb = tree.tokens[at].head
            carrier = tree.subject(verb)
            is_light = bool(reading.cues.of_form("light", tree.tokens[verb].text.lower()))
            if (
                (at == noun and not itself)
                or not is_light
                or carrier is None
                or tree.is_verb(carrier)
                or not reading.speaks(carrier)
            ):
                return []
            return [Link(carrier, "all")]
        if dep not in ("pobj", "prep", "poss", "agent"):
            return []
        at = tree.tokens[at].head
    return []


def giver_of(tree: Tree, document: int) -> int | None:
    """Whose a document is by the "by" or "from" behind it or the owner before it; None where nobody is named."""
    giver = tree.object_of(document, "by", "from")
    if giver is None and tree.tokens[document].lemma in OF_ONE:
        giver = tree.object_of(document, "of")
    verb = tree.tokens[document].head
    if giver is None and tree.is_verb(verb) and tree.tokens[document].dep == "dobj":
        beside = [at for at in tree.children(verb, "prep", "agent") if at > document]
        near = [at for at in beside if tree.tokens[at].text.lower() in ("by", "from")]
        giver = tree.child(near[0], "pobj") if near else None
    return giver if giver is not None and not tree.is_verb(giver) else None


def behind_of(reading: Reading, index: int) -> list[int]:
    """Heads of who the source had it from: "after being briefed by Z", "had heard from Z", "passing on word from Z"."""
    tree = reading.tree
    found: list[int] = []
    rows = reading.cues.of_form("verb", tree.tokens[index].text.lower())
    if any(row.takes("giver") for row in rows):
        found += _givers(tree, index)
    if any(row.takes("message") for row in rows):
        found += [at for noun in tree.children(index, "dobj") if (at := giver_of(tree, noun)) is not None]
    token = tree.tokens[index]
    told = token.head
    if token.dep == "relcl" and tree.tokens[told].dep in ("dobj", "dative") and token.text.lower() in _TOLD:
        # "Witnesses told police, who told the daily, that": whom police had it from.
        teller = tree.child(tree.tokens[told].head, "nsubj")
        if teller is not None and tree.tokens[tree.tokens[told].head].text.lower() in _TOLD:
            found.append(teller)
    starts = tree.children(index, "prep", "advcl")
    subject = tree.child(index, "nsubj")
    if subject is not None:
        starts += tree.children(subject, "acl", "relcl", "prep", "appos")
    for start in starts:
        verbs = [start] if tree.is_verb(start) else tree.children(start, "pcomp")
        for verb in verbs:
            found += _told_before(reading, verb)
            if (
                tree.tokens[verb].lemma in ("speak", "talk", "interview")
                and subject is not None
                and reading.carries(subject)
            ):
                # "the agency, which spoke to four survivors, reported"
                spoken = tree.object_of(verb, "to", "with") or tree.child(verb, "dobj")
                found += [spoken] if spoken is not None and not tree.is_verb(spoken) else []
            for row in reading.cues.of_form("had", tree.tokens[verb].text.lower())[:1]:
                found += _had_from(tree, verb, tuple(row.prepositions))
        if tree.tokens[start].dep == "prep" and not verbs:
            found += _by_noun(reading, start)
    return [at for at in found if tree.tokens[at].text.lower() not in _PRONOUNS]


def _told_before(reading: Reading, verb: int) -> list[int]:
    """Who said what a participle repeats: "repeating what the boy had told her"."""
    tree = reading.tree
    clause = tree.child(verb, "ccomp")
    if tree.tokens[verb].tag != "VBG" or clause is None or clause < verb:
        return []
    word = tree.tokens[tree.left[clause]].text.lower()
    subject = tree.child(clause, "nsubj")
    says = any(
        row.sense == "speech" for row in reading.cues.of_form("verb", tree.tokens[clause].text.lower())
    )
    return (
        [subject]
        if word == "what" and says and subject is not None and tree.tokens[subject].tag != "WP"
        else []
    )


def _givers(tree: Tree, verb: int) -> list[int]:
    at = tree.object_of(verb, "from", "through", "via")
    return [at] if at is not None else []


def _had_from(tree: Tree, verb: int, prepositions: tuple[str, ...]) -> list[int]:
    """The giver that a verb or its object names, and whom that one had it from in turn ("who had it from")."""
    at = tree.object_of(verb, *prepositions)
    if at is None:
        for noun in tree.children(verb, "dobj"):
            at = tree.object_of(noun, *prepositions)
    if at is None or tree.is_verb(at):
        return []
    if tree.tokens[at].tag in ("NN", "NNS"):
        # "relying on an account by the operator", "based on interviews with survivors": whose account it is.
        giver = tree.object_of(at, "by", "from")
        if giver is None and tree.tokens[at].lemma in ("interview", "conversation"):
            giver = tree.object_of(at, "with")
        if giver is None and tree.tokens[verb].lemma == "base":
            return []
        at = giver if giver is not None else at
    further = [one for clause in tree.children(at, "relcl") for one in _had_from(tree, clause, prepositions)]
    return [at, *further]


def _by_noun(reading: Reading, prep: int) -> list[int]:
    """Whose briefing it was, or the recording: "after a briefing by Z", "on the basis of intercepts"."""
    tree = reading.tree
    noun = tree.child(prep, "pobj")
    if noun is None:
        return []
    if tree.tokens[noun].lemma.startswith("intercept"):
        return [noun]
    if tree.tokens[noun].lemma in ("briefing", "conversation", "meeting") and tree.tokens[
        prep
    ].text.lower() in ("after", "following"):
        giver = tree.object_of(noun, "by", "from", "with")
        return [giver] if giver is not None else []
    return []
