"""Read the golden cases, and rewrite what each expects: ``python scripts/golden.py [CASE ...]`` (``make golden``).

A case is a folder of ``tests/golden`` with a page and ``expected.json``: ``rule`` says which rule of representation it holds
to, ``given`` what is stated of the page, ``must`` what the rule asks for, written by hand. ``read`` is what comes of the page
now; only that is rewritten, and review shows the change.
"""

from __future__ import annotations

import json
import sys
import tempfile
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from twosource.batch.read import read_inputs
from twosource.intake.inputs import Input
from twosource.intake.manifest import Stated
from twosource.model.capture import Capture
from twosource.settings import Settings
from twosource.store import open_ledger
from twosource.store.base import ClaimRow, RelationRow

ROOT = Path(__file__).resolve().parent.parent
CASES = ROOT / "tests" / "golden"
GAZETTEER = ROOT / "examples" / "gazetteer.toml"


def cases() -> list[Path]:
    """The folders of the cases, sorted."""
    return sorted(path.parent for path in CASES.glob("*/expected.json"))


def load_case(folder: Path) -> dict[str, Any]:
    """The case's ``expected.json``."""
    expected: dict[str, Any] = json.loads((folder / "expected.json").read_text(encoding="utf-8"))
    return expected


def read_case(folder: Path, given: Mapping[str, str | None]) -> dict[str, Any]:
    """What comes of the case's page: blocks that are no body, claims in text order, relations among them."""
    (page,) = folder.glob("page.*")
    stated = Stated(**given)
    capture = Capture.of(page.read_bytes(), name=page.name)
    settings = Settings(gazetteers=(str(GAZETTEER),))
    with tempfile.TemporaryDirectory() as place, open_ledger(Path(place) / "case.db", create=True) as ledger:
        read_inputs([Input(page.name, capture, stated)], ledger, settings)
        claims = ledger.claims()
        numbers = {row.id: number for number, row in enumerate(claims)}
        return {
            "blocks": [
                {"kind": block.kind.value, "words": block.at.of(row.document.text)}
                for row in ledger.documents()
                for block in row.document.blocks
                if block.kind.value != "body"
            ],
            "claims": [claim_shape(row) for row in claims],
            "relations": [relation_shape(row, numbers) for row in ledger.relations()],
        }


def claim_shape(row: ClaimRow) -> dict[str, Any]:
    """A claim's meaning in words; what is empty is left out."""
    claim = row.claim
    question = claim.question
    quantities = [
        {"words": row.words_of(one.at), "low": _number(one.low), "high": _number(one.high), "of": one.of}
        for one in claim.quantities
    ]
    shape: dict[str, Any] = {
        "head": row.words_of(claim.head),
        "text": row.text,
        "chain": [
            row.publisher or "unknown",
            *(row.words_of(hop.at) or hop.source.name for hop in claim.chain[1:]),
        ],
        "kinds": [hop.source.kind.value for hop in claim.chain],
        "witness": claim.witness,
        "act": claim.act.value,
        "certainty": claim.certainty.value,
        "polarity": claim.polarity.value,
        "modality": claim.modality.value,
        "question": [question.predicate, question.agent, question.target, question.counted],
        "condition": row.words_of(claim.condition.at) if claim.condition else None,
        "silent": [one.name for one in claim.participants if one.role.value == "silent"],
        "quantities": quantities,
        "flags": [flag.kind.value for flag in claim.flags],
    }
    return {name: value for name, value in shape.items() if value not in (None, [])}


def relation_shape(row: RelationRow, numbers: Mapping[str, int]) -> list[Any]:
    """From, relation, to (numbers of claims), basis."""
    relation = row.relation
    return [numbers[relation.source], relation.kind.value, numbers[relation.target], relation.basis.value]


def _number(value: Any) -> float | None:
    return None if value is None else float(value)


def main(names: list[str]) -> int:
    """Rewrite ``read`` in the cases named, or in all, and say which changed."""
    for folder in cases():
        if names and folder.name not in names:
            continue
        expected = load_case(folder)
        now = read_case(folder, expected["given"])
        if now != expected.get("read"):
            print(f"changed: {folder.name}")
            expected["read"] = now
            text = json.dumps(expected, ensure_ascii=False, indent=1) + "\n"
            (folder / "expected.json").write_text(text, encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
