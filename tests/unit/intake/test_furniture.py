"""The lexicon of page furniture proves itself."""

from __future__ import annotations

import pytest

from twosource.intake.furniture import FurnitureRule, Zone, load_furniture

FURNITURE = load_furniture("en")


@pytest.mark.parametrize("rule", FURNITURE.rules, ids=lambda rule: rule.name)
def test_every_rule_fires_on_its_own_example(rule: FurnitureRule) -> None:
    assert rule.fits(rule.example, words=len(rule.example.split()))


@pytest.mark.parametrize("rule", FURNITURE.rules, ids=lambda rule: rule.name)
def test_every_example_is_given_its_kind(rule: FurnitureRule) -> None:
    found = FURNITURE.rule_for(rule.example)

    assert found is not None
    assert found.kind is rule.kind


@pytest.mark.parametrize(
    "rule", [rule for rule in FURNITURE.rules if rule.spares], ids=lambda rule: rule.name
)
def test_look_alikes_are_spared(rule: FurnitureRule) -> None:
    assert rule.spares is not None
    assert FURNITURE.rule_for(rule.spares) is None


@pytest.mark.parametrize("zone", FURNITURE.zones, ids=lambda zone: zone.kind)
def test_every_zone_is_found_by_its_example(zone: Zone) -> None:
    assert FURNITURE.zone_for(zone.example) is zone.kind


def test_rule_names_are_unique() -> None:
    names = [rule.name for rule in FURNITURE.rules]

    assert len(names) == len(set(names))


@pytest.mark.parametrize("names", ["address-list", "header-menus", "loaded", "shadow"])
def test_zone_needs_a_whole_word(names: str) -> None:
    assert FURNITURE.zone_for(names) is None
