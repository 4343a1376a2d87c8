"""A small moving picture of the clip while its steps run, without a second decoder.

A VAE's latents are nearly linear in colours, so the job's own picture, as latents and as pixels,
gives a map between them by least squares. It knows nothing of the VAE, whatever its channels and
scale. The map is kept in the job's hidden folder: a job that goes on after a crash has it too.
"""

from __future__ import annotations

import json
import logging
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import torch
from numpy.typing import NDArray
from PIL import Image
from torch.nn.functional import adaptive_avg_pool2d

from svd_desktop.media.animations import write_animation
from svd_desktop.media.publishing import write_atomically

_log = logging.getLogger(__name__)

LONGEST = 256  # pixels on a preview's longer side at most
BUDGET = 0.015  # of the seconds of denoising
_COLOURS_FILE = "colours.json"
_PREVIEW_FILE = "preview.gif"


@dataclass(frozen=True)
class Colours:
    """`weights` [channels + 1, 3] take latents and a constant 1 to red, green, blue of 0 to 1."""

    weights: torch.Tensor


def fit_colours(image_latents: torch.Tensor, pixels: torch.Tensor) -> Colours:
    """Least squares between latents [1, channels, height, width], as the UNet sees them, and
    pixels [3, height, width] of 0 to 1 in any larger size, averaged to the latents'."""
    latents = image_latents[0].cpu().double()
    _, height, width = latents.shape
    colours = adaptive_avg_pool2d(pixels.cpu().double(), (height, width)).flatten(1).T
    known = latents.flatten(1).T
    known = torch.cat([known, torch.ones_like(known[:, :1])], dim=1)
    # gelsd gives the smallest weights where the picture leaves them open, as one of a single colour
    # does. gelsy should too, and gave zeros for latents that are zero.
    return Colours(torch.linalg.lstsq(known, colours, driver="gelsd").solution.float())


def keep_colours(hidden: Path, image_latents: torch.Tensor, picture: Image.Image) -> None:
    """Fits and saves the map of a job's RGB picture. What goes wrong is logged: there are no
    previews then."""
    try:
        pixels = torch.tensor(np.asarray(picture)).permute(2, 0, 1) / 255
        weights = fit_colours(image_latents, pixels).weights.tolist()
        write_atomically(hidden / _COLOURS_FILE, json.dumps(weights).encode())
    except Exception:
        _log.warning("There will be no previews in %s.", hidden, exc_info=True)


def load_colours(hidden: Path) -> Colours | None:
    """What `keep_colours` saved, or None where there is none that can be read."""
    try:
        return Colours(torch.tensor(json.loads((hidden / _COLOURS_FILE).read_bytes())))
    except (OSError, ValueError, TypeError, RuntimeError):
        return None


def to_frames(colours: Colours, clean: torch.Tensor) -> NDArray[np.uint8]:
    """[frames, height, width, 3] of clean latents [1, frames, channels, height, width], in the
    latents' size or smaller. Only these few bytes leave the device."""
    latents = clean[0].float()
    height, width = latents.shape[2:]
    shrink = LONGEST / max(height, width)
    if shrink < 1:  # before the map, which averaging commutes with
        size = (max(round(height * shrink), 1), max(round(width * shrink), 1))
        latents = adaptive_avg_pool2d(latents, size)
    weights = colours.weights.to(latents.device)
    frames = latents.movedim(1, -1) @ weights[:-1] + weights[-1]
    frames = (frames * 255).round().clamp(0, 255).to(torch.uint8)
    array: NDArray[np.uint8] = frames.cpu().numpy()
    return array


class Previews:
    """One job's previews, kept within their share of the time: one more is made only while those
    so far took less than BUDGET of the denoising so far."""

    def __init__(self, hidden: Path, fps: int, clock: Callable[[], float] = time.monotonic) -> None:
        self._path = hidden / _PREVIEW_FILE
        self._fps = fps
        self._clock = clock
        self._colours = load_colours(hidden)
        self._seconds = 0.0

    def after_step(self, clean: torch.Tensor, denoised_seconds: float) -> Path | None:
        """The file, if one was made of the step's clean latents. What goes wrong is logged and
        costs the preview alone."""
        if self._colours is None or self._seconds >= BUDGET * denoised_seconds:
            return None
        begun = self._clock()
        try:
            write_animation(to_frames(self._colours, clean), self._fps, self._path)
        except Exception:
            _log.warning("No preview in %s.", self._path, exc_info=True)
            return None
        finally:
            self._seconds += self._clock() - begun
        return self._path
