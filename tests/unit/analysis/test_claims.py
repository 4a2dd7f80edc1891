"""Claims joined from the layers: heads, modality, polarity, chains and what they refer to."""

from __future__ import annotations

import pytest

from tests.unit.analysis.building import claims_of, read
from twosource.model.vocabulary import Act, Certainty, FlagKind, Modality, Polarity, RelationKind


@pytest.mark.parametrize(
    ("text", "head", "modality"),
    [
        ("Orsa plans to send 4,000 guards to Velm, officials said.", "send", Modality.PLANNED),
        ("Orsa is preparing to close the pass.", "close", Modality.PLANNED),
        ("Orsa closed the pass on Monday.", "closed", Modality.DONE),
        ("Recruits are undergoing training near the river.", "training", Modality.UNDER_WAY),
        ("Some 900 guards are already in Velm, the ministry said.", "are", Modality.PRESENT),
        ("The river is expected to crest on Friday.", "crest", Modality.EXPECTED),
        ("The cabinet is weighing a change of policy.", "weighing", Modality.POSSIBLE),
    ],
)
def test_modality_is_what_the_words_say(text: str, head: str, modality: Modality) -> None:
    """A plan is never read as done."""
    assert claims_of(text)[head].modality is modality


@pytest.mark.parametrize(
    ("text", "head", "certainty"),
    [
        ("Guards crossed the river on Monday.", "crossed", Certainty.CERTAIN),
        ("Guards reportedly crossed the river on Monday.", "crossed", Certainty.PROBABLE),
        ("Orsa may be forming a battalion, officials said.", "forming", Certainty.POSSIBLE),
    ],
)
def test_certainty_moves_by_words_of_belief_and_hearsay(text: str, head: str, certainty: Certainty) -> None:
    """The scale follows the clause's own words."""
    assert claims_of(text)[head].certainty is certainty


def test_reportedly_stops_where_its_clause_stops() -> None:
    """A marker in one clause leaves the next as sure as it was."""
    claims = claims_of("Guards reportedly crossed the river, after parliament amended the charter on Monday.")

    assert claims["crossed"].certainty is Certainty.PROBABLE
    assert claims["amended"].certainty is Certainty.CERTAIN


def test_an_order_gives_two_claims() -> None:
    """One on the ordering, done, and one on what is ordered, along the same chain."""
    claims = claims_of("An unnamed source in Velm said that the ministry ordered engineers to mine the bank.")

    assert claims["ordered"].modality is Modality.DONE
    assert claims["ordered"].act is Act.ORDER
    assert claims["mine"].modality is Modality.ORDERED
    assert [hop.source.name for hop in claims["ordered"].chain] == [
        hop.source.name for hop in claims["mine"].chain
    ]


def test_the_source_vouches_for_an_order_that_it_tells_of() -> None:
    """The ministry holds the order; the unnamed source is its witness."""
    claim = claims_of("An unnamed source in Velm said that the ministry ordered engineers to mine the bank.")[
        "ordered"
    ]

    assert claim.chain[-1].is_actor
    assert "source" in claim.chain[claim.witness].source.name


def test_a_denial_is_one_negative_claim_on_what_is_denied() -> None:
    """It takes the denied question and names the claims it denies; nothing stands in for what nobody asserts."""
    text = "The foreign minister of Arvo said that Orsa plans to send 4,000 guards to Velm.\nOrsa denied these claims."
    claims = claims_of(text)

    denial = claims["denied"]
    assert denial.polarity is Polarity.NEGATIVE
    assert denial.act is Act.DENY
    assert denial.refers_to == (claims["send"].id,)
    assert denial.question == claims["send"].question


def test_silence_is_the_reporters_claim_about_the_silent_party() -> None:
    """The chain ends at the reporter; the party stands among the actors."""
    text = "Guards crossed the river on Monday.\nThe foreign ministry has yet to comment on the reports."
    claim = claims_of(text)["comment"]

    assert claim.act is Act.NO_COMMENT
    assert claim.polarity is Polarity.NEGATIVE
    assert [hop.source.name for hop in claim.chain] == ["Orsa Courier"]
    assert any("ministry" in one.name for one in claim.participants)


def test_coordinated_sources_give_one_claim_a_path() -> None:
    """Two who say one thing are two chains to one head."""
    text = "Police officials, as well as reports from the Daily Velm, suggest that guards crossed the river."
    chains = {claim.chain[-1].source.name for claim in read(text).claims if claim.head.of(text) == "crossed"}

    assert len(chains) == 2


