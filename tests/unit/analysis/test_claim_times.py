"""Which time a claim takes: its clause's, that of its speech, of a document, of what it is due before; else a bound."""

from __future__ import annotations

import pytest

from tests.unit.analysis.building import read
from twosource.model.claim import Claim
from twosource.model.measure import When

DAY = "2031-06-18"


def claims_of(text: str) -> dict[str, Claim]:
    """The claims of a text published on Wednesday, 18 June 2031, by the word of their head."""
    return {claim.head.of(text): claim for claim in read(text, published=DAY).claims}


def when_of(text: str, head: str) -> When | None:
    """The time of the claim on a word."""
    return claims_of(text)[head].when


def test_a_participle_that_reports_speaks_when_its_verb_does() -> None:
    """ "Said last week, claiming ..." is one speech."""
    when = when_of(
        "Orsa plans a drill, Velm said last week, claiming that 400 guards are in the pass.", "are"
    )

    assert when is not None
    assert (when.value, when.start, when.end, when.at) == ("PRESENT_REF", "2031-06-09", "2031-06-16", None)


def test_what_a_document_says_is_said_on_its_day() -> None:
    """Where the text gives one day for what is called so."""
    text = "“The river must be defended,” read the order. Monday’s order said that the pass is closed."
    claim = claims_of(text)["defended"]

    assert claim.said is not None
    assert (claim.said.start, claim.said.end) == ("2031-06-16", "2031-06-17")


@pytest.mark.parametrize(
    ("text", "head"),
    [
        ("The mayor said that a blockade would be serious if it came.", "serious"),
        ("Orsa is weighing a change of policy, the mayor said.", "weighing"),
    ],
)
def test_what_would_be_or_is_weighed_holds_when_it_is_said(text: str, head: str) -> None:
    """It is bounded by the day of publication and marks no words."""
    when = when_of(text, head)

    assert when is not None
    assert (when.value, when.start, when.end, when.at) == ("PRESENT_REF", DAY, "2031-06-19", None)


def test_what_is_planned_has_no_bound() -> None:
    """It has not happened yet."""
    assert when_of("Orsa plans to send 400 guards to Velm.", "send") is None


def test_a_report_of_a_year_dates_what_it_tells_as_done() -> None:
    """A report told of by its day does not."""
    year = when_of("In 2027, state radio reported that 400 guards crossed the river.", "crossed")
    day = when_of("On Monday, state radio reported that 400 guards crossed the river.", "crossed")

    assert year is not None
    assert (year.value, year.at) == ("2027", None)
    assert day is not None
    assert day.value == "PAST_REF"


def test_an_earlier_value_was_given_before_publication() -> None:
    """And not on that day."""
    claims = claims_of("About 900 guards are in Velm, up from an earlier estimate of 300.")
    when = claims["estimate"].when

    assert when is not None
    assert (when.value, when.end) == ("PAST_REF", DAY)


def test_earlier_this_year_ends_before_the_event_that_it_hangs_on() -> None:
    """The directive was given before the law was changed."""
    text = (
        "On 3 June parliament changed the law, fulfilling a directive voiced by the mayor earlier this year."
    )
    when = when_of(text, "voiced")

    assert when is not None
    assert (when.start, when.end) == ("2031-01-01", "2031-06-03")


def test_what_is_due_ahead_of_a_dated_event_is_due_before_it() -> None:
    """The date is the event's, and a deadline for what comes before."""
    text = "The ministry plans to finish the wall ahead of drills slated to begin on 1 August."
    when = when_of(text, "finish")

    assert when is not None
    assert (when.end, when.direction.value) == ("2031-08-01", "before")


def test_so_far_runs_from_the_stretch_told_of_before() -> None:
    """ "This year ... so far": since its first day."""
    text = (
        "The army has laid mines this year. On Monday officials reported that 10 blasts had occurred so far."
    )
    when = when_of(text, "occurred")

    assert when is not None
    assert (when.start, when.end) == ("2031-01-01", "2031-06-17")
