"""The claims around a change: loaded from the record as they are needed, and found again by what they have in common."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator

from twosource.linking.blocks import (
    blocks_of,
    candidate_keys,
    is_joined_by_question,
    kin_blocks,
    look_alike_keys,
    position_block,
    question_block,
    side_block,
    target_block,
    targets_of,
    text_keys,
)
from twosource.linking.candidates import Pair
from twosource.linking.compare import Compared, compare
from twosource.linking.constraints import Constraints, Word, pair_of
from twosource.linking.events import same_event, tells_an_event
from twosource.linking.figures import counts, in_one_series
from twosource.linking.occasion import Matter, is_worded, matter_of
from twosource.linking.origins import Testimony
from twosource.linking.shelf import Changed, Shelf
from twosource.linking.stated import find_stated
from twosource.linking.statements import JOINED, may_join
from twosource.model.claim import Question
from twosource.model.vocabulary import RelationKind


class Neighbourhood:
    """The claims read so far as they are after the change, and the ways between them.

    What is not loaded is not seen: `load` comes before any question about a claim's neighbours. A claim that was loaded
    as the neighbour of another is known, and who else neighbours it is not.
    """

    def __init__(self, changed: Changed, shelf: Shelf) -> None:
        self._shelf = shelf
        self._named = {one.id for one in (*changed.before, *changed.after)}
        self.told: dict[str, Testimony] = {}
        self.gone: set[str] = set()
        """Claims that are withdrawn; of those that the change touches only once they are judged."""
        self._must: dict[tuple[str, str], Word] = {}
        self._cannot: dict[tuple[str, str], Word] = {}
        self._withdrawn: dict[str, Word] = {}
        self._tied: dict[str, set[str]] = {}
        self._parted: dict[str, set[str]] = {}
        self._asked: set[str] = set()
        self._new: set[str] = set()
        self._kin: dict[str, Collection[str]] = {}
        self._index: dict[str, list[str]] = {}
        self._compared: dict[tuple[str, str], Compared | None] = {}
        self._mates: dict[str, tuple[Testimony, ...]] = {}
        self._take(changed.after)
        self._new |= self._named
        self._judge_new()

    @property
    def constraints(self) -> Constraints:
        """The decisions that name any claim read so far."""
        return Constraints(self._must, self._cannot, self._withdrawn)

    def standing(self, claims: Iterable[str]) -> list[Testimony]:
        """Of these claims those that are known and not withdrawn, in canonical order."""
        found = (self.told[one] for one in set(claims) if one in self.told and one not in self.gone)
        return sorted(found, key=lambda one: one.rank)

    # ------------------------------------------------------------------ reading

    def load(self, ones: Iterable[Testimony], *, wide: bool = False) -> None:
        """Read all that can be compared with these claims, what names them and what they name.

        ``wide``: also their documents, look-alikes and what actors themselves say: all that shares any derived row with them.
        """
        rows = list(ones)
        loose = [one for one in rows if not is_joined_by_question(one.claim.question)]
        self._load_kin({key for one in loose for key in text_keys(one.context)})
        keys = {target_block(one.id) for one in rows}
        for one in rows:
            keys.update(key for key in blocks_of(one) if key[0] in ("qlp" if wide else "q"))
            keys.update(kin_blocks(one, self._kin_of(one)))
        self._fetch(self._shelf.in_blocks, keys)
        if wide:
            self._fetch(self._shelf.of_documents, {one.claim.document for one in rows})
        self._judge_new()
        ways = (self._tied, self._parted) if wide else (self._tied,)
        bound = {other for one in rows for way in ways for other in way.get(one.id, ())}
        self.load_claims(bound.union(*(targets_of(one) for one in rows)))

    def load_claims(self, claims: Collection[str]) -> None:
        """Read claims by their ids."""
        self._fetch(self._shelf.by_id, {one for one in claims if one not in self.told} - self._named)
        self._judge_new()

    def load_documents(self, documents: Collection[str]) -> None:
        """Read whole documents."""
        self._fetch(self._shelf.of_documents, documents)
        self._judge_new()

    def load_blocks(self, keys: Iterable[str]) -> None:
        """Read blocks."""
        self._fetch(self._shelf.in_blocks, keys)
        self._judge_new()

    def load_positions(self, wanted: Iterable[tuple[Question, str]]) -> None:
        """Read what actors themselves say on questions; where one document settles it, it is with the claim."""
        self.load_blocks(
            question_block(question) if is_joined_by_question(question) else position_block(question, actor)
            for question, actor in wanted
            if not is_worded(question)
        )

    def load_matter(self, matter: Matter) -> list[Testimony]:
        """All claims on a matter that stand."""
        question, document = matter
        if document is not None:
            self.load_documents({document})
        else:
            joined = is_joined_by_question(question)
            self.load_blocks({question_block(question) if joined else side_block(question)})
        return [one for one in self.told.values() if one.id not in self.gone and matter_of(one) == matter]

    def _load_kin(self, keys: Iterable[str]) -> None:
        wanted = set(keys) - self._kin.keys()
        if wanted:
            found = self._shelf.sharing_text(wanted)
            self._kin.update((key, found.get(key, ())) for key in wanted)

    def _kin_of(self, one: Testimony) -> set[str]:
        return {document for key in text_keys(one.context) for document in self._kin.get(key, ())}

    def _fetch(self, ask: Callable[[Collection[str]], Iterable[Testimony]], keys: Iterable[str]) -> None:
        """Read what was not asked for yet."""
        wanted = set(keys) - self._asked
        if wanted:
            self._asked |= wanted
            self._take(one for one in ask(wanted) if one.id not in self._named)

    def _take(self, found: Iterable[Testimony]) -> None:
        for one in found:
            if one.id in self.told:
                continue
            self.told[one.id] = one
            self._new.add(one.id)
            for key in _index_keys(one):
                self._index.setdefault(key, []).append(one.id)

    def _judge_new(self) -> None:
        """Read what was decided of new claims, and of those that the change leaves alone whether they are withdrawn."""
        if not self._new:
            return
        claims, self._new = self._new, set()
        self._mates.clear()
        found = self._shelf.constraints(claims)
        self._must.update(found.must)
        self._cannot.update(found.cannot)
        self._withdrawn.update(found.withdrawn)
        for one, other in found.must:
            if not found.parts(one, other):
                self._tied.setdefault(one, set()).add(other)
                self._tied.setdefault(other, set()).add(one)
        for one, other in found.cannot:
            self._parted.setdefault(one, set()).add(other)
            self._parted.setdefault(other, set()).add(one)
        others = claims - self._named
        if others:
            self.gone.update(others.intersection(self._shelf.withdrawn(others)))

    # ------------------------------------------------------------------ ways

    def _found(self, key: str) -> Iterator[Testimony]:
        return (self.told[one] for one in self._index.get(key, ()))

    def mates(self, one: Testimony) -> tuple[Testimony, ...]:
        """The claims that can be compared with one, which may be as it was before the change."""
        is_current = self.told.get(one.id) is one
        if is_current and one.id in self._mates:
            return self._mates[one.id]
        ids = {
            other.id: other
            for key in candidate_keys(one)
            for other in self._found(key)
            if other.id != one.id and other.claim.question == one.claim.question
        }
        found = tuple(ids.values())
        if is_current:
            self._mates[one.id] = found
        return found

    def namers(self, claim: str) -> Iterator[Testimony]:
        """The claims whose text says how they stand to a claim."""
        return self._found(target_block(claim))

    def of_document(self, document: str) -> list[Testimony]:
        """The claims of a document, in canonical order."""
        return sorted(self._found(f"d|{document}"), key=lambda one: one.rank)

    def of_position(self, actor: str, matter: Matter) -> list[Testimony]:
        """What an actor itself says on a matter, as far as it stands, in canonical order."""
        found = (one for one in self._found(f"p|{actor}") if matter_of(one) == matter)
        return sorted((one for one in found if one.id not in self.gone), key=lambda one: one.rank)

    def sharing_number(self, one: Testimony) -> Iterator[Testimony]:
        """The claims whose number is easily taken for that of one."""
        return (
            other for key in look_alike_keys(one) for other in self._found(f"l|{key}") if other.id != one.id
        )

    def compared(self, one: Testimony, other: Testimony) -> Compared | None:
        """Two mates compared; None where nothing can be said of them."""
        current = self.told.get(one.id) is one and self.told.get(other.id) is other
        if not current:
            return compare(one, other)
        pair = pair_of(one.id, other.id)
        if pair not in self._compared:
            self._compared[pair] = compare(one, other)
        return self._compared[pair]

    def tied(self, one: Testimony) -> Iterator[Testimony]:
        """The claims that are joined with one whatever they say: by a reviewer, or by a revision that a text states."""
        yield from (self.told[other] for other in self._tied.get(one.id, ()) if other in self.told)
        if counts(one) is not None:
            others = [*self.namers(one.id), *(self.told[key] for key in targets_of(one) if key in self.told)]
            yield from (other for other in others if other.id != one.id and _is_revised(one, other))

    def neighbours(self, one: Testimony, but: Collection[str] = ()) -> Iterator[Testimony]:
        """The claims that a statement, a series or an event can hold beside one, without those whose ids are not asked about."""
        if not one.is_headline:
            for other in self.mates(one):
                if other.id not in but and self._are_near(one, other):
                    yield other
        yield from self.tied(one)

    def _are_near(self, one: Testimony, other: Testimony) -> bool:
        if counts(one) is not None and counts(other) is not None and in_one_series(one, other):
            return True
        if tells_an_event(one) and tells_an_event(other) and same_event(one, other):
            return True
        return self.joined(one, other) is not None

    def joined(self, one: Testimony, other: Testimony) -> Compared | None:
        """Two mates compared, where they can be in one statement."""
        pair = self.compared(one, other) if may_join(one, other) else None
        return pair if pair is not None and pair.answer in JOINED else None

    def closure(self, seeds: Iterable[str]) -> set[str]:
        """The claims that stand and hang together with any of these by ways of `neighbours`, whatever the number of steps."""
        reached = {one.id for one in self.standing(seeds)}
        edge = set(reached)
        while edge:
            ones = self.standing(edge)
            self.load(ones)
            edge = set()
            for one in ones:
                found = {other.id for other in self.neighbours(one, reached)} - reached - self.gone
                reached |= found
                edge |= found
        return reached

    def pairs_within(self, ones: Collection[Testimony]) -> list[Pair]:
        """The pairs of these claims that can be compared."""
        ids = {one.id for one in ones}
        return [
            (other, one)
            for one in ones
            for other in self.mates(one)
            if other.id in ids and other.rank < one.rank
        ]


def _is_revised(one: Testimony, other: Testimony) -> bool:
    if counts(other) is None:
        return False
    ways = ((one, other), (other, one))
    return any(
        relation.kind is RelationKind.REVISES
        for source, target in ways
        for relation in find_stated(source, {target.id: target})
    )


def _index_keys(one: Testimony) -> Iterator[str]:
    yield from candidate_keys(one)
    yield from (target_block(target) for target in targets_of(one))
    yield from (f"l|{key}" for key in look_alike_keys(one))
    yield f"d|{one.claim.document}"
    if one.position_of is not None:
        yield f"p|{one.position_of}"
