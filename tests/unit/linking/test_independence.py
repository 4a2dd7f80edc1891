"""Whether two origins are independent."""

from __future__ import annotations

import pytest

from tests.unit.linking.made import (
    MINISTRY_A,
    MINISTRY_B,
    MISSION,
    UNNAMED,
    chain,
    claim,
    context,
    contexts,
    source,
)
from twosource.linking import independence
from twosource.linking.actors import shipped_actors
from twosource.linking.independence import count_independent, resemblance
from twosource.linking.origins import hear
from twosource.model.attribution import Chain
from twosource.model.vocabulary import Act, Independence, SourceKind

PAPERS = contexts(context("d1", "2031-03-06", "Gazette"), context("d2", "2031-03-07", "Courier"))
NIS = source("KR.intelligence", name="the service", at=45)
LAWMAKER = source("person:hana lee", SourceKind.PERSON, name="Hana Lee", at=55, country="KR")
GAZETTE_CITED = source("outlet:gazette", SourceKind.OUTLET, name="Gazette", at=65)


def ruled(one: Chain, other: Chain) -> Independence:
    first, second = claim("d1", 10, one), claim("d2", 20, other)
    found = independence(first, second, PAPERS)
    assert independence(second, first, PAPERS) is found
    return found


@pytest.mark.parametrize(
    ("one", "other", "expected"),
    [
        ((MINISTRY_A,), (MINISTRY_A,), "shared"),
        ((MINISTRY_A,), (MINISTRY_B,), "independent"),
        ((MINISTRY_A,), (MISSION,), "independent"),
        ((UNNAMED,), (UNNAMED,), "unknown"),
        ((UNNAMED,), (MINISTRY_B,), "unknown"),
        ((), (MINISTRY_A,), "unknown"),
        ((), (), "unknown"),
        ((MINISTRY_A,), (source("XA.military"),), "unknown"),
        ((MINISTRY_A,), (source("XA", SourceKind.GOVERNMENT),), "shared"),
        ((LAWMAKER, NIS), (NIS,), "shared"),
        ((LAWMAKER,), (NIS,), "unknown"),
        ((MINISTRY_A,), (GAZETTE_CITED,), "shared"),
        ((UNNAMED,), (GAZETTE_CITED, UNNAMED), "shared"),
        ((source("yonhap", SourceKind.NEWS_AGENCY), MINISTRY_A), (source("yonhap"), MINISTRY_B), "unknown"),
        ((source("person:tom", SourceKind.PERSON),), (MINISTRY_B,), "unknown"),
        ((source("body:defence ministry"),), (MINISTRY_B,), "unknown"),
        ((source("bbc", SourceKind.OUTLET),), (MINISTRY_B,), "unknown"),
    ],
)
def test_ruling(one: tuple, other: tuple, expected: str) -> None:
    assert ruled(chain("Gazette", *one), chain("Courier", *other)) == expected


def test_two_parties_in_one_article_are_independent() -> None:
    one = claim("d1", 10, chain("Gazette", MINISTRY_A))
    other = claim("d1", 20, chain("Gazette", MINISTRY_B))

    assert independence(one, other, PAPERS) is Independence.INDEPENDENT


def test_one_unnamed_source_of_an_article_is_shared_with_itself() -> None:
    one = claim("d1", 10, chain("Gazette", UNNAMED))
    other = claim("d1", 20, chain("Gazette", UNNAMED))

    assert independence(one, other, PAPERS) is Independence.SHARED


def test_a_copy_is_no_second_witness() -> None:
    prints = tuple(range(128))
    papers = contexts(
        context("d1", "2031-03-06", "Gazette", fingerprint=prints),
        context("d2", "2031-03-07", "Courier", fingerprint=(*prints[:90], *range(500, 538))),
    )
    one = claim("d1", 10, chain("Gazette", MINISTRY_A))
    other = claim("d2", 20, chain("Courier", MINISTRY_B))

    assert independence(one, other, papers) is Independence.SHARED


def test_two_reprints_of_one_agency_are_shared() -> None:
    papers = contexts(
        context("d1", "2031-03-06", "Gazette", credit="Lantern"),
        context("d2", "2031-03-07", "Courier", credit="Lantern"),
    )
    one = claim("d1", 10, chain("Gazette", MINISTRY_A))
    other = claim("d2", 20, chain("Courier", MISSION))

    assert independence(one, other, papers) is Independence.SHARED


def test_a_shared_passage_leaves_it_unknown() -> None:
    prints = tuple(range(100))
    papers = contexts(
        context("d1", "2031-03-06", "Gazette", fingerprint=prints),
        context("d2", "2031-03-07", "Courier", fingerprint=(*prints[:20], *range(500, 580))),
    )
    one = claim("d1", 10, chain("Gazette", MINISTRY_A))
    other = claim("d2", 20, chain("Courier", MINISTRY_B))

    assert independence(one, other, papers) is Independence.UNKNOWN


def test_prose_of_an_unknown_publisher_is_unknown_across_documents() -> None:
    papers = contexts(context("d1", None, None), context("d2", None, None))

    one, other = claim("d1", 10, chain(None)), claim("d2", 20, chain(None))

    assert independence(one, other, papers) is Independence.UNKNOWN


def test_resemblance_of_bodies_too_short_to_tell() -> None:
    assert resemblance((), ()) is None


def test_count_takes_one_of_each_government() -> None:
    papers = {f"d{n}": context(f"d{n}", "2031-03-06", f"Paper {n}") for n in range(5)}
    witnesses = (MINISTRY_A, source("XA.military"), MINISTRY_B, MISSION, UNNAMED)
    claims = [claim(f"d{n}", 10, chain(f"Paper {n}", one)) for n, one in enumerate(witnesses)]

    assert count_independent(hear(claims, papers, shipped_actors())) == 3


def test_denials_and_bare_possibilities_are_not_counted() -> None:
    claims = [
        claim("d1", 10, chain("Gazette", MINISTRY_A), act=Act.DENY),
        claim("d2", 10, chain("Courier", MINISTRY_B), act=Act.DISMISS),
    ]

    assert count_independent(hear(claims, PAPERS, shipped_actors())) == 0


def test_an_unspecified_source_is_not_counted() -> None:
    via = chain("Gazette", source(None, SourceKind.UNSPECIFIED))

    assert count_independent(hear([claim("d1", 10, via)], PAPERS, shipped_actors())) == 0


def test_one_unnamed_source_counts_as_one() -> None:
    via = chain("Gazette", UNNAMED)

    assert count_independent(hear([claim("d1", 10, via)], PAPERS, shipped_actors())) == 1
