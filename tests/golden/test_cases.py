"""The golden cases: one tiny page for each rule of how words become claims (docs/concepts/representation.md)."""

from __future__ import annotations

import functools

import pytest

from scripts.golden import cases, load_case, read_case

CASES = cases()


@functools.cache
def read(folder):
    return read_case(folder, load_case(folder)["given"])


def fits(wanted, claim):
    """Whether the claim has every field that is wanted, with that value."""
    return all(claim.get(name) == value for name, value in wanted.items())


@pytest.mark.parametrize("folder", CASES, ids=lambda folder: folder.name)
def test_page_reads_as_recorded(folder) -> None:
    assert read(folder) == load_case(folder)["read"], "run `make golden` and review the change"


@pytest.mark.parametrize("folder", CASES, ids=lambda folder: folder.name)
def test_rule_holds(folder, request) -> None:
    expected = load_case(folder)
    if because := expected.get("fails"):
        request.applymarker(pytest.mark.xfail(reason=because, strict=True))
    must, found = expected["must"], read(folder)
    claims = found["claims"]

    for wanted in must.get("claims", ()):
        assert [claim for claim in claims if fits(wanted, claim)], f"no claim with {wanted}"
    for wanted in must.get("no_claims", ()):
        assert not [claim for claim in claims if fits(wanted, claim)], f"a claim with {wanted}"
    if "count" in must:
        assert len(claims) == must["count"]
    for heads in must.get("one_question", ()):
        keys = {tuple(claim["question"]) for claim in claims if claim["head"] in heads}
        assert len(keys) == 1
        assert {claim["head"] for claim in claims} >= set(heads)
    for left, right in must.get("two_questions", ()):
        keys = [[c["question"] for c in claims if c["head"] == head] for head in (left, right)]
        assert keys[0]
        assert keys[1]
        assert keys[0] != keys[1]
    for source, kind, target, basis in must.get("relations", ()):
        rows = [
            [claims[one]["head"], relation, claims[other]["head"], found_basis]
            for one, relation, other, found_basis in found["relations"]
        ]
        assert [source, kind, target, basis] in rows
    for wanted in must.get("blocks", ()):
        assert wanted in found["blocks"]
