"""The guard before the tokenizer: what is markup, and that hostile pages cost linear work."""

from __future__ import annotations

from collections.abc import Callable
from time import process_time

import pytest

from twosource.intake.furniture import load_furniture
from twosource.intake.html import read_page
from twosource.intake.markup import LONGEST_MARKUP, End, RawText, Start, Text, tokens

SHAPES: dict[str, Callable[[int], str]] = {
    "deep nesting": lambda n: "<div>" * n + "x",
    "deep nesting closed": lambda n: "<div>" * n + "x" + "</div>" * n,
    "unclosed paragraphs": lambda n: "<p>word " * n,
    "unclosed tag": lambda n: "<a " + "x " * 2 * n,
    "unclosed attribute": lambda n: '<a href="' + "x " * 2 * n,
    "many unclosed attributes": lambda n: "<a b='" * n,
    "many unclosed quotes": lambda n: '<a b="c ' * n,
    "many open tags": lambda n: "<a " * n,
    "equals and quotes": lambda n: "<a " + "=\"='" * n + ">",
    "unclosed comment": lambda n: "<!-- " + "x " * 2 * n,
    "many unclosed comments": lambda n: "<!-- x " * n,
    "unclosed declarations": lambda n: "<!x " * n,
    "unclosed instructions": lambda n: "<?x " * n,
    "less-than signs": lambda n: "<" * 4 * n,
    "ampersands": lambda n: "&" * 4 * n,
    "references": lambda n: "&amp;&#65;&nosuch;" * n,
    "long number": lambda n: "&#" + "1" * 4 * n + ";",
    "nested tables": lambda n: "<table><tr><td>" * n,
    "unclosed cdata": lambda n: "<![CDATA[ x " * n,
    "unclosed scripts": lambda n: "<script>x</scrip " * n,
    "end tags of nothing": lambda n: "</b></p></div>" * n,
    "formatting never closed": lambda n: "<b><i><u>x " * n,
    "line breaks": lambda n: "x<br>" * n,
    "spaces": lambda n: "<p>" + " \u00a0\n" * n + "x",
    "long addresses": lambda n: '<img src="data:' + "A" * 4 * n + '">x',
    "many classes": lambda n: '<div class="' + "a-b " * n + '">x',
}


def _words(raw: str) -> str:
    return " ".join(line.text for line in read_page(raw, furniture=load_furniture("en")).lines)


def _seconds(raw: str) -> float:
    start = process_time()
    read_page(raw, furniture=load_furniture("en"))
    return process_time() - start


@pytest.mark.parametrize("shape", SHAPES)
def test_work_grows_linearly_on_hostile_pages(shape: str) -> None:
    make = SHAPES[shape]
    _seconds(make(100))
    small = min(_seconds(make(2_000)) for _ in range(2))
    large = min(_seconds(make(16_000)) for _ in range(2))

    # Eight times the length: linear work is 8 times the time, quadratic 64.
    assert large < 0.05 or large < 26 * max(small, 0.004)


def test_tag_with_a_greater_sign_in_quotes_is_one_tag() -> None:
    (start, text) = tokens('<a title="x > y">z')

    assert start == Start(0, 17, "a", {"title": "x > y"})
    assert text == Text(17, 18)


def test_apostrophe_outside_a_value_does_not_open_one() -> None:
    kinds = [type(token) for token in tokens("<p don't>it's <b>x</b>")]

    assert kinds == [Start, Text, Start, Text, End]


def test_unclosed_tag_longer_than_the_limit_is_text() -> None:
    raw = "a <b " + "x " * LONGEST_MARKUP

    assert [type(token) for token in tokens(raw)] == [Text]


def test_closed_tag_longer_than_the_limit_is_a_tag_without_attributes() -> None:
    raw = '<img src="' + "A" * 2 * LONGEST_MARKUP + '">x'

    assert next(iter(tokens(raw))) == Start(0, len(raw) - 1, "img", {})


def test_script_is_raw_text_to_its_end_tag() -> None:
    found = list(tokens("<script>if (a<b) '</p>'</SCRIPT>x"))

    assert found[1] == RawText(8, 23, "script")
    assert found[-1] == Text(32, 33)


def test_comment_is_left_out() -> None:
    assert _words("<p>one<!-- <b>two</b> --> three") == "one three"


def test_lone_less_than_sign_is_text() -> None:
    assert _words("<p>3 < 5 and 7 <8") == "3 < 5 and 7 <8"
