"""Attribution: who says what, by which cue, and where the content ends."""

from __future__ import annotations

import pytest

from tests.unit.analysis.building import read
from twosource.model.attribution import Attribution
from twosource.model.vocabulary import Act, Certainty, Manner, SourceKind


def found(text: str) -> list[tuple[str, str, str]]:
    """Source, cue and content words of each attribution."""
    return [
        tuple(
            " | ".join(span.of(text) for span in extent) for extent in (one.source_at, one.cue, one.content)
        )
        for one in read(text).attributions
    ]


def only(text: str) -> Attribution:
    (attribution,) = read(text).attributions
    return attribution


@pytest.mark.parametrize(
    ("text", "source", "content"),
    [
        ("The mayor said the pass was closed.", "The mayor", "the pass was closed"),
        ("The mayor said on Monday that the pass was closed.", "The mayor", "the pass was closed"),
        ("The pass was closed, the mayor said.", "the mayor", "The pass was closed"),
        ("The pass was closed, said the mayor of Tarn.", "the mayor of Tarn", "The pass was closed"),
        ("According to the mayor, the pass was closed.", "the mayor", "the pass was closed"),
        ("The pass was closed, according to the mayor.", "the mayor", "The pass was closed"),
        ("The mayor's claim that the pass was unsafe surprised us.", "The mayor", "the pass was unsafe"),
        ("Accusations by the mayor that guards took bribes were ignored.", "the mayor", "guards took bribes"),
        ("Residents were told by officials that the water was safe.", "officials", "the water was safe"),
        ("“The pass is closed,” the mayor said.", "the mayor", "The pass is closed"),
        ("The mayor said: “The pass is closed. Go home.”", "The mayor", "The pass is closed. Go home"),
        ("“Hold the bridge until noon,” read the order.", "the order", "Hold the bridge until noon"),
        (
            "The ministry issued a statement saying the pass was closed.",
            "The ministry",
            "the pass was closed",
        ),
        ("The mayor was adamant that the pass was closed.", "The mayor", "the pass was closed"),
        ("It was the mayor who said the pass was closed.", "the mayor", "the pass was closed"),
    ],
)
def test_source_and_content_are_paired(text: str, source: str, content: str) -> None:
    assert (source, content) in [(who, what) for who, _, what in found(text)]


def test_split_content_leaves_the_frame_out() -> None:
    text = "Because the road was flooded, the mayor says, the lorries may have turned back."

    assert found(text)[0][2] == "Because the road was flooded | the lorries may have turned back"


@pytest.mark.parametrize(
    ("text", "manner"),
    [
        ("“The pass is closed,” the mayor said.", Manner.DIRECT),
        ("The mayor said the pass was closed.", Manner.INDIRECT),
        ("The mayor said the pass was “closed for the whole winter” by snow.", Manner.MIXED),
    ],
)
def test_manner_says_whose_words_they_are(text: str, manner: Manner) -> None:
    assert only(text).manner is manner


@pytest.mark.parametrize(
    ("text", "act"),
    [
        ("The ministry denied that it had closed the pass.", Act.DENY),
        ("The ministry dismissed the report as nonsense.", Act.DISMISS),
        ("The ministry has not confirmed the report.", Act.DECLINE_TO_CONFIRM),
        ("The ministry declined to comment on the report.", Act.NO_COMMENT),
        ("The ministry has yet to comment on the report.", Act.NO_COMMENT),
        ("The ministry refrained from confirming the report.", Act.DECLINE_TO_CONFIRM),
        ("The ministry did not rule out a closure of the pass.", Act.EQUIVOCATE),
        ("The ministry hinted at a closure of the pass.", Act.HINT),
        ("The ministry ordered the guards to close the pass.", Act.ORDER),
        ("The ministry urged drivers to avoid the pass.", Act.REQUEST),
        ("The ministry threatened to close the pass.", Act.THREATEN),
        ("The ministry vowed to reopen the pass.", Act.PROMISE),
        ("The ministry accused the guards of taking bribes.", Act.ACCUSE),
        ("The ministry condemned the closure of the pass.", Act.CONDEMN),
    ],
)
def test_grades_of_speech_are_kept_apart(text: str, act: Act) -> None:
    assert act in {one.act for one in read(text).attributions}


