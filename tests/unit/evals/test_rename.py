from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest

from evals.rename.adapter import holds, lost
from evals.rename.draw import draw, states, table
from evals.rename.renaming import rename, renamed
from evals.rename.whereabouts import whereabouts
from twosource.analysis.gazetteer import distance_km, load_gazetteer

TEXT = "North Korea has 3,000 guards, a North Korean official said on Friday. Seoul denied it on Dec. 3."
DAY = date(2024, 10, 22)


def gold_of(surface: str) -> dict:
    start = TEXT.index(surface)
    span = {"surface": surface, "start": start, "end": start + len(surface)}
    return {
        "claims": {
            "items": [
                {"id": "c000-01", "seed": "000", "head": span, "spans": [[start, start + len(surface)]]}
            ]
        }
    }


@pytest.mark.parametrize("seed", range(10))
def test_offsets_go_along_with_the_words(seed) -> None:
    texts, gold = rename({"000": TEXT}, gold_of("said"), seed)

    (claim,) = gold["claims"]["items"]
    head = claim["head"]
    assert texts["000"][head["start"] : head["end"]] == head["surface"]
    assert head["surface"] in ("said", "stated", "declared")
    assert claim["spans"] == [[head["start"], head["end"]]]


def test_a_span_that_starts_inside_a_name_takes_the_whole_of_its_replacement() -> None:
    texts, gold = rename({"000": TEXT}, gold_of("Korea"), 0)

    head = gold["claims"]["items"][0]["head"]
    assert head["surface"] == draw(0).words["North Korea"]
    assert texts["000"].startswith(head["surface"])


@pytest.mark.parametrize("seed", range(10))
def test_the_same_seed_gives_the_same_copy(seed) -> None:
    assert renamed(TEXT, draw(seed), DAY).text == renamed(TEXT, draw(seed), DAY).text


@pytest.mark.parametrize("seed", range(10))
def test_no_old_name_stays(seed) -> None:
    text = renamed(TEXT, draw(seed), DAY).text

    assert "Korea" not in text
    assert "Seoul" not in text


def test_the_article_follows_the_name() -> None:
    ethiopia, pakistan = (
        renamed("a North Korean ship", draw(1)).text,
        renamed("a North Korean ship", draw(0)).text,
    )

    assert (ethiopia, pakistan) == ("an Ethiopian ship", "a Pakistani ship")


@pytest.mark.parametrize("seed", range(10))
def test_numbers_keep_their_ratio(seed) -> None:
    words = renamed("12,000 and 3,000 and 1.5 million", draw(seed)).text.split(" and ")
    large, small = (Decimal(word.replace(",", "")) for word in words[:2])

    assert large == 4 * small
    assert Decimal(words[2].split()[0]) * 1_000_000 == 125 * large


@pytest.mark.parametrize("seed", range(10))
def test_weekdays_fall_on_the_day_they_name(seed) -> None:
    plan = draw(seed)
    day = renamed("Friday", plan, DAY).text

    assert f"{plan.moved(date(2024, 10, 18)):%A}" == day


def test_the_last_of_a_month_stays_the_last() -> None:
    plan = draw(0)

    assert (plan.moved(date(2024, 10, 31)).month, plan.moved(date(2024, 10, 31)).day) in {
        (7, 31), (8, 31), (9, 30),
    }  # fmt: skip


@pytest.mark.parametrize("pair", table()["pair"], ids=lambda pair: f"{pair['a']}-{pair['b']}")
def test_every_drawn_place_is_in_the_shipped_gazetteer(pair) -> None:
    gazetteer = load_gazetteer()

    assert {pair["a"], pair["b"]} <= set(states())
    for name in (*pair["provinces"], *pair["cities"]):
        assert pair["a"] in {code for place in gazetteer.named(name) for code in place.countries}, name
    assert gazetteer.named(pair["river"])


@pytest.mark.parametrize(
    ("before", "mean", "items", "kept"),
    [(0.9, 0.871, 100, True), (0.9, 0.86, 100, False), (0.75, 0.5, 4, True), (0.75, 0.25, 4, False)],
)
def test_many_items_may_lose_three_points_and_few_a_single_item(before, mean, items, kept) -> None:
    assert holds(before, mean, items) is kept


def test_what_is_lost_is_what_was_right_before() -> None:
    before = ["core claim missed: c000-01", "chain of c000-02: ours A; gold B"]
    now = [
        "core claim missed: c000-01",
        "chain of c000-02: ours C; gold B",
        "chain of c000-03: ours C; gold B",
    ]

    assert lost(before, now) == ["chain of c000-03: ours C; gold B"]


def gold_place(canonical: str, country: str, precision: str, surface: str) -> dict[str, str]:
    return {"canonical": canonical, "country": country, "precision": precision, "surface": surface}


@pytest.mark.parametrize(
    ("place", "name", "near"),
    [
        (gold_place("Korea border", "KP/KR", "region", "the border"), "the border", (29.0, 72.0)),
        (gold_place("Pyongyang", "KP", "city", "Pyongyang"), "Islamabad", (33.7, 73.0)),
        (gold_place("North Korea", "KP", "country", "the North"), "Pakistan", (30.0, 69.0)),
        (
            gold_place("eastern front (North Korea)", "KP", "region", "the eastern front"),
            "the eastern front",
            (30.0, 73.0),
        ),
    ],
)
def test_a_renamed_place_keeps_a_pin(place, name, near) -> None:
    at = whereabouts(place, name, draw(0), load_gazetteer())

    assert at is not None
    assert distance_km(*at, *near) < 400


@pytest.mark.parametrize(
    ("place", "name"),
    [
        (gold_place("Zone", "KP/KR", "region", "the Zone"), "the Zone"),
        (gold_place("Pyongyang", "KP", "city", "Pyongyang"), "Pyongyang"),
        (gold_place("Lima", "PE", "city", "Lima"), "Lima"),
    ],
)
def test_a_place_that_no_table_tells_of_has_none(place, name) -> None:
    assert whereabouts(place, name, draw(0), load_gazetteer()) is None
