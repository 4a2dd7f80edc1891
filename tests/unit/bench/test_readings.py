"""Invented readings are the same each time, and every span lies on the words it names."""

from __future__ import annotations

from itertools import islice

from bench.readings import entries, growing


def test_the_same_seed_gives_the_same_readings():
    assert list(entries(7, 12)) == list(entries(7, 12))
    assert list(entries(7, 12)) != list(entries(8, 12))


def test_as_many_documents_as_asked_for_each_with_an_id_of_its_own():
    found = list(entries(7, 40))

    assert len(found) == 40
    assert len({entry.document.id for entry in found}) == 40


def test_spans_lie_on_the_words_they_name():
    for entry in growing(7, 6):
        assert entry.reading is not None
        text = entry.document.text
        for claim in entry.reading.claims:
            assert claim.head.of(text) in claim.extent[0].of(text)
            for hop in claim.chain[1:]:
                assert [span.of(text) for span in hop.at] == [hop.source.name]
            for place in claim.where:
                assert place.at.of(text) == place.name


def test_no_two_claims_of_a_document_have_one_anchor():
    for entry in islice(entries(7, 40), 40):
        assert entry.reading is not None
        ids = [claim.id for claim in entry.reading.claims]
        assert len(ids) == len(set(ids))
