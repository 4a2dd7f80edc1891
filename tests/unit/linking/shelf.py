"""The record in memory, for the tests of incremental linking."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Mapping

from twosource.linking.actors import Actors, shipped_actors
from twosource.linking.blocks import blocks_of, text_keys
from twosource.linking.constraints import NO_CONSTRAINTS, Constraints
from twosource.linking.context import Context
from twosource.linking.origins import Testimony, hear_one
from twosource.linking.relink import relink
from twosource.linking.shelf import TABLES, Changed, Patch, subjects
from twosource.model.claim import Claim
from twosource.model.relation import Derived


class Record:
    """Claims under their blocks, the rows derived from them, and the change of both: what a store does, in memory."""

    def __init__(self, actors: Actors | None = None, *, noise: int = 0) -> None:
        self.noise = noise
        """Answer more than is asked for: every so manieth claim, and what the changed ones were."""
        self.stale: list[Testimony] = []
        self.actors = actors or shipped_actors()
        self.told: dict[str, Testimony] = {}
        self.contexts: dict[str, Context] = {}
        self.decided = NO_CONSTRAINTS
        self.rows: dict[str, Counter] = {table: Counter() for table in TABLES}
        self.asks = 0
        self.read = 0
        self.written = 0
        self._blocks: dict[str, set[str]] = {}
        self._texts: dict[str, set[str]] = {}
        self._documents: dict[str, set[str]] = {}
        self._rows_of: dict[tuple[str, str], set] = {}
        self._gone: set[str] = set()

    # ------------------------------------------------------------------ the shelf

    def in_blocks(self, keys: Collection[str]) -> Iterable[Testimony]:
        return self._answer(one for key in keys for one in self._blocks.get(key, ()))

    def by_id(self, claims: Collection[str]) -> Iterable[Testimony]:
        return self._answer(one for one in claims if one in self.told)

    def of_documents(self, documents: Collection[str]) -> Iterable[Testimony]:
        return self._answer(one for key in documents for one in self._documents.get(key, ()))

    def sharing_text(self, keys: Collection[str]) -> Mapping[str, Collection[str]]:
        self.asks += 1
        return {key: tuple(self._texts[key]) for key in keys if key in self._texts}

    def withdrawn(self, claims: Collection[str]) -> Collection[str]:
        self.asks += 1
        return self._gone & set(claims)

    def constraints(self, claims: Collection[str]) -> Constraints:
        self.asks += 1
        return self.decided.of(claims)

    def _answer(self, ids: Iterable[str]) -> list[Testimony]:
        self.asks += 1
        found = [self.told[one] for one in set(ids)]
        self.read += len(found)
        return [*self.stale, *found, *list(self.told.values())[:: self.noise]] if self.noise else found

    # ------------------------------------------------------------------ changing it

    def change(
        self,
        *,
        documents: Mapping[str, tuple[Context, Iterable[Claim]] | None] | None = None,
        decided: Constraints | None = None,
    ) -> Patch:
        """Put documents in place (None takes one away), and decisions; the patch, applied."""
        touched: set[str] = set()
        if decided is not None:
            touched = _differing(self.decided, decided)
            self.decided = decided
        before, after = [], []
        for document, given in (documents or {}).items():
            before += [self.told[one] for one in self._documents.get(document, ())]
            if given is not None:
                context, claims = given
                self.contexts[document] = context
                after += [hear_one(claim, self.contexts, self.actors) for claim in claims]
        held = {one.id for one in before}
        others = [self.told[one] for one in touched if one in self.told and one not in held]
        changed = Changed.between([*before, *others], [*after, *others], touched)
        self.stale = before
        for one in before:
            self._drop(one)
        for one in after:
            self._keep(one)
        patch = relink(changed, self)
        self.apply(patch)
        return patch

    def fill(self, documents: Iterable[tuple[str, tuple[Context, Iterable[Claim]]]]) -> None:
        """Put documents in place with nothing derived from them: enough to ask what one more would cost."""
        for document, (context, claims) in documents:
            self.contexts[document] = context
            for claim in claims:
                self._keep(hear_one(claim, self.contexts, self.actors))

    def _keep(self, one: Testimony) -> None:
        self.told[one.id] = one
        self._documents.setdefault(one.claim.document, set()).add(one.id)
        for key in blocks_of(one):
            self._blocks.setdefault(key, set()).add(one.id)
        for key in text_keys(one.context):
            self._texts.setdefault(key, set()).add(one.claim.document)

    def _drop(self, one: Testimony) -> None:
        del self.told[one.id]
        self._documents[one.claim.document].discard(one.id)
        for key in blocks_of(one):
            self._blocks[key].discard(one.id)

    def apply(self, patch: Patch) -> None:
        """Close and open rows as `Part` says."""
        for part in patch.parts:
            held = self.rows[part.table]
            scoped = {row for one in part.scope for row in self._rows_of.get((part.table, one), ())}
            old = {row for row in scoped if part.kind is None or row.kind == part.kind}
            new = set(part.rows)
            assert len(new) == len(part.rows)
            for row in old - new:
                del held[row]
                for one in subjects(row):
                    self._rows_of[part.table, one].discard(row)
            for row in new - old:
                assert held[row] == 0, "a row outside its scope is open already"
                assert not part.scope.isdisjoint(subjects(row))
                held[row] += 1
                for one in subjects(row):
                    self._rows_of.setdefault((part.table, one), set()).add(row)
            self.written += len(old ^ new)
            if part.table == "withdrawn":
                self._gone -= part.scope
                self._gone |= {row.claim for row in new}

    def differs_from(self, derived: Derived) -> dict[str, tuple[list, list]]:
        """Where the rows are not those derived: by table those that are missing, and those that are too many."""
        out = {}
        for table, held in self.rows.items():
            wanted = Counter(getattr(derived, table))
            missing, extra = list((wanted - held).elements()), list((held - wanted).elements())
            if missing or extra:
                out[table] = (missing, extra)
        return out


def _differing(one: Constraints, other: Constraints) -> set[str]:
    pairs = {pair for pair, _ in {*one.must.items()} ^ {*other.must.items()}}
    pairs |= {pair for pair, _ in {*one.cannot.items()} ^ {*other.cannot.items()}}
    claims = {claim for claim, _ in {*one.withdrawn.items()} ^ {*other.withdrawn.items()}}
    return claims | {claim for pair in pairs for claim in pair}