def test_denial_presents_its_content_as_not_so() -> None:
    assert only("The ministry denied that it had closed the pass.").negative


def test_reportedly_reaches_its_clause_and_no_further() -> None:
    text = "The order was reportedly issued on Friday, a day after the council voted to close the pass."
    attribution = read(text).attributions[0]
    words = " ".join(span.of(text) for span in attribution.content)

    assert (attribution.source.kind, attribution.certainty) == (SourceKind.UNSPECIFIED, Certainty.PROBABLE)
    assert "issued on Friday" in words
    assert "council" not in words


@pytest.mark.parametrize(
    "text",
    [
        "The mayor said the guards had left the pass, which marks a change of policy.",
        "The mayor said the guards had left the pass - all of which would break the accord.",
        "The mayor said the guards had left the pass, although he declined to say when.",
    ],
)
def test_content_stops_where_the_reporter_goes_on(text: str) -> None:
    assert found(text)[0][2] == "the guards had left the pass"


def test_loose_participle_speaks_with_the_reporting_verbs_subject() -> None:
    rows = found("The mayor said the guards had left the pass, adding that they would not return.")

    assert ("The mayor", "adding", "they would not return") in rows


def test_inference_of_the_reporter_is_no_attribution() -> None:
    assert found("The patrol recovered a shell, confirming the transfer of arms.") == []


def test_unspoken_sign_is_no_source() -> None:
    assert found("The move signals a change of policy.") == []


def test_cited_source_speaks_inside_the_one_that_cites_it() -> None:
    inner = read("State media cited the army chief as saying the pass would be fortified.").attributions[1]

    assert (inner.parent, inner.source.kind) == (0, SourceKind.ROLE)


def test_report_that_cites_a_source_lends_it_the_content_before() -> None:
    text = (
        "The ministry has closed the pass, a new report says. "
        "The report from the Brask Herald, which cites a source in the port, comes amid tension."
    )
    rows = {(who, what) for who, _, what in found(text)}

    assert ("a source in the port", "The ministry has closed the pass") in rows


def test_speaker_goes_on_without_a_cue() -> None:
    second = read("“The pass is closed,” Ada Lind said. “Nobody may use it until spring.”").attributions[1]

    assert (second.inherited, second.source.name) == (True, "Ada Lind")


def test_outlet_that_is_told_is_a_conduit() -> None:
    (conduit,) = only("A guard told the Brask Herald that the pass was closed.").conduits

    assert conduit.kind is SourceKind.OUTLET


def test_listener_is_no_conduit() -> None:
    assert only("The mayor told residents that the pass was closed.").conduits == ()


def test_briefing_stands_behind_the_source() -> None:
    (giver,) = only(
        "Two senators, after being briefed by the Border Bureau, said the pass was closed."
    ).behind

    assert "Border Bureau" in giver.name


def test_bare_marker_resolves_to_the_named_source_of_its_sentence() -> None:
    attributions = read("The pass was reportedly closed at noon, the Brask Herald said.").attributions
    marker = next(one for one in attributions if one.source.kind is SourceKind.UNSPECIFIED)

    assert marker.resolves_to is not None
    assert attributions[marker.resolves_to].source.kind is SourceKind.OUTLET


def test_denied_report_is_not_spoken_of_by_the_one_who_denies_it() -> None:
    attributions = read(
        "The ministry dismissed the mayor's reports of a closed pass as nonsense."
    ).attributions

    assert all(one.parent is None for one in attributions)


def test_attributions_are_in_text_order_with_earlier_or_later_parents_in_range() -> None:
    attributions = read(
        "The army said the mayor had ordered the guards to close the pass, a source said."
    ).attributions
    starts = [(one.cue or one.content)[0].start for one in attributions]

    assert starts == sorted(starts)
    assert all(one.parent is None or 0 <= one.parent < len(attributions) for one in attributions)


def test_a_hedged_participle_behind_a_comma_is_the_reporters() -> None:
    text = "The raid followed accusations by Norra that Velm had sent drones, allegedly scattering leaflets."
    assert ("Norra", "accusations by", "Velm had sent drones") in found(text)
