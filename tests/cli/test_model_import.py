"""`models import`: what is said, and how it ends."""

import argparse
import json
import shutil
from functools import partial
from pathlib import Path

import pytest

from svd_desktop.cli import model_import
from svd_desktop.cli.exit_status import EXIT_DONE
from svd_desktop.cli.main import _parser
from svd_desktop.cli.requests import request_maker
from svd_desktop.core.errors import SvdError
from svd_desktop.library.folders import find_folders
from svd_desktop.models import importing
from svd_desktop.models.importing import import_model
from svd_desktop.models.installed import installed
from tests.original import MINI, SVD, mini_in_original_layout, sparse_file, tensors_of


@pytest.fixture
def call(home):
    """Answers as the program does, of whose commands `import` is one."""

    def answer(*arguments: object) -> int:
        parser = argparse.ArgumentParser(exit_on_error=False)
        model_import.add_import(parser.add_subparsers())
        parser.add_argument("--json", action="store_true")
        options = parser.parse_args([str(argument) for argument in arguments])
        return options.answer(options, find_folders())

    return answer


@pytest.fixture
def clone(tmp_path: Path) -> Path:
    return shutil.copytree(MINI, tmp_path / "mine")


def test_without_a_path_it_says_how_to_find_one(call):
    with pytest.raises(SvdError, match=r"No PATH was given to import\. .* use --search"):
        call("import")


def test_a_folder_is_imported_and_how_to_use_it_is_said(call, clone, capfd):
    assert call("import", clone) == EXIT_DONE
    said = capfd.readouterr()
    assert said.out == "mine was imported: use it with --model mine, 14 frames.\n"
    assert said.err.splitlines()[-1] == "0.03 of 0.03 GB"


def test_every_option_arrives(call, clone, capfd):
    assert call("--json", "import", clone, "--name", "yours", "--frames", 25, "--copy") == EXIT_DONE
    *progress, last = [json.loads(line) for line in capfd.readouterr().out.splitlines()]
    assert {line["event"] for line in progress} == {"progress"}
    assert progress[-1]["bytes"] == progress[-1]["total_bytes"] == last["bytes"]
    card = installed(find_folders().models)["yours"]
    assert (card.frames, card.folder) == (25, None)
    assert last == {
        "event": "imported", "name": "yours", "title": "mine", "frames": 25, "bytes": last["bytes"],
        "folder": str(find_folders().models / "yours"),
    }  # fmt: skip


def test_a_search_lists_what_can_be_imported(call, clone, tmp_path, capfd):
    named = sparse_file(tmp_path / "svd_xt.safetensors", tensors_of(SVD))
    unnamed = sparse_file(tmp_path / "unnamed.safetensors", tensors_of(SVD))
    assert call("import", tmp_path, "--search") == EXIT_DONE
    assert capfd.readouterr().out.splitlines() == [
        f"{clone}   14 frames, 25 MB",
        f"{named}   Stable Video Diffusion XT, 4.5 GB",
        f"{unnamed}   give --frames to import it, 4.5 GB",
    ]


def test_a_search_as_json_is_a_line_for_each(call, clone, tmp_path, capfd):
    assert call("--json", "import", tmp_path, "--search") == EXIT_DONE
    [line] = capfd.readouterr().out.splitlines()
    found = json.loads(line)
    assert found.pop("bytes") > 20e6
    assert found == {"path": str(clone), "kind": "folder", "published": None, "frames": 14}


def test_a_search_without_a_find_says_where_it_looked(call, tmp_path, monkeypatch, capfd):
    monkeypatch.setattr(model_import, "known_places", lambda: [tmp_path / "ComfyUI"])
    assert call("import", "--search") == EXIT_DONE
    said = capfd.readouterr()
    assert said.out == ""
    assert said.err == f"No Stable Video Diffusion was found in {tmp_path / 'ComfyUI'}.\n"


@pytest.fixture
def mini_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """svd-mini as one file in the original layout, which is taken for what it is."""
    monkeypatch.setattr(importing, "import_model", partial(import_model, architecture=MINI))
    return mini_in_original_layout(tmp_path / "mine.safetensors")


def models_named(home: Path, *arguments: str) -> list[str]:
    options = _parser().parse_args(["render", "a.jpg", *arguments])
    return [request.model for request in request_maker(options, find_folders())("a.jpg")]


def test_a_file_that_is_not_there_makes_no_render(home):
    with pytest.raises(SvdError, match=r"gone\.safetensors"):
        models_named(home, "--model", "gone.safetensors")


def test_a_file_named_for_a_render_is_imported_once(home, mini_file, capfd):
    arguments = ("--model", str(mini_file), "--frames", "14")
    assert models_named(home, *arguments) == ["mine"]
    assert "GB" in capfd.readouterr().err
    assert models_named(home, *arguments) == ["mine"]
    assert capfd.readouterr().err == ""
    assert list(installed(find_folders().models)) == ["mine"]
