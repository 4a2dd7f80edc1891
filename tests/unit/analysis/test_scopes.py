"""Words over a clause: each row of the complement and kind lexicons fires on its own example; negation, conditions, questions."""

from __future__ import annotations

from typing import Any

import pytest

from tests.unit.analysis.building import claims_of, document_of, english, read
from tests.unit.analysis.test_meaning import label, rows
from twosource.analysis import analyse
from twosource.analysis.layers import Parse
from twosource.analysis.meaning import load_meaning
from twosource.analysis.scopes import steps_over
from twosource.analysis.veridicality import standing
from twosource.model.measure import Veridicality
from twosource.model.vocabulary import Act, Certainty, EventKind, Modality, Polarity, SourceKind


def parsed(text: str) -> Parse:
    """The parse alone."""
    return analyse(document_of(text), english()[:1]).parse


def stands(text: str, word: str) -> Veridicality:
    """How a word of a one-sentence text stands there."""
    parse = parsed(text)
    index = next(token.i for token in parse.tokens if token.text == word)
    return standing(parse, index, parse.sentences[0], load_meaning())


@pytest.mark.parametrize(
    "row", rows("complements.toml", "complement"), ids=lambda row: f"{row['lemma']}-{row['pos']}"
)
def test_a_word_stands_over_the_clause_of_its_example(row: dict[str, Any]) -> None:
    """The word is found over a clause and says of it what the entry says."""
    parse = parsed(row["example"])
    steps = [step for token in parse.tokens for step in steps_over(parse, token, load_meaning(), frozenset())]
    said = [step for step in steps if parse.tokens[step.token].lemma == row["lemma"]]

    assert [
        step for step in said if step.modality == row.get("modality") and step.polarity == row.get("polarity")
    ]


@pytest.mark.parametrize(
    "row", rows("kinds.toml", "kind"), ids=lambda row: f"{row['kind']}-{row['verbs'][0]}"
)
def test_a_verb_gives_the_kind_of_its_example(row: dict[str, Any]) -> None:
    """The example's claim is of the entry's sort."""
    assert EventKind(row["kind"]) in {claim.kind for claim in read(row["example"]).claims}


@pytest.mark.parametrize("row", rows("complements.toml", "directive"), ids=label)
def test_a_directive_makes_an_order_or_request(row: dict[str, Any]) -> None:
    """Telling somebody to do something is an act of its own, and what is to be done is ordered."""
    claims = read(row["example"]).claims

    assert {claim.act for claim in claims} == {Act(row["act"])}
    assert Modality.ORDERED in {claim.modality for claim in claims}


@pytest.mark.parametrize("row", rows("complements.toml", "carrier"), ids=label)
def test_a_carrier_hands_the_plan_down(row: dict[str, Any]) -> None:
    """What there are plans for is planned, or not, where the plans were dropped."""
    found = {
        (claim.modality, claim.polarity)
        for claim in read(row["example"]).claims
        if claim.modality is Modality.PLANNED
    }

    assert {polarity for _, polarity in found} <= {Polarity(row.get("polarity", "positive"))}


@pytest.mark.parametrize(
    ("text", "head", "polarity"),
    [
        ("The council failed to agree on a budget.", "agree", Polarity.NEGATIVE),
        ("Orsa did not hesitate to close its ports.", "close", Polarity.POSITIVE),
        ("The two armies neither attacked nor withdrew.", "attacked", Polarity.NEGATIVE),
        ("The crew did not leave until Monday.", "leave", Polarity.POSITIVE),
        ("The raid not only closed the port.", "closed", Polarity.POSITIVE),
        ("Almost everybody left the valley.", "left", Polarity.POSITIVE),
        ("The convoy nearly reached the border.", "reached", Polarity.NEGATIVE),
        ("There are no plans to evacuate the village.", "evacuate", Polarity.NEGATIVE),
        ("The talks were to have opened in May.", "opened", Polarity.NEGATIVE),
        ("Velm sent no guards.", "sent", Polarity.NEGATIVE),
    ],
)
def test_negation_reaches_as_far_as_its_words(text: str, head: str, polarity: Polarity) -> None:
    """Negations and verbs that say that something did not come about turn the polarity, two of them turn it back."""
    assert claims_of(text)[head].polarity is polarity


@pytest.mark.parametrize(
    ("text", "head", "certainty"),
    [
        ("It is likely that the mine flooded.", "flooded", Certainty.PROBABLE),
        ("There is no evidence that guards shot the herder.", "shot", Certainty.PROBABLE),
        ("There is no doubt that guards shot the herder.", "shot", Certainty.CERTAIN),
        ("It looks as if the column has turned back.", "turned", Certainty.PROBABLE),
        ("The guards must have known of the tunnel.", "known", Certainty.PROBABLE),
        ("The ferry is said to have sunk.", "sunk", Certainty.PROBABLE),
        ("Clashes were reported near the port.", "reported", Certainty.PROBABLE),
        ("The minister could not enter the port.", "enter", Certainty.CERTAIN),
    ],
)
def test_a_word_over_the_clause_moves_certainty(text: str, head: str, certainty: Certainty) -> None:
    """What a shell, a modal of inference or hearsay without a speaker says of certainty reaches the clause."""
    assert claims_of(text)[head].certainty is certainty


