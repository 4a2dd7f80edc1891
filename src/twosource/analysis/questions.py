"""The question that a predicate answers: predicate class, agent, target, and the class of what is counted.

The key is exact (docs/concepts/representation.md). Agents and targets are actor ids rolled up to the governing state,
else ``~lemma``: a slot known only by its words, which equals itself inside one document alone.
"""

from __future__ import annotations

from dataclasses import dataclass

from twosource.analysis.actors import ActorTable
from twosource.analysis.layers import Analysis, Mention, Parse, Predicate
from twosource.analysis.meaning import Meaning
from twosource.model.claim import Question
from twosource.model.span import Span
from twosource.model.vocabulary import SourceKind


@dataclass(frozen=True, slots=True)
class Argument:
    """A noun phrase as a slot.

    Its head token, the class of thing it names, the actor it is or belongs to, and its mention.
    """

    token: int
    thing: str | None
    actor: str | None
    mention: Mention | None


class Slots:
    """Reads noun phrases of one document as slots; holds its mentions and quantities by position."""

    def __init__(self, analysis: Analysis, meaning: Meaning, actors: ActorTable) -> None:
        self.parse: Parse = analysis.parse
        self.text = analysis.text
        self.meaning = meaning
        self.actors = actors
        self.mentions = analysis.mentions
        self.quantities = analysis.quantities
        self.places = analysis.places
        self._by_token: dict[int, Mention] = {}
        starts = {token.start: token.i for token in self.parse.tokens}
        for mention in analysis.mentions:
            for offset in range(mention.at.start, mention.at.end):
                if offset in starts:
                    self._by_token.setdefault(starts[offset], mention)

    def rolled_up(self, actor: str | None) -> str | None:
        """The governing body of an actor: the state for its organs, forces and media, else the actor itself."""
        return None if actor is None else self.actors.body_of(actor)

    def is_state(self, actor: str | None) -> bool:
        """Whether an actor, rolled up, is a state or its government."""
        return actor is not None and self.actors.kind_of(actor) is SourceKind.GOVERNMENT

    def mention_at(self, token: int) -> Mention | None:
        """The mention that covers a token."""
        return self._by_token.get(token)

    def argument(self, token: int) -> Argument:
        """The noun phrase headed by ``token``: "10,000 Velmic troops" is the thing troop, the actor Velm.

        A head that only measures ("a total of", "sections of", "a unit of") looks through to what it
        measures, units excepted.
        """
        parse = self.parse
        head = parse.tokens[token]
        mention = self._by_token.get(token)
        thing = self.meaning.things.get(head.lemma)
        if thing is None and mention is not None and mention.kind is SourceKind.MILITARY:
            return Argument(token, "troop", mention.id, mention)
        if thing is None and mention is None:
            inner = self._measured(token)
            if inner is not None:
                return self.argument(inner)
        if thing is None and mention is None:
            thing = self._counted_by(token)
        if mention is not None and mention.id is not None and thing is None:
            return Argument(token, thing, mention.id, mention)
        owner = self.owner(token)
        if thing is not None:
            return Argument(token, thing, owner.id if owner else None, owner)
        if mention is not None:
            return Argument(token, None, mention.id, mention)
        return Argument(token, None, None, owner if owner and self._owns(owner, token) else None)

    def _owns(self, owner: Mention, token: int) -> bool:
        return self.parse.tokens[owner.head].head == token

    def _measured(self, token: int) -> int | None:
        head = self.parse.tokens[token]
        if head.pos == "NUM" or head.lemma in self.meaning.measures:
            for child in self.parse.children[token]:
                if self.parse.tokens[child].lemma == "of":
                    return next(
                        (c for c in self.parse.children[child] if self.parse.tokens[c].dep == "pobj"), None
                    )
        return None

    def _counted_by(self, token: int) -> str | None:
        """The class of what an elliptical number at this token counts."""
        at = self.parse.tokens[token].at
        for quantity in self.quantities:
            if quantity.at.overlaps(at) and quantity.of:
                return self.meaning.things.get(quantity.of, quantity.of)
        return None

    def owner(self, token: int) -> Mention | None:
        """The actor a thing belongs to, by possessive, adjective or compound."""
        for child in self.parse.children[token]:
            kind = self.parse.tokens[child].dep
            if kind in ("poss", "amod", "compound", "nmod"):
                mention = self._by_token.get(child)
                if mention is not None and mention.id is not None:
                    return mention
        return None

    def slot(self, token: int | None) -> str | None:
        """A noun phrase as a slot value.

        A rolled-up actor id, ``~lemma`` for one known by its words, None for a pronoun or none.
        """
        if token is None:
            return None
        argument = self.argument(token)
        if argument.actor is not None:
            return self.rolled_up(argument.actor)
        token_at = self.parse.tokens[argument.token]
        return None if token_at.pos in ("PRON", "DET", "NUM") else "~" + token_at.lemma

    def is_placed(self, predicate: Predicate) -> bool:
        """Whether the predicate's words name a place."""
        return any(span.contains(place.at) for place in self.places for span in predicate.extent)

    def is_pointed(self, predicate: Predicate) -> bool:
        """Whether the predicate is placed by a word that points back: "1,500 are already there"."""
        children = self.parse.children[predicate.head]
        return any(
            self.parse.tokens[c].dep == "advmod" and self.parse.tokens[c].lemma == "there" for c in children
        )

    def state_before(self, predicate: Predicate, *, but: str | None) -> str | None:
        """The last state other than ``but`` that the same sentence names before the predicate."""
        head = self.parse.tokens[predicate.head]
        sentence = next((one for one in self.parse.sentences if one.first <= head.i < one.last), None)
        for mention in reversed(self.mentions):
            state = self.rolled_up(mention.id)
            if state is None or state == but or not self.is_state(state) or sentence is None:
                continue
            if sentence.at.start <= mention.at.start and mention.at.end <= head.start:
                return state
        return None

    def state_after(self, extent: tuple[Span, ...], *, but: str | None) -> str | None:
        """The first state other than ``but`` named in the spans, however it is named."""
        for mention in self.mentions:
            state = self.rolled_up(mention.id)
            if state is None or state == but or not self.is_state(state):
                continue
            if any(span.contains(mention.at) for span in extent):
                return state
        return None


