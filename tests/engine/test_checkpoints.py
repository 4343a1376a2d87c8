"""A job goes on from the checkpoint it left, or from the start: never from a broken one."""

from __future__ import annotations

import pytest
import torch
from safetensors.torch import save_file

from svd_desktop.engine.checkpoints import load_checkpoint, save_conditioning, save_latents
from svd_desktop.engine.conditioning import Conditioning

CPU = torch.device("cpu")
MADE_WITH = {"model": "0" * 64, "threads": 2, "plan": {"decode_chunk": 8}}
CONDITIONING = Conditioning(torch.randn(1, 1, 8), torch.randn(1, 2, 4, 8, 8))
LATENTS = torch.randn(1, 2, 4, 8, 8)
FILES = ["conditioning.safetensors", "latents.safetensors"]


@pytest.fixture
def hidden(tmp_path):
    """A hidden folder with the checkpoint after step 5."""
    save_conditioning(tmp_path, CONDITIONING)
    save_latents(tmp_path, 5, LATENTS, MADE_WITH)
    return tmp_path


def test_what_was_saved_comes_back_to_the_bit(hidden):
    saved = load_checkpoint(hidden, CPU)
    assert saved is not None
    assert (saved.step, saved.made_with) == (5, MADE_WITH)
    assert torch.equal(saved.latents, LATENTS)
    assert torch.equal(saved.conditioning.embedding, CONDITIONING.embedding)
    assert torch.equal(saved.conditioning.image_latents, CONDITIONING.image_latents)


@pytest.mark.parametrize("precision", [torch.float16, torch.bfloat16])
def test_half_precision_comes_back_as_it_was(hidden, precision):
    save_latents(hidden, 6, LATENTS.to(precision), MADE_WITH)
    saved = load_checkpoint(hidden, CPU)
    assert saved and saved.latents.dtype == precision
    assert torch.equal(saved.latents, LATENTS.to(precision))


def test_the_newest_step_replaces_the_one_before(hidden):
    save_latents(hidden, 6, LATENTS + 1, MADE_WITH)
    saved = load_checkpoint(hidden, CPU)
    assert saved and saved.step == 6
    assert torch.equal(saved.latents, LATENTS + 1)
    assert sorted(path.name for path in hidden.iterdir()) == FILES


def test_no_folder_is_no_checkpoint(tmp_path):
    assert load_checkpoint(tmp_path / "none", CPU) is None


@pytest.mark.parametrize("name", FILES)
def test_half_a_checkpoint_is_none(hidden, name):
    (hidden / name).unlink()
    assert load_checkpoint(hidden, CPU) is None


@pytest.mark.parametrize("name", FILES)
@pytest.mark.parametrize("left", [0, 4, 8, 100, -1])
def test_a_truncated_file_is_none(hidden, name, left):
    (hidden / name).write_bytes((hidden / name).read_bytes()[:left])
    assert load_checkpoint(hidden, CPU) is None


@pytest.mark.parametrize("name", FILES)
@pytest.mark.parametrize("junk", [b"\0" * 4096, b"\xff" * 4096, b"junk" * 1024])
def test_a_file_of_something_else_is_none(hidden, name, junk):
    (hidden / name).write_bytes(junk)
    assert load_checkpoint(hidden, CPU) is None


@pytest.mark.parametrize("name", FILES)
def test_a_folder_in_a_files_place_is_none(hidden, name):
    (hidden / name).unlink()
    (hidden / name).mkdir()
    assert load_checkpoint(hidden, CPU) is None


@pytest.mark.parametrize("name", FILES)
def test_a_file_that_lacks_its_tensors_is_none(hidden, name):
    save_file({"other": LATENTS}, hidden / name, {"step": "5", "made_with": "{}"})
    assert load_checkpoint(hidden, CPU) is None


@pytest.mark.parametrize(
    "metadata", [None, {"step": "five", "made_with": "{}"}, {"step": "5", "made_with": "{"}]
)
def test_latents_that_do_not_say_their_step_are_none(hidden, metadata):
    save_file({"latents": LATENTS}, hidden / FILES[1], metadata)
    assert load_checkpoint(hidden, CPU) is None
