"""A decision finds its claim again in another reading, or is an orphan; it never lands on another claim."""

from __future__ import annotations

from dataclasses import replace

from tests.unit.linking.decided import CLOSE, MOVED, OFFSET, TEXT, at, claim, document, mark
from twosource.linking.following import ORPHAN, Followed, follow, follow_all, mark_of
from twosource.model.claim import Anchor
from twosource.model.vocabulary import Following

SAID = claim("said", "said that Velm moved about 300 guards to Hask on 2 April 2031", None)


def test_a_claim_with_the_same_anchor_is_followed_whatever_its_fields_became() -> None:
    now = replace(MOVED, extent=(at("moved about 300 guards"),), chain=MOVED.chain[:1], witness=0)

    assert follow(mark(MOVED), (now, CLOSE), document()) == Followed(MOVED.id, Following.SAME_ANCHOR)


def test_the_only_claim_on_the_head_is_followed_when_its_source_changed() -> None:
    now = claim("moved", "Velm moved about 300 guards to Hask on 2 April 2031", "A source")

    assert follow(mark(MOVED), (now, CLOSE), document()) == Followed(now.id, Following.SOURCE_CHANGED)


def test_one_of_several_claims_on_a_head_is_not_followed_to_another_of_them() -> None:
    twin = claim("moved", "Velm moved about 300 guards to Hask on 2 April 2031", "A source")

    assert follow(mark(MOVED, twin), (twin,), document()) == ORPHAN


def test_a_claim_is_not_followed_where_its_head_now_has_several() -> None:
    twins = tuple(claim("moved", "Velm moved about 300 guards", source) for source in ("A source", None))

    assert follow(mark(MOVED), twins, document()) == ORPHAN


def test_a_claim_whose_head_moved_is_followed_by_half_its_content_and_its_source() -> None:
    now = claim("guards", "Velm moved about 300 guards to Hask")

    assert follow(mark(MOVED), (now, CLOSE), document()) == Followed(now.id, Following.SAME_CONTENT)


def test_less_than_half_the_content_is_another_claim() -> None:
    assert follow(mark(MOVED), (claim("guards", "moved about 300 guards"),), document()) == ORPHAN


def test_half_the_content_from_another_source_is_another_claim() -> None:
    now = claim("guards", "Velm moved about 300 guards to Hask", "A source")

    assert follow(mark(MOVED), (now,), document()) == ORPHAN


def test_two_claims_with_half_the_content_leave_an_orphan() -> None:
    now = (
        claim("guards", "Velm moved about 300 guards to Hask"),
        claim("Hask", "Velm moved about 300 guards to Hask"),
    )

    assert follow(mark(MOVED), now, document()) == ORPHAN


def test_a_claim_that_stood_beside_it_is_never_taken_for_it() -> None:
    beside = claim("guards", "Velm moved about 300 guards to Hask")

    assert mark(MOVED, beside).beside == (OFFSET + at("guards").start,)
    assert follow(mark(MOVED, beside), (beside,), document()) == ORPHAN


def test_the_word_that_heads_a_claim_must_be_among_the_words_of_the_other() -> None:
    inside = claim("guards", "guards to Hask on 2 April 2031")

    assert follow(mark(MOVED), (inside,), document()) == ORPHAN


def test_an_order_and_what_is_ordered_are_not_taken_for_one_another() -> None:
    assert (
        follow(
            mark(SAID),
            (claim("moved", "Velm moved about 300 guards to Hask on 2 April 2031", None),),
            document(),
        )
        == ORPHAN
    )


def test_a_claim_that_another_decision_holds_by_its_anchor_is_not_taken_from_it() -> None:
    twin = claim("guards", "Velm moved about 300 guards to Hask")
    own, other = mark_of(twin, document(), (twin, MOVED)), mark(MOVED)

    found = follow_all((own, other), (twin,), document())

    assert found == {own: Followed(twin.id, Following.SAME_ANCHOR), other: ORPHAN}


def test_two_decisions_of_different_claims_that_contend_for_one_are_both_orphans() -> None:
    now = claim("300", "Velm moved about 300 guards to Hask")
    other = claim("guards", "Velm moved about 300 guards to Hask")
    marks = (mark(MOVED, other), mark_of(other, document(), (other,)))

    assert set(follow_all(marks, (now,), document()).values()) == {ORPHAN}


def test_a_decision_made_anew_on_the_claim_where_an_older_one_was_found_leaves_both_there() -> None:
    now = claim("guards", "Velm moved about 300 guards to Hask")
    old, new = mark(MOVED), mark_of(now, document(), (now, CLOSE))

    found = follow_all((old, new), (now, CLOSE), document())

    assert {one.claim for one in found.values()} == {now.id}


def test_following_reads_raw_offsets_so_that_a_text_cleaned_otherwise_changes_nothing() -> None:
    shorter = document(TEXT[4:], raw=OFFSET + 4)
    moved = replace(
        MOVED,
        anchor=Anchor(MOVED.document, OFFSET + at("guards").start, MOVED.anchor.source),
        extent=(at("Velm moved about 300 guards to Hask", TEXT[4:]),),
    )

    assert follow(mark(MOVED), (moved,), shorter).how is Following.SAME_CONTENT