def question_of(predicate: Predicate, slots: Slots) -> Question:
    """The question of one predicate."""
    parse, meaning = slots.parse, slots.meaning
    subject = slots.argument(predicate.subject) if predicate.subject is not None else None
    objects = [slots.argument(token) for token in predicate.objects]
    things = [one for one in objects if one.thing is not None]
    thing = things[0].thing if things else None
    moved_by_itself = False
    lemma = predicate.lemma if not _is_copula(parse, predicate) else "be"
    row = meaning.predicate(lemma, nominal=predicate.nominal and lemma != "be", thing=thing)
    if thing is None and subject is not None and subject.thing is not None:
        own = meaning.predicate(lemma, nominal=predicate.nominal and lemma != "be", thing=subject.thing)
        if own is not None or not objects:
            row, thing, moved_by_itself = own, subject.thing, True
    agent = (
        slots.rolled_up(subject.actor)
        if subject is not None and subject.actor
        else slots.slot(predicate.subject)
    )
    if subject is not None and subject.actor is None and subject.thing is not None:
        agent = _agent_of_thing(subject, slots) if subject.thing in ("troop", "unit") else None
    if predicate.passive and predicate.subject is None and things and things[0].actor:
        agent = slots.rolled_up(things[0].actor)
    name = row.name if row is not None else lemma
    counted = thing
    target: str | None = None
    if row is not None and (row.destination or row.abroad):
        target = slots.state_after(predicate.extent, but=agent)
        if target is None and slots.is_pointed(predicate):
            target = slots.state_before(predicate, but=agent)
        placed = row.name == "be_in" and slots.is_placed(predicate)
        if row.abroad and (target is not None or placed) and thing in ("troop", "unit"):
            name = row.abroad
        elif row.abroad and row.name == "be_in":
            name = "be"
    elif not moved_by_itself:
        actors = [one for one in objects if one.actor is not None and one.thing is None]
        target = slots.rolled_up(actors[0].actor) if actors else None
    if counted is None:
        counted = _plain_object(predicate, objects, slots)
    if name == "be" and predicate.head not in predicate.objects:
        counted = counted or parse.tokens[predicate.head].lemma
    return Question(name, agent, target, counted)


def _agent_of_thing(argument: Argument, slots: Slots) -> str | None:
    """Whose an elliptical or plain "troops" are.

    The owner of the nearest earlier mention of the same thing.
    """
    at = slots.parse.tokens[argument.token]
    for token in reversed(slots.parse.tokens[: at.i]):
        if slots.meaning.things.get(token.lemma) == argument.thing:
            owner = slots.owner(token.i)
            if owner is not None:
                return slots.rolled_up(owner.id)
            verb = slots.parse.tokens[token.head]
            for _ in range(3):
                if verb.pos == "VERB":
                    break
                verb = slots.parse.tokens[verb.head]
            for above in (verb.i, slots.parse.tokens[verb.i].head):
                for child in slots.parse.children[above]:
                    if slots.parse.tokens[child].dep == "nsubj":
                        mention = slots.mention_at(child)
                        if mention is not None and mention.id:
                            return slots.rolled_up(mention.id)
            return None
    return None


def _is_copula(parse: Parse, predicate: Predicate) -> bool:
    token = parse.tokens[predicate.head]
    return token.lemma == "be" or (
        token.dep in ("acomp", "attr", "oprd") and parse.tokens[token.head].lemma == "be"
    )


def _plain_object(predicate: Predicate, objects: list[Argument], slots: Slots) -> str | None:
    """The lemma of the first object that is no actor, time or place: what the predicate is about."""
    for one in objects:
        token = slots.parse.tokens[one.token]
        if (
            one.actor is not None
            or token.pos not in ("NOUN", "PROPN")
            or token.entity in ("DATE", "TIME", "GPE", "LOC")
        ):
            continue
        if token.dep == "pobj" and slots.parse.tokens[token.head].lemma not in ("of", "about", "with", "for"):
            continue
        return token.lemma
    return None
