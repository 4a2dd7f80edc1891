"""Linking holds for any claims: order-free, rebuilt as incremental, mirrored in time, exact in what it counts."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from itertools import combinations

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.property import strategies
from tests.unit.linking.made import chain, claim, context, day, number, place, source
from twosource.linking import Context, independence, link
from twosource.linking.actors import shipped_actors
from twosource.linking.due import due_of
from twosource.linking.gaps import find_gaps
from twosource.linking.independence import count_independent, vouches
from twosource.linking.origins import hear
from twosource.model.claim import Claim, Question
from twosource.model.measure import When
from twosource.model.relation import Derived
from twosource.model.vocabulary import (
    Act,
    Certainty,
    Independence,
    Modality,
    Polarity,
    RelationKind,
    SourceKind,
)

PAPERS = ("Gazette", "Courier", "Lantern", None)
DAYS = ("2031-03-04", "2031-03-05", "2031-03-20", None)
SOURCES = (
    source("XA.ministry:defence", at=105),
    source("XA.military", SourceKind.MILITARY, at=115),
    source("XA.ministry:foreign", at=125),
    source("XB", SourceKind.GOVERNMENT, at=135),
    source("body:observer mission", at=145),
    source("outlet:gazette", SourceKind.OUTLET, at=155),
    source("yonhap", SourceKind.NEWS_AGENCY, at=165),
    source(None, SourceKind.UNNAMED, at=175),
    source(None, SourceKind.UNSPECIFIED, at=185),
)
QUESTIONS = (
    Question("deploy", "XA", "XB", "troop"),
    Question("attack", "XA", "XB", None),
    Question("open", "~village", None, "gate"),
    Question("injure", None, None, "person"),
)
PRINTS = (tuple(range(64)), (*range(40), *range(100, 124)), tuple(range(200, 264)), ())

documents = st.integers(0, 3)


@st.composite
def contexts_of_four(draw: st.DrawFn) -> dict[str, Context]:
    rows = {}
    for one in range(4):
        rows[f"d{one}"] = context(
            f"d{one}",
            draw(st.sampled_from(DAYS)),
            draw(st.sampled_from(PAPERS)),
            fingerprint=draw(st.sampled_from(PRINTS)),
            credit=draw(st.sampled_from((None, None, None, "Lantern"))),
        )
    return rows


@st.composite
def some_claims(draw: st.DrawFn) -> list[Claim]:
    out = []
    for head in range(draw(st.integers(1, 9))):
        hops = draw(st.lists(st.sampled_from(SOURCES), max_size=3, unique_by=lambda one: one.at))
        via = chain("Gazette", *hops)
        act = draw(
            st.sampled_from(
                (Act.ASSERT, Act.ASSERT, Act.DENY, Act.NO_COMMENT, Act.HINT, Act.ORDER, Act.RETRACT)
            )
        )
        when = draw(st.sampled_from((None, "2031-03-01", "2031-03-04")))
        said = draw(st.sampled_from((None, "2031-03-02", "2031-03-20")))
        count = draw(st.sampled_from((None, 12, 3000, 10_000)))
        out.append(
            claim(
                f"d{draw(documents)}",
                head * 10,
                via,
                question=draw(st.sampled_from(QUESTIONS)),
                act=act,
                polarity=Polarity.NEGATIVE if act is Act.DENY else draw(st.sampled_from(list(Polarity))),
                modality=draw(st.sampled_from((Modality.DONE, Modality.PRESENT, Modality.PLANNED))),
                certainty=draw(st.sampled_from((Certainty.CERTAIN, Certainty.POSSIBLE))),
                when=day(when) if when else None,
                said=day(said) if said else None,
                where=draw(st.sampled_from(((), (place("g1"),), (place("g2", "Port", country="XB"),)))),
                count=number(count) if count else None,
                silent="XB" if act is Act.NO_COMMENT else None,
            )
        )
    return out


quick = settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])


@quick
@given(some_claims(), contexts_of_four(), st.randoms(use_true_random=False))
def test_any_order_gives_the_same(claims: list[Claim], papers: dict[str, Context], random) -> None:
    shuffled = claims[:]
    random.shuffle(shuffled)
    turned = dict(reversed(papers.items()))

    assert link(shuffled, turned) == link(claims, papers)


@quick
@given(some_claims(), contexts_of_four())
def test_each_question_can_be_made_alone(claims: list[Claim], papers: dict[str, Context]) -> None:
    """What a question derives depends on its own claims only: a new document makes anew the questions it touches."""
    whole = link(claims, papers)
    parts = [link([one for one in claims if one.question == question], papers) for question in QUESTIONS]

    assert {one for part in parts for one in part.statements} == set(whole.statements)
    assert {one for part in parts for one in part.positions} == set(whole.positions)
    within = {one for one in whole.relations if one.by != "look_alike" or _one_question(one, claims)}
    assert {one for part in parts for one in part.relations} == within


def _one_question(relation, claims: list[Claim]) -> bool:
    asked = {one.id: one.question for one in claims}
    return asked[relation.source] == asked[relation.target]


@quick
@given(some_claims(), contexts_of_four(), st.integers(0, 9))
def test_a_relation_reads_two_claims(claims: list[Claim], papers: dict[str, Context], cut: int) -> None:
    """Leaving claims out leaves the relations between the rest as they were, where nothing is taken back."""
    claims = [one for one in claims if one.act is not Act.RETRACT]
    kept = claims[:cut]
    ids = {one.id for one in kept}

    whole = [one for one in link(claims, papers).relations if {one.source, one.target} <= ids]

    assert tuple(whole) == link(kept, papers).relations


@quick
@given(some_claims(), contexts_of_four())
def test_independence_is_symmetric(claims: list[Claim], papers: dict[str, Context]) -> None:
    for one, other in combinations(claims, 2):
        assert independence(one, other, papers) is independence(other, one, papers)


@quick
@given(some_claims(), contexts_of_four())
def test_the_count_is_the_largest_set(claims: list[Claim], papers: dict[str, Context]) -> None:
    told = [one for one in hear(claims, papers, shipped_actors()) if vouches(one)]

    def is_independent(rows: tuple) -> bool:
        return all(
            independence(one.claim, other.claim, papers) is Independence.INDEPENDENT
            for one, other in combinations(rows, 2)
        )

    best = max(
        (size for size in range(len(told) + 1) for rows in combinations(told, size) if is_independent(rows)),
        default=0,
    )

    assert count_independent(told) == best


@quick
@given(some_claims(), contexts_of_four())
def test_unknown_is_never_counted(claims: list[Claim], papers: dict[str, Context]) -> None:
    derived = link(claims, papers)
    known = {one.id: one for one in claims}
    for statement in derived.statements:
        if statement.independent_origins > 1:
            pairs = combinations([known[one] for one in statement.claims], 2)
            assert Independence.INDEPENDENT in [independence(a, b, papers) for a, b in pairs]


def _mirrored(when: When) -> When:
    start, end = (date.fromisoformat(each or "") for each in (when.start, when.end))
    centre = date(2031, 3, 12)
    first, last = centre - (end - centre), centre - (start - centre)
    return replace(when, start=first.isoformat(), end=last.isoformat())


def _turned(found: Derived) -> set[tuple[str, frozenset[str]]]:
    return {(str(one.kind), frozenset((one.source, one.target))) for one in found.relations}


@quick
@given(some_claims())
def test_time_reversed_mirrors_revisions(claims: list[Claim]) -> None:
    """With every day of speech mirrored what revised is revised, and what has no order stays as it is."""
    papers = {f"d{one}": context(f"d{one}", "2031-03-05", "Gazette") for one in range(4)}
    spoken = [replace(one, said=one.said or day("2031-03-10"), when=None, act=Act.ASSERT) for one in claims]
    mirrored = [replace(one, said=_mirrored(one.said)) for one in spoken if one.said]

    forth, back = link(spoken, papers).relations, link(mirrored, papers).relations

    ahead = {(one.source, one.target) for one in forth if one.kind is RelationKind.REVISES}
    behind = {(one.target, one.source) for one in back if one.kind is RelationKind.REVISES}
    assert ahead == behind
    assert _turned(link(spoken, papers)) == _turned(link(mirrored, papers))


@quick
@given(some_claims())
def test_undated_documents_give_no_order(claims: list[Claim]) -> None:
    papers = {f"d{one}": context(f"d{one}", None, "Gazette") for one in range(4)}
    undated = [replace(one, said=None, when=None) for one in claims]
    known = {one.id: one.document for one in undated}

    found = link(undated, papers)

    assert RelationKind.REVISES not in [one.kind for one in found.relations]
    assert all(len({known[each] for each in event.claims}) == 1 for event in found.events if _plain(papers))


def _plain(papers: dict[str, Context]) -> bool:
    return not any(one.fingerprint or one.credit for one in papers.values())


def test_mirror_is_its_own_inverse() -> None:
    one = day("2031-03-02")

    assert _mirrored(_mirrored(one)) == one
    assert (
        date.fromisoformat(_mirrored(one).start or "")
        == date(2031, 3, 21)
        == date(2031, 3, 2) + timedelta(19)
    )


@quick
@given(st.lists(strategies.claims, max_size=6), st.randoms(use_true_random=False))
def test_no_claim_is_too_odd(claims: list[Claim], random) -> None:
    shuffled = claims[:]
    random.shuffle(shuffled)
    by_id = {one.id: one for one in claims}

    found = link(list(by_id.values()), {})

    assert link([by_id[one] for one in dict.fromkeys(each.id for each in shuffled)], {}) == found
    assert find_gaps(found, by_id.values()) == find_gaps(found, by_id.values())
    assert due_of(by_id.values(), found.relations) == due_of(by_id.values(), found.relations)
