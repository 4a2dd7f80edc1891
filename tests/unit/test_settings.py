from __future__ import annotations

import os

import pytest

from twosource.errors import ConfigError
from twosource.settings import Settings, load_settings


def test_defaults_hold_where_nothing_is_set(tmp_path):
    assert load_settings(tmp_path, {}) == Settings()


def test_the_file_beats_the_defaults_and_the_environment_beats_the_file(tmp_path):
    (tmp_path / "twosource.toml").write_text('ledger = "a.db"\nworkers = 3\n')
    settings = load_settings(tmp_path, {"TWOSOURCE_LEDGER": "b.db", "HOME": "/"})

    assert (settings.ledger, settings.workers) == ("b.db", 3)


def test_a_number_in_the_environment_is_read(tmp_path):
    assert load_settings(tmp_path, {"TWOSOURCE_WORKERS": "2"}).workers == 2


def test_a_list_of_files_is_read(tmp_path):
    (tmp_path / "twosource.toml").write_text('gazetteers = ["a.toml", "b.toml"]')

    assert load_settings(tmp_path, {}).gazetteers == ("a.toml", "b.toml")
    environ = {"TWOSOURCE_GAZETTEERS": os.pathsep.join(["c.toml", "d.toml"])}
    assert load_settings(tmp_path, environ).gazetteers == ("c.toml", "d.toml")


def test_a_variable_of_the_tests_is_no_setting(tmp_path):
    assert load_settings(tmp_path, {"TWOSOURCE_REQUIRE": "browser"}) == Settings()


@pytest.mark.parametrize(
    ("file", "environ", "said"),
    [
        ("colour = 1", {}, "twosource.toml sets colour, which is no setting"),
        ("workers = true", {}, "twosource.toml sets workers to True"),
        ("", {"TWOSOURCE_WORKERS": "many"}, "the environment sets workers to 'many'"),
        ("ledger = 3", {}, "twosource.toml sets ledger to 3"),
        ('engine = "steam"', {}, "engine is 'steam'; it may be inline or processes"),
        ("gazetteers = [1]", {}, "sets gazetteers"),
        ("workers = -1", {}, "workers is -1"),
        ("wait_s = -1", {}, "wait_s is -1"),
        ("ledger = ", {}, "twosource.toml cannot be read"),
        ("", {"TWOSOURCE_PROFILE": "best"}, "the environment: profile is 'best'"),
        ("", {"TWOSOURCE_LEDGER": " "}, "ledger is empty"),
    ],
)
def test_a_bad_setting_is_named_with_where_it_was_set(tmp_path, file, environ, said):
    (tmp_path / "twosource.toml").write_text(file)
    with pytest.raises(ConfigError, match=said):
        load_settings(tmp_path, environ)
