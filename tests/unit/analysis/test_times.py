"""Times: what each form says, what it is counted from, and what is no time. Published on Wednesday, 18 June 2031 unless told."""

from __future__ import annotations

from itertools import pairwise
from typing import Any

import pytest

from tests.unit.analysis.measuring import measured, times_of
from twosource.analysis.quantities_lexicon import load_quantity_words
from twosource.analysis.times import find_timexes
from twosource.analysis.times_lexicon import load_time_words
from twosource.model.vocabulary import TimeDirection, TimePrecision

ROWS = load_time_words("en").rows


def ids(row: tuple[str, Any]) -> str:
    """The class and lemma of an entry."""
    return f"{row[0]} {row[1]['lemma']}"


@pytest.mark.parametrize(
    "row", [row for row in ROWS if row[0] not in ("context", "future", "bound")], ids=ids
)
def test_every_word_is_part_of_a_time_in_its_own_example(row: tuple[str, Any]) -> None:
    """One of the entry's forms stands inside a time of its example."""
    text = row[1]["example"]
    found = find_timexes(
        measured(text), words=load_time_words("en"), counted=load_quantity_words("en"), every=True
    )
    words = " | ".join(when.at.of(text).lower() for when in found if when.at)

    assert any(form in words for form in [*row[1]["forms"], *row[1].get("short", ())])


@pytest.mark.parametrize("row", [row for row in ROWS if row[0] == "bound"], ids=ids)
def test_every_bound_turns_the_time_of_its_example(row: tuple[str, Any]) -> None:
    """The time after the preposition has the entry's direction."""
    assert [when.direction for when in measured(row[1]["example"]).times] == [row[1]["direction"]]


@pytest.mark.parametrize("row", [row for row in ROWS if row[0] in ("context", "future")], ids=ids)
def test_every_context_lets_its_example_be_read(row: tuple[str, Any]) -> None:
    """There is a time in the example."""
    assert measured(row[1]["example"]).times


@pytest.mark.parametrize(
    ("text", "words", "value"),
    [
        ("It sank on 24 July 2031.", "24 July 2031", "2031-07-24"),
        ("It sank on July 24, 2030.", "July 24, 2030", "2030-07-24"),
        ("It sank on the 3rd of May 2030.", "the 3rd of May 2030", "2030-05-03"),
        ("The notice is dated 2031-02-24.", "2031-02-24", "2031-02-24"),
        ("The notice is dated 24/02/2031.", "24/02/2031", "2031-02-24"),
        ("It sank in March 2030.", "March 2030", "2030-03"),
        ("It sank in the summer of 2029.", "the summer of 2029", "2029-SU"),
        ("It closed in the third quarter of 2029.", "the third quarter of 2029", "2029-Q3"),
        ("It closed in the 1990s.", "the 1990s", "199"),
        ("It closed in the 19th century.", "the 19th century", "18"),
        ("It fell in 264 BC.", "264 BC", "BC0264"),
        ("It closed in late 2029.", "late 2029", "2029"),
        ("It closed on Christmas Eve 2029.", "Christmas Eve 2029", "2029-12-24"),
        ("They were freed in mid-July 2030.", "mid-July 2030", "2030-07"),
    ],
)
def test_an_absolute_date_needs_no_publication(text: str, words: str, value: str) -> None:
    """The value is the text's own, and nothing anchors it."""
    when = times_of(text, published=None)[words]

    assert (when.value, when.anchor) == (value, None)


