"""What a change does to all that is derived, found from its neighbourhood alone."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator
from itertools import chain

from twosource.linking.candidates import is_look_alike, is_open_pair
from twosource.linking.compare import Answer, Holder, holder_of
from twosource.linking.constraints import pair_of
from twosource.linking.due import comes_about, find_dues, is_due, tells_what_is_due
from twosource.linking.events import event_groups, find_events
from twosource.linking.figures import counts, find_figures, series_groups
from twosource.linking.gaps import ANSWERED, Seen, gaps_of, heard_in
from twosource.linking.neighbourhood import Neighbourhood
from twosource.linking.occasion import Matter, Order, is_worded, matter_of, order_of
from twosource.linking.origins import Testimony, provenance_of
from twosource.linking.positions import find_positions
from twosource.linking.settle import inferred, inferred_distinct, inferred_open, settled
from twosource.linking.shelf import Changed, Part, Patch, Shelf
from twosource.linking.stated import find_parts, find_stated, relation_of_reference
from twosource.linking.statements import find_statements
from twosource.linking.withdrawals import among_standing, find_withdrawals
from twosource.model.relation import Event, Position, Relation, Statement
from twosource.model.vocabulary import GapKind, RelationKind


def relink(changed: Changed, shelf: Shelf) -> Patch:
    """The rows that a change replaces. Applied to what followed from the claims before, they give what `link` makes of the
    claims after, row for row."""
    if not changed.before and not changed.after:
        return Patch(())
    return _Relinking(changed, shelf).patch()


class _Relinking:
    """One change worked through: the claims it touches, then each derived table around them."""

    def __init__(self, changed: Changed, shelf: Shelf) -> None:
        self.near = Neighbourhood(changed, shelf)
        self.touched = {one.id for one in (*changed.before, *changed.after)}
        """The claims that changed themselves, and those that a retraction among them reaches or reached."""
        now = {one.id: one for one in changed.after}
        self.former = [one for one in changed.before if now.get(one.id) != one]
        """What the claims were that are gone or read otherwise now."""
        self._take_in_parts()
        self._reach()
        self.near.load(chain(self.former, self._touched_now()), wide=True)
        self.parts = [*self._find_withdrawn()]
        self.fresh = self._relations(self._touched_now(), whole=True)
        self.stale = tuple(self._former_relations())
        self.core = self.near.closure(self._seeds())
        """The claims whose statements, series and events are made anew, all of each."""

    def patch(self) -> Patch:
        """All parts."""
        relations = Part("relations", frozenset(self.touched), self._standing(self.fresh, self.touched))
        return Patch((*self.parts, relations, *self._around_core(), *self._dues()))

    # ------------------------------------------------------------------ what is touched

    def _known(self, claims: Iterable[str]) -> list[Testimony]:
        return [self.near.told[one] for one in claims if one in self.near.told]

    def _touched_now(self) -> list[Testimony]:
        return self._known(sorted(self.touched))

    def _versions(self) -> Iterator[Testimony]:
        """The touched claims as they are, and as those were that read otherwise or are gone."""
        return chain(self.former, self._touched_now())

    def _documents(self) -> set[str]:
        return {one.claim.document for one in self._versions()}

    def _take_in_parts(self) -> None:
        """Take in whole documents that call one number a part of another: which other, is read from all of their claims."""
        self.near.load_documents(self._documents())
        for document in self._documents():
            ones = self.near.of_document(document)
            former = (one for one in self.former if one.claim.document == document)
            if any(one.tells_a_part for one in chain(ones, former)):
                self.touched.update(one.id for one in ones)

    def _reach(self) -> None:
        """Take in what is, or was, taken back by a claim that the change touches, and so on."""
        edge: list[Testimony] = list(self._versions())
        while edge:
            takers = [one for one in edge if one.is_retractor]
            self.near.load(takers)
            reached = {other.id for one in takers for other in self._taken_back(one)} - self.touched
            self.touched |= reached
            edge = self._known(reached)

    def _taken_back(self, one: Testimony) -> Iterator[Testimony]:
        for relation in find_stated(one, self.near.told):
            if relation.kind is RelationKind.RETRACTS:
                yield self.near.told[relation.target]
        for other in self.near.mates(one):
            pair = self.near.compared(one, other)
            if pair is not None and pair.answer is Answer.WITHDRAWN:
                yield other

    def _find_withdrawn(self) -> Iterator[Part]:
        """Who of the touched is withdrawn now, and who stands behind the rest."""
        near, scope = self.near, frozenset(self.touched)
        ones = self._touched_now()
        retracting = {
            other.id: other
            for one in ones
            for other in (*near.mates(one), *near.namers(one.id))
            if other.is_retractor
        }
        known = {one.id: one for one in (*ones, *retracting.values())}
        relations = self._relations(ones)
        others = {one for one in known if one not in scope and one in near.gone}
        judged = {one: known[one] for one in known if one in scope}
        rows = find_withdrawals(judged, relations, near.constraints, gone=others, others=known)
        near.gone -= scope
        near.gone.update(row.claim for row in rows)
        yield Part("withdrawn", scope, rows)
        yield Part("provenance", scope, tuple(provenance_of(one) for one in near.standing(scope)))

    # ------------------------------------------------------------------ relations

    def _relations(
        self,
        ones: Collection[Testimony],
        wanted: Callable[[Testimony, Testimony], bool] = lambda one, other: True,
        *,
        whole: bool = False,
    ) -> tuple[Relation, ...]:
        """The relations of pairs with one of these claims in them, whoever is withdrawn.

        ``wanted``, asked of one of them and a mate, spares the comparison of pairs whose relation is of no use; ``whole``:
        also those for which their documents must be known whole.
        """
        near = self.near
        ids = {one.id for one in ones}
        stated = [
            relation
            for one in ones
            for relation in chain(
                find_stated(one, near.told),
                *(find_stated(other, {one.id: one}) for other in near.namers(one.id) if other.id not in ids),
            )
        ]
        pairs = {
            pair_of(one.id, other.id): (one, other)
            for one in ones
            for other in near.mates(one)
            if wanted(one, other)
        }
        compared = (near.compared(one, other) for one, other in pairs.values())
        follows = inferred(pair for pair in compared if pair is not None)
        stated += self._stated_parts(ones, self._documents() if whole else ())
        if whole:
            follows = chain(follows, self._in_documents(ones), self._look_alikes(ones))
        constraints = near.constraints.of(ids)
        return settled(stated, follows, near.told, constraints)

    def _stated_parts(self, ones: Collection[Testimony], documents: Iterable[str]) -> Iterator[Relation]:
        """The parts that texts tell of, in these documents and wherever one stands between mates of which one is asked about."""
        near = self.near
        told = {
            one.claim.document
            for one in ones
            for other in (one, *near.mates(one))
            if other.claim.document == one.claim.document and other.tells_a_part
        }
        near.load_documents(told)
        ids = {one.id for one in ones}
        for document in sorted(told.union(documents)):
            for relation in find_parts(near.of_document(document)):
                if relation.source in ids or relation.target in ids:
                    yield relation

    def _in_documents(self, ones: Iterable[Testimony]) -> Iterator[Relation]:
        pairs = {
            (earlier.id, later.id): (earlier, later)
            for one in ones
            for other in self.near.of_document(one.claim.document)
            for earlier, later in (_in_order(one, other),)
            if is_open_pair(earlier, later)
        }
        return inferred_open(pairs.values())

    def _look_alikes(self, ones: Iterable[Testimony]) -> Iterator[Relation]:
        pairs = {
            (earlier.id, later.id): (earlier, later)
            for one in ones
            for other in self.near.sharing_number(one)
            for earlier, later in (_in_order(one, other),)
            if is_look_alike(earlier, later)
        }
        return inferred_distinct(pairs.values())

    def _former_relations(self) -> Iterator[Relation]:
        """How touched claims that were otherwise, or are gone, stood to those that are as they were."""
        near = self.near
        for one in self.former:
            others = {other.id: other for other in near.mates(one) if other.id not in self.touched}
            compared = (near.compared(one, other) for other in others.values())
            yield from inferred(pair for pair in compared if pair is not None)
            unchanged = {key: other for key, other in near.told.items() if key not in self.touched}
            yield from find_stated(one, unchanged)
            for other in near.namers(one.id):
                if other.id not in self.touched:
                    yield from find_stated(other, {one.id: one})

    def _standing(
        self, relations: Iterable[Relation], scope: Collection[str] | None = None
    ) -> tuple[Relation, ...]:
        rows = among_standing(relations, self.near.gone)
        return tuple(row for row in rows if scope is None or row.source in scope or row.target in scope)

    # ------------------------------------------------------------------ statements, series, events, positions

    def _seeds(self) -> set[str]:
        """From where statements, series, events and gaps are made anew: the touched, and what hung on them before or does now."""
        near = self.near
        seeds = set(self.touched)
        for one in self._versions():
            seeds.update(other.id for other in near.neighbours(one, seeds))
        bodies = {one.id: {one.witness.body} for one in near.told.values()}
        for one in self.former:
            bodies.setdefault(one.id, set()).add(one.witness.body)
        for relation in chain(self.fresh, self.stale):
            target = near.told.get(relation.target)
            if target is None or relation.kind not in ANSWERED:
                continue
            if target.claim.question.agent in bodies.get(relation.source, ()):
                seeds.add(target.id)
        for actor, matter in self._stands():
            if matter[0].agent != actor:
                continue
            if all(one.id in self.touched for one in near.of_position(actor, matter)):
                # Whether its own side is heard may have changed for all that is said of it.
                seeds.update(one.id for one in near.load_matter(matter))
        return seeds

    def _stands(self) -> list[tuple[str, Matter]]:
        """Whose positions on what the touched claims give or gave."""
        found = ((one.position_of, matter_of(one)) for one in self._versions())
        return list(dict.fromkeys((actor, matter) for actor, matter in found if actor is not None))

    def _around_core(self) -> Iterator[Part]:
        near, constraints = self.near, self.near.constraints
        told = near.standing(self.core)
        scope = frozenset(self.core | self.touched)
        pairs = near.pairs_within(told)
        relations = self._standing(self._relations(told, self._bears_on))
        compared = {
            (one.id, other.id): pair for one, other in pairs if (pair := near.joined(one, other)) is not None
        }
        statements = tuple(find_statements(told, compared, constraints))
        yield Part("statements", scope, statements)
        yield Part("figures", scope, find_figures(series_groups(told, pairs, constraints), relations))
        events, around = self._events()
        yield Part("events", scope | around, events)
        positions, holders = self._positions()
        yield Part("positions", scope=holders, rows=positions)
        events = tuple(event for event in events if event.id in self.core)
        yield from self._gaps(statements, events, positions, relations, (scope, holders))

    def _bears_on(self, one: Testimony, other: Testimony) -> bool:
        """Whether a relation of two can show in a series of the core (a revision) or hear a side (a denial)."""
        if one.claim.question.agent in (one.witness.body, other.witness.body):
            return True
        within = other.id in self.core and counts(one) is not None and counts(other) is not None
        return within and holder_of(one, other) is not Holder.OTHER

    def _events(self) -> tuple[tuple[Event, ...], frozenset[str]]:
        """The events of the core and those that answer one of them, with the claims of the latter."""
        near = self.near
        answering = {
            one.id
            for key in self.core | self.touched
            for one in near.namers(key)
            if one.id not in near.gone and _answers(one, key)
        }
        around = near.closure(answering - self.core)
        inner = self.core | around
        answered = {key for one in near.standing(inner) for key in _answered_by(one) if key not in inner}
        near.load_claims(answered)
        outer = near.closure(answered) - inner
        told = near.standing(inner | outer)
        stated = chain.from_iterable(find_stated(one, near.told) for one in near.standing(inner))
        answers = [
            relation
            for relation in self._standing(settled(stated, (), near.told, near.constraints.of(())))
            if relation.kind is RelationKind.RESPONDS_TO
        ]
        events = find_events(event_groups(told, near.pairs_within(told), near.constraints), answers)
        return tuple(event for event in events if event.id in inner), frozenset(around)

    def _positions(self) -> tuple[tuple[Position, ...], frozenset[str]]:
        holders = {
            one.id: one for actor, matter in self._stands() for one in self.near.of_position(actor, matter)
        }
        rows = find_positions(sorted(holders.values(), key=lambda one: one.rank))
        return tuple(row for _, row in rows), frozenset(holders.keys() | self.touched)

    def _gaps(
        self,
        statements: tuple[Statement, ...],
        events: tuple[Event, ...],
        positions: tuple[Position, ...],
        relations: tuple[Relation, ...],
        scopes: tuple[frozenset[str], frozenset[str]],
    ) -> Iterator[Part]:
        near = self.near
        asked = {
            (row.question, row.question.agent)
            for row in statements
            if row.question.agent is not None and not is_worded(row.question)
        }
        near.load_positions(asked)
        sides = [
            one
            for row in statements
            if row.question.agent is not None
            for one in near.of_position(row.question.agent, matter_of(near.told[row.id]))
        ]
        seen = Seen(
            {one.id: one.claim for one in near.told.values()},
            {one.id: one.witness.body for one in near.told.values() if not one.is_headline},
            statements,
            events,
            positions,
            relations,
            heard_in(row for _, row in find_positions(sorted(sides, key=lambda one: one.rank))),
        )
        core, holders = scopes
        for kind in GapKind:
            scope = holders if kind is GapKind.DENIED_WITHOUT_EVIDENCE else core
            yield Part("gaps", scope, gaps_of(kind, seen), kind)

    # ------------------------------------------------------------------ what is due

    def _dues(self) -> Iterator[Part]:
        near = self.near
        scope = set(self.touched)
        shaken = set()
        for relation in chain(self.fresh, self.stale):
            if relation.kind in (RelationKind.REVISES, RelationKind.RETRACTS):
                shaken.add(relation.target)
            if relation.kind in (RelationKind.DENIES, RelationKind.RETRACTS):
                scope.add(relation.target)
        again = self._known(shaken - self.touched)
        near.load(again)
        for report in (*self._versions(), *again):
            scope.update(
                other.id for other in near.mates(report) if is_due(other.claim) and comes_about(other, report)
            )
        told = [one for one in near.standing(scope) if tells_what_is_due(one)]
        near.load(told)
        came = [
            (one, report)
            for one in told
            for report in near.mates(one)
            if report.id not in near.gone and comes_about(one, report)
        ]
        due = {one.id: one for one in told}
        reports = {report.id: report for _, report in came}
        near.load(reports.values())

        def bears_on(one: Testimony, other: Testimony) -> bool:
            """Whether the other may deny what is due, or undo a report."""
            if one.is_retractor and other.is_retractor:
                return True
            if one.id in due and one.claim.polarity is not other.claim.polarity:
                return True
            may_revise = one.id in reports and holder_of(one, other) is not Holder.OTHER
            return may_revise and order_of(other, one) is Order.AFTER

        around = list({**due, **reports}.values())
        relations = self._standing(self._relations(around, bears_on))
        yield Part("dues", frozenset(scope), find_dues(told, came, relations))


def _in_order(one: Testimony, other: Testimony) -> tuple[Testimony, Testimony]:
    return (one, other) if one.rank < other.rank else (other, one)


def _answers(one: Testimony, claim: str) -> bool:
    return claim in _answered_by(one)


def _answered_by(one: Testimony) -> tuple[str, ...]:
    """The claims that a claim can be a response to; which of them there are is for `find_stated`."""
    linked = [link.to for link in one.claim.links if link.relation is RelationKind.RESPONDS_TO]
    refers = relation_of_reference(one.claim) is RelationKind.RESPONDS_TO
    return tuple(dict.fromkeys((*linked, *(one.claim.refers_to if refers else ()))))