@pytest.mark.parametrize(
    ("text", "head", "modality"),
    [
        ("The pilots were able to land.", "land", Modality.DONE),
        ("The pilots are able to land.", "land", Modality.POSSIBLE),
        ("The family had to leave the valley.", "leave", Modality.DONE),
        ("The herd would have survived.", "survived", Modality.CONDITIONAL),
        ("Guards will stay until the truce holds.", "holds", Modality.EXPECTED),
        ("The dam used to supply the town.", "supply", Modality.HABITUAL),
        ("The crew appears to have left the ship.", "left", Modality.DONE),
        ("The minister could not enter the port.", "enter", Modality.DONE),
    ],
)
def test_tense_and_form_settle_modality(text: str, head: str, modality: Modality) -> None:
    """Past ability and past need are done, perfect infinitives too; a clause of time waits for its verb's clause."""
    assert claims_of(text)[head].modality is modality


@pytest.mark.parametrize(
    ("text", "head", "words"),
    [
        ("Should the dam fail, three villages would drown.", "drown", "Should the dam fail"),
        ("The ferry will run as long as the ice holds.", "run", "as long as the ice holds"),
        ("Without a new pump, the mine would flood.", "flood", "Without a new pump"),
        ("The minister said he would resign if the vote failed.", "resign", "if the vote failed"),
    ],
)
def test_a_stated_condition_is_kept_with_its_words(text: str, head: str, words: str) -> None:
    """Conditions of every form make their claim conditional."""
    claim = claims_of(text)[head]

    assert claim.condition is not None
    assert [span.of(text) for span in claim.condition.at] == [words]
    assert claim.modality is Modality.CONDITIONAL


def test_otherwise_takes_its_condition_from_the_sentence_before() -> None:
    """What would happen otherwise depends on what was asked for."""
    text = "Orsa must free the crew, the general said. Otherwise the navy would seize its ships, he said."
    claim = claims_of(text)["seize"]

    assert claim.condition is not None
    assert claim.act is Act.THREATEN


def test_even_if_states_no_condition() -> None:
    """What happens anyway depends on nothing."""
    assert claims_of("The pass will close even if it snows.")["close"].condition is None


def test_an_act_that_did_not_take_place_has_no_holder() -> None:
    """Nobody spoke where somebody failed to."""
    claim = claims_of("The envoy has not condemned the raid.")["condemned"]

    assert len(claim.chain) == 1
    assert claim.act is Act.ASSERT
    assert claim.polarity is Polarity.NEGATIVE


def test_a_command_in_quotation_is_asked_or_ordered() -> None:
    """A command is no state of affairs; in the publisher's voice it claims nothing."""
    claim = claims_of("“Leave the valley now,” the colonel said.")["Leave"]

    assert claim.act in (Act.ORDER, Act.REQUEST)
    assert claim.modality is Modality.ORDERED
    assert claims_of("Send us your pictures.") == {}


def test_what_somebody_warns_another_to_suffer_is_a_threat() -> None:
    """Paying for something is not forecast but threatened."""
    claims = claims_of(
        "The minister warned that Velm would pay for the raid. The office warned that the river would flood."
    )

    assert claims["pay"].act is Act.THREATEN
    assert claims["flood"].act is Act.PREDICT


def test_a_speaker_who_says_no_of_itself_denies() -> None:
    """ "We have never" in one's own words is a denial."""
    assert claims_of("“We have never sold weapons,” the spokesman said.")["sold"].act is Act.DENY


def test_silence_joined_by_nor_is_one_claim() -> None:
    """Neither confirming nor denying is one silence."""
    claims = claims_of("Officials have neither confirmed nor denied the raid.")

    assert [claim.act for claim in claims.values()] == [Act.DECLINE_TO_CONFIRM]


def test_every_move_away_from_plain_assertion_shows_its_words() -> None:
    """The words that moved certainty, polarity or modality are among the hedges."""
    text = "The union threatened to block the harbour. The mayor denied that guards had crossed. The port may close."

    assert all(claim.hedges for claim in read(text).claims)


