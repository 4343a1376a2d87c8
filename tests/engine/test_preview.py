"""Previews show the clip's colours, cost little, and never cost a render."""

from __future__ import annotations

import errno
import logging
import shutil
from collections.abc import Iterable
from pathlib import Path

import numpy as np
import pytest
import torch
from PIL import Image

from svd_desktop.core.events import Finished, Preview, RenderEvent
from svd_desktop.core.orders import RenderOrder
from svd_desktop.core.takes import MASTER
from svd_desktop.engine import preview
from svd_desktop.engine.preview import (
    BUDGET,
    LONGEST,
    Colours,
    Previews,
    fit_colours,
    keep_colours,
    load_colours,
    to_frames,
)
from svd_desktop.engine.render import Engine
from svd_desktop.engine.wishes import Wishes
from svd_desktop.media import animations, publishing
from svd_desktop.media.masters import read_frames
from svd_desktop.models.resources import resource
from tests.made import order, request

FRAMES = 5
CHANNELS = 4
PICTURE = Image.radial_gradient("L").convert("RGB")


@pytest.fixture(params=[4, 8, 16])
def channels(request: pytest.FixtureRequest) -> int:
    return request.param


@pytest.mark.parametrize("scale", [4, 8, 16])
def test_a_linear_map_is_found_exactly(channels: int, scale: int):
    weights = torch.rand(channels + 1, 3) - 0.5
    latents = torch.randn(1, channels, 12, 16)
    colours = torch.einsum("chw,cd->dhw", latents[0], weights[:-1]) + weights[-1].view(3, 1, 1)
    pixels = colours.repeat_interleave(scale, 1).repeat_interleave(scale, 2)
    assert torch.allclose(fit_colours(latents, pixels).weights, weights, atol=1e-5)


def test_sizes_that_do_not_divide_are_averaged_too(channels: int):
    colours = fit_colours(torch.randn(1, channels, 12, 16), torch.full((3, 100, 130), 0.25))
    assert torch.allclose(colours.weights[-1], torch.tensor(0.25), atol=1e-5)


@pytest.mark.parametrize("latent", [0.0, 1.5])
def test_a_picture_of_one_colour_has_that_colour(channels: int, latent: float):
    latents = torch.full((1, channels, 8, 8), latent)
    pixels = torch.tensor([0.2, 0.4, 0.6]).view(3, 1, 1).expand(3, 64, 64)
    frames = to_frames(fit_colours(latents, pixels), latents[:, None])
    assert (frames == [51, 102, 153]).all()


def test_half_precision_will_do(channels: int):
    latents = torch.randn(1, channels, 8, 8, dtype=torch.float16)
    frames = to_frames(fit_colours(latents, torch.rand(3, 64, 64)), latents[:, None])
    assert frames.shape == (1, 8, 8, 3)


def test_frames_are_uint8_in_the_latents_size_and_leave_them_alone(channels: int):
    clean = torch.randn(1, FRAMES, channels, 9, 16) * 100  # far outside of 0 to 1 as colours
    before = clean.clone()
    frames = to_frames(Colours(torch.randn(channels + 1, 3)), clean)
    assert (frames.shape, frames.dtype) == ((FRAMES, 9, 16, 3), np.uint8)
    assert {frames.min(), frames.max()} == {0, 255}
    assert torch.equal(clean, before)


@pytest.mark.parametrize(
    ("latents", "frames"), [((2, 1024), (1, LONGEST)), ((384, 512), (192, LONGEST))]
)
def test_large_latents_make_no_larger_a_preview(latents: tuple[int, int], frames: tuple[int, int]):
    clean = torch.zeros(1, 2, CHANNELS, *latents)
    assert to_frames(Colours(torch.zeros(CHANNELS + 1, 3)), clean).shape == (2, *frames, 3)


class Clock:
    """Each preview takes `seconds`, as far as it can tell: it reads the clock twice."""

    def __init__(self, seconds: float) -> None:
        self._seconds = seconds
        self._now = 0.0

    def __call__(self) -> float:
        self._now += self._seconds
        return self._now


@pytest.fixture
def hidden(tmp_path: Path) -> Path:
    keep_colours(tmp_path, torch.randn(1, CHANNELS, 32, 32), PICTURE)
    return tmp_path


CLEAN = torch.randn(1, 2, CHANNELS, 8, 8)


def test_there_is_none_before_the_first_step(hidden: Path):
    assert Previews(hidden, 7).after_step(CLEAN, 0.0) is None


def test_the_first_finished_step_has_one(hidden: Path):
    assert Previews(hidden, 7).after_step(CLEAN, 0.1) == hidden / "preview.gif"