@pytest.mark.parametrize(
    ("text", "words", "value"),
    [
        ("Rebels attacked on Friday.", "Friday", "2031-06-13"),
        ("Rebels attacked on Wednesday.", "Wednesday", "2031-06-18"),
        ("Envoys will meet on Friday.", "Friday", "2031-06-20"),
        ("The drill is slated to begin on Friday.", "Friday", "2031-06-20"),
        ("They left last Friday.", "last Friday", "2031-06-13"),
        ("They leave next Friday.", "next Friday", "2031-06-20"),
        ("They met on Friday last week.", "Friday last week", "2031-06-13"),
        ("They fled yesterday.", "yesterday", "2031-06-17"),
        ("They fled the day before yesterday.", "the day before yesterday", "2031-06-16"),
        ("It was hit last week.", "last week", "2031-W24"),
        ("It was hit last month.", "last month", "2031-05"),
        ("It was hit in July.", "July", "2030-07"),
        ("It was hit in March.", "March", "2031-03"),
        ("The vote will be held in September.", "September", "2031-09"),
        ("The ferry sank on Dec. 27.", "Dec. 27", "2030-12-27"),
        ("They arrived three days ago.", "three days ago", "2031-06-15"),
        ("It closed two years ago.", "two years ago", "2029"),
        ("It was hit in April last year.", "April last year", "2030-04"),
        ("It was hit on Saturday night.", "Saturday night", "2031-06-14TNI"),
        ("Prices rose last summer.", "last summer", "2030-SU"),
        ("He was scheduled to leave on Tuesday.", "Tuesday", "2031-06-17"),
        ("He will go because of the killing on Friday.", "Friday", "2031-06-13"),
        ("According to a February survey, most would leave.", "February", "2031-02"),
        ("If he won the vote on Nov. 8, he would resign.", "Nov. 8", "2031-11-08"),
        ("The trial opens on Monday.", "Monday", "2031-06-23"),
        ("Guards stand at the gate on Monday.", "Monday", "2031-06-16"),
    ],
)
def test_a_relative_time_is_counted_from_publication(text: str, words: str, value: str) -> None:
    """Past or future by the tense; the anchor says so."""
    when = times_of(text)[words]

    assert (when.value, when.anchor) == (value, "published")


@pytest.mark.parametrize(
    ("text", "words", "value"),
    [
        ("The ferry sank on Dec. 27.", "Dec. 27", "XXXX-12-27"),
        ("Rebels attacked on Friday.", "Friday", "XXXX-WXX-5"),
        ("It was hit in July.", "July", "XXXX-07"),
        ("It was hit last week.", "last week", "XXXX-WXX"),
        ("They fled yesterday.", "yesterday", "XXXX-XX-XX"),
    ],
)
def test_without_publication_nothing_is_made_up(text: str, words: str, value: str) -> None:
    """The value stays symbolic and the interval unknown."""
    when = times_of(text, published=None)[words]

    assert (when.value, when.start, when.end, when.anchor) == (value, None, None, None)


def test_an_undated_page_of_news_takes_no_year_from_an_aside() -> None:
    """Words that lean on an unsaid publication forbid the reading as a history."""
    found = times_of("The pact of 2019 was dropped last week. In July guards had left.", published=None)

    assert found["July"].value == "XXXX-07"


def test_a_history_dates_itself() -> None:
    """A month takes the year told before it, and names where it had it from."""
    text = "In May 2019 the rebels took Orlan. In June they lost it."
    when = times_of(text, published=None)["June"]

    assert (when.value, when.anchor) == ("2019-06", f"text:{text.index('May')}")


def test_a_day_after_in_apposition_dates_what_follows() -> None:
    """The event was the day before the date that the phrase leans on."""
    text = "It was issued on Friday, a day after the council sat."
    when = times_of(text)["a day after"]

    assert (when.value, when.anchor) == ("2031-06-12", f"text:{text.index('Friday')}")


def test_a_day_after_an_undated_event_stays_unknown() -> None:
    """Nothing says when the event was: a length is left."""
    length = times_of("They arrived two days after the quake struck.")["two days"]

    assert (length.value, length.kind, length.start) == ("P2D", "duration", None)


def test_a_later_day_is_counted_from_the_text() -> None:
    """ "Two days later" leans on the day last told of."""
    text = "They met on 3 May 2031; two days later they fought."

    assert times_of(text)["two days later"].value == "2031-05-05"


def test_a_range_is_one_time() -> None:
    """Both bounds are kept in one interval."""
    when = times_of("The fair ran from 3 to 5 May 2031.")["3 to 5 May 2031"]

    assert (when.start, when.end, when.precision) == ("2031-05-03", "2031-05-06", TimePrecision.DAY)


def test_a_range_of_years_is_one_time() -> None:
    """So are two years."""
    assert times_of("The 1950-1953 war ended.")["1950-1953"].end == "1954-01-01"


def test_each_end_of_a_range_is_a_timex() -> None:
    """As TIMEX3 marks them they are two."""
    analysis = measured("The fair ran from 3 to 5 May 2031.")
    found = find_timexes(analysis, words=load_time_words("en"), counted=load_quantity_words("en"))

    assert [when.value for when in found] == ["2031-05-03", "2031-05-05"]


