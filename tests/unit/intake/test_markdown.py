"""Markdown as lines."""

from __future__ import annotations

import pytest

from twosource.intake.markdown import read_markdown


@pytest.mark.parametrize(
    ("raw", "expected"),
    [
        ("# Ferry stops\n\nThe **quay** was _shut_.", ["Ferry stops", "The quay was shut."]),
        ("See [the order](http://a.example/x_y) now", ["See the order now"]),
        ("![a map](m.png)\n\ntext", ["text"]),
        ("- one\n- two", ["one", "two"]),
        ("> quoted\n> words", ["quoted words"]),
        ("5 \\* 3 and AT&amp;T", ["5 * 3 and AT&T"]),
        ("a `code` span", ["a code span"]),
        ("line\nbreaks", ["line breaks"]),
        ("<div>raw</div>", []),
    ],
)
def test_markup_is_left_out_and_words_are_kept(raw: str, expected: list[str]) -> None:
    assert [line.text for line in read_markdown(raw).lines] == expected


def test_front_matter_is_read_and_is_no_text() -> None:
    page = read_markdown('---\ntitle: "Ferry stops"\ndate: 2031-04-02\n---\n\nThe quay was shut.\n')

    assert dict(page.front) == {"title": "Ferry stops", "date": "2031-04-02"}
    assert [line.text for line in page.lines] == ["The quay was shut."]


def test_heading_of_the_first_level_is_marked() -> None:
    heading, text = read_markdown("# Ferry stops\n\nThe quay was shut.").lines

    assert (heading.place.heading, text.place.heading) == (1, 0)
