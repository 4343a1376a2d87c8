"""`svd-desktop models verify` names each fault, for people and for programs."""

from __future__ import annotations

import argparse
import hashlib
import json

import pytest

from svd_desktop.cli.model_verify import add_verify, verify_models
from svd_desktop.core.errors import SvdError
from svd_desktop.library.folders import find_folders
from svd_desktop.models.installed import Card, KeptFile, publish, staging_folder
from tests.tiny import make_tiny

UNET = "unet/diffusion_pytorch_model.safetensors"


@pytest.fixture
def answer(home, capsys):
    """The status, and what was said on stdout."""

    def verify(*arguments: str) -> tuple[int, str]:
        parser = argparse.ArgumentParser()
        command = add_verify(parser.add_subparsers())
        command.add_argument("--json", action="store_true")
        options = parser.parse_args(["verify", *arguments])
        status = options.answer(options, find_folders())
        return status, capsys.readouterr().out

    return verify


def install(name: str = "tiny"):
    """A model with its card, in its place."""
    models = find_folders().models
    staged = make_tiny(staging_folder(models, name))
    files = tuple(
        KeptFile(path.relative_to(staged).as_posix(), path.stat().st_size,
                 hashlib.sha256(path.read_bytes()).hexdigest())
        for path in sorted(staged.rglob("*")) if path.is_file()
    )  # fmt: skip
    return publish(models, Card(name, "Tiny", "svd", "file", "tiny.safetensors", 14, files))


def test_a_name_of_no_model_is_refused(answer):
    with pytest.raises(SvdError, match="There is no model called nothing"):
        answer("nothing")


def test_without_a_name_all_on_this_computer_are_read(answer):
    install()
    status, said = answer()
    assert status == 0
    assert [line.split(":")[0] for line in said.splitlines()] == ["ok   svd-mini", "ok   tiny"]


def test_a_changed_file_is_named_and_some_failed(answer):
    place = install()
    with (place / UNET).open("r+b") as file:
        file.seek(-1, 2)
        file.write(b"\x01")
    status, said = answer()
    assert status == 1
    assert f"     {UNET} has other contents than when it was fetched or imported." in said


def test_the_only_one_asked_for_is_no_model(answer):
    place = install()
    (place / UNET).unlink()
    status, said = answer("tiny", "--json")
    found = json.loads(said)
    assert status == 4
    assert found["faults"] == [{"path": UNET, "message": f"{UNET} is missing."}]
    assert not found["whole"]


def test_a_folder_without_a_card_is_read_too(answer, tmp_path):
    folder = make_tiny(tmp_path / "elsewhere")
    status, said = answer(str(folder), "--json")
    assert status == 0
    found = json.loads(said)
    assert found["whole"]
    assert not found["hashed"]
    assert found["bytes"] == sum(p.stat().st_size for p in folder.rglob("*") if p.is_file())


def test_its_parser_names_its_answer():
    command = add_verify(argparse.ArgumentParser().add_subparsers())
    assert command.get_default("answer") is verify_models
