"""A corpus read once, and the steps by which a ledger can come to hold it: recorded, judged, read anew, erased, in any order."""

from __future__ import annotations

import hashlib
import json
import random
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path
from typing import Any

from twosource.batch.base import Task
from twosource.batch.read import load_examiner
from twosource.intake.inputs import find_inputs
from twosource.intake.manifest import load_manifest
from twosource.linking.following import mark_of
from twosource.model.claim import Claim
from twosource.model.codec import to_json
from twosource.model.decision import Correction, Decision, SourceMark
from twosource.model.run import Run
from twosource.model.vocabulary import Certainty, CorrectedField, DecisionKind, Modality
from twosource.settings import load_settings
from twosource.store.base import ClaimRow, Entry
from twosource.store.ledger import Ledger


@dataclass(frozen=True)
class Step:
    """Something that is done to a ledger, once all that it ``needs`` is done."""

    name: str
    do: Callable[[Ledger], object]
    needs: frozenset[str] = frozenset()


@cache
def entries_of(folder: Path) -> tuple[Entry, ...]:
    """The documents of a folder as this program reads them, with the folder's manifest and gazetteer."""
    own = folder / "gazetteer.toml"
    gazetteers = (str(own),) if own.exists() else ()
    settings = load_settings()
    examine = load_examiner(settings.profile, settings.parser, gazetteers)
    manifest = load_manifest(folder / "manifest.csv")
    found: list[Entry] = []
    for given in find_inputs([folder], manifest=manifest):
        assert given.capture is not None
        result = examine(Task(len(found), given.name, given.capture, given.stated))
        assert isinstance(result.found, tuple), result.found
        found += [one.entry for one in result.found if one.entry is not None]
    return tuple(found)


def gazetteer_of(folder: Path) -> str | None:
    own = folder / "gazetteer.toml"
    return own.read_text(encoding="utf-8") if own.exists() else None


def read_anew(entry: Entry) -> Entry:
    """The entry as a later program reads it: a stage's version is raised, and a good part of its output is another."""
    assert entry.reading is not None
    stages = tuple((name, number + (name == "claims")) for name, number in entry.run.stages)
    run = Run(entry.run.code, entry.run.profile, stages, entry.run.resources)
    claims = tuple(
        _changed(claim, place) for place, claim in enumerate(entry.reading.claims) if place % 11 != 10
    )
    return replace(entry, run=run, reading=replace(entry.reading, run=run.id, claims=claims))


def _changed(claim: Claim, place: int) -> Claim:
    if place % 5 == 0:
        return replace(claim, certainty=Certainty.POSSIBLE)
    if place % 5 == 1 and claim.modality is Modality.PLANNED:
        return replace(claim, modality=Modality.DONE)
    if place % 5 == 2 and claim.quantities:
        first, *others = claim.quantities
        return replace(claim, quantities=(replace(first, approximate=not first.approximate), *others))
    return claim


def recordings(folder: Path, again: int) -> Iterator[Step]:
    """A step for each document, and one for reading every ``again``-th anew."""
    for place, entry in enumerate(entries_of(folder)):
        key = entry.document.id
        yield Step(f"record {key}", lambda ledger, entry=entry: ledger.record(entry))
        if place % again == 0 and entry.reading is not None:
            later = read_anew(entry)
            needs = frozenset({f"record {key}"})
            yield Step(f"again {key}", lambda ledger, later=later: ledger.record(later), needs)


def order_of(steps: Sequence[Step], rng: random.Random, halts: Sequence[frozenset[str]]) -> Iterator[Step]:
    """The steps in a random order in which each comes after what it needs, all of each halt before any that is not in it."""
    left = {step.name: step for step in steps}
    done: set[str] = set()
    for halt in (*halts, frozenset(left)):
        while todo := [name for name in sorted(left) if name in halt and left[name].needs <= done]:
            step = left.pop(rng.choice(todo))
            done.add(step.name)
            yield step


def halts_of(steps: Sequence[Step], rng: random.Random, number: int) -> tuple[frozenset[str], ...]:
    """Growing sets of steps, each with all that its members need: where two shuffles hold the same."""
    order = [step.name for step in order_of(steps, rng, ())]
    cuts = sorted(rng.sample(range(1, len(order)), number))
    return tuple(frozenset(order[:cut]) for cut in cuts)


def content(ledger: Ledger) -> Mapping[str, str]:
    """A hash of each answer a ledger gives to each question about everything."""
    answers: Mapping[str, Iterable[object]] = {
        "documents": [
            (row.id, row.name, row.claims, row.run, row.failed, to_json(row.metadata))
            for row in ledger.documents()
        ],
        "claims": [_claim(row) for row in ledger.claims()],
        "statements": [
            (
                to_json(row.statement),
                [each.id for each in row.claims],
                [to_json(each) for each in row.origins],
            )
            for row in ledger.statements()
        ],
        "relations": [to_json(row.relation) for row in ledger.relations()],
        "figures": [to_json(row.figure) for row in ledger.figures()],
        "positions": [to_json(row.position) for row in ledger.positions()],
        "events": [to_json(row.event) for row in ledger.events()],
        "gaps": [(row.kind, row.claim.id, row.because, row.statement) for row in ledger.gaps()],
        "due": [
            (row.claim.id, [each.id for each in row.happened], [each.id for each in row.denied])
            for row in ledger.due()
        ],
        "sources": [str(row) for row in ledger.sources()],
        "origins": [str(row) for row in ledger.origins()],
        "drifts": [to_json(row.drift) for row in ledger.drifts()],
        "decisions": [str(row) for row in ledger.decisions()],
        "network": [str(row) for row in ledger.network()],
    }
    return {name: _hashed(rows) for name, rows in answers.items()}