@pytest.mark.parametrize(
    ("text", "direction"),
    [
        ("It must end by July 1.", "before"),
        ("It was shut before May 3.", "before"),
        ("It is shut since April.", "after"),
    ],
)
def test_a_preposition_gives_the_direction(text: str, direction: str) -> None:
    """The interval is the named time's; the direction says on which side of it."""
    (when,) = measured(text).times

    assert when.direction is TimeDirection(direction)


def test_earlier_this_year_ends_with_publication() -> None:
    """It cannot lie after the day that the words were printed."""
    when = times_of("He resigned earlier this year.")["earlier this year"]

    assert (when.start, when.end) == ("2031-01-01", "2031-06-19")


def test_later_that_month_is_not_cut_by_publication() -> None:
    """It is counted from the text."""
    when = times_of("In May 2028 the dam broke; later that month the mill closed.")["later that month"]

    assert (when.start, when.end) == ("2028-05-01", "2028-06-01")


def test_a_clock_time_with_a_zone_is_an_instant() -> None:
    """In UTC."""
    when = times_of("It struck at 9:30 JST on 3 May 2031.")["9:30 JST on 3 May 2031"]

    assert (when.start, when.precision) == ("2031-05-03T00:30:00Z", TimePrecision.INSTANT)


def test_a_clock_time_without_a_zone_keeps_its_day() -> None:
    """The zone is not made up."""
    when = times_of("It struck at 9:30 a.m. on 3 May 2031.")["9:30 a.m. on 3 May 2031"]

    assert (when.value, when.start, when.precision) == ("2031-05-03T09:30", "2031-05-03", TimePrecision.DAY)


def test_a_date_that_could_be_either_way_round_tells_its_year_alone() -> None:
    """Day first or month first is not known."""
    assert times_of("The notice is dated 04/05/2031.")["04/05/2031"].value == "2031"


@pytest.mark.parametrize(
    "text",
    [
        "They may march to the river.",
        "Workers march on the capital.",
        "He was the second to leave.",
        "Nearly 2000 soldiers left.",
        "2000 soldiers left.",
        "Flight 1918 landed.",
        "Maj. April Stone spoke.",
        "The fall of the city shocked them.",
        "They swam near the springs.",
        "Jan Torv, a 22-year-old baker, fled.",
        "The Daily Courier wrote it.",
    ],
)
def test_what_only_looks_like_a_time_is_none(text: str) -> None:
    """Verbs, ordinals, counts, names and ages."""
    assert measured(text).times == ()


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("It lasted two weeks.", "P2W"),
        ("It lasted several hours.", "PTXH"),
        ("It was a three-day raid.", "P3D"),
        ("They raid it daily.", "P1D"),
    ],
)
def test_a_length_or_a_repetition_has_no_interval(text: str, value: str) -> None:
    """Nothing says when."""
    (when,) = measured(text).times

    assert (when.value, when.start, when.end) == (value, None, None)


def test_a_length_that_ends_with_publication_keeps_its_interval() -> None:
    """ "The past week" is seven days, not the calendar week before."""
    when = times_of("Six boats sank in the past week.")["the past week"]

    assert (when.value, when.start, when.end) == ("P1W", "2031-06-11", "2031-06-19")


def test_words_that_date_an_office_are_left_out() -> None:
    """A "former" mayor is no time of an event."""
    assert measured("The former mayor spoke.").times == ()


def test_times_are_in_text_order_and_never_overlap() -> None:
    """Each begins where the one before it has ended, or later."""
    text = "On Monday night, two days after 3 May 2031, at 9 a.m. on Friday, from May 3-5 and in early June they met."
    spans = [when.at for when in measured(text).times if when.at]

    assert all(one.end <= two.start for one, two in pairwise(spans))


@pytest.mark.parametrize(
    ("text", "words", "value"),
    [
        ("A second round was confirmed for 3 July.", "3 July", "2031-07-03"),
        ("The envoy promised a visit by July 20.", "July 20", "2031-07-20"),
        ("A deadline of 2 July was agreed.", "2 July", "2031-07-02"),
        ("The deadline is 28 June.", "28 June", "2031-06-28"),
        ("Both sides confirmed a meeting for August.", "August", "2031-08"),
        ("The truce was agreed on 3 May.", "3 May", "2031-05-03"),
        ("The two sides agreed on 20 May to stop.", "20 May", "2031-05-20"),
        ("Fighting broke out in September.", "September", "2030-09"),
        ("Troops left the camp on 20 October.", "20 October", "2030-10-20"),
    ],
)
def test_a_date_that_was_fixed_is_the_next_where_it_is_near(text: str, words: str, value: str) -> None:
    """A date told of as past, or far ahead, is the last one."""
    assert times_of(text)[words].value == value