@pytest.mark.parametrize("a_preview", [1 / 1024, 1 / 16, 4.0])  # sums of these are exact
@pytest.mark.parametrize("a_step", [1 / 64, 1.0, 64.0])
def test_one_is_made_whenever_those_before_took_less_than_the_budget(
    hidden: Path, a_preview: float, a_step: float
):
    previews, spent = Previews(hidden, 7, Clock(a_preview)), 0.0
    for step in range(1, 101):
        is_due = spent < BUDGET * step * a_step
        is_made = previews.after_step(CLEAN, step * a_step) is not None
        assert is_made == is_due, f"step {step}"
        spent += a_preview * is_made


def test_what_was_fitted_is_there_after_a_crash(hidden: Path):
    again = load_colours(hidden)
    assert again is not None
    assert again.weights.shape == (CHANNELS + 1, 3)


@pytest.mark.parametrize("junk", [None, b"", b"{", b"{}", b'[["a"]]', b"\xff\xfe"])
def test_a_job_without_a_readable_map_has_no_previews(tmp_path: Path, junk: bytes | None):
    if junk is not None:
        (tmp_path / "colours.json").write_bytes(junk)
    assert Previews(tmp_path, 7).after_step(CLEAN, 10.0) is None


def test_a_map_of_another_model_makes_no_preview_and_says_so(
    hidden: Path, caplog: pytest.LogCaptureFixture
):
    assert Previews(hidden, 7).after_step(torch.zeros(1, 2, 8, 8, 8), 10.0) is None
    assert "No preview" in caplog.text


def test_what_failed_counts_as_time_spent(hidden: Path):
    previews = Previews(hidden, 7, Clock(1.0))
    shutil.rmtree(hidden)
    assert previews.after_step(CLEAN, 10.0) is None
    hidden.mkdir()
    assert previews.after_step(CLEAN, 20.0) is None
    assert previews.after_step(CLEAN, 100.0) is not None


@pytest.fixture(scope="module")
def engine(tmp_path_factory: pytest.TempPathFactory) -> Engine:
    """One for all, since it keeps the model."""
    return Engine(Wishes())


@pytest.fixture
def job(tmp_path: Path) -> RenderOrder:
    wanted = request(source=str(resource("samples", "rocket.jpg")), frames=3, steps=2)
    paths = order(tmp_path, device="cpu").to_json()
    paths |= {"request": wanted.to_json(), "model_folder": str(resource("svd_mini"))}
    return RenderOrder.from_json(paths)


def previews_of(events: Iterable[RenderEvent]) -> list[Image.Image]:
    """The last frame of each, as it was when it was told of. The render has to finish."""
    shown = []
    for event in events:
        if isinstance(event, Preview):
            with Image.open(event.path) as image:
                image.seek(2)
                shown.append(image.convert("RGB"))
    assert isinstance(event, Finished), event
    return shown


def frames_of(job: RenderOrder) -> np.ndarray:
    return read_frames(Path(job.target) / MASTER)


def test_a_render_shows_moving_previews_near_its_clip(engine: Engine, job: RenderOrder):
    shown = previews_of(engine.render(job))
    clip = Image.fromarray(frames_of(job)[2]).resize((16, 16), Image.Resampling.BOX)
    assert np.abs(np.asarray(shown[-1], int) - np.asarray(clip, int)).mean() < 16
    assert not Path(job.hidden).exists()


def test_a_job_that_goes_on_has_previews_too(engine: Engine, job: RenderOrder):
    events = engine.render(job)
    assert any(isinstance(event, Preview) for event in events)
    events.close()  # as a crash after the first step would
    Path(job.hidden, "preview.gif").unlink()
    assert previews_of(engine.render(job))


@pytest.mark.parametrize("name", ["colours.json", "preview.gif"])
def test_a_full_disk_costs_the_previews_alone(
    engine: Engine,
    job: RenderOrder,
    name: str,
    monkeypatch: pytest.MonkeyPatch,
    caplog: pytest.LogCaptureFixture,
):
    assert previews_of(engine.render(job))
    with_previews = frames_of(job)
    shutil.rmtree(job.target)
    write = publishing.write_atomically

    def full(path: Path, data: bytes) -> None:
        if path.name == name:
            raise OSError(errno.ENOSPC, "No space left on device")
        write(path, data)

    for module in (preview, animations):
        monkeypatch.setattr(module, "write_atomically", full)
    with caplog.at_level(logging.WARNING):
        assert not previews_of(engine.render(job))
    assert "No space left on device" in caplog.text
    assert np.array_equal(frames_of(job), with_previews)
