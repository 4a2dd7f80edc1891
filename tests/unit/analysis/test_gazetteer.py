"""The gazetteer: names that agree, the packed index, supplements, borders."""

from __future__ import annotations

from pathlib import Path

import pytest

from twosource.analysis.gazetteer import distance_km, load_gazetteer, normal
from twosource.analysis.gazetteer_folds import FOLDS, fold
from twosource.errors import ConfigError
from twosource.model.vocabulary import PlacePrecision


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("the Gaza Strip", "Gaza Strip"),
        ("São Tomé", "Sao Tome"),
        ("Port-au-Prince", "Port au Prince"),
        ("Saint John’s", "St. John's"),
        ("U.S.", "US"),
        ("Łódź", "Lodz"),
    ],
)
def test_spellings_of_one_name_are_filed_together(one: str, other: str) -> None:
    assert normal(one) == normal(other)


SPELLINGS = {
    "~k": (
        *("Gangwon/Kangwon", "Hamgyong/Hamgyeong", "Sakju/Sakchu", "Sakchu-gun/Sakju", "Sinuiju/Shinuiju", "Kaesong/Gaeseong"),
        *("Chagang/Jagang", "Ryanggang/Yanggang", "Rason/Nason", "Nyongbyon/Yeongbyeon", "P'yŏngan/Pyeongan", "Paektu/Baekdu"),
        *("Tokto/Dokdo", "Kumgang/Geumgang", "Ch'ŏngjin/Cheongjin", "Pusan/Busan", "Ulleung/Ullung"),
    ),
    "~s": (
        *("Kyiv/Kiev", "Kharkiv/Kharkov", "Lviv/Lvov", "Chernihiv/Chernigov", "Odesa/Odessa", "Luhansk/Lugansk"),
        *("Vinnytsia/Vinnitsa", "Chernivtsi/Chernovtsy", "Ternopil/Ternopol", "Sievierodonetsk/Severodonetsk", "Izium/Izyum"),
        *("Horlivka/Gorlovka", "Makiivka/Makeyevka", "Avdiivka/Avdeevka", "Sloviansk/Slovyansk", "Chasiv Yar/Chasov Yar"),
    ),
    "~a": (
        *("Hasakah/Hassakeh", "al-Hasakah/Hasaka", "Deir ez-Zor/Dayr az-Zawr", "Raqqa/Ar-Raqqah", "Hodeidah/Al-Hudaydah"),
        *("El Fasher/Al-Fashir", "Taiz/Ta'izz", "Marrakech/Marrakesh", "Djerba/Jerba"),
        *("Mekele/Mekelle", "Hargeisa/Hargeysa", "Sirte/Sirt"),
    ),
    "~n": ("Aarhus/Århus", "Duesseldorf/Düsseldorf", "Tromsoe/Tromsø", "Zuerich/Zürich"),
}  # fmt: skip


@pytest.mark.parametrize(("mark", "pair"), [(mark, pair) for mark in FOLDS for pair in SPELLINGS[mark]])
def test_romanisations_share_a_fold(mark: str, pair: str) -> None:
    one, other = pair.split("/")

    assert fold(normal(one), mark) == fold(normal(other), mark)


@pytest.mark.parametrize(
    ("mark", "pair"),
    [("~k", "Kangso/Kangdong"), ("~s", "Lyman/Sumy"), ("~a", "Homs/Hama"), ("~n", "Bergen/Bremen")],
)
def test_other_names_have_other_folds(mark: str, pair: str) -> None:
    one, other = pair.split("/")

    assert fold(normal(one), mark) != fold(normal(other), mark)


@pytest.mark.parametrize(
    ("name", "country"),
    [
        ("Chasov Yar", "UA"),
        ("Hassakeh", "SY"),
        ("Al-Fashir", "SD"),
        ("Mekelle", "ET"),
        ("Aarhus", "DK"),
    ],
)
def test_a_place_is_found_by_another_spelling(name: str, country: str) -> None:
    gazetteer = load_gazetteer()

    assert country in {place.country for place in (*gazetteer.named(name), *gazetteer.folded(name)[:5])}


def test_a_city_of_the_packed_index_is_found_with_its_country() -> None:
    place = load_gazetteer().named("Nairobi")[0]

    assert place.country == "KE"
    assert distance_km(place.lat, place.lon, -1.29, 36.82) < 15


def test_both_provinces_of_one_name_are_candidates() -> None:
    assert {place.country for place in load_gazetteer().named("Gangwon")} == {"KP", "KR"}


def test_another_romanisation_is_found_by_its_fold() -> None:
    assert load_gazetteer().folded("Sloviansk")[0].country == "UA"


def test_a_name_that_is_not_there_has_no_candidates() -> None:
    assert load_gazetteer().named("Qwertyville") == ()


def test_a_sea_is_a_region_of_several_states() -> None:
    place = load_gazetteer().named("South China Sea")[0]

    assert place.precision is PlacePrecision.REGION
    assert place.country is None


def test_neighbours_have_a_border_and_others_none() -> None:
    gazetteer = load_gazetteer()

    assert gazetteer.border(("CN", "KP")) is not None
    assert gazetteer.border(("JP", "PE")) is None


def test_a_readers_own_places_come_first(tmp_path: Path) -> None:
    own = tmp_path / "own.toml"
    own.write_text(
        '[[place]]\nname = "Velm"\naliases = ["Velm Pass"]\ncountry = "XA"\n'
        'type = "village"\nlat = 1.5\nlon = 2.5\nradius_km = 3\n',
        encoding="utf-8",
    )
    place = load_gazetteer((own,)).named("Velm Pass")[0]

    assert (place.name, place.country, place.lat) == ("Velm", "XA", 1.5)


def test_an_own_gazetteer_that_lacks_a_field_is_refused(tmp_path: Path) -> None:
    own = tmp_path / "own.toml"
    own.write_text('[[place]]\nname = "Velm"\n', encoding="utf-8")

    with pytest.raises(ConfigError, match="Velm"):
        load_gazetteer((own,))


def test_an_own_gazetteer_that_is_no_toml_is_refused(tmp_path: Path) -> None:
    own = tmp_path / "own.toml"
    own.write_text("[[place", encoding="utf-8")

    with pytest.raises(ConfigError, match=r"own\.toml"):
        load_gazetteer((own,))
