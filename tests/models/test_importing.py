"""What people have already becomes a model of ours: whole, or not at all and with the reason."""

import json
import os
import shutil
import subprocess
import sys
import threading
from pathlib import Path

import pytest
import torch
from filelock import FileLock

from svd_desktop.core.errors import SvdError
from svd_desktop.models import importing
from svd_desktop.models.catalogue import find_model
from svd_desktop.models.checkpoint import check_folder, model_hash, variant_of
from svd_desktop.models.importing import ImportCancelledError, import_model, published_as
from svd_desktop.models.installed import folder_of, installed, staging_folder
from svd_desktop.models.safetensors_header import read_header
from tests.original import MINI, mini_in_original_layout

CACHE = "models--stabilityai--stable-video-diffusion-img2vid-xt"
REVISION = "9cf024d5bfa8f56622af86c884f26a52f6676f2e"
# Imports the file named, tells of the first block and waits there.
STUCK = """
import sys
from pathlib import Path
from svd_desktop.models.importing import import_model

def report(done, total):
    print(done, flush=True)
    sys.stdin.read()

import_model(Path(sys.argv[1]), Path(sys.argv[2]), report=report, architecture=Path(sys.argv[3]))
"""


@pytest.fixture(scope="module")
def file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The embedded model in the original layout, named after SVD-XT."""
    return mini_in_original_layout(tmp_path_factory.mktemp("file") / "svd_xt.safetensors")


@pytest.fixture
def models(tmp_path: Path) -> Path:
    folder = tmp_path / "models"
    folder.mkdir()
    return folder


@pytest.fixture
def clone(tmp_path: Path) -> Path:
    """The embedded model as a folder of the person's, with things beside it that are not the
    model's."""
    folder = tmp_path / "my svd"
    for part in ("unet", "vae", "image_encoder", "scheduler", "feature_extractor"):
        shutil.copytree(MINI / part, folder / part)
    shutil.copy(MINI / "model_index.json", folder)
    (folder / "README.md").write_text("mine")
    return folder


@pytest.fixture
def cache(tmp_path: Path, clone: Path) -> Path:
    """The same in the hub's cache: every file a link to one named by its hash, as the hub has it
    for large ones."""
    repository = tmp_path / "hub" / CACHE
    snapshot, blobs = repository / "snapshots" / REVISION, repository / "blobs"
    blobs.mkdir(parents=True)
    for path in [clone / "model_index.json", *clone.glob("*/*")]:
        blob = blobs / importing.kept_file(clone, path.relative_to(clone), lambda _: None).sha256
        shutil.copy(path, blob)
        link = snapshot / path.relative_to(clone)
        link.parent.mkdir(parents=True, exist_ok=True)
        link.symlink_to(os.path.relpath(blob, link.parent))
    (repository / "refs").mkdir()
    (repository / "refs" / "main").write_text(REVISION)
    return repository


def take_in(file: Path, models: Path, **changes):
    return import_model(file, models, architecture=MINI, **changes)


def refusal(kind: str, path: Path, models: Path, **changes) -> str:
    with pytest.raises(SvdError) as caught:
        take_in(path, models, **changes)
    assert caught.value.reason.kind == kind
    assert caught.value.reason.remedy
    assert installed(models) == {}
    return caught.value.reason.sentence


