"""Sources: what a noun phrase is as a source, and which earlier one it means."""

from __future__ import annotations

import pytest

from tests.unit.analysis.building import read
from twosource.model.attribution import Source
from twosource.model.vocabulary import Naming, SourceKind


def source(text: str) -> Source:
    return read(text).attributions[0].source


@pytest.mark.parametrize(
    ("phrase", "kind", "naming"),
    [
        ("Ada Lind", SourceKind.PERSON, Naming.NAMED),
        ("A senior official in the port authority", SourceKind.ROLE, Naming.ROLE_ONLY),
        ("Officials", SourceKind.ROLE, Naming.BARE),
        ("The ministry", SourceKind.BODY, Naming.BARE),
        ("The military", SourceKind.MILITARY, Naming.BARE),
        ("State television", SourceKind.STATE_MEDIA, Naming.ROLE_ONLY),
        ("The Brask News Agency", SourceKind.NEWS_AGENCY, Naming.NAMED),
        ("The Brask Herald", SourceKind.OUTLET, Naming.NAMED),
        ("The leaked memo", SourceKind.DOCUMENT, Naming.ROLE_ONLY),
        ("The 14th Engineer Regiment", SourceKind.MILITARY, Naming.NAMED),
        ("Zeta Agency", SourceKind.NEWS_AGENCY, Naming.NAMED),
        ("The Space Agency", SourceKind.BODY, Naming.NAMED),
        ("ORTA, the state agency,", SourceKind.STATE_MEDIA, Naming.NAMED),
        ("Radio Tarn", SourceKind.OUTLET, Naming.NAMED),
        ("The weekly Kestrel", SourceKind.OUTLET, Naming.NAMED),
        ("One of the mayor's advisers", SourceKind.ROLE, Naming.ROLE_ONLY),
        ("Two nurses", SourceKind.GROUP, Naming.ROLE_ONLY),
        ("Unconfirmed reports", SourceKind.UNSPECIFIED, Naming.BARE),
        ("An anonymous website", SourceKind.UNKNOWN_PUBLISHER, Naming.ROLE_ONLY),
        ("Intercepted emails", SourceKind.INTERCEPT, Naming.ROLE_ONLY),
        ("The Government of Belisk", SourceKind.GOVERNMENT, Naming.NAMED),
        ("The White Citadel", SourceKind.GOVERNMENT, Naming.METONYM),
        ("The audit", SourceKind.DOCUMENT, Naming.ROLE_ONLY),
        ("The captain", SourceKind.ROLE, Naming.ROLE_ONLY),
        ("Residents", SourceKind.GROUP, Naming.ROLE_ONLY),
        ("Military analysts", SourceKind.ANALYSTS, Naming.ROLE_ONLY),
        ("A source", SourceKind.UNNAMED, Naming.BARE),
        ("A source in the garrison", SourceKind.UNNAMED, Naming.ROLE_ONLY),
        ("People familiar with the talks", SourceKind.UNNAMED, Naming.ROLE_ONLY),
    ],
)
def test_kind_and_naming_are_read_from_the_words(phrase: str, kind: SourceKind, naming: Naming) -> None:
    one = source(f"{phrase} said the pass was closed.")

    assert (one.kind, one.naming) == (kind, naming)


def test_unnamed_source_has_no_id() -> None:
    assert source("A source in the garrison said the pass was closed.").id is None


def test_unnamed_source_is_known_again_by_its_first_mention() -> None:
    first, second = read(
        "A source in the garrison said the pass was closed. The source said the guards had left."
    ).attributions

    assert first.source.first == second.source.first == first.source.at


def test_another_source_is_another() -> None:
    first, second = read("A source said the pass was closed. Another source said it was open.").attributions

    assert first.source.first != second.source.first


def test_surname_takes_up_the_full_name() -> None:
    first, second = read("Ada Lind said the pass was closed. Lind said it would reopen.").attributions

    assert first.source.id == second.source.id


def test_two_persons_of_one_family_name_are_two() -> None:
    first, second = read("Ada Lind said the pass was closed. Ola Lind said it would reopen.").attributions

    assert first.source.first != second.source.first


def test_definite_noun_takes_up_an_apposition() -> None:
    first, second = read(
        "The Tarn Monitor, a rights group, said the pass was closed. The group said it would reopen."
    ).attributions

    assert first.source.first == second.source.first


def test_pronoun_takes_up_the_last_person() -> None:
    _, second = read("Ada Lind said the pass was closed. She said it would reopen.").attributions

    assert second.source.name == "Ada Lind"


def test_report_is_its_makers() -> None:
    assert source("A report from the Brask Herald said the pass was closed.").kind is SourceKind.OUTLET


def test_a_name_does_not_run_back_over_what_stands_before_it() -> None:
    text = "of cm ²² 00 , arnaud 2024 shorts mothers quantities swim 0000 ¼"

    assert all(one.of(text) for row in read(text).attributions for one in row.source_at)
