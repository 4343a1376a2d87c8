"""`svd-desktop models verify` names each fault, for people and for programs."""

from __future__ import annotations

import hashlib
import json

from svd_desktop.library.folders import find_folders
from svd_desktop.models.installed import Card, KeptFile, publish, staging_folder
from tests.tiny import make_tiny

UNET = "unet/diffusion_pytorch_model.safetensors"


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


def test_a_name_of_no_model_is_refused(run):
    answer = run("models", "verify", "nothing")
    assert answer.status == 4
    assert "There is no model called nothing" in answer.err


def test_without_a_name_all_on_this_computer_are_read(run):
    install()
    answer = run("models", "verify")
    assert answer.status == 0
    assert [line.split(":")[0] for line in answer.out.splitlines()] == [
        "ok   svd-mini",
        "ok   tiny",
    ]


def test_a_changed_file_is_named_and_some_failed(run):
    place = install()
    with (place / UNET).open("r+b") as file:
        file.seek(-1, 2)
        file.write(b"\x01")
    answer = run("models", "verify")
    assert answer.status == 1
    assert f"     {UNET} has other contents than when it was fetched or imported." in answer.out


def test_the_only_one_asked_for_is_no_model(run):
    place = install()
    (place / UNET).unlink()
    answer = run("models", "verify", "tiny", "--json")
    found = json.loads(answer.out)
    assert answer.status == 4
    assert found["faults"] == [{"path": UNET, "message": f"{UNET} is missing."}]
    assert not found["whole"]


def test_a_folder_without_a_card_is_read_too(run, tmp_path):
    folder = make_tiny(tmp_path / "elsewhere")
    answer = run("models", "verify", str(folder), "--json")
    assert answer.status == 0
    found = json.loads(answer.out)
    assert found["whole"]
    assert not found["hashed"]
    assert found["bytes"] == sum(p.stat().st_size for p in folder.rglob("*") if p.is_file())
