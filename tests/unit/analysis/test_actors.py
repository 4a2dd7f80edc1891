"""The actor table: who is part of whom, who speaks for whom, and a reader's own states."""

from __future__ import annotations

from pathlib import Path

import pytest

from twosource.analysis.actors import load_actors
from twosource.analysis.gazetteer import normal
from twosource.errors import ConfigError
from twosource.model.vocabulary import SourceKind

OWN = """
[[place]]
name = "Kaldor"
aliases = ["Kaldoran", "Republic of Kaldor"]
country = "XA"
type = "country"
lat = 1.0
lon = 2.0
radius_km = 200

[[actor]]
id = "ka-gov"
name = "Government of Kaldor"
aliases = ["Kaldor"]
kind = "government"
country = "XA"
metonym = ["Ostrand"]

[[actor]]
id = "ka-defence"
name = "Defence Ministry of Kaldor"
kind = "body"
country = "XA"
part_of = "ka-gov"

[[actor]]
id = "kpb"
name = "Kaldor Press Bureau"
aliases = ["KPB"]
kind = "state_media"
country = "XA"
speaks_for = "ka-gov"
"""


@pytest.mark.parametrize(
    ("actor", "body"),
    [
        ("KR.ministry:defence", "KR"),
        ("KR.military:joint-chiefs", "KR"),
        ("kcna", "KP"),
        ("irgc", "IR"),
        ("unhcr", "un"),
        ("reuters", "reuters"),
        ("person:arlo venn", "person:arlo venn"),
        ("PE.opposition", "PE.opposition"),
    ],
)
def test_the_governing_body_is_the_outermost_that_it_is_part_of(actor: str, body: str) -> None:
    assert load_actors().body_of(actor) == body


@pytest.mark.parametrize(
    ("actor", "other"),
    [("tass", "RU"), ("PE.ministry:foreign", "PE"), ("PE.ministry:defence", None), ("reuters", None)],
)
def test_state_media_and_foreign_ministries_speak_for_the_state(actor: str, other: str | None) -> None:
    assert load_actors().speaks_for(actor) == other


@pytest.mark.parametrize(
    ("actor", "kind"),
    [
        ("PE", SourceKind.GOVERNMENT),
        ("PE.military", SourceKind.MILITARY),
        ("PE.ministry:health", SourceKind.BODY),
        ("xinhua", SourceKind.STATE_MEDIA),
        ("person:arlo venn", SourceKind.PERSON),
        ("nobody", None),
    ],
)
def test_kind_of_names_what_a_source_is(actor: str, kind: SourceKind | None) -> None:
    assert load_actors().kind_of(actor) is kind


def test_an_organ_is_shown_by_its_words_and_state() -> None:
    assert load_actors().name_of("PE.ministry:defence") == "defence ministry of Peru"


def test_a_readers_own_ministry_is_the_one_that_rules_would_build(tmp_path: Path) -> None:
    own = tmp_path / "own.toml"
    own.write_text(OWN, encoding="utf-8")
    table = load_actors((own,))

    assert table.canonical("XA.ministry:defence") == "ka-defence"
    assert table.canonical("XA") == "ka-gov"
    assert table.body_of("kpb") == "ka-gov"


def test_an_own_actor_of_an_unknown_kind_is_refused(tmp_path: Path) -> None:
    own = tmp_path / "own.toml"
    own.write_text('[[actor]]\nid = "x"\nname = "X"\nkind = "oracle"\n', encoding="utf-8")

    with pytest.raises(ConfigError, match="x"):
        load_actors((own,))


def test_every_shipped_name_means_one_actor_or_is_declared_ambiguous() -> None:
    assert load_actors().shared_names() == {}


def test_a_declared_ambiguous_name_means_the_declared_actor_first() -> None:
    assert [name.actor for name in load_actors().names("congolese")] == ["CD", "CG"]


@pytest.mark.parametrize(
    ("name", "actor"),
    [
        ("조선중앙통신", "kcna"),
        ("新华社", "xinhua"),
        ("ТАСС", "tass"),
        ("Генеральний штаб ЗСУ", "UA.military:general-staff"),
        ("وكالة الأناضول", "anadolu"),
        ("خبرگزاری فارس", "fars"),
        ("대한민국", "KR"),
    ],
)
def test_native_script_names_one_actor(name: str, actor: str) -> None:
    assert [found.actor for found in load_actors().names(normal(name))] == [actor]


@pytest.mark.parametrize("field", ["part_of", "speaks_for"])
def test_an_actor_of_an_unknown_body_is_refused(field: str, tmp_path: Path) -> None:
    path = tmp_path / "own.toml"
    path.write_text(
        OWN + f'\n[[actor]]\nid = "kx"\nname = "Kx"\nkind = "body"\n{field} = "nowhere"\n', "utf-8"
    )

    with pytest.raises(ConfigError, match="unknown"):
        load_actors((path,))
