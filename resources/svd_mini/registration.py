"""How a camera moved between two frames: a zoom and a shift, by least squares."""

import math

import torch
from torch import Tensor
from torch.nn import functional

BLURS = (6.0, 3.0, 1.5)  # pixels, coarse to fine
ITERATIONS = 12


def blur(picture: Tensor, sigma: float) -> Tensor:
    """Gaussian blur of (1, 1, H, W)."""
    reach = math.ceil(2.5 * sigma)
    line = torch.exp(-0.5 * (torch.arange(-reach, reach + 1) / sigma) ** 2)
    line = (line / line.sum()).to(picture.dtype)
    padded = functional.pad(picture, (reach,) * 4, mode="replicate")
    return functional.conv2d(
        functional.conv2d(padded, line.reshape(1, 1, 1, -1)), line.reshape(1, 1, -1, 1)
    )


def move(frame: Tensor, motion: Tensor) -> Tensor:
    """`frame` (C, H, W) seen after `motion`: (zoom, right, down), the last two in pixels.

    Position x, counted from the middle, shows what lay at (1 - zoom) * x + shift.
    """
    channels, height, width = frame.shape
    zoom, right, down = motion.tolist()
    affine = torch.tensor([[1 - zoom, 0, 2 * right / width], [0, 1 - zoom, 2 * down / height]])
    grid = functional.affine_grid(
        affine[None].to(frame), [1, channels, height, width], align_corners=False
    )
    return functional.grid_sample(frame[None], grid, "bicubic", "border", align_corners=False)[0]


def register(first: Tensor, last: Tensor) -> Tensor:
    """The motion (zoom, right, down) that makes `first` (3, H, W) most like `last`.

    Gauss-Newton on grey values, blurred less and less; a border of 8 pixels does not count.
    """
    height, width = first.shape[1:]
    across = (torch.arange(width) - (width - 1) / 2).expand(height, width)
    down = (torch.arange(height) - (height - 1) / 2)[:, None].expand(height, width)
    motion = torch.zeros(3, dtype=torch.float64)
    inner = (slice(8, -8), slice(8, -8))
    for sigma in BLURS:
        start = blur(first.double().mean(0)[None, None], sigma)[0]
        target = blur(last.double().mean(0)[None, None], sigma)[0, 0]
        for _ in range(ITERATIONS):
            moved = move(start, motion)[0]
            by_row, by_column = torch.gradient(moved)
            by_row, by_column = by_row / (1 - motion[0]), by_column / (1 - motion[0])
            slopes = [-(by_column * across + by_row * down), by_column, by_row]
            slopes = torch.stack([slope[inner].flatten() for slope in slopes], 1)
            missing = (target - moved)[inner].flatten()
            change = torch.linalg.lstsq(slopes, missing[:, None]).solution[:, 0]
            motion = motion + change
            if change.abs().max() < 1e-4:
                break
    return motion


def displacement(motion: Tensor, height: int, width: int) -> float:
    """Mean length, in pixels, of `motion` over all positions of a frame."""
    across = (torch.arange(width) - (width - 1) / 2).expand(height, width)
    down = (torch.arange(height) - (height - 1) / 2)[:, None].expand(height, width)
    zoom, right, lower = motion.tolist()
    return torch.hypot(right - zoom * across, lower - zoom * down).mean().item()
