"""An index of a whole GeoNames dump: what is taken, errors that name the line, the same bytes for the same dump."""

from __future__ import annotations

import zipfile
from pathlib import Path

import pytest

from twosource.analysis import gazetteer_dump
from twosource.analysis.actors import load_actors
from twosource.analysis.gazetteer import load_gazetteer, normal
from twosource.analysis.gazetteer_dump import Built, build, load_features
from twosource.analysis.gazetteer_index import open_index
from twosource.errors import ConfigError


def line(number: int, name: str, code: str, country: str = "KE", **more: str) -> str:
    """A line of an invented dump."""
    fields = [
        str(number),
        name,
        normal(name),
        more.get("aliases", ""),
        more.get("lat", "1.25"),
        more.get("lon", "36.5"),
    ]
    fields += [
        more.get("kind", "P"),
        code,
        country,
        "",
        more.get("admin", "05"),
        "",
        "",
        "",
        more.get("people", "0"),
    ]
    return "\t".join([*fields, "", "", "Africa/Nairobi", "2030-01-01"])


DUMP = [
    line(1, "Tolvane", "PPL", people="41250", aliases="Tolvanee,TLV,Толване"),
    line(2, "Tolvane County", "ADM2", kind="A"),
    line(3, "Orsa Water", "STM", kind="H", lat="-0.5"),
    line(4, "Fort Marrow", "INSM", kind="S"),
    line(5, "Brask Border Post", "PSTB", kind="S"),
    line(6, "Old Tolvane Hotel", "HTL", kind="S"),
    line(7, "Kvelmiv", "PPL", "UA", people="30000"),
    line(8, "Lower Velm Line", "RR", kind="R"),
    line(9, "Tolvane", "PPL", "PE", people="900", lat="-12.0", lon="-77.0"),
]


@pytest.fixture
def dump(tmp_path: Path) -> Path:
    path = tmp_path / "dump.txt"
    path.write_text("\n".join(DUMP) + "\n", encoding="utf-8")
    return path


@pytest.fixture
def index(dump: Path) -> Path:
    out = dump.with_suffix(".idx")
    build(dump, out)
    return out


def test_a_build_says_what_it_read_and_wrote(dump: Path, tmp_path: Path) -> None:
    built = build(dump, tmp_path / "out.idx")

    assert built == Built(lines=9, places=8, names=11)


@pytest.mark.parametrize(
    ("name", "number", "kind"),
    [
        ("Tolvane", 1, "city"),
        ("Tolvanee", 1, "city"),
        ("Tolvane County", 2, "district"),
        ("Orsa Water", 3, "river"),
        ("Fort Marrow", 4, "base"),
        ("Brask Border Post", 5, "crossing"),
        ("Lower Velm Line", 8, "line_of_rail"),
    ],
)
def test_a_place_of_the_dump_is_found_by_its_names(index: Path, name: str, number: int, kind: str) -> None:
    place = load_gazetteer((index,)).named(name)[0]

    assert (place.id, place.type) == (f"geonames:{number}", kind)


def test_coordinates_province_and_people_are_kept(index: Path) -> None:
    place = load_gazetteer((index,)).named("Tolvane")[0]

    assert (place.lat, place.lon, place.country, place.admin, place.population) == (
        1.25,
        36.5,
        "KE",
        "KE.05",
        41250,
    )


def test_places_of_one_name_come_by_their_people(index: Path) -> None:
    assert [place.country for place in load_gazetteer((index,)).named("Tolvane")] == ["KE", "PE", "KE"]


def test_a_feature_that_is_no_place_of_the_news_is_left_out(index: Path) -> None:
    assert load_gazetteer((index,)).named("Old Tolvane Hotel") == ()


def test_a_short_code_among_the_aliases_is_no_name(index: Path) -> None:
    assert not [place for place in load_gazetteer((index,)).named("TLV") if place.id == "geonames:1"]


def test_another_romanisation_finds_a_place_of_the_dump(index: Path) -> None:
    assert load_gazetteer((index,)).folded("Kvelmov")[0].id == "geonames:7"


def test_the_shipped_places_stay_beside_the_dump(index: Path) -> None:
    assert load_gazetteer((index,)).named("Nairobi")[0].country == "KE"


def test_an_index_has_no_actors_to_load(index: Path) -> None:
    assert load_actors((index,)).countries()


@pytest.mark.parametrize("run", [1, 3, 400_000])
def test_the_same_dump_gives_the_same_bytes(
    dump: Path, index: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, run: int
) -> None:
    monkeypatch.setattr(gazetteer_dump, "RUN", run)
    again = tmp_path / "again.idx"
    build(dump, again)

    assert again.read_bytes() == index.read_bytes()


def test_a_zip_archive_of_a_dump_is_read(dump: Path, index: Path, tmp_path: Path) -> None:
    packed = tmp_path / "dump.zip"
    with zipfile.ZipFile(packed, "w") as archive:
        archive.writestr("readme.txt", "about")
        archive.write(dump, "dump.txt")
    build(packed, tmp_path / "zip.idx")

    assert (tmp_path / "zip.idx").read_bytes() == index.read_bytes()


@pytest.mark.parametrize(
    ("wrong", "because"),
    [
        ("only\tthree\tcolumns", "dump.txt, line 2: 3 columns where a dump of GeoNames has 19"),
        (line(2, "Velm", "PPL", lat="north"), "line 2: the latitude is 'north', which is no number"),
        (
            line(2, "Velm", "PPL", lon="181"),
            "line 2: the longitude is 181, which is not between -180 and 180",
        ),
        (line(2, "Velm", "PPL", people="many"), "line 2: the population is 'many', which is no whole number"),
        ("\udcff", "line 2: it is no UTF-8"),
    ],
)
def test_a_wrong_line_is_named(tmp_path: Path, wrong: str, because: str) -> None:
    path = tmp_path / "dump.txt"
    path.write_bytes(f"{DUMP[0]}\n{wrong}\n".encode("utf-8", "surrogateescape"))

    with pytest.raises(ConfigError, match=because):
        build(path, tmp_path / "out.idx")
    assert not (tmp_path / "out.idx").exists()


def test_a_file_without_places_is_no_dump(tmp_path: Path) -> None:
    path = tmp_path / "empty.txt"
    path.write_text("", encoding="utf-8")

    with pytest.raises(ConfigError, match=r"empty\.txt holds no place"):
        build(path, tmp_path / "out.idx")


def test_a_dump_that_is_not_there_is_an_error(tmp_path: Path) -> None:
    with pytest.raises(ConfigError, match=r"gone\.txt"):
        build(tmp_path / "gone.txt", tmp_path / "out.idx")


def test_an_index_that_was_cut_is_refused(index: Path) -> None:
    index.write_bytes(index.read_bytes()[:-3])

    with pytest.raises(ConfigError, match=r"dump\.idx is not a whole gazetteer index"):
        open_index(index)


def test_progress_is_told_in_bytes(dump: Path, tmp_path: Path) -> None:
    told: list[tuple[int, int]] = []
    build(dump, tmp_path / "out.idx", lambda done, total: told.append((done, total)))

    assert told[-1] == (dump.stat().st_size, dump.stat().st_size)


def test_every_feature_has_a_type_of_the_index() -> None:
    assert load_features()["PPL"].letter == "c"
    assert load_features()["RR"].radius_km == 30
