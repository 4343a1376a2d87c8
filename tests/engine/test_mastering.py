"""In half precision, values that are no numbers are decoded again in fp32."""

from __future__ import annotations

import pytest
import torch

from svd_desktop.core.errors import SvdError
from svd_desktop.core.request import RenderRequest
from svd_desktop.core.takes import MASTER
from svd_desktop.engine.accelerator import Accelerator
from svd_desktop.engine.faults import VARIABLE, Faults
from svd_desktop.engine.mastering import Mastering, make_master
from svd_desktop.engine.meter import Meter
from svd_desktop.media.masters import read_frames
from tests.made import request


def job(model, folder, latents) -> Mastering:
    asked: RenderRequest = request(frames=4)
    meter = Meter("job", asked, Accelerator(torch.device("cpu")), None)
    go_on = lambda: None  # noqa: E731
    return Mastering(model, latents, asked, folder, meter, Faults("resident"), go_on, go_on)


def made(mastering: Mastering, chunk: int):
    running = make_master(mastering, chunk)
    while True:
        try:
            next(running)
        except StopIteration as ended:
            return ended.value


@pytest.fixture
def half(model):
    model.vae.half()
    yield model
    model.vae.float()


def test_half_precision_is_tried_again_in_fp32_with_half_the_chunk(half, tmp_path, monkeypatch):
    monkeypatch.setenv(VARIABLE, "nan@decode:0")
    latents = torch.randn(1, 4, 8, 16, 16).half()
    result = made(job(half, tmp_path / "take", latents), 4)
    assert result.chunk == 2
    assert "Decoded in fp32" in result.note
    assert half.vae.dtype == torch.float16
    assert len(read_frames(tmp_path / "take" / MASTER)) == 4


def test_fp32_without_numbers_is_the_end(model, tmp_path):
    latents = torch.full((1, 4, 8, 16, 16), float("nan"))
    with pytest.raises(SvdError, match="not numbers from frame 1"):
        made(job(model, tmp_path / "take", latents), 4)
    assert not (tmp_path / "take" / MASTER).exists()