@pytest.mark.parametrize(
    ("text", "words", "value"),
    [
        ("The ministry will honour the January understanding.", "January", "2031-01"),
        ("They will study the December raid.", "December", "2030-12"),
        ("The September talks will be held in Velm.", "September", "2031-09"),
        ("They will sign a September deal.", "September", "2031-09"),
    ],
)
def test_a_month_that_names_what_was_made_is_past(text: str, words: str, value: str) -> None:
    """What is itself to come is not."""
    assert times_of(text)[words].value == value


def test_a_time_of_day_has_a_day_only_where_the_text_gives_one() -> None:
    """The day told of just before, else none; never publication's."""
    assert times_of("They came at 2am.")["2am"].start is None
    assert times_of("The bridge shut on Monday. At 9 p.m. it opened.")["9 p.m."].start == "2031-06-16"


@pytest.mark.parametrize(
    ("text", "words", "value"),
    [
        ("The almanac for Juche 120 is out.", "Juche 120", "2031"),
        ("The bond falls due in Reiwa 13.", "Reiwa 13", "2031"),
        ("The treaty lapsed in Heisei 30.", "Heisei 30", "2018"),
        ("The stamp reads 15 March B.E. 2574.", "15 March B.E. 2574", "2031-03-15"),
        ("The stamp reads 2574 BE.", "2574 BE", "2031"),
        ("The deed is of 1446 AH.", "1446 AH", "2024-07-08/2025-06-26"),
        ("The budget for the Iranian year 1402 was short.", "the Iranian year 1402", "2023-03-21/2024-03-19"),
        ("Spending rose in FY2030.", "FY2030", "FY2030"),
        ("Spending rose in the 2029-30 financial year.", "the 2029-30 financial year", "FY2030"),
        ("Spending rose in fiscal 2030.", "fiscal 2030", "FY2030"),
    ],
)
def test_years_of_other_calendars_and_of_budgets(text: str, words: str, value: str) -> None:
    """A calendar whose years begin within ours gives both ends; the days of a budget's year are not told."""
    assert times_of(text)[words].value == value


@pytest.mark.parametrize(
    "text",
    ["The shop will be 2574 days old.", "Ah, 1446 votes.", "The Juche idea, 114 pages.", "Be 2500 strong."],
)
def test_words_like_a_calendars_name_are_none(text: str) -> None:
    """Short names count in capitals alone, and only beside a year."""
    assert not any(when.value.startswith(("2031", "20", "19")) for when in measured(text).times)


@pytest.mark.parametrize(
    ("text", "words", "start", "end"),
    [
        ("It shut in the last week of May.", "the last week of May", "2031-05-25", "2031-06-01"),
        ("It shut in the first half of May.", "the first half of May", "2031-05-01", "2031-05-16"),
        ("It shut in the second half of May.", "the second half of May", "2031-05-16", "2031-06-01"),
        ("It opens on the last day of this year.", "the last day of this year", "2031-12-31", "2032-01-01"),
        (
            "It shut in the first five months of 2030.",
            "the first five months of 2030",
            "2030-01-01",
            "2030-06-01",
        ),
        ("It shut on the last weekend of May.", "the last weekend of May", "2031-05-31", "2031-06-02"),
        ("It shut in the week of 5 May.", "the week of 5 May", "2031-05-05", "2031-05-12"),
    ],
)
def test_a_part_of_a_month_or_year_is_counted_from_its_edge(
    text: str, words: str, start: str, end: str
) -> None:
    """From the first or the last day of the whole."""
    when = times_of(text)[words]

    assert (when.start, when.end) == (start, end)


