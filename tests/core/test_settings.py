"""Settings of every version become today's, and never keep the program from starting."""

import pytest

from svd_desktop.core.settings import MIGRATIONS, VERSION, Settings, migrate

MINE = {"model": "svd-xt", "output_folder": "/clips", "idle_seconds": 5}


def test_version_0_a_file_without_a_version_keeps_what_is_known():
    assert MIGRATIONS[0](MINE) == {**MINE, "version": 1}
    assert migrate(MINE) == Settings(**MINE)


def test_todays_settings_come_back_as_they_were():
    settings = Settings(**MINE)
    assert migrate(settings.to_json()) == settings


def test_what_is_written_says_its_version():
    assert Settings().to_json()["version"] == VERSION == len(MIGRATIONS)


def test_nothing_given_gives_the_defaults():
    assert migrate({}) == Settings()


@pytest.mark.parametrize("wrong", [None, [], 3.5, {"a": 1}, True])
@pytest.mark.parametrize("name", MINE)
def test_a_value_of_the_wrong_type_falls_back_to_its_default(name, wrong):
    expected = Settings(**{**MINE, name: getattr(Settings(), name)})
    assert migrate({**MINE, "version": VERSION, name: wrong}) == expected


def test_what_is_unknown_is_left_out():
    assert migrate({**MINE, "version": VERSION, "theme": "dark"}) == Settings(**MINE)


@pytest.mark.parametrize("version", [VERSION + 1, -1, "1", None, 1.0, []])
def test_a_version_that_is_not_known_is_refused_by_name(version):
    with pytest.raises(ValueError, match=r"settings of version .*knows up to"):
        migrate({"version": version})


def test_migrating_leaves_what_it_was_given_alone():
    data = dict(MINE)
    migrate(data)
    assert data == MINE
