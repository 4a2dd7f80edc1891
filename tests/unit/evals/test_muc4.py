"""The keys of MUC-4 and the case of its texts, on invented lines."""

from __future__ import annotations

from collections import Counter
from decimal import Decimal

import pytest

from evals.muc4.adapter import matched, plain, read
from evals.muc4.gold import Target, Value, messages, parse_value
from evals.muc4.truecase import Truecaser
from evals.muc4.victims import Victims, victims_of
from twosource.analysis.quantities_lexicon import load_quantity_words

KEY = """0.  MESSAGE: ID                     TST9-MUC4-0001
1.  MESSAGE: TEMPLATE               1
18. HUM TGT: NAME                   "JAN TORV"
19. HUM TGT: DESCRIPTION            "BAKERS"
21. HUM TGT: NUMBER                 1: "JAN TORV"
                                    5-: "BAKERS"
23. HUM TGT: EFFECT OF INCIDENT     DEATH: "BAKERS"
24. HUM TGT: TOTAL NUMBER           -

0.  MESSAGE: ID                     TST9-MUC4-0001
1.  MESSAGE: TEMPLATE               2 (OPTIONAL)
21. HUM TGT: NUMBER                 5-: "BAKERS"
                                    PLURAL: "GUESTS"
"""
TEXT = "TST9-MUC4-0001\n\n   VELM, 4 MAY 31 (ORP) -- [TEXT] AT LEAST FIVE BAKERS AND\nJAN TORV DIED.\n"


def value(low: int | None, high: int | None) -> Value:
    """Bounds as the keys have them."""
    return Value(*(None if end is None else Decimal(end) for end in (low, high)))


@pytest.mark.parametrize(
    ("words", "low", "high"),
    [("12", 12, 12), ("5-", 5, None), ("-15", None, 15), ("6-8", 6, 8), ("~100", 100, 100), ("? 3", 3, 3)],
)
def test_a_number_of_a_key_is_a_pair_of_bounds(words: str, low: int | None, high: int | None) -> None:
    """With the keys' own signs."""
    assert parse_value(words) == value(low, high)


def test_a_plural_is_no_number() -> None:
    """Nor is an empty slot."""
    assert parse_value("PLURAL") is None
    assert parse_value("-") is None


def test_a_target_of_two_templates_counts_once(tmp_path) -> None:  # type: ignore[no-untyped-def]
    """With what befell it."""
    folder = tmp_path / "CORPORA" / "tst9"
    folder.mkdir(parents=True)
    (folder / "key-tst9").write_text(KEY, encoding="latin-1")
    (folder / "tst9-muc4").write_text(TEXT, encoding="latin-1")
    (message,) = messages(tmp_path, "tst9")

    assert [(target.values, target.required) for target in message.targets] == [
        (frozenset({value(1, 1)}), True),
        (frozenset({value(5, None)}), True),
    ]
    assert message.targets[1].effects == {"DEATH"}
    assert plain(message.text) == "AT LEAST FIVE BAKERS AND JAN TORV DIED."


def test_upper_case_is_written_as_other_texts_have_it() -> None:
    """Names that nobody knows are names, but not after an article."""
    case = Truecaser(Counter({"bakers": 3, "died": 2, "and": 9, "five": 4}), Counter({"may": 2}), Counter())

    assert case("FIVE BAKERS AND ZORVIK DIED. A GLIMP DIED.") == "Five bakers and Zorvik died. A glimp died."


def test_victims_are_counts_and_single_persons() -> None:
    """Named, described, or counted; nobody twice."""
    found = victims_of(read("Gunmen killed Jan Torv, a baker, and three guests."), load_quantity_words("en"))

    assert [(one.value, one.effect) for one in found] == [(value(1, 1), "DEATH"), (value(3, 3), "DEATH")]


def test_a_match_takes_each_side_once() -> None:
    """The one that shares words first."""
    targets = [
        Target(frozenset({value(1, 1)}), frozenset({name}), frozenset(), required=True) for name in ("a", "b")
    ]
    ours = [Victims(value(1, 1), "b", None, (0, 1))]

    assert matched(targets, ours) == [(targets[1], ours[0])]