@pytest.mark.parametrize(
    ("text", "word", "certainty", "polarity"),
    [
        (
            "Police prevented marchers from entering the square.",
            "entering",
            Certainty.CERTAIN,
            Polarity.NEGATIVE,
        ),
        ("The flood forced them to leave.", "leave", Certainty.CERTAIN, Polarity.POSITIVE),
        ("The flood did not force them to leave.", "leave", Certainty.UNKNOWN, Polarity.POSITIVE),
        ("They did not know that guards had left.", "left", Certainty.CERTAIN, Polarity.POSITIVE),
        ("If the dam fails, the town will drown.", "fails", Certainty.UNKNOWN, Polarity.POSITIVE),
        ("Did the guards cross the river?", "cross", Certainty.UNKNOWN, Polarity.POSITIVE),
        ("Why did the guards cross the river?", "cross", Certainty.CERTAIN, Polarity.POSITIVE),
        ("They left without firing.", "firing", Certainty.CERTAIN, Polarity.NEGATIVE),
        ("They were too weak to cross the pass.", "cross", Certainty.CERTAIN, Polarity.NEGATIVE),
    ],
)
def test_any_verb_stands_as_the_words_over_it_say(
    text: str, word: str, certainty: Certainty, polarity: Polarity
) -> None:
    """Verbs that head no claim are graded too: what is prevented, known, asked or depended on."""
    seen = stands(text, word)

    assert (seen.certainty, seen.polarity) == (certainty, polarity)


def test_an_accusation_is_of_the_sort_of_what_was_done() -> None:
    """Who accuses another of a raid tells of an assault, who denies it rejects."""
    claims = claims_of(
        "Velm accused Orsa of shelling the market. Orsa denied that guards had attacked the port."
    )

    assert claims["shelling"].kind is EventKind.ASSAULT
    assert claims["attacked"].kind is EventKind.REJECT


def test_a_condition_beside_the_cue_belongs_to_what_is_said() -> None:
    """ "If it goes on, he said, ..." is a condition of the threat, not of the saying."""
    claim = claims_of("If the build-up went on, he said, Velm would close the bridge.")["close"]

    assert claim.condition is not None
    assert claim.act is Act.THREATEN


@pytest.mark.parametrize(
    ("text", "act"),
    [
        ("The navy said it had not fired on the trawler.", Act.DENY),
        ("The ministry said that it had no number.", Act.ASSERT),
    ],
)
def test_a_deed_is_denied_and_a_lack_is_told(text: str, act: Act) -> None:
    """Who says no of what it did denies; who says that it has nothing does not."""
    (claim,) = read(text).claims

    assert claim.act is act


def test_both_sides_speak_each_for_itself() -> None:
    """A pair that the text names is two holders; one that it does not name is a group."""
    named = read("France and Italy met on Monday. Both sides have said that they will open the pass.").claims
    unnamed = read("Trade has stopped. Both sides have said that they will open the pass.").claims

    assert len({claim.holder.source.id for claim in named if len(claim.chain) > 1}) == 2
    assert {claim.holder.source.kind for claim in unnamed if len(claim.chain) > 1} == {SourceKind.GROUP}


@pytest.mark.parametrize("table", ["lifting", "not_only"])
def test_a_word_that_lifts_a_negation_leaves_its_example_positive(table: str) -> None:
    """ "Not until Monday" and "not only" deny nothing."""
    for row in rows("modality.toml", table):
        assert {claim.polarity for claim in read(row["example"]).claims} == {Polarity.POSITIVE}, row[
            "example"
        ]


@pytest.mark.parametrize("table", ["inversion", "otherwise"])
def test_a_word_that_opens_a_condition_leaves_one_in_its_example(table: str) -> None:
    """Inverted auxiliaries and "otherwise" make the claim after them conditional."""
    for row in rows("modality.toml", table):
        assert [claim for claim in read(row["example"]).claims if claim.condition is not None], row["example"]


def test_a_clause_of_time_waits() -> None:
    """What the truce does before, after or until something to come is to come."""
    for row in rows("modality.toml", "time_clause"):
        found = {claim.head.of(row["example"]): claim for claim in read(row["example"]).claims}
        assert "holds" not in found or found["holds"].modality is Modality.EXPECTED, row["example"]


def test_a_copula_carries_a_shell() -> None:
    """ "It proved likely that" hedges what follows."""
    for row in rows("modality.toml", "copula"):
        assert Certainty.PROBABLE in {claim.certainty for claim in read(row["example"]).claims}, row[
            "example"
        ]


def test_words_before_if_make_no_condition() -> None:
    """ "As if" and "even if" state none."""
    for row in rows("modality.toml", "no_condition"):
        assert not [claim for claim in read(row["example"]).claims if claim.condition is not None], row[
            "example"
        ]


def test_a_wish_claims_nothing() -> None:
    """What somebody wishes had been was not."""
    for row in rows("modality.toml", "unreal"):
        assert "rained" not in claims_of(row["example"])


def test_a_pair_without_names_is_a_group() -> None:
    """Each noun of a pair is known."""
    for row in rows("references.toml", "party_noun"):
        kinds = {claim.holder.source.kind for claim in read(row["example"]).claims}
        assert kinds == {SourceKind.GROUP}, row["example"]
