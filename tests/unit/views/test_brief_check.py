"""A line is printed only if the words of the claims that it cites say it."""

from __future__ import annotations

from random import Random

import pytest

from tests.unit.views.altering import alter
from tests.unit.views.made import (
    ALL,
    CLOSED,
    DENIED,
    FLAGGED,
    MOVED,
    NOT_SEEN,
    PLANS,
    SHUT,
    SILENT,
    support_of,
)
from twosource.errors import UnsupportedLineError
from twosource.model.vocabulary import RelationKind
from twosource.views.brief_check import check_line

SUPPORT = support_of(relations=((DENIED, MOVED, RelationKind.DENIES),))

GOOD = {
    "own chain": (
        MOVED,
        "Daily Orl (4 Mar 2031), citing the Foreign Ministry: Velm has moved about 300 guards to the Orl {}.",
    ),
    "without a date": (MOVED, "Daily Orl, citing the Foreign Ministry: Velm has moved about 300 guards {}."),
    "two hops": (
        PLANS,
        "Daily Orl (4 Mar), via an aide to Minister Ruda Pell, citing a note by the staff: "
        "Velm plans to send at least 900 more {}.",
    ),
    "a denial in its own words": (DENIED, "Daily Orl: Norra denied the move {}."),
    "a hedge in its own words": (CLOSED, "Daily Orl: the bridge at Pell has reportedly been closed {}."),
    "a gap that is marked": (
        NOT_SEEN,
        "Daily Orl, via the Pell Courier, citing a ferryman: two guards … were not seen again {}.",
    ),
    "a silence": (SILENT, "Daily Orl: the minister … whether mines had been laid (no answer) {}."),
    "a threat with its condition": (
        SHUT,
        "Daily Orl, citing Minister Ruda Pell: the pass will be shut (If Norra fires) {}.",
    ),
}

BAD = {
    "a number moved": (MOVED, "Daily Orl, citing the Foreign Ministry: Velm has moved about 400 guards {}."),
    "a bound dropped": (MOVED, "Daily Orl, citing the Foreign Ministry: Velm has moved 300 guards {}."),
    "a bound turned": (
        PLANS,
        "Daily Orl, via an aide to Minister Ruda Pell, citing a note by the staff: Velm plans to send at most 900 more {}.",
    ),
    "a bound cut off": (MOVED, "Daily Orl, citing the Foreign Ministry: 300 guards to the Orl {}."),
    "a name swapped": (MOVED, "Daily Orl, citing the Foreign Ministry: Norra has moved about 300 guards {}."),
    "a plan told as done": (
        PLANS,
        "Daily Orl, via an aide to Minister Ruda Pell, citing a note by the staff: Velm sent at least 900 more {}.",
    ),
    "a plan whose word is cut off": (
        PLANS,
        "Daily Orl, via an aide to Minister Ruda Pell, citing a note by the staff: send at least 900 more {}.",
    ),
    "a source dropped": (MOVED, "Daily Orl: Velm has moved about 300 guards {}."),
    "an inner source dropped": (
        PLANS,
        "Daily Orl, citing a note by the staff: Velm plans to send at least 900 more {}.",
    ),
    "sources in the wrong order": (
        PLANS,
        "Daily Orl, via a note by the staff, citing an aide to Minister Ruda Pell: Velm plans to send at least 900 more {}.",
    ),
    "a source that is another's": (
        MOVED,
        "Daily Orl, citing a ferryman: Velm has moved about 300 guards {}.",
    ),
    "half of a name": (MOVED, "Daily Orl, citing the Foreign: Velm has moved about 300 guards {}."),
    "another publisher": (
        MOVED,
        "Pell Courier, citing the Foreign Ministry: Velm has moved about 300 guards {}.",
    ),
    "another date": (
        MOVED,
        "Daily Orl (5 Mar 2031), citing the Foreign Ministry: Velm has moved about 300 guards {}.",
    ),
    "a negation added": (
        MOVED,
        "Daily Orl, citing the Foreign Ministry: Velm has not moved about 300 guards {}.",
    ),
    "a negation dropped": (
        NOT_SEEN,
        "Daily Orl, via the Pell Courier, citing a ferryman: two guards … were seen again {}.",
    ),
    "a negation left in a gap": (
        NOT_SEEN,
        "Daily Orl, via the Pell Courier, citing a ferryman: two guards … seen again {}.",
    ),
    "a gap that is hidden": (
        NOT_SEEN,
        "Daily Orl, via the Pell Courier, citing a ferryman: two guards were not seen again {}.",
    ),
    "a denial told as a word for it": (DENIED, "Daily Orl, citing Norra: the move {}."),
    "a hedge dropped": (CLOSED, "Daily Orl: the bridge at Pell has been closed {}."),
    "a hedge added": (
        MOVED,
        "Daily Orl, citing the Foreign Ministry: reportedly, Velm has moved about 300 guards {}.",
    ),
    "a hedge doubled": (CLOSED, "Daily Orl: reportedly, the bridge at Pell has reportedly been closed {}."),
    "who is silent dropped": (SILENT, "Daily Orl: mines had been laid (no answer) {}."),
    "a silence told as so": (SILENT, "Daily Orl: the minister … whether mines had been laid {}."),
    "a condition dropped": (SHUT, "Daily Orl, citing Minister Ruda Pell: the pass will be shut {}."),
    "a wrong tag": (
        MOVED,
        "Daily Orl, citing the Foreign Ministry: Velm has moved about 300 guards (planned) {}.",
    ),
    "a wrong count": (
        MOVED,
        "Daily Orl, citing the Foreign Ministry: Velm has moved about 300 guards (2 reports, one origin) {}.",
    ),
    "no citation": (MOVED, "Daily Orl, citing the Foreign Ministry: Velm has moved about 300 guards."),
    "words behind the citation": (
        MOVED,
        "Daily Orl, citing the Foreign Ministry: Velm has moved about 300 guards {}, twice.",
    ),
    "nothing said": (MOVED, "Daily Orl, citing the Foreign Ministry: {}."),
    "no chain": (MOVED, "Velm has moved about 300 guards {}."),
    "a label that does not hold": (
        MOVED,
        "Best supported: Daily Orl, citing the Foreign Ministry: Velm has moved about 300 guards {}.",
    ),
}