@pytest.mark.parametrize(
    ("text", "words", "value"),
    [
        ("It began at nine o'clock on Monday.", "nine o'clock on Monday", "2031-06-16T09:00"),
        ("It began around five this morning.", "five this morning", "2031-06-18T05:00"),
        ("It began at half past six on Monday.", "half past six on Monday", "2031-06-16T06:30"),
        (
            "It began at a quarter to ten tomorrow evening.",
            "a quarter to ten tomorrow evening",
            "2031-06-19T21:45",
        ),
        (
            "It began at one minute past midnight on Sunday.",
            "one minute past midnight on Sunday",
            "2031-06-15T00:01",
        ),
        ("It began at 7.15 this morning.", "7.15 this morning", "2031-06-18T07:15"),
        ("It began at 0400 on Saturday.", "0400 on Saturday", "2031-06-14T04:00"),
        ("It began at 9 a.m. Seoul time on Monday.", "9 a.m. Seoul time on Monday", "2031-06-16T09:00+09:00"),
    ],
)
def test_a_time_of_day_in_words_or_with_its_zone(text: str, words: str, value: str) -> None:
    """The part of the day settles which half of the clock is meant."""
    assert times_of(text)[words].value == value


@pytest.mark.parametrize(
    ("text", "words", "value"),
    [
        ("They meet on Tuesday mornings.", "Tuesday mornings", "XXXX-WXX-2TMO"),
        ("They meet every other Friday.", "every other Friday", "XXXX-WXX-5"),
        ("They meet every other day.", "every other day", "P2D"),
        ("They meet twice a week.", "twice a week", "P1W"),
        ("They meet on weekdays.", "weekdays", "XXXX-WXX-WD"),
        ("Doors open at 7.30 p.m. every Thursday.", "7.30 p.m. every Thursday", "XXXX-WXX-4T19:30"),
    ],
)
def test_a_habit_is_a_repetition(text: str, words: str, value: str) -> None:
    """It dates nothing."""
    when = times_of(text)[words]

    assert (when.value, when.kind, when.start) == (value, "set", None)


@pytest.mark.parametrize(
    ("text", "words", "value"),
    [
        ("He took office exactly two years ago.", "exactly two years ago", "2029-06-18"),
        ("A decade ago today they met.", "A decade ago today", "2021-06-18"),
        ("Twenty years ago to the day they met.", "Twenty years ago to the day", "2011-06-18"),
        ("It began a year and a half ago.", "a year and a half ago", "2029-12"),
        ("They leave in two weeks' time.", "two weeks' time", "2031-W27"),
        ("It shut over the weekend.", "the weekend", "2031-W24-WE"),
        ("It will open at the weekend.", "the weekend", "2031-W25-WE"),
        ("By year end it will be built.", "year end", "2031"),
        ("He was there in the '60s.", "the '60s", "196"),
        ("He was there in the sixties.", "the sixties", "196"),
        ("The winter of 2029-30 was harsh.", "The winter of 2029-30", "2029-WI"),
        ("A raid is due on Friday.", "Friday", "2031-06-20"),
        ("Teams reached the ridge late on Monday.", "late on Monday", "2031-06-16TNI"),
        ("It began early on 3 June.", "early on 3 June", "2031-06-03"),
        (
            "It fell ten minutes before noon on Monday.",
            "ten minutes before noon on Monday",
            "2031-06-16T11:50",
        ),
        ("It began at 03:00 (0000 GMT) on Monday.", "03:00 (0000 GMT) on Monday", "2031-06-16T03:00+03:00"),
        ("It fell on the first Monday of May.", "the first Monday of May", "2031-05-05"),
        ("A summit, originally planned for March, was held.", "March", "2031-03"),
        ("They meet every October.", "every October", "XXXX-10"),
        ("The trial opened on the 24th.", "the 24th", "2031-05-24"),
        ("The trial will open on the 2nd.", "the 2nd", "2031-07-02"),
        ("The ship docked at dawn yesterday.", "dawn yesterday", "2031-06-17TMO"),
        ("Half an hour later it sank.", "Half an hour", "PT30M"),
        ("Three ships were boarded in the last fortnight.", "the last fortnight", "P2W"),
        ("The list will be out soon.", "soon", "FUTURE_REF"),
        ("The ban is still in force today.", "today", "PRESENT_REF"),
        ("They may come this week or next.", "next", "2031-W26"),
        ("He said on Thursday it would reopen.", "Thursday", "2031-06-12"),
        ("Output rose in H1 2030.", "H1 2030", "2030-H1"),
        ("Rain is forecast for the coming weekend.", "the coming weekend", "2031-W25-WE"),
        ("The mayor has until Friday to reply.", "Friday", "2031-06-20"),
        ("The road will be closed on Monday.", "Monday", "2031-06-23"),
        ("Flights are grounded until at least Friday.", "Friday", "2031-06-20"),
        ("They had planned to march on Saturday.", "Saturday", "2031-06-14"),
        ("He asked on Friday for more.", "Friday", "2031-06-13"),
        ("The case was adjourned until after 14 August.", "14 August", "2031-08-14"),
        ("More will be sent in the coming weeks.", "the coming weeks", "FUTURE_REF"),
    ],
)
def test_what_words_and_tense_make_of_a_time(text: str, words: str, value: str) -> None:
    """Counted from publication."""
    assert times_of(text)[words].value == value


