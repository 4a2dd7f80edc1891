"""A log of over three hundred decisions on the examples, replayed on a fresh reading in any order, gives the same state."""

from __future__ import annotations

import shutil
from dataclasses import replace
from pathlib import Path
from random import Random

import pytest

from tests.e2e.running import EXAMPLES
from twosource.batch.read import read_inputs
from twosource.intake.inputs import find_inputs
from twosource.intake.manifest import load_manifest
from twosource.model.codec import dumps
from twosource.model.decision import Correction, Decision
from twosource.model.vocabulary import (
    Act,
    CorrectedField,
    Credibility,
    DecisionKind,
    Likelihood,
    Modality,
    Polarity,
    Reliability,
)
from twosource.settings import Settings
from twosource.store import open_ledger
from twosource.store.decisions import parse_log
from twosource.store.ledger import Ledger

COUNT = 330
TOKENS = {
    CorrectedField.ACT: list(Act),
    CorrectedField.MODALITY: list(Modality),
    CorrectedField.POLARITY: list(Polarity),
}


@pytest.fixture(scope="module")
def read(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The examples, read; nothing decided yet."""
    path = tmp_path_factory.mktemp("decided") / "read.db"
    settings = replace(Settings(), gazetteers=(str(EXAMPLES / "gazetteer.toml"),))
    with open_ledger(path, create=True) as ledger:
        listed = load_manifest(EXAMPLES / "manifest.csv")
        read_inputs(find_inputs([EXAMPLES], manifest=listed), ledger, settings)
    return path


def decided(ledger: Ledger) -> list[Decision]:
    """Decisions of every kind on the claims, documents and sources of a ledger, drawn by a seed."""
    random = Random(20261122)
    claims = [row.id for row in ledger.claims()]
    marks = [ledger.mark_of_claim(key)[0] for key in random.sample(claims, 60)]
    documents = [row.id for row in ledger.documents()]
    every = (ledger.mark_of_source(row.id) for row in ledger.sources())
    sources = [source for source in every if source.key is not None][:20]
    out: list[Decision] = []
    kinds = [kind for kind in DecisionKind if kind is not DecisionKind.UNDO]
    for number in range(COUNT):
        kind = kinds[number % len(kinds)] if number % 7 else DecisionKind.UNDO
        base = Decision(kind, random.choice(("Ada", "Ben")), _instant(number), f"reason {number}")
        out.append(_filled(base, random, (marks, documents, sources), out))
    return out


def _instant(number: int) -> str:
    return f"2031-05-01T{number // 60:02}:{number % 60:02}:00Z"


def _filled(base: Decision, random: Random, some: tuple, made: list[Decision]) -> Decision:
    marks, documents, sources = some
    mark, source = random.choice(marks), random.choice(sources)
    match base.kind:
        case DecisionKind.UNDO if made:
            return replace(base, undoes=random.choice(made).id)
        case DecisionKind.GRADE_SOURCE:
            return replace(base, source=source, value=random.choice(list(Reliability)).value)
        case DecisionKind.LIKELIHOOD:
            return replace(base, claims=(mark,), value=random.choice(list(Likelihood)).value)
        case DecisionKind.CORRECT:
            field = random.choice(list(TOKENS))
            correction = Correction(field, f'"{random.choice(TOKENS[field])}"')
            return replace(base, claims=(mark,), correction=correction)
        case DecisionKind.MUST_LINK | DecisionKind.CANNOT_LINK:
            return replace(base, claims=tuple(random.sample(marks, 2)))
        case DecisionKind.ALIAS:
            one, other = random.sample(sources, 2)
            return replace(base, source=one, same_as=other)
        case DecisionKind.GROUP:
            return replace(base, source=source, value=random.choice(("Oster Press", "Bay Media")))
        case DecisionKind.WITHDRAW:
            return (
                replace(base, document=random.choice(documents))
                if random.random() < 0.2
                else replace(base, claims=(mark,))
            )
        case DecisionKind.NOTE:
            return replace(base, document=random.choice(documents), value="a note")
    return replace(
        base, kind=DecisionKind.GRADE_CLAIM, claims=(mark,), value=random.choice(list(Credibility)).value
    )


def state(ledger: Ledger) -> tuple:
    """All that a reader can see of claims and decisions."""
    return (
        ledger.decisions(),
        ledger.orphans(),
        ledger.claims(),
        ledger.statements(),
        ledger.relations(),
        ledger.figures(),
        ledger.positions(),
        ledger.events(),
        ledger.origins(),
        ledger.gaps(),
        ledger.due(),
    )


def test_a_replayed_log_gives_the_same_state_in_any_order_and_as_from_nothing(
    read: Path, tmp_path: Path
) -> None:
    first, second = (Path(shutil.copy(read, tmp_path / name)) for name in ("first.db", "second.db"))
    with open_ledger(first) as ledger:
        made = decided(ledger)
        for start in range(0, COUNT, 66):
            ledger.decide(made[start : start + 66])
        assert ledger.relink() == 0
        seen = state(ledger)
        log = [dumps(row.decision) for row in ledger.decisions()]
    assert len(log) == COUNT

    Random(7).shuffle(log)
    with open_ledger(second) as fresh:
        for start in range(0, COUNT, 110):
            fresh.decide(parse_log("\n".join(log[start : start + 110]), "log"))
        assert fresh.relink() == 0
        assert state(fresh) == seen
        assert tuple(fresh.verify()) == ()
