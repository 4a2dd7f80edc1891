"""Several articles in one part."""

from __future__ import annotations

import pytest

from twosource.intake.split import articles_of

PROSE = "The council voted on Monday to close the upper road until the thaw, a decision that leaves four hamlets without a bus. "
FIRST = f"Upper road closed\nBy Dana Roth\n{PROSE}\n{PROSE}\n"
SECOND = f"Ferry stops at Oster\nBy Otto Lind\n{PROSE}\n{PROSE}\n"


@pytest.mark.parametrize("between", ["\f", "\n=====\n", "\n----------\n", "\n* * * * *\n", "\n"])
def test_two_articles_are_parted(between: str) -> None:
    text = FIRST + between + SECOND

    found = [text[start:end].strip() for start, end in articles_of(text)]

    assert found == [FIRST.strip(), SECOND.strip()]


@pytest.mark.parametrize(
    "text",
    [
        FIRST,
        f"Upper road closed\n\n{PROSE}\n\n-----\n\n{PROSE}",
        f"{FIRST}\n-----\nShort foot\n",
        f"{FIRST}\n* * *\n{PROSE}",
    ],
)
def test_one_article_with_ornaments_stays_one(text: str) -> None:
    assert len(articles_of(text)) == 1