def cited(claim, line):
    return line.format(f"[{claim.id[:8]}]")


@pytest.mark.parametrize(("claim", "line"), GOOD.values(), ids=GOOD)
def test_a_line_in_the_words_of_its_claim_passes(claim, line):
    check_line(cited(claim, line), SUPPORT)


@pytest.mark.parametrize(("claim", "line"), BAD.values(), ids=BAD)
def test_a_line_that_says_something_else_is_refused(claim, line):
    with pytest.raises(UnsupportedLineError):
        check_line(cited(claim, line), SUPPORT)


def test_a_claim_that_is_not_in_the_ledger_is_refused():
    with pytest.raises(UnsupportedLineError, match="no claims"):
        check_line("Daily Orl: Norra denied the move [ffff].", SUPPORT)


def test_a_relation_between_two_parts_must_hold():
    other = f"citing the Foreign Ministry: Velm has moved about 300 guards [{MOVED.id}]."
    line = f"Daily Orl: Norra denied the move [{DENIED.id}]; the other side, {other}"
    check_line(line, SUPPORT)
    with pytest.raises(UnsupportedLineError, match="a relation that does not hold"):
        check_line(line, support_of())


def test_a_flag_may_give_its_reason_and_no_other():
    support = support_of((FLAGGED,))
    line = "Daily Orl, citing the Foreign Ministry: Velm has moved about 300 guards ({}) [{}]."
    check_line(line.format("implausible: 300 guards are more than Velm has", FLAGGED.id), support)
    with pytest.raises(UnsupportedLineError):
        check_line(line.format("implausible: 400 guards are more than Velm has", FLAGGED.id), support)


def test_altered_lines_are_refused():
    lines = [cited(claim, line) for claim, line in GOOD.values()]
    passed = []
    for line in lines:
        for kind, altered in alter(line, [other for other in lines if other != line], Random(7)):
            try:
                check_line(altered, SUPPORT)
            except UnsupportedLineError:
                continue
            passed.append((kind, altered))
    assert passed == []


def test_every_claim_made_here_is_told_somewhere():
    assert {claim.id for claim, _ in GOOD.values()} == {claim.id for claim in ALL}
