"""Plain text as lines."""

from __future__ import annotations

import pytest

from twosource.intake.text import read_text

WRAPPED = """\
The council voted on Monday to close the upper road
until the thaw, a decision that leaves four hamlets
without a bus.

Drivers who had gathered outside said that nobody had
asked them, and that the way round would add an hour
each way.
"""


def test_each_line_is_a_line() -> None:
    assert [line.text for line in read_text("one\r\ntwo\n\nthree\x0cfour")] == ["one", "two", "three", "four"]


def test_paragraph_wrapped_at_a_width_is_one_line() -> None:
    first, second = read_text(WRAPPED)

    assert first.text.endswith("four hamlets without a bus.")
    assert second.text.startswith("Drivers who had gathered")


def test_short_lines_of_a_list_are_not_joined() -> None:
    text = "Kell\nOberharn\nLind\n\nThe three villages have one bus between them, and it runs on Mondays.\n"

    assert len(read_text(text)) == 4


@pytest.mark.parametrize("space", ["\u00a0", "\t", "  ", "\u2009"])
def test_white_space_inside_a_line_is_one_space(space: str) -> None:
    (line,) = read_text(f"  a{space}b{space}")

    assert line.text == "a b"
