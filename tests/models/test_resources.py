"""Resources are found wherever the program is installed."""

from pathlib import Path

import pytest

from svd_desktop.models import resources
from svd_desktop.models.resources import resource


def test_finds_the_sample_of_this_checkout():
    sample = resource("samples", "rocket.jpg")
    assert sample.is_absolute()
    assert sample.read_bytes()[:2] == b"\xff\xd8"


def test_finds_a_folder():
    assert resource("samples").is_dir()


def test_a_wheels_own_copy_comes_first(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    wheel, checkout = tmp_path / "site" / "resources", tmp_path / "repo" / "resources"
    for place in (wheel, checkout):
        place.mkdir(parents=True)
        (place / "both.txt").write_text(place.parent.name)
    (checkout / "one.txt").write_text("repo")
    monkeypatch.setattr(resources, "_PLACES", (wheel, checkout))
    assert resource("both.txt").read_text() == "site"
    assert resource("one.txt").read_text() == "repo"


def test_a_missing_one_is_named_with_the_remedy():
    with pytest.raises(FileNotFoundError, match=r"resources/samples/none\.jpg is missing: install"):
        resource("samples", "none.jpg")
