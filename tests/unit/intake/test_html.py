"""A page as lines."""

from __future__ import annotations

import pytest

from twosource.intake.furniture import load_furniture
from twosource.intake.html import Page, read_page


def page(raw: str) -> Page:
    return read_page(raw, furniture=load_furniture("en"))


def lines(raw: str) -> list[str]:
    return [line.text for line in page(raw).lines]


@pytest.mark.parametrize(
    ("raw", "expected"),
    [
        ("<p>one<p>two", ["one", "two"]),
        ("<ul><li>one<li>two</ul>", ["one", "two"]),
        ("<table><tr><td>one<td>two", ["one", "two"]),
        ("un<b>brok</b>en word", ["unbroken word"]),
        ("a &amp; b&nbsp;c &#8212; d", ["a & b c — d"]),
        ("one<br>two", ["one", "two"]),
        ("one<br><br>two", ["one", "two"]),
        ("the end of a line<br>\nruns on here", ["the end of a line runs on here"]),
        ("  spread \r\n\t out  ", ["spread out"]),
        ("soft\u00adhyphen and zero\u200bwidth", ["softhyphen and zerowidth"]),
        ("<p>x</p><script>var a = '<p>no</p>'</script><p>y</p>", ["x", "y"]),
        ("<head><title>t</title></head><body><p>x", ["x"]),
        ("<p>x<noscript>enable it</noscript>", ["x"]),
    ],
)
def test_lines_are_the_visible_words(raw: str, expected: list[str]) -> None:
    assert lines(raw) == expected


def test_place_keeps_the_zone_of_the_nearest_furniture_element() -> None:
    (outer, inner) = page("<div class='related-stories'><p>a</p><figcaption>b</figcaption></div>").lines

    assert (outer.place.zone, inner.place.zone) == ("call_to_action", "caption")


def test_hidden_element_hides_its_lines() -> None:
    (line,) = page("<div style='display: none'><p>a</p></div>").lines

    assert line.place.is_hidden


def test_link_share_counts_the_letters_in_links() -> None:
    (line,) = page("<p>ab <a href=x>cd</a></p>").lines

    assert line.link_share == pytest.approx(0.5)


def test_head_gives_title_meta_and_json_ld() -> None:
    head = page(
        "<head><title>Ferry &amp; fog</title><meta property='og:title' content='Ferry'>"
        "<link rel=canonical href='https://oster.example/a'>"
        '<script type=\'application/ld+json\'>{"@type": "NewsArticle"}</script></head>'
    ).head

    assert head.title == "Ferry & fog"
    assert head.first("og:title") is not None
    assert head.canonical == "https://oster.example/a"
    assert len(head.json_ld) == 1