@pytest.mark.parametrize(
    "text",
    [
        "The Sunday Post has closed.",
        "A man in his late 60s was hurt.",
        "The march recalled Bloody Sunday.",
        "They marched down 9 May Street.",
        "The Winter Palace is shut.",
        "The rule of 2000 year old walls.",
        "Our last day here was sad.",
        "It fell in the small hours.",
        "Call 0201 461-1776.",
        "The guards soon fled.",
        "It will be as soon as it can be.",
    ],
)
def test_a_name_an_age_or_a_number_to_call_is_no_time(text: str) -> None:
    """Whatever words of time are in it."""
    assert not measured(text).times


def test_times_of_day_on_one_day_are_one_range() -> None:
    """The day told with the second holds for the first."""
    (when,) = measured("No shots were heard between midnight and 6 a.m. on Monday.").times

    assert (when.value, when.start, when.end) == (
        "2031-06-16T00:00/2031-06-16T06:00",
        "2031-06-16",
        "2031-06-17",
    )


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("The road was shut from Monday to Thursday.", "2031-06-09/2031-06-12"),
        ("The road will be shut from Tuesday to Thursday.", "2031-06-24/2031-06-26"),
        ("The show is to run from 3 June to 9 July.", "2031-06-03/2031-07-09"),
    ],
)
def test_the_ends_of_a_range_are_in_order(text: str, value: str) -> None:
    """A past one lies behind publication, one to come ahead of it or around it."""
    assert [when.value for when in measured(text).times] == [value]


def test_a_date_that_is_moved_is_no_range() -> None:
    """From one day to another."""
    assert len(measured("The vote was moved from 3 May 2031 to 9 May 2031.").times) == 2


def test_the_week_after_is_counted_from_a_week() -> None:
    """Not from the day told of before it."""
    assert (
        times_of("He flies out next week, and returns the week after.")["the week after"].value == "2031-W27"
    )


def test_years_of_two_figures_count_where_the_text_is_about_such_times() -> None:
    """And only there."""
    old = measured("The abbot (c. 314 – 368) fled in 348, and died on 3 May 368.", published=None)

    assert [when.value for when in old.times] == ["0314/0368", "0348", "0368-05-03"]
    assert not measured("The army lost 348 men; in 348 homes lights went out.", published=None).times


def test_the_year_of_an_aside_is_not_that_of_the_story() -> None:
    """A clause about a noun sets no year for what follows; a clause of its own does."""
    assert (
        times_of("The dam, built in 1987, burst on 4 June.", published=None)["4 June"].value == "XXXX-06-04"
    )
    assert (
        times_of("The dam burst in 1987. On 4 June it was mended.", published=None)["4 June"].value
        == "1987-06-04"
    )


def test_a_day_that_the_calendar_has_not_breaks_no_range() -> None:
    """It has no interval, and nothing is put in order by it."""
    assert [when.start for when in measured("It was shut from 31/02/2031 - Monday.").times] == [
        None,
        "2031-06-16",
    ]


@pytest.mark.parametrize(
    "text", [f"In {'9' * 4400} the guards left.", f"In early May {'9' * 4400} guards left."]
)
def test_a_run_of_digits_that_is_no_year_stops_nothing(text) -> None:
    assert all(len(when.value) < 20 for when in times_of(text).values())


@pytest.mark.parametrize("words", ["Saturday", "Saturday last week"])
def test_a_weekday_before_the_calendar_begins_has_no_day(words) -> None:
    found = times_of(f"It began on {words}.", published="0001-01-01").values()

    assert [when.value for when in found] == ["XXXX-WXX-6"]