class TestAFileThatCannotBeTakenIn:
    def test_the_published_size_is_what_is_asked_of_it(self, file, models):
        with pytest.raises(SvdError, match="has the shape 256x64, not 1280x320"):
            import_model(file, models)

    def test_frames_are_asked_for_when_the_name_does_not_tell(self, file, models, tmp_path):
        renamed = tmp_path / "clip maker.safetensors"
        renamed.symlink_to(file)
        sentence = refusal("request", renamed, models)
        assert sentence == (
            "clip maker.safetensors does not tell how many frames it was trained for. "
            "Say so with --frames 14 (SVD) or --frames 25 (SVD-XT)."
        )

    @pytest.mark.parametrize("frames", [0, -1, 61])
    def test_frames_out_of_range_are_refused(self, file, models, frames):
        assert "are not between 1 and 60" in refusal("request", file, models, frames=frames)

    @pytest.mark.parametrize("name", ["a/b", "..", ".hidden", "a b", "nul\0", "end."])
    def test_a_name_that_no_folder_may_have_is_refused(self, file, models, name):
        assert "cannot be the name of a model" in refusal("request", file, models, name=name)

    def test_the_embedded_models_name_is_taken(self, file, models):
        assert "the embedded model" in refusal("request", file, models, name="svd-mini")

    def test_a_disk_without_room_is_named_before_anything_is_written(
        self, file, models, monkeypatch
    ):
        usage = shutil.disk_usage(models)._replace(free=10**9)
        monkeypatch.setattr(shutil, "disk_usage", lambda path: usage)
        sentence = refusal("disk", file, models)
        assert sentence.startswith("Stable Video Diffusion XT needs 0.1 GB on the disk of ")
        assert "has 1.0 GB free. Free 0.1 GB" in sentence
        assert list(models.iterdir()) == []

    def test_half_a_download_of_that_name_is_left_alone(self, file, models):
        part = staging_folder(models, "svd-xt")
        part.mkdir()
        (part / "half").write_text("a download")
        assert "A download of svd-xt is half done" in refusal("model", file, models)
        assert (part / "half").read_text() == "a download"

    def test_one_import_at_a_time(self, file, models):
        with FileLock(models / ".import.lock"):
            assert "Another model is being imported" in refusal("model", file, models)

    def test_a_source_that_shrinks_leaves_nothing(self, file, models, tmp_path):
        shrinking = Path(shutil.copy(file, tmp_path / "svd.safetensors"))

        def report(done, total):
            with shrinking.open("r+b") as opened:
                opened.truncate(10**6)

        assert "became shorter" in refusal("model", shrinking, models, report=report)
        assert [path.name for path in models.iterdir()] == [".import.lock"]


def test_a_cancelled_import_leaves_nothing(file, models):
    stop, seen = threading.Event(), []

    def report(done, total):
        seen.append((done, total))
        stop.set()

    with pytest.raises(ImportCancelledError):
        take_in(file, models, report=report, stop=stop)
    assert len(seen) == 1
    assert [path.name for path in models.iterdir()] == [".import.lock"]


def test_a_killed_import_is_never_listed_and_the_next_one_removes_it(file, models, clone):
    child = subprocess.Popen(
        [sys.executable, "-c", STUCK, file, models, MINI], stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
    )  # fmt: skip
    with child:
        assert int(child.stdout.readline()) > 0
        child.kill()
    left = staging_folder(models, "svd-xt")
    assert any(left.rglob("*.safetensors"))
    assert installed(models) == {}
    import_model(clone, models)
    assert not left.exists()
    assert take_in(file, models) == installed(models)["svd-xt"]


class TestAFile:
    def test_becomes_a_model_that_is_found_by_the_published_name(self, file, models):
        card = take_in(file, models)
        assert (card.name, card.published, card.frames) == ("svd-xt", "svd-xt", 25)
        assert (card.origin, card.source, card.folder) == ("file", str(file), None)
        model = find_model("svd-xt", models)
        check_folder(model.folder)
        config = json.loads((model.folder / "unet" / "config.json").read_text())
        assert (model.frames, config["num_frames"]) == (25, 25)

    def test_its_card_has_every_file_with_size_and_hash(self, file, models):
        card = take_in(file, models)
        folder = folder_of(models, card)
        here = {path for path in folder.rglob("*") if path.is_file()}
        assert {folder / kept.path for kept in card.files} == here - {folder / "svd-desktop.json"}
        again = [importing.kept_file(folder, kept.path, lambda _: None) for kept in card.files]
        assert list(card.files) == again

    def test_frames_and_name_may_be_given(self, file, models):
        card = take_in(file, models, frames=14, name="other")
        assert (card.name, card.published, card.frames) == ("other", None, 14)
        assert find_model("other", models).frames == 14

    def test_a_second_one_of_the_name_is_refused_at_once(self, file, models):
        take_in(file, models)
        reports = []
        with pytest.raises(SvdError, match="There is a model called svd-xt already"):
            take_in(file, models, report=lambda *moved: reports.append(moved))
        assert reports == []

    @pytest.mark.parametrize(
        ("dtype", "variant"), [(torch.float16, "fp16"), (torch.bfloat16, None)]
    )
    def test_precision_stays_and_half_is_named_as_the_hub_does(
        self, models, tmp_path, dtype, variant
    ):
        half = mini_in_original_layout(tmp_path / "svd.safetensors", dtype)
        card = take_in(half, models)
        assert variant_of(folder_of(models, card)) == variant
        weights = sum(kept.size for kept in card.files if kept.path.endswith(".safetensors"))
        assert weights < half.stat().st_size

    def test_progress_counts_up_to_all_bytes(self, file, models):
        seen = []
        take_in(file, models, report=lambda done, total: seen.append((done, total)))
        assert seen == sorted(seen)
        assert 0 < seen[0][0] < seen[-1][0] == seen[-1][1]