def _claim(row: ClaimRow) -> object:
    origin = None if row.origin is None else (row.origin.id, row.origin.name, row.origin.kind)
    withdrawn = None if row.withdrawn is None else to_json(row.withdrawn)
    made = (row.statement, origin, row.independent_origins, row.run, row.is_corrected, withdrawn)
    return (to_json(row.claim), row.text, made)


def _hashed(rows: Iterable[object]) -> str:
    return hashlib.sha256(json.dumps(list(rows), sort_keys=True, default=str).encode()).hexdigest()[:16]


BY = "A. Reviewer"


def judgings(folder: Path) -> Iterator[Step]:
    """Decisions of every kind on what a folder holds, some of them undone, each once what it names is there."""
    read = [entry for entry in entries_of(folder) if entry.reading is not None and entry.reading.claims]
    claims = [(entry, claim) for entry in read for claim in entry.reading.claims]  # type: ignore[union-attr]
    rng = random.Random(7)
    clock = iter(range(10_000))

    def step(
        kind: DecisionKind, *about: tuple[Entry, Claim], needs: Iterable[str] = (), **more: Any
    ) -> tuple[str, Step]:
        at = f"2031-05-01T00:{next(clock):02d}:00Z"
        marks = tuple(mark_of(claim, entry.document, entry.reading.claims) for entry, claim in about)  # type: ignore[union-attr]
        decision = Decision(kind, BY, at, "seen with other eyes", claims=marks, **more)
        named = frozenset({*needs, *(f"record {entry.document.id}" for entry, _ in about)})
        return decision.id, Step(f"decide {decision.id}", lambda ledger: ledger.decide([decision]), named)

    some = rng.sample(claims, 12)
    grades = [
        step(DecisionKind.GRADE_CLAIM, each, value=str(place % 6 + 1)) for place, each in enumerate(some[:4])
    ]
    again = step(DecisionKind.GRADE_CLAIM, some[0], value="5")
    likely = step(DecisionKind.LIKELIHOOD, some[4], value="very_likely")
    fixed = Correction(CorrectedField.CERTAINTY, '"possible"')
    correct = [step(DecisionKind.CORRECT, each, correction=fixed) for each in some[5:7]]
    must = step(DecisionKind.MUST_LINK, some[7], some[8])
    cannot = step(DecisionKind.CANNOT_LINK, *_of_one_question(read))
    gone = step(DecisionKind.WITHDRAW, some[9])
    page = read[1]
    withdrawn = step(DecisionKind.WITHDRAW, document=page.document.id, needs=[f"record {page.document.id}"])
    first, second, third = _sources(read)
    source = step(DecisionKind.WITHDRAW, source=first[1], needs=[first[0]])
    alias = step(DecisionKind.ALIAS, source=second[1], same_as=third[1], needs=[second[0], third[0]])
    graded = step(DecisionKind.GRADE_SOURCE, source=third[1], value="C", needs=[third[0]])
    note = step(DecisionKind.NOTE, some[10], value="ask the desk")
    made = [*grades, again, likely, *correct, must, cannot, gone, withdrawn, source, alias, graded, note]
    undone = [gone[0], alias[0], correct[0][0]]
    yield from (each for _, each in made)
    for key in undone:
        yield step(DecisionKind.UNDO, undoes=key, needs=[f"decide {key}"])[1]


def _of_one_question(read: Sequence[Entry]) -> tuple[tuple[Entry, Claim], tuple[Entry, Claim]]:
    """Two claims of different documents that answer one question."""
    seen: dict[object, tuple[Entry, Claim]] = {}
    for entry in read:
        for claim in entry.reading.claims:  # type: ignore[union-attr]
            slots = (claim.question.agent, claim.question.target)
            if any(slot is not None and not slot.startswith("~") for slot in slots):
                other = seen.setdefault(claim.question, (entry, claim))
                if other[0] is not entry:
                    return other, (entry, claim)
    raise AssertionError("no two documents answer one question")


def _sources(read: Sequence[Entry]) -> list[tuple[str, SourceMark]]:
    """Three sources that are known across documents, each with the step that first names it."""
    found: dict[str, tuple[str, SourceMark]] = {}
    for entry in read:
        for claim in entry.reading.claims:  # type: ignore[union-attr]
            for hop in claim.chain[1:]:
                if hop.source.id is not None:
                    mark = SourceMark(hop.source.id, hop.source.name)
                    found.setdefault(hop.source.id, (f"record {entry.document.id}", mark))
    keys = sorted(found)
    return [found[key] for key in (keys[0], keys[len(keys) // 2], keys[-1])]


def erasing(folder: Path, steps: Sequence[Step]) -> Step:
    """The erasure of one document, after all that names it."""
    entry = entries_of(folder)[-2]
    key = entry.document.id
    names = {f"record {key}", f"again {key}"}
    needs = frozenset(step.name for step in steps if step.name in names or step.needs & names)
    because = "it names people who are in danger"
    return Step(f"erase {key}", lambda ledger: ledger.erase(key, by=BY, because=because), needs)