def test_an_earlier_value_is_a_claim_that_the_later_one_revises() -> None:
    """The earlier number takes the later one's slots; the text states the revision."""
    text = (
        "About 6,500 guards are training in the north, up from an earlier estimate of 2,000, officials said."
    )
    claims = read(text).claims

    links = [
        (claim, link) for claim in claims for link in claim.links if link.relation is RelationKind.REVISES
    ]
    ((later, link),) = links
    earlier = next(claim for claim in claims if claim.id == link.to)
    assert [int(q.low or 0) for q in later.quantities] == [6500]
    assert [int(q.low or 0) for q in earlier.quantities] == [2000]
    assert earlier.question == later.question


def test_a_condition_in_the_sentence_makes_the_claim_conditional() -> None:
    """What would be, if, is no forecast."""
    claim = claims_of("If guards crossed, Orsa would close the pass, the minister said.")["close"]

    assert claim.modality is Modality.CONDITIONAL
    assert claim.condition is not None


def test_a_caveat_reaches_the_sentence_before() -> None:
    """Reports called unverified are no more than possible."""
    claims = claims_of("Residents said guards crossed the river.\nThese reports remain unverified.")

    assert claims["crossed"].certainty is Certainty.POSSIBLE


def test_in_response_links_to_what_the_other_side_did() -> None:
    """The link goes to the nearest act of another, with the words that state it."""
    text = "Kaldria fired on the ferry on Monday.\nIn response, Marenza closed the pass."
    claims = claims_of(text)

    links = [link for link in claims["closed"].links if link.relation is RelationKind.RESPONDS_TO]
    assert all(link.at.of(text) == "In response" for link in links)


def test_a_text_that_breaks_off_is_flagged() -> None:
    """An ellipsis at the end says that something is missing."""
    assert claims_of("In response, the army fired…")["fired"].has_flag(FlagKind.INCOMPLETE)


def test_questions_claim_nothing() -> None:
    """A question has no answer in it."""
    assert read("Did guards cross the river?").claims == ()


def test_every_sentence_without_a_claim_has_its_reason() -> None:
    """Silences cover what claims do not."""
    analysis = read("Guards crossed the river. What a day. Why did they go?")

    assert [row.sentence for row in analysis.silences] == [1, 2]
    assert all(row.because for row in analysis.silences)


def test_no_two_claims_share_an_anchor() -> None:
    """A second claim on one head and source is a mistake."""
    claims = read("The ministry said guards crossed the river and closed the pass.").claims

    assert len({claim.anchor for claim in claims}) == len(claims)


def test_what_is_not_confirmed_is_nobodys_claim() -> None:
    """A silence on a clause is one claim, the reporter's; the clause itself is claimed by nobody."""
    claims = claims_of("The foreign ministry did not confirm that guards had crossed the river.")

    assert list(claims) == ["confirm"]
    assert claims["confirm"].act is Act.DECLINE_TO_CONFIRM
    assert claims["confirm"].question.predicate == "cross"


def test_a_denied_report_is_one_denial() -> None:
    """The denial refers to what the report says and answers its question."""
    claims = claims_of("Officials denied reports that guards had crossed the pass.")

    assert claims["denied"].polarity is Polarity.NEGATIVE
    assert claims["denied"].refers_to == (claims["crossed"].id,)
    assert claims["denied"].question == claims["crossed"].question


def test_a_participle_has_the_tense_of_its_clause() -> None:
    """What an attack did by the way is done, not under way."""
    claims = claims_of("The blast hit a post, killing two soldiers and wounding five.")

    assert {claims[head].modality for head in ("hit", "killing", "wounding")} == {Modality.DONE}


def test_an_indirect_question_claims_nothing() -> None:
    """Whether something happened is not that it happened."""
    assert "crossed" not in claims_of("The Courier asked whether guards crossed the river.")


def test_a_denial_told_as_a_plain_clause_is_a_denial() -> None:
    """ "The reports were baseless" dismisses what was reported."""
    text = "Residents said guards crossed the pass.\nThe army spokesman said the reports were baseless."
    claims = claims_of(text)

    assert claims["baseless"].act is Act.DISMISS
    assert claims["baseless"].polarity is Polarity.NEGATIVE
    assert claims["baseless"].refers_to == (claims["crossed"].id,)


def test_a_bar_is_an_order_not_to() -> None:
    """What is forbidden is ordered not to be."""
    claim = claims_of("The ministry forbade engineers to close the bridge.")["close"]

    assert claim.modality is Modality.ORDERED
    assert claim.polarity is Polarity.NEGATIVE


def test_no_longer_denying_is_no_denial() -> None:
    """Who no longer denies neither denies nor confirms."""
    assert claims_of("Velm no longer denies the movements.")["denies"].act is Act.EQUIVOCATE