class TestADiffusersFolder:
    def test_with_a_file_missing_is_refused_by_its_name(self, models, clone):
        (clone / "vae" / "diffusion_pytorch_model.safetensors").unlink()
        assert "vae/diffusion_pytorch_model.safetensors is missing" in refusal(
            "model", clone, models
        )

    def test_with_a_truncated_file_is_refused_by_its_name(self, models, clone):
        path = clone / "unet" / "diffusion_pytorch_model.safetensors"
        with path.open("r+b") as opened:
            opened.truncate(1000)
        assert f"{path} is not a whole safetensors file" in refusal("model", clone, models)

    @pytest.mark.parametrize("config", ["{}", "[]", '{"num_frames": "many"}', "{"])
    def test_that_does_not_tell_its_frames_is_refused(self, models, clone, config):
        (clone / "unet" / "config.json").write_text(config)
        assert "unet/config.json" in refusal("model", clone, models)

    def test_is_used_in_place(self, models, clone):
        card = import_model(clone, models)
        assert (card.name, card.title, card.origin) == ("my-svd", "my svd", "folder")
        assert (card.folder, card.frames, card.published) == (str(clone), 14, None)
        assert [path.name for path in (models / "my-svd").iterdir()] == ["svd-desktop.json"]
        assert find_model("my-svd", models).folder == clone
        assert {kept.path for kept in card.files} == {
            path.relative_to(clone).as_posix() for path in clone.rglob("*.*") if path.is_file()
        } - {"README.md"}

    def test_is_copied_on_request_without_what_is_not_the_models(self, models, clone):
        card = import_model(clone, models, copy=True)
        folder = folder_of(models, card)
        assert folder == models / "my-svd"
        assert model_hash(folder) == model_hash(clone)
        assert not (folder / "README.md").exists()

    def test_of_weights_in_shards_is_copied_with_their_index(self, models, clone):
        whole = clone / "unet" / "diffusion_pytorch_model.safetensors"
        shard = whole.rename(clone / "unet" / "diffusion_pytorch_model-00001-of-00001.safetensors")
        index = "unet/diffusion_pytorch_model.safetensors.index.json"
        places = dict.fromkeys(read_header(shard).tensors, shard.name)
        (clone / index).write_text(json.dumps({"weight_map": places}))
        card = import_model(clone, models, copy=True)
        assert index in {kept.path for kept in card.files}
        check_folder(folder_of(models, card))


class TestTheHubsCache:
    def test_is_used_in_place_as_the_published_model(self, models, cache):
        snapshot = cache / "snapshots" / REVISION
        (snapshot / "unet" / "config.json").unlink()
        config = json.loads((MINI / "unet" / "config.json").read_text()) | {"num_frames": 25}
        (snapshot / "unet" / "config.json").write_text(json.dumps(config))
        card = import_model(cache, models)
        assert (card.name, card.published, card.origin) == ("svd-xt", "svd-xt", "cache")
        assert card.source == f"stabilityai/stable-video-diffusion-img2vid-xt@{REVISION}"
        assert card.folder == str(snapshot)
        assert find_model("svd-xt", models).folder == snapshot

    def test_a_file_whose_hash_is_not_its_name_is_named(self, models, cache):
        config = cache / "snapshots" / REVISION / "vae" / "config.json"
        config.write_text(config.read_text() + " ")
        assert f"{config} is not the file that the hub gave" in refusal("model", cache, models)

    def test_a_file_that_was_not_fetched_is_named(self, models, cache):
        (cache / "snapshots" / REVISION / "scheduler" / "scheduler_config.json").unlink()
        assert "scheduler/scheduler_config.json is missing" in refusal("model", cache, models)


@pytest.mark.parametrize(
    ("path", "known"),
    [
        ("svd.safetensors", "svd"), ("svd_xt.safetensors", "svd-xt"),
        ("SVD_XT_1_1.safetensors", "svd-xt-1-1"), ("svd_xt-fp16.safetensors", "svd-xt"),
        ("svd_xt (1).safetensors", "svd-xt"), ("stable-video-diffusion-img2vid", "svd"),
        (f"{CACHE}/snapshots/{REVISION}", "svd-xt"),
        (f"{CACHE}/snapshots/{REVISION}/svd_xt.safetensors", "svd-xt"),
        ("my_svd_xt.safetensors", None), ("svdxt25.safetensors", None),
    ],
)  # fmt: skip
def test_published_names_are_known_in_the_ways_they_are_found(path, known):
    assert published_as(Path("/models", path)) == known
